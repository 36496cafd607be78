"""Ctrl-C at any moment: 130 and nothing said, or the command had ended."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import MAINTENANCE, Perf, environment

TRIES = int(os.environ.get("PERF_TRIES", "6"))
"""Interrupts a command; set PERF_TRIES for a longer walk."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGINT can be sent to one process on Windows")

COMMANDS = [
    ("--version",),
    ("list",),
    ("list", "-f", "json"),
    ("check",),
    ("summary",),
    ("show", MAINTENANCE),
    ("book", "--department", "335", "--year", "2021", "-o", "-"),
]

STARTED = (
    "import os, sys; sys.argv[0] = 'perf'; import perfcli.cli; os.write(3, b'x'); "
    "from perfcli.cli.main import main; main()"
)
"""As the entry point does, telling when the first line of ours has run."""


def interrupted(root: Path, argv: tuple[str, ...], wait: float, environ: dict[str, str]) -> tuple[int, str, bool]:
    """Exit status and standard error of a command that gets SIGINT after a while, and whether it was still there."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        ["bash", "-c", f'exec "$0" "$@" 3>&{writing} {writing}>&-', sys.executable, "-c", STARTED, *argv],
        cwd=root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(**environ),
        pass_fds=[writing],
    )
    os.close(writing)
    with open(reading, "rb") as began:
        assert began.read(1) == b"x"
    time.sleep(wait)
    was_there = process.poll() is None
    process.send_signal(signal.SIGINT)
    _out, err = process.communicate(timeout=60)
    return process.returncode, err.decode(), was_there


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("environ", [{}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}], ids=str)
def test_an_interrupt_at_any_moment(perf: Perf, argv: tuple[str, ...], environ: dict[str, str]) -> None:
    draw = random.Random(" ".join(argv))
    begun = time.monotonic()
    whole = [sys.executable, "-m", "perfcli", *argv]
    subprocess.run(whole, cwd=perf.root, capture_output=True, env=environment(**environ), check=False)
    longest = time.monotonic() - begun
    odd = []
    for _try in range(TRIES):
        wait = draw.random() * longest
        status, err, was_there = interrupted(perf.root, argv, wait, environ)
        if (status, err) != (130, "") and not (status in (0, 1) and "Traceback" not in err and err == ""):
            odd.append((wait, was_there, status, err))
    assert odd == []
