"""`perf form list` and `check`: the forms that are known here, and what is wrong with a declaration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from perfcli.codec import Fault, Malformed, decode, dotted, from_toml, located, parse
from perfcli.data.unknown_keys import unknown_keys
from perfcli.disk import read_file
from perfcli.errors import PerfError, Problem, UnreadableData
from perfcli.form import Form
from perfcli.forms.declared.built_in import builtin_forms
from perfcli.i18n import gettext as _
from perfcli.i18n import noop
from perfcli.paths import SLUG
from perfcli.reasons import translated
from perfcli.repository import Repository
from perfcli.select import nearest_named

FOLDER = "forms"
NAMED = noop("a form's name on disk is made of a-z, 0-9 and -")


class KnownForm(msgspec.Struct, frozen=True):
    """A form by its slug; `path` is its file, None for one that comes with the program.

    `form` is None where the file is at fault; a form with problems is neither written nor read.
    """

    slug: str
    form: Form | None
    path: Path | None = None
    problems: tuple[Problem, ...] = ()


def known_forms(repository: Repository | None) -> dict[str, KnownForm]:
    """The forms that come with the program and the repository's own, which take the place of one of their name."""
    known = {slug: KnownForm(slug, form) for slug, form in builtin_forms().items()}
    return dict(sorted({**known, **_own_forms(repository)}.items()))


def _own_forms(repository: Repository | None) -> dict[str, KnownForm]:
    if repository is None:
        return {}
    paths = repository.tomls(FOLDER)
    return {path.stem: read_form(path, repository.relative(path)) for path in paths}


def read_form(path: Path, shown: str) -> KnownForm:
    """A declaration with all that is wrong with it, be it that the system does not let it be read."""
    from perfcli.forms.declared.faults import form_faults

    faults: list[Fault] = []
    form = None
    try:
        text = decode(read_file(path))
        form = from_toml(text, Form)
        faults = located(text, [*form_faults(form), *_unknown(text)])
    except Malformed as error:
        faults = error.faults
    except OSError as error:
        faults = [Fault("system", _("cannot be read: {reason}").format(reason=translated(error.strerror)))]
    if not SLUG.fullmatch(path.stem):
        faults.append(Fault("form", _(NAMED)))
    problems = (
        Problem(shown, one.line, one.column, dotted(one.key), one.code, one.message, one.excerpt) for one in faults
    )
    return KnownForm(path.stem, form, path, tuple(sorted(problems)))


def _unknown(text: str) -> list[Fault]:
    """Keys that no declaration has: a misspelt one would be passed over."""
    message = _("{key} is not a key of a form")
    found = unknown_keys(parse(text), Form)
    return [Fault("form", message.format(key=key), _way(key)) for key, _value in found]


def _way(key: str) -> tuple[str | int, ...]:
    """`parts[2].lable` as the keys and places that lead there."""
    way: list[str | int] = []
    for part in key.split("."):
        name, _bracket, rest = part.partition("[")
        way.append(name)
        way += [int(place.rstrip("]")) - 1 for place in rest.split("[") if place]
    return tuple(way)


def form_named(repository: Repository | None, slug: str) -> Form:
    """The form of this name; raises PerfError for an unknown one, UnreadableData for one that is at fault."""
    known = known_forms(repository)
    if slug not in known:
        message = _("no form is called {slug}").format(slug=slug or '""')
        names = {one.slug: one.form.name if one.form else "" for one in known.values()}
        raise PerfError(message, hint=nearest_named(slug, names) or _("See `perf form list`."))
    found = known[slug]
    if found.form is None or found.problems:
        raise UnreadableData(
            _("the declaration of the form {slug} is at fault").format(slug=slug),
            found.problems,
            hint=_("`perf form check` says what is wrong with all of them."),
        )
    return found.form


@dataclass(frozen=True)
class ReadableForms:
    """The forms that a page may have: ours are looked at when a page may be one, which a text seldom is."""

    own: Mapping[str, KnownForm]
    """The repository's, which take the place of ours of their name."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with those that are left out."""
        return tuple(problem for one in self.own.values() for problem in one.problems)

    @cached_property
    def forms(self) -> tuple[Form, ...]:
        """The repository's own first."""
        own = [one.form for one in self.own.values() if one.form is not None and not one.problems]
        ours = [form for slug, form in builtin_forms().items() if slug not in self.own]
        return (*own, *ours)


def readable_forms(repository: Repository | None) -> ReadableForms:
    """The forms that a page brought to a repository may have."""
    return ReadableForms(dict(sorted(_own_forms(repository).items())))
