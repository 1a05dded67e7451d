"""A sheet's calendar of measures in one year: each line with its days, computed from what it is counted from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core.solar_terms import solar_terms
from desktop.service.technique_model import TechniqueSheet, TechniqueStep


@dataclass(frozen=True)
class DatedStep:
    """A measure with its first and last day; both are None where its basis has no day in this year."""

    step: TechniqueStep
    begins: date | None
    ends: date | None


def dated(sheet: TechniqueSheet, steps: Iterable[TechniqueStep], year: int) -> list[DatedStep]:
    """The measures of a sheet in the order of their days in `year`; those without a day stand at their position's place.

    The sheet's usual days of sowing and emergence are taken in `year`, whatever year they were typed with; a crop sown
    in autumn has the days counted from sowing in the year after where they pass its end.
    """
    lines = [DatedStep(step, *_days(sheet, step, year)) for step in sorted(steps, key=lambda s: (s.position or 0, s.id))]
    known = sorted((line for line in lines if line.begins), key=lambda line: (line.begins, line.step.position or 0))
    waiting = iter(known)
    return [next(waiting) if line.begins else line for line in lines]


def _days(sheet: TechniqueSheet, step: TechniqueStep, year: int) -> tuple[date | None, date | None]:
    base = base_day(sheet, step, year)
    if base is None:
        return None, None
    begins = base + timedelta(days=step.begins or 0)
    return begins, base + timedelta(days=step.ends) if step.ends is not None else begins


def base_day(sheet: TechniqueSheet, step: TechniqueStep, year: int) -> date | None:
    """The day that a measure is counted from in a year; None where the sheet does not know it."""
    if step.basis == "term":
        return solar_terms(year).get(step.term)
    if step.basis == "date":
        return _in_year(step.month, step.day, year)
    if step.basis in ("sowing", "emergence"):
        day = sheet.sown_on if step.basis == "sowing" else sheet.emerged_on
        return _in_year(day.month, day.day, year) if day else None
    return None


def _in_year(month: int | None, day: int | None, year: int) -> date | None:
    """A day of the year; the last of its month where the month is shorter (29 February)."""
    if not month or not day:
        return None
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day - 1), following - timedelta(days=1))
