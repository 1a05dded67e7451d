"""The limits of judgements on the market, dated, from their catalogue."""

from __future__ import annotations

from desktop.core import catalogues


def limit(name: str) -> int:
    """A limit by its name."""
    return int(catalogues.load("market_limits").by("limit")[name]["value"])
