"""Three versions of a file's text as one, by what they mean: keys and elements are merged, not lines.

What only one side changed is as that side wrote it, comments and spelling too; a key that both changed differently
stands twice between the marks that git uses. The result passes a gate: read again, with one side's part of each
conflict left out, it has to hold what a merge of the data alone holds, and no comment that a side added is missing.
Where it does not, or the layouts are too different to be laid beside each other, there is a doubt: nothing is merged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from perfcli.codec.arrays import array_text
from perfcli.codec.canonical import literal
from perfcli.codec.faults import Malformed
from perfcli.codec.pieces import Block, Path, Piece, TakenApart, taken_apart
from perfcli.codec.reader import parse_exact
from perfcli.codec.spans import Array
from perfcli.codec.strict import comment_spans
from perfcli.three_way import ABSENT, Conflict, Doubt, conflicts, identified, merge, merged_order, resolved, same

Side = Literal["both", "ours", "theirs"]


@dataclass(frozen=True, slots=True)
class MergedText:
    """The text, with marks where the sides contradict each other, and the keys where they do."""

    text: str
    conflicts: tuple[str, ...]


def merge_texts(base: str, ours: str, theirs: str) -> MergedText:
    """One text out of three with LF line ends; raises Malformed where one is no TOML, Doubt where it cannot be told."""
    texts = [text if text.endswith("\n") or not text else f"{text}\n" for text in (base, ours, theirs)]
    data = identified(tuple(parse_exact(text) for text in texts))  # type: ignore[arg-type]  # three of them
    merged = merge(*data)
    merger = _Merger([taken_apart(text, version) for text, version in zip(texts, data, strict=True)], data, merged)
    for side in ("ours", "theirs"):
        _require_data(merger.composed(side), resolved(merged, side))
    text = merger.composed("both")
    _require_comments(text, texts)
    return MergedText(text, tuple(_dotted(path) for path, _conflict in conflicts(merged)))


def holds_both(text: str, base: str, ours: str, theirs: str) -> bool:
    """Whether a text holds what both sides changed and no more, by a merge of the data; True where one is no TOML.

    Raises Malformed where the text itself is none.
    """
    try:
        data = identified(tuple(parse_exact(version) for version in (base, ours, theirs)))  # type: ignore[arg-type]
        merged = merge(*data)
    except Malformed:
        return True
    except Doubt:
        return False
    found = parse_exact(text)
    return not conflicts(merged) and same(_unordered(found), _unordered(resolved(merged, "ours")))


def _require_data(text: str, wanted: Mapping[str, Any]) -> None:
    """Raise Doubt unless a text holds this data, whatever the order of elements."""
    try:
        found = parse_exact(text)
    except Malformed:
        raise Doubt from None
    if not same(_unordered(found), _unordered(wanted)):
        raise Doubt


def _unordered(value: Any) -> Any:
    """A value with arrays of tables in an order of their own, empty tables and arrays of them left out."""
    if isinstance(value, Mapping):
        inner = {name: _unordered(item) for name, item in value.items()}
        return {name: item for name, item in inner.items() if item not in ({}, [])}
    if isinstance(value, list):
        items = [_unordered(item) for item in value]
        return sorted(items, key=repr) if any(isinstance(item, Mapping) for item in items) else items
    return value


def _require_comments(text: str, texts: Sequence[str]) -> None:
    """Raise Doubt where a comment is missing that a side added and the other did not take out."""
    found = _comments(text)
    base, ours, theirs = map(_comments, texts)
    for comment in ours | theirs:
        most = max(ours[comment], theirs[comment])
        gone = base[comment] - min(base[comment], ours[comment], theirs[comment])
        if most > base[comment] and found[comment] < most - gone:
            raise Doubt


def _comments(text: str) -> Counter[str]:
    return Counter(text[start:end].rstrip() for start, end in comment_spans(text))


class _Merger:
    """Lays the blocks of three texts beside each other and writes them as one."""

    def __init__(self, texts: Sequence[TakenApart], data: Sequence[Any], merged: Mapping[str, Any]) -> None:
        self.texts = texts
        self.data = data
        self.merged = merged
        self._require_one_layout()

    def composed(self, side: Side) -> str:
        """The whole text, with both parts of each conflict or with one side's."""
        base, ours, theirs = (list(text.blocks) for text in self.texts)
        kept = [path for path in dict.fromkeys((*ours, *theirs)) if self._is_there(path)]
        parts: list[str] = []
        for path in merged_order(base, ours, theirs, kept):
            blocks = [text.blocks.get(path) for text in self.texts]
            part = self._block(path, blocks, side)
            if path and part and parts and not "".join(parts[-1:]).endswith("\n\n") and part[0] != "\n":
                part = f"\n{part}"
            parts.append(part)
        tails = [text.tail for text in self.texts]
        text = "".join(parts) + _merged_lines(*tails)
        return text if any(whole.text.startswith("\n") for whole in self.texts) else text.lstrip("\n")

    def _require_one_layout(self) -> None:
        """Raise Doubt where a key stands in blocks that differ, or is a table here and a value there."""
        places: dict[Path, Path] = {}
        for text in self.texts:
            for block in text.blocks.values():
                for path in block.pieces:
                    if places.setdefault(path, block.path) != block.path:
                        raise Doubt
        blocks = {path for text in self.texts for path in text.blocks}
        above = {path[:length] for path in (*places, *blocks) for length in range(1, len(path))}
        if places.keys() & (blocks | above):
            raise Doubt

    def _is_there(self, path: Path) -> bool:
        """Whether a block is in the result: not below an element that is gone or stands in a conflict as a whole."""
        value: Any = self.merged
        for place, name in enumerate(path):
            value = _inner(value, name)
            if isinstance(value, Conflict):
                return place == len(path) - 1
        return value is not ABSENT

    def _block(self, path: Path, blocks: Sequence[Block | None], side: Side) -> str:
        value = _at(self.merged, path)
        if isinstance(value, Conflict):
            texts = [self._whole(text, path) for text in self.texts]
            lead = (blocks[1] or blocks[2] or Block(path)).lead
            return lead + _conflict(texts[1], texts[2], path, side)
        leads = [block.lead if block else None for block in blocks]
        headers = [block.header if block else None for block in blocks]
        base, ours, theirs = (list(block.pieces) if block else [] for block in blocks)
        kept = [key for key in dict.fromkeys((*ours, *theirs)) if _at(self.merged, key) is not ABSENT]
        pieces = (
            self._piece(key, [block.pieces.get(key) if block else None for block in blocks], side)
            for key in merged_order(base, ours, theirs, kept)
        )
        return _merged_lines(*leads) + _chosen(*headers) + "".join(pieces)

    def _whole(self, text: TakenApart, path: Path) -> str:
        """An element as it stands in one version, with the tables in it; empty where it is not there."""
        within = [block for key, block in text.blocks.items() if key[: len(path)] == path]
        return "".join(block.text if block.path == path else block.lead + block.text for block in within)

    def _piece(self, path: Path, pieces: Sequence[Piece | None], side: Side) -> str:
        value = _at(self.merged, path)
        base, ours, theirs = pieces
        lead = _merged_lines(*(piece.lead if piece else None for piece in pieces))
        if conflicts(value):
            lines = [piece.line if piece else "" for piece in pieces]
            return lead + _conflict(lines[1], lines[2], path, side)
        said = [_at(version, path) for version in self.data]
        head = (ours or theirs or base or _NO_PIECE).head
        tail, more = _merged_tails(*(piece.tail if piece else None for piece in pieces))
        lead += more
        if ours and same(value, said[1]):
            is_as_before = base is not None and base.value == ours.value
            respelled = is_as_before and theirs is not None and same(value, said[2])
            return lead + head + (theirs.value if respelled and theirs else ours.value) + tail
        if theirs and same(value, said[2]):
            return lead + head + theirs.value + tail
        if ours is None:
            raise Doubt
        plain = [resolved(one, "ours") for one in (said[1], value)]
        if isinstance(ours.node, Array) and isinstance(plain[0], list) and isinstance(plain[1], list):
            return lead + head + array_text(self.texts[1].text, ours.node, *plain) + tail
        return lead + head + literal(plain[1]) + tail


_NO_PIECE = Piece((), "", "", "", "", Array(0, 0))


def _at(value: Any, path: Path) -> Any:
    """The value at a path, ABSENT where there is none."""
    for name in path:
        value = _inner(value, name)
    return value


def _inner(value: Any, name: str) -> Any:
    """The value of a key, or of the place in an array whose elements nothing names."""
    if isinstance(value, list) and name.isdecimal():
        return value[int(name)] if int(name) < len(value) else ABSENT
    return value.get(name, ABSENT) if isinstance(value, Mapping) else ABSENT


def _conflict(ours: str, theirs: str, path: Path, side: Side) -> str:
    """Both parts between git's marks, each mark with the key; or the part of one side."""
    if side != "both":
        return ours if side == "ours" else theirs
    key = _dotted(path)
    return f"<<<<<<< ours: {key}\n{_ended(ours)}=======\n{_ended(theirs)}>>>>>>> theirs: {key}\n"


def _ended(text: str) -> str:
    text = text.rstrip("\n")
    return f"{text}\n" if text else ""


def _dotted(path: Path) -> str:
    """A path as people read it, elements of arrays by their names."""
    text = ""
    for name in path:
        shown = name.removeprefix("+").removesuffix("#1")
        is_element = "#" in name
        text += f"[{shown}]" if is_element else f".{shown}" if text else shown
    return text.replace("\n", " ")


def _chosen(base: str | None, ours: str | None, theirs: str | None) -> str:
    """The one that changed; ours where both did."""
    if ours is None or (theirs is not None and ours == base):
        return theirs or ""
    return ours


def _merged_lines(base: str | None, ours: str | None, theirs: str | None) -> str:
    """What stands above a key: the side that changed it, else both sides' comments."""
    if ours is None or theirs is None or ours == theirs or theirs == base:
        return theirs or "" if ours is None else ours
    if ours == base:
        return theirs
    known = {line.strip() for line in ((base or "") + ours).split("\n")}
    added = [line for line in theirs.split("\n") if line.strip() and line.strip() not in known]
    return ours + "".join(f"{line}\n" for line in added)


def _merged_tails(base: str | None, ours: str | None, theirs: str | None) -> tuple[str, str]:
    """What stands behind a value on its line: the side that changed it; the other's comment as a line of its own."""
    if ours is None or theirs is None or ours == theirs or theirs == base:
        return (theirs or "\n") if ours is None else ours, ""
    if ours == base:
        return theirs, ""
    return ours, f"{theirs.strip()}\n" if theirs.strip() else ""
