"""The sheet of a contract: the term, who signed, every point with what is due, and the dealer's rights to areas."""

from __future__ import annotations

from desktop.core.database import Database
from desktop.core.documents.list_table import list_table
from desktop.core.documents.model import Block, Cell, Document, Heading, KeyValues, Paragraph, Signatures
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.listing import Listing, Query
from desktop.core.reporting import Report, coded, of_document
from desktop.core.verbs import get
from desktop.dealers.contracts.lists import CONTRACT_POINTS
from desktop.dealers.contracts.model import DealerContract
from desktop.dealers.contracts.states import CONTRACT_STATES
from desktop.dealers.lists import TERRITORIES
from desktop.dealers.model import Dealer

POINTS = ("kind", "what", "amount", "bags", "percent", "days", "due_on", "every_months", "done_on", "remark")
RIGHTS = ("region", "varieties", "is_exclusive", "starts_on", "ends_on", "rival")


def contract_sheet(db: Database, contract_id: int) -> Document:
    """One contract with its points, for the file or to be signed."""
    contract = get(db, DealerContract, contract_id)
    dealer = get(db, Dealer, contract.dealer_id or 0)
    title = f"{contract.title} {contract.code}".strip()
    blocks: list[Block] = [Heading(title), KeyValues(_facts(db, contract, dealer)),
                           *_part(db, CONTRACT_POINTS, POINTS, "contract_id", contract_id, _("No point is written down yet.")),
                           *_part(db, TERRITORIES, RIGHTS, "dealer_id", dealer.id, _("No sales area is written down yet."))]
    if contract.state == "draft":
        blocks.append(Signatures([_("For the company (seal)"), _("For the dealer (seal)")]))
    return Document(title, blocks, language(), footer=today().isoformat(), numbered_headings=False, keywords=[contract.code])


def _facts(db: Database, contract: DealerContract, dealer: Dealer) -> list[tuple[str, Cell]]:
    amended = get(db, DealerContract, contract.amends_id).label() if contract.amends_id else ""
    facts: list[tuple[str, Cell]] = [
        (_("Dealer"), f"{dealer.name} {dealer.code}"), (_("State"), CONTRACT_STATES.label(contract.state)),
        (_("Term"), f"{contract.starts_on} – {contract.ends_on or _('no end')}"), (_("Amends the contract"), amended),
        (_("Company"), _signed(contract.company_signer, contract.company_signed_on)),
        (_("Dealer's side"), _signed(contract.dealer_signer, contract.dealer_signed_on)),
        (_("Where the copies are kept"), contract.kept_at), (_("Ended on"), contract.ended_on),
        (_("Reason of the last change"), contract.reason)]
    return [(name, value) for name, value in facts if value]


def _signed(who: str, on: object) -> str:
    """Who signed on which day; that nobody has yet."""
    return " ".join(str(t) for t in (who, on) if t) or _("not signed yet")


def _part(db: Database, listing: Listing, names: tuple[str, ...], parent: str, key: int, without: str) -> list[Block]:
    with db.reading() as session:
        ids = list(listing.ids(session, Query(fixed=((parent, key),))))
    table = list_table(db, listing, [listing.column(name) for name in names], ids, filled=True)
    return [Heading(_(listing.title), 2), table if ids else Paragraph(without)]


CONTRACT = Report("contract", "code", of_document(lambda db, args: contract_sheet(db, coded(db, DealerContract, args.code))))
