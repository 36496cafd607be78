"""Paragraphs -> part one of the document (部门整体绩效目标): overall goal, functions, safeguards.

What stands around it, a cover and a list of contents, is told apart in `contents.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

import msgspec

from perfcli.documents.function_indicators import is_closed, read_indicators, starts_indicator
from perfcli.documents.published import PublishedGoals
from perfcli.formats.blocks import Paragraph, report
from perfcli.formats.leftovers import Leftover
from perfcli.formats.numbering import CHINESE, read_number
from perfcli.forms.words.wording import GOAL_INDICATORS, GOALS, Heading, heading_of, without_field
from perfcli.i18n import gettext as _
from perfcli.model import Function, Safeguard
from perfcli.regex import regex

_NUMBERED = regex(
    rf"[（(]\s?([{CHINESE}]{{1,8}}|[0-9０-９]{{1,3}})\s?[)）]|([0-9０-９]{{1,3}})\s?[.．、](?![0-9０-９])\s*"
)
_LABEL = regex(rf"({GOALS}|{GOAL_INDICATORS})\s*(?:[：:]|$)")


class _Function(msgspec.Struct):
    name: str
    goal: list[str] | None = None
    indicators: list[Paragraph] | None = None
    open: str = ""
    closed: bool = False


class _Numbering(msgspec.Struct):
    """The numbers of a section's items: all of them （一）, all （1） or all `1.`, as the first one is."""

    last: int = 0
    form: str = ""

    def read(self, text: str) -> tuple[int, int] | None:
        """The number that a paragraph starts with and where it ends, None without one of this section's kind."""
        match = _NUMBERED.match(text)
        number = read_number(match[1] or match[2]) if match else None
        if not match or number is None or (self.last and _form(match) != self.form):
            return None
        return number, match.end()

    def take(self, number: int, text: str) -> None:
        """Go on to this number."""
        match = _NUMBERED.match(text)
        self.last, self.form = max(number, 1), _form(match) if match else ""

    @property
    def is_plain(self) -> bool:
        """Whether the items are numbered `1.`, as the items within a text are too."""
        return self.form == "1."


def _form(match: re.Match[str]) -> str:
    return "1." if match[2] else "（1）" if match[1].isdecimal() else "（一）"


class PartOne(msgspec.Struct):
    """Reads part one paragraph by paragraph; `elsewhere` says what is known of one that belongs to no section."""

    elsewhere: Callable[[Paragraph], bool]
    seen: bool = False
    surplus: bool = False
    section: Heading | None = None
    overall: list[str] = msgspec.field(default_factory=list)
    functions: list[_Function] = msgspec.field(default_factory=list)
    safeguards: list[tuple[str, list[str]]] = msgspec.field(default_factory=list)
    leftovers: list[Leftover] = msgspec.field(default_factory=list)
    numbering: _Numbering = msgspec.field(default_factory=_Numbering)

    def read(self, paragraphs: Sequence[Paragraph]) -> PublishedGoals | None:
        """Part one, None where the document has none; what could not be placed is in `leftovers`."""
        for paragraph, following in pairwise([*paragraphs, Paragraph(0, "")]):
            if not self._heading(paragraph):
                self._text(paragraph, following)
        if not self.seen:
            return None
        functions = tuple(self._function(function) for function in self.functions)
        safeguards = tuple(Safeguard(title=title, text="\n".join(lines)) for title, lines in self.safeguards)
        return PublishedGoals("\n".join(self.overall), functions, safeguards)

    def _heading(self, paragraph: Paragraph) -> bool:
        heading = heading_of(paragraph.text)
        if heading is None:
            return False
        if heading in (Heading.PART_ONE, Heading.OVERALL) and (self.functions or self.safeguards):
            self.surplus = True
        if self.surplus:
            self._leave([paragraph], _("the document has more than one part one: import each on its own"))
            return True
        if heading is not self.section:
            self.numbering = _Numbering()
        self.section = heading
        self.seen = self.seen or heading is not Heading.PART_TWO
        return True

    def _text(self, paragraph: Paragraph, following: Paragraph) -> None:
        if self.surplus:
            self._leave([paragraph], _("the document has more than one part one: import each on its own"))
        elif self.section is Heading.OVERALL:
            self.overall.append(paragraph.text.strip())
        elif self.section is Heading.FUNCTIONS:
            self._in_functions(paragraph, following)
        elif self.section is Heading.SAFEGUARDS:
            self._in_safeguards(paragraph)
        elif not self.elsewhere(paragraph):
            self._leave([paragraph], _("belongs to no part of the document that is known"))

    def _in_functions(self, paragraph: Paragraph, following: Paragraph) -> None:
        text = paragraph.text.strip()
        function = self.functions[-1] if self.functions else None
        if label := _LABEL.match(text):
            self._labelled(function, label, paragraph)
        elif (at := self._function_name(text, function, following)) is not None:
            self.functions.append(_Function(without_field(text[at:])[0]))
        elif function and function.goal is not None and function.open == GOALS:
            function.goal.append(text)
        elif function and function.indicators is not None and function.open == GOAL_INDICATORS:
            self._more_indicators(function, function.indicators, paragraph)
        else:
            self._leave([paragraph], _("stands before the goal or the indicators of a function"))

    def _function_name(self, text: str, function: _Function | None, following: Paragraph) -> int | None:
        """Where the name of a function starts in a paragraph that is one's heading, None in any other.

        In a goal of several paragraphs a number that is not due counts only where a goal follows it, and so does any
        `1.`, which numbers the sentences of a text too.
        """
        label = _LABEL.match(following.text.strip())
        goal_follows = label is not None and label[1] == GOALS
        numbered = self.numbering.read(text)
        if numbered:
            number, end = numbered
            is_due = number == self.numbering.last + 1 or not (function and function.open == GOALS)
            if goal_follows or (is_due and not text[0].isdecimal()):
                self.numbering.take(number, text)
                return end
        return 0 if goal_follows and not starts_indicator(text) else None

    def _labelled(self, function: _Function | None, label: re.Match[str], paragraph: Paragraph) -> None:
        rest = paragraph._replace(text=paragraph.text.strip()[label.end() :].strip())
        if function is None:
            self._leave([paragraph], _("belongs to no function: none is named before it"))
        elif label[1] == GOALS and function.goal is None:
            function.goal, function.open = [rest.text], GOALS
        elif label[1] == GOAL_INDICATORS and function.indicators is None:
            function.indicators, function.open, function.closed = [rest], GOAL_INDICATORS, is_closed(rest.text)
        else:
            function.open = ""
            self._leave([paragraph], _("the function {name} has this already").format(name=function.name))

    def _more_indicators(self, function: _Function, indicators: list[Paragraph], paragraph: Paragraph) -> None:
        if starts_indicator(paragraph.text) or not function.closed:
            indicators.append(paragraph)
            function.closed = is_closed(paragraph.text)
        else:
            self._leave([paragraph], _("no indicator of the form ①name：description，指标值…"))

    def _in_safeguards(self, paragraph: Paragraph) -> None:
        text = paragraph.text.strip()
        numbered = self.numbering.read(text)
        if numbered and (not self.numbering.is_plain or numbered[0] == self.numbering.last + 1):
            number, end = numbered
            self.numbering.take(number, text)
            title, _stop, body = text[end:].partition("。")
            self.safeguards.append((title.strip(), [body.strip()] if body.strip() else []))
        elif self.safeguards:
            self.safeguards[-1][1].append(text)
        else:
            self._leave([paragraph], _("stands before the first safeguard"))

    def _function(self, function: _Function) -> Function:
        indicators, leftovers = read_indicators(function.indicators or [])
        self.leftovers.extend(leftovers)
        goal = "\n".join(filter(None, function.goal or []))
        return Function(name=function.name, goal=goal, indicators=indicators)

    def _leave(self, paragraphs: Iterable[Paragraph], reason: str) -> None:
        self.leftovers.extend(report(paragraphs, reason))
