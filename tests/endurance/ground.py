"""The ground that commands are tried on: a repository, what is imported, older results, a lake; and what it says."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Literal

from perfcli import output_folder
from perfcli.lake import manifest as lake_manifest
from tests.cli.test_record_sheet import MONITORED, filled
from tests.conftest import FILES, HEATING, MAINTENANCE, ROAD, Perf, lay_out
from tests.endurance.commands import NEW, Tried
from tests.gitting import keep

REPOSITORY = "仓库"
LAKE = "lake"
SITE = "site"
Caches = Literal["none", "fresh", "old"]
"""What `.perf/` holds: nothing, what follows the files, or what follows files that have changed since."""

Files = dict[str, bytes]

_DATABASES = 2
_OLDER_RESULTS = (
    *("all.xlsx", "all.json", "all.sqlite", "all.duckdb", "list.csv", "summary.csv", "sample.csv", "book.docx"),
    *("form.xlsx", "progress.xlsx"),
)


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
        for name in _OLDER_RESULTS:
            outside.write(f"out/{name}", "an older result\n")
        outside.write("out/baseline.json", '{"version": 1, "findings": []}\n')
        keep(lay_out(self._model / "kept", FILES).root)
        path = f"projects/2021/335001/{MAINTENANCE}.toml"
        lay_out(
            self._model / "slips", {"perf.toml": FILES["perf.toml"], path: FILES[path].replace(".00\n", ".00元\n", 1)}
        )
        outside.write("source/.keep", "")
        text = FILES[f"projects/2021/335001/{MAINTENANCE}.toml"]
        for name, target in (("base", "≥174套"), ("ours", "≥180套"), ("theirs", '≥174套"\nscoring = "ratio')):
            outside.write(f"out/{name}.toml", text.replace("≥174套", target))
        self._make_sources()
        self._make_older_results()
        self._files = without_caches(self._model)

    def _make_older_results(self) -> None:
        """A lake and a site of a repository that lacked a project then and had another, where they are used later."""
        shutil.copytree(self._model, self.top)
        perf = self.repository()
        (perf.root / f"projects/2022/336001/{ROAD}.toml").unlink()
        heating = f"projects/2021/335002/{HEATING}.toml"
        perf.write(heating.replace(HEATING, NEW), FILES[heating].replace(HEATING, NEW))
        assert perf("gather", ".", "../kept", "--check", "-o", f"../{LAKE}").status == 0
        assert perf("site", "-o", f"../{SITE}").status == 0
        for name in (LAKE, SITE):
            shutil.copytree(self.top / name, self._model / name, ignore=shutil.ignore_patterns(".perf"))
        shutil.rmtree(self.top)

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
        (other.root / path.replace(MAINTENANCE, f"{MAINTENANCE[:-1]}9")).unlink()
        other.write(path, FILES[path])
        filled(other, "monitoring", MONITORED, "--date", "2021-07-31").replace(source / "results.xlsx")

    def laid_out(self, caches: Caches) -> Perf:
        """The repository, all as it was at first."""
        perf = self.repository()
        self._restore()
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

    def _restore(self) -> None:
        """Put back what differs from the model: the repository as a whole, as caches follow it, all else by file."""
        found = without_caches(self.top)
        if found != self._files:
            if inside(found) != inside(self._files):
                shutil.rmtree(self.top / REPOSITORY, ignore_errors=True)
                shutil.copytree(self._model / REPOSITORY, self.top / REPOSITORY)
            for path in found.keys() - self._files.keys():
                (self.top / path).unlink(missing_ok=True)
            for path, data in self._files.items():
                if found.get(path) != data and not path.startswith(f"{REPOSITORY}/"):
                    (self.top / path).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy2(self._model / path, self.top / path)
        shutil.rmtree(self.top / LAKE / ".perf", ignore_errors=True)

    def repository(self) -> Perf:
        """The repository as it is now."""
        return Perf(self.top / REPOSITORY)

    def perf(self, tried: Tried) -> Perf:
        """Where a command is run."""
        return Perf(self.top / REPOSITORY if tried.inside else self.top)

    def files(self) -> Files:
        """Every file there is, caches and hidden ones aside; lake, site and git's configuration by what they say."""
        return as_read({path: data for path, data in without_caches(self.top).items() if not is_hidden(path)})

    def hidden(self) -> list[str]:
        """Hidden files, caches aside."""
        return [path for path in without_caches(self.top) if is_hidden(path) and path not in self._files]


_ODD = """
[[indicators]]
kind = "数量指标"
name = "改造户数"
target = "≥１２０户"
"""


def inside(files: Files, folder: str = REPOSITORY) -> Files:
    """The files of the repository alone, by their paths below its root."""
    return {path.removeprefix(f"{folder}/"): data for path, data in files.items() if path.startswith(f"{folder}/")}


def is_hidden(path: str) -> bool:
    """Whether a file is no data: a hidden one, or that by which git keeps others from its configuration."""
    name = Path(path).name
    return (name.startswith(".") and name not in (".gitignore", ".gitattributes")) or path.endswith("/.git/config.lock")


def as_read(files: Files) -> Files:
    """Files as those see them who read by a list: in a lake by the manifest, in a site by the list of its files.

    What a lake's manifest does not name is in no answer; what a site's list does not name would have no owner. Each
    line of git's configuration is by itself. A database is its tables.
    """
    found: Files = {}
    for path, data in files.items():
        if path == f"{LAKE}/{lake_manifest.MANIFEST}":
            found |= _of_lake(data, files)
        elif path == f"{SITE}/{output_folder.MANIFEST}":
            listed = {f"{SITE}/{name}" for name in json.loads(data)["files"]} | {path}
            found |= {
                f"{one} without an owner": b"" for one in files if one.startswith(f"{SITE}/") and one not in listed
            }
        elif path.endswith("/.git/config"):
            found |= {f"{path}: {line}": b"" for line in data.decode().splitlines()}
        elif path.endswith(".duckdb") and data[8:12] == b"DUCK":
            found[path] = b"\n".join(dumped(data))
        elif not path.startswith(f"{LAKE}/"):
            found[path] = data
    return found


def _of_lake(manifest: bytes, files: Files) -> Files:
    found: Files = {}
    for member in json.loads(manifest)["repositories"]:
        place = f"{LAKE}: {member['name']}"
        found[place] = repr([member[key] for key in ("division", "commit", "revision", "is_checked")]).encode()
        for part in member["parts"]:
            for file in part["files"]:
                data = files.get(f"{LAKE}/{file['path']}", b"gone")
                found[f"{place}: {part['year']} {file['table']} {file['rows']}"] = data
    return found


def dumped(database: bytes) -> list[bytes]:
    """The rows of a DuckDB database, whose own bytes differ from one time to another."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.duckdb"
        path.write_bytes(database)
        with duckdb.connect(str(path), read_only=True) as connection:
            tables = [name for (name,) in connection.execute("SHOW TABLES").fetchall()]
            return [
                f"{name} {row}".encode()
                for name in tables
                for row in sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"').fetchall()))
            ]


def without_caches(top: Path) -> Files:
    """Every file below a folder, those in `.perf/` aside, links not followed."""
    found: Files = {}
    for folder, folders, names in os.walk(top):
        folders[:] = [name for name in folders if name != ".perf"]
        below = os.path.relpath(folder, top).replace(os.sep, "/")
        for name in names:
            # a git that outlives the command that was killed takes its lock away meanwhile
            with suppress(FileNotFoundError), open(f"{folder}/{name}", "rb") as file:
                found[name if below == "." else f"{below}/{name}"] = file.read()
    return found
