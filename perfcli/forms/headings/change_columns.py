"""Columns that a heading parts into 调整前 and 调整后, whatever that is over: money, goals, targets, names, weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfcli.formats.pages import Spot
from perfcli.forms.headings.header import Column
from perfcli.forms.headings.header_tiers import Tier
from perfcli.forms.words.changes import AFTER, BEFORE, WAS, says_more, side_of
from perfcli.forms.words.label import Label, normal, without_remark
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.model import LONG_TERM
from perfcli.regex import regex

_MONEY = regex("资金|预算|投资|经费|金额|拨款")
_UNCHANGED = regex("(?:保持|维持)?(?:原[值样]|不变|没有?变化|无变[化动]|同前|同调整前|[未不][做作]?(?:调整|变更))")
"""What is said below 调整后 in place of the value that was before."""

_ROUND = str.maketrans("（）", "()")
_NAMES = ("level1", "kind", "name")


class Side(NamedTuple):
    """One of the two columns of a heading: which of the two it is, what says so, where the other one stands."""

    of: str
    printed: str
    other: int


def without_sides(tiers: Sequence[Tier], words: Vocabulary) -> tuple[list[Tier], Mapping[int, Side]]:
    """The columns as if nothing said which of the two they are; those that are one of two, by their places.

    Levels and targets that stand below 调整前 and 调整后, and not over these, are tables side by side.
    """
    told: dict[tuple[str, ...], dict[str, list[tuple[int, str]]]] = {}
    for at, tier in enumerate(tiers):
        headings = (*tier.over, tier.text)
        sides = [(place, side) for place, text in enumerate(headings) if (side := side_of(text))]
        if len(sides) != 1 or len(headings) == 1:
            continue
        place, side = sides[0]
        subject = (*headings[:place], *headings[place + 1 :])
        if place == len(tier.over) or _is_of_project(subject, words):
            told.setdefault(subject, {}).setdefault(side, []).append((at, headings[place]))
    bare, found = list(tiers), dict[int, Side]()
    for subject, both in told.items():
        if len(both.get(BEFORE, ())) != 1 or len(both.get(AFTER, ())) != 1:
            continue
        ((was, before),), ((holds, after),) = both[BEFORE], both[AFTER]
        if _heads_others(subject, tiers, words):
            continue
        found |= {was: Side(BEFORE, before, holds), holds: Side(AFTER, after, was)}
        for at in (was, holds):
            bare[at] = tiers[at]._replace(text=subject[-1], over=subject[:-1])
    return bare, found


def _is_of_project(subject: Sequence[str], words: Vocabulary) -> bool:
    """Whether headings are over what is told of a project as a whole, and of none of its indicators."""
    label = words.label(subject[-1])
    told = words.field(label) or words.money(label) or (words.is_sum(label) and _MONEY.search("".join(subject)))
    return bool(told) and not words.indicator(label)


def _heads_others(subject: Sequence[str], tiers: Sequence[Tier], words: Vocabulary) -> bool:
    """Whether a heading is over those of levels and names too: 绩效指标 over 三级指标, 调整前 and 调整后."""
    inside = (tier.text for tier in tiers if tier.over[: len(subject)] == tuple(subject))
    return any(words.indicator(words.label(text)) in _NAMES for text in inside)


def set_sides(columns: Sequence[Column], sides: Mapping[int, Side], words: Vocabulary) -> None:
    """Give what holds the key of its heading; what was before is a detail that says so."""
    for at, side in sides.items():
        if side.of == BEFORE:
            _set_pair(columns[at], columns[side.other], side.printed, sides[side.other].printed, columns, words)


def _set_pair(
    was: Column, holds: Column, before: str, after: str, columns: Sequence[Column], words: Vocabulary
) -> None:
    label = words.label(holds.heading)
    before, after = words.label(before).printed, words.label(after).printed
    of = "" if says_more(before) else holds.heading
    if holds.of == "later":
        return
    holds.before = was.left
    if holds.key == "target" and words.field(label) == "goals" and _has_other_targets((was, holds), columns):
        holds.key, holds.of = "goals", "project"
        holds.term = LONG_TERM if label.term == "long" else ""
    if not holds.key and holds.of == "indicator" and _MONEY.search(label.full):
        holds.key, holds.of = "total", "money"
    holds.levels = was.levels = ()
    if holds.of != "indicator":
        _set_of_project(was, holds, before, after, columns, words)
    elif holds.key == "target":
        was.key, was.heading, was.over, holds.over = "target", f"{before}{of}", "", after
    else:
        was.key, was.heading, was.over = "", f"{WAS if holds.key == 'name' else before}{of}", ""


def _set_of_project(
    was: Column, holds: Column, before: str, after: str, columns: Sequence[Column], words: Vocabulary
) -> None:
    """What was before is a detail; at the end of the year 年初 is the budget, and 调整后 what that became."""
    subject = words.label(holds.heading)
    is_over = any(words.money_result(words.label(column.heading)) == "spent" for column in columns)
    if is_over and holds.key == "total" and words.change(words.label(before)) != BEFORE:
        was.key, was.of = holds.key, holds.of
        holds.key, holds.of, holds.heading = "detail", "project", _named(subject, after)
        holds.result = "adjusted"
        return
    was.was, was.of, was.key, was.over = holds.key, holds.of, "detail", ""
    was.heading, was.term, was.option = _named(subject, before), "", holds.heading


def _named(subject: Label, side: str) -> str:
    return f"{without_remark(subject.printed.translate(_ROUND))}（{side}）"


def _has_other_targets(pair: tuple[Column, Column], columns: Sequence[Column]) -> bool:
    """Whether other columns have the targets, or each row says its project: 绩效目标 is over goals then."""
    others = [column for column in columns if not any(column is one for one in pair)]
    named = any(column.of == "project" and column.key == "name" for column in others)
    return named or any(column.of == "indicator" and column.key == "target" for column in others)


def are_untold(columns: Sequence[Column]) -> bool:
    """Whether several columns say that they tell what was before a change, and nothing says of what."""
    return sum(side_of(column.heading) == BEFORE and not column.over for column in columns) > 1


def take_unchanged(cells: Sequence[tuple[Column, Spot]]) -> None:
    """Give cells that only say that nothing was changed, 不变, the text that was before, so that this holds."""
    for column, spot in cells:
        if column.before is None or not _UNCHANGED.fullmatch(normal(spot.text)):
            continue
        was = next(((one.above or one) for other, one in cells if other.left == column.before), None)
        if was is not None and not was.is_empty:
            spot.text, spot.exact = was.text, was.exact
