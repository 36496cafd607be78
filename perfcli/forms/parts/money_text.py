"""Amounts and shares that one cell tells in lines, clauses or a sentence."""

from __future__ import annotations

import re

from perfcli.forms.parts.line_text import inline_pair
from perfcli.forms.words.label import Label
from perfcli.forms.words.months import month_of
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

_TOLD = regex(r"([^0-9:：]{2,20})[:：为]?\s*([0-9][0-9,]*(?:\.[0-9]+)?\s*[十百千万亿]{0,2}元)")
_SPACED = regex(r"([^0-9:：\s]{2,20})\s+([0-9][0-9,]*(?:\.[0-9]+)?)")
_SAID = regex(
    r"^(?:20[0-9]{2}年度?)?(?:本|该|此)(?:项目|部门|单位)的?(?=预算|资金|经费|金额)"
    r"|^20[0-9]{2}年度?(?=(?:批复|核定|安排|下达|申请|预算|资金|项目|同意|拟|本|该))"
)
"""What a sentence says before what its first amount is: 2025年批复本项目预算138万元."""

_SUM = regex(
    r"(?:以上|上述)?(?:各项|各类|全部|所有)?(?:资金|经费|预算)?(?:来源)?(?:合计|共计|总计)[:：为]?\s*([0-9][0-9,]*(?:\.[0-9]+)?\s*[十百千万亿]{0,2}元)。?"
)
"""A sentence that only says what the parts above make together."""

_LONGEST_OPENING = 8
_IN_BRACKETS = regex(r"[(（]\s*其中\s*[:：]?([^()（）]*)")
_OF_WHICH = regex(r"^其中\s*[:：]?\s*")
_SHARE = regex(r"([^:：]{2,8})[:：]?\s*([0-9.]{1,8}\s*[%％])")
_CLAUSES = regex(r"[\n；;]")
_MONEY = regex(r"[0-9][0-9,，]*(?:\.[0-9]+)?\s*[十百千万亿]{0,2}元?|")


def _money_sentence(text: str, words: Vocabulary) -> list[tuple[Label, str]]:
    """A sentence that tells the total and then its parts: 预算安排92.4万元，其中：财政拨款80万元."""
    plain = re.sub(r"其中\s*[:：]", "其中", text)
    clauses = [clause.strip() for clause in re.split(r"[，；;。\n]|,(?![0-9]{3})|(?<=元)、", plain) if clause.strip()]
    if len(clauses) > 1 and len(clauses[0]) < _LONGEST_OPENING and not any(map(str.isdigit, clauses[0])):
        del clauses[0]  # 经研究，
    told = [_TOLD.fullmatch(_SAID.sub("", clause)) for clause in clauses]
    first = words.money(words.label(told[0][1] if told and told[0] else ""))
    if not all(told) or first not in ("total", "whole"):
        return []
    return [(words.label(match[1]), match[2]) for match in told if match]


def sum_told(text: str) -> str:
    """The amount of a sentence that says what the parts above it make together, empty for any other text."""
    match = _SUM.fullmatch(text.strip())
    return match[1] if match else ""


def plan_line(text: str) -> list[tuple[int, str]]:
    """A spending plan in a line: 3月底：20%；6月底：45%; none where it tells anything else."""
    told = [_SHARE.fullmatch(part.strip()) for part in re.split(r"[；;，,\n]", text.rstrip("。")) if part.strip()]
    months = [month_of(match[1]) if match else None for match in told]
    if len(told) < 2 or not all(months):
        return []
    return [(month, match[2]) for month, match in zip(months, told, strict=True) if month and match]


def money_lines(text: str, words: Vocabulary) -> list[tuple[Label, str]]:
    """Parts of the money that one cell tells in several lines or clauses, none where it tells anything else."""
    if len(found := _money_sentence(text, words)) > 1:
        return found
    told_apart = _IN_BRACKETS.sub(lambda match: "\n" + re.sub(r"[，,、](?=\D)", "；", match[1]), text)
    clauses = [clause.strip().rstrip(")）") for clause in _CLAUSES.split(told_apart) if clause.strip(" )）\n")]
    if len(clauses) < 2:
        return []
    pairs = [inline_pair(clause, words) or _told(clause, words) for clause in clauses]
    found = [(label, value.strip()) for label, value in filter(None, pairs)]
    told = [words.money(label) and _MONEY.fullmatch(value) for label, value in found]
    return found if len(found) == len(pairs) and all(told) else []


def _told(clause: str, words: Vocabulary) -> tuple[Label, str] | None:
    """A part of the money without a colon: 总额568.25万元, 财政拨款 700,000."""
    plain = _OF_WHICH.sub("", clause.strip())
    match = _TOLD.fullmatch(plain) or _SPACED.fullmatch(plain)
    return (words.label(match[1]), match[2]) if match else None
