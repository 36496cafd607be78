"""Units and departments as values; the lock around a new code."""

from __future__ import annotations

import itertools
import secrets
from decimal import Decimal

import pytest

from perfcli.actions.bulk import BadLine, new_projects, read_plan
from perfcli.actions.new import ProjectRequest, department_name_of, new_project, units_to_choose, with_units
from perfcli.errors import ConflictingData, PerfError
from perfcli.exact import Money, Percent
from perfcli.model import Department, Unit
from perfcli.repository import Repository
from tests.conftest import MAINTENANCE, Perf

WANTED = ProjectRequest(name="x", unit="335001", total=Money("1.00"))


def test_a_department_is_named_after_its_first_unit() -> None:
    assert department_name_of("335001", "住房局本级") == "住房局"
    assert department_name_of("335001", "住房局") == "住房局"
    assert department_name_of("335002", "住房局本级") == ""


def test_units_are_added_and_named() -> None:
    before = Department(code="335", name="旧", units=(Unit(code="335001", name="甲"), Unit(code="335002")))
    names = {"335002": "乙", "335003": "丙", "335001": ""}
    assert with_units(before, names, "新") == Department(
        code="335",
        name="新",
        units=(Unit(code="335001", name="甲"), Unit(code="335002", name="乙"), Unit(code="335003", name="丙")),
    )


def test_units_to_choose_are_sorted_and_readable_ones(perf: Perf) -> None:
    perf.write("departments/337.toml", "code =")
    assert [unit.code for unit in units_to_choose(Repository(perf.root))] == ["335001", "335002", "336001"]


def test_a_code_that_is_drawn_twice_is_drawn_again(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = itertools.chain("A" * 13, itertools.repeat("Q"))
    monkeypatch.setattr(secrets, "choice", lambda _alphabet: next(letters))
    assert new_project(Repository(perf.root), WANTED).project.code == "13030321QQQQQQQQQQQQQ"


def test_a_code_that_is_taken(perf: Perf) -> None:
    with pytest.raises(ConflictingData, match="is taken"):
        new_project(
            Repository(perf.root), ProjectRequest(name="x", unit="335001", total=Money("1.00"), code=MAINTENANCE)
        )


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("25,50,75,100", ["25.00", "50.00", "75.00", "100.00"]),
        ("25%，33.333％ , 0", ["25.00", "33.333", "0.00"]),
        ("1e2", ["100.00"]),
    ],
)
def test_plans(text: str, shares: list[str]) -> None:
    plan = read_plan(text)
    assert [str(share) for share in plan] == shares
    assert {type(share) for share in plan} == {Percent}


@pytest.mark.parametrize("text", ["", "25,,50", "a", "NaN", "inf", "1e999999999", "1e99999999999999999999", "25;50"])
def test_what_is_no_plan(text: str) -> None:
    with pytest.raises(PerfError, match="is not a percent"):
        read_plan(text)


def test_lines_are_projects_or_reasons(perf: Perf) -> None:
    data = b'\xef\xbb\xbf{"name":"a","unit":"335001","budget":0.1}\r\n\n \n{"name":"b"}\n'
    made, bad = new_projects(Repository(perf.root), data)
    assert not isinstance(made, BadLine)
    assert (made.project.name, made.project.budget.total) == ("a", Decimal("0.10"))
    assert made.path.read_text(encoding="utf-8") == made.text
    assert bad == BadLine(4, "missing: unit, budget")
