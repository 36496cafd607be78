"""Which columns a lake's files are written with now."""

from __future__ import annotations

import hashlib
from functools import cache

from perfcli.index.relations import relations


@cache
def current_schema() -> str:
    """What names the columns that files are written with now."""
    columns = [(name, sorted(relation.all_columns.items())) for name, relation in sorted(relations().items())]
    return hashlib.sha256(repr(columns).encode()).hexdigest()[:12]
