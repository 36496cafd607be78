"""What forms do not say and was taken to be so: told once for each, in the order in which it was met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from perfcli.data.parts import total_alone
from perfcli.forms.record.filled import OVERALL, PROJECT, FilledForm
from perfcli.framework import CENTRAL, followed, framework_for
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.model import Budget


class FormAssumptions:
    """Collects them; of `several` files each says which one it is in."""

    def __init__(self, framework: Mapping[int, str]) -> None:
        self.file, self.several = "", False
        self._framework = framework
        self._told: dict[str, None] = {}
        self._halved = 0
        """Forms that say one of fiscal and other funds."""

        self._undivided: Counter[str] = Counter()
        """By their subject those that say of the money no more than its total, or neither of both."""

    def tell(self, text: str) -> None:
        """Say what is to be known of a form."""
        self.of_all(f"{self.file}: {text}" if self.several else text)

    def of_all(self, text: str) -> None:
        """Say what is to be known of the run."""
        self._told[text] = None

    def of_framework(self, form: FilledForm, year: int) -> None:
        """Say where a form follows another framework of indicators than its year does here."""
        expected = framework_for(year, self._framework)
        found = followed(tuple((row.level1, row.kind) for row in form.indicators), expected)
        if found == expected:
            return
        names = {CENTRAL: _("of 中央预算内投资"), "": _("of its own")}
        message = _("{where}: its indicators follow the framework {found}, that of {year} is {expected} here")
        self.tell(message.format(where=form.where, found=names.get(found, found), year=year, expected=expected))

    def of_funds(self, form: FilledForm, kept: Budget | None) -> None:
        """Count forms whose funds are taken as what the total leaves; a total that was here has its own."""
        if not form.total or (kept is not None and kept.total == form.total):
            return
        if form.fiscal is None and form.other is None:
            self._undivided[form.subject] += 1
        elif (form.fiscal is None and form.budget.fiscal) or (form.other is None and form.budget.other):
            self._halved += 1

    def all(self) -> Iterator[str]:
        """All that was told."""
        yield from self._told
        if count := self._halved:
            yield ngettext(
                "{count} form says fiscal or other funds alone: the other is taken as what the total leaves",
                "{count} forms say fiscal or other funds alone: the others are taken as what the totals leave",
                count,
            ).format(count=count)
        if count := self._undivided[OVERALL]:
            yield ngettext(
                "{count} form of overall goals says its total and not its funds: taken as fiscal funds",
                "{count} forms of overall goals say their totals and not their funds: taken as fiscal funds",
                count,
            ).format(count=count)
        if count := self._undivided[PROJECT]:
            yield total_alone(count)
