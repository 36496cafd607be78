"""The streams: encodings, where results go, how errors look."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from perfcli.cells import flowed
from perfcli.errors import DUPLICATE, PerfError, Problem, UnreadableData
from perfcli.i18n import gettext as _
from perfcli.printable import one_line, printable

if TYPE_CHECKING:
    from perfcli.cli.painting import Paint
    from perfcli.output import Text

_SHOWN_PROBLEMS = 20
_AT_ONCE = 1000
_QUOTED = " " * 4


class _Allowed:
    """What the command line lets a terminal have."""

    pager = True
    colours = True


class _Given:
    """Whether anything went out on standard output."""

    has_begun = False


def has_given() -> bool:
    """Whether any of a result went out: who has given nothing may begin anew."""
    return _Given.has_begun


def give_anew() -> None:
    """Nothing has gone out yet."""
    _Given.has_begun = False


def allow(*, pager: bool, colours: bool) -> None:
    """Whether results may go through a pager, and have colours, from now on."""
    _Allowed.pager, _Allowed.colours = pager, colours


def terminal_size() -> tuple[int, int]:
    """The terminal's columns and lines."""
    return shutil.get_terminal_size()


def terminal_width() -> int | None:
    """The terminal's width, None where standard output is none: then nothing is wrapped."""
    return terminal_size()[0] if sys.stdout.isatty() else None


def _message_width() -> int | None:
    """The width of standard error's terminal, None where it is none."""
    if not sys.stderr.isatty():
        return None
    columns = 0
    with contextlib.suppress(OSError):
        columns = os.get_terminal_size(sys.stderr.fileno()).columns
    return shutil.get_terminal_size((columns or 80, 24))[0]


def show(parts: Iterable[str], paint: Paint | None = None, *, is_data: bool = False) -> None:
    """Print a result for people as it comes: on a terminal by a pager, and in colours where lines are painted.

    `is_data` says that it is a document, which could be a file.
    """
    if not sys.stdout.isatty():
        emit_parts(parts, is_data=is_data)
        return
    from perfcli.cli import painting
    from perfcli.cli.pager import page

    page(_noted(parts), paint if _Allowed.colours and painting.are_wanted() else None, is_paged=_Allowed.pager)


def _noted(parts: Iterable[str]) -> Iterator[str]:
    for part in parts:
        _Given.has_begun = True
        yield part


def show_bytes(data: bytes, paint: Paint | None = None) -> None:
    """The same of a result in UTF-8."""
    if sys.stdout.isatty():
        show([data.decode("utf-8", "backslashreplace")], paint)
    elif _is_utf8():
        emit_bytes(data)
    else:
        emit(data.decode("utf-8", "backslashreplace"))


def fitted(text: str) -> str:
    """Sentences broken into lines as standard output's terminal is wide, left as they are where it is none.

    Lines indented by four, which quote a file or a command, stay.
    """
    width = terminal_width()
    if width is None:
        return text
    return "\n".join(line if line.startswith(_QUOTED) else flowed(line, width) for line in text.split("\n"))


def fitted_message(text: str) -> str:
    """The same as standard error's terminal is wide."""
    width = _message_width()
    return text if width is None else flowed(text, width)


def emit(text: str) -> None:
    """Print a result for people, in the encoding that theirs is."""
    _Given.has_begun |= bool(text)
    sys.stdout.write(text)


def emit_data(text: Text) -> None:
    """Print a result for programs, or what could be a file: in UTF-8 everywhere but on a terminal."""
    _Given.has_begun |= bool(text)
    if isinstance(text, bytes):
        emit_bytes(text)
    elif sys.stdout.isatty() or _is_utf8():
        sys.stdout.write(text)
    else:
        emit_bytes(text.encode("utf-8", "backslashreplace"))


def emit_parts(parts: Iterable[Text], *, is_data: bool = False) -> None:
    """Print a result part by part as it comes; `is_data` says that it is for programs, as UTF-8 is."""
    for part in parts:
        if is_data or isinstance(part, bytes):
            emit_data(part)
        else:
            emit(part)
        sys.stdout.flush()


def _is_utf8() -> bool:
    return sys.stdout.encoding.lower() == "utf-8"


def emit_bytes(data: bytes) -> None:
    """Print a result in UTF-8 or of no text at all, after what was printed before; a terminal takes text alone."""
    _Given.has_begun |= bool(data)
    if sys.stdout.isatty():
        sys.stdout.write(data.decode("utf-8", "backslashreplace"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def report_lost(lost: Iterable[str]) -> None:
    """What a format cannot carry, on standard error: on a terminal the first ones, else all of it."""
    lost = list(lost)
    if lost:
        say(_("This format cannot carry:"))
        shown = lost if _message_width() is None else lost[:_SHOWN_PROBLEMS]
        for line in shown:
            say(f"  {one_line(line)}")
        if len(shown) < len(lost):
            say(_("  … and {count} more; `2> FILE` keeps all of them").format(count=len(lost) - len(shown)))


def say(text: str) -> None:
    """Sentences on standard error, the one door by which they are broken, without what could drive the terminal.

    They are one line: a name in them that has a line feed, which is spelled out, does not make another.
    """
    quote(fitted_message(one_line(text)))


def say_lines(text: str) -> None:
    """The same of several lines."""
    for line in text.split("\n"):
        say(line)


def say_each(texts: Sequence[str]) -> None:
    """Very many texts of sentences, each sentence on a line of its own."""
    if _message_width() is None:
        for at in range(0, len(texts), _AT_ONCE):
            quote("\n".join(texts[at : at + _AT_ONCE]))
        return
    for text in texts:
        say_lines(text)


def quote(text: str) -> None:
    """Lines on standard error that are never broken: of a file, of a command to be copied, laid out already."""
    sys.stderr.write(printable(text) + "\n")


def prompt(text: str) -> None:
    """A question on standard error; the answer follows on its line."""
    sys.stderr.write(printable(text))
    sys.stderr.flush()


def complain(text: str) -> None:
    """An error on standard error."""
    say(_("Error: {text}").format(text=text))


def report(error: PerfError) -> None:
    """What was wrong, where, and what to do about it, on standard error."""
    complain(error.message)
    if isinstance(error, UnreadableData):
        _list_problems(error.problems, len(error.problems))
    else:
        for detail in error.details:
            say(f"  {one_line(detail)}")
    if error.hint:
        say_lines(error.hint)


def warn(problems: Iterable[Problem]) -> None:
    """Files that had to be left out of an answer, and those of one code, none of which is, on standard error."""
    problems = list(problems)
    left_out = [problem for problem in problems if problem.code != DUPLICATE]
    repeated = [problem for problem in problems if problem.code == DUPLICATE]
    if left_out:
        say(_("Warning: these files could not be read and are left out:"))
        _list_problems(left_out, _SHOWN_PROBLEMS)
    if repeated:
        say(_("Warning: codes are used twice in a year, and each of these files is in the answer:"))
        _list_problems(repeated, _SHOWN_PROBLEMS)


def problem_lines(problem: Problem, path: str) -> list[str]:
    """What is wrong with a file on a line of its own, then the line it is about with a caret below."""
    place = f"{path}:{problem.line}:{problem.column}" if problem.line else path
    below = problem.excerpt.split("\n") if problem.excerpt else []
    return [one_line(f"{place}: {problem.message}"), *(f"    {line}" for line in below)]


def say_problem(problem: Problem, path: str, indent: str = "") -> None:
    """The same on standard error."""
    message, *below = problem_lines(problem, path)
    say(f"{indent}{message}")
    for line in below:
        quote(f"{indent}{line}")


def hint_at_repair(problems: Iterable[Problem]) -> None:
    """Say that some of these can be mended by a command, where that is so."""
    if any(problem.is_mendable for problem in problems):
        say(_("`perf fmt --repair` mends what is beyond doubt and shows each line; add --diff to write nothing."))


def _list_problems(problems: Sequence[Problem], most: int) -> None:
    for problem in problems[:most]:
        say_problem(problem, problem.path, "  ")
    _say_more(len(problems) - most)
    hint_at_repair(problems)


def _say_more(count: int) -> None:
    if count > 0:
        say(_("  … and {count} more").format(count=count))
