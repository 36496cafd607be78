"""What the build does before it packs a wheel: compile the message catalogues."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Loaded by hatchling from its path, without the package around it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatchling's signature
        """Called at the start of each build."""
        folder = Path(self.root) / "perfcli" / "locale"
        runpy.run_path(str(folder / "compile.py"))["compile_catalogues"](folder)
