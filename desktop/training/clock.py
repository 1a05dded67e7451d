"""Hours of the day as they are typed: 9:00, 9：00, 900, 0900 are all 09:00."""

from __future__ import annotations

import re

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_TYPED = re.compile(r"(\d{1,2})[:：.点时](\d{2})分?|(\d{1,2})[点时]|(\d{1,2})(\d{2})")


def clock(text: str) -> str:
    """The hour in the form 09:30; what is no hour stays as it is, to be refused by name."""
    found = _TYPED.fullmatch(text.strip())
    if not found:
        return text
    hour, minute = found[1] or found[3] or found[4], found[2] or found[5] or "00"
    return f"{int(hour):02}:{minute}"


def is_clock(text: str) -> bool:
    """Whether a text is an hour of the day."""
    return bool(CLOCK.fullmatch(text))


def minutes_between(begins: str, ends: str) -> int | None:
    """The minutes from one hour to a later one; None where either is missing."""
    if not (is_clock(begins) and is_clock(ends)):
        return None
    first, last = (int(t[:2]) * 60 + int(t[3:]) for t in (begins, ends))
    return last - first if last > first else None


def overlap(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two stretches of one day meet; one without an hour takes the whole day."""
    return all(begins < ends for begins, ends in ((_first(one), _last(other)), (_first(other), _last(one))))


def _first(hours: tuple[str, str]) -> str:
    return hours[0] or "00:00"


def _last(hours: tuple[str, str]) -> str:
    return hours[1] or "24:00"
