"""A key in Chinese without quotes: what it is, and what the key that it names is called."""

from __future__ import annotations

import re

from perfcli.folding import fold
from perfcli.i18n import gettext as _
from perfcli.labels import LABELS

_PART = re.compile(r"[^\s=\[\].,{}\"'#]+")
_BEHIND = re.compile(r"[ \t]*[=\].]")
_BARE = re.compile(r"[A-Za-z0-9_-]*\Z")
_TABLES = {
    "Budget": "[budget]",
    "Indicator": "[[indicators]]",
    "Function": "[[functions]]",
    "FunctionIndicator": "[[functions.indicators]]",
    "Safeguard": "[[safeguards]]",
    "Unit": "[[units]]",
}


def explained(text: str, line: int, column: int) -> tuple[int, str] | None:
    """Column and message where what TOML refuses at this place is a key that lacks its quotes, None elsewhere.

    Line and column count from 1.
    """
    shown = text.split("\n", line)[line - 1]
    bare = _BARE.search(shown, 0, column - 1)
    start = bare.start() if bare else column - 1
    part = _PART.match(shown, start)
    if not part or part.end() < column or not _BEHIND.match(shown, part.end()) or "=" in shown[:start]:
        return None
    key = part[0]
    if key.isascii() or not all(sign.isalnum() or sign in "_-()" for sign in fold(key)):
        return None
    message = _('the key {key} needs quotes, "{key}": without them a key has only A-Z a-z 0-9 _ -').format(key=key)
    names = _names(key)
    if names:
        message += _("; the key for it is {names}").format(names=", ".join(names))
    return start + 1, message


def _names(key: str) -> list[str]:
    """What the keys are called that have this Chinese label, those inside of a table with their table."""
    names: dict[str, None] = {}
    for record, labels in LABELS.items():
        table = _TABLES.get(record, "")
        for name, label in labels.items():
            if fold(key) not in (fold(label.chinese), *map(fold, label.headings.split())):
                continue
            if name and table:
                names.setdefault(_("{key} in {table}").format(key=name, table=table))
            elif name or table:
                names.setdefault(name or table)
    return list(names)[:3]
