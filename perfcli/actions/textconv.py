"""`perf git textconv`: a file as lines in the words of forms, for `git diff` and `git log -p`.

Every key is a line that says itself where it stands, so that a hunk can be read alone. Comments stay where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from perfcli import codec, i18n
from perfcli.codec.canonical import literal
from perfcli.codec.pieces import Path, taken_apart
from perfcli.codec.reader import parse_exact
from perfcli.comparing import Element, labels
from perfcli.comparing import Path as Steps
from perfcli.i18n import gettext as _
from perfcli.key_names import spoken
from perfcli.model import Department, DepartmentGoals, Project, Record, Template
from perfcli.progress import Progress
from perfcli.regex import regex
from perfcli.settings import Settings
from perfcli.three_way import Elements, identified, resolved

_MARKS = regex(r"^<{7}(?= |$)", re.MULTILINE)
_MOST_CONFLICTS = 500
_CONFLICT = regex(
    r"^<{7}(?: [^\n]*)?\n(?P<ours>.*?)(?:^\|{7}(?: [^\n]*)?\n.*?)?^={7}\n(?P<theirs>.*?)^>{7}(?: [^\n]*)?(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)
"""Both sides of a conflict between git's marks, where diff3 is set with the common version between them."""

_KINDS: tuple[tuple[type[Record], frozenset[str]], ...] = (
    (Project, frozenset({"code", "unit", "budget"})),
    *((Progress, frozenset({"year", key})) for key in ("monitoring", "evaluation", "adjustments", "adjusted")),
    (DepartmentGoals, frozenset({"department", "year"})),
    (DepartmentGoals, frozenset({"unit", "year", "overall"})),
    (Department, frozenset({"code", "units"})),
    (Settings, frozenset({"schema"})),
    (Template, frozenset({"name", "use"})),
)
"""What a file is, by keys that it holds: git hands over a copy whose path says nothing."""


def readable_text(content: bytes) -> bytes:
    """What a file holds, a line a key, in the language spoken; the file itself where it is no record.

    Of a file in the middle of a merge both sides, between git's marks where they differ.
    """
    try:
        text = codec.decode(content)
        lines: Iterable[str]
        if 0 < len(_MARKS.findall(text)) <= _MOST_CONFLICTS:
            lines = _both_sides(*(_of_record(_CONFLICT.sub(rf"\g<{side}>", text)) for side in ("ours", "theirs")))
        else:
            lines = _of_record(text)
    except (codec.Malformed, _NoRecord, RecursionError):
        return content
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


class _NoRecord(Exception):
    """That a text is TOML and none of our records."""


def _of_record(text: str) -> list[str]:
    """The lines for a text; raises Malformed, _NoRecord."""
    data = parse_exact(text)
    kind = next((kind for kind, keys in _KINDS if keys <= data.keys()), None)
    if kind is None or ("code" in data and kind is Settings):
        raise _NoRecord
    return list(_lines(text if text.endswith("\n") else f"{text}\n", data, kind))


def _both_sides(ours: list[str], theirs: list[str]) -> Iterator[str]:
    """Two versions of the lines as one, with git's marks around those that differ."""
    for _tag, start, end, first, last in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if ours[start:end] == theirs[first:last]:
            yield from ours[start:end]
        else:
            yield from ("<<<<<<< ours", *ours[start:end], "=======", *theirs[first:last], ">>>>>>> theirs")


def _lines(text: str, data: dict[str, Any], kind: type[Record]) -> Iterator[str]:
    tree = identified((data, data, data))[0]
    apart = taken_apart(text, tree)
    for block in apart.blocks.values():
        yield from _comments(block.lead, keeps_gaps=True)
        comment = block.header.partition("]")[2].strip("] \t\n")
        if comment.startswith("#"):
            yield comment
        for piece in block.pieces.values():
            yield from _comments(piece.lead)
            steps, value = _steps(tree, piece.path)
            told = list(_told(kind, steps, resolved(value, "ours")))
            tail = piece.tail.strip()
            yield from told[:-1]
            yield f"{told[-1]}  {tail}" if tail else told[-1]
    yield from _comments(apart.tail)


def _comments(lead: str, *, keeps_gaps: bool = False) -> Iterator[str]:
    """The comments above a key or header; above a header also the empty line."""
    lines = [line.strip() for line in lead.split("\n")]
    if keeps_gaps and "" in lines[:-1]:
        yield ""
    yield from (line for line in lines if line and not line.startswith("#:"))


def _steps(tree: Any, path: Path) -> tuple[Steps, Any]:
    """A path with the names of elements, and the value there."""
    steps: list[str | int | Element] = []
    value = tree
    for name in path:
        if isinstance(value, Elements):
            elements = [resolved(element, "ours") for element in value.values()]
            steps.append(labels(elements)[list(value).index(name)])
            value = value[name]
        elif isinstance(value, list):
            steps.append(int(name) + 1)
            value = value[int(name)]
        else:
            steps.append(name)
            value = value[name]
    return tuple(steps), value


def _told(kind: type[Record], steps: Steps, value: Any) -> Iterator[str]:
    """A key and its value; of a list a line an element, of a table a line a key."""
    if isinstance(value, Mapping) and value:
        for name, inner in value.items():
            yield from _told(kind, (*steps, name), inner)
    elif isinstance(value, list) and value:
        for place, inner in enumerate(value, 1):
            yield from _told(kind, (*steps, place), inner)
    else:
        said = _spelled(steps, value).split("\n")
        yield spoken(kind, steps) + _(": ") + said[0]
        yield from (f"  {line}" for line in said[1:])


def _spelled(steps: Steps, value: Any) -> str:
    """A value for people; amounts and shares as tables have them."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and abs(Decimal(value).adjusted()) < 20:
        if steps[0] == "budget":
            return f"{i18n.money(Decimal(value))} 元"
        if steps[0] == "spending_plan":
            return i18n.percent(Decimal(value))
    return literal(value)
