"""Cells of one trait become values, and what must be asked about them first; places on the globe likewise."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from desktop.catalogue.model import Trait
from desktop.core.i18n import N_, _
from desktop.core.importing import Converted, Question, Use, convert
from desktop.core.importing.answering import shown
from desktop.core.importing.headed import headed
from desktop.core.importing.questions import BLANK, KEEP_OUT, evidence, of_column
from desktop.core.tables import Cell
from desktop.core.tables.words import is_no_value, is_unclear, plain, says_missing
from desktop.trials.importing.observations.targets import trait_column, words_of

PAIR = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*[;,；，\s]\s*([+-]?\d+(?:\.\d+)?)")
POLE = 90.0
SHOWN = 5
LATLON, LONLAT = "latlon", "lonlat"
ORDERS = {LATLON: N_("latitude first, then longitude"), LONLAT: N_("longitude first, then latitude"),
          "empty": N_("leave them out")}


def trait_questions(heading: str, cells: Sequence[Cell], trait: Trait, options: Mapping[str, str], prefix: str = "",
                    about: str = "", named: str = "") -> list[Question]:
    """What must be asked about the cells of a trait, which stands as `named` in the file, perhaps with a unit.

    `prefix` goes before the names where a column holds several traits.
    """
    own = {name.removeprefix(prefix): answer for name, answer in options.items() if name.startswith(prefix)}
    target = headed(trait_column(trait), named or heading)
    if trait.kind == "category" and trait.category_list():
        found = _of_words(heading, cells, trait, own)
    else:
        known = {**evidence(cells, target), **own}
        found = of_column(heading, cells, target, Use(target.name, known))
    return [replace(q, name=f"{prefix}{q.name}", about=about) for q in found]


def trait_values(cells: Sequence[Cell], trait: Trait, options: Mapping[str, str], prefix: str = "",
                 named: str = "") -> Converted:
    """The values of a trait: numbers, ISO days or words; None or "" = blank. Numbers keep to the plausible range or warn.

    `named` is how the file names the trait, perhaps with a unit.
    """
    own = {name.removeprefix(prefix): answer for name, answer in options.items() if name.startswith(prefix)}
    target = headed(trait_column(trait), named)
    if trait.kind == "category" and trait.category_list():
        return _words(cells, trait, own)
    done = convert(cells, target, {**evidence(cells, target), **own})
    for place, value in enumerate(done.values):
        if isinstance(value, date):
            done.values[place] = value.isoformat()
        elif isinstance(value, int | float) and not isinstance(value, bool):
            done.values[place] = float(value)
        elif isinstance(value, str) and says_missing(value):
            done.values[place] = None
    return done


def _unknown(cells: Sequence[Cell], trait: Trait) -> list[str]:
    known = words_of(trait)
    texts = dict.fromkeys(plain(c) for c in cells)
    return [t for t in texts if t and not is_no_value(t) and _word(t, known) is None]


def _word(text: str, known: Mapping[str, str]) -> str | None:
    """The stored word of a category; several joined by ":" stay joined."""
    if text.casefold() in known:
        return known[text.casefold()]
    parts = [known.get(part.strip().casefold()) for part in text.split(":")]
    return ":".join(p for p in parts if p) if len(parts) > 1 and all(parts) else None


def _of_words(heading: str, cells: Sequence[Cell], trait: Trait, options: Mapping[str, str]) -> list[Question]:
    answers = {**trait.category_list(), "as_written": N_("as it is written"), **BLANK, **KEEP_OUT}
    return [Question(heading, f"word:{t}", N_("Which word is meant?"), answers, (t,), options.get(f"word:{t}", ""))
            for t in _unknown(cells, trait)]


def _words(cells: Sequence[Cell], trait: Trait, options: Mapping[str, str]) -> Converted:
    known, choices = words_of(trait), trait.category_list()
    result = Converted([])
    for place, cell in enumerate(cells):
        text = plain(cell)
        value: Any = _word(text, known) if text else None
        if value is None and not is_no_value(text):
            answer = options.get(f"word:{text}", "")
            if answer == "as_written":
                value = text
            elif answer in choices:
                value = answer
            elif answer != "empty":
                result.wrong[place] = _("“{value}” is not one of the words allowed here: {words}.").format(
                    value=text, words=_("; ").join(choices.values()))
        result.values.append(value)
    return result


# -- places -----------------------------------------------------------------------------------------------------------


def place_order(cells: Sequence[Cell]) -> str:
    """The order of coordinates that a column shows of itself: a number beyond 90 is a longitude; "" where none does."""
    pairs = [p for c in cells if (p := _pair(c)) is not None]
    first, second = any(abs(a) > POLE for a, _b in pairs), any(abs(b) > POLE for _a, b in pairs)
    return LONLAT if first and not second else LATLON if second and not first else ""


def place_question(heading: str, cells: Sequence[Cell], options: Mapping[str, str]) -> list[Question]:
    """Which coordinate comes first, where the numbers do not show it."""
    unclear = list(dict.fromkeys(shown(c) for c in cells if _pair(c) is not None))
    if not unclear or place_order(cells):
        return []
    return [Question(heading, "coordinates", N_("Which coordinate comes first?"), ORDERS, tuple(unclear[:SHOWN]),
                     options.get("coordinates", ""))]


def place_of(cell: Cell, order: str) -> tuple[float, float] | None:
    """Latitude and longitude of a cell: GeoJSON, or a pair in `order`. Raises ValueError where it is neither."""
    text = plain(cell)
    if is_no_value(text) or is_unclear(text) or order == "empty":
        return None
    if text.startswith("{"):
        return _checked(*_geojson(text))
    pair = _pair(cell)
    if pair is None or order not in (LATLON, LONLAT):
        raise ValueError(text)
    return _checked(*(pair if order == LATLON else pair[::-1]))


def is_pair(cell: Cell) -> bool:
    """Whether a cell holds two numbers that may be coordinates."""
    return _pair(cell) is not None


def _pair(cell: Cell) -> tuple[float, float] | None:
    found = PAIR.fullmatch(plain(cell))
    return (float(found[1]), float(found[2])) if found else None


def _geojson(text: str) -> tuple[float, float]:
    """GeoJSON gives longitude, latitude (RFC 7946)."""
    try:
        found = json.loads(text)
        longitude, latitude = (found.get("geometry") or found)["coordinates"][:2]
        return float(latitude), float(longitude)
    except (AttributeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(text) from error


def _checked(latitude: float, longitude: float) -> tuple[float, float]:
    if not (abs(latitude) <= POLE and abs(longitude) <= 2 * POLE):
        raise ValueError(latitude, longitude)
    return latitude, longitude


