"""`perf fmt`: files in canonical layout."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from perfcli import codec
from perfcli.check.places import RECORDS, place_of
from perfcli.check.views import Place
from perfcli.codec import Fault, Malformed
from perfcli.codec.repair import Mended
from perfcli.errors import PerfError, Problem
from perfcli.i18n import gettext as _
from perfcli.model import Project, Record
from perfcli.reasons import translated
from perfcli.regex import regex
from perfcli.repository import Repository
from perfcli.settings import Settings
from perfcli.writing import Change, locked, write_changes

_TELLING: Mapping[str, tuple[str, ...]] = {
    "settings": ("schema", "framework", "checkpoints", "division", "check"),
    "project": ("budget", "spending_plan", "unit"),
    "goals": ("department", "functions", "safeguards", "overall"),
    "department": ("units",),
    "progress": ("monitoring", "evaluation", "adjustments", "adjusted"),
    "template": ("use",),
}
"""Keys by which a text without a path is known, the most telling kinds first."""


_NAMES = regex(r"^[ \t]*(?:\[\[?[ \t]*)?([a-z_]+)[ \t]*[]=.]", re.MULTILINE)
_SCHEMA = regex(rf"^#:schema \S*?({'|'.join(RECORDS)})\.json", re.MULTILINE)
"""The line that names what a text is, for editors."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file that changes: its path below the root, its bytes and its text before, its text after.

    `mended` is what was done to its lines before they were laid out, `encoding` that it was in another than UTF-8.
    """

    path: str
    content: bytes
    before: str
    after: str
    mended: tuple[Mended, ...] = ()
    encoding: str = ""

    @property
    def is_mended(self) -> bool:
        """Whether it could not be read before."""
        return bool(self.mended or self.encoding)


def unformatted_files(
    repository: Repository, paths: Iterable[str] = (), *, repair: bool = False
) -> Iterator[Formatted | Problem]:
    """Every file that canonical layout changes, and what is wrong with those that cannot be read; all without paths.

    With `repair` what cannot be read is mended first where what was meant is beyond doubt.
    """
    wanted = tuple(paths)
    for path in repository.toml_files():
        if wanted and not any(path == asked or asked == "." or path.startswith(f"{asked}/") for asked in wanted):
            continue
        place = place_of(path)
        record = RECORDS[place.kind] if place else None
        try:
            file = formatted_file(path, repository.content(path), record, repair=repair)
            if place and record and file.is_mended:
                _require_keys_of_path(
                    place, codec.from_toml(codec.decode(file.after.encode("utf-8")), record), file.after
                )
        except OSError as error:
            reason = _("cannot be read: {reason}").format(reason=translated(error.strerror))
            yield Problem(path, 1, 1, "", "system", reason)
        except Malformed as error:
            faults = error.faults if repair else error.faults[:1]
            yield from (problem_of(path, fault) for fault in faults)
        except PerfError as error:
            yield Problem(path, 1, 1, "", "layout", error.message)
        else:
            if file.after.encode("utf-8") != file.content:
                yield file


def problem_of(path: str, fault: Fault) -> Problem:
    """What is wrong with a file, at its beginning where no place of it is known."""
    place = (fault.line or 1, fault.column or 1)
    return Problem(path, *place, "", fault.code, fault.message, fault.excerpt, bool(fault.edits))


def _require_keys_of_path(place: Place, record: Record, text: str) -> None:
    """Raise Malformed where a mended project or department is not the one that its path says: no reader takes it."""
    expected = place.keys if place.kind in ("project", "department") else {}
    message = _("{key} is {said}, the path says {expected}")
    faults = [
        Fault("path", message.format(key=key, said=getattr(record, key), expected=value), (key,))
        for key, value in expected.items()
        if getattr(record, key) != value
    ]
    if faults:
        raise Malformed(codec.located(text, faults))


def formatted_file(path: str, content: bytes, record: type[Record] | None, *, repair: bool = False) -> Formatted:
    """A file in canonical layout, mended first where that is asked for and needed. Raises Malformed and PerfError."""
    try:
        text = codec.decode(content)
        before = content.decode("utf-8")
        record = record or _record_of(text)
        if repair:
            codec.from_toml(text, record)
        return Formatted(path, content, before, codec.formatted(before, record))
    except Malformed:
        if not repair:
            raise
    before = content.decode("utf-8", "replace")
    mended = codec.repaired(content, record or _record_of(before))
    after = codec.formatted(mended.text, record or _record_of(mended.text))
    return Formatted(path, content, before, after, mended.mended, mended.encoding)


def write_formatted(repository: Repository, files: Iterable[Formatted]) -> None:
    """Write files in their new layout, none of them where one was changed since it was read."""
    changes = [Change(repository.root / file.path, file.content, file.after.encode("utf-8")) for file in files]
    with locked(repository.root):
        write_changes(repository.root, changes)


def _record_of(text: str) -> type[Record]:
    """The record that a text names as its schema, or whose telling keys it holds; a project where it holds none."""
    if schema := _SCHEMA.search(text):
        return RECORDS[schema[1]]
    names = frozenset(_NAMES.findall(text))
    for kind, keys in _TELLING.items():
        if any(key in names for key in keys):
            return RECORDS[kind]
    return Project if text.strip() else Settings
