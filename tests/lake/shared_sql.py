"""Statements that every engine answers alike: README's, our own, what users write; each orders its rows."""

from __future__ import annotations

COMMON = (
    "SELECT COUNT(*) FROM projects",
    "SELECT unit, SUM(total_fen) AS total_fen FROM projects GROUP BY unit ORDER BY unit",
    "SELECT kind, COUNT(*) AS indicators FROM indicators WHERE operator = '=' GROUP BY kind ORDER BY kind",
    "SELECT code, total FROM projects WHERE total >= 100000 ORDER BY total_fen DESC, code",
    "SELECT year, COUNT(*), SUM(fiscal_fen), SUM(other_fen) FROM projects GROUP BY year ORDER BY year",
    "SELECT name FROM projects ORDER BY name, code",
    "SELECT name FROM projects ORDER BY name DESC, code LIMIT 5",
    "SELECT code, substr(code, 1, 6), length(name) FROM projects ORDER BY code",
    "SELECT code FROM projects WHERE instr(name, '改造') > 0 ORDER BY code",
    "SELECT DISTINCT kind FROM indicators ORDER BY kind",
    "SELECT p.code, i.number, i.name FROM projects p JOIN indicators i ON i.code = p.code AND i.year = p.year"
    " AND i.unit = p.unit ORDER BY p.code, i.number LIMIT 50",
    "SELECT p.code, COUNT(i.code) FROM projects p LEFT JOIN indicators i ON i.code = p.code AND i.year = p.year"
    " AND i.unit = p.unit GROUP BY p.code ORDER BY p.code",
    "SELECT u.name, d.name FROM units u JOIN departments d ON d.code = u.department ORDER BY u.code",
    "SELECT target, operator, value, upper, unit_of_measure FROM indicators ORDER BY code, year, unit, number",
    "SELECT operator, COUNT(*), MIN(value), MAX(value), AVG(value) FROM indicators GROUP BY operator ORDER BY operator",
    "SELECT unit_of_measure, COUNT(*) AS n FROM indicators WHERE value IS NOT NULL GROUP BY unit_of_measure"
    " HAVING COUNT(*) > 1 ORDER BY n DESC, unit_of_measure",
    "SELECT code, month, percent, planned_fen FROM spending_plan ORDER BY code, year, unit, month",
    "SELECT month, SUM(planned_fen) FROM spending_plan GROUP BY month ORDER BY month",
    "SELECT code, COUNT(*) FROM goals GROUP BY code ORDER BY code",
    "SELECT code, number, goal, term FROM goals ORDER BY code, year, unit, term, number",
    "SELECT department, number, name, goal FROM functions ORDER BY department, year, unit, number",
    "SELECT f.name, i.name, i.value FROM functions f JOIN function_indicators i ON i.department = f.department"
    " AND i.year = f.year AND i.unit = f.unit AND i.function = f.number ORDER BY f.department, f.number, i.number",
    "SELECT department, year, overall, total_fen FROM department_goals ORDER BY department, year, unit",
    "SELECT code, label, value FROM details ORDER BY code, label, value",
    "SELECT code, label, amount_fen, amount FROM sources ORDER BY code, label",
    "SELECT code, row_number() OVER (PARTITION BY unit ORDER BY total_fen DESC, code) FROM projects ORDER BY code",
    "SELECT code, rank() OVER (ORDER BY total_fen DESC) FROM projects ORDER BY code",
    "SELECT code, SUM(total_fen) OVER (PARTITION BY unit) FROM projects ORDER BY code",
    "SELECT unit, code, lag(code) OVER (PARTITION BY unit ORDER BY code) FROM projects ORDER BY unit, code",
    "WITH large AS (SELECT * FROM projects WHERE total_fen > 100000) SELECT unit, COUNT(*) FROM large GROUP BY unit"
    " ORDER BY unit",
    "SELECT code FROM projects WHERE code NOT IN (SELECT code FROM indicators WHERE kind = '数量指标') ORDER BY code",
    "SELECT code FROM projects p WHERE EXISTS (SELECT 1 FROM goals g WHERE g.code = p.code AND g.number = 2)"
    " ORDER BY code",
    "SELECT name, COUNT(*) FROM indicators GROUP BY name HAVING COUNT(*) > 1 ORDER BY COUNT(*) DESC, name",
    "SELECT CASE WHEN total_fen < 10000000 THEN '小' WHEN total_fen < 100000000 THEN '中' ELSE '大' END AS size,"
    " COUNT(*) FROM projects GROUP BY 1 ORDER BY 1",
    "SELECT code FROM projects UNION SELECT code FROM goals ORDER BY 1",
    "SELECT code FROM projects WHERE total_fen > 0 INTERSECT SELECT code FROM indicators ORDER BY 1",
    "SELECT code FROM projects EXCEPT SELECT code FROM spending_plan ORDER BY 1",
    "SELECT coalesce(nullif(template, ''), '无'), COUNT(*) FROM projects GROUP BY 1 ORDER BY 1",
    "SELECT unit || '-' || code, upper(name), trim(purpose) FROM projects ORDER BY 1",
    "SELECT value, upper, value IS NULL, weight FROM indicators ORDER BY value, code, year, unit, number LIMIT 20",
    "SELECT MIN(total), MAX(total), SUM(total_fen), COUNT(DISTINCT unit) FROM projects",
    "SELECT year, unit, code, date, spent_fen FROM monitoring ORDER BY year, unit, code, date",
    "SELECT code, round(total / 10000, 2), round(total_fen / 1000000.0, 4), round(other, 1), round(year, 1)"
    " FROM projects ORDER BY code",
    "SELECT round(150 / 10000.0, 2), round(1.005e0, 2), round(-12345000.0 / 1000000, 2), round(240000.05e0, 1),"
    " round(1e300, 2), round(NULL, 2), round(99999999999.99 / 10000, 2), round(123456789012.345e0, 2)",
)

LAKE_ALONE = (
    ("SELECT year FROM projects GROUP BY CUBE (year) ORDER BY year", [(None,), (2021,)]),
    ("SELECT year, unit, SUM(total_fen) FROM projects GROUP BY ROLLUP (year, unit) ORDER BY ALL", 3),
    ("SELECT year, COUNT(*) FROM projects GROUP BY GROUPING SETS ((year), ()) ORDER BY ALL", 2),
    ("SELECT unit, year, GROUPING(unit) FROM projects GROUP BY GROUPING SETS ((unit), (year)) ORDER BY ALL", 2),
    ("SELECT DATE '2021-12-31' + 1", [("2022-01-01",)]),
    ("SELECT date_diff('day', DATE '2021-01-01', DATE '2021-03-01')", [(59,)]),
    ("SELECT strftime(DATE '2021-07-31', '%Y年%m月')", [("2021年07月",)]),
    ("SELECT date_trunc('month', DATE '2021-07-31')", [("2021-07-01T00:00:00",)]),
    ("SELECT make_date(CAST(year AS INTEGER), 12, 31) FROM projects GROUP BY 1", [("2021-12-31",)]),
    ("SELECT last_day(DATE '2024-02-01')", [("2024-02-29",)]),
    ("SELECT extract(quarter FROM DATE '2021-07-31')", [(3,)]),
    ("SELECT TIMESTAMP '2021-07-31 08:00:00'", [("2021-07-31T08:00:00",)]),
    ("SELECT CAST(1 AS DECIMAL(18, 2)) + CAST(0.05 AS DECIMAL(18, 2))", [("1.05",)]),
    ("SELECT CAST(70000000000000 AS DECIMAL(18, 2)) + CAST(0.01 AS DECIMAL(18, 2))", [("70000000000000.01",)]),
    ("SELECT SUM(total) * 100 = SUM(total_fen) FROM projects", [(1,)]),
    ("SELECT round(CAST(2.345 AS DECIMAL(9, 3)), 2)", [("2.35",)]),
    ("SELECT quantile_cont(x, 0.5) FROM (VALUES (1.0), (2.0), (4.0)) t(x)", [("2.0",)]),
    ("SELECT COUNT(*) FILTER (WHERE total_fen < 0) FROM projects", [(0,)]),
    ("SELECT code FROM projects QUALIFY row_number() OVER (ORDER BY total_fen DESC, code) = 1", 1),
    ("SELECT division, COUNT(*) > 0 FROM projects GROUP BY division", [("130303", 1)]),
)
"""Dates, decimals and grouping sets, which SQLite does not have: the rows of the example, or how many there are."""

ALIKE = (
    "SELECT COUNT(*), COUNT(value), COUNT(DISTINCT kind), COUNT_IF(value > 1), SUM(number), AVG(value),"
    " MIN(target), MAX(target), median(value), quantile_cont(value, 0.25), bool_and(number > 0), bool_or(number >"
    " 1) FROM indicators",
    "SELECT stddev(value), stddev_samp(value), stddev_pop(value), variance(value), var_pop(value) FROM indicators"
    " WHERE value < 100",
    "SELECT string_agg(code, ',' ORDER BY code), arg_min(name, code), arg_max(name, code), AVG(total) FROM projects",
    "SELECT string_agg(DISTINCT unit, ',' ORDER BY unit) FROM projects",
    "SELECT AVG(DISTINCT total), COUNT(DISTINCT unit), SUM(DISTINCT year) FROM projects",
    "SELECT unit, year, GROUPING(unit), GROUPING_ID(unit, year), COUNT(*) FROM projects GROUP BY CUBE (unit, year)"
    " ORDER BY 1, 2, 3, 4",
    "SELECT code, row_number() OVER w, rank() OVER w, dense_rank() OVER w, percent_rank() OVER w, cume_dist() OVER"
    " w, ntile(3) OVER w, lag(code) OVER w, lead(code, 2, 'x') OVER w, first_value(code) OVER w, last_value(code)"
    " OVER w, nth_value(code, 2) OVER w FROM projects WINDOW w AS (ORDER BY total_fen, code) ORDER BY code",
    "SELECT code, SUM(total_fen) OVER (ORDER BY code ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM projects ORDER"
    " BY 1",
    "SELECT coalesce(value, 0), nullif(number, 1), abs(-value), round(value), round(value, 1), ceil(value),"
    " floor(value), sign(value), sqrt(abs(value)), ln(abs(value) + 1), exp(number), power(number, 2),"
    " greatest(value, 2), least(number, 2) FROM indicators ORDER BY code, year, unit, number",
    "SELECT length(name), upper(code), lower(code), trim(name), ltrim(name), rtrim(name), trim(code, '1'),"
    " left(name, 2), right(name, 2), instr(name, '路'), replace(name, '路', '道'), lpad(code, 30, '0'), rpad(code,"
    " 30, '0'), repeat(name, 2), reverse(name), concat(name, NULL, unit), concat_ws('-', code, NULL, unit),"
    " starts_with(name, '道'), ends_with(name, '程'), contains(name, '路') FROM projects ORDER BY code, year, unit",
    "SELECT substr(name, 2), substr(name, 1, 2), substr(name, 0, 2), substr(name, -2), substr(name, -3, 2),"
    " substr(name, 2, 0), substr(name, instr(name, '无'), 2) FROM projects ORDER BY code, year, unit",
    "SELECT code FROM projects WHERE name LIKE '%路%' OR name LIKE '10!_%' ESCAPE '!' OR name LIKE '\\_' ORDER BY 1",
    "SELECT 7 / 2, -7 / 2, 7 / 2.0, 7 % 3, -7 % 3, 7 // 2, 1 / 0, 1 % 0, 1.0 / 0, 2 ^ 3, 2 ** 3, 1 + 2 * 3 - 4",
    "SELECT CAST(2.5 AS INTEGER), CAST(-2.5 AS BIGINT), CAST(CAST(2.5 AS DOUBLE) AS INTEGER), CAST('12' AS"
    " BIGINT), CAST(12 AS VARCHAR), CAST(1.50 AS VARCHAR), TRY_CAST('x' AS INTEGER), CAST('2021-01-01' AS DATE)",
    "SELECT round(1.005, 2), round(CAST(1.005 AS DOUBLE), 2), round(12345, -2), round(CAST(-2.5 AS DOUBLE)),"
    " round(CAST(1234.5 AS DOUBLE), -2)",
    "SELECT year(d), month(d), day(d), quarter(d), extract(year FROM d), extract(isodow FROM d), dayofweek(d),"
    " isodow(d), dayofyear(d), week(d), date_trunc('month', d), date_trunc('week', d), date_diff('day', d, DATE"
    " '2022-03-01'), date_diff('month', d, DATE '2022-03-01'), date_diff('year', d, DATE '2022-03-01'),"
    " make_date(2021, 2, 3), last_day(d), strftime(d, '%Y-%m-%d'), d + 1, d - 1, d + INTERVAL 1 MONTH, d - DATE"
    " '2021-01-01' FROM (SELECT DATE '2021-08-01' AS d UNION SELECT DATE '2020-02-29') ORDER BY d",
    "SELECT 'a''b\\c${x}', '中文', \"c d\", if(1 > 2, 'a', 'b'), 1 IS NULL, NULL IS NOT DISTINCT FROM NULL, 1"
    ' BETWEEN 0 AND 2, 1 IN (1, 2), NOT true FROM (SELECT 1 AS "c d")',
    "SELECT * FROM (VALUES (1, 'x'), (2, NULL)) t(a, b) ORDER BY b DESC, a",
    "SELECT substr(name, n, m), left(name, n), right(name, n) FROM projects, (VALUES (-3, -2), (-1, 2), (0, -1),"
    " (1, -1), (2, -1), (3, 1), (9, -9)) t(n, m) ORDER BY code, year, unit, n, m",
    "SELECT date_diff('week', DATE '2021-07-04', DATE '2021-07-05'),"
    " date_diff('week', DATE '2022-12-31', DATE '2021-10-31')",
    "SELECT strftime(DATE '2021-07-05', 'it''s day %d%% of [%-m] %y%j'), strftime(DATE '2021-07-05', '%A %b')",
    "SELECT median(total), quantile_cont(total, 0.1), quantile_cont(other, 0.3), ln(0), ln(-1) FROM projects",
    "SELECT TRY_CAST(x AS INTEGER), TRY_CAST(x AS DOUBLE), TRY_CAST(x AS DATE), TRY_CAST(x AS DECIMAL(9, 2))"
    " FROM (VALUES ('12.5'), ('-2.5'), ('1e2'), ('3d'), ('3f'), ('１２'), (''), ('today'), ('2021'), ('2021-07'),"
    " ('2021/7/5'), (' 2021-07-05'), ('2021-07-05 10:00:00'), ('2021-02-30'), (NULL)) t(x) ORDER BY x",
    "SELECT CAST(1.005e0 AS DECIMAL(9, 2)), CAST(0.125e0 AS DECIMAL(9, 2)), CAST(2.5 AS DECIMAL),"
    " CAST('2021/07/05' AS DATE)",
    "SELECT * FROM projects JOIN spending_plan USING (code, year, unit) ORDER BY code, year, unit, month",
    "SELECT code, -total_fen AS total_fen FROM projects ORDER BY total_fen + 0, code, year, unit",
    "SELECT unit, -SUM(total_fen) AS total_fen FROM projects GROUP BY unit ORDER BY SUM(total_fen), unit",
)
"""Between them every function that a statement by Spark may have; the same rows by DuckDB."""
