"""`perf` alone says where one is, `perf help` what a command does."""

from __future__ import annotations

import pytest

import perfcli
from tests.conftest import Perf


def test_where_one_is(perf: Perf) -> None:
    assert perf.done().splitlines() == [
        f"Data repository: {perf.root}",
        "Budget year: 2021",
        "2021: 2 projects, 240,000.05 yuan",
        "2022: 1 project, 70,000,000,000,000.00 yuan",
        "",
        "What to do next:",
        "  perf list         the projects",
        "  perf summary      counts and sums",
        "  perf check        review the goals",
        "  perf new project  a new project",
        "  perf import FILE  take in a document, a form or a list",
        "  perf help         all commands",
    ]


def test_where_nothing_is(perf: Perf, tmp_path_factory: pytest.TempPathFactory) -> None:
    nowhere = Perf(tmp_path_factory.mktemp("nowhere"))
    assert nowhere.done().splitlines() == [
        "There is no data repository here. Ways to begin:",
        "  perf init DIR            a new repository",
        "  perf init DIR --example  one with an example in it, to try things out",
        "  perf -C DIR …            work with a repository that lies elsewhere",
        "  perf help                all commands",
    ]
    assert nowhere.refused("-C", "missing").startswith("Error: there is no folder missing\n")


def test_without_projects_a_unit_comes_first_in_the_language_spoken(empty: Perf) -> None:
    assert empty.done("--locale", "zh_CN").splitlines()[1:] == [
        "还没有项目。",
        "",
        "接下来可以：",
        "  perf new unit 编码 名称  登记预算单位",
        "  perf new project         新建项目",
        "  perf import 文件         导入公开文本、表格或清单",
        "  perf help                全部命令",
    ]


def test_a_file_that_cannot_be_read_is_told(perf: Perf) -> None:
    perf.write("projects/2021/335001/13030321AAAAAAAAAAAAA.toml", "code =")
    assert "1 file cannot be read: `perf check` says why" in perf.done().splitlines()


def test_the_help_of_a_command(perf: Perf) -> None:
    assert perf.done("help", "new", "project") == perf.done("new", "project", "--help")
    assert perf.done("help") == perf.done("--help")
    assert perf.refused("help", "nwe").startswith("Error: unknown command: nwe\nDid you mean: new")


def test_the_version_in_short(perf: Perf) -> None:
    assert perf.done("-V") == f"perf {perfcli.__version__}\n"
