"""What became of goals and money, where a form says it (自评表, 监控表): collected apart from the goals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from msgspec.structs import replace

from perfcli.dates import read_days
from perfcli.exact import Money, Points
from perfcli.folding import as_typed
from perfcli.form import EVALUATION, MONITORING
from perfcli.formats.blocks import clean
from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import NOTHING, Ledger
from perfcli.forms.record.filled import FormResults
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.record.printed_rates import judge_rates
from perfcli.i18n import gettext as _
from perfcli.model import Indicator
from perfcli.progress import names_of
from perfcli.progress.points import points_of
from perfcli.regex import regex

_APART = "\0"
"""What becomes of an indicator is kept among its details under names with this sign until the form is whole."""

_CHECKED = frozenset("√✓✔☑■●Vv是")
_AFTER_POINTS = regex(r"(?<=[0-9分])\s*[，,;；、（(]")
_MONTHS = regex(r"(?:^|[^0-9])1月?(?:份)?[-—–~～至到]+([0-9]{1,2})月")
_DATED = regex(r"20[0-9]{2}")
_PART_OF_YEAR = regex("上半年|前三个?季度")
_UNTIL = regex(r"截[至止]到?(?:20[0-9]{2}年)?([0-9]{1,2})月")

EVALUATED = {
    "result": "actual",
    "score": "score",
    "cause": "reason",
    "explanation": "reason",
    "measure": "measure",
    "recheck": "recheck",
}
"""Keys of an evaluated indicator by the columns of a 自评表."""

MONITORED = {
    "result": "value",
    "expected": "expected",
    "cause": "cause",
    "explanation": "explanation",
    "likelihood": "likelihood",
}
"""Keys of a monitored indicator by the columns of a 监控表."""


_POINTS_KEYS = ("score", "recheck")
_HEADINGS = {
    "score": "得分",
    "expected": "全年预计完成情况",
    "likelihood": "完成目标可能性",
    "measure": "改进措施",
    "recheck": "复评得分",
}


@dataclass
class Results:
    """Collects; what it all means is said when the form is whole and its title known."""

    ledger: Ledger
    goals: list[str] = field(default_factory=list)
    amounts: dict[str, dict[str, FoundAmount]] = field(default_factory=dict)
    """By part of the money (empty for all of it), then by column: initial, adjusted, spent, expected."""

    rates: list[tuple[str, FoundAmount]] = field(default_factory=list)
    """Shares that are printed beside the amounts they follow from, by part of the money."""

    points: dict[str, Points] = field(default_factory=dict)
    """execution_points and total_score."""

    month: int | None = None
    day: date | None = None
    texts: dict[str, str] = field(default_factory=dict)
    """conclusion and measures of a monitoring."""

    total_label: str = ""
    """What the total score is called."""

    _total_at: Spot | None = None

    def goal(self, spot: Spot, texts: Iterable[str]) -> None:
        """What became of goals, in their order."""
        self.goals += texts
        self.ledger.put(spot, "progress.results")

    def money(self, part: str, column: str, found: FoundAmount) -> bool:
        """An amount below a heading of the year's later life; False where it is none of ours."""
        if column == "rate":
            self.rates.append((part, found))
            self.ledger.put(found.spot, "progress.rate")
        elif column in ("points", "weight"):
            return self._points(part, column, found)
        elif column in ("initial", "adjusted", "spent", "expected"):
            self.amounts.setdefault(part, {}).setdefault(column, found)
            self.ledger.put(found.spot, f"progress.{f'parts.{part}.' if part else ''}{column}")
        else:
            return False
        return True

    def _points(self, part: str, column: str, found: FoundAmount) -> bool:
        points = points_of(found.text)
        if part or points is None:
            return False
        if column == "points":
            self.points.setdefault("execution_points", points)
        elif points != 10:
            return False
        self.ledger.put(found.spot, "progress.execution_points" if column == "points" else "weight")
        return True

    def total(self, spot: Spot, label: str) -> bool:
        """总分; False where it is not a number of points."""
        points = points_of(spot.text)
        if points is not None:
            self._total(spot, points, label)
        return points is not None

    def total_in(self, spot: Spot, text: str, label: str) -> str:
        """What stands behind the label of a total, such as 97.26分，等级：优: its points are taken; the rest of it."""
        said = _AFTER_POINTS.split(text, maxsplit=1)
        points = points_of(said[0])
        if points is None:
            return text
        self._total(spot, points, label)
        return said[1].strip("）)") if len(said) > 1 else ""

    def monitored(self, key: str, spot: Spot) -> bool:
        """The day of a monitoring, its conclusion or its measures; False for what is no day, or a second one."""
        text = clean(spot.text)
        if is_blank(text):
            self.ledger.put(spot, NOTHING)
            return True
        if key == "date":
            days = read_days(text, 0) if _DATED.search(as_typed(text)) else None
            if days is None or days.first != days.last or self.day not in (None, days.first):
                return False
            self.day = days.first
        elif self.texts.setdefault(key, text) != text:
            return False
        self.ledger.put(spot, f"progress.{key}")
        return True

    def _total(self, spot: Spot, points: Points, label: str) -> None:
        """The total, the one that stands last; another one above it is named."""
        before = self.points.get("total_score")
        if self._total_at is not None and before != points:
            self.ledger.take_back(
                self._total_at, _("the form has another total, {points}").format(points=f"{points:f}")
            )
        self.points["total_score"], self._total_at, self.total_label = points, spot, label
        self.ledger.put(spot, "progress.total_score")

    def lone_total(self, kind: str, indicators: Iterable[Indicator]) -> tuple[str, Spot] | None:
        """The label and the place of a total that is no self-evaluation's: of a form of goals that says nothing more.

        A 事前绩效评估 judges what is asked for; the total is taken out of the results.
        """
        is_more = self.goals or self.amounts or self.texts or any(_apart(indicators).values())
        if kind in (EVALUATION, MONITORING) or is_more or self._total_at is None or len(self.points) > 1:
            return None
        self.points.clear()
        return self.total_label, self._total_at

    def note_months(self, text: str) -> None:
        """By which month a form says that it is: 1-7月执行数, 截至9月底."""
        plain = as_typed("".join(text.split()))
        found = _MONTHS.search(plain) or _UNTIL.search(plain)
        if found and 1 <= int(found[1]) <= 12:
            self.month = self.month or int(found[1])
        elif part := _PART_OF_YEAR.search(plain):
            self.month = self.month or (6 if part[0] == "上半年" else 9)

    def finished(
        self,
        kind: str,
        indicators: Iterable[Indicator],
        money: Callable[[FoundAmount], Money | None],
        total: Money | None,
    ) -> FormResults | None:
        """The whole, None where the form says nothing of the year's later life; amounts that are none are left over.

        `total` is the budget that the form prints, in 元.
        """
        rows = _apart(indicators)
        amounts = {
            part: {column: amount for column, found in columns.items() if (amount := money(found)) is not None}
            for part, columns in self.amounts.items()
        }
        if kind not in (EVALUATION, MONITORING) and not (self.goals or self.points or self.texts or any(rows.values())):
            amounts = _without_budget(amounts)
        whole = amounts.get("", {})
        is_later = {"adjusted", "spent", "expected"} & {column for columns in amounts.values() for column in columns}
        if not (self.goals or self.points or self.texts or is_later or any(rows.values())):
            return None
        judge_rates(self.rates, amounts, total if kind == MONITORING else None, self.ledger)
        is_monitoring = kind == MONITORING or (kind != EVALUATION and bool(self.month))
        keys = MONITORED if is_monitoring else EVALUATED
        return FormResults(
            kind=MONITORING if is_monitoring else EVALUATION,
            month=self.month,
            day=self.day,
            results=tuple(self.goals),
            parts={part: dict(columns) for part, columns in amounts.items() if part and columns.keys() - {"initial"}},
            indicators={name: _keyed(said, keys) for name, said in rows.items() if said},
            adjusted=whole.get("adjusted"),
            spent=whole.get("spent"),
            expected=whole.get("expected"),
            execution_points=self.points.get("execution_points"),
            total_score=self.points.get("total_score"),
            conclusion=self.texts.get("conclusion", ""),
            measures=self.texts.get("measures", ""),
        )


def _without_budget(amounts: Mapping[str, Mapping[str, Money]]) -> dict[str, dict[str, Money]]:
    """The amounts of a form that says nothing else of the year's later life.

    全年预算数 alone is its budget there; beside what was spent, or what it was before, it is the budget of the year.
    """
    if any(columns.keys() & {"spent", "expected"} for columns in amounts.values()):
        return {part: dict(columns) for part, columns in amounts.items()}
    return {part: dict(columns) for part, columns in amounts.items() if "initial" in columns}


def keep_apart(details: dict[str, str], column: str, heading: str, option: str, spot: Spot, ledger: Ledger) -> None:
    """Keep what a cell says became of an indicator: `column` is its key, `option` what a mark in it stands for."""
    text = clean(spot.text)
    if option and "".join(text.split()) in _CHECKED:
        text, column = option, column or "other"
    elif option and text:
        _add(details, "explanation" if column == "cause" else column, text, "\n")
        text = option
    _add(details, column if column != "other" else f"other{_APART}{heading}", text, "、" if option else "\n")
    ledger.put(spot, f"progress.indicators.{column}")


def _add(details: dict[str, str], column: str, text: str, between: str) -> None:
    key = f"{_APART}{column}"
    before = details.get(key, "")
    details[key] = f"{before}{between}{text}" if before and before != text else text


def is_apart(label: str) -> bool:
    """Whether a detail is what became of an indicator, kept until the form is whole."""
    return label.startswith(_APART)


def without_results(indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """Indicators without what became of them."""
    return tuple(
        replace(row, details={key: text for key, text in row.details.items() if not is_apart(key)})
        if any(map(is_apart, row.details))
        else row
        for row in indicators
    )


def _apart(indicators: Iterable[Indicator]) -> dict[str, dict[str, str]]:
    """What became of the year's indicators, by the names that progress files give them."""
    rows = [row for row in indicators if not row.term]
    return {
        name: {key.removeprefix(_APART): str(text) for key, text in row.details.items() if is_apart(key)}
        for name, row in zip(names_of(rows), rows, strict=True)
    }


def _keyed(said: Mapping[str, str], keys: Mapping[str, str]) -> dict[str, object]:
    """What became of an indicator by the keys of its record; what has no key is a detail under its heading."""
    found: dict[str, object] = {}
    details: dict[str, str] = {}
    for column, text in said.items():
        key = keys.get(column)
        if key in _POINTS_KEYS:
            points = points_of(text)
            if points is not None:
                found[key] = points
            else:
                details[_HEADINGS[key]] = text
        elif key:
            before = str(found.get(key, ""))
            found[key] = f"{before}\n{text}" if before else text
        else:
            details[column.partition(_APART)[2] or _HEADINGS.get(column, column)] = text
    return {**found, **({"details": details} if details else {})}
