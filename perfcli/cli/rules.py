"""`perf rules`."""

from __future__ import annotations

from typing import Annotated

import typer

from perfcli import output
from perfcli.check.manual import chapter, manual_page, rule_row, rule_rows
from perfcli.check.rules import BY_CODE, RULES, SEVERITY_OF
from perfcli.check.selecting import matching
from perfcli.cli import console, outputs, painting
from perfcli.cli.destination import Destination
from perfcli.cli.option_groups import Without, grouped
from perfcli.errors import PerfError
from perfcli.file_format import MARKDOWN
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.select import nearest

HELP = noop("The rules of `perf check`: all of them, or some explained.")
COLUMNS = ("code", "name", "severity", "nature", "fixable", "summary")

CodesArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[RULE]…", help=noop("Codes or names of rules to explain."))
]
PageOption = Annotated[bool, typer.Option("--page", help=noop("The whole manual of rules, as markdown."))]


@grouped
def rules(
    *,
    rule: CodesArgument = None,
    page: PageOption = False,
    destination: Annotated[Destination, Without("scale")],
) -> None:
    """The table of rules, or chapters on some."""
    if page:
        outputs.format_for(destination.file, "", (MARKDOWN,), "markdown")
        destination.write(manual_page(), "markdown")
        return
    chosen = destination.checked_format()
    if not rule:
        rows = rule_rows(localised=chosen in output.FOR_PEOPLE)
        destination.put_rows(rows, COLUMNS, subject="rules", paint=painting.findings(SEVERITY_OF))
        return
    codes = list(dict.fromkeys(code for given in rule for code in _codes(given)))
    if chosen in output.FOR_PEOPLE:
        text = "\n".join(chapter(BY_CODE[code]) for code in codes)
        destination.write(text if destination.file else console.fitted(text), chosen)
    elif chosen in output.NESTED_FOR_SCRIPTS:
        destination.write(output.render([rule_row(BY_CODE[code]) for code in codes], [], chosen), chosen)
    else:
        raise PerfError(_("an explanation is not a table: use -f json, jsonl or markdown"))


def _codes(given: str) -> list[str]:
    found = matching(given)
    if not found:
        known = [name for known_rule in RULES for name in (known_rule.code, known_rule.name)]
        message = _("there is no rule {given}").format(given=given or '""')
        raise PerfError(message, hint=nearest(given.upper(), known) or _("See `perf rules`."))
    return [known_rule.code for known_rule in RULES if known_rule.code in found]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("rules", help=HELP)(rules)
