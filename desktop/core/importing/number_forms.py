"""Forms in which people write numbers that need an answer: ranges, means with their range, rough figures, Roman grades."""

from __future__ import annotations

import re

RANGE = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(?:-|~|–|—|至|到)\s*(\d+(?:\.\d+)?)")
ABOUT = re.compile(r"(?:约|大约|近|>|<|≥|≤|>=|<=|~)?\s*([+-]?\d+(?:\.\d+)?)\s*(?:左右|上下|以上|以下|余|多|\+)?")
SPREAD = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*\(\s*(\d+(?:\.\d+)?)\s*(?:-|~|–|—|至|到)\s*(\d+(?:\.\d+)?)\s*\)")
COMPARED = re.compile(r"(约|大约|近|>=|<=|[≥≤≧≦><~])\s*(?=[\d.])(.*)", re.DOTALL)
BOUNDS = {"≥": frozenset((">=", ">", "≥", "≧")), "≤": frozenset(("<=", "<", "≤", "≦"))}
"""The sign that a promise is printed with: at least, at most; how else people write it."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,2}|元)\s*月份?|([a-z]{3,9})\.?")
_YEAR = re.compile(r"(\d{4})\s*年度?")
_TENS = "一二三四五六七八九十"
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
    if found[2]:
        return next((n for n, short in enumerate(MONTHS, 1) if found[2].startswith(short)), None)
    word = found[1]
    return int(word) if word.isdecimal() else 1 if word == "元" else sum(_TENS.index(letter) + 1 for letter in word)


def without_bound(text: str, bound: str) -> str:
    """A promise without the sign that it is always printed with (≥97.0); as it stands with any other sign."""
    found = COMPARED.fullmatch(text) if bound else None
    return found[2].strip() if found and found[1] in BOUNDS[bound] else text
