"""Instants on this computer's clock and back, for every year that a date may have.

Windows knows its time zone from 1971 to 2999 only and raises outside; there the zone's standard offset is taken.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone


def local(at: datetime) -> datetime:
    """An instant as this computer's clock shows it. One without a zone is taken for this computer's own."""
    try:
        return at.astimezone()
    except (OSError, OverflowError, ValueError):
        standard = timezone(timedelta(seconds=-time.timezone))
        return at.replace(tzinfo=standard) if at.tzinfo is None else at.astimezone(standard)


def universal(at: datetime) -> datetime:
    """An instant in UTC. One without a zone is taken for this computer's own."""
    return local(at).astimezone(UTC) if at.tzinfo is None else at.astimezone(UTC)


def shown(at: datetime) -> str:
    """An instant to the minute as this computer's clock shows it: 2026-05-01 08:30."""
    moment = local(at)
    return f"{moment.year:04}-{moment:%m-%d %H:%M}"  # the year by hand: Windows has none before 1000 in %Y
