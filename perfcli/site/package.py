"""The data package: tables as csv, and `datapackage.json` which says what their columns hold.

A tabular data package (specs.frictionlessdata.io); amounts, years, projects and their administrators carry the terms
of the fiscal data package (`columnType`), so that other budgets can be read beside them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from perfcli.formats.csv import write_csv
from perfcli.formats.tables import Column, Kind, Sheet

_TYPES: Mapping[Kind, dict[str, Any]] = {
    "text": {"type": "string"},
    "year": {"type": "integer"},
    "count": {"type": "integer"},
    "money": {"type": "number"},
    "percent": {"type": "number"},
    "number": {"type": "number"},
}
_FISCAL = {
    "year": "date:fiscal-year",
    "unit": "administrative-classification:generic:level2:code",
    "unit_name": "administrative-classification:generic:level2:label",
    "department": "administrative-classification:generic:level1:code",
    "department_name": "administrative-classification:generic:level1:label",
    "code": "activity:generic:project:code",
    "name": "activity:generic:project:label",
    "total": "value",
    "fiscal": "value",
    "other": "value",
}
"""Columns of the table of projects in the words of the fiscal data package."""

_KEYS = {"projects": ["year", "code"]}
_PROJECT = ("year", "code")
_NUMBERS = frozenset({"value", "upper"})
FILE = "datapackage.json"


def package_files(title: str, name: str, sheets: Iterable[Sheet]) -> Iterator[tuple[str, bytes]]:
    """The files of the package by their names in its folder; `name` is its own, of a-z, 0-9 and `-`."""
    resources = []
    for sheet in sheets:
        data = write_csv(sheet).encode()
        yield f"{sheet.name}.csv", data
        resources.append(_resource(sheet, data))
    package = {"profile": "tabular-data-package", "name": name, "title": title, "resources": resources}
    yield FILE, (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(sheet: Sheet, data: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(sheet.name, column) for column in sheet.columns], "missingValues": [""]}
    if sheet.name in _KEYS:
        schema["primaryKey"] = _KEYS[sheet.name]
    elif {column.key for column in sheet.columns} >= set(_PROJECT):
        reference = {"resource": "projects", "fields": list(_PROJECT)}
        schema["foreignKeys"] = [{"fields": list(_PROJECT), "reference": reference}]
    return {
        "profile": "tabular-data-resource",
        "name": sheet.name.replace("_", "-"),
        "title": sheet.chinese,
        "path": f"{sheet.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "schema": schema,
    }


def _field(table: str, column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.key, "title": column.chinese, **_TYPES[column.kind]}
    if column.kind == "text":
        field["description"] = column.english
    if table == "projects" and column.key in _FISCAL:
        field["columnType"] = _FISCAL[column.key]
    return field
