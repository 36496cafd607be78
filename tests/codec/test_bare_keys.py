"""A key in Chinese without quotes is named, with what it is called here."""

from __future__ import annotations

import pytest

from perfcli.codec.faults import Malformed
from perfcli.codec.reader import parse


def fault(text: str) -> tuple[int, int, str]:
    with pytest.raises(Malformed) as raised:
        parse(text)
    (only,) = raised.value.faults
    return only.line, only.column, only.message.removeprefix("not valid TOML: ")


def needs_quotes(key: str, names: str = "") -> str:
    message = f'the key {key} needs quotes, "{key}": without them a key has only A-Z a-z 0-9 _ -'
    return f"{message}; the key for it is {names}" if names else message


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('code = "x"\n联系人 = "张三"\n', (2, 1), needs_quotes("联系人")),
        ('  联系人="张三"', (1, 3), needs_quotes("联系人")),
        ('项目名称 = "x"\n', (1, 1), needs_quotes("项目名称", "name")),
        ("[budget]\n预算数 = 1\n", (2, 1), needs_quotes("预算数", "total in [budget]")),
        ('二级指标 = "x"\n', (1, 1), needs_quotes("二级指标", "kind in [[indicators]]")),
        ("[预算规模]\n", (1, 2), needs_quotes("预算规模", "budget, [budget]")),
        ("[[绩效指标]]\n", (1, 3), needs_quotes("绩效指标", "indicators, [[indicators]], indicators in [[functions]]")),
        ("budget.合计额 = 1\n", (1, 8), needs_quotes("合计额")),
        ("pm2级数 = 1\n", (1, 1), needs_quotes("pm2级数")),
        ("预算⽬标 = 1\n", (1, 1), needs_quotes("预算⽬标")),
        ("x = 中文\n", (1, 5), 'text needs quotes: "中文"'),
        ("“联系人” = 1\n", (1, 1), 'text is quoted with "…", not with “”'),
        ("这是一句话\n", (1, 1), "this line is not a key = value, no [table] and no # comment"),
        ("a b = 1\n", (1, 3), "Expected '=' after a key in a key/value pair"),
    ],
)
def test_what_is_said(text: str, place: tuple[int, int], message: str) -> None:
    assert fault(text) == (*place, message)


def test_with_quotes_it_is_a_key() -> None:
    assert parse('"联系人" = "张三"\n') == {"联系人": "张三"}
