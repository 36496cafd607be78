"""The Python interface: what scripts import from `perfcli` itself, documented in docs/python.md.

Everything here opens what lies in `actions/`, as a command does; nothing is worked out a second time.
"""

from __future__ import annotations

from perfcli.api.filters import Filters, set_locale
from perfcli.api.progress_rows import EvaluatedIndicator, Evaluation, EvaluationSums, MonitoredIndicator, Monitoring
from perfcli.api.repository import Repository, open_repository
from perfcli.api.results import Export, Imported, Listing, Review
from perfcli.api.rows import (
    ComparedFinding,
    Finding,
    FindingGroup,
    FunctionRow,
    GoneFinding,
    IndicatorRow,
    ProjectRow,
    SuggestedTarget,
    Suggestion,
    Sums,
    TemplateRow,
    UnitRow,
)
from perfcli.errors import ConflictingData, PerfError, Problem, SystemFailure, UnreadableData
from perfcli.model import Budget, Indicator, Project

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
