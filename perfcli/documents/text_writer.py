"""The document -> the text that is taken out of the published Word document."""

from __future__ import annotations

from collections.abc import Iterator

from perfcli.documents.function_indicators import write_indicators
from perfcli.documents.outline import PART_THREE, evaluation_title, table_title
from perfcli.documents.published import PublishedDocument, PublishedGoals
from perfcli.documents.tables import AS_PRINTED, Tables
from perfcli.formats.blocks import clean, joined, text_lines
from perfcli.formats.layout import LaidPage
from perfcli.formats.numbering import chinese
from perfcli.formats.tabbed import tabbed_rows
from perfcli.forms.words.wording import GOAL_INDICATORS, GOALS, Heading


def write_text(document: PublishedDocument, tables: Tables = AS_PRINTED) -> str:
    """The text of a document as it is taken out of Word, with the TC fields that the contents are built from.

    The form carries a text's lines without the white space at their ends and without empty ones between them. It has
    no place for an indicator without any text, and none for a text that looks like the structure around it, such as a
    line of the overall goal that is a heading.
    """
    lines = [*_goals_lines(document.goals)] if document.goals else []
    if document.projects:
        lines += ["第二部分", Heading.PART_TWO.value]
    for number, project in enumerate(document.projects, 1):
        lines += _table_lines(table_title(number, project.name), "C", tables.of(project))
    if tables.evaluations:
        lines += PART_THREE
    for number, table in enumerate(tables.evaluations, 1):
        lines += _table_lines(evaluation_title(number, table.name), "E", table.page)
    return "\n".join([*lines, ""])


def _goals_lines(goals: PublishedGoals) -> Iterator[str]:
    yield from ("第一部分", Heading.PART_ONE.value, _heading("一", Heading.OVERALL))
    for line in text_lines(goals.overall):
        yield from (line, "")
    yield _heading("二", Heading.FUNCTIONS)
    for number, function in enumerate(goals.functions, 1):
        yield from (f"（{chinese(number)}）{joined(function.name)}", "")
        if goal := clean(function.goal):
            yield from (f"{GOALS}：{goal}", "")
        if function.indicators:
            yield from (f"{GOAL_INDICATORS}：{write_indicators(function.indicators)}", "")
    yield _heading("三", Heading.SAFEGUARDS)
    for number, safeguard in enumerate(goals.safeguards, 1):
        yield from (f"（{chinese(number)}）{joined(safeguard.title)}。{clean(safeguard.text)}", "")


def _heading(number: str, heading: Heading) -> str:
    return f"{number}、{heading.value} TC {heading.value} \\f A \\l 1 "


def _table_lines(titles: tuple[str, str], contents: str, page: LaidPage) -> Iterator[str]:
    title, entry = titles
    yield f"{title} TC {entry} \\f {contents} \\l 1 "
    yield from (cell.text for cell in page.above if cell.text.strip())
    for block in page.blocks:
        yield from tabbed_rows(block.rows)
        yield ""
    yield from (cell.text for cell in page.below if cell.text.strip())
