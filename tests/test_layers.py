"""Imports go down only, each library has one door, and nothing below cli/ touches the outside."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CLI = 5

LAYERS = {
    "perfcli": 0,
    "perfcli.catalogue": 0,
    "perfcli.errors": 0,
    "perfcli.memory": 0,
    "perfcli.folding": 0,
    "perfcli.file_format": 0,
    "perfcli.printable": 0,
    "perfcli.i18n": 0,
    "perfcli.reasons": 0,
    "perfcli.regex": 0,
    "perfcli.sources": 0,
    "perfcli.exact": 1,
    "perfcli.labels": 1,
    "perfcli.model": 1,
    "perfcli.settings": 1,
    "perfcli.amounts": 1,
    "perfcli.assigning": 1,
    "perfcli.budgets": 1,
    "perfcli.carried": 1,
    "perfcli.dated": 1,
    "perfcli.form": 1,
    "perfcli.cells": 1,
    "perfcli.conditions": 1,
    "perfcli.changes": 1,
    "perfcli.comparing": 1,
    "perfcli.framework": 1,
    "perfcli.keys": 1,
    "perfcli.key_names": 1,
    "perfcli.relations": 1,
    "perfcli.statements": 1,
    "perfcli.progress_statements": 1,
    "perfcli.record_statements": 1,
    "perfcli.spread": 1,
    "perfcli.key_text": 1,
    "perfcli.rewording": 1,
    "perfcli.scaffold": 1,
    "perfcli.select": 1,
    "perfcli.summary": 1,
    "perfcli.target": 1,
    "perfcli.three_way": 1,
    "perfcli.dates": 1,
    "perfcli.likeness": 1,
    "perfcli.numerals": 1,
    "perfcli.redaction": 1,
    "perfcli.progress": 1,
    "perfcli.direction": 1,
    "perfcli.units": 1,
    "perfcli.codec": 2,
    "perfcli.parallel": 2,
    "perfcli.devices": 2,
    "perfcli.disk": 2,
    "perfcli.drawing": 2,
    "perfcli.drafts": 2,
    "perfcli.git": 2,
    "perfcli.links": 2,
    "perfcli.locking": 2,
    "perfcli.office": 2,
    "perfcli.output_folder": 2,
    "perfcli.ownership": 2,
    "perfcli.process": 2,
    "perfcli.rows_for_scripts": 2,
    "perfcli.schema": 2,
    "perfcli.schema_titles": 2,
    "perfcli.paths": 2,
    "perfcli.repository_files": 2,
    "perfcli.placement": 2,
    "perfcli.file_states": 2,
    "perfcli.walk": 2,
    "perfcli.writing": 2,
    "perfcli.repository": 3,
    "perfcli.index": 3,
    "perfcli.check": 3,
    "perfcli.formats": 2,
    "perfcli.forms": 3,
    "perfcli.documents": 3,
    "perfcli.data": 3,
    "perfcli.lake": 3,
    "perfcli.output": 3,
    "perfcli.site": 3,
    "perfcli.actions": 4,
    "perfcli.api": 4,
    "perfcli.cli": CLI,
    "perfcli.locale": CLI,  # tools for developers and the build
    "perfcli.__main__": CLI,
}
"""Every module or folder of the package, and its layer."""

BESIDE = {
    ("perfcli.index", "perfcli.repository"),
    ("perfcli.documents", "perfcli.forms"),
    ("perfcli.data", "perfcli.forms"),
}
"""The ways between modules of layer three."""

UPWARDS = {("perfcli", "perfcli.api"): "scripts import the interface from perfcli itself, which loads it when asked"}
"""The one way up, and its reason."""

_WORDS = {"perfcli.errors", "perfcli.i18n", "perfcli.regex"}
_PURE = {*_WORDS, "perfcli.folding"}
_RECORDS = {
    *_PURE,
    "perfcli.exact",
    "perfcli.carried",
    "perfcli.form",
    "perfcli.labels",
    "perfcli.model",
    "perfcli.framework",
    "perfcli.formats",
}

CLOSED = {
    "perfcli.formats": _WORDS,
    "perfcli.forms": {
        *_RECORDS,
        *("perfcli.codec", "perfcli.changes", "perfcli.progress", "perfcli.select"),
        *("perfcli.dates", "perfcli.target", "perfcli.keys", "perfcli.key_names", "perfcli.comparing"),
    },
    "perfcli.documents": {*_RECORDS, "perfcli.forms"},
    "perfcli.data": {
        *_RECORDS,
        *("perfcli.forms", "perfcli.codec", "perfcli.summary", "perfcli.target", "perfcli.progress", "perfcli.dates"),
    },
}
"""What knows these alone besides itself: formats no field, forms no files, data what is derived."""

FORMS = ("words", "cells", "headings", "record", "parts", "tables", "fields", "laying", "declared")
"""The folders of `perfcli/forms/`, from below: each imports those before it; the modules beside them join them all."""

DOORS = {
    "click": set[str](),
    **{name: set[str]() for name in ("socket", "ssl", "http", "ftplib", "smtplib", "requests", "webbrowser")},
    "tomllib": {"perfcli.codec"},
    "tomli": {"perfcli.codec"},
    "rtoml": {"perfcli.codec"},
    "tomlkit": {"perfcli.codec"},
    "tabulate": {"perfcli.drawing"},
    "babel": {"perfcli.i18n", "perfcli.locale"},
    "sqlite3": {"perfcli.index"},
    "filelock": {"perfcli.locking"},
    "typer": {"perfcli.cli"},
    "hatchling": {"perfcli.locale"},
    "xlsxwriter": {"perfcli.formats"},
    "prompt_toolkit": {"perfcli.cli"},
    "pyarrow": {"perfcli.lake"},
    "duckdb": {"perfcli.lake"},
    "jinja2": {"perfcli.formats", "perfcli.site"},
    "markupsafe": {"perfcli.formats", "perfcli.site"},
    "pyspark": {"perfcli.lake"},
    "py4j": {"perfcli.lake"},
    "sqlglot": {"perfcli.lake"},
}
"""A library and the modules that alone may import it; typer carries a click of its own, so nobody imports click.

Nothing at all reaches for a network."""

OUTSIDE = {
    *("print", "input", "exit", "quit", "breakpoint", "__import__", "importlib.import_module"),
    *("sys.stdout", "sys.stderr", "sys.stdin", "sys.argv", "sys.exit"),
    *("os.environ", "os.environb", "os.getenv", "os.putenv", "os.getcwd", "os.getcwdb", "os.chdir", "os._exit"),
    *("pathlib.Path.cwd", "pathlib.Path.home", "os.path.expanduser", "os.path.expandvars"),
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today", "datetime.date.today"),
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.strftime"),
    *("time.monotonic", "time.monotonic_ns", "time.perf_counter", "time.perf_counter_ns", "time.process_time"),
}
"""What only cli/ may use: printing, leaving, asking, the working folder, the environment and the clock."""

ALLOWED = {
    ("perfcli.parallel", "os._exit"),
    ("perfcli.index.guard", "time.monotonic"),
    ("perfcli.index.watching", "time.process_time"),
    ("perfcli.lake.duck", "time.process_time"),
    ("perfcli.lake.spark", "time.monotonic"),
    ("perfcli.process", "os.environ"),
}
"""A second process leaves by the back door; how long a statement runs changes no answer; a program that is started
gets no more of our environment than it needs."""

LATE = {
    ("perfcli", "perfcli.api"): "the command line starts without the interface, which loads every action",
    ("perfcli.formats.excel.writer", "xlsxwriter"): "an extra: who has no workbook to write need not install it",
    ("perfcli.formats.web.rendering", "jinja2"): "0.03 s that only a command that writes a web page need pay",
    ("perfcli.formats.web.rendering", "markupsafe"): "the same",
    ("perfcli.select", "perfcli.labels"): "the words of keys are asked for where one is wrong",
    ("perfcli.lake.parquet", "pyarrow"): "an extra: who has no lake need not install it",
    ("perfcli.lake.parquet", "pyarrow.parquet"): "the same",
    ("perfcli.lake.duck", "duckdb"): "the same",
    (
        "perfcli.actions.lake_rows",
        "perfcli.actions.finding_rows",
    ): "every rule, which findings alone need",
    ("perfcli.lake.engines", "perfcli.lake.spark"): "an extra, which takes seconds: who asks DuckDB need not wait",
    ("perfcli.lake.engines", "perfcli.lake.spark_session"): "the same",
    ("perfcli.actions.reading", "perfcli.formats.excel.reader"): "an import loads what its files are alone",
    ("perfcli.actions.reading", "perfcli.actions.list_reading"): "the same",
    ("perfcli.actions.reading", "perfcli.data.lists"): "the same",
    ("perfcli.actions.reading", "perfcli.actions.record_sheet_reading"): "the same",
    ("perfcli.actions.reading", "perfcli.documents.html"): "the same",
    ("perfcli.actions.reading", "perfcli.documents.word_reader"): "the same",
    ("perfcli.actions.reading", "perfcli.formats.web.reader"): "the same",
    ("perfcli.actions.form_reading", "perfcli.formats.word.pages"): "the same",
    ("perfcli.actions.form_reading", "perfcli.forms.reading"): "the published document is read without",
    ("perfcli.actions.form_reading", "perfcli.forms.reading_for_draft"): "the same",
    (
        "perfcli.actions.form_points",
        "perfcli.actions.evaluating",
    ): "forms of results alone need scores",
    ("perfcli.actions.import_progress", "perfcli.actions.recording"): "the same, for sheets that were filled in",
    ("perfcli.actions.import_progress", "perfcli.actions.sheet_entries"): "the same, for sheets that were filled in",
    ("perfcli.codec", "perfcli.codec.canonical"): "loads tomlkit, 0.03 s that a command that only reads need not pay",
    ("perfcli.codec", "perfcli.codec.edit"): "the same, for commands that patch",
    ("perfcli.codec", "perfcli.codec.formatting"): "the same, for the formatter",
    ("perfcli.codec", "perfcli.codec.repair"): "the same, for what mends",
    ("perfcli.codec.records", "perfcli.codec.slips.values"): "what was meant is asked of a broken file alone",
    ("perfcli.codec.reader", "perfcli.codec.slips"): "the same",
    ("perfcli.codec.reader", "perfcli.codec.recoding"): "the same",
    ("perfcli.codec.reader", "perfcli.codec.strict"): "what is no plain text alone is read by the strict reader",
    ("perfcli.codec.records", "perfcli.labels"): "a key is called by its label where something is wrong with it",
    ("perfcli.codec.records", "perfcli.codec.spans"): "lines and columns are worked out for a broken file alone",
    ("perfcli.codec.reader", "tomli"): "rtoml reads; tomli is asked where a number needs more digits or a text is bad",
    ("perfcli.codec.spans", "tomli"): "the same",
    ("perfcli.check.locating", "perfcli.codec.spans"): "files in an unusual layout alone need the outline",
    ("perfcli.i18n", "babel"): "0.02 s for shares alone: how amounts are written is known",
    ("perfcli.i18n", "babel.numbers"): "the same",
    ("perfcli.output", "perfcli.rows_for_scripts"): "a table needs nothing of what writes for scripts",
    ("perfcli.output", "perfcli.drawing"): "tables are drawn for people alone",
    ("perfcli.drawing", "tabulate"): "0.05 s that an answer for scripts has no use for",
    ("perfcli.cells", "wcwidth"): "widths matter in a table alone",
    ("perfcli.index", "perfcli.index.catalogue"): "only a user's own SQL has to be guarded",
    ("perfcli.index", "perfcli.index.explaining"): "the same",
    ("perfcli.index", "perfcli.index.guard"): "the same",
    ("perfcli.index", "perfcli.index.statements"): "the same",
    ("perfcli.index", "perfcli.index.watching"): "the same",
    ("perfcli.index.details", "perfcli.index.statements"): "only a condition of a user's own is cut into tokens",
    ("perfcli.index.mirror", "perfcli.index.making"): "where a database is kept none is made",
    ("perfcli.index.refresh", "perfcli.index.load"): "where nothing changed nothing is read: no TOML, no targets",
    (
        "perfcli.index.load",
        "perfcli.index.progress_rows",
    ): "points are worked out where progress files are read",
    (
        "perfcli.actions.query",
        "perfcli.actions.finding_rows",
    ): "who asks for findings alone needs every rule",
    ("perfcli.select", "difflib"): "only a wrong name has nearest ones",
    (
        "perfcli.actions.forms",
        "perfcli.forms.declared.faults",
    ): "a document is read without knowing what can be wrong with declarations",
    ("perfcli.parallel", "tempfile"): "only a system without files in memory has one on the disk instead",
}
"""Imports inside a function below cli/, and what start-up gains by each: (module, what it imports)."""


DISK = {
    *("open", "io.open"),
    *(f"os.{name}" for name in ("open", "fdopen", "read", "write", "pread", "pwrite", "readv", "writev", "sendfile")),
    *(f"os.{name}" for name in ("fsync", "fdatasync", "truncate", "ftruncate", "copy_file_range", "close")),
    *(f"os.{name}" for name in ("replace", "rename", "renames", "link", "symlink", "unlink", "remove", "mkfifo")),
    *(f"os.{name}" for name in ("mkdir", "makedirs", "rmdir", "removedirs", "chmod", "fchmod", "chown", "fchown")),
    *(f"os.{name}" for name in ("utime", "mknod", "lchown")),
}
"""Calls that open, read, write, bring to the disk, rename, make or remove: `disk/` alone makes them."""

DISK_MODULES = {"shutil", "tempfile", "mmap", "fileinput", "linecache"}

DISK_METHODS = {
    *("read_bytes", "read_text", "write_bytes", "write_text", "touch", "unlink", "mkdir", "rmdir", "rename"),
    *("symlink_to", "hardlink_to", "lchmod", "chmod"),
}
"""The same as methods of a path."""

BESIDE_THE_DISK = {
    ("perfcli.lake.spark_sql", ".replace"): "a part of a statement, no path",
    ("perfcli.lake.spark_session", "tempfile.gettempdir"): "where Spark keeps what it has no room for",
    ("perfcli.lake.spark_session", "tempfile.TemporaryFile"): "what Spark says at its start, read where that fails",
    ("perfcli.forms.words.vocabulary", ".read_text"): "a file of the package itself",
    ("perfcli.forms.declared.built_in", ".read_text"): "the same",
    ("perfcli.i18n", ".read_bytes"): "the same",
    ("perfcli.formats.web.rendering", ".read_text"): "the same",
    ("perfcli.site.rendering", ".read_bytes"): "the same",
    ("perfcli.parallel", "open"): "pipes and a file in memory between our own processes",
    ("perfcli.parallel", "os.write"): "the same",
    ("perfcli.parallel", "mmap.mmap"): "the same",
    **{("perfcli.parallel", f"mmap.{name}"): "the same" for name in ("ACCESS_READ", "MADV_DONTNEED", "PAGESIZE")},
    ("perfcli.parallel", "tempfile.TemporaryFile"): "that file without a name, where a system has none in memory",
    ("perfcli.parallel", "os.read"): "the same",
    ("perfcli.parallel", "os.close"): "the same",
    ("perfcli.parallel", "os.open"): "the second process has the null device for its standard streams",
    (
        "perfcli.cli.streams",
        "os.open",
    ): "standard streams that are closed or given up: the null device takes their place",
    ("perfcli.cli.streams", "open"): "the same",
    ("perfcli.cli.streams", "os.close"): "the same",
    ("perfcli.cli.console", "shutil.get_terminal_size"): "a look at the terminal",
    ("perfcli.office", ".read_bytes"): "what LibreOffice made in a folder of its own",
}
"""What passes by the door to the disk, and why; sqlite3 and filelock open files of their own too."""


@dataclass(frozen=True)
class Import:
    """One import: what it names, on which line, and whether it stands inside a function."""

    target: str
    line: int
    late: bool


def modules() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name."""
    paths = sorted((ROOT / "perfcli").rglob("*.py"))
    return {dotted_name(path.relative_to(ROOT)): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def dotted_name(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imports(tree: ast.Module, known: set[str]) -> Iterator[Import]:
    """Every import of a module: in functions and under TYPE_CHECKING too; `from a import b` is a.b where that is known.

    A relative import is yielded as it is written, with its dots.
    """
    late = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for inner in ast.walk(outer)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(alias.name, node.lineno, id(node) in late)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield Import(full if full in known else base, node.lineno, id(node) in late)


def part_of(module: str) -> str:
    """The entry of LAYERS that a module belongs to, empty for none."""
    top = ".".join(module.split(".")[:2])
    return top if top in LAYERS else ""


def wrong_imports(module: str, tree: ast.Module, known: set[str]) -> Iterator[str]:
    """Each import that this module may not have, and why."""
    part = part_of(module)
    if not part:
        yield f"{module}: stands in no layer"
        return
    for found in imports(tree, known):
        place = f"{module}:{found.line}: {found.target}"
        library = found.target.split(".")[0]
        if found.target.startswith("."):
            yield f"{place}: a relative import"
        elif library == "perfcli":
            yield from (f"{place}: {reason}" for reason in wrong_layer(part, part_of(found.target)))
        elif library in DOORS and part not in DOORS[library]:
            yield f"{place}: has its door elsewhere"
        if found.late and LAYERS[part] < CLI and (module, found.target) not in LATE:
            yield f"{place}: inside a function"


def wrong_layer(part: str, other: str) -> Iterator[str]:
    if not other:
        yield "stands in no layer"
    elif part == other:
        return
    elif LAYERS[other] > LAYERS[part]:
        if (part, other) not in UPWARDS:
            yield "upwards"
    elif LAYERS[other] == LAYERS[part] == 3 and (part, other) not in BESIDE:
        yield "sideways"
    elif part in CLOSED and other not in CLOSED[part]:
        yield "not for this folder"


def imported_names(tree: ast.Module) -> dict[str, str]:
    """Each name that an import binds, and what it stands for."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.asname: alias.name for alias in node.names if alias.asname}
    return names


def uses_of_outside(module: str, tree: ast.Module) -> Iterator[str]:
    """Each place below cli/ that prints, leaves, asks, or looks at the folder, the environment or the clock."""
    part = part_of(module)
    if not part or LAYERS[part] == CLI:
        return
    names = imported_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute):
            first, *rest = ast.unparse(node).split(".")
            used = ".".join((names.get(first, first), *rest))
            if used in OUTSIDE and (module, used) not in ALLOWED:
                yield f"{module}:{node.lineno}: {used}"


def uses_of_disk(module: str, tree: ast.Module) -> Iterator[str]:
    """Each place outside of the door that does something to a file."""
    if module.split(".")[:2] == ["perfcli", "disk"] or module.startswith("perfcli.locale"):
        return
    names = imported_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            first, *rest = ast.unparse(node).split(".")
            used = ".".join((names.get(first, first), *rest))
            is_of_disk = used in DISK or (used.split(".")[0] in DISK_MODULES and used.count(".") == 1)
            if not is_of_disk and isinstance(node, ast.Attribute) and node.attr in DISK_METHODS:
                used, is_of_disk = f".{node.attr}", True
            if is_of_disk:
                yield f"{module}:{node.lineno}: {used}"
        elif isinstance(node, ast.Call) and _is_replace_of_a_path(node):
            yield f"{module}:{node.lineno}: .replace"


def _is_replace_of_a_path(call: ast.Call) -> bool:
    """Whether something is told to take the place of one other: a text takes two, a record names."""
    function = call.func
    is_method = isinstance(function, ast.Attribute) and function.attr == "replace"
    return is_method and len(call.args) == 1 and not call.keywords


PACKAGE = modules()


@pytest.mark.parametrize("module", PACKAGE)
def test_a_module_imports_downwards_and_through_the_doors(module: str) -> None:
    assert list(wrong_imports(module, PACKAGE[module], set(PACKAGE))) == []


@pytest.mark.parametrize("module", PACKAGE)
def test_nothing_below_the_command_line_touches_the_outside(module: str) -> None:
    assert list(uses_of_outside(module, PACKAGE[module])) == []


@pytest.mark.parametrize("module", PACKAGE)
def test_the_disk_has_one_door(module: str) -> None:
    uses = [use for use in uses_of_disk(module, PACKAGE[module]) if (module, use.split(": ")[1]) not in BESIDE_THE_DISK]
    assert uses == []


def place_in_forms(module: str) -> int:
    """Where a module of the forms stands in FORMS; above them all where it lies in no folder."""
    folder = module.split(".")[2:3]
    return FORMS.index(folder[0]) if folder and folder[0] in FORMS else len(FORMS)


def test_the_folders_of_the_forms_import_downwards() -> None:
    of_forms = {name: tree for name, tree in PACKAGE.items() if name.startswith("perfcli.forms.")}
    upwards = [
        f"{name}:{found.line}: {found.target}"
        for name, tree in of_forms.items()
        for found in imports(tree, set(PACKAGE))
        if found.target in of_forms and place_in_forms(found.target) > place_in_forms(name)
    ]
    assert upwards == []


def test_every_folder_of_the_forms_has_its_place() -> None:
    folders = {name.split(".")[2] for name in PACKAGE if name.startswith("perfcli.forms.") and name.count(".") > 2}
    assert folders == set(FORMS)


def test_the_list_of_what_passes_by_the_door_names_only_what_is_there() -> None:
    uses = {(name, use.split(": ")[1]) for name, tree in PACKAGE.items() for use in uses_of_disk(name, tree)}
    assert set(BESIDE_THE_DISK) - uses == set()


@pytest.mark.parametrize(
    ("source", "use"),
    [
        ("open('x')", "open"),
        ("import os\nos.open('x', 0)", "os.open"),
        ("import os as o\no.replace('x', 'y')", "os.replace"),
        ("from os import fsync as f\nf(1)", "os.fsync"),
        ("import shutil\nshutil.copy('x', 'y')", "shutil.copy"),
        ("from tempfile import mkstemp\nmkstemp()", "tempfile.mkstemp"),
        ("path.read_bytes()", ".read_bytes"),
        ("(folder / 'x').write_text('y')", ".write_text"),
        ("draft.replace(path)", ".replace"),
        ("get = path.unlink", ".unlink"),
    ],
)
def test_a_way_past_the_door_is_found(source: str, use: str) -> None:
    line = source.count("\n") + 1
    assert list(uses_of_disk("perfcli.actions.new", ast.parse(source))) == [f"perfcli.actions.new:{line}: {use}"]
    assert list(uses_of_disk("perfcli.disk", ast.parse(source))) == []


def test_texts_and_records_may_be_replaced() -> None:
    source = "text.replace('a', 'b')\nreplace(record, name='x')\nstructs.replace(record, name='x')\narchive.open(name)"
    assert list(uses_of_disk("perfcli.actions.new", ast.parse(source))) == []


def test_the_list_of_late_imports_names_only_what_is_there() -> None:
    late = {
        (name, found.target) for name, tree in PACKAGE.items() for found in imports(tree, set(PACKAGE)) if found.late
    }
    assert set(LATE) - late == set()


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        ("perfcli.model", "from perfcli import codec", "perfcli.model:1: perfcli.codec: upwards"),
        ("perfcli.model", "import perfcli.cli.main", "perfcli.model:1: perfcli.cli.main: upwards"),
        (
            "perfcli.select",
            "if TYPE_CHECKING:\n  from perfcli.disk import entries",
            "perfcli.select:2: perfcli.disk: upwards",
        ),
        (
            "perfcli.output",
            "from perfcli.repository import Repository",
            "perfcli.output:1: perfcli.repository: sideways",
        ),
        ("perfcli.repository", "import perfcli.index", "perfcli.repository:1: perfcli.index: sideways"),
        (
            "perfcli.documents.text_reader",
            "from perfcli.disk import entries",
            "perfcli.documents.text_reader:1: perfcli.disk: not for this folder",
        ),
        (
            "perfcli.documents.text_reader",
            "from perfcli import select",
            "perfcli.documents.text_reader:1: perfcli.select: not for this folder",
        ),
        ("perfcli.cli.app", "import click", "perfcli.cli.app:1: click: has its door elsewhere"),
        ("perfcli.cli.app", "def f():\n  from click import echo", "perfcli.cli.app:2: click: has its door elsewhere"),
        ("perfcli.actions.new", "import tomllib", "perfcli.actions.new:1: tomllib: has its door elsewhere"),
        ("perfcli.cli.sheet", "from tabulate import tabulate", "perfcli.cli.sheet:1: tabulate: has its door elsewhere"),
        (
            "perfcli.output",
            "from babel.numbers import format_decimal",
            "perfcli.output:1: babel.numbers: has its door elsewhere",
        ),
        ("perfcli.actions.new", "import sqlite3", "perfcli.actions.new:1: sqlite3: has its door elsewhere"),
        ("perfcli.actions.new", "def f():\n  import json", "perfcli.actions.new:2: json: inside a function"),
        ("perfcli.model", "from . import errors", "perfcli.model:1: .: a relative import"),
        ("perfcli.elsewhere", "", "perfcli.elsewhere: stands in no layer"),
        ("perfcli.cli.app", "import perfcli.elsewhere", "perfcli.cli.app:1: perfcli.elsewhere: stands in no layer"),
    ],
)
def test_a_wrong_import_is_found(module: str, source: str, complaint: str) -> None:
    assert list(wrong_imports(module, ast.parse(source), set(PACKAGE))) == [complaint]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("perfcli.index", "import sqlite3\nfrom perfcli.repository import Repository"),
        ("perfcli.documents.text_reader", "from perfcli.documents import reading\nfrom perfcli.model import Budget"),
        ("perfcli.cli.app", "def f():\n  from perfcli.disk import entries"),
        ("perfcli.codec.reader", "def f():\n  import tomli"),
    ],
)
def test_a_right_import_is_left_alone(module: str, source: str) -> None:
    assert list(wrong_imports(module, ast.parse(source), set(PACKAGE))) == []


@pytest.mark.parametrize(
    ("source", "use"),
    [
        ("print('x')", "print"),
        ("import os\nos.environ['A']", "os.environ"),
        ("import os as o\no.getcwd()", "os.getcwd"),
        ("from os import environ as e\ne['A']", "os.environ"),
        ("from pathlib import Path\nPath.cwd()", "pathlib.Path.cwd"),
        ("from datetime import datetime\ndatetime.now()", "datetime.datetime.now"),
        ("import datetime\ndatetime.date.today()", "datetime.date.today"),
        ("import time\ntime.time()", "time.time"),
        ("import sys\nsys.stdout.write('x')", "sys.stdout"),
    ],
)
def test_a_look_outside_is_found(source: str, use: str) -> None:
    line = source.count("\n") + 1
    assert list(uses_of_outside("perfcli.actions.new", ast.parse(source))) == [f"perfcli.actions.new:{line}: {use}"]
    assert list(uses_of_outside("perfcli.cli.console", ast.parse(source))) == []
