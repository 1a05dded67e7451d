"""How much seed a plot needs. Pure: plants wanted, over what comes up, by the weight of a thousand seeds."""

from __future__ import annotations

import math
from dataclasses import dataclass

from desktop.core.units import MU_OFFICIAL


@dataclass(frozen=True)
class Need:
    """Seeds and grams of a plot; None where they are not known."""

    seeds: int | None = None
    grams: float | None = None

    def times(self, plots: int) -> Need:
        """What so many plots need."""
        return Need(None if self.seeds is None else self.seeds * plots, None if self.grams is None else self.grams * plots)


def plants(area: float | None, density: float | None, row_spacing: float | None = None,
           plant_spacing: float | None = None) -> float | None:
    """Plants wanted on a plot of `area` m²: by the density (plants per mu), else by the spacings (cm)."""
    if not area:
        return None
    if density:
        return area / float(MU_OFFICIAL) * density
    if row_spacing and plant_spacing:
        return area / (row_spacing / 100 * plant_spacing / 100)
    return None


def need(wanted: float | None, *, germination: float | None = None, extra: float = 0.0, thousand: float | None = None) -> Need:
    """Seed for `wanted` plants: germination and extra in per cent, weight of a thousand seeds in grams.

    Without a germination every seed is counted as a plant, which the plan says.
    """
    if wanted is None:
        return Need()
    share = (germination or 100.0) / 100.0
    seeds = math.ceil(round(wanted / share * (1 + extra / 100.0), 6))
    return Need(seeds, None if not thousand else seeds * thousand / 1000.0)
