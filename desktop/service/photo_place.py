"""Where and when a photo was taken, as its file says (Exif 2.3, tags GPSLatitude, GPSLongitude, DateTimeOriginal)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

_GPS, _EXIF, _TAKEN = 0x8825, 0x8769, 0x9003


@dataclass(frozen=True)
class Taken:
    """Degrees north and east, and the day; None where the file does not say."""

    latitude: float | None = None
    longitude: float | None = None
    on: date | None = None


def taken(path: Path) -> Taken:
    """Where and when a photo was taken; all None for a file that is no photo or says nothing."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as picture:
            exif = picture.getexif()
            gps, own = exif.get_ifd(_GPS), exif.get_ifd(_EXIF)
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError):
        return Taken()
    return Taken(_degrees(gps.get(2), gps.get(1), "S", 90), _degrees(gps.get(4), gps.get(3), "W", 180), _day(own.get(_TAKEN)))


def first_place(paths: Sequence[Path]) -> Taken:
    """The first photo that knows its place; else the day of the first that knows one."""
    found = [taken(path) for path in paths]
    placed = next((t for t in found if t.latitude is not None and t.longitude is not None), None)
    return placed or next((t for t in found if t.on is not None), Taken())


def _degrees(parts: Any, side: Any, negative: str, most: float) -> float | None:
    try:
        degrees, minutes, seconds = (float(p) for p in parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    if not 0 <= value <= most or value == 0:  # a camera without reception writes zeros
        return None
    return round(-value if str(side).strip("\0 ").upper() == negative else value, 6)


def _day(text: Any) -> date | None:
    try:
        return datetime.strptime(str(text)[:10], "%Y:%m:%d").date()
    except ValueError:
        return None
