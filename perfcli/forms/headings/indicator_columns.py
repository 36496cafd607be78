"""The columns of a table of indicators, and what they say of each other: which has the names, the levels, the goals."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from perfcli.formats.pages import PageRow, Positions
from perfcli.forms.headings.budget_columns import is_spent, set_adjusted, set_money, set_own_amount, set_total
from perfcli.forms.headings.header import Column
from perfcli.forms.headings.header_columns import PERIOD
from perfcli.forms.headings.level_columns import parted_indicators, parted_levels, set_levels
from perfcli.forms.headings.levels import is_level, level_name
from perfcli.forms.headings.listed_indicators import heads_level
from perfcli.forms.headings.operator_columns import parted_names, parted_targets, set_operators
from perfcli.forms.headings.section_column import without_section
from perfcli.forms.headings.target_columns import set_changed, set_target
from perfcli.forms.headings.target_periods import set_periods
from perfcli.forms.headings.weight_columns import set_weights
from perfcli.forms.words.label import Label, normal
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.framework import kinds_meant
from perfcli.regex import regex

_CONTENT = regex(r"内容(?:[(（].*)?$")


_FOURTH = "四级指标"

_OF_UNITS = regex("单位|部门")
"""How a heading over units and projects begins that names units first."""

_OF_PROJECT = regex(
    "^项目(?:类别|属性|性质|类型|期限|级次|分类|周期)|负责人|联系人|联系电话|经办人|填报人|(?:科室|处室|股室)$"
)
"""Who has to do with a project, and with none of its indicators."""

_NOTED = regex("[:：。；]")
"""What notes have that stand below a table, and neither units of budget nor of measure."""

_OF_INDICATORS = ("指标", "绩效指标")
"""What headings of indicators begin with: 指标类别."""

_WHOLE_YEAR = regex("全年(?:累计)?|年度累计|累计")

BUDGET_UNIT = regex(r"^\d{6}(?!\d)|.{2}(?:局|委|办|院|校|镇|乡|街道|所|中心|站|队|会|处|馆|部)(?:本级|机关)?$")
"""A unit with its code, or what the names of units end with: a unit of measure is shorter."""


def settled(
    columns: list[Column], below: Sequence[PageRow], words: Vocabulary, positions: Positions
) -> tuple[Label | None, list[Column]]:
    """The columns with the keys that follow from the others and from the rows below, and the label down their left."""
    _set_project(columns)
    set_money(columns, words)
    section, columns = without_section(columns, below, words)
    _set_unit(columns, below, words)
    _set_kind(columns, below)
    _set_name(columns, words)
    set_periods(columns)
    set_target(columns, words)
    set_changed(columns, words)
    _set_goals(columns, words)
    _set_results(columns, words)
    columns = parted_levels(parted_indicators(columns, below, words), below, words, positions)
    columns = parted_names(columns, below, positions)
    columns = parted_targets(columns, below, positions)
    set_levels(columns, below, words)
    set_weights(columns, below)
    _set_cause(columns)
    _set_blocks(columns)
    set_operators(columns, below)
    _set_details(columns, below, words, positions)
    set_adjusted(columns, words)
    set_total(columns)
    return section, columns


_UNNAMED = ("", "description")
"""The keys of columns that may have the names where no heading says so."""

_OF_ROWS = frozenset(("level", "level1", "kind", "target", "operator", "measure"))
"""The keys of columns that only a table with rows for indicators has."""


def _set_project(columns: list[Column]) -> None:
    """项目 alone is over the names of projects where others are over their units and goals or money; so is 所属项目."""
    if any(column.of == "project" and column.key == "name" for column in columns):
        return
    others = {column.key for column in columns if column.of in ("project", "money")}
    words = ("项目", "所属项目") if "unit" in others else ("所属项目",)
    called = [column for column in columns if column.of == "indicator" and not column.key and column.heading in words]
    if len(called) == 1 and others & {"goals", "total"}:
        called[0].of, called[0].key = "project", "name"


def _set_unit(columns: list[Column], below: Sequence[PageRow], words: Vocabulary) -> None:
    """A column 单位 before those of indicators has units of budget, where its cells say so, and none of measure.

    Beside a column of projects' names 单位（专项）名称 has those of units.
    """
    if any(column.key == "unit" for column in columns):
        return
    names = [column for column in columns if column.of == "project" and column.key == "name"]
    of_units = [column for column in names if _OF_UNITS.match(normal(column.heading))]
    if len(of_units) == 1 < len(names):
        of_units[0].key = "unit"
        return
    for column in columns:
        if column.of == "indicator" and column.key not in ("measure", "number"):
            return
        table = [spot for row in below if not row.is_line for spot in row.filled]
        cells = [spot.text for spot in table if column.left <= spot.left < column.right]
        others = [text for text in cells if words.label(text).printed != column.heading and not _NOTED.search(text)]
        texts = [text for text in others if not words.is_sum(words.label(text))]
        if column.key == "measure" and texts and all(BUDGET_UNIT.search("".join(text.split())) for text in texts):
            column.key, column.of = "unit", "project"


def _set_kind(columns: list[Column], below: Sequence[PageRow]) -> None:
    """指标名称 before 指标内容 is over levels two where nothing else stands below it: 指标内容 has the names."""
    known = {column.key for column in columns if column.of == "indicator"}
    for name, content in pairwise(columns):
        if name.key != "name" or "kind" in known or content.key not in _UNNAMED or not _CONTENT.search(content.heading):
            continue
        told = [spot.text for row in below[:6] for spot in row.filled if name.left <= spot.left < name.right]
        if told and all(is_level(text) or kinds_meant(level_name(text)) for text in told):
            name.key, content.key, content.of = "kind", "name", "indicator"


def _set_name(columns: list[Column], words: Vocabulary) -> None:
    """Where no heading says 三级指标 the column behind level two has the names, or one that is called 指标内容.

    Tables that stand side by side have one each, called alike. Below 三级指标 and 四级指标 the names are the fourth's.
    """
    for three, four in pairwise(columns):
        if three.key == "name" and four.heading == _FOURTH and not four.key:
            three.key, four.key = "", "name"
    if any(column.key == "name" and column.of == "indicator" for column in columns):
        return
    behind = [after for kind, after in pairwise(columns) if kind.key == "kind" and after.key in _UNNAMED]
    first = next((at for at, column in enumerate(columns) if column.key == "kind"), -1)
    if behind and behind[0] is columns[first + 1]:
        over_targets = [name for name, value in pairwise(columns) if value.key == "target" and name.key in _UNNAMED]
        named = [one for one in (*behind, *over_targets) if one.heading == behind[0].heading]
    else:
        has_others = any(one.key in _OF_ROWS and words.field(words.label(one.heading)) != "goals" for one in columns)
        told = (one for one in columns if one.of == "indicator" and one.key in _UNNAMED)
        content = (one for one in told if _CONTENT.search(one.heading))
        named = [one for one in content if has_others or "指标" in one.heading][:1]  # 实施内容 is a project's
    for column in named:
        column.key, column.of = "name", "indicator"


def _set_goals(columns: list[Column], words: Vocabulary) -> None:
    """A column of goals is none of targets where each row says its project, or where another has the targets."""
    named = any(column.of == "project" and column.key == "name" for column in columns)
    for column in columns:
        label = words.label(column.heading)
        if column.key != "target" or not (words.field(label) == "goals" or label.full == "目标"):
            continue
        others = [other for other in columns if other.key == "target" and other is not column]
        is_named = named and label.full != "目标"
        if is_named or any(words.field(words.label(other.heading)) != "goals" for other in others):
            column.key, column.of = "goals", "project"


def _set_results(columns: list[Column], words: Vocabulary) -> None:
    """实际完成情况 right behind the goals of a list, before its indicators, is what became of the goals."""
    for before, column in pairwise(columns):
        is_of_goals = before.of == "project" and before.key == "goals"
        if is_of_goals and column.of == "later" and words.result(words.label(column.heading)) == "later":
            column.of, column.key, column.result = "project", "detail", ""
    reached = [column for column in columns if column.of == "later" and column.result == "result" and column.over]
    whole = [column for column in reached if _WHOLE_YEAR.fullmatch(column.heading)]
    for column in reached if len(whole) == 1 else ():
        if column is not whole[0] and column.over == whole[0].over and PERIOD.fullmatch(column.heading):
            column.of, column.result = "indicator", ""  # 上半年 beside 全年


def _set_cause(columns: list[Column]) -> None:
    """说明 beside what became of indicators says why, where no other column does."""
    results = {column.result for column in columns if column.of == "later"}
    told = [column for column in columns if column.of == "indicator" and not column.key and column.heading == "说明"]
    if "result" in results and "cause" not in results and len(told) == 1:
        told[0].of, told[0].result = "later", "cause"


def _set_details(columns: list[Column], below: Sequence[PageRow], words: Vocabulary, positions: Positions) -> None:
    """Where each row says its project, a column before those of indicators that nobody knows is the project's too.

    So is one of what was spent, be it called as what became of indicators: 全年执行数; behind those of indicators where
    the budget stands before it. Others behind them are where they say so, or are merged as the projects' names are.
    """
    own = {column.key: column for column in columns if column.of == "project"}
    named = own.get("name") or (own.get("unit") if "goals" in own else None)  # of wholes the unit
    if named is None:
        return
    is_behind, has_budget = False, False
    is_wide = sum(column.of == "indicator" and column.key == "name" for column in columns) > 1
    for column in columns:
        set_own_amount(column, words)
        is_behind = is_behind or (column.of == "indicator" and column.key in ("level1", "kind", "name"))
        if is_behind:
            has_budget = has_budget or column.of == "money"
            takes_spent = has_budget and column.of in ("later", "indicator") and is_spent(column, words)
            is_unknown = column.of == "indicator" and not column.key
            goes_along = positions is Positions.SPANS and is_unknown and _goes_along(column, named, below)
            is_of_row = is_wide and is_unknown and column is columns[-1] and not (column.over or column.levels)
            is_total = words.result(words.label(column.heading)) == "total"
            if (
                takes_spent
                or goes_along
                or is_of_row
                or is_total
                or (is_unknown and _OF_PROJECT.search(column.heading))
            ):
                column.of, column.key, column.result = "project", "detail", ""
            continue
        is_name = bool(column.levels) and not words.is_label(words.label(column.heading))
        of_indicators = is_name or heads_level(column) or column.heading.startswith(_OF_INDICATORS)
        is_unknown = column.of == "indicator" and not column.key and not of_indicators
        if is_unknown or (column.of == "later" and words.money_result(words.label(column.heading))):
            column.of, column.key, column.result = "project", "detail", ""
    reached = [column for column in columns if column.of == "later" and column.result == "result" and column.over]
    whole = [column for column in reached if _WHOLE_YEAR.fullmatch(column.heading)]
    for column in reached if len(whole) == 1 else ():
        if column is not whole[0] and column.over == whole[0].over and PERIOD.fullmatch(column.heading):
            column.of, column.result = "indicator", ""  # 上半年 beside 全年


def _goes_along(column: Column, named: Column, below: Sequence[PageRow]) -> bool:
    """Whether the cells of a column go on downwards just where those of the projects' names do, over several rows."""
    found = []
    for row in below:
        at = {spot.left: spot for spot in row.spots}
        if column.left in at and named.left in at:
            found.append((at[column.left].above is not None, at[named.left].above is not None))
    return (True, True) in found and all(one == other for one, other in found)


def _set_blocks(columns: list[Column]) -> None:
    """Tables side by side: each begins where a level or the name stands a second time."""
    block, seen = 0, set[str]()
    names = [column for column in columns if column.key == "name" and column.of == "indicator"]
    several = len(names) > 1
    for column in columns:
        if column.of == "indicator" and column.key in ("level1", "kind", "name"):
            if column.key in seen and several:
                block, seen = block + 1, set()
            seen.add(column.key)
        column.block = block
