"""SQL cut into tokens, and double-quoted names made names: laws that hold for any text, and what SQLite says."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from perfcli.actions.query_results import shown_value
from perfcli.index import VIEW_COLUMNS
from perfcli.index.catalogue import Catalogue, Origin
from perfcli.index.statements import Statement, tokens

PIECES = st.sampled_from(
    [
        *("SELECT", " ", "\n", '"a"', '"b""c"', '"d]e"', '"`"', '""', "`f`", "`g``h`", "[i]", "'j'", "'k\"l'", "x'ff'"),
        *(
            '-- m"n\n',
            '/* o"p */',
            "/**/",
            "1",
            "1.5e3",
            "0xff",
            "$q",
            ":r",
            "?1",
            ",",
            "(",
            ")",
            "->>",
            "金额",
            '"',
            "'",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=6)


@given(TEXTS | st.text(max_size=20))
def test_tokens_are_the_text_again(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text
    assert all(text.startswith(token.text, token.start) for token in tokens(text))


@given(TEXTS | st.text(max_size=20))
@example('SELECT "a"`b`')
@example('"a"" b')
def test_a_statement_keeps_its_tokens_and_their_names(text: str) -> None:
    def seen(of: str) -> list[tuple[str, str]]:
        return [
            (token.kind.replace("quoted", "name"), token.name if token.kind in ("name", "quoted") else token.text)
            for token in Statement(of).parts
        ]

    if not any(token.kind == "unknown" for token in tokens(text)):
        rewritten = Statement(text).rewritten
        assert seen(rewritten) == seen(text)
        assert not any(token.kind == "quoted" for token in tokens(rewritten))


@given(st.text(max_size=30).filter(lambda text: '"' not in text))
def test_a_statement_without_double_quotes_is_left_alone(text: str) -> None:
    statement = Statement(text)
    assert statement.rewritten == text
    assert statement.as_written(text) == text


@given(NAMES, NAMES)
@example("a]b", "`")
@example('"', "``")
def test_the_rewritten_statement_has_the_same_answer(column: str, alias: str) -> None:
    def quoted(name: str) -> str:
        return '"' + name.replace('"', '""') + '"'

    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE TABLE t ({quoted(column)})")
    connection.execute("INSERT INTO t VALUES (5)")
    text = f'SELECT {quoted(column)} AS {quoted(alias)}, {quoted(column)}+1, {quoted(column)} FROM "t" -- {alias!r}'
    statement = Statement(text)
    as_is, made = connection.execute(text), connection.execute(statement.rewritten)
    assert made.fetchall() == as_is.fetchall() == [(5, 6, 5)]
    assert [statement.as_written(c[0]) for c in made.description] == [c[0] for c in as_is.description]
    connection.close()


def test_sqlite_never_takes_a_name_in_backquotes_for_a_text() -> None:
    connection = sqlite3.connect(":memory:")
    assert connection.execute('SELECT "naem"').fetchall() == [("naem",)]
    for text in ("SELECT `naem`", "SELECT 1 WHERE `naem` > 5", "SELECT 1 ORDER BY `naem` + 1", "SELECT 1 GROUP BY `n`"):
        with pytest.raises(sqlite3.OperationalError, match="no such column"):
            connection.execute(text)
    connection.close()


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(3357490921.7699995)
@example(1.7976931348623157e308)
@example(5e-324)
def test_a_printed_double_reads_back_equal_at_15_digits(number: float) -> None:
    printed = repr(shown_value(number, is_amount=False))
    assert f"{float(printed):.15g}" == f"{number:.15g}"
    digits = printed.partition("e")[0].replace(".", "").lstrip("-0")
    assert len(digits.rstrip("0")) <= 15 or abs(number) > 1.79769313486231e308


@given(st.integers(0, 70_000_000_000_000_00))
def test_an_amount_prints_its_whole_fen(fen: int) -> None:
    assert f"{shown_value(fen / 100.0, is_amount=True):f}" == f"{fen // 100}.{fen % 100:02}"


TOTAL, YEAR, NAME = Origin("projects", "total"), Origin("projects", "year"), Origin("projects", "name")


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ('SELECT "total" AS 金额, total + 1, (total), NULL FROM projects', (TOTAL, None, TOTAL, None)),
        ("SELECT name AS total, 1 AS year FROM projects p", (NAME, None)),
        ("WITH c(a, b) AS (SELECT total, year FROM projects) SELECT b, a FROM c", (YEAR, TOTAL)),
        ("SELECT * FROM (SELECT total t FROM (SELECT * FROM projects))", (TOTAL,)),
        ("SELECT (SELECT total FROM projects LIMIT $n) AS q, MAX(total) FROM projects", (TOTAL, None)),
        ("SELECT i.name, p.name FROM indicators i JOIN projects p USING (code)", (Origin("indicators", "name"), NAME)),
        ("SELECT total FROM projects UNION ALL SELECT total FROM projects ORDER BY 1;", (TOTAL,)),
        ("SELECT total FROM projects UNION ALL SELECT year FROM projects", (None,)),
        ("SELECT total FROM projects UNION SELECT year FROM projects UNION SELECT total FROM projects", (None,)),
        ("SELECT x FROM (SELECT year x FROM projects UNION SELECT total FROM projects)", (None,)),
        ("SELECT x FROM (SELECT total x FROM projects UNION SELECT total FROM projects)", (TOTAL,)),
        (
            "WITH RECURSIVE c(x) AS (SELECT total FROM projects UNION ALL SELECT x / 2 FROM c) SELECT x FROM c",
            (None,),
        ),
        ("VALUES (1, 2)", (None, None)),
        ("SELECT value FROM json_each('[1]')", (None,)),
    ],
)
def test_a_column_is_what_it_comes_from(text: str, origins: tuple[Origin | None, ...]) -> None:
    catalogue = Catalogue(VIEW_COLUMNS)
    assert catalogue.origins(Statement(text)) == origins
    catalogue.close()
