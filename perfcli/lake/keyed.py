"""Texts as comparing rules see them, beside a lake's rows: by SQL where that is the same, else by the rules' folding.

Nearly all texts consist of characters of which SQL only has to leave punctuation out. The few others are folded one by
one and joined, so that counties are compared as the projects of one repository are.
"""

from __future__ import annotations

from collections.abc import Callable

from perfcli.lake.engine import Lake
from perfcli.relations import OWN

KEYED = "keyed_"
"""What the views with keys are called before their table's name: `bare_name` beside `name`, and the like."""

MARKS = " \n，。、；：！？（）《》“”‘’·…—,.;:!?()<>/%-"
"""Marks that a folded text has nothing of."""

PLAIN = "[\\x{4E00}-\\x{9FA5}A-Za-z0-9" + "".join(f"\\x{{{ord(mark):X}}}" for mark in MARKS) + "]*"
"""The texts whose key is what is left without MARKS, in small letters."""

_COLUMNS = {"projects": ("name", "purpose"), "goals": ("goal",), "indicators": ("name",)}
_FOLDED = "folded_texts"


def add_keys(lake: Lake, fold: Callable[[str], str]) -> None:
    """Give a lake the views KEYED + projects, goals and indicators; `fold` makes a text's key."""
    texts = " UNION ".join(
        f"SELECT {name} AS text FROM {OWN}{table} WHERE NOT regexp_full_match({name}, '{PLAIN}')"
        for table, names in _COLUMNS.items()
        for name in names
    )
    found = [text for (text,) in lake.rows(texts)]
    lake.keep(_FOLDED, {"text": "text", "key": "text"}, [(text, fold(text)) for text in found])
    for table, names in _COLUMNS.items():
        keys = ", ".join(f"coalesce({name}_.key, {_plain_key(f't.{name}')}) AS bare_{name}" for name in names)
        joined = " ".join(f"LEFT JOIN {_FOLDED} {name}_ ON {name}_.text = t.{name}" for name in names)
        lake.define(f"{KEYED}{table}", f"SELECT t.*, {keys} FROM {OWN}{table} t {joined}")


def _plain_key(text: str) -> str:
    return f"regexp_replace(lower({text}), '[^\\x{{4E00}}-\\x{{9FA5}}a-z0-9]+', '', 'g')"
