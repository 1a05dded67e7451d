"""Verbs of farmers' cases: quick entry, similar earlier cases, answers that become library articles, complaints from cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import case, select
from sqlmodel import Session

from desktop.core import attachments, verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.moves import StateChange
from desktop.core.records import alive, table_of
from desktop.service.case_model import FarmerCase
from desktop.service.complaint_model import Complaint
from desktop.service.photo_place import first_place
from desktop.service.technique_model import Article

MOST_SIMILAR = 20
CARRIED = ("region_id", "place", "area_mu", "dealer_id", "crop_id", "variety_id", "lot", "bag_code", "sown_on", "symptom",
           "phone")


def quick_case(db: Database, note: str, photos: Sequence[Path] = (), values: Mapping[str, Any] | None = None) -> FarmerCase:
    """A case of today with a note and photos, the rest to be filled in later. Raises `UserError` without both.

    Where and when it was seen comes from the photos, where they say it.
    """
    if not note.strip() and not photos:
        raise UserError(_("Choose a photo or write a note."))
    place = first_place(photos)
    given = {"reported_on": today(), "latitude": place.latitude, "longitude": place.longitude, "first_seen": place.on,
             **(values or {}), "description": note}
    made = verbs.save(db, FarmerCase, given)
    if photos:
        attachments.attach(db, "farmercase", made.id, photos)
    return made


@dataclass(frozen=True)
class Similar:
    """An earlier case or a library article that resembles a case; `score` counts what they have in common."""

    table: str
    id: int
    score: int
    title: str
    detail: str
    cause: str
    advice: str
    outcome: str
    on: date | None


def similar(session: Session, record: FarmerCase) -> list[Similar]:
    """Earlier cases and library articles like `record`, the most alike first.

    Crop, stage, symptom, part, lot, variety and region count one each; the symptom counts two. Only those of the same
    crop that share the symptom, the lot or two other things are named.
    """
    found = [*_similar_cases(session, record), *_similar_articles(session, record)]
    return sorted(found, key=lambda s: (-s.score, s.table != "article", -(s.on or date.min).toordinal()))[:MOST_SIMILAR]


def _points(table: Any, record: FarmerCase, weights: Mapping[str, int]) -> Any:
    """An expression that adds up the weights of the fields both have, and have alike."""
    parts = [case((table.c[name] == value, weight), else_=0) for name, weight in weights.items()
             if (value := getattr(record, name)) not in (None, "", "unclear")]
    total: Any = 0
    for part in parts:
        total = part + total
    return total


def _similar_cases(session: Session, record: FarmerCase) -> list[Similar]:
    t = table_of(FarmerCase)
    score = _points(t, record, {"symptom": 2, "stage": 1, "part": 1, "lot": 2, "variety_id": 1, "region_id": 1, "cause": 1})
    if isinstance(score, int):
        return []
    query = (select(t, score.label("score")).where(alive(t), t.c.id != record.id, score >= 2)
             .order_by(score.desc(), t.c.reported_on.desc()).limit(MOST_SIMILAR))
    if record.crop_id:
        query = query.where(t.c.crop_id == record.crop_id)
    return [Similar("farmercase", r.id, r.score, " ".join(p for p in (r.code, r.farmer) if p), r.symptom or r.description[:60],
                    r.cause, r.advice, r.outcome, r.reported_on) for r in session.execute(query)]


def _similar_articles(session: Session, record: FarmerCase) -> list[Similar]:
    t = table_of(Article)
    score = _points(t, record, {"symptom": 2, "stage": 1, "cause": 1, "crop_id": 1})
    if isinstance(score, int):
        return []
    rows = session.execute(select(t, score.label("score")).where(alive(t), score >= 2)
                           .order_by(score.desc()).limit(MOST_SIMILAR))
    return [Similar("article", r.id, r.score, r.title, r.symptom, r.cause, r.body, "", r.checked_on) for r in rows]


def similar_to(db: Database, case_id: int) -> list[Similar]:
    """`similar` for a stored case."""
    with db.reading() as session:
        record = session.get(FarmerCase, case_id)
        return similar(session, record) if record else []


def take_advice(db: Database, case_id: int, from_case: Similar) -> FarmerCase:
    """Give a case the cause and advice of a similar one; what it has already stays in front."""
    with db.operation(_("Advice taken over")) as session:
        record = _existing(session, case_id)
        advice = "\n".join(text for text in (record.advice, from_case.advice) if text)
        cause = record.cause if record.cause != "unclear" else from_case.cause
        values: dict[str, Any] = {"advice": advice, "cause": cause}
        if from_case.table == "article":
            values["article_id"] = from_case.id
        return verbs.store(session, FarmerCase, values, case_id)


def make_article(db: Database, case_id: int) -> Article:
    """A library article from a case's answer, linked to it. Raises `UserError` where there is no advice yet."""
    with db.operation(_("Library article made of a case")) as session:
        record = _existing(session, case_id)
        if not record.advice.strip():
            raise UserError(_("The case has no advice yet: an article needs an answer."))
        body = "\n\n".join(text for text in (record.diagnosis, record.advice, record.outcome) if text.strip())
        title = record.symptom or record.description.split("\n")[0][:60] or record.code
        made = verbs.store(session, Article, {
            "title": title, "crop_id": record.crop_id, "stage": record.stage, "symptom": record.symptom,
            "cause": record.cause, "body": body, "source": record.code})
        verbs.store(session, FarmerCase, {"article_id": made.id}, case_id)
        return made


def make_complaint(db: Database, case_id: int) -> Complaint:
    """A complaint opened from a case, which becomes “became a complaint”, in one action."""
    with db.operation(_("Complaint opened from a case")) as session:
        record = _existing(session, case_id)
        values: dict[str, Any] = {name: getattr(record, name) for name in CARRIED}
        values |= {"case_id": case_id, "received_on": today(), "complainant": record.farmer or record.code,
                   "description": record.description or record.symptom or record.code}
        made = verbs.store(session, Complaint, values)
        verbs.move_in(session, FarmerCase, case_id, StateChange("complaint"))
        return made


def _existing(session: Session, case_id: int) -> FarmerCase:
    record = session.get(FarmerCase, case_id)
    if record is None:
        raise UserError(_("This {kind} is no longer in the database.").format(kind=_(FarmerCase.NAME)))
    return record
