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
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from desktop.core import paths
from desktop.core.errors import UserError
from desktop.core.files import save_own, sync_folder
from desktop.core.i18n import _

Ring: TypeAlias = list[tuple[float, float]]
"""The corners of an outline: longitude and latitude."""
ENDINGS = (".geojson", ".json", ".shp")
MOST_BYTES = 60_000_000
POLYGONS, LINES = (5, 15, 25), (3, 13, 23)
"""The types of a shapefile that are areas and lines (plain, with height, with measure)."""


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


BESIDE_SHAPES = (".dbf", ".shx", ".prj", ".cpg")


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
        for part in _parts_of(path):
            with part.open("rb") as source:
                save_own(beside / part.name, partial(shutil.copyfileobj, source))
        read = beside / path.name
    try:
        held = areas(read, read.stat().st_mtime_ns)
    except UserError as error:
        raise UserError(_("{file} is no map of outlines in degrees (GeoJSON or shapefile): no map is brought.").format(
            file=path.name)) from error
    if not any(area.rings for area in held):
        raise UserError(_("{file} holds no outlines of regions.").format(file=path.name))


def _parts_of(path: Path) -> list[Path]:
    """A map and, of a shapefile, what lies beside it under the same name. No pattern is matched: names hold brackets."""
    if path.suffix.lower() != ".shp":
        return [path]
    return [path, *(part for part in path.parent.iterdir()
                    if part.stem == path.stem and part.suffix.lower() in BESIDE_SHAPES)]


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
    shapes = [folder / part.name for part in new if part.suffix.lower() == ".shp"]
    return [old for old in folder.iterdir()
            if old.is_file() and (old.name in names or any(old in _parts_of(shape) for shape in shapes))]


def all_areas() -> list[Area]:
    """Everything in the folder of maps. Raises `UserError` for a file there that cannot be read."""
    return [area for path in files() for area in areas(path, path.stat().st_mtime_ns)]


@lru_cache(maxsize=8)
def areas(path: Path, _changed: int) -> tuple[Area, ...]:
    """All outlines of a file. Raises `UserError` where it is no GeoJSON or shapefile of outlines in degrees."""
    text = _("{file} in the folder of maps is no map of outlines in degrees (GeoJSON or shapefile): mend it or take it out of "
             "{folder}.")
    refused = UserError(text.format(file=path.name, folder=path.parent))
    if path.stat().st_size > MOST_BYTES:
        raise refused
    try:
        if path.suffix.lower() == ".shp":
            return tuple(_shapes(path))
        return tuple(_features(json.loads(path.read_text(encoding="utf-8-sig"))))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, struct.error) as error:
        raise refused from error


# -- GeoJSON ----------------------------------------------------------------------------------------------------------


def _features(value: dict[str, Any]) -> Iterator[Area]:
    match value["type"]:
        case "FeatureCollection":
            for feature in value["features"]:
                yield from _features(feature)
        case "Feature":
            if value.get("geometry"):
                words = {key: str(one) for key, one in (value.get("properties") or {}).items() if isinstance(one, str | int)}
                yield _named(tuple(_rings(value["geometry"])), words)
        case _:
            yield Area(tuple(_rings(value)))


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


# -- shapefile (ESRI Shapefile Technical Description, 1998) -------------------------------------------------------------


def _shapes(path: Path) -> Iterator[Area]:
    """The shapes of a .shp file; their words from the .dbf beside it. ValueError for a projected one."""
    projection = _beside(path, ".prj")
    if projection is not None and projection.read_text(encoding="utf-8", errors="replace").lstrip().startswith("PROJCS"):
        raise ValueError("projected, not in degrees")
    data = path.read_bytes()
    if len(data) < 100 or struct.unpack(">i", data[:4])[0] != 9994:
        raise ValueError("no shapefile")
    words = _words(path)
    place, number = 100, 0
    while place + 12 <= len(data):
        length = struct.unpack(">i", data[place + 4:place + 8])[0] * 2
        record = data[place + 8:place + 8 + length]
        kind = struct.unpack("<i", record[:4])[0]
        if kind in POLYGONS + LINES:
            yield _named(tuple(_parts(record)), words[number] if number < len(words) else {})
        place, number = place + 8 + length, number + 1


def _beside(path: Path, ending: str) -> Path | None:
    """What lies beside a shapefile under an ending, in whatever letters that is written."""
    return next((part for part in _parts_of(path)[1:] if part.suffix.lower() == ending), None)


def _parts(record: bytes) -> Iterator[Ring]:
    """The rings of one record: 4 doubles of its box, how many parts and points, where each part begins, the points."""
    parts, points = struct.unpack("<2i", record[36:44])
    starts = [*struct.unpack(f"<{parts}i", record[44:44 + 4 * parts]), points]
    corners = list(struct.iter_unpack("<2d", record[44 + 4 * parts:44 + 4 * parts + 16 * points]))
    for first, last in pairwise(starts):
        yield _ring(corners[first:last])


def _words(path: Path) -> list[dict[str, str]]:
    """The texts of each record of the .dbf; [] without one. Chinese ones are in GB 18030 where no .cpg says otherwise and
    they are no UTF-8."""
    table = _beside(path, ".dbf")
    if table is None:
        return []
    data = table.read_bytes()
    count, head, width = struct.unpack("<IHH", data[4:12])
    fields, place = [], 32
    while data[place:place + 1] not in (b"\r", b""):
        fields.append((_text(data[place:place + 11].split(b"\0")[0]), data[place + 16]))
        place += 32
    rows = []
    for number in range(count):
        row = data[head + number * width + 1:head + (number + 1) * width]
        cells, at = {}, 0
        for name, size in fields:
            cells[name] = _text(row[at:at + size])
            at += size
        rows.append(cells)
    return rows


def _text(raw: bytes) -> str:
    cell = raw.strip(b" \x00")
    try:
        return cell.decode("utf-8")
    except UnicodeDecodeError:
        return cell.decode("gb18030", errors="replace")
