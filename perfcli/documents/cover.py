"""The cover: its words, how they are told from text, and what a Word file keeps of it beside its text."""

from __future__ import annotations

from collections.abc import Mapping

from perfcli.documents.published import Cover
from perfcli.forms.words.wording import as_seen, squeeze
from perfcli.regex import regex

TITLE = "部门预算绩效文本"
UNIT_TITLE = "预算项目绩效文本"
_DEPARTMENT, _NAME, _YEAR, _UNIT = "perf:department", "perf:department-name", "perf:year", "perf:unit"
_LABELLED = regex(r"(?:编制|编报|填报|填表|审核|复核|主管|公开)(?:单位|部门|人|日期|时间)[^:]{0,8}:.{0,200}")
_COMPILED = regex(r"[^,;。:、]{1,40}[局委办会院校所站心队部厅处科府馆园社团室组](?:编制|编印|印制)")
_PRINTED_YEAR = regex(r"([0-9]{4})年度?")


def cover_title(cover: Cover) -> str:
    """What the document is called, with its year."""
    year = f"{cover.year}年" if cover.year else ""
    return f"{year}{UNIT_TITLE if cover.unit else TITLE}"


def cover_lines(cover: Cover) -> list[str]:
    """The lines of the cover: name, title, who compiled and who reviewed it, the date."""
    lines = [squeeze(cover.name) or cover.department, cover_title(cover)]
    signed = {"编制人": cover.compiled_by, "审核人": cover.reviewed_by}
    lines += [f"{label}：{' '.join(name.split())[:200]}" for label, name in signed.items() if name.strip()]
    lines += [f"{cover.date.year}年{cover.date.month}月{cover.date.day}日"] if cover.date else []
    return lines


def is_signature(text: str) -> bool:
    """Whether a paragraph says who made or checked the document, such as 编制人：…."""
    return len(text) < 300 and _LABELLED.fullmatch(as_seen(text)) is not None


def is_cover_line(text: str) -> bool:
    """The same, also without a label as covers have it: 某某局编制."""
    return is_signature(text) or (len(text) < 100 and _COMPILED.fullmatch(as_seen(text)) is not None)


def printed_year(text: str) -> int | None:
    """The year in the title of a document, None for any other paragraph."""
    squeezed = squeeze(text)
    if len(squeezed) > 80 or not squeezed.endswith(("绩效文本", "绩效目标文本")):
        return None
    match = _PRINTED_YEAR.search(squeezed)
    return int(match[1]) if match else None


def cover_properties(cover: Cover) -> dict[str, str]:
    """What a file says of the document beside its text, so that it can be read back without being told."""
    said = {_DEPARTMENT: cover.department, _NAME: cover.name, _YEAR: str(cover.year or ""), _UNIT: cover.unit}
    return {name: value for name, value in said.items() if value}


def cover_of_properties(said: Mapping[str, str], printed: int | None) -> Cover | None:
    """The cover that a file's properties tell, while its title still says the same year, `printed`."""
    year = said.get(_YEAR, "")
    if not year.isdecimal() or printed != int(year) or not said.get(_DEPARTMENT, "").isdecimal():
        return None
    return Cover(department=said[_DEPARTMENT], name=said.get(_NAME, ""), year=printed, unit=said.get(_UNIT, ""))
