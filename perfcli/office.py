"""LibreOffice as a converter: a program of its own, started without a window and with a time limit."""

from __future__ import annotations

import subprocess
from pathlib import Path

from perfcli import process
from perfcli.disk.scratch import scratch_folder
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _

SECONDS = 180

_NAMESPACES = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
_COMMON = "/org.openoffice.Office.Common"
_INTERNET = "/org.openoffice.Inet/Settings"
_NOWHERE = {"Name": "127.0.0.1", "Port": "9"}
"""Where no proxy is: the port that discards."""

_SETTINGS = {
    f"{_COMMON}/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true",
        "DisableActiveContent": "true",
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
    },
    "/org.openoffice.Office.Java/VirtualMachine": {"Enable": "false"},
    "/org.openoffice.Office.Writer/Content/Update": {"Link": "2", "Field": "false", "Chart": "false"},
    "/org.openoffice.Office.Calc/Content/Update": {"Link": "1"},
    "/org.openoffice.Office.Calc/Formula/Load": {"OOXMLRecalcMode": "1", "ODFRecalcMode": "1"},
    _INTERNET: {
        "ooInetProxyType": "2",
        "ooInetNoProxy": "",
        **{f"ooInet{kind}Proxy{key}": value for kind in ("HTTP", "HTTPS", "FTP") for key, value in _NOWHERE.items()},
    },
}
"""So a document does not run macros or Java, refresh links, work out its formulas again, reach a file or a network."""


def convert(program: Path, data: bytes, suffix: str, target: str, seconds: int = SECONDS) -> bytes:
    """A document with this suffix (`.doc`) as another format (`docx`, `pdf`); raises PerfError where it fails.

    It runs in a folder and with a profile of its own, so that a LibreOffice at work is neither asked nor disturbed, and
    nothing that the document names is run or fetched. Nothing of it is left when this returns, its temporary files not
    either: those of one that is ended at the time limit would stay where the system has such files.
    """
    with scratch_folder() as scratch:
        folder = scratch.root
        source = folder / f"document{suffix}"
        scratch.put(source.name, data)
        scratch.put("profile/user/registrymodifications.xcu", _registry().encode("utf-8"))
        result = folder / "out" / f"document.{target}"
        command = [
            str(program),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            *("--convert-to", target, "--outdir", str(result.parent), str(source)),
        ]
        variables = process.inherited() | dict.fromkeys(("TMPDIR", "TMP", "TEMP"), str(folder))
        try:
            process.run(command, folder, variables, seconds, heard=False)
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


def _registry() -> str:
    """The settings as LibreOffice keeps what a user chose."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, values in _SETTINGS.items()
        for name, value in values.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {_NAMESPACES}>\n{items}</oor:items>\n'
