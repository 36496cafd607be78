"""What the path of a file says of the record in it, and where the record says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfcli.codec import Fault
from perfcli.i18n import gettext as _
from perfcli.model import Department, DepartmentGoals, Project, Record
from perfcli.paths import UNIT
from perfcli.progress import Progress
from perfcli.walk import YEAR

Keys = Mapping[str, object]

_TOO_LARGE = 1 << 64
_PROJECT_PARTS = 4
"""projects, year, unit and file: so many parts has a path of what is of one project."""


def misplaced(record: Record, parts: Sequence[str]) -> list[Fault]:
    """A fault for each key that is not what the path says; `parts` are those of the path below the root."""
    said, expected = keys_of(record), keys_by_path(record, parts)
    message = _("{key} is {said}, the path says {expected}")
    return [
        Fault("path", message.format(key=key, said=spelled(value), expected=expected[key] or "?"), (key,))
        for key, value in said.items()
        if value != expected[key]
    ]


def keys_of(record: Record) -> Keys:
    """What a record says of its place."""
    if isinstance(record, Project):
        return {"year": record.year, "unit": record.unit, "code": record.code}
    if isinstance(record, Department):
        return {"code": record.code}
    if isinstance(record, DepartmentGoals):
        return {"department": record.department, "unit": record.unit, "year": record.year}
    if isinstance(record, Progress):
        said = {"code": record.code, "department": record.department, "unit": record.unit}
        return {**said, "year": record.year}
    return {}


def keys_by_path(record: Record, parts: Sequence[str]) -> Keys:
    """The same by its path; what the path does not say is 0 or empty."""
    name = parts[-1][: -len(".toml")]
    if isinstance(record, Department):
        return {"code": name}
    year = int(parts[1]) if len(parts) > 2 and YEAR.fullmatch(parts[1]) else 0
    if len(parts) == _PROJECT_PARTS and not isinstance(record, DepartmentGoals):
        one: dict[str, object] = {"year": year, "unit": parts[2], "code": name}
        return {**one, "department": ""} if isinstance(record, Progress) else one
    if isinstance(record, Project):
        return {"year": year, "unit": "", "code": ""}
    is_unit = UNIT.fullmatch(name) is not None
    return {"code": "", "department": "" if is_unit else name, "unit": name if is_unit else "", "year": year}


def spelled(value: object) -> str | int:
    """A value in a message; Python spells no number of thousands of digits."""
    if isinstance(value, int):
        return _("a number too large") if abs(value) >= _TOO_LARGE else value
    return str(value)
