"""What the example calls its people, firms and places: as invented, and in English as they would be spelt there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from desktop.core.documents.place_words import spelt
from desktop.core.i18n import SOURCE, language
from desktop.core.paths import resource


@cache
def _english() -> Mapping[str, Any]:
    """The English names of the example, from resources/example/names_en.json."""
    found: Mapping[str, Any] = json.loads(resource("example", "names_en.json").read_text(encoding="utf-8"))
    return found


def in_force(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of the example with the names of its firms, people and places in the language in force."""
    if language() != SOURCE:
        return facts
    told = {**facts, **{key: value for key, value in _english().items() if key in facts}}
    for name in ("counties", "sites"):
        told[name] = [{**one, "name": called(one["name"])} for one in facts[name]]
    told["surnames"] = [f"{spelt(char)} " for char in facts["surnames"]]
    told["given_names"] = [spelt(given) for given in facts["given_names"]]
    return told


def called(name: str) -> str:
    """A name of the example in the language in force: of a firm or office as the file has it, of a person spelt (Li Dashan)."""
    if language() != SOURCE or name.isascii():
        return name
    known = _english()["called"].get(name)
    return str(known) if known else f"{spelt(name[0])} {spelt(name[1:])}"


def spot(place: str, what: str, number: int | None = None) -> str:
    """A spot in a county: 庆安例街12号, in English 12 Li Street, Qing'an."""
    if language() != SOURCE:
        return f"{place}{what}" + (f"{number}号" if number is not None else "")
    word = _english()["called"][what]
    return f"{place} {word}" if number is None else f"{word} {number}, {place}"


def kind_of(dealer: str) -> str:
    """What kind of firm a dealer is, by its name."""
    if any(word in dealer for word in ("合作社", "Co-operative")):
        return "cooperative"
    return "company" if any(word in dealer for word in ("公司", "Co., Ltd")) else "individual"


def shop(dealer: str, number: int) -> str:
    """The name of a dealer's outlet."""
    return f"{dealer}第{number}门店" if language() != SOURCE else f"{dealer}, shop {number}"
