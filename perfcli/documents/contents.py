"""The cover and the list of contents ahead of the document: what of it says nothing that is not said elsewhere."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from perfcli.documents.cover import is_cover_line
from perfcli.formats.blocks import Paragraph
from perfcli.forms.words.wording import (
    EVALUATION_TITLE,
    TABLE_TITLE,
    as_seen,
    heading_of,
    is_table_title,
    names_table_of,
    without_field,
)
from perfcli.regex import regex

_DIGITS = "0-9〇○零一二三四五六七八九十"
_DOTS = ".．。…·•‥⋯_—-"
_BLANKS = " \t\u3000\xa0"
_ENTRY = regex(r"[（(]?[0-9〇零一二三四五六七八九十百]{1,8}[)）.．、]")
_PART_THREE = "第三部分绩效自评"
_DATE = regex(rf"[{_DIGITS}]{{2,4}}年(?:[{_DIGITS}]{{1,2}}月)?(?:[{_DIGITS}]{{1,3}}日)?")
_TITLE = regex(rf"(?:[{_DIGITS}]{{4}}年度?)?(?:部门)?预算(?:项目)?绩效(?:目标)?文本$")


class Contents(msgspec.Struct, frozen=True):
    """Tells cover and contents of a document whose tables name these projects and units, without white space."""

    projects: Collection[str]
    units: Collection[str]

    def holds(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph outside of all sections is known: a title, a date, a unit, an entry of the contents."""
        text = paragraph.text.strip()
        if len(text) > 300:
            return False
        squeezed = as_seen(text)
        if (
            squeezed in ("", "目录", _PART_THREE)
            or squeezed in self.units
            or _DATE.fullmatch(squeezed)
            or is_cover_line(text)
        ):
            return True
        title = _TITLE.search(squeezed)
        return (title is not None and squeezed[: title.start()] in self.units) or self._is_entry(text)

    def _is_entry(self, text: str) -> bool:
        title, leader = without_page(text)
        if not title:
            return (is_table_title(text) and self._names_project(text)) or self._names_evaluation(text)
        if self._names_evaluation(title):
            return True
        if heading_of(title) is not None or is_table_title(title):
            return heading_of(title) is not None or self._names_project(title)
        plain = len(leader.strip(_BLANKS)) > 1 or "\t" in leader
        return plain and _ENTRY.match(as_seen(title)) is not None

    def _names_evaluation(self, text: str) -> bool:
        """Whether a line is the title of a project's 自评表 in part three."""
        shown = as_seen(without_field(text)[0])
        name = shown.removesuffix(EVALUATION_TITLE)
        return name != shown and not {name, _ENTRY.sub("", name, count=1)}.isdisjoint(self.projects)

    def _names_project(self, text: str) -> bool:
        shown = as_seen(without_field(text)[0]).removesuffix(TABLE_TITLE)
        names = {shown, _ENTRY.sub("", shown, count=1)}
        return any(name in self.projects and names_table_of(name, text) for name in names)


def without_page(text: str) -> tuple[str, str]:
    """Title and leader of `title……12`, both empty for what is no entry of a list of contents."""
    stripped = text.rstrip()
    body = stripped.rstrip("0123456789")
    title = body.rstrip(_DOTS + _BLANKS)
    has_page = 1 <= len(stripped) - len(body) <= 4
    return (title, body[len(title) :]) if has_page and len(title) < len(body) else ("", "")
