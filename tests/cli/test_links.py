"""Links that a clone brings: nothing is written through them, and what is read through them is said."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import FILES, HEATING, MAINTENANCE, ROAD, Perf, lay_out

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need a right of their own in Windows")

SUMMARY = (
    '[{"year":2022,"unit":"336001","projects":1,"total":70000000000000.00,"fiscal":69999999999999.99,"other":0.01,'
)


@pytest.fixture
def perf(tmp_path: Path) -> Perf:
    """The small repository beside a folder of somebody else's files."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("precious", encoding="utf-8")
    return lay_out(tmp_path / "data", FILES)


def outside(perf: Perf) -> dict[str, str]:
    """What lies there."""
    folder = perf.root.parent / "outside"
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def warned(link: str) -> str:
    return f"Warning: {link} is a link: nothing is kept there; delete it\n"


def read_outside(link: str) -> str:
    return f"Warning: {link} is a link to files outside of the repository\n"


@pytest.mark.parametrize(
    ("link", "target"),
    [
        (".perf", "../outside"),
        (".perf", "../outside/none"),
        (".perf", "projects"),
        (".perf/index.sqlite", "../../outside/precious"),
        (".perf/index.stamp", "../../outside/precious"),
        (".perf/index.stamp", "../../outside/none"),
        (".perf/.gitignore", "../../outside/none"),
        (".perf/lock", "../../outside/precious"),
        (".perf/review-en.stamp", "../../outside/precious"),
    ],
)
def test_what_perf_keeps_is_no_link(perf: Perf, link: str, target: str) -> None:
    (perf.root / link).parent.mkdir(exist_ok=True)
    (perf.root / link).symlink_to(target)
    before = perf.snapshot()
    for argv in (["summary", "--year", "2022", "-f", "json"], ["list", "-q"], ["check", "-q"], ["query", "SELECT 1"]):
        outcome = perf(*[arg for arg in argv if arg != "-q" or argv[0] == "list"])
        assert outcome.err == warned(link), argv
        if argv[0] == "summary":
            assert outcome.out.startswith(SUMMARY)
    outcome = perf("new", "unit", "335003", "新单位")
    assert outcome.status == 2
    assert f"Error: {perf.root / link} is a link: nothing is written to the repository\n" in outcome.err
    assert outside(perf) == {"precious": "precious"}
    assert perf.snapshot() == before


@pytest.mark.parametrize("name", ["index.stamp", "index.sqlite", "review-en.sqlite"])
def test_clearing_the_cache_removes_a_link_and_not_what_it_leads_to(perf: Perf, name: str) -> None:
    (perf.root / ".perf").mkdir()
    (perf.root / ".perf" / name).symlink_to("../../outside/precious")
    outcome = perf("cache", "clear")
    assert (outcome.status, outcome.err) == (0, f"removed .perf/{name}\n")
    assert outside(perf) == {"precious": "precious"}
    assert perf("summary").err == ""


def test_clearing_the_cache_removes_what_perf_made_alone(perf: Perf) -> None:
    perf.done("list")
    perf("check")
    kept = ("review-2021.docx", "index.html", "index.sqlite.bak", "notes", "review-.sqlite", ".gitignore")
    for name in kept:
        perf.write(f".perf/{name}", "mine")
    (perf.root / ".perf/index-1-00000000.draft").write_bytes(b"")
    assert perf("cache", "clear").err == (
        "removed .perf/index-1-00000000.draft\nremoved .perf/index.sqlite\nremoved .perf/index.stamp\n"
        "removed .perf/review-en.sqlite\nremoved .perf/review-en.stamp\n"
    )
    assert {path.name for path in (perf.root / ".perf").iterdir()} == set(kept)


def test_clearing_a_cache_that_is_a_link_is_refused(perf: Perf) -> None:
    (perf.root.parent / "outside/index.sqlite").write_text("theirs", encoding="utf-8")
    (perf.root / ".perf").symlink_to("../outside")
    for what in ("clear", "rebuild"):
        err = perf.refused("cache", what)
        assert f"Error: {perf.root / '.perf'} is a link: what it leads to is not perf's own\n" in err
    assert outside(perf) == {"index.sqlite": "theirs", "precious": "precious"}


# writing


def refusal(link: str) -> str:
    return (
        f"Error: {link} is a link that leads away from the data of the repository; nothing was written\n"
        "Put a file or folder in its place, or delete it.\n"
    )


@pytest.mark.parametrize(
    ("link", "target", "argv"),
    [
        ("schemas", "../outside", ["schema", "--write"]),
        ("schemas", "../outside/none", ["schema", "--write", "project"]),
        ("projects/2023", "../../outside", ["new", "project", "--unit", "335001", "--name", "x", "--budget", "1"]),
        ("templates/new.toml", "../../outside/new", ["new", "template", "new", "--from", MAINTENANCE]),
        ("departments/337.toml", "../../outside/new", ["new", "unit", "337001", "新局"]),
        ("templates/x.toml", "../.git/config", ["new", "template", "x", "--from", MAINTENANCE]),
    ],
)
def test_no_command_writes_through_a_link(perf: Perf, link: str, target: str, argv: list[str]) -> None:
    (perf.root / link).symlink_to(target)
    before = perf.snapshot()
    argv = [*argv, "--year", "2023"] if argv[1] == "project" else argv
    outcome = perf(*argv)
    assert (outcome.status, outcome.out) == (2, "")
    assert refusal(link) in outcome.err
    assert outside(perf) == {"precious": "precious"}
    assert perf.snapshot() == before


def test_formatting_and_mending_leave_files_outside_alone(perf: Perf) -> None:
    theirs = 'use="x"\nname = "of another"\n'
    (perf.root.parent / "outside/other.toml").write_text(theirs, encoding="utf-8")
    (perf.root / "templates/x.toml").symlink_to("../../outside/other.toml")
    outcome = perf("fmt")
    assert outcome.status == 2
    assert refusal("templates/x.toml") in outcome.err
    assert outside(perf)["other.toml"] == theirs
    assert perf("fmt", "projects").status == 0


def test_import_does_not_write_through_a_dangling_link(perf: Perf) -> None:
    exported = perf("export", "-", "-f", "json", "--code", HEATING).out
    file = perf.root / f"projects/2021/335002/{HEATING}.toml"
    file.unlink()
    file.symlink_to("../../../../outside/made")
    outcome = perf("import", "-", stdin=exported)
    assert outcome.status == 2
    assert refusal(f"projects/2021/335002/{HEATING}.toml") in outcome.err
    assert outside(perf) == {"precious": "precious"}


# reading


@pytest.mark.parametrize("link", ["projects", "projects/2022", "projects/2022/336001", "file"])
def test_what_is_read_through_a_link_is_read_and_said(perf: Perf, link: str) -> None:
    path = f"projects/2022/336001/{ROAD}.toml" if link == "file" else link
    (perf.root / path).rename(perf.root.parent / "outside/there")
    (perf.root / path).symlink_to(perf.root.parent / "outside/there")
    for _time in range(2):
        outcome = perf("summary", "--year", "2022", "-f", "json")
        assert outcome.out.startswith(SUMMARY)
        assert (outcome.status, outcome.err) == (0, read_outside(path))
        assert read_outside(path) in perf("check").err
    assert perf("show", ROAD, "-f", "json").err == read_outside(path)
    assert perf("fmt", "--check").err == read_outside(path)
    if path != "projects":
        assert perf("summary", "--year", "2021").err == ""


def test_a_link_within_is_no_matter(perf: Perf) -> None:
    (perf.root / "projects/2022").rename(perf.root / "kept")
    (perf.root / "projects/2022").symlink_to("../kept")
    outcome = perf("summary", "--year", "2022", "-f", "json")
    assert (outcome.out[: len(SUMMARY)], outcome.err) == (SUMMARY, "")


def test_a_repository_reached_by_a_link_is_no_matter(perf: Perf) -> None:
    (perf.root.parent / "way").symlink_to("data")
    here = Perf(perf.root.parent)
    assert here("-C", "way", "summary").err == ""
    assert here("-C", "way", "new", "unit", "335003", "新单位").status == 0
