"""Where each cell of a form went: to a key, to a known label, or left over with the reason. None is forgotten."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from perfcli.formats.leftovers import Leftover
from perfcli.formats.pages import PageRow, Spot
from perfcli.i18n import gettext as _

LABEL = "label"
"""The destination of a label or a heading."""

NOTHING = "nothing"
"""That of what stands in a form where nothing was filled in, such as …… or a dash."""

_LONGEST = 200


class Ledger(msgspec.Struct):
    """The destination of each cell, by the cell itself."""

    went: dict[int, str] = msgspec.field(default_factory=dict)
    left: list[Leftover] = msgspec.field(default_factory=list)
    spots: dict[int, Spot] = msgspec.field(default_factory=dict)

    def put(self, spot: Spot, key: str) -> None:
        """A cell whose text is a value of this key, or a label; a cell may hold several values."""
        before = self.went.get(id(spot))
        self.spots[id(spot)] = spot
        self.went[id(spot)] = key if before in (None, LABEL, key) else f"{before}, {key}" if key != LABEL else before

    def leave(self, spot: Spot, reason: str, text: str = "") -> None:
        """A cell, or a part of its text, that has no place."""
        self.spots[id(spot)] = spot
        self.went.setdefault(id(spot), "")
        for part in (text or spot.text).split("\n"):
            if shown := " ".join(part.split())[:_LONGEST]:
                self.left.append(Leftover(spot.place, shown, reason, spot.where))

    def take_back(self, spot: Spot, reason: str = "") -> None:
        """What a cell holds is not kept after all: it is left over for a reason, else no more than a label."""
        self.went[id(spot)] = "" if reason else LABEL
        if reason:
            self.leave(spot, reason)

    def move(self, key: str, other: str, spot: Spot | None = None) -> None:
        """What went to a key, all of it or of one cell, is of another one after all."""
        for cell in self.went if spot is None else (id(spot),):
            keys = [other if one == key else one for one in self.went[cell].split(", ")]
            self.went[cell] = ", ".join(dict.fromkeys(keys))

    def is_label(self, spot: Spot) -> bool:
        """Whether a cell is a label and has no value of its own."""
        return self.went.get(id(spot)) == LABEL

    def knows(self, spot: Spot) -> bool:
        """Whether a cell has gone anywhere."""
        return id(spot) in self.went

    def rest(self, rows: Iterable[PageRow]) -> None:
        """Leave whatever has gone nowhere."""
        for row in rows:
            for spot in row.filled:
                if not self.knows(spot):
                    self.leave(spot, _("not understood: no label is known for it"))
