"""How a step of a key is written, so that `perf set` reads it again."""

from __future__ import annotations

from perfcli.regex import regex

_ODD_LABEL = regex(r'[=＝]|^"|.\[[0-9]+\]$')
_ODD_NAME = regex(r'[\]］](?=[.．\[［]|[+＋]?[=＝])|^"')


def label_text(label: str) -> str:
    """A label of a form; one that would be read as something else in quotes, its own quotes twice."""
    return _quoted(label) if _ODD_LABEL.search(label) else label


def pick_text(name: str) -> str:
    """The name or the place of an element, in brackets; one that would end within in quotes, its own quotes twice."""
    return f"[{_quoted(name) if _ODD_NAME.search(name) else name}]"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def unquoted(text: str) -> str:
    """What stands between quotes, without those that are written twice."""
    return text.replace('""', '"')
