"""`perf list`: every subject, format, filter and refusal."""

from __future__ import annotations

import json

import pytest

from perfcli.cli.column_names import keys_named
from perfcli.errors import PerfError
from tests.conftest import HEATING, MAINTENANCE, ROAD, Perf

ALL = [MAINTENANCE, HEATING, ROAD]


def codes(perf: Perf, *argv: str) -> list[str]:
    return perf.done("list", "-q", *argv).split()


def test_a_table_aligns_chinese_text_and_amounts(perf: Perf) -> None:
    assert perf.done("list") == (
        "Code                   Name          Unit    Year                  Total                 Fiscal      Other"
        "  Indicators\n"
        "---------------------  ------------  ------  ----  ---------------------  ---------------------  ---------"
        "  ----------\n"
        f"{MAINTENANCE}  公租房维修费  335001  2021             240,000.00             200,000.00  40,000.00"
        "           2\n"
        f"{HEATING}  清洁取暖      335002  2021                   0.05                   0.05       0.00"
        "           0\n"
        f"{ROAD}  A|B 路        336001  2022  70,000,000,000,000.00  69,999,999,999,999.99       0.01"
        "           0\n"
        "                       改造\n"
    )


def test_columns_are_named_by_key_by_heading_or_as_lists_call_them(perf: Perf) -> None:
    asked = ("list", "--unit", "335001", "-f", "csv", "--columns")
    said = f"code,name,total,unit\n{MAINTENANCE},公租房维修费,240000.00,335001\n"
    for columns in ("code,name,total,unit", "项目编码，项目名称，预算总额,预算单位", "Code,Project name,Total,unit"):
        assert perf.done(*asked, columns) == said
    assert codes(perf, "--sort", "-预算数") == [ROAD, MAINTENANCE, HEATING]
    assert perf.done("list", "units", "-f", "csv", "--limit", "1", "--columns", "单位名称") == "name\n住房保障局本级\n"
    assert perf.done("summary", "-f", "csv", "--unit", "335001", "--columns", "预算单位,3月底计划") == (
        "unit,planned_3\n335001,60000.00\n"
    )


def test_a_heading_of_no_column_is_answered_with_the_nearest(perf: Perf) -> None:
    assert perf.refused("--locale", "zh_CN", "list", "--columns", "财政资") == (
        "错误：没有这一列：财政资\n您要的是不是：fiscal（财政资金）？\n"
    )
    query = ("query", "SELECT code, code AS 编码, name AS 编码1 FROM projects", "--columns")
    assert perf.refused(*query, "编码2") == "Error: unknown column: 编码2\nDid you mean: 编码, 编码1?\n"


def test_a_heading_of_several_columns_is_refused() -> None:
    with pytest.raises(PerfError) as refused:
        keys_named(["合计"], ("a", "b", "c"), {"a": "合计", "b": "合计", "c": "名称"}.__getitem__)
    assert (refused.value.message, refused.value.hint) == (
        "several columns are called 合计",
        "Name one by its key: a, b.",
    )


def test_markdown_escapes_what_would_be_its_own(perf: Perf) -> None:
    assert perf.done("list", "-f", "markdown", "--columns", "code,name,total", "--unit", "336") == (
        "| Code                  | Name            |                 Total |\n"
        "|:----------------------|:----------------|----------------------:|\n"
        f"| {ROAD} | A\\|B 路<br>改造 | 70,000,000,000,000.00 |\n"
    )


def test_json_is_an_array_with_exact_amounts(perf: Perf) -> None:
    text = perf.done("list", "-f", "json")
    assert text == (
        f'[{{"code":"{MAINTENANCE}","name":"公租房维修费","unit":"335001","year":2021,'
        '"total":240000.00,"fiscal":200000.00,"other":40000.00,"indicators":2},\n'
        f'{{"code":"{HEATING}","name":"清洁取暖","unit":"335002","year":2021,'
        '"total":0.05,"fiscal":0.05,"other":0.00,"indicators":0},\n'
        f'{{"code":"{ROAD}","name":"A|B 路\\n改造","unit":"336001","year":2022,'
        '"total":70000000000000.00,"fiscal":69999999999999.99,"other":0.01,"indicators":0}]\n'
    )
    assert perf.done("list", "-f", "jsonl") == "".join(line.strip("[],") + "\n" for line in text.splitlines())


def test_csv_and_tsv(perf: Perf) -> None:
    assert perf.done("list", "-f", "csv", "--columns", "year,name,other") == (
        'year,name,other\n2021,公租房维修费,40000.00\n2021,清洁取暖,0.00\n2022,"A|B 路\n改造",0.01\n'
    )
    assert perf.done("list", "-f", "tsv", "--columns", "year,name,other") == (
        "year\tname\tother\n2021\t公租房维修费\t40000.00\n2021\t清洁取暖\t0.00\n2022\tA|B 路\\n改造\t0.01\n"
    )


@pytest.mark.parametrize(
    ("argv", "expected"),
    [
        ([], ALL),
        (["--unit", "335001"], [MAINTENANCE]),
        (["--unit", "335"], [MAINTENANCE, HEATING]),
        (["--unit", "335002", "--unit", "336"], [HEATING, ROAD]),
        (["--year", "2022"], [ROAD]),
        (["--year", "2021", "--year", "2022"], ALL),
        (["--year", "1999"], []),
        (["--name", "维修"], [MAINTENANCE]),
        (["--name", "ｂ"], [ROAD]),
        (["--code", "13030321"], [MAINTENANCE, HEATING]),
        (["--code", "13030321b"], [HEATING]),
        (["--code", " 13030321b　"], [HEATING]),
        (["--code", "１３０３０３２１Ｂ"], [HEATING]),
        (["--indicator", "满意度"], [MAINTENANCE]),
        (["--min-budget", "0.05", "--max-budget", "240000"], [MAINTENANCE, HEATING]),
        (["--min-budget", "240,000.01"], [ROAD]),
        (["--max-budget", "24万"], [MAINTENANCE, HEATING]),
        (["--max-budget", "0.04"], []),
        (["--sort", "total"], [HEATING, MAINTENANCE, ROAD]),
        (["--sort", "-total"], [ROAD, MAINTENANCE, HEATING]),
        (["--sort", "-code", "--limit", "2"], [ROAD, HEATING]),
        (["--limit", "0"], []),
        (["--limit", "99999999999999999999"], ALL),
        (["--unit", "335", "--name", "取暖", "--min-budget", "1"], []),
    ],
)
def test_filters_order_and_limit(perf: Perf, argv: list[str], expected: list[str]) -> None:
    assert codes(perf, *argv) == expected


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["--unit", "337001"], "no department file knows the unit 337001\nDid you mean: 336001, 335001, 335002?"),
        (["--unit", ""], 'no department file knows the unit ""\nKnown ones: 335, 335001, 335002, 336, 336001'),
        (["unts"], "unknown thing to list: unts\nDid you mean: units, functions?"),
        (["-f", "jsn"], "unknown format: jsn\nDid you mean: json, jsonl?"),
        (["--columns", "cod"], "unknown column: cod\nDid you mean: code?"),
        (["--sort", "-toal"], "unknown column to sort by: toal\nDid you mean: total?"),
        (["--scale", "万"], "unknown unit of amounts: 万\nDid you mean: 万元?"),
        (
            ["--scale", "万元", "-f", "csv"],
            "--scale is for tables: csv always has amounts in 元\nLeave --scale out, or use -f table or -f markdown.",
        ),
    ],
)
def test_what_is_unknown_is_refused_and_the_nearest_offered(perf: Perf, argv: list[str], message: str) -> None:
    assert perf.refused("list", *argv) == f"Error: {message}\n"


def test_an_amount_that_is_none_is_refused(perf: Perf) -> None:
    assert perf.refused("list", "--min-budget", "1e5").startswith("Error: 1e5 is not an amount\n")


def test_usage_errors_end_with_2(perf: Perf) -> None:
    assert "unknown option: --unt" in perf.refused("list", "--unt", "3")
    assert "--limit: -1 is out of range: ≥0" in perf.refused("list", "--limit", "-1")
    assert "unexpected argument: units" in perf.refused("list", "projects", "units")
    assert "unknown command: lst\nDid you mean: list" in perf.refused("lst")


def test_an_empty_answer_has_its_header(perf: Perf) -> None:
    assert perf.done("list", "--year", "1999", "-f", "json") == "[]\n"
    assert perf.done("list", "--year", "1999", "-f", "jsonl") == ""
    assert perf.done("list", "--year", "1999", "-f", "csv") == ("code,name,unit,year,total,fiscal,other,indicators\n")
    shown = perf("list", "--year", "1999", "--columns", "code,total")
    assert (shown.status, shown.out, shown.err) == (0, "Code  Total\n----  -----\n", "No such records.\n")


def test_amounts_in_ten_thousands(perf: Perf) -> None:
    assert perf.done("list", "--scale", "万元", "--columns", "total,fiscal") == (
        "           Total            Fiscal\n"
        "----------------  ----------------\n"
        "           24.00             20.00\n"
        "            0.00              0.00\n"
        "7,000,000,000.00  7,000,000,000.00\n"
    )


def test_units(perf: Perf) -> None:
    assert perf.done("list", "units", "-f", "csv") == (
        "code,name,department,projects\n335001,住房保障局本级,335,1\n335002,供热站,335,1\n336001,交通局本级,336,1\n"
    )
    assert perf.done("list", "units", "-q", "--unit", "335") == "335001\n335002\n"
    assert perf.done("list", "units", "-q", "--name", "本级") == "335001\n336001\n"


def test_templates(perf: Perf) -> None:
    assert perf.done("list", "templates", "-f", "json") == (
        '[{"slug":"housing-maintenance","name":"房屋维修","use":"公租房维修"}]\n'
    )
    assert perf.done("list", "templates", "-q") == "housing-maintenance\n"


def test_functions(perf: Perf) -> None:
    assert perf.done("list", "functions", "-f", "jsonl") == (
        '{"department":"335","year":2021,"number":1,"name":"综合事务管理","goal":"保障机关运转","indicators":1}\n'
        '{"department":"335","year":2021,"number":2,"name":"信访稳定","goal":"社会稳定","indicators":0}\n'
    )
    assert perf.done("list", "functions", "-q") == "1\n2\n"
    assert perf.done("list", "functions", "--unit", "336", "-f", "json") == "[]\n"
    assert perf.done("list", "functions", "--indicator", "完成", "-q") == "1\n"


def test_indicators_tell_what_their_targets_mean(perf: Perf) -> None:
    rows = json.loads(perf.done("list", "indicators", "-f", "json"))
    assert rows == [
        {
            "code": MAINTENANCE,
            "unit": "335001",
            "year": 2021,
            "level1": "产出指标",
            "kind": "数量指标",
            "name": "维修套数",
            "description": "全年维修的公租房套数",
            "target": "≥174套",
            "operator": "≥",
            "value": 174,
            "upper": None,
            "unit_of_measure": "套",
            "basis": "计划",
            "term": "",
        },
        {
            "code": MAINTENANCE,
            "unit": "335001",
            "year": 2021,
            "level1": "满意度指标",
            "kind": "服务对象满意度指标",
            "name": "住户满意度",
            "description": "问卷",
            "target": "满意",
            "operator": None,
            "value": None,
            "upper": None,
            "unit_of_measure": None,
            "basis": "",
            "term": "",
        },
    ]
    assert perf.done("list", "indicators", "--indicator", "套数", "-f", "csv", "--columns", "name,value") == (
        "name,value\n维修套数,174\n"
    )


def test_a_level_one_is_the_one_that_is_shown(perf: Perf) -> None:
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    perf.write(path, perf.read(path).replace('kind = "数量指标"\n', 'kind = "数量指标"\nlevel1 = "管理指标"\n'))
    for level1, names in (("管理指标", ["维修套数"]), ("产出指标", []), ("满意度指标", ["住户满意度"])):
        found = json.loads(perf.done("list", "indicators", "--level1", level1, "-f", "json"))
        assert [(row["level1"], row["name"]) for row in found] == [(level1, name) for name in names]
    refused = perf.refused("list", "indicators", "--level1", "管理")
    assert refused.splitlines() == ["Error: unknown level one: 管理", "Did you mean: 管理指标?"]


@pytest.mark.parametrize(
    ("where", "codes"),
    [
        ("details.主管部门 = '住建局'", [MAINTENANCE]),
        ("\"details.主管部门\" = '住建局'", [MAINTENANCE]),
        ("details.`主管部门` LIKE '%建%' AND total > 1", [MAINTENANCE]),
        ("details.主管部门 = '住建局' OR details.主管部门 IS NULL", [MAINTENANCE, HEATING, ROAD]),
        ("'details.主管部门' = '住建局'", []),
        ('"details.""引号""" = 1', []),
    ],
)
def test_a_condition_may_ask_for_a_label(perf: Perf, where: str, codes: list[str]) -> None:
    perf("set", MAINTENANCE, "details.主管部门=住建局")
    assert perf("list", "-q", "--where", where).out.split() == codes
    counted = json.loads(perf("summary", "--by", "unit", "--where", where, "-f", "json").out or "[]")
    assert sum(row["projects"] for row in counted) == len(codes)


def test_labels_of_indicators_are_asked_for_and_sorted_by(perf: Perf) -> None:
    perf("set", MAINTENANCE, "indicators[维修套数].details.备注=含补修", "details.主管部门=住建局")
    perf("set", HEATING, "details.主管部门=城管局")
    named = perf.done("list", "indicators", "--where", "details.备注 = '含补修'", "-f", "csv", "--columns", "name")
    assert named == "name\n维修套数\n"
    column = "details.主管部门"
    sorted_by = perf.done("list", "--sort", column, "--columns", f"code,{column}", "-f", "csv").splitlines()
    assert sorted_by[1:] == [f"{MAINTENANCE},住建局", f"{HEATING},城管局", f"{ROAD},"]
    refused = perf.refused("list", "units", "--where", "details.x = 1")
    assert refused.startswith("Error: SQLite says: no such column: details.x\n")


def test_a_condition_that_ends_too_early_shows_no_bracket_of_ours(perf: Perf) -> None:
    assert perf.refused("list", "--where", "total >").startswith("Error: SQLite says: incomplete input\n")


def test_unreadable_files_are_left_out_with_a_warning(perf: Perf) -> None:
    perf.write(f"projects/2021/335002/{HEATING}.toml", 'code = 5\n[budget]\ntotal = "x"\n')
    outcome = perf("list", "-q")
    assert (outcome.status, outcome.out.split()) == (0, [MAINTENANCE, ROAD])
    path = f"projects/2021/335002/{HEATING}.toml"
    assert outcome.err == (
        "Warning: these files could not be read and are left out:\n"
        f"  {path}:1:1: the key name is missing\n"
        f"  {path}:1:1: the key unit is missing\n"
        f"  {path}:1:1: the key year is missing\n"
        f'  {path}:1:8: code: text needs quotes: "5"\n'
        "      code = 5\n"
        "             ^\n"
        f"  {path}:2:1: the key budget.fiscal is missing\n"
        f"  {path}:2:1: the key budget.other is missing\n"
        f"  {path}:3:9: budget.total: an amount is a plain number in yuan, such as 250000.00; "
        'found "x"\n'
        '      total = "x"\n'
        "              ^\n"
        "`perf fmt --repair` mends what is beyond doubt and shows each line; add --diff to write nothing.\n"
    )
    assert perf.done("list", "-q", "--unit", "335001") == f"{MAINTENANCE}\n"
    assert perf.done("list", "-q", "--year", "2022") == f"{ROAD}\n"


def test_keys_that_are_not_those_of_the_path_make_a_file_unreadable(perf: Perf) -> None:
    text = perf.read(f"projects/2021/335002/{HEATING}.toml")
    perf.write(f"projects/2022/336001/{HEATING}.toml", text)
    outcome = perf("list", "-q")
    assert (outcome.status, outcome.out.split()) == (0, ALL)
    assert outcome.err == (
        "Warning: these files could not be read and are left out:\n"
        f"  projects/2022/336001/{HEATING}.toml:3:1: unit is 335002, the path says 336001\n"
        f"  projects/2022/336001/{HEATING}.toml:4:1: year is 2021, the path says 2022\n"
    )
    assert codes(perf, "--year", "2021") == [MAINTENANCE, HEATING]


def test_one_code_under_two_units_of_a_year_is_reported(perf: Perf) -> None:
    text = perf.read(f"projects/2021/335002/{HEATING}.toml")
    perf.write(f"projects/2021/335001/{HEATING}.toml", text.replace("335002", "335001"))
    outcome = perf("list", "-q", "--code", HEATING)
    assert (outcome.status, outcome.out) == (0, f"{HEATING}\n{HEATING}\n")
    assert "left out" not in outcome.err
    said = "Warning: codes are used twice in a year, and each of these files is in the answer:"
    assert outcome.err.startswith(f"{said}\n")
    assert perf("diff", "--years", "2021,2022").err.startswith(f"{said}\n")
    for here, there in (("335001", "335002"), ("335002", "335001")):
        assert (
            f"  projects/2021/{here}/{HEATING}.toml: the code {HEATING} is used twice in 2021: "
            f"also in projects/2021/{there}/{HEATING}.toml\n"
        ) in outcome.err
    assert perf("summary").status == 2
    assert perf("diff", "--years", "2021,2022", "--sums").status == 2


def test_a_file_by_its_ending(perf: Perf) -> None:
    assert perf.done("list", "-o", "out.csv", "--columns", "code") == ""
    assert perf.read("out.csv") == f"\ufeffcode\n{MAINTENANCE}\n{HEATING}\n{ROAD}\n"
    perf.done("list", "-o", "out.csv", "--columns", "code", "--no-bom", "--limit", "1")
    assert perf.read("out.csv") == f"code\n{MAINTENANCE}\n"
    perf.done("list", "-o", "out.json", "--columns", "code", "--limit", "1")
    assert perf.read("out.json") == f'[{{"code":"{MAINTENANCE}"}}]\n'
    perf.done("list", "-o", "out.md", "--columns", "year", "--limit", "1")
    assert perf.read("out.md") == "| Year |\n|-----:|\n| 2021 |\n"
    perf.done("list", "-f", "jsonl", "-o", "out", "--columns", "year", "--limit", "1")
    assert perf.read("out") == '{"year":2021}\n'
    perf.done("list", "-q", "-o", "out.txt", "--limit", "1")
    assert perf.read("out.txt") == f"{MAINTENANCE}\n"


def test_a_file_in_no_folder_is_refused(perf: Perf) -> None:
    assert perf.refused("list", "-o", "no/out.csv") == ("Error: no/out.csv cannot be written: there is no folder no\n")
    (perf.root / "folder").mkdir()
    assert perf.refused("list", "-o", "folder") == "Error: folder cannot be written: it is a folder\n"


WEIGHED = """\
code = "13030321DDDDDDDDDDDDD"
name = "道路养护"
unit = "335001"
year = 2021
template = "road"
previous = "13030320DDDDDDDDDDDDD"
long_term_goals = ["五年内路面完好"]

[budget]
total = 10.00
fiscal = 10.00
other = 0.00

[details]
"主管部门" = "交通局"
"开始时间" = ["2021年3月", "2021年5月"]

[[indicators]]
kind = "数量指标"
name = "养护里程"
target = "≥12公里"
weight = 12.5

[indicators.details]
"评分标准" = "按比例得分"

[[indicators]]
kind = "数量指标"
name = "养护里程"
target = "≥60公里"
term = "中期"
"""


def test_what_can_be_listed_is_more_than_what_is_listed(perf: Perf) -> None:
    perf.write("projects/2021/335001/13030321DDDDDDDDDDDDD.toml", WEIGHED)
    chosen = ("--code", "13030321D")
    columns = "code,template,previous,details.主管部门,details.开始时间,indicators"
    assert perf.done("list", *chosen, "-f", "csv", "--columns", columns) == (
        f'{columns}\n13030321DDDDDDDDDDDDD,road,13030320DDDDDDDDDDDDD,交通局,"2021年3月\n2021年5月",1\n'
    )
    columns = "name,term,weight,details.评分标准"
    assert perf.done("list", "indicators", *chosen, "-f", "csv", "--columns", columns) == (
        f"{columns}\n养护里程,,12.5,按比例得分\n养护里程,中期,,\n"
    )
    assert perf.refused("list", "--columns", "detials.主管部门").splitlines()[0] == (
        "Error: unknown column: detials.主管部门"
    )
    assert "13030320DDDDDDDDDDDDD" in perf.done("list", "-f", "tsv", "--sort", "previous", "--columns", "previous")


def test_details_and_sources_are_tables_of_a_query(perf: Perf) -> None:
    text = WEIGHED.replace("other = 0.00\n", 'other = 0.00\n\n[budget.sources]\n"上年结转" = 2.50\n')
    perf.write("projects/2021/335001/13030321DDDDDDDDDDDDD.toml", text)
    assert perf.done(
        "query", "SELECT number, label, value FROM details ORDER BY number, label, value", "-f", "tsv"
    ) == (
        "number\tlabel\tvalue\n\t主管部门\t交通局\n\t开始时间\t2021年3月\n\t开始时间\t2021年5月\n1\t评分标准\t按比例得分\n"
    )
    assert perf.done("query", "SELECT label, amount_fen, amount FROM sources", "-f", "tsv") == (
        "label\tamount_fen\tamount\n上年结转\t250\t2.50\n"
    )
    assert perf.done("query", "SELECT term, goal FROM goals WHERE term <> ''", "-f", "tsv") == (
        "term\tgoal\n中期\t五年内路面完好\n"
    )
