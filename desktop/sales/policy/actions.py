"""What is done with a notice: every active dealer it concerns is put on its list."""

from __future__ import annotations

from sqlmodel import col

from desktop.core.database import Database
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.core.verbs import insert_many
from desktop.dealers.model import Dealer
from desktop.sales.policy.model import PolicyTold


def concern_active(db: Database, notice_id: int) -> int:
    """Put every active dealer on the list of a notice who is not there yet; how many that were."""
    with db.operation(_("Dealers concerned by a notice")) as session:
        known = {told.dealer_id for told in session.exec(living(PolicyTold).where(col(PolicyTold.notice_id) == notice_id))}
        dealers = session.exec(living(Dealer).where(col(Dealer.state) == "active").order_by(col(Dealer.name)))
        rows = [{"notice_id": notice_id, "dealer_id": dealer.id} for dealer in dealers if dealer.id not in known]
        insert_many(session, PolicyTold, rows)
        return len(rows)
