"""Options that go together, declared once: a command takes a group of them as one parameter."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from inspect import Parameter
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

import msgspec


class OptionGroup(msgspec.Struct, frozen=True):
    """A group: each field is an option, its annotation says how it is typed, and its default is the option's."""


class Only(tuple[str, ...]):
    """In the annotation of a parameter: the options of the group that the command takes, by their fields."""

    __slots__ = ()

    def __new__(cls, *names: str) -> Only:
        """Of these names."""
        return super().__new__(cls, names)


class Without(Only):
    """In the annotation of a parameter: the options of the group that the command does not take."""

    __slots__ = ()


class _Group(NamedTuple):
    kind: type[OptionGroup]
    names: tuple[str, ...]


def grouped(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose parameters are groups as the one that the command line calls: with their options one by one."""
    hints = get_type_hints(command, include_extras=True)
    groups: dict[str, _Group] = {}
    parameters: list[Parameter] = []
    for parameter in inspect.signature(command).parameters.values():
        group = _group(hints[parameter.name])
        if group is None:
            parameters.append(parameter.replace(annotation=hints[parameter.name], kind=Parameter.KEYWORD_ONLY))
        else:
            groups[parameter.name] = group
            parameters += _options(group)

    def called(**given: Any) -> None:
        for name, group in groups.items():
            given[name] = group.kind(**{option: given.pop(option) for option in group.names})
        command(**given)

    vars(called).update(
        __signature__=inspect.Signature(parameters),
        __annotations__={parameter.name: parameter.annotation for parameter in parameters},
        __doc__=command.__doc__,
    )
    called.__name__ = command.__name__
    return called


def _group(hint: Any) -> _Group | None:
    """The group that a parameter is, with the fields that the command takes; None for an option by itself."""
    kind, *about = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    if not (isinstance(kind, type) and issubclass(kind, OptionGroup)):
        return None
    names = kind.__struct_fields__
    for said in about:
        if isinstance(said, Only):
            names = tuple(name for name in names if (name in said) is not isinstance(said, Without))
    return _Group(kind, names)


def _options(group: _Group) -> list[Parameter]:
    hints = get_type_hints(group.kind, include_extras=True)
    fields = {field.name: field for field in msgspec.structs.fields(group.kind)}
    return [
        Parameter(name, Parameter.KEYWORD_ONLY, default=fields[name].default, annotation=hints[name])
        for name in group.names
    ]
