"""What became of goals and money, where a form says it (自评表, 监控表): collected apart from the goals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from perfcli.dates import read_days
from perfcli.exact import Money, Points
from perfcli.folding import as_typed
from perfcli.form import ADJUSTMENT, EVALUATION, MONITORING
from perfcli.formats.blocks import clean
from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import NOTHING, Ledger
from perfcli.forms.record.filled import FormResults
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.record.kept_apart import EVALUATED, MONITORED, apart, keyed
from perfcli.forms.record.printed_rates import judge_rates
from perfcli.i18n import gettext as _
from perfcli.model import Indicator
from perfcli.progress.points import points_of
from perfcli.regex import regex

_AFTER_POINTS = regex(r"(?<=[0-9分])\s*[，,;；、（(]")
_MONTHS = regex(r"(?:^|[^0-9])1月?(?:份)?[-—–~～至到]+([0-9]{1,2})月")
_DATED = regex(r"20[0-9]{2}")
_PART_OF_YEAR = regex("上半年|前三个?季度")
_UNTIL = regex(r"截[至止]到?(?:20[0-9]{2}年)?([0-9]{1,2})月")

RATE = "progress.rate"
POINTS = ("progress.execution_points", "progress.total_score")
"""Where the ledger has points of the whole: any other number is an amount or a share of it."""

_KEYLESS = {
    "points": ("得分", regex("分$")),
    "spent": ("执行数", regex("支出|执行|支付|使用")),
    "rate": ("执行率", regex("率|进度")),
    "adjusted": ("全年预算数", regex("预算数|调整")),
    "expected": ("全年预计执行数", regex("预计")),
}
"""The headings of what one kind of form has and the record of the other has no key for; labels that say it."""


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

    _points_at: dict[str, FoundAmount] = field(default_factory=dict)
    """Where the points stand, by their keys."""

    def goal(self, spot: Spot, texts: Iterable[str]) -> None:
        """What became of goals, in their order."""
        self.goals += texts
        self.ledger.put(spot, "progress.results")

    def money(self, part: str, column: str, found: FoundAmount) -> bool:
        """An amount below a heading of the year's later life; False where it is none of ours."""
        if column == "rate":
            self.rates.append((part, found))
            self.ledger.put(found.spot, RATE)
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
            self._points_at.setdefault("execution_points", found)
        elif points != 10:
            return False
        self.ledger.put(found.spot, "progress.execution_points" if column == "points" else "weight")
        return True

    def total(self, spot: Spot, label: str) -> bool:
        """总分; False where it is not a number of points."""
        points = points_of(spot.text)
        if points is not None:
            self._total(spot, spot.text, points, label)
        return points is not None

    def total_in(self, spot: Spot, text: str, label: str) -> str:
        """What stands behind the label of a total, such as 97.26分，等级：优: its points are taken; the rest of it."""
        said = _AFTER_POINTS.split(text, maxsplit=1)
        points = points_of(said[0])
        if points is None:
            return text
        self._total(spot, said[0], points, label)
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

    def _total(self, spot: Spot, text: str, points: Points, label: str) -> None:
        """The total, the one that stands last; another one above it is named."""
        before = self._points_at.get("total_score")
        if before is not None and self.points["total_score"] != points:
            self.ledger.take_back(before.spot, _("the form has another total, {points}").format(points=f"{points:f}"))
        self.points["total_score"] = points
        self._points_at["total_score"] = FoundAmount(text, None, spot, label)
        self.ledger.put(spot, "progress.total_score")

    def keyless(self, kind: str, indicators: Iterable[Indicator]) -> Iterator[tuple[str, str, FoundAmount]]:
        """What the record of such a form has no key for: its label as a detail, where the ledger has it, where it is.

        That are the points of a monitoring, and amounts that the other kind of form has.
        """
        if total := self._lone_total(kind, indicators):
            yield total.label, "progress.total_score", total
        elif self._is_monitoring(kind):
            for key, found in self._points_at.items():
                yield _beside(found.label, "points"), f"progress.{key}", found
        if kind == ADJUSTMENT and not self._tells_more(indicators):
            yield from self._of_change()
            return
        column = "adjusted" if self._is_monitoring(kind) else "expected"
        for part, columns in self.amounts.items():
            if column in columns and (part or column == "expected"):
                key = f"progress.{f'parts.{part}.' if part else ''}{column}"
                yield _beside(columns[column].label, column), key, columns[column]

    def _of_change(self) -> Iterator[tuple[str, str, FoundAmount]]:
        """What was spent until the budget was changed: no record of the year; it is taken out of the results."""
        for part, columns in self.amounts.items():
            for column, found in columns.items():
                if column in _KEYLESS:
                    label = _beside(found.label, column)
                    label = label if part in label else f"{part}（{label}）"
                    yield label, f"progress.{f'parts.{part}.' if part else ''}{column}", found
        yield from ((_beside(found.label, "rate"), RATE, found) for _part, found in self.rates)
        self.amounts.clear()
        self.rates.clear()

    def _is_monitoring(self, kind: str) -> bool:
        return kind == MONITORING or (kind != EVALUATION and bool(self.month))

    def _lone_total(self, kind: str, indicators: Iterable[Indicator]) -> FoundAmount | None:
        """A total that is no self-evaluation's: of a form of goals that says nothing more.

        A 事前绩效评估 judges what is asked for; the total is taken out of the results.
        """
        is_more = self._tells_more(indicators) or self.amounts
        total = self._points_at.get("total_score")
        if kind in (EVALUATION, MONITORING) or is_more or total is None or len(self.points) > 1:
            return None
        self.points.clear()
        return total

    def _tells_more(self, indicators: Iterable[Indicator]) -> bool:
        """Whether a form says what became of goals or indicators."""
        return bool(self.goals or self.texts or any(apart(indicators).values()))

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
        rows = apart(indicators)
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
        is_monitoring = self._is_monitoring(kind)
        points = {} if is_monitoring else self.points
        keys = MONITORED if is_monitoring else EVALUATED
        return FormResults(
            kind=MONITORING if is_monitoring else EVALUATION,
            month=self.month,
            day=self.day,
            results=tuple(self.goals),
            parts={part: dict(columns) for part, columns in amounts.items() if part and columns.keys() - {"initial"}},
            indicators={name: keyed(said, keys) for name, said in rows.items() if said},
            adjusted=whole.get("adjusted"),
            spent=whole.get("spent"),
            expected=whole.get("expected"),
            execution_points=points.get("execution_points"),
            total_score=points.get("total_score"),
            conclusion=self.texts.get("conclusion", ""),
            measures=self.texts.get("measures", ""),
        )


def _beside(label: str, column: str) -> str:
    """The label of an amount with the heading that it stands below, unless it says that itself."""
    heading, own = _KEYLESS[column]
    return label if own.search(label) else f"{label}（{heading}）"


def _without_budget(amounts: Mapping[str, Mapping[str, Money]]) -> dict[str, dict[str, Money]]:
    """The amounts of a form that says nothing else of the year's later life.

    全年预算数 alone is its budget there; beside what was spent, or what it was before, it is the budget of the year.
    """
    if any(columns.keys() & {"spent", "expected"} for columns in amounts.values()):
        return {part: dict(columns) for part, columns in amounts.items()}
    return {part: dict(columns) for part, columns in amounts.items() if "initial" in columns}
