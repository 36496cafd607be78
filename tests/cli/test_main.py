"""How the program ends: statuses, pipes, signals, encodings, languages."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import perfcli
from perfcli.cli import app
from tests.conftest import FILES, HEATING, MAINTENANCE, ROAD, Perf, environment, shell, spawn

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="no bash on this system")
needs_dev_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")


def test_version_and_help(perf: Perf) -> None:
    assert perf.done("--version") == f"perf {perfcli.__version__}\n"
    for argv in (["-h"], ["--help"], ["list", "-h"], ["new", "project", "--help"]):
        assert perf.done(*argv).startswith("Usage: perf ")
    assert "Usage: perf" in perf.refused("--nothing")


@pytest.mark.parametrize("name", app.COMMANDS)
def test_every_command_has_help(perf: Perf, name: str) -> None:
    assert perf.done(name, "-h").startswith(f"Usage: perf {name} ")


def test_global_options(perf: Perf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = Perf(tmp_path.parent)
    for argv in (("--repo", perf.root), ("-C", perf.root), (f"--repo={perf.root}",), (f"-C{perf.root}",)):
        assert elsewhere.done(*argv, "--no-color", "list", "-q", "--limit", "1") == f"{MAINTENANCE}\n"
    monkeypatch.setenv("PERF_REPO", str(perf.root))
    assert elsewhere.done("list", "-q", "--limit", "1") == f"{MAINTENANCE}\n"
    monkeypatch.delenv("PERF_REPO")
    inside = Perf(perf.root / "projects" / "2021")
    assert inside.done("list", "-q", "--limit", "1") == f"{MAINTENANCE}\n"
    assert "-C requires a value" in perf.refused("-C")


@pytest.mark.parametrize(
    ("environ", "settings", "argv", "spoken"),
    [
        ({}, "", [], "zh_CN"),
        ({"LANG": "en_GB.UTF-8"}, "", [], "en"),
        ({"LANG": "C", "LC_ALL": "POSIX"}, "", [], "zh_CN"),
        ({"LANG": "en_US", "LC_ALL": "zh_CN.GB18030"}, "", [], "zh_CN"),
        ({"LANG": "zh_CN"}, 'locale = "en"\n', [], "en"),
        ({"PERF_LOCALE": "zh_CN"}, 'locale = "en"\n', [], "zh_CN"),
        ({"PERF_LOCALE": "zh_CN"}, 'locale = "en"\n', ["--locale", "en"], "en"),
        ({"LANG": "en_US"}, "locale = 3\n", [], "en"),
        ({"LANG": "fr_FR.UTF-8"}, 'locale = "xx"\n', [], "zh_CN"),
    ],
)
def test_which_language_is_spoken(
    perf: Perf, monkeypatch: pytest.MonkeyPatch, environ: dict[str, str], settings: str, argv: list[str], spoken: str
) -> None:
    from perfcli import i18n

    for name in ("PERF_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    perf.write("perf.toml", settings + FILES["perf.toml"])
    assert perf(*argv, "list", "templates", "-q").status == 0
    assert i18n.get_locale() == spoken


def test_an_unknown_language_is_refused(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "fr" in perf.refused("--locale", "fr", "list")
    monkeypatch.setenv("PERF_LOCALE", "fr")
    assert "fr" in perf.refused("list")


def test_a_bug_is_one_line_unless_it_is_asked_for(perf: Perf, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(argv: list[str]) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(app, "build", broken)
    outcome = perf("list")
    assert (outcome.status, outcome.out) == (70, "")
    assert outcome.err == "Error: a bug in perf (ZeroDivisionError); please report it, with PERF_DEBUG=1 set\n"
    monkeypatch.setenv("PERF_DEBUG", "1")
    assert "Traceback (most recent call last):" in perf("list").err


@needs_bash
class TestPipes:
    def test_a_reader_that_goes_away_ends_it_in_silence(self, perf: Perf) -> None:
        for number in range(3000):
            perf.write(f"templates/t{number:04}-{'x' * 60}.toml", 'name = "x"\n')
        done = shell(perf.root, "perf list templates -q | head -1")
        assert (done.returncode, done.stderr) == (141, "")
        assert done.stdout == "housing-maintenance\n"

    def test_a_short_answer_is_all_taken_or_all_left(self, perf: Perf) -> None:
        done = shell(perf.root, "perf list -q | head -1")
        assert done.returncode in (0, 141)
        assert (done.stdout, done.stderr) == (f"{MAINTENANCE}\n", "")
        closed = shell(perf.root, "perf list -q | true")
        assert closed.returncode in (0, 141)
        assert closed.stderr == ""

    def test_one_command_feeds_another(self, perf: Perf) -> None:
        done = shell(perf.root, "perf list -q | perf show - -f jsonl | wc -l")
        assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "3", "")

    def test_results_alone_on_standard_output(self, perf: Perf) -> None:
        perf.write(f"projects/2021/335002/{HEATING}.toml", "code =")
        done = shell(perf.root, "perf list -q 2>/dev/null")
        assert done.stdout.split() == [MAINTENANCE, ROAD]

    @needs_dev_full
    @pytest.mark.parametrize("line", ["perf list > /dev/full", "perf list -o /dev/full", "perf --version > /dev/full"])
    def test_a_full_disk_is_one_line(self, perf: Perf, line: str) -> None:
        done = shell(perf.root, line)
        assert done.returncode == 74
        assert done.stderr.startswith("Error: the system failed: ")
        assert done.stderr.endswith("No space left on device\n")
        assert done.stderr.count("\n") == 1

    def test_a_device_is_written_to_and_not_replaced(self, perf: Perf) -> None:
        done = shell(perf.root, "perf list -q -o /dev/null; perf list -q -o /dev/stdout | cat")
        assert (done.returncode, done.stdout.split()) == (0, [MAINTENANCE, HEATING, ROAD])
        assert Path("/dev/null").is_char_device()

    def test_process_substitution_can_be_read(self, perf: Perf) -> None:
        given = json.dumps({"name": "x", "unit": "335001", "budget": 1})
        done = shell(perf.root, f"perf new project --from <(echo '{given}')")
        assert (done.returncode, done.stdout.count("\n"), done.stderr) == (0, 1, "")


def has_been_read(pipe: int) -> None:
    """Wait until whoever is at the other end has taken all that was written."""
    import fcntl
    import termios

    for _time in range(6000):
        if fcntl.ioctl(pipe, termios.FIONREAD, b"\0\0\0\0") == b"\0\0\0\0":
            return
        time.sleep(0.01)
    pytest.fail("nobody reads")


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_an_interrupt_ends_with_130(perf: Perf) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "perfcli", "show", "-"],
        cwd=perf.root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert process.stdin is not None
    process.stdin.write(MAINTENANCE.encode())
    process.stdin.flush()
    has_been_read(process.stdin.fileno())
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (130, b"", b"")


@pytest.mark.parametrize(
    "environ",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "gbk"},
    ],
)
def test_pipes_hold_utf8_whatever_the_locale(perf: Perf, environ: dict[str, str]) -> None:
    done = spawn(perf.root, "list", "-f", "csv", "--columns", "name", "--limit", "1", environ=environ)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, "name\n公租房维修费\n", b"")
    done = spawn(perf.root, "show", "-", "-f", "jsonl", stdin=HEATING.encode("utf-8-sig"), environ=environ)
    assert json.loads(done.stdout)["name"] == "清洁取暖"


def test_a_folder_with_a_chinese_name(perf: Perf) -> None:
    root = perf.root / "预算 绩效"
    root.mkdir()
    for path, text in FILES.items():
        Perf(root).write(path, text)
    done = spawn(
        root, "new", "project", "--unit", "335001", "--name", "x", "--budget", "1", environ={"LC_ALL": "C.UTF-8"}
    )
    assert done.returncode == 0
    assert Path(done.stdout.decode().strip()).is_relative_to(root)
    assert Path(done.stdout.decode().strip()).is_file()


def test_a_command_loads_no_other_command(perf: Perf) -> None:
    code = (
        "import sys; from perfcli.cli.main import run; run(['list', '-q']);"
        "print([name for name in sys.modules if name in ('perfcli.cli.summary', 'tomlkit', 'perfcli.cli.import_')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=perf.root, capture_output=True, text=True, env=environment(), check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"
