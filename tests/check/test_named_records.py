"""What became of a project is reviewed with it, however the project is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.examples import CODE
from tests.check.test_command import FAULTY, repository
from tests.conftest import Call
from tests.gitting import git, keep, needs_git

__all__ = ["repository"]

PROGRESS = f"progress/2021/335001/{CODE}.toml"
FOUND = [
    f"{PROGRESS}:7:1: F414 300000.00 were spent of a budget of 240000.00 yuan",
    f"{PROGRESS}:11:1: F415 200000.00 yuan were spent, less than the 300000.00 by 2021-07-31",
]


@pytest.fixture
def recorded(repository: Path) -> Path:
    path = repository / PROGRESS
    path.parent.mkdir(parents=True)
    path.write_text(
        f'code = "{CODE}"\nunit = "335001"\nyear = 2021\n\n'
        "[[monitoring]]\ndate = 2021-07-31\nspent = 300000.00\n\n"
        "[[monitoring]]\ndate = 2021-09-30\nspent = 200000.00\n",
        encoding="utf-8",
    )
    return repository


@pytest.mark.parametrize(
    "named",
    [
        (CODE,),
        ("404公租房",),
        (FAULTY,),
        ("projects/2021/335001",),
        ("projects",),
        (PROGRESS,),
        (".",),
        ("--code", CODE),
        ("--unit", "335001"),
        ("--unit", "335"),
        (FAULTY, "--name", "404"),
    ],
)
def test_what_became_of_it_is_found(recorded: Path, call: Call, named: tuple[str, ...]) -> None:
    assert call("check", "--select", "F414,F415", *named)[1].splitlines()[:-2] == FOUND


@pytest.mark.parametrize("named", [("projects/2021/335002",), ("--unit", "335002")])
def test_that_of_others_is_left_out(recorded: Path, call: Call, named: tuple[str, ...]) -> None:
    assert call("check", "--select", "F414,F415", *named) == (0, "", "Nothing found.\n")


@needs_git
def test_a_budget_that_changed_is_judged_by_what_was_spent(recorded: Path, call: Call) -> None:
    keep(recorded)
    path = recorded / FAULTY
    path.write_text(path.read_text(encoding="utf-8").replace("240000.00", "210000.00"), encoding="utf-8")
    assert call("check", "--select", "F414", "--since", "HEAD")[1].splitlines()[:-2] == [
        f"{PROGRESS}:7:1: F414 300000.00 were spent of a budget of 210000.00 yuan"
    ]
    git(recorded, "commit", "-qam", "a smaller budget")
    assert call("check", "--select", "F414", "--since", "HEAD")[0] == 0


def test_files_that_only_go_with_one_are_not_mended(recorded: Path, call: Call) -> None:
    path = recorded / PROGRESS
    text = path.read_text(encoding="utf-8") + 'conclusion = "完成１２套"\n'
    path.write_text(text, encoding="utf-8")
    assert f"{PROGRESS}:12:1: D510 " in call("check", FAULTY, "--select", "D510")[1]
    call("check", FAULTY, "--unsafe-fixes")
    assert path.read_text(encoding="utf-8") == text
    call("check", CODE, "--unsafe-fixes")
    assert path.read_text(encoding="utf-8") == text.replace("１２", "12")
