"""`perf git setup|textconv|merge`, tried with the git that is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from perfcli.git import GitFolder
from tests.cli.test_diff import FILE, edit
from tests.conftest import CHECKOUT, FILES, MAINTENANCE, Perf, spawn
from tests.gitting import git, keep, needs_git

pytestmark = needs_git

TARGET = ("≥174套", "≥180套")


@pytest.fixture
def kept(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> Perf:
    """The small repository with one commit, git asking this checkout about its files."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("PYTHONPATH", str(CHECKOUT))
    monkeypatch.setattr(sys, "argv", ["pytest"])
    perf.write(".gitattributes", "*.toml text eol=lf diff=perf merge=perf\n")
    keep(perf.root)
    assert perf("git", "setup").status == 0
    return perf


def branches(perf: Perf, ours: tuple[str, str], theirs: tuple[str, str], path: str = FILE) -> None:
    """Two branches that each change a file; ours is checked out."""
    git(perf.root, "checkout", "-qb", "theirs")
    edit(perf, path, theirs)
    keep(perf.root, "theirs")
    git(perf.root, "checkout", "-q", "main")
    edit(perf, path, ours)
    keep(perf.root, "ours")


class TestSetup:
    def test_what_it_writes_and_takes_back(self, perf: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "argv", ["pytest"])
        keep(perf.root)
        before = perf.read(".git/config")
        python = Path(sys.executable).as_posix()
        outcome = perf("git", "setup")
        assert (outcome.status, outcome.out) == (
            0,
            f"diff.perf.textconv = {python} -P -m perfcli git textconv\n"
            "merge.perf.name = budget performance goals by what they mean\n"
            f"merge.perf.driver = {python} -P -m perfcli git merge %O %A %B %P\n",
        )
        assert outcome.err == ".gitattributes: *.toml files are given to these drivers; commit it\n"
        assert perf.read(".gitattributes") == "*.toml diff=perf merge=perf\n"
        assert git(perf.root, "config", "--local", "merge.perf.driver").endswith("git merge %O %A %B %P")
        assert perf("git", "setup").err == ""
        outcome = perf("git", "setup", "--unset")
        assert (outcome.status, outcome.err) == (
            0,
            "Taken out of the configuration: diff.perf\nTaken out of the configuration: merge.perf\n",
        )
        assert perf.read(".git/config") == before
        assert perf("git", "setup", "--unset").err == "The configuration had no drivers of perf.\n"

    def test_attributes_that_are_there_stay(self, perf: Perf) -> None:
        perf.write(".gitattributes", "# ours\n*.md text")
        keep(perf.root)
        perf("git", "setup")
        assert perf.read(".gitattributes") == "# ours\n*.md text\n*.toml diff=perf merge=perf\n"

    def test_a_program_with_a_blank_in_its_path(self, perf: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
        keep(perf.root)
        program = perf.write("outside dir/perf", "")
        monkeypatch.setattr(sys, "argv", [str(program)])
        assert perf("git", "setup").out.startswith(f"diff.perf.textconv = '{program}' git textconv\n")

    @pytest.mark.parametrize("argv", [("git", "setup"), ("git", "setup", "--unset")])
    def test_another_git_at_its_configuration_is_waited_for(
        self, kept: Perf, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]
    ) -> None:
        """A killed command leaves one at its work."""
        lock = kept.write(".git/config.lock", "")
        monkeypatch.setattr("perfcli.actions.git_setup.time.sleep", lambda _seconds: lock.unlink(missing_ok=True))
        assert kept(*argv).status == 0
        assert not lock.exists()

    @pytest.mark.parametrize("argv", [("git", "setup"), ("git", "setup", "--unset")])
    def test_one_that_comes_between_the_look_and_ours_is_waited_for_too(
        self, kept: Perf, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]
    ) -> None:
        lock, run = kept.root / ".git/config.lock", GitFolder.run
        met: list[int] = []

        def meeting(folder: GitFolder, *words: str, **named: Any) -> subprocess.CompletedProcess[bytes]:
            if {"--replace-all", "--remove-section"}.isdisjoint(words) or len(met) == 2:
                return run(folder, *words, **named)
            lock.touch()
            met.append(run(folder, *words, **named).returncode)
            lock.unlink()
            return subprocess.CompletedProcess(words, met[-1], b"", b"")

        monkeypatch.setattr(GitFolder, "run", meeting)
        assert kept(*argv).status == 0
        assert met == [255, 255]

    def test_a_configuration_that_nobody_may_write_is_said(self, kept: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("perfcli.actions.git_setup.time.sleep", lambda _seconds: None)
        run = GitFolder.run

        def refused(folder: GitFolder, *words: str, **named: Any) -> subprocess.CompletedProcess[bytes]:
            if "--replace-all" in words:
                return subprocess.CompletedProcess(words, 255, b"", b"error: could not lock config file: Denied\n")
            return run(folder, *words, **named)

        monkeypatch.setattr(GitFolder, "run", refused)
        assert kept.refused("git", "setup") == "Error: git failed: error: could not lock config file: Denied\n"

    @pytest.mark.parametrize("argv", [("git", "setup"), ("git", "setup", "--unset")])
    def test_a_lock_that_stays_is_named(
        self, kept: Perf, monkeypatch: pytest.MonkeyPatch, argv: tuple[str, ...]
    ) -> None:
        lock = kept.write(".git/config.lock", "")
        before = kept.read(".git/config")
        monkeypatch.setattr("perfcli.actions.git_setup.time.sleep", lambda _seconds: None)
        assert kept.refused(*argv) == (
            f"Error: {lock} is there: another git is writing its configuration, or was stopped as it did\n"
            "Where no git is at work any more, delete that file and run this again.\n"
        )
        assert kept.read(".git/config") == before

    def test_outside_of_git(self, perf: Perf) -> None:
        assert "is in no git repository" in perf.refused("git", "setup")

    def test_the_attributes_of_a_new_repository_name_the_drivers(self, tmp_path: Path) -> None:
        assert Perf(tmp_path)("init", "new", "--year", "2022").status == 0
        keep(tmp_path / "new")
        shown = git(tmp_path / "new", "check-attr", "diff", "merge", "--", "projects/2022/335001/x.toml")
        assert [line.split(": ")[1:] for line in shown.splitlines()] == [["diff", "perf"], ["merge", "perf"]]


class TestDiff:
    def test_in_the_words_of_forms(self, kept: Perf) -> None:
        edit(kept, FILE, TARGET, ("total = 240000.00", "total = 250000.00"))
        lines = git(kept.root, "diff", "-U0").splitlines()
        assert [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---")] == [
            "-Total budget: 240,000.00 元",
            "+Total budget: 250,000.00 元",
            "-维修套数 · Target: ≥174套",
            "+维修套数 · Target: ≥180套",
        ]
        keep(kept.root, "second")
        assert "+维修套数 · Target: ≥180套" in git(kept.root, "log", "-p", "-1").splitlines()

    def test_of_a_merge_that_is_not_finished(self, kept: Perf) -> None:
        branches(kept, TARGET, ("≥174套", "≥190套"))
        git(kept.root, "merge", "-q", "theirs", status=1)
        shown = git(kept.root, "diff").splitlines()
        assert [line for line in shown if line[:2] in ("++", "+ ", " +") and line[:3] != "+++"] == [
            "++<<<<<<< ours",
            " +维修套数 · Target: ≥180套",
            "++=======",
            "+ 维修套数 · Target: ≥190套",
            "++>>>>>>> theirs",
        ]

    def test_a_whole_file_with_its_comments(self, perf: Perf) -> None:
        text = FILES[FILE].replace("total = 240000.00", "# 批复\ntotal = 240000.00  # 元") + '\n[mine]\na = [1, "x"]\n'
        perf.write("x.toml", "#:schema x\n" + text.replace("日常维修。", "日常维修。\\n又一段。") + "# 完\n")
        assert perf.done("--locale", "zh_CN", "git", "textconv", "x.toml").splitlines() == [
            f"项目编码：{MAINTENANCE}",
            "项目名称：公租房维修费",
            "单位编码：335001",
            "年度：2021",
            "指标模板：housing-maintenance",
            "资金用途：用于公租房日常维修。",
            "  又一段。",
            "绩效目标 1：及时维修。",
            "绩效目标 2：住户满意。",
            "",
            "# 批复",
            "预算数：240,000.00 元  # 元",
            "财政资金：200,000.00 元",
            "其他资金：40,000.00 元",
            "",
            "资金支出计划 · 3月底计划：25.00%",
            "资金支出计划 · 6月底计划：50.00%",
            "资金支出计划 · 10月底计划：75.00%",
            "资金支出计划 · 12月底计划：100.00%",
            "",
            "维修套数 · 二级指标：数量指标",
            "维修套数 · 三级指标：维修套数",
            "维修套数 · 绩效指标描述：全年维修的公租房套数",
            "维修套数 · 指标值：≥174套",
            "维修套数 · 指标值确定依据：计划",
            "",
            "住户满意度 · 二级指标：服务对象满意度指标",
            "住户满意度 · 三级指标：住户满意度",
            "住户满意度 · 绩效指标描述：问卷",
            "住户满意度 · 指标值：满意",
            "",
            "mine · a 1：1",
            "mine · a 2：x",
            "# 完",
        ]

    @pytest.mark.parametrize(
        "path", ["perf.toml", "departments/335.toml", "goals/2021/335.toml", "templates/housing-maintenance.toml"]
    )
    def test_every_kind_of_record(self, perf: Perf, path: str) -> None:
        shown = perf.done("git", "textconv", path)
        assert shown != perf.read(path)
        assert shown.count(": ") >= 3

    @pytest.mark.parametrize("content", [b"a = \n", b"a = 1\r\n", b"", b"<<<<<<< a\n", b"schema = 1\ncode = 2\n"])
    def test_what_is_no_record_is_shown_as_it_is(self, perf: Perf, content: bytes) -> None:
        perf.write("x.toml", content)
        assert perf.done("git", "textconv", "x.toml").encode() == content

    def test_what_is_no_text_too(self, perf: Perf) -> None:
        perf.write("x.toml", b"\xff\xfe")
        assert spawn(perf.root, "git", "textconv", "x.toml").stdout == b"\xff\xfe"


class TestMerge:
    def test_two_branches_that_do_not_contradict_each_other(self, kept: Perf) -> None:
        branches(kept, TARGET, ('name = "维修套数"\n', 'name = "维修套数"\n# 口径\nweight = 10\n'))
        git(kept.root, "merge", "-q", "theirs", "-m", "merge")
        text = kept.read(FILE)
        assert 'name = "维修套数"\n# 口径\nweight = 10\n' in text
        assert 'target = "≥180套"\n' in text

    def test_both_add_an_indicator(self, kept: Perf) -> None:
        end = 'target = "满意"\n'
        branches(
            kept,
            (end, f'{end}\n[[indicators]]\nkind = "质量指标"\nname = "合格率"\n'),
            (end, f'{end}\n[[indicators]]\nkind = "质量指标"\nname = "完好率"\n'),
        )
        git(kept.root, "merge", "-q", "theirs", "-m", "merge")
        assert kept.read(FILE).endswith('name = "合格率"\n\n[[indicators]]\nkind = "质量指标"\nname = "完好率"\n')

    def test_a_conflict_is_named_by_git_by_perf_and_by_every_command_that_reads(self, kept: Perf) -> None:
        branches(kept, TARGET, ("≥174套", "≥190套"))
        said = git(kept.root, "merge", "theirs", status=1)
        assert f"CONFLICT (content): Merge conflict in {FILE}" in said
        assert (
            "<<<<<<< ours: indicators[维修套数].target\n"
            'target = "≥180套"\n=======\ntarget = "≥190套"\n'
            ">>>>>>> theirs: indicators[维修套数].target\n"
        ) in kept.read(FILE)
        for words in (("list",), ("diff",)):
            said = kept(*words).err
            assert f"{FILE}:27:1: " in said
            assert "an unresolved git merge" in said
            assert "<<<<<<< ours: indicators[维修套数].target" in said
        assert "an unresolved git merge" in kept.refused("summary")
        edit(
            kept,
            FILE,
            ("<<<<<<< ours: indicators[维修套数].target\n", ""),
            ('=======\ntarget = "≥190套"\n>>>>>>> theirs: indicators[维修套数].target\n', ""),
        )
        git(kept.root, "commit", "-qam", "resolved")
        assert kept("list").err == ""

    def test_rebase_cherry_pick_and_stash_use_it_too(self, kept: Perf) -> None:
        branches(kept, TARGET, ('name = "维修套数"\n', 'name = "维修套数"\nweight = 10\n'))
        git(kept.root, "rebase", "-q", "theirs")
        assert "weight = 10" in kept.read(FILE)
        assert "≥180套" in kept.read(FILE)

    def test_files_that_both_add(self, kept: Perf) -> None:
        git(kept.root, "checkout", "-qb", "theirs")
        new = FILE.replace(MAINTENANCE, "13030321DDDDDDDDDDDDD")
        text = kept.read(FILE).replace(MAINTENANCE, "13030321DDDDDDDDDDDDD")
        kept.write(new, text)
        keep(kept.root, "theirs")
        git(kept.root, "checkout", "-q", "main")
        kept.write(new, text.replace(*TARGET))
        keep(kept.root, "ours")
        git(kept.root, "merge", "-q", "theirs", status=1)
        assert kept.read(new).count("<<<<<<<") == 1


class TestMergeByHand:
    """The driver called as git calls it."""

    @pytest.fixture
    def files(self, perf: Perf) -> Perf:
        for name in ("base", "ours", "theirs"):
            perf.write(name, FILES[FILE])
        return perf

    def test_line_ends_and_marks_are_those_of_ours(self, files: Perf) -> None:
        files.write("ours", b"\xef\xbb\xbf" + files.read("ours").replace(*TARGET).replace("\n", "\r\n").encode())
        edit(files, "theirs", ("住户满意。", "住户都满意。"))
        assert files("git", "merge", "base", "ours", "theirs", FILE).status == 0
        expected = FILES[FILE].replace(*TARGET).replace("住户满意。", "住户都满意。")
        assert (files.root / "ours").read_bytes() == b"\xef\xbb\xbf" + expected.replace("\n", "\r\n").encode()

    def test_what_contradicts_is_said_in_the_language_spoken(self, files: Perf) -> None:
        edit(files, "ours", TARGET)
        edit(files, "theirs", ("≥174套", "≥190套"))
        outcome = files("--locale", "zh_CN", "git", "merge", "base", "ours", "theirs", FILE)
        assert (outcome.status, outcome.out) == (1, "")
        assert outcome.err == f"{FILE}：双方都修改了 indicators[维修套数].target\n"

    def test_versions_that_do_not_read_are_merged_by_lines(self, files: Perf) -> None:
        edit(files, "ours", TARGET)
        edit(files, "theirs", ("code = ", "code == "))
        assert files("git", "merge", "base", "ours", "theirs", FILE).status == 0
        assert files.read("ours") == FILES[FILE].replace(*TARGET).replace("code = ", "code == ")

    def test_lines_that_merge_into_something_else_are_left_to_a_person(self, files: Perf) -> None:
        described = files.read("base")
        new = '\n[[indicators]]\nkind = "质量指标"\nname = "合格率"\ntarget = "=100%"\n'
        files.write("ours", described.replace('"维修套数"', '"合格率"'))
        files.write("theirs", described + new)
        outcome = files("git", "merge", "base", "ours", "theirs", FILE)
        assert outcome.status == 1
        assert outcome.err == f"{FILE}: merged by lines, since its versions cannot be compared key by key\n"
        ours, theirs = described.replace('"维修套数"', '"合格率"'), described + new
        assert files.read("ours") == f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"

    def test_a_file_that_is_not_there(self, files: Perf) -> None:
        before = files.read("ours")
        assert files("git", "merge", "base", "ours", "none", FILE).status != 0
        assert files.read("ours") == before


@pytest.mark.parametrize("argv", [("git", "setup"), ("git", "setup", "--unset")])
def test_somebody_s_own_drivers_are_not_replaced_unasked(kept: Perf, argv: tuple[str, ...]) -> None:
    git(kept.root, "config", "diff.perf.textconv", "mine")
    before = (kept.root / ".git/config").read_bytes()
    assert kept.refused(*argv) == (
        "Error: the configuration of this clone has drivers called perf that are not ours\n"
        "  diff.perf.textconv = mine\n"
        "--force replaces them.\n"
    )
    assert (kept.root / ".git/config").read_bytes() == before
    outcome = kept(*argv, "--force")
    assert outcome.status == 0
    assert "textconv = mine\n" not in (kept.root / ".git/config").read_text(encoding="utf-8")
