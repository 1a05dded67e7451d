"""The dealer file (经销商档案): one or two pages to be taken along, and to be written on."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.documents.list_table import list_table
from desktop.core.documents.model import Block, Column, Document, Heading, KeyValues, Paragraph, Table
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.listed import values_of
from desktop.core.listing import Condition, Listing, Query, show
from desktop.dealers.assessment.lists import ASSESSMENTS, DANGER_MARKS
from desktop.dealers.contracts.lists import CONTRACTS
from desktop.dealers.lists import CONTACTS, DEALERS, LICENCES, OUTLETS, PROMISES, TERRITORIES, VISITS
from desktop.dealers.model import Dealer

FACTS = ("code", "state", "grade", "kind", "level", "region", "address", "phone", "credit_code", "since", "contact",
         "last_visit", "legal_person", "capital", "tax_no", "taxpayer", "bank", "bank_account", "warehouse", "warehouse_t",
         "warehouse_m2", "warehouse_keeper", "warehouse_condition", "area_mu")
PARTS: tuple[tuple[Listing, tuple[str, ...], tuple[Condition, ...], int], ...] = (
    (CONTACTS, ("name", "position", "mobile", "phone", "wechat", "is_primary", "remarks"), (Condition("left_on", "empty"),), 8),
    (CONTRACTS, ("code", "title", "running", "starts_on", "ends_on", "dealer_signed_on"), (), 3),
    (LICENCES, ("kind", "number", "scope", "expires_on", "validity"), (Condition("replaced", "no"),), 8),
    (TERRITORIES, ("region", "varieties", "is_exclusive", "ends_on"), (), 6),
    (ASSESSMENTS, ("assessed_on", "scheme", "score", "grade", "by"), (Condition("state", "in", ("given",)),), 4),
    (DANGER_MARKS, ("noted_on", "sign", "what", "noted_by"), (Condition("cleared_on", "empty"),), 5),
    (PROMISES, ("due_on", "timing", "what", "side", "person"), (Condition("state", "in", ("open",)),), 12),
    (VISITS, ("on", "state", "purpose", "people", "findings", "result", "next_step"), (), 6),
    (OUTLETS, ("name", "place", "keeper", "phone"), (), 6),
)
"""What stands in the file: list, its columns, which rows, and how many of them at most; visits begin with the newest."""
BY_HAND = 5  # lines for what is learnt on the spot


def dealer_file(db: Database, dealer_id: int) -> Document:
    """The file of a dealer in the language in force. Raises `UserError` where there is no such dealer."""
    dealer = verbs.get(db, Dealer, dealer_id)
    blocks: list[Block] = [Heading(_("Dealer file: {name}").format(name=dealer.label())), *file_blocks(db, dealer_id),
                           *to_bring(db, dealer_id), *on_the_spot()]
    return Document(_("Dealer file: {name}").format(name=dealer.label()), blocks, language(), footer=today().isoformat(),
                    numbered_headings=False, keywords=[dealer.code])


def file_blocks(db: Database, dealer_id: int) -> list[Block]:
    """What is known of a dealer and what belongs to the dealer; what nothing is recorded of is said in one line."""
    blocks: list[Block] = [_facts(db, dealer_id)]
    without: list[str] = []
    for listing, names, conditions, most in PARTS:
        found = part(db, dealer_id, listing, names, conditions, most)
        blocks += found
        without += [] if found else [_(listing.title)]
    if without:
        blocks.append(Paragraph(_("None recorded: {titles}").format(titles=_(", ").join(without))))
    return blocks


def on_the_spot(lines: int = BY_HAND) -> list[Block]:
    """Lines for what is learnt or agreed on the spot."""
    return [Heading(_("Written on the spot"), 2),
            Table([Column(_("What was learnt or agreed"), weight=3), Column(_("In charge"), width_mm=25, weight=0),
                   Column(_("By when"), width_mm=25, weight=0)], [["", "", ""]] * lines, row_mm=9, boxed=True)]


def _facts(db: Database, dealer_id: int) -> KeyValues:
    """What is known of the dealer: title and value, two pairs a row."""
    columns = [c for c in DEALERS.columns if c.name in FACTS]
    values = next(values_of(db, DEALERS, columns, [dealer_id]))
    titles = [f"{_(c.title)} ({_(c.unit)})" if c.unit else _(c.title) for c in columns]
    pairs = [(title, show(c, value)) for title, c, value in zip(titles, columns, values, strict=True)]
    return KeyValues([pair for pair in pairs if pair[1]])


def part(db: Database, dealer_id: int, listing: Listing, names: Sequence[str], conditions: tuple[Condition, ...],
         most: int) -> list[Block]:
    """Heading and table of what belongs to the dealer; nothing where there is none."""
    with db.reading() as session:
        ids = list(listing.ids(session, Query(conditions=conditions, fixed=(("dealer_id", dealer_id),))))
    if not ids:
        return []
    title = _(listing.title) if len(ids) <= most else _("{title}: {n} of {all}").format(
        title=_(listing.title), n=most, all=len(ids))
    return [Heading(title, 2), list_table(db, listing, [listing.column(name) for name in names], ids[:most], filled=True)]


def to_bring(db: Database, dealer_id: int) -> list[Block]:
    """What we promised and still owe: it is to be taken along."""
    ours = (Condition("state", "in", ("open",)), Condition("side", "in", ("us",)))
    with db.reading() as session:
        ids = list(PROMISES.ids(session, Query(conditions=ours, fixed=(("dealer_id", dealer_id),))))
    owed = [row[0] for row in values_of(db, PROMISES, [PROMISES.column("what")], ids)]
    return [Heading(_("To be taken along"), 2), *(Paragraph(f"□ {what}") for what in owed)] if owed else []
