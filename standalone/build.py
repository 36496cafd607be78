"""Make a folder that runs `perf` without Python, on the system it is for: `python standalone/build.py [FOLDER]`.

Makes an environment of its own, installs this checkout with workbooks and PyInstaller into it, and leaves
FOLDER/perf/ (default: dist/perf/) with the programs `perf` and `perfcli`, which can be packed and carried elsewhere.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent
ENTRY = "from perfcli.cli.main import main\n\nmain()\n"
NAME, OTHER_NAME = "perf", "perfcli"
COMPILED = """
from importlib.metadata import distributions
for one in distributions():
    print(*{file.name.split(".")[0] for file in one.files or () if "__mypyc." in file.name})
"""
"""Tells the modules that compiled libraries (tomli) load in C, where PyInstaller does not see it."""

LEFT_OUT = ("tkinter", "unittest", "pydoc", "doctest", "lib2to3", "rich", "pygments", "numpy", "setuptools", "pip")
"""What libraries would use where it is installed, and perf does without."""


def build(folder: Path) -> Path:
    """Make the folder below `folder` and return it; what was there before is replaced."""
    with tempfile.TemporaryDirectory() as work:
        python = _environment(Path(work) / "environment")
        entry = Path(work) / f"{NAME}.py"
        entry.write_text(ENTRY, encoding="utf-8")
        options = [f"--exclude-module={name}" for name in LEFT_OUT]
        options += [f"--hidden-import={name}" for name in said(python, "-c", COMPILED).split()]
        run(
            *(python, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", "--onedir", "--console"),
            *("--name", NAME, "--contents-directory", "lib", "--distpath", folder, "--workpath", Path(work) / "build"),
            *("--specpath", work, "--collect-all", "perfcli", "--copy-metadata", "perfcli"),
            *("--collect-data", "babel", "--hidden-import", "xlsxwriter", "--copy-metadata", "xlsxwriter"),
            *options,
            entry,
            folder=Path(work),
        )
    made = folder / NAME
    _cut_locales(made / "lib" / "babel" / "locale-data")
    ending = ".exe" if sys.platform == "win32" else ""
    shutil.copy2(made / f"{NAME}{ending}", made / f"{OTHER_NAME}{ending}")
    shutil.copy2(CHECKOUT / "LICENSE", made / "LICENSE")
    return made


def _environment(folder: Path) -> Path:
    """Python of a new environment that has this checkout and what builds it."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    run(python, "-m", "pip", "install", "-q", f"{CHECKOUT}[office]", "-r", HERE / "requirements.txt")
    return python


def _cut_locales(folder: Path) -> None:
    """Keep of babel's eight hundred languages those that perf speaks, and what they are based on."""
    for path in folder.glob("*.dat"):
        if path.stem != "root" and path.stem.split("_")[0] not in ("en", "zh"):
            path.unlink()


def said(*words: str | Path) -> str:
    """What a program prints; raises subprocess.CalledProcessError."""
    return subprocess.run([str(word) for word in words], check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603


def run(*words: str | Path, folder: Path | None = None) -> None:
    """Run a program, in a folder that no module is taken from; raises subprocess.CalledProcessError."""
    subprocess.run([str(word) for word in words], check=True, cwd=folder)  # noqa: S603  # words of our own


if __name__ == "__main__":
    made_folder = build(Path(sys.argv[1] if len(sys.argv) > 1 else "dist").resolve())
    print(made_folder)  # noqa: T201  # a program that says what it made
