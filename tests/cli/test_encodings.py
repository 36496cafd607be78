"""The encoding of texts for people and of formats for scripts, in every kind of locale."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT, Perf

NOTHING_SAID = [
    {},
    {"LANG": "C"},
    {"LC_ALL": "C"},
    {"LC_ALL": "POSIX", "LANG": "en_US.gbk"},
    {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LANG": "zh_CN"},
    {"LANG": "zh_CN.UTF-8"},
    {"LC_ALL": "C.UTF-8", "LANG": "zh_CN.gbk"},
    {"LC_CTYPE": "C.UTF-8", "LANG": "zh_CN.gbk"},
    {"PYTHONUTF8": "1", "LANG": "zh_CN.gbk"},
    {"LANG": "zh_CN.nosuch"},
    {"LANG": "zh_CN.utf-16"},
    {"LANG": "zh_CN.hex"},
]
NAMED = [
    ({"LANG": "zh_CN.gbk"}, "gbk"),
    ({"LC_ALL": "zh_CN.GB18030"}, "gb18030"),
    ({"LC_ALL": "zh_CN.gb2312@pinyin", "LANG": "C"}, "gb2312"),
    ({"LC_ALL": "zh_CN.gbk", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, "gbk"),
    ({"PYTHONIOENCODING": "gbk"}, "gbk"),
    ({"PYTHONIOENCODING": "gbk", "LC_ALL": "C"}, "gbk"),
    ({"PYTHONIOENCODING": "utf-8", "LC_ALL": "zh_CN.gbk"}, "utf-8"),
]


def variables(more: dict[str, str]) -> dict[str, str]:
    kept = ("PATH", "SYSTEMROOT", "HOME", "USERPROFILE", "TEMP", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONPATH": str(CHECKOUT)} | more


def run(root: Path, environ: dict[str, str], *argv: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "perfcli", *argv]
    return subprocess.run(command, cwd=root, env=variables(environ), capture_output=True, timeout=60, check=False)


@pytest.fixture
def rare(perf: Perf) -> Perf:
    """The repository with a name that GBK has no character for."""
    file = next(perf.root.glob("projects/2021/335002/*.toml"))
    file.write_text(file.read_text(encoding="utf-8").replace("清洁取暖", "清洁𠮷暖"), encoding="utf-8")
    return perf


@pytest.mark.parametrize("environ", NOTHING_SAID, ids=str)
def test_chinese_in_utf8_where_nothing_is_said(rare: Perf, environ: dict[str, str]) -> None:
    done = run(rare.root, environ, "list", "--unit", "335002", "--columns", "name", "--locale", "zh_CN")
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, "项目名称\n--------\n清洁𠮷暖\n", b"")
    if not environ.get("LANG", "").startswith("en"):
        done = run(rare.root, environ, "lst")
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.decode().startswith("错误：没有命令 lst\n")


@pytest.mark.parametrize(("environ", "encoding"), NAMED, ids=str)
def test_texts_for_people_are_in_the_encoding_named(rare: Perf, environ: dict[str, str], encoding: str) -> None:
    done = run(rare.root, environ, "list", "--unit", "335002", "--columns", "name")
    name = "清洁𠮷暖".encode(encoding, "replace").decode(encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode(encoding).splitlines() == ["项目名称", "--------", name]
    assert name == ("清洁?暖" if encoding.startswith("gb") and encoding != "gb18030" else "清洁𠮷暖")
    done = run(rare.root, environ, "show", "没有这个项目")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "项目".encode(encoding) in done.stderr
    assert "list" in run(rare.root, environ, "--help").stdout.decode(encoding)


@pytest.mark.parametrize("environ", [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"}], ids=str)
def test_what_an_encoding_lacks_is_a_question_mark(rare: Perf, environ: dict[str, str]) -> None:
    done = run(rare.root, environ, "list", "--unit", "335002", "--columns", "name")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"????\n--------\n????\n", b"")
    assert run(rare.root, {"PYTHONIOENCODING": "ascii:xmlcharrefreplace"}, "lst").stderr.startswith(b"&#38169;")


@pytest.mark.parametrize("environ", [{"LC_ALL": "C"}, {"LANG": "zh_CN.gbk"}, {"PYTHONIOENCODING": "gbk"}], ids=str)
@pytest.mark.parametrize(
    "argv",
    [
        *(["list", "--unit", "335002", "-f", form] for form in ("json", "jsonl", "csv", "tsv")),
        ["show", "13030321BBBBBBBBBBBBB", "-f", "json"],
        ["query", "SELECT name FROM projects", "-f", "csv"],
        ["export", "-", "-f", "json"],
        ["form", "fill", "13030321BBBBBBBBBBBBB", "--form", "national", "-f", "html"],
    ],
    ids=" ".join,
)
def test_formats_for_scripts_are_utf8_everywhere(rare: Perf, environ: dict[str, str], argv: list[str]) -> None:
    done = run(rare.root, environ, *argv)
    assert done.returncode == 0
    assert "清洁𠮷暖" in done.stdout.decode()


@pytest.mark.parametrize(
    ("environ", "encoding"), [*((environ, "utf-8") for environ in NOTHING_SAID[:6]), *NAMED], ids=str
)
def test_a_terminal_shows_texts_in_the_encoding_named(rare: Perf, environ: dict[str, str], encoding: str) -> None:
    pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
    terminal, other = pty.openpty()
    command = [sys.executable, "-m", "perfcli", "--locale", "zh_CN", "list", "--unit", "335002", "--columns", "name"]
    process = subprocess.Popen(
        command, cwd=rare.root, env=variables(environ | {"COLUMNS": "80"}), stdin=other, stdout=other, stderr=other
    )
    os.close(other)
    shown = b""
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(terminal)
    assert process.wait(60) == 0
    name = "清洁𠮷暖".encode(encoding, "replace").decode(encoding)
    assert shown.decode(encoding).split() == ["项目名称", "--------", name]
