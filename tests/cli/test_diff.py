"""`perf diff`: what changed, in the field's terms."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import HEATING, MAINTENANCE, ROAD, Perf
from tests.gitting import git, keep, needs_git

pytestmark = needs_git

FILE = f"projects/2021/335001/{MAINTENANCE}.toml"
HEAT = f"projects/2021/335002/{HEATING}.toml"


@pytest.fixture(autouse=True)
def _no_settings_of_who_runs_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)


@pytest.fixture
def kept(perf: Perf) -> Perf:
    """The small repository with one commit."""
    keep(perf.root)
    return perf


def edit(perf: Perf, path: str, *replaced: tuple[str, str]) -> None:
    text = perf.read(path)
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    perf.write(path, text)


def rows(perf: Perf, *argv: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(perf.done("diff", *argv, "-f", "json"))
    return found


def told(perf: Perf, *argv: str) -> list[tuple[str, str, str, Any, Any]]:
    return [
        (row["code"] or row["unit"] or row["subject"], row["change"], row["key"], row["before"], row["after"])
        for row in rows(perf, *argv)
    ]


class TestOfTheWorkTree:
    def test_nothing(self, kept: Perf) -> None:
        for form, text in (("table", ""), ("markdown", ""), ("json", "[]\n"), ("jsonl", "")):
            assert kept.done("diff", "--exit-code", "-f", form) == text
        assert kept.done("diff", "-f", "csv") == (
            "subject,year,unit,code,name,change,key,before,after,difference,percent\n"
        )

    def test_a_project_without_a_budget_has_a_difference_of_two_decimals(self, kept: Perf) -> None:
        edit(
            kept,
            FILE,
            ("total = 240000.00", "total = 0"),
            ("fiscal = 200000.00", "fiscal = 0"),
            ("other = 40000.00", "other = 0"),
        )
        kept("new", "project", "--unit", "335001", "--name", "新", "--budget", "0")
        assert {row["difference"] for row in rows(kept) if row["change"] == "added"} == {0}
        lines = kept.done("diff", "-f", "csv").splitlines()
        assert [line.rpartition(",added,")[2] for line in lines if ",added," in line] == [",,0.00,0.00,"]

    def test_a_table_for_people(self, kept: Perf) -> None:
        edit(
            kept,
            FILE,
            ("total = 240000.00", "total = 288000.00"),
            ("≥174套", "≥180套"),
            ('"及时维修。"', '"及时修缮。"'),
            ("用于公租房日常维修。", "用于公租房日常维修和屋面防水。"),
            ("10 = 75.00", "10 = 80.00"),
        )
        assert kept.done("diff").splitlines() == [
            "Unit    Project                What                         Change",
            "------  ---------------------  ---------------------------  ------------------------------------",
            "335001  公租房维修费           Purpose                      用于公租房日常维修{+和屋面防水+}。",
            f"        {MAINTENANCE}",
            "                               Goals 1                      及时[-维修-]{+修缮+}。",
            "                               Total budget                 240,000.00 → 288,000.00 元 (+20.00%)",
            "                               Spending plan · By month 10  75.00% → 80.00%",
            "                               维修套数 · Target            ≥174套 → ≥180套",
        ]

    def test_the_scale_and_chinese(self, kept: Perf) -> None:
        edit(kept, FILE, ("total = 240000.00", "total = 288000.00"), ('name = "维修套数"', 'name = "维修户数"'))
        assert kept.done("--locale", "zh_CN", "diff", "--scale", "万元").splitlines() == [
            "预算单位  项目                   事项                 变动",
            "--------  ---------------------  -------------------  -----------------------------",
            "335001    公租房维修费           预算数               24.00 → 28.80 万元（+20.00%）",
            f"          {MAINTENANCE}",
            "                                 维修户数 · 三级指标  维修套数 → 维修户数",
        ]

    def test_rows_for_programs(self, kept: Perf) -> None:
        edit(kept, FILE, ("total = 240000.00", "total = 250000.00"), ("≥174套", "≥180套"))
        about = f'"subject":"project","year":2021,"unit":"335001","code":"{MAINTENANCE}","name":"公租房维修费"'
        first = '"change":"changed","key":"budget.total","before":240000.00,"after":250000.00,"difference":10000.00'
        second = (
            '"key":"indicators[维修套数].target","before":"≥174套","after":"≥180套","difference":null,"percent":null'
        )
        lines = [f'{{{about},{first},"percent":4.17}}', f'{{{about},"change":"changed",{second}}}']
        assert kept.done("diff", "-f", "jsonl") == "".join(f"{line}\n" for line in lines)
        assert kept.done("diff", "-f", "csv", "--columns", "key,before,after") == (
            "key,before,after\nbudget.total,240000.00,250000.00\nindicators[维修套数].target,≥174套,≥180套\n"
        )

    def test_a_project_that_came_and_one_that_went(self, kept: Perf) -> None:
        (kept.root / HEAT).unlink()
        new = "13030321DDDDDDDDDDDDD"
        kept.write(FILE.replace(MAINTENANCE, new), kept.read(FILE).replace(MAINTENANCE, new).replace("维修费", "锅炉"))
        found = rows(kept)
        assert [(row["code"], row["change"], row["key"], row["before"], row["after"]) for row in found] == [
            (new, "added", "", None, 240000.0),
            (HEATING, "dropped", "", 0.05, None),
        ]
        assert [row["difference"] for row in found] == [240000.0, -0.05]

    def test_a_project_that_moved_to_another_unit(self, kept: Perf) -> None:
        edit(kept, FILE, ('unit = "335001"', 'unit = "335002"'))
        (kept.root / FILE).rename(kept.root / FILE.replace("335001", "335002"))
        assert told(kept) == [(MAINTENANCE, "moved", "unit", "335001", "335002")]
        assert told(kept, "--unit", "335001") == told(kept, "--unit", "335002") == told(kept)

    def test_a_project_with_another_code(self, kept: Perf) -> None:
        new = "13030321DDDDDDDDDDDDD"
        edit(kept, FILE, (MAINTENANCE, new))
        (kept.root / FILE).rename(kept.root / FILE.replace(MAINTENANCE, new))
        assert told(kept) == [(new, "changed", "code", MAINTENANCE, new)]

    def test_indicators_as_json_and_in_one_cell(self, kept: Perf) -> None:
        kept.write(FILE, kept.read(FILE) + '\n[[indicators]]\nkind = "质量指标"\nname = "合格率"\ntarget = "=100%"\n')
        after = {"kind": "质量指标", "name": "合格率", "description": "", "target": "=100%", "basis": ""}
        assert told(kept) == [(MAINTENANCE, "added", "indicators[合格率]", None, after)]
        assert kept.done("diff", "-f", "tsv", "--columns", "after") == (
            f"after\n{json.dumps(after, ensure_ascii=False, separators=(',', ':'))}\n"
        )
        assert "Indicators · 合格率  Added: 质量指标 · 合格率 · =100%\n" in kept.done("diff")

    def test_departments_goals_templates_and_settings(self, kept: Perf) -> None:
        edit(kept, "departments/335.toml", ("供热站", "供热中心"))
        edit(kept, "goals/2021/335.toml", ("住有所居。", "住有所居，居有所安。"), ("≥90%", "≥95%"))
        edit(kept, "templates/housing-maintenance.toml", ("≥100套", "≥120套"))
        edit(kept, "perf.toml", ("year = 2021", "year = 2022"))
        assert told(kept) == [
            ("settings", "changed", "year", 2021, 2022),
            ("335", "renamed", "units[335002].name", "供热站", "供热中心"),
            ("335", "changed", "overall", "住有所居。", "住有所居，居有所安。"),
            ("335", "changed", "functions[综合事务管理].indicators[完成率].target", "≥90%", "≥95%"),
            ("housing-maintenance", "changed", "indicators[维修套数].target", "≥100套", "≥120套"),
        ]
        assert [word for word in ("perf.toml", "Overall goals", "Template") if word not in kept.done("diff")] == []
        assert told(kept, "--name", "公租房") == told(kept, "--unit", "336") == []
        assert [row["subject"] for row in rows(kept, "--unit", "335")] == ["department", "goals", "goals"]
        assert [row["subject"] for row in rows(kept, "--year", "2021")] == ["goals", "goals"]

    def test_comments_line_ends_and_layout_change_nothing(self, kept: Perf) -> None:
        text = kept.read(FILE).replace("total = 240000.00", "total = 240_000  # 批复")
        kept.write(FILE, text.replace("\n", "\r\n"))
        assert rows(kept) == []

    def test_filters(self, kept: Perf) -> None:
        edit(kept, FILE, ("total = 240000.00", "total = 260000.00"))
        edit(kept, HEAT, ("total = 0.05", "total = 0.06"))
        for given, code in (
            (("--unit", "335001"), MAINTENANCE),
            (("--name", "取暖"), HEATING),
            (("--code", MAINTENANCE[:12]), MAINTENANCE),
            (("--indicator", "套数"), MAINTENANCE),
            (("--min-budget", "250000"), MAINTENANCE),
            (("--max-budget", "1"), HEATING),
        ):
            assert {row["code"] for row in rows(kept, *given)} == {code}
        assert "no department file knows the unit 335009" in kept.refused("diff", "--unit", "335009")

    def test_exit_code(self, kept: Perf) -> None:
        edit(kept, FILE, ("≥174套", "≥180套"))
        assert (kept("diff").status, kept("diff", "--exit-code").status) == (0, 1)


class TestOfRevisions:
    @pytest.fixture
    def history(self, kept: Perf) -> Perf:
        """Three commits: a target changed in the second, a budget in the third; the work tree has yet another."""
        edit(kept, FILE, ("≥174套", "≥180套"))
        keep(kept.root, "target")
        edit(kept, FILE, ("total = 240000.00", "total = 250000.00"))
        keep(kept.root, "budget")
        edit(kept, FILE, ("total = 250000.00", "total = 260000.00"))
        return kept

    def test_each_pair(self, history: Perf) -> None:
        target = (MAINTENANCE, "changed", "indicators[维修套数].target", "≥174套", "≥180套")

        def budget(before: float, after: float) -> tuple[str, str, str, float, float]:
            return MAINTENANCE, "changed", "budget.total", before, after

        assert told(history) == told(history, "HEAD") == [budget(250000, 260000)]
        assert told(history, "HEAD~2") == [budget(240000, 260000), target]
        assert told(history, "HEAD~2", "HEAD~1") == told(history, "HEAD~2..HEAD~1") == [target]
        assert told(history, "HEAD~1..") == told(history, "HEAD~1", "HEAD") == [budget(240000, 250000)]
        assert told(history, "HEAD", "HEAD~1") == [budget(250000, 240000)]

    def test_a_unit_that_was_there_once(self, history: Perf) -> None:
        (history.root / "departments/336.toml").unlink()
        assert [row["change"] for row in rows(history, "--unit", "336")] == ["dropped"]

    def test_what_is_wrong(self, history: Perf, tmp_path_factory: pytest.TempPathFactory) -> None:
        assert history.refused("diff", "nope") == (
            "Error: git knows no revision nope\n`git log --oneline` shows them; HEAD is the last commit.\n"
        )
        assert "at most two revisions can be compared, 3 are given" in history.refused("diff", "a", "b", "c")
        outside = Perf(tmp_path_factory.mktemp("outside"))
        outside.write("perf.toml", "schema = 1\n")
        assert outside.refused("diff").endswith("is in no git repository\nRun `git init` and commit first.\n")

    def test_a_repository_of_data_within_another(self, tmp_path_factory: pytest.TempPathFactory, history: Perf) -> None:
        top = tmp_path_factory.mktemp("top")
        for path, data in history.snapshot().items():
            if not path.startswith(".git/"):
                Perf(top).write(f"数据 [1]/{path}", data)
        keep(top)
        inner = Perf(top / "数据 [1]")
        edit(inner, FILE, ("≥180套", "≥190套"))
        Perf(top).write("projects/2021/335001/x.toml", "")
        assert told(inner) == [(MAINTENANCE, "changed", "indicators[维修套数].target", "≥180套", "≥190套")]


class TestOfFilesThatCannotBeRead:
    def test_each_side_is_named(self, kept: Perf) -> None:
        kept.write(HEAT, "code = \n")
        keep(kept.root, "broken")
        kept.write(HEAT, "code = 1\n")
        kept.write(FILE, kept.read(FILE).replace("240000.00", '"much"'))
        outcome = kept("diff")
        assert (outcome.status, outcome.out) == (0, "")
        lines = [line for line in outcome.err.splitlines() if not line.startswith("    ")]
        assert lines[0] == "Warning: these files could not be read and are left out:"
        assert lines[1].startswith(f"  HEAD:{HEAT}:1:")
        assert [line.split(":")[0].strip() for line in lines[2:-1]] == [FILE, *[HEAT] * 7]
        assert lines[-1].startswith("`perf fmt --repair` mends")
        assert kept("diff", "--exit-code").status == 2
        assert kept("diff", "HEAD~1", "HEAD", "--exit-code").status == 2
        assert "a sum over unreadable files would be a wrong number" in kept.refused("diff", "--sums", "HEAD~1")

    def test_a_file_whose_keys_are_not_those_of_its_path(self, kept: Perf) -> None:
        kept.write(HEAT, kept.read(HEAT).replace("year = 2021", "year = 2022"))
        assert "year is 2022, the path says 2021" in kept("diff").err

    def test_a_merge_that_is_not_resolved(self, kept: Perf) -> None:
        edit(kept, FILE, ("target = ", "<<<<<<< HEAD\ntarget = "))
        assert "an unresolved git merge" in kept("diff").err


class TestOfYears:
    def test_by_previous_by_code_and_by_name(self, perf: Perf) -> None:
        text = perf.read(FILE)
        new, same, other = "13030322DDDDDDDDDDDDD", HEATING, "13030322EEEEEEEEEEEEE"
        perf.write(
            f"projects/2022/335002/{new}.toml",
            text.replace(MAINTENANCE, new)
            .replace("year = 2021", f'year = 2022\nprevious = "{MAINTENANCE}"')
            .replace('"335001"', '"335002"')
            .replace("total = 240000.00", "total = 120000.00"),
        )
        heat = perf.read(HEAT)
        perf.write(
            f"projects/2022/335002/{same}.toml", heat.replace("year = 2021", "year = 2022").replace("9 =", "10 =")
        )
        perf.write(
            f"projects/2021/335001/{other.replace('22E', '21E')}.toml",
            text.replace(MAINTENANCE, other.replace("22E", "21E")).replace("公租房维修费", "2021年屋面改造"),
        )
        perf.write(
            f"projects/2022/335001/{other}.toml",
            text.replace(MAINTENANCE, other)
            .replace("公租房维修费", "2022年屋面改造")
            .replace("year = 2021", "year = 2022"),
        )
        assert told(perf, "--years", "2021,2022", "--unit", "335") == [
            ("335", "dropped", "", None, None),
            (HEATING, "dropped", "spending_plan.9", 90, None),
            (HEATING, "added", "spending_plan.10", None, 90),
            (new, "moved", "unit", "335001", "335002"),
            (new, "changed", "budget.total", 240000, 120000),
        ]
        assert told(perf, "--years", "2021,2022", "--unit", "336") == [(ROAD, "added", "", None, 70000000000000)]
        assert perf.done("diff", "--years", "2021,2022", "--unit", "335", "--sums", "-f", "csv") == (
            "year,unit,projects_before,projects,total_before,total,difference,percent\n"
            ",335001,2,1,480000.00,240000.00,-240000.00,-50.00\n"
            ",335002,1,2,0.05,120000.05,120000.00,240000000.00\n"
        )

    @pytest.mark.parametrize("given", ["2021", "2021,2021", "2021,22", "2021,2022,2023", "", "２０２１,２０２２"])
    def test_what_are_no_two_years(self, perf: Perf, given: str) -> None:
        if given:
            assert "--years takes two different budget years" in perf.refused("diff", "--years", given)

    def test_years_and_revisions(self, perf: Perf) -> None:
        assert "leave out revisions and --year" in perf.refused("diff", "HEAD", "--years", "2021,2022")


class TestSums:
    def test_units_in_which_something_changed(self, kept: Perf) -> None:
        edit(kept, FILE, ('unit = "335001"', 'unit = "335002"'), ("total = 240000.00", "total = 240000.01"))
        (kept.root / FILE).rename(kept.root / FILE.replace("335001", "335002"))
        expected = (
            "year,unit,projects_before,projects,total_before,total,difference,percent\n"
            "2021,335001,1,0,240000.00,0.00,-240000.00,-100.00\n"
            "2021,335002,1,2,0.05,240000.06,240000.01,480000020.00\n"
        )
        assert kept.done("diff", "--sums", "-f", "csv") == expected
        keep(kept.root)
        assert kept.done("diff", "HEAD~1", "HEAD", "--sums", "-f", "csv") == expected

    def test_nothing(self, kept: Perf) -> None:
        assert kept.done("diff", "--sums", "-f", "json") == "[]\n"


def test_nothing_of_the_repository_runs(kept: Perf, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder: Path = tmp_path_factory.mktemp("bait")
    bait, mark = folder / "bait", folder / "RAN"
    bait.write_text(f"#!/bin/sh\necho ran > '{mark}'\nexit 1\n", encoding="utf-8")
    bait.chmod(0o755)
    kept.write(".gitattributes", "* filter=x diff=x merge=x\n")
    for key in ("core.fsmonitor", "diff.external", "diff.x.textconv", "diff.x.command", "filter.x.clean"):
        git(kept.root, "config", key, str(bait))
    edit(kept, FILE, ("≥174套", "≥180套"))
    os.utime(kept.root / ".git" / "index", (1, 1))
    assert len(told(kept)) == 1
    assert not mark.exists()


class TestOfProgress:
    PATH = f"progress/2021/335001/{MAINTENANCE}.toml"
    TEXT = f"""\
code = "{MAINTENANCE}"
unit = "335001"
year = 2021
adjusted = 250000.00

[[monitoring]]
date = 2021-07-31
spent = 100000.00

[monitoring.indicators."维修套数"]
value = "90套"

[[adjustments]]
date = 2021-06-30
reason = "追加预算"

[[adjustments.changes]]
key = "budget.total"
before = "240000.00"
after = "250000.00"
"""

    @pytest.fixture
    def watched(self, perf: Perf) -> Perf:
        perf.write(self.PATH, self.TEXT)
        keep(perf.root)
        return perf

    def test_amounts_dates_and_indicators(self, watched: Perf) -> None:
        more = '\n[[adjustments]]\ndate = 2021-06-30\nreason = "指标口径"\n'
        edit(watched, self.PATH, ("spent = 100000.00", "spent = 120000.00"), ("90套", "100套"))
        watched.write(self.PATH, watched.read(self.PATH) + more)
        assert told(watched)[:2] == [
            (MAINTENANCE, "changed", "monitoring[2021-07-31].spent", 100000, 120000),
            (MAINTENANCE, "changed", "monitoring[2021-07-31].indicators.维修套数.value", "90套", "100套"),
        ]
        assert [row["change"] + row["key"] for row in rows(watched)][2:] == ["addedadjustments[2021-06-30 指标口径]"]
        assert {row["subject"] for row in rows(watched, "--code", MAINTENANCE)} == {"progress"}
        assert (
            rows(watched, "--unit", "336") == rows(watched, "--name", "公租房") == rows(watched, "--year", "2022") == []
        )
        assert "2021-07-31 · 维修套数 · Value" in watched.done("diff")

    def test_it_moves_with_its_project(self, watched: Perf) -> None:
        for path in (FILE, self.PATH):
            edit(watched, path, ('unit = "335001"', 'unit = "335002"'))
            target = watched.root / path.replace("335001", "335002")
            target.parent.mkdir(parents=True, exist_ok=True)
            (watched.root / path).rename(target)
        assert told(watched) == [(MAINTENANCE, "moved", "unit", "335001", "335002")] * 2

    def test_a_file_that_names_nothing(self, watched: Perf) -> None:
        watched.write("progress/2021/x/y.toml", "year = 2021\n")
        assert "progress/2021/x/y.toml: " in watched("diff").err


def test_a_folder_that_became_a_link_is_named_and_no_sum_is_made_of_it(kept: Perf) -> None:
    (kept.root / "shared").mkdir()
    (kept.root / "projects/2021/335001").rename(kept.root / "shared/335001")
    (kept.root / "projects/2021/335001").symlink_to("../../shared/335001")
    keep(kept.root)
    message = "a link or a submodule in place of a folder: a commit holds nothing of what it leads to"
    said = f"HEAD:projects/2021/335001: {message}"
    assert said in kept("diff", "HEAD~1", "HEAD").err
    assert said in kept.refused("diff", "HEAD~1", "HEAD", "--sums")
