"""Every shipped template is what a good reviewer would like to see."""

from __future__ import annotations

import re
import string
import tomllib
from decimal import Decimal
from difflib import SequenceMatcher
from pathlib import Path

import msgspec
import pytest

from perfcli.exact import Money, Percent
from perfcli.framework import kinds
from perfcli.model import Indicator, Template
from perfcli.settings import Settings
from perfcli.target import is_percent, read_target

SHIPPED = Path(__file__).parents[1] / "repo_template"
PATHS = sorted((SHIPPED / "templates").glob("*.toml"))
ANSWERS = {
    "name": "肖庄管网",
    "year": "2021",
    "unit": "335001",
    "unit_name": "山海关区住房保障和房产管理局本级",
    "budget": "240000.00",
}
BASES = {"年度工作计划", "行业标准", "预算支出标准", "历史数据"}
DATE = re.compile(r"2021年(?:[1-9]|1[0-2])月(?:底|[1-3]?[0-9]日)前")
RATIO = re.compile(r"率$|比例$|占比$|满意度$")
REVERSE = re.compile(r"成本|造价|费用|单价|标准$|总价|总额|用时|响应时间|支出$|事故数|信访|滞纳金|占比$|办公经费$")
NO_TOPIC = ("数量", "完成", "时间", "满意", "意度", "使用", "年限", "合格", "格率", "单位", "平均", "比例", "金额")


def _number(type_: type, value: object) -> object:
    if type_ in (Percent, Money):
        return type_.parse(value)
    raise NotImplementedError(type_)


def _read(path: Path, type_: type) -> object:
    data = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    return msgspec.convert(data, type_, str_keys=True, dec_hook=_number)


def _template(path: Path) -> Template:
    template = _read(path, Template)
    assert isinstance(template, Template)
    return template


def _filled(path: Path) -> Template:
    """The template as a project would have it: placeholders filled."""

    def fill(value: object) -> object:
        if isinstance(value, str):
            return value.format(**ANSWERS)
        if isinstance(value, list):
            return [fill(part) for part in value]
        return {key: fill(part) for key, part in value.items()} if isinstance(value, dict) else value

    data = fill(tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal))
    return msgspec.convert(data, Template, str_keys=True, dec_hook=_number)


def _texts(template: Template) -> list[str]:
    rows = [text for row in template.indicators for text in _written(row).values()]
    return [template.purpose, *template.goals, *rows]


def _written(row: Indicator) -> dict[str, str]:
    """The keys of an indicator that its file has: optional ones only where they say something."""
    values = msgspec.structs.asdict(row)
    return {key: value for key, value in values.items() if key not in row.OPTIONAL or value not in ("", None, {})}


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


every_template = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
every_indicator = pytest.mark.parametrize(
    "row",
    [pytest.param(row, id=f"{path.stem}-{row.name}") for path in PATHS for row in _filled(path).indicators],
)


def test_the_families_of_the_seed_are_there() -> None:
    assert [path.stem for path in PATHS] == [
        "civil-defence",
        "clean-heating",
        "early-stage-costs",
        "equipment-installation",
        "heritage-protection",
        "housing-maintenance",
        "information-system",
        "infrastructure",
        "law-enforcement",
        "old-quarter-renovation",
        "operating-funds",
        "pipe-network",
        "procurement-of-services",
        "publicity",
        "resettlement-compensation",
        "road-construction",
        "rural-housing",
        "subordinate-subsidies",
        "training",
        "vehicles",
    ]


@every_template
def test_a_template_is_complete(path: Path) -> None:
    template = _template(path)
    assert re.fullmatch(r"[a-z0-9-]+", path.stem)
    assert template.name
    assert template.use
    assert len(template.goals) == len(set(template.goals)) >= 2
    assert all(text.strip() == text != "" for text in _texts(template))
    assert "{name}" in template.purpose


@every_template
def test_each_kind_stands_once_in_the_order_of_the_form(path: Path) -> None:
    assert tuple(row.kind for row in _template(path).indicators) == kinds("2015")


@every_template
def test_level_three_names_are_unique_short_and_without_spaces(path: Path) -> None:
    names = [row.name for row in _template(path).indicators]
    assert len(set(names)) == 9
    assert all(len(name) <= 100 and not re.search(r"[\s{}%]", name) for name in names)


def test_no_two_templates_have_the_same_level_three_names() -> None:
    assert len({frozenset(row.name for row in _template(path).indicators) for path in PATHS}) == len(PATHS)


def test_no_text_is_copied_from_one_template_to_another() -> None:
    purposes = [_template(path).purpose for path in PATHS]
    goals = [goal for path in PATHS for goal in _template(path).goals]
    assert len(set(purposes)) == len(purposes)
    assert len(set(goals)) == len(goals)


@every_template
def test_only_known_placeholders_occur(path: Path) -> None:
    for text in _texts(_template(path)):
        fields = [field for _text, field, _spec, _conversion in string.Formatter().parse(text) if field is not None]
        assert set(fields) <= set(ANSWERS), text
        assert not re.search(r"[{}]|\*\*|XX|指标\d", text.format(**ANSWERS)), text


@every_template
def test_the_plan_rises_to_100_and_is_not_all_spent_by_march(path: Path) -> None:
    plan = _template(path).spending_plan
    shares = list(plan.values())
    assert list(plan) == [3, 6, 10, 12]
    assert shares == sorted(set(shares))
    assert (shares[0] <= 50, str(shares[-1])) == (True, "100.00")


@every_template
def test_goals_do_not_repeat_the_name(path: Path) -> None:
    template = _template(path)
    assert all(template.name not in goal and "{name}" not in goal for goal in template.goals)


@every_template
def test_each_level_three_name_is_about_what_purpose_or_goals_mention(path: Path) -> None:
    template = _template(path)
    said = _pairs(template.purpose) | {pair for goal in template.goals for pair in _pairs(goal)}
    assert [row.name for row in template.indicators if not (_pairs(row.name) - set(NO_TOPIC)) & said] == []


@every_indicator
def test_a_description_says_how_it_is_measured(row: Indicator) -> None:
    assert row.name not in row.description
    assert len(row.description) >= 8
    assert SequenceMatcher(None, row.name, row.description).ratio() < 0.7


@every_indicator
def test_a_basis_is_a_basis(row: Indicator) -> None:
    assert row.basis in BASES


@every_indicator
def test_a_target_fits_its_indicator(row: Indicator) -> None:
    read = read_target(row.target)
    if read.operator is None:
        assert row.kind == "时效指标"
        assert row.name.endswith("时间")
        assert DATE.fullmatch(row.target)
        return
    assert row.target == f"{read.operator}{read.value}{read.unit}"
    assert is_percent(read.unit) == bool(RATIO.search(row.name))
    assert (read.operator, str(read.value), read.unit) != ("≥", "100", "%")
    assert (read.operator == "≤" or row.target.startswith("=0")) == bool(REVERSE.search(row.name))


@every_indicator
def test_kinds_are_measured_in_what_they_are(row: Indicator) -> None:
    read = read_target(row.target)
    if row.kind == "数量指标":
        assert read.operator == "≥"
        assert not is_percent(read.unit)
    if row.kind == "成本指标":
        assert read.operator == "≤"
        assert "元" in (read.unit or "")
    if row.kind == "质量指标":
        assert is_percent(read.unit)
    if row.kind == "服务对象满意度指标":
        assert row.name.endswith("满意度")
        assert row.target in ("≥85%", "≥90%", "≥95%")


@every_template
def test_the_text_is_canonical(path: Path) -> None:
    template = _template(path)
    lines = ["#:schema ../schemas/template.json", ""]
    lines += [f'name = "{template.name}"', f'use = "{template.use}"', f'purpose = "{template.purpose}"']
    lines += ["goals = [", *(f'  "{goal}",' for goal in template.goals), "]", "", "[spending_plan]"]
    lines += [f"{month} = {share}" for month, share in template.spending_plan.items()]
    for row in template.indicators:
        pairs = _written(row).items()
        lines += ["", "[[indicators]]", *(f'{key} = "{value}"' for key, value in pairs)]
    assert path.read_bytes().decode("utf-8") == "\n".join(lines) + "\n"


def test_the_settings_are_readable_and_those_of_the_example() -> None:
    settings = _read(SHIPPED / "perf.toml", Settings)
    assert settings == Settings(division="130303", year=2021)
    lines = (SHIPPED / "perf.toml").read_text(encoding="utf-8").splitlines()
    assert lines.count('division = "130303"') == lines.count("year = 2021") == 1
