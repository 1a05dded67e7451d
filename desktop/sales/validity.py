"""When a price or a condition of sale holds: from its first day, until its last one where it has one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, or_

TODAY = func.date("now", "localtime")


def holds(table: Any, day: Any) -> Any:
    """The condition, as SQL, that a row with the fields `valid_from` and `valid_until` holds on a day (or on `TODAY`)."""
    return (table.c.valid_from <= day) & or_(table.c.valid_until.is_(None), table.c.valid_until >= day)
