"""The outlines of regions among the maps that were brought: by the code of the area, else by its name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path

from sqlmodel import Session

from desktop.core.outlines import Area, Ring, areas, files
from desktop.core.tables.words import bare
from desktop.regions.lying import Lying, all_regions, chain

CODE = 6
"""Digits of a county's code; maps write longer ones (230182000000) too."""


def outlines_of(session: Session, wanted: Collection[int]) -> dict[int, tuple[Ring, ...]]:
    """The outlines of the regions that a map has. Raises `UserError` for a map that cannot be read."""
    regions = all_regions(session)
    by_code, by_name = _indexed(tuple((path, path.stat().st_mtime_ns) for path in files()))
    found = {}
    for key in wanted:
        region = regions.get(key)
        area = None if region is None else by_code.get(region.code[:CODE]) if region.code else None
        if region is not None and area is None:
            area = _by_name(region, by_name.get(bare(region.name), ()), regions)
        if area is not None and area.rings:
            found[key] = area.rings
    return found


@lru_cache(maxsize=2)
def _indexed(brought: tuple[tuple[Path, int], ...]) -> tuple[Mapping[str, Area], Mapping[str, tuple[Area, ...]]]:
    """All areas by the codes and by the names that stand with them."""
    by_code: dict[str, Area] = {}
    by_name: dict[str, tuple[Area, ...]] = {}
    for path, changed in brought:
        for area in areas(path, changed):
            for text in area.said:
                if text.isdigit() and len(text) >= CODE and not text[CODE:].strip("0"):
                    by_code.setdefault(text[:CODE], area)
            if area.name:
                by_name[bare(area.name)] = (*by_name.get(bare(area.name), ()), area)
    return by_code, by_name


def _by_name(region: Lying, found: tuple[Area, ...], regions: Mapping[int, Lying]) -> Area | None:
    """Of areas of one name the one that also names what the region lies in; a single one needs no more."""
    if len(found) == 1:
        return found[0]
    above = {bare(regions[key].name) for key in chain(regions, region.parent_id)}
    close = [area for area in found if above & {bare(text) for text in area.said}]
    return close[0] if len(close) == 1 else None
