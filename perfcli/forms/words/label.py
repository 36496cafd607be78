"""A label taken apart: its number, marks and brackets, the words that name a term, the remark behind it."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from perfcli.folding import fold
from perfcli.regex import regex

_BRACKETS = str.maketrans("[]{}【】〔〕［］〖〗", "()()()()()()")
_MARKS = regex(r"^[*★☆●·△▲◆■□◇\\]+")
_NUMBER = regex(r"^(?:\(?[一二三四五六七八九十]{1,3}\)?、|\([一二三四五六七八九十0-9]{1,3}\)|[0-9]{1,2}[.、](?![0-9]))")
_CIRCLED = regex(r"^(\s*(?:其中[:：]?)?)\s*[①-⑳]")
_LETTER = regex(r"(?<=[数额率值])[A-Za-z]$")
"""By which a formula in another heading calls a column: 执行数B."""

_PART = regex(r"^其中[:,]?(?=.)")
_PRINTED_PART = regex(r"^其中[:：,，]?(?=.)")
_REMARK = regex(r"^(.+?)\(([^()]*(?:\([^()]*\))?[^()]*)\)$")
_HINT = regex(r"\((?:必填|选填|必选|可选|单选|多选|下拉|可不填)[^()]*\)$")
"""What tells who fills in a form how to: no part of a label."""

_YEAR = regex(r"^(?:20[0-9]{2}|二[〇○零o][一二三四五六七八九〇○零]{2})年?度?")
_WHOLE_AREA = regex(r"^全(?:省|市|县|区|州|盟|旗|域|镇|乡)(?=..)")
_CHANGED = regex(
    r"^(?:(?:调整|变更|修改|修订)后的?|拟调整[为后]?(?=.)|[现新](?=(?:[一二三]级|绩效|产出)?(?:指标|目标)|权重|分值))"
)
"""What says of a label that its value holds after a change."""

_BETWEEN = regex(r"^(?:的|各项|各|本|部门)")
_FRAMED = regex(r"\s*[*＊★]?\s*[【〖\[［]([^【】〖〗\[\]［］]+)[】〗\]］]\s*[:：]?\s*", re.DOTALL)
"""A label that stands in brackets as a whole: 【项目名称】."""

_LONGEST = 60


class Label(msgspec.Struct, frozen=True):
    """A label taken apart.

    `printed` is what is kept: without white space, its colon and what only says that it is a part. `full` is what is
    compared, `core` that without the words that name a term and the remark in brackets; `term` is "year", "long" or
    empty, `year` a budget year before it.
    """

    printed: str
    full: str
    core: str
    term: str = ""
    remark: str = ""
    year: int | None = None
    is_part: bool = False
    """Whether 其中 says that it is a part of what stands before it."""

    def __hash__(self) -> int:
        return hash(self.printed)


def normal(text: str) -> str:
    """A text to compare: as it is seen, without white space, brackets of any kind as round ones."""
    return "".join(fold(text).translate(_BRACKETS).split())


def without_remark(text: str) -> str:
    """A label without the remark in brackets at its end."""
    match = _REMARK.match(text)
    return match[1].rstrip(":") if match else text


@lru_cache(16384)
def taken_apart(text: str, terms: tuple[tuple[str, str], ...]) -> Label:
    """A text as a label; `terms` are the words before one that name a term, the longest first, each with the term."""
    if len(text) > 4 * _LONGEST:
        return Label("", "", "")
    if framed := _FRAMED.fullmatch(text):
        text = framed[1]
    printed = _PRINTED_PART.sub("", "".join(text.split()).rstrip(":：*＊★"))
    seen = normal(_CIRCLED.sub(r"\1", text))
    if not seen or len(seen) > _LONGEST:
        return Label(printed, "", "")
    full = seen.rstrip(":*★") or seen
    for pattern in (_MARKS, _NUMBER, _MARKS, _PART, _NUMBER):
        full = pattern.sub("", full) or full
    full = _HINT.sub("", full.rstrip(":")).rstrip(":*★") or full
    core, remark = full, ""
    while match := _REMARK.match(core):
        core, remark = match[1].rstrip(":"), f"{match[2]};{remark}" if remark else match[2]
    core = _LETTER.sub("", _PART.sub("", core))
    core = _CHANGED.sub("", core) or core
    year = re.match(r"20[0-9]{2}", core) if _YEAR.match(core) else None
    core, term = _without_term(core, terms)
    core = _WHOLE_AREA.sub("", core)
    if not term and core.endswith(("目标", "指标", "值")):
        left, said = _without_term(remark, terms)
        term = said if not left or left.endswith("目标") else ""  # 总体绩效目标（实施期）, 项目总体绩效目标（长期目标）
    return Label(printed, full, core, term, remark, int(year[0]) if year else None, _PART.search(seen) is not None)


def _without_term(core: str, terms: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """A label without the words that name its term, and that term."""
    if year := _YEAR.match(core):
        return core[year.end() :], "year"
    for word, term in terms:
        if core.startswith(word):
            return _BETWEEN.sub("", core[len(word) :]) or core[len(word) :], term
    return core, ""
