"""A recall carried out: the dealers who got what is called back are entered with what they got."""

from __future__ import annotations

from sqlmodel import Session, col

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.i18n import _, ngettext
from desktop.core.records import living
from desktop.sales.lots import tracing
from desktop.sales.lots.recall_model import LabelRecall, RecallNotice


def holders_of(session: Session, recall: LabelRecall) -> list[tracing.Holder]:
    """Who got what is called back: of the lot, of all lots packed with the version, or of the lot as packed with it."""
    if recall.lot:
        return tracing.holders(session, [recall.lot], recall.version_id)
    uses = tracing.uses_of_version(session, recall.version_id or 0)
    return tracing.holders(session, [use.lot for use in uses], recall.version_id)


def enter_dealers(db: Database, recall_id: int) -> str:
    """Enter every dealer who got bags and is not on the list; what was written of the others stays, their bags follow."""
    with db.operation(_("Dealers of the recall entered")) as session:
        recall = session.get_one(LabelRecall, recall_id)
        known = {(one.dealer_id, one.lot, one.product_id): one for one in session.exec(
            living(RecallNotice).where(col(RecallNotice.recall_id) == recall_id))}
        listed, made = {dealer for dealer, _lot, _product in known}, set()
        for holder in holders_of(session, recall):
            if holder.bags <= 0 and not (holder.bags == 0 and holder.kg):
                continue
            there = known.get((holder.dealer_id, holder.lot, holder.product_id))
            values = {"recall_id": recall_id, "dealer_id": holder.dealer_id, "product_id": holder.product_id,
                      "lot": holder.lot, "bags": holder.bags, "kg": holder.kg}
            if there is None or (there.bags, there.kg) != (holder.bags, holder.kg):
                verbs.store(session, RecallNotice, values, there.id if there is not None else None)
            if there is None:
                made.add(holder.dealer_id)
    fresh = len(made - listed)  # one who is there may have got a further lot or product of it
    return ngettext("{n} dealer entered", "{n} dealers entered", fresh).format(n=fresh)


def told_today(db: Database, recall_id: int) -> str:
    """Note that everybody on the list who was not told yet was told today."""
    from desktop.core.fields import today

    with db.operation(_("Dealers of the recall told")) as session:
        waiting = session.exec(living(RecallNotice).where(
            col(RecallNotice.recall_id) == recall_id, col(RecallNotice.told_on).is_(None))).all()
        for notice in waiting:
            verbs.store(session, RecallNotice, {"told_on": today()}, notice.id)
    told = len({notice.dealer_id for notice in waiting})
    return ngettext("{n} dealer told", "{n} dealers told", told).format(n=told)
