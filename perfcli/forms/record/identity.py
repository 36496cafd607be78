"""Whose a form is: the project, unit and year that it says it is of, apart from what it says of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from perfcli.folding import as_typed
from perfcli.formats.blocks import joined
from perfcli.formats.pages import Spot
from perfcli.forms.cells.ledger import Ledger
from perfcli.forms.words.label import Label
from perfcli.forms.words.vocabulary import Vocabulary
from perfcli.i18n import gettext as _
from perfcli.regex import regex

IDENTITY = ("code", "name", "unit", "unit_code", "year")
"""The fields of the vocabulary that say whose a form is."""

_CODE = regex(r"[0-9]{8}[0-9A-Z]{13}")
_MOST_DIGITS = 15
"""Digits that a number keeps in a workbook."""

_NEAR_CODE = regex(r"[^0-9A-Z]?[0-9]{8}(?:[0-9A-Z]{11,15})?[^0-9A-Z]?")
"""What was meant for a project code: a sign or two are missing, too many or wrong; another number is a detail."""

_OWN_NAME = "项目名称"
"""The label of a project's own name, where another one names what its money comes from: 专项名称, 资金名称."""

_CODED = regex(r"([0-9]{8}[0-9A-Za-z]{13})\s*[-－—–_:：、]?\s*(.*)", re.DOTALL)
_UNIT = regex(r"[(（\[【]?([0-9]{6,9})[)）\]】]?\s*[-－—–_:：、]?\s*(\D.*)", re.DOTALL)
_DEPARTMENT = regex(r"[(（\[【]?([0-9]{3})[)）\]】]?\s*[-－—–_:：、]?\s*(\D.*)", re.DOTALL)
_CODE_ALONE = regex("[0-9]{6,20}")
_CODE_BEHIND = regex(r"(\D{2,}?)[(（\[【]([0-9]{6,9})[)）\]】]")
_LONGEST_UNIT = 60


@dataclass
class Identity:
    """Collects whose a form is; of several that it names one is taken, and the others are handed to `detail`."""

    words: Vocabulary
    ledger: Ledger
    where: str
    detail: Callable[[str, Spot, str], None]
    problems: list[str]
    assumptions: list[str]
    """These two are the form's own."""

    year: int | None = None
    code: str = ""
    name: str = ""
    unit: str = ""
    units: list[tuple[int, str]] = field(default_factory=list)
    """Names of units, by how well their labels say that it is the one meant."""

    name_code: str = ""
    """A code that stands before the name."""

    other_code: str = ""
    """A code that is none of a project here, such as one of 发展改革委."""

    _coded: tuple[int, str, Spot, str] | None = None
    """What said the code of the unit, and how well."""

    _named: tuple[Label, Spot, str] | None = None
    """What said the name."""

    def take(self, key: str, label: Label, spot: Spot, text: str, *, is_overall: bool) -> None:
        """A value of one of the fields in IDENTITY; `is_overall` tells a form of a whole unit or department."""
        if key == "unit":
            self._take_unit(label, spot, text, is_overall=is_overall)
        elif key == "unit_code":
            self.detail(label.printed, spot, text)
            self.unit = self.unit or "".join(as_typed(text).split())
        elif key == "code":
            self._take_code(label, spot, text)
        elif key == "name":
            self._take_name(label, spot, text)
        else:
            self._take_year(label, spot, text)

    def coded_unit(self, spot: Spot, text: str) -> bool:
        """Whether a text without a label is a unit: its code and its name; it is taken then."""
        match = _UNIT.fullmatch(as_typed(joined(text)))
        if not match or self.unit or len(text) > _LONGEST_UNIT:
            return False
        self.unit = match[1]
        self.units.append((-1, match[2].strip()))
        self.ledger.put(spot, "unit")
        return True

    def _take_unit(self, label: Label, spot: Spot, text: str, *, is_overall: bool) -> None:
        plain = joined(text)
        match = _UNIT.fullmatch(as_typed(plain)) if plain[:1] in "0123456789０１２３４５６７８９(（[【" else None
        if match is None and is_overall:
            match = _DEPARTMENT.fullmatch(as_typed(plain))
        code, name = (match[1], match[2].strip()) if match else ("", plain)
        if not code and (behind := _CODE_BEHIND.fullmatch(as_typed(plain))):
            code, name = behind[2], plain[: len(behind[1])]
        if not code and _CODE_ALONE.fullmatch(as_typed(plain)):
            code, name = as_typed(plain), ""
        rank = self.words.rank(label)
        if code and self.unit and self._coded and rank < self._coded[0] and code != self.unit:
            self.detail(*self._coded[1:])  # 实施单位 before 预算单位
            self.unit = ""
        if code and not self.unit:
            self.unit, self._coded = code, (rank, label.printed, spot, text)
        if name and name not in [known for _rank, known in self.units]:
            self.units.append((rank, name))
        if code == self.unit != "":
            self.ledger.put(spot, "unit")
        else:
            self.detail(label.printed, spot, text)

    def _take_code(self, label: Label, spot: Spot, text: str) -> None:
        code = "".join(as_typed(text).split()).upper()
        if spot.exact and len(code) > _MOST_DIGITS:
            self.problems.append(_("a code that is a number has lost its digits from the 16th on: type it as a text"))
            return
        if _CODE.fullmatch(code) and self.code in ("", code, self.name_code):
            self.code = code
            self.ledger.put(spot, "code")
        else:
            self.detail(label.printed, spot, text)
            if not self.code and _NEAR_CODE.fullmatch(code):
                self.problems.append(
                    _("the project code is not 8 digits and 13 of 0-9 and A-Z: {code}").format(code=code[:80])
                )
            else:
                self.other_code = code[:80]

    def _take_name(self, label: Label, spot: Spot, text: str) -> None:
        name = joined(text)
        match = _CODED.fullmatch(name)
        if match and _CODE.fullmatch(match[1].upper()) and match[2]:
            self.name_code = match[1].upper()
            self.code = self.code or self.name_code
            name = match[2].strip()
        if self.name in ("", name):
            self.name, self._named = name, self._named or (label, spot, text)
            self.ledger.put(spot, "name")
        elif label.full == _OWN_NAME and self._named is not None and self._named[0].full != _OWN_NAME:
            fund, of_fund, told = self._named
            self.detail(fund.printed, of_fund, told)
            self.name, self._named = name, (label, spot, text)
            self.ledger.put(spot, "name")
        else:
            self.detail(label.printed, spot, text)

    def _take_year(self, label: Label, spot: Spot, text: str) -> None:
        found = re.fullmatch(r"(20[0-9]{2})年?度?", "".join(as_typed(text).split()))
        if found and self.year in (None, int(found[1])):
            self.year = int(found[1])
            self.ledger.put(spot, "year")
        else:
            self.detail(label.printed, spot, text)
            if found and self.year is not None:
                said = _("{where}: the form is of {year}, and {label} is {other}: taken as {year} (else: --year)")
                told = said.format(where=spot.where, year=self.year, label=label.printed, other=found[1])
                self.assumptions.append(told)

    def tell_other_codes(self) -> None:
        """Say which code was taken where a form prints several, once all of it was seen."""
        if self.name_code not in ("", self.code):
            told = _("{where}: the form prints two codes, {code} and before its name {other}: taken is {code}")
            self.assumptions.append(told.format(where=self.where, code=self.code, other=self.name_code))
        if self.other_code and not self.code:
            told = _("{where}: {code} is a code of another kind: it is kept as a detail, another one is computed")
            self.assumptions.append(told.format(where=self.where, code=self.other_code))
