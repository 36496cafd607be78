"""Edits of an array written in brackets: each value keeps its comments and spelling wherever it moves."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence, Set
from typing import Any

import msgspec
from msgspec.structs import replace

from perfcli.codec.canonical import assigned, literal
from perfcli.codec.spans import Array, Node, Tables
from perfcli.regex import regex

_LINE_END = "\n"
_EMPTY_LINE = regex(r"\n[ \t]*(?=\n)")


class _Piece(msgspec.Struct, frozen=True):
    """One value of an array with what belongs to it: `lead` before it, `gap` before its comma, `tail` on its line."""

    lead: str
    value: str
    gap: str = ""
    tail: str = ""


class _Layout(msgspec.Struct, frozen=True):
    """An array's text taken apart: `head` ends the bracket's line, `foot` stands before the closing one."""

    head: str
    pieces: tuple[_Piece, ...]
    foot: str
    ends_with_comma: bool


def array_text(text: str, node: Array, olds: Sequence[Any], news: Sequence[Any]) -> str:
    """The text of an array that held `olds` so that it holds `news`; `text` is the file's."""
    if not node.items:
        inside = text[node.start + 1 : node.end - 1].rstrip()
        return f"[{inside}{assigned(list(news))[1:]}" if inside else assigned(list(news))
    places = _places(olds, news)
    layout = _without(
        _taken_apart(text, node), set(range(len(olds))).difference(place for place in places if place is not None)
    )
    pieces = [_piece(layout, olds, new, place) for new, place in zip(news, places, strict=True)]
    return _put_together(layout, pieces)


def _taken_apart(text: str, node: Array) -> _Layout:
    pieces = []
    lead_start = _end_of_tail(text, node.start + 1, node)
    head = text[node.start + 1 : lead_start]
    comma: int | None = None
    for item in node.items:
        start, end = _span(item)
        comma = _comma_after(text, end, node.end)
        tail_start = end if comma is None else comma + 1
        tail_end = _end_of_tail(text, tail_start, node)
        gap = "" if comma is None else text[end:comma]
        pieces.append(_Piece(text[lead_start:start], text[start:end], gap, text[tail_start:tail_end]))
        lead_start = tail_end
    return _Layout(head, tuple(pieces), text[lead_start : node.end - 1], comma is not None)


def _without(layout: _Layout, gone: Set[int]) -> _Layout:
    """The layout where comments that an empty line parts from a value that goes come to the next one that stays."""
    loose = ""
    pieces = []
    for index, piece in enumerate(layout.pieces):
        if index in gone:
            loose += _loose(piece.lead)
            pieces.append(piece)
        else:
            pieces.append(replace(piece, lead=loose + piece.lead))
            loose = ""
    return replace(layout, pieces=tuple(pieces), foot=loose + layout.foot)


def _loose(lead: str) -> str:
    """The part of what stands above a value that an empty line parts from it, if it has comments."""
    apart = lead[: max((match.start() for match in _EMPTY_LINE.finditer(lead)), default=0)]
    return apart + "\n" if "#" in apart else ""


def _end_of_tail(text: str, at: int, node: Array) -> int:
    """Where the line ends that a value stands on, `at` where another value or the bracket follows on it."""
    line_end = text.find("\n", at, node.end)
    if line_end < 0:
        return at
    rest = text[at:line_end].strip()
    return line_end if not rest or rest.startswith("#") else at


def _places(olds: Sequence[Any], news: Sequence[Any]) -> list[int | None]:
    """For each new value the old one that it continues: the same, else the one at its place where that one goes."""
    left: dict[str, deque[int]] = {}
    for index, old in enumerate(olds):
        left.setdefault(repr(old), deque()).append(index)
    same = [left.get(repr(new)) for new in news]
    places = [indexes.popleft() if indexes else None for indexes in same]
    free = set(range(len(olds))).difference(index for index in places if index is not None)
    return [at if place is None and at in free else place for at, place in enumerate(places)]


def _piece(layout: _Layout, olds: Sequence[Any], new: Any, place: int | None) -> _Piece:
    if place is None:
        model = layout.pieces[-1].lead
        lead = model[model.rfind("\n") :] if "\n" in model else " "
        return _Piece(lead, _spelled(new, lead))
    old = layout.pieces[place]
    if olds[place] == new:
        return old
    return _Piece(old.lead, _spelled(new, old.lead), old.gap, old.tail)


def _spelled(value: Any, lead: str) -> str:
    return assigned(value) if "\n" in lead and isinstance(value, str) else literal(value)


def _put_together(layout: _Layout, pieces: Sequence[_Piece]) -> str:
    if not pieces:
        return f"[{layout.head}{layout.foot or _LINE_END}]" if "#" in layout.head + layout.foot else "[]"
    first = layout.pieces[0].lead
    text = "[" + layout.head
    for index, piece in enumerate(pieces):
        is_last = index == len(pieces) - 1
        text += _lead(piece.lead, first, index) + piece.value + piece.gap
        text += "," if not is_last or layout.ends_with_comma else ""
        text += piece.tail
        if piece.tail and not is_last and "\n" not in pieces[index + 1].lead:
            text += "\n"
    return f"{text}{_foot(layout, pieces[-1])}]"


def _lead(lead: str, first: str, index: int) -> str:
    """White space before a value on the line of another: that of its new place."""
    if lead.strip() or "\n" in lead or first.strip() or "\n" in first:
        return lead
    return lead if index else first


def _foot(layout: _Layout, last: _Piece) -> str:
    return layout.foot if "\n" in layout.foot or not last.tail else f"\n{layout.foot}"


def _span(node: Node) -> tuple[int, int]:
    if isinstance(node, Tables):  # cannot stand in brackets
        raise TypeError("an array of tables has no place in an array")
    return node.start, node.end


def _comma_after(text: str, at: int, limit: int) -> int | None:
    """The comma that follows a value, comments passed over; None where there is none."""
    while at < limit:
        if text[at] == ",":
            return at
        if text[at] == "#":
            at = text.find("\n", at)
        elif not text[at].isspace():
            return None
        at += 1
    return None
