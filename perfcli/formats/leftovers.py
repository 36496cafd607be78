"""What a source holds that could not be placed: nothing is dropped in silence."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Leftover:
    """A line of the source that could not be placed, or the part of it that could not.

    `place` counts from 1 what the source is made of; `where` says it in words where that is not lines. `is_note` tells
    a remark or a signature, which is part of no record.
    """

    place: int
    text: str
    reason: str
    where: str = field(default="", compare=False)
    is_note: bool = field(default=False, compare=False)
