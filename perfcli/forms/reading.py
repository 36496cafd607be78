"""Pages of any file -> the forms on them, and where each of their cells went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from perfcli.form import Form
from perfcli.formats.blocks import joined
from perfcli.formats.pages import LAST, Page, PageRow
from perfcli.forms.cells.blanks import OPEN
from perfcli.forms.cells.column_numbers import without_column_numbers
from perfcli.forms.cells.ledger import LABEL, Ledger
from perfcli.forms.cells.margins import without_margins
from perfcli.forms.declared.match import Begun
from perfcli.forms.declared.reading import DeclaredReading
from perfcli.forms.form_rows import FormRows
from perfcli.forms.headings.header import Header
from perfcli.forms.headings.listed_indicators import LISTED
from perfcli.forms.parts.indicator_header import find_header
from perfcli.forms.parts.parting import forms_of_page, has_title, names_unit_above
from perfcli.forms.parts.table_heading import as_title, heads_table, leads_tables
from perfcli.forms.parts.whose import is_of_unit_above
from perfcli.forms.record.filled import FilledForm, FormsRead, Written
from perfcli.forms.tables.side_forms import side_forms
from perfcli.forms.tables.side_projects import side_projects
from perfcli.forms.unread_amounts import UnreadAmounts
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _

_TEXTS = frozenset(("goals", "long_term_goals", "purpose"))
_VALUES = ("details.", "budget.", "indicators.", "purpose", "spending_plan")


def read_forms(
    pages: Iterable[Page],
    words: Vocabulary,
    scale: Decimal | None = None,
    declared: Sequence[Form] = (),
    *,
    begun: Begun | None = None,
    explained: bool = True,
) -> FormsRead:
    """All forms on these pages; every cell with text is stored, is a known label, or is left over.

    `scale` is how many 元 an amount is where a form does not say it. A page that is laid out just as one of the
    `declared` forms is read by that, any other by its words; `begun` is the one that `first_declared` found.
    Without `explained` what became of each cell is not told, which takes a while.
    """
    forms: list[FilledForm] = []
    ledger = Ledger()
    cells: list[Written] = []
    notes: list[str] = []
    for count, page in enumerate(pages):
        if _leave_unread(page, ledger):
            begun = None  # was found by texts that do not count
        found = list(_of_page(page, words, ledger, scale, declared, begun))
        forms += found
        notes += [_("{where}: nobody filled it in").format(where=form.where) for form in found if form.is_empty]
        ledger.rest(page.rows)
        _name_open(page.rows, ledger)
        if explained:
            cells += _written(page, ledger, count)
    return FormsRead(
        forms=tuple(_joined(form for form in forms if not form.is_empty)),
        leftovers=tuple(ledger.left),
        notes=tuple(notes),
        cells=tuple(cells),
    )


def _name_open(rows: Iterable[PageRow], ledger: Ledger) -> None:
    """Name the lines of goals and purposes in which something is still to be filled in."""
    for spot in (spot for row in rows for spot in row.filled if OPEN in spot.text):
        if not _TEXTS.isdisjoint(ledger.went.get(id(spot), "").split(", ")):
            lines = [line for line in spot.text.split("\n") if OPEN in line]
            ledger.leave(spot, _("something is still to be filled in"), "\n".join(lines))


def _joined(forms: Iterable[FilledForm]) -> Iterator[FilledForm]:
    """The forms, one for a project that goes on in a second table under a repeated title."""
    before: FilledForm | None = None
    for form in forms:
        if before is not None and _goes_on(before, form):
            first = len(before.indicators)
            before = replace(
                before,
                indicators=(*before.indicators, *form.indicators),
                unread={**before.unread, **{first + at: keys for at, keys in form.unread.items()}},
            )
            continue
        if before is not None:
            yield before
        before = form
    if before is not None:
        yield before


def _goes_on(before: FilledForm, form: FilledForm) -> bool:
    """Whether a form says the same of a project as the one before it, and has other indicators."""
    said = [
        (one.subject, one.code, one.name, one.unit, one.units, one.year, one.total, one.goals) for one in (before, form)
    ]
    names = [{(row.name, row.term) for row in one.indicators} for one in (before, form)]
    is_plain = before.results is None and form.results is None and bool(form.name)
    return is_plain and said[0] == said[1] and all(names) and names[0].isdisjoint(names[1])


def _of_page(
    page: Page,
    words: Vocabulary,
    ledger: Ledger,
    scale: Decimal | None,
    declared: Sequence[Form],
    begun: Begun | None,
) -> Iterator[FilledForm]:
    """The forms of a page: those that are laid out as declared, and between them what the words tell.

    A column at the edge that nobody filled in may be one that a declaration has.
    """
    reading = DeclaredReading(declared, words, ledger, begun)
    within = without_margins(page)
    rows: list[PageRow] = []
    at = 0
    while at < len(page.rows):
        found = (reading.read(page, at) or reading.read(within, at)) if page.rows[at].filled else None
        if found is None:
            rows += _undeclared(page.rows, at, within.rows[at], ledger)
            at += 1
            continue
        yield from _by_words(Page(page.name, rows, page.positions), words, ledger, scale)
        rows = []
        yield from found[0]
        at = found[1]
    yield from _by_words(Page(page.name, rows, page.positions), words, ledger, scale)


def _undeclared(rows: Sequence[PageRow], at: int, row: PageRow, ledger: Ledger) -> list[PageRow]:
    """A row as the words are to read it: of the headings of a document they know no name."""
    if heads_table(rows, at):
        ledger.put(rows[at].filled[0], "title")
        return [as_title(row)]
    if leads_tables(rows, at):
        ledger.put(rows[at].filled[0], LABEL)
        return []
    return [row]


def _by_words(page: Page, words: Vocabulary, ledger: Ledger, scale: Decimal | None) -> Iterator[FilledForm]:
    above: FilledForm | None = None
    headings: Header | None = None
    page = Page(page.name, without_column_numbers(page.rows, ledger), page.positions)
    tables: set[int] = set()
    is_headed = False
    named: Sequence[PageRow] = ()
    forms = (rows for part in forms_of_page(page, words) for rows in side_forms(part, words, page.positions))
    parts = (rows for form in forms for rows in side_projects(form, words, page.positions, ledger))
    for rows in parts:
        own = {row.table for row in rows if not row.is_line}
        goes_on = bool(tables & own) or (is_headed and not has_title(rows, words))
        is_headed = names_unit_above(rows, words) or goes_on
        reading = FormRows(page, rows, words, ledger, scale, above, goes_on, headings)
        reading.is_of_above = goes_on and is_of_unit_above(named, rows, words)
        unread = UnreadAmounts(rows)
        found, headings = unread.named(reading.read(), reading), reading.last_headings
        above, tables = found[-1] if found else above, own
        named = named if reading.is_of_above else rows
        if all(form.is_empty for form in found):
            _take_back(rows, ledger, tuple(name for form in found for name in form.units))
        yield from found


def _take_back(rows: Sequence[PageRow], ledger: Ledger, units: tuple[str, ...]) -> None:
    """Name what stands in a form that nobody filled in: none of it is stored, save whose it is and for which year."""
    for row in rows:
        for spot in row.filled:
            keys = ledger.went.get(id(spot), "").split(", ")
            is_value = any(key.startswith(_VALUES) for key in keys)
            if is_value and not joined(spot.text).endswith(units):
                reason = _("in the form that it stands in neither a name nor goals nor indicators were understood")
                ledger.take_back(spot, reason)


def holds_forms(pages: Sequence[Page], words: Vocabulary) -> bool:
    """Whether pages hold anything of the field: a table of indicators, or a title over labels."""
    for page in pages:
        rows = without_column_numbers(page.rows)
        for at, row in enumerate(rows):
            if row.filled and not row.is_line and find_header(rows, at, words, page.positions):
                return True
    texts = [spot.text for page in pages for row in page.rows[:200] for spot in row.filled]
    return any(words.form(text) for text in texts) and sum(words.is_label(words.label(text)) for text in texts) > 2


def first_declared(pages: Sequence[Page], words: Vocabulary, declared: Sequence[Form]) -> Begun | None:
    """The first declared form that begins anywhere on these pages."""
    reading = DeclaredReading(declared, words, Ledger())
    rows = ((page, at) for page in pages for at, row in enumerate(page.rows) if row.filled)
    return next((begun for page, at in rows if (begun := reading.begins(page, at)) is not None), None)


def is_form_page(page: Page, words: Vocabulary) -> bool:
    """Whether a page has a table of indicators of which not each row says its project's code."""
    rows = without_column_numbers(page.rows)
    for at, row in enumerate(rows):
        header = find_header(rows, at, words, page.positions) if row.filled and not row.is_line else None
        if header is not None:
            return not _codes_each_row(header, rows[at + header.height :])
    return False


def _codes_each_row(header: Header, rows: Sequence[PageRow]) -> bool:
    """Whether there is a column of projects' codes, with one beside each indicator: a list of data.

    Where nothing else tells projects apart, a code may stand beside the first indicator of each alone.
    """
    code = next((one for one in header.columns if one.key == "code" and one.of == "project"), None)
    name = header.find("name")
    lefts = {one.left for one in header.columns if one is name or one.of == LISTED}
    if code is None or not lefts:
        return code is not None
    named = [row for row in rows if any(spot.left in lefts for spot in row.filled)]
    coded = [any(spot.left == code.left for spot in row.filled) for row in named]
    is_alone = all(one is code for one in header.columns if one.of == "project")
    return all(coded) or (is_alone and coded[0])


def _leave_unread(page: Page, ledger: Ledger) -> bool:
    """Leave what cannot be taken at its word, such as a cell that shows an error: it is as good as empty.

    Returns whether there is any.
    """
    unread = [spot for row in page.rows for spot in row.spots if spot.unread]
    for spot in unread:
        ledger.leave(spot, spot.unread)
        spot.text = ""
    return bool(unread)


def _written(page: Page, ledger: Ledger, count: int) -> Iterator[Written]:
    """Each cell with the key that it went to."""
    heights: Counter[int] = Counter(id(spot.above or spot) for row in page.rows for spot in row.spots)
    width = max((spot.right for row in page.rows for spot in row.spots if spot.right < LAST), default=1)
    for at, row in enumerate(page.rows):
        for spot in row.own:
            yield Written(
                page=count,
                row=at,
                left=spot.left,
                columns=min(spot.right, max(width, spot.left + 1)) - spot.left,
                rows=heights[id(spot)],
                where=spot.where,
                text=spot.text,
                key=ledger.went.get(id(spot), ""),
            )
