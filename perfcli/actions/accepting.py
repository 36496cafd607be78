"""What the baseline of perf.toml accepts."""

from __future__ import annotations

from perfcli.actions.check import readable_settings
from perfcli.check import baseline
from perfcli.errors import PerfError
from perfcli.i18n import gettext as _
from perfcli.repository import Repository


def baseline_name(repository: Repository) -> str:
    """The file that perf.toml names, from the root on, empty for none; raises PerfError for one outside."""
    name = readable_settings(repository).check.baseline
    if name and not baseline.is_name(name):
        raise PerfError(
            _("perf.toml, check.baseline: {name} is not a JSON file within the repository").format(name=name),
            hint=_('Write a path from the folder of perf.toml on, such as "baseline.json".'),
        )
    return name


def accepted_by_settings(repository: Repository) -> baseline.Accepted | None:
    """What it accepts, None where none is named or there is none yet; raises PerfError, OSError."""
    name = baseline_name(repository)
    if not name:
        return None
    try:
        content = repository.content(name)
    except FileNotFoundError:
        return None
    return baseline.read(content.decode("utf-8-sig", "replace"), name)
