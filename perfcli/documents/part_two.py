"""A document whose tables stand on another form than the published one: its part two, and part one by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from perfcli.documents.contents import Contents, without_page
from perfcli.documents.part_one import PartOne
from perfcli.documents.published import PublishedGoals
from perfcli.formats.blocks import Paragraph
from perfcli.formats.leftovers import Leftover
from perfcli.formats.pages import Page, PageRow
from perfcli.forms.parts.table_heading import heading_above
from perfcli.forms.record.filled import FilledForm
from perfcli.forms.words.wording import Heading, as_seen, heading_of, is_table_title, without_field


def parted(page: Page) -> tuple[Sequence[PageRow], Page] | None:
    """The rows before part two, and that part, whose headings are as they are seen; None where there is no table.

    It begins with its heading, else with the title over the first form, else with the table of that.
    """
    first = next((at for at, row in enumerate(page.rows) if not row.is_line and row.filled), None)
    if first is None:
        return None
    begins = heading_above(page.rows, first)
    while begins and _leads(page.rows[begins - 1]):
        begins -= 1
    rest = page.rows[begins:]
    for spot in (spot for row in rest if row.is_line for spot in row.spots):
        spot.text = without_field(spot.text)[0]
    return page.rows[:begins], Page(page.name, rest, page.positions)


def is_part_two(page: Page) -> bool:
    """Whether a part begins with the heading of part two, as one does below no more than cover and contents."""
    first = next((row for row in page.rows if row.filled), None)
    return first is not None and first.is_line and heading_of(first.filled[0].text) is Heading.PART_TWO


def _leads(row: PageRow) -> bool:
    """Whether a line belongs to the table below it: its title, or a heading of part two that is no entry of a list."""
    text = "".join(spot.text for spot in row.spots)
    if not text.strip():
        return True
    return not without_page(without_field(text)[0])[0] and (
        is_table_title(text) or heading_of(text) is Heading.PART_TWO
    )


def read_part_one(
    rows: Sequence[PageRow], beside: Iterable[Leftover], forms: Sequence[FilledForm], names: Iterable[str] = ()
) -> tuple[PublishedGoals | None, list[Leftover]]:
    """Part one of a document, None without any, and what of it and of the texts beside it is not known.

    `forms` and `names` tell the projects and units that cover and contents may name.
    """
    units = {as_seen(name) for name in (*names, *(name for form in forms for name in form.units))}
    units |= {unit.removesuffix("本级") for unit in units}
    contents = Contents({as_seen(form.name) for form in forms}, {"", *units})
    part_one = PartOne(contents.holds)
    spots = {spot.place: spot for row in rows for spot in row.filled}
    goals = part_one.read([Paragraph(place, spot.text.strip()) for place, spot in spots.items()])
    left = [item for item in beside if not contents.holds(Paragraph(0, item.text))]
    for item in part_one.leftovers:
        begins = max(place for place in spots if place <= item.place)
        left.append(replace(item, where=spots[begins].where))
    return goals, left
