"""Options declared once in a group, taken by commands as one parameter."""

from __future__ import annotations

from typing import Annotated

import typer
from typer.testing import CliRunner

from perfcli.cli.option_groups import Only, OptionGroup, Without, grouped


class Size(OptionGroup, frozen=True):
    """Three options."""

    width: Annotated[int, typer.Option("--width", help="How wide.")] = 1
    height: Annotated[int, typer.Option("--height", help="How high.")] = 2
    depth: Annotated[int, typer.Option("--depth", help="How deep.")] = 3


@grouped
def whole(name: Annotated[str, typer.Argument()], *, size: Size) -> None:
    """All of them."""
    typer.echo(f"{name} {size}")


@grouped
def flat(size: Annotated[Size, Without("depth")]) -> None:
    """Without one."""
    typer.echo(size)


@grouped
def deep(size: Annotated[Size, Only("depth")]) -> None:
    """One alone."""
    typer.echo(size)


APP = typer.Typer()
for command in (whole, flat, deep):
    APP.command()(command)


def said(*words: str) -> str:
    """What a command prints."""
    return CliRunner().invoke(APP, words).output


def test_options_of_a_group_are_typed_one_by_one() -> None:
    assert said("whole", "box", "--height", "5") == "box Size(width=1, height=5, depth=3)\n"


def test_a_command_takes_a_part_of_a_group() -> None:
    assert said("flat", "--width", "7") == "Size(width=7, height=2, depth=3)\n"
    assert "No such option" in said("flat", "--depth", "7")
    assert said("deep", "--depth", "7") == "Size(width=1, height=2, depth=7)\n"
    assert "No such option" in said("deep", "--width", "7")
