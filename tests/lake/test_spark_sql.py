"""What becomes of a statement before Spark sees it: its words, and everything but reading the lake refused."""

from __future__ import annotations

import pytest

from perfcli.actions.lake_reading import lake_tables
from perfcli.errors import PerfError
from perfcli.index.relations import relations
from perfcli.relations import LINEAGE, ColumnKind

pytest.importorskip("sqlglot")

from perfcli.lake.spark_guard import one_select, require_reading
from perfcli.lake.spark_sql import translated

TABLES = lake_tables()
TEXTS: dict[str, ColumnKind] = dict.fromkeys(LINEAGE, "text")
SCHEMA = {name: relation.columns | TEXTS for name, relation in relations().items()}


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PERF_LOCALE", "en")


def in_spark(text: str, **values: object) -> str:
    tree = one_select(text)
    require_reading(tree, text, TABLES, values)
    return translated(tree, SCHEMA, values)


def refused(text: str, **values: object) -> str:
    with pytest.raises(PerfError) as caught:
        in_spark(text, **values)
    return str(caught.value)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("SELECT name FROM projects ORDER BY name", "SELECT `name` FROM `projects` ORDER BY `name`"),
        ('SELECT "na""me" FROM (SELECT 1 AS "na""me")', 'SELECT `na"me` FROM (SELECT 1 AS `na"me`)'),
        (r"SELECT 'a''b\c${x}'", r"SELECT 'a\'b\\c${x}'"),
        ("SELECT $x -- $y\n", "SELECT :x"),
        ("SELECT 7 / 2", "SELECT ((7) DIV NULLIF(2, 0))"),
        ("SELECT 7 / 2.0", "SELECT (CAST(7 AS DOUBLE) / CAST(NULLIF(2.0, 0) AS DOUBLE))"),
        (
            "SELECT total / 3 FROM projects",
            "SELECT (CAST(`total` AS DOUBLE) / CAST(NULLIF(3, 0) AS DOUBLE)) FROM `projects`",
        ),
        (
            "SELECT SUM(total_fen) / COUNT(*) FROM projects",
            "SELECT ((SUM(`total_fen`)) DIV NULLIF(COUNT(*), 0)) FROM `projects`",
        ),
        ("SELECT total_fen % 7 FROM projects", "SELECT `total_fen` % NULLIF(7, 0) FROM `projects`"),
        ("SELECT 2 ^ 3", "SELECT POWER(2, 3)"),
        ("SELECT AVG(total) FROM projects", "SELECT AVG(CAST(`total` AS DOUBLE)) FROM `projects`"),
        (
            "SELECT CAST(code AS TEXT) FROM projects",
            "SELECT CAST(`code` AS STRING) AS `CAST(code AS TEXT)` FROM `projects`",
        ),
        (
            "SELECT CAST(weight AS INTEGER) FROM indicators",
            "SELECT CAST(RINT(`weight`) AS INT) AS `CAST(weight AS INT)` FROM `indicators`",
        ),
        (
            "SELECT round(value, 2) FROM indicators",
            "SELECT ROUND(CAST(`value` AS DOUBLE), 2) FROM `indicators`",
        ),
        ("SELECT round(NULL, 2) AS x", "SELECT ROUND(CAST(NULL AS DOUBLE), 2) AS `x`"),
        (r"SELECT 1 WHERE 'a' LIKE '\%'", r"SELECT 1 WHERE 'a' LIKE '\\%' ESCAPE '\001'"),
        (
            "SELECT strftime(DATE '2021-07-05', 'it''s day %d%% [%-m]')",
            r"SELECT DATE_FORMAT(CAST('2021-07-05' AS DATE), '\'it\'\'s day \'dd%\' [\'M\']\'')",
        ),
        ("SELECT left(name, 2), right(name, 3) FROM units", "SELECT LEFT(`name`, 2), RIGHT(`name`, 3) FROM `units`"),
        (
            "SELECT right(name, length(name) - 2) FROM units",
            "SELECT IF((LENGTH(`name`) - 2) < 0, SUBSTRING(`name`, 1 - (LENGTH(`name`) - 2)),"
            " RIGHT(`name`, LENGTH(`name`) - 2)) FROM `units`",
        ),
        (
            "SELECT CAST(code AS INTEGER) AS n FROM units",
            r"SELECT CAST(ROUND(CAST(IF(`code` RLIKE '[^\\x00-\\x7f]', CONCAT(`code`, '?'), `code`) AS DECIMAL(38, 10"
            "))) AS INT) AS `n` FROM `units`",
        ),
        ("SELECT CAST(1 AS DECIMAL)", "SELECT CAST(1 AS DECIMAL(18, 3)) AS `CAST(1 AS DECIMAL(18, 3))`"),
        ("SELECT concat('a', NULL)", "SELECT CONCAT('a', COALESCE(NULL, ''))"),
        ("SELECT dayofweek(DATE '2021-08-01')", "SELECT (DAYOFWEEK(CAST('2021-08-01' AS DATE)) - 1)"),
        (
            "SELECT date_trunc('month', DATE '2021-07-31')",
            "SELECT CAST(DATE_TRUNC('MONTH', CAST('2021-07-31' AS DATE)) AS TIMESTAMP_NTZ)",
        ),
        (
            "SELECT quantile_cont(value, 0.5) FROM indicators",
            "SELECT PERCENTILE(CAST(`value` AS DOUBLE), 0.5) FROM `indicators`",
        ),
        (
            "SELECT date_diff('month', DATE '2020-02-29', DATE '2022-03-01')",
            "SELECT ((YEAR(CAST('2022-03-01' AS DATE)) - YEAR(CAST('2020-02-29' AS DATE))) * 12"
            " + MONTH(CAST('2022-03-01' AS DATE)) - MONTH(CAST('2020-02-29' AS DATE)))",
        ),
        (
            "SELECT DATE '2020-02-29' + INTERVAL 1 MONTH",
            "SELECT CAST(CAST('2020-02-29' AS DATE) AS TIMESTAMP_NTZ) + INTERVAL '1' MONTH",
        ),
        (
            "SELECT DATE '2020-02-29' - DATE '2021-01-01'",
            "SELECT DATEDIFF(CAST('2020-02-29' AS DATE), CAST('2021-01-01' AS DATE))",
        ),
        ("SELECT extract(isodow FROM DATE '2021-08-01')", "SELECT (WEEKDAY(CAST('2021-08-01' AS DATE)) + 1)"),
        (
            "SELECT string_agg(DISTINCT code, ',' ORDER BY code DESC) FROM projects",
            "SELECT IF(COUNT(`code`) = 0, NULL, ARRAY_JOIN(TRANSFORM(SORT_ARRAY(COLLECT_SET(`code`), FALSE),"
            " `v` -> CAST(v AS STRING)), ',')) FROM `projects`",
        ),
    ],
)
def test_what_means_another_thing_in_spark_is_written_otherwise(statement: str, expected: str) -> None:
    assert in_spark(statement, x=1) == expected


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "SELECT * FROM units u LEFT JOIN departments USING (repository, code)",
            "SELECT `u`.`code`, `u`.`name`, `u`.`department`, `u`.`division`, `u`.`repository`, `u`.`commit`,"
            " `departments`.`name`, `departments`.`division`, `departments`.`commit` FROM `units` AS `u`"
            " LEFT JOIN `departments` USING (`repository`, `code`)",
        ),
        (
            "SELECT d.*, 1 FROM (SELECT name, code FROM units) FULL JOIN departments d USING (code)",
            "SELECT `d`.`code`, `d`.`name`, `d`.`division`, `d`.`repository`, `d`.`commit`, 1"
            " FROM (SELECT `name`, `code` FROM `units`) FULL JOIN `departments` AS `d` USING (`code`)",
        ),
        (
            "WITH a(x, code) AS (SELECT name, code FROM units) SELECT * FROM a FULL JOIN departments USING (code)",
            "WITH `a`(`x`, `code`) AS (SELECT `name`, `code` FROM `units`) SELECT `a`.`x`, `code`,"
            " `departments`.`name`, `departments`.`division`, `departments`.`repository`, `departments`.`commit`"
            " FROM `a` FULL JOIN `departments` USING (`code`)",
        ),
        (
            "SELECT * FROM units SEMI JOIN departments USING (code)",
            "SELECT `units`.`code`, `units`.`name`, `units`.`department`, `units`.`division`, `units`.`repository`,"
            " `units`.`commit` FROM `units` SEMI JOIN `departments` USING (`code`)",
        ),
        (
            "SELECT * FROM units NATURAL JOIN (SELECT code, 1 AS one FROM departments) d",
            "SELECT `units`.`code`, `units`.`name`, `units`.`department`, `units`.`division`, `units`.`repository`,"
            " `units`.`commit`, `d`.`one` FROM `units`"
            " NATURAL JOIN (SELECT `code`, 1 AS `one` FROM `departments`) AS `d`",
        ),
        ("SELECT * FROM units JOIN departments ON true", "SELECT * FROM `units` JOIN `departments` ON TRUE"),
    ],
)
def test_a_star_is_the_columns_in_their_order_where_tables_share_some(statement: str, expected: str) -> None:
    assert in_spark(statement) == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("name", "`name`"),
        ("length(name)", "LENGTH(`p`.`name`)"),
        ("CASE WHEN name > 'a' THEN n END DESC", "CASE WHEN `p`.`name` > 'a' THEN `n` END DESC"),
        ("length(p.name), length(code)", "LENGTH(`p`.`name`), LENGTH(`code`)"),
    ],
)
def test_a_column_comes_before_an_alias_in_the_expressions_of_an_order(order: str, expected: str) -> None:
    found = in_spark(f"SELECT upper(name) AS name, code AS code, 1 AS n FROM projects p ORDER BY {order}")
    assert found.partition(" ORDER BY ")[2] == expected


def test_our_own_statements_have_more() -> None:
    ask = one_select("SELECT regexp_full_match(name, 'b') FROM projects")
    expected = r"SELECT `name` RLIKE CONCAT('\\A(?:', 'b', ')\\z') FROM `projects`"
    assert translated(ask, SCHEMA, {}) == expected


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("SELECT value || '个' FROM indicators", "value || '个' has no like in Spark"),
        ("SELECT CAST(value AS TEXT) FROM indicators", "CAST(value AS TEXT) has no like in Spark"),
        ("SELECT concat(code, weight) FROM indicators", "CONCAT(code, weight) has no like in Spark"),
        ("SELECT number // weight FROM indicators", "number // weight has no like in Spark"),
        ("SELECT round(value, number) FROM indicators", "ROUND(value, number) has no like in Spark"),
        ("SELECT NULL / 2", "NULL / 2 has no like in Spark"),
        (
            "SELECT date_diff('hour', DATE '2020-02-29', DATE '2022-03-01')",
            "DATE_DIFF('HOUR', CAST('2020-02-29' AS DATE), CAST('2022-03-01' AS DATE)) has no like in Spark",
        ),
        ("SELECT string_agg(value, ',') FROM indicators", "LISTAGG(value, ',') has no like in Spark"),
        ("SELECT strftime('%Y', DATE '2021-07-05')", "STRFTIME('%Y', CAST('2021-07-05' AS DATE)) has no like in Spark"),
        (
            "SELECT strftime(DATE '2021-07-05', '%U')",
            "STRFTIME(CAST('2021-07-05' AS DATE), '%U') has no like in Spark",
        ),
        ("SELECT median(total * 1.1) FROM projects", "MEDIAN(total * 1.1) has no like in Spark"),
        (
            "SELECT string_agg(DISTINCT unit, ',') FILTER (WHERE year = 2021) FROM projects",
            "LISTAGG(DISTINCT unit, ',') has no like in Spark",
        ),
        (
            "SELECT * FROM (SELECT p.*, 1 AS one FROM projects p) a JOIN goals USING (code)",
            "* has no like in Spark",
        ),
        (
            "SELECT upper(name) AS name FROM (SELECT name FROM projects) ORDER BY length(name)",
            "name has no like in Spark",
        ),
        (
            "SELECT upper(name) AS name FROM projects QUALIFY row_number() OVER (ORDER BY projects.name) = 1",
            "projects.name has no like in Spark",
        ),
        (
            "SELECT string_agg(DISTINCT code, ',' ORDER BY name) FROM projects",
            "LISTAGG(DISTINCT code, ',' ORDER BY name) has no like in Spark",
        ),
    ],
)
def test_what_spark_cannot_answer_alike_is_refused(statement: str, said: str) -> None:
    assert refused(statement) == said


ATTACKS = {
    "several statements": ("SELECT 1; DROP TABLE projects", "You can only execute one statement at a time"),
    "nothing": (" ; ", "the statement is empty"),
    "a setting": ("SET spark.sql.ansi.enabled = false", "only reading is possible: SET"),
    "a reset": ("RESET", "only reading is possible"),
    "a table": ("CREATE TABLE x AS SELECT 1", "only reading is possible: CREATE"),
    "a function of Java": ("CREATE FUNCTION f AS 'java.lang.Runtime'", "only reading is possible: CREATE"),
    "rows into a folder": ("INSERT OVERWRITE DIRECTORY '/tmp/x' USING csv SELECT 1", "Spark says"),
    "rows into a table": ("INSERT INTO projects VALUES (1)", "only reading is possible: INSERT"),
    "rows in front of a table": ("FROM projects INSERT INTO x SELECT *", "only reading is possible: MULTITABLEINSERTS"),
    "changed rows": ("UPDATE projects SET name = 'x'", "only reading is possible: UPDATE"),
    "removed rows": ("DELETE FROM projects", "only reading is possible: DELETE"),
    "merged rows": (
        "MERGE INTO projects USING goals ON true WHEN MATCHED THEN DELETE",
        "only reading is possible: MERGE",
    ),
    "a copy": ("COPY projects TO '/tmp/x'", "only reading is possible: COPY"),
    "an archive": ("ADD JAR '/tmp/x.jar'", "Spark says"),
    "a plan": ("EXPLAIN SELECT 1", "EXPLAIN is not possible here"),
    "what there is": ("SHOW TABLES", "only reading is possible: SHOW"),
    "what a table is": ("DESCRIBE projects", "EXPLAIN is not possible here"),
    "a cache": ("CACHE TABLE projects", "only reading is possible: CACHE"),
    "another catalogue": ("USE default", "only reading is possible: USE"),
    "a pragma": ("PRAGMA table_info('projects')", "only reading is possible: PRAGMA"),
    "a call": ("CALL system.x()", "only reading is possible"),
    "a block": ("BEGIN SELECT 1; END", 'near "SELECT": syntax error'),
    "a variable": ("DECLARE x INT DEFAULT 1", "Spark says"),
    "a statement in a text": ("EXECUTE IMMEDIATE 'SELECT 1'", "only reading is possible: EXECUTE"),
    "Java by reflect": (
        "SELECT reflect('java.lang.Runtime', 'getRuntime')",
        "Spark says: no such function: reflect",
    ),
    "Java by java_method": ("SELECT java_method('java.lang.System', 'exit', 1)", "no such function: java_method"),
    "Java that is tried": ("SELECT try_reflect('java.lang.System', 'exit', 1)", "no such function: try_reflect"),
    "a function by its place": ("SELECT system.builtin.reflect('a', 'b')", "is not possible here"),
    "a program": ("SELECT TRANSFORM(name) USING 'cat' FROM projects", "syntax error"),
    "a mapping program": ("FROM projects MAP name USING 'cat' AS x", "syntax error"),
    "a file by its kind": ("SELECT * FROM parquet.`/etc/passwd`", "syntax error"),
    "a file by its kind, quoted": ('SELECT * FROM "text"."/etc/passwd"', "not possible here"),
    "a file as a table": ("SELECT * FROM '/etc/passwd'", "there is no table /etc/passwd"),
    "a file by a function": ("SELECT * FROM read_text('/etc/passwd')", "no such function: read_text"),
    "files by a function": ("SELECT * FROM read_files('/etc')", "no such function: read_files"),
    "Parquet by a function": ("SELECT * FROM read_parquet('/etc/x')", "no such function: read"),
    "csv by a function": ("SELECT * FROM read_csv('/etc/passwd')", "no such function: read"),
    "a folder's files": ("SELECT * FROM glob('/*')", "no such function: glob"),
    "another lake's view": ("SELECT * FROM own_projects", "there is no table own_projects"),
    "a view of all sessions": ("SELECT * FROM global_temp.projects", "global_temp.projects is not possible here"),
    "a table of a database": ("SELECT * FROM main.projects", "is not possible here"),
    "the file of a row": ("SELECT input_file_name() FROM projects", "no such function: input_file_name"),
    "a row's hidden columns": ("SELECT _metadata.file_path FROM projects", "no such column: file_path"),
    "all hidden columns": ("SELECT _metadata FROM projects", "no such column: _metadata"),
    "who asks": ("SELECT user FROM projects", "no such column: user"),
    "who asks, beside a column called so": ('SELECT "user", 1 AS "user" FROM units', "user is not possible here"),
    "who asks, below a column called so": ('SELECT (SELECT "User"), 1 AS "user"', "User is not possible here"),
    "who is in session, in an order": (
        'SELECT code FROM units ORDER BY (SELECT 1 AS "session_user") + LENGTH("session_user")',
        "session_user is not possible here",
    ),
    "the time beside a column called so": (
        'SELECT "current_date", 1 AS "current_date"',
        "current_date is not possible",
    ),
    "a column of one's own": ('SELECT a."user" FROM (SELECT 1 AS "user") a', None),
    "who asks, by a function": ("SELECT current_user()", "no such function"),
    "where one is": ("SELECT current_database()", "no such function"),
    "which Spark": ("SELECT version()", "no such function"),
    "the environment": ("SELECT getenv('HOME')", "no such function: getenv"),
    "a setting's value": ("SELECT current_setting('x')", "no such function: current_setting"),
    "a column of a session": ("SELECT $a", "You did not supply a value for binding parameter :a."),
    "a question mark": ("SELECT ?", "You did not supply a value"),
    "a table's name in a parameter": ("SELECT * FROM IDENTIFIER($t)", "no such function: identifier"),
    "a hint": ("SELECT /*+ BROADCAST(projects) */ * FROM projects", None),
    "rows out of nothing": ("SELECT * FROM range(10000000000)", "no such function"),
    "a series": ("SELECT unnest(generate_series(1, 1000000000))", "no such function"),
    "rows that make rows": (
        "WITH RECURSIVE a AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM a) SELECT * FROM a",
        "not possible",
    ),
    "a long text": ("SELECT " + "1 + " * 100_000 + "1", "Spark says"),
    "a deep text": ("SELECT " + "(" * 5000 + "1" + ")" * 5000, "Spark says"),
    "a sample": ("SELECT * FROM projects TABLESAMPLE (1 PERCENT)", "not possible"),
    "a turned table": ("SELECT * FROM projects PIVOT (SUM(total) FOR year IN (2021))", "is not possible here"),
    "a lateral view": ("SELECT * FROM projects LATERAL VIEW explode(array(1)) t AS x", "is not possible here"),
    "a comment that is none": ("SELECT 1 /*! ; DROP TABLE projects */", None),
    "half a text": ("SELECT 'x", "Spark says: incomplete input"),
    "a lambda": ("SELECT transform(array(1), x -> x)", "no such function"),
    "aliases of Spark's own": ("SELECT name AS x FROM projects FOR UPDATE", "not possible"),
    "into a table": ("SELECT * INTO x FROM projects", "is not possible here"),
}
"""What was tried, and what is said of it: None where it is harmless and goes through."""


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_no_reading_of_the_lake_is_refused(attack: str) -> None:
    statement, said = ATTACKS[attack]
    if said is None:
        assert in_spark(statement).startswith("SELECT ")
        assert "DROP" not in in_spark(statement)
        assert "BROADCAST" not in in_spark(statement)
    else:
        assert said in refused(statement)


def test_an_error_names_its_place_and_what_may_be_meant() -> None:
    with pytest.raises(PerfError) as caught:
        in_spark("SELECT name,\n       '中文', unt\nFROM projects")
    assert str(caught.value) == "Spark says: no such column: unt"
    assert caught.value.details == ("line 2, column 14:        '中文', unt",)
    assert caught.value.hint == "Did you mean: unit?"
    with pytest.raises(PerfError) as caught:
        in_spark("SELECT name\nFROM project")
    assert str(caught.value) == "there is no table project"
    assert caught.value.details == ("line 2, column 6: FROM project",)
    with pytest.raises(PerfError) as caught:
        in_spark("SELECT 1\nFRO projects x")
    assert caught.value.details == ("line 2, column 5: FRO projects x",)
