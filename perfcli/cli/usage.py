"""What is wrong with a command line, said from what typer tells of it: never from its sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from perfcli.cli.metavars import shown_metavar
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext

_DASHES = "-‐‑‒–—―−－─"
"""What an input method makes of the hyphens of an option."""


_WIDE_SPACE = "\u3000"


def explained(error: Any) -> PerfError:
    """Typer's own exceptions, told apart by what they carry."""
    context = getattr(error, "ctx", None)
    if hasattr(error, "possibilities"):
        message = _("unknown option: {option}").format(option=error.option_name)
        return _refused(message, context, _as_option(error.option_name), _option_names(context))
    if hasattr(error, "option_name"):
        option = _option(context, error.option_name)
        takes_value = option is None or not option.is_flag
        message = _("{option} requires a value") if takes_value else _("{option} takes no value")
        return _refused(message.format(option=error.option_name), context)
    parameter = getattr(error, "param", None)
    if parameter is None:
        return _refused(str(error.message), context)
    if hasattr(error, "param_type"):
        is_argument = parameter.param_type_name == "argument"
        message = _("missing argument: {name}") if is_argument else _("missing option: {name}")
        return _refused(message.format(name=name_of(parameter)), context)
    message = _("{name}: {reason}").format(name=name_of(parameter), reason=error.message)
    return _refused(message, context, getattr(error, "given", ""), getattr(error, "known", ()))


def unknown_command(name: str, context: Any) -> PerfError:
    """No command of this name is in the group."""
    message = _("unknown command: {name}").format(name=name or '""')
    if _is_option(name):
        return _refused(message, context, _as_option(name), _option_names(context))
    if _WIDE_SPACE in name:
        hint = _("Words are separated by ordinary spaces, not by full-width ones.")
        return PerfError(message, hint="\n".join(filter(None, (hint, _see(context)))))
    return _refused(message, context, name, context.command.commands)


def unexpected(words: list[str], typed: list[str], context: Any) -> PerfError:
    """Arguments that nothing takes, of all that was typed."""
    message = ngettext("unexpected argument: {words}", "unexpected arguments: {words}", len(words))
    option = next((word for word in typed if _is_option(word) and not word.startswith("-")), "")
    message = message.format(words=" ".join(word or '""' for word in words))
    return _refused(message, context, _as_option(option), _option_names(context) if option else ())


def name_of(parameter: Any) -> str:
    """How a parameter is called on the command line: the long name of an option, the word in help of an argument."""
    if parameter.param_type_name == "argument":
        shown = shown_metavar(str(parameter.human_readable_name)).rstrip("…")
        return shown[1:-1] if shown.startswith("[") and shown.find("]") == len(shown) - 1 else shown
    return str(max(parameter.opts, key=len))


def write_usage(context: Any, formatter: Any) -> None:
    """The line of usage: what a command takes, in its order."""
    command = context.command
    pieces = [_("[OPTIONS]"), *(_piece(one) for one in command.params if one.param_type_name == "argument")]
    if hasattr(command, "commands"):
        pieces.append(_("COMMAND [ARGS]…"))
    formatter.write_usage(_("Usage: {command}").format(command=context.command_path), " ".join(pieces))


def _piece(argument: Any) -> str:
    name = shown_metavar(str(argument.human_readable_name))
    return name if argument.required or name.startswith("[") else f"[{name}]"


def _refused(message: str, context: Any, given: str = "", known: Iterable[str] = ()) -> PerfError:
    """The error, the nearest known ones to what was given, and how the command is used."""
    from perfcli.select import closest, nearest

    known = list(known)
    hints = [nearest(given, known)] if given and known and (closest(given, known) or len(known) <= 12) else []
    if context is not None:
        hints += [context.get_usage(), _see(context)]
    return PerfError(message, hint="\n".join(filter(None, hints)))


def _see(context: Any) -> str:
    return _("See `{command} -h`.").format(command=context.command_path)


def _option(context: Any, name: str) -> Any:
    return next((one for one in context.command.get_params(context) if name in one.opts), None) if context else None


def _option_names(context: Any) -> list[str]:
    parameters = context.command.get_params(context) if context else []
    return [name for one in parameters if one.param_type_name == "option" for name in one.opts if name.startswith("--")]


def _is_option(word: str) -> bool:
    return word[:1] in tuple(_DASHES) and word[:1] != ""


def _as_option(word: str) -> str:
    """A word as an option where it begins with what an input method makes of hyphens."""
    return f"--{word.lstrip(_DASHES)}" if _is_option(word) else word
