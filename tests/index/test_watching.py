"""Work of SQLite that is watched from another thread."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Generator

import pytest

from perfcli.index.watching import Watched


class _FailedError(Exception):
    pass


def test_an_error_that_was_handled_holds_nothing_open() -> None:
    """It knows the statement that it met, and that the index's file, on which others would have to wait."""

    def make() -> Generator[int]:
        yield 1
        raise _FailedError

    gc.disable()
    try:
        with pytest.raises(_FailedError) as raised:
            list(Watched(make, lambda: None, 0).items())
        kept = weakref.ref(raised.value)
        del raised
        assert kept() is None
    finally:
        gc.enable()
