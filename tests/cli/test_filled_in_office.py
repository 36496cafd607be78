"""The sheet to fill in: opened, filled in and saved by LibreOffice itself, then taken in."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from perfcli.cli.programs import libreoffice
from tests.conftest import MAINTENANCE, Perf

VALUES: dict[str, str | float] = {
    "C3": "村道维修（二期）",
    "C6": "新增项目",
    "G6": "2022年1月至2022年12月",
    "E7": 86.4,
    "E8": 80,
    "E9": 6.4,
    "C10": "路面修补",
    "C11": "1.修补路面三公里。\n2.雨天不积水。",
    "D13": "修补路面",
    "E13": "≥",
    "F13": "3.50",
    "G13": "公里",
    "H13": 30,
    "D14": "验收合格率",
    "F14": "100",
    "G14": "%",
    "H14": 20.5,
    "B22": "满意度指标",
    "C22": "服务对象满意度指标",
    "D22": "村民满意度",
    "E22": "≥",
    "F22": "0.90",
    "H22": 10,
}
"""By cell: texts and numbers as somebody types them."""

TEXT = """\
name = "村道维修（二期）"
unit = "335001"
year = 2021
purpose = "路面修补"
goals = [
  "修补路面三公里。",
  "雨天不积水。",
]

[budget]
total = 864000.00
fiscal = 800000.00
other = 64000.00

[details]
"项目属性" = "新增项目"
"项目期" = "2022年1月至2022年12月"

[[indicators]]
kind = "数量指标"
name = "修补路面"
description = ""
target = "≥3.50公里"
basis = ""
weight = 30

[[indicators]]
kind = "质量指标"
name = "验收合格率"
description = ""
target = "100%"
basis = ""
weight = 20.5

[[indicators]]
kind = "服务对象满意度指标"
name = "村民满意度"
description = ""
target = "≥0.90"
basis = ""
weight = 10
"""
"""The record below its code."""

_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Filling" script:language="StarBasic">{}
</script:module>
"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:{kind} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{kind}.dtd">
<library:{kind} xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink" {rest}
"""
_REGISTRY = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Office">
<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
"""Without it LibreOffice would lay out the folders of a new user over ours."""


def filled_by_office(program: Path, file: Path, folder: Path) -> None:
    """Fill in the cells of a workbook by a macro of LibreOffice, which saves it in its place as Excel's format."""
    basic = folder / "profile" / "user" / "basic"
    standard = basic / "Standard"
    standard.mkdir(parents=True)
    lines = [
        f'  sheet.getCellRangeByName("{cell}").setValue({value})'
        if isinstance(value, float | int)
        else f'  sheet.getCellRangeByName("{cell}").setString({_text(value)})'
        for cell, value in VALUES.items()
    ]
    macro = "\n".join(
        [
            "Sub Main()",
            "  Dim hidden(0) As New com.sun.star.beans.PropertyValue",
            '  hidden(0).Name = "Hidden"',
            "  hidden(0).Value = True",
            f'  book = StarDesktop.loadComponentFromURL("{file.as_uri()}", "_blank", 0, hidden())',
            "  sheet = book.Sheets.getByIndex(0)",
            *lines,
            "  book.store()",
            "  book.close(True)",
            "  StarDesktop.terminate()",
            "End Sub",
        ]
    )
    (standard / "Filling.xba").write_text(_MODULE.format(escape(macro)), encoding="utf-8")
    rest = 'library:name="Standard" library:readonly="false" library:passwordprotected="false">' + (
        '<library:element library:name="Filling"/></library:library>'
    )
    (standard / "script.xlb").write_text(_LIBRARY.format(kind="library", rest=rest), encoding="utf-8")
    link = 'xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"'
    rest = f'><library:library library:name="Standard" {link}/></library:libraries>'
    (basic / "script.xlc").write_text(_LIBRARY.format(kind="libraries", rest=rest), encoding="utf-8")
    (basic.parent / "registrymodifications.xcu").write_text(_REGISTRY, encoding="utf-8")
    command = [
        str(program),
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "macro:///Standard.Filling.Main"),
    ]
    subprocess.run(command, check=True, timeout=120, cwd=folder, stdin=subprocess.DEVNULL)


def _text(value: str) -> str:
    return " & Chr(10) & ".join(f'"{line}"' for line in value.split("\n"))


@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")
def test_what_is_typed_in_libreoffice_comes_in_exactly(perf: Perf, tmp_path: Path) -> None:
    program = libreoffice()
    assert program is not None
    perf.done("form", "fill", "--blank", "--unit", "335001", "--form", "national-weights", "-o", "申报表.xlsx")
    file = perf.root / "申报表.xlsx"
    before = file.read_bytes()
    scratch = tmp_path / "office"
    scratch.mkdir()
    filled_by_office(program, file, scratch)
    assert file.read_bytes() != before
    result = perf("import", "申报表.xlsx")
    assert (result.status, result.out.splitlines()) == (
        0,
        ["Unit 335001: 1 projects, 3 indicators, 864,000.00 yuan", "Added 1 file."],
    )
    path = next(path for path in (perf.root / "projects/2021/335001").iterdir() if path.stem != MAINTENANCE)
    text = path.read_text(encoding="utf-8")
    assert text.endswith(f'code = "{path.stem}"\n{TEXT}')
