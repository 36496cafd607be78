"""Generated records, for laws that hold for all of them."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st

from perfcli.model import (
    Budget,
    Department,
    DepartmentGoals,
    Function,
    FunctionIndicator,
    Indicator,
    Money,
    Percent,
    Project,
    Record,
    Safeguard,
    Template,
    Unit,
)

T = TypeVar("T")

texts = st.text(
    alphabet=st.sampled_from("a中\"\\\n#[]{}=,' ") | st.characters(exclude_categories=["Cs"], exclude_characters="\r"),
    max_size=8,
)
amounts = (st.integers(0, 10**6) | st.integers(0, 7 * 10**15)).map(lambda fen: Money(Decimal(fen) / 100))
percents = st.integers(0, 10**5).map(lambda number: Percent((Decimal(number) / 100).quantize(Decimal("0.01"))))
plans = st.dictionaries(st.integers(1, 12), percents, max_size=4)
years = st.integers(1, 9999)


def tuples_of(values: st.SearchStrategy[T], most: int) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(values, max_size=most).map(tuple)


indicators = st.builds(Indicator, kind=texts, name=texts, description=texts, target=texts, basis=texts)
projects = st.builds(
    Project,
    code=texts,
    name=texts,
    unit=texts,
    year=years,
    template=texts,
    purpose=texts,
    goals=tuples_of(texts, 4),
    budget=st.builds(Budget, total=amounts, fiscal=amounts, other=amounts),
    spending_plan=plans,
    indicators=tuples_of(indicators, 4),
)
functions = st.builds(
    Function,
    name=texts,
    goal=texts,
    indicators=tuples_of(st.builds(FunctionIndicator, name=texts, description=texts, target=texts), 3),
)
goals = st.builds(
    DepartmentGoals,
    department=texts,
    year=years,
    overall=texts,
    functions=tuples_of(functions, 4),
    safeguards=tuples_of(st.builds(Safeguard, title=texts, text=texts), 3),
)
departments = st.builds(Department, code=texts, name=texts, units=tuples_of(st.builds(Unit, code=texts, name=texts), 4))
templates = st.builds(
    Template,
    name=texts,
    use=texts,
    purpose=texts,
    goals=tuples_of(texts, 3),
    spending_plan=plans,
    indicators=tuples_of(indicators, 3),
)
records: st.SearchStrategy[Record] = st.one_of(projects, goals, departments, templates)
pairs: st.SearchStrategy[tuple[Record, Record]] = st.one_of(
    st.tuples(projects, projects),
    st.tuples(goals, goals),
    st.tuples(departments, departments),
    st.tuples(templates, templates),
)
