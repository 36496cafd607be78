"""JSON Schemas of the repository's files, from the types that read them, with titles in Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from perfcli.exact import LARGEST_AMOUNT, Money, Percent, Points
from perfcli.form import SUBJECTS, Form, FormCell, FormColumn, FormPart
from perfcli.framework import FRAMEWORKS, kinds
from perfcli.model import Department, DepartmentGoals, Project, Record, Template
from perfcli.progress import Progress
from perfcli.schema_titles import TITLES
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
    ("Indicator", "kind"): _suggested({f"{name} 年指标体系": kinds(name) for name in FRAMEWORKS}),
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
