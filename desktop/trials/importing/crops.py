"""Which crop a table of trials is about: what it says, then the varieties known, then words that only one crop has.

A word that several crops share (水稻, or 小麦 where there are winter and spring wheats) leaves open which of them is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from sqlmodel import Session, col, select

from desktop.catalogue.model import Crop, Trait, Variety
from desktop.core import catalogues
from desktop.core.importing import Use, links
from desktop.core.importing.mapping import normal
from desktop.core.records import living
from desktop.core.tables import Table
from desktop.core.tables.words import plain
from desktop.trials.importing.said_facts import named
from desktop.trials.importing.units_written import split_unit

UNKNOWN = "unknown"  # what is chosen where the crop is none of those there are
SAMPLED = 500
LEAST_SHARED = 2  # characters at the end of two crops' names that make one kind of them: 冬小麦 and 春小麦
ONLY_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


def crop_of(session: Session, table: Table, uses: Mapping[str, Use], chosen: str = "") -> Crop | None:
    """The crop of a file; None where nothing tells it, or several come into question (see `crops_of`)."""
    found = crops_of(session, table, uses, chosen)
    return found[0] if len(found) == 1 else None


def crops_of(session: Session, table: Table, uses: Mapping[str, Use], chosen: str = "") -> list[Crop]:
    """The crops that a file may be about: one where it tells it, several of one kind where it names the kind alone.

    `chosen` is what a person said: a code or a name, or `UNKNOWN`.
    """
    crops = list(session.exec(living(Crop).order_by(col(Crop.id))))
    if chosen:
        number = None if chosen == UNKNOWN else _id_of(session, chosen)
        return [c for c in crops if c.id == number]
    columns = {use.target: heading for heading, use in uses.items()}
    if "crop" in columns:
        return _in_column(session, crops, {plain(c) for c in table.column(columns["crop"])} - {""})
    said = named(table)
    above = [*map(str, table.extra.get("above", ())), said.get("title", "")]
    if "crop" in said and (one := _in_column(session, crops, {said["crop"]})):
        return one
    found = _named(crops, [*above, table.sheet or "", PurePath(table.source).stem, *table.header])
    if len(found) == 1:
        return found
    for number in (_of_varieties(session, table, columns.get("variety")), _of_headings(session, table.header)):
        one = [c for c in crops if c.id == number]
        if one and (not found or one[0] in found):
            return one
    return found


def _in_column(session: Session, crops: Sequence[Crop], texts: Iterable[str]) -> list[Crop]:
    """The crop that every row of a column of crops names; of a kind of crops those it may be."""
    named = {_id_of(session, text) or text for text in texts}
    if len(named) != 1:
        return []
    one = named.pop()
    return [c for c in crops if c.id == one] or _named(crops, [str(one)])


def _id_of(session: Session, text: str) -> int | None:
    return links.resolve(session, "crop", {text}).ids.get(text)


def _named(crops: Sequence[Crop], texts: Iterable[str]) -> list[Crop]:
    """The crop whose name stands in titles, names of sheet and file, or headings; else the crops of the kind named there."""
    whole = unicodedata.normalize("NFKC", " ".join(texts)).casefold().replace("_", " ")
    found = _longest([(word, crop) for crop in crops for word in _names_of(crop) if _stands(word, whole)])
    if found:
        return found if len(found) == 1 else []
    kinds = [(word, crop) for crop in crops for word in _kinds_of(crop, crops) if _stands(word, whole)]
    longest = max((len(word) for word, _crop in kinds), default=0)
    return list({crop.id: crop for word, crop in kinds if len(word) == longest}.values())


def _longest(found: Sequence[tuple[str, Crop]]) -> list[Crop]:
    """The crops of the words that are no part of another crop's: 冬小麦 is not 小麦."""
    words = {word for word, _crop in found}
    return list({crop.id: crop for word, crop in found if not any(word != w and word in w for w in words)}.values())


def _stands(word: str, text: str) -> bool:
    """Whether a word stands in a text; one of letters as a whole word (buckwheat is no wheat)."""
    if ONLY_CHINESE.search(word):
        return word in text
    return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None


def _names_of(crop: Crop) -> list[str]:
    """What files call a crop."""
    row = catalogues.load("crops").by("code").get(crop.code, {})
    names = (crop.name_zh, crop.name_en, crop.code.replace("_", " "), *row.get("also", ()))
    return [name.casefold() for name in names if name]


def _kinds_of(crop: Crop, crops: Sequence[Crop]) -> list[str]:
    """What files call this crop and others alike: by the catalogue, or the common end of their names."""
    row = catalogues.load("crops").by("code").get(crop.code, {})
    ends = {crop.name_zh[-n:] for n in range(LEAST_SHARED, len(crop.name_zh))}
    others = [other.name_zh for other in crops if other is not crop]
    return [*row.get("kind_of", ()), *(end for end in ends if any(name.endswith(end) and name != end for name in others))]


def _of_varieties(session: Session, table: Table, heading: str | None) -> int | None:
    """The crop of most of the varieties that are known."""
    if heading is None:
        return None
    names = sorted({plain(c) for c in table.column(heading)})[:SAMPLED]
    found = Counter(c for c in session.exec(select(Variety.crop_id).where(col(Variety.name).in_(names))) if c)
    return found.most_common(1)[0][0] if found else None


def _of_headings(session: Session, header: Iterable[str]) -> int | None:
    """The one crop with traits of these headings that no other crop has."""
    wanted = {normal(split_unit(heading)[0]) for heading in header}
    crops: dict[str, set[int]] = {}
    for trait in session.exec(living(Trait).where(col(Trait.crop_id).is_not(None))):
        for name in (trait.name_zh, trait.name_en, *re.split(r"[,，、;；]\s*", trait.aliases)):
            if name and (known := normal(name)) in wanted:
                crops.setdefault(known, set()).add(trait.crop_id or 0)
    own = {next(iter(found)) for found in crops.values() if len(found) == 1}
    return own.pop() if len(own) == 1 else None
