"""Orders and shipments on paper, calls about what is late, and claims that enter the account."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.verbs import StateChange, move_in, store
from desktop.sales.money.accounts import account_of
from desktop.sales.orders.call_model import OrderCall
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.orders.papers import late_orders, order_sheet, shipment_note
from desktop.service import claims
from desktop.service.complaint_model import Complaint, ComplaintCost
from tests.sales.conftest import Trade

DAY = date(2026, 2, 3)


def test_what_is_late_stands_with_the_last_call_until_it_has_left(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        order = store(session, SalesOrder, {"dealer_id": trade.dealer, "ordered_on": DAY, "required_on": date(2026, 2, 20),
                                            "state": "confirmed"})
        line = store(session, OrderLine, {"order_id": order.id, "product_id": trade.product, "bags": 100})
        for day, answer in ((date(2026, 2, 22), "月底发"), (date(2026, 3, 2), "三月十日发")):
            store(session, OrderCall, {"order_id": order.id, "called_on": day, "said": "催发货", "answer": answer})
    said = str(late_orders(database, date(2026, 3, 4)).blocks)
    assert "三月十日发" in said and "月底发" not in said and "12, 100" in said
    assert order.code not in str(late_orders(database, date(2026, 2, 19)).blocks)
    with database.operation("test") as session:
        shipment = store(session, Shipment, {"dealer_id": trade.dealer, "moved_on": DAY})
        store(session, ShipmentLine, {"shipment_id": shipment.id, "order_line_id": line.id, "product_id": trade.product,
                                      "bags": 100})
    assert order.code not in str(late_orders(database, date(2026, 3, 4)).blocks)


def test_an_order_and_its_goods_stand_on_paper_and_what_came_back_above_nothing(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        order = store(session, SalesOrder, {"dealer_id": trade.dealer, "ordered_on": DAY})
        store(session, OrderLine, {"order_id": order.id, "product_id": trade.product, "bags": 100, "price": 5400})
        back = store(session, Shipment, {"dealer_id": trade.dealer, "moved_on": DAY, "kind": "return"})
        store(session, ShipmentLine, {"shipment_id": back.id, "product_id": trade.product, "bags": 7, "germination": 91.5})
    assert "540000" in str(order_sheet(database, order.id).blocks)
    said = str(shipment_note(database, back.id).blocks)
    assert " 7, 5400, 37800, 91.5" in said and "-7" not in said


def test_a_claim_enters_the_account_of_the_dealer_once_and_only_what_the_firm_bears(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        complaint = store(session, Complaint, {"complainant": "张三", "description": "缺苗", "received_on": DAY,
                                               "dealer_id": trade.dealer})
        for kind, fen, by in (("money", 800_00, "firm"), ("goods", 200_00, "firm"), ("travel", 99_00, "firm"),
                              ("money", 500_00, "dealer")):
            store(session, ComplaintCost, {"complaint_id": complaint.id, "kind": kind, "amount": fen, "borne_by": by})
    with pytest.raises(Refused):
        claims.enter(database, complaint.id, DAY)
    for state in ("accepted", "finding", "proposal", "approved", "settled"):
        with database.operation("test") as session:
            move_in(session, Complaint, complaint.id, StateChange(state, DAY, reason="因"))
    claims.enter(database, complaint.id, DAY)
    with database.reading() as session:
        assert account_of(session, trade.dealer, DAY).balance == -1000_00
    with pytest.raises(Refused):
        claims.enter(database, complaint.id, DAY)
