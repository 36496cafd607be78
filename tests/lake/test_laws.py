"""One statement, two engines, one answer: SQLite over a repository, DuckDB over the lake that it was gathered into."""

from __future__ import annotations

import json
import random
import re
import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from perfcli.actions import lake_records
from perfcli.actions.lake_gathering import gather
from perfcli.actions.lake_query import query_lake
from perfcli.actions.lake_sources import source_of
from perfcli.actions.query import query
from perfcli.errors import PerfError
from perfcli.index import Index, Scope
from perfcli.index.relations import TEXT_OF_FILE, relations, rows_of, years
from perfcli.lake.extent import Extent
from perfcli.relations import Relation
from perfcli.repository import Repository
from perfcli.settings import QuerySettings
from tests.conftest import FILES, Perf, lay_out
from tests.example import REPO_TEMPLATE
from tests.index.test_progress_tables import PATH as PROGRESS_PATH
from tests.index.test_progress_tables import PROGRESS
from tests.lake.counties import county, project_code
from tests.lake.shared_sql import COMMON, LAKE_ALONE

pytest.importorskip("duckdb")
ParquetFile = pytest.importorskip("pyarrow.parquet").ParquetFile


def odd_repository(root: Path, seed: int) -> Path:
    """A small repository by chance: odd names and targets, empty and doubled values, details, sources, monitoring."""
    draw = random.Random(seed)
    lay_out(root, FILES)
    for number in range(30):
        year, unit = draw.choice((2021, 2022)), draw.choice(("335001", "335002", "336001"))
        code = f"130303{year % 100}{number:013}"
        total = draw.choice((0, 1, 999999, 12345678901))
        name = draw.choice(("道路改造", "Ａ类道路", "a类", "𠮷祥", "改造\n二期", "'", "10%_"))
        lines = [f'code = "{code}"', f"name = {json.dumps(name, ensure_ascii=False)}", f'unit = "{unit}"']
        lines += [f"year = {year}", f"goals = {json.dumps(['甲', '乙'][: draw.randrange(3)], ensure_ascii=False)}"]
        lines += ["[budget]", f"total = {total / 100:.2f}", f"fiscal = {total / 100:.2f}", "other = 0.00"]
        lines += ["[budget.sources]", '"中央资金" = 0.01'] if draw.random() < 0.3 else []
        lines += ["[spending_plan]", *(f"{month} = {draw.choice((0, 33.33, 100))}" for month in (3, 6, 12))]
        lines += ["[details]", '"负责人" = "张三"', '"附件" = ["一", "二"]'] if draw.random() < 0.3 else []
        for _row in range(draw.randrange(3)):
            target = draw.choice(("≥95%", "5-8个", "1e9个", "优", "", "0.1", "1/3", "12,345.678米"))
            lines += ["[[indicators]]", f'kind = "{draw.choice(("数量指标", "质量指标", "自定"))}"', 'name = "数量"']
            lines += [f"target = {json.dumps(target, ensure_ascii=False)}", f"weight = {draw.choice((10, 2.5))}"]
        lay_out(root, {f"projects/{year}/{unit}/{code}.toml": "\n".join(lines) + "\n"})
        if draw.random() < 0.3:
            text = (
                f'code = "{code}"\nunit = "{unit}"\nyear = {year}\n[[monitoring]]\ndate = {year}-07-31\nspent = 0.29\n'
                '[monitoring.indicators."数量"]\nvalue = "3个"\n'
                f"[[monitoring]]\ndate = {year}-10-31\nspent = {draw.choice((1, 9876543.21))}\n"
                f"[evaluation]\nspent = 0.30\nexecution_points = 9.5\ntotal_score = {draw.choice((61.25, 95))}\n"
            )
            lay_out(root, {f"progress/{year}/{unit}/{code}.toml": text})
    return root


def followed(root: Path) -> None:
    """A project of 2021 and what it became in 2022, with whatever a file of projects and of goals may hold."""
    code, later = "130303210000000000999", "130303220000000000999"
    for year, own, more in ((2021, code, ""), (2022, later, f'previous = "{code}"\n')):
        text = f"""\
code = "{own}"
name = "{year}年{"排水" if more else "给水"}"
unit = "335001"
year = {year}
{more}goals = ["甲"]
long_term_goals = ["乙{year}"]

[budget]
total = {year}.01
fiscal = {year}.01
other = 0

[budget.sources]
"中央资金" = {year}
"上年结转" = {year}
"A" = {year}

[spending_plan]
12 = {99 if more else 100}
9 = {66.666 if more else 75}
6 = {33.333 if more else 50}

[details]
"附件" = ["一", "{year}"]

[[indicators]]
kind = "数量指标"
name = "里程"
target = "≥{year}米"
weight = {12.25 if more else 10}
level1 = "{"效益指标" if more else ""}"
scoring = "direct"

[indicators.details]
"备注" = "{year}"

[[indicators]]
kind = "数量指标"
name = "投资"
target = "≥1234567890123{year}7元"
weight = 0.125
level1 = "管理指标"

[[indicators]]
kind = "数量指标"
name = "库容"
target = "9{year}9999999999999999-99999999999999999999.50立方米"
"""
        lay_out(root, {f"projects/{year}/335001/{own}.toml": text})
        goals = f'department = "335"\nyear = {year}\noverall = "同"\nmine = {year}\n'
        goals += f'[[safeguards]]\ntitle = "甲{year}"\n[[functions]]\nname = "住房保障"\ngoal = "乙{year}"\n'
        lay_out(root, {f"goals/{year}/335.toml": goals})


def repository_and_lake(folder: Path, which: str | int, name: str) -> tuple[Repository, Path]:
    """The example or an odd repository of this number, and a lake of this name with it alone."""
    root, lake = folder / "repository", folder / name
    if isinstance(which, int):
        odd_repository(root, which)
    else:
        shutil.copytree(REPO_TEMPLATE, root, ignore=shutil.ignore_patterns(".perf"))
    gather([source_of("repository", folder, "")], lake)
    return Repository(root), lake


@pytest.fixture(scope="module", params=["example", 1, 2])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Repository, Path]:
    return repository_and_lake(tmp_path_factory.mktemp("both"), request.param, "lake")


@pytest.mark.parametrize("at_once", [1, 7, 5000])
def test_a_lake_has_every_row_of_the_index_in_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(lake_records, "_AT_ONCE", at_once)
    root = odd_repository(tmp_path / "repository", 4)
    followed(root)
    whole = 'unit = "335002"\nyear = 2021\n[[monitoring]]\ndate = 2021-07-31\n'
    goals = 'department = "336"\nyear = 2021\noverall = "同"\n[[functions]]\nname = "甲"\ngoal = "乙"\n'
    goals += '[[functions.indicators]]\nname = "率"\ntarget = "≥9.5%"\n'
    lay_out(
        root,
        {PROGRESS_PATH: PROGRESS, "progress/2021/335002.toml": whole, "goals/2021/336.toml": goals},
    )
    gather([source_of("repository", tmp_path, "")], tmp_path / "lake")
    filled = set()
    with Index(Repository(root), Scope()) as index:
        for relation in (one for one in relations().values() if not one.is_mixed):
            for year in years(index) if relation.is_by_year else [None]:
                expected = [row for batch in rows_of(index, relation, year) for row in batch]
                assert kept(tmp_path / "lake", relation, year) == [
                    tuple(text(value, kind) for value, kind in zip(row, relation.all_columns.values(), strict=True))
                    for row in expected
                ]
                filled |= {relation.name} if expected else set()
    assert filled == {one.name for one in relations().values() if not one.is_mixed}


def kept(lake: Path, relation: Relation, year: int | None) -> list[tuple[object, ...]]:
    """The rows of a table as they lie in its file."""
    found = list((lake / relation.name).glob("division=*/*" if year is None else f"year={year}/division=*/*"))
    rows = ParquetFile(found[0]).read().to_pylist() if found else []
    return [
        tuple(row.get(name, year) if name != TEXT_OF_FILE else None for name in relation.all_columns) for row in rows
    ]


def text(value: Any, kind: str) -> object:
    return Decimal(value).scaleb(-2) if kind == "money" and value is not None else value


def lake_rows(lake: Path, statement: str) -> list[tuple[Any, ...]]:
    with query_lake(lake, statement, {}, Extent(), QuerySettings()) as result:
        return [tuple(row.values()) for row in result.rows()]


def rounded(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Numbers at two decimals, where they are no whole ones: a sum of doubles is not the same in every order."""
    return [
        tuple(round(float(value), 2) if not isinstance(value, int | str | None) else value for value in row)
        for row in rows
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*), other/total FROM projects GROUP BY other/total",
        "SELECT total||'', cast(total as text), nullif( template ,'') FROM projects",
        "SELECT count(distinct unit), max( total ) FROM projects",
        'SELECT total, total, total AS "x y", "name", NAME FROM projects',
        "WITH a AS (SELECT name n FROM projects) SELECT n, upper(n), -1, * FROM a;",
        "SELECT $x || 'a', coalesce(name, 'z') -- the end\n FROM projects UNION SELECT 1, 2",
    ],
)
def test_a_key_is_the_heading_as_typed(both: tuple[Repository, Path], statement: str) -> None:
    repository, lake = both
    values = {"x": "b"} if "$x" in statement else {}
    with query(repository, statement, values) as result:
        expected = [column.key for column in result.columns]
    with query_lake(lake, statement, values, Extent(), QuerySettings()) as result:
        assert [column.key for column in result.columns] == expected


@pytest.mark.parametrize("statement", COMMON)
def test_both_engines_give_the_same_rows(both: tuple[Repository, Path], statement: str) -> None:
    repository, lake = both
    with query(repository, statement, {}) as result:
        expected = [tuple(row.values()) for row in result.rows()]
    assert rounded(lake_rows(lake, statement)) == rounded(expected)


def test_there_are_forty_of_them() -> None:
    assert len(set(COMMON)) >= 40
    assert len(LAKE_ALONE) == 20


@pytest.mark.parametrize(("statement", "expected"), LAKE_ALONE)
def test_dates_decimals_and_grouping_sets(example: Path, statement: str, expected: list[tuple[Any, ...]] | int) -> None:
    found = [tuple(v if isinstance(v, int | None) else str(v) for v in row) for row in lake_rows(example, statement)]
    if isinstance(expected, int):
        assert len(found) == expected
    else:
        assert found == expected


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    shutil.copytree(REPO_TEMPLATE, folder / "repository", ignore=shutil.ignore_patterns(".perf"))
    gather([source_of("repository", folder, "")], folder / "lake")
    return folder / "lake"


@pytest.mark.parametrize(
    "words",
    [
        ("list", "--name", "ａ类"),
        ("list", "--unit", "335", "--year", "2021", "--min-budget", "1", "--max-budget", "100000"),
        ("list", "--code", "13030322"),
        ("list", "--indicator", "数量", "--where", "total_fen > 1 AND instr(name, '改') > 0"),
        ("list", "--where", "year = 2022", "--columns", "code,purpose,total"),
        ("list", "indicators", "--operator", "range"),
        ("list", "indicators", "--name", "道路", "--kind", "数量指标", "--unit", "335001"),
        ("list", "indicators", "--level1", "管理指标"),
        ("list", "indicators", "--level1", "产出指标"),
        ("list", "indicators", "--columns", "upper,weight,name", "--sort", "-value"),
        ("list", "functions", "--unit", "335"),
        ("list", "units", "--name", "本级"),
        ("summary",),
        ("summary", "--by", "department", "--year", "2021"),
        ("summary", "--by", "template,year", "--indicator", "数量"),
        ("summary", "--where", "total > 1"),
        ("monitor", "status"),
        ("monitor", "status", "--date", "2021-08-01", "--limit", "5", "--unit", "335"),
        ("evaluate", "summary"),
        ("evaluate", "summary", "--by", "department", "--min-budget", "1"),
        ("diff", "--years", "2021,2022"),
        ("diff", "--years", "2022,2021", "--sums"),
    ],
)
def test_list_and_summary_say_the_same_of_a_lake(tmp_path: Path, words: tuple[str, ...]) -> None:
    odd_repository(tmp_path / "repository", 3)
    followed(tmp_path / "repository")
    gather([source_of("repository", tmp_path, "")], tmp_path / "lake")
    perf = Perf(tmp_path)
    one, lake = perf("-C", "repository", *words, "-f", "json"), perf(*words, "--lake", "lake", "-f", "json")
    assert (lake.status, lake.err) == (one.status, one.err) == (0, one.err)
    of_one, of_lake = json.loads(one.out), json.loads(lake.out)
    for row in of_lake:
        row.pop("division", None)
    assert of_lake == of_one
    assert of_one


@pytest.mark.parametrize("form", ["csv", "jsonl", "table", "markdown"])
def test_numbers_of_more_digits_than_a_double_has_are_those_of_the_repository(tmp_path: Path, form: str) -> None:
    lay_out(tmp_path / "repository", FILES)
    followed(tmp_path / "repository")
    gather([source_of("repository", tmp_path, "")], tmp_path / "lake")
    perf = Perf(tmp_path)
    columns = ("--columns", "name,target,value,upper,weight", "-f", form)
    one = perf.done("-C", "repository", "list", "indicators", *columns)
    assert perf.done("list", "indicators", "--lake", "lake", *columns) == one
    assert "123456789012320217" in one.replace(",", "")
    peers = ("peers", "--indicator", "投资", "--columns", "measure,min,q1,max", "-f", form)
    assert perf.done(*peers, "--lake", "lake") == perf.done("-C", "repository", *peers)


def test_numbers_are_rounded_by_the_digits_that_one_sees(tmp_path: Path) -> None:
    lay_out(tmp_path / "repository", FILES)
    gather([source_of("repository", tmp_path, "")], tmp_path / "lake")
    fen = ", ".join(f"({5000 * number})" for number in range(1, 2000, 2))  # all halves of 0.01 万元
    asked = "SELECT group_concat(round({name} / 1000000.0, 2)) FROM (VALUES {fen})"
    with query(Repository(tmp_path / "repository"), asked.format(name="column1", fen=fen), {}) as result:
        expected = [tuple(row.values()) for row in result.rows()]
    assert lake_rows(tmp_path / "lake", asked.format(name="col0", fen=fen)) == expected
    assert str(expected[0][0]).startswith("0.01,0.02,0.03,0.04,0.05,0.06,")
    with pytest.raises(PerfError, match="round"):
        lake_rows(tmp_path / "lake", "SELECT round(name, 1) FROM projects")


SILENT = re.findall(
    r"^ *(SELECT .*?) +-- (.*?), over a lake ([^:\n]*)",
    (REPO_TEMPLATE.parent / "docs/province.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)


@pytest.mark.parametrize(("statement", "of_one", "of_lake"), SILENT)
def test_what_answers_otherwise_in_silence_is_what_the_page_says(
    tmp_path: Path, statement: str, of_one: str, of_lake: str
) -> None:
    county(tmp_path / "repository", "130303", total="2500000.00")
    path = tmp_path / "repository/projects/2021/335001" / f"{project_code('130303')}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("130303 Ｈeating", "取暖"), encoding="utf-8")
    gather([source_of("repository", tmp_path, "")], tmp_path / "lake")
    perf = Perf(tmp_path)
    answers = [
        perf.done(*words, "query", statement, *more, "-f", "json")
        for words, more in ((("-C", "repository"), ()), ((), ("--lake", "lake")))
    ]
    assert [str(value) for answer in answers for value in json.loads(answer, parse_float=str)[0].values()] == [
        of_one,
        of_lake,
    ]
    assert len(SILENT) == 21
