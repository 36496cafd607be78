"""A project's table in the published document is read by the labels and headings that its form is declared with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from perfcli.documents.text_reader import read_text

TEXT = (Path(__file__).with_name("published.txt")).read_text(encoding="utf-8")

RENAMED = {
    "项目编码": "项目代码",
    "项目名称": "项目全称",
    "预算规模及资金用途": "资金规模与用途",
    "预算数": "资金总额",
    "其中：财政资金": "其中：财政拨款",
    "其他资金": "自筹资金",
    "资金支出计划（%）": "用款计划（%）",
    "绩效目标": "项目目标",
    "一级指标": "指标大类",
    "二级指标": "指标类型",
    "三级指标": "细化指标",
    "绩效指标描述": "指标内容",
    "指标值": "目标数值",
    "指标值确定依据": "取值依据",
}

SCRIPT = f"""
import sys
from importlib.resources import files
from perfcli.codec import from_toml
from perfcli.form import Form
from perfcli.forms.declared import built_in

declared = files("perfcli.forms").joinpath("builtin/hebei.toml").read_text(encoding="utf-8")
for old, new in {RENAMED!r}.items():
    assert declared.count(f'"{{old}}"') == 1, old
    declared = declared.replace(f'"{{old}}"', f'"{{new}}"')
form = from_toml(declared, Form)
built_in.published_form = lambda: form

from perfcli.documents.published import Cover
from perfcli.documents.text_reader import read_text
from perfcli.documents.text_writer import write_text
from perfcli.documents.word_reader import read_docx
from perfcli.documents.word_writer import write_docx

document = read_text(sys.stdin.buffer.read().decode("utf-8"))
assert read_text(write_text(document)) == document
word = read_docx(write_docx(document, Cover()))
assert (word.projects, word.leftovers) == (document.projects, ())
sys.stdout.buffer.write(f"{{document.leftovers}} {{document.projects}}".encode("utf-8"))
"""


def test_a_label_that_its_declaration_changes_is_written_and_read() -> None:
    lines = (f"\t{RENAMED.get(line[1:], line[1:])}" if line[:1] == "\t" else line for line in TEXT.split("\n"))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        input="\n".join(lines).encode("utf-8"),
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.stderr.decode("utf-8") == ""
    assert done.stdout.decode("utf-8") == f"() {read_text(TEXT).projects}"
