"""Tables that people bring: ours as they were exported, a list of theirs, or a form that looks like one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from perfcli.actions.form_reading import FormReading, says_as_much
from perfcli.data.dataset import Dataset
from perfcli.data.known import Known
from perfcli.data.lists import is_known, is_own, read_tables
from perfcli.errors import PerfError
from perfcli.formats.pages import Page, sheet_page
from perfcli.formats.tables import Table
from perfcli.forms.record.filled import FormsRead

AsForms = Callable[[], FormsRead | None]
AsPage = Callable[[Table], Page]


class ListReading:
    """Reads the tables of a file, `forms` what of them are forms; `known` is what the repository holds."""

    def __init__(self, forms: FormReading, known: Known) -> None:
        self._forms, self._known = forms, known

    def has_lists(self, tables: Sequence[Table], page: AsPage = sheet_page) -> bool:
        """Whether some of these are ours or lists of people's own, and no forms as `page` lays them out."""
        return any(is_known(table) for table in tables) and not self._are_forms(tables, page)

    def read(self, tables: Sequence[Table], as_forms: AsForms, page: AsPage = sheet_page) -> Dataset | FormsRead:
        """What they say: as forms where they are no lists; raises PerfError."""
        if not self.has_lists(tables, page):
            forms = as_forms()
            if forms is not None:
                return forms
        return self.listed(tables, as_forms)

    def listed(self, tables: Sequence[Table], as_forms: AsForms) -> Dataset | FormsRead:
        """People's list of projects, as a form of many projects where that places more of it; raises PerfError."""
        try:
            listed = self.plain(tables)
        except PerfError:
            forms = None if any(map(is_own, tables)) else as_forms()
            if forms is None or not forms.forms:
                raise
            return forms
        if all(left.is_note for left in listed.leftovers) or listed.progress or any(map(is_own, tables)):
            return listed
        forms = as_forms()
        return forms if forms is not None and says_as_much(forms, listed) else listed

    def plain(self, tables: Sequence[Table]) -> Dataset:
        """What they say as lists, whatever else they may be; raises PerfError."""
        return read_tables(tables, self._known)

    def _are_forms(self, tables: Sequence[Table], page: AsPage) -> bool:
        """Whether what looks like a list is a form: headings of ours tell a list, an own row of headings a form."""
        return not any(is_own(table) for table in tables) and self._forms.are_forms([page(table) for table in tables])
