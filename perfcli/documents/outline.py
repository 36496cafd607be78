"""Part one as the paragraphs that are printed, each with its role: what Word, HTML and Markdown lay out alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple

from perfcli.documents.function_indicators import write_indicators
from perfcli.documents.published import PublishedGoals
from perfcli.formats.blocks import clean, joined, text_lines
from perfcli.formats.numbering import chinese
from perfcli.forms.words.wording import EVALUATION_TITLE, GOAL_INDICATORS, GOALS, TABLE_TITLE, Heading
from perfcli.model import Function, Safeguard


class Role(Enum):
    """What a paragraph of part one is."""

    SECTION = auto()
    FUNCTION = auto()
    TEXT = auto()


class Item(NamedTuple):
    """A paragraph: `lead` is how much of its text stands out, `entry` its title in the contents, empty for none."""

    role: Role
    text: str
    lead: int = 0
    entry: str = ""


PART_ONE = ("第一部分", Heading.PART_ONE.value)
PART_TWO = ("第二部分", Heading.PART_TWO.value)
PART_THREE = ("第三部分", "绩效自评")


def goals_items(goals: PublishedGoals) -> Iterator[Item]:
    """The paragraphs of part one below its title."""
    yield _section("一", Heading.OVERALL)
    yield from (Item(Role.TEXT, line) for line in text_lines(goals.overall))
    yield _section("二", Heading.FUNCTIONS)
    for number, function in enumerate(goals.functions, 1):
        yield from _function(number, function)
    yield _section("三", Heading.SAFEGUARDS)
    for number, safeguard in enumerate(goals.safeguards, 1):
        yield from _safeguard(number, safeguard)


def table_title(number: int, name: str) -> tuple[str, str]:
    """The heading of a project's table, and its entry in the contents; a tab, which would part them, is a space."""
    return _title(number, name, TABLE_TITLE)


def evaluation_title(number: int, name: str) -> tuple[str, str]:
    """The same of a project's 自评表 in part three."""
    return _title(number, name, EVALUATION_TITLE)


def _title(number: int, name: str, title: str) -> tuple[str, str]:
    shown = joined(name).replace("\t", " ")
    return f"{number}.{shown}{title}", f"{number}、{shown}{title}"


def _section(number: str, heading: Heading) -> Item:
    return Item(Role.SECTION, f"{number}、{heading.value}", entry=heading.value)


def _function(number: int, function: Function) -> Iterator[Item]:
    yield Item(Role.FUNCTION, f"（{chinese(number)}）{joined(function.name)}")
    if goal := clean(function.goal):
        yield from _labelled(f"{GOALS}：", goal)
    if function.indicators:
        yield from _labelled(f"{GOAL_INDICATORS}：", write_indicators(function.indicators))


def _safeguard(number: int, safeguard: Safeguard) -> Iterator[Item]:
    title = f"（{chinese(number)}）{joined(safeguard.title)}。"
    yield from _labelled(title, clean(safeguard.text))


def _labelled(lead: str, text: str) -> Iterator[Item]:
    first, *more = text.split("\n")
    yield Item(Role.TEXT, f"{lead}{first}", len(lead))
    yield from (Item(Role.TEXT, line) for line in _filled(more))


def _filled(lines: Iterable[str]) -> Iterator[str]:
    return (stripped for line in lines if (stripped := line.strip()))
