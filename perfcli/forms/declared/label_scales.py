"""What amounts are in by the label before them in their row, whatever else the form counts in: 任务金额（元）."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from perfcli.form import Form
from perfcli.forms.declared.match import Pair
from perfcli.forms.record.amount_details import label_scale


def printed_scales(form: Form, pairs: Iterable[Pair]) -> dict[int, Decimal]:
    """How many 元 the amount of each cell is whose label says it, as that is printed; by the cell's identity."""
    printed = {id(cell): cell.label if cell.key else spot.text for cell, spot, _text in pairs if cell.label}
    rows = [[placed.cell for placed in row if placed.cell] for part in form.parts for row in part.placed]
    found: dict[int, Decimal] = {}
    for row in (*rows, *form.above, *form.below):
        scale = None
        for cell in row:
            if cell.label:
                scale = label_scale(printed.get(id(cell), ""))
            if cell.key and scale:
                found[id(cell)] = scale
    return found
