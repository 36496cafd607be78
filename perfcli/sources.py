"""What this program is made of, as it lies on the disk: whatever was worked out by another one is worked out anew."""

from __future__ import annotations

import os
from pathlib import Path

_PACKAGE = Path(__file__).parent


def state_of_sources(package: Path = _PACKAGE) -> str:
    """The path, size and time of every file of the package: a new module or folder is among them by itself."""
    states = []
    folders = [str(package)]
    while folders:
        with os.scandir(folders.pop()) as found:
            for entry in found:
                if entry.is_dir():
                    folders += [entry.path] if entry.name != "__pycache__" else []
                else:
                    state = entry.stat()
                    states.append((entry.path[len(str(package)) :], state.st_size, state.st_mtime_ns))
    return repr(sorted(states))
