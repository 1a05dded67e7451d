"""Areas of an ESRI shapefile: the outlines from the .shp, their words from the .dbf beside it, read by pyshp.

A shapefile is a set of files of one name. What its corners measure stands in the .prj: only degrees are taken, since a map in
metres would need the datum and zone that drew it; the sentence that refuses it says how to write it anew.
"""

from __future__ import annotations

import re
import warnings
from codecs import getincrementaldecoder, lookup
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeAlias

from desktop.core.errors import UserError
from desktop.core.i18n import _

Corners: TypeAlias = list[tuple[float, float]]
BESIDE = (".dbf", ".shx", ".prj", ".cpg")
"""The endings of what belongs to a .shp."""
POLYGONS, LINES = (5, 15, 25), (3, 13, 23)
"""The types of shapes that are areas and lines (plain, with height, with measure)."""
_PROJECTED = re.compile(r'\b(?:PROJCS|PROJCRS|PROJECTEDCRS)\s*\[\s*"([^"]*)"', re.IGNORECASE)
_DEGREES = re.compile(r"\b(?:GEOGCS|GEOGCRS|GEODCRS|GEODETICCRS|GEOGRAPHICCRS)\s*\[", re.IGNORECASE)


def parts_of(path: Path) -> list[Path]:
    """A map and, of a shapefile, what lies beside it under the same name. No pattern is matched: names hold brackets."""
    if path.suffix.lower() != ".shp":
        return [path]
    return [path, *(part for part in path.parent.iterdir() if part.stem == path.stem and part.suffix.lower() in BESIDE)]


def shapes(path: Path) -> Iterator[tuple[tuple[Corners, ...], dict[str, str]]]:
    """The rings of each area or line of a .shp file, and its words from the .dbf ({} without one).

    Raises `UserError` for a map that is not in degrees, ValueError for a file that is no shapefile.
    """
    import shapefile

    _in_degrees(path)
    table = beside(path, ".dbf")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of lengths that a head tells wrong: each record tells its own
            words = _words(table, beside(path, ".cpg")) if table else []
            with path.open("rb") as file:
                yield from _with_words(shapefile.ShpReader(file), path.stat().st_size, words)
    except (shapefile.ShapefileException, AssertionError, LookupError) as error:
        raise ValueError(str(error)) from error


def _with_words(reader: Any, size: int, words: list[dict[str, str]]) -> Iterator[tuple[tuple[Corners, ...], dict[str, str]]]:
    """The rings and words of each shape. A record that claims a length below nothing would be read for ever: no file of that
    size holds as many."""
    for number, shape in enumerate(reader.iterShapes()):
        if number * 12 > size:
            raise ValueError("records without a length")
        if shape.shapeType in POLYGONS + LINES:
            ends = [*shape.parts, len(shape.points)]
            rings = tuple([(x, y) for x, y, *_height in shape.points[first:last]] for first, last in pairwise(ends))
            yield rings, words[number] if number < len(words) else {}


def beside(path: Path, ending: str) -> Path | None:
    """What lies beside a shapefile under an ending, in whatever letters that is written."""
    return next((part for part in parts_of(path)[1:] if part.suffix.lower() == ending), None)


def _in_degrees(path: Path) -> None:
    """Raise `UserError` where the .prj says that the map is not drawn in degrees, or says nothing that is known."""
    projection = beside(path, ".prj")
    if projection is None:
        return
    said = projection.read_text(encoding="utf-8", errors="replace")
    cure = _("Write it anew in degrees, as CGCS2000 (EPSG:4490) or WGS 84 (EPSG:4326), for instance by “Export → Save "
             "Features As…” in QGIS.")
    if found := _PROJECTED.search(said):
        text = _("{file} is drawn in the projection {name}, not in degrees.")
        raise UserError(f"{text.format(file=path.name, name=found[1])} {cure}")
    if not _DEGREES.search(said):
        text = _("{file}: {prj} does not say in which coordinates the map is drawn.")
        raise UserError(f"{text.format(file=path.name, prj=projection.name)} {cure}")


def _words(table: Path, told: Path | None) -> list[dict[str, str]]:
    """The texts of each record of the .dbf. Its bytes are taken as they are and decoded afterwards: cells are cut off in the
    middle of a letter, which no strict decoder forgives."""
    import shapefile

    with table.open("rb") as file:
        reader = shapefile.DbfReader(file, encoding="latin-1")
        names = [field.name.encode("latin-1") for field in reader.data_fields]
        rows = [list(record) if record else [] for record in reader.iterRecords(deleted_as_None=True)]
    coding = _coding(told, [*names, *(cell.encode("latin-1") for row in rows for cell in row if isinstance(cell, str))])
    keys = [_text(name, coding) for name in names]
    return [{key: _cell(cell, coding) for key, cell in zip(keys, row, strict=False)} for row in rows]


def _coding(told: Path | None, cells: list[bytes]) -> str:
    """How a table writes its letters: as the .cpg says, else UTF-8 where all of it can be that, else GB 18030 as Chinese
    programs do."""
    if told is not None:
        said = re.sub(r"(?i)^(?:ansi|oem|cp)?[ _-]*(?=\d+$)", "cp", told.read_text(encoding="ascii", errors="ignore").strip())
        with suppress(LookupError, ValueError):
            return lookup("gb18030" if said.casefold() in ("cp936", "gbk", "gb2312") else said).name
    decode = getincrementaldecoder("utf-8")
    try:
        for cell in cells:
            decode().decode(cell)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def _text(raw: bytes, coding: str) -> str:
    return raw.strip(b" \x00").decode(coding, errors="ignore").strip()


def _cell(value: Any, coding: str) -> str:
    """A cell as text. Codes come as numbers, some with decimals (230124.0)."""
    if isinstance(value, str):
        return _text(value.encode("latin-1"), coding)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
