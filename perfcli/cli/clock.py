"""The clock: read here alone, and given to whatever goes by it."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """The day it is where the user is."""
    return datetime.now().astimezone().date()
