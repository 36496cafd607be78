"""What SQLite says of a statement, in the language spoken: its sentences are all that it gives."""

from __future__ import annotations

import re
from string import Formatter

from perfcli.i18n import gettext as _
from perfcli.i18n import noop

REASONS = (
    noop("no such column: {name}"),
    noop("no such table: {name}"),
    noop("no such function: {name}"),
    noop("no such window: {name}"),
    noop("no such collation sequence: {name}"),
    noop("ambiguous column name: {name}"),
    noop('near "{text}": syntax error'),
    noop('unrecognized token: "{text}"'),
    noop("incomplete input"),
    noop("wrong number of arguments to function {name}"),
    noop("misuse of aggregate function {name}"),
    noop("misuse of aggregate: {name}"),
    noop("misuse of window function {name}"),
    noop("misuse of aliased aggregate {name}"),
    noop("misuse of aliased window function {name}"),
    noop("a GROUP BY clause is required before HAVING"),
    noop("HAVING clause on a non-aggregate query"),
    noop("aggregate functions are not allowed in the GROUP BY clause"),
    noop("{nth} ORDER BY term out of range - should be between 1 and {most}"),
    noop("{nth} GROUP BY term out of range - should be between 1 and {most}"),
    noop("{nth} ORDER BY term does not match any column in the result set"),
    noop("sub-select returns {number} columns - expected {wanted}"),
    noop("SELECTs to the left and right of {operator} do not have the same number of result columns"),
    noop("ORDER BY clause should come after {operator} not before"),
    noop("LIMIT clause should come after {operator} not before"),
    noop("all VALUES must have the same number of terms"),
    noop("table {name} has {number} values for {columns} columns"),
    noop("cannot join using column {name} - column not present in both tables"),
    noop("a JOIN clause is required before ON"),
    noop("duplicate WITH table name: {name}"),
    noop("circular reference: {name}"),
    noop("row value misused"),
    noop("datatype mismatch"),
    noop("integer overflow"),
    noop("hex literal too big: {text}"),
    noop("string or blob too big"),
    noop("malformed JSON"),
    noop("bad JSON path: {text}"),
    noop("ESCAPE expression must be a single character"),
    noop("LIKE or GLOB pattern too complex"),
    noop("DISTINCT is not supported for window functions"),
    noop("too many columns in result set"),
    noop("too many terms in compound SELECT"),
    noop("Expression tree is too large (maximum depth {most})"),
    noop("parser stack overflow"),
    noop("no tables specified"),
    noop("not authorized to use function: {name}"),
    noop("not authorized"),
    noop("access to {name} is prohibited"),
    noop("You can only execute one statement at a time."),
    noop("You did not supply a value for binding parameter :{name}."),
    noop("You did not supply a value for binding {number}."),
    noop("Incorrect number of bindings supplied. The current statement uses {number}, and there are {given} supplied."),
    noop("Binding {number} has no name, but you supplied a dictionary (which has only names)."),
    noop("the query contains a null character"),
    noop("Python int too large to convert to SQLite INTEGER"),
    noop("database or disk is full"),
    noop("disk I/O error"),
    noop("unable to open database file"),
    noop("database disk image is malformed"),
    noop("file is not a database"),
    noop("database is locked"),
    noop("database table is locked"),
)
"""The usual ones, for what names and numbers they hold; any other is shown as it comes."""


def spoken(reason: str) -> str:
    """A sentence of SQLite in the language spoken, with the names in it; as it is where it is none of REASONS."""
    for known in REASONS:
        found = re.fullmatch(_pattern(known), reason, re.DOTALL)
        if found:
            sentence = _(known)
            return reason if sentence == known else sentence.format(**found.groupdict())
    return reason


def _pattern(known: str) -> str:
    """A sentence with fields as a regular expression."""
    fields = {"nth": "(?P<nth>[0-9]+)(?:st|nd|rd|th)", None: "", "": ""}
    parts = Formatter().parse(known)
    return "".join(re.escape(text) + fields.get(field, f"(?P<{field}>.*)") for text, field, _spec, _form in parts)
