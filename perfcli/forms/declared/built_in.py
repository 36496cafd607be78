"""The forms that are declared: those that come with the program, and the one of the published document."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from perfcli.codec import from_dict, parse_own
from perfcli.form import Form

_FOLDER = Path(__file__).parents[1] / "builtin"

PUBLISHED = "hebei"
"""The form of the published document."""


@lru_cache(1)
def builtin_forms() -> Mapping[str, Form]:
    """The forms that come with the program, by slug."""
    return {path.stem: _declared(path) for path in sorted(_FOLDER.glob("*.toml"))}


@lru_cache(1)
def published_form() -> Form:
    """The form of the published document."""
    return _declared(_FOLDER / f"{PUBLISHED}.toml")


def _declared(path: Path) -> Form:
    return from_dict(parse_own(path.read_text(encoding="utf-8")), Form)
