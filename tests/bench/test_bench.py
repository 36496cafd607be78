"""The benchmark's own correctness, on a small repository: never its times."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from perfcli.codec import from_toml, write
from perfcli.model import Project
from tests.bench import peers
from tests.bench.__main__ import HEAD, main
from tests.bench.repository import make


def test_the_repository_is_the_same_every_time_and_as_perf_writes_it(tmp_path: Path) -> None:
    one, other = make(tmp_path / "one", 30), make(tmp_path / "other", 30)
    paths = sorted(path.relative_to(one) for path in one.rglob("*.toml"))
    assert [(other / path).read_bytes() for path in paths] == [(one / path).read_bytes() for path in paths]
    projects = [path for path in paths if path.parts[0] == "projects"]
    assert len(projects) == 30
    for path in projects:
        text = (one / path).read_text(encoding="utf-8")
        assert write(from_toml(text, Project)) == text


@pytest.mark.skipif(shutil.which("git") is None, reason="git is missing")
def test_the_table_has_a_line_for_every_figure(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--projects", "40", "--runs", "1"])
    printed = capsys.readouterr().out
    head, table = printed.split("\n\n")
    assert head.startswith("40 projects, 1 runs each, ")
    lines = table.rstrip("\n").split("\n")
    assert "\n".join(lines[:2]) == HEAD
    assert [line.split(" | ")[0].removeprefix("| ") for line in lines[2:]] == [
        "`python -c pass`",
        "a bare typer program",
        "`perf --version`",
        "`perf summary --unit 335001`",
        "`perf summary --unit 335001 -f json`",
        "warm `perf summary`",
        "warm `perf summary`",
        "warm `perf summary`",
        "peak memory of a warm `perf summary`, MB",
        "warm `perf summary --unit U`",
        "`perf list --name 清洁取暖 -f tsv`",
        "`perf summary` after one file changed",
        "cold build of the index",
        "peak memory of a cold build, MB",
        "growth of a cold build, exponent",
        "growth of a warm summary, exponent",
        "`perf show CODE`",
        "`perf check`",
        "peak memory of a `perf check`, MB",
        "`perf check` after one file changed",
        "`perf diff HEAD`",
        "`perf diff HEAD~1 HEAD`, s",
        "`perf monitor status --limit 100`",
        "peak memory of `perf monitor status --limit 100`, MB",
        "`perf monitor status -f tsv`",
        "peak memory of `perf monitor status -f tsv`, MB",
        "`perf monitor status -f json`",
        "peak memory of `perf monitor status -f json`, MB",
        "`perf evaluate summary -f json`",
        "peak memory of `perf evaluate summary -f json`, MB",
        "`perf summary --spending -f json`",
        "peak memory of `perf summary --spending -f json`, MB",
        "`perf import` of 40 Word forms",
    ]


@pytest.mark.skipif(shutil.which("recsel") is None, reason="recutils is missing")
def test_the_peers_sum_what_perf_sums(tmp_path: Path) -> None:
    root = make(tmp_path / "large", 50)
    peers.write_peer_files(root, tmp_path / "peers")
    printed = subprocess.run(peers.recsel_sum(tmp_path / "peers"), capture_output=True, text=True, check=True).stdout
    sums = [float(line.split(": ")[1]) for line in printed.split("\n") if line.startswith("Sum_Budget")]
    command = [sys.executable, "-m", "perfcli", "-C", str(root), "summary", "--by", "unit", "-f", "json"]
    rows = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    assert sums == pytest.approx([row["total"] for row in rows], rel=1e-5)  # recsel prints six digits
