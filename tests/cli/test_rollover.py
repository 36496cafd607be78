"""`perf rollover` and `perf new goals`: a year taken to another, nothing overwritten, earlier years in texts named."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from perfcli.budgets import scaled, unexplained
from perfcli.codec import from_toml
from perfcli.dated import mentions
from perfcli.exact import Money
from perfcli.model import Budget, Project
from tests.cli.test_together import started
from tests.conftest import FILES, HEATING, MAINTENANCE, Perf, environment
from tests.faults import killed_before_a_rename

PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"


def rolled(perf: Perf, name: str) -> str:
    """The one project of 2022 of a name: its text, its drawn code spelled CODE."""
    (code,) = perf.done("list", "-q", "--year", "2022", "--name", name).split()
    (path,) = perf.root.glob(f"projects/2022/*/{code}.toml")
    assert code[:8] == "13030322"
    return path.read_text(encoding="utf-8").replace(code, "CODE")


def test_a_project_of_the_new_year_is_the_old_one_with_a_code_of_its_own(perf: Perf) -> None:
    text = FILES[PROJECT].replace("[budget]", '# 元\nremark = "自留"\n\n[budget]')
    perf.write(PROJECT, ("\ufeff" + text).replace("\n", "\r\n"))
    before = perf.snapshot()
    told = perf.done("rollover", "--from", "2021", "--to", "2022", "--unit", "335001")
    (new,) = perf.snapshot().keys() - before.keys()
    assert told == f"{new}\n"
    assert rolled(perf, "公租房") == text.replace(MAINTENANCE, "CODE").replace("year = 2021", "year = 2022").replace(
        'remark = "自留"\n', f'remark = "自留"\nprevious = "{MAINTENANCE}"\n'
    )
    assert {path: data for path, data in perf.snapshot().items() if path != new} == before


def test_what_is_there_already_is_said_and_not_made_again(perf: Perf) -> None:
    perf.done("rollover", "--from", "2021", "--to", "2022", "--name", "公租房")
    before = perf.snapshot()
    outcome = perf("rollover", "--from", "2021", "--to", "2022")
    assert outcome.err == f"1 project is there already:\n  {MAINTENANCE} 公租房维修费\n"
    assert len(outcome.out.split()) == 1
    assert rolled(perf, "清洁取暖").startswith('code = "CODE"\n')
    again = perf("rollover", "--from", "2021", "--to", "2022")
    assert (again.status, again.out) == (0, "")
    assert before.items() <= perf.snapshot().items()


def test_budgets_are_scaled_to_the_fen(perf: Perf) -> None:
    perf.write(PROJECT, FILES[PROJECT].replace("240000.00", "240000.10").replace("40000.00\n", "40000.10\n"))
    perf.done("rollover", "--from", "2021", "--to", "2022", "--unit", "335001", "--scale-budget", "１０５%")
    assert "total = 252000.11\nfiscal = 210000.00\nother = 42000.11\n" in rolled(perf, "公租房")


def budgets() -> st.SearchStrategy[Budget]:
    """Budgets whose total is the sum of the parts, or of these and a source."""

    def made(fiscal: Money, other: Money, beside: Money, *, is_beside: bool) -> Budget:
        total = Money(fiscal + other + (beside if is_beside else 0))
        return Budget(total=total, fiscal=fiscal, other=other, sources={"上年结转": beside, "其中": Money("0.01")})

    small = st.integers(0, 10**13).map(lambda fen: Money(Decimal(fen) / 100))
    return st.builds(made, small, small, small, is_beside=st.booleans())


@settings(deadline=None)
@given(budgets(), st.decimals("0.01", "3", places=4))
def test_total_and_parts_stay_together_whatever_the_factor(budget: Budget, factor: Decimal) -> None:
    new = scaled(budget, factor)
    assert unexplained(new) == 0
    assert abs(new.total - budget.total * factor) <= Decimal("0.02")
    assert abs(new.fiscal - budget.fiscal * factor) <= Decimal("0.005")
    assert abs(new.other - budget.other * factor) <= Decimal("0.011")


def test_last_years_values_are_offered_in_comments(perf: Perf) -> None:
    perf.write(
        f"progress/2021/335001/{MAINTENANCE}.toml",
        f"""\
code = "{MAINTENANCE}"
unit = "335001"
year = 2021

[[monitoring]]
date = 2021-07-31

[monitoring.indicators."维修套数"]
value = "120套"

[monitoring.indicators."住户满意度"]
value = "较满意"

[evaluation.indicators."维修套数"]
actual = "176\\n套"
""",
    )
    perf.done("rollover", "--from", "2021", "--to", "2022", "--unit", "335001")
    text = rolled(perf, "公租房")
    assert 'description = "全年维修的公租房套数"\n# actual value of 2021: 176\\n套\ntarget = "≥174套"\n' in text
    assert 'description = "问卷"\n# value of 2021-07-31: 较满意\ntarget = "满意"\n' in text
    assert perf("fmt", "--check", "projects/2022/335001").out == ""


def test_a_progress_file_that_cannot_be_read_is_named(perf: Perf) -> None:
    perf.write(f"progress/2021/335001/{MAINTENANCE}.toml", "x = \n")
    outcome = perf("rollover", "--from", "2021", "--to", "2022", "--unit", "335001")
    assert outcome.status == 0
    assert f"progress/2021/335001/{MAINTENANCE}.toml:1:5: x: the value is missing" in outcome.err


def test_texts_that_name_earlier_years_are_listed(perf: Perf) -> None:
    text = FILES[PROJECT].replace("公租房维修费", "2021年公租房维修费").replace("及时维修。", "2019-2021年及时维修。")
    perf.write(PROJECT, text.replace('"≥174套"', '"2021年12月底前"').replace('"计划"', '"秦财预〔2020〕762号"'))
    outcome = perf("rollover", "--from", "2021", "--to", "2022", "--unit", "335001")
    code = Path(outcome.out.strip()).stem
    assert outcome.err == (
        "These texts name earlier years; check each:\n"
        f"  {code}: name: 2021年公租房维修费\n"
        f"  {code}: goals[1]: 2019-2021年及时维修。\n"
        f"  {code}: indicators[维修套数].target: 2021年12月底前\n"
        "These texts name documents by number; check whether they still apply:\n"
        f"  {code}: indicators[维修套数].basis: 秦财预〔2020〕762号\n"
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("2021年度", "date"),
        ("２０２１年", "date"),
        ("2021—2023年", "date"),
        ("2021.12前", "date"),
        ("截至2021/3/1", "date"),
        ("2021农村改厕", "date"),
        ("十四五（2021）", "date"),
        ("2022年完成", ""),
        ("2025年底", ""),
        ("≥2000户", ""),
        ("2000元", ""),
        ("≥1950", ""),
        ("12021号", ""),
        ("2000余人", ""),
        ("发改〔2021〕5号", "document"),
        ("[2020] 第 12 号", "document"),
        ("按（2020）3号文，2021年完成", "date"),
    ],
)
def test_what_names_an_earlier_year(text: str, named: str) -> None:
    project = from_toml(FILES[PROJECT], Project)
    found = mentions(replace(project, purpose=text), 2022)
    told = [(one.key, "document" if one.is_document else "date") for one in found]
    assert told == ([("purpose", named)] if named else [])


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--from", "2022", "--to", "2021"), "2021 is not after 2022"),
        (("--from", "2019", "--to", "2020"), "no project is chosen by these filters"),
        (("--from", "2021", "--to", "2022", "--scale-budget", "0"), "0 is not a factor such as 1.05"),
        (("--from", "2021", "--to", "2022", "--scale-budget", "x"), "x is not a factor such as 1.05"),
        (("--from", "2021", "--to", "2022", "--unit", "335009"), "no department file knows the unit 335009"),
        (
            ("--from", "2022", "--to", "2023", "--scale-budget", "2"),
            "13030322CCCCCCCCCCCCC: an amount over 70 trillion",
        ),
    ],
)
def test_what_is_refused(perf: Perf, argv: tuple[str, ...], said: str) -> None:
    before = perf.snapshot()
    assert perf.refused("rollover", *argv).startswith(f"Error: {said}")
    assert perf.snapshot() == before


def test_without_a_division_it_is_refused(perf: Perf) -> None:
    perf.write("perf.toml", "schema = 1\n")
    assert perf.refused("rollover", "--from", "2021", "--to", "2022") == (
        "Error: no code can be generated: perf.toml has no division of six digits\n"
        'Add a line such as division = "130303" to perf.toml.\n'
    )


def test_unreadable_files_of_either_year_stop_it(perf: Perf) -> None:
    for path in (PROJECT, "projects/2022/336001/13030322CCCCCCCCCCCCC.toml"):
        text = perf.read(path)
        perf.write(path, "x = \n")
        before = perf.snapshot()
        refused = perf.refused("rollover", "--from", "2021", "--to", "2022")
        assert path in refused
        other = ", or choose other units or years" if path == PROJECT else ""
        assert refused.splitlines()[-1] == f"Mend these files{other}."
        assert perf.snapshot() == before
        perf.write(path, text)


def test_a_dry_run_writes_nothing(perf: Perf) -> None:
    before = perf.snapshot()
    outcome = perf("rollover", "--from", "2021", "--to", "2022", "--dry-run")
    assert outcome.out == (
        f"{PROJECT} -> projects/2022/335001/\n"
        f"projects/2021/335002/{HEATING}.toml -> projects/2022/335002/\n"
    )  # fmt: skip
    assert outcome.err == "Nothing was written (--dry-run).\n"
    assert perf.snapshot() == before


def test_two_at_once_make_each_project_once(perf: Perf) -> None:
    processes = [started(perf.root, "rollover", "--from", "2021", "--to", "2022") for _number in range(4)]
    for process in processes:
        process.communicate(timeout=60)
    assert sorted(process.returncode for process in processes) == [0] * 4
    listed = perf.done("query", "SELECT previous FROM projects WHERE year = 2022 AND previous <> ''", "-f", "csv")
    assert sorted(listed.split()[1:]) == [MAINTENANCE, HEATING]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize("number", [1, 2])
def test_one_that_was_killed_is_completed_by_another(perf: Perf, number: int) -> None:
    argv = ["rollover", "--from", "2021", "--to", "2022"]
    code = f"import os\nfrom perfcli.cli.main import run\nos.chdir(sys.argv[1])\nrun({argv})"
    program = killed_before_a_rename(number, code)
    done = subprocess.run([sys.executable, "-c", program, str(perf.root)], env=environment(), timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    perf("rollover", "--from", "2021", "--to", "2022")
    listed = perf.done("query", "SELECT previous FROM projects WHERE year = 2022 AND previous <> ''", "-f", "csv")
    assert sorted(listed.split()[1:]) == [MAINTENANCE, HEATING]


class TestNewGoals:
    """`perf new goals`."""

    def test_empty_ones(self, perf: Perf) -> None:
        path = perf.root / "goals/2027/335.toml"
        assert perf.done("new", "goals", "335", "--year", "2027") == f"{path}\n"
        assert perf.read("goals/2027/335.toml") == (
            '#:schema ../../schemas/goals.json\n\ndepartment = "335"\nyear = 2027\noverall = ""\n'
        )
        perf.done("new", "goals", "335001")
        assert 'unit = "335001"\nyear = 2021\n' in perf.read("goals/2021/335001.toml")
        assert perf("fmt", "--check", "goals/2027", "goals/2021/335001.toml").out == ""

    def test_as_those_of_another_year(self, perf: Perf) -> None:
        text = FILES["goals/2021/335.toml"].replace("住有所居。", "2021年住有所居。") + "# 说明\nremark = 1\n"
        perf.write("goals/2021/335.toml", text)
        outcome = perf("new", "goals", "335", "--year", "2027", "--from", "2021")
        path = perf.root / "goals/2027/335.toml"
        assert (outcome.status, outcome.out) == (0, f"{path}\n")
        assert outcome.err == (
            f"These texts name earlier years; check each:\n  {path}: overall: 2021年住有所居。\n"
        )  # fmt: skip
        assert perf.read("goals/2027/335.toml") == text.replace("year = 2021", "year = 2027")

    @pytest.mark.parametrize(
        ("argv", "said"),
        [
            (("335", "--year", "2021"), "there are goals already: goals/2021/335.toml"),
            (("335", "--year", "2027", "--from", "2020"), "there are no goals of 335 for 2020"),
            (("999", "--year", "2027"), "no department file knows the unit 999"),
            (("../x", "--year", "2027"), "../x: a department's code has three digits, a unit's six or more"),
        ],
    )
    def test_what_is_refused(self, perf: Perf, argv: tuple[str, ...], said: str) -> None:
        before = perf.snapshot()
        assert perf.refused("new", "goals", *argv).startswith(f"Error: {said}")
        assert perf.snapshot() == before
