"""What people write over the columns of a list, by the key that a column is read into."""

from __future__ import annotations

from collections.abc import Iterator

from perfcli.data.scalars import scalar_keys
from perfcli.labels import LABELS
from perfcli.model import Indicator, Project

_NAMES = {
    "year": "年度 预算年度 年份 budgetyear",
    "unit": "单位编码 预算单位编码 单位代码 预算单位代码 单位 预算单位 unitcode",
    "unit_name": "单位名称 预算单位名称",
    "department": "部门编码 部门代码 主管部门编码 主管部门代码 departmentcode",
    "department_name": "部门名称 部门",
    "code": "项目编码 项目代码 项目编号 projectcode",
    "project_name": "项目名称 项目 projectname",
    "template": "指标模板 模板",
    "total": "预算数 预算金额 预算总额 项目预算 总预算 预算 金额 合计 预算规模 项目支出合计 支出合计 资金合计 预算合计 "
    "金额合计 资金总额 年度资金总额 预算资金 项目资金 申请资金 申请金额 totalbudget budget amount",
    "fiscal": "财政资金 其中:财政资金 财政拨款 其中:财政拨款 财政性资金 财政拨款资金 fiscalfunds",
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


def words_over(key: str) -> tuple[str, ...]:
    """What people write over a column of a list, by the key it is read into; none for one of no list."""
    return tuple(_NAMES.get(key, "").split())


_GENERAL = {"year", "unit", "name", "code"}


def _named_keys() -> Iterator[tuple[str, str]]:
    """Every heading and its key: those above, and for the other keys of a record what they are called."""
    for key, words in _NAMES.items():
        yield from ((word, key) for word in (key, key.replace("_", ""), *words.split()))
    for record in (Project, Indicator):
        keys = [key for key in (*scalar_keys(record), "long_term_goals") if key not in {*_NAMES, *_GENERAL}]
        for key in keys:
            if label := LABELS[record.__name__].get(key):
                spoken = (label.chinese, label.english.lower().replace(" ", ""), *label.headings.split())
                yield from ((word, key) for word in (key, key.replace("_", ""), *spoken))


SYNONYMS = dict(_named_keys())
"""The key of each heading."""
