"""What each key of a record is called: on forms, in tables, in the schemas. One place for the words of a key."""

from __future__ import annotations

import re
from typing import NamedTuple

from perfcli.i18n import get_locale


class Label(NamedTuple):
    """The words for one key: as forms print it, in English, and where it needs more than that what to write in it.

    `headings` are what else people call it over a column of a list, apart by spaces.
    """

    chinese: str
    english: str
    help: str = ""
    headings: str = ""

    @property
    def title(self) -> str:
        """What an editor shows."""
        return self.help or self.chinese

    @property
    def spoken(self) -> str:
        """The label in the language spoken now."""
        return self.chinese if get_locale() == "zh_CN" else self.english


_PLAN = Label("资金支出计划", "Spending plan", "资金支出计划：月份 = 到该月底累计支出的百分比")
_GOALS = Label("绩效目标", "Goals", "绩效目标，每条一句，不写序号")
_INDICATORS = Label("绩效指标", "Indicators")
_LONG_TERM = Label("中期目标", "Long-term goals", "中期（长期、实施期）目标，每条一句", "长期目标 实施期目标 总体目标")
_SPENT = Label("执行数", "Spent", "到监控日期的执行数（元）")
_EXPECTED = Label("全年预计执行数", "Expected", "全年预计执行数（元）")
_DETAILS = Label("其他内容", "Details", "表上的其他栏目：栏目名 = 内容（几行并列的写成列表）")
_PURPOSE = Label("资金用途", "Purpose")

LABELS: dict[str, dict[str, Label]] = {
    "Project": {
        "": Label("项目绩效目标表", "Project"),
        "code": Label("项目编码", "Project code", "项目编码（21 位：区划 6 位、年份 2 位、数字或大写字母 13 位）"),
        "name": Label("项目名称", "Project name"),
        "unit": Label("单位编码", "Unit", "预算单位编码"),
        "year": Label("年度", "Year", "预算年度"),
        "template": Label("指标模板", "Template", "所用指标模板"),
        "purpose": _PURPOSE,
        "goals": _GOALS,
        "budget": Label("预算规模", "Budget", "预算规模（元）"),
        "spending_plan": _PLAN,
        "indicators": _INDICATORS,
        "previous": Label("上年项目编码", "Previous code", "同一项目上一年度的项目编码", "上年编码"),
        "long_term_goals": _LONG_TERM,
        "details": _DETAILS,
    },
    "Budget": {
        "": Label("预算规模", "Budget", "预算规模（元）"),
        "total": Label("预算数", "Total budget"),
        "fiscal": Label("财政资金", "Fiscal funds", "其中：财政资金"),
        "other": Label("其他资金", "Other funds"),
        "sources": Label("资金来源", "Sources", "其他来源，按表上的写法：名称 = 金额（元），不计入合计"),
    },
    "Indicator": {
        "": _INDICATORS,
        "kind": Label("二级指标", "Level two"),
        "name": Label("三级指标", "Level three"),
        "description": Label("绩效指标描述", "Description", "绩效指标描述：怎样取值"),
        "target": Label("指标值", "Target", "指标值，如 ≥120套、=100%、2021年12月底前"),
        "basis": Label("指标值确定依据", "Basis"),
        "level1": Label("一级指标", "Level one", "一级指标，二级指标看不出时才填"),
        "weight": Label("分值", "Weight", "分值（权重）", "权重 指标分值 指标权重 分值权重 points"),
        "scoring": Label("评分方法", "Scoring", "评分方法：direct、ratio、graded、bands", "计分方法"),
        "term": Label("时期", "Term", "时期：中期目标的指标填“中期”，年度指标不填", "目标时期 指标时期"),
        "details": Label("其他内容", "Details", "表上的其他栏目：栏目名 = 内容"),
    },
    "DepartmentGoals": {
        "": Label("部门整体绩效目标", "Overall goals"),
        "department": Label("部门编码", "Department", "部门编码"),
        "year": Label("年度", "Year", "预算年度"),
        "overall": Label("总体绩效目标", "Overall goal", "总体绩效目标，分段换行"),
        "functions": Label("分项绩效目标", "Functions"),
        "safeguards": Label("工作保障措施", "Safeguards"),
        "unit": Label("单位编码", "Unit", "预算单位编码，单位自己的整体绩效目标用它代替 department"),
        "goals": _GOALS,
        "budget": Label("预算规模", "Budget", "预算规模（元）"),
        "indicators": _INDICATORS,
        "details": _DETAILS,
    },
    "Progress": {
        "": Label("执行情况", "Progress", "一个项目（或部门、单位整体）的运行监控、绩效自评和绩效目标调整"),
        "code": Label("项目编码", "Project code"),
        "department": Label("部门编码", "Department", "部门编码，部门整体的用它代替 code 和 unit"),
        "unit": Label("单位编码", "Unit", "预算单位编码；没有 code 的是单位整体的"),
        "year": Label("年度", "Year", "预算年度"),
        "adjusted": Label("全年预算数", "Adjusted budget", "调整后的全年预算数（元），不写则为预算数"),
        "monitoring": Label("绩效运行监控", "Monitoring", "绩效运行监控，一次一段，按日期先后"),
        "evaluation": Label("绩效自评", "Self-evaluation"),
        "adjustments": Label("绩效目标调整", "Adjustments", "绩效目标批复后的调整"),
    },
    "Monitoring": {
        "": Label("绩效运行监控", "Monitoring"),
        "date": Label("监控日期", "Date", "监控截止日期，如 2021-07-31"),
        "spent": _SPENT,
        "expected": _EXPECTED,
        "conclusion": Label("监控结论", "Conclusion"),
        "measures": Label("改进措施", "Measures"),
        "parts": Label("各项资金", "Parts of the money", "各项资金：名称 = 执行数和预计执行数（元）"),
        "indicators": Label("绩效指标", "Indicators", "各项指标：三级指标名称 = 完成情况"),
        "details": _DETAILS,
    },
    "MonitoredPart": {"": Label("资金", "Part of the money"), "spent": _SPENT, "expected": _EXPECTED},
    "MonitoredIndicator": {
        "": Label("指标完成情况", "Indicator"),
        "value": Label("执行情况", "Value", "到监控日期的完成情况"),
        "expected": Label("全年预计完成情况", "Expected"),
        "cause": Label("偏差原因", "Cause", "偏差原因分类，照表上所填"),
        "explanation": Label("原因说明", "Explanation"),
        "likelihood": Label("完成目标可能性", "Likelihood", "完成目标可能性，照表上所填"),
        "details": _DETAILS,
    },
    "Evaluation": {
        "": Label("绩效自评", "Self-evaluation"),
        "spent": Label("全年执行数", "Spent", "全年执行数（元）"),
        "results": Label("实际完成情况", "Results", "年度目标实际完成情况，每条一句"),
        "execution_points": Label("预算执行得分", "Execution points"),
        "total_score": Label("总分", "Total score", "总分，照表上所填；不写则由各项得分合计"),
        "parts": Label("各项资金", "Parts of the money", "各项资金：名称 = 年初预算数、全年预算数、全年执行数（元）"),
        "indicators": Label("绩效指标", "Indicators", "各项指标：三级指标名称 = 完成情况和得分"),
        "details": _DETAILS,
    },
    "EvaluatedPart": {
        "": Label("资金", "Part of the money"),
        "initial": Label("年初预算数", "Initial budget"),
        "adjusted": Label("全年预算数", "Adjusted budget"),
        "spent": Label("全年执行数", "Spent"),
    },
    "EvaluatedIndicator": {
        "": Label("指标完成情况", "Indicator"),
        "actual": Label("实际完成值", "Actual"),
        "tier": Label("完成档次", "Tier", "定性指标的档次：reached 达成、partly 部分达成、missed 未达成"),
        "score": Label("得分", "Score", "得分，照表上所填；不写则按规则计算"),
        "reason": Label("偏差原因分析", "Reason"),
        "measure": Label("改进措施", "Measure"),
        "evidence": Label("取值依据", "Evidence", "实际完成值怎样得来"),
        "recheck": Label("复评得分", "Re-check score", "抽查复评的得分，与自评得分并列"),
        "details": _DETAILS,
    },
    "Adjustment": {
        "": Label("绩效目标调整", "Adjustment"),
        "date": Label("调整日期", "Date"),
        "reason": Label("调整原因", "Reason"),
        "changes": Label("调整内容", "Changes"),
    },
    "AdjustedKey": {
        "": Label("调整内容", "Change"),
        "key": Label("调整项", "Key", "所调整的键，如 indicators[改造住房套数].target"),
        "before": Label("调整前", "Before"),
        "after": Label("调整后", "After"),
    },
    "Function": {
        "": Label("分项绩效目标", "Functions"),
        "name": Label("职能名称", "Function", "职责活动名称"),
        "goal": Label("绩效目标", "Goal"),
        "indicators": _INDICATORS,
    },
    "FunctionIndicator": {
        "": _INDICATORS,
        "name": Label("指标名称", "Indicator"),
        "description": Label("指标描述", "Description"),
        "target": Label("指标值", "Target"),
    },
    "Safeguard": {
        "": Label("工作保障措施", "Safeguards"),
        "title": Label("标题", "Title"),
        "text": Label("内容", "Text", "正文"),
    },
    "Department": {
        "": Label("部门", "Department"),
        "code": Label("部门编码", "Department", "部门编码（3 位）"),
        "name": Label("部门名称", "Department name"),
        "units": Label("预算单位", "Units"),
    },
    "Unit": {
        "": Label("预算单位", "Unit"),
        "code": Label("单位编码", "Unit", "单位编码（以部门编码开头）"),
        "name": Label("单位名称", "Unit name"),
    },
    "Template": {
        "": Label("指标模板", "Template"),
        "name": Label("模板名称", "Template name"),
        "use": Label("适用范围", "Use"),
        "purpose": _PURPOSE,
        "goals": Label("绩效目标", "Goals"),
        "spending_plan": _PLAN,
        "indicators": _INDICATORS,
        "long_term_goals": _LONG_TERM,
        "details": _DETAILS,
    },
}
"""The labels by record and key, in the order of the record; under the empty key that of the record itself."""


_INNER = {
    "budget": "Budget",
    "indicators": "Indicator",
    "functions": "Function",
    "safeguards": "Safeguard",
    "units": "Unit",
}
"""The records that keys hold others of."""


def with_label(key: str, record: str = "") -> str:
    """A key as people write it, with its Chinese name beside it where Chinese is spoken: `basis（指标值确定依据）`.

    `record` is the one that `key` begins in, such as `Project`; without it a key has a name beside it only where all
    records call it so. Keys that are no record's, such as details, stand alone.
    """
    return beside(key, chinese_name(key, record))


def beside(key: str, name: str) -> str:
    """A key with a Chinese name beside it where Chinese is spoken and there is one."""
    return f"{key}（{name}）" if name and get_locale() == "zh_CN" else key


def chinese_name(key: str, record: str = "") -> str:
    """The Chinese name that `with_label` puts beside a key, empty for none."""
    names = [part for part in re.split(r"[.\[\]0-9]+", key) if part]
    if not names:  # a key of somebody's own may be a number
        return ""
    *before, last = names
    inner = "FunctionIndicator" if "functions" in before[:-1] else _INNER.get(before[-1], "") if before else record
    if inner:
        known = {LABELS[inner][last].chinese} if last in LABELS.get(inner, {}) else set()
    else:
        known = {labels[last].chinese for labels in LABELS.values() if last in labels} if not before else set()
    return known.pop() if len(known) == 1 else ""
