"""What people would use instead, on the same data: references that the figures are held against."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import rtoml

BARE_PYTHON = (sys.executable, "-c", "pass")
BARE_TYPER = (
    sys.executable,
    "-c",
    "import typer\napp = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)\n"
    "@app.command()\ndef main() -> None:\n    print('done')\napp()",
)
READING_LOOP = (
    sys.executable,
    "-c",
    "import os, sys, rtoml\n"
    "for folder, _folders, files in os.walk('projects'):\n"
    "    for name in files:\n"
    "        with open(os.path.join(folder, name), encoding='utf-8') as file:\n"
    "            rtoml.loads(file.read())",
)
"""A single process that reads every file with the fastest TOML reader and keeps nothing."""

FORMS_LOOP = (
    sys.executable,
    "-c",
    "import os, pathlib, sys, zipfile\n"
    "from xml.etree import ElementTree\n"
    "folder, written = map(pathlib.Path, sys.argv[1:])\n"
    "written.mkdir(parents=True)\n"
    "for number, path in enumerate(sorted(folder.rglob('*.docx'))):\n"
    "    with zipfile.ZipFile(path) as archive:\n"
    "        for part in {'word/document.xml', 'word/styles.xml', 'word/numbering.xml'} & {*archive.namelist()}:\n"
    "            ElementTree.fromstring(archive.read(part))\n"
    "    with open(written / f'{number}.toml', 'wb') as file:\n"
    "        file.write(b'x' * 3000)\n"
    "        file.flush()\n"
    "        os.fsync(file.fileno())",
)
"""A single process that parses the XML of Word files and keeps nothing, and writes a file of 3,000 bytes for each."""

GIT_STATUS = ("git", "status", "--porcelain")
GIT_DIFF = ("git", "diff", "--stat", "HEAD")


def recsel_sum(folder: Path) -> tuple[str, ...]:
    """Sums by unit from GNU recutils."""
    return ("recsel", "-t", "Project", "-G", "Unit", "-p", "Unit,Sum(Budget)", str(folder / "projects.rec"))


def hledger_sum(folder: Path) -> tuple[str, ...]:
    """Balances by unit from hledger."""
    return ("hledger", "-f", str(folder / "projects.journal"), "balance", "--depth", "2", "budget")


def ripgrep(text: str) -> tuple[str, ...]:
    """A search for a text in all files."""
    return ("rg", "--no-ignore", "--no-heading", text, "projects")


def is_there(program: str) -> bool:
    """Whether a program can be run here."""
    return shutil.which(program) is not None


def commit_all(root: Path) -> None:
    """Put a repository under git, its index refreshed."""
    git = ("git", "-C", str(root), "-c", "user.name=bench", "-c", "user.email=bench@localhost")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "data"), ("status", "--porcelain")):
        subprocess.run([*git, *words], check=True, capture_output=True)


def write_peer_files(root: Path, folder: Path) -> None:
    """The projects of a repository in the formats of recutils and hledger."""
    folder.mkdir(exist_ok=True)
    with (
        (folder / "projects.rec").open("w", encoding="utf-8") as records,
        (folder / "projects.journal").open("w", encoding="utf-8") as journal,
    ):
        records.write("%rec: Project\n%type: Budget real\n\n")
        for code, name, unit, year, total in _projects(root):
            records.write(f"Code: {code}\nName: {name}\nUnit: {unit}\nYear: {year}\nBudget: {total:.2f}\n\n")
            journal.write(f"{year}-01-01 {code} {name}\n    budget:{unit}  {total:.2f}\n    source\n\n")


def _projects(root: Path) -> Iterator[tuple[str, str, str, int, float]]:
    for path in sorted(root.glob("projects/*/*/*.toml")):
        data = rtoml.loads(path.read_text(encoding="utf-8"))
        yield data["code"], data["name"], data["unit"], data["year"], data["budget"]["total"]
