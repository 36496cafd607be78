"""What of the sources could not be placed, for people: one cause is said once, with its first places."""

from __future__ import annotations

from collections.abc import Mapping

from perfcli.actions.gathering import Source
from perfcli.cli import console
from perfcli.formats.leftovers import Leftover
from perfcli.forms.record.filled import FormsRead
from perfcli.i18n import gettext as _

_SHOWN = 3


def say_leftovers(sources: Mapping[str, Source], *, every_line: bool = False) -> bool:
    """Name what could not be placed, on standard error; whether there is any.

    Of a cause with many places the first are shown and the rest counted, unless `every_line` is asked for: not of
    forms, which are short and whose every cell matters.
    """
    causes: dict[tuple[str, str], dict[tuple[str, str], None]] = {}
    for name, source in sources.items():
        for leftover in source.leftovers:
            causes.setdefault((name, leftover.reason), {})[_place(leftover), leftover.text.strip()] = None
    count = sum(map(len, causes.values()))
    if not count:
        return False
    console.complain(_("{count} lines could not be placed:").format(count=count))
    for (name, reason), places in causes.items():
        is_form = isinstance(sources[name], FormsRead)
        _say_cause(name, reason, list(places), every_line or is_form)
    return True


def _say_cause(name: str, reason: str, places: list[tuple[str, str]], every_line: bool) -> None:
    if len(places) == 1:
        place, text = places[0]
        console.say(f"  {name}:{place}: " + _("{reason}: {text}").format(reason=reason, text=text))
        return
    console.say("  " + _("{file}, {count} times: {reason}").format(file=name, count=len(places), reason=reason))
    shown = places if every_line or len(places) == _SHOWN + 1 else places[:_SHOWN]
    for place, text in shown:
        console.say(f"    {name}:{place}: {text}")
    if len(shown) < len(places):
        console.say(
            "    " + _("… and {count} more, which --every-line names too").format(count=len(places) - len(shown))
        )


def _place(leftover: Leftover) -> str:
    return leftover.where or str(leftover.place)
