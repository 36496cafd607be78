"""What a command shows its answer with, loaded while git still works on it."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from threading import Thread

from perfcli import output
from perfcli.output import Column


def load_tables(form: str) -> None:
    """Load what draws tables, beside whatever follows; nothing happens for another format."""
    if form in output.FOR_PEOPLE:
        Thread(target=_draw_one, args=(form,), daemon=True).start()


def _draw_one(form: str) -> None:
    with contextlib.suppress(Exception):  # what fails here fails again, and is told, where the answer is drawn
        output.render([{"total": Decimal("1.00")}], [Column("total", "元", "money")], form)
