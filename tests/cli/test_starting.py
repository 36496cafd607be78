"""Starting: no module and no word of the data is run, by Python or by a shell that completes."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT, HEATING, MAINTENANCE, ROAD, Perf, environment, spawn
from tests.terminals import Terminal, shell_script, with_programs

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
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize("line", ["show ", "list --unit ", "check --unit "])
def test_only_codes_are_completed(hostile: Perf, shell: str, line: str) -> None:
    words = {"_PERF_COMPLETE": shell, "_PERF_WORDS": line.replace(" ", "\x1f"), "COMP_TYPE": "9"}
    done = spawn(hostile.root, environ=words)
    assert (done.returncode, done.stderr) == (0, b"")
    offered = {said.partition("\t")[0] for said in done.stdout.decode().splitlines()[1:]}
    known = {MAINTENANCE, HEATING, ROAD} if "show" in line else {"335", "335001", "335002", "336", "336001", "337"}
    assert offered == known


@pytest.mark.skipif(not shutil.which("zsh"), reason="needs zsh")
@pytest.mark.parametrize("line", ["perf show ", "perf list --unit "])
def test_in_zsh_itself(hostile: Perf, line: str) -> None:
    start = f"autoload -Uz compinit; compinit -u -d {hostile.root}/.dump\n{shell_script(hostile.root, 'zsh')}\n"
    (hostile.root / ".zshrc").write_text(start, encoding="utf-8")
    with Terminal(["zsh", "-i"], hostile.root, **with_programs(hostile.root)) as terminal:
        assert terminal.wait_for("> ")
        terminal.type(f"{line}\t\t")
        assert terminal.wait_for("335001" if "unit" in line else MAINTENANCE)
        terminal.rest()
    assert not (hostile.root / "RAN").exists()


LIBRARIES = "babel dataclasses fractions hashlib json random tabulate tempfile tomlkit wcwidth"
ROOMS = "check data documents formats forms git"
MODULES_FOR_LITTLE = "cli.columns cli.examples codec.strict drawing labels progress.scoring target"
FOR_OTHERS = {*LIBRARIES.split(), *(f"perfcli.{name}" for name in f"{ROOMS} {MODULES_FOR_LITTLE}".split())}
"""What a list or a sum for scripts has no use for."""

NAMING_MODULES = """
import os, sys
end = os._exit
os._exit = lambda status: (print(*sys.modules, sep="\\n", file=sys.stderr, flush=True), end(status))
from perfcli.cli.main import main
main()
"""


@pytest.mark.parametrize(
    ("line", "heavy"),
    [
        ("--version", {*FOR_OTHERS, "rtoml", "sqlite3", "perfcli.output", "perfcli.repository"}),
        ("--help", {"perfcli.check", "perfcli.forms", "perfcli.index", "sqlite3", "tomlkit"}),
        ("list -q", FOR_OTHERS),
        ("summary -f json", FOR_OTHERS),
        ("query -f json SELECT", {"perfcli.check", "perfcli.drawing", "perfcli.forms", "tomlkit"}),
    ],
)
def test_what_a_command_has_no_use_for_is_not_loaded(empty: Perf, line: str, heavy: set[str]) -> None:
    words = [word.replace("SELECT", "SELECT COUNT(*) AS n FROM projects") for word in line.split(" ")]
    empty("list", "-q")
    done = subprocess.run(
        [sys.executable, "-c", NAMING_MODULES, *words], cwd=empty.root, env=installed(empty.root), capture_output=True
    )
    loaded = set(done.stderr.decode().splitlines())
    assert done.returncode == 0
    assert "perfcli.cli.app" in loaded
    assert loaded & heavy == set()
