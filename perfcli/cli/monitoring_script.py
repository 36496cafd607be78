"""What is asked at a terminal of a project's monitoring: money, then each indicator beside its target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from perfcli.actions.recording import require_of_year
from perfcli.actions.standing import Monitor
from perfcli.cli.interview import Answers, Question
from perfcli.cli.progress_questions import ask_amount, ask_text, ask_value, heading, put_amount, put_change
from perfcli.dates import read_days
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.model import Indicator, Project
from perfcli.progress import MonitoredIndicator, Monitoring, Progress
from perfcli.progress.monitored import last_monitoring
from perfcli.progress.recording import Entry, recorded
from perfcli.progress.rows import indicator_names

_AMOUNTS = ("spent", "expected")
_BEHIND = ("red", "yellow")


@dataclass(frozen=True, slots=True)
class MonitoringScript:
    """The questions of one monitoring of a project; `on` is its date where that is known, `today` is offered else."""

    project: Project
    progress: Progress | None
    where: Monitor
    today: date
    on: date | None = None

    def __call__(self, answers: Answers) -> Iterator[Question]:
        """The questions in their order: the cause of a delay only where there is one."""
        note = heading(self.project)
        if self.on is None:
            offered = self.today.isoformat() if self.today.year == self.project.year else ""
            yield Question("date", _("Date of the monitoring"), self._day, offered, note=note)
            note = ""
        before, last = self._before(answers), self._last(answers)
        if last and last.spent is not None:
            spent = _("{date}: spent {amount} yuan").format(date=last.date.isoformat(), amount=f"{last.spent:,f}")
            note = f"{note}\n{spent}".strip()
        yield ask_amount("spent", _("Spent so far, in yuan"), before.spent, note)
        yield ask_amount("expected", _("Expected to be spent in the whole year, in yuan"), before.expected)
        for name, row in zip(indicator_names(self.project), self.project.year_indicators, strict=True):
            note = _target(name, row.target, last)
            known = before.indicators.get(name) or MonitoredIndicator()
            yield from self._of_indicator(answers, name, row, known, note)
        yield ask_text("conclusion", _("Conclusion of the monitoring"), before.conclusion)
        yield ask_text("measures", _("Measures of improvement"), before.measures)

    def entry(self, answers: Answers) -> Entry:
        """What was answered, without what is recorded so already."""
        before = self._before(answers)
        values: dict[str, Any] = {}
        indicators: dict[str, dict[str, Any]] = {}
        for key, text in answers.items():
            column, _space, name = key.partition(" ")
            if name:
                known = before.indicators.get(name) or MonitoredIndicator()
                put_change(indicators.setdefault(name, {}), column, text, getattr(known, column))
            elif column in _AMOUNTS:
                put_amount(values, column, text, getattr(before, column))
            elif column != "date":
                put_change(values, column, text, getattr(before, column))
        return Entry(
            code=self.project.code,
            year=self.project.year,
            on=self._on(answers),
            values=values,
            indicators={name: said for name, said in indicators.items() if said},
        )

    def _of_indicator(
        self, answers: Answers, name: str, row: Indicator, known: MonitoredIndicator, note: str
    ) -> Iterator[Question]:
        asked = _("{name}: value so far").format(name=name)
        yield ask_value(f"value {name}", asked, known.value, row, self.project, note)
        asked = _("{name}: value expected by the end of the year").format(name=name)
        yield ask_value(f"expected {name}", asked, known.expected, row, self.project)
        if self._is_behind(answers, name):
            yield ask_text(f"cause {name}", _("{name} is behind: cause").format(name=name), known.cause)
            asked = _("{name}: how likely the target is reached")
            yield ask_text(f"likelihood {name}", asked.format(name=name), known.likelihood)

    def _on(self, answers: Answers) -> date:
        return self.on or self._day(answers["date"])

    def _day(self, text: str) -> date:
        """A day as people write it; raises PerfError for none, and for one outside of the budget year."""
        days = read_days(text, self.project.year)
        if days is None or days.first != days.last:
            message = _("{text} is not a date").format(text=text)
            raise PerfError(message, hint=_("Write it as 2021-07-31."))
        require_of_year(days.first, self.project.year)
        return days.first

    def _before(self, answers: Answers) -> Monitoring:
        """What is recorded of that day."""
        on = self._on(answers)
        known = self.progress.monitoring if self.progress else ()
        return next((one for one in known if one.date == on), Monitoring(date=on))

    def _last(self, answers: Answers) -> Monitoring | None:
        """The last monitoring before that day."""
        return last_monitoring(self.progress, date.fromordinal(self._on(answers).toordinal() - 1))

    def _is_behind(self, answers: Answers, name: str) -> bool:
        after = recorded(self.project, self.progress, self.entry(answers))
        rows = self.where(self.project, after, self._on(answers)).rows
        return any(row.name == name and row.light in _BEHIND for row in rows)


def _target(name: str, target: str, last: Monitoring | None) -> str:
    """An indicator beside its target, and what it was at the last monitoring."""
    known = last.indicators.get(name) if last else None
    if last is None or known is None or not known.value:
        return _("{name}: target {target}").format(name=name, target=target)
    said = _("{name}: target {target}; {value} at {date}")
    return said.format(name=name, target=target, value=known.value, date=last.date.isoformat())
