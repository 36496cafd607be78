"""A project without a fault, and the examples of rules laid over it."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from perfcli import codec
from perfcli.check.checker import Checker
from perfcli.check.context import context_of
from perfcli.check.places import companion_of
from perfcli.check.rule import Finding
from perfcli.check.rules import RULES
from perfcli.check.selecting import is_selector
from perfcli.check.views import Beside
from perfcli.codec import from_toml
from perfcli.codec.canonical import assigned, lean, literal
from perfcli.model import Template, plain
from perfcli.progress import Progress
from perfcli.settings import CheckSettings, Settings, overdue

APPROVED = "approved/"
"""Stands before the path of a file as it was approved."""

TODAY = date(2021, 9, 1)

SHIPPED = Path(__file__).parents[2] / "repo_template"
CODE = "13030321XFP8IOYQL4LZF"

CLEAN = f"""\
code = "{CODE}"
name = "404公租房屋面防水维修"
unit = "335001"
year = 2021
purpose = "用于404公租房屋面防水、水电管线的维修"
goals = [
  "住户报修的房屋及时修复，屋面不再渗漏",
]

[budget]
total = 240000.00
fiscal = 240000.00
other = 0.00

[spending_plan]
3 = 25.00
6 = 50.00
10 = 75.00
12 = 100.00

[[indicators]]
kind = "数量指标"
name = "维修房屋套数"
description = "完成维修并由住户签字确认的房屋，按维修单统计"
target = "≥120套"
basis = "年度工作计划"

[[indicators]]
kind = "质量指标"
name = "维修质量一次验收合格率"
description = "首次验收即合格的维修单数占维修单总数的比例"
target = "≥98%"
basis = "行业标准"

[[indicators]]
kind = "时效指标"
name = "住户报修响应时间"
description = "从受理报修到维修人员上门的平均用时"
target = "≤24小时"
basis = "行业标准"

[[indicators]]
kind = "成本指标"
name = "每套房屋维修费用"
description = "全年维修支出除以维修的房屋套数"
target = "≤2000元/套"
basis = "预算支出标准"

[[indicators]]
kind = "经济效益指标"
name = "公房租金收缴率"
description = "实收租金占应收租金的比例"
target = "≥95%"
basis = "历史数据"

[[indicators]]
kind = "社会效益指标"
name = "房屋安全责任事故数"
description = "因房屋维修不到位造成的人员伤亡或财产损失事故"
target = "=0起"
basis = "行业标准"

[[indicators]]
kind = "生态效益指标"
name = "维修旧料规范处置率"
description = "交由有资质单位处置的旧料重量占拆除旧料总重量的比例"
target = "=100%"
basis = "行业标准"

[[indicators]]
kind = "可持续影响指标"
name = "房屋正常使用率"
description = "年末可以正常居住的套数占公房总套数的比例"
target = "≥97%"
basis = "历史数据"

[[indicators]]
kind = "服务对象满意度指标"
name = "住户对维修服务满意度"
description = "维修回访中选择满意和较满意的住户占回访住户的比例"
target = "≥90%"
basis = "历史数据"
"""

KINDS_2021 = {
    "成本指标": "经济成本指标",
    "可持续影响指标": "社会成本指标",
    "生态效益指标": "生态环境成本指标",
}
UNITS = frozenset({"335001", "335002"})
WEIGHTS = (20, 10, 10, 10, 10, 5, 5, 10, 10)

TRAINING = (SHIPPED / "templates" / "training.toml").read_bytes()
TEMPLATE = from_toml(TRAINING.decode(), Template)


def checker(settings: Settings | None = None) -> Checker:
    """All rules, for a repository of division 130303 that knows two units and follows 2021 from 2022 on."""
    settings = settings or Settings(division="130303", framework={2015: "2015", 2022: "2021"})
    context = context_of(settings, UNITS, frozenset({"335"}), is_selector, {"training": TRAINING})
    return Checker(RULES, replace(context, overdue=overdue(settings, TODAY)))


def settings_with(check: CheckSettings) -> Settings:
    return Settings(division="130303", check=check)


def findings_of(files: dict[str, str], settings: Settings | None = None) -> list[Finding]:
    """All that is found in some files of one repository."""
    one = checker(settings)
    contents = {path: text.encode("utf-8") for path, text in files.items() if not path.startswith(APPROVED)}
    checked = [one.check(path, content, beside(path, files)) for path, content in contents.items()]
    found = [finding for item in checked for finding in item.findings]
    facts = sorted((item.fact for item in checked if item.fact), key=lambda fact: fact.path)
    for rule in one.comparing:
        for fact, hit in rule.compare(facts, one.context):
            found += one.placed(fact.path, contents[fact.path], [(rule, hit)])
    return found


def beside(path: str, files: dict[str, str]) -> Beside:
    """What is judged together with a file."""
    other, approved = (
        text and text.encode("utf-8") for text in (files.get(companion_of(path)), files.get(APPROVED + path))
    )
    return Beside(other or None, approved or None, is_approved=bool(approved))


def project(fragment: str = "", **keys: object) -> str:
    """The clean project with a fragment of TOML laid over it."""
    data = tomllib.loads(CLEAN, parse_float=Decimal)
    data |= keys
    _lay_over(data, tomllib.loads(fragment, parse_float=Decimal), fragment)
    return spelled(data)


def example_files(example: str) -> dict[str, str]:
    """The files that a rule's example speaks of."""
    parts = re.split(r"^# another project\n", example, flags=re.MULTILINE)
    data = tomllib.loads(parts[0])
    if any(key in data for key in ("monitoring", "evaluation", "adjustments")) or "# approved" in example:
        return _with_progress(example, data)
    if "functions" in data:
        return {"goals/2021/335.toml": 'department = "335"\nyear = 2021\noverall = "总体目标"\n' + parts[0]}
    if "check" in data:
        return {"perf.toml": parts[0]}
    files = {"projects/2021/335001/" + CODE + ".toml": project(parts[0])}
    if len(parts) > 1:
        other = tomllib.loads(parts[1])
        other.setdefault("name", "另一个项目的名称")
        moved = other.get("unit") or other.get("year")
        other.setdefault("code", CODE if moved else "13030321AAAAAAAAAAAA1")
        path = f"projects/{other.get('year', 2021)}/{other.get('unit', '335001')}/{other['code']}.toml"
        files[path] = project("", **other)
    for number in range(6 if "# six projects" in example else 0):
        code = f"13030321AAAAAAAAAAAA{number}"
        files[f"projects/2021/335001/{code}.toml"] = project("", code=code, purpose=f"用于第{number}栋")
    return files


def _with_progress(example: str, data: dict[str, Any]) -> dict[str, str]:
    """The clean project with what became of it, and as it was approved."""
    path = f"projects/2021/335001/{CODE}.toml"
    files = {} if "# no project" in example else {path: CLEAN}
    if "# every indicator is reached" in example:
        said = data["evaluation"].setdefault("indicators", {})
        for row in tomllib.loads(CLEAN)["indicators"]:
            said.setdefault(row["name"], {"tier": "reached", "actual": row["target"]})
    record = codec.from_dict({"code": CODE, "unit": "335001", "year": 2021, **data}, Progress)
    approved = re.search(r"^# approved with (.*)$", example, re.MULTILINE)
    if data:
        files[f"progress/2021/335001/{CODE}.toml"] = codec.write(record)
    if approved:
        files[APPROVED + path] = project(approved[1])
    return files


def example_settings(example: str) -> Settings | None:
    """The settings that a rule's example needs, None for the usual ones."""
    today = re.search(r"# today is ([0-9-]+), perf\.toml: (.*)", example)
    if today:
        return codec.from_toml(today[2].replace("] ", "]\n"), Settings)
    required = re.search(r"# perf\.toml: \[check\] (required = .*)", example)
    return settings_with(CheckSettings(required=tuple(tomllib.loads(required[1])["required"]))) if required else None


def _lay_over(data: dict[str, Any], fragment: dict[str, Any], text: str) -> None:
    rows = fragment.pop("indicators", None)
    if "budget" in fragment:
        data["budget"] = fragment.pop("budget")
    data |= fragment
    if data["year"] == 2022:
        data["indicators"] = [row | {"kind": KINDS_2021.get(row["kind"], row["kind"])} for row in data["indicators"]]
        data["indicators"].append(data["indicators"][5] | {"kind": "生态效益指标", "name": "新增绿地面积"})
    if rows == []:
        data["indicators"] = []
    used: set[int] = set()
    for row in rows or []:
        _lay_row(data["indicators"], row, used)
    gone = re.findall(r"# no row of (\S+)", text)
    data["indicators"] = [row for row in data["indicators"] if row["kind"] not in gone]
    for key in re.findall(r"# (\w+) is missing", text):
        del data[key]
    everywhere = re.search(r'# every target = "(.*)"', text)
    if everywhere:
        data["indicators"] = [row | {"target": everywhere[1]} for row in data["indicators"]]
    if "# the goals and indicators of a template" in text:
        data |= {key: lean(plain(TEMPLATE)[key]) for key in ("goals", "indicators")}
    if "# weights of" in text:
        data["indicators"] = [row | {"weight": w} for row, w in zip(data["indicators"], WEIGHTS, strict=True)]


def _lay_row(rows: list[dict[str, Any]], row: dict[str, Any], used: set[int]) -> None:
    """Lay a row over the one of its name, else of its kind."""
    assert "kind" in row, "each row of an example says its kind"
    free = [index for index in range(len(rows)) if index not in used]
    same = [index for index in free if rows[index]["name"] == row.get("name")]
    same += [index for index in free if rows[index]["kind"] == row["kind"]]
    at = same[0] if same else 0
    used.add(at)
    rows[at] = rows[at] | row


def spelled(data: dict[str, Any]) -> str:
    """Plain values as the text of a file."""
    lines = [
        f"{key} = {assigned(value)}"
        for key, value in data.items()
        if not isinstance(value, dict) and key != "indicators"
    ]
    if not data["indicators"]:
        lines.append("indicators = []")
    for key, table in data.items():
        if isinstance(table, dict):
            lines += ["", f"[{key}]", *(f"{_key(name)} = {literal(value)}" for name, value in table.items())]
    for row in data["indicators"]:
        lines += ["", "[[indicators]]", *(f"{name} = {literal(value)}" for name, value in row.items())]
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    return name if name.isascii() else literal(name)


def codes(files: dict[str, str], settings: Settings | None = None) -> list[str]:
    return [finding.code for finding in findings_of(files, settings)]


def row_codes(settings: Settings | None = None, /, **keys: str) -> list[str]:
    """The codes found in the clean project with one indicator changed: that of `kind`."""
    row = {"kind": "数量指标"} | keys
    fragment = "[[indicators]]\n" + "".join(f"{key} = {literal(value)}\n" for key, value in row.items())
    return codes({f"projects/2021/335001/{CODE}.toml": project(fragment)}, settings)
