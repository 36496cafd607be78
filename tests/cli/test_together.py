"""Several processes at once, and processes that are killed."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from perfcli.documents.published import PublishedDocument
from perfcli.documents.text_writer import write_text
from tests.cli.test_import import project
from tests.conftest import Perf, environment

CODES = [f"13030321{number:013}" for number in range(400)]
DOCUMENT = write_text(PublishedDocument(projects=tuple(project(code) for code in CODES)))


def started(root: Path, *argv: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "perfcli", *argv],
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )


def test_projects_made_at_once_are_all_there(perf: Perf) -> None:
    before = set(perf.done("list", "-q").split())
    processes = [
        started(perf.root, "new", "project", "--unit", "335001", "--name", f"第{number}个", "--budget", "1")
        for number in range(12)
    ]
    results = [process.communicate(timeout=60) for process in processes]
    assert [(process.returncode, err) for process, (_out, err) in zip(processes, results, strict=True)] == [
        (0, b"")
    ] * 12
    paths = {Path(out.decode().strip()) for out, _err in results}
    assert len(paths) == 12
    assert set(perf.done("list", "-q").split()) - before == {path.stem for path in paths}


def test_one_code_wanted_by_many_is_given_once(perf: Perf) -> None:
    argv = ("new", "project", "--unit", "335001", "--name", "x", "--budget", "1", "--code", CODES[0])
    processes = [started(perf.root, *argv) for _number in range(6)]
    for process in processes:
        process.communicate(timeout=60)
    assert sorted(process.returncode for process in processes) == [0, 2, 2, 2, 2, 2]


def test_units_registered_at_once_are_all_there(perf: Perf) -> None:
    processes = [started(perf.root, "new", "unit", f"3351{number:02}", f"单位{number}") for number in range(8)]
    for process in processes:
        process.communicate(timeout=60)
    assert perf.done("list", "units", "-q", "--unit", "335").split() == [
        "335001",
        "335002",
        *(f"3351{number:02}" for number in range(8)),
    ]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_a_killed_import_leaves_whole_files_and_a_rerun_completes_it(empty: Perf) -> None:
    empty.write("document.txt", DOCUMENT)
    luck = random.Random(20)
    killed = 0
    for attempt in range(50):
        if attempt >= 8 and killed:
            break
        shutil.rmtree(empty.root / "projects", ignore_errors=True)
        process = started(empty.root, "import", "document.txt")
        while process.poll() is None and not (empty.root / "projects").exists():
            time.sleep(0.001)
        time.sleep(luck.uniform(0, 0.03) if attempt < 8 else 0)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        killed += process.returncode == -signal.SIGKILL
        assert empty("list", "-q").err == ""
        files = [path for path in empty.root.rglob("*.toml") if path.name != "perf.toml"]
        assert all(
            path.read_bytes().endswith(b'basis = "' + "计划".encode() + b'"\n')
            for path in files
            if "projects" in path.parts
        )
    assert killed
    assert empty("import", "document.txt").status == 0
    assert empty.done("list", "-q").split() == CODES
    assert [path for path in empty.root.rglob(".*.tmp") if path.parent != empty.root / "projects/2021/335001"] == []
    empty.done("new", "project", "--unit", "335001", "--name", "x", "--budget", "1", "--year", "2021")
    assert list(empty.root.rglob(".*.tmp")) == []
