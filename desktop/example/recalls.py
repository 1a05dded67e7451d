"""An invented recall: one lot is to be kept apart until its germination was tested again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.core.verbs import store
from desktop.sales.lots.recall_model import LabelRecall, RecallNotice
from desktop.sales.lots.recalling import holders_of
from desktop.sales.orders.model import ShipmentLine


def make_recalls(session: Session, facts: dict[str, Any]) -> None:
    """The first lot that was sent out; half of its dealers were told."""
    on = facts["today"]
    sent = living(ShipmentLine).where(col(ShipmentLine.lot) != "", col(ShipmentLine.bags) > 0)
    line = session.exec(sent.order_by(col(ShipmentLine.id))).first()
    assert line is not None
    recall = store(session, LabelRecall, {
        "lot": line.lot, "measure": "hold", "reason": "复检发芽率接近标注值，复检期间暂停销售。（示例文字）",
        "decided_on": on - timedelta(days=4), "decided_by": "示例经理", "due_on": on + timedelta(days=3),
        "remarks": "虚构示例"})
    for place, holder in enumerate(one for one in holders_of(session, recall) if one.bags > 0):
        told = {"told_on": on - timedelta(days=3), "told_by": "示例业务员", "way": "电话", "found": holder.bags // 2}
        store(session, RecallNotice, {"recall_id": recall.id, "dealer_id": holder.dealer_id, "product_id": holder.product_id,
                                      "lot": holder.lot, "bags": holder.bags, **(told if place % 2 == 0 else {})})
