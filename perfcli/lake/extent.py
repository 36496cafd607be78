"""Which part of a lake is meant: by itself, as commands that ask no lake take the option too."""

from __future__ import annotations

import msgspec


class Extent(msgspec.Struct, frozen=True):
    """Which part of a lake is looked at: all divisions, and all years, where none is named."""

    divisions: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
