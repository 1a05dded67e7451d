"""What was counted at a visit and keyed back into its sheet is the dealer's stock of that day: nobody types it twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.core.verbs import remove, store
from desktop.dealers.visit_model import Visit
from desktop.dealers.visit_sheet_model import VisitLine
from desktop.sales.stock.model import CountLine, StockCount, count_of


def follow(session: Session) -> None:
    """Bring the counts of the visits that this action touched into line with their sheets."""
    touched = session.info.get("touched", {})
    lines = [session.get(VisitLine, key) for key in touched.get("visitline", ())]
    visits = {*touched.get("visit", ()), *(line.visit_id for line in lines if line is not None)}
    for visit in session.exec(living(Visit).where(col(Visit.id).in_(visits))).all():
        if visit.state == "done" and visit.visited_on:
            _count(session, visit)


def _count(session: Session, visit: Visit) -> None:
    """Of the products on the sheet the sheet says what was counted; other lines of the count stay."""
    rows = session.exec(living(VisitLine).where(col(VisitLine.visit_id) == visit.id).order_by(col(VisitLine.id))).all()
    counted = _by_lot(row for row in rows if row.counted is not None)
    known = session.exec(living(StockCount).where(col(StockCount.visit_id) == visit.id)).first()
    if known is None and not counted:
        return
    count = known or count_of(session, visit.dealer_id, visit.visited_on)
    facts = {"dealer_id": visit.dealer_id, "counted_on": visit.visited_on, "visit_id": visit.id,
             "signed_by": visit.signed_by or count.signed_by}
    if any(getattr(count, name) != value for name, value in facts.items()):
        store(session, StockCount, facts, count.id)
    _keep(session, count.id, counted, {row.product_id for row in rows})


def _by_lot(lines: Iterable[VisitLine]) -> dict[tuple[Any, str], dict[str, Any]]:
    """Product and lot → bags and day of the test; two lines of one lot are added."""
    found: dict[tuple[Any, str], dict[str, Any]] = {}
    for line in lines:
        values = found.setdefault((line.product_id, line.lot), {"bags": 0, "tested_on": None})
        values["bags"] += line.counted or 0
        values["tested_on"] = line.tested_on or values["tested_on"]
    return found


def _keep(session: Session, count_id: int, counted: dict[tuple[Any, str], dict[str, Any]], products: set[Any]) -> None:
    there = {(line.product_id, line.lot): line
             for line in session.exec(living(CountLine).where(col(CountLine.count_id) == count_id)).all()}
    gone = [line.id for key, line in there.items() if key not in counted and line.product_id in products]
    if gone:
        remove(session, CountLine, gone)
    for (product, lot), values in counted.items():
        line = there.get((product, lot))
        if line is None:
            store(session, CountLine, {"count_id": count_id, "product_id": product, "lot": lot, **values})
        elif any(getattr(line, name) != value for name, value in values.items()):
            store(session, CountLine, values, line.id)
