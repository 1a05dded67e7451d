"""Handing work over between laptops: what the engine in `core/exchange` does, as a command and in the window."""

from __future__ import annotations

from desktop.core.feature import Feature

FEATURE = Feature("exchange")
