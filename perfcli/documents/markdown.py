"""The published document as Markdown (GitHub's dialect), every text escaped so that it shows as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfcli.documents.cover import cover_lines
from perfcli.documents.outline import PART_ONE, PART_TWO, Role, goals_items, table_title
from perfcli.documents.published import Cover, PublishedDocument
from perfcli.formats.blocks import clean, joined
from perfcli.formats.markup import carried
from perfcli.forms.amounts import write_amount, write_percent
from perfcli.forms.goals import write_goals
from perfcli.forms.indicator_rows import write_indicators
from perfcli.forms.project import PublishedProject
from perfcli.forms.wording import (
    BUDGET,
    COLUMNS,
    FISCAL,
    GOALS,
    OTHER,
    PLAN,
    PROJECT_CODE,
    PROJECT_NAME,
    TOTAL,
)

_SPECIAL = re.compile(r"[\\`*_\[\]<>|&~$@^]|:(?=//)|(?<=www)\.|^[-+#=]|^[0-9]{1,9}[.)](?= |$)", re.IGNORECASE)
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;", "|": "&#124;", ":": "&#58;", "@": "&#64;"}
_BREAK = "<br>"
_HEADINGS = {Role.SECTION: "### ", Role.FUNCTION: "#### ", Role.TEXT: ""}


def write_markdown(document: PublishedDocument, cover: Cover) -> str:
    """The text; the same document and cover give the same."""
    name, title, *lines = cover_lines(cover)
    blocks = [f"# {_text(name)} {_text(title)}", *map(_text, lines), *_contents(document)]
    if document.goals:
        blocks.append(_part(PART_ONE))
        blocks += _goals(document)
    if document.projects:
        blocks.append(_part(PART_TWO))
    for number, project in enumerate(document.projects, 1):
        blocks += _project(number, project)
    return "\n\n".join(blocks) + "\n"


def _text(text: str) -> str:
    """A text without meaning for Markdown: a sign with one gets a backslash, or an entity where that does not help."""
    flat = " ".join(carried(text).replace("\t", " ").split("\n")).replace("\r", " ")
    return _SPECIAL.sub(_escaped, flat).strip()


def _escaped(match: re.Match[str]) -> str:
    sign = match[0][-1]
    return match[0][:-1] + _ENTITIES.get(sign, f"\\{sign}")


def _cell(text: str) -> str:
    return _BREAK.join(_text(line) for line in text.split("\n"))


def _part(part: tuple[str, str]) -> str:
    return f"## {' '.join(part)}"


def _contents(document: PublishedDocument) -> Iterator[str]:
    yield "## 目录"
    entries: list[str] = []
    if document.goals:
        sections = [item.entry for item in goals_items(document.goals) if item.entry]
        entries += [f"- [{_text(entry)}](#g{number})" for number, entry in enumerate(sections, 1)]
    for number, project in enumerate(document.projects, 1):
        entries.append(f"- [{_text(table_title(number, project.name)[1])}](#p{number})")
    yield "\n".join(entries)


def _goals(document: PublishedDocument) -> Iterator[str]:
    number = 0
    for item in goals_items(document.goals) if document.goals else ():
        lead = f"**{_text(item.text[: item.lead])}**" if item.lead else ""
        text = f"{_HEADINGS[item.role]}{lead}{_text(item.text[item.lead :])}"
        number += bool(item.entry)
        yield f'<a id="g{number}"></a>\n\n{text}' if item.entry else text


def _project(number: int, project: PublishedProject) -> Iterator[str]:
    budget = project.budget
    months = sorted(project.spending_plan)
    yield f'<a id="p{number}"></a>\n\n### {_text(table_title(number, project.name)[0])}'
    plan = "；".join(f"{month}月底 {write_percent(project.spending_plan[month])}" for month in months)
    amounts = ((TOTAL, budget.total), (FISCAL, budget.fiscal), (OTHER, budget.other))
    rows = [
        ("单位", f"{project.unit} {joined(project.unit_name)}"),
        (PROJECT_CODE, project.code),
        (PROJECT_NAME, joined(project.name)),
        *((f"{label}（元）", write_amount(amount)) for label, amount in amounts),
        (BUDGET.removeprefix("预算规模及"), clean(project.purpose)),
        (PLAN, plan),
        (GOALS, write_goals(project.goals)),
    ]
    yield _table(("项目", "内容"), rows)
    yield _table(COLUMNS, list(write_indicators(project.indicators)))


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [" | ".join(heads), " | ".join("---" for _head in heads)]
    lines += [" | ".join(map(_cell, row)) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)
