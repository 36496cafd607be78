"""Filled-in 调整表 -> what they say was changed of projects that are here."""

from __future__ import annotations

from collections.abc import Sequence

from perfcli.actions.approval import Approvals
from perfcli.actions.form_owners import Owner
from perfcli.actions.import_approved import ProjectChanges
from perfcli.forms.record.adjustments import labels_left, unlisted
from perfcli.forms.record.filled import FilledForm
from perfcli.i18n import gettext as _
from perfcli.model import Project
from perfcli.paths import ProjectKey
from perfcli.repository import Repository


class ChangesSaid:
    """Collects; `told` is what has to be known of the form at hand."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._approvals = Approvals(repository)
        self.found: dict[tuple[int, str], ProjectChanges] = {}
        self.told: list[str] = []

    def owner(self, form: FilledForm, year: int | None, unit: str) -> tuple[Owner, str] | None:
        """Whose a form is that names no unit: its project is here; of a 调整表 alone where --unit says it (`unit`)."""
        if (unit and form.changes is None) or not form.code or form.unit or form.units:
            return None
        units = [file.unit for file in self._repository.find_projects(form.code) if file.year == year]
        return (Owner(units[0]), "") if len(units) == 1 else None

    def take(self, form: FilledForm, key: ProjectKey, kept: Project | None) -> list[str] | None:
        """Take over what a form says was changed; what is wrong, None where the form is to be read as any other.

        That is so without changes, for a project that is new, and for the fields of one that is not approved.
        """
        changes = form.changes
        if changes is None or not (changes.is_list or kept is not None):
            return None
        place = {"where": form.where, "code": key.code}
        if kept is None:
            message = _("{where}: the project {code} of {year} that it adjusts is not here, or cannot be read")
            return [message.format(year=key.year, **place)]
        is_approved = self._approvals.holds(key.year, key.code)
        self._tell(form, kept, is_approved)
        if not (is_approved or changes.is_list):
            return None
        if (key.year, key.code) in self.found:
            message = _("{where}: the run adjusts the project {code} already: import one form after the other")
            return [message.format(**place)]
        self.found[key.year, key.code] = ProjectChanges(key, changes, form.where)
        return []

    def _tell(self, form: FilledForm, kept: Project, is_approved: bool) -> None:
        """Say what is done with a form of a project that is not approved, and what of another is left."""
        place = {"where": form.where, "code": kept.code}
        if not is_approved:
            message = _(
                "{where}: {code} is not approved: it becomes as after the adjustment; what was before is a detail"
            )
            if form.changes and form.changes.is_list:
                message = _("{where}: {code} is not approved: it changes, and no adjustment is kept")
            self.told.append(message.format(**place))
            return
        if labels := [label for label in labels_left(form) if label not in kept.details]:
            message = _("{where}: left out, since it is not a goal that was adjusted: {labels}")
            self.told.append(message.format(where=form.where, labels=_(", ").join(labels)))
        if unlisted(form, kept):
            self.told.append(unlisted_message(form, unlisted(form, kept)))


def unlisted_message(form: FilledForm, names: Sequence[str]) -> str:
    """That indicators stay which the form of a project or whole does not list."""
    message = _("{where}: indicators that are not on the form stay as they are: {names}")
    return message.format(where=form.where, names=_(", ").join(names))
