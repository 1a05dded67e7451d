"""The care that each tier is due, and how many houses the manager handles himself: dated data of their catalogue."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.core import catalogues
from desktop.market.influence.words import TIERS, TOUCHES

_NAME = "care_rules"


def care(tier: str) -> Mapping[str, int]:
    """Touches a year by kind that a tier is due; those of which there are none are left out."""
    row = catalogues.load(_NAME).by("tier").get(tier, {})
    return {kind: int(row[kind]) for kind in TOUCHES if row.get(kind)}


def quiet_days() -> dict[str, int]:
    """After how many days without a touch somebody of each tier counts as neglected."""
    rows = catalogues.load(_NAME).by("tier")
    return {tier: int(rows[tier]["quiet_days"]) for tier in TIERS}


def own_limits() -> tuple[int, int, str]:
    """How many houses a region the manager handles himself, at least and at most; at which level a region is counted."""
    head = catalogues.load(_NAME).head["own"]
    return int(head["low"]), int(head["high"]), str(head["level"])
