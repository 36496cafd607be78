"""Whether units are known: now, or in the revisions that are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfcli.actions.choose import require_units
from perfcli.actions.versions import Revisions, open_git, read_version
from perfcli.errors import PerfError
from perfcli.git.revisions import files_of, read_blobs
from perfcli.i18n import gettext as _
from perfcli.model import Department
from perfcli.paths import DEPARTMENT
from perfcli.repository import Repository


def require_known_units(repository: Repository, units: Sequence[str], revisions: Revisions | None) -> None:
    """Raise PerfError for a unit that no department file knows, neither now nor in the revisions compared."""
    for unit in units:
        if not (revisions and _is_known_in(repository, unit, revisions)):
            require_units(repository, [unit])


def require_registered(repository: Repository, names: Mapping[str, str]) -> None:
    """Raise PerfError for units, by code and name, that no department file has."""
    departments = [item.record for item in repository.departments() if item.record]
    known = {unit.code for department in departments for unit in department.units}
    if new := [f"{code} {name}".rstrip() for code, name in sorted(names.items()) if code not in known]:
        raise PerfError(
            _("units that are not registered"),
            details=tuple(new),
            hint=_("Register them with `perf new unit`, or leave --no-new-units out."),
        )


def _is_known_in(repository: Repository, unit: str, revisions: Revisions) -> bool:
    if not DEPARTMENT.fullmatch(unit[:3]):
        return False
    git = open_git(repository)
    path = f"departments/{unit[:3]}.toml"
    for revision in filter(None, (revisions.before, revisions.after)):
        for blob, text in read_blobs(git, files_of(git, git.known_commit(revision), (path,))):
            version = read_version(repository, blob, text, revision)
            if version and isinstance(version.record, Department):
                codes = {version.record.code, *(known.code for known in version.record.units)}
                if unit in codes:
                    return True
    return False
