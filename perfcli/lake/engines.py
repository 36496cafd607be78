"""The engines by name: DuckDB in this process, Spark in another or on a cluster."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from pathlib import Path

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.lake.duck import DuckLake
from perfcli.lake.engine import Lake
from perfcli.lake.extent import Extent
from perfcli.lake.manifest import Manifest
from perfcli.relations import Relation
from perfcli.settings import QuerySettings

LOCAL = "local[*]"
"""Spark on all cores of this machine."""


def look(
    root: Path, manifest: Manifest, relations: Collection[Relation], extent: Extent, limits: QuerySettings
) -> AbstractContextManager[Lake]:
    """A look at a lake by the engine that is asked for; raises PerfError where it is not installed."""
    if limits.engine == "duckdb":
        return DuckLake(root, manifest, relations, extent, limits.memory)
    try:
        from perfcli.lake.spark import SparkLake
        from perfcli.lake.spark_session import Choice
    except ModuleNotFoundError as error:
        library = (error.name or "").partition(".")[0]
        raise PerfError(
            _("the engine spark needs the extra `spark`, which is not installed ({library} is missing)").format(
                library=library
            ),
            hint=_('Install it with: python -m pip install "perfcli[spark]"'),
        ) from None
    choice = Choice(limits.master or LOCAL, limits.memory, tuple(sorted(limits.conf.items())))
    return SparkLake(root, manifest, relations, extent, choice)
