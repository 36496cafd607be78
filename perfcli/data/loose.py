"""Rows of a list that are no record: titles, what the amounts are in, sections, notes, signatures, sums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import msgspec

from perfcli.data.headings import SCALES
from perfcli.data.pasted import is_filled, pasted_code, visible
from perfcli.formats.tables import CellValue, Line, as_text
from perfcli.forms.words.units import read_unit
from perfcli.forms.words.wording import narrow
from perfcli.framework import FRAMEWORKS, level_ones
from perfcli.regex import regex

_KINDS = frozenset(name for framework in FRAMEWORKS for pair in level_ones(framework).items() for name in pair)
_SCALE = regex(
    r"(?:单位|金额|货币)(?:为|均为|是|:)*(?:人民币)?([十百千万亿]{0,2}元)(?![/每])|\(([十百千万亿]{0,2}元)\)"
)
_FOREIGN = regex(r"(?:单位|金额|货币):?.{0,4}(?:美元|欧元|日元|港元|港币|英镑)")
_YEAR = regex(r"(?<![0-9])(20[0-9]{2})(?:年度|年(?!底|末|初|[0-9]{1,2}月))")
_UNIT = regex(r"(?:填报|编制|预算|申报)?(?:单位|部门)(?:编码|名称)*(?:\([^)]*\))?:(.+)")
_ORDINAL = regex(r"(?:\([一二三四五六七八九十0-9]{1,3}\)|[一二三四五六七八九十0-9]{1,3}[、.．])")
_TOTAL = regex(
    r"(?:本页|本表|全年|项目|预算|资金|部门|单位|总)?(?:合计|总计|小计|共计|累计|总额|total|subtotal|grandtotal)"
    r"[:]?(?:\([^)]*\))?",
    re.IGNORECASE,
)
_MAY_TOTAL = regex("[计额]|total", re.IGNORECASE)
_LONGEST_TOTAL = 40
_NOTE = regex(
    r"(?:注|备注|附注|说明|填表说明|填报说明|编制说明)[0-9一二三四五六七八九十]{0,2}[:.、]|[*※★▲△]|"
    r"(?:填表|填报|制表|编制|经办|审核|复核|审批|负责|单位负责|财务负责|项目负责|部门负责|分管领导|联系|主管)人?员?"
    r"(?:签字|签章)?(?:\([^)]*\))?:|"
    r"(?:联系)?电话:|(?:填表|填报|制表|编制|报送)?(?:日期|时间):|(?:填报|编制)(?:单位|部门)(?:\([^)]*\))?:|"
    r"\((?:公章|盖章|签字|签章)\)"
)


class Surroundings(msgspec.Struct, frozen=True):
    """What rows beside the records of a list say of all of them; each None where they do not.

    `scale` is how many 元 an amount is, not a number where they name a money that is not the yuan, or two of them.
    """

    scale: Decimal | None = None
    year: int | None = None
    unit: str | None = None


def surroundings_of(lines: Iterable[Line], below: Iterable[Line]) -> Surroundings:
    """What the rows above the headings say, of the scale also those below the records."""
    texts = [narrow(visible(text)) for line in lines for text in own_texts(line)]
    scales = {found for text in texts for found in _scales(text)}
    if not scales:
        scales = {found for line in below for text in own_texts(line) for found in _scales(narrow(visible(text)))}
    years = {int(match[1]) for text in texts for match in _YEAR.finditer(text)}
    units = {found for text in texts if (match := _UNIT.match(text)) and (found := _unit_code(match[1]))}
    return Surroundings(
        scale=scales.pop() if len(scales) == 1 else Decimal("NaN") if scales else None,
        year=years.pop() if len(years) == 1 else None,
        unit=units.pop() if len(units) == 1 else None,
    )


def _scales(text: str) -> Iterator[Decimal]:
    if _FOREIGN.search(text):
        yield Decimal("NaN")
        return
    for match in _SCALE.finditer(text):
        yield SCALES.get(match[1] or match[2], Decimal("NaN"))


def says_scale(texts: Sequence[str]) -> bool:
    """Whether these are all of a row, and it says nothing but what amounts are in."""
    spelled = [narrow(visible(text)) for text in texts]
    return bool(spelled) and all(_SCALE.match(text) and len(text) < 20 for text in spelled)


def own_texts(line: Line) -> list[str]:
    """What a row holds of its own: a merged cell once, none that goes on from above."""
    return [as_text(line.cells[at]) for at in own_columns(line)]


def own_columns(line: Line) -> list[int]:
    """The columns that a row fills of its own."""
    above, beside = line.above, line.beside
    own = [at for at, cell in enumerate(line.cells) if cell != "" and is_filled(cell)]
    return [at for at in own if at not in above and at not in beside] if above or beside else own


def section_kind(text: str) -> str:
    """The kind or the level that a section's row names, empty for any other text."""
    spelled = _ORDINAL.sub("", narrow(visible(text)), count=1).rstrip(":")
    return spelled if spelled in _KINDS else ""


def section_unit(text: str) -> str:
    """The unit that a section's row names with its code and its name, empty for any other text."""
    return text if _unit_code(text) else ""


def _unit_code(text: str) -> str:
    read = read_unit(pasted_code(text)) if len(text) < 100 else None
    return pasted_code(text) if read and len(read[0]) < 13 and not read[1][:1].isascii() else ""


def is_total(cell: CellValue) -> bool:
    """Whether a cell says that its row sums up others: 合计, 小计（5个）, not a name that holds the word."""
    if not isinstance(cell, str) or len(cell) >= _LONGEST_TOTAL or not _MAY_TOTAL.search(cell):
        return False
    return _TOTAL.fullmatch(narrow(visible(cell))) is not None


def is_note(texts: Sequence[str]) -> bool:
    """Whether a row holds notes and signatures alone."""
    return bool(texts) and all(_NOTE.match(narrow(visible(text))) for text in texts)
