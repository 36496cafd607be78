"""The pages of a site: which there are, where they lie, and what each template is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple

from perfcli.i18n import gettext as _
from perfcli.progress.lights import LIGHTS
from perfcli.site.charts import Bars, bars, parted_bars
from perfcli.site.content import REACHED, ZERO, Content, Entry, Sums
from perfcli.site.project_page import project_values
from perfcli.site.rendering import asset, digest, render, short_money

PAGE_ROWS = 100
"""Rows of a table that goes on on another page."""

CHART_ROWS = 12
_CHANGES = 10
_PERCENT = Decimal(100)
ASSETS = ("style.css", "search.js", "icon.svg")

Page = tuple[str, Callable[[], bytes]]
"""The path of a file below the site, and what makes it."""


class Download(NamedTuple):
    """A file that can be had beside the pages: its path below the site, and what it is."""

    path: str
    format: str


@dataclass(frozen=True)
class Downloads:
    """Files beside the pages: of a department and year, of a project, and of the whole."""

    of_department: Mapping[tuple[int, str], Sequence[Download]] = field(default_factory=dict)
    of_all: Sequence[Download] = ()


class Row(NamedTuple):
    """A line of a table of departments, units or projects."""

    href: str
    code: str
    name: str
    sums: Sums
    before: Sums | None = None


class Pages:
    """Makes every page; the same content gives the same bytes."""

    def __init__(self, content: Content, downloads: Downloads) -> None:
        self.content = content
        self.downloads = downloads
        self._versions = {name: digest(asset(name)) for name in ASSETS}

    # what there is

    def shared(self) -> Iterator[Page]:
        """The pages that are not of one project or unit."""
        yield from ((f"assets/{name}", partial(asset, name)) for name in ASSETS)
        yield "index.html", lambda: self._page("front.html", 0, **self._front())
        yield "search.html", lambda: self._page("search.html", 0)
        yield "data.html", lambda: self._page("data.html", 0, downloads=self.downloads.of_all)
        for year in self.content.years:
            yield from self._year(year)

    def of_department(self, year: int, code: str) -> Iterator[Page]:
        """The pages of a department, of its units and of their projects in a year."""
        yield from self._department(year, code)
        for unit in self.content.units_of(year, code):
            yield from self._unit(year, unit)
            for entry in self.content.by_unit.get((year, unit), ()):
                yield self.project(entry)

    def project(self, entry: Entry) -> Page:
        """The page of a project."""
        project = entry.project
        return project_path(project.year, project.unit, project.code), partial(self._project, entry)

    def _project(self, entry: Entry) -> bytes:
        project = entry.project
        values = project_values(self.content, entry)
        return self._page("project.html", 2, year=project.year, entry=entry, json=f"{project.code}.json", **values)

    # the pages of many

    def _page(self, template: str, depth: int, **values: Any) -> bytes:
        return render(
            template,
            {
                "root": "../" * depth,
                "content": self.content,
                "versions": self._versions,
                "lights": LIGHTS,
                "states": REACHED,
                **values,
            },
        )

    def _front(self) -> dict[str, Any]:
        content = self.content
        years = [(year, content.sums_by_year[year], len(content.departments_of(year))) for year in content.years]
        codes = sorted({code for year in content.years for code in content.departments_of(year)})
        latest = content.years[0] if content.years else 0
        shown = codes[:PAGE_ROWS]
        return {
            "years": years,
            "departments": shown,
            "more": len(codes) - len(shown),
            "latest": latest,
            "chart": bars((str(year), sums.total, short_money(sums.total)) for year, sums, _count in years),
        }

    def _year(self, year: int) -> Iterator[Page]:
        content = self.content
        rows = [
            Row(
                f"{code}.html",
                code,
                content.name(code),
                content.sums_by_department.get((year, code), Sums()),
                content.sums_by_department.get((year - 1, code)),
            )
            for code in content.departments_of(year)
        ]
        changes = content.changes(year)
        values = {
            "year": year,
            "sums": content.sums_by_year[year],
            "before": content.sums_by_year.get(year - 1),
            "withheld": content.withheld.get(year, 0),
            "changes": changes,
            "most_changes": _CHANGES,
            **_charts(rows),
        }
        yield from self._paged(f"{year}/index", "year.html", 1, rows, values)

    def _department(self, year: int, code: str) -> Iterator[Page]:
        content = self.content
        rows = self._unit_rows(year, content.units_of(year, code))
        values = {
            "year": year,
            "code": code,
            "name": content.name(code),
            "sums": content.sums_by_department.get((year, code), Sums()),
            "before": content.sums_by_department.get((year - 1, code)),
            "goals": content.goals.get((year, code)),
            "whole": content.wholes.get((year, code)),
            "years": content.years_of(code),
            "downloads": self.downloads.of_department.get((year, code), ()),
            **_charts(rows),
        }
        yield from self._paged(f"{year}/{code}", "department.html", 1, rows, values)

    def _unit_rows(self, year: int, codes: Iterable[str]) -> list[Row]:
        sums = self.content.sums_by_unit
        return [
            Row(
                f"{code}.html",
                code,
                self.content.name(code),
                sums.get((year, code), Sums()),
                sums.get((year - 1, code)),
            )
            for code in codes
        ]

    def _unit(self, year: int, code: str) -> Iterator[Page]:
        content = self.content
        entries = content.by_unit.get((year, code), [])
        values = {
            "year": year,
            "code": code,
            "name": content.name(code),
            "department": content.name(code[:3]),
            "sums": content.sums_by_unit.get((year, code), Sums()),
            "before": content.sums_by_unit.get((year - 1, code)),
            "goals": content.goals.get((year, code)),
            "whole": content.wholes.get((year, code)),
            "years": content.years_of(code),
            "chart": bars(
                (entry.project.name, entry.project.budget.total, short_money(entry.project.budget.total))
                for entry in entries[:CHART_ROWS]
            ),
        }
        yield from self._paged(f"{year}/{code}", "unit.html", 1, entries, values)

    def _paged(
        self, stem: str, template: str, depth: int, rows: Sequence[Any], values: Mapping[str, Any]
    ) -> Iterator[Page]:
        """A page, and further ones for the rows that it has no room for."""
        parts = [rows[start : start + PAGE_ROWS] for start in range(0, max(len(rows), 1), PAGE_ROWS)]
        name = stem.rpartition("/")[2]
        links = [f"{name}.html", *(f"{name}-{number}.html" for number in range(2, len(parts) + 1))]
        folder = stem[: len(stem) - len(name)]
        for number, (link, part) in enumerate(zip(links, parts, strict=True), 1):
            given = {**values, "rows": part, "number": number, "links": links}
            yield f"{folder}{link}", partial(self._page, template, depth, **given)


def project_path(year: int, unit: str, code: str) -> str:
    """Where the page of a project lies below the site."""
    return f"{year}/{unit}/{code}.html"


def _charts(rows: Sequence[Row]) -> dict[str, Bars | None]:
    """Money by row and what became of targets, the largest first; what has no room on a drawing is one bar."""
    by_money = sorted(rows, key=lambda row: (-row.sums.total, row.code))
    shown, rest = by_money[:CHART_ROWS], by_money[CHART_ROWS:]
    money = [(row.name, row.sums.total, short_money(row.sums.total)) for row in shown]
    if rest:
        total = sum((row.sums.total for row in rest), ZERO)
        money.append((_("{count} others").format(count=len(rest)), total, short_money(total)))
    judged = [row for row in by_money if row.sums.judged][:CHART_ROWS]
    targets = [
        (
            row.name,
            [row.sums.targets.get(state, 0) for state in REACHED],
            f"{row.sums.targets.get('reached', 0)} / {row.sums.judged}",
        )
        for row in judged
    ]
    spent = [row for row in by_money if row.sums.execution is not None][:CHART_ROWS]
    return {
        "chart": bars(money) if money else None,
        "target_chart": parted_bars(targets, REACHED) if targets else None,
        "spent_chart": bars(
            ((row.name, row.sums.execution or ZERO, f"{row.sums.execution}%") for row in spent), _PERCENT
        )
        if spent
        else None,
    }
