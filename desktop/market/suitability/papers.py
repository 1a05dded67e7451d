"""Papers on suitability: which varieties at a place, which places for a variety, all of a crop, the answer to a grower."""

from __future__ import annotations

from sqlmodel import Session, col

from desktop.catalogue.model import Crop, Variety
from desktop.core import spoken
from desktop.core.database import Database
from desktop.core.documents.model import Block, Column, Document, Heading, KeyValues, Paragraph, Table
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.records import living
from desktop.core.units import format_number
from desktop.core.verbs import get
from desktop.market.places.model import GrowingPlace
from desktop.market.suitability import blocks as b
from desktop.market.suitability import words as w
from desktop.market.suitability.facts import Asked, asked, ranked
from desktop.market.suitability.maps import class_map
from desktop.market.suitability.model import VarietyNeed
from desktop.trade import suitability as s

MOST_REASONS = 6
MOST_COLUMNS = 14


def place_varieties(db: Database, place_id: int) -> Document:
    """Which of our varieties fit a place, the fittest first, each with what holds it down and what would change that."""
    place = get(db, GrowingPlace, place_id)
    with db.reading() as session:
        crops = [place.crop_id] if place.crop_id else _crops_of_ours(session)
        parts = [part for crop in crops for part in _place_crop(session, crop, place_id)]
        region = asked(session, crops[0], places=[place_id]).region(place_id).full_name if crops else ""
    title = _("Varieties for {place}").format(place=region or place.code)
    if not parts:
        parts = [Paragraph(_("No variety of ours is written down yet."))]
    return _document(title, [Heading(title), *parts], place.code)


def _crops_of_ours(session: Session) -> list[int]:
    """The crops of which we have a variety."""
    ours = living(Variety).where(col(Variety.kind) == "own", col(Variety.crop_id).is_not(None))
    return sorted({one.crop_id or 0 for one in session.exec(ours)})


def _place_crop(session: Session, crop_id: int, place_id: int) -> list[Block]:
    made = asked(session, crop_id, places=[place_id])
    found = ranked(made, place_id)
    if not found:
        return []
    stood = b.trials_of(session, list(made.varieties))
    table = b.verdict_table(made, [(one.id, place_id) for one, _v in found], [one.title() for one, _v in found], _("Variety"),
                            [b.tried_at(made, stood, one.id, place_id) for one, _v in found])
    closer = [part for one, verdict in found if verdict.allowed
              for part in b.reason_blocks(made, one.id, place_id, one.title())][:3 * MOST_REASONS]
    return [Heading(made.crop.title(), 2), table, *b.missing_blocks(made), *closer, *b.rule_blocks(made)]


def variety_places(db: Database, need_id: int) -> Document:
    """Where a variety fits: every place with its verdict, the map, the index of the region."""
    need = get(db, VarietyNeed, need_id)
    with db.reading() as session:
        return _of_variety(session, need.variety_id or 0)


def _of_variety(session: Session, variety_id: int) -> Document:
    variety = session.get_one(Variety, variety_id)
    title = _("Where {variety} fits").format(variety=variety.title())
    if variety.crop_id is None:
        return _document(title, [Heading(title), Paragraph(_("Say of which crop the variety is."))], variety.code)
    made = asked(session, variety.crop_id, varieties=[variety_id])
    if not made.places:
        return _document(title, [Heading(title), Paragraph(_no_places())], variety.code)
    order = sorted(made.places, key=lambda key: (made.verdict(variety_id, key).grade or 4.5, made.region(key).full_name))
    stood = b.trials_of(session, [variety_id])
    table = b.verdict_table(made, [(variety_id, key) for key in order], [made.region(key).full_name for key in order],
                            _("Place"), [b.tried_at(made, stood, variety_id, key) for key in order])
    shares, index = b.region_index(session, made, variety_id)
    said = _(", ").join(f"{w.grade_label(grade)} {w.number(share)} %" for grade, share in sorted(shares.items()))
    if index is not None:
        said += _("; index {index}").format(index=format_number(index, 2))
    grades = {made.places[key].region_id or 0: made.verdict(variety_id, key).grade for key in order}
    closer = [part for key in order[:MOST_REASONS] for part in b.reason_blocks(made, variety_id, key,
                                                                               made.region(key).full_name)]
    blocks: list[Block] = [Heading(title), KeyValues([
        (_("Crop"), made.crop.title()), (_("Maturity group"), spoken.said(variety, "maturity")), (_("Approval number"),
                                                                                  variety.approval_number)]),
        Paragraph(_("Share of the area by class: {shares}").format(shares=said)), *class_map(session, grades, title), table,
        *b.missing_blocks(made), *closer, *b.rule_blocks(made)]
    return _document(title, blocks, variety.code)


def _no_places() -> str:
    return _("No place has conditions yet: make one under Planting conditions, Places.")


def crop_matrix(db: Database, crop_id: int) -> Document:
    """All our varieties of a crop at all places as a plan of squares, with the index of each over the region."""
    with db.reading() as session:
        made = asked(session, crop_id)
        title = _("Suitability of our {crop} varieties").format(crop=made.crop.title())
        if not made.places or not made.varieties:
            return _document(title, [Heading(title), Paragraph(_no_places() if not made.places else
                                                                _("No variety of ours is written down yet."))], "")
        places = sorted(made.places, key=lambda key: made.region(key).full_name)
        parts = [block for first in range(0, len(places), MOST_COLUMNS)
                 for block in b.matrix(made, list(made.varieties.values()), places[first:first + MOST_COLUMNS])]
        return _document(title, [Heading(title), *parts, _indices(session, made), *b.missing_blocks(made),
                                 *b.rule_blocks(made)], "", landscape=True)


def _indices(session: Session, made: Asked) -> Table:
    """Of each variety how much of the area is in each class, and the index."""
    rows = []
    for key, variety in made.varieties.items():
        shares, index = b.region_index(session, made, key)
        rows.append([variety.title(), *(shares.get(grade) for grade in (s.BEST, s.GOOD, s.POOR, s.UNFIT, s.BLOCKED, s.UNKNOWN)),
                     None if index is None else float(index)])
    classes = [Column(w.grade_label(grade), "number", 1, unit="%") for grade in (s.BEST, s.GOOD, s.POOR, s.UNFIT, s.BLOCKED,
                                                                                  s.UNKNOWN)]
    return Table([Column(_("Variety"), weight=2), *classes, Column(_("Index"), "number", 2)], rows, sheet=_("Index"),
                 caption=_("Share of the area by class"))


def rule_of_crop(db: Database, crop: str) -> int:
    """The key of a crop by code or name; `UserError` where there is none."""
    with db.reading() as session:
        for column in (col(Crop.code), col(Crop.name_zh), col(Crop.name_en)):
            found = session.exec(living(Crop).where(column == crop)).first()
            if found is not None:
                return found.id
    raise UserError(_("There is no crop called “{name}”.").format(name=crop))


def _document(title: str, blocks: list[Block], code: str, *, landscape: bool = False) -> Document:
    return Document(title, blocks, language(), footer=today().isoformat(), numbered_headings=False, landscape=landscape,
                    keywords=[code] if code else [])

