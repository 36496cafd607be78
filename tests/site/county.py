"""A county made by rule, with what became of its projects: small for tests, as large as one likes by hand.

`python -m tests.site.county FOLDER YEARS UNITS PROJECTS` writes one; PROJECTS are those of all years.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.repository import project_text

_DEPARTMENTS = (
    "教育和体育局",
    "住房和城乡建设局",
    "交通运输局",
    "农业农村局",
    "卫生健康局",
    "水务局",
    "财政局",
    "应急管理局",
)
_UNITS_OF_A_DEPARTMENT = 5
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def write_county(root: Path, years: int, units: int, projects: int) -> Path:
    """Write the repository; the last year has no evaluation yet, and a third of its projects no monitoring."""
    for path, text in _files(years, units, projects):
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return root


def _files(years: int, units: int, projects: int) -> Iterator[tuple[str, str]]:
    codes = [f"{301 + at // _UNITS_OF_A_DEPARTMENT}{1 + at % _UNITS_OF_A_DEPARTMENT:03}" for at in range(units)]
    yield "perf.toml", 'schema = 1\ndivision = "130303"\nyear = 2023\n[site]\ntitle = "临海区预算绩效公开"\n'
    for department in sorted({code[:3] for code in codes}):
        name = _DEPARTMENTS[(int(department) - 301) % len(_DEPARTMENTS)]
        text = f'code = "{department}"\nname = "临海区{name}"\n'
        for code in (one for one in codes if one[:3] == department):
            kind = "本级" if code.endswith("001") else f"第{int(code[3:])}服务中心"
            text += f'\n[[units]]\ncode = "{code}"\nname = "临海区{name}{kind}"\n'
        yield f"departments/{department}.toml", text
        for year in range(2023 - years + 1, 2024):
            yield f"goals/{year}/{department}.toml", _goals(department, year)
    a_year = projects // years
    for year in range(2023 - years + 1, 2024):
        for number in range(a_year):
            unit = codes[number % len(codes)]
            code = f"130303{year % 100:02}{_base36(number)}"
            text = project_text(number + (year - 2021) * 3, year, unit, code)
            if year > 2023 - years + 1 and number % 5:
                text = text.replace(
                    f"year = {year}\n", f'year = {year}\nprevious = "130303{year % 100 - 1:02}{_base36(number)}"\n'
                )
            yield f"projects/{year}/{unit}/{code}.toml", text
            if year < 2023 or number % 3:
                yield f"progress/{year}/{unit}/{code}.toml", _progress(text, number, year, unit, code)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _ALPHABET[digit] + digits
    return digits.rjust(13, "0")


def _goals(department: str, year: int) -> str:
    return f"""\
department = "{department}"
year = {year}
overall = "完成{year}年各项工作任务，保障和改善民生。\\n提高财政资金使用效益。"

[[functions]]
name = "综合事务管理"
goal = "保障机关正常运转"

[[functions.indicators]]
name = "工作完成率"
description = "按时完成的工作占全部工作的比例"
target = "≥95%"

[[safeguards]]
title = "加强组织领导"
text = "明确责任，按月调度。"
"""


def _progress(project: str, number: int, year: int, unit: str, code: str) -> str:
    total = next(line for line in project.splitlines() if line.startswith("total = ")).removeprefix("total = ")
    yuan = int(total.partition(".")[0])
    name = next(line for line in project.splitlines() if line.startswith("name = ") and "数量" in line)
    quantity = name.removeprefix('name = "').rstrip('"')
    target = number % 500 + 1
    text = f"""\
code = "{code}"
unit = "{unit}"
year = {year}

[[monitoring]]
date = {year}-07-31
spent = {yuan * (20 + number % 60) // 100}.00
conclusion = "按计划推进"

[monitoring.indicators."{quantity}"]
value = "{target * (30 + number % 80) // 100}处"
"""
    if year == 2023:
        return text
    text += f"""
[evaluation]
spent = {yuan * (70 + number % 31) // 100}.00
results = ["已按计划完成，质量合格。"]

[evaluation.indicators."{quantity}"]
actual = "{target * (85 + number % 30) // 100}处"
reason = "雨季影响施工"
"""
    if number % 7 == 0:
        text += f"""
[[adjustments]]
date = {year}-09-10
reason = "压减一般性支出"

[[adjustments.changes]]
key = "budget.total"
before = "{total}"
after = "{yuan * 9 // 10}.00"
"""
    return text


if __name__ == "__main__":
    write_county(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
