"""A repository of data, open for scripts: each method does what a command does, and returns values."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from perfcli.actions import evaluating, evaluations, monitoring, record_lines
from perfcli.actions.bringing import MOST_OF_ONE
from perfcli.actions.bulk import BadLine
from perfcli.actions.export import FORMATS, TABLES, export
from perfcli.actions.form_codes import require_division
from perfcli.actions.form_reading import FormReading, labels_of
from perfcli.actions.forms import readable_forms
from perfcli.actions.gathering import ImportOptions
from perfcli.actions.importing import import_documents
from perfcli.actions.known import KnownRepository
from perfcli.actions.sources import FileAccess, read_sources
from perfcli.api.answers import EVERYTHING, grouping_of, meant
from perfcli.api.filters import Amount, Filters, amount_of, day_of, year_of
from perfcli.api.progress_rows import Evaluation, EvaluationSums, Monitoring
from perfcli.api.results import Export, Imported
from perfcli.api.review import Reviews
from perfcli.disk import read_file
from perfcli.errors import PerfError
from perfcli.file_format import names
from perfcli.formats.leftovers import Leftover
from perfcli.formats.tables import HEADINGS
from perfcli.forms.words.amounts import SCALES
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.repository import find_root
from perfcli.select import require_known


def open_repository(folder: str | os.PathLike[str] = ".") -> Repository:
    """The repository that a folder belongs to: the nearest one upwards with a perf.toml.

    Raises PerfError where there is none.
    """
    path = Path(folder)
    if not path.is_dir():
        raise PerfError(_("there is no folder {folder}").format(folder=path))
    return Repository(find_root(path))


class Repository(Reviews):
    """A repository of data, read and written. Each call sees the files as they are then: nothing is kept open.

    Besides what a method names, all raise PerfError for a request that cannot be served, UnreadableData (one of them)
    with `problems` where a file that is needed cannot be read, and OSError where the system fails. What is written is
    written whole or not at all.
    """

    # import and export

    def import_files(
        self,
        *paths: str | os.PathLike[str],
        department: str = "",
        department_name: str = "",
        year: int | None = None,
        unit: str = "",
        division: str = "",
        scale: str = "",
        new_units: bool = True,
        skip: bool = False,
        update: bool = False,
        dry_run: bool = False,
    ) -> Imported:
        """Bring forms, published documents, lists and exports in: all of one call, or nothing.

        `department`, `year`, `unit`, `division` and `scale` (元, 万元, 亿元) say what files do not; with `skip` files
        that lack something are left out. Files of the repository that differ raise ConflictingData, unless `update`;
        with `dry_run` nothing is written. Formats of old Word and Excel are not read here: `perf import` can.
        """
        files = self._files()
        if scale:
            require_known(scale, SCALES, noop("unknown unit of amounts: {given}"))
        reading = FormReading(labels_of(files), SCALES[scale] if scale else None, readable_forms(files))
        require_division(division)
        known = KnownRepository(files, division, year_of(year))
        read = read_sources([os.fspath(path) for path in paths], _FILES, reading, known)
        if not skip:
            read.raise_errors()
        said = ImportOptions(department, department_name, year, unit, division, new_units, skip)
        done = import_documents(files, list(read.sources.values()), said, update=update, dry_run=dry_run)
        paths_of = {
            is_new: tuple(files.relative(one.path) for one in done.changed if (one.before is None) == is_new)
            for is_new in (True, False)
        }
        refused = {name: (error.message, *error.details) for name, error in read.errors.items()}
        return Imported(
            added=paths_of[True],
            changed=paths_of[False],
            differences={files.relative(path): told for path, told in done.told.items() if told},
            leftovers={
                name: tuple(map(_leftover, source.leftovers))
                for name, source in read.sources.items()
                if source.leftovers
            },
            skipped={**refused, **{name: tuple(lacking) for name, lacking in done.skipped.items()}},
            assumptions=tuple(done.run.assumptions),
            notes=read.notes,
        )

    def export(
        self,
        form: str,
        filters: Filters = EVERYTHING,
        *,
        table: str = "",
        headings: str = "",
        mark: bool = True,
    ) -> Export:
        """The records chosen as `xlsx`, `csv`, `json` or `jsonl`, as bytes to be written where they are wanted.

        csv is one file a table, or the one named by `table`, with a byte order mark unless `mark` is False. `headings`
        of xlsx and csv are `zh`, `en` or `key`.
        """
        require_known(form, names(FORMATS), noop("unknown format: {given}"))
        if table and form != "csv":
            raise PerfError(_("--table is for csv: {form} holds all tables").format(form=form))
        if table:
            require_known(table, TABLES, noop("unknown table: {given}"))
        if headings:
            require_known(headings, HEADINGS, noop("unknown headings: {given}"))
        kind = next((one for one in HEADINGS if one == headings), None)
        files = self._files()
        done = export(files, meant(files, filters), form, table, headings=kind, mark=mark)
        return Export(files=done.files, lost=done.lost)

    # monitoring and self-evaluation

    def monitoring(self, filters: Filters = EVERYTHING, on: date | None = None) -> list[Monitoring]:
        """Each project at its last monitoring, or at the last one up to a day; worst lights first."""
        files = self._files()
        with monitoring.status(files, meant(files, filters), None if on is None else day_of(on)) as found:
            return [Monitoring.of(row) for row in found.full_rows()]

    def evaluations(self, filters: Filters = EVERYTHING) -> list[Evaluation]:
        """The self-evaluations that were begun, with points and grades, by year and code."""
        files = self._files()
        with evaluations.evaluations(files, meant(files, filters)) as found:
            return [Evaluation.of(row) for row in found.rows()]

    def evaluation_sums(
        self, filters: Filters = EVERYTHING, by: Sequence[str] = ("year", "unit")
    ) -> list[EvaluationSums]:
        """Averages weighted by money, grades and execution of each group: by year, unit or department."""
        grouping = grouping_of(by, evaluating.SUMMARY_KEYS)
        files = self._files()
        return [EvaluationSums.of(row) for row in evaluating.summarised(files, meant(files, filters), grouping)]

    def record_monitoring(
        self,
        code: str,
        on: date,
        *,
        year: int | None = None,
        spent: Amount | None = None,
        expected: Amount | None = None,
        adjusted: Amount | None = None,
        conclusion: str | None = None,
        measures: str | None = None,
        indicators: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> str:
        """Record what was spent (元 so far) and reached by a day; the path of the file below the root.

        `indicators` are by name: `value`, `expected`, `cause`, `explanation`, `likelihood`. What is not given stays.
        """
        amounts = {"spent": spent, "expected": expected, "adjusted": adjusted}
        texts = {"conclusion": conclusion, "measures": measures}
        said = {"code": code, "year": year_of(year), "date": day_of(on).isoformat(), **_amounts(amounts), **texts}
        return self._record(said, indicators, record_lines.MonitoringLine)

    def record_evaluation(
        self,
        code: str,
        *,
        year: int | None = None,
        spent: Amount | None = None,
        adjusted: Amount | None = None,
        results: Sequence[str] | None = None,
        indicators: Mapping[str, Mapping[str, Any]] | None = None,
        execution_points: Decimal | int | None = None,
        total_score: Decimal | int | None = None,
    ) -> str:
        """Record a self-evaluation: what was spent in the year (元) and reached; the path of the file below the root.

        `indicators` are by name: `actual`, `tier`, `score`, `reason`, `measure`, `evidence`. What is not given stays.
        """
        amounts = {"spent": spent, "adjusted": adjusted}
        points = {"execution_points": execution_points, "total_score": total_score}
        said = {"code": code, "year": year_of(year), "results": results, **_amounts(amounts), **points}
        return self._record(said, indicators, record_lines.EvaluationLine)

    def _record(
        self, said: Mapping[str, Any], indicators: Mapping[str, Mapping[str, Any]] | None, line: record_lines.Line
    ) -> str:
        rows = [{"name": name, **one} for name, one in (indicators or {}).items()]
        given = {key: value for key, value in said.items() if value is not None}
        data = _JSON.encode({**given, **({"indicators": rows} if rows else {})})
        (done,) = record_lines.record_lines(self._files(), data, line)
        if isinstance(done, BadLine):
            raise PerfError(done.reason)
        return done.path


_JSON = msgspec.json.Encoder(enc_hook=Decimal, decimal_format="number")


def _amounts(given: Mapping[str, Amount | None]) -> dict[str, Decimal | None]:
    return {name: amount_of(amount, name) for name, amount in given.items()}


def _leftover(left: Leftover) -> str:
    return f"{left.where or left.place}: {left.reason}: {left.text.strip()}"


def _not_here(_data: bytes, suffix: str) -> bytes:
    raise PerfError(
        _("only the command line reads a {suffix} document, by LibreOffice").format(suffix=suffix),
        hint=_("Use `perf import`, or save it as .docx or .xlsx."),
    )


_FILES = FileAccess(partial(read_file, most=MOST_OF_ONE), _not_here)
