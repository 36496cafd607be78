"""What became of projects in a workbook of `perf export` that was edited: taken back twice it is as taken back once."""

from __future__ import annotations

import json
import shutil
import tomllib
from typing import Any

import openpyxl
import pytest

from tests.cli.test_adjusting import PROGRESS, PROJECT, approved
from tests.cli.test_taken_back import Edit, columns, delete_rows, put
from tests.conftest import FILES, MAINTENANCE, Perf

__all__ = ["approved"]

WHY = ("--reason", "追加", "--date", "2021-12-01")
needs_git = pytest.mark.skipif(not shutil.which("git"), reason="needs git")


def edit(perf: Perf, *edits: Edit) -> None:
    """Edit the workbook of the export."""
    path = perf.root / "a.xlsx"
    book = openpyxl.load_workbook(path)
    for one in edits:
        one(book)
    book.save(path)


def exported(perf: Perf, *edits: Edit) -> None:
    assert perf("export", "a.xlsx", "--headings", "zh", "--force").status == 0
    edit(perf, *edits)


def of_project(name: str, **values: Any) -> Edit:
    """Type values into the first row of the project in a sheet."""

    def typed(book: openpyxl.Workbook) -> None:
        sheet = book[name]
        at = columns(sheet)["项目编码"]
        row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, at).value == MAINTENANCE)
        put(name, row, **values)(book)

    return typed


def budgets(perf: Perf) -> tuple[float, list[list[tuple[str, str, str]]]]:
    """The total in force, and what each adjustment changed."""
    kept = tomllib.loads(perf.read(PROGRESS))
    made = [[(one["key"], one["before"], one["after"]) for one in made["changes"]] for made in kept["adjustments"]]
    return kept["adjusted"], made


def renaming(**names: str) -> Edit:
    """Type other names over those of the project's indicators."""

    def typed(book: openpyxl.Workbook) -> None:
        sheet = book["绩效指标"]
        at, code = columns(sheet)["三级指标"], columns(sheet)["项目编码"]
        for row in range(2, sheet.max_row + 1):
            if sheet.cell(row, code).value == MAINTENANCE:
                sheet.cell(row, at).value = names.get(str(sheet.cell(row, at).value), sheet.cell(row, at).value)

    return typed


def renamed(perf: Perf, named: bool, **names: str) -> None:
    """The json of an export, the project's indicators with other names in it; `named` or without those they had."""
    assert perf("export", "a.json", "--force").status == 0
    data = json.loads(perf.read("a.json"))
    for row in next(one for one in data["projects"] if one["code"] == MAINTENANCE)["indicators"]:
        row["name"] = names.get(row["name"], row["name"])
        if not named:
            del row["recorded_as"]
    perf.write("a.json", json.dumps(data, ensure_ascii=False))


def values(perf: Perf) -> dict[str, str]:
    """What was monitored, by the names of indicators."""
    (monitored,) = tomllib.loads(perf.read(PROGRESS))["monitoring"]
    return {name: one["value"] for name, one in monitored["indicators"].items()}


RECORD = ("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--value", "维修套数=171套")
SWAP = {"维修套数": "住户满意度", "住户满意度": "维修套数"}


@pytest.mark.parametrize("form", ["xlsx", "json"])
@pytest.mark.parametrize(
    ("names", "after"),
    [
        (SWAP, {"住户满意度": "171套", "维修套数": "90%"}),
        ({"维修套数": "维修户数"}, {"维修户数": "171套", "住户满意度": "90%"}),
    ],
)
def test_records_follow_a_name_typed_once(perf: Perf, form: str, names: dict[str, str], after: dict[str, str]) -> None:
    perf.done(*RECORD, "--value", "住户满意度=90%")
    if form == "xlsx":
        exported(perf, renaming(**names))
    else:
        renamed(perf, True, **names)
    for _time in range(3):
        assert perf("import", "--update", f"a.{form}").status == 0
        assert values(perf) == after
    assert "Nothing to change" in perf.done("import", "--update", f"a.{form}")


@pytest.mark.parametrize("form", ["xlsx", "json"])
def test_of_two_of_one_name_each_keeps_its_own(perf: Perf, form: str) -> None:
    perf.write(PROJECT, FILES[PROJECT].replace('"住户满意度"', '"维修套数"'))
    perf.done(*RECORD, "--value", "维修套数#2=90%")
    if form == "xlsx":

        def first(book: openpyxl.Workbook) -> None:
            sheet = book["绩效指标"]
            at = columns(sheet)["三级指标"]
            row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, at).value == "维修套数")
            sheet.cell(row, at).value = "维修户数"

        exported(perf, first)
    else:
        assert perf("export", "a.json").status == 0
        perf.write("a.json", perf.read("a.json").replace('"name":"维修套数"', '"name":"维修户数"', 1))
    for _time in range(2):
        assert perf("import", "--update", f"a.{form}").status == 0
        assert values(perf) == {"维修户数": "171套", "维修套数": "90%"}


def test_a_name_typed_in_a_source_that_keeps_none(perf: Perf) -> None:
    perf.done(*RECORD, "--value", "住户满意度=90%")
    renamed(perf, False, **SWAP)
    before = perf.snapshot()
    assert perf.refused("import", "--update", "a.json") == (
        f"Error: {MAINTENANCE}: the source gives 住户满意度, 维修套数 to other indicators, "
        "and does not say whose its records are\n"
        "Rename them by `perf set`, or in a workbook or a json that `perf export` writes now.\n"
    )
    assert perf.snapshot() == before
    renamed(perf, False, 维修套数="维修户数")
    perf("import", "--update", "a.json")
    perf.write("a.json", perf.read("a.json").replace("171套", "172套"))
    for _time in range(2):
        assert perf("import", "--update", "a.json").status == 0
        assert values(perf) == {"维修户数": "172套", "住户满意度": "90%"}


def days(perf: Perf) -> dict[str, dict[str, str]]:
    """What was monitored, by days."""
    return {
        str(one["date"]): {name: row["value"] for name, row in one.get("indicators", {}).items()}
        for one in tomllib.loads(perf.read(PROGRESS))["monitoring"]
    }


def dated(**days: str) -> Edit:
    """Type other days into the rows of monitorings, by the months that they had."""

    def typed(book: openpyxl.Workbook) -> None:
        sheet = book["监控"]
        at = columns(sheet)["监控日期"]
        for row in range(2, sheet.max_row + 1):
            cell = sheet.cell(row, at)
            cell.value = days.get(f"m{str(cell.value)[5:7]}", cell.value)

    return typed


def test_what_was_monitored_follows_its_day(perf: Perf) -> None:
    perf.done(*RECORD)
    perf.done("monitor", "record", MAINTENANCE, "--date", "2021-10-31", "--value", "维修套数=172套")
    exported(perf, dated(m07="2021-08-01"))
    for _time in range(2):
        assert perf("import", "--update", "a.xlsx").status == 0
        assert days(perf) == {"2021-08-01": {"维修套数": "171套"}, "2021-10-31": {"维修套数": "172套"}}
    edit(perf, put("监控指标", 2, 监控日期="2021-08-01", 执行情况="173套"))
    assert perf("import", "--update", "a.xlsx").status == 0
    assert days(perf)["2021-08-01"] == {"维修套数": "173套"}
    edit(perf, delete_rows("监控指标", "监控日期", "2021-08-01"))
    assert perf("import", "--update", "a.xlsx").status == 0
    assert days(perf) == {"2021-08-01": {}, "2021-10-31": {"维修套数": "172套"}}


def test_days_that_monitorings_exchange_leave_them(perf: Perf) -> None:
    perf.done(*RECORD)
    perf.done("monitor", "record", MAINTENANCE, "--date", "2021-10-31", "--value", "维修套数=172套")
    exported(perf, dated(m07="2021-10-31", m10="2021-11-30"))
    before = perf.read(PROGRESS)
    outcome = perf("import", "--update", "a.xlsx")
    assert (outcome.status, perf.read(PROGRESS)) == (1, before)
    said = f"{MAINTENANCE} 2021: the day of another monitoring: change one at a time: 2021-07-31 2021-10-31"
    assert said in outcome.err


def test_a_day_that_csv_has_otherwise(perf: Perf) -> None:
    perf.done(*RECORD)
    perf("export", "all", "--format", "csv")
    table = perf.root / "all" / "monitoring.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("2021-07-31", "2021-08-01"), encoding="utf-8")
    for status in (0, 1):  # the second time it does not say that this is the same day
        assert perf("import", "--update", "all").status == status
        assert days(perf) == {"2021-08-01": {"维修套数": "171套"}}


MORE = [("budget.total", "240000.00", "270000.00"), ("budget.fiscal", "200000.00", "230000.00")]


@needs_git
@pytest.mark.parametrize("source", ["a.xlsx", "folder"])
def test_a_budget_typed_in_twice_is_one_adjustment(approved: Perf, source: str) -> None:
    approved.done("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--spent", "12万")
    if source == "a.xlsx":
        exported(approved, of_project("项目", 预算数=270000, 财政资金=230000))
    else:
        approved("export", source, "--format", "csv")
        path = approved.root / source / "projects.csv"
        text = path.read_text(encoding="utf-8-sig")
        assert "240000.00,200000.00" in text
        path.write_text(text.replace("240000.00,200000.00", "270000.00,230000.00"), encoding="utf-8")
    for _time in range(3):
        assert approved("import", "--update", source, *WHY).status == 0
        assert budgets(approved) == (270000, [MORE])


@needs_git
def test_a_budget_typed_over_one_in_force_stays(approved: Perf) -> None:
    before = ("--adjust", "other", "--reason", "早", "--date", "2021-06-01")
    approved.done("set", MAINTENANCE, "budget.total=26万", *before)
    exported(approved, of_project("项目", 预算数=270000, 财政资金=230000))
    for _time in range(3):
        assert approved("import", "--update", "a.xlsx", *WHY).status == 0
        assert budgets(approved) == (
            270000,
            [
                [("budget.total", "240000.00", "260000.00"), ("budget.other", "40000.00", "60000.00")],
                [
                    ("budget.total", "260000.00", "270000.00"),
                    ("budget.fiscal", "200000.00", "230000.00"),
                    ("budget.other", "60000.00", "40000.00"),
                ],
            ],
        )


@needs_git
@pytest.mark.parametrize(
    ("typed", "changes"),
    [
        ({"预算数": 270000}, []),
        ({"财政资金": 230000}, []),
        ({"预算数": 280000}, [("budget.total", "270000.00", "280000.00")]),
        (
            {"预算数": 280000, "财政资金": 235000},
            [
                ("budget.total", "270000.00", "280000.00"),
                ("budget.fiscal", "230000.00", "235000.00"),
                ("budget.other", "40000.00", "45000.00"),
            ],
        ),
        (
            {"预算数": 280000, "其他资金": 80000},
            [
                ("budget.total", "270000.00", "280000.00"),
                ("budget.fiscal", "230000.00", "200000.00"),
                ("budget.other", "40000.00", "80000.00"),
            ],
        ),
    ],
)
def test_an_amount_as_it_was_approved_beside_one_typed_over_is_no_news(
    approved: Perf, typed: dict[str, int], changes: list[tuple[str, str, str]]
) -> None:
    """The untouched fiscal funds of 200,000 stand in the workbook as approved, 230,000 are in force."""
    approved.done("set", MAINTENANCE, "budget.total=27万", "--adjust", "fiscal", *WHY)
    exported(approved, of_project("项目", **typed))
    for _time in range(2):
        assert approved("import", "--update", "a.xlsx", *WHY).status == 0
        assert budgets(approved)[1] == [MORE, *([changes] if changes else [])]
    assert approved("check", "--select", "D520").status == 0


@needs_git
@pytest.mark.parametrize("is_adjusted", [False, True])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"财政资金": 210000}, "budget.fiscal = 210000.00 alone is new: which other amount follows is not said"),
        (
            {"预算数": 280000, "财政资金": 235000, "其他资金": 5},
            "budget.total = 280000.00, budget.fiscal = 235000.00, budget.other = 5.00 make no sum",
        ),
    ],
)
def test_amounts_that_would_make_no_sum_are_refused(
    approved: Perf, is_adjusted: bool, typed: dict[str, int], said: str
) -> None:
    if is_adjusted:
        approved.done("set", MAINTENANCE, "budget.total=27万", "--adjust", "fiscal", *WHY)
    exported(approved, of_project("项目", **typed))
    before = approved.snapshot()
    refused = approved.refused("import", "--update", "a.xlsx", *WHY)
    assert refused.endswith(
        "Error: 1 budget cannot be what the source says of it; nothing was written\n"
        f"  {MAINTENANCE}: {said}\n"
        "Name the total, fiscal and other funds as they are to be.\n"
    )
    assert approved.snapshot() == before


@needs_git
@pytest.mark.parametrize(("typed", "total"), [("27.00", "270000.00"), ("28.00", "280000.00")])
def test_the_total_typed_over_on_a_form_leaves_the_funds_in_force(approved: Perf, typed: str, total: str) -> None:
    approved.done("set", MAINTENANCE, "budget.total=27万", "--adjust", "fiscal", *WHY)
    assert approved("form", "fill", MAINTENANCE, "--form", "national-weights", "-o", "a.html").status == 0
    approved.write("a.html", approved.read("a.html").replace("24.00", typed))
    assert approved("import", "--update", "a.html", *WHY).status == 0
    more = [[("budget.total", "270000.00", total)]] if total != "270000.00" else []
    assert budgets(approved)[1] == [MORE, *more]


@needs_git
def test_the_year_s_budget_typed_in_twice_is_one_adjustment(approved: Perf) -> None:
    approved.done("monitor", "record", MAINTENANCE, "--date", "2021-07-31", "--spent", "12万")
    exported(approved, of_project("执行情况", 全年预算数=270000))
    for _time in range(3):
        assert approved("import", "--update", "a.xlsx", *WHY).status == 0
        assert budgets(approved) == (270000, [MORE[:1]])


@needs_git
def test_two_budgets_in_force_are_refused(approved: Perf) -> None:
    """Both cells that say the budget in force are typed over: neither is taken, whatever was in force before."""
    approved.done("set", MAINTENANCE, "budget.total=25万", "--reason", "早", "--date", "2021-06-01")
    exported(approved, of_project("项目", 预算数=270000, 财政资金=230000), of_project("执行情况", 全年预算数=260000))
    before = approved.snapshot()
    for _time in range(2):
        assert approved.refused("import", "--update", "a.xlsx", *WHY) == (
            "Error: the source says two budgets in force; nothing was written\n"
            f"  {PROGRESS}: budget.total = 270000.00, adjusted = 260000.00\n"
            "Change one of the two, and leave the other as it was.\n"
        )
    assert approved.snapshot() == before
    edit(approved, of_project("执行情况", 全年预算数=270000))
    for _time in range(2):
        assert approved("import", "--update", "a.xlsx", *WHY).status == 0
        assert budgets(approved)[0] == 270000
        assert len(budgets(approved)[1]) == 2


@needs_git
@pytest.mark.parametrize("typed", ["28.00", "27.00"])
def test_a_form_of_results_says_one_budget_in_force(approved: Perf, typed: str) -> None:
    """年初预算数 typed over beside 全年预算数: two adjustments were kept each time, there and back."""
    approved.done("set", MAINTENANCE, "budget.total=27万", *WHY)
    approved.done("evaluate", "record", MAINTENANCE, "--spent", "20万")
    assert approved("form", "fill", MAINTENANCE, "--form", "evaluation", "-o", "a.html").status == 0
    text = approved.read("a.html")
    assert (text.count("24.00"), text.count("27.00")) == (1, 1)
    approved.write("a.html", text.replace("27.00", typed).replace("24.00", "29.00"))
    before = approved.snapshot()
    assert f"budget.total = 290000.00, adjusted = {typed[:2]}0000.00\n" in approved.refused(
        "import", "--update", "a.html", *WHY
    )
    assert approved.snapshot() == before


@needs_git
def test_an_emptied_budget_in_force_stays(approved: Perf) -> None:
    approved.done("set", MAINTENANCE, "budget.total=27万", *WHY)
    exported(approved, of_project("执行情况", 全年预算数=None))
    before = approved.snapshot()
    outcome = approved("import", "--update", "a.xlsx")
    assert (outcome.status, outcome.err) == (
        0,
        f"{PROGRESS}: adjusted is empty in the source: the budget in force, 270000.00, stays\n",
    )
    assert approved.snapshot() == before


@needs_git
def test_deleted_adjustments_leave_the_budget(approved: Perf) -> None:
    why = ("--adjust", "other", "--reason", "追加", "--date", "2021-08-01")
    approved.done("set", MAINTENANCE, "budget.total=26万", *why)
    exported(approved, delete_rows("调整", "项目编码", MAINTENANCE))
    before = approved.snapshot()
    outcome = approved("import", "--update", "a.xlsx", "--reason", "x", "--date", "2021-12-01")
    assert (outcome.status, outcome.err) == (
        0,
        f"{PROGRESS}: the adjustment of 2021-08-01 that the source does not have stays\n",
    )
    assert approved.snapshot() == before


@needs_git
@pytest.mark.parametrize("source", ["a.xlsx", "folder", "a.json"])
def test_a_deleted_row_of_an_adjustment_stays(approved: Perf, source: str) -> None:
    """What is left of the adjustment is the same one: it was kept a second time."""
    why = ("--adjust", "fiscal", "--reason", "追加", "--date", "2021-08-01")
    approved.done("set", MAINTENANCE, "budget.total=27万", *why)
    if source == "a.xlsx":
        exported(approved, delete_rows("调整", "调整项", "budget.fiscal"))
    elif source == "folder":
        approved("export", source, "--format", "csv")
        table = approved.root / source / "adjustments.csv"
        rows = [row for row in table.read_text(encoding="utf-8-sig").splitlines() if "budget.fiscal" not in row]
        table.write_text("\n".join(rows), encoding="utf-8")
    else:
        approved("export", source)
        gone = ',{"key":"budget.fiscal","before":"200000.00","after":"230000.00"}'
        text = approved.read(source)
        assert gone in text
        approved.write(source, text.replace(gone, ""))
    before = approved.read(PROGRESS)
    outcome = approved("import", "--update", source)
    said = f"{PROGRESS}: budget.fiscal of the adjustment of 2021-08-01, which the source does not have, stays"
    assert (outcome.status, [line for line in outcome.err.splitlines() if "stays" in line]) == (0, [said])
    assert approved.read(PROGRESS) == before


@needs_git
def test_a_row_typed_into_an_adjustment_is_one_of_it(approved: Perf) -> None:
    approved.done("set", MAINTENANCE, "budget.total=27万", "--reason", "追加", "--date", "2021-08-01")
    approved("export", "a.json")
    kept = '{"key":"budget.total","before":"240000.00","after":"270000.00"}'
    more = ',{"key":"purpose","before":"甲","after":"乙"}'
    approved.write("a.json", approved.read("a.json").replace(kept, kept + more))
    for _time in range(2):
        assert approved("import", "--update", "a.json").status == 0
        assert budgets(approved) == (270000, [[MORE[0], ("purpose", "甲", "乙")]])


@needs_git
def test_an_adjustment_that_comes_again_is_kept_again(approved: Perf) -> None:
    up = ("--adjust", "fiscal", *WHY)
    approved.done("set", MAINTENANCE, "budget.total=27万", *up)
    approved.done("set", MAINTENANCE, "budget.total=24万", *up)
    exported(approved, of_project("项目", 预算数=270000, 财政资金=230000))
    approved("import", "--update", "a.xlsx", *WHY)
    back = [(key, after, before) for key, before, after in MORE]
    assert budgets(approved) == (270000, [MORE, back, MORE])
