"""What is TOML is decided once: TOML 1.0, in the fast reader and in the exact one, as Python's own reader has it."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perfcli.codec import Malformed, decode, parse
from perfcli.codec.plain import is_plain
from perfcli.codec.reader import parse_exact
from perfcli.codec.spans import Outline
from perfcli.codec.strict import DEEPEST

TEMPLATE = Path(__file__).parents[2] / "repo_template"
EXAMPLES = sorted(TEMPLATE.rglob("*.toml"))
MERGE = re.compile(r"^<{7}(?= |$)", re.MULTILINE)
ROUNDS = 3_000
"""Mutations a run; by hand many more, with other seeds: `python -m tests.codec.test_strict 500000 SEED`."""

PIECES = (
    *("{", "}", "[", "]", "[[", "]]", '"', "'", '"""', "'''", "=", ",", ".", "#", "\n", "\r\n", "\r", " ", "\t", "\\"),
    *(
        "\\e",
        "\\x41",
        "\\u4e2d",
        "\\ud800",
        "\\U0010FFFF",
        "\\U00110000",
        "\\n",
        "\\\n",
        "\\ \n  x",
        "\ufeff",
        "\x00",
        "\x7f",
    ),
    *(
        "\x0b",
        "\x0c",
        "\x1b",
        "\x85",
        "\u2028",
        "\ud7ff",
        "é",
        "中",
        "𝄞",
        "-0.0",
        "+0",
        "-0",
        "1_000",
        "1__0",
        "_1",
        "01",
    ),
    *(
        "0x1F",
        "0xfffffffffffffffff",
        "0o17",
        "0b1",
        "0x",
        "9223372036854775807",
        "9223372036854775808",
        "1e400",
        "1e-400",
    ),
    *("1E5", "1.5e+3", ".5", "5.", "3.141592653589793238", "inf", "-inf", "+nan", "nan", "true", "True", "false"),
    *("1979-05-27", "1979-02-30", "0000-01-01", "07:32", "07:32:00", "07:32:60", "24:00:00", "07:32:00.123456789"),
    *(
        "1979-05-27T07:32",
        "1979-05-27T07:32Z",
        "1979-05-27 07:32:00",
        "1979-05-27t07:32:00z",
        "1979-05-27T07:32:00+08:00",
    ),
    *(
        "1979-05-27T07:32:00.5-23:59",
        "1979-05-27T07:32:00+24:00",
        "a = 1\n",
        "a.b = 1\n",
        "a.b.c = 2\n",
        "[a]\n",
        "[a.b]\n",
    ),
    *(
        "[[a]]\n",
        "[[a.b]]\n",
        '"" = 1\n',
        "'' = 1\n",
        '"a" = 1\n',
        "a = {b = 1}\n",
        "a = {b.c = 1, b.d = 2}\n",
        "{a = 1,}",
    ),
    *("{a =\n1}", "{a = # c\n1}", "{\na = 1}", "{a = 1\n}", "[1,\n2,]", "[,]", "[[1], {a = [\n1]}]", "<<<<<<< HEAD\n"),
    *(
        "=======\n",
        ">>>>>>> x\n",
        '"""\n<<<<<<< HEAD\n"""',
        "- = 1\n",
        "1.2 = 3\n",
        "\n[budget]\n",
        "\n[[indicators]]\n",
    ),
)


def expected(data: bytes) -> dict[str, Any] | None:
    """What Python's own reader of TOML 1.0 reads, None for what it refuses or perf says to be out of bounds."""
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
        read = tomllib.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError):
        return None
    return None if MERGE.search(text.replace("\r\n", "\n")) else read


def read_by(reader: Any, data: bytes) -> dict[str, Any] | None:
    """What a reader of ours reads; a refusal has its place within the text."""
    try:
        text = decode(data)
        read: dict[str, Any] = reader(text)
    except Malformed as error:
        (fault,) = error.faults
        lines = (data.decode("utf-8", "replace").replace("\r\n", "\n") + " ").split("\n")
        assert 1 <= fault.line <= len(lines)
        assert fault.code == "encoding" or 1 <= fault.column <= len(lines[fault.line - 1]) + 2
        return None
    Outline(text)
    return read


def comparable(value: Any) -> Any:
    """Values that are equal where a reader said the same: the type with the value, numbers as doubles."""
    if isinstance(value, dict):
        return {name: comparable(item) for name, item in value.items()}
    if isinstance(value, list):
        return [comparable(item) for item in value]
    if isinstance(value, float | Decimal):
        return ("float", repr(float(value)))
    if isinstance(value, datetime | time):
        return (type(value), value.isoformat())
    return (type(value), value)


def assert_agreed(data: bytes) -> bool:
    """Both readers of ours take what Python's takes and read the same; returns whether it was taken."""
    wanted = expected(data)
    for reader in (parse, parse_exact):
        assert comparable(read_by(reader, data)) == comparable(wanted), (
            reader.__name__,
            data.decode("utf-8", "backslashreplace")[:3000],
        )
    return wanted is not None


def mutants(seed: int, count: int) -> Iterator[bytes]:
    """Texts made of our own files and of pieces of TOML, each changed at some places."""
    chance = random.Random(seed)
    bases = [path.read_bytes() for path in EXAMPLES]
    for _number in range(count):
        data = chance.choice(bases) if chance.random() < 0.5 else b""
        if data and chance.random() < 0.5:
            lines = data.splitlines(keepends=True)
            first = chance.randrange(len(lines))
            data = b"".join(lines[first : first + chance.randrange(1, 12)])
        for _change in range(chance.choice((1, 1, 1, 2, 3, 6))):
            data = changed(data, chance)
        yield data


def changed(data: bytes, chance: random.Random) -> bytes:
    """The text with a statement more, or with a part of it replaced by pieces of TOML or by any byte."""
    pieces = "".join(chance.choice(PIECES) for _piece in range(chance.choice((0, 1, 1, 1, 2, 3)))).encode()
    if chance.random() < 0.6:
        lines = data.splitlines(keepends=True)
        key = chance.choice(("a", "b", "x.y", '"q"', "a.b.c", "'l'", f"k{chance.randrange(99)}")).encode()
        begin, end = chance.choice(
            (
                (b"", b""),
                (b'"', b'"'),
                (b"'", b"'"),
                (b'"""', b'"""'),
                (b"[", b"]"),
                (b"{e = ", b"}"),
                (b"[{e = ", b"}]"),
            )
        )
        at = chance.randrange(len(lines) + 1)
        return b"".join([*lines[:at], key + b" = " + begin + pieces + end + b"\n", *lines[at:]])
    at = chance.randrange(len(data) + 1)
    end_of_cut = min(len(data), at + chance.choice((0, 0, 1, 1, 3, 20)))
    return data[:at] + (pieces if chance.random() < 0.9 else bytes([chance.randrange(256)])) + data[end_of_cut:]


def test_a_brace_on_a_line_of_comment_keeps_no_text_from_the_fast_reader() -> None:
    assert is_plain("# slips = { a = 1 }\na = 1\n\t # {\n")
    assert is_plain((TEMPLATE / "perf.toml").read_text(encoding="utf-8"))
    hidden = 'a = ["""\n# """, {b = 1,}]\n'
    for text in ("a = {b = 1}", "a = 1 # {", "# {\na = {}", hidden, hidden.replace('"', "'")):
        assert not is_plain(text), text
    with pytest.raises(Malformed):
        parse(hidden)


def test_every_change_of_our_own_files_is_read_alike() -> None:
    assert len(EXAMPLES) > 10
    taken = sum(assert_agreed(data) for data in mutants(20210101, ROUNDS))
    assert ROUNDS // 20 < taken < ROUNDS  # the law is tried on both kinds


@settings(max_examples=1_000, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join))
def test_every_text_is_read_alike(text: str) -> None:
    assert_agreed(text.encode("utf-8", "replace"))
    assert_agreed(("a = " + text).encode("utf-8", "replace"))


@settings(max_examples=500, deadline=None)
@given(st.text(alphabet="{}[]\"'=,.#\n a1\\e:x", max_size=40))
def test_no_text_is_read_for_ever(text: str) -> None:
    assert_agreed(text.encode())
    with suppress(ValueError, IndexError):  # no TOML: what matters is that it ends
        Outline(text)


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("a = {b =\n 1}", (1, 9), "Invalid value"),
        ("a = {b = 1,}", (1, 11), "a comma before the closing brace"),
        ("a = {b = 1, }", (1, 11), "a comma before the closing brace"),
        ("x = 1\na = {b = 1 # c\n}", (2, 12), "a line break or a comment inside braces"),
        ("a = [{b = 1},\n{\n}]", (2, 2), "a line break or a comment inside braces"),
        ('a = "\\\\e\\e"', (1, 9), "the escapes \\e and \\x"),
        ('a = """\n\\x41"""', (2, 1), "the escapes \\e and \\x"),
        ('"\\e" = 1', (1, 2), "the escapes \\e and \\x"),
        ("a = 07:32", (1, 5), "a time without seconds"),
        ("a = 1979-05-27T07:32+08:00", (1, 16), "a time without seconds"),
        ("a = 1979-05-27 07:32", (1, 16), "a time without seconds"),
    ],
)
def test_what_toml_1_0_does_not_have_is_named_at_its_place(text: str, place: tuple[int, int], reason: str) -> None:
    for reader in (parse, parse_exact):
        with pytest.raises(Malformed) as raised:
            reader(text)
        (fault,) = raised.value.faults
        assert (fault.line, fault.column) == place
        assert reason in fault.message


def test_what_looks_like_it_is_read() -> None:
    for text, value in (
        ('a = "{b = 1,}"', "{b = 1,}"),
        ("a = '\\e 07:32'", "\\e 07:32"),
        ('a = "\\\\e"', "\\e"),
        ('a = "07:32" # {', "07:32"),
        ("a = 07:32:00", time(7, 32)),
        ("a = 1979-05-27", date(1979, 5, 27)),
        ("a = {b = [\n1, # c\n2,\n]}", {"b": [1, 2]}),
        ('a = {b = """\n#,\n"""}', {"b": "#,\n"}),
        ('a = """\n=======\n"""', "=======\n"),
        ('a = """\n <<<<<<< HEAD\n<<<<<<<< \n"""', " <<<<<<< HEAD\n<<<<<<<< \n"),
    ):
        assert parse(text) == parse_exact(text) == {"a": value}


def test_a_merge_is_found_inside_a_text_of_many_lines() -> None:
    text = 'a = 1\nb = """\n<<<<<<< HEAD\n我\n||||||| 上\n=======\n你\n>>>>>>> x\n"""\n'
    for reader in (parse, parse_exact):
        with pytest.raises(Malformed) as raised:
            reader(text)
        (fault,) = raised.value.faults
        assert (fault.code, fault.line, fault.column) == ("conflict", 3, 1)


@pytest.mark.parametrize("size", [DEEPEST + 1, 1_000, 100_000])
@pytest.mark.parametrize("unit", ["[", "{a = ", "[{a = ", "a.", '"a".', "{a.b.c = "])
def test_what_is_nested_too_deeply_has_its_place(unit: str, size: int) -> None:
    closing = unit.replace("a = ", "").replace("a.b.c = ", "")[::-1].translate({91: 93, 123: 125})
    text = f"x = 1\nd.{unit * size}e = 1\n" if unit.endswith(".") else f"x = 1\nd = {unit * size}1{closing * size}\n"
    for reader in (parse, parse_exact):
        with pytest.raises(Malformed, match="nested too deeply") as raised:
            reader(text)
        assert raised.value.faults[0].line == 2


if __name__ == "__main__":
    import sys

    number, first = int(sys.argv[1]), int(sys.argv[2])
    taken = sum(assert_agreed(data) for data in mutants(first, number))
    sys.stdout.write(f"{number} texts, {taken} of them TOML\n")
