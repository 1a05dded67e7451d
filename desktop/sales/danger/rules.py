"""Points, limits and levels of danger, read from their dated catalogue."""

from __future__ import annotations

from desktop.core import catalogues
from desktop.core.choices import Choices
from desktop.core.fields import today
from desktop.core.i18n import N_

LEVELS = Choices("danger_level", {"danger": N_("In danger"), "watch": N_("To be watched"), "calm": N_("No danger seen")},
                 {"danger": "red", "watch": "amber", "calm": "green"})
SIGNS = Choices("danger_fact", {
    "overdue": N_("Debts overdue"), "falling": N_("Orders are falling"), "broken": N_("Promises broken"),
    "licence": N_("Licence lapsing"), "noted": N_("Signs noted"),
})
DAYS = 365  # over which orders are compared and broken promises counted


def points(sign: str) -> int:
    """What a sign counts today; 0 where the catalogue has it not."""
    return _number("sign", sign, "points")


def limit(sign: str) -> int:
    """From where on a sign counts today."""
    return _number("sign", sign, "limit")


def least(level: str) -> int:
    """The fewest points of a level today."""
    return _number("level", level, "least")


def _number(kind: str, code: str, field: str) -> int:
    known = catalogues.load("danger_signs").where(kind=kind, **{kind: code})
    rows = [row for row in known if row["from"] <= today().isoformat()]
    return int(max(rows, key=lambda row: row["from"])[field]) if rows else 0
