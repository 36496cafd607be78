"""What a 调整表 says was changed, by its labels and columns of before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec
from msgspec.structs import replace

from perfcli.dates import read_days
from perfcli.exact import Money
from perfcli.form import ADJUSTMENT
from perfcli.forms.record.filled import FilledForm, FormChanges, SaidChange
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.forms.words.changes import BEFORE_CHANGE
from perfcli.keys import Pick, indicator_names, key_text
from perfcli.model import Indicator, Project
from perfcli.regex import regex

FUNDS = ("total", "fiscal", "other")
TOTAL = "budget.total"
_OF_INDICATORS = ("level1", "kind", "description", "basis", "scoring", "weight")
_WAS = regex(rf"(?:{BEFORE_CHANGE}|原).{{0,12}}|批复(?:时)?.{{0,6}}值")
_NO_TARGET = regex("(?:分值?|权重|依据|说明|备注|标准|级指标|名称)$")
"""What else may have been before a change: 调整前权重."""

DROPPED = frozenset(("删除", "取消", "删减", "删去", "剔除", "撤销", "作废", "不再执行"))
"""What is said on a form of changes of an indicator that holds no longer."""

_CHANGE = regex(r"(?:本次)?(?:调增|调减|增加|减少|增减|调整|变动|变更)[^前后]{0,12}[额数]|差额|增减")
_SCALE = regex(r"（(?:[千万亿]?元)）$")
_WHY = regex(
    r"(?:绩效目标|绩效指标|指标|预算|项目)?(?:调整|变更|修改|申请调整)的?(?:理由|原因|事由|依据|说明)(?:及依据|和依据|说明)?"
)
_WHEN = regex(r"(?:调整|变更|批复|申请|申报|填报|填表)(?:日期|时间)")


class Adjustments(msgspec.Struct):
    """Collects what was before, which the goals themselves do not hold."""

    goals: list[str] = msgspec.field(default_factory=list)
    money: dict[str, FoundAmount] = msgspec.field(default_factory=dict)
    """Amounts before by the keys of a budget."""

    reasons: dict[str, str] = msgspec.field(default_factory=dict)
    """Why the goals or the money were changed, where that is told of these alone: by the keys of a record."""

    rows: list[SaidChange] = msgspec.field(default_factory=list)
    is_list: bool = False

    def amount(self, part: str, source: str, found: FoundAmount) -> None:
        """An amount as it was before."""
        self.money.setdefault(f"sources.{source}" if part == "source" else part, found)

    def finished(self, form: FilledForm, money: Callable[[FoundAmount], Money | None]) -> FormChanges | None:
        """All that the form says was changed, None for a form of another kind."""
        if self.is_list:
            return FormChanges(tuple(self.rows), is_list=True, scale=form.scale)
        if form.kind != ADJUSTMENT:
            return None
        before = {key: str(amount) for key, found in self.money.items() if (amount := money(found)) is not None}
        told = {label: str(text) for label, text in form.details.items() if is_about_adjusting(label)}
        return FormChanges(
            (*map(self._explained, _of_project(form, before, self.goals)), *_of_indicators(form)),
            reason=next((text for label, text in told.items() if _WHY.fullmatch(label)), ""),
            day=next((day for label, text in told.items() if _WHEN.fullmatch(label) and (day := day_of(text))), None),
            scale=form.scale,
        )

    def _explained(self, change: SaidChange) -> SaidChange:
        """A change with its reason: that of all the money is one of its parts, too."""
        of_all = self.reasons.get(TOTAL, "") if change.key.startswith("budget.") else ""
        return replace(change, reason=self.reasons.get(change.key, of_all))


def day_of(text: str) -> date | None:
    """The day that a text is, None where it is none with its year."""
    days = read_days(text, 1)
    return days.first if days and days.first == days.last and days.first.year > 1 else None


def is_about_adjusting(label: str) -> bool:
    """Whether a detail says what was before, why or when it was changed."""
    plain = _SCALE.sub("", label)
    column = plain.rpartition("（")[2].rstrip("）") if plain.endswith("）") else ""
    is_told = column in DROPPED or any(told.fullmatch(column) for told in (_WAS, _CHANGE, _WHY))
    return bool(is_told or _WAS.fullmatch(plain) or _WHY.fullmatch(plain) or _WHEN.fullmatch(plain))


def _of_project(form: FilledForm, before: Mapping[str, str], goals: Sequence[str]) -> Iterator[SaidChange]:
    """What the form has of the project's own keys; what it was is not said of each."""

    def change(key: str, after: str | tuple[str, ...], was: str | None = None) -> SaidChange:
        return SaidChange(where=form.where, key=key, before=was, after=after)

    for part in FUNDS:
        amount = getattr(form, part)
        if amount is not None and form.prints_money:
            yield change(f"budget.{part}", str(amount), before.get(part))
    for label in {**form.sources, **dict.fromkeys(form.zeros)}:
        yield change(f"budget.sources.{label}", str(form.sources.get(label, "")), before.get(f"sources.{label}"))
    if form.goals:
        yield change("goals", form.goals, "\n".join(goals) if goals else None)
    if form.long_term_goals:
        yield change("long_term_goals", form.long_term_goals)
    if form.purpose:
        yield change("purpose", form.purpose)
    yield from (change(f"spending_plan.{month}", str(share)) for month, share in form.spending_plan.items())


def _of_indicators(form: FilledForm) -> Iterator[SaidChange]:
    """The rows of indicators, key by key: the target with what it was, the rest as it is."""
    has_before = any(_was(row) is not None for row in form.indicators)
    for name, row in zip(indicator_names(form.indicators), form.indicators, strict=True):
        reason = next((str(text) for label, text in row.details.items() if _WHY.fullmatch(label)), "")
        was = (_was(row) or "") if has_before else None
        place = key_text(("indicators", Pick(name)))
        yield SaidChange(
            where=form.where,
            key=f"{place}.target",
            before=was,
            after=row.target or (None if was else ""),
            reason=reason,
        )
        for key in _OF_INDICATORS:
            value = getattr(row, key)
            if value not in ("", None):
                yield SaidChange(where=form.where, key=f"{place}.{key}", before=None, after=str(value), reason=reason)
        for label, text in row.details.items():
            if not (_WAS.fullmatch(label) or _WHY.fullmatch(label)):
                after = text if isinstance(text, str) else tuple(text)
                key = f"{place}.details.{label}"
                yield SaidChange(where=form.where, key=key, before=None, after=after, reason=reason)


def _was(row: Indicator) -> str | None:
    """What the target was, None where the row has no cell of it that is filled in."""
    told = ((label, text) for label, text in row.details.items() if _WAS.fullmatch(label))
    return next((str(text) for label, text in told if not _NO_TARGET.search(label)), None)


def labels_left(form: FilledForm) -> Iterable[str]:
    """The details of a form that say nothing of what was changed."""
    return (label for label, text in form.details.items() if not (is_about_adjusting(label) or text in form.units))


def unlisted(form: FilledForm, project: Project) -> list[str]:
    """The year's indicators of a project that a form with indicators does not have."""
    named = {row.name for row in form.indicators}
    return [row.name for row in project.year_indicators if named and row.name not in named]
