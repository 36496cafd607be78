"""The commands that are tried, and the ground that they are tried on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.conftest import FILES, HEATING, MAINTENANCE, ROAD, Perf, lay_out
from tests.gitting import keep

REPOSITORY = "仓库"
Caches = Literal["none", "fresh", "old"]
"""What `.perf/` holds: nothing, what follows the files, or what follows files that have changed since."""

Files = dict[str, bytes]

_DATABASES = 2


@dataclass(frozen=True)
class Tried:
    """A command line, run in the repository.

    `writes`: it is meant to change files; `each`: each by itself, so that one which does not read keeps no other back.
    """

    name: str
    argv: tuple[str, ...]
    writes: bool = False
    inside: bool = True
    each: bool = False


NEW = "13030321DDDDDDDDDDDDD"
WRITING: tuple[Tried, ...] = tuple(
    Tried(name, argv, writes=True, each=name == "fmt" or name.endswith(("fix", "fixes")))
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
        "fmt": ("fmt",),
        "check --fix": ("check", "--fix", "--fail-on", "never", "-f", "json"),
        "check --unsafe-fixes": ("check", "--unsafe-fixes", "--fail-on", "never", "-f", "json"),
        "schema --write": ("schema", "--write"),
        "export xlsx": ("export", "../out/all.xlsx"),
        "export json": ("export", "../out/all.json"),
        "export csv": ("export", "../out/tables", "-f", "csv"),
        "book -o": ("book", "--department", "335", "-o", "../out/book.docx", "--source-date", "2021-02-03"),
        "form fill": ("form", "fill", MAINTENANCE, "--form", "national", "-o", "../out/form.xlsx"),
        "form new": ("form", "new", "like-it", "--like", "../source/new.txt"),
        "list -o": ("list", "-o", "../out/list.csv"),
        "check --update-baseline": (
            *("check", "--baseline", "../out/baseline.json", "--update-baseline"),
            *("--fail-on", "never"),
        ),
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
        "lake": ("lake", "schema", "-f", "csv"),
        "suggest": ("suggest", "道路维修", "-f", "json"),
        "query": ("query", "SELECT unit, SUM(total_fen) AS fen FROM projects GROUP BY unit ORDER BY 1", "-f", "csv"),
        "diff": ("diff", "--years", "2021,2022", "-f", "json"),
        "log": ("log", "-C", "../kept", MAINTENANCE, "-f", "json"),
        "git textconv": ("git", "textconv", f"projects/2021/335001/{MAINTENANCE}.toml"),
        "check": ("check", "-f", "json"),
        "check unit": ("check", "--unit", "335", "-f", "jsonl"),
        "rules": ("rules",),
        "book": ("book", "--department", "335", "--source-date", "2021-02-03", "-f", "txt"),
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


class Ground:
    """A folder that is laid out anew for each try."""

    def __init__(self, top: Path) -> None:
        """Make what is imported, and name an editor that changes one value."""
        os.environ["VISUAL"] = "sed -i s/≥174套/≥180套/"
        self.top = top
        self._model = top.with_name(f"{top.name}-model")
        perf = lay_out(self._model / REPOSITORY, FILES)
        for path in (f"projects/2021/335002/{HEATING}.toml", f"projects/2022/336001/{ROAD}.toml"):
            perf.write(path, FILES[path] + _ODD)
        outside = Perf(self._model)
        outside.write("outside/perf.txt", "neither data nor asked for\n")
        for name in ("all.xlsx", "all.json", "list.csv", "book.docx", "form.xlsx", "baseline.json"):
            outside.write(
                f"out/{name}", "an older result\n" if name != "baseline.json" else '{"version": 1, "findings": []}\n'
            )
        keep(lay_out(self._model / "kept", FILES).root)
        outside.write("source/.keep", "")
        text = FILES[f"projects/2021/335001/{MAINTENANCE}.toml"]
        for name, target in (("base", "≥174套"), ("ours", "≥180套"), ("theirs", '≥174套"\nscoring = "ratio')):
            outside.write(f"out/{name}.toml", text.replace("≥174套", target))
        self._make_sources()
        self._files = without_caches(self._model)

    def _make_sources(self) -> None:
        other = lay_out(self._model.with_name(f"{self._model.name}-other"), FILES)
        path = f"projects/2021/335001/{MAINTENANCE}.toml"
        other.write(path, FILES[path].replace("≥174套", "≥180套").replace("用于公租房日常维修", "用于公租房屋面维修"))
        source = self._model / "source"
        book = ("book", "--department", "335", "--source-date", "2021-02-03", "--unit", "335001")
        assert other(*book, "-o", source / "changed.txt").status == 0
        assert other("export", source / "changed.jsonl", "--code", MAINTENANCE).status == 0
        text = FILES[path].replace(MAINTENANCE, f"{MAINTENANCE[:-1]}9").replace("公租房维修费", "公租房电增容")
        other.write(path.replace(MAINTENANCE, f"{MAINTENANCE[:-1]}9"), text)
        (other.root / path).unlink()
        assert other(*book, "-o", source / "new.txt").status == 0

    def laid_out(self, caches: Caches) -> Perf:
        """The repository, all as it was at first."""
        perf = self.repository()
        if not self.top.exists() or without_caches(self.top) != self._files:
            shutil.rmtree(self.top, ignore_errors=True)
            shutil.copytree(self._model, self.top)
        if caches == "none":
            shutil.rmtree(perf.root / ".perf", ignore_errors=True)
        else:
            for argv in (("list", "units"), ("summary",), ("check", "--fail-on", "never")):
                if len(list((perf.root / ".perf").glob("*.stamp"))) < _DATABASES:
                    assert perf(*argv).status == 0
        if caches == "old":
            path = perf.root / f"projects/2021/335001/{MAINTENANCE}.toml"
            path.write_bytes(path.read_bytes())
            (perf.root / "departments/336.toml").touch()
        return perf

    def repository(self) -> Perf:
        """The repository as it is now."""
        return Perf(self.top / REPOSITORY)

    def perf(self, tried: Tried) -> Perf:
        """Where a command is run."""
        return Perf(self.top / REPOSITORY if tried.inside else self.top)

    def files(self) -> Files:
        """Every file there is, caches and hidden ones aside."""
        return {path: data for path, data in without_caches(self.top).items() if not is_hidden(path)}

    def hidden(self) -> list[str]:
        """Hidden files, caches aside."""
        return [path for path in without_caches(self.top) if is_hidden(path) and path not in self._files]


_ODD = """
[[indicators]]
kind = "数量指标"
name = "改造户数"
target = "≥１２０户"
"""


def is_hidden(path: str) -> bool:
    """Whether a file is no data: a hidden one."""
    name = Path(path).name
    return name.startswith(".") and name not in (".gitignore", ".gitattributes")


def without_caches(top: Path) -> Files:
    """Every file below a folder, those in `.perf/` aside, links not followed."""
    found: Files = {}
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name != ".perf"]
        for name in names:
            path = Path(folder) / name
            found[path.relative_to(top).as_posix()] = path.read_bytes()
    return found
