"""The Python interface: what scripts import from `perfcli` itself, documented in docs/python.md.

Everything here opens what lies in `actions/`, as a command does; nothing is worked out a second time.
"""

from __future__ import annotations

from perfcli.api.filters import Filters, set_locale
from perfcli.api.repository import Repository, open_repository
from perfcli.api.results import Export, Imported, Listing, Review
from perfcli.api.rows import (
    EvaluatedIndicator,
    Evaluation,
    EvaluationSums,
    Finding,
    FunctionRow,
    IndicatorRow,
    MonitoredIndicator,
    Monitoring,
    ProjectRow,
    Sums,
    TemplateRow,
    UnitRow,
)
from perfcli.errors import ConflictingData, PerfError, Problem, SystemFailure, UnreadableData
from perfcli.model import Budget, Indicator, Project

__all__ = [
    "Budget",
    "ConflictingData",
    "EvaluatedIndicator",
    "Evaluation",
    "EvaluationSums",
    "Export",
    "Filters",
    "Finding",
    "FunctionRow",
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
    "Sums",
    "SystemFailure",
    "TemplateRow",
    "UnitRow",
    "UnreadableData",
    "open_repository",
    "set_locale",
]
