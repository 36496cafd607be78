"""Budget performance goals (预算绩效目标) as plain files in git.

Scripts find here what docs/python.md tells of: `from perfcli import open_repository`.
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from perfcli.api import *

__all__ = [
    "Budget",
    "ComparedFinding",
    "ConflictingData",
    "EvaluatedIndicator",
    "Evaluation",
    "EvaluationSums",
    "Export",
    "Filters",
    "Finding",
    "FindingGroup",
    "FunctionRow",
    "GoneFinding",
    "Imported",
    "Indicator",
    "IndicatorRow",
    "Listing",
    "MonitoredIndicator",
    "Monitoring",
    "PerfError",
    "Problem",
    "Project",
    "ProjectRow",
    "Repository",
    "Review",
    "SuggestedTarget",
    "Suggestion",
    "Sums",
    "SystemFailure",
    "TemplateRow",
    "UnitRow",
    "UnreadableData",
    "open_repository",
    "set_locale",
]


def __getattr__(name: str) -> Any:
    """A name of the interface, loaded when it is first asked for: the command line starts without it."""
    if name in __all__:
        from perfcli import api

        return getattr(api, name)
    raise AttributeError(f"module 'perfcli' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The names that are here and those that are loaded when they are asked for."""
    return sorted({*globals(), *__all__})
