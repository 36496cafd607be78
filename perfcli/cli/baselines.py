"""The baseline of a review: which file it is, what it accepts, and writing it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import msgspec

from perfcli.actions.accepting import baseline_name
from perfcli.actions.review import Review
from perfcli.check import baseline
from perfcli.cli import console, inputs, outputs
from perfcli.cli.files import relative_path
from perfcli.disk import is_gone
from perfcli.errors import PerfError
from perfcli.file_format import JSON
from perfcli.i18n import gettext as _
from perfcli.i18n import ngettext
from perfcli.repository import Repository


class Baseline(msgspec.Struct, frozen=True):
    """The file that says what is accepted, None for none; whether it is written, and whether nothing of it stays."""

    file: Path | None = None
    is_written: bool = False
    is_forgotten: bool = False

    def accepted(self) -> baseline.Accepted | None:
        """What it accepts so far, None where there is none yet or nothing of it would stay; raises PerfError."""
        if self.file is None or self.is_forgotten or is_gone(self.file):
            return None
        return read(self.file)

    def write(self, review: Review, before: baseline.Accepted | None, *, force: bool) -> None:
        """Accept what a review finds, and what was accepted outside of what it was asked for."""
        review.require_all_read()
        found = list(review.findings())
        kept = baseline.outside(before or baseline.Accepted(), review.is_asked_for)
        outputs.put_text(baseline.written(found, kept), self.file or Path(), force=force)
        count = len(found) + kept.total()
        message = ngettext("{count} finding is accepted in {file}", "{count} findings are accepted in {file}", count)
        console.say(message.format(count=count, file=self.file))


def chosen(repository: Repository, named: Path | None, *, renew: bool, off: bool, whole: bool, force: bool) -> Baseline:
    """The baseline that options and perf.toml name; `whole` says that all files and rules are asked for.

    One named by an option is made where it is missing, that of perf.toml by --update-baseline alone.
    """
    if off and (named or renew):
        raise PerfError(_("--no-baseline contradicts --baseline and --update-baseline"))
    file = named if named or off else _of_settings(repository)
    if file is None:
        if renew:
            raise PerfError(
                _("no baseline is named"), hint=_("Add --baseline FILE, or set baseline in [check] of perf.toml.")
            )
        return Baseline()
    is_missing = is_gone(file)
    is_written = renew or (is_missing and named is not None)
    if is_written:
        outputs.format_for(file, "", (JSON,), "json")
        outputs.require_free(file, force=force)
        if not (is_missing or force or baseline.may_be_one(inputs.decode_input(inputs.read_file(file)))):
            read(file)  # which says that it is none: it is not written over
    elif is_missing:
        console.say(_("There is no baseline {file} yet: --update-baseline writes it.").format(file=file))
    return Baseline(file, is_written, renew and whole)


def _of_settings(repository: Repository) -> Path | None:
    """The file that perf.toml names; raises PerfError for one that is not within the repository."""
    name = baseline_name(repository)
    return Path(relative_path(repository.root / PurePosixPath(name))) if name else None


def read(file: Path) -> baseline.Accepted:
    """What a baseline accepts; raises PerfError, OSError."""
    return baseline.read(inputs.decode_input(inputs.read_file(file)), str(file))
