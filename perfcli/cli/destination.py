"""Where a result goes and how it is written: what the options of output say."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from perfcli import i18n, output
from perfcli.cli import console, outputs
from perfcli.cli import options as o
from perfcli.cli.column_names import keys_named, written
from perfcli.cli.option_groups import OptionGroup
from perfcli.errors import PerfError
from perfcli.file_format import FileFormat
from perfcli.i18n import SCALES, ngettext, noop
from perfcli.i18n import gettext as _
from perfcli.output import Column, Text
from perfcli.select import Row, require_known

if TYPE_CHECKING:
    from perfcli.actions.query_results import Result, ResultColumn
    from perfcli.cli.painting import Paint

_BATCH = 1000
_NAMED = 3
"""So many columns that there was no room for are named."""


class Destination(OptionGroup, frozen=True):
    """What the output options say: the format, the columns, the file, the unit of a table's amounts."""

    form: o.FormatOption = ""
    columns: o.ColumnsOption = ""
    file: o.OutputOption = None
    no_bom: o.NoBomOption = False
    scale: o.ScaleOption = "元"
    force: o.ForceOption = False

    def checked_format(self, offered: Sequence[FileFormat] = output.FORMATS) -> str:
        """The format asked for, else the file's; raises PerfError for one or a file that cannot be."""
        outputs.require_free(self.file, force=self.force)
        form = outputs.format_for(self.file, self.form, offered, offered[0].name)
        require_known(self.scale, SCALES, noop("unknown unit of amounts: {given}"))
        if self.scale != "元" and form not in output.FOR_PEOPLE:
            raise PerfError(
                _("--scale is for tables: {form} always has amounts in 元").format(form=form),
                hint=_("Leave --scale out, or use -f table or -f markdown."),
            )
        return form

    def is_for_people(self) -> bool:
        """Whether the format is one for people: with headings and words of their language; raises PerfError."""
        return self.checked_format() in output.FOR_PEOPLE

    def width(self) -> int | None:
        """The width to wrap to, None for none."""
        return None if self.file else console.terminal_width()

    def write(self, text: str, form: str) -> None:
        """Print the text or write it to the file."""
        if self.file is None:
            self._print([text], form)
        else:
            outputs.put_text(text, self.file, mark=form == "csv" and not self.no_bom, force=self.force)

    def write_parts(self, parts: Iterable[Text], form: str, paint: Paint | None = None) -> None:
        """Print parts of a text as they come, painted for people, or write them to the file."""
        if self.file is None:
            self._print(parts, form, paint)
        else:
            outputs.put_parts(parts, self.file, mark=form == "csv" and not self.no_bom, force=self.force)

    @staticmethod
    def _print(parts: Iterable[Text], form: str, paint: Paint | None = None) -> None:
        if form in output.FOR_PEOPLE:
            console.show((part for part in parts if isinstance(part, str)), paint)
        else:
            console.emit_parts(parts, is_data=True)

    def wanted_columns(
        self, keys: Iterable[str], subject: str = "projects", known: Iterable[str] | None = None
    ) -> list[str]:
        """The columns asked for by key or heading, all of these keys where none is; raises PerfError for another.

        `subject` is what the rows are, `known` which columns they can have beyond these keys.
        """
        if not self.columns:
            return list(keys)
        from perfcli.cli.columns import headings_of, words_of

        known = keys if known is None else known
        return keys_named(written(self.columns), known, headings_of(subject), words_of(subject))

    def put_result(self, result: Result) -> None:
        """Write the answer to a query with the columns asked for: formats for scripts as its rows are read."""
        form = self.checked_format()
        by_key = {column.key: column for column in result.columns}
        wanted = self._of_answer(by_key) if self.columns else list(by_key)
        if form not in output.FOR_PEOPLE:
            from perfcli.rows_for_scripts import streamed

            self.write_parts(streamed(result.batches, wanted, form), form)
            return
        from perfcli.cli.columns import answer_column

        rows = result.rows()
        self._put_table(rows, [answer_column(key, by_key[key].origin, rows) for key in wanted], form)

    def line_writer(self, keys: Sequence[str], subject: str) -> Callable[[Row], bytes]:
        """What writes a row with the columns asked for as its line of a format for scripts; raises PerfError."""
        from perfcli.rows_for_scripts import line_writer

        return line_writer(self.wanted_columns(keys, subject), self.checked_format())

    def write_lines(self, lines: Iterable[bytes | memoryview], keys: Sequence[str], subject: str) -> None:
        """Write the lines that `line_writer` made of rows with these keys, as they come."""
        from perfcli.rows_for_scripts import joined

        form = self.checked_format()
        coming = iter(lines)
        batches = iter(lambda: list(islice(coming, _BATCH)), [])
        self.write_parts(joined(batches, self.wanted_columns(keys, subject), form), form)

    def put_rows(
        self,
        rows: Sequence[Row],
        keys: Sequence[str],
        last: Iterable[Row] = (),
        subject: str = "projects",
        first: str = "",
        paint: Paint | None = None,
    ) -> None:
        """Write rows with the columns asked for; `subject` is what they are.

        `last` are rows that only tables end with, `first` a column without a heading that only tables begin with,
        `paint` puts the lines of a table into colours.
        """
        form = self.checked_format()
        planned = planned_columns(rows)
        wanted = self.wanted_columns(keys, subject, (*keys, *planned))
        if form in output.FOR_PEOPLE:
            rows = [*rows, *last]
            wanted = [first, *wanted] if first else wanted
        if form not in output.NESTED_FOR_SCRIPTS:
            wanted = [
                key for name in wanted for key in (planned if name == "planned" and subject == "sums" else [name])
            ]
        spread = list(map(_spread, rows)) if planned else rows
        if form not in output.FOR_PEOPLE:
            from perfcli.rows_for_scripts import text_of

            self.write(text_of([{key: row.get(key) for key in wanted} for row in spread], wanted, form), form)
            return
        from perfcli.cli.columns import column

        columns = [column(key, subject, is_asked_for=bool(self.columns)) for key in wanted]
        self._put_table(spread, columns, form, paint)

    def say_cut(self, shown: int, count: int) -> None:
        """Say how many of so many rows a limit left, to a person at a terminal."""
        if shown < count and self.is_for_people() and sys.stderr.isatty():
            console.say(_("{shown} of {count} rows shown").format(shown=i18n.count(shown), count=i18n.count(count)))

    def _of_answer(self, columns: Mapping[str, ResultColumn]) -> list[str]:
        """The columns asked for of the answer to a query."""
        from perfcli.cli.columns import answer_column, shown_heading

        return keys_named(
            written(self.columns), columns, lambda key: shown_heading(answer_column(key, columns[key].origin, ()))
        )

    def _put_table(self, rows: Sequence[Row], columns: Sequence[Column], form: str, paint: Paint | None = None) -> None:
        """Write rows for people; that there are none, and what a terminal had no room for, is said beside them."""
        drawn = output.drawn(rows, columns, form, self.width(), self.scale)
        self.write_parts(drawn.parts, form, paint)
        if not rows:
            console.say(_("No such records."))
        elif drawn.left_out:
            console.say_lines(f"{_left_out([columns[at] for at in drawn.left_out])}\n{self.way_to_more()}")

    def way_to_more(self) -> str:
        """What shows the columns that a terminal had no room for."""
        return _("Name those to show with --columns.")


class WholeRows(Destination, frozen=True):
    """That of a command that cannot be asked for columns."""

    def way_to_more(self) -> str:
        """A terminal or file with room."""
        return _("A wider terminal has room for them, and a file that is named with -o.")


def _left_out(columns: Sequence[Column]) -> str:
    """That columns have no room, the first few named by heading and key."""
    names = [f"{_(column.heading)} ({column.key})" for column in columns[:_NAMED]]
    message = ngettext("{count} column has no room: {names}", "{count} columns have no room: {names}", len(columns))
    return message.format(count=len(columns), names=_(", ").join([*names, *(["…"] if len(columns) > _NAMED else [])]))


def planned_columns(rows: Sequence[Row]) -> list[str]:
    """The columns that what sums have planned by month is spread over."""
    return [f"planned_{month}" for month in _planned(rows[0])] if rows else []


def _spread(row: Row) -> Row:
    return row | {f"planned_{month}": amount for month, amount in _planned(row).items()}


def _planned(row: Row) -> Mapping[str, object]:
    """What a sum has planned by month; where a row is of one day it is an amount like any other."""
    planned = row.get("planned")
    return planned if isinstance(planned, Mapping) else {}
