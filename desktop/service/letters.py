"""The letters that go with a complaint: answer, mediation agreement, request for a field appraisal, order of a test, seal
ticket, stop of sale. Each is made of the complaint's facts; what is not known is a blank to be filled in, never guessed.

TO ADD A LETTER: a function of `Facts` that gives blocks, a line in BUILDERS, and its title in `letter_names`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlmodel import col

from desktop.catalogue.model import Crop, Variety
from desktop.core import money, settings
from desktop.core.database import Database
from desktop.core.documents.model import (
    Block,
    Bullets,
    Cell,
    Checks,
    Column,
    Document,
    Heading,
    KeepTogether,
    KeyValues,
    Paragraph,
    Sealed,
    Signatures,
    Table,
)
from desktop.core.i18n import _, language
from desktop.core.logo import branded
from desktop.core.records import living, table_of
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.service import lots
from desktop.service.choices import COMPLAINT_KIND, PARAMETER
from desktop.service.complaint_model import Complaint, Inspection, SealedSample
from desktop.service.letter_names import LETTERS

BLANK = "________"
ROWS = 3
"""Empty rows of a form where there is no record yet."""


@dataclass(frozen=True)
class Facts:
    """What a letter draws from, in words: a fact that is not known is a blank."""

    complaint: Complaint
    company: str
    manager: str
    phone: str
    crop: str
    variety: str
    dealer: str
    region: str
    samples: Sequence[SealedSample]
    inspections: Sequence[Inspection]
    holders: Sequence[lots.Holder]

    @property
    def place(self) -> str:
        """Region, village and field."""
        return " ".join(t for t in (self.region, self.complaint.place) if t)

    def seed(self) -> list[tuple[str, Cell]]:
        """The seed that is complained of."""
        c = self.complaint
        return [(_("Crop"), known(self.crop)), (_("Variety"), known(self.variety)), (_("Seed lot"), known(c.lot)),
                (_("Code on the bag"), known(c.bag_code)), (_("Dealer"), known(self.dealer)),
                (_("Bought on"), known(c.bought_on)), (_("Quantity bought (kg)"), known(c.bought_kg)),
                (_("Price paid (yuan)"), known(money.text(c.price) if c.price else None))]

    def field(self) -> list[tuple[str, Cell]]:
        """The field where it stood."""
        c = self.complaint
        return [(_("Village, field"), known(self.place)), (_("Area (mu)"), known(c.area_mu)),
                (_("Sowing date"), known(c.sown_on)), (_("Households"), known(c.households))]

    def person(self) -> list[tuple[str, Cell]]:
        """Who complains."""
        return [(_("Complainant"), known(self.complaint.complainant)), (_("Telephone"), known(self.complaint.phone))]


def known(value: Any) -> str:
    """A fact in words, or a blank."""
    if value in (None, ""):
        return BLANK
    return value.isoformat() if isinstance(value, date) else f"{value:g}" if isinstance(value, float) else str(value)


def facts(db: Database, complaint_id: int) -> Facts:
    """The facts of a complaint. Raises `UserError` where there is none."""
    complaint = get(db, Complaint, complaint_id)
    with db.reading() as session:
        def named(model: type[Any], key: int | None, field: str = "name") -> str:
            found = session.get(model, key) if key else None
            return str(getattr(found, field)) if found else ""

        def owned(model: type[Any]) -> list[Any]:
            query = living(model).where(table_of(model).c.complaint_id == complaint.id)
            return list(session.exec(query.order_by(col(model.id))))

        crop = session.get(Crop, complaint.crop_id) if complaint.crop_id else None
        variety = session.get(Variety, complaint.variety_id) if complaint.variety_id else None
        company, manager, phone = (str(settings.office(db, name)) for name in ("company", "manager", "phone"))
        found = Facts(
            complaint, company, manager, phone, crop.title() if crop else "", variety.label() if variety else "",
            named(Dealer, complaint.dealer_id), named(Region, complaint.region_id, "full_name"),
            owned(SealedSample), owned(Inspection), [])
    holders = lots.read(db, complaint.lot).lines if complaint.lot else []
    return replace(found, holders=holders)


def letter(db: Database, complaint_id: int, kind: str) -> Document:
    """The letter of that kind (a key of LETTERS) about a complaint, in the language in force."""
    known_facts = facts(db, complaint_id)
    title = LETTERS[kind]
    number = known_facts.complaint.code
    blocks = [Heading(_(title)), Paragraph(_("Complaint number: {code}").format(code=number or BLANK)),
              *BUILDERS[kind](known_facts)]
    made = Document(f"{_(title)} {number}".strip(), blocks, language(), subject=_(title),
                    author=known_facts.manager or known_facts.company, header=f"{_(title)} {number}".strip(),
                    footer=known_facts.company, keywords=[number] if number else [], numbered_headings=False)
    return branded(db, made)


def _answer(f: Facts) -> list[Block]:
    c = f.complaint
    opening = _("On {day} we received your complaint about {kind} of the seed named below, and have looked into it.").format(
        day=known(c.received_on), kind=COMPLAINT_KIND.label(c.kind))
    return [Paragraph(_("To {name}:").format(name=c.complainant)), Paragraph(opening), KeyValues([*f.seed(), *f.field()]),
            *_said(_("What is complained of"), c.description), *_said(_("What we found"), c.finding),
            *_said(_("What we propose"), c.proposal), Paragraph(_(
                "If you do not agree, tell us within ____ days of receiving this letter; you may also apply for a field "
                "appraisal, ask the seed administration to mediate, or go to court.")),
            Paragraph(_("Handled by {name}, telephone {phone}").format(name=known(c.owner or f.manager), phone=known(f.phone))),
            Sealed(f.company, None)]


def _said(title: str, text: str) -> list[Block]:
    """What was recorded under a title; where nothing was, room to write."""
    return [Heading(title, 2), *([Paragraph(line) for line in text.split("\n") if line.strip()] or
                                 [Paragraph("_" * 42), Paragraph("_" * 42)])]


def _mediation(f: Facts) -> list[Block]:
    c = f.complaint
    amount = money.text(c.settled_amount) if c.settled_amount else BLANK
    terms = [c.settlement.strip() or _("Settlement: {blank}").format(blank="_" * 36),
             _("Party B pays party A {amount} yuan (in words: {words}) by {day}.").format(
                 amount=amount, words=BLANK * 2, day=BLANK),
             _("With this the dispute named above is settled; neither party raises further claims from it."),
             _("The agreement is made in ____ copies, one for each party and one for the mediator; it takes effect when "
               "signed or sealed by both parties.")]
    return [KeyValues([(_("Party A (complainant)"), known(c.complainant)), (_("Telephone"), known(c.phone)),
                       (_("Identity number"), BLANK), (_("Address"), known(f.place)),
                       (_("Party B (company)"), known(f.company)), (_("In charge"), known(f.manager)),
                       (_("Dealer"), known(f.dealer)), (_("Mediator"), BLANK)]),
            Heading(_("Facts of the dispute"), 2), KeyValues([*f.seed(), *f.field()]),
            *_said(_("What is complained of"), c.description), *_said(_("Findings"), c.finding),
            Heading(_("What is agreed"), 2), Bullets(terms, numbered=True),
            Signatures([_("Party A (signature)"), _("Party B (seal)"), _("Mediator (seal)")], columns=3)]


def _appraisal(f: Facts) -> list[Block]:
    c = f.complaint
    last = _("The trait can be judged in the field until {day} (estimated from crop and sowing date).").format(
        day=known(c.appraisal_last))
    seen = "\n".join(i.findings for i in f.inspections if i.findings.strip())
    return [Paragraph(_("To the seed administration of {place}:").format(place=BLANK)),
            Paragraph(_("We apply for a field appraisal of the seed quality dispute named below.")),
            KeyValues([*f.person(), (_("Company"), known(f.company)), (_("Regional manager"), known(f.manager)), *f.field()]),
            Heading(_("The seed"), 2), KeyValues(f.seed()), *_said(_("What is complained of"), c.description),
            *_said(_("What was seen"), seen), Heading(_("What is to be appraised"), 2),
            Bullets([_("Whether and how far {kind} deviates from what is normal").format(kind=COMPLAINT_KIND.label(c.kind)),
                     _("The cause"), _("The area concerned and the loss of yield")], numbered=True), Paragraph(last),
            Heading(_("Enclosed"), 2), Bullets([_("Copies of receipt, label and bag"), _("Photographs of the field"),
                                                _("Copies of the identity papers of the applicants")], numbered=True),
            Signatures([_("Applicant (signature)"), _("Applicant (seal)")])]


def _test(f: Facts) -> list[Block]:
    rows: list[list[Cell]] = [[s.number, s.seal, s.drawn_on, s.quantity_g, s.drawn_how] for s in f.samples] or [
        ["", "", None, None, ""] for _n in range(ROWS)]
    empty = not f.samples
    columns = [Column(_("Sample number")), Column(_("Seal number")), Column(_("Drawn on"), "date"),
               Column(_("Quantity"), "number", unit="g"), Column(_("How it was drawn"), weight=2)]
    wanted: list[tuple[bool | None, str]] = [(None, PARAMETER.label(key)) for key in PARAMETER.labels]
    return [KeyValues([(_("Ordered from"), BLANK), (_("Ordered by"), known(f.company)), (_("Contact"), known(f.manager)),
                       (_("Telephone"), known(f.phone))]), Heading(_("The seed"), 2), KeyValues(f.seed()),
            KeepTogether([Table(columns, [["" if v is None and empty else v for v in row] for row in rows],
                                caption=_("Samples"), row_mm=9 if empty else 0, boxed=empty)]),
            Heading(_("What is to be tested"), 2), Checks(wanted),
            KeyValues([(_("Method or standard"), BLANK), (_("Report wanted by"), BLANK), (_("What becomes of the rest"), BLANK),
                       (_("Fee (yuan)"), BLANK)]),
            Signatures([_("Ordered by (seal)"), _("Taken by the laboratory (seal)")])]


def _seal(f: Facts) -> list[Block]:
    """A ticket for each sample, or a blank one: it is cut out and pasted over the opening."""
    blocks: list[Block] = []
    samples: Sequence[SealedSample | None] = f.samples or [None]
    for sample in samples:
        pairs = [(_("Sample number"), known(sample.number if sample else None)),
                 (_("Seal number"), known(sample.seal if sample else None)),
                 (_("Crop"), known(f.crop)), (_("Variety"), known(f.variety)), (_("Seed lot"), known(f.complaint.lot)),
                 (_("Quantity (g)"), known(sample.quantity_g if sample else None)),
                 (_("Drawn on"), known(sample.drawn_on if sample else None)), (_("Drawn at"), known(f.place)),
                 (_("Kept by"), known(sample.kept_by if sample else None)),
                 (_("Objection until"), known(sample.recheck_until if sample else None))]
        blocks.append(KeepTogether([KeyValues(pairs), *_said(_("How it was drawn"), sample.drawn_how if sample else "")[1:],
                                    Paragraph(_("Sealed by both parties; invalid where the seal is broken.")),
                                    Signatures([_("Complainant"), _("Company (seal)"), _("Witness")], columns=3)]))
    return blocks


def _stop(f: Facts) -> list[Block]:
    c = f.complaint
    rows: list[list[Cell]] = [[h.dealer, h.phone, h.delivered_bags or None, h.delivered_kg or None, h.held_kg, ""]
                              for h in f.holders]
    columns = [Column(_("Dealer"), weight=2), Column(_("Telephone")), Column(_("Bags delivered"), "number", 0),
               Column(_("Delivered"), "number", 1, unit="kg"),
               Column(_("Still held"), "number", 1, unit="kg"), Column(_("Counted and signed"), width_mm=32)]
    empty = [[""] * len(columns) for _n in range(ROWS)]
    why = _("Because of a complaint about {kind} the sale of the seed named below stops at once, until we write again.").format(
        kind=COMPLAINT_KIND.label(c.kind))
    asked = [_("Take it off the shelves and keep it apart, dry and locked; do not sell, move or return it on your own."),
             _("Tell us within ____ days how much you hold and to whom you sold it."),
             _("Ask the buyers not to sow what is left, and give them our telephone.")]
    return [Paragraph(_("To all dealers who received the seed:")), Paragraph(why),
            KeyValues([(_("Variety"), known(f.variety)), (_("Seed lot"), known(c.lot)), (_("Crop"), known(f.crop)),
                       (_("Telephone"), known(f.phone))]), Bullets(asked, numbered=True),
            Table(columns, rows or empty, caption=_("Who received it"), row_mm=9, boxed=True), Sealed(f.company, None)]


BUILDERS: dict[str, Callable[[Facts], list[Block]]] = {
    "answer-letter": _answer, "mediation": _mediation, "appraisal-request": _appraisal, "test-order": _test,
    "seal-ticket": _seal, "stop-sale": _stop,
}
"""What each of `LETTERS` says."""
