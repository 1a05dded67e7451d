"""What a complaint costs in the dealer's account: what the firm bears of seed and money becomes a credit of his."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.sales.money.model import AccountEntry
from desktop.service.complaint_model import Complaint, ComplaintCost

CREDITED = ("goods", "money")
"""What the dealer gave the farmer and gets back; travel, tests and appraisals were paid by who ordered them."""


def to_credit(session: Session, complaint_id: int) -> int:
    """What the firm bears of a complaint and the dealer advanced, in fen."""
    costs = session.exec(living(ComplaintCost).where(col(ComplaintCost.complaint_id) == complaint_id))
    return sum(cost.amount or 0 for cost in costs if cost.borne_by == "firm" and cost.kind in CREDITED)


def enter(db: Database, complaint_id: int, day: date) -> AccountEntry:
    """Enter what a settled complaint costs the firm into the account of its dealer as a credit; of costs that rose later only
    what is new.

    Raises `Refused` where it is not settled, has no dealer, costs the firm nothing, or was entered already.
    """
    with db.operation(_("Claim entered into the account")) as session:
        complaint = session.get_one(Complaint, complaint_id)
        if complaint.state not in ("settled", "closed"):
            raise Refused(_("Only a settled complaint is entered into the account."))
        if complaint.dealer_id is None:
            raise Refused(_("This complaint names no dealer whose account it could be."))
        amount = to_credit(session, complaint_id)
        if not amount:
            raise Refused(_("No seed and no money that the firm bears is written among the costs."))
        there = session.exec(living(AccountEntry).where(col(AccountEntry.kind) == "claim",
                                                        col(AccountEntry.what) == complaint.code))
        amount += sum(entry.amount or 0 for entry in there)
        if amount <= 0:
            raise Refused(_("This complaint is in the account already."))
        return store(session, AccountEntry, {"dealer_id": complaint.dealer_id, "entered_on": day, "kind": "claim",
                                             "amount": -amount, "what": complaint.code})
