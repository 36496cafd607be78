"""What a repository answers without anything being written: rows, records, sums."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar

from perfcli.actions import listing, summing
from perfcli.actions.by_part import with_meant_units
from perfcli.actions.choose import chosen_projects, find_projects
from perfcli.actions.query import query
from perfcli.api.filters import Filters, value_of, year_of
from perfcli.api.results import Listing
from perfcli.api.rows import (
    FunctionRow,
    IndicatorRow,
    ProjectRow,
    Sums,
    TemplateRow,
    UnitRow,
    Values,
)
from perfcli.errors import Problem, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.model import Project
from perfcli.repository import Repository as Files
from perfcli.select import Order, Selection, require_column, require_known
from perfcli.summary import GROUPINGS

EVERYTHING = Filters()
"""No filter at all."""

Unreadable = Literal["raise", "skip"]
"""What becomes of files that cannot be read: an error, or they are left out and named in `problems`."""

V = TypeVar("V", bound=Values)


class Answers:
    """A repository of data as far as it is read. Each call sees the files as they are then: nothing is kept open.

    Besides what a method names, all raise PerfError for a request that cannot be served, UnreadableData (one of them)
    with `problems` where a file that is needed cannot be read, and OSError where the system fails.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        """The folder of perf.toml."""

    def __repr__(self) -> str:
        return f"open_repository({str(self.root)!r})"

    def _files(self) -> Files:
        return Files(self.root)

    # rows

    def projects(
        self,
        filters: Filters = EVERYTHING,
        *,
        sort: str = "",
        limit: int | None = None,
        unreadable: Unreadable = "raise",
    ) -> Listing[ProjectRow]:
        """Projects by year and code, or by the key `sort` (`-total`: descending), no more than `limit`."""
        return self._listed(ProjectRow, "projects", filters, sort, limit, unreadable)

    def indicators(
        self,
        filters: Filters = EVERYTHING,
        *,
        sort: str = "",
        limit: int | None = None,
        unreadable: Unreadable = "raise",
    ) -> Listing[IndicatorRow]:
        """Indicators of projects by year, code and place, with what their targets say."""
        return self._listed(IndicatorRow, "indicators", filters, sort, limit, unreadable)

    def units(
        self,
        filters: Filters = EVERYTHING,
        *,
        sort: str = "",
        limit: int | None = None,
        unreadable: Unreadable = "raise",
    ) -> Listing[UnitRow]:
        """Units by code, with how many projects each has."""
        return self._listed(UnitRow, "units", filters, sort, limit, unreadable)

    def templates(
        self, filters: Filters = EVERYTHING, *, sort: str = "", unreadable: Unreadable = "raise"
    ) -> Listing[TemplateRow]:
        """Indicator templates by slug; of the filters `name` and `code` (of the slug) fit."""
        return self._listed(TemplateRow, "templates", filters, sort, None, unreadable)

    def functions(
        self,
        filters: Filters = EVERYTHING,
        *,
        sort: str = "",
        limit: int | None = None,
        unreadable: Unreadable = "raise",
    ) -> Listing[FunctionRow]:
        """Functions of departments' goals by year, department and number."""
        return self._listed(FunctionRow, "functions", filters, sort, limit, unreadable)

    def rows(
        self,
        subject: str,
        columns: Sequence[str] = (),
        filters: Filters = EVERYTHING,
        *,
        sort: str = "",
        limit: int | None = None,
        unreadable: Unreadable = "raise",
    ) -> Listing[dict[str, Any]]:
        """Rows of `perf list SUBJECT` with these columns as plain dicts: `weight`, `details.主管部门` ...

        Raises PerfError for a subject or a column that is none.
        """
        require_known(subject, listing.SUBJECTS, noop("unknown thing to list: {given}"))
        if isinstance(columns, str):
            raise TypeError("columns is a sequence of names, not str")
        if limit is not None and limit < 0:
            raise ValueError(f"limit is not negative, {limit} is")
        files = self._files()
        wanted = tuple(columns) or listing.SUBJECTS[subject]
        read = listing.chosen_columns(subject, wanted, sort)
        found = listing.list_rows(files, subject, meant(files, filters), columns=read)
        _require_readable(found.problems, unreadable)
        ordered = Order(sort, limit).applied(found.rows, (*listing.columns_of(subject), *wanted))
        return Listing([{name: row[name] for name in wanted} for row in ordered], found.problems)

    def _listed(
        self, kind: type[V], subject: str, filters: Filters, sort: str, limit: int | None, unreadable: Unreadable
    ) -> Listing[V]:
        found = self.rows(subject, (), filters, sort=sort, limit=limit, unreadable=unreadable)
        return Listing([kind.of(row) for row in found], found.problems)

    def query(
        self, statement: str, values: Mapping[str, Any] | None = None, *, unreadable: Unreadable = "raise"
    ) -> Listing[dict[str, Any]]:
        """The rows of one SELECT over the tables of docs/sql.md; `values` are those of its `$name` parameters.

        Columns whose names end in `_fen` are whole 分, which alone sum exactly. A `Decimal` is compared as the number
        that columns in 元 hold, a `date` as its text.
        """
        given = {name: value_of(value) for name, value in (values or {}).items()}
        with query(self._files(), statement, given) as result:
            _require_readable(result.problems, unreadable)
            return Listing(result.rows(), result.problems)

    # whole projects

    def project(self, code: str, year: int | None = None) -> Project:
        """A project as in its file, by its whole code; of the latest of its years unless one is named."""
        (found,) = find_projects(self._files(), [code], year_of(year))
        return found

    def records(self, filters: Filters = EVERYTHING) -> list[Project]:
        """Projects as in their files, by year and code."""
        files = self._files()
        return chosen_projects(files, meant(files, filters))

    # sums

    def sums(self, filters: Filters = EVERYTHING, by: Sequence[str] = summing.DEFAULT_GROUPING) -> list[Sums]:
        """Counts and sums of each group, exact to the 分: by year, unit, department, template or several of them.

        A file that cannot be read raises UnreadableData: the sum without it would be a wrong number.
        """
        grouping = grouping_of(by, GROUPINGS)
        files = self._files()
        return [Sums.of(row) for row in summing.sum_budgets(files, meant(files, filters), grouping).groups]


def meant(files: Files, filters: Filters) -> Selection:
    """The filters for actions, units that are named by a part of their names by their codes."""
    if not isinstance(filters, Filters):
        raise TypeError(f"filters is Filters(…), not {type(filters).__name__}")
    return with_meant_units(files, filters.selection)


def _require_readable(problems: tuple[Problem, ...], unreadable: Unreadable) -> None:
    if unreadable not in ("raise", "skip"):
        raise ValueError(f"unreadable is 'raise' or 'skip', not {unreadable!r}")
    if problems and unreadable == "raise":
        raise UnreadableData(_("these files cannot be read"), problems, hint=_("Fix these files first."))


def grouping_of(by: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """The keys to group by, each once; raises PerfError for one that is none."""
    if isinstance(by, str):
        by = (by,)
    for key in by:
        require_column(key, known, noop("cannot group by {given}"))
    return tuple(dict.fromkeys(by))
