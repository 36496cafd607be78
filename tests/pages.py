"""The pages whose sessions are run, as they should read now. `python -m tests.pages` writes them anew."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from perfcli.actions.init import create_repository
from tests.example import REPO_TEMPLATE, published_text
from tests.forms.sheets import web_page
from tests.sessions import ROOT, Shell, renewed

SET_UP = (
    "python3 -m venv .venv && .venv/bin/pip install -q . && "
    ".venv/bin/perf -C repo_template --locale en summary --unit 335001"
)
TEST = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/python -m pytest"

README = ROOT / "README.md"
GUIDE = REPO_TEMPLATE / "README.md"
JOURNEY = ROOT / "docs" / "guide.md"


FORM = """
2024年项目支出绩效目标申报表
金额单位：万元
项目名称	古桥加固	实施单位	712001 澄泉区公路服务站
主管部门	澄泉区交通运输局	项目负责人	某某
年度资金总额	31.20	其中：财政拨款	30.00
立项依据	澄交〔2023〕17号	<	<
年度目标	两座石拱桥加固后限载十吨通行。	<	<
一级指标	二级指标	三级指标	指标值	分值
产出指标	数量指标	石拱勾缝长度	≥240米	20
^	质量指标	压顶石更换完好率	≥98%	20
^	时效指标	通过交工验收	9月30日前	10
效益指标	社会效益指标	绕行车辆减少	≥120辆	30
满意度指标	服务对象满意度指标	沿线村民满意度	≥90%	10
"""
"""A form of a place that is made up, as a system hands it out: a web page that is called .xls."""


def readme(page: str, home: Path) -> str:
    """README.md: run beside the example repository and the document it came from."""
    shutil.copytree(REPO_TEMPLATE, home / "repo_template")
    (home / "2021.txt").write_text(published_text(), encoding="utf-8", newline="\n")
    (home / "申报表.xls").write_text(web_page(FORM), encoding="utf-8", newline="\n")
    summary = Shell(home, page, "zh_CN").run(SET_UP.split(" && ")[-1].removeprefix(".venv/bin/"))
    page = re.sub(r"(?ms)^```text\n.*?^```$", lambda _match: f"```text\n{summary}```", page)
    return renewed(page, Shell(home, page, "en"))


def guide(page: str, home: Path) -> str:
    """The guide in each data repository: run in a new one that has the document in its folder."""
    root = home / "绩效目标"
    create_repository(root, year=2021)
    (root / "2021年部门预算绩效文本.txt").write_text(published_text(), encoding="utf-8", newline="\n")
    shell = Shell(home, page, "zh_CN")
    shell.folder = root
    return renewed(page, shell)


def journey(page: str, home: Path) -> str:
    """The way from an empty machine to a published document: run in a folder that holds nothing."""
    return renewed(page, Shell(home, page, "zh_CN"))


PAGES: dict[Path, Callable[[str, Path], str]] = {README: readme, GUIDE: guide, JOURNEY: journey}


def main() -> None:
    """Write what the commands of every page print now into it."""
    for path, now in PAGES.items():
        with tempfile.TemporaryDirectory() as home:
            path.write_text(now(path.read_text(encoding="utf-8"), Path(home)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
