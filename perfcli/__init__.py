"""Budget performance goals (预算绩效目标) as plain files in git."""

__version__ = "0.1.0"
