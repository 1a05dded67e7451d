"""The photographs of a complaint in the order in which they were taken, with day, place and taker, known by their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlmodel import Session, col

from desktop.core.attachments import Attachment, attachments_of, file_of
from desktop.core.database import Database
from desktop.core.documents.model import Beside, Block, Heading, Image
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.records import Record, living, table_of
from desktop.service.complaint_model import Complaint, Evidence, Inspection, Reading, SealedSample

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
WIDTH, HEIGHT = 80.0, 66.0
"""Millimetres of a picture; two stand beside each other."""
_TAKEN = (0x9003, 0x9004, 0x0132)
"""EXIF: original, digitised, changed."""
_EXIF = 0x8769
_DAYS = ("taken_on", "held_on", "drawn_on", "tested_on", "asked_on")
_TAKERS = ("by", "participants", "kept_by")


@dataclass(frozen=True)
class Photo:
    """A picture: where it lies, whose it is, when (by camera, else by record), where and by whom it was taken."""

    path: Path
    owner: tuple[str, int]
    title: str
    moment: datetime | None
    day: date | None
    place: str
    taker: str

    @property
    def caption(self) -> str:
        """What is seen, day, place and taker, as far as they are known."""
        when = f"{self.moment:%Y-%m-%d %H:%M}" if self.moment else self.day.isoformat() if self.day else ""
        parts = [self.title, when or _("day not recorded"), self.place, _("taken by {name}").format(name=self.taker)
                 if self.taker else ""]
        return _(", ").join(part for part in parts if part)


def photos(db: Database, session: Session, complaint: Complaint) -> list[Photo]:
    """All pictures that hang on the complaint, what belongs to it and its case, the oldest first, those without a day last."""
    found = []
    for table, owner in _owners(session, complaint):
        for one in attachments_of(session, table, owner.id):
            path = _picture(db, one)
            if path is not None:
                found.append(_photo(path, table, owner, one, complaint))
    return sorted(found, key=lambda p: (p.moment is None and p.day is None, p.day or date.max, p.moment or datetime.max))


def numbers(found: list[Photo], table: str, owner: int) -> str:
    """The numbers of the figures of one record, as "1, 2"."""
    return ", ".join(str(n) for n, photo in enumerate(found, start=1) if photo.owner == (table, owner))


def photo_blocks(found: list[Photo]) -> list[Block]:
    """The pictures two by two, numbered by the document in this order: they are its only figures."""
    images = [Image(photo.path, photo.caption, width_mm=WIDTH, height_mm=HEIGHT) for photo in found]
    rows = [Beside(images[i : i + 1], images[i + 1 : i + 2], share=0.5) for i in range(0, len(images), 2)]
    return [Heading(_("Pictures")), *rows] if rows else []


def _owners(session: Session, complaint: Complaint) -> Iterator[tuple[str, Record]]:
    yield "complaint", complaint
    for model in (Evidence, SealedSample, Inspection, Reading):
        table = table_of(model)
        query = living(model).where(table.c.complaint_id == complaint.id).order_by(col(model.id))
        yield from ((table.name, part) for part in session.exec(query))
    if complaint.case_id:
        from desktop.service.case_model import FarmerCase

        case = session.get(FarmerCase, complaint.case_id)
        if case is not None:
            yield "farmercase", case


def _photo(path: Path, table: str, owner: Record, one: Attachment, complaint: Complaint) -> Photo:
    title = one.note or (owner.label() if table != "complaint" else "")
    day = next((value for name in _DAYS if isinstance(value := getattr(owner, name, None), date)), None)
    moment = taken(path)
    taker = next((str(value) for name in _TAKERS if (value := getattr(owner, name, ""))), "")
    place = str(getattr(owner, "place", "") or complaint.place)
    return Photo(path, (table, owner.id), title or _("Photograph"), moment, moment.date() if moment else day, place, taker)


def taken(path: Path) -> datetime | None:
    """When a camera says a picture was taken; None where it says nothing that can be read."""
    from PIL import Image as Picture

    try:
        with Picture.open(path) as picture:
            exif = picture.getexif()
            inner = exif.get_ifd(_EXIF)
            said = next((text for tag in _TAKEN if (text := inner.get(tag) or exif.get(tag))), "")
        return datetime.strptime(str(said).strip("\x00 "), "%Y:%m:%d %H:%M:%S") if said else None
    except (OSError, ValueError, SyntaxError, Picture.DecompressionBombError):
        return None


def _picture(db: Database, found: Attachment) -> Path | None:
    """Where the bytes of a picture lie; None for other files and for one that is missing, which the list names anyway."""
    if Path(found.name).suffix.lower() not in PICTURES:
        return None
    try:
        return file_of(db, found)
    except UserError:
        return None
