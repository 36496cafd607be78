"""Names of a statement that Spark takes for others: what a star stands for, and columns behind an alias of their name.

Where Spark would take another one the column is named with its table.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec
from sqlglot import exp

from perfcli.i18n import gettext as _
from perfcli.lake.spark_parts import LakeSql, unlike


class _Source(msgspec.Struct, frozen=True):
    """A table of a FROM: what it is called, its columns (None: nobody knows), those that its join says it shares."""

    name: str
    columns: tuple[str, ...] | None
    shared: frozenset[str]
    is_asked: bool
    """Whether its columns are part of the result; those of SEMI and ANTI joins are not."""
    is_whole: bool
    """Whether its rows are there without any of the tables before it: RIGHT and FULL joins."""


def plain(tree: exp.Expr, tables: Mapping[str, Collection[str]]) -> exp.Expr:
    """The same statement with names that Spark takes for what they are in DuckDB; raises Unlike."""
    tree = tree.copy()
    for select in list(tree.find_all(exp.Select))[::-1]:
        sources = _sources(select, tables)
        if any(source.shared for source in sources) or any(map(_is_natural, select.args.get("joins") or ())):
            select.set("expressions", [column for part in select.expressions for column in _columns(part, sources)])
        _put_before_aliases(select, sources)
        if not select.args.get("distinct"):
            select.set("expressions", [_called(part) for part in select.expressions])
    return tree


def _called(part: exp.Expr) -> exp.Expr:
    """A cast under its own words: Spark would call it like what is in it, for ORDER BY too."""
    return exp.alias_(part, part.sql(dialect=LakeSql), quoted=True) if isinstance(part, exp.Cast) else part


def _is_natural(join: exp.Expr) -> bool:
    return str(join.args.get("method") or "").upper() == "NATURAL"


def _sources(select: exp.Select, tables: Mapping[str, Collection[str]]) -> list[_Source]:
    start = select.args.get("from_")
    found = (
        [_Source(start.this.alias_or_name, _columns_of(start.this, tables), frozenset(), True, False)] if start else []
    )
    for join in select.args.get("joins") or ():
        columns = _columns_of(join.this, tables)
        shared = {one.name.lower() for one in join.args.get("using") or ()}
        if _is_natural(join) and columns is not None:
            before = {name.lower() for source in found for name in source.columns or ()}
            shared |= {name.lower() for name in columns} & before
        found.append(
            _Source(
                join.this.alias_or_name,
                columns,
                frozenset(shared),
                not {str(join.args.get("kind") or "").upper(), str(join.args.get("side") or "").upper()} & _FILTERS,
                str(join.args.get("side") or "").upper() in ("RIGHT", "FULL"),
            )
        )
    return found


_FILTERS = {"SEMI", "ANTI"}


def _columns_of(source: exp.Expr, tables: Mapping[str, Collection[str]]) -> tuple[str, ...] | None:
    if source.alias_column_names:
        return tuple(source.alias_column_names)
    if isinstance(source, exp.Table):
        part = _part(source)
        if part is None:
            return tuple(tables.get(source.name.lower(), ())) or None
        return tuple(part.alias_column_names) or _result(part.this, tables)
    return _result(source.this, tables) if isinstance(source, exp.Subquery) else None


def _part(table: exp.Table) -> exp.CTE | None:
    """The part of a WITH that a name means: the nearest one."""
    at: exp.Expr | None = table
    while at is not None:
        parts = at.args.get("with_")
        for part in parts.expressions if parts else ():
            if part.alias.lower() == table.name.lower() and part not in _above(table):
                return part  # type: ignore[no-any-return]  # sqlglot's expressions are of any type
        at = at.parent
    return None


def _above(node: exp.Expr) -> Iterator[exp.Expr]:
    at = node.parent
    while at is not None:
        yield at
        at = at.parent


def _result(query: exp.Expr, tables: Mapping[str, Collection[str]]) -> tuple[str, ...] | None:
    """The columns that a query gives."""
    while isinstance(query, exp.SetOperation | exp.Subquery):
        query = query.this
    if not isinstance(query, exp.Select):
        return None
    names = query.named_selects
    if "*" not in names:
        return tuple(names)
    sources = _sources(query, tables)
    if len(sources) == 1 and len(names) == 1:
        return sources[0].columns
    return None


def _columns(part: exp.Expr, sources: list[_Source]) -> Iterator[exp.Expr]:
    """What a part of a SELECT's list is, a star as the columns that it stands for in their order."""
    if not part.is_star:
        yield part
        return
    table = part.table.lower() if isinstance(part, exp.Column) else ""
    asked = [source for source in sources if source.is_asked and table in ("", source.name.lower())]
    for place, source in enumerate(asked):
        if source.columns is None:
            raise unlike(part, _("name the columns: Spark has those of USING first"))
        for name in source.columns:
            if table or not (place and name.lower() in source.shared):
                is_either = not table and any(name.lower() in one.shared and one.is_whole for one in sources)
                yield exp.column(name, None if is_either else source.name or None)


def _put_before_aliases(select: exp.Select, sources: list[_Source]) -> None:
    """Name the tables of columns, in expressions of ORDER BY, that an alias is called like; refuse them in QUALIFY."""
    hiding = {
        part.alias.lower()
        for part in select.expressions
        if isinstance(part, exp.Alias)
        and not (isinstance(part.this, exp.Column) and part.this.name.lower() == part.alias.lower())
    }
    order, qualify = select.args.get("order"), select.args.get("qualify")
    keys = [key for key in (order.expressions if order else ()) if not isinstance(key.this, exp.Column)]
    for column in [one for key in keys for one in key.find_all(exp.Column)]:
        if not column.table and column.name.lower() in hiding and column.find_ancestor(exp.Select) is select:
            _name_its_table(column, sources)
    for column in qualify.find_all(exp.Column) if qualify else ():
        if column.name.lower() in hiding and _owners(column, sources):
            raise unlike(column, _("an alias is called so too: call it otherwise"))


def _owners(column: exp.Column, sources: list[_Source]) -> list[_Source]:
    """The tables that have a column of this name, or may have one."""
    return [one for one in sources if one.columns is None or column.name.lower() in map(str.lower, one.columns)]


def _name_its_table(column: exp.Column, sources: list[_Source]) -> None:
    owners = _owners(column, sources)
    if len(owners) > 1 or any(one.columns is None or not one.name for one in owners):
        raise unlike(column, _("an alias is called so too: call it otherwise"))
    if owners:
        column.set("table", exp.to_identifier(owners[0].name))
