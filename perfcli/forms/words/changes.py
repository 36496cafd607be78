"""How labels and headings say that something was before a change."""

from __future__ import annotations

WAS = "调整前"
"""What stands with the label of what was before a change, where the form's own words do not say it: 调整前指标值."""

BEFORE_CHANGE = "(?:调整|变更|修改|修订)前"
"""The pattern of what such a heading begins with."""
