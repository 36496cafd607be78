"""Templates to pages of the site: texts are escaped, their control signs spelled out, and long ones cut."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from perfcli.formats.web.rendering import environment
from perfcli.i18n import get_locale, gettext, ngettext
from perfcli.model import Details
from perfcli.printable import printable

LARGEST_PAGE = 100_000
"""Bytes that a page may have."""

_LIMITS = ((4000, 100), (800, 60), (200, 30), (60, 12), (20, 4))
"""Characters of a text and rows of a table of details that a page shows: the next where the page grows too large."""

_SCALES = {"zh_CN": ((100_000_000, "亿元"), (10_000, "万元")), "en": ((1_000_000, "million yuan"), (1, "yuan"))}


def asset(name: str) -> bytes:
    """A file of the site that is the same for all repositories."""
    return (files("perfcli.site") / "assets" / name).read_bytes()


@pass_context
def _finalised(context: Context, value: object) -> object:
    """What a template puts into a page: a text is shown as it is, but cannot drive anything and is not endless."""
    if value is None:
        return ""
    if isinstance(value, str) and not isinstance(value, Markup):
        limit = context.get("text_limit", _LIMITS[0][0])
        text = value if len(value) <= limit else f"{value[:limit]}…"
        return printable(text)
    return value


@cache
def _environment() -> Environment:
    made = environment("perfcli.site", _finalised)
    made.globals |= {"_": gettext, "ngettext": ngettext, "flat": flat}
    made.filters |= {
        "money": money,
        "short_money": short_money,
        "percent": percent,
        "signed": signed,
        "short_signed": short_signed,
    }
    return made


def render(name: str, values: Mapping[str, Any]) -> bytes:
    """A page out of a template; one that grows too large tells less of its texts and says so."""
    data = b""
    for text_limit, row_limit in _LIMITS:
        page = _environment().get_template(name)
        lang = "en" if get_locale() == "en" else "zh-CN"
        data = page.render(
            {
                **values,
                "text_limit": text_limit,
                "row_limit": row_limit,
                "lang": lang,
                "zh": Markup("") if lang == "zh-CN" else Markup(' lang="zh-CN"'),
            }
        ).encode("utf-8", "backslashreplace")
        if len(data) <= LARGEST_PAGE:
            return data
    return data


def flat(details: Details) -> Iterator[tuple[str, str]]:
    """Labels with their text; several values of one label stand below each other."""
    for label, value in details.items():
        text = value if isinstance(value, str) else "\n".join(value)
        if text.strip():
            yield label, text


def money(amount: Decimal | None) -> str:
    """An amount in 元 with two decimals and grouping, a dash for none."""
    return "—" if amount is None else f"{amount:,.2f}"


def signed(amount: Decimal) -> str:
    """A difference of amounts in 元, with its sign."""
    return f"{amount:+,.2f}" if amount else f"{amount:,.2f}"


def short_money(amount: Decimal | None) -> str:
    """An amount in the unit in which people speak of it."""
    if amount is None:
        return "—"
    scales = _SCALES[get_locale()]
    scale, unit = next((one for one in scales if amount >= one[0]), scales[-1])
    return f"{amount / scale:,.2f} {unit}"


def short_signed(amount: Decimal) -> str:
    """A difference of amounts in the unit in which people speak of it, with its sign."""
    return ("−" if amount < 0 else "+" if amount else "") + short_money(abs(amount))


def percent(share: Decimal | None) -> str:
    """A share in percent, a dash for none."""
    return "—" if share is None else f"{share:.2f}%"


def digest(data: bytes) -> str:
    """A short name for the content of a file."""
    return hashlib.sha256(data).hexdigest()[:12]
