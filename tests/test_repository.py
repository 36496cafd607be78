"""The root, the paths and what lies where."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from perfcli.disk import is_gone
from perfcli.errors import PerfError, UnreadableData
from perfcli.repository import ProjectFile, Repository, find_root
from tests.conftest import FILES, HEATING, MAINTENANCE, ROAD, Perf


@pytest.fixture
def repository(perf: Perf) -> Repository:
    return Repository(perf.root)


def test_the_root_is_the_nearest_folder_upwards(perf: Perf) -> None:
    inner = perf.root / "inner"
    deep = inner / "a/b"
    deep.mkdir(parents=True)
    assert find_root(deep) == perf.root.resolve()
    (inner / "perf.toml").write_text("", encoding="utf-8")
    assert find_root(deep) == inner.resolve()
    (deep / "perf.toml").mkdir()
    assert find_root(deep) == inner.resolve()


def test_no_root(tmp_path: Path) -> None:
    with pytest.raises(PerfError, match=r"hold no perf\.toml"):
        find_root(tmp_path)


def test_paths(repository: Repository) -> None:
    root = repository.root
    assert repository.project_path(2021, "335001", ROAD) == root / f"projects/2021/335001/{ROAD}.toml"
    assert repository.department_path("335") == root / "departments/335.toml"
    assert repository.goals_path(2021, "335") == root / "goals/2021/335.toml"
    assert repository.template_path("a-1") == root / "templates/a-1.toml"
    assert repository.relative(root / "a" / "b") == "a/b"
    assert repository.relative(Path("/elsewhere/b")) == "/elsewhere/b"


HOSTILE = ["", ".", "..", "../x", "x/y", "x\\y", "x\0", "x\n", "１２３", "335001\n", "con:", " ", "335001 "]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_make_no_path(repository: Repository, name: str) -> None:
    makers: list[Callable[[], Path]] = [
        lambda: repository.project_path(2021, name, ROAD),
        lambda: repository.project_path(2021, "335001", name),
        lambda: repository.department_path(name),
        lambda: repository.goals_path(2021, name),
        lambda: repository.template_path(name),
    ]
    for make in makers:
        with pytest.raises(PerfError):
            make()
    assert repository.find_projects(name) == []


@pytest.mark.parametrize("length", [251, 300, 5_000])
def test_nothing_has_a_name_that_is_too_long_for_a_file(repository: Repository, length: int) -> None:
    assert repository.find_projects("预" * length) == []
    assert repository.templates().get("a" * length) is None
    assert is_gone(repository.root / "templates" / ("a" * length))


@pytest.mark.parametrize("year", [0, 99, 20211, -2021, 999])
def test_years_have_four_digits(repository: Repository, year: int) -> None:
    with pytest.raises(PerfError, match="a budget year has four digits"):
        repository.project_path(year, "335001", ROAD)
    with pytest.raises(PerfError, match="a budget year has four digits"):
        repository.goals_path(year, "335")


@pytest.mark.parametrize("code", [MAINTENANCE.lower(), MAINTENANCE[:-1], MAINTENANCE + "A", MAINTENANCE[:-1] + "Ａ"])
def test_codes_have_an_alphabet(repository: Repository, code: str) -> None:
    with pytest.raises(PerfError, match="21 characters out of 0-9 and A-Z"):
        repository.project_path(2021, "335001", code)


def files(repository: Repository, years: tuple[int, ...] = (), units: tuple[str, ...] = ()) -> list[str]:
    return [repository.relative(file.path) for file in repository.project_files(years, units)]


def test_files_by_year_and_unit(repository: Repository) -> None:
    first, second, third = (
        f"projects/2021/335001/{MAINTENANCE}.toml",
        f"projects/2021/335002/{HEATING}.toml",
        f"projects/2022/336001/{ROAD}.toml",
    )
    assert files(repository) == [first, second, third]
    assert files(repository, (2021,)) == [first, second]
    assert files(repository, (), ("335",)) == [first, second]
    assert files(repository, (2021, 2022), ("335002", "336")) == [second, third]
    assert files(repository, (1999,)) == files(repository, (), ("999",)) == []
    assert next(repository.project_files()) == ProjectFile(repository.root / first, 2021, "335001", MAINTENANCE)


def test_stray_and_hidden_files(perf: Perf, repository: Repository) -> None:
    known = files(repository)
    for path in (
        "projects/.hidden.toml",
        "projects/2021/335001/.hidden.toml",
        "projects/2021/335001/notes.txt",
        "projects/2021/335001/x.toml~",
        "projects/2021/.git/x.toml",
        "projects/README.md",
    ):
        perf.write(path, "x = 1")
    assert files(repository) == known
    for path in ("projects/x.toml", "projects/2021/x.toml", "projects/2021/335001/x.toml"):
        perf.write(path, "x = 1")
    loaded = [repository.load_project(file) for file in repository.project_files()]
    assert len(loaded) == 6
    assert sum(item.record is None for item in loaded) == 3


def test_keys_have_to_be_those_of_the_path(perf: Perf, repository: Repository) -> None:
    path = f"projects/2021/335001/{MAINTENANCE}.toml"
    text = perf.read(path)
    for old, new, message in (
        ("year = 2021", "year = 2020", f"{path}:4:1: year is 2020, the path says 2021"),
        ('unit = "335001"', 'unit = "336001"', f"{path}:3:1: unit is 336001, the path says 335001"),
        (f'code = "{MAINTENANCE}"', 'code = "x"', f"{path}:1:1: code is x, the path says {MAINTENANCE}"),
    ):
        perf.write(path, text.replace(old, new))
        loaded = repository.load_project(next(repository.project_files()))
        assert loaded.record is None
        assert [str(problem) for problem in loaded.problems] == [message]


def test_departments_goals_and_templates(perf: Perf, repository: Repository) -> None:
    assert [item.record.code for item in repository.departments() if item.record] == ["335", "336"]
    assert repository.load_department("999") is None
    assert repository.load_goals(2021, "999") is None
    assert repository.load_template("none") is None
    assert [item.record.year for item in repository.goals() if item.record] == [2021]
    assert repository.goals((2022,)) == []
    assert list(repository.templates()) == ["housing-maintenance"]
    perf.write("departments/999.toml", 'code = "998"\n')
    perf.write("goals/2022/335.toml", FILES["goals/2021/335.toml"])
    problems = [item.problems for item in repository.departments()] + [item.problems for item in repository.goals()]
    assert [str(problem) for found in problems for problem in found] == [
        "departments/999.toml:1:1: code is 998, the path says 999",
        "goals/2022/335.toml:2:1: year is 2021, the path says 2022",
    ]


def test_what_is_needed_and_unreadable_is_an_error(perf: Perf, repository: Repository) -> None:
    perf.write("departments/335.toml", "code = 1\n")
    with pytest.raises(UnreadableData) as raised:
        repository.load_department("335")
    assert raised.value.details == ('departments/335.toml:1:8: code: text needs quotes: "1"',)
    perf.write("perf.toml", "year = ''\n")
    with pytest.raises(UnreadableData):
        _ = repository.settings


def test_a_chinese_root(tmp_path: Path) -> None:
    root = tmp_path / "预算 目标"
    perf = Perf(root)
    for path, text in FILES.items():
        perf.write(path, text)
    assert files(Repository(find_root(root / "projects")))[0] == f"projects/2021/335001/{MAINTENANCE}.toml"
