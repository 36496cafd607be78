"""Which commits touched each project: one `git log` for all of them."""

from __future__ import annotations

from perfcli.git import GitFolder, top_of
from perfcli.git.history import changes_of, commits_of
from perfcli.repository import Repository
from perfcli.site.content import Touch

_PATTERNS = ("projects/**", "progress/**")
_PARTS = len(("projects", "YEAR", "UNIT", "CODE.toml"))
_HEAD = "HEAD"


def histories(repository: Repository) -> tuple[dict[tuple[int, str], list[Touch]], frozenset[str]]:
    """The commits of each year and code, the newest first, and who made them; none where git keeps none.

    Raises PerfError.
    """
    top = top_of(repository.root)
    if top is None:
        return {}, frozenset()
    git = GitFolder(top, repository.root)
    head = git.commit(_HEAD)
    if not head:
        return {}, frozenset()
    found: dict[tuple[int, str], list[Touch]] = {}
    commits = commits_of(git, head, _PATTERNS)
    for commit, of_parents in changes_of(git, commits):
        kinds: dict[tuple[int, str], list[str]] = {}
        for path in dict.fromkeys(pair.path for pairs in of_parents for pair in pairs):
            parts = path.split("/")
            if len(parts) == _PARTS and parts[1].isdecimal() and parts[3].endswith(".toml"):
                kinds.setdefault((int(parts[1]), parts[3].removesuffix(".toml")), []).append(parts[0])
        for key, touched in kinds.items():
            touch = Touch(commit.date.date(), commit.title, tuple(sorted(set(touched), reverse=True)))
            found.setdefault(key, []).append(touch)
    return found, frozenset(commit.author for commit in commits)
