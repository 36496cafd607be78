"""A repository goes through every format and comes back as it was, as far as the format can carry it."""

from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from perfcli.actions.book import WRITERS, BookRequest, make_book
from perfcli.actions.export import export
from perfcli.actions.gathering import ImportOptions, Source
from perfcli.actions.importing import import_documents
from perfcli.actions.looking import no_progress
from perfcli.actions.reading import read_source, read_tables_of
from perfcli.data.dataset import Dataset, whole
from perfcli.file_format import DOCX, TXT, FileFormat
from perfcli.formats.markup import carried
from perfcli.model import (
    Department,
    DepartmentGoals,
    Indicator,
    Project,
    Record,
    Template,
    Unit,
    each_text,
    with_own_levels,
)
from perfcli.repository import Repository
from perfcli.select import Selection
from tests import strategies
from tests.documents.test_laws import AMOUNT, GOAL, LINE, PERCENT, TEXT, goals, indicator

R = TypeVar("R", bound=Record)
UNITS = (Unit(code="335002", name="供热站"), Unit(code="335001", name="住房保障局本级"))


def budgets() -> st.SearchStrategy[object]:
    from perfcli.model import Budget

    return st.builds(Budget, total=AMOUNT, fiscal=AMOUNT, other=AMOUNT)


def projects(line: st.SearchStrategy[str], text: st.SearchStrategy[str]) -> st.SearchStrategy[Project]:
    """Projects of department 335 in 2021, with these lines and texts."""
    return st.builds(
        Project,
        code=st.from_regex(r"130303[0-9]{2}[0-9A-Z]{13}", fullmatch=True),
        name=line,
        unit=st.sampled_from([unit.code for unit in UNITS]),
        year=st.just(2021),
        budget=budgets(),
        purpose=text,
        goals=st.lists(GOAL if text is TEXT else text, max_size=3).map(tuple),
        spending_plan=st.dictionaries(st.integers(1, 12), PERCENT, max_size=12).map(
            lambda plan: dict(sorted(plan.items()))
        ),
        indicators=st.lists(
            indicator
            if text is TEXT
            else st.builds(Indicator, kind=text, name=text, description=text, target=text, basis=text),
            max_size=4,
        ).map(tuple),
    )


def _clean(project: Project) -> Project:
    """The project without what XML has no character for."""
    return msgspec.structs.replace(
        project,
        name=carried(project.name),
        purpose=carried(project.purpose),
        goals=tuple(map(carried, project.goals)),
        indicators=each_text(project.indicators, carried),
    )


def _repository(folder: Path, dataset: Dataset) -> Repository:
    folder.mkdir()
    (folder / "perf.toml").write_text('schema = 1\ndivision = "130303"\n', encoding="utf-8")
    repository = Repository(folder)
    import_documents(repository, [dataset], ImportOptions())
    return repository


def _files(repository: Repository) -> dict[str, str]:
    paths = sorted(repository.root.rglob("*.toml"))
    return {path.relative_to(repository.root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def _dataset(chosen: list[Project], records: tuple[DepartmentGoals, ...]) -> Dataset:
    codes: dict[str, Project] = {project.code: project for project in chosen}
    return Dataset(
        departments=(whole(Department(code="335", name="住房保障局", units=UNITS)),),
        goals=tuple(map(whole, records)),
        projects=tuple(map(whole, codes.values())),
    )


def _same(dataset: Dataset, way: Callable[[Repository], Source]) -> None:
    """Through a format into an empty repository: the same files."""
    with tempfile.TemporaryDirectory() as folder:
        before = _repository(Path(folder) / "before", dataset)
        after = _repository(Path(folder) / "after", Dataset())
        source = way(before)
        assert source.leftovers == ()
        import_documents(after, [source], ImportOptions("335", "住房保障局", 2021))
        expected, found = _files(before), _files(after)
        names = {path for path in expected if path.startswith("departments/")}
        assert {path: text for path, text in found.items() if path not in names} == {
            path: text for path, text in expected.items() if path not in names
        }


def _read(name: str, data: bytes) -> Source:
    return read_source(name, data, lambda _data, _suffix: b"")[0]


def _book(form: FileFormat) -> Callable[[Repository], Source]:
    def way(repository: Repository) -> Source:
        made = make_book(repository, BookRequest("335", 2021))
        assert made.lost == ()
        return _read(f"a.{form.name}", WRITERS[form](made, lambda data: data, no_progress))

    return way


def _export(form: str) -> Callable[[Repository], Source]:
    def way(repository: Repository) -> Source:
        return _read(f"a.{form}", export(repository, Selection(), form).files[""])

    return way


def _csv(repository: Repository) -> Source:
    files = export(repository, Selection(), "csv").files
    return read_tables_of("a", {name.removesuffix(".csv"): data for name, data in files.items()})


published_goals = goals.map(
    lambda part: DepartmentGoals(
        department="335", year=2021, overall=part.overall, functions=part.functions, safeguards=part.safeguards
    )
)
plain_projects = st.lists(projects(LINE, TEXT).map(_clean), min_size=1, max_size=4)


def _of_any_texts(kind: type[R], **given: st.SearchStrategy[Any]) -> st.SearchStrategy[R]:
    """Records with every key drawn, their texts without what a workbook or a csv text has no character for."""
    return strategies.record_of(kind, **given).map(lambda record: with_own_levels(each_text(record, _sheet_text)))


def _sheet_text(text: str) -> str:
    kept = "".join(char for char in text if char not in "\0\r\ufffe\uffff" and unicodedata.category(char) != "Cn")
    return kept.replace("_x", "_")


odd_projects = st.lists(
    _of_any_texts(
        Project,
        code=st.from_regex(r"130303[0-9]{2}[0-9A-Z]{13}", fullmatch=True),
        unit=st.sampled_from([unit.code for unit in UNITS]),
        year=st.integers(2020, 2021),
        spending_plan=strategies.plans.map(lambda plan: dict(sorted(plan.items()))),
    ),
    max_size=2,
)
odd_goals = st.lists(
    st.sampled_from([("department", "335"), ("unit", "335001"), ("unit", "335002")]).flatmap(
        lambda owner: _of_any_texts(
            DepartmentGoals,
            year=st.integers(2020, 2021),
            department=st.just(owner[1] if owner[0] == "department" else ""),
            unit=st.just(owner[1] if owner[0] == "unit" else ""),
        )
    ),
    max_size=2,
    unique_by=lambda goals: (goals.year, goals.of),
).map(tuple)


@settings(deadline=None, max_examples=30)
@given(plain_projects, published_goals)
def test_the_published_document_carries_a_repository(chosen: list[Project], record: DepartmentGoals) -> None:
    dataset = _dataset(chosen, (record,))
    for form in (TXT, DOCX):
        _same(dataset, _book(form))


# Without shrinking: a whole repository takes minutes of it.
@settings(deadline=None, max_examples=40, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(odd_projects, odd_goals)
def test_data_carries_a_repository_whatever_its_texts(
    chosen: list[Project], records: tuple[DepartmentGoals, ...]
) -> None:
    dataset = _dataset(chosen, records)
    for way in (_export("json"), _export("xlsx"), _csv):
        _same(dataset, way)


def test_json_carries_templates_and_all_of_a_department() -> None:
    template = Template(name="房屋维修", use="用", purpose="用于{name}", goals=("一", "二"))
    with tempfile.TemporaryDirectory() as folder:
        full = Dataset(
            departments=(whole(Department(code="335", name="住房保障局", units=UNITS)),),
            templates=(("repair", whole(template)),),
        )
        before = _repository(Path(folder) / "before", full)
        after = _repository(Path(folder) / "after", Dataset())
        import_documents(after, [_export("json")(before)], ImportOptions())
        assert _files(after) == _files(before)
        assert "templates/repair.toml" in _files(after)
