"""Days written by people: 2026-04-15, 2026年4月15日下午, 20260415, 15.4.2026, 10-May-26, 4/15; 5/6, 2018年 need an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import TypeVar

T = TypeVar("T")
ORDERS = ("ymd", "mdy", "dmy")
_SEPARATOR = r"\s*[-/.、\s]\s*"
YEAR_FIRST = re.compile(rf"(\d{{4}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})")
CHINESE = re.compile(r"(?:(\d{4}|\d{2})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
TRIPLE = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}}|\d{{1,2}})")
PAIR = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})")
MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")
_LOOSE = r"[\s.,/-]*"
NAMED = re.compile(rf"(?:(\d{{4}}){_LOOSE})?(?:(\d{{1,2}}){_LOOSE})?([a-z]{{3,9}}){_LOOSE}"
                   rf"(\d{{1,2}}(?!\d))?{_LOOSE}(\d{{4}}|\d{{2}})?", re.IGNORECASE)
PARTIAL = re.compile(r"((?:19|20)\d{2})(?:\s*年\s*|\s*[-/.]\s*|$)(?:(\d{1,2})\s*月?)?")  # a year, or a month of it
# What stands behind a day and is none: the day of the week, the part of the day with its hour.
_WEEKDAY = r"(?:星期|周|礼拜)[一二三四五六日天]"
_PART = (r"(?:上午|下午|中午|早上|早晨|清晨|晚上|傍晚|夜间|夜里|凌晨|[ap]\.?m\.?)"
         r"(?:\s*\d{1,2}(?:[:：]\d{2}|[点时](?:半|\d{1,2}分?)?))?")
BESIDE = re.compile(rf"[\s,，(（]*({_WEEKDAY}[)）]?\s*(?:{_PART})?|{_PART})[)）]?$", re.IGNORECASE)
AFTERNOON = re.compile(r"下午|傍晚|晚上|夜间|夜里|p\.?m", re.IGNORECASE)
CLOCK = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")


class UnclearError(ValueError):
    """A day that needs the user's answer: the order of its parts, its year, or which day of a year or month it is."""


def beside(text: str) -> str:
    """What stands behind a day and is no part of it (下午, 周五); "" for nothing."""
    found = BESIDE.search(text.strip())
    return found[1].strip(" )）") if found and found.start() else ""


def day_of(text: str, order: str = "", year: str = "", partial: str = "") -> date:
    """The day meant by `text`. `order` is ymd, mdy or dmy where the user has said so, `year` the year of days without,
    `partial` is "first" where a year or a month means its first day.

    Raises `UnclearError` where an answer is needed, ValueError where it is no day.
    """
    bare = CLOCK.sub("", BESIDE.sub("", text.strip()))
    if found := PARTIAL.fullmatch(bare):
        first = date(int(found[1]), int(found[2] or 1), 1)
        if not partial:
            raise UnclearError("partial")
        return first
    if found := YEAR_FIRST.fullmatch(bare) or COMPACT.fullmatch(bare):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := CHINESE.fullmatch(bare):
        return date(_year(found[1], year), int(found[2]), int(found[3]))
    if (named := NAMED.fullmatch(bare)) and (month := _month(named[3])):
        return _named(named, month, year)
    if found := TRIPLE.fullmatch(bare):
        return _triple(found[1], found[2], found[3], order)
    if found := PAIR.fullmatch(bare):
        return _pair(int(found[1]), int(found[2]), order, year)
    raise ValueError(text)


def _month(word: str) -> int:
    """The month that an English word or its beginning names; 0 for none."""
    return next((n for n, name in enumerate(MONTHS, 1) if name.startswith(word.casefold())), 0)


def _named(found: re.Match[str], month: int, answer: str) -> date:
    """A day whose month is written in English: 2026-May-10, 10-May-26, May 10, 2026, and 10-May in the year of the `answer`.

    Raises ValueError for May-10, which Excel writes for the month of a year as well.
    """
    first, before, _word, behind, last = found.groups()
    if first:
        year, day = first, before or behind
    elif before:
        year, day = last or behind, before
    else:
        year, day = last, behind
    if not day or not (year or before):
        raise ValueError(found[0])
    return date(_year(year, answer), month, int(day))


def _year(text: str | None, answer: str) -> int:
    given = text or answer
    if not given:
        raise UnclearError("year")
    return int(given) + (2000 if len(given) == 2 else 0)


def _triple(one: str, two: str, three: str, order: str) -> date:
    candidates = {o: d for o in ORDERS if (d := _ordered(one, two, three, o)) is not None}
    return _only(candidates, order)


def _ordered(one: str, two: str, three: str, order: str) -> date | None:
    """The day of three numbers in an order, None where they make none. A year has two digits, or four at the end."""
    parts = dict(zip(order, (one, two, three), strict=True))
    if len(parts["m"]) > 2 or len(parts["d"]) > 2 or len(parts["y"]) == 1:
        return None
    try:
        return date(_year(parts["y"], ""), int(parts["m"]), int(parts["d"]))
    except ValueError:
        return None


def _pair(one: int, two: int, order: str, year: str) -> date:
    number = _year(None, year or "2000")  # a leap year: the order alone is looked at first
    candidates = {}
    for name, month, day in (("mdy", one, two), ("dmy", two, one)):
        if 1 <= month <= 12 and 1 <= day <= 31:
            candidates[name] = (month, day)
    month, day = _only(candidates, "mdy" if order == "ymd" else order)
    if not year:
        raise UnclearError("year")
    return date(number, month, day)


def _only(candidates: dict[str, T], order: str) -> T:
    """The one value all candidates agree on, or that of the order asked for."""
    if order in candidates:
        return candidates[order]
    if not candidates or order:
        raise ValueError(order)
    values = set(candidates.values())
    if len(values) > 1:
        raise UnclearError("order")
    return values.pop()


def possible_orders(texts: Iterable[str]) -> list[str]:
    """The orders in which every one of `texts` is a day: several = ask, one = known, none = some are wrong."""
    wanted = list(texts)
    return [o for o in ORDERS if all(_fits(t, o) for t in wanted)]


def evident_order(texts: Iterable[str]) -> str:
    """The order that the texts show: the only one in which all are days, or any where all read alike; else ""."""
    wanted = list(texts)
    orders = possible_orders(wanted)
    readings = {tuple(day_of(text, order, "2000", "first") for text in wanted) for order in orders}
    return orders[0] if len(readings) == 1 else ""


def _fits(text: str, order: str) -> bool:
    try:
        day_of(text, order, "2000", "first")
    except ValueError:
        return False
    return True
