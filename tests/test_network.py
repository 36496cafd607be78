"""Nothing is fetched and nothing is sent: commands do their work where every use of a socket is refused."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import environment
from tests.example import REPO_TEMPLATE
from tests.sessions import ROOT

PROGRAM = """
import json, sys
used = []
def refuse(event, args):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "ssl.", "webbrowser.")):
        used.append(event)
        raise PermissionError(event)
sys.addaudithook(refuse)
from perfcli.cli.main import run
ended = [run(argv) for argv in json.loads(sys.argv[1])]
import socket
try:
    socket.socket()
except PermissionError:
    pass
print(json.dumps([ended, used]), file=sys.stderr)
"""

COMMANDS = [
    ["list", "-f", "json"],
    ["summary"],
    ["show", "13030321XTO7FBBMP2S80"],
    ["query", "SELECT COUNT(*) FROM indicators"],
    ["check", "--fail-on", "never"],
    ["fmt", "--check"],
    ["export", "all.xlsx"],
    ["export", "all.json"],
    ["import", "all.json", "--dry-run"],
    ["book", "--department", "335", "-o", "book.docx"],
    ["import", "book.docx", "--dry-run"],
    ["form", "fill", "13030321XTO7FBBMP2S80", "--form", "national", "-o", "form.html"],
    ["set", "13030321XTO7FBBMP2S80", "purpose=用于取暖。"],
    ["evaluate", "record", "13030321XTO7FBBMP2S80", "--spent", "8000000"],
    ["evaluate", "summary"],
    ["monitor", "status"],
    ["schema", "project"],
    ["doctor"],
]


def test_commands_use_no_socket(tmp_path: Path) -> None:
    root = shutil.copytree(REPO_TEMPLATE, tmp_path / "example")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(COMMANDS)],
        cwd=root,
        env=environment(PYTHONPATH=str(ROOT)),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    ended, used = json.loads(done.stderr.splitlines()[-1])
    assert dict(zip(map(" ".join, COMMANDS), ended, strict=True)) == {" ".join(argv): 0 for argv in COMMANDS}
    assert used == ["socket.__new__"], "the last one is the test's own: that the hook sees them"
