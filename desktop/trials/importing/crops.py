"""Which crop a table of trials is about: what it says, then the varieties known, then words that only one crop has."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import PurePath

from sqlmodel import Session, col, select

from desktop.catalogue.model import Crop, Trait, Variety
from desktop.core.importing import Use, links
from desktop.core.importing.mapping import normal
from desktop.core.records import living
from desktop.core.tables import Table
from desktop.core.tables.words import plain
from desktop.trials.importing.units_written import split_unit

UNKNOWN = "unknown"  # what is chosen where the crop is none of those there are
ALSO = {"maize": ("苞米", "包谷", "苞谷", r"\bcorn\b"), "wheat": (r"(?<!buck)wheat",), "soybean": ("黄豆",),
        "rapeseed": (r"\bcanola\b",), "rice_indica": ("籼稻", r"\bindica\b"), "rice_japonica": ("粳稻", r"\bjaponica\b")}
SAMPLED = 500


def crop_of(session: Session, table: Table, uses: Mapping[str, Use], chosen: str = "") -> Crop | None:
    """The crop of a file; None where nothing tells it. `chosen` is what a person said: a code or a name, or `UNKNOWN`."""
    crops = list(session.exec(living(Crop)))
    if chosen:
        return _meant(session, crops, chosen)
    columns = {use.target: heading for heading, use in uses.items()}
    if "crop" in columns:
        named = {_id_of(session, text) for text in {plain(c) for c in table.column(columns["crop"])} if text}
        return next((c for c in crops if len(named) == 1 and c.id in named), None)
    above = [str(text) for text in table.extra.get("above", ())]
    found = _named(crops, [*above, table.sheet or "", PurePath(table.source).stem, *table.header])
    for number in (found, _of_varieties(session, table, columns.get("variety")), _of_headings(session, table.header)):
        if number is not None:
            return next((c for c in crops if c.id == number), None)
    return None


def _meant(session: Session, crops: Iterable[Crop], chosen: str) -> Crop | None:
    number = None if chosen == UNKNOWN else _id_of(session, chosen)
    return next((c for c in crops if c.id == number), None)


def _id_of(session: Session, text: str) -> int | None:
    return links.resolve(session, "crop", {text}).ids.get(text)


def _named(crops: Iterable[Crop], texts: Iterable[str]) -> int | None:
    """The one crop whose name stands in titles, names of sheet and file, or headings."""
    whole = unicodedata.normalize("NFKC", " ".join(texts)).casefold().replace("_", " ")
    found = set()
    for crop in crops:
        own = [re.escape(name.casefold()) for name in (crop.name_zh, crop.name_en, crop.code.replace("_", " ")) if name]
        if any(re.search(word, whole) for word in (*own, *ALSO.get(crop.code, ()))):
            found.add(crop.id)
    return found.pop() if len(found) == 1 else None


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
