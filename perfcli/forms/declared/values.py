"""The value of a cell of a declared form -> the draft of what the form says."""

from __future__ import annotations

from decimal import Decimal

from perfcli.form import OF_PROGRESS, FormCell
from perfcli.formats.blocks import clean, joined
from perfcli.formats.pages import Spot
from perfcli.forms.cells.blanks import is_blank
from perfcli.forms.cells.ledger import LABEL, NOTHING
from perfcli.forms.declared.result_values import put_initial, put_result
from perfcli.forms.laying.shown import DETAIL, GOAL, PLAN, SOURCE
from perfcli.forms.laying.shown_results import is_result_key
from perfcli.forms.record.amount_details import is_amount_label
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.plan import read_plan_line
from perfcli.forms.words.amounts import read_scale
from perfcli.forms.words.goals import named_goals, read_goals
from perfcli.forms.words.label import Label
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_DEPARTMENT = regex(r"([0-9]{3})[-－—\s]?(\D.*)")


def bare_label(text: str, term: str = "") -> Label:
    """A label that is taken as it is printed."""
    return Label(text.strip().rstrip("：:"), "", "", term)


def put_value(draft: Draft, cell: FormCell, spot: Spot, text: str, label: str, scale: Decimal | None = None) -> None:
    """Take the value of a cell; `label` is the one before it, `scale` what that says that it is in."""
    if not cell.key:
        if not spot.is_empty:
            draft.ledger.put(spot, LABEL)
            draft.results.note_months(spot.text)
        return
    if spot.unread:
        _leave_unread(draft, cell.key, spot, label)
    elif cell.key == "scale":
        draft.funds.scale = read_scale(text if "位" in text else f"单位：{text}") or draft.funds.scale
        draft.ledger.put(spot, LABEL)
    elif is_blank(text):
        draft.ledger.put(spot, NOTHING if text.strip() else LABEL)
    elif draft.kind in OF_PROGRESS and is_result_key(cell.key, draft.kind):
        put_result(draft, cell.key, spot, text, label, scale)
    else:
        _put(draft, cell.key, spot, text, label, scale)


def _leave_unread(draft: Draft, key: str, spot: Spot, label: str) -> None:
    """A cell that could not be read is left over by itself; an amount or a share of the plan has to be read."""
    if key.startswith("budget.") and not key.startswith(SOURCE):
        draft.funds.unread_cell(bare_label(label).printed, spot.unread)
    elif key.startswith(PLAN):
        draft.problems.append(_("{label}: {reason}").format(label=label, reason=spot.unread))


def _put(draft: Draft, key: str, spot: Spot, text: str, label: str, scale: Decimal | None) -> None:
    if key.startswith(DETAIL):
        name = key.removeprefix(DETAIL)
        if is_amount_label(name) or (scale and scale != draft.funds.scale):
            draft.amount_detail(name, spot, text, scale)
        else:
            draft.detail(name, spot, text)
    elif key.startswith(SOURCE):
        draft.amount("source", bare_label(key.removeprefix(SOURCE)), spot, spot.exact or text, scale)
    elif key.startswith("budget."):
        part, said = key.removeprefix("budget."), spot.exact or text
        draft.amount(part, bare_label(label), spot, said, scale)
        if draft.kind in OF_PROGRESS and part != "total":
            put_initial(draft, spot, said, label, scale)
    elif key.startswith(PLAN):
        read_plan_line([(int(key.removeprefix(PLAN)), text)], spot, draft)
    elif key.startswith(GOAL):
        draft.goals.append(clean(text))
        draft.ledger.put(spot, "goals")
    elif key == "goals" and draft.is_overall:
        draft.goals += named_goals(text) or read_goals(
            text
        )  # a single one is no overall goal: that has a key of its own
        draft.ledger.put(spot, "goals")
    elif key in ("goals", "long_term_goals"):
        draft.goal(bare_label(label, "long" if key == "long_term_goals" else ""), spot, text)
    elif key == "overall":
        draft.overall.append(clean(text))
        draft.ledger.put(spot, "overall")
    elif key == "name" and draft.is_overall:
        draft.field("unit", draft.words.label(label), spot, text)
    elif key == "unit_name":
        draft.identity.units.append((0, joined(text)))
        draft.ledger.put(spot, "unit")
    elif key == "unit" and draft.is_overall and (match := _DEPARTMENT.fullmatch(joined(text))):
        whose = draft.identity
        whose.unit = whose.unit or match[1]
        whose.units.append((0, match[2]))
        draft.ledger.put(spot, "unit")
    elif key == "unit_code":
        draft.identity.unit = draft.identity.unit or "".join(text.split())
        draft.ledger.put(spot, "unit")
    else:
        draft.field(key, bare_label(label), spot, text)
