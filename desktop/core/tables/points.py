"""Points of a receiver or a map (GPX, KML) as a table: name, latitude, longitude, altitude, remarks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.tables.limits import check_text_size
from desktop.core.tables.model import Cell, Row, Table


def read_points(path: Path) -> Table:
    """The named points in a GPX or KML file, a row a point. Raises `UserError` where it is damaged or holds none."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, parse

    check_text_size(path)
    try:
        root = parse(path).getroot()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UserError(_("{file} is damaged or only half copied: get it again from where it came.").format(
            file=path.name)) from error
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    rows = [_of_gpx(e) for e in elements if _local(e) == "wpt"]
    rows += [row for e in elements if _local(e) == "Placemark" if (row := _of_kml(e))]
    if not rows:
        raise UserError(_("{file} holds tracks or areas, but no single points: mark the places as waypoints and export them.")
                        .format(file=path.name))
    left = sum(_local(e) in ("trk", "rte") for e in elements) + sum(_local(e) == "Placemark" and _of_kml(e) is None
                                                                    for e in elements)
    notes = [_("A file of points: the rows are its points in their order.")]
    if left:
        notes.append(_("{n} {n:track or area|tracks and areas} of the file {n:is|are} no single points and not taken.").format(
            n=left))
    header = (_("Name"), _("Latitude"), _("Longitude"), _("Altitude"), _("Remarks"))
    return Table(header, rows, list(range(1, len(rows) + 1)), path.name,
                 notes=notes)


def _of_gpx(element: Any) -> Row:
    return (_text(element, "name"), _number(element.get("lat", "")), _number(element.get("lon", "")),
            _number(_text(element, "ele") or ""), _text(element, "desc") or _text(element, "cmt"))


def _of_kml(element: Any) -> Row | None:
    """The row of a place that is a point; longitude stands first there."""
    point = next((e for e in element.iter() if _local(e) == "Point"), None)
    written = _text(point, "coordinates") if point is not None else None
    if written is None:
        return None
    parts = [*written.split()[0].split(","), "", "", ""]
    return _text(element, "name"), _number(parts[1]), _number(parts[0]), _number(parts[2]), _text(element, "description")


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Any, name: str) -> str | None:
    """The text of the first child of that name, on one line; None where it is missing or empty."""
    found = next((child.text for child in element if isinstance(child.tag, str) and _local(child) == name), None)
    return " ".join((found or "").split()) or None


def _number(text: str) -> Cell:
    """A number; what is none stays text, so that the import names it."""
    try:
        return float(text) if text.strip() else None
    except ValueError:
        return text
