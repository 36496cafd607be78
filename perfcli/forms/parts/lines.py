"""Lines around the tables of a form: its title, its period, 填报单位：…, 单位：万元, notes, signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.cells.blanks import is_blank, scale_in
from perfcli.forms.cells.ledger import LABEL, NOTHING
from perfcli.forms.parts.line_text import (
    inline_pair,
    is_date,
    is_nothing,
    is_numbered,
    is_period,
    is_title,
    is_year_of_piece,
    note_in,
    pieces_of,
    said_scale,
    without_annex,
    without_number,
    year_in,
)
from perfcli.forms.record.draft import Draft
from perfcli.forms.words.amounts import is_scale, read_scale
from perfcli.forms.words.label import Label, normal
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_NOTES = frozenset(
    ("注", "备注", "说明", "填表说明", "填报说明", "注意", "注意事项", "填写说明", "填报要求", "编报说明", "相关说明")
)
_LIST_TITLE = regex(r"[^:：，。；]{0,60}(?:清单|台账|一览|汇总|明细)表?(?:[(（][^()（）]{1,20}[)）])?")
_YEAR_BEFORE_SCALE = regex(r"^([(（]?20[0-9]{2}\s*年度?[)）]?)(?=(?:金额)?单位[:：])")
"""The year and what amounts are in without white space between them: （2025年度）单位：万元."""

_SECTION = regex(
    r"(?:[一二三四五六七八九十]{1,2}、|\([一二三四五六七八九十]{1,2}\))[^0-9,.;:，。；：]{2,12}(?:\([^()]{1,12}\))?"
)
_LONGEST_LABEL = 24
_MEASURES = regex(r".{0,6}元.{0,6}")
"""What stands behind 单位： where it is of amounts and other numbers: 元、亩."""


@dataclass
class Lines:
    """Reads lines one after another: what a note or a heading began goes on in those below it."""

    draft: Draft
    has_cells: bool = False
    """Whether rows of a table were read: lines below may be headings of its sections."""

    has_pairs: bool = False
    """Whether a row of several cells was read: what stands above it alone heads the form."""

    has_table: bool = False
    """Whether indicators were read: titles and periods stand above them."""

    expects_title: bool = False
    """Whether a title is still to come: lines above it are parts of it."""

    note: str = ""
    """The label of the notes that are being read: numbered lines go on with them."""

    _is_noted: bool = False
    """Whether the line right above is of a note: a sentence goes on with it."""

    _heading: Label | None = None
    """The numbered heading of the paragraphs that are being read: 二、项目概况."""

    def pass_row(self, row: PageRow) -> None:
        """Another row, a line or one with cells."""
        self.has_cells = self.has_cells or not row.is_line
        if len(row.filled) > 1:
            self._is_noted, self._heading, self.has_pairs = False, None, True

    def is_named_so(self, text: str) -> bool:
        """Whether a line is the title of a form by the name of what is in it: 2025年项目绩效目标."""
        words = self.draft.words
        is_first = not (self.has_pairs or self.has_table or self.draft.title)
        return is_first and not is_numbered(text) and words.field(words.label(text)) == "goals"

    def read(self, spot: Spot) -> None:
        """Understand a line."""
        draft, words = self.draft, self.draft.words
        text = _YEAR_BEFORE_SCALE.sub(r"\1 ", spot.text.strip())
        if is_nothing(text):
            draft.ledger.put(spot, NOTHING)
        elif self._goes_on_with_note(spot, text):
            return
        elif (is_scale(text) and (read_scale(text) or not inline_pair(text, words))) or scale_in(
            normal(text).strip("()")
        ):
            self._scale(spot, text)
        elif not self.has_table and (self._title(spot, text) or self._is_coded_unit(spot, text)):
            return
        elif self._is_of_title(text):
            draft.identity.year = draft.identity.year or year_in(text)
            draft.ledger.put(spot, "title")
        else:
            self._below_title(spot, text)

    def _goes_on_with_note(self, spot: Spot, text: str) -> bool:
        """Whether a line is a note, or goes on with the one above; it is kept then."""
        words, note = self.draft.words, note_in(text)
        below_note, self._is_noted = self._is_noted, note is not None
        if note:
            self.note, said = note
            self._heading = None if said.strip() else words.label(self.note)
            self.draft.detail(self.note, spot, said)
            return True
        goes_on = is_numbered(text) or (below_note and _is_sentence(text, words))
        if not (self.note and goes_on) or is_title(text, words):
            return False
        self._is_noted = True
        self.draft.detail(self.note, spot, text)
        return True

    def _is_coded_unit(self, spot: Spot, text: str) -> bool:
        is_one = next(pieces_of(text, self.draft.words), "") == text.strip()
        return is_one and self.draft.identity.coded_unit(spot, text)

    def _is_of_title(self, text: str) -> bool:
        """Whether a line is a part of the title that is still to come."""
        return (
            self.expects_title and not self.has_cells and len(normal(text)) < 24 and not re.search("[:：，。；]", text)
        )

    def _below_title(self, spot: Spot, text: str) -> None:
        """A heading, a paragraph below one, or parts that say something each."""
        draft, words = self.draft, self.draft.words
        said = said_scale(text) if len(normal(text)) < _LONGEST_LABEL else ""
        if said:  # 一、资金安排（单位：万元）
            draft.funds.scale = draft.funds.scale or read_scale(said.strip("()（）"))
            text = text.replace(said, "").strip()
        label = words.label(text)
        is_section = (self.has_cells or bool(said)) and _SECTION.fullmatch(normal(text)) is not None
        if words.is_label(label) or is_section:
            draft.funds.scale = draft.funds.scale or scale_in(label.remark)
            draft.ledger.put(spot, LABEL)
            self._heading = label if is_numbered(text) and _is_over_text(label, words) else None
        elif self._heading is not None and not _begins_with_label(text, words):
            self._below_heading(spot, self._heading)
        else:
            self._heading = None
            for piece in pieces_of(text, words):
                self._piece(piece, spot)

    def _below_heading(self, spot: Spot, heading: Label) -> None:
        if key := self.draft.words.field(heading):
            self.draft.field(key, heading, spot)
        else:
            self.draft.detail(without_number(heading.printed), spot)

    def _title(self, spot: Spot, text: str) -> bool:
        """Whether a line is a title or a period, which says the year too."""
        draft, words = self.draft, self.draft.words
        titled = is_title(text, words) or self.is_named_so(text)
        titled = titled or (not draft.title and _LIST_TITLE.fullmatch(text) is not None)
        period = is_period(text)
        if not titled and not period:
            return False
        draft.identity.year = draft.identity.year or year_in(text)
        draft.results.note_months(text)
        if titled:
            draft.title = draft.title or without_annex(text)
            self.expects_title = False
            kind = words.form(text)
            draft.is_overall = draft.is_overall or "整体" in text
            draft.kind = draft.kind or ("form" if kind == "overall" else kind)
            if match := re.search(r"[(（](?:金额)?(?:单位[:：]\s*)?(?:人民币)?([万千亿]?元)[)）]", text):
                draft.funds.scale = draft.funds.scale or scale_in(match[1])
        draft.ledger.put(spot, "year" if period else "title")
        return True

    def _scale(self, spot: Spot, text: str) -> None:
        funds = self.draft.funds
        funds.scale = funds.scale or read_scale(text) or scale_in(normal(text).strip("()"))
        self.draft.ledger.put(spot, LABEL)

    def _piece(self, piece: str, spot: Spot) -> None:
        if is_scale(piece) and read_scale(piece):
            self._scale(spot, piece)
        elif pair := inline_pair(piece, self.draft.words):
            self._pair(*pair, spot)
        else:
            self._alone(piece, spot)

    def _alone(self, piece: str, spot: Spot) -> None:
        """A part of a line without a label of its own."""
        draft = self.draft
        if is_nothing(piece):
            draft.ledger.put(spot, NOTHING)
        elif is_date(piece) and (self.has_table or piece.endswith("日")):
            draft.detail("日期", spot, piece)  # when it was signed
        elif not self.has_table and draft.identity.coded_unit(spot, piece):
            return
        elif not self.has_table and is_year_of_piece(piece):
            draft.identity.year = draft.identity.year or year_in(piece)
            draft.results.note_months(piece)
            draft.ledger.put(spot, "year")
        else:
            draft.ledger.leave(spot, _("a line that is not understood"), piece)

    def _pair(self, label: Label, value: str, spot: Spot) -> None:
        """A label with its value behind it."""
        draft, words = self.draft, self.draft.words
        key = words.field(label)
        if normal(label.full) in _NOTES:
            draft.detail(label.printed, spot, value)
            return
        if is_blank(value):
            draft.ledger.put(spot, LABEL)
            return
        if not self.has_table and not key and label.full.endswith(("期间", "区间")) and year_in(value):
            draft.identity.year = draft.identity.year or year_in(value)
        if key == "unit" and label.full == "单位" and (scale_in(normal(value)) or _MEASURES.fullmatch(normal(value))):
            self._scale(spot, value)
        elif key:
            draft.field(key, label, spot, value.strip())
        elif (part := words.money(label)) and re.search(r"[0-9]", value):
            draft.amount(part, label, spot, value)
        else:
            draft.detail(label.printed, spot, value)


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
