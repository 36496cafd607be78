"""Findings as they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from perfcli import output, rows_for_scripts
from perfcli.actions.excerpts import excerpt_at
from perfcli.actions.review import Review
from perfcli.actions.review_sheets import UnitSheets, unit_sheets
from perfcli.check.baseline import Accepted
from perfcli.check.reports import rows, text
from perfcli.check.reports.rows import Counts
from perfcli.check.rule import NATURES, SEVERITY_NAMES
from perfcli.check.rules.unreadable import Unreadable
from perfcli.cli import console
from perfcli.cli.columns import column
from perfcli.cli.files import encodable, path_prefix, relative_path
from perfcli.file_format import CSV, DOCX, GITHUB, GITLAB, JSON, JSONL, MARKDOWN, SARIF, TEXT, TSV, XLSX, names
from perfcli.git import top_of
from perfcli.i18n import gettext as _
from perfcli.repository import Repository
from perfcli.select import Row

_ANNOTATIONS = ("sarif", "github", "gitlab")
"""Formats whose readers count paths from the top of the git tree, wherever they are made."""

FORMATS = (TEXT, JSON, JSONL, CSV, TSV, SARIF, GITHUB, GITLAB, MARKDOWN, DOCX, XLSX)
SHEETS = (DOCX, XLSX, MARKDOWN)
"""Those of review sheets in a folder; the first is the default."""

ROWS = output.FORMATS
"""Those of findings that are counted."""

COMPARED_FORMATS = (TEXT, JSON, JSONL, CSV, TSV)
"""Those that have a place for what is gone since an earlier review."""


class Destination(msgspec.Struct, frozen=True):
    """How findings are printed, and where."""

    form: str
    file: Path | None
    statistics: bool
    force: bool = False
    no_bom: bool = False

    @property
    def is_for_people(self) -> bool:
        """Whether a person is meant to read it: lines, a table, review sheets."""
        return self.form in (TEXT.name, DOCX.name, XLSX.name, *output.FOR_PEOPLE)


def rendered(
    review: Review, counts: Counts, root: Path, destination: Destination, earlier: Accepted | None = None
) -> bytes:
    """The findings of a review in the format asked for, in UTF-8; beside those of an earlier one where it is given."""
    if earlier is not None:
        return _utf8(_compared(review, root, destination.form, earlier))
    if destination.statistics:
        return _utf8(_statistics(rows.statistics(counts), destination))
    if destination.form in (DOCX.name, XLSX.name):
        from perfcli.actions.sheet_files import WRITERS

        write = WRITERS[DOCX if destination.form == DOCX.name else XLSX]
        return write(sheets_of(review), review.settings.check.outcome, lambda path: relative_path(root / path))
    if destination.form == "text":
        return _lines(review, root) + "".join(f"{line}\n" for line in text.summary(counts)).encode(
            "utf-8", "backslashreplace"
        )
    return _utf8(_document(review, root, destination.form))


def sheets_of(review: Review) -> list[UnitSheets]:
    """The review sheets of every unit asked for, worst first; raises UnreadableData where names would be missing."""
    review.require_names()
    return unit_sheets(review.facts(), list(review.findings()), review.settings.check.outcome, review.names)


def _utf8(text: str) -> bytes:
    """A text in UTF-8; the names of folders above the root may be of bytes that are none."""
    return text.encode("utf-8", "backslashreplace")


def _lines(review: Review, root: Path) -> bytes:
    """A line a finding and an empty one; as they are kept, where the way to the root is the same for all.

    Below what is said of a file that cannot be read stands the line that it is about, with a caret.
    """
    prefix = path_prefix(root)
    if prefix is None:
        lines = "\n".join(text.lines(review.findings(), lambda path: relative_path(root / path))).encode(
            "utf-8", "backslashreplace"
        )
    else:
        before = _utf8(rows.one_line(prefix))
        lines = review.lines()
        lines = before + lines.replace(b"\n", b"\n" + before) if before and lines else lines
    if Unreadable.code.encode() in lines:
        lines = _with_excerpts(lines, review, root)
    return lines + b"\n\n" if lines else b""


def _with_excerpts(lines: bytes, review: Review, root: Path) -> bytes:
    repository = Repository(root)
    below: dict[bytes, bytes] = {}
    for finding in review.unreadable():
        shown = excerpt_at(repository, finding.path, finding.line, finding.column)
        said = _utf8(text.line(finding, relative_path(root / finding.path)))
        below[said] = b"".join(b"\n    " + _utf8(line) for line in shown.split("\n") if shown)
    return b"\n".join(line + below.get(line, b"") for line in lines.split(b"\n"))


def _compared(review: Review, root: Path, form: str, earlier: Accepted) -> str:
    found = review.compared(earlier)

    def shown(path: str) -> str:
        return encodable(relative_path(root / path))

    if form == "text":
        return "".join(f"{line}\n" for line in text.compared(found, shown))
    return _rows([rows.compared_row(state, one, shown) for state, one in found], (*rows.FINDING_KEYS, "state"), form)


def _rows(found: Sequence[Row], keys: Sequence[str], form: str) -> str:
    return output.render(found, [column(key, "findings", is_asked_for=True) for key in keys], form)


def _document(review: Review, root: Path, form: str) -> str:
    before = _way_from_git(root) if form in _ANNOTATIONS else None

    @lru_cache(1)
    def shown(path: str) -> str:
        return encodable(relative_path(root / path) if before is None else before + path)

    found = review.findings()
    if form in names(output.FORMATS) and form not in output.FOR_PEOPLE:
        return _rows([rows.finding_row(finding, shown) for finding in found], rows.FINDING_KEYS, form)
    if form == "sarif":
        from perfcli.check.reports import sarif

        return rows_for_scripts.json_text(sarif.log(list(found), shown)) + "\n"
    if form == GITLAB.name:
        from perfcli.check.reports import gitlab

        return rows_for_scripts.json_array(gitlab.rows(found, shown))
    if form == "github":
        from perfcli.check.reports import github

        return "".join(f"{line}\n" for line in github.lines(found, shown))
    from perfcli.check.reports import markdown

    return "\n".join(markdown.sheets(review.facts(), list(found), review.settings.check.outcome, shown))


def _way_from_git(root: Path) -> str:
    """What goes before paths below the root so that they begin at the top of git's tree, nothing outside of any."""
    below = root.relative_to(top_of(root) or root).as_posix()
    return "" if below == "." else f"{below}/"


def _statistics(counts: list[Row], destination: Destination) -> str:
    keys = ("code", "name", "severity", "nature", "count", "fixable")
    columns = [column(key, "rules", is_asked_for=True) for key in keys]
    known = destination.form if destination.form in names(output.FORMATS) else "table"
    if known in output.FOR_PEOPLE:
        counts = [row | _named(row["severity"], row["nature"]) for row in counts]
    width = None if destination.file else console.terminal_width()
    return output.render(counts, columns, known, width=width) if counts or known != "table" else ""


def _named(severity: str, nature: str) -> Row:
    """A severity and a nature in the language spoken."""
    return {"severity": _(SEVERITY_NAMES[severity]), "nature": _(NATURES[nature])}
