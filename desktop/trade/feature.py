"""What the figures of the trade bring to the program: kinds of `agridesk calculate`; no tab of their own."""

from __future__ import annotations

from desktop.core.feature import Feature

_SUBJECTS = ("targets", "prices", "rebates", "receivables", "stock", "scores", "market", "climate")

FEATURE = Feature("trade", calculators=tuple(f"desktop.trade.kinds.{subject}:KINDS" for subject in _SUBJECTS))
