"""What is asked at a terminal of a project's self-evaluation: money, goals, then each indicator beside its target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from perfcli.actions.evaluating import Evaluator
from perfcli.cli.interview import Answers, Question
from perfcli.cli.progress_questions import ask_amount, ask_text, ask_value, heading, put_amount, put_change
from perfcli.cli.recording import read_points
from perfcli.errors import PerfError
from perfcli.exact import Money, Points
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.model import Project
from perfcli.progress import EvaluatedIndicator, Evaluation, Progress
from perfcli.progress.recording import Entry, recorded
from perfcli.progress.rows import EvaluatedRow

TIER_NAMES = {
    "reached": noop("reached as expected"),
    "partly": noop("partly reached, with some effect"),
    "missed": noop("missed, with little effect"),
}


@dataclass(frozen=True, slots=True)
class EvaluationScript:
    """The questions of a project's self-evaluation: what its points turn out to lack is asked for as well."""

    project: Project
    progress: Progress | None
    work_out: Evaluator

    def __call__(self, answers: Answers) -> Iterator[Question]:
        """The questions in their order."""
        before = self._before
        yield ask_amount("spent", _("Spent in the whole year, in yuan"), before.spent, heading(self.project))
        yield ask_amount("adjusted", _("Budget of the year after adjustments, in yuan"), self._adjusted)
        for number, goal in enumerate(self.project.goals):
            known = before.results[number] if number < len(before.results) else ""
            asked = _("What became of goal {number}").format(number=number + 1)
            note = _("Goal {number}: {goal}").format(number=number + 1, goal=goal)
            yield ask_text(f"result {number}", asked, known, note)
        for row in self.work_out(self.project, self.progress).rows:
            yield from self._of_indicator(answers, row)

    def entry(self, answers: Answers) -> Entry:
        """What was answered, without what is recorded so already."""
        before = self._before
        values: dict[str, Any] = {}
        indicators: dict[str, dict[str, Any]] = {}
        adjusted = None
        results = list(before.results)
        for key, text in answers.items():
            column, _space, name = key.partition(" ")
            if key == "spent":
                put_amount(values, key, text, before.spent)
            elif key == "adjusted":
                said: dict[str, Any] = {}
                put_amount(said, key, text, self._adjusted)
                adjusted = said.get(key)
            elif column == "result":
                results += [""] * (int(name) + 1 - len(results))
                results[int(name)] = text
            else:
                self._put(indicators.setdefault(name, {}), column, text, name)
        while results and not results[-1]:
            results.pop()
        put_change(values, "results", tuple(results), before.results)
        return Entry(
            code=self.project.code or self.project.unit,
            year=self.project.year,
            adjusted=adjusted,
            values=values,
            indicators={name: one for name, one in indicators.items() if one},
        )

    @property
    def _before(self) -> Evaluation:
        return (self.progress.evaluation if self.progress else None) or Evaluation()

    @property
    def _adjusted(self) -> Money:
        known = self.progress.adjusted if self.progress else None
        return self.project.budget.total if known is None else known

    def _put(self, into: dict[str, Any], column: str, text: str, name: str) -> None:
        known = self._before.indicators.get(name) or EvaluatedIndicator()
        if column == "score":
            put_change(into, column, read_points(name, text) if text else None, known.score)
        else:
            put_change(into, column, text, getattr(known, column))

    def _of_indicator(self, answers: Answers, row: EvaluatedRow) -> Iterator[Question]:
        name, known = row.name, row.said
        note = _("{name}: target {target}").format(name=name, target=row.indicator.target)
        asked = _("{name}: actual value").format(name=name)
        yield ask_value(f"actual {name}", asked, known.actual, row.indicator, self.project, note)
        if not answers[f"actual {name}"] and not known.tier and known.score is None:
            return
        is_open = self._row(answers, name).how == "unknown" and "direction" not in self._lacks(answers, name)
        if is_open or known.tier:
            choices = {tier: _(said) for tier, said in TIER_NAMES.items()}
            asked = _("{name}: how far it was reached").format(name=name)
            yield Question(f"tier {name}", asked, offered=known.tier, choices=choices, is_optional=True)
        now = self._row(answers, name)
        if now.score is None or now.how == "tier" or known.score is not None:
            yield self._score(row, now.score)
        lacks = self._lacks(answers, name)
        if known.reason or lacks & {"reason", "explanation"}:
            above = "explanation" in lacks
            asked = _("{name}: why it is far above the target") if above else _("{name}: why it was not reached")
            yield ask_text(f"reason {name}", asked.format(name=name), known.reason)
        if known.measure or "measure" in lacks:
            yield ask_text(f"measure {name}", _("{name}: measure of improvement").format(name=name), known.measure)

    def _score(self, row: EvaluatedRow, computed: Decimal | None) -> Question:
        offered = "" if row.said.score is None else f"{row.said.score.normalize():f}"
        if row.weight is None:
            asked = _("{name}: score").format(name=row.name)
        else:
            asked = _("{name}: score, at most {weight}").format(name=row.name, weight=f"{row.weight.normalize():f}")
        return Question(
            f"score {row.name}",
            asked,
            lambda text: _require_within(row, read_points(row.name, text)),
            offered,
            is_optional=True,
            empty=None if computed is None else _("empty for {points} points").format(points=f"{computed:.2f}"),
        )

    def _row(self, answers: Answers, name: str) -> EvaluatedRow:
        after = recorded(self.project, self.progress, self.entry(answers))
        return next(row for row in self.work_out(self.project, after).rows if row.name == name)

    def _lacks(self, answers: Answers, name: str) -> set[str]:
        after = recorded(self.project, self.progress, self.entry(answers))
        return {lack.what for lack in self.work_out(self.project, after).lacks if lack.indicator == name}


def _require_within(row: EvaluatedRow, score: Points) -> Decimal:
    if row.weight is not None and score > row.weight:
        message = _("{name}: a score of {score} is over the weight of {weight}")
        raise PerfError(message.format(name=row.name, score=f"{score:f}", weight=f"{row.weight:f}"))
    return score
