"""The cell 绩效目标: numbered lines (`1.`, `1、`, `（1）`) or bare ones <-> the project's goals.

A line may also start with digits that are no number of its own (`2021年…`, `3.5公里…`, `5、6月…`). A number with a
digit right behind it is therefore doubtful: it counts only where it is the next one due and the cell around it is
numbered.

Several goals may stand on one line (`1.…；2.…`): the next number due, in the form of the first, behind a sentence's end
or white space.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from perfcli.formats.blocks import clean, text_lines
from perfcli.regex import regex

_NUMBER = regex(r"(?:([0-9０-９]{1,4}) ?[.．、]|[（(]([0-9０-９]{1,4})[)）])(\s*)")
_INLINE = regex(r"(?<=[；;。！!\s])(?:([0-9０-９]{1,4}) ?[.．、](?![0-9０-９])|[（(]([0-9０-９]{1,4})[)）])\s*")
_YEAR = regex(r"(?:19|20)[0-9]{2}年")
_NAMED = regex(r"^\s*(?:总体|年度|绩效)?目标\s*[0-9一二三四五六七八九十]{1,2}\s*[:：.、]\s*", re.MULTILINE)
_NAMED_INSIDE = regex(r"(?<=[。；;！!\s])(?=(?:总体|年度|绩效)?目标\s*[0-9一二三四五六七八九十]{1,2}\s*[:：])")
"""Where another goal begins on the line of one that is numbered as 目标1：."""

_ORDER = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "")
_COUNTS = {"plain": _ORDER, "bracketed": _ORDER, "circled": (*"①②③④⑤⑥⑦⑧⑨⑩", "")}
_COUNT = regex(
    r"\s*(?:(?P<plain>[一二三四五六七八九十])[、.．]|[（(](?P<bracketed>[一二三四五六七八九十])[)）]、?|(?P<circled>[①-⑩]))"
)
_FORMS = ("{number}.{goal}", "{number}. {goal}", "（{number}）{goal}")


class _Mark(NamedTuple):
    """What looks like a number at the start of a line."""

    bracketed: bool
    number: int
    end: int
    doubtful: bool
    year: bool


def read_goals(text: str) -> tuple[str, ...]:
    """The goals of a cell, without their numbers.

    In a numbered cell a line without number continues the goal above; in any other each line is a goal.
    """
    return tuple(filter(None, _parted(text)))


def read_results(text: str) -> tuple[str, ...]:
    """What became of each goal, read as goals are; a number without words holds the place of its goal.

    So does an empty line above those that are not numbered.
    """
    found = _parted(text)
    is_numbered = found != text_lines(text)
    return _without_last_empty(found if is_numbered else [line.strip() for line in text.split("\n")])


def _without_last_empty(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(texts[: max((at for at, text in enumerate(texts, 1) if text), default=0)])


def _parted(text: str) -> list[str]:
    """The goals of a cell, empty where a number stands alone."""
    lines = _one_a_line(text_lines(text))
    starts = _starts([_mark(line) for line in lines])
    if not starts:
        return lines
    goals: list[list[str]] = []
    for index, line in enumerate(lines):
        if index in starts:
            goals.append([line[starts[index] :]])
        elif goals:
            goals[-1].append(line)
        else:
            goals.append([line])
    return ["\n".join(filter(None, parts)) for parts in goals]


def named_goals(text: str) -> list[str]:
    """The goals of a cell that are numbered as 目标1：, each on lines of its own or several on one; else none.

    So are those numbered as 一、, （一） or ①, one after another.
    """
    if not (_NAMED.search(text) or _NAMED_INSIDE.search(text)):
        return _counted(text)
    parts = _NAMED.split(_NAMED_INSIDE.sub("\n", text))
    return [goal for part in parts if (goal := clean(part))]


def _counted(text: str) -> list[str]:
    """The goals of lines numbered as 一、, （一） or ①, of one sort and in their order; none where there are no two."""
    goals: list[list[str]] = []
    sort = None
    for line in text_lines(text):
        match = _COUNT.match(line)
        at = next((sign for sign in match.groupdict() if match[sign]), None) if match else None
        if match and at is not None and sort in (None, at) and match[at] == _COUNTS[at][len(goals)]:
            goals.append([line[match.end() :].strip()])
            sort = at
        elif goals:
            goals[-1].append(line)
        else:
            return []
    return ["\n".join(filter(None, parts)) for parts in goals] if len(goals) > 1 else []


def _one_a_line(lines: list[str]) -> list[str]:
    """The lines with each goal of a numbered one on a line of its own."""
    parted: list[str] = []
    marks = [_mark(line) for line in lines]
    for index, (line, mark) in enumerate(zip(lines, marks, strict=True)):
        following = marks[index + 1] if index + 1 < len(marks) else None
        cuts = [0]
        if mark and not mark.doubtful:
            due, last = mark.number + 1, following.number if following else 0
            for match in _INLINE.finditer(line, mark.end):
                number = int(match[1] or match[2])
                if number == due and number != last and (match[2] is not None) == mark.bracketed:
                    cuts.append(match.start())
                    due += 1
        parted += [line[start:end].strip() for start, end in zip(cuts, [*cuts[1:], len(line)], strict=True)]
    return parted


def write_goals(goals: Iterable[str]) -> str:
    """The cell of these goals, numbered `1.` unless that would read as something else, such as `1.5公里`."""
    return _written(tuple(filter(None, ("\n".join(text_lines(goal)) for goal in goals))), read_goals)


def write_results(results: Iterable[str]) -> str:
    """The cell of what became of each goal, numbered as its goal is: an empty one leaves its number alone."""
    return _written(_without_last_empty(["\n".join(text_lines(result)) for result in results]), read_results)


def _written(wanted: tuple[str, ...], read: Callable[[str], tuple[str, ...]]) -> str:
    cells = [
        "\n".join(form.format(number=number, goal=goal) for number, goal in enumerate(wanted, 1)) for form in _FORMS
    ]
    return next((cell for cell in cells if read(cell) == wanted), cells[0])


def _mark(line: str) -> _Mark | None:
    match = _NUMBER.match(line)
    if not match:
        return None
    rest = line[match.end() : match.end() + 5]
    bracketed = match[2] is not None
    doubtful = not bracketed and not match[3] and rest[:1].isdecimal()
    return _Mark(bracketed, int(match[1] or match[2]), match.end(), doubtful, _YEAR.match(rest) is not None)


def _starts(marks: list[_Mark | None]) -> dict[int, int]:
    """Which lines start a goal, and where in the line its text starts."""
    firm = {(mark.bracketed, mark.number): index for index, mark in enumerate(marks) if mark and not mark.doubtful}
    sure = len(marks) > 2 and [mark.number if mark else 0 for mark in marks] == list(range(1, len(marks) + 1))
    starts: dict[int, int] = {}
    due, bracketed = 1, None
    for index, mark in enumerate(marks):
        if mark is None or bracketed not in (None, mark.bracketed):
            continue
        if mark.doubtful:
            counts = mark.number == due and (sure or _confirmed(mark, index, due, firm))
        else:
            counts = abs(mark.number - due) <= 1
        if counts:
            starts[index] = mark.end
            due, bracketed = mark.number + 1, mark.bracketed
    return starts


def _confirmed(mark: _Mark, index: int, due: int, firm: dict[tuple[bool, int], int]) -> bool:
    if firm.get((mark.bracketed, mark.number), -1) > index:
        return False
    return mark.year or due > 1 or firm.get((mark.bracketed, 2), -1) > index
