"""The progress bar: on a terminal alone, and only for what takes longer than a second."""

from __future__ import annotations

import io

import pytest

from perfcli.cli.progress import Bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that goes on by half a second at each look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.5
        return self.now


def sit_at(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a stream in the place of standard error; called in the test, since pytest sets its own before each."""
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setattr("time.monotonic", Clock())


def test_a_bar_is_drawn_after_a_second_and_wiped_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    sit_at(terminal, monkeypatch)
    bar = Bar()
    bar(10, 100)
    assert terminal.getvalue() == ""
    bar(20, 100)
    bar(50, 100)
    bar(100, 100)
    assert terminal.getvalue() == (f"\r[{'#' * 15}{'.' * 15}] 50/100\r\x1b[K")


def test_what_is_done_at_once_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    sit_at(terminal, monkeypatch)
    Bar()(100, 100)
    assert terminal.getvalue() == ""


def test_what_is_done_stands_before_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    sit_at(terminal, monkeypatch)
    bar = Bar()
    bar(1, 100)
    bar(99, 100)
    bar(99, 100)
    bar(1, 3, "comparing projects")
    bar(100, 100)
    whole = f"\r[{'#' * 29}.] 99/100"
    assert terminal.getvalue() == f"{whole}\r\x1b[Kcomparing projects [{'#' * 10}{'.' * 20}] 1/3\r\x1b[K"


def test_a_pipe_shows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    sit_at(stream, monkeypatch)
    bar = Bar()
    for done in range(0, 101, 10):
        bar(done, 100)
    assert stream.getvalue() == ""
