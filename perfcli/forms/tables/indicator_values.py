"""The cells of a row of a table of indicators -> the indicator, or one for each of its targets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from perfcli.exact import Points
from perfcli.folding import as_typed
from perfcli.formats.blocks import clean
from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import OPEN, is_blank
from perfcli.forms.cells.ledger import NOTHING, Ledger
from perfcli.forms.headings.header import Column, Header
from perfcli.forms.headings.indicator_levels import Cells, RowLevels
from perfcli.forms.headings.operator_columns import NO_OPERATOR
from perfcli.forms.headings.target_columns import INITIAL
from perfcli.forms.headings.weight_columns import LEVEL_WEIGHT, WEIGHED
from perfcli.forms.record.kept_apart import keep_apart
from perfcli.forms.tables.target_before import join_before
from perfcli.forms.words.targets import as_headed, is_operator, joined_target
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _
from perfcli.model import LONG_TERM, Indicator
from perfcli.regex import regex

_WEIGHT = regex(r"([0-9]{1,3}(?:\.[0-9]*)?)\s*[分%]?")


class ReadIndicator(NamedTuple):
    """An indicator, and the keys of it whose cells could not be read."""

    row: Indicator
    unread: frozenset[str]


@dataclass
class RowValues:
    """Reads rows below a header; `terms` are those of the tables that stand side by side."""

    header: Header
    words: Vocabulary
    ledger: Ledger

    def indicators(self, name: str, levels: RowLevels, otherwise: str, cells: Cells) -> list[ReadIndicator]:
        """The indicator of this name, one for each of its targets; `otherwise` is the term of those that say none."""
        details: dict[str, str] = {}
        texts: dict[str, str] = {}
        cells = _with_whole(_with_initial(cells), self.header.columns)
        self._leave_open(cells)
        for key, pairs in cells.items():
            for column, spot in pairs:
                self._value(key, column, spot, texts, details)
        for label in self.header.was & details.keys():
            if details[label] in (name, levels.kind, levels.level1):
                del details[label]
        join_before(details, self.header.columns, self.words)
        points = ""
        if any(column.says_weights for column, _spot in cells.get("name", ())) and (told := WEIGHED.fullmatch(name)):
            name, points = told[1], told[2]
        weight = _points(texts.pop("weight", points), details)
        otherwise = self._said_term(texts, details) or otherwise
        unread = _unread(cells)
        rows: list[ReadIndicator] = []
        for term, text, is_unread, joint in self._targets(cells, texts, details, otherwise):
            own = dict(details)
            keys = unread | {"target"} if is_unread else unread
            if "target" in keys:
                self._leave_parts(cells)
                target = ""
            else:
                target, rest = joined_target(text, joint.get("operator", ""), joint.get("measure", ""))
                self._beside(cells, rest, own, bool(text))
                for key in joint.keys() - rest.keys():
                    self._put_into(cells[key], "indicators.target")
            row = Indicator(
                kind=levels.kind,
                name=name,
                description=texts.get("description", ""),
                target=target,
                basis=texts.get("basis", ""),
                level1=levels.level1,
                weight=None if term == LONG_TERM and _is_of_year(cells) else weight,
                term=term,
                scoring=texts.get("scoring", ""),
                details=own,
            )
            rows.append(ReadIndicator(row, frozenset(keys)))
        return rows

    def _leave_open(self, cells: Cells) -> None:
        """Leave texts in which something is still to be filled in: they cannot be taken at their word."""
        for _column, spot in (pair for pairs in cells.values() for pair in pairs):
            if OPEN in spot.text and not is_blank(spot.text):
                spot.unread = _("something is still to be filled in")
                self.ledger.leave(spot, spot.unread)
                spot.text = ""

    def _targets(
        self, cells: Cells, texts: dict[str, str], details: dict[str, str], otherwise: str
    ) -> list[tuple[str, str, str, dict[str, str]]]:
        """The targets of a row: term, text, why it could not be read, operator and unit; else what is best."""
        joints = [self._joint(cells, column) for column, _spot in cells.get("target", ())] or [self._joint(cells, None)]
        targets = [
            (column.term or otherwise, as_headed(self._text(spot, "target"), column.heading), spot.unread, joint)
            for (column, spot), joint in zip(cells.get("target", ()), joints, strict=False)
        ]
        best = texts.pop("best", "")
        filled = [target for target in targets if target[1] or target[2]]
        if not filled:
            term = targets[0][0] if targets and len(targets) == 1 else otherwise
            return [(term, best, "", joints[0])]
        if best and best not in [text for _term, text, _unread, _joint in filled]:
            column = cells["best"][0][0]
            _add(details, column.heading, best)  # 评价标准 over 优, 良, 差 beside 指标值
            self._put_into(cells["best"], f"details.{column.heading}")
        return filled

    def _joint(self, cells: Cells, target: Column | None) -> dict[str, str]:
        """Operator and unit of a target: those below the same heading where each target has its own."""
        over = target.option if target is not None else ""
        return {
            key: self._text(spot, "")
            for key in ("operator", "measure")
            for column, spot in cells.get(key, ())
            if column.option == over or not (column.option and over)
        }

    def _said_term(self, texts: dict[str, str], details: dict[str, str]) -> str:
        """The term that a column of its own says, such as 中期指标; words that are none are a detail."""
        text = texts.pop("term", "")
        term = self.words.label(text).term if text else ""
        if text and not term:
            details.setdefault("指标期", text)
        return LONG_TERM if term == "long" else ""

    def _leave_parts(self, cells: Cells) -> None:
        """The rest of a target of which a part could not be read."""
        for key in ("target", "operator", "measure"):
            for _column, spot in cells.get(key, ()):
                if not spot.is_empty and spot.above is None:
                    self.ledger.take_back(spot, _("a part of this target could not be read"))

    def _beside(self, cells: Cells, rest: dict[str, str], own: dict[str, str], has_target: bool) -> None:
        """An operator or a unit outside of the target is a detail; beside values of places both are joined to these."""
        operator, measure = rest.get("operator", ""), rest.get("measure", "")
        is_said = not operator or is_operator(operator)
        places = [at for at in own if at in self.places()] if not has_target and is_said else []
        measure = measure if len(places) > 1 else ""  # one alone may be a remark as well
        joined = {label: joined_target(own[label], operator, measure) for label in places}
        own |= {label: target for label, (target, _left) in joined.items()}
        for key, text in rest.items():
            is_joined = places and not any(key in left for _target, left in joined.values())
            if is_joined and (key == "operator" or measure):
                self._put_into(cells[key], ", ".join(f"details.{label}" for label in places))
            else:
                column = cells[key][0][0]
                own[column.heading] = text
                self._put_into(cells[key], f"indicators.details.{column.heading}")

    def _put_into(self, cells: Sequence[tuple[Column, Spot]], key: str) -> None:
        for _column, spot in cells:
            if spot.above is None and not spot.is_empty:
                self.ledger.put(spot, key)

    def places(self) -> set[str]:
        """Headings that the vocabulary does not know, where no column has targets: a column of values a town."""
        if any(column.key == "target" for column in self.header.columns):
            return set()
        return {
            column.heading
            for column in self.header.columns
            if column.of == "indicator" and not column.key and not self._is_known(column.heading)
        }

    def _is_known(self, heading: str) -> bool:
        return self.words.is_known_column(self.words.label(heading))

    def _value(self, key: str, column: Column, spot: Spot, texts: dict[str, str], details: dict[str, str]) -> None:
        if key in ("level1", "kind", "name", "target", "operator", "measure", "number"):
            return
        if key == "later":
            if spot.above is None and not spot.is_empty:
                self._later(column, spot, details)
            return
        is_detail = key in ("indicator", LEVEL_WEIGHT)
        whole = key in ("weight", LEVEL_WEIGHT) or self.header.is_before(column)
        if is_detail and not column.heading and not is_blank(spot.text):
            return  # a text without a heading is named as one that is not understood
        text = self._text(spot, f"details.{column.heading}" if is_detail else key, whole=whole)
        if not text:
            return
        if is_detail or key in texts:
            _add(details, column.heading, text)
        else:
            texts[key] = text

    def _later(self, column: Column, spot: Spot, details: dict[str, str]) -> None:
        if is_blank(spot.text):
            self.ledger.put(spot, NOTHING)
        else:
            keep_apart(details, column.result, column.heading, column.option, spot, self.ledger)

    def _text(self, spot: Spot, key: str, *, whole: bool = False) -> str:
        """The text of a cell, also where it goes on from above; `whole` where it is of the first alone."""
        if spot.above is not None:
            is_heading = self.ledger.is_label(spot.above)  # an empty cell right below it, where no format tells
            return "" if whole or is_heading else self._text(spot.above, key)
        text = clean(spot.text)
        if not text or is_blank(text):
            if text:
                self.ledger.put(spot, NOTHING)
            return ""
        if key:
            self.ledger.put(spot, f"indicators.{key}")
        return text


def _add(details: dict[str, str], label: str, text: str) -> None:
    """Another detail: one under a label that has another text already gets a sign behind it."""
    while label in details and details[label] != text:
        label += "#"
    details[label] = text


def _with_initial(cells: Cells) -> Cells:
    """The cells of a row with the targets that hold: the initial ones unless they were changed."""
    initial = cells.get(INITIAL)
    if not initial:
        return cells
    rest = {key: pairs for key, pairs in cells.items() if key != INITIAL}
    is_changed = any(not is_blank((spot.above or spot).text) for _column, spot in rest.get("target", ()))
    key = "indicator" if is_changed else "target"
    return rest | {key: [*initial, *(rest.get(key, ()) if is_changed else ())]}


def _with_whole(cells: Cells, columns: Sequence[Column]) -> Cells:
    """The cells of a row with a target that stands where others have its operator, below one heading over both.

    Where the format says what is merged, it stands over both columns.
    """
    told = [column for column, spot in cells.get("target", ()) if not spot.is_empty]
    whole = [
        (target, spot)
        for column, spot in cells.get("operator", ())
        if not (spot.is_empty or spot.text.strip() in NO_OPERATOR or is_operator(spot.text.strip()))
        for target in columns
        if target.key == "target" and target not in told and _is_below_one(column, target)
    ]
    if not whole:
        return cells
    spots = [spot for _column, spot in whole]
    operators = [(column, spot) for column, spot in cells["operator"] if spot not in spots]
    return {**cells, "target": [*whole, *cells.get("target", ())], "operator": operators}


def _is_below_one(operator: Column, target: Column) -> bool:
    """Whether one heading is over the columns of operators and of targets."""
    return operator.heading == target.heading or (operator.over != "" and operator.over == target.over)


def _is_of_year(cells: Cells) -> bool:
    """Whether the points of a row are said to be those of the year's target: 年度指标分值."""
    return any(column.term for column, _spot in cells.get("weight", ()))


def _unread(cells: Cells) -> set[str]:
    """The keys of an indicator whose cells could not be read, its targets aside."""
    pairs = [(key, column) for key, found in cells.items() for column, spot in found if (spot.above or spot).unread]
    in_target = ("operator", "measure", "best")
    return {
        "target" if key in in_target else f"details.{column.heading}" if key in ("indicator", LEVEL_WEIGHT) else key
        for key, column in pairs
        if key not in ("later", "target", "number")
    }


def _points(text: str, details: dict[str, str]) -> Points | None:
    """A weight in points; what is not a number of points is a detail."""
    match = _WEIGHT.fullmatch(as_typed(text).strip())
    if not text or not match:
        if text:
            details["分值"] = text
        return None
    try:
        return Points.parse(Decimal(match[1]))
    except (ValueError, InvalidOperation):
        details["分值"] = text
        return None
