"""A target that a form parts over columns: operator, value and unit, joined to one text."""

from __future__ import annotations

import re

from perfcli.regex import regex
from perfcli.target import read_target

_PARTS = regex(r"([≥≤><=]?)([0-9]+(?:\.[0-9]+)?)(\D*)", re.DOTALL)
_BRACKETED = regex(r"(.*[0-9])\s*[(（]([^()（）0-9]{1,10})[)）]")
_OF_HEADING = regex(r"[(（]([%％‰]|[百千万亿]{0,2}元|万?(?:人|人次|亩|吨|平方米|公里)|[户家个项件次场台套天米])[)）]$")
"""What a heading says of numbers without a unit below it."""

_SIGN_OF_HEADING = regex(r"[(（]([≥≤＞＜><＝=])[)）]$")

_MAGNITUDES = ("百", "千", "万", "亿")


def joined_target(value: str, operator: str, measure: str) -> tuple[str, dict[str, str]]:
    """The target, and what of operator and measure did not go into it (定性, a unit beside words).

    A number gets both, unless it says them itself; words get a sign that stands before them (`≥` 三级甲等), no unit.
    """
    if not value or read_target(value).operator is None:
        return _words(value, operator, measure)
    rest: dict[str, str] = {}
    target, kept = _with_operator(value, operator)
    if kept:
        rest["operator"] = kept
    if measure:
        joint = f"{target}{measure}"
        unit = read_target(target).unit
        if target[-1].isdigit() or (unit in (None, *_MAGNITUDES) and read_target(joint).operator is not None):
            target = joint
        elif unit != measure and not target.endswith(measure):
            rest["measure"] = measure
    return target, rest


def as_headed(value: str, heading: str) -> str:
    """A target with what its heading says: its unit stands in brackets behind the number, or in the heading.

    The first where the heading is 目标值（计量单位）, the second where it is 指标值（%）; a unit of its own stays.
    An operator stands in the heading where that is 指标值（≥）.
    """
    if sign := _SIGN_OF_HEADING.search(heading.strip()):
        return _with_operator(value, sign[1])[0]
    if "单位" in heading:
        match = _BRACKETED.fullmatch(value.strip())
        return f"{match[1]}{match[2]}" if match else value
    told = _OF_HEADING.search(heading.strip())
    if told is None:
        return value
    read = read_target(value)
    return f"{value}{told[1]}" if read.operator is not None and read.unit is None and value[-1:].isdigit() else value


def _words(value: str, operator: str, measure: str) -> tuple[str, dict[str, str]]:
    rest = {key: text for key, text in (("operator", operator), ("measure", measure)) if text}
    if is_operator(operator) and any(map(str.isalnum, value)) and not is_operator(value[0]):
        return f"{operator}{value}", {key: text for key, text in rest.items() if key != "operator"}
    return value, rest


def is_operator(text: str) -> bool:
    """Whether a cell is an operator by itself, such as ≥ or 不低于."""
    read = read_target(f"{text}1")
    is_bare = bool(text) and not any(map(str.isdigit, text)) and text[-1] not in "+-－"
    return is_bare and read.operator not in (None, "range") and read.unit is None


def _with_operator(value: str, operator: str) -> tuple[str, str]:
    """The value behind its operator, and the operator where it is none or says otherwise than the value."""
    if not operator or not is_operator(operator):
        return value, operator
    written = read_target(value).operator
    said = read_target(f"{operator}1").operator
    if written == said and value[:1] not in "0123456789":
        return value, ""
    if written == "=" and read_target(f"{operator}{value}").operator == said:
        return f"{operator}{value}", ""
    return value, operator


def parted_target(target: str) -> tuple[str, str, str]:
    """Operator, value and unit of a target for a form that parts them: joined again they give the same target.

    Whatever is no plain number behind a sign stays whole in the value.
    """
    match = _PARTS.fullmatch(target)
    if match and read_target(target).operator not in (None, "range"):
        operator, value, measure = match[1], match[2], match[3].strip()
        if joined_target(value, operator, measure) == (target, {}):
            return operator, value, measure
    return "", target, ""
