"""How like a heading is to a name. Apart from the mapping, so that a grid that is pasted into loads nothing of an import."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache, lru_cache

from desktop.core.tables.words import words

LIKENESS = 0.7
SHORTEST = 2  # letters of a heading that stands for a longer name
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
HEADS: dict[str, frozenset[str]] = {
    "remark": frozenset(), "signature": frozenset(), "contact": frozenset(), "address": frozenset(),
    "person": frozenset({"choice", "whole"}), "day": frozenset({"day", "moment", "whole"}),
    "measure": frozenset({"text", "choice", "whole", "number", "money", "price", "flag", "day", "moment"})}
"""What a heading may be about by its last word (the catalogue's head_…), and the kinds of field that are about it by nature,
whatever they are called: a field of days may leave the word date away. Only a link is never a measure."""
BY_NAME = ("remark", "signature", "contact", "address")  # what a field is about only where its own name says so
_NOISE = re.compile(r"[\s_\-./:：*#、·]+")


@lru_cache(maxsize=4096)
def normal(heading: str) -> str:
    """A heading without case, width, blanks, marks and what stands in brackets (units, hints)."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    short = _NOISE.sub("", _BRACKETS.sub("", text))
    return short or _NOISE.sub("", text)


def likeness(heading: str, known: Iterable[str], kind: str = "") -> float:
    """How like a heading is to the best of some normalised names: 1 = the same, 0 where it is no more than `LIKENESS`.

    0 too where it shares most letters with a name and is about something else; `kind` is the kind of field that is named.
    """
    wanted = normal(heading)
    return max((score for name in known if (score := _like(wanted, name)) == 1 or (score and not _differs(wanted, name, kind))),
               default=0.0)


def is_part(heading: str, known: Iterable[str], kind: str = "") -> bool:
    """Whether a heading begins or ends a normalised name and is about the same: 日期 of 发生日期, 到会 of 到会情况."""
    wanted = normal(heading)
    return len(wanted) >= SHORTEST and any(
        (name.startswith(wanted) or name.endswith(wanted)) and not _differs(wanted, name, kind) for name in known)


@cache
def _heads() -> dict[str, str]:
    """Last word of a heading → what it makes the heading be about, the longest words first."""
    found = {normal(word): about for about in HEADS for word in words(f"head_{about}")}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


@lru_cache(maxsize=4096)
def _about(name: str) -> str:
    """What a normalised heading is about by its last word, "" where that says nothing of the kind."""
    return next((about for word, about in _heads().items() if name.endswith(word)), "")


def _differs(heading: str, name: str, kind: str) -> bool:
    """Whether a heading is about something else than a field of that name: 业务员意见 is no 业务员, 经销商 no 经销商电话."""
    mine, theirs = _about(heading), _about(name)
    if mine and mine != theirs:
        return kind not in HEADS[mine]
    left = name[len(heading):] if name.startswith(heading) else ""
    return not mine and theirs in BY_NAME and left in _heads()


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
