"""What `perf evaluate record` and `perf monitor record` share: their options, and how results are printed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer

from perfcli.actions.bulk import BadLine
from perfcli.actions.recording import Recorded
from perfcli.cli import console, inputs
from perfcli.cli.parameters import Year
from perfcli.errors import PerfError
from perfcli.exact import Points
from perfcli.i18n import gettext as _
from perfcli.i18n import noop

FINDINGS = 1

CodeArgument = Annotated[str, typer.Argument(metavar="[CODE]", help=noop("The project's code."))]
OneYearOption = Annotated[
    int | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        parser=Year(),
        help=noop("The budget year (default: the latest of the code)."),
    ),
]
AdjustedOption = Annotated[
    str, typer.Option("--adjusted", metavar="AMOUNT", help=noop("The budget after adjustments, in yuan."))
]
FromOption = Annotated[
    str, typer.Option("--from", metavar="FILE", help=noop("Record each JSON line of a file; - reads standard input."))
]


_POINTS = ("score", "recheck")
"""The keys of an indicator that are points."""


def named_values(name: str, text: str) -> Any:
    """An option NAME=VALUE of an indicator."""
    return typer.Option(name, metavar="NAME=VALUE", help=text)


def lines_of(source: str) -> bytes:
    """The bytes of a file, of standard input for -."""
    return inputs.read_input() if source == "-" else inputs.read_file(Path(source))


def put_recorded(results: Iterator[Recorded | BadLine]) -> None:
    """Print the path of each file written; name each bad line, and end with 1 where there is one."""
    is_bad = False
    for result in results:
        if isinstance(result, BadLine):
            console.complain(_("line {line}: {reason}").format(line=result.number, reason=result.reason))
            is_bad = True
        else:
            console.emit(f"{result.path}\n")
    if is_bad:
        raise typer.Exit(FINDINGS)


def by_indicator(given: dict[str, list[str]]) -> dict[str, dict[str, Any]]:
    """Options NAME=VALUE by indicator and key; raises PerfError for one without a name and for points that are none."""
    found: dict[str, dict[str, Any]] = {}
    for key, pairs in given.items():
        for pair in pairs:
            name, equals, value = pair.partition("=")
            if not equals or not name.strip():
                message = _("--{key} {pair}: an indicator's name, = and its value are needed")
                raise PerfError(message.format(key=key, pair=pair or '""'))
            known = found.setdefault(name.strip(), {})
            if key in known:
                raise PerfError(_("--{key} names {name} twice").format(key=key, name=name.strip()))
            known[key] = _points(name, value) if key in _POINTS else value.strip()
    return found


def _points(name: str, text: str) -> Points:
    try:
        return Points.parse(Decimal(text.strip()))
    except (ValueError, InvalidOperation):
        message = _("{name}: {text} are no points from 0 to 1,000")
        raise PerfError(message.format(name=name, text=text or '""')) from None
