"""The sowing window of a place from its daily mean temperatures: from steadily warm to the last day that still ripens.

The period above 10 ℃ begins with the first five-day moving mean from which on it never falls below 10 ℃ again (active
accumulated temperature as the weather service counts it: five-day moving mean method); it ends likewise in autumn. A crop
sown on a day ripens when the active temperatures since then reach its need, with a margin, before the period ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.trade.climate import stable_period
from desktop.trade.given import Given, kind

_BETWEEN = re.compile(r"[\t,; ]+")
BASE = 10.0
LEAST_DAYS = 120


@dataclass(frozen=True)
class Window:
    """First and last day to sow; None where the place is too cold for the need. `total` is the heat of the whole period."""

    begins: date | None
    ends: date | None
    warm_from: date | None
    warm_until: date | None
    total: float


def sowing_window(first: date, means: Sequence[float], need: float, margin: float = 0.0, base: float = BASE) -> Window:
    """The window for a need of `need` ℃·d of active temperature and a safety `margin` (℃·d).

    `means` are daily mean temperatures from the day `first` on, at least 120 of them. Raises `UserError` for fewer.
    """
    if len(means) < LEAST_DAYS:
        raise UserError(_("{n} daily {n:mean is|means are} too few: give the whole warm season, "
                          "{least} {least:day|days} at least.").format(n=len(means), least=LEAST_DAYS))
    warm = stable_period(means, base)
    if warm is None:
        return Window(None, None, None, None, 0.0)
    begins, ends = warm
    heat = [t if t >= base else 0.0 for t in means]
    total, left, last = sum(heat[begins:ends + 1]), 0.0, None
    for day in range(ends, begins - 1, -1):
        left += heat[day]
        if left >= need + margin:
            last = day
            break
    places = (None if last is None else begins, last, begins, ends)
    days = [None if place is None else first + timedelta(days=place) for place in places]
    return Window(days[0], days[1], days[2], days[3], total)


def readings(text: str, first: date | None = None) -> tuple[date, list[float]]:
    """Daily means as they are pasted: a mean a line, or a day and a mean, in the order of the days.

    Without days in the text the first line is the day `first`. Raises `UserError` naming the line that is no number, and
    where a day is missing between two others.
    """
    begins: date | None = None
    means: list[float] = []
    for number, line in enumerate((part for part in text.splitlines() if part.strip()), 1):
        cells = [cell for cell in _BETWEEN.split(line.strip()) if cell]
        try:
            mean = float(cells[-1])
            day = date.fromisoformat(cells[0].replace("/", "-")) if len(cells) > 1 else None
        except ValueError:
            problem = _("Line {n}: “{text}” is not a day and a temperature.")
            raise UserError(problem.format(n=number, text=line.strip())) from None
        begins = begins or day or first
        if day is not None and begins is not None and day != begins + timedelta(days=len(means)):
            raise UserError(_("Line {n}: after {before} comes {day}; give every day once, in order.").format(
                n=number, before=begins + timedelta(days=len(means) - 1), day=day))
        means.append(mean)
    if begins is None:
        raise UserError(_("Fill in the first day, or paste days and temperatures."))
    return begins, means


def _computed(given: Given) -> dict[str, Any]:
    """The window as JSON: its days as ISO dates, null where there is none."""
    means, first = given.numbers("means"), given.day("first")
    try:
        first + timedelta(days=len(means))  # beyond the calendar there is no day to give
    except OverflowError:
        raise given.wrong("first", _("is too late for so many days")) from None
    found = sowing_window(first, [float(mean) for mean in means], float(given.number("need")),
                          float(given.number("margin", default=0)))
    days = {name: getattr(found, name) for name in ("begins", "ends", "warm_from", "warm_until")}
    return {**{name: day.isoformat() if day else None for name, day in days.items()}, "total": found.total}


SOWING_WINDOW = kind(
    "sowing-window", N_("Sowing window"), ("first", "means", "need"),
    {"first": "2026-04-01", "means": [8] * 20 + [18] * 120 + [6] * 20, "need": 1800, "margin": 100}, _computed, ("margin",))
