"""Equations (m:oMath) -> one line of text, with the brackets that the line needs: 2/3, (a+b)/2, 10⁴, √(x+1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from perfcli.formats.word.elements import child, children, is_on, local, value
from perfcli.formats.word.scripts import lowered, raised
from perfcli.regex import regex

_WHOLE = regex(r"[0-9]+(?:\.[0-9]+)?|[A-Za-zα-ωΑ-Ω]|[^\W\d_a-zA-Z]")
_BRACKETED = regex(r"[(（\[{|][^()（）\[\]{}|]*[)）\]}|]")
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
_WRAPPERS = frozenset(
    ("oMath", "oMathPara", "e", "num", "den", "sub", "sup", "deg", "lim", "fName", "box", "borderBox")
)
_PLAIN = frozenset(("ins", "moveTo", "smartTag", "sdtContent", "customXml", "hyperlink"))
_SILENT = frozenset(("rPr", "ctrlPr", "argPr", "oMathParaPr"))


class Term(NamedTuple):
    """A part of an equation in a line; `joins` is set where what stands beside it would change it."""

    text: str
    joins: bool = False


class Equation:
    """Writes equations; a run of one is read by `run`, and `skipped` is told of elements that are not known."""

    def __init__(self, run: Callable[[Element], str], skipped: Callable[[Element], None]) -> None:
        self._run = run
        self._skipped = skipped

    def line(self, element: Element) -> str:
        """An equation, or any part of one, as a line."""
        return self._sequence(element).text

    def _sequence(self, element: Element | None) -> Term:
        terms = [term for item in element if (term := self._term(item)).text] if element is not None else []
        if len(terms) == 1:
            return terms[0]
        return Term(_side_by_side(terms), any(term.joins for term in terms[-1:]))

    def _term(self, element: Element) -> Term:
        name = local(element)
        if name == "r":
            return Term(self._run(element))
        if name in _WRAPPERS or name in _PLAIN:
            return self._sequence(element)
        write = _WRITERS.get(name)
        if write is not None:
            return write(self, element)
        if name == "sdt":
            return self._sequence(child(element, "sdtContent"))
        if name not in _SILENT and not name.endswith("Pr"):
            self._skipped(element)
        return Term("")

    def part(self, element: Element, name: str) -> Term:
        """A part of a structure."""
        return self._sequence(child(element, name))

    def parts(self, element: Element, name: str = "e") -> list[Term]:
        """The parts of a structure that has many."""
        return [self._sequence(item) for item in children(element, name)]


def _side_by_side(terms: Sequence[Term]) -> str:
    text = ""
    for at, term in enumerate(terms):
        after = terms[at + 1].text if at + 1 < len(terms) else ""
        shown = term.text
        if term.joins and re.match(r"[\w(（√^]", after):
            shown = f"({shown})"
        elif term.joins and text[-1:].isdecimal() and shown[:1].isdecimal():
            shown = f" {shown}"
        text += shown
    return text


def _bracketed(term: Term) -> str:
    """A term as one thing: in brackets unless it is a number, a sign or in brackets already."""
    text = term.text
    if not term.joins and (_WHOLE.fullmatch(text) or _BRACKETED.fullmatch(text)):
        return text
    return f"({text})"


def _fraction(equation: Equation, element: Element) -> Term:
    over, under = equation.part(element, "num"), equation.part(element, "den")
    kind = value(child(child(element, "fPr"), "type"))
    sign = "¦" if kind == "noBar" else "/"
    return Term(f"{_bracketed(over)}{sign}{_bracketed(under)}", joins=True)


def _above(term: Term) -> str:
    return (raised(term.text) or f"^{_bracketed(term)}") if term.text else ""


def _below(term: Term) -> str:
    return (lowered(term.text) or f"_{_bracketed(term)}") if term.text else ""


def _base(term: Term) -> str:
    return f"({term.text})" if term.joins else term.text


def _scripts(equation: Equation, element: Element) -> Term:
    base = _base(equation.part(element, "e"))
    return Term(base + _below(equation.part(element, "sub")) + _above(equation.part(element, "sup")))


def _before(equation: Equation, element: Element) -> Term:
    scripts = _below(equation.part(element, "sub")) + _above(equation.part(element, "sup"))
    return Term(scripts + _base(equation.part(element, "e")))


def _root(equation: Equation, element: Element) -> Term:
    degree, under = equation.part(element, "deg").text, equation.part(element, "e")
    if is_on(child(child(element, "radPr"), "degHide")):
        degree = ""
    sign = _ROOTS.get(degree) or f"{raised(degree) or f'({degree})'}√"
    return Term(sign + _bracketed(under), joins=True)


def _delimited(equation: Equation, element: Element) -> Term:
    said = child(element, "dPr")
    begin, end, between = (
        value(mark) if (mark := child(said, name)) is not None else usual
        for name, usual in (("begChr", "("), ("endChr", ")"), ("sepChr", "|"))
    )
    return Term(begin + between.join(term.text for term in equation.parts(element)) + end)


def _sum(equation: Equation, element: Element) -> Term:
    mark = child(child(element, "naryPr"), "chr")
    sign = value(mark) if mark is not None else "∫"
    limits = _below(equation.part(element, "sub")) + _above(equation.part(element, "sup"))
    body = equation.part(element, "e")
    gap = " " if limits and body.text else ""
    return Term(sign + limits + gap + (_bracketed(body) if body.text else ""), joins=True)


def _function(equation: Equation, element: Element) -> Term:
    name, argument = equation.part(element, "fName").text, equation.part(element, "e").text
    return Term(name + (argument if _BRACKETED.fullmatch(argument) else f"({argument})"))


def _accent(equation: Equation, element: Element) -> Term:
    mark = child(child(element, "accPr"), "chr")
    return Term(_base(equation.part(element, "e")) + (value(mark) if mark is not None else "\u0302"))


def _bar(equation: Equation, element: Element) -> Term:
    above = value(child(child(element, "barPr"), "pos")) == "top"
    term = equation.part(element, "e")
    return Term(_bracketed(term) + ("\u0305" if above else "\u0332"))


def _grouped(equation: Equation, element: Element) -> Term:
    mark = child(child(element, "groupChrPr"), "chr")
    return Term(_bracketed(equation.part(element, "e")) + (value(mark) if mark is not None else "⏟"))


def _limit(equation: Equation, element: Element) -> Term:
    base, limit = _base(equation.part(element, "e")), equation.part(element, "lim")
    return Term(base + (_below if local(element) == "limLow" else _above)(limit))


def _matrix(equation: Equation, element: Element) -> Term:
    rows = (", ".join(term.text for term in equation.parts(row)) for row in children(element, "mr"))
    return Term(f"[{'; '.join(rows)}]")


def _lines(equation: Equation, element: Element) -> Term:
    return Term("; ".join(term.text for term in equation.parts(element)))


def _ghost(equation: Equation, element: Element) -> Term:
    """A phantom takes its place; unless it is shown it says nothing."""
    shown = is_on(child(child(element, "phantPr"), "show"))
    text = equation.part(element, "e")
    return text if shown is not False else Term("")


_WRITERS: dict[str, Callable[[Equation, Element], Term]] = {
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _before,
    "rad": _root,
    "d": _delimited,
    "nary": _sum,
    "func": _function,
    "acc": _accent,
    "bar": _bar,
    "groupChr": _grouped,
    "limLow": _limit,
    "limUpp": _limit,
    "m": _matrix,
    "eqArr": _lines,
    "phant": _ghost,
}
