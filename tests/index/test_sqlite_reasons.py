"""SQLite's own sentences, said in the language spoken."""

from __future__ import annotations

import re
import sqlite3

import pytest

from perfcli import i18n
from perfcli.index.sqlite_reasons import REASONS, spoken

STATEMENTS = {
    "SELECT nme FROM t": "没有列 nme",
    "SELECT 1 FROM u": "没有表 u",
    "SELECT nosuch(1)": "没有函数 nosuch",
    "SELECT a FROM t, t AS v": "列名 a 不明确，请写成“表名.列名”",
    "SELECT FROM t": "“FROM”附近有语法错误",
    "SELECT 'a": "无法识别“'a”",
    "SELECT a FROM t WHERE": "语句不完整",
    "SELECT abs(1, 2)": "函数 abs() 的参数个数不对",
    "SELECT max(sum(a)) FROM t": "聚合函数 sum() 不能用在这里",
    "SELECT a FROM t WHERE sum(a) > 1": "聚合函数 sum() 不能用在这里",
    "SELECT a FROM t GROUP BY sum(a)": "GROUP BY 中不能用聚合函数",
    "SELECT a FROM t ORDER BY 3": "ORDER BY 的第 1 项超出范围，应在 1 到 1 之间",
    "SELECT a, b FROM t ORDER BY 1, 2, 3": "ORDER BY 的第 3 项超出范围，应在 1 到 2 之间",
    "SELECT a FROM t GROUP BY 7": "GROUP BY 的第 1 项超出范围，应在 1 到 1 之间",
    "SELECT (SELECT a, b FROM t)": "子查询返回 2 列，应为 1 列",
    "SELECT 1 UNION SELECT 1, 2": "UNION 两边的 SELECT 列数不同",
    "SELECT 1 ORDER BY 1 UNION SELECT 2": "ORDER BY 应写在 UNION 之后",
    "SELECT 1 LIMIT 1 UNION SELECT 2": "LIMIT 应写在 UNION 之后",
    "VALUES (1), (1, 2)": "VALUES 各行的项数应相同",
    "WITH x AS (SELECT 1), x AS (SELECT 2) SELECT 1": "WITH 中的表名 x 重复",
    "SELECT (1, 2)": "行值不能用在这里",
    "SELECT abs(-9223372036854775807 - 1)": "整数溢出",
    "SELECT json('{')": "JSON 格式有误",
    "SELECT * FROM t JOIN t AS v USING (c)": "不能用列 c 连接：两张表没有同时含有这一列",
    "SELECT ?": "语句有 1 个参数，给出的值为 0 个。",
    "SELECT 1; SELECT 2": "一次只能执行一条语句。",
}


@pytest.mark.parametrize(("statement", "chinese"), STATEMENTS.items())
def test_what_sqlite_says(statement: str, chinese: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE t (a, b)")
    with pytest.raises((sqlite3.Error, sqlite3.Warning)) as caught:
        connection.execute(statement).fetchall()
    said = str(caught.value)
    i18n.set_locale("zh_CN")
    assert spoken(said) == chinese
    i18n.set_locale("en")
    assert spoken(said) == said


def test_a_sentence_that_is_not_known_is_said_as_it_comes() -> None:
    i18n.set_locale("zh_CN")
    assert spoken("the moon is full") == "the moon is full"
    assert spoken("no such column: 甲\nno such table: 乙") == "没有列 甲\nno such table: 乙"


def test_each_sentence_is_told_by_itself_alone() -> None:
    """The first that fits is taken: none may be hidden by one above it."""
    i18n.set_locale("zh_CN")
    for known in REASONS:
        said = re.sub(r"\{(\w+)\}", lambda field: "1st" if field[1] == "nth" else "x", known)
        assert spoken(said) == re.sub(
            r"\{(\w+)\}", lambda field: "1" if field[1] == "nth" else "x", i18n.gettext(known)
        )
