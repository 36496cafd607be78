"""What rules look at: records with what is worked out once for all rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import msgspec

from perfcli.model import Indicator, Project
from perfcli.progress import Progress
from perfcli.progress.evaluation import Evaluated
from perfcli.target import Target


class Row(msgspec.Struct, frozen=True):
    """An indicator with what its name and target mean.

    `measure` is what its name says is measured: ratio, quantity, price, duration or date, empty where it does not
    say; `kind` is the one kind meant by what is printed, empty where it is none or several, `kinds` are all of them;
    `lacks` are those of kind, description and basis that are empty; `level1` is empty for an
    indicator of a function, which has no kind and no basis, and for a kind that `framework`, which the table follows,
    does not have.
    """

    indicator: Indicator
    target: Target
    is_percent: bool
    measure: str
    kind: str
    kinds: tuple[str, ...]
    lacks: tuple[str, ...]
    level1: str
    framework: str
    of_function: bool


class Printed(NamedTuple):
    """What a form prints of an indicator beside its texts: level one, term (empty: the year's), weight if any."""

    level1: str
    term: str
    weight: Decimal | None


class ProjectView(msgspec.Struct, frozen=True):
    """A project, its keys as they stand in the file, its indicators with their meaning and what their form prints.

    `framework` is the one that its table follows, `expected` that of its year; `counts` says how many of the year's
    indicators are of each kind.
    """

    project: Project
    data: Mapping[str, Any]
    rows: tuple[Row, ...]
    printed: tuple[Printed, ...]
    framework: str
    expected: str
    counts: Counter[str]


class Place(msgspec.Struct, frozen=True):
    """What a path says of a file: its kind (settings, department, goals, project, template), and its keys."""

    path: str
    kind: str
    keys: Mapping[str, str | int]


class Beside(msgspec.Struct, frozen=True):
    """What is judged together with a file: what its companion holds, and of an approved project what was approved.

    `content` is None where there is no companion, `approved` where the project was not approved, or is as it was.
    """

    content: bytes | None = None
    approved: bytes | None = None
    is_approved: bool = False


class ProgressView(msgspec.Struct, frozen=True):
    """A progress file with whose it is: a project, or the whole of a department or unit as one.

    `owner` is None where it is not known, and where `is_orphaned` says that it is not there; `has_budget` is whether
    it has a budget of its own, which a whole need not have; `names` are the year's indicators as progress files name
    them, those of functions behind a whole's own; `evaluated` is the self-evaluation where there is one.
    """

    progress: Progress
    owner: Project | None = None
    is_orphaned: bool = False
    has_budget: bool = True
    names: tuple[str, ...] = ()
    evaluated: Evaluated | None = None

    @property
    def budget(self) -> Decimal | None:
        """全年预算数 in 元, as adjusted; None where it is not known."""
        if self.progress.adjusted is not None:
            return self.progress.adjusted
        return self.owner.budget.total if self.owner is not None and self.has_budget else None


class RecordView(msgspec.Struct, frozen=True):
    """A project with what became of it (None: nothing is recorded), and as it was approved where it is not so any more.

    `is_readable` tells whether what became of it can be read at all, `is_approved` whether the project was approved.
    """

    project: Project
    progress: Progress | None = None
    is_readable: bool = True
    approved: Project | None = None
    is_approved: bool = False


class Topic(NamedTuple):
    """What an output indicator is about: its place among the indicators, and the word."""

    place: int
    word: str


class Fact(msgspec.Struct, frozen=True, array_like=True):
    """What comparing rules know of a project. Amounts in 分.

    `names` are the different level-three names, sorted, one a line; `own` and `foreign` are the topics of its output
    indicators that its own name, purpose or goals mention, and those that they do not. `text` is a fingerprint of its
    goals and indicators, years and its own name left aside, 0 where it has none of its own.
    """

    path: str
    code: str
    year: int
    unit: str
    name: str
    purpose: str
    template: str
    total: int
    names: str
    own: tuple[str, ...]
    foreign: tuple[Topic, ...]
    text: int
