"""Rows below the headings of a block, read as far as they belong there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfcli.formats.pages import PageRow, Spot
from perfcli.forms.cells.blanks import scale_in
from perfcli.forms.fields.block_changes import read_changes, read_goals_below
from perfcli.forms.fields.block_table import BlockTable
from perfcli.forms.fields.heading_block import HeadingBlock
from perfcli.forms.fields.side_blocks import sides, sides_of
from perfcli.forms.record.draft import Draft
from perfcli.forms.record.plan import read_plan
from perfcli.forms.tables.amount_columns import amount_columns
from perfcli.forms.words.label import Label


def read_block(block: HeadingBlock, rows: Sequence[PageRow], at: int, draft: Draft, section: Label | None) -> int:
    """Read the rows below as far as they belong to the headings; how many rows were read, the headings' own too."""
    if block.kind == "changes":
        return read_changes(block, rows, at, draft, section)
    draft.known(spot for spot in (block.corner, *block.heads) if spot is not None and not spot.is_empty)
    if block.kind == "sides":
        return _read_sides(block, rows, at, draft, section)
    if block.kind == "plan" and section is not None and scale_in(section.remark):
        _read_quarters(block, block.under(rows[at + 1]) if at + 1 < len(rows) else {}, draft, section)
        return 2
    if block.kind == "plan":
        below = block.under(rows[at + 1]) if at + 1 < len(rows) else {}
        pairs = [(head, below[index]) for index, head in enumerate(block.heads) if index in below]
        read_plan([head.text for head, _spot in pairs], [spot for _head, spot in pairs], draft)
        return 2
    if block.kind == "quarters":
        _read_quarters(block, block.under(rows[at + 1]), draft, section)
        return 2
    taken = block.height
    draft.known(spot for row in rows[at : at + block.height] for spot in row.filled if block.height > 1)
    table = BlockTable(block, draft, section)
    while at + taken < len(rows) and table.takes(rows[at + taken]):
        taken += 1
        if block.kind == "goals" and not _is_numbered(block, rows[at + taken : at + taken + 1], draft):
            break
    table.finish()
    return taken + read_goals_below(block, rows, at + taken, draft)


def _read_quarters(block: HeadingBlock, below: Mapping[int, Spot], draft: Draft, section: Label | None) -> None:
    """Read amounts by quarters, which are no shares of a plan: details, their sum aside."""
    for at, spot in below.items():
        heading = block.labels[at]
        if (not at and block.kind == "quarters") or draft.words.is_sum(heading):
            draft.known([spot])
        elif not spot.is_empty:
            scale = scale_in(heading.remark) or (scale_in(section.remark) if section else None)
            draft.amount_detail(heading.printed, spot, scale=scale)


def _is_numbered(block: HeadingBlock, rows: Sequence[PageRow], draft: Draft) -> bool:
    """Whether a row has one more of goals that are numbered in a column of their own."""
    first = block.under(rows[0]).get(0) if rows else None
    return draft.words.indicator(block.labels[0]) == "number" and first is not None and first.text.strip().isdecimal()


def is_whole_row(block: HeadingBlock, draft: Draft) -> bool:
    """Whether headings over one row of values are over all the money: its budget, and what was spent of it."""
    results = {draft.words.money_result(label) for label in block.labels}
    return (
        "total" not in draft.funds.amounts
        and "spent" in results
        and "amount" in amount_columns(block.labels, draft.words)
    )


def read_whole_row(block: HeadingBlock, below: Mapping[int, Spot], draft: Draft, section: Label | None) -> None:
    """Read such a row, which has no label of its own."""
    label, first = draft.words.label("资金总额"), block.heads[0]
    whole = HeadingBlock("money", [first, *block.heads], [label, *block.labels], block.positions, scale=block.scale)
    table = BlockTable(whole, draft, section)
    table.rows.append((label, first, {at + 1: spot for at, spot in below.items()}))
    table.finish()


def _read_sides(block: HeadingBlock, rows: Sequence[PageRow], at: int, draft: Draft, section: Label | None) -> int:
    """Read income beside spending, each as a table of its own."""
    tables = [BlockTable(side, draft, section) for side in sides(block, draft.words)]
    taken = 1
    while at + taken < len(rows) and (found := sides_of(block, rows[at + taken], draft.words)):
        for table, below in zip(tables, found, strict=True):
            if below:
                table.rows.append((draft.words.label(below[0].text), below[0], below))
        taken += 1
    for table in tables:
        table.finish()
    return taken
