"""Files -> the forms in them, whatever their format; which of two ways of reading a document is the better one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import msgspec
from msgspec.structs import replace

from perfcli.actions.forms import ReadableForms
from perfcli.actions.gathering import assumed_year, year_of
from perfcli.data.dataset import Dataset
from perfcli.documents.cover import printed_year
from perfcli.documents.part_three import note as part_three_passed_over
from perfcli.documents.part_three import page_without
from perfcli.documents.part_two import is_part_two, parted, read_part_one
from perfcli.documents.published import Cover, PublishedDocument
from perfcli.form import Form
from perfcli.formats.archive import Archive
from perfcli.formats.leftovers import Leftover
from perfcli.formats.pages import Page, PageRow, list_page, sheet_page, text_page
from perfcli.formats.tables import Table
from perfcli.forms.record.filled import FilledForm, FormsRead
from perfcli.forms.words.vocabulary import Vocabulary, vocabulary
from perfcli.i18n import gettext as _
from perfcli.model import Project
from perfcli.repository import Repository


def labels_of(repository: Repository) -> tuple[tuple[str, str], ...]:
    """The words that a repository adds to the vocabulary: `[forms.labels]` of perf.toml."""
    return tuple(repository.settings.forms.labels.items())


class FormReading(msgspec.Struct, frozen=True):
    """By which words and declarations forms are read, and how many 元 an amount is where a form does not say it.

    `explained`: what became of each cell is told too.
    """

    labels: tuple[tuple[str, str], ...] = ()
    """The words that a repository adds to the vocabulary."""

    scale: Decimal | None = None
    readable: ReadableForms | None = None
    explained: bool = False
    drafting: bool = False
    """Whether it is told, too, what a value in each empty cell would be."""

    @property
    def words(self) -> Vocabulary:
        """The vocabulary with the words that the repository adds."""
        return vocabulary(self.labels)

    @property
    def declared(self) -> Sequence[Form]:
        """The forms that are told by how they are laid out."""
        return self.readable.forms if self.readable else ()

    def of_word(self, archive: Archive) -> FormsRead | None:
        """The forms of a Word document, None where it holds none; raises PerfError for what is no document."""
        from perfcli.formats.word.pages import pages_in

        read = pages_in(archive)
        return self._read_document(read.page, read.leftovers, read.notes)

    def of_sheets(self, tables: Sequence[Table]) -> FormsRead | None:
        """The forms of a workbook, None where it holds none."""
        left = [
            Leftover(
                stray.row, stray.text, stray.reason, _("{sheet}, row {row}").format(sheet=table.name, row=stray.row)
            )
            for table in tables
            for stray in table.strays
        ]
        notes = [f"{table.name}: {note}" for table in tables for note in table.notes]
        return self._read([sheet_page(table) for table in tables], left, notes)

    def are_forms(self, pages: Sequence[Page]) -> bool:
        """Whether sheets have headings of indicators without a column of codes: forms, whatever stands above them."""
        from perfcli.forms.reading import first_declared, is_form_page

        if any(is_form_page(page, self.words) for page in pages):
            return True
        return first_declared(pages, self.words, self.declared) is not None

    def of_list(self, table: Table) -> FormsRead | None:
        """The forms of a sheet that was saved as csv, None where it holds none."""
        return self._read([list_page(table)])

    def of_text(self, text: str) -> FormsRead | None:
        """The forms of a text taken out of Word, None where it holds none."""
        return self._read_document(text_page("", text))

    def part_two_of_word(self, archive: Archive, document: PublishedDocument | None) -> PublishedDocument | None:
        """A published document in Word with its part two as forms, where more of it is understood so than as it was.

        `document` is what was understood, None where nothing was.
        """
        from perfcli.formats.word.pages import pages_in

        read = pages_in(archive)
        return self._with_forms(document, read.page, read.leftovers)

    def part_two_of_text(self, text: str, document: PublishedDocument | None) -> PublishedDocument | None:
        """The same of a text taken out of Word."""
        return self._with_forms(document, text_page("", text))

    def of_page(self, page: Page) -> FormsRead | None:
        """The forms of a web page, None where it holds none."""
        return self._read([page], page.leftovers, page.notes)

    def _with_forms(
        self, document: PublishedDocument | None, page: Page, beside: Sequence[Leftover] = ()
    ) -> PublishedDocument | None:
        page, has_part_three = page_without(page)
        parts = parted(page)
        found = self._read([parts[1]]) if parts and parts[0] else None
        if parts is None or found is None:
            return None
        cover = (document and document.cover) or _cover(parts[0], found.forms)
        goals, left = read_part_one(parts[0], beside, found.forms, [cover.name])
        is_of_unit = not left and (document is not None or is_part_two(parts[1]))  # cover and contents alone
        if (goals is None and not is_of_unit) or any(form.problems for form in found.forms):
            return None
        if document and not _is_more(len(found.forms), len(left) + len(found.leftovers), document):
            return None
        year = cover.year or year_of(form.code for form in found.forms)
        forms = [replace(form, year=year or form.year) for form in found.forms]
        return PublishedDocument(
            goals,
            leftovers=tuple(sorted([*left, *found.leftovers])),
            cover=replace(cover, year=year),
            notes=(
                *(document.notes if document else ()),
                *([part_three_passed_over()] if has_part_three and document is None else []),
                *found.notes,
                *(() if cover.year or not year else [assumed_year(year)]),
            ),
            forms=replace(found, forms=tuple(forms), leftovers=(), notes=()),
        )

    def _read_document(self, page: Page, left: Sequence[Leftover] = (), notes: Sequence[str] = ()) -> FormsRead | None:
        """The forms of a document, those of a part three aside unless each cell is to be told of."""
        kept, has_part_three = (page, False) if self.explained else page_without(page)
        return self._read([kept], left, [*notes, *([part_three_passed_over()] if has_part_three else [])])

    def _read(
        self, pages: Sequence[Page], left: Sequence[Leftover] = (), notes: Sequence[str] = ()
    ) -> FormsRead | None:
        from perfcli.forms.reading import first_declared, holds_forms, read_forms
        from perfcli.forms.reading_for_draft import read_for_draft

        begun = first_declared(pages, self.words, self.declared)
        if begun is None and not holds_forms(pages, self.words):
            return None
        if self.drafting:
            read = read_for_draft(pages, self.words)
        else:
            read = read_forms(pages, self.words, self.scale, self.declared, begun=begun, explained=self.explained)
        return replace(read, leftovers=(*left, *read.leftovers), notes=(*notes, *read.notes))


def _cover(rows: Sequence[PageRow], forms: Sequence[FilledForm]) -> Cover:
    """Whose document it is, as its forms say, and of which year, as its title does."""
    departments = {form.unit[:3] for form in forms if form.unit}
    year = next((year for row in rows for spot in row.filled if (year := printed_year(spot.text))), None)
    return Cover(department=departments.pop() if len(departments) == 1 else "", year=year)


def is_better(forms: FormsRead | None, document: PublishedDocument) -> bool:
    """Whether a document is read better as forms: as many projects or more, and less of it left over.

    One with goals of a unit is that document, unless all of it is a form, whose label they seemed to stand below.
    """
    if forms is None or not document.leftovers:
        return False
    if document.goals is not None and (document.projects or forms.leftovers or not forms.forms):
        return False
    is_whole = not any(form.problems for form in forms.forms)
    return is_whole and _is_more(len(forms.forms), len(forms.leftovers), document)


def says_as_much(forms: FormsRead, listed: Dataset) -> bool:
    """Whether forms leave less over and say all that a list says of each project: unit, amounts, indicators."""
    by_code = {form.code: form for form in forms.forms}
    more = forms.leftovers and len(forms.leftovers) >= len(listed.leftovers)
    if more or by_code.keys() != {entry.record.code for entry in listed.projects}:
        return False
    return all(_holds(by_code[entry.record.code], entry.record) for entry in listed.projects)


def _holds(form: FilledForm, project: Project) -> bool:
    same_unit = project.unit in ("", form.unit)
    same_total = project.budget.total in (0, form.budget.total)
    return same_unit and same_total and len(form.indicators) >= len(project.indicators)


def _is_more(projects: int, leftovers: int, document: PublishedDocument) -> bool:
    return projects >= len(document.projects) and leftovers < len(document.leftovers)
