"""JSON Schemas of the repository's files, from the types that read them, with titles in Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from perfcli.exact import LARGEST_AMOUNT, Money, Percent, Points
from perfcli.form import SUBJECTS, Form, FormCell, FormColumn, FormPart
from perfcli.framework import FRAMEWORKS, kinds
from perfcli.labels import LABELS
from perfcli.model import Department, DepartmentGoals, Project, Record, Template
from perfcli.progress import Progress
from perfcli.settings import (
    LABEL_KEYS,
    CheckSettings,
    FormSettings,
    OutcomeRule,
    QuerySettings,
    Settings,
    SiteSettings,
    Words,
)

RECORDS: dict[str, type[Record]] = {
    "project": Project,
    "goals": DepartmentGoals,
    "department": Department,
    "template": Template,
    "progress": Progress,
    "settings": Settings,
    "form": Form,
}
"""The name of each schema and what it describes."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TITLES: dict[str, dict[str, str]] = {
    **{record: {key: label.title for key, label in labels.items()} for record, labels in LABELS.items()},
    "Settings": {
        "": "仓库设置",
        "schema": "文件格式版本，请勿改动",
        "division": "行政区划代码（6 位）",
        "year": "新建项目默认的预算年度",
        "framework": "绩效指标框架：起始预算年度 = 框架名称",
        "checkpoints": "资金支出计划的月份",
        "locale": "界面语言",
        "compiled_by": "编制人",
        "reviewed_by": "审核人",
        "check": "审核规则的设置",
        "query": "SQL 查询的限度",
        "forms": "导入表格的设置",
        "monitoring": "运行监控的设置",
        "evaluation": "绩效自评的设置",
        "approved": "已批复的绩效目标：预算年度 = 批复时的 git 版本",
        "site": "公开网站的设置",
    },
    "SiteSettings": {
        "": "公开网站的设置",
        "title": "网站名称",
        "hidden_labels": "不公开的栏目名（人员和电话本就不公开；前加 - 为改为公开）",
        "hidden_projects": "不公开的项目编码",
        "history": "项目的修改记录：dates 只列日期，titles 连同提交说明，none 不列",
    },
    "MonitoringSettings": {
        "": "运行监控的设置",
        "red": "完成不足应完成的百分之几为红灯",
        "yellow": "不足百分之几为黄灯",
        "green": "不足百分之几为绿灯，达到的为蓝灯",
        "due": "各预算年度完成运行监控的期限，如 2021 = 2021-08-31",
    },
    "EvaluationSettings": {
        "": "绩效自评的设置",
        "execution": "预算执行率的分值",
        "reverse": "反向指标超出指标值时如何扣分：linear 按超出比例，ratio 按指标值与完成值之比",
        "pass_threshold": "完成比率赋分：低于指标值的百分之几不得分",
        "bands": "满意度赋分：满意度（%）= 得分值的百分之几",
        "tiers": "定性指标各档次得分值百分之几的上限和下限",
        "grades": "优、良、中的最低总分",
        "explain_from": "达到指标值百分之几的应当说明原因",
        "explain_execution": "预算执行率低于百分之几的应当说明原因",
        "alarm": "指标得分高于预算执行百分之几的预警",
        "unspent": "资金结余超过百分之几的预警",
        "due": "各预算年度完成绩效自评的期限，如 2021 = 2022-03-31",
    },
    "TierShares": {
        "": "各档次得分值的百分之几",
        "reached": "达成预期指标",
        "partly": "部分达成预期指标并具有一定效果",
        "missed": "未达成预期指标且效果较差",
    },
    "QuerySettings": {
        "": "SQL 查询的限度",
        "timeout": "最多计算多少秒（0 为不限）",
        "memory": "最多占用内存多少兆字节（0 为不限）",
    },
    "FormSettings": {
        "": "导入表格的设置",
        "labels": "本地表格上的栏目名 = 它的含义（name、unit、details 等）",
    },
    "CheckSettings": {
        "": "审核规则的设置",
        "select": "只用这些规则（编号、编号开头、名称或性质）",
        "extend_select": "另外启用的规则",
        "ignore": "不用的规则",
        "per_path_ignores": "某些文件不用的规则：路径 = 规则",
        "min_severity": "从哪一级起显示",
        "fail_on": "从哪一级起退出码为 1",
        "longest_name": "三级指标名称最多字数",
        "shortest_description": "指标描述最少字数",
        "uniform_targets": "多少条指标的指标值全都相同才提示",
        "copied_names": "多少个相同的三级指标名称才算照抄",
        "outlier_factor": "预算与中位数相差多少倍才提示",
        "outlier_projects": "单位另有多少个项目才比较预算",
        "weight_total": "指标分值合计",
        "weight_shares": "各一级指标的分值",
        "required": "本地要求必填的项（details.主管部门、indicators.weight 等）",
        "slips": "常见错字：错 = 对",
        "words": "增减规则所用的词表（前加 - 为去掉）",
        "outcome": "审核结论的计分办法",
        "baseline": "已接受问题的清单（JSON 文件，从 perf.toml 所在的文件夹写起）",
    },
    "Words": {
        "": "增减规则所用的词表（前加 - 为去掉）",
        "ratio": "比率类名称的词尾",
        "quantity": "数量类名称的词尾",
        "price": "金额类名称的词尾",
        "duration": "时长类名称的词尾",
        "date": "时间类名称的词尾",
        "unmeasured": "不属以上各类的词尾",
        "units": "计量单位",
        "count_units": "计数单位",
        "no_units": "不是计量单位的词",
        "malformed_units": "写错的单位",
        "over_whole": "可以超过 100% 的名称用词",
        "reverse": "反向指标的词尾",
        "positive": "正向指标的词尾",
        "filler": "描述中没有内容的词",
        "empty_descriptions": "没有内容的描述",
        "vague_names": "空泛的三级指标名称",
        "goal_verbs": "写成愿望的名称开头的词",
        "vague_targets": "无法衡量的指标值",
        "vague_degrees": "无法衡量的指标值中表示程度的词",
        "vague_nouns": "无法衡量的指标值中的名词",
        "people": "指人的名称结尾",
        "things": "不用于人的计量单位",
        "empty_bases": "等于没有依据的写法",
        "placeholders": "占位文字",
        "generic": "不说明指标对象的词",
    },
    "Form": {
        "": "表样",
        "name": "表样名称",
        "use": "适用范围",
        "of": "填表对象：project 一个项目、unit 部门（单位）整体、list 多个项目",
        "title": "表头，可含 {year} 和 {name}",
        "scale": "金额单位",
        "landscape": "是否横向",
        "widths": "各列宽度的比例",
        "above": "表格上方的行：每行几个栏目",
        "parts": "表格自上而下的各部分",
        "below": "表格下方的行：每行几个栏目",
    },
    "FormCell": {
        "": "单元格",
        "label": "栏目名称，照印",
        "key": "所填内容的键，如 name、budget.total、details.主管部门",
        "columns": "横跨几列",
        "rows": "纵跨几行",
    },
    "FormColumn": {
        "": "表中的一列",
        "key": "所填内容的键，如 indicators.name、indicators.target",
        "over": "与相邻各列共用的上层标题",
        "heading": "标题",
        "columns": "横跨几列",
        "merged": "上下相同的是否合并",
        "term": "中期指标的列填“中期”",
    },
    "FormPart": {
        "": "表格的一部分：若干行，或一张逐条填写的表",
        "rows": "各行的单元格",
        "label": "表左侧的竖向标题",
        "label_columns": "竖向标题横跨几列",
        "columns": "逐条填写的表的各列",
    },
    "OutcomeRule": {
        "": "审核结论的计分办法（本仓库自定，不是官方规定）",
        "error": "每个错误计几分",
        "warning": "每个警告计几分",
        "notice": "每个提示计几分",
        "excellent": "不超过几分为优",
        "good": "不超过几分为良",
        "fair": "不超过几分为中",
    },
}
"""Titles by record and key; under the empty key that of the record itself."""

_COUNTED = "个 人 人次 户 处 项 套 台 次 件 份 平方米 公里 吨 天 年 元 万元"
_TARGETS = (
    *("≥90%", "≥95%", "≥98%", "=100%", "≤5%", "=0起", "≥1‰"),
    *(f"{operator}1{unit}" for operator in "≥≤=" for unit in _COUNTED.split()),
)
"""Targets to begin with: every operator beside the usual units of measure."""


def _suggested(groups: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Any text, and what an editor offers for it: an enumeration beside which everything else is as good."""
    offered = [{"title": title, "enum": list(values)} for title, values in groups.items()]
    return {"anyOf": [*offered, {"type": "string"}]}


_MONTH_KEYS = {"type": "object", "propertyNames": {"pattern": "^([1-9]|1[0-2])$"}}
_EXTRA: dict[tuple[str, str], dict[str, Any]] = {
    ("Project", "code"): {"pattern": "^[0-9A-Z]{21}$"},
    ("Project", "unit"): {"pattern": "^[0-9]{6,}$"},
    ("Project", "year"): {"minimum": 1000, "maximum": 9999},
    ("DepartmentGoals", "department"): {"pattern": "^[0-9]{3}$"},
    ("DepartmentGoals", "year"): {"minimum": 1000, "maximum": 9999},
    ("Progress", "code"): {"pattern": "^[0-9A-Z]{21}$"},
    ("Progress", "department"): {"pattern": "^[0-9]{3}$"},
    ("Progress", "unit"): {"pattern": "^[0-9]{6,}$"},
    ("Progress", "year"): {"minimum": 1000, "maximum": 9999},
    ("EvaluatedIndicator", "tier"): {"enum": ["", "reached", "partly", "missed"]},
    ("Department", "code"): {"pattern": "^[0-9]{3}$"},
    ("Unit", "code"): {"pattern": "^[0-9]{6,}$"},
    ("Settings", "division"): {"pattern": "^([0-9]{6})?$"},
    ("Settings", "locale"): {"examples": ["zh_CN", "en"]},
    ("Indicator", "kind"): _suggested({f"{name} 年框架": kinds(name) for name in FRAMEWORKS}),
    ("Indicator", "target"): _suggested({"常用写法": _TARGETS}),
    ("CheckSettings", "min_severity"): {"enum": ["notice", "warning", "error"]},
    ("Form", "of"): {"enum": list(SUBJECTS)},
    ("Form", "scale"): {"enum": ["元", "千元", "万元", "亿元"]},
    ("FormColumn", "term"): {"enum": ["", "中期"]},
    ("CheckSettings", "fail_on"): {"enum": ["notice", "warning", "error", "never"]},
}
"""What the form says beyond the types: editors help with it, `check` judges it."""


_FORM = (Form, FormPart, FormColumn, FormCell)
_CLOSED = tuple(
    kind.__name__ for kind in (CheckSettings, Words, OutcomeRule, QuerySettings, FormSettings, SiteSettings, *_FORM)
)


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of one of RECORDS; unknown keys are allowed but in settings of ours and in forms."""
    record = RECORDS[name]
    (_reference,), components = msgspec.json.schema_components(
        [record], schema_hook=_number, ref_template="#/$defs/{name}"
    )
    definitions = {key: _titled(key, value) for key, value in sorted(components.items())}
    root = definitions.pop(record.__name__)
    whole = {"$schema": DIALECT, **root}
    return {**whole, "$defs": definitions} if definitions else whole


def _number(kind: type) -> dict[str, Any]:
    if kind is Money:
        return {"type": "number", "minimum": 0, "maximum": int(LARGEST_AMOUNT)}
    if kind is Points:
        return {"type": "number", "minimum": 0, "maximum": 1000}
    if kind is Percent:
        return {"type": "number", "minimum": 0, "maximum": 100}
    raise NotImplementedError(kind)


def _titled(record: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A record's schema in Chinese, without what only says where it comes from."""
    titles = TITLES[record]
    properties = {key: _property(record, key, value) for key, value in schema["properties"].items()}
    titled: dict[str, Any] = {"title": titles[""], "type": "object", "properties": properties}
    if schema.get("required"):
        titled["required"] = schema["required"]
    if record in _CLOSED:
        titled["additionalProperties"] = False
    return titled


def _property(record: str, key: str, value: dict[str, Any]) -> dict[str, Any]:
    """One key: its title first; a default only where it says something."""
    kept = {name: item for name, item in value.items() if name != "default" or item not in ("", (), [], {}, None)}
    if key == "spending_plan":
        kept = {**_MONTH_KEYS, "additionalProperties": _number(Percent)}
    elif (record, key) == ("FormSettings", "labels"):
        kept = {"type": "object", "additionalProperties": {"enum": list(LABEL_KEYS)}}
    elif key == "framework":
        years = {"propertyNames": {"pattern": "^[0-9]{4}$"}}
        kept = {"type": "object", **years, "additionalProperties": {"enum": list(FRAMEWORKS)}}
    elif key == "approved":
        kept = {
            "type": "object",
            "propertyNames": {"pattern": "^[0-9]{4}$"},
            "additionalProperties": {"type": "string"},
        }
    elif key == "due":
        years = {"propertyNames": {"pattern": "^[0-9]{4}$"}}
        kept = {"type": "object", **years, "additionalProperties": {"type": "string", "format": "date"}}
    if "$ref" in kept:
        kept = {"$ref": kept["$ref"]}
    if isinstance(kept.get("default"), dict):
        del kept["default"]
    return {"title": TITLES[record][key], **kept, **_EXTRA.get((record, key), {})}
