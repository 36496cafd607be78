"""`perf monitor record` and `perf evaluate record` at a terminal: indicator after indicator beside its target."""

from __future__ import annotations

import pytest

from tests.cli.test_asking import Terminal
from tests.cli.test_evaluate import BUDGETED
from tests.conftest import MAINTENANCE, Perf

pytest.importorskip("pty", reason="no pseudo terminals on this system")

PATH = f"progress/2021/335001/{MAINTENANCE}.toml"


def test_a_monitoring_is_asked_for_with_what_is_known(perf: Perf) -> None:
    perf.done("monitor", "record", MAINTENANCE, "--date", "2021-06-30", "--spent", "60000", "--value", "维修套数=80套")
    terminal = Terminal(perf.root, "monitor", "record")
    terminal.answer("Project (its code, or a part of its name)", "没有的")
    terminal.wait_for("no project has the code")
    terminal.answer("Project (its code, or a part of its name)", "公租房")
    terminal.wait_for(f"{MAINTENANCE} 公租房维修费: budget 240,000.00 yuan")
    terminal.answer("Date of the monitoring", "2019-07-31")
    terminal.wait_for("2019-07-31 is neither in the budget year 2021 nor in the one after it")
    terminal.answer("Date of the monitoring", "7月31日")
    terminal.wait_for("2021-06-30: spent 60,000.00 yuan")
    terminal.answer("Spent so far, in yuan (Enter to skip)", "１０万")
    terminal.answer("Expected to be spent in the whole year, in yuan (Enter to skip)", "")
    terminal.wait_for("维修套数: target ≥174套; 80套 at 2021-06-30")
    terminal.answer("维修套数: value so far", "20套")
    terminal.answer("维修套数: value expected by the end of the year", "很多")
    terminal.wait_for("很多 cannot be compared with the target ≥174套.")
    terminal.answer("维修套数 is behind: cause", "<")
    terminal.answer("维修套数: value expected by the end of the year [很多]", "174套")
    terminal.answer("维修套数 is behind: cause", "雨季")
    terminal.answer("维修套数: how likely the target is reached", "<")
    terminal.answer("维修套数 is behind: cause [雨季]", "")
    terminal.answer("维修套数: how likely the target is reached", "能够完成")
    terminal.answer("住户满意度: value so far", ">")
    assert terminal.end() == (0, f"{PATH}\n")
    assert perf.read(PATH).partition("date = 2021-07-31")[2] == (
        '\nspent = 100000.00\n\n[monitoring.indicators."维修套数"]\nvalue = "20套"\nexpected = "174套"\n'
        'cause = "雨季"\nlikelihood = "能够完成"\n'
    )


def test_what_is_recorded_of_a_day_is_offered_and_stays(perf: Perf) -> None:
    perf.done("monitor", "record", MAINTENANCE, "--date", "2021-06-30", "--spent", "60000", "--value", "维修套数=99套")
    terminal = Terminal(perf.root, "monitor", "record", MAINTENANCE, "--date", "2021-06-30")
    terminal.answer("Spent so far, in yuan [60000.00]", "")
    terminal.answer("whole year, in yuan", "240000")
    terminal.answer("维修套数: value so far [99套]", ">")
    assert terminal.end() == (0, f"{PATH}\n")
    assert (
        'spent = 60000.00\nexpected = 240000.00\n\n[monitoring.indicators."维修套数"]\nvalue = "99套"\n'
        in perf.read(PATH)
    )


def test_a_self_evaluation_asks_for_what_its_points_lack(perf: Perf) -> None:
    terminal = Terminal(perf.root, "evaluate", "record", MAINTENANCE)
    terminal.answer("Spent in the whole year, in yuan (Enter to skip)", "23万")
    terminal.answer("Budget of the year after adjustments, in yuan [240000.00]", "")
    terminal.wait_for("Goal 1: 及时维修。")
    terminal.answer("What became of goal 1", "已完成。")
    terminal.answer("What became of goal 2", "")
    terminal.wait_for("维修套数: target ≥174套")
    terminal.answer("维修套数: actual value", "150套")
    terminal.answer("维修套数: why it was not reached", "住户不在家")
    terminal.answer("维修套数: measure of improvement", "提前预约")
    terminal.answer("住户满意度: actual value", "大多满意")
    terminal.answer("住户满意度: how far it was reached", "2")
    terminal.answer("住户满意度: score, at most", "200")
    terminal.wait_for("住户满意度: a score of 200 is over the weight of")
    terminal.answer("住户满意度: score, at most", "8")
    terminal.answer("住户满意度: why it was not reached", ">")
    assert terminal.end() == (0, f"{PATH}\n")
    text = perf.read(PATH)
    assert 'spent = 230000.00\nresults = [\n  "已完成。",\n]\n' in text
    assert '"维修套数"]\nactual = "150套"\nreason = "住户不在家"\nmeasure = "提前预约"\n' in text
    assert '"住户满意度"]\nactual = "大多满意"\ntier = "partly"\nscore = 8\n' in text
    assert "adjusted" not in text


def test_breaking_off_writes_nothing_and_keeps_the_answers(perf: Perf) -> None:
    before = perf.snapshot()
    terminal = Terminal(perf.root, "evaluate", "record", MAINTENANCE)
    terminal.answer("Spent in the whole year", "1万")
    terminal.answer("Budget of the year after adjustments", "\x04")
    assert terminal.end() == (130, "")
    assert f"Nothing was written.\r\nThe answers are kept: `perf evaluate record {MAINTENANCE}`" in terminal.said
    assert perf.snapshot() == before


def test_in_a_pipe_nothing_is_asked(perf: Perf) -> None:
    assert perf.refused("monitor", "record", MAINTENANCE).startswith("Error: no date was given")
    assert perf.refused("evaluate", "record", MAINTENANCE).startswith("Error: nothing is recorded")


def test_the_whole_of_a_department_is_asked_for_as_a_project_is(perf: Perf) -> None:
    perf.write("goals/2021/335.toml", perf.read("goals/2021/335.toml") + BUDGETED)
    terminal = Terminal(perf.root, "evaluate", "record", "335")
    terminal.wait_for("335 住房保障局: budget 100.00 yuan")
    terminal.answer("Spent in the whole year, in yuan (Enter to skip)", "90")
    terminal.answer("Budget of the year after adjustments, in yuan [100.00]", "")
    terminal.answer("完成率: actual value", "100%")
    assert terminal.end() == (0, "progress/2021/335.toml\n")
    assert perf.read("progress/2021/335.toml") == (
        '#:schema ../../schemas/progress.json\n\ndepartment = "335"\nyear = 2021\n\n[evaluation]\nspent = 90.00\n\n'
        '[evaluation.indicators."完成率"]\nactual = "100%"\n'
    )
