"""The data package: its tables as they are described, and the terms of the fiscal data package."""

from __future__ import annotations

import csv
import hashlib
import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MAINTENANCE, Perf
from tests.site.county import write_county

validator = import_module("jsonschema").Draft202012Validator  # it has no types

FISCAL = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "required": ["profile", "name", "title", "resources"],
    "properties": {
        "profile": {"const": "tabular-data-package"},
        "name": {"pattern": "^[a-z0-9._-]+$"},
        "resources": {
            "type": "array",
            "contains": {
                "required": ["name", "schema"],
                "properties": {
                    "name": {"const": "projects"},
                    "schema": {
                        "required": ["fields", "primaryKey"],
                        "properties": {
                            "fields": {
                                "allOf": [
                                    {
                                        "contains": {
                                            "properties": {"columnType": {"const": kind}, "type": {"const": type_}},
                                            "required": ["columnType"],
                                        }
                                    }
                                    for kind, type_ in {
                                        "date:fiscal-year": "integer",
                                        "value": "number",
                                        "activity:generic:project:code": "string",
                                        "activity:generic:project:label": "string",
                                        "administrative-classification:generic:level2:code": "string",
                                        "administrative-classification:generic:level2:label": "string",
                                    }.items()
                                ]
                            }
                        },
                    },
                },
            },
            "items": {
                "required": ["profile", "name", "path", "schema", "bytes", "hash", "encoding"],
                "properties": {
                    "profile": {"const": "tabular-data-resource"},
                    "name": {"pattern": "^[a-z0-9._-]+$"},
                    "path": {"pattern": "^[a-z_]+\\.csv$"},
                    "encoding": {"const": "utf-8"},
                },
            },
        },
    },
}
"""What a table of the fiscal data package says of its columns (specs.frictionlessdata.io/fiscal-data-package)."""


@pytest.fixture
def package(perf: Perf) -> Path:
    assert perf("site", "-o", "out").status == 0
    return perf.root / "out" / "data"


def described(package: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    return found


def test_the_description_has_the_terms_of_the_fiscal_data_package(package: Path) -> None:
    assert list(validator(FISCAL).iter_errors(described(package))) == []
    broken = described(package)
    for field in broken["resources"][0]["schema"]["fields"]:
        field.pop("columnType", None)
    assert list(validator(FISCAL).iter_errors(broken))


def test_every_table_is_as_it_is_described(package: Path) -> None:
    for resource in described(package)["resources"]:
        data = (package / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{hashlib.sha256(data).hexdigest()}")
        first = next(csv.reader(data.decode().splitlines()))
        assert first == [field["name"] for field in resource["schema"]["fields"]]
    rows = list(csv.DictReader((package / "projects.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["code"], row["total"]) for row in rows if row["code"] == MAINTENANCE] == [(MAINTENANCE, "240000.00")]


def test_frictionless_finds_nothing(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    frictionless = pytest.importorskip("frictionless", reason="needs the library frictionless")
    perf = Perf(write_county(tmp_path / "county", 2, 3, 12))
    assert perf("site", "-o", "out").status == 0
    report = frictionless.validate(str(perf.root / "out" / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]
    assert report.stats["tasks"] == len(described(perf.root / "out" / "data")["resources"])
    recwarn.clear()
