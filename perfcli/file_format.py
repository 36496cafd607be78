"""File formats by name: the endings of their files, whether they are text. What writes them stands where it is done."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


class FileFormat(msgspec.Struct, frozen=True):
    """A format as it is asked for; the first of its endings is the usual one, none for what only a terminal shows."""

    name: str
    endings: tuple[str, ...] = ()
    is_text: bool = True


def names(offered: Iterable[FileFormat]) -> list[str]:
    """What the formats are asked for by."""
    return [one.name for one in offered]


TABLE = FileFormat("table")
TEXT = FileFormat("text")
GITHUB = FileFormat("github")
GITLAB = FileFormat("gitlab", (".json",))
TXT = FileFormat("txt", (".txt",))
CSV = FileFormat("csv", (".csv",))
TSV = FileFormat("tsv", (".tsv",))
JSON = FileFormat("json", (".json",))
JSONL = FileFormat("jsonl", (".jsonl", ".ndjson"))
SARIF = FileFormat("sarif", (".sarif", ".json"))
MARKDOWN = FileFormat("markdown", (".md", ".markdown"))
MD = FileFormat("md", (".md", ".markdown"))
HTML = FileFormat("html", (".html", ".htm"))
DOCX = FileFormat("docx", (".docx",), is_text=False)
XLSX = FileFormat("xlsx", (".xlsx",), is_text=False)
PDF = FileFormat("pdf", (".pdf",), is_text=False)
SQLITE = FileFormat("sqlite", (".sqlite", ".sqlite3"), is_text=False)
DUCKDB = FileFormat("duckdb", (".duckdb",), is_text=False)
PARQUET = FileFormat("parquet", (".parquet",), is_text=False)

KNOWN = (
    *(TABLE, TEXT, GITHUB, GITLAB, TXT, CSV, TSV, JSON, JSONL, SARIF, MARKDOWN, MD, HTML, DOCX, XLSX, PDF),
    *(SQLITE, DUCKDB, PARQUET),
)
"""All of them: a file is never named like one and written in another, whichever command writes it."""

NEVER_WRITTEN = frozenset(
    (
        *(".doc", ".docm", ".wps", ".rtf", ".odt", ".ppt", ".pptx"),
        *(".xls", ".xlsm", ".xlsb", ".et", ".ods", ".zip", ".toml"),
    )
)
"""Endings of formats that no command writes."""
