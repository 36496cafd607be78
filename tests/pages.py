"""The pages whose sessions are run, as they should read now. `python -m tests.pages` writes them anew."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from perfcli.actions.init import create_repository
from tests.example import REPO_TEMPLATE, published_text
from tests.sessions import ROOT, Shell, renewed

SET_UP = (
    "python3 -m venv .venv && .venv/bin/pip install -q . && "
    ".venv/bin/perf -C repo_template --locale en summary --unit 335001"
)
TEST = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest"

README = ROOT / "README.md"
GUIDE = REPO_TEMPLATE / "README.md"


def readme(page: str, home: Path) -> str:
    """README.md: run beside the example repository and the document it came from."""
    shutil.copytree(REPO_TEMPLATE, home / "repo_template")
    (home / "2021.txt").write_text(published_text(), encoding="utf-8", newline="\n")
    summary = Shell(home, page, "zh_CN").run(SET_UP.split(" && ")[-1].removeprefix(".venv/bin/"))
    page = re.sub(r"(?ms)^```text\n.*?^```$", lambda _match: f"```text\n{summary}```", page)
    return renewed(page, Shell(home, page, "en"))


def guide(page: str, home: Path) -> str:
    """The guide in each data repository: run in a new one that has the document in its folder."""
    root = home / "绩效目标"
    create_repository(root, year=2021)
    (root / "2021年部门预算绩效文本.txt").write_text(published_text(), encoding="utf-8", newline="\n")
    shell = Shell(home, page, "zh_CN")
    shell.folder = root
    return renewed(page, shell)


PAGES: dict[Path, Callable[[str, Path], str]] = {README: readme, GUIDE: guide}


def main() -> None:
    """Write what the commands of every page print now into it."""
    for path, now in PAGES.items():
        with tempfile.TemporaryDirectory() as home:
            path.write_text(now(path.read_text(encoding="utf-8"), Path(home)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
