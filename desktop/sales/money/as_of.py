"""The day on whose evening accounts are shown: today, until another is chosen above the list of accounts."""

from __future__ import annotations

from datetime import date

from desktop.core.fields import today


class _Chosen:
    """The day chosen in the window; None: today, also over midnight."""

    day: date | None = None


def day() -> date:
    """The day on whose evening accounts are shown."""
    return _Chosen.day or today()


def choose(day: date | None) -> None:
    """Show accounts as of another day; None or today: as they are now."""
    _Chosen.day = None if day == today() else day
