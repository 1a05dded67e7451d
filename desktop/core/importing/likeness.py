"""How like a heading is to a name. Apart from the mapping, so that a grid that is pasted into loads nothing of an import."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

LIKENESS = 0.7
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_NOISE = re.compile(r"[\s_\-./:：*#、·]+")


@lru_cache(maxsize=4096)
def normal(heading: str) -> str:
    """A heading without case, width, blanks, marks and what stands in brackets (units, hints)."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    short = _NOISE.sub("", _BRACKETS.sub("", text))
    return short or _NOISE.sub("", text)


def likeness(heading: str, known: Iterable[str]) -> float:
    """How like a heading is to the best of some normalised names: 1 = the same, 0 where it is no more than `LIKENESS`."""
    wanted = normal(heading)
    return max((_like(wanted, name) for name in known), default=0.0)


def _like(one: str, other: str) -> float:
    if one == other:
        return 1.0
    whole = len(one) + len(other)
    # no more letters can agree than the shorter has, nor than both have at all: few pairs are worth a comparison
    if 1.98 * min(len(one), len(other)) <= LIKENESS * whole:
        return 0.0
    shared = sum(min(one.count(letter), other.count(letter)) for letter in set(one) & set(other))
    if 1.98 * shared <= LIKENESS * whole:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio() * 0.99
