"""What lists of people part over several columns, or say in words of their own: a target, a term, a way of scoring."""

from __future__ import annotations

from perfcli.data.scalars import BadRowError
from perfcli.i18n import gettext as _
from perfcli.labels import LABELS
from perfcli.model import LONG_TERM
from perfcli.target import read_target

_OPERATORS = "符号 运算符 运算符号 计算符号 比较符号 比较符 指标符号 指标性质 指标方向 指标值符号 指标值性质"
_MEASURES = "度量单位 计量单位 指标单位 指标值单位 指标计量单位 指标度量单位 值单位"

OPERATORS = tuple(_OPERATORS.split())
"""Headings over what may be the operator of a target."""

MEASURES = tuple(_MEASURES.split())
"""Headings over the unit of a target."""

SCORINGS = ("direct", "ratio", "graded", "bands")
_NONE = ("-", "—", "－", "/", "／", "无")
_MAGNITUDES = ("百", "千", "万", "亿")


def joined_target(value: str, details: dict[str, str]) -> dict[str, str]:
    """The target that an operator, a value and a unit in columns of their own make; `details` lose what goes into it.

    A number gets both, and what it says of them already stays as it is. Words get neither: beside them an operator and
    a unit stay details, as does what is no operator (定性, 正向). Raises BadRowError for two operators.
    """
    if not details:
        return {"target": value} if value else {}
    for label in [label for label in (*OPERATORS, *MEASURES) if details.get(label) in _NONE]:
        del details[label]
    if not value or read_target(value).operator is None:
        return {"target": value} if value else {}
    return {"target": _with_measure(_with_operator(value, details), details)}


def _with_operator(value: str, details: dict[str, str]) -> str:
    label = next((label for label in OPERATORS if _is_operator(details.get(label, ""))), "")
    written = read_target(value).operator
    if not label or written == "range":
        return value
    sign = details.pop(label)
    said = read_target(f"{sign}1").operator
    if written == "=" and read_target(f"{sign}{value}").operator == said:
        return f"{sign}{value}"
    if written != said:
        raise BadRowError(_("{value} beside the operator {sign}").format(value=value[:40], sign=sign))
    return value


def _with_measure(value: str, details: dict[str, str]) -> str:
    label = next((label for label in MEASURES if label in details), "")
    if not label:
        return value
    measure, unit = details[label], read_target(value).unit
    joined = f"{value}{measure}"
    if value[-1].isdigit() or (unit in (None, *_MAGNITUDES) and read_target(joined).operator is not None):
        del details[label]
        return joined
    if unit == measure or value.endswith(measure):
        del details[label]
    return value


def _is_operator(text: str) -> bool:
    """Whether a cell is an operator by itself, such as ≥ or 不低于."""
    read = read_target(f"{text}1")
    is_bare = bool(text) and not any(map(str.isdigit, text)) and text[-1] not in "+-－"
    return is_bare and read.operator not in (None, "range") and read.unit is None


def read_term(text: str) -> str:
    """The term of an indicator: none for those of the year, 中期 whatever a form calls the long-term goals."""
    bare = "".join(text.split())
    if bare.startswith(("年度", "当年", "本年", "年内")) or bare in _NONE:
        return ""
    return LONG_TERM if any(word in bare for word in ("中期", "长期", "实施期", "总体")) else bare


def scoring_of(text: str, details: dict[str, str]) -> dict[str, str]:
    """The way of scoring where it is one of the known ones; any other text stays a detail."""
    if text in SCORINGS:
        return {"scoring": text}
    if text:
        details[LABELS["Indicator"]["scoring"].chinese] = text
    return {"scoring": ""}
