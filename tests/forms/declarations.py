"""Declarations of forms and records for them, generated; each way of writing a form, with the way back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from hypothesis import strategies as st
from msgspec.structs import replace

from perfcli.exact import Money, Percent, Points
from perfcli.form import LIST, MONTHS, PROJECT, SHARES, UNIT, Form, FormCell, FormColumn, FormPart
from perfcli.formats.excel.laid import write_pages as write_workbook
from perfcli.formats.excel.reader import read_xlsx
from perfcli.formats.layout import LaidPage
from perfcli.formats.pages import Page, PageRow, Spot, laid_page, sheet_page, text_page
from perfcli.formats.tabbed import write_pages as write_text
from perfcli.formats.web.laid import write_pages as write_web_page
from perfcli.formats.web.reader import read_page
from perfcli.formats.word.laid import write_pages as write_word
from perfcli.formats.word.package import Properties
from perfcli.formats.word.pages import read_pages
from perfcli.forms.cells.ledger import Ledger
from perfcli.forms.laying.shown import DETAIL, INDICATOR, INDICATOR_DETAIL, PLAN, SOURCE, Subject
from perfcli.forms.laying.table_rows import NUMBER, is_of_indicators
from perfcli.forms.parts.signatures import is_signed, put_sum
from perfcli.forms.reading import read_forms
from perfcli.forms.record.filled import FilledForm
from perfcli.framework import kinds
from perfcli.model import LONG_TERM, Budget, DepartmentGoals, Details, Indicator, Project
from tests.forms.sheets import WORDS

UNIT_CODE, UNIT_NAME, DEPARTMENT_NAME, FRAMEWORK = "335001", "住房保障局本级", "住房保障局", "2021"

Said = tuple[list[FilledForm], list[str]]
"""What forms say, wherever they stand, and why something is left over."""


def _of_word(page: LaidPage) -> Page:
    read = read_pages(write_word([page], Properties("表")))
    assert read.leftovers == ()
    return read.page


def _of_workbook(page: LaidPage) -> Page:
    (table,) = read_xlsx(write_workbook([page]))
    assert (table.strays, table.notes) == ((), ())
    return sheet_page(table)


FORMATS: Mapping[str, Callable[[LaidPage], Page]] = {
    "docx": _of_word,
    "xlsx": _of_workbook,
    "html": lambda page: read_page(write_web_page([page], "表")),
    "txt": lambda page: text_page("", write_text([page])),
}
"""A page written in each format and cut into cells again."""


def said(page: Page, form: Form) -> Said:
    """What a page says by a declaration."""
    read = read_forms([page], WORDS, declared=[form])
    forms = [replace(found, where="", assumptions=()) for found in read.forms]
    return forms, [left.reason for left in read.leftovers]


def said_laid(page: LaidPage, form: Form) -> Said:
    """The same of a page as it is laid out, without a file between."""
    return said(laid_page(page), form)


# Declarations.

_LABELS = (
    "项目名称",
    "项目编码",
    "*项 目",
    "主管部门及代码",
    "实施单位",
    "项目资金（万元）",
    "其中：财政拨款",
    "年度资金总额：",
    "其他资金",
    "资金用途",
    "总体目标",
    "年度绩效目标",
    "备注",
    "审核意见",
    "1.立项依据",
    "项目属性",
    "负责人",
    "其他",
    "甲",
    "绩效指标",
    "合计",
    "单位",
    "第一部分（基本情况）",
    "是否PPP项目",
    "二、\n支出",
)
_DETAILS = ("项目属性", "项目期", "审核意见", "立项依据", "负责人", "联系电话", "批复文号", "甲", "其他要素")
_SOURCES = ("中央补助", "省级补助", "上年结转", "地方资金")
_LISTED = ("任务名称", "主要内容", "任务金额")
_COLUMNS = ("数据来源", "评分标准", "良")
_TITLES = ("项目支出绩效目标申报表", "{year}年{name}绩效目标表", "某县{year}年度专项（转移支付）目标表", "附表 1")
_HEADINGS = {
    NUMBER: "序号",
    "level1": "一级指标",
    "kind": "二级指标",
    "name": "三级指标",
    "description": "指标解释",
    "target": "指标值",
    "operator": "符号",
    "value": "数值",
    "measure": "度量单位",
    "basis": "依据",
    "weight": "分值",
    "scoring": "计分方法",
}
_OF_ALL = ("unit", "unit_code", "unit_name", "year", "goals", "budget.total", "budget.fiscal", "budget.other")
_OF_PROJECT = (*_OF_ALL, "code", "purpose", "long_term_goals", *(f"{PLAN}{month}" for month in (3, 12)))
_OF_UNIT = _OF_ALL
_FREE = (*(f"{DETAIL}{label}" for label in _DETAILS), *(f"{SOURCE}{label}" for label in _SOURCES))
_OF_LIST = ("unit", "budget.total", "budget.fiscal", "budget.other", f"{SOURCE}中央补助", "goals", "code", "purpose")
_LINE_KEYS = ("填报人", "填表日期", "审核人")

_yes_or_no: st.SearchStrategy[bool] = st.booleans()
_label = st.sampled_from(_LABELS) | st.text("甲乙丙丁一二（）：、项目", min_size=1, max_size=8)


def _parted(draw: st.DrawFn, total: int, count: int) -> list[int]:
    """A number as a sum of so many, each 1 or more."""
    cuts = sorted(draw(st.permutations(range(1, total)))[: count - 1]) if total > 1 else []
    return [right - left for left, right in zip([0, *cuts], [*cuts, total], strict=True)]


class _Making:
    """Makes one declaration; each key is taken once."""

    def __init__(self, draw: st.DrawFn, of: str, width: int) -> None:
        self._draw, self._of, self._width = draw, of, width
        known = _OF_UNIT if of == UNIT else _OF_PROJECT
        keys = draw(st.permutations((*known, *_FREE)))[:8]
        first = ["overall" if of == UNIT else "name"]
        self._has_months = of == PROJECT and not any(key.startswith(PLAN) for key in keys)
        coded = {"unit", "unit_code"} & set(keys)
        with_department = bool(coded) and draw(_yes_or_no)
        self.keys = [*first, *keys, *(("department",) if with_department else ())]

    def rows(self) -> FormPart:
        """Rows of cells that span columns and rows; the first one has a label."""
        draw, height = self._draw, self._draw(st.integers(1, 4))
        rows: list[tuple[FormCell, ...]] = []
        going: dict[int, tuple[int, int]] = {}
        for number in range(height):
            cells: list[FormCell] = []
            below: dict[int, tuple[int, int]] = {}
            at = 0
            while at < self._width:
                if at in going:
                    right, more = going[at]
                    if more > 1:
                        below[at] = right, more - 1
                    at = right
                    continue
                room = min((left for left in going if left > at), default=self._width) - at
                span = draw(st.integers(1, room))
                tall = draw(st.integers(1, height - number)) if (at or span < room) and not going else 1
                if tall > 1:
                    below[at] = at + span, tall - 1
                cells.append(self._cell(span, tall, is_first=not (rows or cells)))
                at += span
            going = below
            rows.append(tuple(cells))
        return FormPart(rows=tuple(rows))

    def _cell(self, columns: int, rows: int, *, is_first: bool) -> FormCell:
        kinds = ["label"] if is_first else ["label", "both"] if rows > 1 else ["label", "key", "key", "both", "empty"]
        chosen = self._draw(st.sampled_from(kinds)) if self.keys else "label"
        label = self._draw(_label) if chosen in ("label", "both") else ""
        if chosen not in ("key", "both"):
            return FormCell(label=label, columns=columns, rows=rows)
        key = self.keys.pop(0)
        if key == "department" and not label:
            label = "主管部门："
        return FormCell(label=label, key=key, columns=columns, rows=rows)

    def rest(self) -> FormPart:
        """Rows for the name or the overall goal where no cell has it, and for a plan."""
        rows: list[tuple[FormCell, ...]] = []
        for key in {"name", "overall"} & set(self.keys):
            rows.append((FormCell(label="项目名称"), FormCell(key=key, columns=self._width - 1)))
        if self._has_months:
            rows.append((FormCell(label="支出计划", rows=2), FormCell(key=MONTHS, columns=self._width - 1)))
            rows.append((FormCell(key=SHARES, columns=self._width - 1),))
        return FormPart(rows=tuple(rows))

    def details(self) -> FormPart:
        """A table of details that are lists."""
        label = self._draw(st.sampled_from(("", "主要任务")))
        room = self._width - bool(label)
        listed = list(_LISTED[: self._draw(st.integers(1, min(3, room)))])
        spans = _parted(self._draw, room, len(listed))
        columns = tuple(
            FormColumn(key=f"{DETAIL}{name}", heading=name, columns=span)
            for name, span in zip(listed, spans, strict=True)
        )
        return FormPart(label=label, columns=columns)

    def indicators(self, own: Sequence[FormColumn] = ()) -> FormPart:
        """A table of indicators, of one term or of two, behind columns that say whose they are."""
        draw = self._draw
        label = "" if own else draw(st.sampled_from(("", "绩效指标", "指\n标")))
        room = self._width - len(own) - bool(label)
        chosen = draw(st.sampled_from(("one", "one", "two", "shared"))) if room >= 6 and not own else "one"
        if chosen == "one":
            columns = self._one_term(room)
        elif chosen == "two":
            first = draw(st.sampled_from((True, False)))
            sides = [
                _column(key, term)
                for term in ((LONG_TERM, "") if first else ("", LONG_TERM))
                for key in ("kind", "name", "target")
            ]
            columns = [_column("level1"), *sides] if room > 6 else sides
        else:
            columns = [*map(_column, ("level1", "kind", "name")), _column("target", LONG_TERM), _column("target")]
        columns = [*own, *columns]
        spans = _parted(draw, self._width - bool(label), len(columns))
        over = draw(st.sets(st.integers(0, len(columns) - 1), max_size=4)) if draw(st.booleans()) else set[int]()
        return FormPart(
            label=label,
            columns=tuple(
                FormColumn(
                    key=column.key,
                    over="指标情况" if at in over else "",
                    heading=column.heading,
                    columns=span,
                    merged=column.merged,
                    term=column.term,
                )
                for at, (column, span) in enumerate(zip(columns, spans, strict=True))
            ),
        )

    def _one_term(self, room: int) -> list[FormColumn]:
        draw = self._draw
        pool = ["level1", "kind", "description", "basis", "weight", "scoring", *(f"details.{one}" for one in _COLUMNS)]
        target = draw(st.sampled_from((("target",), ("target",), ("operator", "value", "measure"))))
        keys = ["name", *(target if room > len(target) else ()), *draw(st.permutations(pool))]
        keys = keys[: draw(st.integers(min(1 + len(target), room), room))]
        order = [*_HEADINGS, *(f"details.{one}" for one in _COLUMNS)]
        ordered = sorted(keys, key=order.index) if draw(st.booleans()) else keys
        numbered = [NUMBER, *ordered] if len(ordered) < room and draw(st.booleans()) else ordered
        return [_column(key) for key in numbered]


def _column(key: str, term: str = "") -> FormColumn:
    heading = _HEADINGS.get(key, key.removeprefix("details."))
    whole = key if key == NUMBER else f"{INDICATOR}{key}"
    return FormColumn(key=whole, heading=heading, merged=key in ("level1", "kind"), term=term)


def _own_column(key: str) -> FormColumn:
    heading = {"name": "项目名称", "unit": "单位名称"}.get(key, key.rpartition(".")[2])
    return FormColumn(key=key, heading=heading, merged=True)


@st.composite
def declarations(draw: st.DrawFn) -> Form:
    """Forms of a project, of a unit, of a list: rows with spans, tables, lines around them; none of them at fault.

    Each key has one cell, each term one table. A department stands where the unit's code does. A cell that spans rows
    has a label: of an empty one a workbook does not say how far it goes where its first row is empty too.
    """
    of = draw(st.sampled_from((PROJECT, PROJECT, UNIT, LIST)))
    width = draw(st.integers(3, 10))
    making = _Making(draw, of, width)
    if of == LIST:
        own = ["name", *draw(st.permutations(_OF_LIST))[: draw(st.integers(0, max(0, width - 3)))]]
        parts = [making.indicators([_own_column(key) for key in draw(st.permutations(own))])]
    else:
        parts = [making.rows() for _part in range(draw(st.integers(0, 2)))]
        tables = draw(st.lists(st.sampled_from((making.details, making.indicators)), unique=True, max_size=2))
        for table in tables:
            parts.insert(draw(st.integers(0, len(parts))), table())
        rest = making.rest()
        parts += [rest] if rest.rows else []
        parts = parts or [making.rows()]
    title = draw(st.sampled_from(_TITLES))
    above: list[tuple[FormCell, ...]] = [(FormCell(key="scale"),)]
    if draw(st.booleans()):
        above.insert(0, (FormCell(label="（{year}年度）"),))
    if draw(st.booleans()) and of != LIST:
        above[-1] = (FormCell(label="填报人：", key="details.填报人"), FormCell(key="scale"))
    signed = tuple(FormCell(label=f"{one}：", key=f"{DETAIL}{one}") for one in _LINE_KEYS[1:])
    below = draw(st.sampled_from(((), (signed,), ((FormCell(label="注：一式两份"),), signed)))) if of != LIST else ()
    return Form(
        name="表",
        use=draw(st.sampled_from(("", '给"人"看的\\'))),
        of=of,
        title=title,
        scale=draw(st.sampled_from(("元", "万元", "千元"))),
        landscape=draw(st.booleans()),
        widths=tuple(draw(st.lists(st.integers(1, 40), min_size=width, max_size=width))),
        above=tuple(above),
        parts=tuple(parts),
        below=below,
    )


# Records.

_tame = st.text("农村公路养护整治河道群众满意", min_size=2, max_size=12)
_tame_lines = st.lists(_tame, min_size=1, max_size=3).map("\n".join)
_targets = st.sampled_from(("≥12公里", "≤3%", "=100%", "满意", ">0.5万元", "12次", "有效提升"))
_money = st.integers(0, 10**9).map(lambda fen: Money(Decimal(fen) / 100))
_parts = st.lists(_money.filter(bool), min_size=4, max_size=4)
_points = st.sampled_from((None, Points("10"), Points("0.5"), Points("33.3333")))
_plan = st.dictionaries(
    st.integers(1, 12), st.integers(200, 10000).map(lambda part: Percent(Decimal(part) / 100).quantize(Decimal("0.01")))
)


def _odd(form: Form) -> st.SearchStrategy[str]:
    """Texts that look like parts of a form, and any others."""
    labels = [cell.label for cell in form.cells if cell.label]
    labels += [text for part in form.parts for one in part.columns for text in (one.heading, one.over) if text]
    own = (*labels, form.title, f"{labels[0]}某" if labels else "")
    looks = (
        "",
        "……",
        "合计",
        "1.5公里",
        "-",
        "（2024年度）",
        "单位：万元",
        "□是 ☑否",
        "□是",
        "指标1：",
        "2024年",
        "12",
        "３％",
        "1.一\n2.二",
        "一\n\n 二 ",
        "产出指标",
        "数量指标",
        "<b>&amp;</b>",
        "=1+1",
        "'12",
        "注：一式两份",
        "审核人：某",
        "0.10",
        "4108212100000000ABCDE-某",
        "长" * 400,
        "目标1：甲目标2：乙",
        "5月底",
        "甲　　　　乙",
        "月",
        "{year}",
    )
    alphabet = "中文，。；：、（）a1.%≥ \n\u3000·\"'&<>|*#\\"
    return st.sampled_from((*own, *looks)) | st.text(alphabet, max_size=12).map(_as_a_web_page_shows)


def _is_of_table(text: str) -> bool:
    """Whether rows of which this is filled in, alone or as a label before values, are ones of a table of indicators."""
    alone, pairs = (
        PageRow([Spot(one, at, at + 1, 1, "1") for at, one in enumerate(texts)], 1)
        for texts in ([text], [text, "甲"] * 2)
    )
    return not (is_signed(alone, WORDS) or is_signed(pairs, WORDS) or put_sum(alone, WORDS, Ledger()))


def _as_a_web_page_shows(text: str) -> str:
    """A text without two spaces side by side, which a web page shows as one."""
    return re.sub(" {2,}", " ", text)


def subjects(form: Form, *, odd: bool = False) -> st.SearchStrategy[list[Subject]]:
    """Records for a form: odd ones with everything, else tame ones that hold only what the form has a place for."""
    one = _odd_records(form) if odd else _tame_records(form)
    records = st.lists(one, min_size=1, max_size=3, unique_by=_named) if form.of == LIST else one.map(lambda it: [it])
    return records.map(lambda found: [Subject(record, UNIT_NAME, DEPARTMENT_NAME, FRAMEWORK) for record in found])


def _named(record: Project | DepartmentGoals) -> str:
    """What tells the projects of a list apart: one of the same name goes on with the one above it."""
    return "".join(record.name.split()) if isinstance(record, Project) else ""


def _odd_records(form: Form) -> st.SearchStrategy[Project | DepartmentGoals]:
    text = _odd(form)
    texts = st.lists(text, max_size=3).map(tuple)
    # a row of a list without a name, or one that begins with 合计, is no project's; one that is signed no indicator's
    name = text.map(lambda said: f"项{said}") if form.of == LIST else text.filter(_is_of_table)
    labels = sorted({key.removeprefix(DETAIL) for key in form.keys if key.startswith(DETAIL)}) or ["甲"]
    details = st.dictionaries(st.sampled_from(labels), text | texts, max_size=4)
    of_row = [key.removeprefix(INDICATOR_DETAIL) for key in form.keys if key.startswith(INDICATOR_DETAIL)] or ["甲"]
    rows = st.lists(
        st.builds(
            Indicator,
            kind=st.sampled_from(kinds(FRAMEWORK)) | name,
            name=name,
            description=text,
            target=_targets | text,
            basis=text,
            level1=name,
            weight=_points,
            scoring=st.sampled_from(("", "direct")),
            term=st.sampled_from(("", LONG_TERM)),
            details=st.dictionaries(st.sampled_from(of_row), text, max_size=2),
        ),
        max_size=4,
    ).map(tuple)
    sources = st.dictionaries(st.sampled_from(_SOURCES), _money, max_size=2)
    budget = st.builds(Budget, total=_money, fiscal=_money, other=_money, sources=sources)
    if form.of == UNIT:
        return st.builds(
            DepartmentGoals,
            unit=st.just(UNIT_CODE),
            year=st.just(2024),
            overall=text,
            goals=texts,
            budget=st.none() | budget,
            indicators=rows,
            details=details,
        )
    return st.builds(
        Project,
        code=st.just("99090424T000000718842"),
        name=name,
        unit=st.just(UNIT_CODE),
        year=st.just(2024),
        purpose=text,
        goals=texts,
        long_term_goals=texts,
        budget=budget,
        spending_plan=_plan,
        indicators=rows,
        details=details,
    )


def _tame_records(form: Form) -> st.SearchStrategy[Project | DepartmentGoals]:
    keys = form.keys
    cells = {cell.key for cell in form.cells}

    def if_placed(key: str, values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return values if key in keys else st.just("")

    def goals_if(key: str, least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(_tame, min_size=least, max_size=3).map(tuple) if key in keys else st.just(())

    details = _tame_details(form)
    budget = st.builds(_budget, st.just(keys), _money, _money, _parts)
    rows = _tame_rows(form)
    if form.of == UNIT:
        return st.builds(
            DepartmentGoals,
            unit=st.just(UNIT_CODE),
            year=st.just(2024),
            overall=if_placed("overall", _tame_lines),
            goals=goals_if("goals"),
            budget=budget if "budget.total" in keys or "budget.fiscal" in keys else st.none(),
            indicators=rows,
            details=details,
        )
    months = [int(key.removeprefix(PLAN)) for key in cells if key.startswith(PLAN) and key not in (MONTHS, SHARES)]
    plan = _plan if MONTHS in cells else _plan.map(lambda it: {at: it[at] for at in sorted(it) if at in months})
    return st.builds(
        Project,
        code=st.just("99090424T000000718842"),
        name=_tame,
        unit=st.just(UNIT_CODE),
        year=st.just(2024),
        purpose=if_placed("purpose", _tame_lines),
        goals=goals_if("goals"),
        long_term_goals=goals_if("long_term_goals"),
        budget=budget,
        spending_plan=plan,
        indicators=rows,
        details=details,
    )


def _budget(keys: frozenset[str], fiscal: Money, other: Money, parts: Sequence[Money]) -> Budget:
    """A budget as far as a form prints it: what it leaves out follows from the rest."""
    zero = Money("0.00")
    has_total, has_fiscal, has_other = (f"budget.{part}" in keys for part in ("total", "fiscal", "other"))
    sources = {label: part for label, part in zip(_SOURCES, parts, strict=True) if f"{SOURCE}{label}" in keys}
    if not has_total and not has_fiscal:
        return Budget(total=zero, fiscal=zero, other=other if has_other else zero, sources=sources)
    fiscal = zero if not has_fiscal and not has_total else fiscal
    other = other if has_other or (has_total and has_fiscal) else zero
    return Budget(total=Money.parse(fiscal + other), fiscal=fiscal, other=other, sources=sources)


def _tame_details(form: Form) -> st.SearchStrategy[Details]:
    cells = {cell.key for cell in form.cells if cell.key.startswith(DETAIL)}
    columns = {column.key for part in form.parts for column in part.columns if column.key.startswith(DETAIL)}
    on_lines = {cell.key for line in (*form.above, *form.below) for cell in line}
    of_cells = {key.removeprefix(DETAIL): _tame if key in on_lines else _tame_lines for key in sorted(cells)}
    listed = {key.removeprefix(DETAIL): st.lists(_tame, min_size=2, max_size=4).map(tuple) for key in sorted(columns)}
    return st.fixed_dictionaries({}, optional={**of_cells, **listed})


def _tame_rows(form: Form) -> st.SearchStrategy[tuple[Indicator, ...]]:
    """Indicators of the terms of a form, each with what its table has a column for."""
    tables = [part for part in form.parts if part.columns and is_of_indicators(part)]
    if not tables:
        return st.just(())
    (part,) = tables
    keys = {column.key.removeprefix(INDICATOR) for column in part.columns}
    has_target = not {"target", "value"}.isdisjoint(keys)
    has_kind = "kind" in keys

    def rows_of(names: list[str]) -> st.SearchStrategy[tuple[Indicator, ...]]:
        one = [
            st.builds(
                Indicator,
                kind=st.sampled_from(kinds(FRAMEWORK)) if has_kind else st.just(""),
                name=st.just(name),
                description=_tame_lines if "description" in keys else st.just(""),
                target=_targets if has_target else st.just(""),
                basis=_tame if "basis" in keys else st.just(""),
                weight=_points if "weight" in keys else st.none(),
                scoring=st.sampled_from(("", "direct", "graded")) if "scoring" in keys else st.just(""),
                term=st.sampled_from(part.terms),
                details=st.fixed_dictionaries(
                    {}, optional={label: _tame for label in _COLUMNS if f"details.{label}" in keys}
                ),
            )
            for name in names
        ]
        rows = st.tuples(*one)
        return rows.map(lambda found: tuple(sorted(found, key=_by_level))) if "level1" in keys or has_kind else rows

    return st.lists(_tame, max_size=4, unique=True).flatmap(rows_of)


def _by_level(row: Indicator) -> int:
    return kinds(FRAMEWORK).index(row.kind) if row.kind else 0


# Plain declarations and whole records: what can be told from a filled sheet alone.

_PLAIN = (
    ("项目编码", "code"),
    ("实施单位", "unit"),
    ("资金用途", "purpose"),
    ("项目属性", f"{DETAIL}项目属性"),
    ("项目负责人", f"{DETAIL}项目负责人"),
    ("联系电话", f"{DETAIL}联系电话"),
    ("总体目标", "goals"),
    ("立项依据", f"{DETAIL}立项依据"),
)
_MONEY = (("年度资金总额", "budget.total"), ("其中：财政拨款", "budget.fiscal"), ("其他资金", "budget.other"))


@st.composite
def plain_declarations(draw: st.DrawFn) -> Form:
    """Project forms as most are: known labels before their values, money beside one tall label, one table of one term.

    Without what a filled sheet does not tell: keys without a label before them, a plan, details that are lists, the
    terms of a table without a heading that names them.
    """
    width = draw(st.integers(6, 9))
    rows: list[tuple[FormCell, ...]] = [(FormCell(label="项目名称"), FormCell(key="name", columns=width - 1))]
    pairs = list(draw(st.permutations(_PLAIN))[: draw(st.integers(1, len(_PLAIN)))])
    while pairs:
        (label, key), *pairs = pairs
        has_second = draw(_yes_or_no)
        if pairs and has_second:
            (other, second), *pairs = pairs
            first = draw(st.integers(1, width - 3))
            cells = (FormCell(label=label), FormCell(key=key, columns=first), FormCell(label=other))
            rows.append((*cells, FormCell(key=second, columns=width - 2 - first)))
        else:
            rows.append((FormCell(label=label), FormCell(key=key, columns=width - 1)))
    whole = draw(st.sampled_from((1, 2)))
    side = FormCell(label="项目资金（万元）", columns=whole, rows=len(_MONEY))
    for at, (label, key) in enumerate(_MONEY):
        values = (FormCell(label=label), FormCell(key=key, columns=width - whole - 1))
        rows.append(values if at else (side, *values))
    keys = ["level1", "kind", "name", "target", *draw(st.permutations(("basis", "weight", "description")))]
    label = draw(st.sampled_from(("", "绩效指标")))
    keys = keys[: draw(st.integers(4, min(len(keys), width - bool(label))))]
    spans = _parted(draw, width - bool(label), len(keys))
    columns = tuple(
        FormColumn(key=column.key, heading=column.heading, columns=span, merged=column.merged)
        for column, span in zip(map(_column, keys), spans, strict=True)
    )
    return Form(
        name="项目支出绩效目标申报表",
        title="项目支出绩效目标申报表",
        scale="万元",
        widths=tuple(draw(st.lists(st.integers(10, 40), min_size=width, max_size=width))),
        above=((FormCell(label="（{year}年度）"),),),
        parts=(FormPart(rows=tuple(rows)), FormPart(label=label, columns=columns)),
    )


def is_whole(form: Form, subject: Subject) -> bool:
    """Whether a record has a value for each key of a form of projects, and indicators."""
    record = subject.record
    assert isinstance(record, Project)
    values = {"purpose": record.purpose, "goals": record.goals, "indicators": record.indicators}
    wanted = {key for key in values if key in form.keys or key == "indicators"}
    details = {key.removeprefix(DETAIL) for key in form.keys if key.startswith(DETAIL)}
    return all(values[key] for key in wanted) and details <= record.details.keys()
