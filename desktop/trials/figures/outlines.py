"""Outlines of counties near the sites, from the maps that the user brought (`core/outlines.py`)."""

from __future__ import annotations

from desktop.core.outlines import Ring, all_areas

MARGIN = 0.5
"""Of the extent of the sites: how far around them outlines are drawn."""


def near(west: float, east: float, south: float, north: float) -> list[Ring]:
    """The outlines that come near a rectangle of degrees; none where no map was brought.

    Raises `UserError` for a file in the folder of maps that cannot be read.
    """
    wide, high = max(east - west, 0.2) * MARGIN, max(north - south, 0.2) * MARGIN
    return [ring for area in all_areas() for ring in area.rings
            if any(west - wide <= x <= east + wide and south - high <= y <= north + high for x, y in ring)]
