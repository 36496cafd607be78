"""Inputs drawn: one of a target's seeds with some of it cut, doubled, moved or replaced by its words."""

from __future__ import annotations

import random

from tests.endurance.fuzz.targets import Target

_CHANGES = (1, 1, 1, 2, 3, 8)
_LENGTHS = (1, 1, 2, 5, 20, 200)


def changed(target: Target, luck: random.Random) -> bytes:
    """One input."""
    out = bytearray(luck.choice(target.seeds))
    for _change in range(luck.choice(_CHANGES)):
        at = luck.randrange(len(out) + 1)
        end = min(len(out), at + luck.choice(_LENGTHS))
        match luck.randrange(6):
            case 0:
                del out[at:end]
            case 1:
                out[at:at] = out[at:end]
            case 2:
                out[at:at] = luck.choice(target.seeds)[at:end]
            case 3 if at < len(out):
                out[at] ^= 1 << luck.randrange(8)
            case 4:
                out[at:end] = luck.choice(target.words).encode("utf-8", "surrogatepass")
            case _:
                out[at:at] = luck.choice(target.words).encode("utf-8", "surrogatepass")
    return bytes(out)
