"""`python -m tests.endurance.fuzz TARGET`: ten minutes of inputs, guided by the code that they reach (atheris).

With `--plain` they are drawn from a seed alone. What breaks a target is kept in a file and named; `--again FILE` runs
it once more.
"""

from __future__ import annotations

import argparse
import importlib
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.endurance.fuzz.targets import Target


def main(argv: list[str] | None = None) -> int:
    """Fuzz one target; prints how many inputs were tried."""
    parser = argparse.ArgumentParser(prog="python -m tests.endurance.fuzz", description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()), help="for inputs that break it")
    parser.add_argument("--again", type=Path, help="one input alone")
    parser.add_argument("--plain", action="store_true", help="without atheris")
    given = parser.parse_args(argv)
    if given.plain or given.again:
        from tests.endurance.fuzz.targets import targets
    else:
        with guide().instrument_imports(include=["perfcli"]):
            from tests.endurance.fuzz.targets import targets
    from perfcli import i18n

    i18n.set_locale("en")
    with tempfile.TemporaryDirectory() as folder:
        target = targets(Path(folder))[given.target]
        if given.again:
            target.run(given.again.read_bytes())
            return 0
        if given.plain:
            return _drawn(target, given)
        _guided(target, given, Path(folder))
    return 0


def _drawn(target: Target, given: argparse.Namespace) -> int:
    """Changes drawn from a seed; what breaks the target is kept, and the search goes on."""
    from tests.endurance.fuzz.changing import changed

    luck, until, tries, broken = random.Random(given.seed), time.monotonic() + given.seconds, 0, 0
    while time.monotonic() < until:
        data = changed(target, luck)
        tries += 1
        try:
            target.run(data)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is kept and the search goes on
            broken += 1
            path = given.keep / f"{given.target}-{tries}"
            path.write_bytes(data)
            print(f"{path}: {type(error).__name__}: {error}", flush=True)
    print(f"{given.target}: {tries} inputs, {broken} broke it")
    return 1 if broken else 0


def guide() -> Any:
    """atheris; raises ImportError without it."""
    return importlib.import_module("atheris")


def _guided(target: Target, given: argparse.Namespace, folder: Path) -> None:
    """A search that coverage guides; ends the process."""
    atheris = guide()
    corpus, words = folder / "corpus", folder / "words"
    corpus.mkdir()
    for number, seed in enumerate(target.seeds):
        (corpus / str(number)).write_bytes(seed)
    escaped = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in target.words)
    words.write_text("".join(f'"{word}"\n' for word in escaped), encoding="ascii")
    limits = (
        f"-max_total_time={given.seconds}",
        f"-seed={given.seed}",
        "-timeout=30",
        "-rss_limit_mb=3000",
        "-max_len=20000",
    )
    atheris.Setup(
        [
            sys.argv[0],
            *limits,
            f"-dict={words}",
            f"-artifact_prefix={given.keep}/{given.target}-",
            "-print_final_stats=1",
            str(corpus),
        ],
        target.run,
    )
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
