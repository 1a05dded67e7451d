"""Cells of a file become days and points in time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta

from desktop.core import local_time
from desktop.core.i18n import _
from desktop.core.importing.answering import OpenError, WrongError, answered, shown
from desktop.core.importing.model import Target
from desktop.core.tables import Cell
from desktop.core.tables.dates import AFTERNOON, CLOCK, UnclearError, beside, day_of
from desktop.core.tables.words import is_no_value, is_unclear, plain

ZONED = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?([+-]\d\d:?\d\d|Z)?")
DAYS_OF_YEAR = 366
EXCEL_EPOCH = date(1899, 12, 30)


def day_of_year(cell: Cell) -> int | None:
    """The number of a day of the year (1 to 366), which needs a year to be a date; None for anything else."""
    text = "" if isinstance(cell, bool | date) else plain(cell)
    return int(text) if text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= DAYS_OF_YEAR else None


def _counted_day(cell: Cell, options: Mapping[str, str]) -> date | None:
    """A day given as a number: counted by Excel, or from the beginning of a year."""
    number = day_of_year(cell)
    if number is None:
        counted = EXCEL_EPOCH + timedelta(days=int(str(cell).partition(".")[0]))
        return _day_answered(options, "serial", shown(cell), {"excel": counted})
    year = options.get("day_of_year", "")
    meant = {year: _day_counted(number, year)} if year.isdecimal() else {}
    return _day_answered(options, "day_of_year", plain(cell), meant)


def _day_counted(number: int, year: str) -> date:
    day = date(int(year), 1, 1) + timedelta(days=number - 1)
    if day.year != int(year):
        raise WrongError(_("The year {year} has no day {value}: correct the cell in the file.").format(year=year, value=number))
    return day


def is_serial(cell: Cell) -> bool:
    """Whether a number, or a text of its digits, may be a day counted by Excel (1954 to 2119)."""
    if isinstance(cell, str):
        text = plain(cell)
        return len(text) == 5 and text.isdecimal() and 20000 <= int(text) < 80000
    return isinstance(cell, int | float) and not isinstance(cell, bool) and 20000 <= cell < 80000


def _day_answered(options: Mapping[str, str], question: str, text: str,
                  values: Mapping[str, date | None]) -> date | None:
    value: date | None = answered(options, question, text, values)
    return value


def date_value(cell: Cell, _target: Target, options: Mapping[str, str]) -> date | None:
    """A day; typed dates as they are, text by the order the column is known to have."""
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    if is_serial(cell) or day_of_year(cell) is not None:
        return _counted_day(cell, options)
    text = plain(cell)
    if is_no_value(text) or is_unclear(text):
        return None if is_no_value(text) else _day_answered(options, "nothing", text, {"empty": None})
    try:
        return day_of(text, options.get("order", ""), options.get("year", ""))
    except UnclearError as error:
        if str(error) == "partial" and not isinstance(cell, float):  # 2018.1 may be October
            return _day_answered(options, "partial", text, {"first": day_of(text, partial="first"), "empty": None})
        if str(error) == "year":
            raise OpenError(_("“{value}” names no year: choose the year for this column.").format(value=text)) from None
        if str(error) == "order":
            raise OpenError(_("“{value}” may be read as several days: choose the order of day and month for this column.")
                             .format(value=text)) from None
    except ValueError:
        pass
    raise _no_date(text)


def _no_date(text: str) -> WrongError:
    return WrongError(_("“{value}” is not a date: write it as 2026-04-15.").format(value=text))


def moment_value(cell: Cell, target: Target, options: Mapping[str, str]) -> datetime | None:
    """A point in time, read as local time; a day alone is its midnight."""
    if isinstance(cell, datetime):
        return local_time.universal(cell)
    text = plain(cell)
    if ZONED.fullmatch(text):
        try:
            return local_time.universal(datetime.fromisoformat(text))
        except ValueError:
            raise _no_date(text) from None
    if found := re.fullmatch(r"(.+?)[ T](\d{1,2}):(\d{2})(?::(\d{2}))?", text):
        day = date_value(found[1], target, options)
        hour, minute, second = int(found[2]), int(found[3]), int(found[4] or 0)
        hour += 12 if hour < 12 and AFTERNOON.search(beside(found[1])) else 0
        if day and hour < 24 and minute < 60 and second < 60:
            return local_time.universal(datetime.combine(day, time(hour, minute, second)))
        raise _no_date(text)
    whole = date_value(cell, target, options)
    return local_time.universal(datetime.combine(whole, time())) if whole else None


def warn_beside(warnings: dict[int, str], cells: Sequence[Cell], target: Target) -> None:
    """Note what stands behind a day and was not read: the part of the day, the day of the week."""
    said: dict[Cell, str] = {cell: text for cell in set(cells) if isinstance(cell, str) and (text := beside(cell))
                              and not (target.kind == "moment" and CLOCK.search(cell))}
    for place, cell in enumerate(cells) if said else ():
        if cell in said:
            warnings.setdefault(place, _("The day was read without “{text}” behind it.").format(text=said[cell]))
