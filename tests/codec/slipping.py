"""Slips of the hand: each makes out of a file's text one that can hardly be read, as people and programs do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

Slip = Callable[[str], Iterator[str]]

_LABELS = {
    "name": "项目名称",
    "code": "项目编码",
    "unit": "单位编码",
    "year": "年度",
    "purpose": "资金用途",
    "goals": "绩效目标",
    "total": "预算数",
    "fiscal": "财政资金",
    "other": "其他资金",
    "kind": "二级指标",
    "description": "绩效指标描述",
    "target": "指标值",
    "basis": "指标值确定依据",
    "3": "3月",
    "12": "１２月底",
}
_HEADERS = {
    "[budget]": "[预算]",
    "[[indicators]]": "[[指标]]",
    "[spending_plan]": "[支出计划]",
    "[details]": "[其他内容]",
}


def _each(pattern: str, *replacements: str, flags: int = re.MULTILINE) -> Slip:
    """One slip for each place where a pattern matches, and for each way to replace it."""
    compiled = re.compile(pattern, flags)

    def slips(text: str) -> Iterator[str]:
        for match in compiled.finditer(text):
            for replacement in replacements:
                yield text[: match.start()] + match.expand(replacement) + text[match.end() :]

    return slips


def _changed(pattern: str, *changes: Callable[[re.Match[str]], str]) -> Slip:
    compiled = re.compile(pattern, re.MULTILINE)

    def slips(text: str) -> Iterator[str]:
        for match in compiled.finditer(text):
            for change in changes:
                yield text[: match.start()] + change(match) + text[match.end() :]

    return slips


def _wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def _in_ten_thousands(match: re.Match[str]) -> str:
    return f"{match[1]} = {Decimal(match[2]) / 10_000:f}万元"


_VALUE = r'^([^\n=]+ = )"(.*)"$'
_ELEMENT = r'^(  )"(.*)",$'
_UNQUOTED_VALUE = r'^([^\n=]+ = )"((?![\'"“”‘’「」＂]).*(?<![\'"“”‘’「」＂]))"$'
_UNQUOTED_ELEMENT = r'^(  )"((?![\'"“”‘’「」＂]).*(?<![\'"“”‘’「」＂]))",$'
"""Texts without quotes of their own at their ends: of one with them nobody can tell which quotes were left out."""
_AMOUNT = r"^(total|fiscal|other) = ([0-9]+\.[0-9]{2})$"
_SHARE = r"^([0-9]+) = ([0-9.]+)$"

KINDS: dict[str, Slip] = {
    "no closing quote": _each(_VALUE, r'\1"\2'),
    "no closing quote in a list": _each(_ELEMENT, r'\1"\2,'),
    "no opening quote": _each(_VALUE, r'\1\2"'),
    "no opening quote in a list": _each(_ELEMENT, r'\1\2",'),
    "no quotes": _each(_UNQUOTED_VALUE, r"\1\2"),
    "no quotes in a list": _each(_UNQUOTED_ELEMENT, r"\1\2,"),
    "wide quotes": _each(_VALUE, r"\1“\2”", r"\1‘\2’", r"\1「\2」", r"\1＂\2＂", r"\1”\2”"),
    "wide quotes in a list": _each(_ELEMENT, r"\1“\2”,", r"\1「\2」，", r"\1“\2”、"),
    "one wide quote": _each(_VALUE, r'\1"\2”', r'\1“\2"'),
    "single quote": _each(_VALUE, "\\1'\\2\"", "\\1\"\\2'"),
    "doubled quotes": _each(_VALUE, r'\1""\2""', r'\1""\2"', r'\1"\2""'),
    "wide equals": _each(r"^([^\n=\"]+) = ", r"\1＝", r"\1 ＝ ", r"\1：", r"\1: ", r"\1 "),
    "no comma": _each(r'",$', '"', '"，', '"、', '";'),
    "comma behind a value": _each(_VALUE, r'\1"\2",', r'\1"\2"，', r'\1"\2"；'),
    "wide brackets": _each(r"^\[([a-z_.]+)\]$", r"［\1］", r"【\1】", r"[\1］", r"[\1", r"\1]", r"[[\1]]", r"[[\1]"),
    "wide brackets of a list of tables": _each(
        r"^\[\[([a-z_.]+)\]\]$", r"［［\1］］", r"【【\1】】", r"[[\1]", r"[\1]]", r"[\1]", r"[[\1", r"\1]]", r"【\1】"
    ),
    "no closing bracket": _each(r"^\]\n", ""),
    "no opening bracket": _each(r" = \[$", " =", " = 【"),
    "wide closing bracket": _each(r"^\]$", "］", "】"),
    "spaces": _each(r"^([^\n=\"]+) = ", "\u3000\\1 = ", "\\1\u3000= ", "\\1 =\u3000", "\\1\u00a0= ", "\\1\u200b = "),
    "spaces behind a value": _each(r"([\"0-9])$", "\\1\u3000", "\\1\u00a0", "\\1\u200b"),
    "amounts": _changed(
        _AMOUNT,
        lambda match: f"{match[1]} = {match[2]}元",
        lambda match: f"{match[1]} = {Decimal(match[2]):,}",
        lambda match: f"{match[1]} = ￥{Decimal(match[2]):,} # 元",
        lambda match: f"{match[1]} = {_wide(match[2])}",
        lambda match: f'{match[1]} = "{Decimal(match[2]):,}元"',
        lambda match: f'{match[1]} = "{match[2]}',
        _in_ten_thousands,
    ),
    "shares": _changed(
        _SHARE,
        lambda match: f"{match[1]} = {match[2]}%",
        lambda match: f"{match[1]} = {_wide(match[2])}％",
        lambda match: f'{match[1]} = "{match[2]}%"',
        lambda match: f'"{match[1]}月" = {match[2]}',
        lambda match: f"0{match[1]} = {match[2]}",
    ),
    "years": _each(r"^year = ([0-9]+)$", r"year = \1年", r'year = "\1"', r"year = \1，", r"year ＝ ０\1"),
    "keys in Chinese": _changed(
        r'^([a-z_0-9]+) = (?=[\["0-9])',
        lambda match: f"{_LABELS.get(match[1], match[1])} = ",
        lambda match: f"{_LABELS.get(match[1], match[1])}：",
        lambda match: f'"{_LABELS.get(match[1], match[1])}" = ',
        lambda match: f"{_wide(match[1])} = ",
    ),
    "own keys without quotes": _each(r'^"([^"\n\\]+)" = ', r"\1 = ", r"“\1” = "),
    "headers in Chinese": _changed(r"^\[+[a-z_]+\]+$", lambda match: _HEADERS.get(match[0], match[0])),
    "a line twice": _each(r"^([^\n]+)\n", r"\1\n\1\n"),
    "single backslashes": _changed(r"^.*\\\\.*$", lambda match: match[0].replace("\\\\", "\\")),
    "bare inner quotes": _changed(r'^.*\\".*$', lambda match: match[0].replace('\\"', '"')),
    "an unclosed text": _each(r'"""$', "", '"'),
    "a control character": _each(r"(?=[ \"=])", "\x01", "\x0c", "\x00"),
    "conflict": _each(r"^(?=[a-z])", "<<<<<<< HEAD\n", "=======\n"),
}
"""Every slip by its kind: a text -> the texts that it may become, place by place."""
