"""Schemas: from the types, titled, fresh in repo_template/, and true of every shipped file."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from perfcli.actions.schema import schema_text
from perfcli.check.places import place_of
from perfcli.codec.canonical import SCHEMAS
from perfcli.form import Form
from perfcli.schema import RECORDS, schema_of
from perfcli.schema_titles import TITLES
from tests import key_tables

SHIPPED = Path(__file__).parents[1] / "repo_template"
FILES = sorted(path for path in SHIPPED.rglob("*.toml"))


def _validator(name: str) -> Any:
    jsonschema = pytest.importorskip("jsonschema", reason="needs the library jsonschema")
    schema = schema_of(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def _kind(path: Path) -> str:
    place = place_of(path.relative_to(SHIPPED).as_posix())
    assert place is not None
    return place.kind


@pytest.mark.parametrize("name", RECORDS)
def test_the_shipped_schema_is_fresh(name: str) -> None:
    path = SHIPPED / "schemas" / f"{name}.json"
    assert path.read_text(encoding="utf-8") == schema_text(name), "renew it: perf schema NAME > repo_template/schemas/"


def test_every_key_has_a_title() -> None:
    seen = set()
    for name in RECORDS:
        _references, components = msgspec.json.schema_components(
            [RECORDS[name]], schema_hook=lambda _type: {"type": "number"}
        )
        for record, schema in components.items():
            seen.add(record)
            assert list(TITLES[record]) == ["", *schema["properties"]]
    assert seen == set(TITLES)


def test_the_page_of_files_has_every_key_of_every_schema() -> None:
    found = key_tables.SECTION.search(key_tables.PAGE.read_text(encoding="utf-8"))
    assert found is not None
    assert found[0] == key_tables.tables(), "renew it: python -m tests.key_tables"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_shipped_file_is_valid_and_points_to_its_schema(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert list(_validator(_kind(path)).iter_errors(tomllib.loads(text))) == []
    first = text.splitlines()[0]
    assert first.startswith("#:schema ")
    target = (path.parent / first.removeprefix("#:schema ")).resolve()
    assert target == (SHIPPED / "schemas" / f"{_kind(path)}.json").resolve()
    assert json.loads(target.read_text(encoding="utf-8"))["type"] == "object"


def test_what_is_written_points_to_the_same_schemas() -> None:
    assert {record.__name__: path.rpartition("/")[2] for record, path in SCHEMAS.items()} == {
        record.__name__: f"{name}.json"
        for name, record in RECORDS.items()
        if record is not Form  # a form is written by forms/declaration_text.py, a row of cells a line
    }


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("project", 'code = "x"', ["code"]),
        ("settings", '[check]\nignroe = ["A302"]', ["check"]),
        ("settings", '[framework]\n2022 = "2020"', ["framework", "2022"]),
        ("goals", 'department = "335"\nyear = "2021"', ["year"]),
        ("template", "[spending_plan]\n13 = 5", ["spending_plan"]),
        ("department", 'code = "335"\n[[units]]\ncode = "1"', ["units", 0, "code"]),
    ],
)
def test_a_slip_is_not_valid(name: str, text: str, where: list[str | int]) -> None:
    errors = list(_validator(name).iter_errors(tomllib.loads(text)))
    assert where in [list(error.absolute_path) for error in errors]


def test_unknown_keys_belong_to_the_user() -> None:
    text = (SHIPPED / "departments" / "335.toml").read_text(encoding="utf-8") + 'remark = "mine"\n'
    assert list(_validator("department").iter_errors(tomllib.loads(text))) == []
