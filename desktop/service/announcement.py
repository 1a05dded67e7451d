"""Numbers in a text that differ from what was announced of the variety.

What a sheet, handout or manual says of a variety must equal its announcement; a number that stands near the name of an
announced trait and is none of the announced ones is flagged. Dates, doses and page numbers stand near no trait's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from desktop.catalogue.model import AnnouncedTrait, Trait
from desktop.core.farm_units import THOUSANDS, narrow_numbers
from desktop.core.i18n import _
from desktop.core.records import alive

_NUMBER = re.compile(rf"{THOUSANDS}|\d+(?:[.,]\d+)?")
_CLAUSE = re.compile(r"[，、（(]|,\s")
_SENTENCE = re.compile(r"[。；;！？!?\n]|\.\s")
REACH = 18  # letters after a trait's name within which a number speaks of it


@dataclass(frozen=True)
class Announced:
    """A trait by all its names, with every number its announcement gives."""

    title: str
    names: tuple[str, ...]
    numbers: tuple[float, ...]
    wording: str
    value: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class Flag:
    """A number in the text that the announcement does not give for this trait."""

    title: str
    number: str
    passage: str
    announced: str

    def sentence(self) -> str:
        """What differs, in one sentence."""
        return _("{trait}: the text says {number}, the announcement {announced}.").format(
            trait=self.title, number=self.number, announced=self.announced)


def flags(text: str, announced: Iterable[Announced]) -> list[Flag]:
    """The numbers of `text` that differ from what was announced, in the order of the text's sentences."""
    known = [a for a in announced if a.numbers]
    found = []
    for sentence in _SENTENCE.split(narrow_numbers(text)):
        for trait in known:
            for number in _numbers_near(sentence, trait.names):
                if _value(number) not in trait.numbers:
                    found.append(Flag(trait.title, number, sentence.strip(), trait.wording))
    return found


def _value(number: str) -> float:
    """A number as it is typed: 4,500 and 1,050.5 have thousands, 4,5 a decimal comma."""
    return float(number.replace(",", "") if re.fullmatch(THOUSANDS, number) else number.replace(",", "."))


def _numbers_near(sentence: str, names: Sequence[str]) -> list[str]:
    """The numbers that follow one of the names closely, in the same clause, wherever the name stands."""
    found = []
    for name in sorted(filter(None, names), key=len, reverse=True):
        for place in re.finditer(re.escape(name), sentence, re.IGNORECASE):
            clause = _CLAUSE.split(sentence[place.end():], maxsplit=1)[0]
            found += [m[0] for m in _NUMBER.finditer(clause[:REACH])][:2]
        if found:
            break
    return found


def announced_of(session: Session, variety_id: int | None) -> list[Announced]:
    """What was announced of a variety, trait by trait."""
    if variety_id is None:
        return []
    query = (select(Trait, AnnouncedTrait).join(AnnouncedTrait, col(AnnouncedTrait.trait_id) == Trait.id)
             .where(AnnouncedTrait.variety_id == variety_id, alive(AnnouncedTrait)))
    found = []
    for trait, stated in session.exec(query):
        names = [trait.name_zh, trait.name_en, *(n.strip() for n in trait.aliases.split(","))]
        numbers = {_value(m[0]) for m in _NUMBER.finditer(narrow_numbers(stated.wording))}
        if stated.value is not None:
            numbers.add(stated.value)
        found.append(Announced(trait.title(), tuple(n for n in names if n), tuple(sorted(numbers)),
                               trait.announced(stated), stated.value, trait.unit))
    return found


def body_doubts(session: Session, values: Mapping[str, Any], _record_id: int | None) -> dict[str, str]:
    """For a form with variety and text: the numbers of the text that differ from the variety's announcement."""
    found = flags(str(values.get("body") or ""), announced_of(session, values.get("variety_id")))
    return {"body": " ".join(flag.sentence() for flag in found[:4])} if found else {}
