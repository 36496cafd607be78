"""`perf import --explain`: what was taken for what, nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from perfcli import output
from perfcli.cli import console, outputs
from perfcli.file_format import HTML, JSON, TABLE
from perfcli.forms.explained import explained_page, explained_rows, filled_cells, meaning
from perfcli.forms.record.filled import FormsRead
from perfcli.i18n import noop
from perfcli.rows_for_scripts import json_array

FORMATS = (TABLE, JSON, HTML)
_COLUMNS = (
    output.Column("place", noop("Place")),
    output.Column("text", noop("Text")),
    output.Column("key", noop("Taken for")),
)


def explain(reads: Sequence[FormsRead], form: str, file: Path | None, *, force: bool) -> None:
    """Print the forms as they were understood, or write that to a file; raises PerfError for an unknown format."""
    chosen = outputs.format_for(file, form, FORMATS, TABLE.name)
    if chosen == HTML.name:
        text = explained_page(reads)
    elif chosen == JSON.name:
        text = json_array(row for read in reads for row in explained_rows(read))
    else:
        width = None if file else console.terminal_width()
        text = "\n".join(_table(read, width) for read in reads)
    if file is None and chosen == TABLE.name:
        console.show([text])
    elif file is None:
        console.emit(text)
    else:
        outputs.put_text(text, file, force=force)


def _table(read: FormsRead, width: int | None) -> str:
    rows = [{"place": cell.where, "text": cell.text, "key": meaning(cell.key)} for cell in filled_cells(read)]
    return f"{read.name}\n\n" + output.render(rows, _COLUMNS, TABLE.name, width=width)
