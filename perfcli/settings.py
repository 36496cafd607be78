"""perf.toml: what a repository decides for itself, typed, with the defaults that stand where it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

import msgspec

from perfcli.model import Month, Record

Limit = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]

Share = Annotated[int, msgspec.Meta(ge=0, le=1000)]
Part = Annotated[int, msgspec.Meta(ge=0, le=100)]
"""Points or percent of what there is, which are never more."""

"""Percent or points, whole ones."""

Factor = Annotated[float, msgspec.Meta(ge=1, le=1_000_000)]
"""How many times."""


class OutcomeRule(Record, frozen=True, kw_only=True):
    """How a review sheet proposes an outcome: points for each finding, and up to how many 优, 良 and 中 reach.

    No regulation fixes these numbers: they are this repository's own.
    """

    error: Limit = 5
    warning: Limit = 2
    notice: Limit = 0
    excellent: Limit = 0
    good: Limit = 6
    fair: Limit = 20


class Words(Record, frozen=True, kw_only=True):
    """What a repository adds to the word lists of `check`; an entry that begins with `-` takes that word out."""

    ratio: tuple[str, ...] = ()
    quantity: tuple[str, ...] = ()
    price: tuple[str, ...] = ()
    duration: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    unmeasured: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    count_units: tuple[str, ...] = ()
    no_units: tuple[str, ...] = ()
    malformed_units: tuple[str, ...] = ()
    over_whole: tuple[str, ...] = ()
    reverse: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()
    filler: tuple[str, ...] = ()
    empty_descriptions: tuple[str, ...] = ()
    vague_names: tuple[str, ...] = ()
    goal_verbs: tuple[str, ...] = ()
    vague_targets: tuple[str, ...] = ()
    vague_degrees: tuple[str, ...] = ()
    vague_nouns: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    empty_bases: tuple[str, ...] = ()
    placeholders: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()


class CheckSettings(Record, frozen=True, kw_only=True):
    """`[check]` of perf.toml: which rules speak, where they are quiet, and the numbers and words they go by."""

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_path_ignores: Mapping[str, tuple[str, ...]] = {}
    min_severity: str = "notice"
    fail_on: str = "warning"
    longest_name: Limit = 100
    shortest_description: Limit = 4
    uniform_targets: Limit = 5
    copied_names: Limit = 2
    outlier_factor: Factor = 20
    outlier_projects: Limit = 5
    weight_total: tuple[Share, ...] = (90, 100)
    weight_shares: Mapping[str, Share] = {}
    required: tuple[str, ...] = ()
    slips: Mapping[str, str] = {}
    words: Words = Words()
    outcome: OutcomeRule = OutcomeRule()
    baseline: str = ""


class QuerySettings(Record, frozen=True, kw_only=True):
    """`[query]` of perf.toml: how much a user's SQL may take, 0 for no limit.

    `timeout` is seconds of computing, `memory` megabytes (of a million bytes). `engine` answers from a lake; `master`
    and `conf` say which Spark: its master, and values of its configuration.
    """

    timeout: Limit = 60
    memory: Limit = 1000
    engine: Literal["duckdb", "spark"] = "duckdb"
    master: str = ""
    conf: Mapping[str, str] = {}


def is_local(master: str) -> bool:
    """Whether this master of Spark is one process of this machine; `local-cluster` has several, on its network."""
    return master == "local" or master.startswith("local[")


LABEL_KEYS = (
    *("code", "name", "unit", "unit_code", "year", "purpose", "goals", "details"),
    *("total", "fiscal", "other", "source", "level1", "kind", "indicator", "target", "description", "basis", "weight"),
)
"""What a label of a repository's own forms may stand for."""


REQUIRED = {
    "": ("purpose", "previous", "template", "goals", "long_term_goals", "spending_plan", "indicators", "details"),
    "indicators": ("level1", "kind", "name", "description", "target", "basis", "weight", "scoring", "term", "details"),
    "budget": ("sources",),
}
"""Which keys of a project, of its indicators and of its budget `required` of `[check]` may name."""


def may_be_required(key: str) -> bool:
    """Whether there is a key of this name that may be left empty; a label behind `details.` or `budget.sources.`."""
    top, _dot, inner = key.partition(".")
    names, rest = (REQUIRED[top], inner) if top in REQUIRED and inner else (REQUIRED[""], key)
    name, dot, label = rest.partition(".")
    return name in names and (name in ("details", "sources")) == bool(dot) and (not dot or bool(label))


class FormSettings(Record, frozen=True, kw_only=True):
    """`[forms]` of perf.toml: `labels` are words of the repository's own forms, and the keys their values go to."""

    labels: Mapping[str, str] = {}


class MonitoringSettings(Record, frozen=True, kw_only=True):
    """`[monitoring]` of perf.toml: up to how many percent of what is due by now a light is red, yellow or green.

    Under `red` it is red, under `yellow` yellow, under `green` green, else blue. No regulation fixes these numbers.
    `due` is the day by which the projects of a budget year have to be monitored.
    """

    red: Share = 60
    yellow: Share = 80
    green: Share = 120
    due: Mapping[int, date] = {}


class TierShares(Record, frozen=True, kw_only=True):
    """The most and the least percent of a weight for each tier of what words say (财预〔2020〕10号)."""

    reached: tuple[Part, Part] = (100, 80)
    partly: tuple[Part, Part] = (80, 60)
    missed: tuple[Part, Part] = (60, 0)


class EvaluationSettings(Record, frozen=True, kw_only=True):
    """`[evaluation]` of perf.toml: the numbers that points and grades go by.

    `execution` are the points of the budget's execution. `reverse` is how a target of at most so much loses points:
    by the excess (linear) or by target ÷ actual (ratio). `pass_threshold` is under what percent of the target a
    `ratio` gives nothing. `bands` are the percents of satisfaction from which so many percent of the weight are given.
    `grades` are the totals from which it is 优, 良 and 中. An actual of `explain_from` percent of a positive target,
    and execution under `explain_execution` percent, ask for a reason. `alarm` and `unspent` are the percents from
    which indicators that score well beside unspent money are alarming. `due` is the day by which the projects of a
    budget year have to be evaluated.
    """

    execution: Part = 10
    reverse: Literal["linear", "ratio"] = "linear"
    pass_threshold: Part = 60
    bands: Mapping[Part, Part] = msgspec.field(default_factory=lambda: {90: 100, 80: 80, 60: 50})
    tiers: TierShares = TierShares()
    grades: tuple[Part, Part, Part] = (90, 80, 60)
    explain_from: Share = 120
    explain_execution: Part = 90
    alarm: Share = 5
    unspent: Part = 20
    due: Mapping[int, date] = {}


class SiteSettings(Record, frozen=True, kw_only=True):
    """`[site]` of perf.toml: what the public site is called and what of the repository it leaves out.

    `hidden_labels` add to the labels of `details` whose values are never published (persons and telephones by default;
    an entry that begins with `-` takes that one out), `hidden_projects` are codes. `history` says what of the commits
    is told: their dates, their titles too, or nothing.
    """

    title: str = ""
    hidden_labels: tuple[str, ...] = ()
    hidden_projects: tuple[str, ...] = ()
    history: Literal["dates", "titles", "none"] = "dates"


class Settings(Record, frozen=True, kw_only=True):
    """perf.toml."""

    schema: int = 1
    division: str = ""
    year: int | None = None
    framework: Mapping[int, str] = msgspec.field(default_factory=lambda: {2015: "2015"})
    checkpoints: tuple[Month, ...] = (3, 6, 10, 12)
    locale: str = ""
    compiled_by: str = ""
    reviewed_by: str = ""
    check: CheckSettings = CheckSettings()
    query: QuerySettings = QuerySettings()
    forms: FormSettings = FormSettings()
    monitoring: MonitoringSettings = MonitoringSettings()
    evaluation: EvaluationSettings = EvaluationSettings()
    approved: Mapping[int, str] = {}
    """批复: the goals of a budget year as in this git revision."""
    site: SiteSettings = SiteSettings()


def overdue(settings: Settings, today: date | None) -> frozenset[tuple[str, int]]:
    """What had to be recorded by now, by the due dates of perf.toml: the day itself is in time."""
    due = (("monitoring", settings.monitoring.due), ("evaluation", settings.evaluation.due))
    return frozenset(
        (what, year) for what, days in due for year, day in days.items() if today is not None and day < today
    )


Limits = tuple[tuple[str, ...], str, tuple[int, ...]]
"""Where limits stand in perf.toml, what they are called, and their numbers, which have to rise."""


def judging_limits(settings: Settings) -> list[Limits]:
    """The limits that lights, points and grades go by: of two in the wrong order one would never be reached."""
    lights, tiers, bands = settings.monitoring, settings.evaluation.tiers, settings.evaluation.bands
    floors = sorted(bands)
    return [
        (("monitoring",), "red, yellow, green", (lights.red, lights.yellow, lights.green)),
        (("evaluation", "grades"), "中, 良, 优", settings.evaluation.grades[::-1]),
        (("evaluation", "tiers"), "missed, partly, reached", (tiers.missed[0], tiers.partly[0], tiers.reached[0])),
        (("evaluation", "bands"), ", ".join(map(str, floors)), tuple(bands[floor] for floor in floors)),
        *(
            (("evaluation", "tiers", name), f"{name}[2], {name}[1]", getattr(tiers, name)[::-1])
            for name in ("reached", "partly", "missed")
        ),
    ]


def is_out_of_order(limits: Limits) -> bool:
    """Whether limits do not rise; two alike leave nothing between them, which is somebody's choice."""
    numbers = limits[-1]
    return list(numbers) != sorted(numbers)
