"""`perf evaluate show|summary|sample`: self-evaluations out of projects and their progress."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Context, Decimal
from fractions import Fraction

from perfcli.errors import UnreadableData
from perfcli.evaluation import Evaluated, EvaluatedRow, evaluated, is_alarm
from perfcli.i18n import gettext as _
from perfcli.model import Project
from perfcli.progress import Progress
from perfcli.repository import Repository
from perfcli.reverse_names import reverse_by
from perfcli.scoring import GRADES, rounded
from perfcli.select import Row

Evaluator = Callable[[Project, Progress | None], Evaluated]


def evaluator(repository: Repository) -> Evaluator:
    """What works out a project's self-evaluation by the settings of a repository; raises UnreadableData for these."""
    settings = repository.settings
    is_reverse = reverse_by(settings.check)
    return lambda project, progress: evaluated(project, progress, settings, is_reverse)


def read_progress(repository: Repository, projects: Iterable[Project]) -> Iterator[tuple[Project, Progress | None]]:
    """Each project with its progress, None where it has no file; raises UnreadableData with all that cannot be read."""
    loaded = [(one, repository.load_progress(one.year, one.code, one.unit)) for one in projects]
    problems = tuple(problem for _project, found in loaded for problem in found.problems)
    if problems:
        raise UnreadableData(_("these files cannot be read"), problems, hint=_("Fix these files first."))
    return ((project, found.record) for project, found in loaded)


def evaluate(repository: Repository, projects: Iterable[Project], *, only_begun: bool = False) -> list[Evaluated]:
    """The self-evaluations of projects in their order; with `only_begun` of those alone that have one.

    Raises UnreadableData for a progress file that cannot be read.
    """
    work_out = evaluator(repository)
    return [
        work_out(project, progress)
        for project, progress in read_progress(repository, projects)
        if not only_begun or (progress is not None and progress.evaluation is not None)
    ]


def evaluation_row(one: Evaluated) -> Row:
    """A self-evaluation for programs: amounts in 元, execution in percent, points with two decimals."""
    return {
        "code": one.project.code,
        "name": one.project.name,
        "unit": one.project.unit,
        "year": one.project.year,
        "initial": one.initial,
        "adjusted": one.adjusted,
        "spent": one.spent,
        "execution": one.execution,
        "execution_points": one.execution_points,
        "results": list(one.results),
        "indicators": [_indicator_row(row) for row in one.rows],
        "total_score": one.total_score,
        "computed_score": one.computed_score,
        "grade": one.grade,
    }


def _indicator_row(row: EvaluatedRow) -> Row:
    return {
        "name": row.name,
        "kind": row.indicator.kind,
        "target": row.indicator.target,
        "actual": row.said.actual or None,
        "weight": None if row.weight is None else rounded(Fraction(row.weight)),
        "score": row.score,
        "computed": row.computed.points,
        "reason": row.said.reason or None,
        "measure": row.said.measure or None,
        "how": row.how,
        "tier": row.said.tier or None,
    }


_EXACT = Context(prec=40)
_BY_LIGHT = {"red": 4, "yellow": 2}

SUMMARY_KEYS = ("year", "department", "unit")


def summarised(repository: Repository, ones: Sequence[Evaluated], by: Sequence[str]) -> list[Row]:
    """Sums of self-evaluations by year, department or unit: counts, averages weighted by money, grades, alarms.

    An average is over the projects with a total, each by its budget of the year in 元; execution is spent ÷ budget.
    """
    groups: dict[tuple[object, ...], list[Evaluated]] = {}
    for one in ones:
        keys = {"year": one.project.year, "department": one.project.department, "unit": one.project.unit}
        groups.setdefault(tuple(keys[key] for key in by), []).append(one)
    return [
        dict(zip(by, key, strict=True)) | _sums(repository, group)
        for key, group in sorted(groups.items(), key=lambda item: item[0])
    ]


def _sums(repository: Repository, ones: Sequence[Evaluated]) -> Row:
    scored = [one for one in ones if one.total_score is not None]
    money = sum((one.adjusted for one in scored), Decimal(0))
    weighted = sum((Fraction(one.adjusted) * Fraction(one.total_score or 0) for one in scored), Fraction(0))
    adjusted = sum((one.adjusted for one in ones), Decimal("0.00"))
    spent = [one.spent for one in ones if one.spent is not None]
    grades = {name: sum(one.grade == name for one in ones) for name in GRADES}
    return {
        "projects": len(ones),
        "scored": len(scored),
        "score": rounded(weighted / Fraction(money)) if money else None,
        **dict(zip(("excellent", "good", "fair", "poor"), grades.values(), strict=True)),
        "adjusted": adjusted,
        "spent": sum(spent, Decimal("0.00")),
        "execution": rounded(Fraction(sum(spent, Decimal(0))) / Fraction(adjusted) * 100) if adjusted else None,
        "alarms": sum(is_alarm(one, repository.settings.evaluation) for one in ones),
    }


def sampled(ones: Sequence[Evaluated], share: Fraction, seed: str, lights: Mapping[str, str]) -> list[Evaluated]:
    """A share of self-evaluations to be checked again, at least one: likelier the more money, and the worse the light.

    The same ones for the same seed, whatever the order and the machine: each is drawn by a hash of seed, year and
    code (weighted sampling without replacement, Efraimidis and Spirakis 2006).
    """
    keyed = sorted(((_drawn(one, seed, lights), one.project.key, one) for one in ones), key=lambda item: item[:2])
    count = -(-len(ones) * share.numerator // share.denominator)
    return [one for _key, one in sorted(((key, one) for _drawn, key, one in keyed[:count]), key=lambda item: item[0])]


def _drawn(one: Evaluated, seed: str, lights: Mapping[str, str]) -> Decimal:
    """What a project is drawn by: −ln(u) ÷ weight, u between 0 and 1 by its hash; the lowest are drawn first."""
    digest = hashlib.sha256(f"{seed}\n{one.project.year}\n{one.project.code}".encode()).digest()
    uniform = _EXACT.divide(Decimal(int.from_bytes(digest[:16], "big") + 1), Decimal(2**128 + 1))
    weight = max(one.adjusted, Decimal(1)) * _BY_LIGHT.get(lights.get(one.project.code, ""), 1)
    return _EXACT.divide(-_EXACT.ln(uniform), weight)
