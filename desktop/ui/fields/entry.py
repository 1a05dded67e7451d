"""How typed text becomes a day or a number. No Qt: pure, so that the rules are easy to read and to test."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from desktop.core import local_time
from desktop.core.units import typed_number

WORDS = {"今天": 0, "today": 0, "t": 0, "昨天": -1, "yesterday": -1, "前天": -2, "明天": 1, "tomorrow": 1, "后天": 2}
PARTED = re.compile(r"(?:(\d{4})[-.年/])?(\d{1,2})[-.月/](\d{1,2})日?")
SOLID = re.compile(r"(\d{4})?(\d{2})(\d{2})")


def parse_day(text: str, today: date) -> date | None:
    """The day meant by `text`; None for nothing. Raises `ValueError` for what is no day.

    Taken: 2026-04-15, 2026.4.15, 2026/4/15, 2026年4月15日, 20260415; without a year, meaning this year: 4-15, 4.15,
    4月15日, 0415; today, 今天, 昨天, 明天; +3 and -3 days from today. 4/15 is refused: elsewhere it means 4 or 15 first.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lower().replace(" ", "").replace("。", ".").replace("—", "-")
    if not plain:
        return None
    if plain in WORDS:
        return today + timedelta(days=WORDS[plain])
    if re.fullmatch(r"[+-]\d{1,3}", plain):
        return today + timedelta(days=int(plain))
    found = PARTED.fullmatch(plain) or SOLID.fullmatch(plain)
    if not found or ("/" in plain and not found[1]):
        raise ValueError(text)
    year, month, day = (int(part) if part else None for part in found.groups())
    return date(year or today.year, month or 0, day or 0)


def parse_number(text: str, *, whole: bool = False) -> float | int | None:
    """The number meant by `text`; None for nothing. Raises `ValueError` for what is none, or has a part where `whole`.

    The decimal point is a point whatever the system says; full-width digits and thousands marks in their places
    (1,234.5) are taken; 1,5 is refused, since it means fifteen to some and one and a half to others.
    """
    value = typed_number(text)
    if value is None:
        return None
    if whole and value != value.to_integral_value():
        raise ValueError(text)
    return int(value) if whole else float(value)


def without_unit(text: str, unit: str, titles: Iterable[str] = ()) -> str:
    """What was typed without the unit of its field behind the number, the word of what is counted, or what it is told for:
    2.5公斤, 4500粒, 12 亩, 4000株/亩.

    `unit` in any language, "" for a field that counts; what that counts its `titles` say, in each language. Another unit, and
    the word of another thing, stay and are refused: nothing is converted in silence.
    """
    from desktop.core.tables.counted import number_of  # heavy, and wanted only once something is typed

    return number_of(text, titles, unit)


def number_text(value: float | int | None) -> str:
    """A number as one edits it: all digits that anybody wrote, no exponent, no thousands marks.

    A float holds 15 digits as they were written; what lies behind them is the computer's (6.800000000000001)."""
    if value is None:
        return ""
    shown = format(Decimal(format(value, ".15g") if isinstance(value, float) else repr(value)), "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def parse_moment(text: str, now: datetime) -> datetime | None:
    """The local point in time meant by `text`: a day as above, a blank, hours and minutes (8:30, 0830); None for
    nothing. Without hours it is midnight. Raises `ValueError`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    day_text, _blank, hours = plain.partition(" ")
    day = parse_day(day_text, now.date())
    found = re.fullmatch(r"(\d{1,2}):?(\d{2})", hours.strip() or "0:00")
    if day is None or not found:
        raise ValueError(text)
    return local_time.local(datetime(day.year, day.month, day.day, int(found[1]), int(found[2])))
