"""Outlines of places from GeoJSON files and shapefiles that the user brought into the folder of maps.

The program comes with none: whose boundary runs where is for the map offices to say, not for us.
"""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from desktop.core import paths
from desktop.core.errors import UserError
from desktop.core.files import save_own, sync_folder
from desktop.core.i18n import _
from desktop.core.shapefiles import parts_of, shapes

Ring: TypeAlias = list[tuple[float, float]]
"""The corners of an outline: longitude and latitude."""
ENDINGS = (".geojson", ".json", ".shp")
MOST_BYTES = 60_000_000

NAMES = ("name", "名称", "县名", "区县", "县", "xzqmc", "地名", "county", "nl_name_3", "name_3", "nl_name_2", "name_2")
"""The properties that name an area itself, the best first; the others say where it lies."""


@dataclass(frozen=True)
class Area:
    """An outline, its name, and what else its file says of it, all as text."""

    rings: tuple[Ring, ...]
    name: str = ""
    said: tuple[str, ...] = ()


def _named(rings: tuple[Ring, ...], words: dict[str, str]) -> Area:
    """An area by its properties: without one that is known to be the name, its first text is."""
    known = {key.strip().casefold(): text for key, text in words.items() if text}
    texts = [text for text in known.values() if not text.isdigit()]
    name = next((known[key] for key in NAMES if key in known), texts[0] if texts else "")
    return Area(rings, name, tuple(known.values()))


def files() -> list[Path]:
    """The maps that were brought, by name."""
    folder = paths.maps_folder()
    return sorted(p for p in folder.glob("*") if p.suffix.lower() in ENDINGS) if folder.is_dir() else []


def bring(chosen: Iterable[Path]) -> list[Path]:
    """Copy maps into the folder of maps, with what lies beside a shapefile. Raises `UserError` for one that holds no outline or
    cannot be copied; then none of them is kept, and what lay there before stays as it was."""
    folder = paths.maps_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder, prefix=".bringing-", ignore_cleanup_errors=True) as beside:
            for path in chosen:
                _copy(path, Path(beside), folder)
            _put(Path(beside), folder)
    except OSError as error:
        raise UserError(_("The map cannot be copied: {reason}.").format(reason=error.strerror or error)) from error
    return files()


def _copy(path: Path, beside: Path, folder: Path) -> None:
    """Copy a map with its parts to where it is not in use yet, and read it there; one that lies in `folder` stays."""
    if path.resolve().parent == folder.resolve():
        read = path
    else:
        for part in parts_of(path):
            with part.open("rb") as source:
                save_own(beside / part.name, partial(shutil.copyfileobj, source))
        read = beside / path.name
    try:
        held = _read(read, read.stat().st_mtime_ns)
    except UserError as error:
        raise UserError(f"{error} {_('No map was brought.')}") from error
    if not any(area.rings for area in held):
        raise UserError(_("{file} holds no outlines of regions.").format(file=path.name))


def _put(beside: Path, folder: Path) -> None:
    """Move what was copied into its place, all or nothing: what it replaces is laid aside until all stands there."""
    aside, moved = beside / "former", list[Path]()
    new = list(beside.iterdir())
    aside.mkdir()
    try:
        for old in _replaced(new, folder):
            old.replace(aside / old.name)
        for part in new:
            part.replace(folder / part.name)
            moved.append(folder / part.name)
        sync_folder(folder)
    except OSError:
        for part in moved:
            part.unlink(missing_ok=True)
        for old in aside.iterdir():
            old.replace(folder / old.name)
        raise


def _replaced(new: list[Path], folder: Path) -> list[Path]:
    """What gives way to new parts: those of the same name, and all that belongs to a shapefile of the same name, since the
    words of the former one would be read for the shapes of the new one."""
    names = {part.name for part in new}
    maps = [folder / part.name for part in new if part.suffix.lower() == ".shp"]
    return [old for old in folder.iterdir()
            if old.is_file() and (old.name in names or any(old in parts_of(one) for one in maps))]


def all_areas() -> list[Area]:
    """Everything in the folder of maps. Raises `UserError` for a file there that cannot be read."""
    return [area for path in files() for area in areas(path, path.stat().st_mtime_ns)]


def nameless(brought: Iterable[Path]) -> list[Path]:
    """Those maps of which no outline says whose it is: no region is found by them (a shapefile without its .dbf)."""
    return [path for path in brought if not any(area.said for area in areas(path, path.stat().st_mtime_ns))]


def areas(path: Path, changed: int) -> tuple[Area, ...]:
    """All outlines of a file in the folder of maps. Raises `UserError` where it is no GeoJSON or shapefile of outlines in
    degrees."""
    try:
        return _read(path, changed)
    except UserError as error:
        cure = _("It lies in the folder of maps: mend it, or take it out of {folder}.").format(folder=path.parent)
        raise UserError(f"{error} {cure}") from error


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> tuple[Area, ...]:
    """All outlines of a file. Raises `UserError` that says what is wrong with it, not what is to be done with it."""
    if path.stat().st_size > MOST_BYTES:
        text = _("{file} is larger than {n} MB: keep the counties of your own region alone, or smooth the outlines.")
        raise UserError(text.format(file=path.name, n=MOST_BYTES // 1_000_000))
    try:
        if path.suffix.lower() == ".shp":
            return tuple(_named(tuple(_ring(ring) for ring in rings), words) for rings, words in shapes(path))
        return tuple(_features(json.loads(path.read_text(encoding="utf-8-sig"))))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, struct.error) as error:
        text = _("{file} is no map of outlines in degrees (GeoJSON or shapefile).")
        raise UserError(text.format(file=path.name)) from error


# -- GeoJSON ----------------------------------------------------------------------------------------------------------


def _features(value: dict[str, Any]) -> Iterator[Area]:
    match value["type"]:
        case "FeatureCollection":
            for feature in value["features"]:
                yield from _features(feature)
        case "Feature":
            if value.get("geometry"):
                yield _named(tuple(_rings(value["geometry"])), _words(value.get("properties") or {}))
        case _:
            yield Area(tuple(_rings(value)))


def _words(properties: dict[str, Any]) -> dict[str, str]:
    """What a feature says as text. Programs write codes as numbers, some with decimals (230124.0)."""
    whole = {key: int(one) if isinstance(one, float) and one.is_integer() else one for key, one in properties.items()}
    return {key: str(one) for key, one in whole.items() if isinstance(one, str | int)}


def _rings(value: dict[str, Any]) -> Iterator[Ring]:
    match value["type"]:
        case "GeometryCollection":
            for geometry in value["geometries"]:
                yield from _rings(geometry)
        case "Polygon" | "MultiLineString":
            yield from (_ring(ring) for ring in value["coordinates"])
        case "MultiPolygon":
            yield from (_ring(ring) for polygon in value["coordinates"] for ring in polygon)
        case "LineString":
            yield _ring(value["coordinates"])


def _ring(corners: Any) -> Ring:
    made = [(float(corner[0]), float(corner[1])) for corner in corners]
    if any(abs(x) > 180 or abs(y) > 90 for x, y in made):
        raise ValueError("not in degrees")
    return made
