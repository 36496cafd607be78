"""A repository made by rule: the same for the same number of projects, in the layout that `perf` writes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from perfcli.framework import kinds
from perfcli.scaffold import CODE_ALPHABET

YEARS = (2021, 2022, 2023, 2024, 2025)
UNITS_OF_A_DEPARTMENT = 10
PROJECTS_OF_A_UNIT = 400
FAMILIES = (
    ("清洁取暖设备采购安装", "采购安装农村地区清洁取暖设备，优化冬季取暖的能源结构", "clean-heating"),
    ("公租房维修", "用于公租房屋面防水、水电管线、门窗等日常维修", "housing-maintenance"),
    ("老旧小区改造", "用于老旧小区楼体、管网、道路、绿化等公共环境改造", "old-quarter-renovation"),
    ("城市道路建设", "用于城市道路及排水、照明、绿化等附属工程建设", "road-construction"),
    ("单位日常运转经费", "用于单位办公、水电暖、会议、差旅等日常运转支出", "operating-funds"),
    ("信息系统运行维护", "用于业务信息系统的升级、租用和运行维护", "information-system"),
    ("下属单位社会保险补助", "用于为下属单位职工缴纳养老、医疗等社会保险", "subordinate-subsidies"),
    ("棚户区改造配套基础设施", "用于棚户区改造项目红线内给排水、电力、道路等配套工程施工", ""),
)
PLACES = ("东街", "西街", "南关", "北后街", "肖庄", "董庄", "古城", "山桥东路", "四零四", "大龙道", "新区", "开发区")
_ROWS = (
    ("完成{topic}数量", "按实际完成并验收合格的数量统计", "≥{n}处", "年度工作计划"),
    ("{topic}验收合格率", "验收合格数量占完成数量的比例", "≥95%", "行业标准"),
    ("{topic}按期完成时间", "按合同约定的竣工日期统计", "{year}年12月底前", "年度工作计划"),
    ("{topic}单位成本", "全年支出除以完成的数量", "≤{n}元/处", "预算支出标准"),
    ("{topic}资金使用效率", "当年实际支付金额占预算金额的比例", "≥90%", "历史数据"),
    ("{topic}受益人数", "享受到项目成果的居民人数", "≥{n}人", "年度工作计划"),
    ("{topic}环境改善情况", "项目实施前后周边环境的对比", "明显改善", "年度工作计划"),
    ("{topic}持续使用年限", "设施正常使用的年限", "≥10年", "行业标准"),
    ("{topic}群众满意度", "满意和较满意的受访者占全部受访者的比例", "≥90百分比", "历史数据"),
)
INDICATOR_NAMES = tuple(row[0].removeprefix("{topic}").removeprefix("完成{topic}") for row in _ROWS)
"""What a project's indicators are called behind its topic."""
_PLANS = ((25, 50, 75, 100), (10, 40, 80, 100), (50, 100, 100, 100), (5, 50, 75, 100))


def unit_codes(projects: int) -> list[str]:
    """The units of a repository of so many projects: three digits of department, three of unit."""
    units = max(1, projects // PROJECTS_OF_A_UNIT)
    return [f"{301 + i // UNITS_OF_A_DEPARTMENT}{1 + i % UNITS_OF_A_DEPARTMENT:03}" for i in range(units)]


def make(root: Path, projects: int, division: str = "130303", first: int = 0) -> Path:
    """Write the repository with so many projects below `root`, numbered from `first`; returns it."""
    units = unit_codes(projects)
    _write(root / "perf.toml", f'schema = 1\ndivision = "{division}"\nyear = 2025\n')
    for department in sorted({unit[:3] for unit in units}):
        _write(root / "departments" / f"{department}.toml", _department(department, units))
        for year in YEARS:
            _write(root / "goals" / str(year) / f"{department}.toml", _goals(department, year))
    for number, (year, unit, code) in enumerate(_keys(units, projects, division), first):
        _write(root / "projects" / str(year) / unit / f"{code}.toml", project_text(number, year, unit, code))
    return root


def _keys(units: list[str], projects: int, division: str) -> Iterator[tuple[int, str, str]]:
    draw = random.Random(20210103)
    for number in range(projects):
        year = YEARS[number // len(units) % len(YEARS)]
        code = f"{division}{year % 100:02}" + "".join(draw.choices(CODE_ALPHABET, k=13))
        yield year, units[number % len(units)], code


def project_text(number: int, year: int, unit: str, code: str) -> str:
    """The file of the project with this number; amounts in 元."""
    topic, purpose, template = FAMILIES[number % len(FAMILIES)]
    place = PLACES[number // 7 % len(PLACES)]
    total = f"{(number * 7919 + 12345) % 9_000_000 + 1000}.{number % 100:02}"
    plan = _PLANS[number // 3 % len(_PLANS)]
    lines = [
        "#:schema ../../../schemas/project.json",
        "",
        f'code = "{code}"',
        f'name = "{year}年{place}{topic}项目（{number}号）"',
        f'unit = "{unit}"',
        f"year = {year}",
    ]
    lines += [f'template = "{template}"'] if template else []
    lines += [f'purpose = "{purpose}，项目地点在{place}。"', "goals = ["]
    lines += [f'  "按计划完成{place}{topic}任务，质量合格。",', f'  "改善{place}居民的生活环境，提高满意度。",', "]"]
    lines += ["", "[budget]", f"total = {total}", f"fiscal = {total}", "other = 0.00", "", "[spending_plan]"]
    lines += [f"{month} = {share}.00" for month, share in zip((3, 6, 10, 12), plan, strict=True)]
    for kind, (name, description, target, basis) in zip(kinds(), _ROWS, strict=True):
        filled = target.format(n=number % 500 + 1, year=year)
        lines += ["", "[[indicators]]", f'kind = "{kind}"', f'name = "{name.format(topic=topic)}"']
        lines += [f'description = "{description}"', f'target = "{filled}"', f'basis = "{basis}"']
    return "\n".join(lines) + "\n"


def add_progress(root: Path) -> Path:
    """Write what became of every project below `root`: a monitoring in July and a self-evaluation; returns it."""
    for number, path in enumerate(sorted(root.glob("projects/*/*/*.toml"))):
        _write(root / "progress" / path.relative_to(root / "projects"), progress_text(number, path))
    return root


def progress_text(number: int, path: Path) -> str:
    """The progress file of the project with this number, in the file at `path`."""
    year, unit, code = path.parts[-3], path.parts[-2], path.stem
    topic = next(topic for topic, *_rest in FAMILIES if topic in path.read_text(encoding="utf-8"))
    names = [name.format(topic=topic) for name, *_rest in _ROWS]
    actuals = (number % 600, 97, f"{year}年11月", number % 700, 88, number % 500, "明显改善", 12, 91)
    lines = [f'code = "{code}"', f'unit = "{unit}"', f"year = {year}", "", "[[monitoring]]", f"date = {year}-07-31"]
    lines += [f"spent = {number % 9_000_000}.00"]
    for name, actual in zip(names, actuals, strict=True):
        lines += ["", f'[monitoring.indicators."{name}"]', f'value = "{actual}"']
    lines += ["", "[evaluation]", f"spent = {number * 7 % 9_000_000}.00"]
    for name, actual in zip(names, actuals, strict=True):
        lines += ["", f'[evaluation.indicators."{name}"]', f'actual = "{actual}"']
    return "\n".join(lines) + "\n"


def _department(department: str, units: list[str]) -> str:
    text = f'code = "{department}"\nname = "第{department}局"\n'
    for unit in units:
        if unit[:3] == department:
            text += f'\n[[units]]\ncode = "{unit}"\nname = "第{department}局第{unit[3:]}单位"\n'
    return text


def _goals(department: str, year: int) -> str:
    text = f'department = "{department}"\nyear = {year}\noverall = "完成{year}年各项工作任务。"\n'
    for number in range(1, 11):
        text += f'\n[[functions]]\nname = "第{number}项职能"\ngoal = "做好第{number}项工作"\n'
        for name in ("完成率", "合格率", "满意度"):
            text += f'\n[[functions.indicators]]\nname = "{name}"\n'
            text += f'description = "第{number}项工作的{name}"\ntarget = "≥90%"\n'
    return text


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
