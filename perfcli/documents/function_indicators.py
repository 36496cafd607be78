"""绩效指标：①名称：描述，指标值≥90%。②… <-> the indicators of a function."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from perfcli.formats.blocks import Paragraph, clean, joined, report
from perfcli.formats.leftovers import Leftover
from perfcli.formats.numbering import CIRCLED, circled, read_number
from perfcli.i18n import gettext as _
from perfcli.model import FunctionIndicator
from perfcli.regex import regex

_TARGET = regex(r"[，,；;。][ \t\u3000]*(?:绩效)?(?:指标值|目标值)[：:]?")
_TOKEN = regex(rf"([{CIRCLED}]|[（(][0-9]{{1,3}}[)）])|{_TARGET.pattern}")
_OPENING = "（([【〔［《〈「『{｛"
_CLOSING = "）)]】〕］》〉」』}｝"
_ENDS = "。；;"


def read_indicators(paragraphs: Sequence[Paragraph]) -> tuple[tuple[FunctionIndicator, ...], tuple[Leftover, ...]]:
    """The indicators in what follows 绩效指标：, and what of it belongs to none."""
    text = "\n".join(paragraph.text.strip() for paragraph in paragraphs)
    starts = [*_starts(text), (len(text), len(text))]
    head = text[: starts[0][0]]
    segments = [text[start[1] : following[0]] for start, following in pairwise(starts)]
    leftovers: tuple[Leftover, ...] = ()
    if len(_TARGET.findall(head)) == 1:
        segments.insert(0, head)
    elif head.strip():
        shown = head.split("\n")
        cut = [Paragraph(paragraph.line, line) for paragraph, line in zip(paragraphs, shown, strict=False)]
        leftovers = tuple(report(cut, _("no indicator of the form ①name：description，指标值…")))
    return tuple(_indicator(segment) for segment in segments), leftovers


def write_indicators(indicators: Iterable[FunctionIndicator]) -> str:
    """What follows 绩效指标：."""
    return "".join(
        f"{circled(number)}{joined(item.name)}：{clean(item.description)}，指标值{clean(item.target)}。"
        for number, item in enumerate(indicators, 1)
    )


def is_closed(text: str) -> bool:
    """Whether a text ends with a whole indicator, so that what follows is no part of it."""
    last = max(map(text.rfind, CIRCLED))
    return text.rstrip().endswith("。") and _TARGET.search(text, max(last, 0)) is not None


def starts_indicator(text: str) -> bool:
    """Whether a paragraph starts with the number of an indicator."""
    return _TOKEN.match(text.lstrip()) is not None


def _starts(text: str) -> Iterator[tuple[int, int]]:
    """Where each indicator's number starts and ends.

    A number inside a text is not taken for one: an indicator starts where a sentence has ended, or right behind a
    target, with the number that is due; （21） and so on only after ⑳, unless the first one is written so too.
    """
    count, target, first_bracketed = 0, -1, False
    for match in _TOKEN.finditer(text):
        if not match[1]:
            target = match.end()
            continue
        at = match.start()
        number = read_number(match[1].strip("（()）")) or 0
        bracketed = match[1] not in CIRCLED
        if bracketed and count and not first_bracketed and not number == count + 1 > 20:
            continue
        fresh = text[max(0, at - 8) : at].rstrip(" \t\u3000")[-1:]
        ended = fresh == "" or fresh == "\n" or fresh in _ENDS
        due, complete = number == count + 1, target >= 0
        opening = not count and not complete and (at == 0 or (due and not bracketed))
        if opening or (ended and (due or complete)) or (due and complete and at > target):
            first_bracketed = bracketed if not count else first_bracketed
            count, target = number, -1
            yield at, match.end()


def _indicator(segment: str) -> FunctionIndicator:
    text = segment.strip()
    text = text[:-1] if text.endswith(tuple(_ENDS)) else text
    marks = list(_TARGET.finditer(text))
    head, target = (text[: marks[-1].start()], text[marks[-1].end() :]) if marks else (text, "")
    colon = _colon(head)
    return FunctionIndicator(name=joined(head[:colon]), description=clean(head[colon + 1 :]), target=clean(target))


def _colon(text: str) -> int:
    """Where the first ： outside brackets is, else the first ： or :, else the text's end."""
    depth = 0
    for index, character in enumerate(text):
        if character == "：" and not depth:
            return index
        if character in _OPENING:
            depth += 1
        elif character in _CLOSING:
            depth = max(0, depth - 1)
    found = [at for at in (text.find("："), text.find(":")) if at >= 0]
    return found[0] if found else len(text)
