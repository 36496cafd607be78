"""The words of the form: labels of its table, headings, the fields that Word builds the contents from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from perfcli.folding import as_typed, fold
from perfcli.formats.numbering import CHINESE
from perfcli.regex import regex

TABLE_TITLE = "绩效目标表"
EVALUATION_TITLE = "绩效自评表"

PROJECT_CODE = "项目编码"
PROJECT_NAME = "项目名称"
BUDGET = "预算规模及资金用途"
TOTAL = "预算数"
FISCAL = "其中：财政资金"
OTHER = "其他资金"
PLAN = "资金支出计划（%）"
GOALS = "绩效目标"
GOAL_INDICATORS = "绩效指标"
COLUMNS = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")


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


def is_label(text: str, label: str) -> bool:
    """Whether a cell holds this label of the form, however it is wrapped and whatever its characters are made of."""
    return label_seen(text) == _seen(label)


_ROW_LABELS = {as_seen(label): label for label in (PROJECT_CODE, BUDGET, PLAN, GOALS, COLUMNS[0])} | {
    PLAN.partition("（")[0]: PLAN
}
NAMES_OF_INDICATORS = ("三级指标", "指标名称", "三级指标名称")
_COLUMN_WORDS = (
    ("一级指标",),
    ("二级指标",),
    NAMES_OF_INDICATORS,
    ("绩效指标描述", "指标描述", "指标说明", "指标解释"),
    ("指标值", "绩效指标值", "年度指标值", "目标值"),
    ("指标值确定依据", "确定依据", "指标值依据"),
)
_COLUMN_OF = {as_seen(word): at for at, words in enumerate(_COLUMN_WORDS) for word in words}


NUMBER_COLUMN = "序号"


def row_label(text: str) -> str:
    """The label that a row of the form starts with, empty for a cell that is none."""
    return _ROW_LABELS.get(label_seen(text), "")


def column_of(text: str) -> int:
    """Which of COLUMNS a heading names, -1 for none."""
    return _COLUMN_OF.get(label_seen(text), -1)


def is_header(texts: Sequence[str]) -> bool:
    """Whether a row is the header of a table of indicators: three of its columns or more, in any order.

    One of them is the first or the second, which most rows are told by at once.
    """
    if not any(column_of(text) >= 0 for text in texts[:2]):
        return False
    return len({at for text in texts if (at := column_of(text)) >= 0}) >= 3


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


def _is_title(title: str, wanted: str) -> bool:
    number = _TITLE_NUMBER.match(title)
    return as_seen(title) == wanted or (number is not None and as_seen(title[number.end() :]) == wanted)
