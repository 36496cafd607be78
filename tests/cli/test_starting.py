"""Starting: no module and no word of the data is run, by Python or by a shell that completes."""

from __future__ import annotations

import json
import os
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT, HEATING, MAINTENANCE, ROAD, Perf, environment

posix = pytest.mark.skipif(os.name == "nt", reason="names of files that Windows does not take")
WITHOUT_UTF8 = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
MODULES = ("perfcli", "typer", "msgspec", "sitecustomize", "usercustomize", "rtoml", "encodings", "gettext")


@pytest.fixture
def trapped(perf: Perf) -> Perf:
    """A repository that brings modules named as those that perf needs."""
    for name in MODULES:
        perf.write(f"{name}.py", f"open({str(perf.root / 'RAN')!r}, 'a').write('{name} ')\n")
    return perf


def ran(perf: Perf) -> str:
    file = perf.root / "RAN"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def installed(root: Path) -> dict[str, str]:
    """The environment in which this checkout and its libraries are installed."""
    return environment(PYTHONPATH=os.pathsep.join([str(CHECKOUT), *filter(None, sys.path[1:])]))


@pytest.mark.parametrize("locale", [{}, WITHOUT_UTF8])
def test_as_a_program(trapped: Perf, tmp_path_factory: pytest.TempPathFactory, locale: dict[str, str]) -> None:
    program = tmp_path_factory.mktemp("bin") / "perf"
    program.write_text("from perfcli.cli.main import main\nmain()\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program), "list", "-q", "--name", "维修"],
        cwd=trapped.root,
        env=installed(trapped.root) | locale,
        capture_output=True,
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [MAINTENANCE.encode()], b"")
    assert ran(trapped) == ""


@pytest.mark.parametrize("locale", [{}, WITHOUT_UTF8])
def test_as_a_module(trapped: Perf, locale: dict[str, str]) -> None:
    """Python itself takes perfcli.py where it is called with `-m perfcli` beside one; the rest is ours to prevent."""
    (trapped.root / "perfcli.py").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "perfcli", "list", "-q", "--name", "维修"],
        cwd=trapped.root,
        env=installed(trapped.root) | locale,
        capture_output=True,
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [MAINTENANCE.encode()], b"")
    assert ran(trapped) == ""


def test_as_a_module_of_the_checkout_one_is_in(perf: Perf) -> None:
    variables = {name: value for name, value in installed(CHECKOUT).items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-m", "perfcli", "-C", str(perf.root), "list", "-q", "--name", "维修"],
        cwd=CHECKOUT,
        env=variables | WITHOUT_UTF8,
        capture_output=True,
    )
    assert (done.returncode, done.stdout.split(), done.stderr) == (0, [MAINTENANCE.encode()], b"")


HOSTILE = ("$(touch RAN)", "`touch RAN`", "\\$(touch RAN)", "';touch RAN;'", '"$(touch RAN)"', "a:b", "x\ny", "*")


@pytest.fixture
def hostile(perf: Perf) -> Perf:
    """A repository whose names are programs of a shell, in the index."""
    text = perf.read(f"projects/2021/335001/{MAINTENANCE}.toml")
    for name in HOSTILE:
        quoted = json.dumps(name)
        odd = text.replace(f'"{MAINTENANCE}"', quoted).replace('"公租房维修费"', quoted)
        perf.write(f"projects/2021/335001/{name}.toml", odd)
        perf.write(f"projects/2021/{name}/{name}.toml", odd.replace('"335001"', quoted))
    unit = '[[units]]\ncode = "`touch RAN`"\nname = "$(touch RAN)"\n'
    perf.write("departments/337.toml", f'code = "337"\nname = "$(touch RAN)"\n{unit}')
    assert "$(touch RAN)" in perf("list", "-q").out
    return perf


@posix
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
@pytest.mark.parametrize("line", ["perf show ", "perf list --unit ", "perf check --unit "])
def test_only_codes_are_completed(hostile: Perf, shell: str, line: str) -> None:
    words = {
        "_PERF_COMPLETE": f"complete_{shell}",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(line.split())),
    }
    done = subprocess.run(
        [sys.executable, "-m", "perfcli"], cwd=hostile.root, env=environment(**words), capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    offered = done.stdout.removeprefix("_arguments '*: :((").rstrip("\n)'").replace('"', " ").replace(":::", " ")
    known = {MAINTENANCE, HEATING, ROAD} if "show" in line else {"335001", "335002", "336001"}
    assert set(offered.split()) == known


def typed(command: list[str], root: Path, keys: list[str], end: str) -> str:
    """What a shell at a terminal shows as these keys are typed, until it shows `end` behind the last of them."""
    import pty  # not on Windows

    ours, theirs = pty.openpty()
    variables = environment(TERM="dumb", HOME=str(root), ZDOTDIR=str(root), PS1="> ")
    shell = subprocess.Popen(
        command,
        cwd=root,
        env=variables,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        close_fds=True,
        start_new_session=True,
    )
    os.close(theirs)
    shown = ""
    try:
        for key in keys:
            os.write(ours, key.encode())
            shown += heard(ours, 1.0)
        deadline = time.monotonic() + 30
        while end not in shown and time.monotonic() < deadline:
            shown += heard(ours, 0.5)
        return shown
    finally:
        shell.kill()
        shell.wait()
        os.close(ours)


def heard(terminal: int, seconds: float) -> str:
    text = b""
    while select.select([terminal], [], [], seconds)[0]:
        try:
            text += os.read(terminal, 65536)
        except OSError:
            break
    return text.decode("utf-8", "replace")


@pytest.mark.skipif(not shutil.which("zsh"), reason="needs zsh")
@pytest.mark.parametrize("line", ["perf show ", "perf list --unit "])
def test_in_zsh_itself(hostile: Perf, line: str) -> None:
    program = hostile.root / ".bin" / "perf"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m perfcli "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    script = subprocess.run(
        [sys.executable, "-m", "perfcli"],
        cwd=hostile.root,
        env=environment(_PERF_COMPLETE="source_zsh"),
        capture_output=True,
        text=True,
    ).stdout
    start = f"path=({program.parent} $path); autoload -Uz compinit; compinit -u -d {hostile.root}/.dump\n{script}\n"
    (hostile.root / ".zshrc").write_text(start, encoding="utf-8")
    shown = typed(["zsh", "-i"], hostile.root, ["", f"{line}\t\t"], "335001" if "unit" in line else MAINTENANCE)
    assert ("335001" if "unit" in line else MAINTENANCE) in shown
    assert not (hostile.root / "RAN").exists()
