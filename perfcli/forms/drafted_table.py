"""The table of indicators of a sheet -> the columns that declare it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from perfcli.form import FormColumn, FormPart
from perfcli.forms.filled import Written
from perfcli.forms.ledger import LABEL, NOTHING
from perfcli.forms.levels import is_level
from perfcli.forms.shown import INDICATOR, INDICATOR_DETAIL, SOURCE
from perfcli.forms.table_rows import NUMBER
from perfcli.forms.vocabulary import Label, Vocabulary
from perfcli.model import LONG_TERM

_NAMELESS = "备注"
"""What a column without a heading is called."""

_MERGED = ("level1", "kind")
_KNOWN = ("level1", "kind", "name", "target", "description", "basis", "weight", "operator", "measure")


@dataclass(frozen=True, slots=True)
class DraftedTable:
    """A table as it is declared, and the row behind its last one."""

    part: FormPart
    end: int

    @classmethod
    def begun(
        cls, rows: Sequence[Sequence[Written]], at: int, words: Vocabulary, marks: Sequence[int]
    ) -> DraftedTable | None:
        """The table whose headings stand in a row, None where none does."""
        heads = list(rows[at])
        keys = [words.indicator(words.label(cell.text)) for cell in heads]
        if "name" not in keys or len({key for key in keys if key}) < 3:
            return None
        tall = heads[0].rows > 2 and keys[0] == ""
        side = heads[0] if "name" in keys[1:] and (tall or keys[0] == "name") else None
        heads = heads[1:] if side else heads
        below = [cell for cell in rows[at + 1] if _is_heading(cell, words)] if at + 1 < len(rows) else []
        wide = [cell for cell in heads if any(cell.left <= one.left < cell.left + cell.columns for one in below)]
        two = bool(wide) and all(cell.rows > 1 for cell in heads if cell not in wide)
        pairs: list[tuple[str, Written]] = []
        for head in heads:
            inner = [one for one in below if head.left <= one.left < head.left + head.columns] if two else []
            pairs += [(head.text, one) for one in inner] or [("", head)]
        columns = _columns(pairs, words, marks)
        width = max(1, marks.index(heads[0].left)) if side else 1
        label = "".join(side.text.split()) if side else ""
        is_list = any(column.key == "name" for column in columns)
        end = len(rows) if is_list else _end(rows, at + (2 if two else 1), side)
        return cls(FormPart(label=label, label_columns=width, columns=columns), end)


def _is_heading(cell: Written, words: Vocabulary) -> bool:
    label = words.label(cell.text)
    known = words.indicator(label) or words.is_known_column(label) or label.full in ("优", "良", "中", "差")
    return bool(known) and not is_level(cell.text)


def _span(marks: Sequence[int], left: int, right: int) -> int:
    return max(1, marks.index(right) - marks.index(left))


def _columns(pairs: Sequence[tuple[str, Written]], words: Vocabulary, marks: Sequence[int]) -> tuple[FormColumn, ...]:
    labels = [words.label(cell.text) for _over, cell in pairs]
    keys = [words.indicator(label) for label in labels]
    has_parts = not {"operator", "measure"}.isdisjoint(keys)
    sides = keys.count("name")
    columns: list[FormColumn] = []
    seen: set[str] = set()
    block = 0
    for (over, cell), label, key in zip(pairs, labels, keys, strict=True):
        if sides > 1 and key in ("kind", "name") and f"{block}{key}" in seen:
            block += 1
        seen.add(f"{block}{key}")
        is_long = (sides > 1 and block == 0 and key != "level1") or label.term == "long"
        heading = " ".join(cell.text.split())
        columns.append(
            FormColumn(
                key=_of_project(label, words, keys) or _key(key, label.printed, has_parts=has_parts),
                over=" ".join(over.split()),
                heading=heading,
                columns=_span(marks, cell.left, cell.left + cell.columns),
                merged=key in _MERGED or bool(_of_project(label, words, keys)),
                term=LONG_TERM if is_long else "",
            )
        )
    return tuple(columns)


def _of_project(label: Label, words: Vocabulary, keys: Sequence[str]) -> str:
    """The key of a column that says whose indicators a row has, empty for any other."""
    if words.field(label) == "goals" and keys.count("target") > 1:
        return "goals"
    if words.indicator(label):
        return ""
    part = words.money(label)
    if part in ("total", "fiscal", "other"):
        return f"budget.{part}"
    if part == "source":
        return f"{SOURCE}{label.printed}"
    found = words.field(label)
    return found if found in ("name", "code", "unit", "purpose", "goals") else ""


def _key(key: str, printed: str, *, has_parts: bool) -> str:
    if key == "number":
        return NUMBER
    if key == "best" or (key == "target" and not has_parts):
        return f"{INDICATOR}target"
    if key == "target":
        return f"{INDICATOR}value"
    return f"{INDICATOR}{key}" if key in _KNOWN else f"{INDICATOR_DETAIL}{printed or _NAMELESS}"


def _end(rows: Sequence[Sequence[Written]], at: int, side: Written | None) -> int:
    """Where the rows of indicators end: beside the label down the left, else while their cells are of indicators."""
    while at < len(rows):
        row = rows[at]
        beside = side is not None and not any(cell.left < side.left + side.columns for cell in row)
        of_table = any(cell.key.startswith(INDICATOR) for cell in row) or _is_passed(row)
        if not (beside or of_table):
            break
        at += 1
    return at


def _is_passed(row: Sequence[Written]) -> bool:
    """Whether a row is empty, or one of sums."""
    keys = {cell.key for cell in row if cell.text.strip()}
    return keys <= {NOTHING} or ("sum" in keys and keys <= {NOTHING, "sum", LABEL})
