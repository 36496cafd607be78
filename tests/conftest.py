"""What every test may rely on: compiled message catalogues, and the default language at its start."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import perfcli
from perfcli import i18n
from perfcli.locale.compile import compile_catalogues

LOCALE = Path(perfcli.__file__).parent / "locale"


@pytest.fixture(scope="session", autouse=True)
def compiled_catalogues() -> None:
    """Compile the catalogues where one is missing or older than its .po: tests read Chinese output."""
    if any(_is_stale(source) for source in LOCALE.glob("*/LC_MESSAGES/*.po")):
        compile_catalogues(LOCALE)


def _is_stale(source: Path) -> bool:
    compiled = source.with_suffix(".mo")
    return not compiled.is_file() or compiled.stat().st_mtime_ns <= source.stat().st_mtime_ns


@pytest.fixture(autouse=True)
def default_language() -> Iterator[None]:
    """A test that speaks another language leaves none of it to the next."""
    yield
    i18n.set_locale(i18n.DEFAULT_LOCALE)
