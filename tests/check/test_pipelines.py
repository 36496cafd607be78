"""Findings at a merge request: GitLab's report, and the commands of the pipelines that docs/reviewing.md shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.check.test_command import FAULTY, repository
from tests.conftest import Call

__all__ = ["repository"]

PAGE = Path(__file__).parents[2] / "docs" / "reviewing.md"


def test_the_report_of_gitlab(repository: Path, call: Call) -> None:
    status, out, _err = call("check", "--select", "A304,D5", "-f", "gitlab")
    rows = json.loads(out)
    assert status == 1
    assert [(row["check_name"], row["severity"], row["location"]) for row in rows] == [
        ("A304 malformed-unit", "minor", {"path": FAULTY, "lines": {"begin": 32}}),
        ("D511 document-number", "info", {"path": FAULTY, "lines": {"begin": 33}}),
    ]
    before = [row["fingerprint"] for row in rows]
    assert len(set(before)) == 2
    path = repository / FAULTY
    path.write_text("# a line more\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    moved = json.loads(call("check", "--select", "A304,D5", "-f", "gitlab")[1])
    assert [row["fingerprint"] for row in moved] == before


def test_hooks_see_every_folder_of_records() -> None:
    yaml = pytest.importorskip("yaml", reason="needs PyYAML")
    hooks = yaml.safe_load((PAGE.parents[1] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    for path in ("perf.toml", FAULTY, "goals/2021/335.toml", "departments/335.toml", "progress/2021/335.toml"):
        assert [hook["id"] for hook in hooks if re.search(hook["files"], path)] == ["perf-check", "perf-fmt"]


def test_pipelines_are_yaml_and_their_commands_run(repository: Path, call: Call) -> None:
    yaml = pytest.importorskip("yaml", reason="needs PyYAML")
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    hooks, github, gitlab = (yaml.safe_load(block) for block in blocks)
    assert [hook["id"] for hook in hooks["repos"][0]["hooks"]] == ["perf-fmt", "perf-check"]
    commands = [step["run"] for step in github["jobs"]["review"]["steps"] if "run" in step] + gitlab["review"]["script"]
    perf = [
        re.sub(r"\$\{\{.*?\}\}", "main", command).split()[1:] for command in commands if command.startswith("perf ")
    ]
    assert len(perf) == 2
    for words in perf:
        at = words.index("--since") if "--since" in words else len(words)
        assert call(*words[:at], *words[at + 2 :])[0] == 1
    report = gitlab["review"]["artifacts"]["reports"]["codequality"]
    assert json.loads((repository / report).read_text(encoding="utf-8"))
