"""What a line of text around a table is by itself: a title, a year, a day, a note, a label with its value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfcli.folding import as_typed, fold
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.words.label import Label, normal
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.regex import regex

WIDE_GAP = regex(r"[ \u3000\t\u00a0]{2,}|[\u3000\t]")
_NOTE = regex(
    r"\s*(注|备注|说明|填表说明|填报说明|注意事项|填写说明|填报要求|编报说明)\s*\d{0,2}\s*[:：.、]\s*(.*)", re.DOTALL
)
_YEAR = regex(r"(20[0-9]{2})\s*(?:[-—~至]\s*20[0-9]{2}\s*)?年")
_DATE = regex(r"20[0-9]{2}(?:年[0-9]{1,2}月[0-9]{1,2}日|([-./])[0-9]{1,2}\1[0-9]{1,2})")
_TITLE_END = regex("(?:申报书|目标书|公开|汇总|(?:自评|监控|评价|目标)情况)(?:[(（][^()（）]{1,20}[)）])?$")
"""How a title ends that calls its form no 表."""

_PERIOD = regex(
    r"[(（]?\s*(?:20[0-9]{2}|二[〇○零][一-九〇零]{2})\s*(?:[-—~至]\s*20[0-9]{2}\s*)?"
    r"年度?\s*(?:1?[0-9]月?(?:份)?\s*[-—–~～至到]+\s*1?[0-9]月(?:份|底)?|上半年|前三个?季度)?\s*[)）]?"
)
_MONTHS = regex(
    r"[(（]?\s*(?:1月?(?:份)?\s*[-—–~～至到]+\s*1?[0-9]月|截[至止]到?\s*1?[0-9]月|上半年|前三个?季度)(?:份|底|末)?\s*[)）]?"
)
"""The months of a monitoring, alone on a line: （1-6月）."""

_YEAR_ALONE = regex(r"[(（]?.{0,3}20[0-9]{2}\s*年度?[)）]?")
_CHINESE_YEAR = regex(r"二[〇○零oO0]([一二三四五六七八九〇○零])([一二三四五六七八九〇○零])年")
_DIGITS = {char: str(at) for at, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_NOISE = regex(
    r"(?:(?:部门|单位)?(?:预算|决算)?(?:公开)?表?|附表?)[0-9]{1,2}(?:-[0-9]{1,2}){0,2}表|(?:部门|单位)?(?:预算|决算)?(?:公开)?表[0-9]{1,2}(?:-[0-9]{1,2}){0,2}|(?:附[件表]?|表)\s*[0-9一二三四五六七八九十]{0,3}(?:[-—.－][0-9]{1,3}){0,2}[:：.、]?|第?\s*\d+\s*页.*|(?:项目|表格?)\s*(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*[:：.、]?|[-—]\s*\d+\s*[-—]|\(?\s*(?:样表|续表|接上表|参考格式|表样|盖章|公章)\s*\)?"
)
_ANNEX = regex(r"^\s*附[件表]?\s*[0-9０-９一二三四五六七八九十]{0,3}(?:[-—.－][0-9]{1,3}){0,2}\s*[:：.、]?\s*(?=\S)")
_NUMBERED = regex(
    r"\s*(?:[0-9０-９]{1,2}\s*[.．、]|[（(][0-9０-９一二三四五六七八九十]{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]{1,2}、)"
)
_SECTION_NUMBER = regex(r"\s*(?:[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[)）])")
_SAID_SCALE = regex(r"[(（](?:金额)?单位[:：]\s*(?:人民币)?[万千亿]?元[)）]")
_LONGEST_LABEL = 24
_PAIR = regex(r"([^:：]{1,40})[:：](.*)", re.DOTALL)
_SEAL = regex(r"^\s*[（(](?:盖章|公章|签章|签字|签名|单位公章|章)[)）]\s*")


def year_in(text: str) -> int | None:
    """The budget year that a title or a period names."""
    seen = as_typed(text)
    if match := _YEAR.search(seen):
        return int(match[1])
    if match := _CHINESE_YEAR.search(seen):
        return int("20" + _DIGITS[match[1]] + _DIGITS[match[2]])
    return None


def inline_pair(text: str, words: Vocabulary) -> tuple[Label, str] | None:
    """Label and value of a text such as `资金总额：63.28`; None where what stands before the colon is no label."""
    if ":" not in text and "：" not in text:
        return None
    match = _PAIR.fullmatch(re.sub(r"^\s*其中[:：]", "其中", text))
    if not match or "\n" in match[1].strip():
        return None
    label = words.label(match[1])
    known = words.is_label(label)
    if not known and (len(label.full) > _LONGEST_LABEL or re.search(r"[0-9，。；,;!?！？]", label.full)):
        return None
    return label, _SEAL.sub("", match[2])


def is_date(text: str) -> bool:
    """Whether a text is a day and nothing else."""
    return _DATE.fullmatch("".join(as_typed(text).split())) is not None


def is_period(text: str) -> bool:
    """Whether a line is a year, alone or with months: （2025年度）, 1-6月."""
    typed = as_typed(text).strip()
    return (_PERIOD.fullmatch(typed) or _MONTHS.fullmatch(typed)) is not None


def is_year_of_piece(text: str) -> bool:
    """Whether a part of a line is the year that a form is of: 自2025年度."""
    typed = as_typed(text)
    return (_PERIOD.fullmatch(typed) or _YEAR_ALONE.fullmatch(typed)) is not None


def is_nothing(text: str) -> bool:
    """Whether a line says nothing of a form: 附件1, 第 3 页, （盖章）."""
    return is_blank(text) or _NOISE.fullmatch(fold(text)) is not None


def note_in(text: str) -> tuple[str, str] | None:
    """Label and text of a note with its label before it: 备注：本项目分两年实施; None for any other text."""
    match = _NOTE.fullmatch(text.strip())
    return (match[1], match[2]) if match else None


def is_numbered(text: str) -> bool:
    """Whether a line begins with what numbers it: 一、, （一）, 1.."""
    return _NUMBERED.match(text) is not None


def is_section_number(text: str) -> bool:
    """Whether a line is numbered as the sections of a form are: 三、, （三）."""
    return _SECTION_NUMBER.match(text) is not None


def without_number(text: str) -> str:
    """A heading without what numbers it: 一、, （一）, 1.."""
    match = _NUMBERED.match(text)
    return text[match.end() :] if match else text


def without_annex(text: str) -> str:
    """A title without what numbers it: 附件1：."""
    return _ANNEX.sub("", text, count=1)


def said_scale(text: str) -> str:
    """What a heading says that amounts below it are in: （单位：万元）; empty where it says nothing of it."""
    match = _SAID_SCALE.search(text)
    return match[0] if match else ""


def is_title(text: str, words: Vocabulary) -> bool:
    """Whether a line may be the title of a form."""
    text = _SAID_SCALE.sub("", without_annex(text))
    is_named = "表" in text or _TITLE_END.search(text) is not None
    return is_named and bool(words.form(text)) and len(normal(text)) < 80 and not re.search(r"[。；]|[:：].", text)


def pieces_of(text: str, words: Vocabulary) -> Iterator[str]:
    """The parts of a line: each begins at a label; what stands apart without one goes with the label before it."""
    parts: list[str] = []
    for part in filter(None, (part.strip() for part in WIDE_GAP.split(text))):
        for piece in _at_labels(part, words):
            if parts and parts[-1].endswith((":", "：")) and not _PAIR.fullmatch(piece):
                parts[-1] += piece
            else:
                parts.append(piece)
    yield from parts


def _at_labels(part: str, words: Vocabulary) -> Iterator[str]:
    """A part of a line cut before each known label that follows white space."""
    start = 0
    for match in re.finditer(r"(?<=\s)([^\s:：]{2,20})\s?[:：]", part):
        if words.is_label(words.label(match[1])) or normal(match[1]) in ("单位", "金额单位"):
            yield part[start : match.start()].strip()
            start = match.start()
    yield part[start:].strip()
