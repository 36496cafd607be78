"""Generated records, for laws that hold for all of them: every key is drawn, by its type."""

from __future__ import annotations

import types
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any, TypeVar, get_args, get_origin

import msgspec
from hypothesis import strategies as st

from perfcli.exact import Money, Percent, Points
from perfcli.model import Department, DepartmentGoals, Indicator, Month, Project, Record, Template

T = TypeVar("T")
R = TypeVar("R", bound=Record)

texts = st.text(
    alphabet=st.sampled_from("a中\"\\\n#[]{}=,' ") | st.characters(exclude_categories=["Cs"], exclude_characters="\r"),
    max_size=8,
)
labels = st.text(alphabet=st.sampled_from('a中负责人-. "\n'), max_size=4)
amounts = (st.integers(0, 10**6) | st.integers(0, 7 * 10**15)).map(lambda fen: Money(Decimal(fen) / 100))
percents = st.integers(0, 10**5).map(lambda number: Percent((Decimal(number) / 100).quantize(Decimal("0.01"))))
plans = st.dictionaries(st.integers(1, 12), percents, max_size=4)
points = st.sampled_from([Points("10"), Points("0.5"), Points("33.3333"), Points("0"), Points("1000")])
months = st.integers(1, 12)
years = st.integers(1, 9999)
_LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: years,
    Money: amounts,
    Percent: percents,
    Points: points,
    Month: months,
    type(None): st.none(),
}


def tuples_of(values: st.SearchStrategy[T], most: int) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(values, max_size=most).map(tuple)


def of_type(kind: Any, most: int = 4) -> st.SearchStrategy[Any]:
    """Values of a key's type; `most` elements in a list or table."""
    if kind in _LEAVES:
        return _LEAVES[kind]
    if isinstance(kind, type) and issubclass(kind, Record):
        return record_of(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return of_type(arguments[0])
    if origin is tuple:
        return tuples_of(of_type(arguments[0], 2), most)
    if origin is types.UnionType:
        return st.one_of(*map(of_type, arguments))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        keys = months if arguments[0] == Month else labels
        values = of_type(arguments[1], 2).filter(lambda value: value not in ("", ()))  # an empty one is an absent one
        return st.dictionaries(keys, values, max_size=3)
    raise NotImplementedError(kind)


def record_of(kind: type[R], /, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[R]:
    """Records of a type with every key drawn, but for those given."""
    fields = {field.name: field.type for field in msgspec.structs.fields(kind) if field.name not in given}
    return st.builds(kind, **{name: of_type(field) for name, field in fields.items()}, **given)


indicators = record_of(Indicator)
projects = record_of(Project)
goals = record_of(DepartmentGoals)
departments = record_of(Department)
templates = record_of(Template)
records: st.SearchStrategy[Record] = st.one_of(projects, goals, departments, templates)
pairs: st.SearchStrategy[tuple[Record, Record]] = st.one_of(
    st.tuples(projects, projects),
    st.tuples(goals, goals),
    st.tuples(departments, departments),
    st.tuples(templates, templates),
)
