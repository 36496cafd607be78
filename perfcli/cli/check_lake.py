"""`perf check --lake`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from perfcli.actions.lake_review import COLUMNS, review_lake, unread
from perfcli.check.reports.rows import one_line
from perfcli.cli import console, outputs
from perfcli.cli.session import Session
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.lake.extent import Extent
from perfcli.output import Text
from perfcli.rows_for_scripts import streamed
from perfcli.select import Row, Selection
from perfcli.settings import CheckSettings, QuerySettings

_TAKEN = frozenset(
    {
        *("lake", "division", "unit", "year", "name", "code", "min_budget", "max_budget", "select", "ignore"),
        *("form", "output", "force", "engine", "master", "conf"),
    }
)
"""The parameters of `check` that mean something for a lake."""

_BATCH = 500
_CALLED = {"accepted": "baseline", "renew": "update-baseline", "paths": "PATH"}


def require_alone(given: Mapping[str, object]) -> None:
    """Raise PerfError for options of `check` that mean nothing for a lake."""
    for name, value in given.items():
        if name not in _TAKEN and value not in (None, "", False, (), [], "元"):
            called = _CALLED.get(name, name.replace("_", "-"))
            one = called if called.isupper() else f"--{called}"
            raise PerfError(_("{one} and {other} do not go together").format(one=one, other="--lake"))


def review(
    session: Session,
    lake: Path,
    limits: QuerySettings,
    selection: Selection,
    extent: Extent,
    form: str,
    file: Path | None,
    select: Sequence[str],
    ignore: Sequence[str],
    *,
    force: bool,
) -> int:
    """Print what is found where counties stand beside each other; returns the exit status: 1 where there is any."""
    if form not in ("text", "json", "jsonl"):
        raise PerfError(
            _("findings across counties are not written as {form}").format(form=form),
            hint=_("Use -f text, json or jsonl."),
        )
    repository = session.repository_or_none
    check = repository.settings.check if repository else CheckSettings()
    console.warn(unread(lake, extent, limits))
    found = _Counted(review_lake(lake, selection, extent, check, limits, select, ignore))
    if file is not None:
        outputs.put_parts(_parts(found, form), file, force=force)
    elif form == "text":
        console.show(console.fitted(_lines(batch)) for batch in found)
    else:
        console.emit_parts(_parts(found, form), is_data=True)
    if form == "text":
        said = ngettext("{count} finding", "{count} findings", found.count).format(count=found.count)
        console.say(said if found.count else _("Nothing found."))
    return 1 if found.count else 0


class _Counted:
    """Rows as they come, in batches, and how many came: those of a province would fill the memory."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[list[Row]]:
        while batch := list(islice(self._rows, _BATCH)):
            self.count += len(batch)
            yield batch


def _parts(batches: Iterable[list[Row]], form: str) -> Iterator[Text]:
    if form == "text":
        return map(_lines, batches)
    return streamed(batches, COLUMNS, form)


def _lines(rows: Sequence[Row]) -> str:
    lines = (
        f"{row['division']} {row['unit']} {row['project']}: {' '.join(filter(None, (row['code'], row['rule'])))}:"
        f" {row['message']}"
        for row in rows
    )
    return "".join(f"{one_line(line)}\n" for line in lines)
