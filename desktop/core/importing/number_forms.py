"""Forms in which people write numbers that need an answer: ranges, means with their range, rough figures, Roman grades."""

from __future__ import annotations

import re

RANGE = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(?:-|~|–|—|至|到)\s*(\d+(?:\.\d+)?)")
ABOUT = re.compile(r"(?:约|大约|近|>|<|≥|≤|>=|<=|~)?\s*([+-]?\d+(?:\.\d+)?)\s*(?:左右|上下|以上|以下|余|多|\+)?")
SPREAD = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*\(\s*(\d+(?:\.\d+)?)\s*(?:-|~|–|—|至|到)\s*(\d+(?:\.\d+)?)\s*\)")
COMPARED = re.compile(r"(约|大约|近|>=|<=|[≥≤≧≦><~])\s*(?=[\d.])(.*)", re.DOTALL)
BOUNDS = {"≥": frozenset((">=", ">", "≥", "≧")), "≤": frozenset(("<=", "<", "≤", "≦"))}
"""The sign that a promise is printed with: at least, at most; how else people write it."""
_ENGLISH = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
            "december")
_CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
MONTHS = {**{name: n for n, full in enumerate(_ENGLISH, 1) for name in (full, full[:3])}, "sept": 9,
          **{name: n for n, name in enumerate(_CHINESE, 1)}, "元": 1}
_MONTH = re.compile(r"(?:(\d{1,2})|(十[一二]?|[一二三四五六七八九元]))\s*月份?|([a-z]{3,9})\.?")
_TWO_MONTHS = re.compile(r"(\d{1,2}|十[一二]?|[一二三四五六七八九])(?:\s*月份?)?\s*[-~–—至到、,/和及]?\s*"
                         r"(\d{1,2}|十[一二]?|[一二三四五六七八九])\s*月份?")
_YEAR = re.compile(r"(\d{4})\s*年度?")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}


def roman_number(text: str) -> int | None:
    """The number a grade written as I, II, Ⅲ or IV级 stands for; None for anything else."""
    return ROMAN.get(text.removesuffix("级").strip().casefold())


def calendar_number(text: str, part: str) -> int | None:
    """The month (part "month") or the year (part "year") that narrow text names in words: 3月, 十二月份, Mar., 2027年度.

    None for anything else, a plain number among it.
    """
    if part == "year":
        named = _YEAR.fullmatch(text)
        return int(named[1]) if named else None
    found = _MONTH.fullmatch(text.casefold())
    if not found:
        return None
    return int(found[1]) if found[1] else MONTHS.get(found[2] or found[3])


def two_months(text: str) -> tuple[int, int] | None:
    """The two months that narrow text names, of which nobody knows which one is meant: 三四月份, 3-4月, 五、六月.

    None for anything else: for one month (十二月), and for two of which the later stands first.
    """
    found = None if _MONTH.fullmatch(text) else _TWO_MONTHS.fullmatch(text)
    if not found:
        return None
    low, high = (int(word) if word.isdecimal() else MONTHS[word] for word in found.groups())
    return (low, high) if 1 <= low < high <= 12 else None


def without_bound(text: str, bound: str) -> str:
    """A promise without the sign that it is always printed with (≥97.0); as it stands with any other sign."""
    found = COMPARED.fullmatch(text) if bound else None
    return found[2].strip() if found and found[1] in BOUNDS[bound] else text
