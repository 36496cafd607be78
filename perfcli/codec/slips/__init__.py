"""What was meant where a text is no TOML: one kind of slip a rule, asked in this order."""

from __future__ import annotations

from collections.abc import Callable

from perfcli.codec.slips.keys import equals_slip, header_slip, key_slip, line_slip
from perfcli.codec.slips.lists import bracket_slip, comma_slip, opening_slip
from perfcli.codec.slips.marks import colon_slip, control_slip, mark_slip
from perfcli.codec.slips.numbers import number_slip
from perfcli.codec.slips.stop import Slip, Stop, stop_at
from perfcli.codec.slips.texts import backslash_slip, swallowed_slip, text_slip, unclosed_slip
from perfcli.codec.slips.twice import twice_slip
from perfcli.model import Record

__all__ = ["Slip", "slip_at"]

_RULES: tuple[Callable[[Stop], Slip | None], ...] = (
    *(swallowed_slip, unclosed_slip, header_slip, twice_slip, backslash_slip, bracket_slip, control_slip),
    *(number_slip, comma_slip, mark_slip, key_slip, colon_slip, equals_slip, opening_slip, text_slip, line_slip),
)


def slip_at(text: str, offset: int, reason: str, record: type[Record] | None) -> Slip | None:
    """The slip that kept a reader from going on at this offset for this reason, None for one that is not known."""
    stop = stop_at(text, offset, reason, record)
    return next((slip for rule in _RULES if (slip := rule(stop))), None)
