"""Lines around the table of a form: its title, its period, 填报单位：…, 单位：万元, notes, signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from perfcli.folding import as_typed, fold
from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank, scale_in
from perfcli.forms.cells.ledger import LABEL, NOTHING
from perfcli.forms.record.draft import Draft
from perfcli.forms.words.amounts import is_scale, read_scale
from perfcli.forms.words.label import Label, normal
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _
from perfcli.regex import regex

WIDE_GAP = regex(r"[ \u3000\t\u00a0]{2,}|[\u3000\t]")
_NOTES = frozenset(
    ("注", "备注", "说明", "填表说明", "填报说明", "注意", "注意事项", "填写说明", "填报要求", "编报说明", "相关说明")
)
_NOTE = regex(
    r"\s*(注|备注|说明|填表说明|填报说明|注意事项|填写说明|填报要求|编报说明)\s*\d{0,2}\s*[:：.、]\s*(.*)", re.DOTALL
)
_YEAR = regex(r"(20[0-9]{2})\s*(?:[-—~至]\s*20[0-9]{2}\s*)?年")
_LIST_TITLE = regex(r"[^:：，。；]{0,60}(?:清单|台账|一览|汇总|明细)表?(?:[(（][^()（）]{1,20}[)）])?")
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

_YEAR_BEFORE_SCALE = regex(r"^([(（]?20[0-9]{2}\s*年度?[)）]?)(?=(?:金额)?单位[:：])")
"""The year and what amounts are in without white space between them: （2025年度）单位：万元."""

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
_SECTION = regex(
    r"(?:[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\))[^0-9,.;:，。；：]{2,12}(?:\([^()]{1,12}\))?"
)
_SAID_SCALE = regex(r"[(（](?:金额)?单位[:：]\s*(?:人民币)?[万千亿]?元[)）]")
_LONGEST_LABEL = 24
_PAIR = regex(r"([^:：]{1,40})[:：](.*)", re.DOTALL)
_MEASURES = regex(r".{0,6}元.{0,6}")
"""What stands behind 单位： where it is of amounts and other numbers: 元、亩."""

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


def is_note(text: str) -> bool:
    """Whether a text is a note with its label before it: 备注：本项目分两年实施."""
    return _NOTE.fullmatch(text.strip()) is not None


def read_line(spot: Spot, draft: Draft, *, is_head: bool) -> None:
    """Understand a line; `is_head` above the table, where titles stand."""
    text = _YEAR_BEFORE_SCALE.sub(r"\1 ", spot.text.strip())
    if is_blank(text) or _NOISE.fullmatch(fold(text)):
        draft.ledger.put(spot, NOTHING)
        return
    note = _NOTE.fullmatch(text)
    below_note, draft.is_noted = draft.is_noted, note is not None
    if note:
        draft.note = note[1]
        draft.heading = None if note[2].strip() else draft.words.label(note[1])
        draft.detail(note[1], spot, note[2])
        return
    goes_on = _NUMBERED.match(text) or (below_note and _is_sentence(text, draft.words))
    if draft.note and goes_on and not is_title(text, draft.words):
        draft.is_noted = True
        draft.detail(draft.note, spot, text)
        return
    if (is_scale(text) and (read_scale(text) or not inline_pair(text, draft.words))) or scale_in(
        normal(text).strip("()")
    ):
        _scale(spot, draft, text)
        return
    if is_head and (
        _title(spot, draft, text) or (_is_one(text, draft.words) and draft.identity.coded_unit(spot, text))
    ):
        return
    if draft.expects_title and not draft.has_cells and len(normal(text)) < 24 and not re.search("[:：，。；]", text):
        draft.identity.year = draft.identity.year or year_in(text)
        draft.ledger.put(spot, "title")
        return
    if (said := _SAID_SCALE.search(text)) and len(normal(text)) < _LONGEST_LABEL:  # 一、资金安排（单位：万元）
        draft.funds.scale = draft.funds.scale or read_scale(said[0].strip("()（）"))
        text = text.replace(said[0], "").strip()
    label = draft.words.label(text)
    is_section = (draft.has_cells or said is not None) and _SECTION.fullmatch(normal(text)) is not None
    if draft.words.is_label(label) or is_section:
        draft.funds.scale = draft.funds.scale or scale_in(label.remark)
        draft.ledger.put(spot, LABEL)
        draft.heading = label if _NUMBERED.match(text) and _is_over_text(label, draft.words) else None
        return
    if draft.heading is not None and not _begins_with_label(text, draft.words):
        key = draft.words.field(draft.heading)
        if key:
            draft.field(key, draft.heading, spot)
        else:
            draft.detail(_NUMBERED.sub("", draft.heading.printed), spot)
        return
    draft.heading = None
    for piece in _pieces(text, draft.words):
        _piece(piece, spot, draft, is_head=is_head)


def _is_sentence(text: str, words: Vocabulary) -> bool:
    """Whether a line is a whole sentence, which goes on with the note right above it."""
    pair = inline_pair(text, words)
    return text.endswith(("。", "；")) and (pair is None or not words.is_label(pair[0]))


def _is_over_text(label: Label, words: Vocabulary) -> bool:
    """Whether a numbered heading is one of goals, of what the money is for or of a detail: paragraphs say it below."""
    return words.field(label) in ("goals", "purpose") or (not words.field(label) and words.is_detail(label))


def _begins_with_label(text: str, words: Vocabulary) -> bool:
    """Whether a line says something else by a label of its own: 填报人：…."""
    pair = inline_pair(text, words)
    return pair is not None and words.is_label(pair[0]) and words.field(pair[0]) not in ("goals", "purpose")


def without_number(text: str) -> str:
    """A heading without what numbers it: 一、, （一）, 1.."""
    match = _NUMBERED.match(text)
    return text[match.end() :] if match else text


def without_annex(text: str) -> str:
    """A title without what numbers it: 附件1：."""
    return _ANNEX.sub("", text, count=1)


def is_title(text: str, words: Vocabulary) -> bool:
    """Whether a line may be the title of a form."""
    text = _SAID_SCALE.sub("", without_annex(text))
    is_named = "表" in text or _TITLE_END.search(text) is not None
    return is_named and bool(words.form(text)) and len(normal(text)) < 80 and not re.search(r"[。；]|[:：].", text)


def _title(spot: Spot, draft: Draft, text: str) -> bool:
    """Whether a line is a title or a period, which says the year too."""
    words = draft.words
    titled = is_title(text, words) or (not draft.title and _LIST_TITLE.fullmatch(text) is not None)
    period = _PERIOD.fullmatch(as_typed(text).strip()) or _MONTHS.fullmatch(as_typed(text).strip())
    if not titled and not period:
        return False
    year = year_in(text)
    draft.identity.year = draft.identity.year or year
    draft.results.note_months(text)
    if titled:
        draft.title = draft.title or without_annex(text)
        draft.expects_title = False
        kind = words.form(text)
        draft.is_overall = draft.is_overall or "整体" in text
        draft.kind = draft.kind or ("form" if kind == "overall" else kind)
        if match := re.search(r"[(（](?:金额)?(?:单位[:：]\s*)?(?:人民币)?([万千亿]?元)[)）]", text):
            draft.funds.scale = draft.funds.scale or scale_in(match[1])
    draft.ledger.put(spot, "year" if period else "title")
    return True


def _scale(spot: Spot, draft: Draft, text: str) -> None:
    draft.funds.scale = draft.funds.scale or read_scale(text) or scale_in(normal(text).strip("()"))
    draft.ledger.put(spot, LABEL)


def _pieces(text: str, words: Vocabulary) -> Iterator[str]:
    """The parts of a line: each begins at a label; what stands apart without one goes with the label before it."""
    parts: list[str] = []
    for part in filter(None, (part.strip() for part in WIDE_GAP.split(text))):
        for piece in _at_labels(part, words):
            if parts and parts[-1].endswith((":", "：")) and not _PAIR.fullmatch(piece):
                parts[-1] += piece
            else:
                parts.append(piece)
    yield from parts


def _is_one(text: str, words: Vocabulary) -> bool:
    """Whether a line has no more than one part."""
    return next(_pieces(text, words), "") == text.strip()


def _at_labels(part: str, words: Vocabulary) -> Iterator[str]:
    """A part of a line cut before each known label that follows white space."""
    start = 0
    for match in re.finditer(r"(?<=\s)([^\s:：]{2,20})\s?[:：]", part):
        if words.is_label(words.label(match[1])) or normal(match[1]) in ("单位", "金额单位"):
            yield part[start : match.start()].strip()
            start = match.start()
    yield part[start:].strip()


def _piece(piece: str, spot: Spot, draft: Draft, *, is_head: bool) -> None:
    words = draft.words
    if is_scale(piece) and read_scale(piece):
        _scale(spot, draft, piece)
        return
    pair = inline_pair(piece, words)
    if pair is None:
        if is_blank(piece) or _NOISE.fullmatch(fold(piece)):
            draft.ledger.put(spot, NOTHING)
        elif is_date(piece) and (piece.endswith("日") if is_head else draft.has_table):
            draft.detail("日期", spot, piece)  # when it was signed
        elif is_head and draft.identity.coded_unit(spot, piece):
            return
        elif is_head and (_PERIOD.fullmatch(as_typed(piece)) or _YEAR_ALONE.fullmatch(as_typed(piece))):
            draft.identity.year = draft.identity.year or year_in(piece)
            draft.results.note_months(piece)
            draft.ledger.put(spot, "year")
        else:
            draft.ledger.leave(spot, _("a line that is not understood"), piece)
        return
    label, value = pair
    if normal(label.full) in _NOTES:
        draft.detail(label.printed, spot, value)
        return
    if is_blank(value):
        draft.ledger.put(spot, LABEL)
        return
    key = words.field(label)
    if is_head and not key and label.full.endswith(("期间", "区间")) and year_in(value):
        draft.identity.year = draft.identity.year or year_in(value)
    if key == "unit" and label.full == "单位" and (scale_in(normal(value)) or _MEASURES.fullmatch(normal(value))):
        _scale(spot, draft, value)
    elif key:
        draft.field(key, label, spot, value.strip())
    elif (part := words.money(label)) and re.search(r"[0-9]", value):
        draft.amount(part, label, spot, value)
    else:
        draft.detail(label.printed, spot, value)
