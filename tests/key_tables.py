"""The tables of keys in docs/files.md, as the schemas have them; renewed by `python -m tests.key_tables`."""

from __future__ import annotations

import re

from perfcli.schema_titles import TITLES
from tests.sessions import ROOT

PAGE = ROOT / "docs" / "files.md"
SECTION = re.compile(r"(?<=<!-- keys -->\n).*?(?=<!-- end of keys -->)", re.DOTALL)


def tables() -> str:
    """Each record with its keys and what a schema calls them, a table each."""
    parts = []
    for record, titles in TITLES.items():
        rows = [f"| `{key}` | {_cell(title)} |\n" for key, title in titles.items() if key]
        parts.append(f"\n**{record}**: {titles['']}\n\n| key | |\n|---|---|\n{''.join(rows)}")
    return "".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(SECTION.sub(lambda _found: tables(), page), encoding="utf-8", newline="\n")
