"""What is offered while one types a symptom or a growth stage: the words of the crop, and those used before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import func, select, union_all
from sqlmodel import Session

from desktop.catalogue.model import Crop
from desktop.core import catalogues
from desktop.core.kinds import model_of
from desktop.core.offered import from_catalogues
from desktop.core.records import alive, table_of

USED = {"symptom": ("farmercase", "article", "complaint"), "stage": ("farmercase", "article", "handout")}
MOST_USED = 200

said = from_catalogues("field_words")
"""A symptom or stage that was offered, in the language in force; a word of one's own as it stands."""


def offered(kind: str) -> Callable[[Session, Mapping[str, Any]], list[str]]:
    """What a field of that kind offers: (session, values of the form) → words; "symptom" or "stage"."""
    def read(session: Session, values: Mapping[str, Any]) -> list[str]:
        crop = session.get(Crop, values["crop_id"]) if values.get("crop_id") else None
        return list(dict.fromkeys([*_of_crop(kind, crop.code if crop else ""), *_used(session, kind)]))

    return read


def _of_crop(kind: str, code: str) -> list[str]:
    """The words of a crop, then those of every crop; of all crops where none is chosen."""
    crop = code.split("_", maxsplit=1)[0]  # rice_indica: the words are those of rice
    rows = catalogues.load("field_words").where(kind=kind)
    own = [row for row in rows if row["crop"] and (row["crop"] == crop or not crop)]
    return [catalogues.text(row) for row in [*own, *(row for row in rows if not row["crop"])]]


def _used(session: Session, kind: str) -> list[str]:
    """The words used before, the most used first."""
    tables = [table_of(model_of(name)) for name in USED[kind]]
    words = union_all(*(select(t.c[kind].label("word")).where(alive(t), t.c[kind] != "")
                        for t in tables)).subquery()
    query = select(words.c.word).group_by(words.c.word).order_by(func.count().desc()).limit(MOST_USED)
    return [said(word) for (word,) in session.execute(query)]
