"""`perf gather`: what is in the lake, what is read again, and what becomes of it when something fails."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

from perfcli.actions import lake_gathering, lake_parts, lake_records
from perfcli.actions.lake_records import Records
from perfcli.actions.lake_rows import problems_of
from perfcli.actions.lake_sources import Source, commit_of
from perfcli.errors import PerfError, Problem
from perfcli.index.folders import folders_on_disk
from perfcli.index.relations import relations
from perfcli.lake.manifest import MANIFEST, read_manifest
from perfcli.walk import Folder, Scope
from tests.conftest import Perf
from tests.faults import failing, fault_in_reading
from tests.gitting import git, keep, needs_git
from tests.lake.counties import county, files, gathered, project_code, rows

pytest.importorskip("pyarrow")

ONE, OTHER = "130303", "130304"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Perf:
    monkeypatch.setenv("PERF_LOCALE", "en")
    county(tmp_path / "one", ONE)
    county(tmp_path / "other", OTHER)
    age(tmp_path)
    return Perf(tmp_path)


def age(place: Path) -> None:
    """Make a file, or all in a folder, older than the next look: what is as young may have changed unseen."""
    past = time.time_ns() - 10**10
    for path in [place] if place.is_file() else place.rglob("*.toml"):
        os.utime(path, ns=(past, past))
    time.sleep(0.02)


def test_every_table_lies_in_its_partitions(place: Perf) -> None:
    assert gathered(place, "one", "other") == ["lake: 2 repositories, 2 read, 0 unchanged"]
    assert files(place.root / "lake") == {
        MANIFEST,
        *(
            f"{table}/year=2021/division={division}/part-000001-{number}.parquet"
            for division, number in ((ONE, "0001"), (OTHER, "0002"))
            for table in ("projects", "indicators", "goals", "spending_plan", "department_goals")
        ),
        *(
            f"{table}/division={division}/part-000001-{number}.parquet"
            for division, number in ((ONE, "0001"), (OTHER, "0002"))
            for table in ("departments", "units")
        ),
    }


def test_a_row_has_its_columns_exactly(place: Perf) -> None:
    gathered(place, "one")
    (row,) = rows(place.root / "lake", "projects")
    assert row == {
        "code": project_code(ONE),
        "name": "130303 Ｈeating",
        "unit": "335001",
        "department": "335",
        "year": "2021",
        "division": ONE,
        "template": "",
        "purpose": "用于公租房日常维修。",
        "previous": "",
        "total_fen": 24000005,
        "fiscal_fen": 24000005,
        "other_fen": 0,
        "indicators": 1,
        "total": Decimal("240000.05"),
        "fiscal": Decimal("240000.05"),
        "other": Decimal("0.00"),
        "folded": "130303 heating",
        **{f"planned_{month}": {6: 12000003, 12: 24000005}.get(month) for month in range(1, 13)},
        "repository": "one",
        "commit": "",
    }
    (indicator,) = rows(place.root / "lake", "indicators")
    assert (indicator["target"], indicator["operator"], indicator["value"], indicator["weight"]) == (
        *("≥174.5套", "≥", 174.5, 10.0),
    )
    assert list(row)[: len(relations()["projects"].columns) - 1] == [
        name for name in relations()["projects"].columns if name != "year"
    ]


def test_a_file_is_zstd_and_sorted_by_unit_and_code(place: Perf) -> None:
    import pyarrow.parquet as parquet

    for unit, code in (("335001", "13030321AAAAAAAAAAAAA"), ("335000", "13030321ZZZZZZZZZZZZZ")):
        text = (place.root / f"one/projects/2021/335001/{project_code(ONE)}.toml").read_text(encoding="utf-8")
        text = text.replace(project_code(ONE), code).replace('unit = "335001"', f'unit = "{unit}"')
        path = place.root / f"one/projects/2021/{unit}/{code}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    gathered(place, "one")
    (path,) = (place.root / "lake" / "projects").rglob("*.parquet")
    opened = parquet.ParquetFile(path)
    assert opened.metadata.row_group(0).column(0).compression == "ZSTD"
    keys = [(row["unit"], row["code"][8:]) for row in opened.read().to_pylist()]
    assert keys == [("335000", "Z" * 13), ("335001", "A" * 13), ("335001", "B" * 13)]


def test_only_what_changed_is_read_again(place: Perf) -> None:
    gathered(place, "one", "other")
    lake = place.root / "lake"
    before = files(lake)
    assert gathered(place, "one", "other") == ["lake: 2 repositories, 0 read, 2 unchanged"]
    assert files(lake) == before
    path = place.root / f"one/projects/2021/335001/{project_code(ONE)}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("240000.05", "3.00"), encoding="utf-8")
    age(path)
    assert gathered(place, "one", "other") == ["lake: 2 repositories, 1 read, 1 unchanged"]
    assert {name for name in before if OTHER in name} < files(lake)
    assert [(row["division"], row["total_fen"]) for row in rows(lake, "projects")] == [(ONE, 300), (OTHER, 24000005)]
    path.unlink()
    gathered(place, "one", "other")
    assert [row["division"] for row in rows(lake, "projects")] == [OTHER]


def test_a_gathering_leaves_no_index_in_the_repositories(place: Perf) -> None:
    gathered(place, "one", "other")
    assert {path.name for path in (place.root / "one/.perf").iterdir()} == {".gitignore"}


def test_what_is_wrong_with_one_year_stays_told_while_another_changes(place: Perf) -> None:
    broken = place.root / f"one/projects/2021/335001/{project_code(ONE)}.toml"
    broken.write_text("code = ", encoding="utf-8")
    later = place.root / "one/goals/2022/335.toml"
    later.parent.mkdir()
    later.write_text('department = "335"\nyear = 2022\noverall = "甲"\n', encoding="utf-8")
    age(place.root)
    place("gather", "one", "-o", "lake")
    (told,) = rows(place.root / "lake", "problems")
    assert told["path"] == broken.relative_to(place.root / "one").as_posix()
    later.write_text('department = "335"\nyear = 2022\noverall = "乙"\n', encoding="utf-8")
    age(later)
    place("gather", "one", "-o", "lake")
    assert rows(place.root / "lake", "problems") == [told | {"commit": ""}]
    goals = rows(place.root / "lake", "department_goals")
    assert [(row["year"], row["overall"]) for row in goals] == [("2021", "住有所居。"), ("2022", "乙")]


def test_one_year_changed_leaves_the_files_of_others(place: Perf) -> None:
    goals = place.root / "one/goals/2022/335.toml"
    goals.parent.mkdir()
    goals.write_text('department = "335"\nyear = 2022\noverall = "甲"\n', encoding="utf-8")
    age(place.root)
    gathered(place, "one")
    goals.write_text('department = "335"\nyear = 2022\noverall = "乙"\n', encoding="utf-8")
    age(goals)
    gathered(place, "one")
    generations = {
        path.split("/")[1]: path.split("-")[1] for path in files(place.root / "lake") if "department_goals" in path
    }
    assert generations == {"year=2021": "000001", "year=2022": "000002"}


def goals_of(place: Perf, year: int, overall: str) -> None:
    """Write the goals of a department for a year, as if some time ago."""
    path = place.root / f"one/goals/{year}/335.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(f'department = "335"\nyear = {year}\noverall = "{overall}"\n', encoding="utf-8")
    age(path)


def test_years_that_have_not_changed_are_not_looked_into_again(place: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    goals_of(place, 2022, "甲")
    gathered(place, "one")
    goals_of(place, 2022, "乙")
    looked_at: list[str] = []

    def noted(root: Path, scope: Scope) -> list[Folder]:
        found = folders_on_disk(root, scope)
        looked_at.extend(folder.path for folder in found)
        return found

    monkeypatch.setattr(lake_records, "folders_on_disk", noted)
    gathered(place, "one")
    assert looked_at == ["departments", "goals/2022"]


def test_a_year_that_comes_while_another_is_gathered_is_read_with_it(
    place: Perf, monkeypatch: pytest.MonkeyPatch
) -> None:
    goals_of(place, 2022, "甲")
    gathered(place, "one")
    goals_of(place, 2022, "乙")

    def meanwhile(source: Source, commit: str) -> str:
        goals_of(place, 2023, "丙")
        return commit_of(source, commit)

    monkeypatch.setattr(lake_gathering, "commit_of", meanwhile)
    gathered(place, "one")
    goals = rows(place.root / "lake", "department_goals")
    assert [(row["year"], row["overall"]) for row in goals] == [("2021", "住有所居。"), ("2022", "乙"), ("2023", "丙")]
    assert gathered(place, "one") == ["lake: 1 repositories, 1 read, 0 unchanged"]


def test_a_file_as_young_as_the_look_is_read_again(place: Perf) -> None:
    path = place.root / f"one/projects/2021/335001/{project_code(ONE)}.toml"
    future = time.time_ns() + 10**12
    os.utime(path, ns=(future, future))
    gathered(place, "one")
    assert gathered(place, "one") == ["lake: 1 repositories, 1 read, 0 unchanged"]


def test_a_repository_that_cannot_be_read_stays_as_it_was(place: Perf) -> None:
    gathered(place, "one", "other")
    (place.root / "one/perf.toml").write_text("division = ", encoding="utf-8")
    lines = gathered(place, "one", "other", "nowhere")
    assert lines[:3] == [
        "Warning: these repositories could not be read and stay as they were last gathered:",
        "  nowhere: there is no folder nowhere",
        "  one: this file has to be mended first",
    ]
    assert lines[-1] == "lake: 2 repositories, 0 read, 1 unchanged"
    assert [row["division"] for row in rows(place.root / "lake", "projects")] == [ONE, OTHER]


def test_strict_changes_nothing(place: Perf) -> None:
    gathered(place, "other")
    (place.root / "one/perf.toml").write_text('schema = 1\ndivision = "13"\n', encoding="utf-8")
    before = files(place.root / "lake")
    assert place.refused("gather", "one", "other", "-o", "lake", "--strict").splitlines() == [
        "Error: 1 repository cannot be read; the lake stays as it was",
        "  one: perf.toml names no division of six digits: 13",
        "Mend them, or leave --strict out: they stay as they were last gathered.",
    ]
    assert files(place.root / "lake") == before


def test_an_unreadable_file_is_a_row_of_problems(place: Perf) -> None:
    (place.root / "one/projects/2021/335001/13030321XXXXXXXXXXXXX.toml").write_text("x", encoding="utf-8")
    gathered(place, "one", "other")
    found = [(row["division"], row["path"], row["line"]) for row in rows(place.root / "lake", "problems")]
    assert found == [(ONE, "projects/2021/335001/13030321XXXXXXXXXXXXX.toml", 1)]


def test_one_division_in_two_repositories_is_said(place: Perf) -> None:
    county(place.root / "again", ONE)
    assert gathered(place, "one", "again") == [
        "Warning: several repositories have the division 130303: again, one",
        "lake: 2 repositories, 2 read, 0 unchanged",
    ]
    assert sorted(row["repository"] for row in rows(place.root / "lake", "projects")) == ["again", "one"]
    summed = place("summary", "--lake", "lake", "-f", "csv")
    assert summed.err == "Warning: several repositories have the division 130303: again, one\n"


def test_a_list_names_folders_beside_itself(place: Perf) -> None:
    (place.root / "lists").mkdir()
    (place.root / "lists/all.txt").write_text("# counties\n../one\n\n../other\n", encoding="utf-8")
    assert gathered(place, "--from", "lists/all.txt") == ["lake: 2 repositories, 2 read, 0 unchanged"]
    outcome = place("gather", "--from", "-", "-o", "lake", stdin="one\n")
    assert outcome.err == "lake: 2 repositories, 0 read, 1 unchanged\n"


def test_a_comment_of_a_list_may_stand_behind_a_name(place: Perf) -> None:
    (place.root / "other").rename(place.root / "other # two")
    (place.root / "one#").mkdir()
    (place.root / "all.txt").write_text("one # the first\n  #one\nother # two\none\t# again\none#\n", encoding="utf-8")
    assert gathered(place, "--from", "all.txt") == [
        "Warning: these repositories could not be read and stay as they were last gathered:",
        f"  one#: {place.root}/one# is not a data repository: it holds no perf.toml",
        "lake: 2 repositories, 2 read, 0 unchanged",
    ]
    assert [member.name for member in read_manifest(place.root / "lake").repositories] == ["one", "other # two"]


YEARS = ("0000", "0999", "later")
"""Folders of years as a repository takes them: the last is that of the year 0, as the first is."""


@pytest.mark.parametrize("kept_as", ["folder", pytest.param("bare.git", marks=needs_git)])
def test_no_year_is_left_out(place: Perf, kept_as: str) -> None:
    one = place.root / "one"
    text = (one / f"projects/2021/335001/{project_code(ONE)}.toml").read_text(encoding="utf-8")
    for number, folder in enumerate(YEARS):
        year, code = (int(folder) if folder.isdigit() else 0), f"13030300{number:013}"
        project = text.replace("year = 2021", f"year = {year}").replace(project_code(ONE), code)
        progress = f'code = "{code}"\nunit = "335001"\nyear = {year}\nadjusted = {number}\n'
        for path, content in {
            f"projects/{folder}/335001/{code}.toml": project,
            f"progress/{folder}/335001/{code}.toml": progress,
            f"goals/{folder}/335.toml": f'department = "335"\nyear = {year}\noverall = "{number}"\n',
        }.items():
            (one / path).parent.mkdir(parents=True)
            (one / path).write_text(content, encoding="utf-8")
    age(one)
    if kept_as == "bare.git":
        keep(one)
        git(place.root, "clone", "-q", "--bare", "one", kept_as)
    source = "one" if kept_as == "folder" else kept_as
    gathered(place, source)
    assert gathered(place, source) == ["lake: 1 repositories, 0 read, 1 unchanged"]
    for statement in (
        "SELECT year, code, total_fen FROM projects ORDER BY year, code",
        "SELECT year, code, name, target FROM indicators ORDER BY year, code",
        "SELECT year, overall FROM department_goals ORDER BY year, overall",
        "SELECT year, code, adjusted_fen FROM progress ORDER BY year, code",
    ):
        found = place.done("query", "--lake", "lake", statement, "-f", "csv")
        assert found == place.done("-C", "one", "query", statement, "-f", "csv")
        assert found.count("\n") >= 4
    sums = place.done("summary", "--lake", "lake", "--by", "year", "-f", "csv")
    assert sums == place.done("-C", "one", "summary", "--by", "year", "-f", "csv")


@needs_git
def test_a_bare_repository_without_data_at_its_top_is_named(place: Perf) -> None:
    keep(place.root)
    git(place.root, "clone", "-q", "--bare", ".", "bare.git")
    assert place.refused("gather", "bare.git", "-o", "lake").splitlines() == [
        "Error: none of the repositories can be read; no lake was made",
        f"  bare.git: {place.root}/bare.git is not a data repository: HEAD holds no perf.toml at its top",
    ]


def test_what_an_ended_gathering_left_is_no_part_of_the_lake(place: Perf) -> None:
    gathered(place, "one")
    lake = place.root / "lake"
    (left,) = (lake / "projects").rglob("*.parquet")
    (left.parent / "part-000002-0001.parquet").write_bytes(b"half")
    (left.parent / ".perf-1.tmp").write_bytes(b"half")
    (left.parent / "notes.txt").write_bytes(b"mine")
    (lake / ".perf/writing").touch()
    gathered(place, "one")
    assert sorted(path.name for path in left.parent.iterdir()) == ["notes.txt", left.name]
    assert not (lake / ".perf/writing").exists()


def unnamed(lake: Path) -> set[str]:
    """The Parquet files that the manifest does not name."""
    return {path for path in files(lake) if path.endswith(".parquet")} - read_manifest(lake).paths


def test_nothing_of_what_was_replaced_is_left_wherever_it_lay(place: Perf) -> None:
    gathered(place, "one", "other")
    perf_toml = place.root / "one/perf.toml"
    perf_toml.write_text(perf_toml.read_text(encoding="utf-8").replace(ONE, "130399"), encoding="utf-8")
    age(place.root)
    gathered(place, "one", "other")
    lake = place.root / "lake"
    assert unnamed(lake) == set()
    assert sorted(path.name for path in lake.glob("units/*")) == ["division=130304", "division=130399"]


def test_nothing_is_left_of_a_repository_that_fails_when_its_files_are_written(
    place: Perf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(records: Records, unplaced: tuple[Problem, ...]) -> list[Problem]:
        if records.repository.root.name == "one":
            raise PerfError("that is all")
        return problems_of(records, unplaced)

    monkeypatch.setattr(lake_parts, "problems_of", broken)
    lines = gathered(place, "one", "other")
    assert lines[1:] == ["  one: that is all", "lake: 1 repositories, 1 read, 0 unchanged"]
    assert unnamed(place.root / "lake") == set()
    assert not list((place.root / "lake").glob("*/*/division=130303"))


def test_nothing_is_removed_through_a_link_to_a_year_that_is_no_more(place: Perf) -> None:
    gathered(place, "one")
    year, elsewhere = place.root / "lake/projects/year=2021", place.root / "elsewhere"
    year.rename(elsewhere)
    year.symlink_to(elsewhere)
    before = files(elsewhere)
    shutil.rmtree(place.root / "one/projects/2021")
    shutil.rmtree(place.root / "one/goals/2021")
    gathered(place, "one")
    assert files(elsewhere) == before


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signals")
def test_a_killed_gathering_leaves_the_last_good_state(place: Perf) -> None:
    gathered(place, "one")
    lake = place.root / "lake"
    before = read_manifest(lake)
    path = place.root / f"one/projects/2021/335001/{project_code(ONE)}.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("240000.05", "3.00"), encoding="utf-8")
    killed = (
        "import os, perfcli.actions.lake_gathering as g, perfcli.cli.main as m\n"
        "g.manifest_bytes = lambda manifest: os.kill(os.getpid(), 9)\n"
        "m.run(['gather', 'one', 'other', '-o', 'lake'])\n"
    )
    done = subprocess.run([sys.executable, "-c", killed], cwd=place.root, check=False)
    assert done.returncode == -9
    assert read_manifest(lake) == before
    assert before.paths < files(lake)
    gathered(place, "one", "other")
    assert [row["total_fen"] for row in rows(lake, "projects")] == [300, 24000005]


KILLED_IN_ITS_FIRST = """
import os
import perfcli.actions.lake_gathering as gathering
from perfcli.cli.main import run
gathering.write_outputs = lambda contents: os.kill(os.getpid(), 9)
run(["gather", "one", "-o", "lake"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signals")
def test_a_killed_first_gathering_is_begun_anew(place: Perf) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED_IN_ITS_FIRST], cwd=place.root, check=False)
    lake = place.root / "lake"
    assert done.returncode == -9
    assert (lake / "projects").is_dir()
    assert MANIFEST not in files(lake)
    (lake / "projects/year=2021/division=130303/part-000001-0007.parquet").write_bytes(b"half")
    (lake / "notes.txt").touch()
    assert place.refused("gather", "one", "-o", "lake").startswith("Error: lake is not a lake and not empty\n")
    (lake / "notes.txt").unlink()
    assert gathered(place, "one") == ["lake: 1 repositories, 1 read, 0 unchanged"]
    assert files(lake) == {MANIFEST, *read_manifest(lake).paths}


def test_two_at_once_wait_for_each_other(place: Perf) -> None:
    command = [sys.executable, "-m", "perfcli", "gather", "-o", "lake"]
    both = [subprocess.Popen([*command, name], cwd=place.root, stderr=subprocess.PIPE) for name in ("one", "other")]
    assert [process.communicate()[1] != b"" and process.returncode for process in both] == [0, 0]
    assert [row["division"] for row in rows(place.root / "lake", "projects")] == [ONE, OTHER]
    assert files(place.root / "lake") == {MANIFEST, *read_manifest(place.root / "lake").paths}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("one", "-o", "one"), "Error: one is not a lake and not empty"),
        (
            ("one", "-o", "one/projects"),
            "Error: one/projects is one of the repository's own folders: no result is written there\n"
            "Name another folder.\n",
        ),
        (
            ("one", "-o", "one/link/lake"),
            "Error: one/link/lake is reached by a link out of the repository: link\nName another folder.\n",
        ),
        (("-o", "lake"), "Error: no repository was named"),
    ],
)
def test_what_cannot_be_is_refused(place: Perf, words: tuple[str, ...], reason: str) -> None:
    (place.root / "one" / "link").symlink_to(place.root)
    assert place.refused("gather", *words).startswith(reason)


def test_a_manifest_of_another_format_is_refused_with_the_way_out(place: Perf) -> None:
    (place.root / "lake").mkdir()
    (place.root / "lake" / MANIFEST).write_text('{"format": 2}', encoding="utf-8")
    assert place.refused("gather", "one", "-o", "lake").splitlines() == [
        "Error: the lake lake is of format 2; this perf knows 1",
        "Use the version of perf that it was made with, or gather into a new folder.",
    ]
    (place.root / "lake" / MANIFEST).write_text("{", encoding="utf-8")
    assert place.refused("gather", "one", "-o", "lake").startswith("Error: lake/_manifest.json cannot be read")


@needs_git
class TestGit:
    def test_a_commit_stands_in_every_row_and_tells_where_files_differ(self, place: Perf) -> None:
        keep(place.root / "one")
        commit = git(place.root / "one", "rev-parse", "HEAD")
        gathered(place, "one")
        assert [row["commit"] for row in rows(place.root / "lake", "projects")] == [commit]
        path = place.root / f"one/projects/2021/335001/{project_code(ONE)}.toml"
        path.write_text(path.read_text(encoding="utf-8").replace("240000.05", "3.00"), encoding="utf-8")
        gathered(place, "one")
        assert [row["commit"] for row in rows(place.root / "lake", "projects")] == [f"{commit}-dirty"]

    def test_a_bare_repository_and_a_revision_are_read_by_object(self, place: Perf) -> None:
        one = place.root / "one"
        keep(one)
        git(one, "tag", "handed-in")
        path = one / f"projects/2021/335001/{project_code(ONE)}.toml"
        path.write_text(path.read_text(encoding="utf-8").replace("240000.05", "3.00"), encoding="utf-8")
        keep(one)
        git(place.root, "clone", "-q", "--bare", "one", "bare.git")
        assert gathered(place, "bare.git") == ["lake: 1 repositories, 1 read, 0 unchanged"]
        (row,) = rows(place.root / "lake", "projects")
        assert (row["total_fen"], row["commit"], row["repository"]) == (300, git(one, "rev-parse", "HEAD"), "bare.git")
        assert gathered(place, "bare.git") == ["lake: 1 repositories, 0 read, 1 unchanged"]
        assert gathered(place, "bare.git", "--rev", "handed-in") == ["lake: 1 repositories, 1 read, 0 unchanged"]
        assert [row["total_fen"] for row in rows(place.root / "lake", "projects")] == [24000005]
        assert gathered(place, "bare.git", "--rev", "nope")[1] == "  bare.git: git knows no revision nope"

    def test_a_repository_below_the_top_and_links_in_it(self, place: Perf) -> None:
        folder = county(place.root / "all" / "数据", ONE)
        (folder / "projects/2021/335001/13030321LLLLLLLLLLLLL.toml").symlink_to("nowhere")
        keep(place.root / "all")
        gathered(place, "all/数据", "--rev", "HEAD")
        assert [row["division"] for row in rows(place.root / "lake", "projects")] == [ONE]
        found = [(row["path"], row["message"]) for row in rows(place.root / "lake", "problems")]
        assert found == [("projects/2021/335001/13030321LLLLLLLLLLLLL.toml", "a link is not a record")]

    def test_a_folder_that_is_a_link_is_a_problem_of_its_revision(self, place: Perf) -> None:
        one = place.root / "one"
        (one / "projects/2021").rename(one / "elsewhere")
        (one / "projects/2021").symlink_to("../elsewhere")
        (one / "projects/READ.ME").symlink_to("../elsewhere")
        keep(one)
        gathered(place, "one", "--rev", "HEAD")
        message = "a link or a submodule in place of a folder: a commit holds nothing of what it leads to"
        found = [(row["path"], row["message"]) for row in rows(place.root / "lake", "problems")]
        assert found == [("projects/2021", message)]
        assert message in place.refused("summary", "--lake", "lake")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own in Windows")
@pytest.mark.parametrize(
    ("link", "words"),
    [
        (f"projects/2021/335001/{project_code(ONE)}.toml", ()),
        ("projects/2021", ("--strict",)),
        ("perf.toml", ()),
        ("templates/heating.toml", ("--check",)),
    ],
)
def test_what_is_gathered_through_a_link_is_said(place: Perf, link: str, words: tuple[str, ...]) -> None:
    place.write("one/templates/heating.toml", 'name = "取暖"\n')
    (place.root / "one" / link).rename(place.root / "elsewhere")
    (place.root / "one" / link).symlink_to(place.root / "elsewhere")
    said = f"Warning: one: {link} is a link to files outside of the repository"
    time.sleep(0.05)  # what changed just now is read again
    for count in ("1 read, 0 unchanged", "0 read, 1 unchanged"):
        assert gathered(place, "one", *words) == [said, f"lake: 1 repositories, {count}"]


def test_a_fault_is_not_remembered(place: Perf) -> None:
    path = place.root / "one" / "projects" / "2021" / "335001" / f"{project_code(ONE)}.toml"
    with fault_in_reading(failing(path, errno.EIO)):
        said = gathered(place, "one")
    assert said == [
        "Warning: files of these repositories could not be read; sums over them are refused:",
        "  one: 1 problem",
        "lake: 1 repositories, 1 read, 0 unchanged",
    ]
    assert "a sum over unreadable files" in place("summary", "--lake", "lake").err
    assert gathered(place, "one") == ["lake: 1 repositories, 1 read, 0 unchanged"]
    assert place("summary", "--lake", "lake", "-f", "csv").status == 0
    assert gathered(place, "one") == ["lake: 1 repositories, 0 read, 1 unchanged"]


def test_nothing_is_written_or_removed_through_a_link(place: Perf) -> None:
    gathered(place, "one")
    (place.root / "lake" / "projects").rename(place.root / "elsewhere")
    (place.root / "lake" / "projects").symlink_to(place.root / "elsewhere")
    place.write("elsewhere/year=2021/division=130303/part-000009-0009.parquet", "theirs")
    before = files(place.root / "elsewhere")
    outcome = place("gather", "other", "-o", "lake")
    assert (outcome.status, "projects is a link: nothing is written to the lake" in outcome.err) == (2, True)
    assert files(place.root / "elsewhere") == before


def test_a_disk_that_fails_in_one_of_the_reviews_leaves_no_finding_out(place: Perf) -> None:
    """Findings are reviewed in each language: one review that meets a fault is no reason to end, nor to say less."""
    said = gathered(place, "one", "--check")
    right = rows(place.root / "lake", "findings")
    reads: list[str] = []
    with fault_in_reading(reads.append):
        place("gather", "one", "-o", "whole", "--check")
    for failing_at in range(len(reads)):
        seen: list[str] = []

        def fault(path: str, failing_at: int = failing_at, seen: list[str] = seen) -> None:
            seen.append(path)
            if len(seen) == failing_at + 1:
                raise PermissionError(13, "Permission denied", path)

        shutil.rmtree(place.root / "lake", ignore_errors=True)
        with fault_in_reading(fault):
            outcome = place("gather", "one", "-o", "lake", "--check")
        assert outcome.status in (0, 1, 2, 74), (seen[-1], outcome.err)
        assert "bug in perf" not in outcome.err
        if outcome.err.splitlines() == said:
            assert rows(place.root / "lake", "findings") == right, seen[-1]
