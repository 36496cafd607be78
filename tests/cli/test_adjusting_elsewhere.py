"""Every command that writes keeps the rule of approved goals: they change by an adjustment, or not at all."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.cli.test_adjusting import PROGRESS, PROJECT, WHY, approved, git
from tests.cli.test_record_sheet import filled
from tests.conftest import FILES, HEATING, MAINTENANCE, Perf

__all__ = ["approved"]

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="needs git")

MOVED = PROJECT.replace("335001", "335002")
PROGRESS_MOVED = PROGRESS.replace("335001", "335002")


def exported(perf: Perf, folder: Path, **changed: str) -> Path:
    """The data of the project with other texts in it."""
    path = folder / "changed.jsonl"
    assert perf("export", path, "--code", MAINTENANCE).status == 0
    text = path.read_text(encoding="utf-8")
    for before, after in changed.items():
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
    return path


class TestImport:
    def test_it_needs_a_reason(self, approved: Perf, tmp_path: Path) -> None:
        data = exported(approved, tmp_path, **{"≥174套": "≥180套"})
        before = approved.snapshot()
        outcome = approved("import", data)
        assert (outcome.status, "indicators[维修套数].target: ≥174套 → ≥180套" in outcome.err) == (2, True)
        outcome = approved("import", "--update", data)
        assert outcome.status == 2
        assert "approved goals change by an adjustment, which needs a reason" in outcome.err
        assert f"{MAINTENANCE} 公租房维修费" in outcome.err
        assert approved.snapshot() == before

    def test_a_target_becomes_an_adjustment_once(self, approved: Perf, tmp_path: Path) -> None:
        data = exported(approved, tmp_path, **{"≥174套": "≥180套"})
        assert "  indicators[维修套数].target: ≥174套 → ≥180套\n" in approved.done("import", "--update", data, *WHY)
        assert approved.read(PROJECT) == FILES[PROJECT].replace("≥174套", "≥180套")
        assert 'reason = "住户增加"' in approved.read(PROGRESS)
        assert 'key = "indicators[维修套数].target"\nbefore = "≥174套"\nafter = "≥180套"\n' in approved.read(PROGRESS)
        before = approved.snapshot()
        assert "Nothing to change" in approved.done("import", "--update", data, *WHY)
        assert approved.snapshot() == before

    def test_the_budget_is_left_and_adjusted_beside_it(self, approved: Perf, tmp_path: Path) -> None:
        as_it_was = exported(approved, tmp_path).rename(tmp_path / "as_it_was.jsonl")
        data = exported(approved, tmp_path, **{"240000.00": "250000.00"})
        told = approved.done("import", "--update", data, *WHY)
        assert f"added {PROGRESS}\n  budget.total: 240000.00 → 250000.00\n" in told
        assert approved.read(PROJECT) == FILES[PROJECT]
        assert "adjusted = 250000.00\n" in approved.read(PROGRESS)
        before = approved.snapshot()
        for unchanged in (data, as_it_was):  # as it is in force, and as it was approved
            assert "Nothing to change" in approved.done("import", "--update", unchanged, *WHY)
        assert approved.snapshot() == before

    def test_one_that_is_not_approved_changes_without(self, approved: Perf, tmp_path: Path) -> None:
        path = tmp_path / "h.jsonl"
        assert approved("export", path, "--code", HEATING).status == 0
        path.write_text(path.read_text(encoding="utf-8").replace("供暖", "供热"), encoding="utf-8")
        approved.done("import", "--update", path)
        assert not (approved.root / "progress").exists()

    def test_none_is_made_anew_whose_file_is_gone(self, approved: Perf, tmp_path: Path) -> None:
        data = exported(approved, tmp_path)
        (approved.root / PROJECT).unlink()
        outcome = approved("import", data)
        assert outcome.status == 2
        assert f"the project {MAINTENANCE} of 2021 is approved, and its file is gone" in outcome.err
        new = ("new", "project", "--unit", "335001", "--name", "锅炉", "--budget", "3万元", "--code", MAINTENANCE)
        assert "git checkout 批复 -- " in approved(*new, "--year", "2021").err


class TestMv:
    def test_it_is_an_adjustment(self, approved: Perf) -> None:
        before = approved.snapshot()
        outcome = approved("mv", MAINTENANCE, "--unit", "335002")
        assert (outcome.status, "needs a reason" in outcome.err) == (2, True)
        assert approved.snapshot() == before
        assert approved.done("mv", MAINTENANCE, "--unit", "335002", *WHY) == f"{PROJECT} -> {MOVED}\n"
        assert approved.read(MOVED) == FILES[PROJECT].replace('unit = "335001"', 'unit = "335002"')
        assert 'key = "unit"\nbefore = "335001"\nafter = "335002"\n' in approved.read(PROGRESS_MOVED)

    def test_it_keeps_what_became_of_it(self, approved: Perf) -> None:
        begun = f'# 执行\ncode = "{MAINTENANCE}"\nunit = "335001"\nyear = 2021\nadjusted = 250000.00\n'
        approved.write(PROGRESS, begun)
        told = approved.done("mv", MAINTENANCE, "--unit", "335002", *WHY)
        assert told == f"{PROJECT} -> {MOVED}\n{PROGRESS} -> {PROGRESS_MOVED}\n"
        text = approved.read(PROGRESS_MOVED)
        assert text.startswith(begun.replace("335001", "335002"))
        assert 'reason = "住户增加"' in text

    def test_a_run_that_was_ended_goes_on_another_day(self, approved: Perf) -> None:
        approved.done("mv", MAINTENANCE, "--unit", "335002", *WHY)
        after = approved.snapshot()
        approved.write(PROJECT, FILES[PROJECT])
        told = approved.done("mv", MAINTENANCE, "--unit", "335002", "--reason", "再来", "--date", "2021-07-02")
        assert told == f"{PROJECT} -> {MOVED}\n"
        assert approved.snapshot() == after


def test_an_approved_project_is_not_removed(approved: Perf) -> None:
    before = approved.snapshot()
    outcome = approved("rm", MAINTENANCE, HEATING, "--yes")
    assert outcome.status == 2
    assert outcome.err == (
        f"Error: approved projects are not removed\n  {PROJECT}\n"
        "Record that one is cancelled: `perf set CODE budget.total=0 --reason TEXT`.\n"
    )
    assert approved.snapshot() == before
    assert approved.done("rm", HEATING, "--yes") == f"rm 'projects/2021/335002/{HEATING}.toml'\n"


def test_a_fix_leaves_it(approved: Perf) -> None:
    text = FILES[PROJECT].replace("≥174套", "≥１７４套")
    approved.write(PROJECT, text)
    git(approved.root, "commit", "-qm", "批复", "--", PROJECT)
    outcome = approved("check", "--fix", PROJECT)
    assert outcome.status == 2
    assert f"{PROJECT}: its goals are approved and are not mended" in outcome.err
    assert approved.read(PROJECT) == text


def test_a_fix_mends_goals_that_are_not_approved(approved: Perf) -> None:
    approved.write("goals/2022/335.toml", FILES["goals/2021/335.toml"].replace("year = 2021", "year = 2022"))
    for path in ("goals/2022/335.toml", "goals/2021/335.toml"):
        text = approved.read(path).replace('overall = "', 'overall = "\u200b', 1)
        assert "\u200b" in text
        approved.write(path, text)
    git(approved.root, "commit", "-qam", "批复")
    outcome = approved("check", "--unsafe-fixes", "--fail-on", "never", "goals")
    assert "bug in perf" not in outcome.err
    assert "goals/2021/335.toml: its goals are approved and are not mended" in outcome.err
    assert "\u200b" not in approved.read("goals/2022/335.toml")
    assert "\u200b" in approved.read("goals/2021/335.toml")


def test_goals_of_a_whole_change_by_an_adjustment_too(approved: Perf, tmp_path: Path) -> None:
    goals, whole = "goals/2021/335.toml", "progress/2021/335.toml"
    data = tmp_path / "all.json"
    approved("export", data)
    text = data.read_text(encoding="utf-8")
    before = json.loads(text)["goals"][0]["overall"]
    data.write_text(text.replace(json.dumps(before, ensure_ascii=False), '"加强管理。"'), encoding="utf-8")
    outcome = approved("import", "--update", data)
    assert (outcome.status, "approved goals change by an adjustment" in outcome.err) == (2, True)
    assert f"overall: {before} → 加强管理。\n" in approved.done("import", "--update", data, *WHY)
    assert 'overall = "加强管理。"' in approved.read(goals)
    assert approved.read(whole).endswith(
        'department = "335"\nyear = 2021\n\n[[adjustments]]\ndate = 2021-07-01\nreason = "住户增加"\n\n'
        f'[[adjustments.changes]]\nkey = "overall"\nbefore = "{before}"\nafter = "加强管理。"\n'
    )
    assert "Nothing to change" in approved.done("import", "--update", data)
    (approved.root / goals).unlink()
    for words in (("import", "--update", data), ("new", "goals", "335", "--year", "2021")):
        assert "the goals of 335 for 2021 are approved, and their file is gone" in approved.refused(*words)


def test_a_budget_that_a_form_says_was_adjusted_needs_its_adjustment(approved: Perf, tmp_path: Path) -> None:
    approved.done("evaluate", "record", MAINTENANCE, "--spent", "20万")
    form = tmp_path / "自评表.docx"
    approved("form", "fill", MAINTENANCE, "--form", "evaluation", "-o", form)
    plain = approved.read(PROGRESS)
    approved.write(PROGRESS, plain.replace("year = 2021\n", "year = 2021\nadjusted = 250000.00\n"))
    found = approved("check", "--select", "D519").out
    assert "D519 budget.total was changed after approval" in found
    assert "240000.00 → 250000.00" in found
    approved("form", "fill", MAINTENANCE, "--form", "evaluation", "-o", form, "--force")
    approved.write(PROGRESS, plain)
    assert "approved goals change by an adjustment" in approved.refused("import", "--update", form)
    assert approved.read(PROGRESS) == plain
    approved("import", "--update", form, *WHY)
    text = approved.read(PROGRESS)
    assert "adjusted = 250000.00\n" in text
    assert 'key = "budget.total"\nbefore = "240000.00"\nafter = "250000.00"\n' in text
    assert approved("check", "--select", "D519").status == 0


def test_a_budget_filled_in_on_a_sheet_of_many_needs_its_adjustment(approved: Perf) -> None:
    filled(approved, "evaluation", {(0, "全年预算数（元）"): 250000, (0, "全年执行数（元）"): 200000})
    before = approved.snapshot()
    refused = approved.refused("import", "--update", "x.xlsx")
    assert refused.endswith(
        "Error: approved goals change by an adjustment, which needs a reason\n"
        f"  {MAINTENANCE} 公租房维修费\nGive it with --reason.\n"
    )
    assert approved.snapshot() == before
    for _time in range(2):
        assert approved("import", "--update", "x.xlsx", *WHY).status == 0
        kept = tomllib.loads(approved.read(PROGRESS))
        assert (kept["adjusted"], kept["evaluation"]["spent"]) == (250000, 200000)
        assert [one["changes"] for one in kept["adjustments"]] == [
            [{"key": "budget.total", "before": "240000.00", "after": "250000.00"}]
        ]


def test_an_indicator_that_is_taken_out_is_one_adjustment(approved: Perf, tmp_path: Path) -> None:
    approved.done("set", MAINTENANCE, "--unset", "indicators[维修套数]", "--force", *WHY)
    kept = approved.read(PROGRESS)
    assert kept.count("[[adjustments.changes]]") == 1
    assert 'key = "indicators[维修套数]"\nbefore = "数量指标 / 维修套数 / ' in kept
    assert kept.endswith('after = ""\n')
    assert approved("check", "--select", "D519").status == 0
    form = tmp_path / "调整表.docx"
    approved("form", "fill", MAINTENANCE, "--form", "adjustment", "-o", form)
    git(approved.root, "checkout", "-q", "projects")
    (approved.root / PROGRESS).unlink()
    approved("import", "--update", form)
    assert "维修套数" not in approved.read(PROJECT)
    assert approved.read(PROGRESS) == kept


def test_an_adjustment_that_an_import_makes_stays_beside_those_of_its_source(approved: Perf, tmp_path: Path) -> None:
    first = ("--reason", "先前", "--date", "2021-05-01")
    approved.done("set", MAINTENANCE, "indicators[维修套数].target=≥175套", *first)
    data = tmp_path / "all.json"
    approved("export", data)
    data.write_text(
        data.read_text(encoding="utf-8").replace('"target":"≥175套"', '"target":"≥180套"'), encoding="utf-8"
    )
    approved("import", "--update", data, *WHY)
    text = approved.read(PROGRESS)
    assert text.index('reason = "先前"') < text.index('reason = "住户增加"')
    assert 'before = "≥175套"\nafter = "≥180套"\n' in text


def test_what_is_recorded_of_a_whole_leaves_its_approved_budget(approved: Perf) -> None:
    budget = "\n[budget]\ntotal = 100.00\nfiscal = 100.00\nother = 0.00\n"
    approved.write("goals/2021/335.toml", FILES["goals/2021/335.toml"] + budget)
    refused = approved.refused("evaluate", "record", "335", "--adjusted", "90", "--spent", "80")
    assert refused.startswith("Error: 335: an approved budget changes by an adjustment alone\n")
    assert "perf import --update FILE --reason TEXT" in refused
    approved.done("evaluate", "record", "335", "--adjusted", "100", "--spent", "80")


def test_the_year_s_budget_of_a_whole_on_its_form_is_an_adjustment(approved: Perf) -> None:
    goals, whole = "goals/2021/335.toml", "progress/2021/335.toml"
    approved.write(goals, FILES[goals] + "\n[budget]\ntotal = 240000.00\nfiscal = 240000.00\nother = 0.00\n")
    git(approved.root, "commit", "-qm", "批复", "--", goals)
    approved.done("evaluate", "record", "335", "--spent", "20万")
    assert approved("form", "fill", "335", "--form", "evaluation", "-o", "a.html").status == 0
    text = approved.read("a.html")
    at = text.index("24.00", text.index("24.00") + 1)
    approved.write("a.html", f"{text[:at]}25.00{text[at + 5 :]}")
    before = approved.read(whole)
    assert "which needs a reason\n  335\n" in approved.refused("import", "--update", "a.html")
    assert approved.read(whole) == before
    approved("import", "--update", "a.html", *WHY)
    kept = tomllib.loads(approved.read(whole))
    assert (kept["adjusted"], [one["changes"] for one in kept["adjustments"]]) == (
        250000,
        [[{"key": "budget.total", "before": "240000.00", "after": "250000.00"}]],
    )


def test_an_emptied_budget_of_a_whole_stays(approved: Perf) -> None:
    goals = "goals/2021/335.toml"
    approved.write(goals, FILES[goals] + "\n[budget]\ntotal = 240000.00\nfiscal = 240000.00\nother = 0.00\n")
    approved("export", "a.json")
    source = json.loads(approved.read("a.json"))
    source["goals"][0]["budget"] = None
    approved.write("a.json", json.dumps(source, ensure_ascii=False))
    outcome = approved("import", "--update", "a.json")
    assert (outcome.status, outcome.err) == (0, f"{goals}: the source empties the budget of approved goals: it stays\n")
    assert "Nothing to change" in outcome.out
    assert not (approved.root / "progress").exists()


@pytest.mark.parametrize("name", ["q.json", "q.xlsx"])
def test_a_source_taken_in_twice_leaves_the_adjustment_of_the_first_time(approved: Perf, name: str) -> None:
    approved("set", MAINTENANCE, "name=维护", "--reason", "改名", "--date", "2021-06-01")
    assert approved("export", name).status == 0
    approved.done("set", MAINTENANCE, "purpose=用于维修。", "--reason", "换用途", "--date", "2021-06-02")
    approved.done(
        "set", MAINTENANCE, "budget.total=30万", "--adjust", "fiscal", "--reason", "追加", "--date", "2021-06-03"
    )
    refused = approved.refused("import", name, "--update")
    assert "which needs a reason" in refused
    told = approved("import", name, "--update", "--reason", "撤", "--date", "2021-12-01")
    assert (told.status, [line for line in told.err.splitlines() if "stays" in line]) == (
        0,
        [
            f"{PROGRESS}: the adjustment of 2021-06-02 that the source does not have stays",
            f"{PROGRESS}: the adjustment of 2021-06-03 that the source does not have stays",
        ],
    )
    kept = tomllib.loads(approved.read(PROGRESS))
    assert list(dict.fromkeys((str(one["date"]), one["reason"]) for one in kept["adjustments"])) == [
        ("2021-06-01", "改名"),
        ("2021-06-02", "换用途"),
        ("2021-06-03", "追加"),
        ("2021-12-01", "撤"),
    ]
    assert sorted(
        (one["key"], one["before"], one["after"]) for made in kept["adjustments"][3:] for one in made["changes"]
    ) == [
        ("budget.fiscal", "260000.00", "200000.00"),
        ("budget.total", "300000.00", "240000.00"),
        ("purpose", "用于维修。", "用于公租房日常维修。"),
    ]
    again = approved.snapshot()
    assert approved("import", name, "--update").status == 0
    assert approved.snapshot() == again


def test_the_form_of_an_adjustment_entered_late_reads_back(approved: Perf) -> None:
    approved.done("set", MAINTENANCE, "budget.total=25万", "--reason", "追加", "--date", "2021-09-01")
    approved.done("set", MAINTENANCE, "budget.total=26万", "--reason", "早", "--date", "2021-05-01")
    approved.done("form", "fill", MAINTENANCE, "--form", "adjustment", "-o", "调整表.docx")
    before = approved.snapshot()
    again = approved("import", "调整表.docx", "--update")
    assert (again.status, "left unchanged" in again.err) == (0, False)
    assert approved.snapshot() == before
