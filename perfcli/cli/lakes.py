"""What commands that take `--lake` share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfcli.cli import console
from perfcli.cli.session import Session
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.lake.extent import Extent
from perfcli.settings import QuerySettings


def extent(lake: Path | None, division: Sequence[str] | None, years: Sequence[int] = ()) -> Extent:
    """The part of a lake that the options name; raises PerfError for a division without a lake."""
    if division and lake is None:
        raise PerfError(
            _("--division is for a lake: one repository has one division"), hint=_("Name a lake with --lake.")
        )
    return Extent(tuple(division or ()), tuple(years))


def limits(session: Session) -> QuerySettings:
    """How much a statement may take: as the repository at hand says, else the defaults."""
    repository = session.repository_or_none
    return repository.settings.query if repository else QuerySettings()


def warn_of_shared_divisions(lake: Path, asked: Extent) -> None:
    """Name the divisions of which a lake has several repositories: one that was gathered twice counts twice in sums."""
    from perfcli.lake.manifest import read_manifest

    for division, names in read_manifest(lake).shared_divisions().items():
        if division in asked.divisions or not asked.divisions:
            message = _("Warning: several repositories have the division {division}: {names}")
            console.say(message.format(division=division, names=", ".join(names)))


def warn_of_empty_columns(lake: Path, asked: Extent) -> None:
    """Name the repositories that were gathered before some column was known: there it is empty, also in sums."""
    from perfcli.actions.lake_reading import with_empty_columns

    if names := with_empty_columns(lake, asked):
        message = _("Warning: gathered by another version of perf, new columns are empty: {names}; gather again")
        console.say(message.format(names=", ".join(names)))
