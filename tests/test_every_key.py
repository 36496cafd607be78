"""Every key of every record is carried by each way that a record goes, or excused by name with a reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

import msgspec
import pytest

from perfcli.actions.export import export
from perfcli.actions.gathering import ImportOptions, Source
from perfcli.actions.importing import import_documents
from perfcli.actions.reading import read_source, read_tables_of
from perfcli.carried import Keys, every_key, inner_record, taken_over
from perfcli.codec import formatted, from_toml, project_as_written, write
from perfcli.data.dataset import Dataset, whole
from perfcli.exact import Money, Percent, Points
from perfcli.labels import LABELS
from perfcli.model import Department, DepartmentGoals, Month, Project, Record, Template, plain
from perfcli.progress import Progress
from perfcli.repository import Repository
from perfcli.scaffold import TEMPLATE_KEYS, template_of
from perfcli.schema import RECORDS
from perfcli.select import Selection
from tests.conftest import Perf

FILES: tuple[type[Record], ...] = (Project, DepartmentGoals, Department, Template, Progress)
R = TypeVar("R", bound=Record)

CODE = "13030321AAAAAAAAAAAAA"
_OWN = {"code": CODE, "unit": "335001", "year": 2021, "department": "335", "template": "repair"}


def full(kind: type[Record], path: str = "") -> dict[str, Any]:
    """The values of a record with every key filled; each text says where it stands."""
    return {
        field.name: _full(field.type, f"{path}.{field.name}".strip("."))
        for field in msgspec.structs.fields(kind)
        if not (field.name in kind.ONE_OF and field.name != kind.ONE_OF[0])
    }


def _full(kind: Any, path: str) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, Record):
        return full(kind, path)
    if origin is UnionType:
        return _full(arguments[0], path)
    if origin is tuple:
        return [_full(arguments[0], path)]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {12 if arguments[0] == Month else f"栏目{path}": _full(arguments[1], path)}
    if kind is Money:
        return Decimal("12.34")
    if kind is date:
        return date(2021, 7, 31)
    if kind in (Percent, Points):
        return Decimal("56.78")
    name = path.rpartition(".")[2]
    return _OWN["unit" if path == "units.code" else name] if name in _OWN else f"此为{path}"


def record(kind: type[Record]) -> Record:
    return from_toml(write(_converted(full(kind) | ({"code": "335"} if kind is Department else {}), kind)), kind)


def _converted(values: Mapping[str, Any], kind: type[R]) -> R:
    return msgspec.convert(values, kind, dec_hook=lambda type_, value: type_.parse(value), str_keys=True)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Each key that holds no table, with how it is spelled; the labels of details are part of it."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}".strip("."))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, str(value)


def same(before: Record, after: Record) -> None:
    """All keys are alike."""
    assert plain(after) == plain(before)


@pytest.mark.parametrize("kind", FILES)
def test_every_key_is_filled_here(kind: type[Record]) -> None:
    empty = {name for name, value in plain(record(kind)).items() if value in ("", [], {}, None)}
    beside = {key for key in kind.ONE_OF[1:] if key in plain(record(kind))}
    assert empty == beside, "one of the keys of ONE_OF stands in place of the others"


@pytest.mark.parametrize("kind", FILES)
def test_labels_and_schemas_have_every_key(kind: type[Record]) -> None:
    assert kind in RECORDS.values()
    todo = [kind]
    while todo:
        found = todo.pop()
        assert set(LABELS[found.__name__]) - {""} == {field.name for field in msgspec.structs.fields(found)}
        todo += [inner for field in msgspec.structs.fields(found) if (inner := inner_record(field.type))]


@pytest.mark.parametrize("kind", FILES)
def test_the_canonical_form_keeps_every_key(kind: type[Record]) -> None:
    text = write(record(kind))
    assert formatted(text, kind) == text
    same(record(kind), from_toml(text, kind))


LEFT_TO_THE_READERS_OF_TOML = dict.fromkeys(
    ("details", "indicators.details", "budget.sources"), "few projects have any, and each has its own headings"
)


def with_these_alone(keys: Keys) -> Project:
    """A project that has of all keys those it must have, and these."""
    filled = full(Project)
    needed = {field.name for field in msgspec.structs.fields(Project) if field.required}
    budget = {key: filled["budget"][key] for key in filled["budget"] if key != "sources" or "budget.sources" in keys}
    (row,) = filled["indicators"]
    row = {key: value for key, value in row.items() if f"indicators.{key}" in keys}
    values = {key: value for key, value in filled.items() if key in needed or key in keys}
    return _converted(values | {"budget": budget, "indicators": [row] if row else []}, Project)


@pytest.mark.parametrize("key", sorted(every_key(Project)))
def test_the_fast_reader_of_projects_knows_every_key_that_is_written(key: str) -> None:
    project = with_these_alone(Keys({key}))
    read = project_as_written(write(project))
    if key in LEFT_TO_THE_READERS_OF_TOML:
        assert read is None, f"perfcli/codec/written.py reads {key}: take it out of LEFT_TO_THE_READERS_OF_TOML"
        return
    assert read == project, (
        f"perfcli/codec/written.py does not know {key}, so every project that has it is read as TOML, far slower: put"
        " it into _PROJECT (or _INDICATOR) there, at the place where perfcli/codec/canonical.py writes it, and into"
        " what is made of the groups, or into LEFT_TO_THE_READERS_OF_TOML here with its reason"
    )


def test_the_fast_reader_of_projects_knows_their_order() -> None:
    project = with_these_alone(every_key(Project) - LEFT_TO_THE_READERS_OF_TOML.keys())
    assert project_as_written(write(project)) == project, "perfcli/codec/canonical.py writes the keys in another order"


NO_PART_OF_A_TEMPLATE = {
    **dict.fromkeys(("code", "name", "unit", "year", "budget"), "each project has its own"),
    "template": "it is the template's own slug",
    "previous": "the project's own past",
}


def test_a_template_carries_every_key_of_its_project() -> None:
    project = record(Project)
    assert isinstance(project, Project)
    assert {key for key in plain(project) if key not in NO_PART_OF_A_TEMPLATE} == set(TEMPLATE_KEYS), (
        "add the key to Template in perfcli/model.py, or to NO_PART_OF_A_TEMPLATE with its reason"
    )
    template = template_of(project, "维修")
    assert {key: getattr(template, key) for key in TEMPLATE_KEYS} == {
        key: getattr(project, key) for key in TEMPLATE_KEYS
    }


@pytest.mark.parametrize("kind", FILES)
def test_a_key_that_a_source_carries_is_taken_over_and_any_other_stays(kind: type[Record]) -> None:
    filled = record(kind)
    bare = {
        field.name: field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
        for field in msgspec.structs.fields(kind)
        if not field.required
    }
    empty = msgspec.structs.replace(filled, **bare)
    for key in plain(filled):
        taken = taken_over(empty, filled, Keys({key}))
        assert getattr(taken, key) == getattr(filled, key)
        assert taken_over(filled, taken, Keys({key})) == filled
        kept = taken_over(filled, empty, every_key(kind) - {k for k in every_key(kind) if k.partition(".")[0] == key})
        assert getattr(kept, key) == getattr(filled, key)


def _laid_out(root: Path) -> tuple[Repository, Dataset]:
    (root / "perf.toml").parent.mkdir(parents=True, exist_ok=True)
    (root / "perf.toml").write_text('schema = 1\ndivision = "130303"\n', encoding="utf-8")
    own = plain(record(DepartmentGoals)) | {"department": "", "unit": "335001"}
    of_unit = _converted(own, DepartmentGoals)
    dataset = Dataset(
        departments=(whole(record(Department)),),  # type: ignore[arg-type]  # each is of its own kind
        goals=(whole(record(DepartmentGoals)), whole(of_unit)),  # type: ignore[arg-type]
        projects=(whole(record(Project)),),  # type: ignore[arg-type]
        templates=(("repair", whole(record(Template))),),  # type: ignore[arg-type]
    )
    repository = Repository(root)
    import_documents(repository, [dataset], ImportOptions())
    return repository, dataset


def _source(repository: Repository, form: str) -> Source:
    files = export(repository, Selection(), form).files
    if form == "csv":
        return read_tables_of("a", {name.removesuffix(".csv"): data for name, data in files.items()})
    return read_source(f"a.{form}", files[""], lambda _data, _suffix: b"")[0]


@pytest.mark.parametrize("form", ["json", "jsonl", "xlsx", "csv"])
def test_data_carries_every_key(tmp_path: Path, form: str) -> None:
    repository, dataset = _laid_out(tmp_path / "a")
    source = _source(repository, form)
    assert isinstance(source, Dataset)
    assert source.leftovers == ()
    same(dataset.projects[0].record, source.projects[0].record)
    if form == "jsonl":
        return  # projects alone, as `perf export` says
    assert len(source.goals) == 2
    for said, found in zip(dataset.goals, source.goals, strict=True):
        same(said.record, found.record)
    same(dataset.departments[0].record, source.departments[0].record)
    if form == "json":
        same(dataset.templates[0][1].record, source.templates[0][1].record)
    for kind, entries in ((Project, source.projects), (DepartmentGoals, source.goals)):
        for entry in entries:
            named = every_key(kind) if form == "json" else {field.name for field in msgspec.structs.fields(kind)}
            assert {"unit", "department"} | set(entry.carried) >= {key for key in named if "." not in key}


NOT_SHOWN = {
    "template": "what the project was made from is no content of its table; json has it",
}


def test_show_shows_every_key(tmp_path: Path) -> None:
    repository, _dataset = _laid_out(tmp_path)
    shown = Perf(repository.root).done("show", CODE)
    texts = Perf(repository.root).done("show", CODE, "-f", "markdown")
    project = plain(record(Project))
    for key, text in leaves(project):
        if key in NOT_SHOWN:
            assert text not in shown
        else:
            assert text in shown, key
            assert text.replace("_", "\\_") in texts, key
    (said,) = json.loads(Perf(repository.root).done("show", CODE, "-f", "json"), parse_float=Decimal)
    assert dict(leaves(said)).items() >= dict(leaves(project)).items()


NO_COLUMNS = {
    "goals": "of a 整体支出绩效目标表: `perf export` and json have them, no question asks for them yet",
    "indicators": "likewise",
    "details": "likewise",
    "safeguards": "texts that nobody filters by",
    "budget": "the three amounts are columns, its sources are as goals",
}
"""What of overall goals `perf query` does not answer."""


def _answers(perf: Perf, *tables: str) -> str:
    return "".join(perf.done("query", f"SELECT * FROM {table}", "-f", "csv") for table in tables)


_UNANSWERED = "has no column: perfcli/index/schema.py declares it, perfcli/index/rows.py fills it"


def test_the_index_answers_every_key(tmp_path: Path) -> None:
    repository, _dataset = _laid_out(tmp_path)
    perf = Perf(repository.root)
    answers = _answers(perf, "projects", "indicators", "goals", "spending_plan", "details", "sources")
    for key, text in leaves(plain(record(Project))):
        assert text in answers, f"{key} {_UNANSWERED}"
    for key, text in leaves(plain(record(Department))):
        assert text in _answers(perf, "departments", "units"), f"{key} {_UNANSWERED}"
    answers = _answers(perf, "department_goals", "functions", "function_indicators")
    for key, text in leaves(plain(record(DepartmentGoals))):
        top = key.partition(".")[0]
        assert top in NO_COLUMNS or text in answers, f"{key} {_UNANSWERED}"


TOLD_OTHERWISE = {
    "template": "a list has no column for it",
    "budget": "its parts have columns of their own",
    "spending_plan": "a column for each month",
    "details": "by their headings",
    "sources": "by their headings",
}


@pytest.mark.parametrize("kind", ["Project", "Budget", "Indicator"])
def test_the_page_on_lists_tells_the_heading_of_every_key(kind: str) -> None:
    page = (Path(__file__).parents[1] / "docs/formats.md").read_text(encoding="utf-8")
    section = page[page.index("### Lists of your own") : page.index("An empty code is that")]
    untold = {key for key, label in LABELS[kind].items() if key and label.chinese not in section}
    assert untold - TOLD_OTHERWISE.keys() == set()
