"""Questions on a terminal: on standard error, the path alone on standard output."""

from __future__ import annotations

import codecs
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Perf, environment
from tests.forms.sheets import web_page
from tests.terminal import run_on_terminal

pty = pytest.importorskip("pty", reason="no pseudo terminals on this system")


class Terminal:
    """A command on a pseudo terminal, its standard output on a pipe."""

    def __init__(self, root: Path, *argv: str) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "perfcli", *argv],
            cwd=root,
            stdin=slave,
            stdout=subprocess.PIPE,
            stderr=slave,
            env=environment(TERM="dumb", COLUMNS="200"),  # each question on one line
        )
        os.close(slave)
        self.said = ""
        self.at = 0
        # a read may end within a character
        self.decode = codecs.getincrementaldecoder("utf-8")().decode

    def wait_for(self, text: str) -> None:
        """Read until this is said after what was waited for before."""
        while text not in self.said[self.at :]:
            assert select.select([self.master], [], [], 30)[0], self.said
            self.said += self.decode(os.read(self.master, 65536))
        self.at = self.said.index(text, self.at) + len(text)

    def answer(self, question: str, answer: str) -> None:
        self.wait_for(question)
        os.write(self.master, f"{answer}\n".encode())

    def end(self) -> tuple[int, str]:
        """Status and standard output."""
        assert self.process.stdout is not None
        out = self.process.stdout.read().decode()
        status = self.process.wait(timeout=30)
        with contextlib.suppress(OSError):
            while more := os.read(self.master, 65536):
                self.said += self.decode(more)
        os.close(self.master)
        self.process.stdout.close()
        return status, out


def test_all_that_is_missing_is_asked_for(perf: Perf) -> None:
    terminal = Terminal(perf.root, "new", "project", "--code", "13030321DDDDDDDDDDDDD")
    terminal.answer("Template (empty for none)", "nothing")
    terminal.wait_for("nothing is not in the list")
    terminal.answer("Template (empty for none)", "1")
    terminal.wait_for("  housing-maintenance  房屋维修")
    terminal.answer("Unit", "0")
    terminal.wait_for("0 is not in the list")
    terminal.answer("Unit", "335002")
    terminal.answer("Name of the project", "问出来的")
    terminal.answer("Budget in yuan", "much")
    terminal.wait_for("much is not an amount")
    terminal.answer("Budget in yuan", "24万元")
    terminal.answer("Fiscal share in yuan (empty for all of it)", ">")
    path = "projects/2021/335002/13030321DDDDDDDDDDDDD.toml"
    assert terminal.end() == (0, f"{perf.root / path}\n")
    assert "1  housing-maintenance  房屋维修" in terminal.said
    assert "2  335002  供热站" in terminal.said
    text = perf.read(path)
    assert 'name = "问出来的"\nunit = "335002"\nyear = 2021\ntemplate = "housing-maintenance"\n' in text
    assert "total = 240000.00\n" in text


def test_full_width_digits_choose_too_and_a_budget_of_nothing_is_told_at_once(perf: Perf) -> None:
    terminal = Terminal(perf.root, "new", "project", "--name", "问出来的")
    terminal.answer("Template (empty for none)", "１")
    terminal.answer("Unit", "３３５００２")
    terminal.answer("Budget in yuan", "０")
    terminal.answer("The budget is 0 yuan. Keep it? (y/n) [n]", "")
    terminal.answer("Budget in yuan", "２４万")
    terminal.answer("Fiscal share", "》")
    status, out = terminal.end()
    assert status == 0
    text = Path(out.strip()).read_text(encoding="utf-8")
    assert 'unit = "335002"\nyear = 2021\ntemplate = "housing-maintenance"\n' in text
    assert "total = 240000.00\n" in text


def test_a_wrong_option_is_told_before_anything_is_asked(perf: Perf) -> None:
    for option, value, message in (
        ("--plan", "25,x", "x is not a percent"),
        ("--fiscal", "much", "much is not an amount"),
    ):
        terminal = Terminal(perf.root, "new", "project", option, value)
        terminal.wait_for(message)
        assert terminal.end() == (2, "")
        assert "Template" not in terminal.said


def test_what_was_given_is_not_asked_for(perf: Perf) -> None:
    terminal = Terminal(perf.root, "new", "project", "--unit", "335001", "--budget", "1")
    terminal.answer("Template (empty for none)", "")
    terminal.answer("Name of the project", "x")
    terminal.answer("Fiscal share", ">")
    status, out = terminal.end()
    assert (status, out.count("\n")) == (0, 1)
    assert "Budget" not in terminal.said
    assert 'template = ""' not in Path(out.strip()).read_text(encoding="utf-8")


def test_without_a_unit_there_is_nothing_to_choose(empty: Perf) -> None:
    terminal = Terminal(empty.root, "new", "project", "--name", "x", "--budget", "1", "--year", "2026", "--dry-run")
    terminal.wait_for("Register one first: `perf new unit CODE NAME`.")
    assert terminal.end() == (2, "")


def test_the_first_project_of_all_registers_its_unit(empty: Perf) -> None:
    empty.write("perf.toml", 'schema = 1\nyear = 2026\ndivision = "130303"\n')
    terminal = Terminal(empty.root, "new", "project", "--name", "x", "--budget", "1")
    terminal.answer("Unit code", "33")
    terminal.wait_for("a unit's code has six or more digits")
    terminal.answer("Unit code", "335001")
    terminal.answer("Unit name", "住房保障局本级")
    terminal.answer("Fiscal share", ">")
    status, out = terminal.end()
    assert (status, "/projects/2026/335001/13030326" in out) == (0, True)
    assert 'name = "住房保障局本级"' in empty.read("departments/335.toml")


def test_the_end_of_the_input_writes_nothing(perf: Perf) -> None:
    before = perf.snapshot()
    terminal = Terminal(perf.root, "new", "project", "--unit", "335001")
    terminal.wait_for("Template (empty for none)")
    os.write(terminal.master, b"\x04")
    assert terminal.end() == (130, "")
    assert terminal.said.endswith("\nNothing was written.\r\n")
    assert perf.snapshot() == before


def test_an_interrupt_writes_nothing(perf: Perf) -> None:
    before = perf.snapshot()
    terminal = Terminal(perf.root, "new", "project", "--unit", "335001")
    terminal.answer("Template (empty for none)", "")
    terminal.wait_for("Name of the project")
    terminal.process.send_signal(signal.SIGINT)
    assert terminal.end() == (130, "")
    assert terminal.said.endswith("\nNothing was written.\r\n")
    assert perf.snapshot() == before


FORM = """
2021年项目支出绩效目标申报表
单位：万元
项目名称	锅炉改造	实施单位	热力公司
年度资金总额	31.2	其中：财政拨款	30
年度目标	冬前供热。	<	<
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	改造锅炉	≥2台
"""


def test_whose_form_it_is_is_asked_for_once(perf: Perf) -> None:
    for name, text in (("a.html", FORM), ("b.html", FORM.replace("锅炉改造", "管网改造"))):
        (perf.root / name).write_text(web_page(text), encoding="utf-8")
    terminal = Terminal(perf.root, "import", "a.html", "b.html")
    terminal.wait_for("paragraph 1 锅炉改造: whose form is this? It names 热力公司")
    terminal.answer("Unit (empty for none of these)", "335002")
    status, out = terminal.end()
    assert (status, out.splitlines()) == (
        0,
        ["Unit 335002: 2 projects, 2 indicators, 624,000.00 yuan", "Added 2 files."],
    )


def test_a_form_of_none_of_the_units_is_left_alone(perf: Perf) -> None:
    (perf.root / "a.html").write_text(web_page(FORM), encoding="utf-8")
    before = perf.snapshot()
    terminal = Terminal(perf.root, "import", "a.html")
    terminal.answer("Unit (empty for none of these)", "")
    assert terminal.end() == (2, "")
    assert "no unit of the repository is called 热力公司" in terminal.said
    assert perf.snapshot() == before


def test_a_repository_without_a_year_and_a_division_asks_for_them_first(perf: Perf) -> None:
    perf.write("perf.toml", "# ours\nschema = 1\n")
    terminal = Terminal(perf.root, "new", "project")
    terminal.answer("Budget year", "26")
    terminal.wait_for("26 is not a year of four digits")
    terminal.answer("Budget year", "２０２６")
    terminal.answer("Write the year 2026 to perf.toml for new projects? (y/n)", "")
    terminal.answer("Division", "1303")
    terminal.wait_for("1303: a division has six digits")
    terminal.answer("Division", "130303")
    terminal.answer("Template (empty for none)", "")
    terminal.answer("Unit", "1")
    terminal.answer("Name of the project", "x")
    terminal.answer("Budget in yuan", "1")
    terminal.answer("Fiscal share", ">")
    status, out = terminal.end()
    assert status == 0
    assert "/projects/2026/335001/13030326" in out
    lines = perf.read("perf.toml").splitlines()
    assert lines[:2] == ["# ours", "schema = 1"]
    assert {"year = 2026", 'division = "130303"'} == set(lines[2:]) - {""}


def test_a_year_that_is_not_to_be_kept_is_used_once(perf: Perf) -> None:
    perf.write("perf.toml", 'schema = 1\ndivision = "130303"\n')
    terminal = Terminal(perf.root, "new", "project", "--unit", "335001", "--budget", "1")
    terminal.answer("Budget year", "2026年")
    terminal.answer("Write the year 2026 to perf.toml for new projects? (y/n)", "n")
    terminal.answer("Template (empty for none)", "")
    terminal.answer("Name of the project", "x")
    terminal.answer("Fiscal share", ">")
    status, out = terminal.end()
    assert (status, "/projects/2026/335001/13030326" in out) == (0, True)
    assert perf.read("perf.toml") == 'schema = 1\ndivision = "130303"\n'


def test_answers_are_offered_again_where_the_project_is_refused(perf: Perf) -> None:
    before = perf.snapshot()
    argv = ("new", "project", "--unit", "335001", "--plan", "1,2,3", "--purpose", "x")
    terminal = Terminal(perf.root, *argv)
    terminal.answer("Template (empty for none)", "1")
    terminal.answer("Name of the project", "路 灯")
    terminal.answer("Budget in yuan", "10")
    terminal.answer("Fiscal share", ">")
    assert terminal.end() == (2, "")
    assert "the plan has 3 percents" in terminal.said
    assert "The answers are kept: `perf new project` offers them again.\r\n" in terminal.said
    assert perf.snapshot() == before
    terminal = Terminal(perf.root, *argv[:4])
    terminal.answer("Continue with its answers? (y/n) [y]", "")
    terminal.answer("Template [housing-maintenance]", "-")
    terminal.answer("Name of the project [路 灯]", "")
    terminal.answer("Budget in yuan [10]", "")
    terminal.answer("Fiscal share", ">")
    status, out = terminal.end()
    assert status == 0
    text = Path(out.strip()).read_text(encoding="utf-8")
    assert 'name = "路 灯"\nunit = "335001"\nyear = 2021\npurpose' in text
    assert not list(perf.root.glob(".perf/answers-*"))


def test_purpose_goals_plan_and_indicators_are_asked_for_too_and_one_can_go_back(perf: Perf) -> None:
    terminal = Terminal(perf.root, "new", "project", "--unit", "335001", "--name", "路灯")
    terminal.answer("Template (empty for none)", "<")
    terminal.wait_for("This is the first question.")
    terminal.answer("Template (empty for none)", "")
    terminal.answer("Budget in yuan", "100")
    terminal.answer("Fiscal share", "120")
    terminal.wait_for("the parts of the budget are more than its total of 100.00")
    terminal.answer("Fiscal share", "＜")
    terminal.answer("Budget in yuan [100]", "200")
    terminal.answer("Fiscal share", "120")
    terminal.answer("Purpose of the money (Enter to skip)", "照明")
    terminal.answer("Performance goal 1 (Enter to skip)", "夜间亮灯。")
    terminal.answer("Performance goal 2 (Enter to skip)", "")
    for wrong, said in (
        ("50,25,75,100", "25.00% after 50.00%: a cumulative percent cannot fall"),
        ("25,50,75,120", "120.00% is over 100%"),
        ("25,50", "the plan has 2 percents, the repository's checkpoints are 4 (months 3, 6, 10, 12)"),
    ):
        terminal.answer("months 3, 6, 10, 12, such as 25,50,75,100 (Enter to skip)", wrong)
        terminal.wait_for(said)
    plan = "months 3, 6, 10, 12, such as 25,50,75,100"
    terminal.answer(f"{plan} (Enter to skip)", "25,50,75,90")
    terminal.wait_for("The plan ends at 90.00%, not at 100%.")
    terminal.answer("数量指标: name of an indicator (Enter to skip)", "<")
    terminal.answer(f"{plan} [25,50,75,90]", "x")
    terminal.wait_for("x is not a percent")
    terminal.answer(f"{plan} [25,50,75,90]", "２５、５０ 75，100%")
    terminal.answer("数量指标: name of an indicator (Enter to skip)", "路灯盏数")
    terminal.answer("数量指标 路灯盏数: target, such as ≥95% (Enter to skip)", "≥20盏")
    terminal.answer("质量指标: name of an indicator (Enter to skip)", ">")
    status, out = terminal.end()
    assert status == 0
    text = Path(out.strip()).read_text(encoding="utf-8")
    assert 'purpose = "照明"\ngoals = [\n  "夜间亮灯。",\n]\n' in text
    assert "total = 200.00\nfiscal = 120.00\nother = 80.00\n" in text
    assert "3 = 25.00\n6 = 50.00\n10 = 75.00\n12 = 100.00\n" in text
    assert 'name = "路灯盏数"\ndescription = ""\ntarget = "≥20盏"\n' in text
    assert text.count("[[indicators]]") == 9


def test_an_indicator_that_fits_is_taken_by_its_number_with_its_target(perf: Perf) -> None:
    terminal = Terminal(perf.root, "new", "project", "--unit", "335001", "--name", "公租房屋面防水维修二期")
    terminal.answer("Template (empty for none)", "")
    terminal.answer("Budget in yuan", "100")
    for asked in ("Fiscal share", "Purpose of the money", "Performance goal 1", "months 3, 6, 10, 12"):
        terminal.answer(asked, "")
    terminal.wait_for("Suggested (type a number to take one):")
    assert "1  维修套数  ≥174套  (" in terminal.said
    terminal.answer("数量指标: name of an indicator (Enter to skip)", "９")
    terminal.wait_for("９ is not a number from 1 to ")
    terminal.answer("数量指标: name of an indicator (Enter to skip)", "１")
    terminal.answer("数量指标 维修套数: target, such as ≥95% [≥174套]", "")
    terminal.answer("质量指标: name of an indicator (Enter to skip)", ">")
    status, out = terminal.end()
    assert status == 0
    assert f"  perf check {Path(out.strip()).stem}  review the goals" in terminal.said
    text = Path(out.strip()).read_text(encoding="utf-8")
    assert 'name = "维修套数"\ndescription = "全年维修的公租房套数"\ntarget = "≥174套"\nbasis = "计划"\n' in text


def test_what_a_template_fills_is_offered(perf: Perf) -> None:
    terminal = Terminal(
        perf.root, "new", "project", "--unit", "335001", "--name", "路灯", "--template", "housing-maintenance"
    )
    terminal.answer("Budget in yuan", "100")
    terminal.answer("Fiscal share", "")
    terminal.answer("Purpose of the money [用于住房保障局本级的路灯。]", "")
    terminal.answer("Performance goal 1 [2021年花完100元。]", "-")
    terminal.answer("Performance goal 2 [{不填}]", "")
    terminal.answer("Performance goal 3 (Enter to skip)", "")
    terminal.answer("[10,10,10,100]", "")
    terminal.answer("数量指标 维修套数: target, such as ≥95% [≥100套]", "≥5盏")
    status, out = terminal.end()
    assert status == 0
    text = Path(out.strip()).read_text(encoding="utf-8")
    assert 'purpose = "用于住房保障局本级的路灯。"\ngoals = [\n  "{不填}",\n]\n' in text
    assert "[spending_plan]\n3 = 10.00\n12 = 100.00\n" in text
    assert 'target = "≥5盏"' in text


def test_lines_are_edited_where_the_terminal_can(perf: Perf) -> None:
    """Arrow keys, characters of two columns, an earlier answer by the key up."""
    keys = {
        "Name of the project:": "路x灯\x1b[D\x7f亮\x1b[C化\r",
        "Budget in yuan:": "１０\r",
        "Fiscal share": "\r",
        "Purpose of the money": "\x1b[A\x1b[A\x1b[A\r",
        "Performance goal 1": "\x03",
    }
    shown = run_on_terminal(
        perf.root, "new", "project", "--unit", "335001", "--template", "housing-maintenance", keys=keys
    )
    assert shown.status == 130
    assert "Nothing was written.\n" in shown.text
    (kept,) = perf.root.glob(".perf/answers-new-project-*.json")
    assert json.loads(kept.read_bytes()) == {"name": "路亮灯化", "budget": "１０", "purpose": "路亮灯化"}


def test_what_is_wrong_with_an_option_is_said_before_anything_is_asked(perf: Perf) -> None:
    for option in (["--plan", "half"], ["--fiscal", "much"], ["--budget", "lots"]):
        terminal = Terminal(perf.root, "new", "project", *option)
        assert terminal.end() == (2, "")
        assert "Template" not in terminal.said


def test_init_says_what_to_do_next(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path, "init", "绩效 目标")
    assert terminal.end() == (0, "绩效 目标\n")
    assert terminal.said.replace("\r\n", "\n") == (
        "What to do next:\n"
        "  cd '绩效 目标'           go into the folder\n"
        "  perf new unit CODE NAME  register a unit\n"
        "  perf new project         a new project\n"
        "  perf import FILE         take in a document, a form or a list\n"
        "  perf help                all commands\n"
    )
