"""The language of messages, and numbers as people read them: the one door to babel.

Messages are written in English in the code and looked up when they are used, never when a module is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from perfcli.catalogue import Catalogue

if TYPE_CHECKING:
    from babel import Locale

LOCALES = ("zh_CN", "en")
DEFAULT_LOCALE = "zh_CN"
DOMAIN = "perfcli"

ZERO = Decimal("0.00")

SCALES = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
"""What an amount may be printed in, and how many 元 one of it is."""

_locale = DEFAULT_LOCALE


def set_locale(name: str) -> None:
    """Speak this language from now on; `name` is one of LOCALES."""
    global _locale  # one program speaks one language at a time, as with gettext.install
    _locale = name


@contextmanager
def speaking(name: str) -> Iterator[None]:
    """Speak a language for a while."""
    before = _locale
    set_locale(name)
    try:
        yield
    finally:
        set_locale(before)


def get_locale() -> str:
    """The language spoken now."""
    return _locale


def known_locale(name: str) -> str | None:
    """The one of LOCALES that a locale's name such as `zh_CN.UTF-8`, `zh-CN` or `en_GB` asks for, None if none."""
    language = name.replace("-", "_").split(".")[0].split("@")[0].split("_")[0].lower()
    return next((known for known in LOCALES if known.split("_")[0] == language), None)


@cache
def _catalogue(name: str) -> Catalogue | None:
    path = Path(__file__).parent / "locale" / name / "LC_MESSAGES" / f"{DOMAIN}.mo"
    return Catalogue(path.read_bytes()) if path.exists() else None


@lru_cache(4096)
def _translated(message: str, locale: str) -> str | None:
    catalogue = _catalogue(locale)
    return catalogue.find(message) if catalogue else None


def gettext(message: str) -> str:
    """The message in the language spoken now; placeholders stay for the caller to fill."""
    return (_translated(message, _locale) or message) if message else ""


def ngettext(singular: str, plural: str, count: int) -> str:
    """The message for `count` things in the language spoken now: Chinese has one form, whatever the count."""
    return _translated(singular, _locale) or (singular if count == 1 else plural)


def noop(message: str) -> str:
    """Mark a message that is translated later, where it is shown."""
    return message


@cache
def _conventions(name: str) -> Locale:
    """How numbers are written there; found by its name, it would be looked for among all of them for each number."""
    from babel import Locale

    return Locale.parse(name)


def money(amount: Decimal, scale: str = "元") -> str:
    """An amount of 元 with two decimals and grouping, printed in `scale`, rounded half up.

    Chinese and English group and mark decimals as Python does, which is not worth asking babel.
    """
    cents = (amount / SCALES[scale]).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{cents:,.2f}"


def count(number: int) -> str:
    """A count with grouping."""
    return f"{number:,}"


def percent(share: Decimal) -> str:
    """A share in percent as the form prints it, such as `25.00%`: two decimals, more where it has more."""
    return _percent(share, _locale)


@lru_cache(4096)
def _percent(share: Decimal, locale: str) -> str:
    from babel.numbers import format_decimal

    return format_decimal(share, "0.00########", _conventions(locale), decimal_quantization=False) + "%"
