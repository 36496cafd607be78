"""Why Spark does not start, out of what Java and Spark print of it, in the language spoken."""

from __future__ import annotations

from perfcli.errors import PerfError, SystemFailure
from perfcli.i18n import gettext as _
from perfcli.regex import regex

_NO_JAVA = ("JAVA_HOME is not set", "java: No such file", "java: Not a directory", "java: not found")
_OLDER = ("UnsupportedClassVersionError", "class file version", "Unrecognized option: --add-")
_NEWER = ("getSubject is not supported", "getSubject is supported only if a security manager")
_NO_MASTER = ("Master must either be", "Could not parse Master URL", "Invalid master URL")
NO_CONNECTION = "Failed to connect to master"
_NO_ANSWER = ("All masters are unresponsive", NO_CONNECTION, "stopped SparkContext")
_FRAME = regex(r"\s*(at |\.\.\. \d+ more)")
_TOLD = regex(r"(Exception|Error)\b|^Invalid |\bERROR ")
_SHOWN = 3


def not_started(master: str, said: str) -> PerfError:
    """The error for a Spark of this master of which `said` came: a SystemFailure where a cluster does not answer."""

    def any_of(signs: tuple[str, ...]) -> bool:
        return any(sign in said for sign in signs)

    if not said.strip() or any_of(_NO_JAVA):
        return _other_java(_("Spark needs Java 17 or later, which was not found"))
    if any_of(_OLDER):
        return _other_java(_("Spark needs Java 17 or later; the one found is older"))
    if any_of(_NEWER):
        return _other_java(_("Spark needs Java 17 or 21; the one found is newer"))
    if any_of(_NO_MASTER):
        return PerfError(
            _("{master} is no master of Spark").format(master=master or '""'),
            hint=_("Write --master local[*], or spark://host:7077 for a cluster."),
        )
    if any_of(_NO_ANSWER):
        return SystemFailure(
            _("the master {master} does not answer").format(master=master),
            hint=_("See whether it runs and can be reached from here."),
        )
    return PerfError(
        _("Spark could not be started"),
        details=_telling_lines(said),
        hint=_("See the values of --conf, and of [query] in perf.toml."),
    )


def _other_java(message: str) -> PerfError:
    return PerfError(message, hint=_("Install it, or let the environment variable JAVA_HOME name its folder."))


def _telling_lines(said: str) -> tuple[str, ...]:
    """The lines that name an error, without where in Spark's own text it came up; the last ones where none does."""
    lines = [line.strip() for line in said.splitlines() if line.strip() and not _FRAME.match(line)]
    telling = [line.removeprefix(": ") for line in lines if _TOLD.search(line)]
    return tuple(dict.fromkeys(telling))[:_SHOWN] or tuple(lines[-_SHOWN:])
