"""疑似套牌、白皮袋: the sheet on which goods that look wrong are checked, and the table of them in a quarter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core import catalogues, money
from desktop.core.attachments import attachments_of, file_of
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    MONEY,
    Block,
    Callout,
    Cell,
    Checks,
    Column,
    Document,
    Heading,
    Image,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.errors import UserError
from desktop.core.fields import today
from desktop.core.i18n import N_, _, language
from desktop.core.records import living
from desktop.core.verbs import get
from desktop.market.rivals.model import SEEN_AS, SURE, PriceSighting, RivalFirm
from desktop.regions.model import Region

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
STEPS = (N_("Photos of the bag's front, back and seal, of the label and of the shop are taken"),
         N_("A bag is bought with a receipt, sealed, and kept as a sample"),
         N_("The code on the bag is scanned, and the page it leads to is kept"),
         N_("The sample is compared with the known variety (grain, seedlings, DNA where it is worth it)"),
         N_("The seed authority is told in writing, with copies of what was found"))


def suspect_sheet(db: Database, sighting_id: int) -> Document:
    """What was seen, what the label must show, what is to be done; to be filled in beside the bag."""
    seen = get(db, PriceSighting, sighting_id)
    with db.reading() as session:
        facts, dearer, photos = _facts(session, seen), _dearer(session, seen), _photos(db, session, sighting_id)
    title = _("Check of goods that look wrong")
    said = [text for flag, text in ((seen.copied, _("It may be a known variety under a new name.")),
                                    (seen.unmarked, _("A white bag: no producer, date or number."))) if flag]
    blocks: list[Block] = [Heading(title), KeyValues(facts)]
    blocks += [Callout(" ".join(said))] if said else [Paragraph(_("Nothing was marked as wrong about these goods."))]
    blocks += [Paragraph(dearer)] if dearer else []
    blocks += [Heading(_("What the bag must show"), 2), Checks([(None, text) for text in _wanted()]),
               Heading(_("What is to be done"), 2), Checks([(None, _(step)) for step in STEPS])]
    if seen.finding:
        blocks.append(Paragraph(seen.finding, lead=_("What the check found")))
    blocks += photos
    return Document(title, [*blocks, Signatures([_("Checked by"), _("Witness")])], language(), footer=today().isoformat(),
                    numbered_headings=False)


def _wanted() -> list[str]:
    """The mandatory items of a bag's label."""
    rows = catalogues.load("label_rules").rows
    return [f"{catalogues.text({'zh': row['title'], 'en': row['title_en']})} ({row['code']})" for row in rows
            if row["severity"] == "E" and "bag" in row["kinds"]]


def _facts(session: Session, seen: PriceSighting) -> list[tuple[str, Cell]]:
    names = [session.get(Variety, key) if key else None for key in (seen.variety_id, seen.known_id)]
    firm, region = session.get(RivalFirm, seen.firm_id) if seen.firm_id else None, session.get(Region, seen.region_id)
    known: list[tuple[str, Cell]] = [
        (_("Variety"), names[0].title() if names[0] else ""), (_("Rival"), firm.name if firm else ""),
        (_("Which known variety it seems to be"), names[1].title() if names[1] else ""),
        (_("Price seen on"), seen.seen_on), (_("Region"), region.full_name if region else ""), (_("Shop"), seen.shop),
        (_("How it is known"), SEEN_AS.label(seen.source)), (_("How sure"), SURE.label(seen.confidence)),
        (_("Price seen by"), seen.seen_by), (_("Label checked on"), seen.checked_on)]
    return [fact for fact in known if fact[1]]


def _dearer(session: Session, seen: PriceSighting) -> str:
    """How its price differs from that of the variety it seems to be, in the same region."""
    if not (seen.known_id and seen.farmer_price and seen.pack_kg):
        return ""
    query = living(PriceSighting).where(
        col(PriceSighting.variety_id) == seen.known_id, col(PriceSighting.region_id) == seen.region_id,
        col(PriceSighting.farmer_price).is_not(None), col(PriceSighting.pack_kg) > 0)
    other = session.exec(query.order_by(col(PriceSighting.seen_on).desc())).first()
    if other is None or not other.farmer_price or not other.pack_kg:
        return ""
    gap = seen.farmer_price / seen.pack_kg - other.farmer_price / other.pack_kg
    return _("It costs {gap} yuan a kilogram compared with the variety it seems to be.").format(
        gap=f"{'+' if gap > 0 else ''}{money.text(gap)}")


def _photos(db: Database, session: Session, sighting_id: int) -> list[Block]:
    """The pictures that hang on a sighting; what is missing is said."""
    found: list[Block] = []
    for one in attachments_of(session, "pricesighting", sighting_id):
        if Path(one.name).suffix.lower() in PICTURES:
            try:
                found.append(Image(file_of(db, one), one.name, width_mm=80.0, height_mm=60.0, alt=one.name))
            except UserError as error:
                found.append(Paragraph(str(error), "small"))
    return [Heading(_("Photos"), 2), *found] if found else []


def suspects_table(session: Session, region_ids: Sequence[int], first: date, last: date) -> list[Block]:
    """The goods that looked wrong in some regions in a period."""
    query = living(PriceSighting).where(
        col(PriceSighting.region_id).in_(region_ids), col(PriceSighting.seen_on).between(first, last),
        col(PriceSighting.copied) | col(PriceSighting.unmarked)).order_by(col(PriceSighting.seen_on))
    found = session.exec(query).all()
    if not found:
        return []
    names = {one.id: one.title() for one in session.exec(living(Variety))}
    rows: list[list[Cell]] = [[one.seen_on, names.get(one.variety_id or 0, ""), one.shop, _("white bag") if one.unmarked else _(
        "new name"), names.get(one.known_id or 0, ""), one.farmer_price, one.checked_on, one.finding] for one in found]
    columns = [Column(_("Price seen on"), DATE), Column(_("Variety"), weight=2), Column(_("Shop"), weight=2),
               Column(_("What looks wrong")), Column(_("Seems to be"), weight=2), Column(_("Price to the farmer"), MONEY),
               Column(_("Label checked on"), DATE), Column(_("What the check found"), weight=2)]
    return [Heading(_("Goods that look wrong"), 2), Table(columns, rows, sheet=_("Goods that look wrong"))]
