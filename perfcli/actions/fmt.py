"""`perf fmt`: files in canonical layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from perfcli import codec
from perfcli.check.places import RECORDS, place_of
from perfcli.codec import Malformed
from perfcli.errors import PerfError, Problem
from perfcli.i18n import gettext as _
from perfcli.model import Project, Record
from perfcli.reasons import translated
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


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file whose layout is not canonical: its path below the root, its text before and after."""

    path: str
    before: str
    after: str


def unformatted_files(repository: Repository, paths: Iterable[str] = ()) -> Iterator[Formatted | Problem]:
    """Every file that canonical layout changes, and what is wrong with those that cannot be read; all without paths."""
    wanted = tuple(paths)
    for path in repository.toml_files():
        if wanted and not any(path == asked or asked == "." or path.startswith(f"{asked}/") for asked in wanted):
            continue
        place = place_of(path)
        try:
            before = repository.content(path).decode("utf-8")
            after = format_text(before, RECORDS[place.kind] if place else None)
        except OSError as error:
            reason = _("cannot be read: {reason}").format(reason=translated(error.strerror))
            yield Problem(path, 1, 1, "", "system", reason)
        except UnicodeDecodeError:
            yield Problem(path, 1, 1, "", "encoding", _("the file is not UTF-8; save it as UTF-8"))
        except Malformed as error:
            fault = error.faults[0]
            yield Problem(path, fault.line or 1, fault.column or 1, "", fault.code, fault.message)
        except PerfError as error:
            yield Problem(path, 1, 1, "", "layout", error.message)
        else:
            if after != before:
                yield Formatted(path, before, after)


def format_text(text: str, record: type[Record] | None = None) -> str:
    """A text in canonical layout; without a record it is known by its keys. Raises Malformed and PerfError."""
    return codec.formatted(text, record or _record_of(codec.parse(codec.decode(text.encode("utf-8")))))


def write_formatted(repository: Repository, files: Iterable[Formatted]) -> None:
    """Write files in their new layout, none of them where one was changed since it was read."""
    changes = [
        Change(repository.root / file.path, file.before.encode("utf-8"), file.after.encode("utf-8")) for file in files
    ]
    with locked(repository.root):
        write_changes(repository.root, changes)


def _record_of(data: Mapping[str, Any]) -> type[Record]:
    """The record whose telling keys a text holds, a project where it holds none."""
    for kind, keys in _TELLING.items():
        if any(key in data for key in keys):
            return RECORDS[kind]
    return Settings if not data else Project
