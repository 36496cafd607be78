"""What one repository has in a lake, written year by year: the files of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from perfcli.actions.lake_members import PROBLEMS, Wanted
from perfcli.actions.lake_records import Records
from perfcli.actions.lake_rows import FINDINGS, Tables, problems_of, rows_of_findings, rows_of_problems
from perfcli.actions.lake_schema import current_schema
from perfcli.actions.lake_sources import Opened
from perfcli.disk import remove
from perfcli.index import Progress
from perfcli.index.relations import relations
from perfcli.lake.manifest import Part, PartFile, digest_of
from perfcli.lake.parquet import PartWriter
from perfcli.memory import no_garbage_collection
from perfcli.relations import Relation
from perfcli.writing import write_outputs

_LOOKS = 3
"""Files that vanish between listing and reading may be part of a folder that does: then all is looked at again."""


class Reading(NamedTuple):
    """What all readings of a gathering share."""

    lake: Path
    generation: int
    today: date | None
    progress: Progress


class Parting:
    """The reading of what changed of one repository."""

    def __init__(self, opened: Opened, wanted: Wanted, commit: str, tables: Tables, reading: Reading) -> None:
        self._repository, self._unplaced, self._git = opened
        self._wanted = wanted
        self._commit = commit
        self._tables = tables
        self._reading = reading

    @no_garbage_collection()
    def parts(self) -> list[Part]:
        """Read the files and write those of the lake; raises PerfError, OSError."""
        states = self._wanted.look.states
        left: set[str] = set()
        for _attempt in range(_LOOKS):
            records = Records(self._repository, self._wanted.stale, states)
            files = {year: those for years in records.years for year, those in self._files(records, years).items()}
            written = {file.path for those in files.values() for file in those}
            for path in left - written:  # of an attempt before
                remove(self._reading.lake / path)
            left = written
            if not records.missed.gone:
                break
        is_sure = all(problem.code != "system" for problem in problems_of(records, self._unplaced))
        return [  # what could not be read is looked for again
            Part(year, states.get(year, "") if is_sure else "", current_schema(), self._commit, tuple(those))
            for year, those in files.items()
        ]

    def _files(self, records: Records, years: Sequence[int | None]) -> dict[int | None, list[PartFile]]:
        """Write the files of these years, and of what has none."""
        writers: dict[tuple[int | None, str], PartWriter] = {}
        for rows in records.rows(years, self._reading.progress):
            for relation, year, table in self._tables.of(self._repository, rows):
                if (year, relation.name) not in writers:
                    writers[year, relation.name] = self._writer(relation)
                writers[year, relation.name].add_table(table)
        if None in years:
            writers |= {(None, name): writer for name, writer in self._besides(records)}
        contents: dict[Path, bytes] = {}
        files: dict[int | None, list[PartFile]] = {year: [] for year in years}
        for (year, name), writer in writers.items():
            data = writer.finished()
            if data:
                path = path_of(
                    relations()[name],
                    year,
                    self._wanted.look.division,
                    f"part-{self._reading.generation:06}-{self._wanted.member.number:04}.parquet",
                )
                contents[self._reading.lake / path] = data
                files[year].append(PartFile(name, path, writer.count, len(data), digest_of(data)))
        write_outputs(contents)
        return files

    def _besides(self, records: Records) -> Iterator[tuple[str, PartWriter]]:
        """What no file holds: what is wrong with them, and what a review finds."""
        found = {PROBLEMS: rows_of_problems(records, self._unplaced)}
        if self._wanted.member.is_checked:
            found[FINDINGS] = rows_of_findings(self._repository, self._reading.today, self._git)
        for name, rows in found.items():
            writer = self._writer(relations()[name])
            writer.add(rows)
            yield name, writer

    def _writer(self, relation: Relation) -> PartWriter:
        return PartWriter(relation, {"repository": self._wanted.member.name, "commit": self._commit})


def path_of(relation: Relation, year: int | None, division: str, name: str) -> str:
    """Where a file of a table lies below the lake's root."""
    partition = f"division={division}" if year is None else f"year={year}/division={division}"
    return f"{relation.name}/{partition}/{name}"
