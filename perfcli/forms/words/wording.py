"""The words of the published document: its headings, the fields that Word builds the contents from; texts as seen."""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from perfcli.folding import as_typed, fold
from perfcli.formats.numbering import CHINESE
from perfcli.regex import regex

TABLE_TITLE = "绩效目标表"
EVALUATION_TITLE = "绩效自评表"

GOALS = "绩效目标"
GOAL_INDICATORS = "绩效指标"


class Heading(Enum):
    """The headings between the parts of the document."""

    PART_ONE = "部门整体绩效目标"
    OVERALL = "总体绩效目标"
    FUNCTIONS = "分项绩效目标"
    SAFEGUARDS = "工作保障措施"
    PART_TWO = "预算项目绩效目标"


_HEADINGS = {heading.value: heading for heading in Heading} | {
    "": None,
    "第一部分": Heading.PART_ONE,
    "第二部分": Heading.PART_TWO,
    "项目绩效目标": Heading.PART_TWO,
}
_ORDINAL = regex(rf"第[{CHINESE}]部分|[{CHINESE}]{{1,3}}、|[0-9]{{1,2}}[.、]")
_SWITCHES = regex(r'(?:\\[a-z] ?"?[A-Za-z0-9]{0,8}"? ?)+$')
_TITLE_NUMBER = regex(
    rf"(?:[0-9０-９]{{1,5}}\s?[.．、]|[（(][0-9０-９{CHINESE}]{{1,5}}[)）]、?|[{CHINESE}]{{1,5}}、)\s*"
)


def squeeze(text: str) -> str:
    """A text without any white space."""
    return "".join(text.split())


def narrow(text: str) -> str:
    """A figure or a code without white space, full-width forms as half-width ones, to read it."""
    return squeeze(as_typed(text))


@lru_cache(4096)
def _seen(text: str) -> str:
    return squeeze(fold(text))


def label_seen(text: str) -> str:
    """A label to compare: as it is seen, without the colon behind it."""
    return _seen(text).rstrip(":") if len(text) < 100 else ""


def as_seen(text: str) -> str:
    """A label, a heading or a name to compare: without white space, what looks alike as one."""
    return _seen(text) if len(text) < 300 else squeeze(fold(text))


def without_field(text: str) -> tuple[str, str]:
    r"""A heading as it is seen, and the entry of its TC field (`heading TC entry \f A \l 1`), empty without one."""
    text = text.strip()
    switches = _SWITCHES.search(text, max(0, len(text) - 60))
    if not switches:
        return text, ""
    head = text[: switches.start()]
    marks = [match.start() for match in re.finditer("TC ", head)]
    if not marks:
        return text, ""
    middle = marks[len(marks) // 2]
    return head[:middle].strip(), head[middle + 3 :].strip().strip('"“”')


def heading_of(text: str) -> Heading | None:
    """Which heading between the parts a paragraph is, None for any other paragraph."""
    if len(text) > 200:
        return None
    shown, entry = without_field(text)
    heading = _HEADINGS.get(_bare(shown))
    return heading if heading and (not entry or _HEADINGS.get(_bare(entry)) is heading) else None


def _bare(title: str) -> str:
    squeezed = as_seen(title).rstrip(":")
    if squeezed in _HEADINGS:
        return squeezed
    return squeezed[match.end() :] if (match := _ORDINAL.match(squeezed)) else squeezed


def is_table_title(text: str) -> bool:
    """Whether a paragraph looks like the heading of a project's table."""
    shown = without_field(text)[0]
    return shown.endswith(TABLE_TITLE) or squeeze(fold(shown[-12:])).endswith(TABLE_TITLE)


def names_table_of(name: str, title: str) -> bool:
    """Whether a heading, its number and field aside, is the one of the project of this name."""
    wanted = as_seen(name) + TABLE_TITLE
    shown, entry = without_field(title)
    return _is_title(shown, wanted) and (not entry or _is_title(entry, wanted))


def ends_with_named(text: str, title: str) -> bool:
    """Whether a text ends with the name in the heading of a project's table, be it behind a label."""
    shown = without_field(title)[0]
    number = _TITLE_NUMBER.match(shown)
    name = as_seen(shown[number.end() :] if number else shown).removesuffix(TABLE_TITLE)
    return bool(name) and as_seen(text).endswith(name)


def _is_title(title: str, wanted: str) -> bool:
    number = _TITLE_NUMBER.match(title)
    return as_seen(title) == wanted or (number is not None and as_seen(title[number.end() :]) == wanted)
