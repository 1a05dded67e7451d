"""How resistant a variety is to a disease, on the one scale of grades 1 (best) to 9, from what is announced of it."""

from __future__ import annotations

import re

from desktop.catalogue.model import AnnouncedTrait, Trait
from desktop.core import catalogues
from desktop.market.suitability.rules import RuleSet, by_percent, by_word

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def resistance(trait: Trait, announced: AnnouncedTrait, found: RuleSet) -> float | None:
    """The grade of an announced disease; None where it is not said in a form that is known."""
    if announced.value is not None:
        return _of_number(trait, announced.value, found)
    word = by_words(announced.wording, found)
    if word is not None:
        return word
    numbers = _NUMBER.findall(announced.wording)
    return _of_number(trait, float(numbers[0]), found) if len(numbers) == 1 else None


def _of_number(trait: Trait, value: float, found: RuleSet) -> float | None:
    """A figure of whatever scale as a grade of 1 to 9."""
    if trait.kind != "score":
        return by_percent(found, value) if trait.direction == "lower" else None
    low, high = (trait.low, trait.high) if trait.low is not None and trait.high is not None else (1.0, 9.0)
    if not low <= value <= high or low == high:
        return None
    share = (value - low) / (high - low)
    return 1 + 8 * (1 - share if trait.direction == "higher" else share)


def by_words(text: str, found: RuleSet) -> float | None:
    """The grade of a word of resistance (中抗, MR, moderately resistant); None where there is none, or several differ."""
    words: list[str] = next((row["words"] for row in catalogues.load("disease_limits").rows if row["words"]), [])
    wanted = text.strip().casefold()
    known = {word.casefold(): place for place, same in enumerate(words, 1) for word in same.split("|")}
    if wanted in known:
        return by_word(found, known[wanted])
    # the longest word first: 高抗 and 中抗 hold 抗
    for word in sorted(known, key=len, reverse=True):
        if len(word) > 1 and word in wanted:
            return by_word(found, known[word])
    return None
