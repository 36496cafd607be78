"""`perf set`: values before and after, total and parts, what is refused, what stays."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.test_together import started
from tests.conftest import FILES, HEATING, MAINTENANCE, ROAD, Perf

PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"
PLACE = f"projects/2021/335001/{MAINTENANCE}.toml\n"


def lines_changed(before: str, after: str) -> list[str]:
    old, new = before.splitlines(), after.splitlines()
    return [f"-{line}" for line in old if line not in new] + [f"+{line}" for line in new if line not in old]


@pytest.mark.parametrize(
    ("word", "told", "changed"),
    [
        ("name=公租房大修费", "name: 公租房维修费 → 公租房大修费", '+name = "公租房大修费"'),
        ("项目名称=公租房大修费", "name: 公租房维修费 → 公租房大修费", '+name = "公租房大修费"'),
        ("spending_plan.6=40", "spending_plan.6: 50.00 → 40.00", "+6 = 40.00"),
        ("spending_plan.6=40.5%", "spending_plan.6: 50.00 → 40.50", "+6 = 40.50"),
        ("资金支出计划.6月底＝４０％", "spending_plan.6: 50.00 → 40.00", "+6 = 40.00"),
        (
            "indicators[维修套数].target=≥180套",
            "indicators[维修套数].target: ≥174套 → ≥180套",
            '+target = "≥180套"',
        ),
        ("绩效指标［维修套数］．指标值=≥180套", "indicators[维修套数].target: ≥174套 → ≥180套", '+target = "≥180套"'),
        ("indicators[1].target=≥180套", "indicators[维修套数].target: ≥174套 → ≥180套", '+target = "≥180套"'),
        ("indicators[维修套数].评分方法=ratio", 'indicators[维修套数].scoring: "" → ratio', '+scoring = "ratio"'),
        ("goals[2]=群众满意。", "goals[2]: 住户满意。 → 群众满意。", '+  "群众满意。",'),
        ("goals+=及时答复。", "goals[3]: (nothing) → 及时答复。", '+  "及时答复。",'),
        ("details.负责人=张三", "details.负责人: (nothing) → 张三", '+"负责人" = "张三"'),
        ('details."a=b"=张三', 'details."a=b": (nothing) → 张三', '+"a=b" = "张三"'),
        ("budget.sources.上年结转=2万", "budget.sources.上年结转: (nothing) → 20000.00", '+"上年结转" = 20000.00'),
        ("purpose=a=b", "purpose: 用于公租房日常维修。 → a=b", '+purpose = "a=b"'),
    ],
)  # fmt: skip
def test_a_value(perf: Perf, word: str, told: str, changed: str) -> None:
    assert perf.done("set", MAINTENANCE, word) == f"{PLACE}  {told}\n"
    assert changed in lines_changed(FILES[PROJECT], perf.read(PROJECT))
    assert perf("check", PROJECT, "--select", "D5").out == ""


def test_the_details_of_an_indicator(perf: Perf) -> None:
    told = perf.done("set", MAINTENANCE, "indicators[维修套数].details.备注=含电梯")
    assert told == f"{PLACE}  indicators[维修套数].details.备注: (nothing) → 含电梯\n"
    assert lines_changed(FILES[PROJECT], perf.read(PROJECT)) == ["+[indicators.details]", '+"备注" = "含电梯"']


@pytest.mark.parametrize(
    ("word", "adjust", "budget"),
    [
        ("budget.total=25万", "fiscal", ("250000.00", "210000.00", "40000.00")),
        ("budget.total=25万", "other", ("250000.00", "200000.00", "50000.00")),
        ("预算数=250,000元", "other", ("250000.00", "200000.00", "50000.00")),
        ("budget.fiscal=21万", "total", ("250000.00", "210000.00", "40000.00")),
        ("财政资金=21万", "other", ("240000.00", "210000.00", "30000.00")),
        ("其他资金=0", "fiscal", ("240000.00", "240000.00", "0.00")),
    ],
)
def test_total_and_parts_stay_together(perf: Perf, word: str, adjust: str, budget: tuple[str, str, str]) -> None:
    refused = perf.refused("set", MAINTENANCE, word)
    assert "the total is fiscal plus other funds: which of them follows" in refused
    assert perf.read(PROJECT) == FILES[PROJECT]
    perf.done("set", MAINTENANCE, word, "--adjust", adjust)
    total, fiscal, other = budget
    assert f"[budget]\ntotal = {total}\nfiscal = {fiscal}\nother = {other}\n" in perf.read(PROJECT)


def test_what_the_others_would_become_is_said(perf: Perf) -> None:
    assert perf.refused("set", MAINTENANCE, "budget.total=10万") == (
        "Error: the total is fiscal plus other funds: which of them follows budget.total?\n"
        f"  {MAINTENANCE}: budget.fiscal: 200000.00 → 60000.00; budget.other: 40000.00 → below zero\n"
        "Add --adjust fiscal or --adjust other.\n"
    )
    assert perf.refused("set", MAINTENANCE, "budget.total=10万", "--adjust", "other") == (
        f"Error: {MAINTENANCE}: with budget.total = 100000.00 budget.other would be -100000.00\n"
    )


def test_of_two_that_are_set_the_third_follows(perf: Perf) -> None:
    assert perf.done("set", MAINTENANCE, "budget.total=30万", "budget.fiscal=20万") == (
        f"{PLACE}  budget.total: 240000.00 → 300000.00\n  budget.other: 40000.00 → 100000.00\n"
    )
    refused = perf.refused("set", MAINTENANCE, "budget.total=1", "budget.fiscal=1", "budget.other=1")
    assert "F401 the total 1.00 is not fiscal plus other funds, which are 2.00" in refused


def test_what_a_source_makes_up_stays_beside_the_parts(perf: Perf) -> None:
    carried = FILES[PROJECT].replace("other = 40000.00\n", 'other = 0.00\n\n[budget.sources]\n"上年结转" = 40000.00\n')
    perf.write(PROJECT, carried)
    perf.done("set", MAINTENANCE, "budget.total=25万", "--adjust", "fiscal")
    assert perf.read(PROJECT) == carried.replace("240000.00", "250000.00").replace("200000.00", "210000.00")


def test_nothing_else_of_a_file_changes(perf: Perf) -> None:
    text = FILES[PROJECT].replace('target = "≥174套"', '# 见附件\ntarget = "≥174套" # 套\nremark = "自留"')
    perf.write(PROJECT, ("\ufeff" + text).replace("\n", "\r\n"))
    perf.done("set", MAINTENANCE, "indicators[维修套数].target=≥180套", "indicators[维修套数].name=维修户数")
    assert perf.read(PROJECT) == ("\ufeff" + text).replace("\n", "\r\n").replace("≥174套", "≥180套").replace(
        "维修套数", "维修户数"
    )


def test_an_indicator_is_added_and_taken_out(perf: Perf) -> None:
    words = ["kind=质量指标", "description=合格的比例", "target=≥95%", "basis=计划"]
    told = perf.done("set", MAINTENANCE, "indicators+=合格率", *(f"indicators[合格率].{word}" for word in words))
    assert told == PLACE + "".join(
        f"  indicators[合格率].{key}: (nothing) → {value}\n"
        for key, value in [("kind", "质量指标"), ("name", "合格率"), *(word.split("=") for word in words[1:])]
    )
    assert perf.read(PROJECT) == FILES[PROJECT] + (
        '\n[[indicators]]\nkind = "质量指标"\nname = "合格率"\n'
        'description = "合格的比例"\ntarget = "≥95%"\nbasis = "计划"\n'
    )
    perf.done("set", MAINTENANCE, "--unset", "indicators[合格率]")
    assert perf.read(PROJECT) == FILES[PROJECT]


def test_values_are_taken_out(perf: Perf) -> None:
    words = ("previous=上年", "goals+=第三条", "indicators[维修套数].scoring=ratio")
    perf.done("set", MAINTENANCE, *words)
    unset = ("goals[3]", "goals[1]", "previous", "indicators[维修套数].scoring")
    told = perf.done("set", MAINTENANCE, *(word for key in unset for word in ("--unset", key)))
    assert 'previous: 上年 → ""' in told
    assert perf.read(PROJECT) == FILES[PROJECT].replace(
        '  "及时维修。",\n  "住户满意。",\n]\n', '  "住户满意。",\n]\nprevious = ""\n'
    )


def test_many_projects_by_filters_codes_and_standard_input(perf: Perf) -> None:
    told = perf.done("set", "--unit", "335", "template=repair")
    assert told == (
        f"projects/2021/335001/{MAINTENANCE}.toml\n  template: housing-maintenance → repair\n"
        f"projects/2021/335002/{HEATING}.toml\n  template: \"\" → repair\n"
    )  # fmt: skip
    perf.done("set", "-", "previous=13030320AAAAAAAAAAAAA", stdin=f"{MAINTENANCE}\n{HEATING}\n")
    listed = perf.done("query", "SELECT code FROM projects WHERE previous <> '' ORDER BY code", "-f", "csv")
    assert listed.split() == ["code", MAINTENANCE, HEATING]
    perf.done("set", MAINTENANCE, ROAD, "template=")
    assert 'template = ""' in perf.read(PROJECT)


def test_all_of_a_run_or_none(perf: Perf) -> None:
    before = perf.snapshot()
    refused = perf.refused("set", MAINTENANCE, HEATING, "indicators[维修套数].target=≥180套")
    assert refused == (
        f"Error: {HEATING}: indicators[维修套数].target: no indicator has this name\n"
        "Add it as indicators+=NAME, with its keys as indicators[NAME].kind=… beside it.\n"
    )
    assert perf.snapshot() == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["porpose=1"], "porpose=1: there is no key porpose\nDid you mean: purpose?"),
        (["负责人=张三"], "负责人=张三: there is no key 负责人\nAnother label of the form is set as details.负责人=…"),
        (["指标值=1"], "指标值=1: there is no key 指标值\nOf an indicator: indicators[NAME].target=…"),
        (["indicators.target=1"], "indicators.target=1: indicators is a list\nOne of them is meant"),
        (["code=1"], "code names the file and cannot be set"),
        (["单位编码=1"], "unit names the file and cannot be set"),
        (["spending_plan.13=1"], "spending_plan.13=1: 13 is not a month from 1 to 12"),
        (["spending_plan.6=x"], f"{MAINTENANCE}: spending_plan.6: x is not a percent"),
        (["budget.total=很多"], f"{MAINTENANCE}: budget.total: 很多 is not an amount"),
        (["budget.total=1.005"], f"{MAINTENANCE}: budget.total: 1.005: an amount has at most two decimals of a yuan"),
        (["indicators[1].weight=2000"], f"{MAINTENANCE}: indicators[1].weight: 2000 is not a number of points"),
        (["goals=x"], f"{MAINTENANCE}: goals: it has 2 entries"),
        (["goals[3]=x"], f"{MAINTENANCE}: goals[3]: there is no place 3: it has 2"),
        (["indicators[9].target=x"], f"{MAINTENANCE}: indicators[9].target: there is no place 9: it has 2"),
        (["goals[1]="], f"{MAINTENANCE}: goals[1]: a text is missing"),
        (["purpose=1", "资金用途=2"], "purpose is set twice"),
        (["purpose+=1"], f"{MAINTENANCE}: purpose: this is not a list: nothing can be added"),
        (["budget=1"], f"{MAINTENANCE}: budget: this has several parts"),
        (["--unset", "budget.total"], "budget.total: no project can do without it"),
        (["--unset", "name"], "name: no project can do without it"),
        (["--unset", "details.无"], f"{MAINTENANCE}: details.无: it is not there"),
        (["purpose=x", "--adjust", "total"], "--adjust total: no amount of the budget is set"),
        (["budget.total=1", "--adjust", "total"], "--adjust total: it is set itself"),
        (["budget.total=1", "--adjust", "totel"], "unknown amount totel\nDid you mean: total"),
        (["purpose=x", "--unit", "335"], "name projects by code or choose them by filters, not both"),
        ([], "nothing is set"),
        (["spending_plan.6=400"], "`perf check` would call this an error; nothing was written"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)  # fmt: skip
def test_what_is_refused(perf: Perf, words: list[str], message: str) -> None:
    before = perf.snapshot()
    assert perf.refused("set", MAINTENANCE, *words).startswith(f"Error: {message}")
    assert perf.snapshot() == before


def test_codes_or_filters_are_needed(perf: Perf) -> None:
    assert perf.refused("set", "purpose=x").startswith("Error: no code was given")
    assert perf.refused("set", "-", "purpose=x").startswith("Error: no code was given")
    assert perf.refused("set", "--name", "无此项目", "purpose=x").startswith("Error: no project is chosen by these")


def test_weights_are_set_together(perf: Perf) -> None:
    weights = ("indicators[维修套数].weight=50分", "indicators[住户满意度].weight=４０")
    assert "F408 the weights sum to 50, not to 90/100" in perf.refused("set", MAINTENANCE, weights[0])
    perf.done("set", MAINTENANCE, *weights, "--force")
    assert "weight = 50\n" in perf.read(PROJECT)
    assert "weight = 40\n" in perf.read(PROJECT)


def test_an_old_error_of_an_indicator_hinders_no_other_name_of_it(perf: Perf) -> None:
    perf.write(PROJECT, FILES[PROJECT].replace('basis = "计划"', 'basis = ""'))
    said = perf.done("set", MAINTENANCE, "indicators[维修套数].name=维修户数")
    assert said == f"{PROJECT}\n  indicators[维修套数].name: 维修套数 → 维修户数\n"
    assert "C107 an indicator without name" in perf.refused("set", MAINTENANCE, "indicators[维修户数].name=")
    refused = perf.refused("set", MAINTENANCE, "indicators[维修户数].description=", "indicators[维修户数].name=维修")
    assert "C107 an indicator without description: 维修" in refused
    assert "without basis" not in refused
    perf.write(PROJECT, FILES[PROJECT].replace('basis = "计划"', 'basis = "计划"\nweight = 30'))
    perf.done("set", MAINTENANCE, "indicators[维修套数].name=维修户数")
    perf.done("set", MAINTENANCE, "indicators[住户满意度].name=满意度")


def test_an_error_is_written_when_forced_and_an_old_one_hinders_nothing(perf: Perf) -> None:
    perf.done("set", MAINTENANCE, "spending_plan.6=400", "--force")
    assert "6 = 400.00" in perf.read(PROJECT)
    assert perf.done("set", MAINTENANCE, "purpose=用于维修") == f"{PLACE}  purpose: 用于公租房日常维修。 → 用于维修\n"


def test_one_of_several_of_a_name(perf: Perf) -> None:
    perf.write(PROJECT, FILES[PROJECT].replace('name = "住户满意度"', 'name = "维修套数"'))
    refused = perf.refused("set", MAINTENANCE, "indicators[维修套数].target=1")
    assert "2 indicators have this name: 维修套数#1, 维修套数#2" in refused
    told = perf.done("set", MAINTENANCE, "indicators[维修套数#2].target=很满意")
    assert told == f"{PLACE}  indicators[维修套数#2].target: 满意 → 很满意\n"


def test_a_dry_run_writes_nothing(perf: Perf) -> None:
    before = perf.snapshot()
    outcome = perf("set", MAINTENANCE, "purpose=x", "--dry-run")
    assert outcome.out == f"{PLACE}  purpose: 用于公租房日常维修。 → x\n"
    assert (outcome.status, outcome.err) == (0, "Nothing was written (--dry-run).\n")
    assert perf.snapshot() == before


def test_what_is_so_already(perf: Perf) -> None:
    before = perf.snapshot()
    outcome = perf("set", MAINTENANCE, "budget.total=24万", "purpose=用于公租房日常维修。")
    assert (outcome.status, outcome.out, outcome.err) == (0, "", "Nothing to change.\n")
    assert perf.snapshot() == before


def test_two_writers_at_once(perf: Perf) -> None:
    processes = [started(perf.root, "set", MAINTENANCE, f"details.第{number}人=张{number}") for number in range(8)]
    for process in processes:
        assert process.communicate(timeout=60)[1] == b""
    text = perf.read(PROJECT)
    assert all(f'"第{number}人" = "张{number}"' in text for number in range(8))
    assert text.startswith(FILES[PROJECT].partition("[[indicators]]")[0])


@pytest.mark.skipif(os.name == "nt", reason="no pseudo terminals on this system")
class TestOnATerminal:
    """Questions on standard error."""

    def test_which_amount_follows_is_asked(self, perf: Perf) -> None:
        from tests.cli.test_asking import Terminal

        terminal = Terminal(perf.root, "set", MAINTENANCE, "budget.total=25万")
        terminal.wait_for("budget.fiscal: 200000.00 → 210000.00; budget.other: 40000.00 → 50000.00")
        terminal.answer("Follows: ", "other")
        status, out = terminal.end()
        assert (status, out.splitlines()[1:]) == (
            0, ["  budget.total: 240000.00 → 250000.00", "  budget.other: 40000.00 → 50000.00"],
        )  # fmt: skip
        assert "total = 250000.00\nfiscal = 200000.00\nother = 50000.00\n" in perf.read(PROJECT)

    def test_what_changes_while_it_is_asked_is_not_overwritten(self, perf: Perf) -> None:
        from tests.cli.test_asking import Terminal

        terminal = Terminal(perf.root, "set", MAINTENANCE, "budget.total=25万")
        terminal.wait_for("Follows: ")
        saved = FILES[PROJECT].replace("200000.00", "190000.00").replace("40000.00", "50000.00", 1)
        perf.write(PROJECT, saved)
        terminal.answer("", "other")
        assert terminal.end() == (2, "")
        assert "was changed by somebody else meanwhile; nothing was written" in terminal.said
        assert perf.read(PROJECT) == saved


@pytest.mark.parametrize("name", ["a]=b", 'x"]y', '"quoted"', "p=q", "r[2]", "s]"])
def test_one_spelling_of_a_key_is_printed_and_taken(perf: Perf, tmp_path: Path, name: str) -> None:
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    perf.write(path, FILES[path].replace('"维修套数"', repr_toml(name)))
    perf.write(path, perf.read(path) + f'\n[details]\n{repr_toml(name)} = "甲"\n')
    quoted = '"' + name.replace('"', '""') + '"'
    told = perf.done("set", MAINTENANCE, f"indicators[{quoted}].target=≥180套", f"details.{quoted}=乙")
    lines = [line.strip().partition(": ")[0] for line in told.splitlines()[1:]]
    assert perf.done("set", MAINTENANCE, f"{lines[0]}=≥190套", f"{lines[1]}=丙").count("→") == 2
    data = tmp_path / "changed.jsonl"
    assert perf("export", data, "--code", MAINTENANCE).status == 0
    data.write_text(
        data.read_text(encoding="utf-8").replace("≥190套", "≥200套").replace('"丙"', '"丁"'), encoding="utf-8"
    )
    said = perf("import", data).err
    assert all(f"{line}: " in said for line in lines)


def repr_toml(text: str) -> str:
    """A text as TOML writes it."""
    return '"' + text.replace('"', '\\"') + '"'


def test_words_that_people_type_for_keys_and_amounts(perf: Perf) -> None:
    changed = perf("set", MAINTENANCE, "预算数=25万", "--adjust", "财政资金", "资金支出计划=３０,50,75,100")
    assert (changed.status, changed.out.splitlines()[1:]) == (
        0,
        [
            "  budget.total: 240000.00 → 250000.00",
            "  budget.fiscal: 200000.00 → 210000.00",
            "  spending_plan.3: 25.00 → 30.00",
        ],
    )
    for argv, said in (
        (("支出计划.6=60",), "Did you mean: spending_plan?"),
        (("purpose", "=", "x"), "=: the key is missing before ="),
        (("year=2022",), "`perf rollover` brings projects to another year"),
        (("spending_plan=25",), "the plan has 1 percents, the repository's checkpoints are 4"),
        (("budget.total=25万", "--adjust", "钱"), "unknown amount 钱\nKnown ones: fiscal, other, total"),
    ):
        assert said in perf.refused("set", MAINTENANCE, *argv)
    assert perf.refused("set", "公租房", "purpose=x") == (
        "Error: no project has the code 公租房\n"
        f"  {MAINTENANCE}  2021  公租房维修费\n"
        "Their names have it: give the whole code of the one meant.\n"
    )
    assert "argument: [CODE]… KEY=VALUE\n" in perf.refused("set")


def test_a_reason_that_is_kept_nowhere_is_said(perf: Perf) -> None:
    outcome = perf("set", MAINTENANCE, "name=公租房大修费", "--reason", "追加任务", "--dry-run")
    assert outcome.status == 0
    assert outcome.err.splitlines()[0] == (
        f"not approved, so no adjustment is kept, nor --reason or --date: {MAINTENANCE}"
    )
    assert "not approved" not in perf("set", MAINTENANCE, "name=公租房大修费", "--dry-run").err
