"""One edit of a file with comments, empty lines and private keys: each stays with what it was written for.

The oracle knows nothing of TOML: the file is made of blocks of lines, and what an edit leaves of them is known.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest
from msgspec.structs import replace

from perfcli.codec import from_toml, patch
from perfcli.model import Indicator, Project

HEAD = 'code = "13030321AAAAAAAAAAAAA"\nname = "名"\nunit = "335001"\nyear = 2021\n'
BUDGET = "\n[budget]\ntotal = 1.00\nfiscal = 1.00\nother = 0.00\n"
KEYS = ("kind", "name", "description", "target", "basis")
FILES = 1_500


@dataclass
class Block:
    """An indicator: the comments right above its header, what is private in it, and what stands loose below it."""

    number: int
    above: list[str] = field(default_factory=list)
    private: list[str] = field(default_factory=list)
    behind: str = ""
    loose: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The indicator's own lines."""
        keys = [f'{key} = "{key}{self.number}"' for key in KEYS]
        keys[self.number % len(KEYS)] += self.behind
        return [*self.above, "[[indicators]]", *keys, *self.private]


def made(chance: random.Random) -> list[Block]:
    blocks = []
    for number in range(chance.randrange(2, 7)):
        block = Block(number)
        block.above = [f"# above {number}.{line}" for line in range(chance.choice((0, 0, 1, 2)))]
        block.private = [f'mine = "private {number}" # of {number}'] if chance.random() < 0.4 else []
        block.behind = f" # behind {number}" if chance.random() < 0.3 else ""
        block.loose = [f"# loose {number}.{line}" for line in range(chance.choice((0, 0, 1, 2)))]
        blocks.append(block)
    return blocks


def written(blocks: list[Block], chance: random.Random) -> str:
    text = HEAD + BUDGET
    for block in blocks:
        text += "\n" + "\n".join(block.lines) + "\n"
        if block.loose:
            text += "\n" * chance.choice((1, 1, 2)) + "\n".join(block.loose) + "\n"
    return text


def comments_and_private_keys(text: str) -> list[str]:
    """The comments and private keys of a text, and names, in their order: what stands beside what."""
    signs = ("# ", "mine", "name = ")
    return [line for line in text.split("\n") if any(sign in line for sign in signs)][1:]


def expected(blocks: list[Block | str], gone: dict[int, list[str]]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            lines.append(f'name = "{block}"')
            continue
        own = [] if block.number in gone else block.lines
        lines += [line for line in own if any(sign in line for sign in ("# ", "mine", "name = "))]
        lines += gone.get(block.number, [])
        lines += block.loose
    return lines


def edited(chance: random.Random) -> tuple[str, Project, list[str], str]:
    """A file, what it shall hold, the comments, names and private keys expected there, and the edit's name."""
    blocks = made(chance)
    text = written(blocks, chance)
    project = from_toml(text, Project)
    rows = list(project.indicators)
    at = chance.randrange(len(blocks))
    new = Indicator(kind="新", name="新名", description="新描述", target="新值", basis="新据")
    edit = chance.choice(("remove", "replace", "insert", "change"))
    everything: list[Block | str] = list(blocks)
    if edit == "remove":
        del rows[at]
        return text, changed(project, rows), expected(everything, {at: []}), edit
    if edit == "replace":
        rows[at] = new
        wanted = expected(everything, {at: []})
        name = 'name = "新名"'
        previous = expected(everything[:at], {})
        own_end = len(previous) - (len(blocks[at - 1].loose) if at else 0)
        return text, changed(project, rows), [*wanted[:own_end], name, *wanted[own_end:]], edit
    if edit == "insert":
        rows.insert(at + 1, new)
        wanted = expected(everything, {})
        own_end = len(expected(everything[: at + 1], {})) - len(blocks[at].loose)
        return text, changed(project, rows), [*wanted[:own_end], 'name = "新名"', *wanted[own_end:]], edit
    rows[at] = Indicator(**{key: getattr(rows[at], key) for key in KEYS} | {"target": "新值"})
    wanted = [line.replace(f'"target{at}"', '"新值"') for line in expected(everything, {})]
    return text, changed(project, rows), wanted, edit


def changed(project: Project, rows: list[Indicator]) -> Project:
    return replace(project, indicators=tuple(rows))


def misplaced(seed: int, files: int) -> list[str]:
    """What went wrong in so many files with one edit each."""
    chance = random.Random(seed)
    wrong = []
    for _file in range(files):
        text, wanted, lines, edit = edited(chance)
        new = patch(text, wanted)
        if from_toml(new, Project) != wanted or comments_and_private_keys(new) != lines:
            wrong.append(f"{edit}\n{text}\n--- became\n{new}\n--- expected\n" + "\n".join(lines))
    return wrong


@pytest.mark.parametrize("seed", [52, 2021])
def test_every_comment_and_private_key_stays_with_its_own(seed: int) -> None:
    wrong = misplaced(seed, FILES // 2)
    assert not wrong, f"{len(wrong)} misplaced, the first:\n{wrong[0]}"


def test_a_list_of_texts_keeps_comments_that_an_empty_line_parts_from_what_goes() -> None:
    goals = 'goals = [\n  "a",\n\n  # section\n\n  # of b\n  "b",\n  "c", # of c\n\n  # end\n]\n'
    text = HEAD + goals + BUDGET
    project = from_toml(text, Project)
    without_b = patch(text, changed_goals(project, ("a", "c")))
    assert without_b == HEAD + 'goals = [\n  "a",\n\n  # section\n\n  "c", # of c\n\n  # end\n]\n' + BUDGET
    without_c = patch(text, changed_goals(project, ("a", "b")))
    assert without_c == text.replace('  "c", # of c\n', "")


def changed_goals(project: Project, goals: tuple[str, ...]) -> Project:
    return replace(project, goals=goals)


def test_a_comment_line_at_the_end_of_a_long_text_is_no_comment() -> None:
    text = HEAD + BUDGET + '\n[[indicators]]\nname = "a"\nbasis = """\n# 一"""\n[[indicators]]\nname = "b"\n'
    project = from_toml(text, Project)
    assert patch(text, changed(project, [project.indicators[0]])) == text.replace('[[indicators]]\nname = "b"\n', "")
