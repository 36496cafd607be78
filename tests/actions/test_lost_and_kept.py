"""The published document carries less than a project's file: that is said, and an update leaves it alone."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.conftest import HEATING, Perf

PROJECT = f"""\
code = "{HEATING}"
name = "清洁取暖"
unit = "335002"
year = 2021
template = ""
purpose = "取暖"
goals = ["供暖"]
previous = "13030320BBBBBBBBBBBBB"
long_term_goals = ["三年全覆盖"]

[budget]
total = 10.00
fiscal = 10.00
other = 0.00

[budget.sources]
"中央资金" = 3.00

[spending_plan]
12 = 100.00

[[indicators]]
kind = "数量指标"
name = "户数"
description = "改造的户数"
target = "≥20户"
basis = "计划"
weight = 12.5
scoring = "ratio"

[indicators.details]
"评分标准" = "按比例"

[[indicators]]
kind = "时效指标"
name = "全覆盖"
description = "到期覆盖"
target = "100%"
basis = "规划"
term = "中期"

[details]
"负责人" = "张三"
"措施" = ["巡查", "督办"]
"""
PATH = f"projects/2021/335002/{HEATING}.toml"


def test_the_book_names_each_key_that_it_loses_and_an_update_keeps_it(perf: Perf, tmp_path: Path) -> None:
    perf.write(PATH, PROJECT)
    book = tmp_path / "book.txt"
    said = perf("book", "--department", "335", "--year", "2021", "-o", book).err
    lost = [line.strip() for line in said.splitlines() if HEATING in line]
    assert lost == [
        f"{HEATING}: budget.sources.中央资金: 3.00 → (nothing)",
        f"{HEATING}: indicators[1].weight: 12.5 → (nothing)",
        f'{HEATING}: indicators[1].scoring: ratio → ""',
        f"{HEATING}: indicators[1].details.评分标准: 按比例 → (nothing)",
        f"{HEATING}: indicators[2]: 时效指标 / 全覆盖 / 到期覆盖 / 100% / 规划 / 中期 → (nothing)",
        f'{HEATING}: previous: 13030320BBBBBBBBBBBBB → ""',
        f"{HEATING}: long_term_goals[1]: 三年全覆盖 → (nothing)",
        f"{HEATING}: details.负责人: 张三 → (nothing)",
        f"{HEATING}: details.措施: 巡查 / 督办 → (nothing)",
    ]
    text = book.read_text(encoding="utf-8").replace("≥20户", "≥25户")
    book.write_text(text, encoding="utf-8")
    perf("import", book, "--department", "335", "--year", "2021", "--update")
    assert perf.read(PATH) == PROJECT.replace("≥20户", "≥25户")


def test_goals_of_a_unit_go_with_their_unit(perf: Perf, tmp_path: Path) -> None:
    perf.write("goals/2021/335001.toml", 'unit = "335001"\nyear = 2021\noverall = "本级的目标"\ngoals = ["一"]\n')
    perf.write("goals/2021/335002.toml", 'unit = "335002"\nyear = 2021\noverall = "供热的目标"\n')
    one = tmp_path / "one.json"
    assert perf("export", one, "--unit", "335001").status == 0
    text = one.read_text(encoding="utf-8")
    assert "本级的目标" in text
    assert "供热的目标" not in text
    perf.write("goals/2021/335001.toml", 'unit = "335001"\nyear = 2021\noverall = "另一个"\n')
    assert perf("import", one, "--update").status == 0
    assert 'overall = "本级的目标"' in perf.read("goals/2021/335001.toml")
    assert 'goals = [\n  "一",\n]' in perf.read("goals/2021/335001.toml")


def test_a_workbook_of_an_older_perf_leaves_the_new_keys_alone(perf: Perf, tmp_path: Path) -> None:
    perf.write(PATH, PROJECT)
    assert perf("export", f"{tmp_path}/tables/").status == 0
    for name, columns in (("projects", 10), ("goals", 5), ("indicators", 14)):
        path = tmp_path / "tables" / f"{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row[:columns] for row in csv.reader(file)]
        rows = [row for row in rows if name != "goals" or row[4] != "三年全覆盖"]
        old = tmp_path / f"{name}.csv"
        with old.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        assert perf("import", old, "--update").status == 0, name
        assert perf.read(PATH) == PROJECT, name


def test_a_row_of_details_that_cannot_be_read_leaves_those_that_are_there(perf: Perf, tmp_path: Path) -> None:
    perf.write(PATH, PROJECT)
    head = "year,unit,code,number,label,value,place\n"
    table = tmp_path / "details.csv"
    table.write_text(
        f"{head}2021,335002,{HEATING},x,评分标准,其他,\n2021,335002,{HEATING},,负责人,李四,\n", encoding="utf-8"
    )
    outcome = perf("import", table, "--update")
    assert outcome.status == 1
    assert "x is not a number of a row" in outcome.err
    assert perf.read(PATH) == PROJECT


def test_details_by_themselves_change_those_of_the_project_alone(perf: Perf, tmp_path: Path) -> None:
    perf.write(PATH, PROJECT)
    head = "year,unit,code,number,label,value,place\n"
    table = tmp_path / "details.csv"
    table.write_text(
        f"{head}2021,335002,{HEATING},,负责人,李四,\n2021,335002,{HEATING},1,评分标准,其他,\n", encoding="utf-8"
    )
    outcome = perf("import", table, "--update")
    assert (outcome.status, "no indicator has this number" in outcome.err) == (1, True)
    assert perf.read(PATH) == PROJECT.replace('"负责人" = "张三"\n"措施" = ["巡查", "督办"]', '"负责人" = "李四"')
