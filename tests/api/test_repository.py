"""The Python interface gives what commands give, and refuses what could only be answered wrongly."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from perfcli import (
    ConflictingData,
    Filters,
    PerfError,
    Repository,
    UnreadableData,
    i18n,
    open_repository,
    set_locale,
)
from perfcli.api.rows import Values
from perfcli.rows_for_scripts import json_text
from tests.conftest import CHECKOUT, HEATING, MAINTENANCE, ROAD, Perf

BROKEN = "projects/2021/335001/13030321DDDDDDDDDDDDD.toml"


@pytest.fixture
def repository(perf: Perf) -> Repository:
    return open_repository(perf.root / "projects")


def as_json(rows: Iterable[Values]) -> object:
    return json.loads(f"[{','.join(json_text(row.as_dict()) for row in rows)}]", parse_float=str)


def printed(perf: Perf, *argv: str) -> list[dict[str, object]]:
    outcome = perf(*argv, "-f", "json")
    assert outcome.status in (0, 1)
    found = json.loads(outcome.out, parse_float=str)
    assert isinstance(found, list)
    return found


ANSWERS: dict[str, Callable[[Repository], Iterable[Values]]] = {
    "list": lambda repository: repository.projects(),
    "list --unit 335 --sort -total --limit 1": lambda repository: repository.projects(
        Filters(unit="335"), sort="-total", limit=1
    ),
    "list --year 2021 --min-budget 1": lambda repository: repository.projects(Filters(year=2021, min_budget=1)),
    "list indicators": lambda repository: repository.indicators(),
    "list indicators --operator ≥": lambda repository: repository.indicators(Filters(operator="≥")),
    "list units": lambda repository: repository.units(),
    "list templates": lambda repository: repository.templates(),
    "list functions": lambda repository: repository.functions(),
    "check --unit 335": lambda repository: repository.check(Filters(unit="335")).findings,
    "check --select C --min-severity error": lambda repository: (
        repository.check(select=["C"], min_severity="error").findings
    ),
    "suggest 公租房维修 --unit 335001 --limit 2": lambda repository: repository.suggest(
        "公租房维修", unit="335001", limit=2
    ),
    "monitor status": lambda repository: repository.monitoring(),
    "monitor status --date 2021-06-30": lambda repository: repository.monitoring(on=date(2021, 6, 30)),
    "evaluate show": lambda repository: repository.evaluations(),
}


@pytest.mark.parametrize("command", ANSWERS)
def test_answers_are_those_of_the_command_line(perf: Perf, repository: Repository, command: str) -> None:
    repository.record_monitoring(
        MAINTENANCE, date(2021, 7, 31), spent="12万", indicators={"维修套数": {"value": "90套"}}
    )
    repository.record_evaluation(MAINTENANCE, spent=Decimal("216000"), indicators={"维修套数": {"actual": "171套"}})
    expected = printed(perf, *command.split())
    assert expected != []
    assert as_json(ANSWERS[command](repository)) == expected


@pytest.mark.parametrize("by", [(), ("unit",), ("department", "year"), ("template",)])
def test_sums_are_those_of_the_command_line(perf: Perf, repository: Repository, by: tuple[str, ...]) -> None:
    keys = by or ("year", "unit")
    groups = as_json(repository.sums(by=by) if by else repository.sums())
    others = {"year", "unit", "department", "template"} - set(keys)
    assert isinstance(groups, list)
    assert [{key: value for key, value in group.items() if key not in others} for group in groups] == printed(
        perf, "summary", "--by", ",".join(keys)
    )


def test_sums_of_evaluations_are_those_of_the_command_line(perf: Perf, repository: Repository) -> None:
    repository.record_evaluation(MAINTENANCE, spent=216000, total_score=Decimal("91.5"))
    (group,) = repository.evaluation_sums(Filters(unit="335001"), by=["unit"])
    expected = printed(perf, "evaluate", "summary", "--unit", "335001", "--by", "unit")
    assert [{**expected[0], "year": None, "department": None}] == as_json([group])
    assert (group.score, group.excellent, group.spent) == (Decimal("91.50"), 1, Decimal("216000.00"))


def test_columns_and_sql_are_those_of_the_command_line(perf: Perf, repository: Repository) -> None:
    rows = repository.rows("projects", ["name", "purpose"], Filters(code=HEATING), sort="-total")
    assert list(rows) == [{"name": "清洁取暖", "purpose": ""}]
    statement = "SELECT code, total FROM projects WHERE total_fen > $least ORDER BY code"
    found = repository.query(statement, {"least": 100})
    assert list(found) == [
        {"code": MAINTENANCE, "total": Decimal("240000.00")},
        {"code": ROAD, "total": Decimal("70000000000000.00")},
    ]
    with pytest.raises(PerfError, match="only reading is possible"):
        repository.query("DELETE FROM projects")


def test_a_project_is_as_in_its_file(repository: Repository) -> None:
    project = repository.project(MAINTENANCE)
    assert (project.budget.fiscal, project.goals) == (Decimal("200000.00"), ("及时维修。", "住户满意。"))
    assert [one.code for one in repository.records(Filters(unit="335"))] == [MAINTENANCE, HEATING]
    with pytest.raises(PerfError, match="no project of 2022 has the code"):
        repository.project(MAINTENANCE, 2022)


def test_amounts_and_years_of_a_wrong_type_are_refused() -> None:
    for wrong in (
        {"min_budget": 0.1},
        {"year": "2021"},
        {"year": True},
        {"unit": 335001},
        {"name": 1},
        {"units": "335"},
    ):
        with pytest.raises(TypeError):
            Filters(**wrong)
    for year in (21, 0, -2021, [2021, 20211]):
        with pytest.raises(ValueError, match="four digits"):
            Filters(year=year)
    for text in ("-1", "十万", "0.001"):
        with pytest.raises(PerfError):
            Filters(max_budget=text)
    with pytest.raises(PerfError, match="cannot be negative"):
        Filters(min_budget=Decimal(-1))
    assert Filters(unit=iter(["335"]), max_budget="24万元").selection.max_budget == Decimal("240000.00")
    assert Filters(min_budget=Decimal("0.05")) == Filters(min_budget="0.05")


@pytest.mark.parametrize(
    "ask",
    [
        lambda repository, year: repository.project(MAINTENANCE, year),
        lambda repository, year: repository.suggest("公租房维修", unit="335001", year=year),
        lambda repository, year: repository.import_files("项目.jsonl", year=year),
        lambda repository, year: repository.record_monitoring(MAINTENANCE, date(2021, 7, 31), spent=1, year=year),
        lambda repository, year: repository.record_evaluation(MAINTENANCE, spent=1, year=year),
    ],
)
def test_a_wrong_year_is_refused_by_every_method(
    repository: Repository, ask: Callable[[Repository, object], object]
) -> None:
    with pytest.raises(ValueError, match="year has four digits, such as 2021: 21 has not"):
        ask(repository, 21)
    for year in ("2021", True, 2021.0, [], [2021, 2022]):
        with pytest.raises(TypeError, match="year is int"):
            ask(repository, year)


def test_a_parameter_beyond_all_whole_numbers_is_refused_at_once(repository: Repository) -> None:
    for given in (Decimal("1e99999999"), Decimal("-1e31")):
        with pytest.raises(ValueError, match="a parameter is too large"):
            repository.query("SELECT $x AS x", {"x": given})


def test_what_an_argument_cannot_be_is_said_where_it_is_given(repository: Repository) -> None:
    for given in ("335001", {"unit": "335001"}):
        with pytest.raises(TypeError, match="filters is Filters"):
            repository.projects(given)  # type: ignore[arg-type]  # it is refused
    with pytest.raises(ValueError, match="limit is not negative"):
        repository.suggest("公租房维修", unit="335001", limit=-1)
    with pytest.raises(PerfError, match="is for csv"):
        repository.export("json", table="projects")


def test_amounts_and_days_are_parameters_of_sql(repository: Repository) -> None:
    first = repository.projects()[0]
    statement = "SELECT code FROM projects WHERE total = $total AND $day = '2021-07-31'"
    found = repository.query(statement, {"total": first.total, "day": date(2021, 7, 31)})
    assert {"code": first.code} in list(found)
    assert list(repository.query("SELECT $a AS a", {"a": Decimal("0.10")})) == [{"a": 0.1}]


def test_a_day_is_a_date(repository: Repository) -> None:
    for day in ("2021-07-31", datetime(2021, 7, 31, tzinfo=UTC)):
        with pytest.raises(TypeError, match="a day is "):
            repository.record_monitoring(MAINTENANCE, day, spent=1)  # type: ignore[arg-type]  # it is refused
        with pytest.raises(TypeError, match="a day is "):
            repository.monitoring(on=day)  # type: ignore[arg-type]  # it is refused


def test_a_text_is_one_key_to_group_by_and_no_list_of_columns(repository: Repository) -> None:
    assert repository.sums(by="year") == repository.sums(by=["year"])
    with pytest.raises(TypeError, match="columns is a sequence of names"):
        repository.rows("projects", "code")
    with pytest.raises(ValueError, match="limit"):
        repository.projects(limit=-1)
    with pytest.raises(ValueError, match="'raise' or 'skip'"):
        repository.projects(unreadable="ignore")  # type: ignore[arg-type]  # it is refused


@pytest.mark.parametrize(
    "ask",
    [
        lambda repository: repository.projects(Filters(unit="999")),
        lambda repository: repository.projects(sort="size"),
        lambda repository: repository.rows("things"),
        lambda repository: repository.rows("projects", ["size"]),
        lambda repository: repository.sums(by=["size"]),
        lambda repository: repository.check(select="XX"),
        lambda repository: repository.check(min_severity="high"),
        lambda repository: repository.export("pdf"),
        lambda repository: repository.export("csv", table="things"),
        lambda repository: repository.export("csv", headings="fr"),
        lambda repository: repository.import_files("perf.toml", scale="打"),
        lambda repository: repository.evaluation_sums(by=["size"]),
        lambda repository: repository.record_evaluation(MAINTENANCE, indicators={"没有": {"actual": "1"}}),
        lambda repository: repository.record_evaluation(MAINTENANCE, indicators={"维修套数": {"size": "1"}}),
        lambda _repository: set_locale("fr"),
    ],
)
def test_what_is_unknown_is_refused(repository: Repository, ask: Callable[[Repository], object]) -> None:
    with pytest.raises(PerfError):
        ask(repository)


def test_an_unreadable_file_is_an_error_unless_it_is_to_be_skipped(perf: Perf, repository: Repository) -> None:
    perf.write(BROKEN, "code =\n")
    asked: list[Callable[[], object]] = [
        repository.projects,
        repository.indicators,
        repository.records,
        repository.sums,
        repository.monitoring,
        lambda: repository.export("json"),
        lambda: repository.query("SELECT 1"),
    ]
    for ask in asked:
        with pytest.raises(UnreadableData) as caught:
            ask()
        assert [problem.path for problem in caught.value.problems] == [BROKEN]
    found = repository.projects(unreadable="skip")
    assert ([row.code for row in found], [one.path for one in found.problems]) == (
        [MAINTENANCE, HEATING, ROAD],
        [BROKEN],
    )
    assert [one.path for one in repository.query("SELECT 1", unreadable="skip").problems] == [BROKEN]
    assert BROKEN in {finding.path for finding in repository.check().findings}


def test_a_changed_file_is_seen_by_the_next_call(perf: Perf, repository: Repository) -> None:
    assert repository.projects(Filters(code=HEATING))[0].total == Decimal("0.05")
    text = perf.read(f"projects/2021/335002/{HEATING}.toml")
    perf.write(f"projects/2021/335002/{HEATING}.toml", text.replace("total = 0.05", "total = 0.07"))
    assert repository.projects(Filters(code=HEATING))[0].total == Decimal("0.07")
    perf.write("perf.toml", "schema = 2\n")
    with pytest.raises(PerfError, match="schema = 2"):
        repository.project(HEATING) and repository.evaluations()


def test_what_is_exported_comes_back(perf: Perf, empty: Perf, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = open_repository(Perf(tmp_path / "other").write("perf.toml", "schema = 1\n").parent)
    source = open_repository(perf.root)
    file = perf.write("../all.json", source.export("json").data)
    done = other.import_files(file, dry_run=True)
    assert (len(done.added), other.projects()[:]) == (7, ())
    assert other.import_files(file).added == done.added
    assert other.import_files(file).added == ()
    assert other.projects()[:] == source.projects()[:]
    text = Perf(other.root).read(f"projects/2021/335002/{HEATING}.toml")
    Perf(other.root).write(f"projects/2021/335002/{HEATING}.toml", text.replace("清洁", "集中"))
    with pytest.raises(ConflictingData):
        other.import_files(file)
    changed = other.import_files(file, update=True)
    assert changed.changed == (f"projects/2021/335002/{HEATING}.toml",)
    assert changed.differences[changed.changed[0]] == ("name: 集中取暖 → 清洁取暖",)


@pytest.mark.parametrize("by", ["unit", "department", "rule", "nature"])
def test_findings_are_counted_as_the_command_line_counts_them(perf: Perf, repository: Repository, by: str) -> None:
    expected = printed(perf, "check", "--by", by)
    assert expected != []
    found = as_json(repository.finding_groups(by=by))
    assert isinstance(found, list)
    assert [{key: row[key] for key in of} for row, of in zip(found, expected, strict=True)] == expected
    with pytest.raises(PerfError, match="cannot count by month"):
        repository.finding_groups(by="month")


def test_an_earlier_review_stands_beside(perf: Perf, repository: Repository) -> None:
    perf("check", "--baseline", "earlier.json", "--update-baseline")
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    perf.write(path, perf.read(path).replace('name = "维修套数"', 'name = "指标1"'))
    perf.write(
        "goals/2021/335.toml", perf.read("goals/2021/335.toml").replace('name = "完成率"', 'name = "房屋巡查次数"')
    )
    expected = printed(perf, "check", "--against", "earlier.json")
    review = repository.check(against=perf.root / "earlier.json")
    assert {row["state"] for row in expected} == {"new", "stayed", "gone"}
    assert as_json(review.findings) == [row for row in expected if row["state"] != "gone"]
    gone = [row for row in expected if row["state"] == "gone"]
    assert [(one.path, one.code, one.message) for one in review.gone] == [
        (row["path"], row["code"], row["message"]) for row in gone
    ]
    counted = repository.finding_groups(against=perf.root / "earlier.json")
    assert sum(one.gone or 0 for one in counted) == len(gone)


def test_a_baseline_accepts_what_it_says(perf: Perf, repository: Repository) -> None:
    perf("check", "--baseline", "accepted.json")
    assert repository.check().findings != ()
    assert repository.check(baseline=perf.root / "accepted.json").findings == ()
    with pytest.raises(PerfError, match="not a baseline of findings"):
        repository.check(baseline=perf.write("other.json", b"\xff"))
    with pytest.raises(FileNotFoundError):
        repository.check(baseline=perf.root / "nothing.json")


def test_messages_come_in_the_language_that_is_set(repository: Repository) -> None:
    set_locale("zh_CN")
    with pytest.raises(PerfError, match="单位"):
        repository.projects(Filters(unit="999"))
    assert i18n.get_locale() == "zh_CN"


def test_a_folder_outside_of_every_repository_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PerfError, match="no data repository here"):
        open_repository(tmp_path)
    with pytest.raises(PerfError, match="there is no folder"):
        open_repository(tmp_path / "nothing")


def test_the_command_line_starts_without_the_interface() -> None:
    program = "import sys, perfcli.cli.app, perfcli.cli.list; print('perfcli.api' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
