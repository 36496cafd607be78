"""Sessions in a page: ```console blocks whose lines after `$ ` are commands, and what each prints below it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.example import REPO_TEMPLATE

ROOT = Path(__file__).parents[1]
HOME = "/home/you"
"""How pages write the folder that a session starts in."""

_CODE = re.compile(r"(?<![0-9A-Z])([0-9]{8})[0-9A-Z]{13}(?![0-9A-Z])")


@dataclass(frozen=True)
class Step:
    """One command of a page, and what the page says that it prints."""

    line: int
    command: str
    output: str


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def steps(page: str) -> Iterator[Step]:
    """Every command of a page's sessions, in its order."""
    for match in re.finditer(r"^```console\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        first = page.count("\n", 0, match.start(1)) + 1
        lines = match[1].splitlines(keepends=True)
        starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
        assert starts[:1] == [0], f"line {first}: a session starts with a command"
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            yield Step(first + start, lines[start][2:-1], "".join(lines[start + 1 : end]))


class Shell:
    """Runs the commands of a page one after the other, `cd` between them, below a folder of its own."""

    def __init__(self, home: Path, page: str, locale: str) -> None:
        self.home = home
        self.folder = home
        examples = (path.stem for path in REPO_TEMPLATE.glob("projects/*/*/*.toml"))
        self._known = {*examples, *(match[0] for match in _CODE.finditer(page))}
        program = home / ".bin" / "perf"
        program.parent.mkdir(exist_ok=True)
        program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -m perfcli \"$@\"\n", encoding="utf-8")
        program.chmod(0o755)
        self._environment = {
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "PERF_LOCALE": locale,
            "PYTHONPATH": str(ROOT),
        }

    def run(self, command: str) -> str:
        """What a command prints, as a page shows it: a code drawn at random as its first eight digits and `…`."""
        if command.startswith("cd "):
            self.folder = (self.folder / command.removeprefix("cd ")).resolve(strict=True)
            return ""
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        shown = done.stdout.decode("utf-8").replace(str(self.home), HOME)
        shown = _CODE.sub(lambda match: match[0] if match[0] in self._known else f"{match[1]}…", shown)
        return shown if done.returncode == 0 else f"{shown}(exit status {done.returncode})\n"


def renewed(page: str, shell: Shell) -> str:
    """The page with what each of its commands prints now."""
    lines = page.splitlines(keepends=True)
    for step in reversed([(step, shell.run(step.command)) for step in steps(page)]):
        said, shown = step
        lines[said.line : said.line + said.output.count("\n")] = shown.splitlines(keepends=True)
    return "".join(lines)
