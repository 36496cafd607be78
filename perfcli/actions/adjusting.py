"""What a 调整表 says was changed -> the project after it, and the adjustments to keep. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import msgspec
from msgspec.structs import replace

from perfcli.actions.adjustment_keys import KeyNames, Value, in_yuan, is_bare, is_same, key_of, value_of
from perfcli.assigning import FIXED, Assignment, assigned
from perfcli.changes import as_adjusted
from perfcli.errors import PerfError
from perfcli.forms.record.filled import FormChanges, SaidChange
from perfcli.framework import level_one
from perfcli.i18n import gettext as _
from perfcli.keys import Key, Pick, named_differences
from perfcli.model import Project
from perfcli.progress import AdjustedKey, Adjustment


class Reason(NamedTuple):
    """When and why something was changed."""

    day: date | None
    text: str


class Outcome(msgspec.Struct, frozen=True):
    """A project after what a form says; `adjustments` are those not kept yet, `unclear` what was not taken over."""

    after: Project
    adjustments: tuple[Adjustment, ...]
    unclear: tuple[str, ...]

    @property
    def lacks_reason(self) -> bool:
        """Whether a change is left without one."""
        return any(one.changes and not one.reason for one in self.adjustments)


def outcome_of(project: Project, kept: Sequence[Adjustment], said: FormChanges, otherwise: Reason) -> Outcome:
    """What becomes of a project, `kept` its adjustments so far; `otherwise` is for what is not dated or explained.

    A key changes where it is as the form says that it was; where it is as the form says that it is, nothing does; where
    it is neither, it stays and is told. What was kept already is passed over, be it changed again since.
    """
    default = Reason(said.day or otherwise.day, said.reason or otherwise.text)
    return _Adjusting(project, kept, said, default).outcome()


def _ends(changes: Sequence[AdjustedKey]) -> list[str]:
    """What changes of one key leave: the values that none of them goes on from, be their days as they may."""
    left = [change.before for change in changes]
    ends = []
    for change in reversed(changes):
        if change.after in left:
            left.remove(change.after)
        else:
            ends.append(change.after)
    return ends or [changes[-1].after]


def _renamed(key: Key, text: str, kept: Sequence[Adjustment]) -> Key:
    """The way to a value of an indicator today: adjustments since the last one of its key may have renamed that."""
    last = max(at for at, one in enumerate(kept) if any(change.key == text for change in one.changes))
    for change in (change for one in kept[last:] for change in one.changes):
        if change.after and key_of(change.key) == (*key[:2], "name"):
            key = (key[0], Pick(change.after), *key[2:])
    return key


class _Adjusting(msgspec.Struct):
    project: Project
    kept: Sequence[Adjustment]
    said: FormChanges
    default: Reason
    made: dict[Reason, dict[tuple[int, int], AdjustedKey]] = msgspec.field(default_factory=dict)
    """The changes to keep by the places of their rows."""

    unclear: list[str] = msgspec.field(default_factory=list)

    def outcome(self) -> Outcome:
        names = KeyNames(self.project, self.kept)
        chains: dict[str, list[SaidChange]] = {}
        for place, said in enumerate(self.said.rows):
            row = replace(said, place=place)
            if not row.key:
                self._reason_alone(row)
                continue
            key = names.key_of(row.key, row.meaning) if self.said.is_list else row.key
            if key is None:
                self._tell(row, _("the project has no such key"))
            else:
                chains.setdefault(key, []).append(row)
        for key, rows in sorted(chains.items(), key=lambda item: _turn(item[0], item[1])):
            self._chain(key, rows)
        adjustments = tuple(
            Adjustment(date=reason.day, reason=reason.text, changes=tuple(found[place] for place in sorted(found)))
            for reason, found in sorted(self.made.items(), key=lambda item: min(item[1], default=(0, 0)))
            if reason.day
        )
        return Outcome(self.project, adjustments, tuple(self.unclear))

    def _tell(self, row: SaidChange, reason: str) -> None:
        self.unclear.append(f"{row.where}: {row.key}: {reason}")

    def _reason_alone(self, row: SaidChange) -> None:
        """A row that has a day and a reason and no more."""
        if row.before or row.after:
            self._tell(row, _("the form does not say what was changed"))
        elif row.day and row.reason and not any((one.date, one.reason) == (row.day, row.reason) for one in self.kept):
            self.made.setdefault(Reason(row.day, row.reason), {})

    def _chain(self, text: str, rows: Sequence[SaidChange]) -> None:
        """The changes of one key, one after another."""
        key = key_of(text)
        if key is None:
            if not all(self._is_kept(text, row) for row in rows):
                self._tell(rows[0], _("the project has no such key"))
            return
        current = value_of(self.project, key)
        counted = self._counted(key, rows, current) if key[0] == "budget" else rows
        if counted is None:
            self._tell(rows[0], _("nothing says whether its amounts are in 元 or 万元"))
            return
        rows = [row for row in counted if not self._is_kept(text, row)]
        if not rows:
            self._require_kept(text, key, counted[-1])
            return
        states: list[Value | None] = [rows[0].before, *(row.after for row in rows)]
        at = next((n for n in reversed(range(len(states))) if self._is_at(key, current, states[n])), None)
        if at is None and rows[0].before is not None:
            shown = {"before": rows[0].before or '""', "now": _shown(current) or '""'}
            message = _("the form says that it was {before}, it is {now}: left unchanged")
            self._tell(rows[0], message.format(**shown))
            return
        at = at or 0
        for row in rows[:at] if self.said.is_list else ():
            self._keep(text, row, row.before or "", row.after)
        for row in rows[at:]:
            self._change(text, key, row)

    def _require_kept(self, text: str, key: Key, row: SaidChange) -> None:
        """Tell where a project is not as its last adjustment left it: somebody changed it besides."""
        kept = sorted(self.kept, key=lambda one: one.date)
        own = [change for one in kept for change in one.changes if change.key == text]
        today = _renamed(key, text, kept)
        current = value_of(self.project, today)
        ends = [today[1]] if today != key and today[2:] == ("name",) else _ends(own)
        if not any(is_same(key, current, end) for end in ends):
            last = own[-1].after
            message = _("the last adjustment made it {after}, it is {now}: left unchanged")
            self._tell(row, message.format(after=last or '""', now=_shown(current) or '""'))

    def _counted(self, key: Key, rows: Sequence[SaidChange], current: Value) -> Sequence[SaidChange] | None:
        """Rows with their amounts in 元; None where nothing tells what they are in."""
        if not any(is_bare(_shown(text)) for row in rows for text in (row.before, row.after) if text):
            return [_in_yuan(row, Decimal(1)) for row in rows]
        for scale in (Decimal(1), self.said.scale or Decimal(1)):
            found = [_in_yuan(row, scale) for row in rows]
            states = [found[0].before, *(row.after for row in found)]
            if not self.said.is_list or any(self._is_at(key, current, state) for state in states if state):
                return found
        return None

    def _is_at(self, key: Key, current: Value, state: Value | None) -> bool:
        return state is not None and is_same(key, current, state)

    def _change(self, text: str, key: Key, row: SaidChange) -> None:
        before = self.project
        if row.after is None:
            self._tell(
                row, _("the value after the adjustment is empty: left unchanged (`perf set --unset` removes it)")
            )
            return
        try:
            self.project = changed(self.project, key, row.after)
        except PerfError as error:
            self._tell(row, error.message)
            return
        if self.said.is_list:
            self._keep(text, row, value_of(before, key), value_of(self.project, key))
            return
        for place, one in enumerate(named_differences(before, self.project)):
            found = AdjustedKey(key=one.key, before=as_adjusted(one.before), after=as_adjusted(one.after))
            self.made.setdefault(self._reason(row), {})[row.place, place] = found

    def _keep(self, text: str, row: SaidChange, before: Value, after: Value | None) -> None:
        if is_same(key_of(text) or (), before, after or ""):
            return
        found = AdjustedKey(key=text, before=_shown(before), after=_shown(after or ""))
        self.made.setdefault(self._reason(row), {})[row.place, 0] = found

    def _reason(self, row: SaidChange) -> Reason:
        return Reason(row.day or self.default.day, row.reason or self.default.text)

    def _is_kept(self, text: str, row: SaidChange) -> bool:
        """Whether the adjustment is kept already: on the form's day, on any where it says none."""
        key, day = key_of(text) or (), row.day or self.said.day
        return any(
            change.key == text
            and is_same(key, change.after, row.after or "")
            and (row.before is None or is_same(key, change.before, row.before))
            for one in self.kept
            if day in (None, one.date)
            for change in one.changes
        )


def _shown(value: Value) -> str:
    return value if isinstance(value, str) else "\n".join(value)


def _turn(text: str, rows: Iterable[SaidChange]) -> tuple[int, int]:
    """When a key is dealt with: names of indicators last, places of a list that go from the end."""
    key = key_of(text) or ()
    goes = all(not row.after for row in rows)
    if len(key) == 3 and key[0] == "indicators" and key[2] == "name":
        return (0 if goes else 2), 0
    if goes and len(key) == 2 and isinstance(key[1], Pick) and key[1].isdigit():
        return 1, -int(key[1])
    return 1, 0


def _in_yuan(row: SaidChange, scale: Decimal) -> SaidChange:
    before, after = (
        in_yuan(text, scale) if isinstance(text, str) and text else text for text in (row.before, row.after)
    )
    return replace(row, before=before if isinstance(before, str) else None, after=after)


def changed(project: Project, key: Key, after: Value) -> Project:
    """The project with a value that a form prints; raises PerfError for one that is none of its key."""
    head = key[0]
    if head in FIXED:
        raise PerfError(_("{key} names the file and cannot be set").format(key=head))
    if len(key) == 1 and head in ("goals", "long_term_goals"):
        texts = tuple(after.split("\n")) if isinstance(after, str) else after
        return replace(project, **{head: tuple(text for text in texts if text)})
    text = _shown(after)
    if head == "indicators" and len(key) == 3 and not text and key[2] == "name":
        return assigned(project, [Assignment(key[:2], "")])
    if head == "indicators" and len(key) > 2 and not _is_there(project, key):
        name = text if key[2] == "name" else key[1]
        project = assigned(project, [Assignment(("indicators",), "+=", name)])
    if len(key) == 2 and head in ("goals", "long_term_goals") and key[1] == str(len(getattr(project, head)) + 1):
        return assigned(project, [Assignment(key[:1], "+=", text)])
    return assigned(project, [Assignment(key, "=" if text else "", text)])


def _is_there(project: Project, key: Key) -> bool:
    return value_of(project, key[:2]) != ""


def without_derived(said: FormChanges, project: Project, framework: str) -> FormChanges:
    """The same without levels one that the framework gives for the kind: they are not kept."""
    kinds = {row.key: _shown(row.after or "") for row in said.rows if row.key.endswith("].kind")}

    def is_derived(row: SaidChange) -> bool:
        if not row.key.endswith("].level1"):
            return False
        kind = f"{row.key.removesuffix('level1')}kind"
        known = kinds.get(kind) or _shown(value_of(project, key_of(kind) or ()))
        return level_one(known, framework) == row.after

    return replace(said, rows=tuple(row for row in said.rows if not is_derived(row)))
