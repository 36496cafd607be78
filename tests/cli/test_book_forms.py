"""`perf book --form` on a form with lines around its table: they are printed in every format and read back."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.conftest import MAINTENANCE, Perf

PATH = f"projects/2021/335001/{MAINTENANCE}.toml"
NOTHING = "Nothing to change: the repository holds all of it already."
BOOK = ("book", "--department", "335", "--year", "2021", "--source-date", "2021-01-15")
TAIL = """
]

[[parts]]
label = "绩效指标"
columns = [
    { heading = "一级指标", key = "indicators.level1", merged = true },
    { heading = "二级指标", key = "indicators.kind", merged = true },
    { heading = "三级指标", key = "indicators.name" },
    { heading = "指标值", key = "indicators.target" },
]
"""
NAME = '[{ label = "项目名称", columns = 2 }, { key = "name", columns = 3 }],'
UNIT = '[{ label = "实施单位", columns = 2 }, { key = "unit", columns = 3 }],'
TOTAL = '[{ label = "资金总额", columns = 2 }, { key = "budget.total", columns = 3 }],'
FISCAL = '{ label = "其中：财政资金" }, { key = "budget.fiscal" }'
PARTS = f'[{FISCAL}, {{ label = "其他" }}, {{ key = "budget.other", columns = 2 }}],'
GOALS = '[{ label = "年度目标", columns = 2 }, { key = "goals", columns = 3 }],'
PURPOSE = '[{ label = "资金用途", columns = 2 }, { key = "purpose", columns = 3 }],'
BY = 'key = "details.填表人"'

FORMS: dict[str, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    "scale-and-unit": (
        'title = "{year}年专项资金申报表"\nscale = "万元"\n'
        'above = [[{ label = "申报单位：", key = "unit" }, { label = "金额", key = "scale" }]]\n'
        f'below = [[{{ label = "填表人：", {BY} }}, {{ label = "联系电话：", key = "details.电话" }}]]',
        NAME + TOTAL + PARTS + GOALS,
        ("申报单位：335001住房保障局本级　　　　金额单位：万元",),
        ("填表人：张三　　　　联系电话：0335-123",),
    ),
    "on-its-side": (
        'title = "{year}年专项资金申报表"\nscale = "万元"\nlandscape = true\nabove = [[{ key = "scale" }]]',
        NAME + UNIT + TOTAL + PARTS + GOALS,
        ("单位：万元",),
        (),
    ),
    "scale-in-a-label": (
        'title = "{year}年{name}申报表"\nscale = "万元"\n'
        'above = [[{ label = "附件3" }], [{ label = "（{year}年度）" }], [{ label = "金额", key = "scale" }]]\n'
        f'below = [[{{ label = "注：本表一式三份。" }}], [{{ label = "填表人：", {BY} }}]]',
        NAME + UNIT + TOTAL.replace("资金总额", "资金总额（万元）") + PARTS + PURPOSE + GOALS,
        ("附件3", "（2021年度）", "金额单位：万元"),
        ("注：本表一式三份。", "填表人：张三"),
    ),
    "name-above": (
        'title = "专项资金申报表"\nscale = "千元"\n'
        'above = [[{ label = "项目名称：", key = "name" }, { label = "编码：", key = "code" }], [{ key = "scale" }]]\n'
        'below = [[{ label = "资金用途：", key = "purpose" }]]',
        UNIT + TOTAL + PARTS + GOALS,
        (f"项目名称：公租房维修费　　　　编码：{MAINTENANCE}", "单位：千元"),
        ("资金用途：用于公租房日常维修。",),
    ),
    "without-a-title": (
        'scale = "元"\nabove = [[{ label = "单位名称：", key = "unit" }]]\n'
        'below = [[{ label = "（盖章）" }], [{ label = "本年资金：", key = "budget.total" }]]',
        NAME + PARTS + PURPOSE + GOALS,
        ("单位名称：335001住房保障局本级",),
        ("（盖章）", "本年资金：240000.00"),
    ),
    "name-behind-its-label": (
        'title = "申报表"\nscale = "元"\nabove = [[{ label = "（{year}年度）" }]]',
        NAME.replace("columns = 2 }, { key", "key").replace("columns = 3", "columns = 5")
        + UNIT
        + TOTAL
        + PARTS
        + GOALS,
        ("（2021年度）",),
        (),
    ),
}


def laid(perf: Perf, slug: str) -> None:
    head, rows, _above, _below = FORMS[slug]
    perf.write("forms/own.toml", f'name = "某表"\nwidths = [1, 1, 2, 2, 2]\n{head}\n[[parts]]\nrows = [{rows}{TAIL}')
    assert perf("form", "check").status == 0
    perf.done("set", MAINTENANCE, "details.填表人=张三", "details.电话=0335-123")


def around(text: str) -> tuple[list[str], list[str]]:
    """The lines above the table of the first project and those below it, of a document in Markdown or a web page."""
    text = re.sub(r"<div class=\"scroll\".*?</div>", "|table|", text, flags=re.DOTALL)
    text = re.sub(r'<p class="up">.*?</p>|<[^>]*>|### ', "", text)
    first = text.index("1.公租房维修费绩效目标表")
    lines = [
        line.replace("\\", "")
        for line in text[first : text.index("2.清洁取暖", first)].splitlines()[1:]
        if line.strip()
    ]
    tables = [at for at, line in enumerate(lines) if line.startswith("|")]
    return lines[: tables[0]], lines[tables[-1] + 1 :]


@pytest.mark.parametrize("slug", FORMS)
def test_the_lines_around_a_table_stand_in_every_format(perf: Perf, slug: str) -> None:
    laid(perf, slug)
    _head, _rows, above, below = FORMS[slug]
    text = perf(*BOOK, "--form", "own").out
    table = text[text.index("1.公租房维修费绩效目标表") : text.index("2.清洁取暖绩效目标表")].split("\n")
    cells = [at for at, line in enumerate(table) if line.startswith("\t")]
    assert tuple(filter(None, table[1 : cells[0]])) == above
    assert tuple(filter(None, table[cells[-1] + 1 :])) == below
    for chosen in ("md", "html"):
        said = around(perf(*BOOK, "--form", "own", "-f", chosen).out)
        assert tuple(map(tuple, said)) == (above, below)


@pytest.mark.parametrize("chosen", ["docx", "txt"])
@pytest.mark.parametrize("of", [("--department", "335"), ("--unit", "335001")])
@pytest.mark.parametrize("slug", FORMS)
def test_such_a_document_changes_nothing_when_it_is_read_back(
    perf: Perf, slug: str, of: tuple[str, str], chosen: str
) -> None:
    laid(perf, slug)
    before = perf.snapshot()
    assert perf("book", *of, "--year", "2021", "--form", "own", "-o", f"b.{chosen}").status == 0
    done = perf("import", "--update", f"b.{chosen}", "--department", "335", "--year", "2021")
    assert (done.status, done.out.splitlines()[-1]) == (0, NOTHING)
    assert "could not be placed" not in done.err
    assert "nobody filled it in" not in done.err
    assert {name: text for name, text in perf.snapshot().items() if not name.startswith("b.")} == before


@pytest.mark.parametrize("chosen", ["docx", "txt"])
@pytest.mark.parametrize("slug", FORMS)
def test_what_it_says_comes_whole_where_nothing_of_it_is_known(perf: Perf, slug: str, chosen: str) -> None:
    """By the declaration: the words would take the first line's unit for a detail, or ask for what amounts are in."""
    laid(perf, slug)
    wanted = tomllib.loads(perf.read(PATH))
    assert perf(*BOOK, "--form", "own", "-o", f"b.{chosen}").status == 0
    (perf.root / PATH).unlink()
    assert perf("import", f"b.{chosen}", "--department", "335", "--year", "2021").status == 0
    (path,) = (perf.root / "projects/2021/335001").glob("*.toml")
    found = tomllib.loads(path.read_text("utf-8"))
    declared = perf.read("forms/own.toml")
    keys = ["name", "unit", "goals", *(["purpose"] if '"purpose"' in declared else [])]
    assert {key: found.get(key) for key in keys} == {key: wanted[key] for key in keys}
    assert found["budget"] == wanted["budget"]
    assert found.get("details", {}) == {
        key: text for key, text in wanted["details"].items() if f'"details.{key}"' in declared
    }
    assert [(row["name"], row["target"]) for row in found["indicators"]] == [
        (row["name"], row["target"]) for row in wanted["indicators"]
    ]


def test_what_a_line_cannot_carry_is_named(perf: Perf) -> None:
    """What the lines hold is no longer named as lost, save two goals that stand in one line."""
    laid(perf, "scale-and-unit")
    perf.write(PATH, perf.read(PATH).replace("及时维修。", "及时维修"))
    form = (
        perf.read("forms/own.toml")
        .replace(GOALS, "")
        .replace('{ label = "填表人', '{ label = "目标：", key = "goals" }, { label = "填表人')
    )
    perf.write("forms/own.toml", form)
    said = perf(*BOOK, "--form", "own", "-o", "b.docx").err.splitlines()
    assert said[: said.index("b.docx: 335 住房保障局, 2021: part one, 2 projects")] == [
        "This format cannot carry:",
        f"  {MAINTENANCE}: goals[1]: 及时维修 → 及时维修2.住户满意。",
        f"  {MAINTENANCE}: goals[2]: 住户满意。 → (nothing)",
        "  indicators.basis: the form has no place for it (1 record)",
        "  indicators.description: the form has no place for it (1 record)",
        "  purpose: the form has no place for it (1 record)",
        "  spending_plan: the form has no place for it (2 records)",
    ]
