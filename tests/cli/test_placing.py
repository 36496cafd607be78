"""`perf rm`, `perf mv`, `perf copy`: files come and go whole, and what became of a project goes along."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from perfcli import writing
from tests.cli.test_together import started
from tests.conftest import FILES, HEATING, MAINTENANCE, ROAD, Perf

PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"
PROGRESS = f"progress/2021/335001/{MAINTENANCE}.toml"
BESIDE = (
    f'# 执行情况\ncode = "{MAINTENANCE}"\nunit = "335001" # 单位\nyear = 2021\nadjusted = 250000.00\nremark = "自留"\n'
)
NEW = "13030321DDDDDDDDDDDDD"


@pytest.fixture
def watched(perf: Perf) -> Perf:
    """The small repository, with what became of one project."""
    perf.write(PROGRESS, BESIDE)
    return perf


def changed(perf: Perf, before: dict[str, bytes]) -> tuple[set[str], set[str]]:
    """The files that are gone and those that are new or different."""
    after = perf.snapshot()
    return before.keys() - after.keys(), {path for path in after if after[path] != before.get(path)}


class TestRm:
    def test_a_project_goes_with_what_became_of_it(self, watched: Perf) -> None:
        before = watched.snapshot()
        assert watched.done("rm", MAINTENANCE, "--yes") == f"rm '{PROGRESS}'\nrm '{PROJECT}'\n"
        assert changed(watched, before) == ({PROJECT, PROGRESS}, set())
        assert not (watched.root / "projects/2021/335001").exists()
        assert watched.done("list", "-q").split() == [HEATING, ROAD]

    def test_many_from_standard_input(self, perf: Perf) -> None:
        told = perf.done("rm", "-", "-y", stdin=f"{MAINTENANCE}\n{HEATING}\n")
        assert told == f"rm '{PROJECT}'\nrm 'projects/2021/335002/{HEATING}.toml'\n"
        assert not (perf.root / "projects/2021").exists()

    def test_one_that_cannot_be_read_can_be_removed(self, perf: Perf) -> None:
        perf.write(PROJECT, "x = \n")
        assert perf.done("rm", MAINTENANCE, "-y") == f"rm '{PROJECT}'\n"

    def test_a_run_that_was_ended_can_be_run_again(self, perf: Perf) -> None:
        done = writing.write_changes

        def ended(root: Path, changes: Sequence[writing.Change | writing.Removal]) -> None:
            done(root, changes[:1])
            raise KeyboardInterrupt

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("perfcli.actions.removing.write_changes", ended)
            assert perf("rm", MAINTENANCE, HEATING, "--yes").status == 130
        outcome = perf("rm", MAINTENANCE, HEATING, "--yes")
        assert (outcome.status, outcome.out) == (0, f"rm 'projects/2021/335002/{HEATING}.toml'\n")
        assert outcome.err == f"removed by an earlier run that was ended: {MAINTENANCE}\n"
        assert perf("rm", MAINTENANCE, "--yes").status == 2

    def test_the_latest_year_is_meant_unless_one_is_named(self, perf: Perf) -> None:
        later = PROJECT.replace("2021", "2022", 1)
        perf.write(later, FILES[PROJECT].replace("year = 2021", "year = 2022"))
        assert perf.done("rm", MAINTENANCE, "-y", "--year", "2021") == f"rm '{PROJECT}'\n"
        assert perf.done("rm", MAINTENANCE, "-y") == f"rm '{later}'\n"

    @pytest.mark.parametrize(
        ("argv", "said"),
        [
            ((MAINTENANCE,), "Error: nothing is removed unasked in a pipe\nAdd --yes.\n"),
            ((MAINTENANCE, "13030321ZZZZZZZZZZZZZ", "-y"), "Error: no project has the code 13030321ZZZZZZZZZZZZZ\n"),
            ((MAINTENANCE, "-y", "--year", "2020"), f"Error: no project of 2020 has the code {MAINTENANCE}\n"),
            (("../335001", "-y"), "Error: no project has the code ../335001\n"),
            (("-", "-y"), "Error: no code was given\n"),
        ],
    )
    def test_what_is_refused(self, perf: Perf, argv: tuple[str, ...], said: str) -> None:
        before = perf.snapshot()
        assert perf.refused("rm", *argv).startswith(said)
        assert perf.snapshot() == before

    def test_a_code_that_two_units_have_is_not_guessed(self, perf: Perf) -> None:
        perf.write(PROJECT.replace("335001", "335002"), FILES[PROJECT].replace("335001", "335002"))
        refused = perf.refused("rm", MAINTENANCE, "-y")
        assert refused.startswith(f"Error: 2 files have the code {MAINTENANCE}\n  {PROJECT}\n")

    @pytest.mark.skipif(os.name == "nt", reason="no pseudo terminals on this system")
    @pytest.mark.parametrize(("answer", "status"), [("y", 0), ("", 2), ("n", 2)])
    def test_on_a_terminal_it_is_asked(self, perf: Perf, answer: str, status: int) -> None:
        from tests.cli.test_asking import Terminal

        terminal = Terminal(perf.root, "rm", MAINTENANCE)
        terminal.wait_for(f"  2021 335001 {MAINTENANCE} 公租房维修费")
        terminal.answer("Remove 1 project? (y/n) [n]: ", answer)
        assert terminal.end() == (status, f"rm '{PROJECT}'\n" if status == 0 else "")
        assert (perf.root / PROJECT).exists() == (status == 2)

    def test_one_at_once_removes_and_none_fails_half_way(self, perf: Perf) -> None:
        processes = [started(perf.root, "rm", MAINTENANCE, HEATING, "--yes") for _number in range(4)]
        told = [process.communicate() for process in processes]
        assert {process.returncode for process in processes} <= {0, 2}, told
        assert sum(out.count(b"rm '") for out, _err in told) == 2
        assert perf.done("list", "-q").split() == [ROAD]


class TestMv:
    def test_what_was_recorded_under_the_old_unit_follows(self, perf: Perf) -> None:
        perf.done("mv", MAINTENANCE, "--unit", "335002")
        perf.write(PROGRESS, BESIDE)  # as another branch began it, before both were merged
        moved = PROGRESS.replace("335001", "335002")
        assert perf.done("mv", MAINTENANCE, "--unit", "335002") == f"{PROGRESS} -> {moved}\n"
        assert perf.read(moved) == BESIDE.replace('"335001"', '"335002"')
        perf.write(PROGRESS, BESIDE.replace("250000", "260000"))
        outcome = perf("mv", MAINTENANCE, "--unit", "335002")
        assert (outcome.status, f"{moved} is there already; nothing was moved" in outcome.err) == (2, True)

    def test_a_project_goes_to_another_unit_with_what_became_of_it(self, watched: Perf) -> None:
        text = ("\ufeff# 说明\n" + FILES[PROJECT] + 'remark = "自留"\n').replace("\n", "\r\n")
        watched.write(PROJECT, text)
        before = watched.snapshot()
        new, beside = (path.replace("335001", "335002") for path in (PROJECT, PROGRESS))
        told = watched.done("mv", MAINTENANCE, "--unit", "335002")
        assert told == f"{PROJECT} -> {new}\n{PROGRESS} -> {beside}\n"
        assert changed(watched, before) == ({PROJECT, PROGRESS}, {new, beside})
        assert watched.read(new) == text.replace("335001", "335002")
        assert watched.read(beside) == BESIDE.replace("335001", "335002")
        assert watched("mv", MAINTENANCE, "--unit", "335002").err == "Nothing to change.\n"

    def test_all_of_a_run_or_none(self, perf: Perf) -> None:
        new = PROJECT.replace("335001", "336001")
        perf.write(new, FILES[PROJECT].replace("335001", "336001").replace("240000", "250000"))
        before = perf.snapshot()
        refused = perf.refused("mv", HEATING, MAINTENANCE, "--unit", "336001")
        assert refused.startswith(f"Error: {new} is there already; nothing was moved\n")
        assert perf.snapshot() == before

    def test_what_was_on_its_way_is_brought_to_its_end(self, watched: Perf) -> None:
        new = PROJECT.replace("335001", "335002")
        watched.write(new, FILES[PROJECT].replace("335001", "335002"))
        watched.done("mv", MAINTENANCE, "--unit", "335002")
        assert [path for path in watched.snapshot() if MAINTENANCE in path] == [
            PROGRESS.replace("335001", "335002"),
            new,
        ]

    def test_a_unit_has_to_be_known(self, perf: Perf) -> None:
        assert "no department file knows the unit 335009" in perf.refused("mv", MAINTENANCE, "--unit", "335009")
        assert "335 is a department" in perf.refused("mv", MAINTENANCE, "--unit", "335")

    def test_one_that_cannot_be_read_stays(self, perf: Perf) -> None:
        perf.write(PROJECT, "x = \n")
        before = perf.snapshot()
        assert PROJECT in perf.refused("mv", MAINTENANCE, "--unit", "335002")
        assert perf.snapshot() == before

    @pytest.mark.parametrize("path", [PROJECT, PROJECT.replace("335001", "335002")])
    def test_what_is_saved_meanwhile_stays(self, perf: Perf, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
        sync = writing._Batch._sync_drafts

        def saving(self: writing._Batch) -> None:
            sync(self)
            perf.write(path, "# saved by a person\n")

        monkeypatch.setattr(writing._Batch, "_sync_drafts", saving)
        before = perf.snapshot()
        refused = perf.refused("mv", MAINTENANCE, "--unit", "335002")
        assert "was changed by somebody else meanwhile; nothing was written" in refused
        assert perf.snapshot() == before | {path: b"# saved by a person\n"}

    def test_many_at_once_are_all_there(self, perf: Perf) -> None:
        processes = [started(perf.root, "mv", MAINTENANCE, "--unit", unit) for unit in ("335002", "336001") * 3]
        for process in processes:
            process.communicate(timeout=60)
        left = [path for path in perf.snapshot() if MAINTENANCE in path]
        assert len(left) == 1
        assert perf.read(left[0]) == FILES[PROJECT].replace("335001", Path(left[0]).parent.name)


class TestCopy:
    @pytest.mark.parametrize(
        ("argv", "path", "values"),
        [
            (("--name", "公租房大修费"), f"projects/2021/335001/{NEW}.toml", {"name": "公租房大修费"}),
            (("--unit", "335002"), f"projects/2021/335002/{NEW}.toml", {"unit": "335002"}),
            (("--year", "2022年"), f"projects/2022/335001/{NEW}.toml", {"year": "2022"}),
        ],
    )
    def test_a_copy_is_another_project(
        self, watched: Perf, argv: tuple[str, ...], path: str, values: dict[str, str]
    ) -> None:
        text = FILES[PROJECT].replace(
            "[budget]", 'remark = "自留"\nprevious = "13030320AAAAAAAAAAAAA"\n\n# 元\n[budget]'
        )
        watched.write(PROJECT, text.replace("\n", "\r\n"))
        before = watched.snapshot()
        assert watched.done("copy", MAINTENANCE, *argv, "--code", NEW) == f"{path}\n"
        assert changed(watched, before) == (set(), {path})
        said = {"code": MAINTENANCE, "name": "公租房维修费", "unit": "335001", "year": "2021"}
        expected = text.replace(MAINTENANCE, NEW).replace('previous = "13030320AAAAAAAAAAAAA"', 'previous = ""')
        for key, value in values.items():
            quote = "" if key == "year" else '"'
            expected = expected.replace(f"{key} = {quote}{said[key]}{quote}", f"{key} = {quote}{value}{quote}")
        assert watched.read(path) == expected

    def test_a_code_is_drawn(self, perf: Perf) -> None:
        path = Path(perf.done("copy", MAINTENANCE, "--name", "另一个").strip())
        assert path.stem[:8] == "13030321"
        assert perf.done("list", "-q", "--name", "另一个").split() == [path.stem]

    @pytest.mark.parametrize(
        ("argv", "said"),
        [
            ((MAINTENANCE,), "a copy has to differ: in its name, its unit or its year"),
            ((MAINTENANCE, "--name", "x", "--code", HEATING), f"the code {HEATING} is taken"),
            ((MAINTENANCE, "--name", "x", "--code", "../x"), "../x: a project's code has 21 characters"),
            ((MAINTENANCE, "--unit", "335009"), "no department file knows the unit 335009"),
            (("13030321ZZZZZZZZZZZZZ", "--name", "x"), "no project has the code 13030321ZZZZZZZZZZZZZ"),
        ],
    )
    def test_what_is_refused(self, perf: Perf, argv: tuple[str, ...], said: str) -> None:
        before = perf.snapshot()
        assert perf.refused("copy", *argv).startswith(f"Error: {said}")
        assert perf.snapshot() == before


@pytest.mark.parametrize(
    "argv",
    [
        ("mv", MAINTENANCE, HEATING, "--unit", "336001"),
        ("rm", MAINTENANCE, HEATING, "--yes"),
        ("set", MAINTENANCE, "name=新"),
        ("new", "project", "--unit", "335001", "--name", "锅炉", "--budget", "1"),
    ],
    ids=lambda argv: argv[0],
)
def test_what_the_system_hides_is_not_taken_for_a_project(
    perf: Perf, monkeypatch: pytest.MonkeyPatch, argv: Sequence[str]
) -> None:
    hidden = os.path.join("projects", "2022", "336001", "")
    look = os.lstat

    def hiding(path: str | Path, **named: int) -> os.stat_result:
        if hidden in os.fspath(path) and ROAD not in os.fspath(path):
            raise OSError(errno.EACCES, "Permission denied", os.fspath(path))
        return look(path, **named)

    monkeypatch.setattr(os, "lstat", hiding)
    before = perf.snapshot()
    outcome = perf(*argv)
    assert (outcome.status, outcome.out) == (74, "")
    assert outcome.err.startswith("Error: the system failed: ")
    assert hidden in outcome.err
    assert perf.snapshot() == before


@pytest.mark.parametrize(
    "argv",
    [
        ("monitor", "record", HEATING, "--date", "2021-07-31", "--spent", "0.01"),
        ("evaluate", "record", HEATING, "--spent", "0.01"),
        ("copy", HEATING, "--name", "新"),
        ("rm", HEATING, "--yes"),
        ("mv", HEATING, "--unit", "336001"),
        ("new", "template", "heating", "--from", HEATING),
        ("suggest", HEATING),
    ],
    ids=lambda argv: argv[0],
)
def test_of_two_files_of_a_code_none_is_taken_for_it(perf: Perf, argv: Sequence[str]) -> None:
    text = perf.read(f"projects/2021/335002/{HEATING}.toml")
    perf.write(f"projects/2021/335001/{HEATING}.toml", text.replace('"335002"', '"335001"'))
    before = perf.snapshot()
    assert perf.refused(*argv).splitlines() == [
        f"Error: 2 files have the code {HEATING}",
        f"  projects/2021/335001/{HEATING}.toml",
        f"  projects/2021/335002/{HEATING}.toml",
        "Delete the one that is wrong, or give it a code of its own.",
    ]
    assert perf.snapshot() == before
