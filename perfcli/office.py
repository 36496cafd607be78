"""LibreOffice as a converter: a program of its own, started without a window and with a time limit."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _

SECONDS = 180


def convert(program: Path, data: bytes, suffix: str, target: str, seconds: int = SECONDS) -> bytes:
    """A document with this suffix (`.doc`) as another format (`docx`, `pdf`); raises PerfError where it fails.

    It runs in a folder and with a profile of its own, so that a LibreOffice at work is neither asked nor disturbed,
    and macros are never run.
    """
    with tempfile.TemporaryDirectory(prefix="perf-") as folder:
        source = Path(folder) / f"document{suffix}"
        source.write_bytes(data)
        result = Path(folder) / "out" / f"document.{target}"
        command = [
            str(program),
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
            *("--convert-to", target, "--outdir", str(result.parent), str(source)),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=seconds, check=False)  # noqa: S603  # our own words
        except subprocess.TimeoutExpired:
            raise PerfError(
                _("LibreOffice did not convert the document within {seconds} seconds").format(seconds=seconds)
            ) from None
        if not result.is_file():
            raise PerfError(
                _("LibreOffice could not convert the document"),
                hint=_("Open it in Word or LibreOffice, save it as .docx, and use that file."),
            )
        return result.read_bytes()
