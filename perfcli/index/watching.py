"""Work of SQLite done beside us, so that it can be given up whatever it is at: one call of it may take for ever."""

from __future__ import annotations

import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Generator
from contextlib import suppress
from typing import Any, Generic, TypeVar

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _

T = TypeVar("T")

_AHEAD = 4
"""Items made before they are asked for."""

_TICK = 0.1
_PATIENCE = 0.3
"""Seconds between two looks at the limit, and those given to work that was told to end."""


class Watched(Generic[T]):
    """The items that `make` yields, made in a thread; `interrupt` has to make it stop soon.

    `seconds` bounds the computing time of this process from the first item's asking on, 0 for no bound: time that
    a reader of ours takes is not counted. `require` is called time and again. Raises what `make` and `require` raise,
    PerfError past the bound.
    """

    def __init__(
        self,
        make: Callable[[], Generator[T]],
        interrupt: Callable[[], None],
        seconds: int,
        clock: Callable[[], float] = time.process_time,
        require: Callable[[], None] = lambda: None,
    ) -> None:
        self._make = make
        self._interrupt = interrupt
        self._seconds = seconds
        self._clock = clock
        self._require = require
        self._made: queue.Queue[tuple[bool, Any]] = queue.Queue(_AHEAD)
        self._unwanted = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    @property
    def at_work(self) -> bool:
        """Whether it still works: after it was told to end, within one call of SQLite that heeds nobody."""
        return self._thread.is_alive()

    def items(self) -> Generator[T]:
        """The items, once; closing this ends the work."""
        begun = self._clock()
        has_ended = False
        item: Any = None
        self._thread.start()
        try:
            while True:
                if self._seconds and self._clock() - begun > self._seconds:
                    raise _took_too_long(self._seconds)
                self._require()
                try:
                    is_item, item = self._made.get(timeout=_TICK)
                except queue.Empty:
                    continue
                if is_item:
                    yield item
                    continue
                has_ended = True
                if item is None:
                    return
                raise item
        finally:
            self._unwanted.set()
            if not has_ended:
                with suppress(sqlite3.Error):  # closed just now
                    self._interrupt()
            self._thread.join(_PATIENCE)
            item = None  # an error that its own frames hold keeps the statement it met, and that the index's file

    def _work(self) -> None:
        end: BaseException | None = None
        made = self._make()
        try:
            for item in made:
                self._hand_over(True, item)
                if self._unwanted.is_set():
                    break
        except BaseException as error:  # noqa: BLE001  # raised again where the items are asked for
            end = error
        finally:
            made.close()
            self._hand_over(False, end)
            end = None  # as above

    def _hand_over(self, is_item: bool, item: object) -> None:
        while not self._unwanted.is_set():
            with suppress(queue.Full):
                self._made.put((is_item, item), timeout=_TICK)
                return


def _took_too_long(seconds: int) -> PerfError:
    return PerfError(
        _("the statement took more than {seconds} seconds of computing").format(seconds=seconds),
        hint=_("Narrow it, or raise `timeout` under [query] in perf.toml (0: no limit)."),
    )
