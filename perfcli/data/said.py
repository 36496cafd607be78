"""Details and sources as rows of tables tell them, one text or amount at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import msgspec

from perfcli.data.scalars import BadRowError
from perfcli.exact import Money
from perfcli.i18n import gettext as _
from perfcli.model import Details

Number = Decimal | None
"""The number of an indicator, None for the project's own."""


class SaidDetails(msgspec.Struct):
    """The texts under each label, of the record itself and of its indicators by their numbers.

    A text by itself is at place 0; those of a list are at their places from 1 on.
    """

    _texts: dict[Number, dict[str, dict[int, str]]] = msgspec.field(default_factory=dict)

    def add(self, number: Number, label: str, text: str, place: int = 0) -> bool:
        """Add a text; False where it was said before. Raises BadRowError where another row says otherwise."""
        places = self._texts.get(number, {}).get(label, {})
        if places.get(place, text) != text or (places and (place == 0) != (0 in places)):
            raise BadRowError(_("another row has {known} for it").format(known=next(iter(places.values()))[:40]))
        is_new = place not in places
        self._texts.setdefault(number, {}).setdefault(label, {})[place] = text
        return is_new

    def of(self, number: Number) -> Details:
        """The details of an indicator or of the record itself."""
        return {
            label: places[0] if 0 in places else tuple(text for _place, text in sorted(places.items()))
            for label, places in self._texts.get(number, {}).items()
        }

    def of_others(self, numbers: set[Decimal]) -> Iterator[tuple[Decimal, str, str]]:
        """What is said of indicators that have none of these numbers: number, label and text."""
        for number, labels in self._texts.items():
            if number is not None and number not in numbers:
                for label, places in labels.items():
                    yield from ((number, label, text) for text in places.values())


def add_source(sources: dict[str, Money], said: Mapping[str, Money]) -> bool:
    """Add amounts by their labels; False where all were said before. Raises BadRowError for one said otherwise."""
    for label, amount in said.items():
        if sources.get(label, amount) != amount:
            raise BadRowError(_("another row has {known} for it").format(known=sources[label]))
    is_new = any(label not in sources for label in said)
    sources |= said
    return is_new
