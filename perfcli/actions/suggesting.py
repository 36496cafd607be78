"""Indicators that fit a project: from templates, the unit's earlier years and like projects of the repository."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from perfcli.actions.choose import find_project, require_units
from perfcli.actions.looking import no_progress, project_problems
from perfcli.check.context import Context, context_of
from perfcli.check.rules.percent_of_amount import is_percent_of_amount
from perfcli.check.subjects import row_of
from perfcli.errors import PerfError, Problem
from perfcli.folding import plain_name
from perfcli.framework import framework_for, kind_meant, kinds, level_one
from perfcli.i18n import gettext as _
from perfcli.index import Index, Progress, Scope
from perfcli.index.peers import Peer, PeerIndicator, indicators_of_peers, peers
from perfcli.likeness import bare, likeness
from perfcli.model import Indicator, Project
from perfcli.paths import CODE
from perfcli.repository import Repository
from perfcli.scaffold import fill
from perfcli.select import Row, Selection

OF_A_KIND = 5
"""So many indicators of each kind are suggested where nobody asks for more."""

SOURCES = ("earlier", "template", "unit", "repository", "lake")
"""Where a suggestion comes from: this unit's earlier years of the project, a template, its other projects, other
units', other counties'."""

_LIKE, _PURPOSE = 0.65, 0.35
"""How much the likeness of names and that of purposes count."""

_PEERS = 60
"""So many of the projects most like it are looked at."""

_LEAST = 0.08
"""What is less like it than this is not like it."""

_BOOST = {"earlier": 3.0, "template": 1.2, "unit": 1.4, "repository": 1.0, "lake": 1.0}
_OWN_WORDS = 0.5
"""How much an indicator's name counts that has words of the project."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of the project that indicators are for; `without` are codes that count as not there."""

    name: str
    purpose: str = ""
    unit: str = ""
    year: int | None = None
    previous: str = ""
    has: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An indicator, and where it comes from: `source` is the best of SOURCES, `origins` are codes or slugs there.

    The target is the one most of them have, a percent of an amount (A301) only where
    there is no other; `targets` are all with how many have each.
    """

    level1: str
    indicator: Indicator
    source: str
    origins: tuple[str, ...]
    targets: tuple[tuple[str, int], ...]
    score: float


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What fits, by the kinds of the project's framework and within them the best first, and unreadable files."""

    found: tuple[Suggestion, ...]
    problems: tuple[Problem, ...] = ()


class Others(Protocol):
    """Projects that are not of the repository; their numbers are negative."""

    def peers(self, wanted: Wanted) -> list[Peer]:
        """Those that may be like it."""

    def indicators(self, chosen: Iterable[Peer]) -> list[PeerIndicator]:
        """The indicators of the year of these."""


@dataclass(slots=True)
class _Candidate:
    """Indicators of one kind and name, wherever they are."""

    rows: list[tuple[PeerIndicator | Indicator, str, str]] = field(default_factory=list)
    score: float = 0.0


def wanted_of(repository: Repository, given: str, unit: str, year: int | None, purpose: str) -> Wanted:
    """What a name says, or a code of a project; raises PerfError for a code that is none here."""
    if not given.strip():
        raise PerfError(_("no name was given"), hint=_("Name the project, or give its code."))
    if not CODE.fullmatch(given.strip().upper()):
        if unit:
            require_units(repository, [unit])
        return Wanted(given.strip(), purpose, unit, year or repository.settings.year)
    return wanted_for(find_project(repository, given.strip().upper(), year))


def wanted_for(project: Project) -> Wanted:
    """What is known of a project; itself is no project like it, and what it has is not suggested again."""
    return Wanted(
        project.name,
        project.purpose,
        project.unit,
        project.year,
        project.previous,
        frozenset(plain_name(row.name) for row in project.indicators if row.name),
        frozenset((project.code,)),
    )


def suggest(
    repository: Repository,
    wanted: Wanted,
    of_a_kind: int = OF_A_KIND,
    progress: Progress = no_progress,
    others: Others | None = None,
) -> Suggestions:
    """Up to so many indicators of each kind; raises UnreadableData for perf.toml, OSError."""
    elsewhere = others.peers(wanted) if others else []
    framework = framework_for(wanted.year or 0, repository.settings.framework)
    candidates: defaultdict[tuple[str, str], _Candidate] = defaultdict(_Candidate)
    with Index(repository, Scope(("projects",)), progress) as index:
        problems = project_problems(index, Selection())
        everybody = [peer for peer in peers(index) if peer.code not in wanted.without]
        like = _like(wanted, [*everybody, *elsewhere])
        sources = {peer.number: (peer, score, _source(wanted, peer)) for peer, score in like}
        rows = indicators_of_peers(index, (peer for peer, _score in like if peer.number >= 0))
        rows += others.indicators(peer for peer, _score in like if peer.number < 0) if others else []
        for row in rows:
            peer, score, source = sources[row.project]
            _add(candidates, _in_year(row, peer.year, wanted.year), peer.code, source, score)
    for filled, slug, score in _of_templates(repository, wanted):
        _add(candidates, filled, slug, "template", score)
    ranked = _ranked(candidates, wanted)
    context = context_of(repository.settings)
    found = []
    for kind in kinds(framework):
        found += [_suggestion(kind, framework, one, context) for one in ranked.get(kind, ())[:of_a_kind]]
    return Suggestions(tuple(found), problems)


def suggestion_row(one: Suggestion) -> Row:
    """A suggestion under the keys of json."""
    row: Row = {"level1": one.level1}
    row |= {key: getattr(one.indicator, key) for key in ("kind", "name", "target", "description", "basis")}
    row["targets"] = [{"target": target, "projects": count} for target, count in one.targets]
    return row | {"source": one.source, "origins": list(one.origins), "score": one.score}


def _in_year(row: PeerIndicator, before: int, now: int | None) -> PeerIndicator:
    """The indicator with the project's own year in the place of its year in the target."""
    return row if now is None else row._replace(target=row.target.replace(f"{before}年", f"{now}年"))


def _like(wanted: Wanted, everybody: Sequence[Peer]) -> list[tuple[Peer, float]]:
    """The projects most like it, with how like they are; its own earlier ones are."""
    by_name = likeness(bare(wanted.name), [peer.name for peer in everybody])
    by_purpose = likeness(bare(wanted.purpose or wanted.name), [peer.purpose for peer in everybody])
    scores = [
        1.0 if _is_earlier(wanted, peer) else _LIKE * name + _PURPOSE * purpose
        for peer, name, purpose in zip(everybody, by_name, by_purpose, strict=True)
    ]
    ranked = sorted(zip(everybody, scores, strict=True), key=lambda one: -one[1])
    return [(peer, score) for peer, score in ranked[:_PEERS] if score >= _LEAST]


def _is_earlier(wanted: Wanted, peer: Peer) -> bool:
    """Whether a project is the same one in an earlier year: that it is named as, or the unit's of this name."""
    if wanted.previous and peer.code == wanted.previous:
        return True
    is_before = wanted.year is None or peer.year < wanted.year
    return bool(wanted.unit) and peer.unit == wanted.unit and is_before and bare(peer.name) == bare(wanted.name)


def _source(wanted: Wanted, peer: Peer) -> str:
    if peer.number < 0:
        return "lake"
    if _is_earlier(wanted, peer):
        return "earlier"
    return "unit" if wanted.unit and peer.unit == wanted.unit else "repository"


def _of_templates(repository: Repository, wanted: Wanted) -> Iterator[tuple[Indicator, str, float]]:
    """The indicators of templates like the project, with their slugs and how like they are."""
    known = {slug: item.record for slug, item in repository.templates().items() if item.record}
    said = bare(wanted.name + wanted.purpose)
    scores = likeness(said, [bare(f"{one.name}{one.use}{one.purpose}") for one in known.values()])
    values = {"name": wanted.name, "year": str(wanted.year or ""), "unit": wanted.unit, "unit_name": "", "budget": ""}
    for (slug, template), score in zip(known.items(), scores, strict=True):
        if score >= _LEAST:
            for row in template.indicators:
                if row.name and not row.term:
                    yield _filled(row, values), slug, score


def _filled(row: Indicator, values: Mapping[str, str]) -> Indicator:
    try:
        name, description, target, basis = (
            fill(text, values) for text in (row.name, row.description, row.target, row.basis)
        )
    except PerfError:
        return row
    return Indicator(kind=row.kind, name=name, description=description, target=target, basis=basis)


def _add(
    candidates: defaultdict[tuple[str, str], _Candidate],
    row: PeerIndicator | Indicator,
    origin: str,
    source: str,
    score: float,
) -> None:
    kind = kind_meant(row.kind) or row.kind
    candidate = candidates[kind, plain_name(row.name)]
    candidate.rows.append((row, origin, source))
    candidate.score += _BOOST[source] * score * score


def _ranked(
    candidates: Mapping[tuple[str, str], _Candidate], wanted: Wanted
) -> dict[str, list[tuple[float, _Candidate]]]:
    """The candidates of each kind, the best first: by how like their projects are, and by words of the project."""
    kept = [(kind, name, one) for (kind, name), one in candidates.items() if name not in wanted.has]
    own = likeness(bare(wanted.name + wanted.purpose), [bare(name) for _kind, name, _one in kept])
    ranked: defaultdict[str, list[tuple[float, _Candidate]]] = defaultdict(list)
    for (kind, _name, one), words in zip(kept, own, strict=True):
        ranked[kind].append((one.score * (1 + _OWN_WORDS * words), one))
    for some in ranked.values():
        some.sort(key=lambda pair: -pair[0])
    return ranked


def _suggestion(kind: str, framework: str, ranked: tuple[float, _Candidate], context: Context) -> Suggestion:
    score, one = ranked
    rows = sorted(one.rows, key=lambda row: SOURCES.index(row[2]))
    best, _origin, source = rows[0]
    targets = Counter(row.target for row, _code, _source in rows if row.target)
    first = [best.target] if source == "earlier" else []
    offered = [*first, *(target for target, _count in targets.most_common())] or [best.target]
    filled = [
        Indicator(kind=kind, name=best.name, description=best.description, target=target, basis=best.basis)
        for target in offered
    ]
    measurable = (one for one in filled if not is_percent_of_amount(row_of(one, framework, False, context)))
    indicator = next(measurable, filled[0])
    origins = tuple(dict.fromkeys(origin for _row, origin, _source in rows))
    return Suggestion(
        level_one(kind, framework), indicator, source, origins, tuple(targets.most_common()), round(score, 4)
    )
