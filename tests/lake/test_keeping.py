"""A lake whose repositories move or go, whose files are damaged, whose sources change while they are read."""

from __future__ import annotations

import json
import os
import shutil
import time
from datetime import date
from pathlib import Path

import pytest

from perfcli.actions import lake_parts
from perfcli.lake.manifest import MANIFEST, read_manifest
from perfcli.lake.parquet import PartWriter
from tests.conftest import Perf
from tests.gitting import git, keep, needs_git
from tests.lake.counties import county, files, gathered, project_code, rows

pytest.importorskip("duckdb")

ONE, OTHER = "130303", "130304"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Perf:
    monkeypatch.setenv("PERF_LOCALE", "en")
    for name, division in (("one", ONE), ("other", OTHER)):
        county(tmp_path / name, division)
    past = time.time_ns() - 10**10
    for path in tmp_path.rglob("*.toml"):
        os.utime(path, ns=(past, past))
    time.sleep(0.02)
    return Perf(tmp_path)


def change(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("240000.05", "3.00"), encoding="utf-8")


def test_a_repository_that_moved_stays_the_same_member(place: Perf) -> None:
    gathered(place, "one", "other")
    (place.root / "one").rename(place.root / "一")
    lines = gathered(place, "一", "other")
    assert lines == [
        f"one lies elsewhere now: {place.root / 'one'} -> {place.root / '一'}",
        "lake: 2 repositories, 0 read, 2 unchanged",
    ]
    assert gathered(place, "一") == ["lake: 2 repositories, 0 read, 1 unchanged"]


def test_a_copy_beside_the_first_is_another_member(place: Perf) -> None:
    gathered(place, "one")
    shutil.copytree(place.root / "one", place.root / "copy")
    assert gathered(place, "copy")[0] == "Warning: several repositories have the division 130303: copy, one"


def test_of_two_that_may_have_moved_neither_is_taken_for_it(place: Perf) -> None:
    gathered(place, "one")
    shutil.copytree(place.root / "one", place.root / "copy")
    (place.root / "one").rename(place.root / "moved")
    assert gathered(place, "copy", "moved")[-1] == "lake: 3 repositories, 2 read, 0 unchanged"


@needs_git
def test_git_tells_which_of_two_has_moved(place: Perf) -> None:
    keep(place.root / "one")
    gathered(place, "one")
    shutil.copytree(place.root / "one", place.root / "copy", ignore=shutil.ignore_patterns(".git", ".perf"))
    (place.root / "copy/departments/335.toml").write_text('code = "335"\nname = "别"\n', encoding="utf-8")
    keep(place.root / "copy")
    (place.root / "one").rename(place.root / "moved")
    lines = gathered(place, "copy", "moved")
    assert f"one lies elsewhere now: {place.root / 'one'} -> {place.root / 'moved'}" in lines
    assert [one.name for one in read_manifest(place.root / "lake").repositories] == ["one", "copy"]


def linked(path: Path, elsewhere: Path) -> None:
    """Have a link to the same file or folder, which lies elsewhere now."""
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own in Windows")
@pytest.mark.parametrize("is_folder", [False, True])
def test_what_a_link_in_a_lake_leads_to_is_none_of_it(place: Perf, is_folder: bool) -> None:
    gathered(place, "one", "other")
    (file,) = (place.root / "lake/projects").rglob("division=130303/*.parquet")
    link = file.parent if is_folder else file
    linked(link, place.root / "elsewhere")
    name = link.relative_to(place.root / "lake").as_posix()
    asked = (["list"], ["summary"], ["query", "SELECT 1 FROM projects"], ["summary", "--engine", "spark"])
    for words in (*([*one, "--lake", "lake"] for one in asked), ["lake", "compact", "lake"]):
        assert place.refused(*words).splitlines() == [
            "Error: files of the lake are gone or were changed since they were written",
            f"  {name} is a link",
            "Gather their repositories again: that writes them anew.",
        ]
    said = place("lake", "status", "lake")
    assert (said.status, said.err) == (
        1,
        f"{name} is a link, what it leads to is not the lake's; delete it and gather again\n",
    )
    if is_folder:
        refused = place.refused("gather", "one", "-o", "lake")
        assert refused.startswith(f"Error: {Path('lake') / name} is a link: nothing is written to the lake\n")
        link.unlink()
    assert gathered(place, "one", "other") == ["lake: 2 repositories, 1 read, 1 unchanged"]
    assert place("lake", "status", "lake").status == 0
    assert not any(path.is_symlink() for path in (place.root / "lake").rglob("*"))
    assert (place.root / "elsewhere").exists()


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own in Windows")
def test_a_file_that_repositories_share_is_not_parted_through_a_link(place: Perf) -> None:
    shutil.copytree(place.root / "one", place.root / "copy")
    gathered(place, "one", "copy")
    place("lake", "compact", "lake")
    (file,) = (place.root / "lake/projects").rglob("*.parquet")
    linked(file, place.root / "elsewhere")
    assert " is a link\n" in place.refused("lake", "forget", "lake", "copy")


@pytest.mark.skipif(os.name == "nt", reason="no name has a line feed in Windows")
def test_no_name_of_a_repository_makes_a_line_of_a_message(place: Perf) -> None:
    name = "a\nError: all is well"
    (place.root / "one").rename(place.root / name)
    shutil.copytree(place.root / name, place.root / "copy")
    shown = "a\\nError: all is well"
    shared = f"everal repositories have the division 130303: {shown}, copy"
    assert gathered(place, name, "copy") == [
        f"Warning: s{shared}",
        "lake: 2 repositories, 2 read, 0 unchanged",
    ]
    assert place("lake", "status", "lake").err.splitlines()[0] == f"s{shared}"
    assert place.refused("lake", "forget", "lake", "nope\nError: x").splitlines() == [
        "Error: the lake has no repository nope\\nError: x",
        f"Known ones: {shown}, copy",
    ]
    (place.root / name / "perf.toml").unlink()
    assert gathered(place, name)[:2] == [
        "Warning: these repositories could not be read and stay as they were last gathered:",
        f"  {shown}: {place.root}/{shown} is not a data repository: it holds no perf.toml",
    ]
    assert place("lake", "forget", "lake", name).err == f"taken out of the lake: {shown}\n"


def test_forgotten_repositories_leave_nothing(place: Perf) -> None:
    gathered(place, "one", "other")
    assert place.refused("lake", "forget", "lake", "on").splitlines() == [
        "Error: the lake has no repository on",
        "Did you mean: one?",
    ]
    assert place("lake", "forget", "lake", "./one").err == "taken out of the lake: one\n"
    assert [row["division"] for row in rows(place.root / "lake", "projects")] == [OTHER]
    assert files(place.root / "lake") == {MANIFEST, *read_manifest(place.root / "lake").paths}
    assert place.refused("lake", "forget", "lake").startswith("Error: no repository was named")


def test_no_lake_is_made_of_nothing(place: Perf) -> None:
    (place.root / "empty").mkdir()
    for words in (("nowhere",), ("empty",), ("empty", "nowhere")):
        assert place.refused("gather", *words, "-o", "lake").startswith("Error: none of the repositories can be read")
        assert not (place.root / "lake").exists()


def parts(place: Perf) -> list[Path]:
    return sorted((place.root / "lake" / "projects").rglob("*.parquet"))


@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_part_that_is_gone_or_cut_is_told_and_gathered_anew(place: Perf, damage: str) -> None:
    gathered(place, "one", "other")
    (path, _other) = parts(place)
    path.unlink() if damage == "gone" else path.write_bytes(path.read_bytes()[:-8])
    for words in (["summary"], ["list"], ["check"], ["query", "SELECT COUNT(*) FROM projects"]):
        assert place.refused(*words, "--lake", "lake").splitlines() == [
            "Error: files of the lake are gone or were changed since they were written",
            f"  {path.relative_to(place.root / 'lake').as_posix()}",
            "Gather their repositories again: that writes them anew.",
        ]
    assert place.done("summary", "--lake", "lake", "--division", OTHER, "-f", "csv").count("\n") == 2
    assert gathered(place, "one", "other") == ["lake: 2 repositories, 1 read, 1 unchanged"]
    assert place.done("summary", "--lake", "lake", "-f", "csv").count("\n") == 3


def test_a_part_changed_within_is_told_by_status(place: Perf) -> None:
    gathered(place, "one")
    (path,) = parts(place)
    data = bytearray(path.read_bytes())
    data[40] ^= 1
    path.write_bytes(data)
    outcome = place("lake", "status", "lake")
    said = f"gone or changed since it was written: {path.relative_to(place.root / 'lake').as_posix()}"
    assert (outcome.status, outcome.err) == (1, f"{said}; delete it and gather again\n")
    path.unlink()
    assert gathered(place, "one") == ["lake: 1 repositories, 1 read, 0 unchanged"]
    assert place("lake", "status", "lake").status == 0
    assert (
        place.done("query", "--lake", "lake", "SELECT total_fen FROM projects", "-f", "csv") == "total_fen\n24000005\n"
    )


def test_a_manifest_that_says_something_else_is_told(place: Perf) -> None:
    gathered(place, "one")
    manifest = place.root / "lake" / MANIFEST
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"rows": 1', '"rows": 2', 1), encoding="utf-8")
    assert place.refused("summary", "--lake", "lake").startswith("Error: lake/_manifest.json cannot be read")
    assert place.refused("gather", "one", "-o", "lake").startswith("Error: lake/_manifest.json cannot be read")


def test_a_manifest_is_made_out_once_for_as_long_as_it_stays(place: Perf) -> None:
    gathered(place, "one")
    lake = place.root / "lake"
    first = read_manifest(lake)
    assert read_manifest(lake) is first
    gathered(place, "other")
    assert [member.name for member in read_manifest(lake).repositories] == ["one", "other"]


def test_a_file_changed_while_it_is_gathered_is_read_again(place: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    path = place.root / f"one/projects/2021/335001/{project_code(ONE)}.toml"

    class Changing(PartWriter):
        def finished(self) -> bytes:
            change(path)
            return super().finished()

    monkeypatch.setattr(lake_parts, "PartWriter", Changing)
    gathered(place, "one")
    monkeypatch.undo()
    monkeypatch.setenv("PERF_LOCALE", "en")
    assert [row["total_fen"] for row in rows(place.root / "lake", "projects")] == [24000005]
    assert gathered(place, "one") == ["lake: 1 repositories, 1 read, 0 unchanged"]
    assert [row["total_fen"] for row in rows(place.root / "lake", "projects")] == [300]


def test_problems_are_said_in_the_language_spoken(place: Perf) -> None:
    (place.root / f"one/projects/2021/335001/{project_code(ONE)}.toml").write_text("x", encoding="utf-8")
    gathered(place, "one")
    ask = ("query", "SELECT message FROM problems", "--lake", "lake", "-f", "csv", "--no-bom")
    english, chinese = place("--locale", "en", *ask).out, place("--locale", "zh_CN", *ask).out
    own = [place("--locale", locale, "-C", "one", *ask[:2], *ask[4:]).out for locale in ("en", "zh_CN")]
    assert [english, chinese] == own
    assert english != chinese


@needs_git
def test_of_a_changed_bare_repository_only_what_differs_is_read(place: Perf) -> None:
    one = place.root / "one"
    text = (one / f"projects/2021/335001/{project_code(ONE)}.toml").read_text(encoding="utf-8")
    other = one / f"projects/2021/335001/{project_code(ONE, 2020)}.toml"
    other.write_text(text.replace(project_code(ONE), other.stem), encoding="utf-8")
    keep(one)
    git(place.root, "clone", "-q", "--bare", "one", "bare.git")
    gathered(place, "bare.git")
    kept = place.root / "lake/.perf/revisions/0001/departments/335.toml"
    before = kept.stat().st_mtime_ns
    change(one / f"projects/2021/335001/{project_code(ONE)}.toml")
    other.unlink()
    (one / "projects/2021/335001/13030321NNNNNNNNNNNNN.toml").symlink_to("nowhere")
    keep(one)
    git(place.root, "--git-dir", "bare.git", "fetch", "-q", "one", "+HEAD:refs/heads/x")
    assert gathered(place, "bare.git", "--rev", "x")[-1:] == ["lake: 1 repositories, 1 read, 0 unchanged"]
    assert [row["total_fen"] for row in rows(place.root / "lake", "projects")] == [300]
    assert [row["message"] for row in rows(place.root / "lake", "problems")] == ["a link is not a record"]
    assert kept.stat().st_mtime_ns == before
    shutil.rmtree(place.root / "lake/.perf")
    assert gathered(place, "bare.git", "--rev", "HEAD") == ["lake: 1 repositories, 1 read, 0 unchanged"]
    assert sorted(row["code"] for row in rows(place.root / "lake", "projects")) == [other.stem, project_code(ONE)]


@needs_git
def test_a_note_that_is_nested_without_end_is_none(place: Perf) -> None:
    keep(place.root / "one")
    gathered(place, "one", "--rev", "HEAD")
    (place.root / "lake/.perf/revisions/0001/.layout").write_text('{"a":' * 100_000, encoding="utf-8")
    change(place.root / f"one/projects/2021/335001/{project_code(ONE)}.toml")
    keep(place.root / "one")
    assert gathered(place, "one", "--rev", "HEAD") == ["lake: 1 repositories, 1 read, 0 unchanged"]
    assert [row["total_fen"] for row in rows(place.root / "lake", "projects")] == [300]


def test_findings_are_gathered_where_they_are_asked_for(place: Perf) -> None:
    ask = ("query", "SELECT rule, path, year, message FROM findings ORDER BY path, rule, line, message")
    gathered(place, "one", "other")
    assert place.refused(*ask, "--lake", "lake").splitlines() == [
        "Error: gathered without findings: one, other",
        "Gather them with --check.",
    ]
    assert gathered(place, "one", "--check") == ["lake: 2 repositories, 1 read, 0 unchanged"]
    found = place.done(*ask, "--lake", "lake", "--division", ONE, "-f", "json")
    assert found == place.done(*ask, "-C", "one", "-f", "json")
    assert json.loads(found)
    (place.root / "one/perf.toml").write_text(
        f'schema = 1\ndivision = "{ONE}"\nyear = 2021\n[check]\nselect = ["C1"]\n', encoding="utf-8"
    )
    assert gathered(place, "one") == ["lake: 2 repositories, 1 read, 0 unchanged"]
    assert place.done(*ask, "--lake", "lake", "--division", ONE, "-f", "json") == place.done(
        *ask, "-C", "one", "-f", "json"
    )


@needs_git
def test_what_a_baseline_accepts_is_read_of_a_bare_repository_too(place: Perf) -> None:
    ask = ("query", "SELECT rule, path, accepted FROM findings ORDER BY rule, path, line, accepted", "-f", "json")
    one = place.root / "one"
    settings = one / "perf.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '[check]\nbaseline = ".rounds/first.json"\n')
    (one / ".rounds").mkdir()
    place("-C", "one", "check", "--update-baseline")
    keep(one)
    git(place.root, "clone", "-q", "--bare", "one", "bare.git")
    gathered(place, "bare.git", "--check")
    found = place.done(*ask, "--lake", "lake")
    assert found == place.done(*ask, "-C", "one")
    assert {row["accepted"] for row in json.loads(found)} == {1}
    (one / ".rounds/first.json").unlink()
    keep(one)
    git(place.root, "--git-dir", "bare.git", "fetch", "-q", "one", "+HEAD:refs/heads/x")
    assert gathered(place, "bare.git", "--rev", "x")[-1:] == ["lake: 1 repositories, 1 read, 0 unchanged"]
    assert {row["accepted"] for row in json.loads(place.done(*ask, "--lake", "lake"))} == {0}


FOUND = "SELECT rule, path, line, message FROM findings ORDER BY rule, path, line, message"
APPROVED = 'schema = 1\ndivision = "130303"\nyear = 2021\n[approved]\n2021 = "approved"\n'


def approved(place: Perf) -> Path:
    """A repository of which the total of a project was changed after approval."""
    one = place.root / "one"
    (one / "perf.toml").write_text(APPROVED, encoding="utf-8")
    keep(one)
    git(one, "tag", "approved")
    change(one / f"projects/2021/335001/{project_code(ONE)}.toml")
    keep(one)
    return one


@needs_git
@pytest.mark.parametrize("kept_as", ["bare.git", "one", "folder"])
def test_findings_need_the_git_of_the_repository_itself(place: Perf, kept_as: str) -> None:
    one = approved(place)
    git(place.root, "clone", "-q", "--bare", "one", "bare.git")
    git(place.root, "init", "-q")  # the lake lies in a repository of its own, which knows nothing of what is approved
    words = ["one"] if kept_as == "folder" else [kept_as, "--rev", "HEAD"]
    gathered(place, *words, "--check")
    found = place.done("query", "--lake", "lake", FOUND, "-f", "json")
    assert found == place.done("-C", "one", "query", FOUND, "-f", "json")
    assert {row["rule"] for row in json.loads(found)} & {"D514", "D519"} == {"D519"}
    assert gathered(place, *words) == ["lake: 1 repositories, 0 read, 1 unchanged"]
    where = place.root / "bare.git" if kept_as == "bare.git" else one
    git(where, "tag", "-f", "approved", "HEAD")
    assert gathered(place, *words) == ["lake: 1 repositories, 1 read, 0 unchanged"]
    assert "D519" not in place.done("query", "--lake", "lake", FOUND, "-f", "json")
    git(where, "tag", "-d", "approved")
    assert gathered(place, *words) == ["lake: 1 repositories, 1 read, 0 unchanged"]
    assert "D514" in place.done("query", "--lake", "lake", FOUND, "-f", "json")


def test_findings_follow_templates_and_the_day(place: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    one = place.root / "one"
    (one / "perf.toml").write_text(
        'schema = 1\ndivision = "130303"\nyear = 2021\n[monitoring.due]\n2021 = 2021-08-10\n', encoding="utf-8"
    )
    monkeypatch.setattr("perfcli.cli.gather.today", lambda: date(2021, 8, 10))
    gathered(place, "one", "--check")
    assert gathered(place, "one") == ["lake: 1 repositories, 0 read, 1 unchanged"]
    before = place.done("query", "--lake", "lake", FOUND, "-f", "json")
    monkeypatch.setattr("perfcli.cli.gather.today", lambda: date(2021, 8, 11))
    assert gathered(place, "one") == ["lake: 1 repositories, 1 read, 0 unchanged"]
    assert place.done("query", "--lake", "lake", FOUND, "-f", "json") != before
    (one / "templates").mkdir()
    indicator = '[[indicators]]\nkind = "数量指标"\nname = "维修套数"\ntarget = "≥174.5套"\n'
    (one / "templates/a.toml").write_text(f'name = "甲"\ngoals = ["及时维修。"]\n{indicator}', encoding="utf-8")
    assert gathered(place, "one") == ["lake: 1 repositories, 1 read, 0 unchanged"]
    found = place.done("query", "--lake", "lake", FOUND, "-f", "json")
    assert found == place.done("-C", "one", "query", FOUND, "-f", "json")
    assert "甲" in found


def test_a_compacted_lake_has_the_same_rows_and_goes_on(place: Perf) -> None:
    county(place.root / "again", ONE)
    (place.root / "again/departments/336.toml").write_text('code = "336"\nname = "交通局"\n', encoding="utf-8")
    gathered(place, "one", "again", "other")
    lake = place.root / "lake"

    def everything() -> list[list[str]]:
        tables = ("projects", "indicators", "departments", "spending_plan")
        return [sorted(map(str, rows(lake, table))) for table in tables]

    before, count = everything(), len(files(lake))
    outcome = place("lake", "compact", "lake")
    assert outcome.err == f"lake: {count - 1} files before, {count - 8} now\n"
    assert (everything(), len(files(lake))) == (before, count - 7)
    assert place("lake", "compact", "lake").err == f"lake: {count - 8} files before, {count - 8} now\n"
    assert place.done("query", "SELECT COUNT(*) FROM projects", "--lake", "lake", "-f", "tsv").splitlines()[-1] == "3"
    assert gathered(place, "one", "again", "other")[-1] == "lake: 3 repositories, 0 read, 3 unchanged"
    change(place.root / f"one/projects/2021/335001/{project_code(ONE)}.toml")
    gathered(place, "one")
    found = sorted((row["repository"], row["total_fen"]) for row in rows(lake, "projects"))
    assert found == [("again", 24000005), ("one", 300), ("other", 24000005)]
    assert files(lake) == {MANIFEST, *read_manifest(lake).paths}
    place("lake", "compact", "lake")
    place("lake", "forget", "lake", "again")
    assert sorted(row["repository"] for row in rows(lake, "projects")) == ["one", "other"]
    assert sorted(row["code"] for row in rows(lake, "departments")) == ["335", "335"]
    assert place("lake", "status", "lake").status == 0


@pytest.mark.parametrize("words", [("compact", "."), ("forget", ".", "one"), ("compact", "nowhere"), ("status", ".")])
def test_a_folder_that_is_no_lake_is_left_alone(place: Perf, words: tuple[str, ...]) -> None:
    before = place.snapshot()
    assert place.refused("lake", *words).splitlines() == [
        f"Error: {words[1]} is not a lake: it holds no _manifest.json",
        "`perf gather REPO… -o LAKE` makes one.",
    ]
    assert place.snapshot() == before
    assert not (place.root / ".perf").exists()
