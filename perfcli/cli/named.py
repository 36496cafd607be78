"""Projects and units as they are named on the command line of a command that only reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from perfcli.actions.by_part import meant_codes, meant_units
from perfcli.cli import console, inputs
from perfcli.cli.progress import Bar
from perfcli.errors import Problem
from perfcli.repository import Repository
from perfcli.select import as_typed


def named_codes(repository: Repository, words: Sequence[str], *years: int | None) -> list[str]:
    """The codes given: a part of one code or name will do, but not of those from standard input.

    Parts are of projects of the years named, of all without any. Raises PerfError where a part fits several.
    """
    named = [year for year in years if year is not None]
    return _meant(words, lambda parts: meant_codes(repository, parts, named, Bar(), warn_of_names))


def warn_of_names(problems: Sequence[Problem]) -> None:
    """Say which files could not be read when a name was looked for."""
    if problems:
        console.warn(problems)


def named_units(repository: Repository, words: Sequence[str], _year: int | None = None) -> list[str]:
    """The same of units and departments."""
    return _meant(words, lambda parts: meant_units(repository, parts))


def _meant(words: Sequence[str], meaning: Callable[[list[str]], Sequence[str]]) -> list[str]:
    """What words mean, and the codes of standard input as they are where a word is -."""
    left = iter(meaning([as_typed(word).strip() for word in words if word != "-"]))
    return [code for word in words for code in (inputs.codes_of(word) if word == "-" else [next(left)])]
