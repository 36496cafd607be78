"""What the columns of a list are: our own headings, and those that people give them, in any order.

A heading may carry the unit of its amounts, such as 预算数（万元）.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from perfcli.data.sheets import COLUMNS, TITLES
from perfcli.formats.tables import CellValue, Line, Table, as_text
from perfcli.forms.amounts import read_month, read_scale
from perfcli.forms.wording import narrow

_NAMES = {
    "year": "年度 预算年度 年份 budgetyear",
    "unit": "单位编码 预算单位编码 单位代码 预算单位代码 单位 预算单位 unitcode",
    "unit_name": "单位名称 预算单位名称",
    "department": "部门编码 部门代码 主管部门编码 departmentcode",
    "department_name": "部门名称 部门 主管部门",
    "code": "项目编码 项目代码 项目编号 projectcode",
    "project_name": "项目名称 项目 projectname",
    "template": "指标模板 模板",
    "total": "预算数 预算金额 预算总额 项目预算 总预算 预算 金额 合计 预算规模 totalbudget budget amount",
    "fiscal": "财政资金 其中:财政资金 财政拨款 fiscalfunds",
    "other": "其他资金 其中:其他资金 otherfunds",
    "purpose": "资金用途 用途 预算规模及资金用途 项目内容",
    "goals": "绩效目标 项目绩效目标 年度目标 年度绩效目标 goals goal",
    "level1": "一级指标 levelone",
    "kind": "二级指标 leveltwo",
    "indicator_name": "三级指标 指标名称 绩效指标 levelthree indicator indicatorname",
    "description": "绩效指标描述 指标描述 指标说明 指标解释",
    "target": "指标值 绩效指标值 年度指标值 目标值",
    "basis": "指标值确定依据 确定依据 指标值依据",
    "number": "序号 编号 no. no #",
    "indicators": "指标数",
}
_SYNONYMS = {word: key for key, words in _NAMES.items() for word in (key, key.replace("_", ""), *words.split())}
_AMOUNTS = ("total", "fiscal", "other")
_SCALED = re.compile(r"(.+?)\(((?:单位:)?[千万亿]?元)\)$")
_LOOKED_AT = 20


class Heads(NamedTuple):
    """The headings of a table: the key of each column (empty for an unknown one), and how many 元 an amount is.

    `own` names the table of ours that it is, empty for any other list.
    """

    line: Line
    keys: tuple[str, ...]
    scales: tuple[Decimal, ...]
    own: str = ""


def own_heads(table: Table) -> Heads | None:
    """The headings of one of our own tables, None for any other: all of its columns in their order."""
    if not table.lines:
        return None
    line = table.lines[0]
    given = [as_text(cell).strip() for cell in line.cells]
    while given and not given[-1]:
        given.pop()
    for name, columns in COLUMNS.items():
        spellings = ([getattr(column, kind) for column in columns] for kind in ("key", "chinese", "english"))
        if any(given == spelling for spelling in spellings):
            return Heads(line, tuple(column.key for column in columns), (Decimal(1),) * len(columns), name)
    if table.name in (*TITLES["summary"], "summary"):
        return Heads(line, (), (), "summary")
    return None


def list_heads(table: Table) -> Heads | None:
    """The headings of a list: of the first rows the one with most known ones, None where none has two."""
    best: Heads | None = None
    for line in table.lines[:_LOOKED_AT]:
        heads = _heads(line)
        known = len(set(filter(None, heads.keys)))
        if known >= 2 and (best is None or known > len(set(filter(None, best.keys)))):
            best = heads
    return best


def _heads(line: Line) -> Heads:
    read = [_heading(cell) for cell in line.cells]
    keys = [key for key, _scale in read]
    has_indicators = any(key in ("kind", "level1", "target") for key in keys)
    names_project = "project_name" in keys
    seen: set[str] = set()
    for index, key in enumerate(keys):
        if key == "name":
            key = "indicator_name" if has_indicators and "indicator_name" not in keys else "project_name"
            key = "" if key == "project_name" and names_project else key
        keys[index] = "" if key in seen else key
        seen.add(key)
    return Heads(line, tuple(keys), tuple(scale for _key, scale in read))


def _heading(cell: CellValue) -> tuple[str, Decimal]:
    text = as_text(cell)
    if len(text) > 60:
        return "", Decimal(1)
    squeezed = narrow(text).lower()
    scaled = _SCALED.match(squeezed)
    plain, scale = squeezed, Decimal(1)
    if scaled and (read := read_scale(f"单位:{scaled[2].removeprefix('单位:')}")):
        plain, scale = scaled[1], read
    key = "name" if plain in ("name", "名称") else _SYNONYMS.get(plain, "")
    if not key and (month := _month(plain)):
        return f"plan_{month}", Decimal(1)
    return key, scale if key in _AMOUNTS else Decimal(1)


def _month(text: str) -> int | None:
    """The checkpoint of a column such as 3月底, 3月底计划(%) or plan_3."""
    match = re.match(r"(?:plan_?|planned_?)?([0-9]{1,2}月?[底末]?)(?:.*(?:计划|比例|进度).*|\(%\)|%)?$", text)
    if not match or ("月" not in text and not text.startswith("plan")) or text.startswith("planned"):
        return None
    return read_month(match[1] if "月" in match[1] else f"{match[1]}月底")


def is_empty(cells: Sequence[CellValue]) -> bool:
    """Whether a row holds nothing."""
    return not any(isinstance(cell, Decimal) or cell.strip() for cell in cells)
