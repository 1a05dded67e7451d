"""The table of solar terms says what the series for the sun's longitude says."""

from __future__ import annotations

from datetime import date

import pytest
from lunar_python import Solar

from desktop.core.solar_terms import FIRST, LAST, SOLAR_TERM, solar_terms

CHINESE = ("小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
           "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至")
NAMES = dict(zip(CHINESE, SOLAR_TERM.labels, strict=True))
AT_THE_YEAR_S_EDGE = {"DONG_ZHI": "冬至"}  # what the library calls the term that closes the year its table begins with


def reckoned(year: int) -> dict[str, date]:
    """The days of a year by the library."""
    found: dict[str, date] = {}
    for name, moment in Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable().items():
        day = date(moment.getYear(), moment.getMonth(), moment.getDay())
        chinese = AT_THE_YEAR_S_EDGE.get(name, name)
        if chinese in NAMES and day.year == year:
            found[NAMES[chinese]] = day
    return {code: found[code] for code in SOLAR_TERM.labels}


@pytest.mark.parametrize("year", [1900, 1979, 2026, 2100])
def test_the_table_agrees_with_the_series(year: int) -> None:
    assert solar_terms(year) == reckoned(year)


@pytest.mark.slow
def test_every_year_of_the_table_agrees_with_the_series() -> None:
    assert [year for year in range(FIRST, LAST + 1) if solar_terms(year) != reckoned(year)] == []


@pytest.mark.parametrize("year", [FIRST - 1, LAST + 1])
def test_a_year_outside_the_table_is_refused(year: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        solar_terms(year)
