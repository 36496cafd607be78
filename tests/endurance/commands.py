"""The commands that are tried."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.conftest import HEATING, MAINTENANCE


@dataclass(frozen=True)
class Tried:
    """A command line, run in the repository.

    `writes`: it is meant to change files; `each`: each by itself, so that one which does not read keeps no other back;
    `by_file`: each by itself whatever fails, and the next run completes them.
    """

    name: str
    argv: tuple[str, ...]
    writes: bool = False
    inside: bool = True
    each: bool = False
    by_file: bool = False


NEW = "13030321DDDDDDDDDDDDD"
WRITING: tuple[Tried, ...] = tuple(
    Tried(
        name,
        argv,
        writes=True,
        each=name == "fmt" or name.endswith(("fix", "fixes")),
        by_file=name in ("site", "git setup"),
    )
    for name, argv in {
        "new project": (
            *("new", "project", "--unit", "335001", "--name", "锅炉", "--budget", "3万元"),
            *("--code", NEW, "--template", "housing-maintenance"),
        ),
        "set": ("set", "--unit", "335", "--year", "2021", "previous=13030320AAAAAAAAAAAAA", "details.负责人=张三"),
        "edit": ("edit", MAINTENANCE),
        "monitor record": (
            *("monitor", "record", MAINTENANCE, "--date", "2021-07-31"),
            *("--spent", "12万", "--value", "维修套数=100套"),
        ),
        "evaluate record": ("evaluate", "record", MAINTENANCE, "--spent", "21万", "--actual", "维修套数=171套"),
        "mv": ("mv", MAINTENANCE, HEATING, "--unit", "336001"),
        "rm": ("rm", MAINTENANCE, HEATING, "--yes"),
        "rollover": ("rollover", "--from", "2021", "--to", "2022", "--unit", "335002"),
        "copy": ("copy", MAINTENANCE, "--unit", "335002", "--code", NEW),
        "new goals": ("new", "goals", "335", "--year", "2027", "--from", "2021"),
        "new unit": ("new", "unit", "337001", "水务局本级", "--department-name", "水务局"),
        "new template": ("new", "template", "heating", "--from", HEATING),
        "import": ("import", "../source/new.txt"),
        "import --update": ("import", "--update", "../source/changed.txt", "../source/new.txt"),
        "import data": ("import", "--update", "../source/changed.jsonl"),
        "import results": ("import", "../source/results.xlsx"),
        "import --explain -o": ("import", "../source/new.txt", "--explain", "-o", "../out/cells.html"),
        "fmt": ("fmt",),
        "fmt --repair": ("fmt", "--repair", "-C", "../slips"),
        "check --fix": ("check", "--fix", "--fail-on", "never", "-f", "json"),
        "check --unsafe-fixes": ("check", "--unsafe-fixes", "--fail-on", "never", "-f", "json"),
        "schema --write": ("schema", "--write"),
        "export xlsx": ("export", "../out/all.xlsx"),
        "export json": ("export", "../out/all.json"),
        "export csv": ("export", "../out/tables", "-f", "csv"),
        "export sqlite": ("export", "../out/all.sqlite"),
        "export duckdb": ("export", "../out/all.duckdb"),
        "book -o": ("book", "--department", "335", "-o", "../out/book.docx", "--source-date", "2021-02-03"),
        "form fill": ("form", "fill", MAINTENANCE, "--form", "national", "-o", "../out/form.xlsx"),
        "form new": ("form", "new", "like-it", "--like", "../source/new.txt"),
        "form fill --blank": (
            *("form", "fill", "--blank", "--form", "monitoring", "--unit", "335001"),
            *("--date", "2021-07-31", "-o", "../out/progress.xlsx"),
        ),
        "list -o": ("list", "-o", "../out/list.csv"),
        "summary -o": ("summary", "-o", "../out/summary.csv"),
        "query -o": ("query", "SELECT code, total_fen FROM projects ORDER BY 1", "-o", "../out/query.csv"),
        "evaluate sample -o": ("evaluate", "sample", "--seed", "1", "-o", "../out/sample.csv"),
        "check -o": ("check", "-o", "../out/sheets/", "--fail-on", "never"),
        "check --update-baseline": (
            *("check", "--baseline", "../out/baseline.json", "--update-baseline"),
            *("--fail-on", "never"),
        ),
        "gather": ("gather", ".", "-o", "../lake"),
        "gather --rev": ("gather", "../kept", "--rev", "HEAD", "-o", "../lake"),
        "check --lake -o": ("check", "--lake", "../lake", "-o", "../out/findings.jsonl"),
        "lake compact": ("lake", "compact", "../lake"),
        "lake forget": ("lake", "forget", "../lake", "../kept"),
        "site": ("site", "-o", "../site"),
        "git setup": ("git", "setup", "-C", "../kept"),
        "git merge": ("git", "merge", "../out/base.toml", "../out/ours.toml", "../out/theirs.toml"),
        "cache rebuild": ("cache", "rebuild", "-f", "json", "--columns", "projects,indicators,unreadable"),
        "cache clear": ("cache", "clear"),
    }.items()
)
WRITING += (Tried("init", ("init", "new", "--year", "2022"), writes=True, inside=False),)

ANSWERING = tuple(
    Tried(name, argv)
    for name, argv in {
        "list": ("list", "-f", "json"),
        "rollover --dry-run": ("rollover", "--from", "2021", "--to", "2022", "--unit", "335002", "--dry-run"),
        "list units": ("list", "units", "-f", "json"),
        "list indicators": ("list", "indicators", "-f", "csv"),
        "list functions": ("list", "functions", "-f", "csv"),
        "list templates": ("list", "templates", "-f", "csv"),
        "show": ("show", MAINTENANCE, "-f", "json"),
        "monitor status": ("monitor", "status", "--year", "2021", "-f", "json"),
        "evaluate show": ("evaluate", "show", MAINTENANCE, "-f", "json"),
        "evaluate summary": ("evaluate", "summary", "-f", "csv"),
        "evaluate sample": ("evaluate", "sample", "--seed", "1", "-f", "csv"),
        "summary": ("summary", "-f", "csv"),
        "peers": ("peers", "--indicator", "套数", "-f", "csv"),
        "lake schema": ("lake", "schema", "-f", "csv"),
        "lake status": ("lake", "status", "../lake", "-f", "csv"),
        "summary --lake": ("summary", "--lake", "../lake", "-f", "csv"),
        "suggest": ("suggest", "道路维修", "-f", "json"),
        "query": ("query", "SELECT unit, SUM(total_fen) AS fen FROM projects GROUP BY unit ORDER BY 1", "-f", "csv"),
        "diff": ("diff", "--years", "2021,2022", "-f", "json"),
        "log": ("log", "-C", "../kept", MAINTENANCE, "-f", "json"),
        "git textconv": ("git", "textconv", f"projects/2021/335001/{MAINTENANCE}.toml"),
        "check": ("check", "-f", "json"),
        "check unit": ("check", "--unit", "335", "-f", "jsonl"),
        "rules": ("rules",),
        "book": ("book", "--department", "335", "--source-date", "2021-02-03", "-f", "txt"),
        "cache status": ("cache", "status", "--columns", "projects,unreadable", "-f", "json"),
        "schema": ("schema", "project"),
        "doctor": ("doctor", "--columns", "part", "-f", "json"),
        "completion": ("completion", "bash"),
        "help": ("help", "new", "project"),
        "form list": ("form", "list", "-f", "json"),
        "form check": ("form", "check"),
        "export": ("export", "-", "-f", "jsonl"),
        "fmt --check": ("fmt", "--check"),
        "import --dry-run": ("import", "--dry-run", "../source/new.txt"),
    }.items()
)


class FirstDrawn:
    """Stands in for `secrets` where codes are drawn, so that a run makes the same files each time."""

    @staticmethod
    def choice(signs: Sequence[str]) -> str:
        """The first of the signs."""
        return signs[0]
