"""Where on a page one form ends and the next begins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from perfcli.formats.pages import Page, PageRow, Spot
from perfcli.forms.headings.levels import is_level
from perfcli.forms.parts.halves import half_of
from perfcli.forms.parts.indicator_header import find_header
from perfcli.forms.parts.line_text import inline_pair, is_title, year_in
from perfcli.forms.parts.project_bands import named_in_band
from perfcli.forms.words.amounts import is_scale
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.forms.words.wording import as_seen
from perfcli.regex import regex

_MONEY = regex(r"资金|投资|拨款|万元|预算(?:数|金额|总|安排|申请)|金额|经费|[0-9]万?元")


def forms_of_page(page: Page, words: Vocabulary) -> list[list[PageRow]]:
    """The rows of each form of a page: another begins at its title, or where its first label stands again."""
    parts: list[list[PageRow]] = [[]]
    has_header = has_name = is_banded = has_goals = False
    name = ""
    for at, row in enumerate(page.rows):
        begins = False
        if row.filled:
            in_band = bool(named_in_band(row, words))
            names = in_band or names_project(row, words)
            if _is_title_row(row, words):
                begins = has_header or has_name
                is_banded = is_banded and not begins
            elif names:
                is_other = has_goals and _name_in(row, words) not in ("", name)
                begins = (has_header or is_other) and has_name and not _heads_list(page, at, words)
            if begins:
                start = _lines_before(parts[-1], words) if not _is_title_row(row, words) else len(parts[-1])
                head = parts[-1][start:]
                del parts[-1][start:]
                parts.append(head)
                has_header, has_name, has_goals = is_banded, False, False
            is_banded = is_banded or (in_band and has_header and not has_name)
            has_name = has_name or names
            name = _name_in(row, words) or name
            has_goals = has_goals or words.field(words.label(row.filled[0].text)) == "goals"
            has_header = has_header or find_header(page.rows, at, words, page.positions) is not None
        parts[-1].append(row)
    return _merged([part for part in parts if any(row.filled for row in part)], page, words)


def _name_in(row: PageRow, words: Vocabulary) -> str:
    """The project's name in a row that begins with its label, empty in any other."""
    filled = row.filled
    is_pair = not row.is_line and len(filled) > 1 and words.field(words.label(filled[0].text)) == "name"
    return as_seen(filled[1].text) if is_pair and not words.is_label(words.label(filled[1].text)) else ""


def _heads_list(page: Page, at: int, words: Vocabulary) -> bool:
    """Whether a row that names 项目名称 is of the headings of a list, printed again below a page break."""
    header = find_header(page.rows, at, words, page.positions)
    return header is not None and header.has_projects


def _merged(parts: list[list[PageRow]], page: Page, words: Vocabulary) -> list[list[PageRow]]:
    """Parts that name neither a project nor a unit belong to the form above: 年度绩效目标表 over its indicators.

    So does the other half of a form of changes: 表二 调整后绩效目标表 below 表一 调整前绩效目标表.
    """
    merged: list[list[PageRow]] = []
    for part in parts:
        names = any(_names_form(part, at, page, words) for at in range(len(part)))
        if merged and (not names or _is_other_half(part, merged[-1], words)):
            merged[-1] += part
        else:
            merged.append(part)
    return merged


def _is_other_half(part: Sequence[PageRow], above: Sequence[PageRow], words: Vocabulary) -> bool:
    """Whether a part stands below the title of one half of a form of changes, and the form above below the other's."""
    own = next((half_of(row, words) for row in part if row.filled), "")
    others = [half for row in above if (half := half_of(row, words))]
    return bool(own) and len(others) == 1 and others[0] != own


def _names_form(rows: Sequence[PageRow], at: int, page: Page, words: Vocabulary) -> bool:
    """Whether a row says whose form it is: a project's name or code, a unit, projects in rows of their own."""
    row = rows[at]
    if (
        named_in_band(row, words)
        or names_project(row, words)
        or any(words.field(words.label(spot.text)) == "unit" for spot in row.filled[:2])
    ):
        return True
    header = find_header(rows, at, words, page.positions) if row.filled and not row.is_line else None
    return header is not None and header.has_projects


def begins_form(page: Page, at: int, words: Vocabulary) -> bool:
    """Whether a row is one where a form begins, or a table of one: a title, a project's name, headings."""
    row = page.rows[at]
    if _is_title_row(row, words) or begins_project(page.rows, at, words):
        return True
    return not row.is_line and find_header(page.rows, at, words, page.positions) is not None


def _is_title_row(row: PageRow, words: Vocabulary) -> bool:
    return len(row.filled) == 1 and is_title(row.filled[0].text, words)


def names_project(row: PageRow, words: Vocabulary) -> bool:
    """Whether a row is the one where a project's own table says its name or its code."""
    own = row.filled
    if row.is_line or not own:
        return False
    labels = [words.label(spot.text) for spot in own[:2]]
    keys = [words.field(label) for label in labels]
    if are_pairs(own, words):
        keys += [words.field(words.label(spot.text)) for spot in own[2::2]]
    several = sum(bool(words.indicator(words.label(spot.text))) for spot in own) > 2
    return not several and any(key in ("name", "code") for key in keys)


def are_pairs(spots: Sequence[Spot], words: Vocabulary) -> bool:
    """Whether a row has nothing but labels, each with its value behind it."""
    labels, values = ([words.label(spot.text) for spot in spots[at::2]] for at in (0, 1))
    told = len(spots) % 2 == 0 and all(map(words.is_label, labels))
    return told and not any(map(words.looks_like_label, values))


def begins_project(rows: Sequence[PageRow], at: int, words: Vocabulary) -> bool:
    """Whether a row begins what a form says of a project: its name or code, or what amounts are in right above."""
    below = rows[at + 1 : at + 2] if _says_scale(rows[at]) else rows[at : at + 1]
    return any(names_project(row, words) for row in below)


def _says_scale(row: PageRow) -> bool:
    """Whether a row says no more than what amounts are in, and whose they are."""
    return 0 < len(row.filled) <= 2 and any(is_scale(spot.text) for spot in row.filled)


def _lines_before(rows: Sequence[PageRow], words: Vocabulary) -> int:
    """Where the lines begin that stand right before the end and belong to the form that follows."""
    at = len(rows)
    while at and (rows[at - 1].is_line or len(rows[at - 1].filled) <= 2 or _says_whose(rows[at - 1], words)):
        filled = rows[at - 1].filled
        known = len(filled) < 2 and _is_heading_line(filled[0].text, words) if filled else True
        if not (known or _says_scale(rows[at - 1]) or _says_whose(rows[at - 1], words)):
            break
        at -= 1
    return at


def names_unit_above(rows: Sequence[PageRow], words: Vocabulary) -> bool:
    """Whether a line above the first table of a form names its unit, and no title of its own stands there."""
    head = list(takewhile(lambda row: len(row.filled) < 2, rows))
    lines = [spot.text for row in head for spot in row.filled]
    pairs = [inline_pair(part, words) for line in lines for part in line.split("\u3000") if part.strip()]
    return any(pair is not None and words.field(pair[0]) in ("unit", "unit_code") for pair in pairs)


def has_title(rows: Sequence[PageRow], words: Vocabulary) -> bool:
    """Whether a title stands among the rows of a form."""
    return title_place(rows, words) is not None


def title_place(rows: Sequence[PageRow], words: Vocabulary) -> int | None:
    """Where the first title stands among the rows of a form."""
    return next((at for at, row in enumerate(rows) if _is_title_row(row, words)), None)


def _says_whose(row: PageRow, words: Vocabulary) -> bool:
    """Whether a row has labels of a unit, its department or a year with their values, and nothing else.

    The last one, behind others, may have none.
    """
    labels = [words.label(spot.text) for spot in row.filled[::2]]
    keys = [words.owner(label) or words.field(label) for label in labels]
    told = bool({"unit", "year"} & set(keys)) and all(key in ("unit", "department", "year") for key in keys)
    paired = row.filled if len(row.filled) < 2 else row.filled[: len(row.filled) // 2 * 2]
    return told and not row.is_line and are_pairs(paired, words)


def _is_heading_line(text: str, words: Vocabulary) -> bool:
    """Whether a line stands over a form: its title, its period, its unit, the scale of its amounts."""
    if is_title(text, words) or is_scale(text) or (year_in(text) and len(text) < 30):
        return True
    pair = inline_pair(text.split("\u3000")[0], words)
    return pair is not None and words.field(pair[0]) in ("unit", "unit_code", "year")


def speaks_of_money(rows: Iterable[PageRow], words: Vocabulary) -> bool:
    """Whether anything beside titles and indicators speaks of money, be it understood or not."""
    return any(
        _MONEY.search(spot.text)
        for row in rows
        if not any(is_level(spot.text) for spot in row.filled)
        for spot in row.filled
        if not (is_title(spot.text, words) or is_scale(spot.text))
    )
