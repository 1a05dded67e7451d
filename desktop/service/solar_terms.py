"""The days of the 24 solar terms (节气) of a year, in Chinese standard time."""

from __future__ import annotations

from datetime import date
from functools import cache

from desktop.service.choices import SOLAR_TERM

_CHINESE = ("小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
            "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至")
_NAMES = dict(zip(_CHINESE, SOLAR_TERM.labels, strict=True))
_NEXT_YEAR = {"DONG_ZHI": "冬至"}  # what the library calls the terms that close the year its table begins with
FIRST, LAST = 1900, 2100


@cache
def solar_terms(year: int) -> dict[str, date]:
    """The day of each term of a calendar year by its code, in order: "lichun" → 2026-02-04.

    ValueError outside 1900 to 2100, where the series for the sun's longitude that is used may be a day off.
    """
    from lunar_python import Solar

    if not FIRST <= year <= LAST:
        raise ValueError(f"{year} lies outside {FIRST} to {LAST}")
    found: dict[str, date] = {}
    for name, moment in Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable().items():
        day = date(moment.getYear(), moment.getMonth(), moment.getDay())
        chinese = _NEXT_YEAR.get(name, name)
        if chinese in _NAMES and day.year == year:
            found[_NAMES[chinese]] = day
    return {code: found[code] for code in SOLAR_TERM.labels}


def term_on_or_before(day: date) -> str:
    """The code of the term that a day lies in."""
    terms = solar_terms(day.year)
    return next((code for code, begins in reversed(terms.items()) if begins <= day), "dongzhi")
