"""Codes on the command line, or filters in their place, for commands that change projects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from perfcli.cli import inputs
from perfcli.cli.parameters import Year
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.select import Selection

CodesArgument = Annotated[
    list[str],
    typer.Argument(
        metavar="CODE…",
        help=noop("Codes of projects; - reads them from standard input."),
    ),
]
OneYearOption = Annotated[
    int | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        parser=Year(),
        help=noop("The budget year (default: the latest of each code)."),
    ),
]


def codes_of(words: Sequence[str]) -> list[str]:
    """The codes given, each once (- reads them from standard input); raises PerfError where there is none."""
    codes = list(dict.fromkeys(code for word in words for code in inputs.codes_of(word)))
    if not codes:
        raise PerfError(_("no code was given"), hint=_("`perf list -q` prints them all."))
    return codes


def codes_or_filters(words: Sequence[str], selection: Selection) -> tuple[list[str], int | None]:
    """The codes given (- reads them from standard input) and the year that is meant of them; none where filters choose.

    Raises PerfError where neither is there, and for filters beside codes: which of the two is meant is not guessed.
    """
    codes = codes_of(words) if words else []
    if not codes:
        if selection == Selection():
            hint = _("Name projects by code, or choose them by filters such as --year or --unit.")
            raise PerfError(_("no code was given"), hint=hint)
        return [], None
    if selection != Selection(years=selection.years) or len(selection.years) > 1:
        raise PerfError(_("name projects by code or choose them by filters, not both"))
    return codes, selection.years[0] if selection.years else None
