"""What is wrong with the declaration of a form: cells that fill no row, keys that no record has, and the like."""

from __future__ import annotations

from collections.abc import Iterator

from perfcli.codec import Fault
from perfcli.form import (
    ADJUSTMENT,
    LIST,
    MONTHS,
    MOST_COLUMNS,
    PROJECT,
    SHARES,
    SUBJECTS,
    UNIT,
    Form,
    FormCell,
    FormPart,
)
from perfcli.forms.laying.shown import (
    DETAIL,
    GOAL,
    INDICATOR,
    INDICATOR_DETAIL,
    INDICATOR_KEYS,
    PLAN,
    PROJECT_KEYS,
    SOURCE,
    UNIT_KEYS,
)
from perfcli.forms.laying.shown_adjustments import COLUMNS as ADJUSTMENT_COLUMNS
from perfcli.forms.laying.shown_results import COLUMN_KEYS, KEYS, is_result_key
from perfcli.forms.laying.table_rows import NUMBER, is_of_adjustments, is_of_indicators
from perfcli.forms.record.amount_details import is_amount_label, label_scale
from perfcli.forms.words.amounts import SCALES
from perfcli.i18n import gettext as _
from perfcli.model import LONG_TERM
from perfcli.regex import regex
from perfcli.select import nearest

_NARROWEST = 900
"""A column has at least this part of the page's width: a narrower one would begin and end at one place."""

Key = tuple[str | int, ...]
_FILLED_IN = regex(r"\{[^{}]*\}")
_KNOWN_IN_TITLES = ("{year}", "{name}", "{month}")
_PLACE = regex(r"[1-9][0-9]?")
_MONTH = regex(r"(?:[1-9]|1[0-2])")


def form_faults(form: Form) -> list[Fault]:
    """Every fault of a declaration, at its key; a form without any can be written and read."""
    return [*_of_form(form), *_of_cells(form), *_of_parts(form), *_of_keys(form)]


def _of_form(form: Form) -> Iterator[Fault]:
    if form.of not in SUBJECTS:
        yield _unknown(("of",), form.of, SUBJECTS)
    if form.scale not in SCALES:
        yield _unknown(("scale",), form.scale, tuple(SCALES))
    elif form.scale != "元" and _has_amounts(form) and not _says_scale(form):
        message = _("nothing that the form prints says that its amounts are in {scale}")
        yield Fault("form", message.format(scale=form.scale), ("scale",))
    if not form.widths:
        yield Fault("form", _("a form needs the widths of its columns"), ("widths",))
    elif len(form.widths) > MOST_COLUMNS:
        yield Fault("form", _("a form has at most {most} columns").format(most=MOST_COLUMNS), ("widths",))
    whole = sum(form.widths)
    for number, width in enumerate(form.widths[:MOST_COLUMNS]):
        if width * _NARROWEST < whole:
            yield Fault("form", _("a column is too narrow beside the others to hold anything"), ("widths", number))
    if form.of in (PROJECT, LIST) and "name" not in form.keys:
        yield Fault("form", _('the form has no place for the project\'s name: key = "name"'), ("parts",))
    if form.title and not form.title.replace("{year}", "").replace("{name}", "").strip():
        message = _("a title of {year} and {name} alone tells no form: it needs words of its own")
        yield Fault("form", message, ("title",))
    for name in _FILLED_IN.findall(form.title):
        if name not in _KNOWN_IN_TITLES:
            yield _unknown(("title",), name, _KNOWN_IN_TITLES)
    if not form.title and not any(cell.label for part in form.parts for row in part.rows[:1] for cell in row):
        yield Fault(
            "form", _("without a title its first row needs a label, else it cannot be told when it is read"), ("parts",)
        )


def _has_amounts(form: Form) -> bool:
    return any(key.startswith("budget.") for key in form.keys)


def _says_scale(form: Form) -> bool:
    headings = (text for part in form.parts for column in part.columns for text in (column.over, column.heading))
    texts = (form.title, *(cell.label for cell in form.cells), *headings)
    return "scale" in form.keys or any(form.scale in text for text in texts)


def _of_cells(form: Form) -> Iterator[Fault]:
    on_lines = [cell.key for lines in (form.above, form.below) for line in lines for cell in line if cell.key]
    for name in dict.fromkeys(on_lines):
        if on_lines.count(name) > 1:
            yield Fault("form", _("the key {key} has a cell already").format(key=name), ("above",))
    for name, lines in (("above", form.above), ("below", form.below)):
        for number, line in enumerate(lines):
            yield from _of_line(form, line, (name, number))
    seen = {cell.key for lines in (form.above, form.below) for line in lines for cell in line}
    for at, part in enumerate(form.parts):
        for number, row in enumerate(part.rows):
            for place, cell in enumerate(row):
                key: Key = ("parts", at, "rows", number, place, "key")
                if cell.key and not is_known(cell.key, form.of):
                    yield _unknown(key, cell.key, _offered(form.of))
                elif cell.key and cell.key in seen and cell.key != "scale":
                    yield Fault("form", _("the key {key} has a cell already").format(key=cell.key), key)
                seen.add(cell.key)


def _of_keys(form: Form) -> Iterator[Fault]:
    """Keys that need each other, and those that a form of this kind reads in one place alone."""
    for one, other in ((MONTHS, SHARES), (SHARES, MONTHS)):
        if one in form.keys and other not in form.keys:
            yield Fault("form", _("{key} needs {other}, above or below it").format(key=one, other=other), ("parts",))
    one = next((key for key in sorted(form.keys) if key.startswith(GOAL)), "")
    if one and "goals" in form.keys:
        message = _("{key} has one of the goals, all of which stand at the key {other} already")
        yield Fault("form", message.format(key=one, other="goals"), ("parts",))
    if form.of == LIST:
        alone = [cell.key for cell in form.cells if cell.key not in ("", "scale", "year")]
        if alone:
            message = _("{key} belongs to each project: in a list it is a column of the table")
            yield Fault("form", message.format(key=alone[0]), ("parts",))
    names = [(column.key, column.term) for part in form.parts for column in part.columns]
    for name in dict.fromkeys(names):
        if names.count(name) > 1 and name[0] != NUMBER:
            yield Fault("form", _("the key {key} has a column already").format(key=name[0]), ("parts",))


def _of_line(form: Form, line: tuple[FormCell, ...], key: Key) -> Iterator[Fault]:
    """A line around the table: what it says is told by its labels."""
    if not line:
        yield Fault("form", _("a line around the table needs a label or a key"), key)
    for place, cell in enumerate(line):
        if cell.key and not is_known(cell.key, form.of):
            yield _unknown((*key, place, "key"), cell.key, _offered(form.of))
        elif cell.key and cell.key != "scale" and not cell.label:
            yield Fault(
                "form",
                _("on a line the label and the key of a value stand in one cell: { label = …, key = … }"),
                (*key, place),
            )
        if cell.columns > 1 or cell.rows > 1:
            yield Fault("form", _("a cell of a line spans nothing"), (*key, place))


def _of_parts(form: Form) -> Iterator[Fault]:
    for at, part in enumerate(form.parts):
        if bool(part.rows) == bool(part.columns):
            message = _("a part has either rows of cells or the columns of a table")
            yield Fault("form", message, ("parts", at))
        yield from _of_rows(form, at, part)
        above = form.parts[at - 1] if at else None
        if part.rows and above is not None and above.columns and not any(cell.label for cell in part.rows[0]):
            message = _("the first row below a table needs a label, else its end cannot be told when it is read")
            yield Fault("form", message, ("parts", at, "rows", 0))
        if part.columns:
            yield from _of_table(form, at, part)


def _of_rows(form: Form, at: int, part: FormPart) -> Iterator[Fault]:
    """Every row has to end where the form does."""
    rows = list(part.placed)
    going: dict[int, int] = {}
    for number, row in enumerate(rows):
        key: Key = ("parts", at, "rows", number)
        width = row[-1].right if row else 0
        if width != len(form.widths):
            message = _("the cells of the row span {found} columns, those above them included; the form has {wanted}")
            yield Fault("form", message.format(found=width, wanted=len(form.widths)), key)
        going = {left: rows_left - 1 for left, rows_left in going.items() if rows_left > 1}
        if any(placed.cell and placed.left < left < placed.right for placed in row for left in going):
            yield Fault("form", _("a cell lies across one that goes on from above"), key)
        going |= {placed.left: placed.cell.rows for placed in row if placed.cell and placed.cell.rows > 1}
        too_low = [placed.cell for placed in row if placed.cell and placed.cell.rows > len(rows) - number]
        if too_low:
            yield Fault("form", _("a cell spans more rows than the part has below it"), key)


def _of_table(form: Form, at: int, part: FormPart) -> Iterator[Fault]:
    key: Key = ("parts", at, "columns")
    width = sum(column.columns for column in part.columns) + (part.label_columns if part.label else 0)
    if width != len(form.widths):
        message = _("the columns of the table span {found} columns, its label included; the form has {wanted}")
        yield Fault("form", message.format(found=width, wanted=len(form.widths)), key)
    of_indicators = is_of_indicators(part)
    if of_indicators and not any(column.key == f"{INDICATOR}name" for column in part.columns):
        yield Fault("form", _("a table of indicators needs a column for their names: indicators.name"), key)
    for number, column in enumerate(part.columns):
        place: Key = (*key, number, "key")
        if not _is_of_table(column.key, form, part):
            of_results = ADJUSTMENT_COLUMNS if form.of == ADJUSTMENT else COLUMN_KEYS.get(form.of, ())
            offered = sorted((*INDICATOR_KEYS, *of_results, NUMBER, *(_offered(form.of) if form.of == LIST else ())))
            yield _unknown(place, column.key, tuple(offered))
        scale = label_scale(column.heading)
        if scale and form.scale in SCALES and scale != SCALES[form.scale] and _is_amount(column.key):
            message = _("{heading} says another unit than the form, whose amounts are in {scale}")
            yield Fault("form", message.format(heading=column.heading, scale=form.scale), (*key, number, "heading"))
        if column.term not in ("", LONG_TERM):
            yield _unknown((*key, number, "term"), column.term, (LONG_TERM,))


def _is_amount(key: str) -> bool:
    """Whether a column has amounts in what the form counts in."""
    name = key.removeprefix(DETAIL)
    return key.startswith("budget.") or (key != name and is_amount_label(name) and label_scale(name) is None)


def _is_of_table(key: str, form: Form, part: FormPart) -> bool:
    if key == NUMBER:
        return True
    if form.of == ADJUSTMENT and is_of_adjustments(part):
        return key in ADJUSTMENT_COLUMNS
    if key.startswith(INDICATOR):
        known = INDICATOR_KEYS | COLUMN_KEYS.get(form.of, frozenset())
        return key in known or (len(key) > len(INDICATOR_DETAIL) and key.startswith(INDICATOR_DETAIL))
    if form.of == LIST:
        return is_known(key, LIST) and not key.startswith(PLAN)
    return not is_of_indicators(part) and len(key) > len(DETAIL) and key.startswith(DETAIL)


def is_known(key: str, of: str) -> bool:
    """Whether a key outside of tables is one that a form of this kind can show."""
    for prefix in (DETAIL, SOURCE):
        if key.startswith(prefix):
            return len(key) > len(prefix)
    if key.startswith(GOAL):
        return _PLACE.fullmatch(key.removeprefix(GOAL)) is not None
    if of == UNIT:
        return key in UNIT_KEYS
    if is_result_key(key, of):
        return True
    return key in PROJECT_KEYS or (key.startswith(PLAN) and _MONTH.fullmatch(key.removeprefix(PLAN)) is not None)


def _offered(of: str) -> tuple[str, ...]:
    return tuple(sorted(UNIT_KEYS if of == UNIT else PROJECT_KEYS | KEYS.get(of, frozenset())))


def _unknown(key: Key, given: str, known: tuple[str, ...]) -> Fault:
    message = _("{given} is not known here").format(given=given or '""')
    if key[-1:] == ("key",) and not given.isascii() and "." not in given:
        return Fault(
            "form", "; ".join((message, _("what has no key of its own is details.{label}").format(label=given))), key
        )
    return Fault("form", "; ".join(filter(None, (message, nearest(given, known)))), key)
