"""What a user's statement may hold where Spark answers it: one SELECT over known tables, of known parts alone.

Everything is refused that is not listed here, so that nothing of Spark that reads files, runs programs or tells of the
machine is within reach; what is listed answers as DuckDB does, once `spark_sql` has put it in Spark's words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlglot import exp, tokenize
from sqlglot.errors import SqlglotError

from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.lake.reasons import place_of
from perfcli.lake.spark_parts import LakeSql
from perfcli.lake.spark_sql import LONGEST, Syntax, parsed
from perfcli.select import nearest

_QUERY = (
    *(exp.Select, exp.From, exp.Join, exp.Where, exp.Group, exp.Having, exp.Order, exp.Ordered, exp.Limit, exp.Offset),
    *(exp.With, exp.CTE, exp.Table, exp.TableAlias, exp.Alias, exp.Subquery, exp.Union, exp.Except, exp.Intersect),
    *(exp.Distinct, exp.Values, exp.Tuple, exp.Cube, exp.Rollup, exp.GroupingSets, exp.Qualify, exp.Exists),
    *(exp.Window, exp.WindowSpec, exp.Filter, exp.WithinGroup),
)
_VALUES = (
    *(
        exp.Identifier,
        exp.Column,
        exp.Star,
        exp.Literal,
        exp.Null,
        exp.Boolean,
        exp.Paren,
        exp.Placeholder,
        exp.Parameter,
    ),
    *(exp.And, exp.Or, exp.Not, exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is, exp.In, exp.Between),
    *(exp.NullSafeEQ, exp.NullSafeNEQ, exp.Like, exp.Escape, exp.Add, exp.Sub, exp.Mul, exp.Div, exp.IntDiv, exp.Mod),
    *(
        exp.Neg,
        exp.DPipe,
        exp.Case,
        exp.If,
        exp.Cast,
        exp.TryCast,
        exp.DataType,
        exp.DataTypeParam,
        exp.Interval,
        exp.Var,
    ),
)
_AGGREGATES = (
    *(exp.Count, exp.CountIf, exp.Sum, exp.Avg, exp.Min, exp.Max, exp.GroupConcat, exp.Median, exp.PercentileCont),
    *(exp.Stddev, exp.StddevSamp, exp.StddevPop, exp.Variance, exp.VariancePop, exp.LogicalAnd, exp.LogicalOr),
    *(exp.ArgMin, exp.ArgMax, exp.Grouping, exp.GroupingId),
    *(exp.RowNumber, exp.Rank, exp.DenseRank, exp.PercentRank, exp.CumeDist, exp.Ntile, exp.Lag, exp.Lead),
    *(exp.FirstValue, exp.LastValue, exp.NthValue),
)
_FUNCTIONS = (
    *(exp.Coalesce, exp.Nullif, exp.Abs, exp.Round, exp.Ceil, exp.Floor, exp.Sign, exp.Sqrt, exp.Exp, exp.Ln, exp.Pow),
    *(exp.Greatest, exp.Least, exp.Length, exp.Upper, exp.Lower, exp.Trim, exp.Substring, exp.Left, exp.Right),
    *(exp.StrPosition, exp.Replace, exp.Pad, exp.Repeat, exp.Reverse, exp.Concat, exp.ConcatWs, exp.StartsWith),
    *(exp.EndsWith, exp.Contains, exp.Year, exp.Month, exp.Day, exp.Quarter, exp.Extract, exp.DayOfWeek),
    *(
        exp.DayOfWeekIso,
        exp.DayOfYear,
        exp.Week,
        exp.DateTrunc,
        exp.TimestampTrunc,
        exp.DateDiff,
        exp.DateFromParts,
        exp.LastDay,
    ),
    *(exp.TimeToStr,),
)
_ALLOWED = frozenset({*_QUERY, *_VALUES, *_AGGREGATES, *_FUNCTIONS})

_ARGS: Mapping[type[exp.Expr], frozenset[str]] = {
    exp.Select: frozenset(
        {
            *("with_", "expressions", "from_", "joins", "where", "group", "having", "qualify", "windows", "distinct"),
            *("order", "limit", "offset"),
        }
    ),
    exp.Table: frozenset({"this", "alias", "joins"}),
    exp.Star: frozenset(),
    exp.Join: frozenset({"this", "side", "kind", "on", "using", "method"}),
    exp.Distinct: frozenset({"expressions"}),
    exp.CTE: frozenset({"this", "alias"}),
    exp.Subquery: frozenset({"this", "alias", "with_", "order", "limit", "offset", "joins"}),
    exp.GroupConcat: frozenset({"this", "separator"}),
    exp.Group: frozenset({"expressions", "cube", "rollup", "grouping_sets", "all"}),
}
"""The parts that these may have, where they could have others too."""

_JOINS = frozenset({"", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "OUTER", "NATURAL", "SEMI", "ANTI"})
_PARTS = frozenset({"YEAR", "MONTH", "DAY", "QUARTER", "WEEK", "DOY", "ISODOW", "HOUR", "MINUTE", "SECOND"})
_WORDS = _PARTS | {"ALL"}
_SAID = 60

_OF_SPARK = frozenset(
    ("user", "current_user", "session_user", "current_date", "current_time", "current_timestamp", "grouping__id")
)
"""Names that Spark takes for functions where no column in reach is called so, even within quotes."""


def one_select(text: str, first_line: int = 1) -> exp.Query:
    """The one SELECT that a text is; raises PerfError."""
    hint = _("Write one SELECT statement.")
    trees = parsed(text) if len(text) <= LONGEST else Syntax("", LONGEST)
    if isinstance(trees, Syntax):
        is_own = first_line > 1 and trees.start >= len(text) - 1  # the bracket behind a condition
        is_short = is_own or not trees.near
        reason = _("incomplete input") if is_short else _('near "{text}": syntax error').format(text=trees.near)
        at = len(text[:-1].rstrip()) if is_own else trees.start
        raise PerfError(
            _("Spark says: {reason}").format(reason=reason), details=place_of(text, at, first_line), hint=hint
        )
    if not trees:
        raise PerfError(_("the statement is empty"), hint=hint)
    if len(trees) > 1:
        reason = _("You can only execute one statement at a time.")
        raise PerfError(_("the statement cannot be run: {reason}").format(reason=reason), hint=hint)
    (tree,) = trees
    if isinstance(tree, exp.Query):
        return tree
    word = tree.key.upper() if not isinstance(tree, exp.Command) else str(tree.this).upper()
    if word in ("EXPLAIN", "DESCRIBE"):
        raise PerfError(_("{word} is not possible here").format(word="EXPLAIN"), hint=hint)
    raise PerfError(_("only reading is possible: {reason}").format(reason=word), hint=hint)


def require_reading(
    tree: exp.Query, text: str, tables: Mapping[str, Collection[str]], values: Collection[str], first_line: int = 1
) -> None:
    """Raise PerfError for what a user's statement may not hold.

    `tables` are those it may read, `values` the names of the parameters given.
    """
    for node in tree.walk(bfs=False):
        _require_part(node, text, first_line)
    _require_tables(tree, text, tables, first_line)
    _require_columns(tree, text, tables, first_line)
    for parameter in tree.find_all(exp.Placeholder, exp.Parameter):
        if parameter.name not in values:
            raise PerfError(
                _("the statement cannot be run: {reason}").format(
                    reason=_("You did not supply a value for binding parameter :{name}.").format(name=parameter.name)
                ),
                hint=_("Write --param name=value, and $name in the statement."),
            )


def _require_part(node: exp.Expr, text: str, first_line: int) -> None:
    kind = type(node)
    if kind is exp.Anonymous or (kind not in _ALLOWED and isinstance(node, exp.Func)):
        name = node.name if kind is exp.Anonymous else kind.__name__
        raise PerfError(
            _("Spark says: {reason}").format(reason=_("no such function: {name}").format(name=name.lower())),
            details=place_of_word(text, name, first_line),
            hint=_("Leave --engine spark out: DuckDB has more functions."),
        )
    extra = {name for name, value in node.args.items() if value} - _ARGS.get(kind, frozenset(node.args))
    if kind not in _ALLOWED or extra or _is_odd(node):
        written = node.sql(dialect="duckdb")
        shown = written if len(written) <= _SAID else written[: _SAID - 1] + "…"
        raise PerfError(
            _("{word} is not possible here").format(word=shown),
            hint=_("Leave --engine spark out: DuckDB knows more."),
        )


def _is_odd(node: exp.Expr) -> bool:
    if isinstance(node, exp.Join):
        return not {str(node.args.get(name) or "").upper() for name in ("side", "kind", "method")} <= _JOINS
    if isinstance(node, exp.With):
        return bool(node.args.get("recursive"))
    if isinstance(node, exp.Extract):
        return node.this.name.upper() not in _PARTS
    if isinstance(node, exp.Var):
        return node.name.upper().rstrip("S") not in _WORDS
    return False


def _require_tables(tree: exp.Query, text: str, tables: Mapping[str, Collection[str]], first_line: int) -> None:
    named = {cte.alias.lower() for cte in tree.find_all(exp.CTE)}
    for table in tree.find_all(exp.Table):
        name = table.name
        if not isinstance(table.this, exp.Identifier) or (name.lower() not in tables and name.lower() not in named):
            shown = name or table.sql(dialect="duckdb")
            raise PerfError(
                _("there is no table {table}").format(table=shown),
                details=place_of_word(text, shown, first_line),
                hint=nearest(name.lower(), tables) or _("See `perf query --tables`."),
            )


def _require_columns(tree: exp.Query, text: str, tables: Mapping[str, Collection[str]], first_line: int) -> None:
    """What is no column of a table nor named in the statement is none; a word of Spark's is one of its table alone."""
    named = {table.name.lower() for table in tree.find_all(exp.Table)}
    known = {name for table in named & tables.keys() for name in tables[table]}
    known |= {name.lower() for name in _own_names(tree)}
    for column in tree.find_all(exp.Column):
        name = column.name
        if not isinstance(column.this, exp.Star) and name.lower() not in known:
            raise PerfError(
                _("Spark says: {reason}").format(reason=_("no such column: {name}").format(name=name)),
                details=place_of_word(text, name, first_line),
                hint=nearest(name.lower(), known) or _("`perf query --tables` prints the tables and their columns."),
            )
        if name.lower() in _OF_SPARK and not column.table:
            raise PerfError(
                _("{word} is not possible here").format(word=name),
                details=place_of_word(text, name, first_line),
                hint=_(
                    "Spark has a meaning of its own for it: call the column otherwise, or name its table before it."
                ),
            )


def _own_names(tree: exp.Query) -> Iterator[str]:
    for node in tree.find_all(exp.Alias, exp.TableAlias):
        if isinstance(node, exp.Alias):
            yield node.alias
        else:
            yield from (column.name for column in node.args.get("columns") or ())


def place_of_word(text: str, word: str, first_line: int = 1) -> tuple[str, ...]:
    """The line where a word of a statement stands first."""
    try:
        found = next((one for one in tokenize(text, read=LakeSql) if one.text.lower() == word.lower()), None)
    except SqlglotError:
        found = None
    return place_of(text, found.start, first_line) if found else ()
