"""What a user's statement may read where DuckDB answers it: the tables of the lake, which are views of its files.

DuckDB itself lets a statement read any file of the lake's folder, as views are asked with the rights of who asks them:
rows of divisions that are not asked for, and what is no table. So tables and what stands for one are looked at before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.lake.reasons import place_of, spoken
from perfcli.regex import regex
from perfcli.select import nearest

_SOURCES = frozenset({"unnest", "range", "generate_series", "repeat", "repeat_row", "json_each", "json_tree"})
"""The functions that may stand in the place of a table: they make rows of values."""

_SCHEMAS = frozenset({"", "main"})
_WORD = regex(r"\w+")
"""What a part of WITH may be called: a path of a file is never meant by it."""

_NAMES = ("$..table_name", "$..schema_name", "$..function.function_name", "$..cte_map.map[*].key")
_PARSED = (
    "SELECT json_extract_string(tree, '$.error_message'),"
    f" {', '.join(f'''to_json(json_extract_string(tree, '{path}'))''' for path in _NAMES)}"
    " FROM (SELECT json_serialize_sql($text::VARCHAR) AS tree)"
)


def require_own_tables(connection: Any, text: str, tables: Mapping[str, Sequence[str]]) -> None:
    """Raise PerfError for a SELECT of anything but these tables, and what it makes itself; DuckDB's errors."""
    unknown, *found = connection.execute(_PARSED, {"text": text}).fetchone()
    if unknown:
        raise PerfError(_("DuckDB says: {reason}").format(reason=spoken(unknown)))
    named, schemas, functions, parts = (msgspec.json.decode(names, type=list[str]) for names in found)
    for function in functions:
        if function.lower() not in _SOURCES:
            raise PerfError(
                _("DuckDB says: {reason}").format(reason=_("a statement reads the tables of the lake alone")),
                details=_place(text, function),
                hint=nearest(function.lower(), _SOURCES) or _("See `perf query --tables`."),
            )
    known = tables.keys() | {part.lower() for part in parts if _WORD.fullmatch(part)}
    for table in (*named, *(schema for schema in schemas if schema.lower() not in _SCHEMAS)):
        if table and table.lower() not in known:  # DESCRIBE of a statement has none
            raise PerfError(
                _("there is no table {table}").format(table=table),
                details=_place(text, table),
                hint=nearest(table.lower(), tables) or _("See `perf query --tables`."),
            )


def _place(text: str, name: str) -> tuple[str, ...]:
    """The line where a name stands first."""
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    return place_of(text, found.start()) if found else ()
