"""What every test may rely on: compiled catalogues, a small repository in view, two ways of running commands."""

from __future__ import annotations

import functools
import io
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer.main
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants
from typer.utils import get_params_from_function

import perfcli
from perfcli import i18n, parallel
from perfcli.cli.main import run
from perfcli.locale.compile import compile_catalogues

LOCALE = Path(perfcli.__file__).parent / "locale"

settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", print_blob=True)
settings.load_profile("same")
"""Laws are tried on the same examples each time, however slow the machine; the profile "search" looks for new ones."""

vars(providers)["_get_local_constants"] = Constants
"""Nor are they others by what modules happen to be loaded: texts of the code are no part of what is drawn."""

vars(typer.main)["get_params_from_function"] = functools.cache(get_params_from_function)
"""Signatures do not change: taking one apart for each command line run here would cost half of the tests' time."""


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    """Compile the catalogues where one is missing or older than its .po: tests read Chinese output."""
    if any(_is_stale(source) for source in LOCALE.glob("*/LC_MESSAGES/*.po")):
        compile_catalogues(LOCALE)


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> Iterator[None]:
    """A run in the background of a script ignores Ctrl-C, and so would all it starts: tests would wait for ever."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """A command line run here: its exit status, its standard output, its standard error."""

    def called(*arguments: str) -> tuple[int, str, str]:
        status = run(list(arguments))
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return called


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.is_file() or compiled.stat().st_mtime_ns <= source.stat().st_mtime_ns


CHECKOUT = Path(perfcli.__file__).parents[1]

MAINTENANCE = "13030321AAAAAAAAAAAAA"
HEATING = "13030321BBBBBBBBBBBBB"
ROAD = "13030322CCCCCCCCCCCCC"

FILES = {
    "perf.toml": 'schema = 1\ndivision = "130303"\nyear = 2021\n',
    "departments/335.toml": """\
code = "335"
name = "住房保障局"

[[units]]
code = "335001"
name = "住房保障局本级"

[[units]]
code = "335002"
name = "供热站"
""",
    "departments/336.toml": """\
code = "336"
name = "交通局"

[[units]]
code = "336001"
name = "交通局本级"
""",
    "goals/2021/335.toml": """\
department = "335"
year = 2021
overall = "住有所居。"

[[functions]]
name = "综合事务管理"
goal = "保障机关运转"

[[functions.indicators]]
name = "完成率"
description = "按时完成的比例"
target = "≥90%"

[[functions]]
name = "信访稳定"
goal = "社会稳定"
""",
    f"projects/2021/335001/{MAINTENANCE}.toml": f"""\
code = "{MAINTENANCE}"
name = "公租房维修费"
unit = "335001"
year = 2021
template = "housing-maintenance"
purpose = "用于公租房日常维修。"
goals = [
  "及时维修。",
  "住户满意。",
]

[budget]
total = 240000.00
fiscal = 200000.00
other = 40000.00

[spending_plan]
3 = 25.00
6 = 50.00
10 = 75.00
12 = 100.00

[[indicators]]
kind = "数量指标"
name = "维修套数"
description = "全年维修的公租房套数"
target = "≥174套"
basis = "计划"

[[indicators]]
kind = "服务对象满意度指标"
name = "住户满意度"
description = "问卷"
target = "满意"
""",
    f"projects/2021/335002/{HEATING}.toml": f"""\
code = "{HEATING}"
name = "清洁取暖"
unit = "335002"
year = 2021

[budget]
total = 0.05
fiscal = 0.05
other = 0

[spending_plan]
6 = 50
9 = 90
12 = 100
""",
    f"projects/2022/336001/{ROAD}.toml": f"""\
code = "{ROAD}"
name = "A|B 路\\n改造"
unit = "336001"
year = 2022
budget = {{ total = 70000000000000, fiscal = 69999999999999.99, other = 0.01 }}
""",
    "templates/housing-maintenance.toml": """\
name = "房屋维修"
use = "公租房维修"
purpose = "用于{unit_name}的{name}。"
goals = ["{year}年花完{budget}元。", "{{不填}}"]

[spending_plan]
3 = 10
12 = 100

[[indicators]]
kind = "数量指标"
name = "维修套数"
target = "≥100套"
""",
}


ASSUMPTIONS = ("the division is set to ", "the budget year ")
"""How the lines begin that say what an import took to be so."""


@dataclass(frozen=True)
class Outcome:
    """How a command line ended."""

    status: int
    out: str
    err: str


class Perf:
    """Runs command lines within this process, in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(self, *argv: str | Path, stdin: str | bytes = b"") -> Outcome:
        before = Path.cwd()
        streams = sys.stdin, sys.stdout, sys.stderr
        out, err = io.BytesIO(), io.BytesIO()
        given = stdin.encode() if isinstance(stdin, str) else stdin
        sys.stdin = io.TextIOWrapper(io.BytesIO(given))
        sys.stdout, sys.stderr = io.TextIOWrapper(out), io.TextIOWrapper(err, write_through=True)
        os.chdir(self.root)
        try:
            status = run([str(arg) for arg in argv])
            sys.stdout.flush()
            return Outcome(status, out.getvalue().decode(), err.getvalue().decode())
        finally:
            os.chdir(before)
            sys.stdin, sys.stdout, sys.stderr = streams

    def done(self, *argv: str | Path, stdin: str | bytes = b"") -> str:
        """Standard output of a command line that has to succeed in silence."""
        outcome = self(*argv, stdin=stdin)
        assert (outcome.status, outcome.err) == (0, ""), outcome
        return outcome.out

    def taken(self, *argv: str | Path, stdin: str | bytes = b"") -> str:
        """Standard output of an import that has to succeed and says no more than what it took to be so."""
        outcome = self(*argv, stdin=stdin)
        said = [line for line in outcome.err.splitlines() if not line.startswith(ASSUMPTIONS)]
        assert (outcome.status, said) == (0, [])
        return outcome.out

    def refused(self, *argv: str | Path, stdin: str | bytes = b"") -> str:
        """Standard error of a command line that has to be refused without a result."""
        outcome = self(*argv, stdin=stdin)
        assert (outcome.status, outcome.out) == (2, "")
        return outcome.err

    def read(self, path: str) -> str:
        """The text of a file of the repository."""
        return (self.root / path).read_bytes().decode()

    def write(self, path: str, text: str | bytes) -> Path:
        """A file of the repository with this text."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        return file

    def snapshot(self) -> dict[str, bytes]:
        """Every file below the repository's root, caches aside."""
        return {
            path.relative_to(self.root).as_posix(): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".perf" not in path.parts
        }


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Messages in English, whatever the settings of who runs the tests."""
    monkeypatch.setenv("PERF_LOCALE", "en")
    for name in ("PERF_REPO", "PERF_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    before = i18n.get_locale()
    i18n.set_locale("en")
    yield
    i18n.set_locale(before)


def lay_out(root: Path, files: Mapping[str, str]) -> Perf:
    """A repository with these files."""
    perf = Perf(root)
    for path, text in files.items():
        perf.write(path, text)
    return perf


@pytest.fixture
def halves_taken(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each work done by two processes whether the second one's half was taken."""
    taken: list[bool] = []
    result = parallel._Second.result

    def note(second: parallel._Second) -> memoryview | None:
        found = result(second)
        taken.append(found is not None)
        return found

    monkeypatch.setattr(parallel._Second, "result", note)
    return taken


@pytest.fixture
def perf(tmp_path: Path) -> Perf:
    """The small repository."""
    return lay_out(tmp_path, FILES)


@pytest.fixture
def empty(tmp_path: Path) -> Perf:
    """A repository that holds settings alone."""
    return lay_out(tmp_path, {"perf.toml": "schema = 1\n"})


def environment(**more: str) -> dict[str, str]:
    """The environment of a process of its own that runs this checkout."""
    return {**os.environ, "PYTHONPATH": str(CHECKOUT), "PERF_LOCALE": "en", **more}


def spawn(
    root: Path, *argv: str, stdin: bytes = b"", environ: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """A command line in a process of its own, with these variables besides."""
    return subprocess.run(
        [sys.executable, "-m", "perfcli", *argv],
        cwd=root,
        input=stdin,
        capture_output=True,
        env=environment(**(environ or {})),
        timeout=60,
        check=False,
    )


def shell(root: Path, line: str) -> subprocess.CompletedProcess[str]:
    """A line of bash with pipefail set, in which `perf` runs this checkout."""
    prelude = f'set -o pipefail; perf() {{ "{sys.executable}" -m perfcli "$@"; }}; '
    return subprocess.run(
        ["bash", "-c", prelude + line],
        cwd=root,
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        timeout=60,
        check=False,
    )
