"""`perf monitor`: what is recorded, and where projects stand, worked out by hand."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from tests.conftest import HEATING, MAINTENANCE, Perf

PATH = f"progress/2021/335001/{MAINTENANCE}.toml"


def status(perf: Perf, *argv: str) -> list[dict[str, object]]:
    outcome = perf("monitor", "status", "--year", "2021", *argv, "-f", "json")
    assert outcome.status == 0
    found = json.loads(outcome.out, parse_float=Decimal)
    assert isinstance(found, list)
    return found


def test_what_is_recorded_stands_by_its_date(perf: Perf) -> None:
    perf("monitor", "record", MAINTENANCE, "--date", "2021-10-31", "--spent", "18万")
    outcome = perf(
        *("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--spent", "120000", "--expected", "24万"),
        *(
            "--value",
            "维修套数=100套",
            "--year-end",
            "维修套数=174套",
            "--cause",
            "维修套数=人员",
            "--conclusion",
            "正常",
        ),
    )
    assert (outcome.status, outcome.out, outcome.err) == (0, f"{PATH}\n", "")
    assert (
        (perf.root / PATH).read_text(encoding="utf-8")
        == f"""\
#:schema ../../../schemas/progress.json

code = "{MAINTENANCE}"
unit = "335001"
year = 2021

[[monitoring]]
date = 2021-07-31
spent = 120000.00
expected = 240000.00
conclusion = "正常"

[monitoring.indicators."维修套数"]
value = "100套"
expected = "174套"
cause = "人员"

[[monitoring]]
date = 2021-10-31
spent = 180000.00
"""
    )


def test_money_goes_by_the_plan_and_indicators_by_the_year(perf: Perf) -> None:
    """31 July is 31 of 123 days after 50%: 50 + 25 × 31 ÷ 123 = 56.30% of 240,000; 212 of 365 days are 101.06 套."""
    perf(
        *("monitor", "record", MAINTENANCE, "--date", "2021-07-31"), *("--spent", "120000", "--value", "维修套数=60套")
    )
    perf("monitor", "record", HEATING, "--date", "2021-06-30", "--spent", "0.01")
    second, first = status(perf)
    assert first["code"] == HEATING
    assert (first["planned"], first["execution"], first["light"]) == (Decimal("0.03"), Decimal("20.00"), "red")
    assert second == {
        "code": MAINTENANCE,
        "name": "公租房维修费",
        "unit": "335001",
        "year": 2021,
        "date": "2021-07-31",
        "spent": Decimal("120000.00"),
        "planned": Decimal("135121.95"),
        "execution": Decimal("50.00"),
        "light": "red",
        "indicators": [
            {
                "name": "维修套数",
                "target": "≥174套",
                "value": "60套",
                "progress": Decimal("59.37"),
                "light": "red",
            },
            {"name": "住户满意度", "target": "满意", "value": None, "progress": None, "light": None},
        ],
    }


def test_a_day_asks_for_the_last_monitoring_up_to_it(perf: Perf) -> None:
    perf("monitor", "record", MAINTENANCE, "--date", "2021-03-31", "--spent", "60000")
    perf("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--spent", "60000")
    by_day = {
        day: [(one["date"], one["light"]) for one in status(perf, "--date", day, "--code", MAINTENANCE)]
        for day in ("2021-03-30", "2021-03-31", "2021-07-30", "2021-12-31")
    }
    assert by_day == {
        "2021-03-30": [(None, None)],
        "2021-03-31": [("2021-03-31", "green")],
        "2021-07-30": [("2021-03-31", "green")],
        "2021-12-31": [("2021-07-31", "red")],
    }


def test_a_table_has_words_and_bars_and_names_what_is_missing(perf: Perf) -> None:
    perf("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--spent", "120000")
    outcome = perf("monitor", "status", "--year", "2021", "--columns", "code,light,execution,bar")
    assert outcome.out.splitlines()[2:] == [
        f"{MAINTENANCE}  green     50.00%  ■■■■■□□□□□",
        HEATING,
    ]
    assert outcome.err == "1 project has no monitoring\n"
    table = perf("monitor", "status", "--year", "2021", "-f", "csv").out.splitlines()
    assert table == [
        "code,name,unit,year,date,spent,planned,execution,light",
        f"{MAINTENANCE},公租房维修费,335001,2021,2021-07-31,120000.00,135121.95,50.00,green",
        f"{HEATING},清洁取暖,335002,2021,,,,,",
    ]


def test_json_lines_are_recorded_and_a_bad_one_is_named(perf: Perf) -> None:
    lines = [
        {"code": MAINTENANCE, "date": "2021-07-31", "spent": 1, "indicators": [{"name": "维修套数", "value": "9套"}]},
        {"code": MAINTENANCE, "spent": 1},
        {"code": MAINTENANCE, "date": "7月31日", "spent": 1},
    ]
    data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    outcome = perf("monitor", "record", "--from", "-", stdin=data)
    assert (outcome.status, outcome.out) == (1, f"{PATH}\n")
    assert outcome.err.splitlines() == [
        "Error: line 2: the key date is missing",
        'Error: line 3: date: 7月31日 is not a date; In JSON it is a text: "2021-07-31".',
    ]


def test_units_that_have_not_handed_in_are_listed(perf: Perf) -> None:
    def missing(what: str, year: str = "2021") -> list[str]:
        outcome = perf("list", "units", "--year", year, "--missing", what, "-q")
        assert outcome.status == 0
        return outcome.out.split()

    assert missing("goals") == ["336001"]
    assert missing("goals", "2022") == ["335001", "335002"]
    assert missing("monitoring") == ["335001", "335002"]
    perf("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--spent", "1")
    assert missing("monitoring") == ["335002"]
    assert missing("evaluation") == ["335001", "335002"]
    perf("evaluate", "record", HEATING, "--spent", "0.05")
    assert missing("evaluation") == ["335001"]


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("units", "--missing", "goals"), "--missing asks about one budget year"),
        (("units", "--year", "2021", "--missing", "goal"), "unknown thing to miss: goal"),
        (("--year", "2021", "--missing", "goals"), "--missing cannot be used with `list projects`"),
    ],
)
def test_what_can_be_missing_is_of_units_in_one_year(perf: Perf, argv: tuple[str, ...], message: str) -> None:
    outcome = perf("list", *argv)
    assert (outcome.status, outcome.out) == (2, "")
    assert message in outcome.err


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ((MAINTENANCE, "--spent", "1"), "no date was given"),
        ((MAINTENANCE, "--date", "7月31日", "--spent", "1"), "7月31日 is not a date"),
        ((MAINTENANCE, "--date", "2021-07-31"), "nothing is recorded"),
        (
            (MAINTENANCE, "--date", "2020-12-31", "--spent", "1"),
            "2020-12-31 is neither in the budget year 2021 nor in the one after it",
        ),
        (("--date", "2021-07-31", "--spent", "1"), "no code was given"),
    ],
)
def test_what_cannot_be_recorded_is_refused(perf: Perf, argv: tuple[str, ...], message: str) -> None:
    outcome = perf("monitor", "record", *argv)
    assert outcome.status == 2
    assert message in outcome.err
    assert not (perf.root / "progress").exists()


def test_the_whole_of_a_department_is_monitored_as_a_project_is(perf: Perf) -> None:
    """Half of the money spent, and 完成率 at 27% where 212 of 365 days ask for 52.27% of 90%: red."""
    goals = (perf.root / "goals/2021/335.toml").read_text(encoding="utf-8")
    perf.write("goals/2021/335.toml", f"{goals}\n[budget]\ntotal = 100.00\nfiscal = 100.00\nother = 0.00\n")
    argv = ("--date", "2021-07-31", "--spent", "50", "--value", "完成率=27%", "--cause", "完成率=经费保障")
    outcome = perf("monitor", "record", "335", *argv, "--conclusion", "需改进")
    assert (outcome.status, outcome.out) == (0, "progress/2021/335.toml\n")
    assert (
        (perf.root / "progress/2021/335.toml")
        .read_text(encoding="utf-8")
        .endswith(
            """\
department = "335"
year = 2021

[[monitoring]]
date = 2021-07-31
spent = 50.00
conclusion = "需改进"

[monitoring.indicators."完成率"]
value = "27%"
cause = "经费保障"
"""
        )
    )
    line = '{"code":"335","date":"2021-08-31","spent":60,"indicators":[{"name":"完成率","value":"61%"}]}\n'
    assert perf("monitor", "record", "--from", "-", stdin=line).status == 0
    rows = perf(
        "query", "SELECT date, code, department, spent, execution, light FROM monitoring ORDER BY 1", "-f", "tsv"
    )
    assert rows.out.splitlines()[1:] == [
        "2021-07-31\t\t335\t50.00\t50.0\tred",
        "2021-08-31\t\t335\t60.00\t60.0\tgreen",
    ]
    refused = perf.refused("monitor", "record", "335", "--date", "2021-07-31", "--value", "完成=1")
    assert refused.startswith("Error: 335 has no indicator 完成\n")


def test_a_value_that_gives_no_light_is_said(perf: Perf) -> None:
    outcome = perf("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--value", "维修套数=大约一半")
    said = f"{MAINTENANCE}: 维修套数: 大约一半 cannot be compared with the target ≥174套.\n"
    assert (outcome.status, outcome.err) == (0, said)


TWICE = '\n[[monitoring]]\ndate = 2021-07-31\nconclusion = "合并时留下的"\n'


def test_of_two_monitorings_of_one_date_none_is_lost(perf: Perf) -> None:
    perf("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--spent", "12万")
    path = perf.root / PATH
    path.write_text(path.read_text(encoding="utf-8") + TWICE, encoding="utf-8")
    outcome = perf("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--spent", "13万")
    assert (outcome.status, outcome.err) == (
        2,
        f"Error: {MAINTENANCE}: a monitoring of 2021-07-31 is recorded twice\n"
        "Make one of both in the file first; `perf check` says where they stand.\n",
    )
    assert perf("monitor", "record", MAINTENANCE, "--date", "2021-10-31", "--spent", "18万").status == 0
    added = "\n[[monitoring]]\ndate = 2021-10-31\nspent = 180000.00\n"
    assert path.read_text(encoding="utf-8").endswith(f"date = 2021-07-31\nspent = 120000.00\n{TWICE}{added}")


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"indicators": []},
        {"indicators": [{"name": "维修套数", "value": None}]},
        {"indicators": [{"name": "维修套数", "value": ""}], "conclusion": ""},
    ],
)
def test_a_monitoring_that_says_nothing_is_none(perf: Perf, line: dict[str, object]) -> None:
    text = json.dumps({"code": MAINTENANCE, "date": "2021-07-31", **line}, ensure_ascii=False)
    outcome = perf("monitor", "record", "--from", "-", stdin=f"{text}\n")
    assert (outcome.status, outcome.out, outcome.err) == (1, "", "Error: line 1: nothing is recorded\n")
    assert not (perf.root / PATH).exists()


def test_what_is_taken_out_again_is_not_handed_in(perf: Perf) -> None:
    said = ("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--value")
    assert perf(*said, "维修套数=").err == "Error: nothing is recorded\n"
    perf(*said, "维修套数=100套")
    assert status(perf)[0]["date"] == "2021-07-31"
    assert perf(*said, "维修套数=").status == 0
    assert status(perf, "--code", MAINTENANCE)[0]["date"] is None


def test_a_date_alone_is_not_handed_in(perf: Perf) -> None:
    perf("monitor", "record", HEATING, "--date", "2021-07-31", "--spent", "1")
    perf("monitor", "record", MAINTENANCE, "--date", "2021-06-30", "--spent", "12万")
    missing = ("list", "units", "--year", "2021", "--missing", "monitoring", "--columns", "code", "-f", "csv")
    late = perf(*missing).out
    path = perf.root / PATH
    path.write_text(path.read_text(encoding="utf-8").replace("spent = 120000.00\n", ""), encoding="utf-8")
    assert "335001" not in late
    assert "335001" in perf(*missing).out
    settings = perf.root / "perf.toml"
    due = "\n[monitoring.due]\n2021 = 2021-08-31\n"
    settings.write_text(settings.read_text(encoding="utf-8") + due, encoding="utf-8")
    assert "C111 nothing is recorded of the monitoring" in perf("check", "--select", "C111").out
