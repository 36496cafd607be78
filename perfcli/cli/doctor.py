"""`perf doctor`: what is installed here, and what answers to the name."""

from __future__ import annotations

import os
import platform
import sys
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

import perfcli
from perfcli import i18n, process
from perfcli.cli import options as o
from perfcli.cli import painting
from perfcli.cli.destination import Destination
from perfcli.cli.option_groups import Without, grouped
from perfcli.cli.programs import FONTS, installed_fonts, libreoffice
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.output import FOR_PEOPLE
from perfcli.select import Row

HELP = noop("What is installed here: perf itself, extras, git, LibreOffice, fonts, the encoding of the console.")
COLUMNS = ("part", "state", "found", "remedy")
MISSING = 1
_SHOWN_FONTS = 3

_OK, _LACKS, _CARE = "ok", "missing", "check"
_STATES = {_OK: noop("ok"), _LACKS: noop("missing"), _CARE: noop("check")}
"""What a state is called in tables for people."""

StrictOption = Annotated[
    bool, typer.Option("--strict", help=noop("Exit status 1 if anything is missing or to be checked."))
]


@grouped
def doctor(
    *,
    context: typer.Context,
    strict: StrictOption = False,
    destination: Annotated[Destination, Without("scale")],
) -> None:
    """What was found, and what to do about what was not."""
    chosen = destination.checked_format()
    rows = [
        _perf(),
        _python(),
        *map(_program, ("perf", "perfcli")),
        _workbooks(),
        _git(),
        _libreoffice(),
        _fonts(),
        _console(),
    ]
    repository = o.session(context).repository_or_none
    found = str(repository.root) if repository else ""
    remedy = "" if repository else _("`perf init DIR` makes one")
    rows.append(_row(_("data repository"), _OK if repository else _CARE, found, remedy))
    paint = painting.words({_(_STATES[_LACKS]): "error", _(_STATES[_CARE]): "warning"})
    shown = [row | {"state": _(_STATES[str(row["state"])])} for row in rows] if chosen in FOR_PEOPLE else rows
    destination.put_rows(shown, COLUMNS, paint=paint)
    if strict and any(row["state"] != _OK for row in rows):
        raise typer.Exit(MISSING)


def _row(part: str, state: str, found: str, remedy: str = "") -> Row:
    return {"part": part, "state": state, "found": found, "remedy": remedy}


def _perf() -> Row:
    return _row("perf", _OK, f"{perfcli.__version__} ({Path(perfcli.__file__).parent})")


def _python() -> Row:
    return _row("Python", _OK, f"{platform.python_version()} ({sys.executable})")


def _program(name: str) -> Row:
    """What a shell runs under a name of ours: Linux has another `perf`."""
    found = process.find(name)
    part = _("the command {name}").format(name=name)
    if found is None:
        return _row(part, _LACKS, "", _("put {folder} on the PATH").format(folder=Path(sys.executable).parent))
    if found.parent.resolve() == Path(sys.executable).parent.resolve() or _is_ours(found):
        return _row(part, _OK, str(found))
    return _row(part, _CARE, str(found), _("another program of this name: type `perfcli`"))


def _is_ours(program: Path) -> bool:
    """Whether a program is a script that starts perf, wherever it was put."""
    try:
        with program.open("rb") as file:
            return b"perfcli" in file.read(4096)
    except OSError:
        return False


def _workbooks() -> Row:
    part = _("writing workbooks")
    if find_spec("xlsxwriter") is None:
        return _row(part, _LACKS, "", 'python -m pip install "perfcli[office]"')
    return _row(part, _OK, f"XlsxWriter {metadata.version('xlsxwriter')}")


def _git() -> Row:
    found = process.find("git")
    remedy = "" if found else _("install git: without it nothing tells what was changed, when and by whom")
    return _row("git", _OK if found else _LACKS, str(found or ""), remedy)


def _libreoffice() -> Row:
    found = libreoffice()
    remedy = "" if found else _("install LibreOffice to read .doc, .xls and .wps and to write PDF")
    return _row("LibreOffice", _OK if found else _CARE, str(found or ""), remedy)


def _fonts() -> Row:
    """Chinese fonts: without any LibreOffice makes boxes of characters, without those of the documents others."""
    here = installed_fonts()
    part = _("Chinese fonts")
    if here is None:
        return _row(part, _CARE, "", _("fc-list is not there to tell: install fontconfig"))
    in_small = {name.lower() for name in here}
    wanted = [name for name, files in FONTS.items() if in_small & {name, *files}]
    lacking = [name for name in FONTS if name not in wanted]
    if not lacking:
        return _row(part, _OK, ", ".join(wanted))
    found = ", ".join(wanted) or ", ".join(sorted(here)[:_SHOWN_FONTS])
    if not here:
        return _row(part, _LACKS, "", _("install a Chinese font, such as Noto Serif CJK (fonts-noto-cjk)"))
    remedy = _("documents name {fonts}; other fonts stand in for them in PDF").format(fonts=_(", ").join(lacking))
    return _row(part, _CARE, found, remedy)


def _console() -> Row:
    encoding = (sys.stdout.encoding or "").lower()
    locale = next((f"{name}={os.environ[name]}" for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "")
    found = ", ".join(filter(None, (encoding, locale, i18n.get_locale())))
    fine = encoding.replace("-", "") in ("utf8", "gb18030", "gbk", "cp936", "cp65001")
    return _row(_("encoding of the output"), _OK if fine else _CARE, found, "" if fine else _("set it to UTF-8"))


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor", help=HELP)(doctor)
