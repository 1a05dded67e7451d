"""Outlines of counties for the map of sites, from GeoJSON files that the user brought into the folder of maps.

The program comes with none: whose boundary runs where is for the map offices to say, not for us.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from desktop.core import paths
from desktop.core.errors import UserError
from desktop.core.i18n import _

Ring: TypeAlias = list[tuple[float, float]]
MARGIN = 0.5
"""Of the extent of the sites: how far around them outlines are drawn."""
MOST_BYTES = 60_000_000


def near(west: float, east: float, south: float, north: float) -> list[Ring]:
    """The outlines that come near a rectangle of degrees; none where no map was brought.

    Raises `UserError` for a file in the folder that is no GeoJSON in degrees.
    """
    folder = paths.maps_folder()
    files = sorted(p for p in folder.glob("*") if p.suffix.lower() in (".geojson", ".json")) if folder.is_dir() else []
    found = [ring for path in files for ring in rings(path, path.stat().st_mtime_ns)]
    wide, high = max(east - west, 0.2) * MARGIN, max(north - south, 0.2) * MARGIN
    return [ring for ring in found
            if any(west - wide <= x <= east + wide and south - high <= y <= north + high for x, y in ring)]


@lru_cache(maxsize=8)
def rings(path: Path, _changed: int) -> tuple[Ring, ...]:
    """All outlines of a GeoJSON file. Raises `UserError` where it cannot be read as such."""
    text = _("{file} in the folder of maps is no GeoJSON of outlines in degrees: mend it or take it out of {folder}.")
    refused = UserError(text.format(file=path.name, folder=path.parent))
    if path.stat().st_size > MOST_BYTES:
        raise refused
    try:
        return tuple(_rings(json.loads(path.read_text(encoding="utf-8-sig"))))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        raise refused from error


def _rings(value: dict[str, Any]) -> Iterator[Ring]:
    match value["type"]:
        case "FeatureCollection":
            for feature in value["features"]:
                yield from _rings(feature)
        case "Feature":
            if value.get("geometry"):
                yield from _rings(value["geometry"])
        case "GeometryCollection":
            for geometry in value["geometries"]:
                yield from _rings(geometry)
        case "Polygon" | "MultiLineString":
            yield from (_ring(ring) for ring in value["coordinates"])
        case "MultiPolygon":
            yield from (_ring(ring) for polygon in value["coordinates"] for ring in polygon)
        case "LineString":
            yield _ring(value["coordinates"])


def _ring(corners: list[list[float]]) -> Ring:
    made = [(float(corner[0]), float(corner[1])) for corner in corners]
    if any(abs(x) > 180 or abs(y) > 90 for x, y in made):
        raise ValueError("not in degrees")
    return made
