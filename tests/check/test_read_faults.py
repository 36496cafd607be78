"""What the system kept from a review once is named then, and kept in nothing that later reviews go by."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from perfcli.actions import rule_runner
from perfcli.actions.check import Reviewer
from perfcli.actions.request import Request
from perfcli.repository import Repository
from perfcli.select import Selection
from tests.bench.repository import make
from tests.check.reference import compare
from tests.conftest import Perf
from tests.faults import Fault, failing, fault_in_listing, fault_in_reading, removing

PROJECTS = 40
NAMED = Selection(name="项目")


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file counts as just written: what is kept is believed."""
    monkeypatch.setattr("perfcli.index.folders.RACY_NS", -(10**12))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository in which a code is used twice."""
    made = make(tmp_path / "仓库", PROJECTS)
    one = min(made.glob("projects/2021/*/*.toml"))
    other = one.parents[1] / "301002" / one.name
    other.parent.mkdir()
    other.write_text(one.read_text(encoding="utf-8").replace('"301001"', '"301002"'), encoding="utf-8")
    return made


def review(root: Path) -> list[str]:
    with Reviewer(Repository(root), Request()).review() as done:
        return done.lines().decode("utf-8").split("\n")


def of_file(lines: list[str], root: Path, path: Path) -> list[str]:
    name = path.relative_to(root).as_posix()
    return [line.removeprefix(name) for line in lines if line.startswith(f"{name}:")]


def compared(root: Path) -> Path:
    """A file in which something was found that comes of comparing."""
    return root / next(line for line in review(root) if ": D506" in line).split(":")[0]


def at_the_nth_reading(path: Path, number: int, fault: Fault) -> Fault:
    times = 0

    def counted(asked: str) -> None:
        nonlocal times
        times += asked == str(path)
        if asked == str(path) and times == number:
            fault(asked)

    return counted


@pytest.mark.parametrize("is_known", [True, False])
@pytest.mark.parametrize("many", [1000, 10])
@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES])
def test_a_file_that_did_not_read_once_is_read_again(
    root: Path, is_known: bool, many: int, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule_runner, "_MANY", many)
    path = max(root.glob("projects/*/*/*.toml"))
    if is_known:
        compare(root, NAMED)
        os.utime(path)
    with fault_in_reading(failing(path, number)):
        for _time in range(2):
            found = of_file(review(root), root, path)
            assert len(found) == 1
            assert "cannot be read" in found[0]
    compare(root, NAMED)


@pytest.mark.parametrize("many", [1000, 2])
def test_what_comparing_finds_is_not_lost_with_a_second_reading(
    root: Path, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rule_runner, "_MANY", many)
    path = compared(root)
    for cache in (root / ".perf").glob("review-*"):
        cache.unlink()
    with fault_in_reading(at_the_nth_reading(path, 2, failing(path, errno.EIO))):
        found = of_file(review(root), root, path)
    assert len(found) == 1
    assert "cannot be read" in found[0]
    compare(root, NAMED)


def test_a_file_changed_between_two_readings_is_looked_at_again(root: Path) -> None:
    path = compared(root)
    before = path.read_bytes()
    stat = path.stat()
    for cache in (root / ".perf").glob("review-*"):
        cache.unlink()

    def garble(_asked: str) -> None:
        path.write_bytes(b"x" * len(before))

    with fault_in_reading(at_the_nth_reading(path, 2, garble)):
        found = of_file(review(root), root, path)
    assert len(found) == 1
    assert "changed while it was being read" in found[0]
    path.write_bytes(before)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    compare(root, NAMED)


def test_a_file_deleted_between_listing_and_reading_is_no_longer_there(root: Path) -> None:
    compare(root, NAMED)
    path = compared(root)
    os.utime(path)
    with fault_in_reading(removing(path, path)):
        assert of_file(review(root), root, path) == []
    compare(root, NAMED)


def test_files_judged_again_for_a_new_unit_are_read_again_too(root: Path) -> None:
    compare(root, NAMED)
    path = min(root.glob("projects/2022/*/*.toml"))
    department = root / "departments" / "301.toml"
    department.write_text(department.read_text(encoding="utf-8").replace('"301001"', '"301002"'), encoding="utf-8")
    with fault_in_reading(failing(path, errno.EIO)):
        assert len(of_file(review(root), root, path)) == 1
    compare(root, NAMED)


@pytest.mark.skipif(os.listdir not in os.supports_fd, reason="folders are opened where they can be")
@pytest.mark.parametrize("folder", ["projects", "projects/2021", "projects/2021/301001", "goals/2021", "departments"])
def test_a_folder_that_could_not_be_listed_is_a_finding(root: Path, folder: str) -> None:
    compare(root, NAMED)
    with fault_in_listing(failing(root / folder, errno.EACCES)):
        for _time in range(2):
            assert [line for line in review(root) if line.startswith(f"{folder}/:")]
    compare(root, NAMED)


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES])
def test_a_department_that_did_not_read_is_not_said_to_lack_its_units(root: Path, number: int) -> None:
    before = review(root)
    path = root / "departments/301.toml"
    assert path.exists()
    for _time in range(2):
        with fault_in_reading(failing(path, number)):
            said = review(root)
        assert [line for line in said if "D508" in line] == [
            line for line in before if "D508" in line and ":301" in line
        ]
        assert [line[:18] for line in of_file(said, root, path)] == [":1:1: D501 cannot "]
        assert review(root) == before
    compare(root, NAMED)


def test_no_baseline_is_made_of_what_did_not_read(root: Path) -> None:
    perf = Perf(root)
    perf("check", "--baseline", "b.json")
    before = perf.read("b.json")
    path = min(root.glob("projects/2021/*/*.toml"))
    os.utime(path)
    with fault_in_reading(failing(path, errno.EIO)):
        said = perf.refused("check", "--baseline", "b.json", "--update-baseline")
    name = path.relative_to(root).as_posix()
    assert said == f"Error: this file has to be mended first\n  {name}:1:1: cannot be read: Input/output error\n"
    assert perf.read("b.json") == before
    assert perf("check", "--baseline", "b.json", "--update-baseline").status == 0
    assert perf.read("b.json") == before
