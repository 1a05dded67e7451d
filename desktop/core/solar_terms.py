"""The days of the 24 solar terms (节气) of a year, in Chinese standard time."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from desktop.core.choices import Choices
from desktop.core.i18n import N_, ngettext
from desktop.core.paths import resource

SOLAR_TERM = Choices("solar_term", {  # in the order of the calendar year
    "xiaohan": N_("Minor Cold"), "dahan": N_("Major Cold"), "lichun": N_("Start of Spring"), "yushui": N_("Rain Water"),
    "jingzhe": N_("Awakening of Insects"), "chunfen": N_("Spring Equinox"), "qingming": N_("Pure Brightness"),
    "guyu": N_("Grain Rain"), "lixia": N_("Start of Summer"), "xiaoman": N_("Grain Buds"), "mangzhong": N_("Grain in Ear"),
    "xiazhi": N_("Summer Solstice"), "xiaoshu": N_("Minor Heat"), "dashu": N_("Major Heat"), "liqiu": N_("Start of Autumn"),
    "chushu": N_("End of Heat"), "bailu": N_("White Dew"), "qiufen": N_("Autumn Equinox"), "hanlu": N_("Cold Dew"),
    "shuangjiang": N_("Frost's Descent"), "lidong": N_("Start of Winter"), "xiaoxue": N_("Minor Snow"),
    "daxue": N_("Major Snow"), "dongzhi": N_("Winter Solstice"),
})
FIRST, LAST = 1900, 2100


@cache
def solar_terms(year: int) -> dict[str, date]:
    """The day of each term of a calendar year by its code, in order: "lichun" → 2026-02-04.

    They are read from a table, as Today names a term at every start: reckoning the sun's longitude took a fiftieth of it.
    ValueError outside 1900 to 2100, where the series that the table was reckoned with may be a day off.
    """
    if not FIRST <= year <= LAST:
        raise ValueError(f"{year} lies outside {FIRST} to {LAST}")
    days = next(line.split()[1:] for line in _table() if line.startswith(f"{year} "))
    return {code: date(year, number // 2 + 1, int(day))
            for number, (code, day) in enumerate(zip(SOLAR_TERM.labels, days, strict=True))}


@cache
def _table() -> list[str]:
    return resource("catalogues", "solar_terms.txt").read_text(encoding="utf-8").splitlines()


def term_on_or_before(day: date) -> str:
    """The code of the term that a day lies in."""
    terms = solar_terms(day.year)
    return next((code for code, begins in reversed(terms.items()) if begins <= day), "dongzhi")


def terms_between(first: date, last: date) -> dict[date, str]:
    """The terms that begin from `first` to `last`, in the language in force; none outside the years that are known."""
    years = range(max(first.year, FIRST), min(last.year, LAST) + 1)
    days = [(day, code) for year in years for code, day in solar_terms(year).items()]
    return {day: SOLAR_TERM.label(code) for day, code in days if first <= day <= last}


def now_and_next(day: date) -> str:
    """The term of a day and the one after it: "Minor Snow · Major Snow in 14 days"."""
    begun = terms_between(day - timedelta(days=20), day)
    following = terms_between(day + timedelta(days=1), day + timedelta(days=20))
    if not begun or not following:
        return ""
    ahead = (min(following) - day).days
    text = ngettext("{now} · {next} in {n} day", "{now} · {next} in {n} days", ahead)
    return text.format(now=begun[max(begun)], next=following[min(following)], n=ahead)
