"""D516."""

from __future__ import annotations

from collections.abc import Iterable

from perfcli.check.context import Context
from perfcli.check.rule import Hit, Rule
from perfcli.check.views import ProgressView
from perfcli.i18n import noop

PROJECT = noop("there is no project {code} of {unit} in {year}: what became of it belongs to nothing")
WHOLE = noop("there are no goals of {code} in {year}: what became of them belongs to nothing")


class OrphanedProgress(Rule):
    """What became of a project is recorded, and the project is not there.

    No command shows it: the project was removed or moved by hand, or the file was copied into the wrong folder.

    Leaves alone: projects that are there and cannot be read.

    Fails:

        # no project
        [[monitoring]]
        date = 2021-07-31

    Passes:

        [[monitoring]]
        date = 2021-07-31

    Source: the format of the repository.
    """

    code = "D516"
    name = "orphaned-progress"
    severity = "error"
    nature = "data"

    def progress(self, view: ProgressView, context: Context) -> Iterable[Hit]:
        """One file."""
        if view.is_orphaned:
            said = view.progress
            message = PROJECT if said.code else WHOLE
            yield Hit((), message, {"code": said.of, "unit": said.unit, "year": said.year})
