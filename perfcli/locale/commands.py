"""The table of commands that shells complete by, made of the commands: renewed by `perfcli/locale/update.py`."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from perfcli import framework
from perfcli.actions.export import TABLES
from perfcli.actions.listing import SUBJECTS, columns_of
from perfcli.check.rule import NATURES, SEVERITIES, documentation
from perfcli.check.rules import RULES
from perfcli.check.selecting import ALL
from perfcli.cli.app import COMMANDS, build
from perfcli.cli.shared import NAMES
from perfcli.cli.summary import SUMS
from perfcli.cli.tree import MANY
from perfcli.forms.declared.built_in import builtin_forms
from perfcli.schema import RECORDS
from perfcli.select import OPERATORS
from perfcli.summary import GROUPINGS


def _any(names: Any) -> str:
    return "|".join(names)


_BY_NAME = {
    **dict.fromkeys(("code", "codes", "project"), "codes"),
    "unit": "units",
    "department": "departments",
    **dict.fromkeys(("year", "from_year", "to_year"), "years"),
    "template": "templates",
    "form": "forms",
    **dict.fromkeys(("select", "ignore", "extend_select"), "rules,"),
    "rule": "rules",
    "fail_on": _any((*SEVERITIES, "never")),
    "min_severity": _any(SEVERITIES),
    **dict.fromkeys(("paths", "path"), "codes files"),
    **dict.fromkeys(("repo", "folder"), "folders"),
    "command": "commands",
    "by": f"{_any(GROUPINGS)},",
    "operator": _any(OPERATORS),
    "kind": _any(dict.fromkeys(kind for name in framework.FRAMEWORKS for kind in framework.kinds(name))),
    "level1": _any(dict.fromkeys(level for name in framework.FRAMEWORKS for level, _kinds in framework.levels(name))),
}
"""What a parameter takes that is called so, wherever it stands."""

_BY_PLACE = {
    ("new project", "--code"): "text",
    ("copy", "--code"): "text",
    ("new unit", "code"): "text",
    ("new template", "--from"): "codes",
    ("form check", "slugs"): "forms",
    ("list", "subject"): _any(SUBJECTS),
    ("schema", "name"): _any(RECORDS),
    ("export", "--table"): _any(TABLES),
    ("summary", "--columns"): f"{_any((*GROUPINGS, *SUMS))},",
    ("summary", "--sort"): _any((*GROUPINGS, *SUMS[:-1], *(f"-{name}" for name in SUMS[:-1]))),
    ("set", "words"): "codes",
    ("suggest", "given"): "codes",
}
"""What a parameter takes at one place."""

_FILES = ("FILE", "PATH")


def table() -> str:
    """The text of the table."""
    rows = [*_rows(build(["--locale", "en"], whole=True), ""), *_values()]
    return "".join("\t".join(row) + "\n" for row in rows)


def _rows(command: Any, where: str) -> Iterator[tuple[str, ...]]:
    """A command, its parameters, and the commands below it."""
    if where:
        yield "command", where, "", "", "", _source(command.help)
    for parameter in command.params:
        if getattr(parameter, "hidden", False):
            continue
        sort = "shared" if parameter.name in NAMES else parameter.param_type_name
        names = parameter.name if sort == "argument" else " ".join((*parameter.opts, *parameter.secondary_opts))
        many = MANY if parameter.nargs == -1 or getattr(parameter, "multiple", False) else ""
        for variant, takes in _takes(where, parameter):
            yield sort, where + variant, names, takes, many, _source(parameter.help)
    yield "option", where, "--help -h", "", "", "Show this help and exit."
    for name, inner in getattr(command, "commands", {}).items():
        if not inner.hidden:
            yield from _rows(inner, f"{where} {name}".strip())


def _takes(where: str, parameter: Any) -> Iterator[tuple[str, str]]:
    """What a parameter takes; for the columns of a list also what it takes after each subject."""
    if where == "list" and parameter.name in ("columns", "sort"):
        for subject in SUBJECTS:
            known = columns_of(subject)
            variant = "" if subject == "projects" else f"={subject}"
            yield variant, f"{_any(known)}," if parameter.name == "columns" else _both_ways(known)
    else:
        yield "", _value(where, parameter)


def _both_ways(columns: tuple[str, ...]) -> str:
    return _any((*columns, *(f"-{name}" for name in columns)))


def _value(where: str, parameter: Any) -> str:
    name = _name(parameter)
    metavar = (parameter.metavar or "").strip("[]…")
    choices = getattr(getattr(parameter.type, "func", None), "known", None)
    if getattr(parameter, "is_flag", False) or getattr(parameter, "count", False):
        return ""
    place = (where, parameter.name if parameter.param_type_name == "argument" else f"--{name}")
    if place in _BY_PLACE:
        return _BY_PLACE[place]
    if choices:
        return _any(choices)
    if name == "columns":
        known = getattr(import_module(COMMANDS[where.split()[0]]), "COLUMNS", ())
        return f"{_any(known)}," if known else "text"
    if any(word in metavar for word in _FILES):
        return "codes files" if name in ("paths", "path") else "files"
    if "|" in metavar:
        return metavar
    return _BY_NAME.get(name, "text") if metavar != "TEXT" or name in ("kind", "level1") else "text"


def _name(parameter: Any) -> str:
    """What a parameter is called: an option by its long name, whatever the code calls it."""
    longest = max(parameter.opts, key=len)
    return str(longest.lstrip("-").replace("-", "_") if longest.startswith("--") else parameter.name)


def _values() -> Iterator[tuple[str, ...]]:
    for rule in RULES:
        yield "value", "rules", rule.code, "", "", _source(documentation(rule).summary)
    for name in (*NATURES.values(), ALL):
        yield "value", "rules", name, "", "", ""
    for slug, form in builtin_forms().items():
        yield "value", "forms", slug, "", "", form.name


def _source(text: str | None) -> str:
    """A text as the code has it, on one line: its line feeds are spelled out."""
    return "\\n".join(" ".join(line.split()) for line in (text or "").strip().split("\n"))
