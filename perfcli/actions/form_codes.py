"""The code of a project whose form prints none, and what it begins with."""

from __future__ import annotations

import hashlib
import string
import unicodedata

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.paths import DIVISION

_DIGITS = string.digits + string.ascii_uppercase


def computed_code(division: str, year: int, unit: str, name: str) -> str:
    """The code of a project whose form prints none: the same form gives the same code."""
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    number = int.from_bytes(hashlib.sha256(f"{unit}\n{plain}".encode()).digest(), "big") % 36**13
    digits = ""
    for _place in range(13):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return f"{division}{year % 100:02d}{digits}"


def require_division(given: str) -> None:
    """Raise PerfError for what computed codes cannot begin with; nothing is no fault."""
    if given and not DIVISION.fullmatch(given):
        raise PerfError(_("{division}: a division has six digits").format(division=given))
