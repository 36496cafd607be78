"""Review sheets as files: Markdown, Word, Excel; one a unit with an index, or all of them in one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from perfcli.actions.looking import no_progress
from perfcli.actions.review_sheets import ProjectSheet, UnitSheets
from perfcli.check.reports.markdown import OUTCOMES, sheets
from perfcli.check.reports.rows import Shown, message_of, one_line
from perfcli.check.rule import NATURES, SEVERITIES, SEVERITY_NAMES, Finding
from perfcli.check.rules import BY_CODE
from perfcli.check.selecting import severity_of
from perfcli.file_format import DOCX, MARKDOWN, XLSX, FileFormat
from perfcli.formats.excel.writer import write_xlsx
from perfcli.formats.layout import WIDTH, Block, Cells, LaidCell, LaidPage, Look
from perfcli.formats.tables import Column, Sheet, Value
from perfcli.formats.word.laid import write_pages
from perfcli.formats.word.package import Properties
from perfcli.i18n import get_locale, money
from perfcli.i18n import gettext as _
from perfcli.index import Progress
from perfcli.output import markdown, markdown_table
from perfcli.paths import DEPARTMENT, UNIT
from perfcli.regex import regex
from perfcli.settings import OutcomeRule

INDEX = "index"
NOBODY = "repository"
"""What the file of findings is called that are about no unit."""

_FOUND = (1000, 700, 700, 600)
_LISTED = (500, 2500, 2544, 1500, 700)
_RANKED = (500, 1100, 2744, 900, 900, 900)
_NOT_IN_NAMES = regex(r"[^\w -]")
_LONGEST = 40


def file_name(code: str, form: FileFormat) -> str:
    """What the file of a unit is called; two never alike.

    A folder that has the name of no unit may be called as the index is, as a device, or as another but for its case:
    behind what can stand in a name comes a digest of the whole.
    """
    name = code or NOBODY
    if code and not (UNIT.fullmatch(code) or DEPARTMENT.fullmatch(code)):
        digest = hashlib.blake2b(code.encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()
        name = f"{_NOT_IN_NAMES.sub('_', code)[:_LONGEST]}-{digest}"
    return name + form.endings[0]


def folder_files(
    units: Sequence[UnitSheets], form: FileFormat, rule: OutcomeRule, shown: Shown, progress: Progress = no_progress
) -> Iterator[tuple[str, bytes]]:
    """A file for each unit by its name, then the index of the units, the worst first."""
    write = WRITERS[form]
    for number, unit in enumerate(units):
        progress(number, len(units), _("writing review sheets"))
        yield file_name(unit.code, form), write([unit], rule, shown)
    progress(len(units), len(units))
    yield INDEX + form.endings[0], _INDEXES[form](units, form)


def _markdown(units: Sequence[UnitSheets], rule: OutcomeRule, shown: Shown) -> bytes:
    parts = []
    for unit in units:
        cells, heads = _listed(unit)
        parts += [f"# {markdown(_title(unit))}\n\n{_said(unit)}\n\n{markdown_table(cells, heads)}"]
        facts = [project.fact for project in unit.concerned]
        parts += sheets(facts, unit.findings, rule, shown)
    return "\n".join(parts).encode("utf-8", "backslashreplace")


def _markdown_index(units: Sequence[UnitSheets], form: FileFormat) -> bytes:
    cells, heads = _ranked(units)
    head = f"# {_('Review sheets')}\n\n"
    named = [f"- [{markdown(_title(unit))}]({file_name(unit.code, form)})\n" for unit in units]
    return (head + markdown_table(cells, heads) + "\n" + "".join(named)).encode("utf-8", "backslashreplace")


def _word(units: Sequence[UnitSheets], _rule: OutcomeRule, shown: Shown) -> bytes:
    pages = [page for unit in units for page in _word_pages(unit, shown)]
    return write_pages(pages, Properties(_title(units[0]) if len(units) == 1 else _("Review sheets")))


def _word_pages(unit: UnitSheets, shown: Shown) -> Iterator[LaidPage]:
    yield _page(_title(unit), _said(unit), *_listed(unit), _LISTED)
    if unit.others:
        yield _page(_("Other files"), "", *_found(unit.others, shown), _FOUND)
    for project in unit.concerned:
        lines = [
            _("Code: {code}").format(code=project.fact.code),
            _("Unit: {unit}, year: {year}").format(unit=unit.code, year=project.fact.year),
            _("Budget: {amount} yuan").format(amount=_amount(project)),
        ]
        proposal = _("Proposed outcome: {outcome} ({points} points)").format(
            outcome=_(OUTCOMES[project.outcome]), points=project.points
        )
        yield _page(project.fact.name, "\n".join(lines), *_found(project.findings), _FOUND, proposal)


def _word_index(units: Sequence[UnitSheets], _form: FileFormat) -> bytes:
    return write_pages([_page(_("Review sheets"), "", *_ranked(units), _RANKED)], Properties(_("Review sheets")))


def _page(
    title: str, above: str, cells: list[list[str]], heads: list[str], widths: Sequence[int], below: str = ""
) -> LaidPage:
    """A page with one table: columns of these widths, the last one as wide as there is room."""
    marks = [sum(widths[:at]) for at in range(len(widths) + 1)] + [WIDTH]
    rows = [_cells(heads, marks, Look.LABEL), *(_cells(row, marks, Look.TEXT) for row in cells)]
    lines = [LaidCell(line, 0, WIDTH, Look.TEXT) for line in above.split("\n") if line]
    end = (LaidCell(below, 0, WIDTH, Look.TEXT),) if below else ()
    return LaidPage(title, title, (Block(tuple(rows), headers=1),), tuple(lines), end)


def _cells(texts: Sequence[str], marks: Sequence[int], look: Look) -> Cells:
    return tuple(LaidCell(text, marks[at], marks[at + 1], look) for at, text in enumerate(texts))


def _listed(unit: UnitSheets) -> tuple[list[list[str]], list[str]]:
    """The projects of a unit, and the headings over them."""
    heads = [_("No."), _("Code"), _("Name"), _("Budget"), _("Findings"), _("Proposed outcome")]
    cells = [
        [
            *(str(number), project.fact.code, project.fact.name, _amount(project)),
            *(str(len(project.findings)), _(OUTCOMES[project.outcome])),
        ]
        for number, project in enumerate(unit.projects, 1)
    ]
    return cells, heads


def _ranked(units: Sequence[UnitSheets]) -> tuple[list[list[str]], list[str]]:
    """The units by the weight of what was found, and the headings over them."""
    heads = [_("No."), _("Unit"), _("Unit name"), _("Points"), _("Findings"), _("Projects"), _("Budget concerned")]
    cells = [
        [
            *(str(number), unit.code, unit.name, str(unit.points), str(len(unit.findings))),
            *(f"{len(unit.concerned)}/{len(unit.projects)}", money(Decimal(unit.budget).scaleb(-2))),
        ]
        for number, unit in enumerate(units, 1)
    ]
    return cells, heads


def _found(findings: Sequence[Finding], shown: Shown | None = None) -> tuple[list[list[str]], list[str]]:
    """Findings by their nature, and the headings over them; with `shown` the file is named."""
    heads = [_("Nature"), _("Rule"), _("Severity"), _("Line"), _("Finding")]
    order = list(NATURES)
    ranked = sorted(findings, key=lambda one: (order.index(BY_CODE[one.code].nature), one.path, one.line))
    cells = [
        [
            *(_(NATURES[BY_CODE[one.code].nature]), one.code, _(SEVERITY_NAMES[severity_of(one)]), str(one.line)),
            one_line((f"{shown(one.path)}: " if shown else "") + message_of(one)),
        ]
        for one in ranked
    ]
    return cells, heads


def _title(unit: UnitSheets) -> str:
    name = f"{unit.code} {unit.name}".strip() or _("perf.toml and templates")
    return _("Review sheet: {name}").format(name=name)


def _said(unit: UnitSheets) -> str:
    counts = [f"{_(SEVERITY_NAMES[severity])} {unit.count(severity)}" for severity in reversed(SEVERITIES)]
    said = _("{concerned} of {projects} projects have findings; {counts}")
    return said.format(concerned=len(unit.concerned), projects=len(unit.projects), counts=_(", ").join(counts))


def _amount(project: ProjectSheet) -> str:
    return money(Decimal(project.fact.total).scaleb(-2))


_UNIT = (
    Column("unit", "单位编码", "Unit", width=10),
    Column("unit_name", "单位名称", "Unit name", width=24),
)
_PROJECT = (
    Column("code", "项目编码", "Code", width=24),
    Column("project_name", "项目名称", "Name", width=36),
    Column("year", "年度", "Year", "year", 7),
    Column("total", "预算数", "Budget", "money", 18),
)
_COUNTS = (
    *(Column("findings", "问题", "Findings", "count", 8), Column("errors", "错误", "Errors", "count", 8)),
    *(Column("warnings", "警告", "Warnings", "count", 8), Column("notices", "提示", "Notices", "count", 8)),
    Column("points", "扣分", "Points", "count", 8),
)
_FINDINGS = (
    *(Column("nature", "性质", "Nature", width=10), Column("severity", "级别", "Severity", width=8)),
    *(Column("rule", "规则", "Rule", width=8), Column("message", "问题", "Finding", width=70)),
    *(Column("path", "文件", "File", width=50), Column("line", "行", "Line", "count", 7)),
)


def _excel(units: Sequence[UnitSheets], _rule: OutcomeRule, shown: Shown) -> bytes:
    projects = [_project_row(unit, project) for unit in units for project in unit.projects]
    found = [_finding_row(unit, None, finding, shown) for unit in units for finding in unit.others]
    found += [
        _finding_row(unit, project, finding, shown)
        for unit in units
        for project in unit.projects
        for finding in project.findings
    ]
    outcome = Column("outcome", "建议结论", "Proposed outcome", width=24)
    return _workbook(
        [
            Sheet("projects", "项目", "Projects", (*_UNIT, *_PROJECT, *_COUNTS, outcome), projects),
            Sheet("findings", "问题", "Findings", (*_UNIT, *_PROJECT, *_FINDINGS), found),
        ]
    )


def _excel_index(units: Sequence[UnitSheets], form: FileFormat) -> bytes:
    columns = (
        *_UNIT,
        Column("projects", "项目数", "Projects", "count", 8),
        Column("concerned", "有问题的项目", "Projects with findings", "count", 14),
        *_COUNTS,
        Column("budget", "涉及金额", "Budget concerned", "money", 20),
        Column("file", "文件", "File", width=20),
    )
    rows: list[tuple[Value, ...]] = [
        (
            *(unit.code, unit.name, len(unit.projects), len(unit.concerned), len(unit.findings)),
            *(unit.count("error"), unit.count("warning"), unit.count("notice"), unit.points),
            *(Decimal(unit.budget).scaleb(-2), file_name(unit.code, form)),
        )
        for unit in units
    ]
    return _workbook([Sheet("units", "单位", "Units", columns, rows)])


def _workbook(tables: Sequence[Sheet]) -> bytes:
    return write_xlsx(tables, kind="zh" if get_locale() == "zh_CN" else "en")


def _lead(unit: UnitSheets, project: ProjectSheet | None) -> tuple[Value, ...]:
    if project is None:
        return unit.code, unit.name, None, None, None, None
    fact = project.fact
    return unit.code, unit.name, fact.code, fact.name, fact.year, Decimal(fact.total).scaleb(-2)


def _project_row(unit: UnitSheets, project: ProjectSheet) -> tuple[Value, ...]:
    severities = [severity_of(finding) for finding in project.findings]
    counts = (len(severities), *(severities.count(severity) for severity in reversed(SEVERITIES)))
    return (*_lead(unit, project), *counts, project.points, _(OUTCOMES[project.outcome]))


def _finding_row(unit: UnitSheets, project: ProjectSheet | None, finding: Finding, shown: Shown) -> tuple[Value, ...]:
    rule = BY_CODE[finding.code]
    said = (_(NATURES[rule.nature]), _(SEVERITY_NAMES[rule.severity]), rule.code, one_line(message_of(finding)))
    return (*_lead(unit, project), *said, shown(finding.path), finding.line)


WRITERS: dict[FileFormat, Callable[[Sequence[UnitSheets], OutcomeRule, Shown], bytes]] = {
    MARKDOWN: _markdown,
    DOCX: _word,
    XLSX: _excel,
}
"""What writes the sheets of units into one file."""

_INDEXES: dict[FileFormat, Callable[[Sequence[UnitSheets], FileFormat], bytes]] = {
    MARKDOWN: _markdown_index,
    DOCX: _word_index,
    XLSX: _excel_index,
}
