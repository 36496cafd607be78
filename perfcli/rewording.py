"""What changed within a text: which words go and which come, Chinese by characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from perfcli.regex import regex

_WORDS = regex(r"[0-9]+(?:[.,][0-9]+)*|[A-Za-z]+|[ \t]+|.", re.DOTALL)
_MOST_WORK = 4_000_000
"""Pairs of words that are compared one by one; beyond them the middle of a text is replaced as a whole."""

_SHORT_LINK = 2
"""Fewer words between two changes are too few to be read for themselves."""

_ALIKE = 0.4


class Run(NamedTuple):
    """A part of a text: kept (`=`), taken out (`-`) or put in (`+`)."""

    sign: Literal["=", "-", "+"]
    text: str


def likeness(before: str, after: str) -> float:
    """How much of two texts is the same, from 0 to 1."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if not old and not new:
        return 1.0
    kept = sum(size for _old, _new, size in _blocks(old, new))
    return 2 * kept / (len(old) + len(new))


def is_reworded(before: str, after: str) -> bool:
    """Whether a text is the other one with some words changed, and not another text."""
    return likeness(before, after) >= _ALIKE


def runs(before: str, after: str) -> list[Run]:
    """The parts of both texts in their order; what goes stands before what comes in its place."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Run] = []
    at, to = 0, 0
    for start, place, size in _without_short_links(_blocks(old, new), len(old), len(new)):
        found += [Run("-", "".join(old[at:start])), Run("+", "".join(new[to:place]))]
        at, to = start + size, place + size
        found.append(Run("=", "".join(old[start:at])))
    return [run for run in found if run.text]


def marked(before: str, after: str) -> str:
    """One text that shows both as `git diff --word-diff` does: [-what goes-] and {+what comes+}."""
    marks = {"=": "{}", "-": "[-{}-]", "+": "{{+{}+}}"}
    return "".join(marks[run.sign].format(run.text) for run in runs(before, after))


def _blocks(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """The stretches of words that both have: where each begins in both, and how long it is."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    found = [(0, 0, head)] if head else []
    middle, inserted = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(middle) * len(inserted) <= _MOST_WORK:
        matcher = SequenceMatcher(None, middle, inserted, autojunk=False)
        found += [(head + block.a, head + block.b, block.size) for block in matcher.get_matching_blocks() if block.size]
    if tail:
        found.append((len(old) - tail, len(new) - tail, tail))
    return found


def _without_short_links(blocks: Sequence[tuple[int, int, int]], old: int, new: int) -> Iterator[tuple[int, int, int]]:
    """The stretches without those too short between two changes, and with the texts' ends."""
    at, to = 0, 0
    for index, (start, place, size) in enumerate(blocks):
        following = blocks[index + 1][:2] if index + 1 < len(blocks) else (old, new)
        before, after = start - at + place - to, following[0] - start + following[1] - place - 2 * size
        if size >= _SHORT_LINK or not before or not after:
            yield start, place, size
            at, to = start + size, place + size
    if at < old or to < new:
        yield old, new, 0
