"""Forms in which people write numbers that need an answer: ranges, means with their range, rough figures, Roman grades."""

from __future__ import annotations

import re

RANGE = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(?:-|~|–|—|至|到)\s*(\d+(?:\.\d+)?)")
ABOUT = re.compile(r"(?:约|大约|近|>|<|≥|≤|>=|<=|~)?\s*([+-]?\d+(?:\.\d+)?)\s*(?:左右|上下|以上|以下|余|多|\+)?")
SPREAD = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*\(\s*(\d+(?:\.\d+)?)\s*(?:-|~|–|—|至|到)\s*(\d+(?:\.\d+)?)\s*\)")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}


def roman_number(text: str) -> int | None:
    """The number a grade written as I, II, Ⅲ or IV级 stands for; None for anything else."""
    return ROMAN.get(text.removesuffix("级").strip().casefold())
