"""Keys with their names beside them."""

from __future__ import annotations

import pytest

from perfcli import i18n
from perfcli.labels import with_label
from tests.conftest import MAINTENANCE, Perf


@pytest.mark.parametrize(
    ("key", "record", "chinese"),
    [
        ("basis", "", "basis（指标值确定依据）"),
        ("indicators[2].description", "", "indicators[2].description（绩效指标描述）"),
        ("functions[1].indicators[2].description", "", "functions[1].indicators[2].description（指标描述）"),
        ("budget.total", "", "budget.total（预算数）"),
        ("units[1].name", "", "units[1].name（单位名称）"),
        ("name", "Project", "name（项目名称）"),
        ("name", "", "name"),
        ("details.主管部门", "", "details.主管部门"),
        ("nothing", "Project", "nothing"),
        ("90", "Project", "90"),
        ("framework[1].2", "", "framework[1].2"),
    ],
)
def test_a_key_has_its_name_beside_it_in_chinese(key: str, record: str, chinese: str) -> None:
    i18n.set_locale("zh_CN")
    assert with_label(key, record) == chinese
    i18n.set_locale("en")
    assert with_label(key, record) == key


def test_in_messages(perf: Perf) -> None:
    file = f"projects/2021/335001/{MAINTENANCE}.toml"
    perf.write(file, perf.read(file).replace('kind = "数量指标"\n', ""))
    assert "指标缺少 kind（二级指标）：维修套数\n" in perf("check", file, "--locale", "zh_CN").out
    assert "an indicator without kind: 维修套数\n" in perf("check", file).out
    perf.write(file, 'code = "x"\n')
    assert "缺少 name（项目名称）" in perf("check", file, "--locale", "zh_CN").out
    done = perf("new", "project", "--from", "-", "--locale", "zh_CN", stdin='{"name": "x"}\n')
    assert "缺少：unit（单位编码）、budget（预算规模）\n" in done.err
