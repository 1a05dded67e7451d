"""Targets over the months of a season: the year's target on its curve, and what is reached against the curve to date."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from desktop.core import money

MONTHS = 12
SLACK = Fraction(1, 10)
"""How far the percents of a curve may miss 100: what is left by their rounding."""


def adds_to_hundred(percents: Sequence[Fraction]) -> bool:
    """Whether percents sum to 100 within what their rounding leaves."""
    return abs(sum(percents, Fraction(0)) - 100) <= SLACK


def months_of(year: int, percents: Sequence[Fraction]) -> list[int]:
    """A year's target (fen or bags) on the twelve percents of a curve, adding to it exactly."""
    return money.split(year, percents)


def expected_to_date(months: Sequence[int] | Sequence[Fraction], start_month: int, as_of: date) -> Fraction:
    """What of the months' targets should be reached on the evening of a day.

    Months that have ended count in full, the running one by its days. The first of `months` is the month `start_month`, in
    the season that holds the day.
    """
    running = (as_of.month - start_month) % MONTHS
    share = Fraction(as_of.day, monthrange(as_of.year, as_of.month)[1])
    return sum(months[:running]) + months[running] * share


@dataclass(frozen=True)
class Progress:
    """What is done against a year's target: its share of the curve and of the year, where it leads, and what is missing."""

    percent_of_curve: Fraction | None
    percent_of_year: Fraction
    run_rate: Fraction | None
    missing: int


def progress(year: int, done: int, expected: Fraction) -> Progress:
    """How far `done` is; without anything expected yet neither the share of the curve nor the run-rate is known."""
    known = expected > 0
    return Progress(Fraction(done) * 100 / expected if known else None, Fraction(done * 100, year),
                    done * year / expected if known else None, year - done)
