"""A draft of which all was seen -> the form that it is."""

from __future__ import annotations

from msgspec.structs import replace

from perfcli.form import ADJUSTMENT
from perfcli.formats.blocks import clean
from perfcli.forms.record.draft import Draft, was_approved
from perfcli.forms.record.filled import OVERALL, PROJECT, FilledForm
from perfcli.forms.record.kept_apart import without_results
from perfcli.forms.record.results import POINTS, RATE


def finished(draft: Draft) -> FilledForm:
    """The whole of what a form says; a draft is finished once."""
    _place_sums(draft)
    funds = draft.funds.finished(draft.where, is_overall=draft.is_overall)
    _place_whole_goals(draft)
    _name_unchanged(draft)
    whose = draft.identity
    whose.tell_other_codes()
    _place_keyless(draft)
    details = draft.funds.named(draft.details)
    results = draft.results.finished(draft.kind, draft.indicators, draft.funds.money, funds.total)
    form = FilledForm(
        subject=OVERALL if draft.is_overall else PROJECT,
        kind=draft.kind or "form",
        where=draft.where,
        title=draft.title,
        code=whose.code,
        name=whose.name,
        unit=whose.unit,
        units=tuple(name for _rank, name in sorted(whose.units, key=lambda unit: unit[0])),
        year=whose.year,
        scale=draft.funds.scale or draft.funds.otherwise,
        total=funds.total,
        fiscal=funds.fiscal,
        other=funds.other,
        sources=funds.sources,
        zeros=funds.zeros,
        purpose=draft.purpose,
        overall="\n".join(draft.overall),
        goals=tuple(draft.goals),
        long_term_goals=tuple(draft.long_term),
        spending_plan=draft.plan,
        details={label: texts[0] if len(texts) == 1 else tuple(texts) for label, texts in details.items()},
        indicators=without_results(draft.indicators),
        unread=draft.unread,
        terms=frozenset(draft.terms),
        results=results,
        prints_money=funds.prints_money,
        sums_total=funds.sums_total,
        assumptions=(*draft.assumptions, *funds.assumptions),
        problems=(*draft.problems, *funds.problems),
    )
    return replace(form, changes=draft.adjustments.finished(form, draft.funds.money))


def _place_keyless(draft: Draft) -> None:
    """What the record of such a form has no key for is a detail."""
    for label, key, found in list(draft.results.keyless(draft.kind, draft.indicators)):
        draft.details.setdefault(label, []).append(clean(found.text))
        draft.ledger.move(key, f"details.{label}", found.spot)
        if key not in (*POINTS, RATE):
            draft.funds.detail(label, [found.spot], found.scale)


def _place_sums(draft: Draft) -> None:
    """Sums of small tables: the money's where no total is printed, else details."""
    is_total = "total" not in draft.funds.amounts
    for part, row, heading, spot, scale in draft.sums:
        if is_total:
            draft.amount(part, heading, spot, scale=scale)
        else:
            draft.amount_detail(f"{heading.printed}（{row.printed}）", spot, scale=scale)


def _name_unchanged(draft: Draft) -> None:
    """Name the total of a form of changes that is the one before, where something else says by how much it changed."""
    total, words = draft.funds.amounts.get("total"), draft.words
    if draft.kind != ADJUSTMENT or total is None or not was_approved(words.label(total.label)):
        return
    labels = [words.label(label) for label in draft.details]
    told = (words.label(text) for label in labels for text in (label.core, *label.remark.split(";")))
    if any(words.money_column(label) == "change" for label in told):
        draft.unclear_total(total.label)


def _place_whole_goals(draft: Draft) -> None:
    """Goals under a label such as 总目标: the year's, where no others are."""
    whole = [goal for _spot, goals in draft.whole_goals for goal in goals]
    if draft.dates_goals:
        draft.long_term = [*whole, *draft.long_term]
        for spot, _goals in draft.whole_goals:
            draft.ledger.went[id(spot)] = "long_term_goals"
    else:
        draft.goals = [*whole, *draft.goals]
    draft.whole_goals = []
