"""What this program is made of, as it lies on the disk: whatever was worked out by another one is worked out anew."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

_PACKAGE = Path(__file__).parent


def state_of_sources(without: Collection[str] = (), package: Path = _PACKAGE) -> str:
    """The path, size and time of every file of the package: a new module or folder is among them by itself.

    `without` names folders at its top that what was worked out has nothing to do with.
    """
    states = []
    passed_over = {os.path.join(package, name) for name in without}
    folders = [str(package)]
    while folders:
        with os.scandir(folders.pop()) as found:
            for entry in found:
                if entry.is_dir():
                    is_meant = entry.name != "__pycache__" and entry.path not in passed_over
                    folders += [entry.path] if is_meant else []
                else:
                    state = entry.stat()
                    states.append((entry.path[len(str(package)) :], state.st_size, state.st_mtime_ns))
    return repr(sorted(states))
