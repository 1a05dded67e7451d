"""The season curves of their dated catalogue: how the sales of a year spread over its months, to dealers and to farmers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from desktop.core import catalogues
from desktop.core.units import exact
from desktop.trade.targets import expected_to_date

SELL_IN, SELL_OUT = "sell_in", "sell_out"


@dataclass(frozen=True, eq=False)
class Curve:
    """Twelve percents of a year from its first month on. What it comes to on a day is reckoned once."""

    percents: tuple[Fraction, ...]
    start_month: int

    def starting(self, month: int) -> Curve:
        """The same curve of a season that begins in another month."""
        by = (month - self.start_month) % len(self.percents)
        return Curve((*self.percents[by:], *self.percents[:by]), month)

    def to_date(self, day: date) -> Fraction:
        """Percent of the year on the evening of a day; the running month by its days."""
        return _to_date(self, day)

    def _reckoned(self, day: date) -> Fraction:
        return expected_to_date(self.percents, self.start_month, day)


@lru_cache(maxsize=4096)
def _to_date(curve: Curve, day: date) -> Fraction:
    return curve._reckoned(day)


def curve(kind: str, day: date, crop: str = "") -> Curve:
    """The curve SELL_IN or SELL_OUT that holds on a day for a crop, else that for all crops."""
    rows = sorted((row for row in catalogues.load("season_curves").where(curve=kind) if row["crop"] in (crop, "")),
                  key=lambda row: (bool(row["crop"]), row["from"]))
    found = next((row for row in reversed(rows) if date.fromisoformat(row["from"]) <= day), rows[0])
    return Curve(tuple(exact(p) for p in found["percents"]), found["start_month"])
