"""Where results are written: no own file is replaced, the ending says the format, links lead nowhere else."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from msgspec.structs import replace

from perfcli import output
from perfcli.actions import book
from perfcli.actions.export import TABLES
from perfcli.cli import export as exporting
from perfcli.cli import findings
from perfcli.cli.outputs import format_for
from perfcli.errors import PerfError
from perfcli.file_format import KNOWN, NEVER_WRITTEN, FileFormat
from perfcli.rows_for_scripts import streamed
from tests.conftest import FILES, MAINTENANCE, Perf, environment, lay_out, shell, spawn

posix = pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")

OWN_PROJECT = f"projects/2021/335001/{MAINTENANCE}.toml"


@pytest.mark.parametrize("form", KNOWN, ids=lambda form: form.name)
def test_a_format_is_a_known_one_whatever_writes_it(form: FileFormat) -> None:
    written = {*output.FORMATS, *book.FORMATS, *exporting.OFFERED, *findings.FORMATS}
    assert form in written, "no command writes it"
    assert written <= set(KNOWN), "name each in KNOWN of file_format.py"
    for ending in form.endings:
        assert format_for(Path(f"a{ending}"), form.name, [form], "") == form.name
        assert format_for(Path(f"a{ending}"), "", [form], "") == form.name
    if form.endings:
        with pytest.raises(PerfError, match="this command writes table"):
            format_for(Path(f"a{form.endings[0]}"), "", [replace(output.FORMATS[0], is_text=False)], "table")
    assert NEVER_WRITTEN.isdisjoint(form.endings)


@pytest.mark.parametrize("form", output.FORMATS, ids=lambda form: form.name)
def test_an_output_format_is_offered_wherever_rows_are_printed(perf: Perf, form: FileFormat) -> None:
    assert form.name in perf.done("list", "--help").split("--format", 1)[1].split("--columns")[0]
    assert perf.done("list", "-f", form.name) != ""
    assert f"{form.name}" in perf.refused("list", "-o", "a.docx").splitlines()[0]


def test_no_command_names_the_formats_that_nest() -> None:
    sources = {path.name: path.read_text(encoding="utf-8") for path in Path(exporting.__file__).parent.glob("*.py")}
    naming = {name for name, text in sources.items() if re.search(r'(?:in \(|== )"[^\n]*"jsonl"|== "jsonl"', text)}
    assert naming == {"check_lake.py"}, "NESTED_FOR_SCRIPTS of output.py says which; not a name"


def test_a_format_without_its_writer_is_no_other_one() -> None:
    with pytest.raises(KeyError, match="rst"):
        output.render([], [], "rst")
    with pytest.raises(KeyError, match="rst"):
        streamed([], [], "rst")
    with pytest.raises(KeyError, match="table"):
        streamed([], [], "table")


def refused_as_own(file: str) -> str:
    return (
        f"Error: {file} is one of the repository's own files: no result is written there\n"
        "Name another file, or add --force.\n"
    )


WRITING = [
    ["list", "-o"],
    ["list", "-q", "-o"],
    ["show", MAINTENANCE, "-f", "json", "-o"],
    ["summary", "-o"],
    ["query", "SELECT 1", "-o"],
    ["query", "--tables", "-o"],
    ["rules", "-o"],
    ["rules", "--page", "-o"],
    ["cache", "status", "-o"],
    ["schema", "project", "-o"],
    ["check", "-o"],
    ["check", "--update-baseline", "--baseline"],
    ["book", "--unit", "335001", "--year", "2021", "-f", "txt", "-o"],
    ["export", "-f", "jsonl"],
    ["export", "-f", "csv", "--table", "projects"],
]


@pytest.mark.parametrize("argv", WRITING, ids=" ".join)
def test_no_command_replaces_an_own_file(perf: Perf, argv: list[str]) -> None:
    before = perf.snapshot()
    assert perf.refused(*argv, "templates/new") == refused_as_own("templates/new")
    assert perf.snapshot() == before
    if argv[0] != "check":
        perf(*argv, "templates/new", "--force")
        assert perf.snapshot().keys() - before.keys() == {"templates/new"}


@pytest.mark.parametrize(
    "file",
    [
        *(
            "perf.toml",
            OWN_PROJECT,
            f"goals/../{OWN_PROJECT}",
            "departments/new",
            "forms/x",
            "progress/x",
            "schemas/x",
        ),
        *(".perf/x", ".git/config", "../data/perf.toml", "link-to-it", "folder-link/335001/x", "sub/.git/hooks/x"),
    ],
)
@posix
def test_own_files_by_whatever_path(tmp_path: Path, file: str) -> None:
    perf = lay_out(tmp_path / "data", FILES)
    (perf.root / "link-to-it").symlink_to("perf.toml")
    (perf.root / "folder-link").symlink_to("projects/2021")
    before = perf.snapshot()
    assert perf.refused("list", "-o", file) == refused_as_own(file)
    assert perf.snapshot() == before
    outside = Perf(tmp_path)
    other = f"data/{file}"
    assert outside.refused("-C", "data", "list", "-o", other) == refused_as_own(other)


def test_own_files_of_another_repository(tmp_path: Path, perf: Perf) -> None:
    other = lay_out(tmp_path / "other", FILES)
    file = other.root / "perf.toml"
    assert perf.refused("list", "-o", str(file)) == refused_as_own(str(file))
    assert other.read("perf.toml") == FILES["perf.toml"]


@posix
def test_own_files_whose_name_differs_in_case_alone(perf: Perf) -> None:
    assert perf.done("list", "-q", "-o", "PERF.TXT") == ""
    os.link(perf.root / "perf.toml", perf.root / "Perf.Toml")  # what a disk without case says of both names
    assert perf.refused("list", "-q", "-o", "Perf.Toml", "--columns", "code").startswith("Error: Perf.Toml ")


def test_other_files_of_the_repository_are_free(perf: Perf) -> None:
    for file in ("README", "out.json", "reports.csv", "projects.json"):
        perf.done("list", "-o", file)
    assert perf("check", "--baseline", "baseline.json").status == 0
    assert perf("check", "--baseline", "baseline.json", "--update-baseline").status == 0
    said = "Error: perf.toml is not a baseline of findings\nName a file that `perf check --baseline FILE` wrote.\n"
    for option in ("--baseline", "--against"):
        assert perf("check", option, "perf.toml").err == said


@posix
def test_an_output_through_a_link_out_of_the_repository_is_asked_for(tmp_path: Path) -> None:
    perf = lay_out(tmp_path / "data", FILES)
    (tmp_path / "outside").mkdir()
    (perf.root / "out").symlink_to(tmp_path / "outside")
    assert perf.refused("list", "-o", "out/x.json") == (
        "Error: out/x.json is reached by a link out of the repository: out\nName another file, or add --force.\n"
    )
    assert list((tmp_path / "outside").iterdir()) == []
    perf.done("list", "-o", "out/x.json", "--force")
    assert (tmp_path / "outside/x.json").read_bytes().startswith(b"[{")


# endings


@pytest.mark.parametrize(
    ("argv", "file", "writes"),
    [
        (["list"], "清单.xlsx", "table, markdown, json, jsonl, csv, tsv"),
        (["list"], "清单.xls", "table, markdown, json, jsonl, csv, tsv"),
        (["list", "-q"], "x.json", "text, csv, tsv"),
        (["summary"], "x.docx", "table, markdown, json, jsonl, csv, tsv"),
        (["show", MAINTENANCE], "x.csv", "table, markdown, json, jsonl"),
        (["list"], "清单.pdf", "table, markdown, json, jsonl, csv, tsv"),
        (["schema", "project"], "x.xlsx", "json"),
        (["rules", "--page"], "x.html", "markdown"),
        (["book", "--year", "2021"], "x.xlsx", "docx, txt, md, html, pdf"),
    ],
)
def test_a_file_is_never_filled_with_another_format(perf: Perf, argv: list[str], file: str, writes: str) -> None:
    before = perf.snapshot()
    err = perf.refused(*argv, "-o", file)
    assert err.split("\n")[0] == f"Error: {file} cannot be written: this command writes {writes}"
    assert perf.snapshot() == before
    baseline = perf.refused("check", "--baseline", "x.xlsx")
    assert baseline.startswith("Error: x.xlsx cannot be written: this command writes json\n")


@pytest.mark.parametrize(
    ("argv", "file", "form"),
    [
        (["list", "-f", "json", "-o"], "x.csv", "json"),
        (["list", "-f", "table", "-o"], "x.md", "table"),
        (["check", "-f", "text", "-o"], "x.json", "text"),
        (["check", "-f", "json", "-o"], "x.sarif", "json"),
        (["check", "-f", "markdown", "-o"], "审核表.docx", "markdown"),
        (["book", "--year", "2021", "-f", "docx", "-o"], "x.txt", "docx"),
        (["book", "--year", "2021", "-f", "html", "-o"], "x.docx", "html"),
        (["export", "-f", "csv"], "x.json", "csv"),
        (["export", "-f", "json"], "x.CSV", "json"),
    ],
)
def test_a_format_and_an_ending_that_disagree(perf: Perf, argv: list[str], file: str, form: str) -> None:
    assert perf.refused(*argv, file) == (
        f"Error: {file} is not named like a file of the format {form}\n"
        "Leave --format out, or give the file another ending.\n"
    )
    assert not (perf.root / file).exists()


@pytest.mark.parametrize(
    ("argv", "file", "begins"),
    [
        (["check"], "x.json", b'[{"'),
        (["check"], "x.sarif", b'{"$schema"'),
        (["check", "-f", "sarif"], "x.json", b'{"$schema"'),
        (["check"], "x.md", b"# "),
        (["check"], "x.txt", b"goals/2021/3"),
        (["list"], "x.ndjson", b'{"code"'),
        (["list"], "x.TSV", b"code\tname"),
        (["list", "-f", "csv"], "x.txt", b"\xef\xbb\xbfcode,name"),
        (["list", "-f", "json"], "x.out", b"[{"),
        (["list", "-q"], "x.csv", b"1303"),
    ],
)
def test_an_ending_says_the_format(perf: Perf, argv: list[str], file: str, begins: bytes) -> None:
    perf(*argv, "-o", file)
    assert (perf.root / file).read_bytes()[: len(begins)] == begins


def test_one_csv_file_holds_one_table(perf: Perf) -> None:
    assert perf.refused("export", "表.csv") == (
        f"Error: 表.csv is one file, and a csv file holds one table\nName it with --table: {', '.join(TABLES)}.\n"
    )
    assert not (perf.root / "表.csv").exists()
    assert perf("export", "表.csv", "--table", "projects").status == 0
    assert (perf.root / "表.csv").is_file()
    assert perf("export", "表/").status == 0
    assert (perf.root / "表/projects.csv").is_file()
    assert perf.refused("export", "表", "-f", "json").startswith("Error: unknown format: json\n")


def test_several_tables_are_all_written_or_none(perf: Perf) -> None:
    (perf.root / "tables/goals.csv").mkdir(parents=True)
    assert perf.refused("export", "tables").startswith("Error: tables/goals.csv cannot be written: it is a folder\n")
    assert [path.name for path in (perf.root / "tables").iterdir()] == ["goals.csv"]


def test_a_name_of_eighty_characters(perf: Perf) -> None:
    name = "绩" * 80 + ".json"
    assert perf.done("list", "-o", name) == ""
    assert perf.read(name).startswith("[{")


# what is no file


@posix
def test_pipes_and_devices(perf: Perf) -> None:
    os.mkfifo(perf.root / "pipe")
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append((perf.root / "pipe").read_bytes()))
    reader.start()
    assert perf.done("list", "-f", "json", "--columns", "year", "--limit", "1", "-o", "pipe") == ""
    reader.join(timeout=30)
    assert found == [b'[{"year":2021}]\n']
    assert stat.S_ISFIFO((perf.root / "pipe").stat().st_mode)
    assert perf.done("list", "-o", "/dev/null") == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_device_is_said(perf: Perf) -> None:
    outcome = perf("list", "-o", "/dev/full")
    assert (outcome.status, outcome.out) == (74, "")
    assert outcome.err == "Error: the system failed: /dev/full: No space left on device\n"


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="a name of POSIX systems")
def test_standard_output_by_its_name_is_written_on(perf: Perf) -> None:
    perf.write("log", "before\n")
    done = shell(perf.root, "perf list -q --limit 1 -o /dev/stdout >> log && perf list -q --limit 1 -o /dev/fd/1 | cat")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{MAINTENANCE}\n", "")
    assert perf.read("log") == f"before\n{MAINTENANCE}\n"


# at once


def test_results_written_into_one_folder_at_once_are_all_there(perf: Perf) -> None:
    perf.done("list")
    for _round in range(3):
        processes = [
            subprocess.Popen(
                [sys.executable, "-m", "perfcli", "list", "-f", "json", "-o", f"{number}.json"],
                cwd=perf.root,
                stderr=subprocess.PIPE,
                env=environment(),
            )
            for number in range(4)
        ]
        assert [(p.communicate(timeout=60)[1], p.returncode) for p in processes] == [(b"", 0)] * 4
    assert len({perf.read(f"{number}.json") for number in range(4)}) == 1


def test_drafts_are_ignored_by_git(tmp_path: Path) -> None:
    spawn(tmp_path, "init", "r")
    assert "*.tmp" in (tmp_path / "r/.gitignore").read_text(encoding="utf-8").split("\n")


def test_a_file_of_others_stays_unless_that_is_wanted(perf: Perf) -> None:
    (perf.root / "notes.py").write_text("print(1)\n", encoding="utf-8")
    for argv in (("list", "-f", "csv"), ("list", "-f", "json"), ("summary",)):
        assert perf.refused(*argv, "-o", "notes.py") == (
            "Error: notes.py is there already and is not a result of this command: it stays as it is\n"
            "Name another file, or add --force.\n"
        )
    assert (perf.root / "notes.py").read_text(encoding="utf-8") == "print(1)\n"
    perf.done("list", "-f", "csv", "-o", "notes.py", "--force")


def test_what_the_same_command_wrote_may_be_written_again(perf: Perf) -> None:
    for form in ("csv", "json", "jsonl", "table"):
        for _time in range(2):
            perf.done("list", "-f", form, "-o", "result.dat")
        (perf.root / "result.dat").unlink()


@pytest.mark.parametrize("name", ["README.md", "readme.MD", "perf.toml", "projects/x.md", ".gitignore"])
def test_the_files_of_a_repository_are_no_place_for_results(perf: Perf, name: str) -> None:
    assert perf.refused("list", "-f", "markdown", "-o", name).startswith("Error: ")
    assert not (perf.root / "README.md").exists()
    perf.done("list", "-f", "markdown", "-o", "x.md")
    (perf.root / "sub").mkdir()
    perf.done("list", "-o", "sub/README.md")
