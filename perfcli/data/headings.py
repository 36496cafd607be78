"""What the columns of a list are: our own headings, and those that people give them, in any order.

A heading may carry the unit of its amounts, such as 预算数（万元）, and stand in two rows, as 预算数 over 财政资金.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfcli.data.cell_values import is_code
from perfcli.data.heading_words import SYNONYMS
from perfcli.data.joining import OPERATORS
from perfcli.data.labelled import each_once, labelled_key
from perfcli.data.parts import AMOUNTS
from perfcli.data.pasted import is_filled, visible
from perfcli.formats.tables import CellValue, Headings, Line, Number, as_text
from perfcli.forms.words.amounts import read_month
from perfcli.forms.words.wording import narrow, squeeze
from perfcli.regex import regex

SCALES = {
    "元": Decimal(1),
    "百元": Decimal(100),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "十万元": Decimal(100_000),
    "百万元": Decimal(1_000_000),
    "千万元": Decimal(10_000_000),
    "亿元": Decimal(100_000_000),
}
"""How many 元 one of an amount is, by what lists say above it or in its heading."""

_SCALED = regex(r"(.+?)[(\[/、,]?(?:(?:金额)?单位:?)?(?:人民币)?([十百千万亿]{0,2}元)[)\]]?$")
_SUBTOTALS = ("小计", "合计", "总计", "总额", "金额", "数额")
_OTHERS = ("其他", "其它", "其他资金", "其它资金", "自筹", "自筹资金", "单位自筹", "其他来源")
_MONEY = regex("资金|预算|金额|经费|合计|投资")
_NOT_PLANNED = regex("上年|去年|决算|执行|实际|完成|到位|支出数|结余|结转|调整前")
_NUMERAL = regex(r"[0-9.,%+-]+|[一二三四五六七八九十甲乙丙丁戊己庚辛壬癸]|栏次|行次")
_CODES = regex("编\\s*码|代\\s*码|编\\s*号|code", re.IGNORECASE)
_MEASURE = "indicators.details.计量单位"
_BEFORE_MEASURE = ("target", *(f"indicators.details.{label}" for label in OPERATORS))
_LOOKED_AT = 20
_LONGEST = 60
_ONE = Decimal(1)


class Heads(NamedTuple):
    """The headings of a table: the key of each column (empty for an unknown one), and how many 元 an amount is.

    They stand in the lines from `begin` up to `end`, counted from 0; a scale is None where the headings do not say it.
    `own` names the table of ours that it is, empty for any other list; `kind` is how its headings are named.
    """

    begin: int
    end: int
    keys: tuple[str, ...]
    scales: tuple[Decimal | None, ...]
    own: str = ""
    kind: Headings = "zh"


def list_heads(lines: Sequence[Line]) -> Heads | None:
    """The headings of a list: of the first rows the one with a code and most known ones, None where none has two."""
    best: tuple[bool, int] | None = None
    at = 0
    for index, line in enumerate(lines[:_LOOKED_AT]):
        known = known_heads(line)
        if (len(known) >= 2 or (known == {"code"} and _has_labels(line))) and (
            best is None or ("code" in known, len(known)) > best
        ):
            best, at = ("code" in known, len(known)), index
    return heads_at(lines, at) if best else None


def is_list(lines: Sequence[Line]) -> bool:
    """Whether these first rows of a table are a list of people's own: headings over a project's code."""
    heads = list_heads(lines)
    if heads is None or "code" not in heads.keys or len(set(heads.keys)) < 4:
        return False
    at = heads.keys.index("code")
    return any(at < len(line.cells) and is_code(line.cells[at]) for line in lines[heads.end :])


def _has_labels(line: Line) -> bool:
    """Whether a row has a heading that goes by its label."""
    return any(key and "." in key for key in _columns([line])[0])


def heads_at(lines: Sequence[Line], at: int) -> Heads:
    """The headings in this line, with the rows above and below that they are merged with or stand over."""
    begin, end = at, at + 1
    while begin and lines[begin].above and known_heads(lines[begin - 1]):
        begin -= 1
    while end < len(lines) and end < begin + 3 and _is_second_row(lines[begin:end], lines[end]):
        end += 1
    return Heads(begin, end, *_columns(lines[begin:end]))


def known_heads(line: Line) -> set[str]:
    """The keys that a row has headings for; none has one that holds a code, as a form does beside its label."""
    if any(map(is_code, line.cells)):
        return set()
    keys = (known_heading(spelled(cell))[0] for cell in line.cells if isinstance(cell, str) and cell)
    return {key for key in keys if key}


def may_head(line: Line) -> bool:
    """Whether a row may have a heading of codes at all: told quickly."""
    return (
        _CODES.search("\t".join([cell for cell in line.cells if isinstance(cell, str) and len(cell) < _LONGEST]))
        is not None
    )


def is_numbering(given: Sequence[str]) -> bool:
    """Whether the texts of a row number the columns: 1, 2, 3 or 栏次, 甲, 乙, 1."""
    if len(given) < 3 or any(len(text) > 4 for text in given):
        return False
    texts = [narrow(text) for text in given]
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 4]
    rest = [text for text in texts if not text.isdecimal()]
    rising = all(after == before + 1 for before, after in itertools.pairwise(numbers))
    return len(texts) > 2 and len(numbers) > 1 and rising and all(_NUMERAL.fullmatch(text) for text in rest)


def _is_second_row(heads: Sequence[Line], line: Line) -> bool:
    """Whether a row names parts of the headings above it: no code, no numbers, and something known."""
    own = [at for at, cell in enumerate(line.cells) if is_filled(cell) and at not in line.above]
    texts = [line.cells[at] for at in own]
    if not own or any(isinstance(text, Number) or len(as_text(text)) > _LONGEST for text in texts):
        return False
    if any(_NUMERAL.fullmatch(narrow(as_text(text))) for text in texts):
        return False
    before, _scales = _columns(heads)
    keys, _scales = _columns([*heads, line])
    code = before.index("code") if "code" in before else -1
    if any(at == code or _is_repeated(heads, at, line) for at in own):
        return False
    over = [at for at in own if _parent(heads, at)]
    return len(over) == len(own) and any(keys[at] for at in own)


def _is_repeated(heads: Sequence[Line], at: int, line: Line) -> bool:
    return any(at < len(head.cells) and head.cells[at] == line.cells[at] for head in heads)


def _parent(heads: Sequence[Line], at: int) -> str:
    """The heading over a column: its own, else (as without merged cells) that of the nearest column to its left."""
    for head in reversed(heads):
        for column in range(min(at, len(head.cells) - 1), -1, -1):
            if is_filled(head.cells[column]):
                return spelled(head.cells[column])
    return ""


def _columns(heads: Sequence[Line]) -> tuple[tuple[str, ...], tuple[Decimal | None, ...]]:
    """The key and the scale of each column under these rows of headings."""
    width = max(len(line.cells) for line in heads)
    paths = [_path(heads, at) for at in range(width)]
    read = [_under(path) for path in paths]
    keys = [key for key, _scale in read]
    has_indicators = any(key in ("kind", "level1", "target") for key in keys)
    names_project = "project_name" in keys
    for index, key in enumerate(keys):
        if key == "name":
            key = "indicator_name" if has_indicators and "indicator_name" not in keys else "project_name"
            key = "" if key == "project_name" and names_project else key
        elif has_indicators and paths[index][-1:] == ["单位"] and keys[index - 1] in _BEFORE_MEASURE:
            key = _MEASURE
        keys[index] = key or _labelled(heads, index, paths[index], has_indicators=has_indicators)
    return tuple(each_once(keys)), tuple(scale for _key, scale in read)


def _labelled(heads: Sequence[Line], at: int, path: Sequence[str], *, has_indicators: bool) -> str:
    """The key of a column that goes by its label, empty for one that is not known."""
    if not path:
        return ""
    above = [without_scale(parent)[0] for parent in path[:-1]]
    bare = without_scale(path[-1])[0]
    raw = next(squeeze(visible(as_text(line.cells[at]))) for line in reversed(heads) if is_filled(_cell(line, at)))
    is_money = bool(above) and all(SYNONYMS.get(text) in AMOUNTS or _MONEY.search(text) for text in above)
    key = labelled_key(bare, raw[: len(bare)], under_money=is_money, has_indicators=has_indicators)
    is_other = any(_NOT_PLANNED.search(text) for text in above) or (above and not is_money)
    return "" if key.startswith("budget.") and is_other else key


def _cell(line: Line, at: int) -> CellValue:
    return line.cells[at] if at < len(line.cells) else ""


def _path(heads: Sequence[Line], at: int) -> list[str]:
    """The headings of a column from the top, each once."""
    path: list[str] = []
    for row, line in enumerate(heads):
        text = spelled(line.cells[at]) if at < len(line.cells) else ""
        below = any(at < len(later.cells) and is_filled(later.cells[at]) for later in heads[row + 1 :])
        if not text and below:
            text = _parent(heads[row : row + 1], at)
        if text and text not in path[-1:]:
            path.append(text)
    return path


def _under(path: Sequence[str]) -> tuple[str, Decimal | None]:
    """What a column under these headings is: its last one, in the light of those above it."""
    if not path:
        return "", None
    key, scale = known_heading(path[-1])
    parents = [known_heading(parent) for parent in path[:-1]]
    bare = [without_scale(parent)[0] for parent in path[:-1]]
    scale = scale or next((over for _key, over in reversed(parents) if over), None)
    if not parents:
        return key, scale
    joined = SYNONYMS.get(bare[-1] + without_scale(path[-1])[0], "")
    if joined and key in ("", "name"):
        return joined, scale
    is_money = all(over in AMOUNTS or _MONEY.search(text) for (over, _scale), text in zip(parents, bare, strict=True))
    if any(_NOT_PLANNED.search(text) for text in bare) and (key in AMOUNTS or key.startswith("plan_")):
        return "", scale
    last = without_scale(path[-1])[0].removeprefix("其中:")
    if is_money and not key:
        key = "total" if last in _SUBTOTALS else "other" if last in _OTHERS else ""
    return ("" if key in AMOUNTS and not is_money else key), scale


def spelled(cell: CellValue) -> str:
    """A heading to compare: as it is seen, without white space; empty for a text too long to be one."""
    text = as_text(cell)
    return narrow(visible(text)).lower() if len(text) <= _LONGEST else ""


def without_scale(text: str) -> tuple[str, Decimal | None]:
    """A heading without the unit of its amounts, and how many 元 that is."""
    scaled = _SCALED.match(text)
    return (scaled[1], SCALES[scaled[2]]) if scaled and scaled[2] in SCALES else (text, None)


@lru_cache(1000)
def known_heading(text: str) -> tuple[str, Decimal | None]:
    """The key of a heading, empty for an unknown one, and how many 元 one of its amounts is."""
    plain, scale = without_scale(text)
    known = "name" if plain in ("name", "名称") else SYNONYMS.get(plain, "")
    if not known and (month := _month(text)):
        return f"plan_{month}", None
    return known, scale


def _month(text: str) -> int | None:
    """The checkpoint of a column such as 3月底, 3月底计划(%) or plan_3."""
    match = re.match(r"(?:plan_?|planned_?)?([0-9]{1,2}月?[底末]?)(?:.*(?:计划|比例|进度).*|\(%\)|%)?$", text)
    if not match or ("月" not in text and not text.startswith("plan")) or text.startswith("planned"):
        return None
    return read_month(match[1] if "月" in match[1] else f"{match[1]}月底")


def is_empty(cells: Sequence[CellValue]) -> bool:
    """Whether a row holds nothing."""
    return not any(map(is_filled, cells))
