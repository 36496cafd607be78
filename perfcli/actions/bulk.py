"""`perf new project --from`: JSON lines in the shape of `show -f jsonl` -> projects."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from perfcli.actions.new import NewProject, create_project
from perfcli.codec import Malformed, from_dict
from perfcli.codec.strict_json import NotJson, read_json_text
from perfcli.errors import PerfError
from perfcli.exact import Money, Percent
from perfcli.folding import as_typed
from perfcli.i18n import gettext as _
from perfcli.labels import with_label
from perfcli.model import Indicator, Project, with_own_levels
from perfcli.regex import regex
from perfcli.repository import Repository
from perfcli.scaffold import SCAFFOLDED, Answers
from perfcli.select import nearest_key

_REQUIRED = ("name", "unit", "budget")
_KEYS = Project.__struct_fields__
_DERIVED = frozenset({"operator", "value", "upper", "unit"})
_PARTS = ("total", "fiscal", "other")
_BETWEEN_SHARES = regex(r"\s*[,、]\s*|\s+")


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that gave no project, and why."""

    number: int
    reason: str


def new_projects(repository: Repository, data: bytes, *, dry_run: bool = False) -> Iterator[NewProject | BadLine]:
    """A project for each line of JSON, once it is written; a bad line stops no other; empty ones are passed.

    `data` is UTF-8, with or without a byte order mark.
    """
    drawn: set[str] = set()
    for number, line in enumerate(data.removeprefix(BOM_UTF8).split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            made = create_project(repository, _answers(repository, line), dry_run=dry_run)
            if made.project.code in drawn:
                raise PerfError(_("the code {code} stands on two lines").format(code=made.project.code))
            drawn.add(made.project.code)
            yield made
        except PerfError as error:
            yield BadLine(number, "; ".join(part for part in (error.message, *error.details, error.hint) if part))


def _answers(repository: Repository, line: bytes) -> Answers:
    data = read_object(line)
    missing = [key for key in _REQUIRED if data.get(key, "") == ""]
    if missing:
        raise PerfError(_("missing: {keys}").format(keys=_(", ").join(with_label(key, "Project") for key in missing)))
    unknown = [key for key in data if key not in _KEYS]
    if unknown:
        raise PerfError(_("unknown key {key}").format(key=unknown[0]), hint=nearest_key(unknown[0], _KEYS))
    year = data.get("year", repository.settings.year)
    if year is None:
        raise PerfError(_("no budget year is known"), hint=_("Name one with year, or set year in perf.toml."))
    total, fiscal, other = _amounts(data["budget"])
    given = _project(data)
    texts = {key: data[key] for key in ("code", "name", "unit", "template") if key in data}
    for key, value in texts.items():
        if not isinstance(value, str):
            raise PerfError(_("{key} has to be text").format(key=with_label(key, "Project")))
    if isinstance(year, bool) or not isinstance(year, int):
        raise PerfError(_("{key} has to be a whole number").format(key=with_label("year", "Project")))
    return Answers(
        name=texts["name"].strip(),
        unit=texts["unit"],
        unit_name="",
        year=year,
        total=total,
        fiscal=fiscal,
        other=other,
        code=texts.get("code", ""),
        template=texts.get("template", ""),
        sources=given.budget.sources,
        given={key: getattr(given, key) for key in SCAFFOLDED if key in data},
    )


def read_object(line: bytes, keep: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The JSON object on a line, keys without a value left out but those to `keep`; raises PerfError."""
    try:
        data = read_json_text(line.decode("utf-8"))
    except UnicodeDecodeError:
        raise PerfError(_("not UTF-8")) from None
    except NotJson as error:
        raise PerfError(str(error)) from None
    if not isinstance(data, dict):
        raise PerfError(_("not a JSON object"))
    return {key: value for key, value in data.items() if value is not None or key in keep}


def _amounts(budget: object) -> tuple[Money, Money | None, Money | None]:
    """Total, fiscal and other in 元 from a number or an object of the three; raises PerfError."""
    parts = budget if isinstance(budget, dict) else {"total": budget}
    unknown = [key for key in parts if key not in (*_PARTS, "sources")]
    if unknown or "total" not in parts:
        raise PerfError(_("budget is a number or an object with total, fiscal and other"))
    amounts = {
        key: _amount(parts[key], f"budget.{key}" if isinstance(budget, dict) else "budget")
        for key in _PARTS
        if parts.get(key) is not None
    }
    total = amounts.get("total")
    if total is None:
        raise PerfError(_("missing: {keys}").format(keys=with_label("budget.total")))
    return total, amounts.get("fiscal"), amounts.get("other")


def _amount(value: object, key: str) -> Money:
    if isinstance(value, str):
        message = _("{key} is text: write a number in yuan without quotes, such as 360000")
        raise PerfError(message.format(key=key))
    try:
        return Money.parse(value)
    except ValueError:
        message = _("{key} has to be an amount from 0 to 70 trillion yuan with at most two decimals")
        raise PerfError(message.format(key=key)) from None


def _project(data: dict[str, Any]) -> Project:
    """All else that the line says, derived keys taken off; raises PerfError naming every mistyped key."""
    said = {key: data[key] for key in SCAFFOLDED if key in data}
    rows = said.get("indicators")
    if isinstance(rows, list):
        said["indicators"] = [_without_derived(row) if isinstance(row, dict) else row for row in rows]
    budget = {"total": 0, "fiscal": 0, "other": 0}
    if isinstance(data["budget"], dict) and "sources" in data["budget"]:
        budget["sources"] = data["budget"]["sources"]
    whole = {"code": "", "name": "", "unit": "", "year": 0, "budget": budget}
    try:
        return with_own_levels(from_dict(whole | said, Project))
    except Malformed as error:
        raise PerfError("; ".join(fault.message for fault in error.faults)) from None


def _without_derived(row: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in row.items() if key not in _DERIVED}
    unknown = [key for key in kept if key not in Indicator.__struct_fields__]
    if unknown:
        hint = nearest_key(unknown[0], Indicator.__struct_fields__)
        raise PerfError(_("unknown key {key}").format(key=f"indicators.{unknown[0]}"), hint=hint)
    return kept


def read_plan(text: str) -> tuple[Percent, ...]:
    """Percents from `25,50,75,100`, also `25、50%、75 100` and full-width digits; raises PerfError."""
    percents = []
    for part in _BETWEEN_SHARES.split(as_typed(text).strip()):
        try:
            percents.append(Percent.parse(Decimal(part.strip().rstrip("%"))))
        except (ValueError, ArithmeticError):
            raise PerfError(
                _("{text} is not a percent").format(text=part.strip() or '""'),
                hint=_("A plan looks like 25,50,75,100: the share spent by each checkpoint."),
            ) from None
    return tuple(percents)
