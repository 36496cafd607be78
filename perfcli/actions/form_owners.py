"""Whose a form is: the unit or department by its code, by its name, or as the options say."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from perfcli.actions.gathering import ImportOptions
from perfcli.folding import plain_name
from perfcli.forms.record.filled import OVERALL, FilledForm
from perfcli.i18n import gettext as _
from perfcli.paths import DEPARTMENT, UNIT
from perfcli.regex import regex
from perfcli.repository import Repository

_OWN_UNIT = "本级"
_BRACKETS = regex(r"[()（）]")
_OF_A_UNIT = regex(r"(?:(?!部门).)*单位(?:(?!部门).)*")
"""Titles of wholes that say 单位 and not 部门: they may be of a unit that is called as its department."""


class Owner(msgspec.Struct, frozen=True):
    """A unit or a department by its code, with the name that the form prints where the code is new."""

    code: str
    name: str = ""


class Owners:
    """The units and departments that a repository knows; `told` is what differs between a form and the options."""

    def __init__(self, repository: Repository, said: ImportOptions) -> None:
        departments = [loaded.record for loaded in repository.departments() if loaded.record]
        self._said = said
        self._units = {unit.code: unit.name for one in departments for unit in one.units}
        self._departments = {one.code: one.name for one in departments}
        self._new: dict[str, str] = {}
        """Units that are new here, by the names that the run gives them first."""

        self.told: dict[str, None] = {}
        self._answers: dict[str, str] = {}

    def name_of(self, code: str) -> str:
        """What a department or unit is called, empty where it is not registered."""
        return self._departments.get(code) or self._units.get(code, "")

    def of(self, form: FilledForm) -> tuple[Owner | None, str]:
        """Whose form it is: by its code, by its name among the departments, else by --unit; or what is missing."""
        owner, wrong = self._found(form)
        if owner is not None and self._said.unit not in ("", owner.code) and not wrong:
            message = _("{where}: the form is of {code} {name}, not of {unit} as --unit says: taken as it is printed")
            name = owner.name or self._units.get(owner.code, self._departments.get(owner.code, ""))
            said = message.format(where=form.where, code=owner.code, name=name, unit=self._said.unit)
            self.told[" ".join(said.split())] = None
        return owner, wrong

    def _found(self, form: FilledForm) -> tuple[Owner | None, str]:
        if UNIT.fullmatch(form.unit):
            return self._by_code(form)
        if form.subject == OVERALL and form.unit in self._departments:
            return Owner(form.unit), ""
        if form.subject == OVERALL and self._is_of_another(form):
            message = _("the form is of the department {code}, which is not registered: --unit {unit} is not taken")
            return None, message.format(code=form.unit, unit=self._said.unit)
        for name in form.units:
            found = self._by_name(name, form.subject)
            alike = [*found, *_called(self._units, plain_name(name))] if form.subject == OVERALL else found
            if self._said.unit in alike:
                return Owner(self._said.unit), ""
            if _OF_A_UNIT.fullmatch(form.title):
                found = list(dict.fromkeys(alike))
            if len(found) == 1:
                return Owner(self._of_two(form, found[0])), ""
            if len(found) > 1:
                return None, _("several units are called {name}: {codes}; name one with --unit").format(
                    name=name, codes=_(", ").join(found)
                )
        if self._said.unit:
            return self._by_option(form)
        named = form.units[0] if form.units else ""
        if found_by_asking := self._asked(form, named):
            return Owner(found_by_asking), ""
        if named:
            message = _("no unit of the repository is called {name}: name its code with --unit, or register it")
            return None, message.format(name=named)
        return None, _("the form does not say its unit: name it with --unit")

    def _is_of_another(self, form: FilledForm) -> bool:
        """Whether the form prints a department's code that is not the one of --unit."""
        if not self._said.unit or not DEPARTMENT.fullmatch(form.unit) or form.unit == self._said.unit[:3]:
            return False
        known = self._units.get(self._said.unit, self._departments.get(self._said.unit, ""))
        return plain_name(f"{form.unit}{form.units[0] if form.units else ''}") != plain_name(known)  # 331中学

    def _asked(self, form: FilledForm, named: str) -> str:
        """The code that a person gives, the same for the same name; empty where nobody can be asked."""
        if self._said.ask_unit is None:
            return ""
        key = plain_name(named) or form.where
        if key not in self._answers:
            place = " ".join(filter(None, (form.where, form.name)))
            self._answers[key] = self._said.ask_unit(place, named)
        return self._answers[key]

    def _by_code(self, form: FilledForm) -> tuple[Owner | None, str]:
        name = form.units[0] if form.units else ""
        if form.unit in self._units:
            self._tell_other_name(form, self._units[form.unit])
            return Owner(form.unit), ""
        if not self._said.new_units:
            return None, _("the unit {unit} is not registered").format(unit=form.unit)
        if not name:
            return None, _("the unit {unit} has no name").format(unit=form.unit)
        known = self._new.setdefault(form.unit, name)
        self._tell_other_name(form, known)
        return Owner(form.unit, known), ""

    def _tell_other_name(self, form: FilledForm, known: str) -> None:
        """Say that a form calls the unit of its code otherwise, unless it only shortens the name."""
        if not known or not form.units:
            return
        others = self._others(form, form.unit)
        names = {_bare(name) for name in form.units}
        if not others and (names & self._own(form.unit) or any(name in _bare(known) for name in names)):
            return
        message = (
            _("{where}: the form is of {unit} {known} by its code, of {other} by the name {name}: taken by its code")
            if others
            else _("forms call {unit} {known} {name}: taken by its code")
        )
        name, other = next(iter(others.values()), form.units[0]), _(", ").join(others)
        self.told[message.format(where=form.where, unit=form.unit, known=known, other=other, name=name)] = None

    def _of_two(self, form: FilledForm, code: str) -> str:
        """The unit of a project's form that names others too: the one of the best label, or of --unit; it is said."""
        others = self._others(form, code) if form.subject != OVERALL else {}
        if self._said.unit in others:
            return self._said.unit
        if others:
            message = _("{where}: the form is of {unit} {known}, and names {others}: taken as the first (else: --unit)")
            named = _(", ").join(f"{other} {name}" for other, name in others.items())
            self.told[message.format(where=form.where, unit=code, known=self.name_of(code), others=named)] = None
        return code

    def _others(self, form: FilledForm, code: str) -> dict[str, str]:
        """The units other than this one that a form names beside it and beside its department, by their codes."""
        names = [name for name in form.units if _bare(name) not in self._own(code)]
        return {found: name for name in names for found in self._by_name(name, form.subject) if found != code}

    def _own(self, code: str) -> set[str]:
        """What a unit may be called: its name, short of 本级, or as its department."""
        known = _bare(self._units.get(code, ""))
        return {known, known.removesuffix(_OWN_UNIT), _bare(self.name_of(code[:3]))} - {""}

    def _by_name(self, name: str, subject: str) -> list[str]:
        """The units of that name, or where a whole is meant the departments."""
        wanted = plain_name(name)
        if subject == OVERALL:
            return _called(self._departments, wanted) or _called(self._units, wanted)
        own = {code: plain_name(known).removesuffix(_OWN_UNIT) for code, known in self._units.items()}
        return _called(self._units, wanted) or _called(own, wanted)

    def _by_option(self, form: FilledForm) -> tuple[Owner | None, str]:
        code = self._said.unit
        known = self._units.get(code, self._departments.get(code))
        if known is None or (len(code) == 3 and form.subject != OVERALL):
            return None, _("--unit {unit} is not a unit of the repository: register it with `perf new unit`").format(
                unit=code
            )
        if form.units and plain_name(known) not in {plain_name(name) for name in form.units}:
            self.told[
                _("{where}: the form is of {name}, --unit is {unit} {known}")
                .format(where=form.where, name=form.units[0], unit=code, known=known)
                .rstrip()
            ] = None
        return Owner(code), ""


def _called(names: Mapping[str, str], wanted: str) -> list[str]:
    """The codes of these names that are `wanted`."""
    return [code for code, known in names.items() if known and plain_name(known) == wanted]


def _bare(name: str) -> str:
    """A name to compare, without its brackets: 某局（本级）."""
    return _BRACKETS.sub("", plain_name(name))
