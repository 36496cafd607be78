"""D517."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Key, Rule
from perfcli.check.views import ProgressView
from perfcli.i18n import noop

UNKNOWN = noop("there is no indicator {name}: what is recorded of it counts nowhere")
MEANT = noop("there is no indicator {name}: is {meant} meant?")
RENAMED = noop("the indicator {name} is called {meant} since {date}")


class UnknownIndicator(Rule):
    """Something is recorded of an indicator that there is not.

    The indicator was renamed or removed by hand: its value and its score count nowhere, and the indicator that took
    its place has none.

    Leaves alone: indicators of the year, a second of one name as `name#2`; of the whole of a department or unit its own
    and those of its functions.

    Fails:

        [evaluation.indicators."维修房屋数"]
        actual = "120套"

    Passes:

        [evaluation.indicators."维修房屋套数"]
        actual = "120套"

    Source: the format of the repository.
    """

    code = "D517"
    name = "unknown-indicator"
    severity = "warning"
    nature = "data"

    def progress(self, view: ProgressView, context: Context) -> Iterable[Hit]:
        """Every name that something is recorded under."""
        if view.owner is None:
            return
        said = view.progress
        names: list[tuple[Key, Mapping[str, object]]] = [
            (("monitoring", at, "indicators"), one.indicators) for at, one in enumerate(said.monitoring)
        ]
        names += [(("evaluation", "indicators"), said.evaluation.indicators)] if said.evaluation else []
        for key, table in names:
            for name in table:
                if name not in view.names:
                    yield _hit((*key, name), name, view)


def _hit(key: Key, name: str, view: ProgressView) -> Hit:
    """What is said of a name: what it is called since an adjustment, else the nearest that there is."""
    for adjustment in sorted(view.progress.adjustments, key=lambda one: one.date, reverse=True):
        for change in adjustment.changes:
            if change.key.endswith("].name") and change.before == name and change.after in view.names:
                values = {"name": name, "meant": change.after, "date": adjustment.date.isoformat()}
                return Hit(key, RENAMED, values)
    close = get_close_matches(name, view.names, n=1, cutoff=0.6)
    return Hit(key, MEANT, {"name": name, "meant": close[0]}) if close else Hit(key, UNKNOWN, {"name": name})
