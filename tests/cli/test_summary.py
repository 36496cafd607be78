"""`perf summary`: exact sums in every format and grouping."""

from __future__ import annotations

import json

import pytest

from tests.conftest import HEATING, MAINTENANCE, Perf

GROUPS = """\
year,unit,projects,total,fiscal,other,planned_3,planned_6,planned_9,planned_10,planned_12
2021,335001,1,240000.00,200000.00,40000.00,60000.00,120000.00,120000.00,180000.00,240000.00
2021,335002,1,0.05,0.05,0.00,0.00,0.03,0.05,0.05,0.05
2022,336001,1,70000000000000.00,69999999999999.99,0.01,0.00,0.00,0.00,0.00,0.00
"""


def test_spending_stands_beside_budgets_and_plans(perf: Perf) -> None:
    """Of 200,000 120,000 by 31 July, where 56.30% are planned; of 0.05 all is planned by the year's end."""
    recorded = ("--adjusted", "200000", "--spent", "120000")
    perf("monitor", "record", MAINTENANCE, "--date", "2021-07-31", *recorded)
    perf("monitor", "record", MAINTENANCE, "--date", "2021-08-31", "--value", "维修套数=9套")
    perf("monitor", "record", HEATING, "--date", "2021-07-31", "--spent", "0.01")
    perf("evaluate", "record", HEATING, "--spent", "0.04")
    keys = ("unit", "adjusted", "spent", "execution", "due", "unrecorded")
    rows = json.loads(perf.done("summary", "--spending", "-f", "json"))
    assert list(rows[0])[-5:] == list(keys[1:])
    assert [tuple(row[key] for key in keys) for row in rows] == [
        ("335001", 200000, 120000, 60, 112601.63, 0),
        ("335002", 0.05, 0.04, 80, 0.05, 0),
        ("336001", 70_000_000_000_000, 0, None, 0, 1),
    ]
    assert perf.done("summary", "--spending", "--year", "2021", "--by", "unit", "--columns", ",".join(keys)) == (
        "Unit        Budget of the year       Spent  Execution  Planned by then  Spending not recorded\n"
        "----------  ------------------  ----------  ---------  ---------------  ---------------------\n"
        "335001              200,000.00  120,000.00     60.00%       112,601.63                      0\n"
        "335002                    0.05        0.04     80.00%             0.05                      0\n"
        "Total 2021          200,000.05  120,000.04     60.00%       112,601.68                      0\n"
    )
    spent = {}
    for day in ("2021-07-30", "2021-07-31", "2021-12-30", "2021-12-31"):
        rows = json.loads(perf.done("summary", "--spending", "--date", day, "-f", "json", "--unit", "335"))
        spent[day] = [(row["spent"], row["due"], row["unrecorded"]) for row in rows]
    assert spent == {
        "2021-07-30": [(0, 0, 1), (0, 0, 1)],
        "2021-07-31": [(120000, 112601.63, 0), (0.01, 0.03, 0)],
        "2021-12-30": [(120000, 112601.63, 0), (0.01, 0.03, 0)],
        "2021-12-31": [(120000, 112601.63, 0), (0.04, 0.05, 0)],
    }
    assert perf.refused("summary", "--date", "2021-07-31").startswith("Error: --date is of spending")
    assert perf.refused("summary", "--spending", "--date", "7月").startswith("Error: 7月 is not a date")
    assert "adjusted" not in perf.done("summary", "-f", "json")
    perf.write(f"progress/2021/335002/{HEATING}.toml", "code = ")
    assert perf.refused("summary", "--spending").startswith(
        "Error: a sum over unreadable files would be a wrong number"
    )
    assert perf("summary").status == 0
    assert perf("summary", "--spending", "--unit", "335001").status == 0


def test_csv_and_tsv(perf: Perf) -> None:
    assert perf.done("summary", "-f", "csv") == GROUPS
    assert perf.done("summary", "-f", "tsv") == GROUPS.replace(",", "\t")


def test_json(perf: Perf) -> None:
    assert perf.done("summary", "-f", "json", "--unit", "335") == (
        '[{"year":2021,"unit":"335001","projects":1,"total":240000.00,"fiscal":200000.00,"other":40000.00,'
        '"planned":{"3":60000.00,"6":120000.00,"9":120000.00,"10":180000.00,"12":240000.00}},\n'
        '{"year":2021,"unit":"335002","projects":1,"total":0.05,"fiscal":0.05,"other":0.00,'
        '"planned":{"3":0.00,"6":0.03,"9":0.05,"10":0.05,"12":0.05}}]\n'
    )


def test_a_table_ends_with_a_total_for_each_year(perf: Perf) -> None:
    assert perf.done("summary", "--columns", "year,unit,projects,total,planned_6") == (
        "      Year  Unit    Projects                  Total  By month 6\n"
        "----------  ------  --------  ---------------------  ----------\n"
        "      2021  335001         1             240,000.00  120,000.00\n"
        "      2021  335002         1                   0.05        0.03\n"
        "      2022  336001         1  70,000,000,000,000.00        0.00\n"
        "Total 2021                 2             240,000.05  120,000.03\n"
        "Total 2022                 1  70,000,000,000,000.00        0.00\n"
    )
    assert perf.done("summary", "--by", "department", "--unit", "335", "--columns", "department,other,fiscal") == (
        "Department      Other      Fiscal\n"
        "----------  ---------  ----------\n"
        "335         40,000.00  200,000.05\n"
        "Total 2021  40,000.00  200,000.05\n"
    )


def test_totals_say_what_they_are_of_whatever_the_columns(perf: Perf) -> None:
    assert perf.done("summary", "--scale", "万元", "--unit", "335001", "--columns", "total,planned_3") == (
        "            Total  By month 3\n"
        "----------  -----  ----------\n"
        "            24.00        6.00\n"
        "Total 2021  24.00        6.00\n"
    )
    assert perf.done("summary", "--unit", "335", "--columns", "projects,unit") == (
        "Projects  Unit\n--------  ----------\n       1  335001\n       1  335002\n       2  Total 2021\n"
    )
    assert perf.done("summary", "--unit", "335", "--columns", "projects", "-f", "csv") == "projects\n1\n1\n"


def test_a_year_that_is_a_row_is_no_total(perf: Perf) -> None:
    assert perf.done("summary", "--by", "year", "--columns", "year,projects") == (
        "Year  Projects\n----  --------\n2021         2\n2022         1\n"
    )


def test_groups_of_several_years_end_with_totals_of_their_own(perf: Perf) -> None:
    assert perf.done("summary", "--by", "department", "--columns", "department,projects,total") == (
        "Department   Projects                  Total\n"
        "-----------  --------  ---------------------\n"
        "335                 2             240,000.05\n"
        "336                 1  70,000,000,000,000.00\n"
        "Grand total         3  70,000,000,240,000.05\n"
    )
    assert perf.done("summary", "--by", "department,unit", "--columns", "department,unit,projects,other,planned_6") == (
        "Department    Unit    Projects      Other  By month 6\n"
        "------------  ------  --------  ---------  ----------\n"
        "335           335001         1  40,000.00  120,000.00\n"
        "335           335002         1       0.00        0.03\n"
        "336           336001         1       0.01        0.00\n"
        "Total of 335                 2  40,000.00  120,000.03\n"
        "Total of 336                 1       0.01        0.00\n"
        "Grand total                  3  40,000.01  120,000.03\n"
    )
    assert perf.done("summary", "--by", "department,year", "--columns", "department,year,projects") == (
        "Department    Year  Projects\n"
        "------------  ----  --------\n"
        "335           2021         2\n"
        "336           2022         1\n"
        "Total of 335               2\n"
        "Total of 336               1\n"
    )


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (["--by", "year"], "year,projects,total\n2021,2,240000.05\n2022,1,70000000000000.00\n"),
        (["--by", "department"], "department,projects,total\n335,2,240000.05\n336,1,70000000000000.00\n"),
        (
            ["--by", "template,year"],
            "template,year,projects,total\n,2021,1,0.05\n,2022,1,70000000000000.00\n"
            "housing-maintenance,2021,1,240000.00\n",
        ),
        (
            ["--by", "year", "--by", "template"],
            "year,template,projects,total\n2021,,1,0.05\n2021,housing-maintenance,1,240000.00\n"
            "2022,,1,70000000000000.00\n",
        ),
    ],
)
def test_groupings(perf: Perf, by: list[str], expected: str) -> None:
    header = expected.split("\n", 1)[0]
    assert perf.done("summary", *by, "-f", "csv", "--columns", header) == expected


def test_order_and_limit(perf: Perf) -> None:
    assert perf.done("summary", "--sort", "-total", "--limit", "1", "-f", "csv", "--columns", "unit") == (
        "unit\n336001\n"
    )


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--by", "unt"], "cannot group by unt\nDid you mean: unit?"),
        (["--by", "unit,year,unit"], "--by names unit twice"),
        (["--columns", "planned_7"], "unknown column: planned_7\nDid you mean: planned_9, planned_6, planned_3?"),
        (
            ["--sort", "name"],
            "unknown column to sort by: name\nKnown ones: fiscal, other, projects, total, unit, year",
        ),
        (["--unit", "335003"], "no department file knows the unit 335003\nDid you mean: 335002, 335001, 336001?"),
    ],
)
def test_refusals(perf: Perf, argv: list[str], message: str) -> None:
    assert perf.refused("summary", *argv) == f"Error: {message}\n"


def test_nothing_to_sum_is_an_empty_answer(perf: Perf) -> None:
    assert perf.done("summary", "--year", "1999", "-f", "json") == "[]\n"
    assert perf.done("summary", "--year", "1999", "-f", "csv") == "year,unit,projects,total,fiscal,other\n"


def test_an_empty_answer_for_people_says_so(perf: Perf) -> None:
    shown = perf("summary", "--year", "1999", "--columns", "year,unit")
    assert (shown.status, shown.out, shown.err) == (0, "Year  Unit\n----  ----\n", "No such records.\n")


def test_a_sum_over_unreadable_files_is_refused(perf: Perf) -> None:
    perf.write(f"projects/2021/335002/{HEATING}.toml", "code =\n")
    assert perf.refused("summary", "-f", "csv") == (
        "Error: a sum over unreadable files would be a wrong number\n"
        f"  projects/2021/335002/{HEATING}.toml:1:7: code: the value is missing\n"
        "      code =\n"
        "            ^\n"
        "Mend these files, or leave them out with --unit or --year.\n"
    )
    assert perf.done("summary", "--unit", "335001", "-f", "csv", "--columns", "total") == "total\n240000.00\n"
    assert perf.done("summary", "--year", "2022", "-f", "csv", "--columns", "projects") == "projects\n1\n"


def test_scripts_get_the_names_of_units_and_departments_where_they_ask_for_them(perf: Perf) -> None:
    asked = ("summary", "--by", "department,unit", "--unit", "335001", "-f", "csv")
    assert perf.done(*asked).startswith("department,unit,projects,total")
    assert perf.done(*asked, "--columns", "department_name,单位名称,unit") == (
        "department_name,unit_name,unit\n住房保障局,住房保障局本级,335001\n"
    )
    table = perf.done("summary", "--by", "unit", "--columns", "unit_name,projects")
    assert table.splitlines()[-1].split() == ["Grand", "total", "3"]
