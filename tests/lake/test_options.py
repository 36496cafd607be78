"""`--lake` ignores no option: each changes what comes out, or is refused by its name."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

from perfcli.cli.check import check
from perfcli.cli.diff import diff
from perfcli.cli.evaluate import summary_
from perfcli.cli.list import list_
from perfcli.cli.monitor import status_
from perfcli.cli.peers import peers_
from perfcli.cli.query import query_
from perfcli.cli.summary import summary
from tests.conftest import Perf, lay_out
from tests.lake.counties import county, gathered, project_code

pytest.importorskip("duckdb")

Case = tuple[list[str], list[str]]
"""Words of a command, and the option that is added to them."""

OTHER_DEPARTMENT = 'code = "336"\nname = "交通局"\n\n[[units]]\ncode = "336001"\nname = "本级"\n'
GOALS = """
[[functions]]
name = "住房保障"
goal = "住有所居"

[[functions.indicators]]
name = "维修率"
target = "≥90%"
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Perf:
    """A lake of two counties with one project each that say the same, and a department without projects."""
    root = tmp_path_factory.mktemp("options")
    for name, division in (("one", "130303"), ("other", "130304")):
        county(root / name, division)
        (root / name / "departments/336.toml").write_text(OTHER_DEPARTMENT, encoding="utf-8")
        with (root / name / "goals/2021/335.toml").open("a", encoding="utf-8") as goals:
            goals.write(GOALS)
        key = f'code = "{project_code(division)}"\nunit = "335001"\nyear = 2021\n'
        text = f"{key}[[monitoring]]\ndate = 2021-07-31\nspent = 1.00\n[evaluation]\nspent = 1.00\n"
        lay_out(root / name, {f"progress/2021/335001/{project_code(division)}.toml": text})
    perf = Perf(root)
    gathered(perf, "one", "other")
    return perf


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERF_LOCALE", "en")


FILTERS = {
    "unit": "--unit 336001",
    "year": "--year 2022",
    "name": "--name 没有",
    "code": "--code 99",
    "indicator": "--indicator 没有",
    "min_budget": "--min-budget 999999999",
    "max_budget": "--max-budget 0.01",
    "where": "--where 1=0",
    "division": "--division 130304",
}
OF_INDICATORS = {
    "kind": "--kind 质量指标",
    "level1": "--level1 效益指标",
    "operator": "--operator <",
    "basis": "--basis 没有",
    "missing": "--missing goals",
}
FORMS = {
    "sort": "--sort -division",
    "limit": "--limit 1",
    "form": "-f json",
    "columns": "--columns division",
    "file": "-o out.csv",
}


def cases(base: str, options: dict[str, str]) -> dict[str, Case]:
    return {name: (base.split(" "), words.split()) for name, words in options.items()}


def written(base: str) -> dict[str, Case]:
    """Options that are about a file."""
    return {
        "no_bom": ([*base.split(" "), "-o", "out.csv"], ["--no-bom"]),
        "force": ([*base.split(" "), "-f", "csv", "-o", "one/departments/336.toml"], ["--force"]),
    }


SCALE = {"scale": "--scale 万元"}
STATEMENT = "SELECT\tdivision,total\tFROM\tprojects"
LISTED = cases("list", FILTERS | OF_INDICATORS | FORMS | SCALE | {"quiet": "-q"}) | written("list")
LISTED["subject"] = (["list"], ["units"])
SUMMED = cases(
    "summary",
    FILTERS
    | FORMS
    | SCALE
    | {
        "by": "--by year",
        "years": "--years 2022",
        "compare": "--compare",
        "top": "--top 1",
        "share": "--share",
        "spending": "--spending",
        "by_day": "--date 2021-07-31",
    },
) | written("summary")
ASKED = cases(
    f"query {STATEMENT}",
    {name: FORMS[name] for name in ("form", "columns", "file")}
    | {"division": FILTERS["division"], "tables": "--tables", "examples": "--examples"},
) | written(f"query {STATEMENT}")
ASKED["param"] = (["query", "SELECT $x AS x"], ["--param", "x=1"])
ASKED["statement"] = (["query"], ["SELECT 1"])
LIKE = cases(
    "peers --indicator 维修",
    {name: words for name, words in FILTERS.items() if name not in ("where", "indicator")} | FORMS,
) | written("peers --indicator 维修")
LIKE["indicator"] = (["peers"], ["--indicator", "维修"])
CHECKED = cases(
    "check",
    {name: words for name, words in FILTERS.items() if name != "where"}
    | SCALE
    | {
        "paths": "one",
        "select": "--select R205",
        "ignore": "--ignore R205",
        "extend_select": "--extend-select R101",
        "min_severity": "--min-severity error",
        "fail_on": "--fail-on never",
        "form": "-f json",
        "output": "-o out.csv",
        "statistics": "--statistics",
        "by": "--by rule",
        "limit": "--by rule --limit 1",
        "fix": "--fix",
        "unsafe_fixes": "--unsafe-fixes",
        "diff": "--diff",
        "accepted": "--baseline x.json",
        "renew": "--update-baseline",
        "no_baseline": "--no-baseline",
        "against": "--against x.json",
        "since": "--since HEAD",
        "no_bom": "--no-bom",
    },
)
PROJECTS = {name: words for name, words in FILTERS.items() if name != "indicator"}
STANDING = cases(
    "monitor status",
    PROJECTS | {name: words for name, words in FORMS.items() if name != "sort"} | SCALE | {"by": "--date 2020-01-01"},
) | written("monitor status")
EVALUATED = cases("evaluate summary", PROJECTS | FORMS | SCALE | {"by": "--by unit"}) | written("evaluate summary")
COMPARED = "diff --years 2021,2022"
DIFFERING = cases(
    COMPARED,
    {name: words for name, words in FILTERS.items() if name != "where"}
    | {name: FORMS[name] for name in ("form", "columns", "file")}
    | SCALE
    | {"revisions": "HEAD", "sums": "--sums", "exit_code": "--exit-code"},
) | written(COMPARED)
DIFFERING["years"] = (["diff"], ["--years", "2022,2021"])
CHECKED["force"] = (["check", "-o", "one/departments/x.json"], ["--force"])

COMMANDS: dict[Callable[..., None], dict[str, Case]] = {
    list_: LISTED,
    summary: SUMMED,
    query_: ASKED,
    peers_: LIKE,
    check: CHECKED,
    status_: STANDING,
    summary_: EVALUATED,
    diff: DIFFERING,
}

for _of_command in COMMANDS.values():
    _base = next(iter(_of_command.values()))[0]
    for _name, _words in {"engine": "--engine x", "master": "--master local", "conf": "--conf spark.x=1"}.items():
        _of_command[_name] = (_base, _words.split())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_every_option_is_tried(command: Callable[..., None]) -> None:
    assert set(COMMANDS[command]) == set(inspect.signature(command).parameters) - {"context", "lake"}


def outcome(place: Perf, words: list[str]) -> tuple[int, str, str, bytes]:
    """Exit status, both streams, and what was written to a file."""
    said = place(*words, "--lake", "lake")
    file = place.root / "out.csv"
    data = file.read_bytes() if file.exists() else b""
    file.unlink(missing_ok=True)
    return said.status, said.out, said.err, data


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_no_option_of_a_command_is_ignored(place: Perf, command: Callable[..., None]) -> None:
    plain: dict[tuple[str, ...], tuple[int, str, str, bytes]] = {}
    ignored = []
    for name, (base, added) in COMMANDS[command].items():
        if tuple(base) not in plain:
            plain[tuple(base)] = outcome(place, base)
        if outcome(place, [*base, *added]) == plain[tuple(base)]:
            ignored.append(name)
    assert ignored == []


@pytest.mark.parametrize("subject", ["units", "indicators", "functions"])
def test_no_filter_of_a_list_is_ignored(place: Perf, subject: str) -> None:
    base = ["list", subject]
    plain = outcome(place, base)
    assert plain[0] == 0
    filters = (FILTERS | OF_INDICATORS).items()
    assert [name for name, words in filters if outcome(place, [*base, *words.split()]) == plain] == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("list units --missing goals", "Error: --missing and --lake do not go together"),
        ("query --tables", "Error: --tables and --lake do not go together"),
        ("list indicators --operator 大于", "Error: unknown operator: 大于"),
        ("list indicators --kind 没有", "Error: unknown level two: 没有"),
        ("list --engine polars", "Error: unknown engine: polars"),
        ("list --master local[2]", "Error: --master is for --engine spark"),
        ("check --conf spark.cores.max=2", "Error: --conf is for --engine spark"),
        ("check --unit 337001", "Error: no department file knows the unit 337001"),
    ],
)
def test_what_a_lake_cannot_do_is_refused(place: Perf, words: str, said: str) -> None:
    assert place.refused(*words.split(), "--lake", "lake").startswith(said)


@pytest.mark.parametrize(
    ("written_there", "said"),
    [
        ('conf = {"spark.driver.bindAddress" = "0.0.0.0"}', "may not set spark.driver.bindAddress"),
        ('conf = {"spark.driver.host" = "10.0.0.1"}', "may not set spark.driver.host"),
        ('conf = {"spark.jars" = "x.jar"}', "may not set spark.jars"),
        ('master = "spark://10.0.0.1:7077"', "names the master spark://10.0.0.1:7077: data go there only where"),
        ('master = "local-cluster[2,1,1024]"', "names the master local-cluster[2,1,1024]: data go there only where"),
    ],
)
def test_a_repository_of_others_opens_no_port_and_sends_data_nowhere(
    tmp_path: Path, written_there: str, said: str
) -> None:
    perf = Perf(county(tmp_path / "one", "130303"))
    settings = perf.root / "perf.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'{text}[query]\nengine = "spark"\n{written_there}\n', encoding="utf-8")
    assert perf.refused("list", "--lake", "lake").startswith(f"Error: perf.toml {said}")


def test_functions_are_those_with_such_an_indicator(place: Perf) -> None:
    listed = "division,name\n130303,住房保障\n130304,住房保障\n"
    columns = ("-f", "csv", "--columns", "division,name", "--lake", "lake")
    for words in (("--indicator", "维修"), ("--operator", "≥"), ("--indicator", "维修", "--operator", "≥")):
        assert place.done("list", "functions", *words, *columns) == listed
    assert place.done("list", "functions", "--indicator", "维修", "--operator", "<", *columns) == "division,name\n"


def test_units_count_unreadable_files_and_name_those_of_departments(tmp_path: Path) -> None:
    perf = Perf(tmp_path)
    county(tmp_path / "one", "130303")
    county(tmp_path / "other", "130304")
    (tmp_path / "one/projects/2021/335001/13030321XXXXXXXXXXXXX.toml").write_text("x", encoding="utf-8")
    (tmp_path / "one/departments/336.toml").write_text("x", encoding="utf-8")
    gathered(perf, "one", "other")
    said = perf("list", "units", "--lake", "lake", "-f", "csv", "--columns", "division,code,projects")
    assert said.out == "division,code,projects\n130303,335001,2\n130304,335001,1\n"
    assert said.err.splitlines()[1].startswith("  one/departments/336.toml:1:")
    assert "13030321X" not in said.err
    assert "13030321X" in perf("query", "SELECT 1", "--lake", "lake").err
    assert "13030321X" in perf("check", "--lake", "lake").err
