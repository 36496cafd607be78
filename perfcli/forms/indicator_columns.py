"""The columns of a table of indicators, and what they say of each other: which has the names, the levels, the goals."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.formats.pages import PageRow, Positions
from perfcli.forms.header import Column
from perfcli.forms.label import Label, normal, without_remark
from perfcli.forms.level_columns import parted_levels, set_levels
from perfcli.forms.levels import is_level
from perfcli.forms.targets import is_operator
from perfcli.forms.vocabulary import Vocabulary
from perfcli.regex import regex

LEVEL_WEIGHT = "level_weight"
"""The key of a column that has the points of the level before it."""

_CONTENT = regex(r"内容(?:[(（].*)?$")


_VALUE = regex(r"(?:指标|目标|计划|预期)值")
_NO_TARGET = regex(
    r"前|上年|历史|原[因指目]|说明|解释|依据|来源|内容|计算|公式|标准|类[型别]|性质|单位|完成|实际|偏差|差异"
)
"""What is said of targets, or a target of another time: 指标值取值依据."""

_OF_BOTH = regex(r"(?:内容|描述|解释|说明|名称)[、，,/及和与（(]{1,2}(?:年度|绩效)?(?:指标|目标|计划|预期)值[）)]?$")
"""A heading over targets that names something else before them: 指标内容、指标值."""

_BEFORE = regex("(?:预算)?批复|原|年初|(?:调整|变更|修改|修订)前")
_AFTER = regex("(?:拟?调整|变更|修改|修订)[后为]|现")
"""How headings over targets before and after a change begin."""

_OF_UNITS = regex("单位|部门")
"""How a heading over units and projects begins that names units first."""

_FEWEST_CELLS = 3
"""Cells of a row of an indicator that has something before its levels."""

_ADJUSTED = regex("调整后?的?(?:预算|资金)(?:数|额|金额|总额)?|调整后(?:数|额|金额)?")
"""A heading over budgets as they became during the year."""

_OF_YEAR = regex("当年|本年|年度|20[0-9]{2}年")
_SPENT = regex("执行[数率金]|支出|支付|决算")
_OF_ALL = regex("总(?:额|计|预算|投资|资金|金额)|实施期")
"""What headings over amounts of this year begin with, and what those over amounts of all years say."""

BUDGET_UNIT = regex(r"^\d{6}(?!\d)|.{2}(?:局|委|办|院|校|镇|乡|街道|所|中心|站|队|会|处|馆|部)(?:本级|机关)?$")
"""A unit with its code, or what the names of units end with: a unit of measure is shorter."""


def settled(
    columns: list[Column], below: Sequence[PageRow], words: Vocabulary, positions: Positions
) -> tuple[Label | None, list[Column]]:
    """The columns with the keys that follow from the others and from the rows below, and the label down their left."""
    section, columns = _without_section(columns, below, words)
    _set_unit(columns, below, words)
    _set_name(columns)
    _set_target(columns, words)
    _set_changed(columns, words)
    _set_goals(columns, words)
    columns = parted_levels(columns, below, positions)
    set_levels(columns, below, words)
    _set_weights(columns)
    _set_blocks(columns)
    _set_operators(columns, below)
    _set_details(columns, words)
    _set_adjusted(columns, words)
    _set_total(columns)
    return section, columns


def _without_section(
    columns: list[Column], below: Sequence[PageRow], words: Vocabulary
) -> tuple[Label | None, list[Column]]:
    """The label down the left of the table, such as 绩效指标, where another column has the indicators' names."""
    if not columns:
        return None, columns
    first = columns[0]
    if first.levels:
        return None, columns  # names below a level that stands beside others
    label = words.label(first.heading)
    others = {column.key for column in columns[1:] if column.of == "indicator"}
    named = first.of == "indicator" and first.key == "name" and not others.isdisjoint(("name", "level1"))
    over_levels = not others.isdisjoint(("level1", "level")) and label.full.endswith("指标")
    goes_down = not others.isdisjoint(("level1", "kind", "name", "level")) and _goes_down(first, below, words)
    plain = not first.key and (words.is_section(label) or over_levels or goes_down)
    goals = (
        first.of == "project"
        and first.key == "goals"
        and not any(column.of == "project" and column.key == "name" for column in columns)
    )
    target = first.key == "target" and "target" in others and "level1" in others
    if named or (plain and first.of in ("indicator", "later")) or goals or target:
        return label, columns[1:]
    return None, columns


def _goes_down(column: Column, below: Sequence[PageRow], words: Vocabulary) -> bool:
    """Whether the cell of a heading goes on beside the rows below it: nothing of these stands under it.

    Where the format does not say what goes on, further rows may have something there.
    """
    rows = [row for row in below if row.filled]
    above = next((spot.above for row in rows[:1] for spot in row.spots if spot.left == column.left), None)
    if above is None or words.label(above.text).printed != column.heading:
        return False
    later = (row.filled for row in rows if row.filled[0].left == column.left)
    first = next(later, [])
    return len(first) < _FEWEST_CELLS or words.looks_like_label(words.label(first[0].text))


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
        cells = [spot.text for row in below for spot in row.filled if column.left <= spot.left < column.right]
        texts = [text for text in cells if not words.is_sum(words.label(text))]
        if column.key == "measure" and texts and all(BUDGET_UNIT.search("".join(text.split())) for text in texts):
            column.key, column.of = "unit", "project"


def _set_name(columns: list[Column]) -> None:
    """Where no heading says 三级指标 the column behind level two has the names, or one that is called 指标内容."""
    if any(column.key == "name" and column.of == "indicator" for column in columns):
        return
    at = next((at for at, column in enumerate(columns) if column.key == "kind"), -1)
    named: Column | None
    if 0 <= at < len(columns) - 1 and columns[at + 1].key in ("", "description"):
        named = columns[at + 1]
    else:
        told = (one for one in columns if one.of == "indicator" and one.key in ("", "description"))
        named = next((one for one in told if _CONTENT.search(one.heading)), None)
    if named is not None:
        named.key, named.of = "name", "indicator"


def _set_target(columns: list[Column], words: Vocabulary) -> None:
    """Where no heading is known as that of the targets, the one that speaks of values has them: 指标值设置情况.

    So has one beside what became of them, below a heading of both: 完成情况 over 年初目标值 and 年末实际值.
    """
    if any(column.key in ("target", "best") for column in columns):
        return
    beside = [column for column in columns if column.of == "later" and column.option]
    beside = [column for column in beside if words.indicator(words.label(column.option)) == "target"]
    if len(beside) == 1:
        beside[0].of, beside[0].key, beside[0].heading = "indicator", "target", beside[0].option
        beside[0].result = beside[0].option = ""
        return
    found = [
        column
        for column in columns
        if column.of == "indicator" and not column.key and _VALUE.search(column.heading)
        if not _NO_TARGET.search(column.heading)
    ] or [column for column in columns if column.key in ("", "description") and _is_of_both(column.heading)]
    if len(found) == 1:
        found[0].key = "target"


def _is_of_both(heading: str) -> bool:
    """Whether a heading over targets names something else before them, whatever hint stands behind it: （必填）."""
    text = normal(heading)
    return any(_OF_BOTH.search(one) for one in (text, without_remark(text)))


def _set_changed(columns: list[Column], words: Vocabulary) -> None:
    """Of targets before and after a change (批复指标值, 调整后指标值) those after it hold; the others are details."""
    targets = [column for column in columns if column.of == "indicator" and column.key == "target"]
    if any(_AFTER.match(words.label(column.heading).full) for column in targets):
        for column in targets:
            column.key = "" if _BEFORE.match(words.label(column.heading).full) else column.key


def _set_goals(columns: list[Column], words: Vocabulary) -> None:
    """A column of goals is none of targets where each row says its project, or where another has the targets."""
    named = any(column.of == "project" and column.key == "name" for column in columns)
    for column in columns:
        label = words.label(column.heading)
        if column.key != "target" or words.field(label) != "goals":
            continue
        others = [other for other in columns if other.key == "target" and other is not column]
        if named or any(words.field(words.label(other.heading)) != "goals" for other in others):
            column.key, column.of = "goals", "project"


def _set_weights(columns: list[Column]) -> None:
    """Of several columns of points the one behind a level has those of the level: the indicators have another."""
    weights = [at for at, column in enumerate(columns) if column.key == "weight"]
    of_levels = [at for at in weights if at and columns[at - 1].key in ("level1", "kind")]
    for at in of_levels if len(of_levels) < len(weights) else ():
        columns[at].key = LEVEL_WEIGHT
        columns[at].heading = f"{columns[at - 1].heading}{columns[at].heading}"


def _set_details(columns: list[Column], words: Vocabulary) -> None:
    """Where each row says its project, a column before those of indicators that nobody knows is the project's too.

    So is one of what was spent, be it called as what became of indicators: 全年执行数; behind those of indicators where
    the budget stands before it.
    """
    if not any(column.of == "project" and column.key == "name" for column in columns):
        return
    is_behind, has_budget = False, False
    for column in columns:
        is_behind = is_behind or (column.of == "indicator" and column.key in ("level1", "kind", "name"))
        if is_behind:
            has_budget = has_budget or column.of == "money"
            if has_budget and column.of in ("later", "indicator") and _is_spent(column, words):
                column.of, column.key, column.result = "project", "detail", ""
            continue
        is_unknown = column.of == "indicator" and not column.key and not is_level(column.heading)
        if is_unknown or (column.of == "later" and words.money_result(words.label(column.heading))):
            column.of, column.key, column.result = "project", "detail", ""


def _is_spent(column: Column, words: Vocabulary) -> bool:
    """Whether a heading is one of amounts that were spent, or their rate, and of nothing that indicators reach."""
    told = words.money_result(words.label(column.heading)) in ("spent", "expected", "rate")
    return told and _SPENT.search(column.heading) is not None


def _set_adjusted(columns: list[Column], words: Vocabulary) -> None:
    """In a list with what was spent, 全年预算数 or 调整预算数 beside 年初预算数 is what the budget became."""
    own = [column for column in columns if column.of in ("project", "money")]
    results = [words.money_result(words.label(column.heading)) for column in own]
    told = [column for column, result in zip(own, results, strict=True) if result == "adjusted"]
    changed = told or [column for column in own if _ADJUSTED.fullmatch(words.label(column.heading).full)]
    others = [column for column in own if column.key == "total" and column not in changed]
    if "spent" in results and len(changed) == 1 and (others or not told):
        changed[0].of, changed[0].key, changed[0].result = "project", "detail", "adjusted"


def _set_operators(columns: list[Column], below: Sequence[PageRow]) -> None:
    """Of 指标性质 and 指标方向 the one below which operators stand has them, whatever the other says (正向)."""
    groups: dict[tuple[object, ...], list[Column]] = {}
    for column in columns:
        if column.of == "indicator" and column.key == "operator":
            groups.setdefault((column.block, column.term, column.option, column.over), []).append(column)
    for group in groups.values():
        if len(group) > 1:
            most = max(group, key=lambda column: _operators(column, below))
            for column in group:
                column.key = column.key if column is most else ""


def _operators(column: Column, below: Sequence[PageRow]) -> int:
    """How many cells below a heading are operators."""
    cells = (spot.text for row in below for spot in row.filled if column.left <= spot.left < column.right)
    return sum(is_operator(text.strip()) for text in cells)


def _set_total(columns: list[Column]) -> None:
    """Of 资金总额 beside 当年预算 the second is the budget: the first is that of all years."""
    totals = [column for column in columns if column.of == "money" and column.key == "total"]
    of_year = [column for column in totals if _OF_YEAR.match(normal(column.heading))]
    others = [column for column in totals if column not in of_year]
    if len(of_year) == 1 and all(_OF_ALL.search(normal(column.heading)) for column in others):
        for column in others:
            column.key = "whole"


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
