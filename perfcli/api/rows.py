"""What answers are made of: one type for each kind of row that the command line writes as json, under the same keys.

Amounts are in 元 as exact `Decimal`, shares in percent; None is what JSON has as null. A later version may add
attributes, never rename or drop one (docs/compatibility.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Self

import msgspec


class Values(msgspec.Struct, frozen=True, kw_only=True):
    """Values under the keys of a row of json."""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """The values of a row."""
        return cls(**{name: row[name] for name in cls.__struct_fields__ if name in row})

    def as_dict(self) -> dict[str, Any]:
        """The values by their keys, those within too, as the json of the command line has them."""
        return {name: _plain(getattr(self, name)) for name in self.__struct_fields__}


def _plain(value: object) -> object:
    if isinstance(value, Values):
        return value.as_dict()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


class ProjectRow(Values, frozen=True, kw_only=True):
    """A project of `list projects`: amounts in 元, `indicators` a count."""

    code: str
    name: str
    unit: str
    year: int
    total: Decimal
    fiscal: Decimal
    other: Decimal
    indicators: int


class IndicatorRow(Values, frozen=True, kw_only=True):
    """An indicator of `list indicators`, and what its target says; the last four but `basis` and `term` are derived.

    `operator` is one of ≥ ≤ > < = or `range`, whose ends are `value` and `upper`; None where the target is words.
    """

    code: str
    unit: str
    year: int
    level1: str
    kind: str
    name: str
    description: str
    target: str
    operator: str | None
    value: Decimal | int | None
    upper: Decimal | int | None
    unit_of_measure: str | None
    basis: str
    term: str


class UnitRow(Values, frozen=True, kw_only=True):
    """A unit of `list units`: `department` is a code, `projects` a count."""

    code: str
    name: str
    department: str
    projects: int


class TemplateRow(Values, frozen=True, kw_only=True):
    """A template of `list templates`."""

    slug: str
    name: str
    use: str


class FunctionRow(Values, frozen=True, kw_only=True):
    """A function of a department's goals, as in `list functions`: `indicators` is a count."""

    department: str
    year: int
    number: int
    name: str
    goal: str
    indicators: int


class Sums(Values, frozen=True, kw_only=True):
    """A group of `summary`: of the keys that it is grouped by, the others are None.

    Amounts in 元; `planned` is what of `total` is to be spent by the end of each checkpoint, by its month (`"3"`).
    """

    year: int | None = None
    unit: str | None = None
    department: str | None = None
    template: str | None = None
    projects: int
    total: Decimal
    fiscal: Decimal
    other: Decimal
    planned: Mapping[str, Decimal]


class Finding(Values, frozen=True, kw_only=True):
    """A finding of `check`: `path` from the root, `line` and `column` from 1, `code` and `name` of the rule.

    `severity` is notice, warning or error; `project` is a code, None in a file that is no project's.
    """

    path: str
    line: int
    column: int
    code: str
    name: str
    severity: str
    nature: str
    message: str
    project: str | None
    fixable: bool


class ComparedFinding(Finding, frozen=True, kw_only=True):
    """A finding beside an earlier review: `state` is new or stayed."""

    state: str


class GoneFinding(Values, frozen=True, kw_only=True):
    """What an earlier review found and this one did not, so without a place."""

    path: str
    code: str
    name: str
    severity: str
    nature: str
    message: str
    project: str | None


class FindingGroup(Values, frozen=True, kw_only=True):
    """A group of `check --by`: of `unit`, `department`, `code` (of a rule) and `nature`, those that it has.

    `points` weigh the findings by severity; `concerned` counts the projects with findings of `projects` reviewed, which
    is `share` in percent, and `budget` is what they ask for in 元. Beside an earlier review the last three are counts.
    """

    unit: str | None = None
    department: str | None = None
    code: str | None = None
    name: str | None = None
    severity: str | None = None
    nature: str | None = None
    points: int
    findings: int
    errors: int
    warnings: int
    notices: int
    concerned: int
    projects: int
    share: Decimal | None
    budget: Decimal
    new: int | None = None
    stayed: int | None = None
    gone: int | None = None


class SuggestedTarget(Values, frozen=True, kw_only=True):
    """A target that like projects have, and how many have it."""

    target: str
    projects: int


class Suggestion(Values, frozen=True, kw_only=True):
    """An indicator of `suggest`: `source` is earlier, template, unit or repository, `origins` are codes or slugs there.

    `target` is the one that most of them have, `targets` are all.
    """

    level1: str
    kind: str
    name: str
    target: str
    description: str
    basis: str
    targets: tuple[SuggestedTarget, ...]
    source: str
    origins: tuple[str, ...]
    score: float

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """The values of a row, with its targets."""
        return super().of(
            {**row, "origins": tuple(row["origins"]), "targets": rows_of(SuggestedTarget, row["targets"])}
        )


def rows_of(kind: type[Values], rows: Iterable[Mapping[str, Any]]) -> tuple[Values, ...]:
    """Values of one kind out of rows of json."""
    return tuple(map(kind.of, rows))
