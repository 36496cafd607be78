"""Progress files in the index: every value that they hold, and what follows from them and their projects."""

from __future__ import annotations

import errno
import json
from decimal import Decimal
from typing import Any

import pytest

from perfcli.actions.query import query
from perfcli.repository import Repository
from perfcli.select import Row
from tests.conftest import MAINTENANCE, Perf
from tests.faults import failing, fault_in_reading

PATH = f"progress/2021/335001/{MAINTENANCE}.toml"
KEY = {"year": 2021, "unit": "335001", "code": MAINTENANCE, "department": "335"}

PROGRESS = f"""\
code = "{MAINTENANCE}"
unit = "335001"
year = 2021
adjusted = 200000.00

[[monitoring]]
date = 2021-07-31
spent = 120000.00
expected = 200000.00
conclusion = "正常"
measures = "加快"

[monitoring.parts."财政拨款"]
spent = 100000.00

[monitoring.indicators."维修套数"]
value = "60套"
expected = "174套"
cause = "人员"
explanation = "人手不足"
likelihood = "能"

[monitoring.indicators."旧指标"]
value = "3个"

[monitoring.details]
"监控人" = "张三"

[evaluation]
spent = 150000.00
results = ["维修及时。"]
total_score = 88.8

[evaluation.parts."财政拨款"]
initial = 200000.00
spent = 150000.00

[evaluation.indicators."维修套数"]
actual = "171套"
score = 70
reason = "无人在家"
measure = "预约"
evidence = "台账"

[evaluation.indicators."住户满意度"]
tier = "partly"

[evaluation.indicators."住户满意度".details]
"备注" = ["一", "二"]

[[adjustments]]
date = 2021-09-01
reason = "资金调减"

[[adjustments.changes]]
key = "budget.total"
before = "240000.00"
after = "200000.00"

[[adjustments]]
date = 2021-10-01
reason = "无"
"""


def rows(perf: Perf, table: str, columns: str = "*") -> list[dict[str, Any]]:
    """A table's rows; no file may be left out."""
    outcome = perf("query", f"SELECT {columns} FROM {table}", "-f", "json")  # names of our own
    assert (outcome.status, outcome.err) == (0, "")
    return [
        {key: value for key, value in row.items() if not key.endswith("_fen")}
        for row in json.loads(outcome.out, parse_float=Decimal)
    ]


@pytest.fixture
def told(perf: Perf) -> Perf:
    perf.write(PATH, PROGRESS)
    return perf


def test_a_file_and_its_monitoring(told: Perf) -> None:
    """By 31 July 56.30% of 200,000 are planned; 120,000 are 60%; 60 of 174 套 beside 212 of 365 days are 59.37%."""
    money = {"adjusted": Decimal("200000.00"), "monitorings": 1, "evaluated": 1, "adjustments": 2}
    assert rows(told, "progress") == [KEY | money]
    assert rows(told, "monitoring") == [
        KEY
        | {"date": "2021-07-31", "spent": Decimal("120000.00"), "expected": Decimal("200000.00")}
        | {"planned": Decimal("112601.63"), "execution": Decimal("60.0"), "light": "red"}
        | {"conclusion": "正常", "measures": "加快"}
    ]
    nothing = {"expected": "", "progress": None, "light": None, "cause": "", "explanation": "", "likelihood": ""}
    assert rows(told, "monitored_values") == [
        KEY
        | {"date": "2021-07-31", "number": 1, "name": "维修套数", "target": "≥174套", "value": "60套"}
        | {"expected": "174套", "progress": Decimal("59.37"), "light": "red"}
        | {"cause": "人员", "explanation": "人手不足", "likelihood": "能"},
        KEY | {"date": "2021-07-31", "number": 2, "name": "住户满意度", "target": "满意", "value": ""} | nothing,
        KEY | {"date": "2021-07-31", "number": None, "name": "旧指标", "target": None, "value": "3个"} | nothing,
    ]


def test_a_self_evaluation_as_given_and_as_computed(told: Perf) -> None:
    """Spent 75%: 7.5 points, 75 × 171 ÷ 174 = 73.71, partly 80% of 15: 93.21 computed beside the 88.8 printed."""
    assert rows(told, "evaluations") == [
        KEY
        | {"initial": Decimal("240000.00"), "adjusted": Decimal("200000.00"), "spent": Decimal("150000.00")}
        | {"execution": Decimal("75.0"), "execution_points": Decimal("7.5"), "given_execution_points": None}
        | {"total_score": Decimal("88.8"), "given_total_score": Decimal("88.8"), "computed_score": Decimal("93.21")}
        | {"grade": "良", "alarm": 1, "planned": Decimal("200000.00")}
    ]
    columns = "number, name, kind, target, actual, tier, weight, score, given_score, computed, how"
    assert [tuple(row.values()) for row in rows(told, "scores", columns)] == [
        (1, "维修套数", "数量指标", "≥174套", "171套", "", 75, 70, 70, Decimal("73.71"), "given"),
        (2, "住户满意度", "服务对象满意度指标", "满意", "", "partly", 15, 12, None, 12, "tier"),
    ]
    assert rows(told, "scores", "reason, measure, evidence")[0] == {
        "reason": "无人在家",
        "measure": "预约",
        "evidence": "台账",
    }
    assert rows(told, "results") == [KEY | {"number": 1, "result": "维修及时。"}]


def test_parts_details_and_adjustments(told: Perf) -> None:
    assert rows(told, "fund_parts", "date, part, initial, adjusted, spent, expected") == [
        {"date": "2021-07-31", "part": "财政拨款", "initial": None, "adjusted": None}
        | {"spent": Decimal("100000.00"), "expected": None},
        {"date": None, "part": "财政拨款", "initial": Decimal("200000.00"), "adjusted": None}
        | {"spent": Decimal("150000.00"), "expected": None},
    ]
    assert [tuple(row.values()) for row in rows(told, "progress_details", "date, indicator, label, value")] == [
        ("2021-07-31", None, "监控人", "张三"),
        (None, "住户满意度", "备注", "一"),
        (None, "住户满意度", "备注", "二"),
    ]
    assert rows(told, "adjustments") == [
        KEY
        | {"date": "2021-09-01", "reason": "资金调减", "number": 1, "key": "budget.total"}
        | {"before": "240000.00", "after": "200000.00"},
        KEY | {"date": "2021-10-01", "reason": "无", "number": None, "key": None, "before": None, "after": None},
    ]


def test_what_is_of_a_whole_has_no_code(perf: Perf) -> None:
    perf.write("progress/2021/335.toml", 'department = "335"\nyear = 2021\n[evaluation]\nspent = 5.00\n')
    perf.write(
        "progress/2021/335002.toml", 'unit = "335002"\nyear = 2021\n[[monitoring]]\ndate = 2021-07-31\nspent = 5.00\n'
    )
    assert rows(perf, "evaluations", "year, unit, code, department, spent") == [
        {"year": 2021, "unit": "", "code": "", "department": "335", "spent": Decimal("5.00")}
    ]
    assert rows(perf, "monitoring", "year, unit, code, department") == [
        {"year": 2021, "unit": "335002", "code": "", "department": "335"}
    ]


def test_the_points_of_a_whole_follow_from_its_goals(perf: Perf) -> None:
    goals, columns = "goals/2021/335.toml", "unit, code, department, initial, adjusted, execution, total_score, grade"
    text = perf.read(goals) + "\n[budget]\ntotal = 100.00\nfiscal = 100.00\nother = 0.00\n"
    perf.done("evaluate", "record", "335", "--spent", "90", "--actual", "完成率=81%", "--reason", "完成率=人手不足")
    place = {"unit": "", "code": "", "department": "335"}
    none = {"initial": None, "adjusted": None, "execution": None, "total_score": None, "grade": None}
    assert rows(perf, "evaluations", columns) == [place | none]
    perf.write(goals, text)
    money = {"initial": 100, "adjusted": 100, "execution": 90}
    assert rows(perf, "evaluations", columns) == [place | money | {"total_score": 90, "grade": "优"}]
    names = "code, number, name, target, actual, weight, score, computed, how, reason"
    (score,) = rows(perf, "scores", names)
    assert tuple(score.values()) == ("", None, "完成率", "≥90%", "81%", 90, 81, 81, "ratio", "人手不足")
    perf.write(goals, text.replace("≥90%", "≥81%"))
    assert rows(perf, "evaluations", "total_score") == [{"total_score": 99}]
    (perf.root / goals).unlink()
    assert rows(perf, "evaluations", "total_score, spent") == [{"total_score": None, "spent": 90}]


def test_what_follows_from_a_project_follows_its_changes(told: Perf) -> None:
    project = f"projects/2021/335001/{MAINTENANCE}.toml"
    text = (told.root / project).read_text(encoding="utf-8")

    def follows() -> tuple[object, object]:
        (scored, *_others) = rows(told, "scores", "computed")
        return scored["computed"], rows(told, "evaluations", "initial")[0]["initial"]

    assert follows() == (Decimal("73.71"), Decimal("240000.00"))
    told.write(project, text.replace("≥174套", "≥342套").replace("240000.00", "250000.00").replace("40000", "50000"))
    told.done("summary")  # looks at the project alone
    assert follows() == (Decimal("37.5"), Decimal("250000.00"))
    (told.root / project).unlink()
    told.done("list")
    assert follows() == (None, None)
    told.write(project, text)
    assert follows() == (Decimal("73.71"), Decimal("240000.00"))
    tiers = "reached = [50, 40]\npartly = [40, 30]\nmissed = [30, 0]\n"
    settings = f"[evaluation.tiers]\n{tiers}[monitoring]\nred = 10\nyellow = 20\n"
    told.write("perf.toml", (told.root / "perf.toml").read_text(encoding="utf-8") + settings)
    assert rows(told, "monitoring", "light") == [{"light": "green"}]


def test_points_follow_the_lists_of_what_more_and_less_is_better_of(told: Perf) -> None:
    project = f"projects/2021/335001/{MAINTENANCE}.toml"
    text = (told.root / project).read_text(encoding="utf-8")
    told.write(project, text.replace('kind = "数量指标"', 'kind = "成本指标"').replace("≥174套", "174套"))
    settings = (told.root / "perf.toml").read_text(encoding="utf-8")
    for words, computed in (("", None), ('positive = ["维修套数"]', "0.98"), ('reverse = ["维修套数"]', "1")):
        told.write("perf.toml", f"{settings}[check.words]\n{words}\n")
        (scored, *_others) = rows(told, "scores", "computed / weight AS share")
        assert scored["share"] == (None if computed is None else pytest.approx(Decimal(computed), abs=Decimal("0.01")))


def test_a_damaged_file_is_named_and_its_project_stays(told: Perf) -> None:
    assert len(rows(told, "scores")) == 2
    told.write(PATH, "code = ")
    told.write("progress/2021/336001/X.toml", 'code = "Y"\nunit = "336001"\nyear = 2021\n')
    outcome = told("query", "SELECT path, code FROM problems", "-f", "csv")
    assert outcome.out == f"path,code\n{PATH},syntax\nprogress/2021/336001/X.toml,path\n"
    assert told("query", "SELECT COUNT(*) AS n FROM evaluations", "-f", "csv").out == "n\n0\n"
    assert told.done("list", "-q").split().count(MAINTENANCE) == 1
    assert told.done("list", "units", "--year", "2021", "-f", "csv") == (
        "code,name,department,projects\n335001,住房保障局本级,335,1\n335002,供热站,335,1\n336001,交通局本级,336,0\n"
    )


@pytest.mark.parametrize("is_project", [True, False])
def test_what_did_not_read_once_is_read_again(told: Perf, monkeypatch: pytest.MonkeyPatch, is_project: bool) -> None:
    monkeypatch.setattr("perfcli.index.folders.RACY_NS", -(10**12))
    path = told.root / (PATH.replace("progress", "projects", 1) if is_project else PATH)

    def asked() -> tuple[list[Row], list[str]]:
        with query(Repository(told.root), "SELECT total_score FROM evaluations", {}) as found:
            return found.rows(), [problem.path for problem in found.problems]

    with fault_in_reading(failing(path, errno.EIO)):
        for _time in range(2):
            found, problems = asked()
            assert not found
            assert PATH in problems
    assert asked() == ([{"total_score": 88.8}], [])


def test_the_points_of_a_recheck_stand_beside_the_own_ones(perf: Perf) -> None:
    perf.done("evaluate", "record", MAINTENANCE, "--score", "维修套数=70", "--recheck", "维修套数=68.5")
    assert rows(perf, "scores", "given_score, recheck")[0] == {"given_score": 70, "recheck": Decimal("68.5")}
