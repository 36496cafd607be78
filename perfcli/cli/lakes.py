"""What commands that take `--lake` share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import typer

from perfcli.cli import console
from perfcli.cli import options as o
from perfcli.cli.option_groups import OptionGroup
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.lake.extent import Extent
from perfcli.regex import regex
from perfcli.select import as_typed, require_known
from perfcli.settings import QuerySettings, is_local

ENGINES = ("duckdb", "spark")

HARMLESS = regex(
    r"spark\.(app\.name|cores\.max|default\.parallelism|network\.timeout|rpc\.askTimeout|port\.maxRetries"
    r"|(driver|executor)\.(memory|memoryOverhead|cores|instances|maxResultSize)|driver\.port"
    r"|(driver\.)?blockManager\.port|memory\.(fraction|storageFraction)|task\.(cpus|maxFailures)|speculation"
    r"|dynamicAllocation\.(enabled|initialExecutors|minExecutors|maxExecutors|shuffleTracking\.enabled)"
    r"|sql\.(shuffle\.partitions|files\.maxPartitionBytes|autoBroadcastJoinThreshold|adaptive\.enabled))"
)
"""The keys of Spark's configuration that a repository may set: sizes, counts and ports, never on whose network."""


class LakeOptions(OptionGroup, frozen=True):
    """Whether a lake is asked, which part of it, and by what."""

    lake: o.LakeOption = None
    division: o.DivisionOption = None
    engine: o.EngineOption = ""
    master: o.MasterOption = ""
    conf: o.ConfOption = None

    def extent(self, years: Sequence[int] = ()) -> Extent:
        """The part of the lake; raises PerfError for a division without a lake."""
        if self.division and self.lake is None:
            raise PerfError(
                _("--division is for a lake: one repository has one division"), hint=_("Name a lake with --lake.")
            )
        return Extent(tuple(self.division or ()), tuple(years))

    def limits(self, context: typer.Context) -> QuerySettings:
        """What answers and how much it may take: as the options say, then the repository at hand.

        Raises PerfError for options that mean nothing together, and for what a repository may not decide alone.
        """
        for option, given in (("--engine", self.engine), ("--master", self.master), ("--conf", self.conf)):
            if given and self.lake is None:
                raise PerfError(_("{option} is for a lake").format(option=option), hint=_("Name a lake with --lake."))
        if self.lake is None:
            return QuerySettings()
        repository = o.session(context).repository_or_none
        return self._chosen(repository.settings.query if repository else QuerySettings())

    def _chosen(self, settings: QuerySettings) -> QuerySettings:
        if self.engine:
            require_known(self.engine, ENGINES, noop("unknown engine: {given}"))
        if (self.engine or settings.engine) != "spark":
            for option, given in (("--master", self.master), ("--conf", self.conf)):
                if given:
                    raise PerfError(_("{option} is for --engine spark").format(option=option))
            return msgspec.structs.replace(settings, engine="duckdb")
        if not self.engine and not self.master and settings.master and not is_local(settings.master):
            raise PerfError(
                _("perf.toml names the master {master}: data go there only where you say so").format(
                    master=settings.master
                ),
                hint=_("Add --engine spark, or --engine duckdb to ask on this machine."),
            )
        _require_harmless(settings)
        return msgspec.structs.replace(
            settings,
            engine="spark",
            master=as_typed(self.master) or settings.master,
            conf={**settings.conf, **dict(map(_pair, self.conf or ()))},
        )


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.startswith("spark."):
        raise PerfError(
            _("--conf {text}: a key of Spark's and its value are needed").format(text=text),
            hint=_("Write --conf spark.executor.memory=4g."),
        )
    return name.strip(), value


def _require_harmless(settings: QuerySettings) -> None:
    """A repository comes from others: it sets how much Spark takes, never what it runs nor by whom it is reached."""
    for name in settings.conf:
        if not HARMLESS.fullmatch(name):
            raise PerfError(
                _("perf.toml may not set {name}").format(name=name),
                hint=_("Give it by --conf, which is yours alone."),
            )


def warn_of_shared_divisions(lake: Path, asked: Extent) -> None:
    """Name the divisions of which a lake has several repositories: one that was gathered twice counts twice in sums."""
    from perfcli.lake.manifest import read_manifest

    for division, names in read_manifest(lake).shared_divisions().items():
        if division in asked.divisions or not asked.divisions:
            message = _("Warning: several repositories have the division {division}: {names}")
            console.say(message.format(division=division, names=_(", ").join(names)))


def warn_of_empty_columns(lake: Path, asked: Extent) -> None:
    """Name the repositories that were gathered before some column was known: there it is empty, also in sums."""
    from perfcli.actions.lake_reading import with_empty_columns

    if names := with_empty_columns(lake, asked):
        message = _("Warning: gathered by another version of perf, new columns are empty: {names}; gather again")
        console.say(message.format(names=_(", ").join(names)))
