"""Random histories of projects and what became of them: the index answers as the files do, read one by one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from perfcli.actions.evaluating import summarised
from perfcli.actions.evaluations import evaluations
from perfcli.actions.listing import list_rows
from perfcli.actions.missing import missing_units
from perfcli.actions.monitoring import status
from perfcli.actions.summing import sum_budgets
from perfcli.direction import better_by
from perfcli.errors import UnreadableData
from perfcli.exact import rounded
from perfcli.model import Project
from perfcli.progress import Progress
from perfcli.progress.evaluation import Evaluated, evaluated, is_alarm
from perfcli.progress.lights import LIGHTS
from perfcli.progress.monitored import Monitored, monitored
from perfcli.progress.scoring import GRADES
from perfcli.progress.shown import evaluation_row
from perfcli.repository import Repository
from perfcli.select import Row, Selection
from perfcli.settings import Settings

CODES = ("13030321AAAAAAAAAAAAA", "13030321BBBBBBBBBBBBB")
UNITS = ("335001", "335002")
SELECTIONS = (
    Selection(years=(2021,)),
    Selection(years=(2021,), units=("335001",)),
    Selection(years=(2021,), name="A1"),
    Selection(years=(2021,), where="total > 3"),
)
SETTINGS = Settings()
BETTER = better_by(SETTINGS.check)

codes, units, digits = st.sampled_from(CODES), st.sampled_from(UNITS), st.integers(0, 9)


def project_text(code: str, unit: str, digit: int) -> str:
    return (
        f'code = "{code}"\nname = "A{digit}"\nunit = "{unit}"\nyear = 2021\n'
        f"budget = {{ total = {digit}.05, fiscal = {digit}.05, other = 0 }}\nspending_plan = {{ 12 = 100 }}\n"
        f'[[indicators]]\nkind = "数量指标"\nname = "B"\ntarget = "≥{digit}个"\n'
    )


def progress_text(code: str, unit: str, digit: int, is_spent: bool) -> str:
    spent = f"spent = {digit}.01\n" if is_spent else ""
    return (
        f'code = "{code}"\nunit = "{unit}"\nyear = 2021\n'
        f'[[monitoring]]\ndate = 2021-03-31\n[monitoring.indicators."B"]\nvalue = "{digit}个"\n'
        f"[[monitoring]]\ndate = 2021-0{digit % 6 + 4}-01\n{spent}"
        + (f"[evaluation]\n{spent}{of_evaluation(digit)}" if digit % 2 else "")
    )


def of_evaluation(digit: int) -> str:
    results = 'results = ["一", "二"]\n' if digit > 4 else ""
    recheck = "recheck = 7\n" if digit > 6 else ""
    return f'{results}[evaluation.indicators."B"]\nactual = "5个"\n{recheck}'


Pair = tuple[Project, Progress | None]


def read(repository: Repository, selection: Selection) -> Iterator[Pair]:
    """The projects chosen with their progress; raises UnreadableData for what does not read."""
    for file in repository.project_files(selection.years, selection.units):
        loaded = repository.load_project(file)
        if loaded.record is None:
            raise UnreadableData("project", loaded.problems)
        project = loaded.record
        if selection.takes(project) and (not selection.where or project.budget.total > 3):
            progress = repository.load_progress(file.year, file.code, file.unit)
            if progress.problems:
                raise UnreadableData("progress", progress.problems)
            yield project, progress.record


def status_rows(pairs: list[Pair], by: date | None) -> list[Row]:
    ones = [monitored(project, progress, by, SETTINGS, BETTER) for project, progress in pairs]

    def badness(one: Monitored) -> tuple[int, bool, str, str]:
        rank = LIGHTS.index(one.light) if one.light else len(LIGHTS)
        return rank, one.on is None, one.project.code, one.project.unit

    return [
        {
            "code": one.project.code,
            "name": one.project.name,
            "unit": one.project.unit,
            "year": one.project.year,
            "date": one.on.isoformat() if one.on else None,
            "spent": one.spent,
            "planned": one.planned,
            "execution": one.execution,
            "light": one.light,
            "indicators": [
                {"name": r.name, "target": r.target, "value": r.value or None, "progress": r.progress, "light": r.light}
                for r in one.rows
            ],
        }
        for one in sorted(ones, key=badness)
    ]


def sums_of(ones: list[Evaluated]) -> Row:
    scored = [(Fraction(one.adjusted), Fraction(one.total_score)) for one in ones if one.total_score is not None]
    money = sum(budget for budget, _score in scored)
    spent = [(one.spent, one.adjusted) for one in ones if one.spent is not None]
    budgets = sum((Fraction(adjusted) for _spent, adjusted in spent), Fraction(0))
    counts = (sum(one.grade == grade for one in ones) for grade in GRADES)
    return {
        "projects": len(ones),
        "scored": len(scored),
        "score": rounded(sum(budget * score for budget, score in scored) / Fraction(money)) if money else None,
        **dict(zip(("excellent", "good", "fair", "poor"), counts, strict=True)),
        "adjusted": sum((one.adjusted for one in ones), Decimal("0.00")),
        "spent": sum((amount for amount, _adjusted in spent), Decimal("0.00")),
        "execution": rounded(sum(Fraction(s) for s, _a in spent) / budgets * 100) if budgets else None,
        "alarms": sum(is_alarm(one, SETTINGS.evaluation) for one in ones),
        "unrecorded": len(ones) - len(spent),
    }


def compare(root: Path, selection: Selection, by: date | None) -> None:
    """Every answer of the index about a selection equals the one of the files; both refuse what does not read."""
    try:
        pairs = list(read(Repository(root), selection))
    except UnreadableData:
        with pytest.raises(UnreadableData), status(Repository(root), selection, by) as found:
            pass
        with pytest.raises(UnreadableData):
            summarised(Repository(root), selection, ("unit",))
        return
    with status(Repository(root), selection, by) as found:
        assert found.full_rows() == status_rows(pairs, by)
        assert found.without == sum(
            not any(by is None or m.date <= by for m in (p.monitoring if p else ())) for _, p in pairs
        )
    by_unit: dict[str, list[Evaluated]] = {}
    for project, progress in pairs:
        by_unit.setdefault(project.unit, []).append(evaluated(project, progress, SETTINGS, BETTER))
    assert summarised(Repository(root), selection, ("unit",)) == [
        {"unit": unit} | sums_of(ones) for unit, ones in sorted(by_unit.items())
    ]
    begun = [
        evaluated(project, progress, SETTINGS, BETTER)
        for project, progress in pairs
        if progress and progress.evaluation
    ]
    with evaluations(Repository(root), selection) as shown:
        assert shown.rows() == [evaluation_row(one) for one in begun]
        lacks = [lack for one in begun for lack in (*one.lacks, None)]
        assert list(shown.lines(lambda _row, lacks: [repr(lack).encode() for lack in (*lacks, None)])) == [
            repr(lack).encode() for lack in lacks
        ]
        assert shown.without == len(pairs) - len(begun)
    if not (selection.name or selection.where):
        rows = list_rows(Repository(root), "units", selection).rows
        for what in ("monitoring", "evaluation"):
            late = {project.unit for project, progress in pairs if not (progress and getattr(progress, what))}
            assert {row["code"] for row in missing_units(Repository(root), rows, selection, what)} == late


class ProgressHistory(RuleBasedStateMachine):
    """Two codes in two units under random edits of projects and of what became of them."""

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        own = "".join(f'[[units]]\ncode = "{unit}"\n' for unit in UNITS)
        self.put(self.root / "perf.toml", "schema = 1\n")
        self.put(self.root / "departments" / "335.toml", f'code = "335"\n{own}')
        (self.root / "projects").mkdir()

    def path(self, kind: str, code: str, unit: str) -> Path:
        return self.root / kind / "2021" / unit / f"{code}.toml"

    def put(self, path: Path, content: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    @rule(code=codes, unit=units, digit=digits)
    def write_project(self, code: str, unit: str, digit: int) -> None:
        other = next(one for one in UNITS if one != unit)
        self.path("projects", code, other).unlink(missing_ok=True)  # a code is of one unit
        self.put(self.path("projects", code, unit), project_text(code, unit, digit))

    @rule(code=codes, unit=units, digit=digits, is_spent=st.booleans())
    def write_progress(self, code: str, unit: str, digit: int, is_spent: bool) -> None:
        self.put(self.path("progress", code, unit), progress_text(code, unit, digit, is_spent))

    @rule(code=codes, unit=units, kind=st.sampled_from(("projects", "progress")))
    def delete(self, code: str, unit: str, kind: str) -> None:
        self.path(kind, code, unit).unlink(missing_ok=True)

    @rule(code=codes, unit=units)
    def damage(self, code: str, unit: str) -> None:
        self.put(self.path("progress", code, unit), "code = \n")

    @rule(unit=units)
    def remove_the_projects_of_a_unit(self, unit: str) -> None:
        shutil.rmtree(self.path("projects", CODES[0], unit).parent, ignore_errors=True)

    @rule()
    def look_at_projects_alone(self) -> None:
        sum_budgets(Repository(self.root), Selection())

    @rule(selection=st.sampled_from(SELECTIONS), by=st.sampled_from((None, date(2021, 5, 1))))
    def ask(self, selection: Selection, by: date | None) -> None:
        compare(self.root, selection, by)

    def teardown(self) -> None:
        if hasattr(self, "root"):
            compare(self.root, Selection(years=(2021,)), None)
            shutil.rmtree(self.root, ignore_errors=True)


TestProgressHistory = ProgressHistory.TestCase
TestProgressHistory.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
