"""Review sheets as files: one a unit with an index, or all in one."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from perfcli.errors import Problem
from perfcli.formats.excel.reader import read_xlsx
from perfcli.formats.word.pages import read_pages
from perfcli.repository import Repository
from tests.check.examples import CODE
from tests.check.test_command import OTHER, repository
from tests.conftest import Call

__all__ = ["repository"]

ONE = ("--ignore", "R202")


def _lines(file: Path) -> list[list[str]]:
    return [[spot.text for spot in row.spots] for row in read_pages(file.read_bytes()).page.rows]


def test_a_word_file_for_each_unit_and_an_index_ranked_by_weight(repository: Path, call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "审核"
    status, out, err = call("check", *ONE, "-o", f"{folder}/")
    assert (status, out, err) == (1, "", f"3 files written to {folder}\n")
    assert sorted(path.name for path in folder.iterdir()) == ["335001.docx", "335002.docx", "index.docx"]
    assert _lines(folder / "index.docx") == [
        ["Review sheets"],
        ["No.", "Unit", "Unit name", "Points", "Findings", "Projects", "Budget concerned"],
        ["1", "335001", "本级", "4", "3", "1/1", "240,000.00"],
        ["2", "335002", "供热站", "0", "0", "0/1", "0.00"],
    ]
    assert _lines(folder / "335001.docx") == [
        ["Review sheet: 335001 本级"],
        ["1 of 1 projects have findings; error 0, warning 2, notice 1"],
        ["No.", "Code", "Name", "Budget", "Findings", "Proposed outcome"],
        ["1", CODE, "404公租房屋面防水维修", "240,000.00", "3", "good: improve, then on"],
        ["404公租房屋面防水维修"],
        [f"Code: {CODE}"],
        ["Unit: 335001, year: 2021"],
        ["Budget: 240,000.00 yuan"],
        ["Nature", "Rule", "Severity", "Line", "Finding"],
        ["Appropriateness", "A304", "warning", "32", "the unit 百分百 of ≥100百分百 is written wrongly: write %"],
        ["Appropriateness", "A307", "warning", "32", "≥100百分百: no part of a whole passes 100%, so write =100%"],
        ["Data", "D511", "notice", "33", "the document number 秦政办【2012】 has 【】 for 〔〕"],
        ["Proposed outcome: good: improve, then on (4 points)"],
    ]


@pytest.mark.skipif(os.name == "nt", reason="folders whose names differ in case alone")
def test_no_sheet_takes_the_place_of_another(repository: Path, call: Call, tmp_path: Path) -> None:
    file = next((repository / "projects" / "2021" / "335001").iterdir())
    odd = ("index", "Index", "CON", "repository", "a*b", "a_b", "a:b")
    for name in odd:
        folder = repository / "projects" / "2021" / name
        folder.mkdir()
        (folder / file.name).write_bytes(file.read_bytes())
    status, _out, err = call("check", "-o", f"{tmp_path / 'sheets'}/", "-f", "markdown")
    names = sorted(path.name for path in (tmp_path / "sheets").iterdir())
    assert (status, err) == (1, f"{len(names)} files written to {tmp_path / 'sheets'}\n")
    assert len({name.casefold() for name in names}) == len(names) == len(odd) + 3
    assert {"335001.md", "335002.md", "index.md"} < set(names)
    said = [(tmp_path / "sheets" / name).read_text(encoding="utf-8").splitlines()[0] for name in names]
    assert {f"# Review sheet: {name}" for name in ("index", "Index", "CON", "repository")} < set(said)
    assert all(re.fullmatch(r"[\w-]+\.md", name) for name in names)


def test_a_workbook_has_filters_over_projects_and_findings(repository: Path, call: Call, tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter", reason="needs the extra office")
    file = tmp_path / "审核.xlsx"
    assert call("check", *ONE, "-o", str(file))[0] == 1
    projects, findings = read_xlsx(file.read_bytes())
    texts = [[cell if isinstance(cell, str) else cell.shown for cell in line.cells] for line in findings.lines]
    assert [(row[0], row[2], row[6], row[8]) for row in texts] == [
        ("Unit", "Code", "Nature", "Rule"),
        ("335001", CODE, "Appropriateness", "A304"),
        ("335001", CODE, "Appropriateness", "A307"),
        ("335001", CODE, "Data", "D511"),
    ]
    assert [line.cells[2] for line in projects.lines] == ["Code", CODE, OTHER]


def test_markdown_into_a_folder_that_is_there(repository: Path, call: Call, tmp_path: Path) -> None:
    (repository / "templates").mkdir()
    (repository / "templates" / "broken.toml").write_text("name = ", encoding="utf-8")
    folder = tmp_path / "there"
    folder.mkdir()
    call("check", *ONE, "-f", "markdown", "-o", str(folder))
    assert sorted(path.name for path in folder.iterdir()) == ["335001.md", "335002.md", "index.md", "repository.md"]
    text = (folder / "335001.md").read_text(encoding="utf-8")
    assert text.startswith("# Review sheet: 335001 本级\n")
    assert "\n# Review sheet: 404公租房屋面防水维修\n" in text
    assert "templates/broken.toml" in (folder / "repository.md").read_text(encoding="utf-8")
    assert "](335002.md)" in (folder / "index.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-f", "docx"), "docx is not text: it is not printed"),
        (("-f", "json", "-o", "sheets/"), "unknown format: json"),
        (("--by", "unit", "-o", "sheets/"), "--by and -o sheets/ do not go together"),
        (("-o", "projects/"), "is one of the repository's own files"),
    ],
)
def test_what_is_no_place_for_sheets(repository: Path, call: Call, arguments: tuple[str, ...], message: str) -> None:
    status, out, err = call("check", *arguments)
    assert (status, out, message in err) == (2, "", True)


def test_no_sheets_without_the_names_of_units(
    repository: Path, call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the last review kept of a file is fresh, though its names cannot be read now."""
    folder = tmp_path / "审核"
    assert call("check", *ONE, "-o", f"{folder}/")[0] == 1
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    departments = Repository.departments
    refused = Problem("departments/335.toml", 1, 0, "", "system", "cannot be read: I/O error")
    monkeypatch.setattr(
        Repository,
        "departments",
        lambda self: [replace(item, record=None, problems=(refused,)) for item in departments(self)],
    )
    status, out, err = call("check", *ONE, "-o", f"{folder}/", "--force")
    assert (status, out) == (2, "")
    assert err.startswith(
        "Error: what is written would lack these files, which cannot be read\n  departments/335.toml:1:"
    )
    assert err.endswith("\nMend these files.\n")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
