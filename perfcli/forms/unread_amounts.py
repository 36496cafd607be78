"""Amounts of a form that could not be read: what they would have been is asked of the reader itself.

It reads the rows once more with a number in each cell that is as good as empty. A part of the money that comes from
such a cell then, or from another one than before, is none that the rest of the form may say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import count

from msgspec.structs import replace

from perfcli.formats.pages import PageRow
from perfcli.forms.cells.ledger import Ledger
from perfcli.forms.form_rows import FormRows
from perfcli.forms.record.filled import FilledForm
from perfcli.forms.record.found_amounts import FoundAmount
from perfcli.i18n import gettext as _

_FIRST_VALUE = 1001
"""No such amount is the sum of others: none is told by what it comes to."""


class UnreadAmounts:
    """The cells of a form that could not be read, while it is read without them."""

    def __init__(self, rows: Sequence[PageRow]) -> None:
        self._spots = [spot for row in rows for spot in row.own]
        self._rows = deepcopy(rows) if any(spot.unread for spot in self._spots) else ()

    def named(self, found: Sequence[FilledForm], reading: FormRows) -> list[FilledForm]:
        """The form that was read, with what of its money is not known among its problems.

        A list of several projects says itself in which rows an amount could not be read.
        """
        if not self._rows or reading.projects or len(found) != 1:
            return list(found)
        (form,) = found
        missing = (text for text in self._missing(form, reading) if text not in form.problems)
        return [replace(form, problems=(*form.problems, *missing))]

    def _missing(self, form: FilledForm, reading: FormRows) -> Iterator[str]:
        """What is said of each part of the money that would be another one."""
        copies = [spot for row in self._rows for spot in row.own]
        own = {id(copied): id(spot) for copied, spot in zip(copies, self._spots, strict=True)}
        unread = [spot for spot in copies if spot.unread]
        for value, spot in zip(count(_FIRST_VALUE), unread, strict=False):
            spot.text = str(value)
        before = _amounts(reading, form)
        for part, amount in _amounts(_read_again(reading, self._rows), form).items():
            is_same = part in before and own.get(id(amount.spot)) == id(before[part].spot)
            if amount.spot.unread or (id(amount.spot) in own and not is_same):
                reason = amount.spot.unread or unread[0].unread
                yield _("{label}: {reason}").format(label=amount.label, reason=reason)


def _read_again(reading: FormRows, rows: Sequence[PageRow]) -> FormRows:
    """A reading of these rows in place of its own."""
    again = FormRows(
        reading.page, rows, reading.words, Ledger(), reading.scale, reading.above, reading.goes_on, reading.headings
    )
    again.read()
    return again


def _amounts(reading: FormRows, form: FilledForm) -> Mapping[str, FoundAmount]:
    """The amounts that make a form's budget: its sources, too, where the total is their sum."""
    funds = reading.draft.funds
    return {**funds.amounts, **(funds.sources if form.sums_total else {})}
