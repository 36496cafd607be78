"""`perf evaluate`: what is recorded, and points worked out by hand."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction

import pytest

from perfcli import parallel
from perfcli.actions import evaluating
from perfcli.actions.choose import progress_index
from perfcli.actions.sampling import sampled
from perfcli.index import halves
from perfcli.index.progress_answers import rows_to_sample
from perfcli.repository import Repository
from perfcli.select import Selection
from tests.conftest import HEATING, MAINTENANCE, ROAD, Perf

PATH = f"progress/2021/335001/{MAINTENANCE}.toml"


def recorded(perf: Perf, *more: str) -> str:
    """What the file of the project says after recording its self-evaluation."""
    outcome = perf(
        *("evaluate", "record", MAINTENANCE, "--spent", "21.6万", "--actual", "维修套数=171套"),
        *("--actual", "住户满意度=满意", *more),
    )
    assert (outcome.status, outcome.out, outcome.err) == (0, f"{PATH}\n", "")
    return (perf.root / PATH).read_text(encoding="utf-8")


def shown(perf: Perf, *argv: str) -> list[dict[str, object]]:
    outcome = perf("evaluate", "show", *argv, "-f", "json")
    assert outcome.status == 0
    found = json.loads(outcome.out, parse_float=Decimal)
    assert isinstance(found, list)
    return found


def test_what_is_recorded_stands_in_a_file_beside_the_goals(perf: Perf) -> None:
    before = (perf.root / f"projects/2021/335001/{MAINTENANCE}.toml").read_bytes()
    assert (
        recorded(perf, "--reason", "维修套数=三户无人在家", "--measure", "维修套数=年初预约", "--result", "维修及时。")
        == f"""\
#:schema ../../../schemas/progress.json

code = "{MAINTENANCE}"
unit = "335001"
year = 2021

[evaluation]
spent = 216000.00
results = [
  "维修及时。",
]

[evaluation.indicators."维修套数"]
actual = "171套"
reason = "三户无人在家"
measure = "年初预约"

[evaluation.indicators."住户满意度"]
actual = "满意"
"""
    )
    assert (perf.root / f"projects/2021/335001/{MAINTENANCE}.toml").read_bytes() == before


def test_points_are_those_worked_out_by_hand(perf: Perf) -> None:
    """Spent 90%: 9 points. 产出 has 50 of 60 shares, 75 points: 75 × 171 ÷ 174 = 73.71; 满意度 the other 15."""
    recorded(perf)
    (one,) = shown(perf, MAINTENANCE)
    assert one == {
        "code": MAINTENANCE,
        "name": "公租房维修费",
        "unit": "335001",
        "year": 2021,
        "initial": Decimal("240000.00"),
        "adjusted": Decimal("240000.00"),
        "spent": Decimal("216000.00"),
        "execution": Decimal("90.00"),
        "execution_points": Decimal("9.00"),
        "results": [],
        "indicators": [
            {
                "name": "维修套数",
                "kind": "数量指标",
                "target": "≥174套",
                "actual": "171套",
                "weight": Decimal("75.00"),
                "score": Decimal("73.71"),
                "computed": Decimal("73.71"),
                "reason": None,
                "measure": None,
                "how": "ratio",
                "tier": None,
                "recheck": None,
            },
            {
                "name": "住户满意度",
                "kind": "服务对象满意度指标",
                "target": "满意",
                "actual": "满意",
                "weight": Decimal("15.00"),
                "score": Decimal("15.00"),
                "computed": Decimal("15.00"),
                "reason": None,
                "measure": None,
                "how": "tier",
                "tier": None,
                "recheck": None,
            },
        ],
        "total_score": Decimal("97.71"),
        "computed_score": Decimal("97.71"),
        "grade": "优",
        "recheck_score": None,
    }


def test_what_is_lacking_is_named_beside_the_answer(perf: Perf) -> None:
    recorded(perf)
    outcome = perf("evaluate", "show", MAINTENANCE)
    assert outcome.status == 0
    assert outcome.err.splitlines() == [
        f"{MAINTENANCE}: 维修套数: the score is under the weight, its reason is missing",
        f"{MAINTENANCE}: 维修套数: the score is under the weight, a measure is missing",
    ]
    empty = perf("evaluate", "show", HEATING)
    assert empty.err.splitlines() == [
        f"{HEATING}: how much was spent is missing",
        f"{HEATING}: there are no indicators to score",
    ]


@pytest.mark.parametrize(("reason", "lacks"), [("三户住户在外地", True), ("三户住户在外地，已商定次年维修", False)])
def test_showing_and_checking_agree_about_measures(perf: Perf, reason: str, lacks: bool) -> None:
    recorded(perf)
    perf("evaluate", "record", MAINTENANCE, "--reason", f"维修套数={reason}")
    said = "维修套数: the score is under the weight, a measure is missing"
    assert perf("evaluate", "show", MAINTENANCE).err.splitlines() == [f"{MAINTENANCE}: {said}"] * lacks
    assert (said in perf("check", MAINTENANCE, "--select", "C113").out) == lacks


def test_the_table_explains_each_point(perf: Perf) -> None:
    recorded(perf)
    out = perf("evaluate", "show", MAINTENANCE, "--explain").out
    assert "Self-evaluation: 公租房维修费" in out
    assert "75 × 171 ÷ 174 = 73.71" in out
    assert "15 × 100% = 15.00" in out
    assert "97.71 优" in out
    assert "75 × 171 ÷ 174 = 73.71" in perf("evaluate", "show", MAINTENANCE, "--explain", "-f", "markdown").out


def test_a_score_given_by_hand_stands_beside_the_computed_one(perf: Perf) -> None:
    recorded(perf, "--score", "维修套数=70")
    (one,) = shown(perf, MAINTENANCE)
    rows = one["indicators"]
    assert isinstance(rows, list)
    assert (rows[0]["score"], rows[0]["computed"], rows[0]["how"]) == (Decimal("70.00"), Decimal("73.71"), "given")
    assert (one["total_score"], one["computed_score"]) == (Decimal("94.00"), Decimal("97.71"))
    assert "75 × 171 ÷ 174 = 73.71, given: 70.00" in perf("evaluate", "show", MAINTENANCE, "--explain").out


def test_no_total_while_a_point_is_missing_or_not_sure(perf: Perf) -> None:
    recorded(perf)
    perf("evaluate", "record", MAINTENANCE, "--actual", "维修套数=大约一百七十套")
    (one,) = shown(perf, MAINTENANCE)
    rows = one["indicators"]
    assert isinstance(rows, list)
    assert (rows[0]["score"], rows[0]["how"]) == (None, "unknown")
    assert (one["total_score"], one["grade"]) == (None, None)
    perf("evaluate", "record", MAINTENANCE, "--tier", "维修套数=partly")
    (one,) = shown(perf, MAINTENANCE)
    assert one["total_score"] == Decimal("84.00")  # 9 + 80% of 75 + 15


def test_the_adjusted_budget_is_what_execution_goes_by(perf: Perf) -> None:
    recorded(perf, "--adjusted", "216000")
    (one,) = shown(perf, MAINTENANCE)
    assert (one["initial"], one["adjusted"]) == (Decimal("240000.00"), Decimal("216000.00"))
    assert (one["execution"], one["execution_points"]) == (Decimal("100.00"), Decimal("10.00"))


def test_weights_of_the_form_are_kept_and_one_may_stand_over_two_indicators(perf: Perf) -> None:
    path = perf.root / f"projects/2021/335001/{MAINTENANCE}.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('basis = "计划"\n', 'basis = "计划"\nweight = 80\n').replace(
        'target = "满意"\n',
        'target = "满意"\nweight = 10\n\n[[indicators]]\nkind = "数量指标"\nname = "巡查次数"\ntarget = "≥4次"\n',
    )
    path.write_text(text, encoding="utf-8")
    recorded(perf, "--score", "维修套数=78", "--actual", "巡查次数=3次")
    (one,) = shown(perf, MAINTENANCE)
    rows = one["indicators"]
    assert isinstance(rows, list)
    assert [(row["weight"], row["score"], row["computed"], row["how"]) for row in rows] == [
        (Decimal("80.00"), Decimal("78.00"), None, "given"),
        (Decimal("10.00"), Decimal("10.00"), Decimal("10.00"), "tier"),
        (None, None, None, "given"),
    ]
    assert one["total_score"] == Decimal("97.00")


def test_weights_that_make_more_than_a_hundred_give_no_total(perf: Perf) -> None:
    path = perf.root / f"projects/2021/335001/{MAINTENANCE}.toml"
    text = path.read_text(encoding="utf-8").replace('basis = "计划"\n', 'basis = "计划"\nweight = 90\n')
    path.write_text(text.replace('target = "满意"\n', 'target = "满意"\nweight = 10\n'), encoding="utf-8")
    recorded(perf)
    (one,) = shown(perf, MAINTENANCE)
    assert (one["total_score"], one["computed_score"], one["grade"]) == (None, None, None)
    assert (
        f"{MAINTENANCE}: the weights and the points of execution make more than 100: no total"
        in perf("evaluate", "show", MAINTENANCE).err.splitlines()
    )


def test_points_that_cannot_be_are_refused(perf: Perf) -> None:
    lines = [{"code": MAINTENANCE, "total_score": 101}, {"code": MAINTENANCE, "execution_points": 10.5}]
    outcome = perf("evaluate", "record", "--from", "-", stdin="".join(json.dumps(line) + "\n" for line in lines))
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.splitlines() == [
        "Error: line 1: total_score: 101 is over 100",
        "Error: line 2: execution_points: 10.5 is over 10",
    ]


def test_points_of_json_lines_have_two_decimals(perf: Perf) -> None:
    lines = (
        {"indicators": [{"name": "维修套数", "score": 73.125}]},
        {"indicators": [{"name": "维修套数", "recheck": 73.125}]},
    )
    data = "".join(json.dumps({"code": MAINTENANCE, **line}, ensure_ascii=False) + "\n" for line in lines)
    outcome = perf("evaluate", "record", "--from", "-", stdin=data)
    assert (outcome.status, outcome.out) == (1, "")
    assert outcome.err.splitlines() == [
        "Error: line 1: 维修套数, score: 73.125 has more than two decimals",
        "Error: line 2: 维修套数, recheck: 73.125 has more than two decimals",
    ]


def test_an_indicator_really_called_by_a_number_keeps_its_name(perf: Perf) -> None:
    path = perf.root / f"projects/2021/335001/{MAINTENANCE}.toml"
    more = "".join(
        f'\n[[indicators]]\nkind = "数量指标"\nname = "{name}"\ntarget = "≥9套"\n'
        for name in ("维修套数#2", "维修套数")
    )
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    recorded(perf, "--actual", "维修套数#2=9套")
    (one,) = shown(perf, MAINTENANCE)
    rows = one["indicators"]
    assert isinstance(rows, list)
    assert [(row["name"], row["actual"]) for row in rows] == [
        ("维修套数", "171套"),
        ("住户满意度", "满意"),
        ("维修套数#2", "9套"),
        ("维修套数#3", None),
    ]


def test_json_lines_are_recorded_and_a_bad_one_is_named(perf: Perf) -> None:
    lines = [
        {"code": MAINTENANCE, "spent": 216000, "indicators": [{"name": "维修套数", "actual": 171}]},
        {"code": MAINTENANCE, "indicators": [{"name": "维修", "actual": "1"}]},
        {"code": MAINTENANCE, "indicators": [{"name": "维修套数", "actul": "1"}]},
        {"code": HEATING, "spent": 0.05, "adjusted": None, "results": ["供暖正常"]},
        {"code": MAINTENANCE, "indicators": [{"name": "维修套数", "tier": "done"}]},
        {"code": MAINTENANCE, "indicators": [{"name": "维修套数", "score": 76}]},
    ]
    data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines) + "{\n"
    outcome = perf("evaluate", "record", "--from", "-", stdin=data)
    assert outcome.status == 1
    assert outcome.out == f"{PATH}\nprogress/2021/335002/{HEATING}.toml\n"
    assert [line.split(";")[0] for line in outcome.err.splitlines()] == [
        f"Error: line 2: {MAINTENANCE} has no indicator 维修",
        "Error: line 3: unknown key indicators.actul",
        "Error: line 5: 维修套数: done is not a tier",
        "Error: line 6: 维修套数: a score of 76 is over the weight of 75.00",
        "Error: line 7: not valid JSON: Expecting property name enclosed in double quotes",
    ]
    text = (perf.root / PATH).read_text(encoding="utf-8")
    assert 'actual = "171"' in text
    assert "tier" not in text


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ((), "no code was given"),
        ((MAINTENANCE,), "nothing is recorded"),
        ((MAINTENANCE, "--actual", "维修套数"), "--actual 维修套数: an indicator's name, = and its value are needed"),
        ((MAINTENANCE, "--actual", "维修套数=1", "--actual", "维修套数 =2"), "--actual names 维修套数 twice"),
        (
            (MAINTENANCE, "--score", "维修套数=很多"),
            "维修套数: 很多 are not points from 0 to 1,000 with at most two decimals",
        ),
        (
            (MAINTENANCE, "--score", "维修套数=9.125"),
            "维修套数: 9.125 are not points from 0 to 1,000 with at most two decimals",
        ),
        (
            (MAINTENANCE, "--score", "维修套数=1_0"),
            "维修套数: 1_0 are not points from 0 to 1,000 with at most two decimals",
        ),
        (
            (MAINTENANCE, "--recheck", "维修套数=٥"),
            "维修套数: ٥ are not points from 0 to 1,000 with at most two decimals",
        ),
        ((MAINTENANCE, "--spent", "很多"), "很多 is not an amount"),
        ((MAINTENANCE, "--actual", "维修户数=1"), f"{MAINTENANCE} has no indicator 维修户数"),
        (("--from", "-", "--spent", "1"), "--from takes everything from its lines: leave the other options out"),
    ],
)
def test_what_cannot_be_recorded_is_refused(perf: Perf, argv: tuple[str, ...], message: str) -> None:
    outcome = perf("evaluate", "record", *argv)
    assert outcome.status == 2
    assert message in outcome.err
    assert not (perf.root / "progress").exists()


def test_nothing_is_written_on_trial(perf: Perf) -> None:
    outcome = perf("evaluate", "record", MAINTENANCE, "--spent", "1", "--dry-run")
    assert (outcome.status, outcome.out) == (0, f"{PATH}\n")
    assert not (perf.root / PATH).exists()


def test_filters_choose_those_with_a_self_evaluation(perf: Perf) -> None:
    recorded(perf)
    outcome = perf("evaluate", "show", "--year", "2021", "-f", "jsonl")
    assert [json.loads(line)["code"] for line in outcome.out.splitlines()] == [MAINTENANCE]
    assert "1 project has no self-evaluation" in outcome.err


def test_sums_weigh_totals_by_money(perf: Perf) -> None:
    recorded(perf)
    perf("evaluate", "record", HEATING, "--spent", "0.04")
    outcome = perf("evaluate", "summary", "--by", "department", "-f", "json")
    assert json.loads(outcome.out, parse_float=Decimal) == [
        {
            "department": "335",
            "projects": 2,
            "scored": 1,
            "score": Decimal("97.71"),
            "excellent": 1,
            "good": 0,
            "fair": 0,
            "poor": 0,
            "adjusted": Decimal("240000.05"),
            "spent": Decimal("216000.04"),
            "execution": Decimal("90.00"),
            "alarms": 1,  # (88.71 ÷ 90 − 9 ÷ 10) ÷ (88.71 ÷ 90) = 8.69% > 5%
            "unrecorded": 0,
        },
        {
            "department": "336",
            "projects": 1,
            "scored": 0,
            "score": None,
            "excellent": 0,
            "good": 0,
            "fair": 0,
            "poor": 0,
            "adjusted": Decimal("70000000000000.00"),
            "spent": Decimal("0.00"),
            "execution": None,
            "alarms": 0,
            "unrecorded": 1,
        },
    ]


def test_execution_is_that_of_the_projects_with_recorded_spending(perf: Perf) -> None:
    recorded(perf)
    (one,) = json.loads(perf.done("evaluate", "summary", "--year", "2021", "--by", "year", "-f", "json"))
    assert (one["adjusted"], one["spent"], one["execution"], one["unrecorded"]) == (240000.05, 216000, 90, 1)


def test_a_red_project_is_likelier_drawn(perf: Perf) -> None:
    """Of two projects of one budget one is red: over many seeds it is drawn four times as often."""
    text = (perf.root / f"projects/2021/335001/{MAINTENANCE}.toml").read_text(encoding="utf-8")
    other = MAINTENANCE[:-1] + "B"
    perf.write(f"projects/2021/335001/{other}.toml", text.replace(MAINTENANCE, other))
    for code, spent in ((MAINTENANCE, "1"), (other, "240000")):
        perf("evaluate", "record", code, "--spent", "1")
        perf("monitor", "record", code, "--date", "2021-07-31", "--spent", spent)
    with progress_index(Repository(perf.root), Selection()) as index:
        rows = rows_to_sample(index, Selection())
    assert [row["light"] for row in rows] == ["red", "green"]
    drawn = [sampled(rows, Fraction(1, 2), str(seed))[0]["light"] for seed in range(400)]
    assert drawn.count("red") == 324  # of 400, near to four fifths
    assert perf.done(
        "evaluate", "sample", "--seed", "甲", "--share", "100%", "--columns", "code,light", "-f", "csv"
    ) == (f"code,light\n{MAINTENANCE},red\n{other},green\n")


def test_a_sample_is_the_same_for_the_same_seed(perf: Perf) -> None:
    recorded(perf)
    perf("evaluate", "record", HEATING, "--spent", "0.04")
    perf("evaluate", "record", ROAD, "--spent", "1")

    def drawn(*argv: str) -> list[str]:
        outcome = perf("evaluate", "sample", *argv, "-f", "jsonl")
        assert outcome.status == 0
        return [json.loads(line)["code"] for line in outcome.out.splitlines()]

    assert drawn("--seed", "一", "--share", "34%") == drawn("--seed", "一", "--share", "34%") == [MAINTENANCE, ROAD]
    assert drawn("--seed", "二", "--share", "1%") == [ROAD]
    assert drawn("--seed", "二", "--share", "100%") == [MAINTENANCE, HEATING, ROAD]
    assert "a sample needs a seed" in perf("evaluate", "sample").err
    assert drawn("--seed", "二", "--share", "0.5%") == drawn("--seed", "二", "--share", "1") == [ROAD]
    assert perf("evaluate", "sample", "--seed", "二", "--share", "0.5").err == (
        "Error: 0.5 may be a fraction or a percent\nWrite 50% or 0.5%.\n"
    )
    for share in ("0", "0%", "nan%", "sNaN", "inf", "-inf%", "1e999999999", "1e-999999999%", "%", "101"):
        assert (
            f"{share} is not a share over 0 and up to 100 percent"
            in perf("evaluate", "sample", "--seed", "1", "--share", share).err
        )


def test_an_unreadable_progress_file_is_named_and_nothing_is_scored(perf: Perf) -> None:
    recorded(perf)
    (perf.root / PATH).write_text('code = "x\n', encoding="utf-8")
    for argv in (
        ("show", MAINTENANCE),
        ("summary",),
        ("sample", "--seed", "1"),
        ("record", MAINTENANCE, "--spent", "1"),
    ):
        outcome = perf("evaluate", *argv)
        assert (outcome.status, outcome.out) == (2, "")
        assert f"{PATH}:1" in outcome.err


def test_two_spellings_of_an_indicator_are_one_and_lose_nothing(perf: Perf) -> None:
    said = ("--actual", "维修套数=171套", "--reason", "维修 套数=三户无人在家")
    assert perf("evaluate", "record", MAINTENANCE, *said).status == 0
    assert (perf.root / PATH).read_text(encoding="utf-8").endswith('actual = "171套"\nreason = "三户无人在家"\n')
    outcome = perf("evaluate", "record", MAINTENANCE, "--actual", "维修套数=1套", "--actual", "维修 套数=2套")
    assert (outcome.status, outcome.err) == (2, "Error: 维修套数 is there twice\n")


@pytest.mark.parametrize("number", ["1e400000000", "1e-400000000"])
def test_a_number_without_end_is_no_actual(perf: Perf, number: str) -> None:
    line = f'{{"code": "{MAINTENANCE}", "indicators": [{{"name": "维修套数", "actual": {number}}}]}}'
    outcome = perf("evaluate", "record", "--from", "-", stdin=line)
    message = "indicators[1].actual: expected text in quotes, found a decimal number"
    assert (outcome.status, outcome.out, outcome.err) == (1, "", f"Error: line 1: {message}\n")


def test_points_of_a_recheck_stand_beside_the_own_ones(perf: Perf) -> None:
    own = ("--spent", "24万", "--actual", "维修套数=174套", "--actual", "住户满意度=满意")
    perf("evaluate", "record", MAINTENANCE, *own)
    (before,) = json.loads(perf("evaluate", "show", MAINTENANCE, "-f", "json").out)
    assert (before["recheck_score"], [row["recheck"] for row in before["indicators"]]) == (None, [None, None])
    assert perf("evaluate", "record", MAINTENANCE, "--recheck", "维修套数=60.5").status == 0
    (shown,) = json.loads(perf("evaluate", "show", MAINTENANCE, "-f", "json").out)
    assert (shown["total_score"], shown["recheck_score"]) == (100, 85.5)
    assert [(row["score"], row["recheck"]) for row in shown["indicators"]] == [(75, 60.5), (15, None)]
    table = perf("evaluate", "show", MAINTENANCE).out
    assert "Re-check" in table
    assert "60.50" in table
    refused = perf("evaluate", "record", MAINTENANCE, "--recheck", "维修套数=80")
    assert refused.err.startswith("Error: 维修套数: a score of 80 is over the weight of 75")


def test_a_whole_is_scored_over_its_own_indicators_and_its_functions(perf: Perf) -> None:
    """完成率 alone has all 90 points: 90 × 81 ÷ 90 = 81, beside 9 of execution."""
    goals = (perf.root / "goals/2021/335.toml").read_text(encoding="utf-8")
    perf.write("progress/2021/335.toml", 'department = "335"\nyear = 2021\n')
    assert perf.refused("evaluate", "show", "335").startswith(
        "Error: goals/2021/335.toml has no budget: execution cannot be worked out\n"
    )
    perf.write("goals/2021/335.toml", f"{goals}\n[budget]\ntotal = 100.00\nfiscal = 100.00\nother = 0.00\n")
    text = '[evaluation]\nspent = 90.00\n[evaluation.indicators."完成率"]\nactual = "81%"\n'
    perf.write("progress/2021/335.toml", f'department = "335"\nyear = 2021\n{text}')
    outcome = perf("evaluate", "show", "335", "-f", "json")
    (one,) = json.loads(outcome.out, parse_float=Decimal)
    assert (one["code"], one["name"], one["unit"], one["year"]) == ("", "住房保障局", "335", 2021)
    assert [(row["name"], row["weight"], row["score"]) for row in one["indicators"]] == [("完成率", 90, 81)]
    assert (one["initial"], one["execution_points"], one["total_score"], one["grade"]) == (100, 9, 90, "优")
    assert outcome.err.splitlines()[0] == "335: 完成率: the score is under the weight, its reason is missing"
    assert "90 × 81 ÷ 90 = 81.00" in perf("evaluate", "show", "335", "--explain").out
    assert perf.refused("evaluate", "show", "336").startswith("Error: ")


BUDGETED = "\n[budget]\ntotal = 100.00\nfiscal = 100.00\nother = 0.00\n"
WHOLE = "progress/2021/335.toml"


@pytest.fixture
def budgeted(perf: Perf) -> Perf:
    """The small repository, with a budget in the goals of its department."""
    perf.write("goals/2021/335.toml", perf.read("goals/2021/335.toml") + BUDGETED)
    return perf


def test_the_whole_of_a_department_is_recorded_and_nothing_else_changes(budgeted: Perf) -> None:
    perf = budgeted
    before = perf.snapshot()
    assert perf.done("evaluate", "record", "335", "--spent", "90", "--actual", "完成率=81%") == f"{WHOLE}\n"
    assert perf.read(WHOLE) == (
        '#:schema ../../schemas/progress.json\n\ndepartment = "335"\nyear = 2021\n\n[evaluation]\nspent = 90.00\n\n'
        '[evaluation.indicators."完成率"]\nactual = "81%"\n'
    )
    line = {"code": "335", "results": ["运转正常。"], "indicators": [{"name": "完成率", "reason": "人手不足"}]}
    assert perf("evaluate", "record", "--from", "-", stdin=json.dumps(line)).out == f"{WHOLE}\n"
    assert 'results = [\n  "运转正常。",\n]\n' in perf.read(WHOLE)
    assert perf.read(WHOLE).endswith('actual = "81%"\nreason = "人手不足"\n')
    (one,) = json.loads(perf("evaluate", "show", "335", "-f", "json").out)
    assert (one["unit"], one["results"], one["total_score"]) == ("335", ["运转正常。"], 90)
    assert {path for path, data in perf.snapshot().items() if before.get(path) != data} == {WHOLE}


def test_the_whole_of_a_unit_without_a_budget_says_its_adjusted_one(perf: Perf) -> None:
    path = "progress/2021/335001.toml"
    perf.write("goals/2021/335001.toml", 'unit = "335001"\nyear = 2021\n\n[[indicators]]\nname = "完成率"\n')
    argv = ("--year", "2021", "--adjusted", "200", "--spent", "100", "--score", "完成率=60")
    assert perf.done("evaluate", "record", "335001", *argv) == f"{path}\n"
    assert 'unit = "335001"\nyear = 2021\nadjusted = 200.00\n\n[evaluation]\nspent = 100.00\n' in perf.read(path)
    (one,) = json.loads(perf("evaluate", "show", "335001", "-f", "json").out)
    assert (one["initial"], one["adjusted"], one["execution"], one["total_score"]) == (None, 200, 50, 65)


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("evaluate", "record", "335"), "nothing is recorded"),
        (("evaluate", "record", "335", "--actual", "完成=1"), "335 has no indicator 完成"),
        (("evaluate", "record", "335", "--score", "完成率=91"), "完成率: a score of 91 is over the weight of 90"),
        (("evaluate", "record", "335", "--spent", "1", "--year", "2020"), "335 has no overall goals for 2020"),
        (("evaluate", "record", "336", "--spent", "1"), "336 has no overall goals for any year"),
        (("monitor", "record", "336", "--spent", "1", "--date", "2021-07-31"), "336 has no overall goals for any year"),
    ],
)
def test_what_cannot_be_recorded_of_a_whole_is_refused(budgeted: Perf, argv: tuple[str, ...], message: str) -> None:
    assert budgeted.refused(*argv).startswith(f"Error: {message}")
    assert not (budgeted.root / "progress").exists()


def test_more_results_than_goals_are_named(perf: Perf) -> None:
    one, two = ("--result", "维修及时。"), ("--result", "冬季供热正常。")
    said = f"{MAINTENANCE}: 3 results were recorded, more than its goals (2)\n"
    assert perf("evaluate", "record", MAINTENANCE, *one, *two).err == ""
    assert perf("evaluate", "record", MAINTENANCE, *one, *two, *two).err == said
    assert perf("evaluate", "record", MAINTENANCE, "--spent", "90").err == ""
    line = json.dumps({"code": MAINTENANCE, "results": ["一", "二", "三"]}).encode()
    outcome = perf("evaluate", "record", "--from", "-", stdin=line)
    assert (outcome.status, outcome.err) == (0, said)
    assert perf("evaluate", "record", "335", *one).err == ""
    assert perf("evaluate", "record", "335", *one, *two).err == (
        "335: 2 results were recorded, more than its goals (0)\n"
    )


def test_a_name_with_an_equals_sign_is_taken_whole(perf: Perf) -> None:
    path = f"projects/2021/335002/{HEATING}.toml"
    rows = [f'\n[[indicators]]\nkind = "数量指标"\nname = "{name}"\n' for name in ("等", "等=号", "等 = 号=乙")]
    perf.write(path, perf.read(path) + "".join(rows))
    actuals = {"等=3个": ("等", "3个"), "等=号=4个": ("等=号", "4个"), "等=号=乙=a=b": ("等 = 号=乙", "a=b")}
    for given, (name, actual) in actuals.items():
        assert perf("evaluate", "record", HEATING, "--actual", given).status == 0
        (one,) = json.loads(perf("evaluate", "show", HEATING, "-f", "json").out)
        assert {row["name"]: row["actual"] for row in one["indicators"]}[name] == actual
    assert perf("monitor", "record", HEATING, "--date", "2021-07-31", "--value", "等 =号=2个").status == 0
    assert '[monitoring.indicators."等=号"]\nvalue = "2个"\n' in perf.read(f"progress/2021/335002/{HEATING}.toml")
    assert perf("evaluate", "record", HEATING, "--actual", "等=x=y").status == 0
    assert 'actual = "x=y"\n' in perf.read(f"progress/2021/335002/{HEATING}.toml")
    unknown = perf("evaluate", "record", HEATING, "--actual", "别的=x=y")
    assert (unknown.status, unknown.err.splitlines()[0]) == (2, f"Error: {HEATING} has no indicator 别的")
    assert perf("evaluate", "record", HEATING, "--actual", "=x=y").status == 2


def test_given_points_that_stand_over_what_is_recorded_are_said_and_can_be_taken_out(perf: Perf) -> None:
    recorded(perf, "--score", "维修套数=70")
    outcome = perf("evaluate", "record", MAINTENANCE, "--actual", "维修套数=87套")
    said = f'{MAINTENANCE}: 维修套数: the given score of 70 stands; `--score "维修套数="` takes it out\n'
    assert (outcome.status, outcome.err) == (0, said)
    assert perf("evaluate", "record", MAINTENANCE, "--score", "维修套数=").err == ""
    assert "score" not in perf.read(PATH)
    assert perf("evaluate", "record", MAINTENANCE, "--score", "维修套数=").err == "Error: nothing is recorded\n"


def test_given_wholes_that_stand_over_what_is_recorded_are_said_and_taken_out(perf: Perf) -> None:
    recorded(perf)
    points = {"execution_points": 5, "total_score": 85, "indicators": [{"name": "维修套数", "score": 70}]}
    perf("evaluate", "record", "--from", "-", stdin=json.dumps({"code": MAINTENANCE, **points}))
    said = perf("evaluate", "record", MAINTENANCE, "--spent", "20万").err.splitlines()
    assert said == [
        f'{MAINTENANCE}: the given {key} of {score} stands; `--{option} ""` takes it out'
        for key, option, score in (("execution_points", "execution-points", 5), ("total_score", "total-score", 85))
    ]
    none = {"execution_points": None, "total_score": None, "indicators": [{"name": "维修套数", "score": None}]}
    assert perf("evaluate", "record", "--from", "-", stdin=json.dumps({"code": MAINTENANCE, **none})).status == 0
    assert "score" not in perf.read(PATH)
    assert "points" not in perf.read(PATH)


def test_points_of_the_whole_are_given_and_taken_out_by_options(perf: Perf) -> None:
    recorded(perf, "--execution-points", "8.5", "--total-score", "９１")
    assert "execution_points = 8.5\ntotal_score = 91\n" in perf.read(PATH)
    (one,) = shown(perf, MAINTENANCE)
    assert (one["execution_points"], one["total_score"]) == (Decimal("8.50"), Decimal("91.00"))
    assert perf("evaluate", "record", MAINTENANCE, "--total-score", "").err == ""
    assert "total_score" not in perf.read(PATH)
    assert "execution_points = 8.5\n" in perf.read(PATH)
    assert perf("evaluate", "record", MAINTENANCE, "--execution-points=").status == 0
    assert "points" not in perf.read(PATH)
    before = perf.snapshot()
    for option, text, said in (
        ("--total-score", "100.5", "total_score: 100.5 is over 100"),
        ("--execution-points", "11", "execution_points: 11 is over 10"),
        ("--total-score", "优", "--total-score: 优 are not points from 0 to 1,000 with at most two decimals"),
    ):
        assert perf.refused("evaluate", "record", MAINTENANCE, option, text).startswith(f"Error: {said}\n")
    assert perf.refused("evaluate", "record", "--from", "-", "--total-score", "90") == (
        "Error: --from takes everything from its lines: leave the other options out\n"
    )
    assert perf.snapshot() == before


ORDERS = [
    ("[evaluation]\ngrades = [60, 80, 90]\n", "evaluation.grades: 中, 良, 优 do not rise: 90, 80, 60"),
    (
        "[evaluation.tiers]\nreached = [80, 100]\n",
        "evaluation.tiers.reached: reached[2], reached[1] do not rise: 100, 80",
    ),
    ("[monitoring]\nred = 90\nyellow = 60\n", "monitoring: red, yellow, green do not rise: 90, 60, 120"),
]


@pytest.mark.parametrize(("settings", "said"), ORDERS)
def test_nothing_is_worked_out_by_limits_out_of_order(perf: Perf, settings: str, said: str) -> None:
    recorded(perf)
    before = perf("evaluate", "record", MAINTENANCE, "--spent", "21.6万", "--dry-run")
    assert before.status == 0
    perf.write("perf.toml", perf.read("perf.toml") + settings)
    for words in (
        ("evaluate", "show", MAINTENANCE),
        ("evaluate", "show"),
        ("evaluate", "summary"),
        ("evaluate", "sample", "--share", "50%", "--seed", "1"),
        ("evaluate", "record", MAINTENANCE, "--spent", "21.6万"),
        ("monitor", "status"),
        ("query", "SELECT grade FROM evaluations"),
        ("book", "--department", "335", "--year", "2021", "--evaluation"),
    ):
        outcome = perf(*words)
        assert (outcome.status, outcome.out) == (2, ""), words
        assert outcome.err.splitlines() == [
            "Error: lights, points and grades cannot follow from limits in this order",
            f"  {said}",
            "Put them right in perf.toml.",
        ]
    assert perf("list").status == perf("query", "SELECT code FROM projects").status == 0
    assert said.split(": ", 1)[1] in perf("check", "perf.toml").out


@pytest.mark.parametrize("line", [{}, {"results": []}, {"indicators": [{"name": "维修套数", "actual": None}]}])
def test_a_line_that_says_nothing_is_named_each_time(perf: Perf, line: dict[str, object]) -> None:
    text = json.dumps({"code": MAINTENANCE, **line})
    for _time in range(2):
        outcome = perf("evaluate", "record", "--from", "-", stdin=text)
        assert (outcome.status, outcome.out, outcome.err) == (1, "", "Error: line 1: nothing is recorded\n")
    assert not (perf.root / PATH).exists()
    assert perf("evaluate", "record", MAINTENANCE, "--adjusted", "23万").status == 0
    assert perf("evaluate", "record", MAINTENANCE, "--adjusted", "22万").status == 0
    assert "[evaluation]" not in (perf.root / PATH).read_text(encoding="utf-8")


def test_an_empty_list_of_results_says_nothing(perf: Perf) -> None:
    perf("evaluate", "record", MAINTENANCE, "--result", "维修171套。")
    line = json.dumps({"code": MAINTENANCE, "spent": 216000, "results": []})
    assert perf("evaluate", "record", "--from", "-", stdin=line).status == 0
    text = (perf.root / PATH).read_text(encoding="utf-8")
    assert 'spent = 216000.00\nresults = [\n  "维修171套。",\n]\n' in text


@pytest.mark.skipif(not parallel.CAN_FORK, reason="two processes need fork")
@pytest.mark.parametrize("form", ["json", "jsonl", "table", "markdown"])
def test_many_are_shown_by_two_processes_as_by_one(
    perf: Perf, monkeypatch: pytest.MonkeyPatch, halves_taken: list[bool], form: str
) -> None:
    recorded(perf)
    perf("evaluate", "record", HEATING, "--spent", "0.04")
    perf("evaluate", "record", ROAD, "--spent", "1")
    told = perf("evaluate", "show", "-f", form)
    assert told.out.count(MAINTENANCE) == told.out.count(HEATING) == 1
    assert HEATING in told.err
    monkeypatch.setattr(evaluating, "_MANY", 2)
    monkeypatch.setattr(halves, "_MANY", 2)
    assert perf("evaluate", "show", "-f", form) == told
    assert halves_taken == [True]


def test_those_begun_are_shown_as_each_by_its_code(perf: Perf) -> None:
    recorded(perf, "--result", "维修“及时”", "--recheck", "维修套数=60.5")
    perf("evaluate", "record", HEATING, "--spent", "0.04")
    perf("evaluate", "record", ROAD, "--spent", "1", "--adjusted", "2")
    by_filter, by_code = (
        perf("evaluate", "show", "-f", "json"),
        perf("evaluate", "show", *sorted((HEATING, MAINTENANCE, ROAD)), "-f", "json"),
    )
    assert (by_filter.status, by_filter.out) == (by_code.status, by_code.out)
    assert by_filter.err == by_code.err
    assert len(json.loads(by_filter.out)) == 3
