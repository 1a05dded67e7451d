"""A handout as a document: for everybody, or for one receiver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.catalogue.model import Variety
from desktop.core import settings
from desktop.core.attachments import attachments_of, file_of
from desktop.core.database import Database
from desktop.core.documents.model import QUOTE, TIP, Beside, Block, Callout, Document, Heading, Paragraph
from desktop.core.errors import UserError
from desktop.core.farm_units import farm_units_in
from desktop.core.fields import today
from desktop.core.i18n import _, language, ngettext, using
from desktop.core.logo import head, logo
from desktop.core.verbs import get
from desktop.service import announcement, handout_blocks
from desktop.service.choices import DOCUMENT_STATE
from desktop.service.handout_blocks import Scope
from desktop.service.handout_model import Handout
from desktop.service.technique_report import calendar_of

USUAL = {"A4": 1.4, "A5": 1.15, "booklet": 1.15, "poster": 1.0}
"""By the sheet: text and tables of 14 points on A4, where it is read on a wall or at arm's length; never smaller."""
LOGO_SHARE = 0.16  # of the width, for the logo beside the box with the telephone
LARGE = 14 / 8  # for old eyes: notes of 14 points instead of 8, everything else larger
POSTER = 2.0
PAGES = {"A4": "A4", "A5": "A5", "booklet": "A5", "poster": "A2"}


@dataclass(frozen=True)
class Receiver:
    """Who a copy is for: `words` are filled into the text, `dealer` is the seller's block."""

    label: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    dealer: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True)
class Prepared:
    """All that a handout is made of, read once, so that many copies cost no further reading."""

    handout: Handout
    scope: Scope
    company: str
    phone: str = ""
    manager: str = ""
    logo: Path | None = None


def prepare(db: Database, handout: Handout, year: int | None = None) -> Prepared:
    """Read what the blocks of a handout draw from; the record need not be stored yet."""
    with using(handout.language or language()):
        return _prepare(db, handout, year or today().year)


def _prepare(db: Database, handout: Handout, chosen: int) -> Prepared:
    with db.reading() as session:
        variety = session.get(Variety, handout.variety_id) if handout.variety_id else None
        announced = announcement.announced_of(session, handout.variety_id)
        units = farm_units_in(session)
        pictures = _pictures(db, handout, attachments_of(session, "handout", handout.id))
    calendar = calendar_of(db, handout.sheet_id, chosen) if handout.sheet_id else []
    company, manager, phone = (str(settings.office(db, name)) for name in ("company", "manager", "phone"))
    # with a telephone all of them stand in the box on the first page, see `_call`
    named = () if phone else ((_("Company"), company), (_("Regional manager"), manager))
    contact = [(name, value) for name, value in named if value]
    words = {"variety_name": variety.title() if variety else "", "year": str(chosen), "company": company, "manager": manager,
             "manager_phone": phone}
    scope = Scope(chosen, announced, calendar, pictures, contact, words={k: v for k, v in words.items() if v},
                  units=units)
    return Prepared(handout, scope, company, phone, manager, logo(db))


def _pictures(db: Database, handout: Handout, files: Sequence[object]) -> dict[str, Path]:
    """The pictures that hang on the handout by their file names; one whose bytes are missing is named where it is used."""
    del handout
    found: dict[str, Path] = {}
    for attachment in files:
        try:
            found[attachment.name] = file_of(db, attachment)  # type: ignore[attr-defined, arg-type]
        except UserError:
            continue
    return found


def document(prepared: Prepared, receiver: Receiver | None = None) -> Document:
    """The handout for a receiver, or for everybody, in its own language; a draft says so on its first page."""
    with using(prepared.handout.language or language()):
        return _document(prepared, receiver)


def _document(prepared: Prepared, receiver: Receiver | None) -> Document:
    handout, given = prepared.handout, receiver or Receiver()
    scope = replace(prepared.scope, words={**prepared.scope.words, **given.words}, dealer=given.dealer)
    blocks: list[Block] = [Heading(handout_blocks.fill(handout.title, scope.words))]
    if handout.state not in ("approved", "published"):
        blocks.append(Paragraph(_("{state}: to be checked by the agronomist before it is handed out.").format(
            state=DOCUMENT_STATE.label(handout.state)), QUOTE))
    blocks += [_call(prepared)] if prepared.phone else []
    blocks += handout_blocks.blocks(handout.body, scope)
    scale = (LARGE if handout.large_print else USUAL[handout.page]) * (POSTER if handout.page == "poster" else 1.0)
    version = f"{handout.code} {_('Version {number}').format(number=handout.number or 1)}".strip()
    return Document(title=handout.title, language=handout.language or language(), blocks=blocks, numbered_headings=False,
                    author=prepared.company, footer=" · ".join(t for t in (prepared.company, version) if t),
                    page=PAGES[handout.page], font_scale=scale, leaflet=handout.page != "poster")


def _call(prepared: Prepared) -> Block:
    """Whom to call, where everybody sees it: in a box on the first page, the number large."""
    who = " ".join(text for text in (prepared.company, prepared.manager) if text)
    box = Callout(who, _("Questions? Call {phone}").format(phone=prepared.phone), TIP, large=True)
    return Beside([head(prepared.logo)], [box], share=LOGO_SHARE) if prepared.logo else box


def handout_document(db: Database, handout_id: int, receiver: Receiver | None = None) -> Document:
    """The stored handout as a document."""
    return document(prepare(db, get(db, Handout, handout_id)), receiver)


def fit_warnings(handout: Handout, pages: int, last_page_filled: float | None = None, over: int = 0) -> list[str]:
    """What does not fit the sheet it is for, as sentences. `last_page_filled`: 0 to 1; `over`: lines behind the first page."""
    found = []
    if handout.page == "booklet" and pages % 4:
        found.append(_("{pages} {pages:page|pages}: a folded booklet has 4, 8, 12 …; {empty} {empty:stays|stay} empty.").format(
            pages=pages, empty=-pages % 4))
    if handout.page == "poster" and pages > 1:
        found.append(_("The text does not fit the poster: {pages} {pages:page|pages}.").format(pages=pages))
    if handout.page in ("A4", "A5") and pages > 1 and over:
        found.append(ngettext("One side does not hold it: {n} line stands overleaf.",
                              "One side does not hold it: {n} lines stand overleaf.", over).format(n=over))
    if handout.page in ("A4", "A5") and pages > 2:
        found.append(_("{pages} {pages:page|pages}: more than the two sides of one sheet.").format(pages=pages))
    if last_page_filled is not None and pages > 1 and last_page_filled < 0.2:
        found.append(_("The last page holds a few lines only: shorten the text to save a page."))
    return found
