"""A lot called back: the dealers who got it, what they are told, and that nothing is closed before all were told."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.catalogue.model import Variety
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.documents.model import PageBreak, Table
from desktop.core.errors import FieldErrors
from desktop.core.listing import Query
from desktop.dealers.model import Dealer
from desktop.sales.lots.recall_lists import RECALLS
from desktop.sales.lots.recall_model import LabelRecall, RecallNotice
from desktop.sales.lots.recall_reports import recall_notices, recall_sheet
from desktop.sales.lots.recalling import enter_dealers, told_today
from desktop.sales.orders.model import Shipment, ShipmentLine
from desktop.sales.products.model import Product

DAY = date(2026, 5, 1)


def test_the_dealers_of_a_lot_are_entered_told_and_answer(database: Database) -> None:
    variety = verbs.save(database, Variety, {"name": "例丰101"})
    product = verbs.save(database, Product, {"variety_id": variety.id, "bag_kg": 2.5})
    dealers = [verbs.save(database, Dealer, {"name": name}) for name in ("甲种业", "乙种业", "丙种业")]

    def send(dealer: Dealer, bags: int, kind: str = "delivery") -> None:
        shipment = verbs.save(database, Shipment, {"dealer_id": dealer.id, "moved_on": DAY, "kind": kind})
        verbs.save(database, ShipmentLine, {"shipment_id": shipment.id, "product_id": product.id, "bags": bags, "lot": "批1"})

    send(dealers[0], 60)
    send(dealers[1], 40)
    recall = verbs.save(database, LabelRecall, {"lot": "批1", "reason": "发芽率不足", "measure": "return",
                                                "due_on": date(2099, 1, 1)})
    assert enter_dealers(database, recall.id) == "2 dealers entered"
    send(dealers[1], 10)
    send(dealers[2], 5)
    assert enter_dealers(database, recall.id) == "1 dealer entered", "who is there is not entered twice"
    with pytest.raises(FieldErrors, match="3 dealers"):
        verbs.save(database, LabelRecall, {"state": "closed"}, recall.id)
    first = next(one for one in verbs.owned(database, RecallNotice, "recall_id", recall.id) if one.dealer_id == dealers[0].id)
    verbs.save(database, RecallNotice, {"found": 20, "returned": 15, "returned_on": date(2026, 5, 9)}, first.id)
    with database.reading() as session:
        names = ("dealers", "untold", "sent", "found", "back", "silent")
        assert RECALLS.lines(session, Query(), names)[0][1] == (3, 2, 115, 20, 15, 0)
    assert told_today(database, recall.id) == "2 dealers told"
    closed = verbs.save(database, LabelRecall, {"state": "closed"}, recall.id)
    assert closed.closed_on == date.today()
    letters = recall_notices(database, recall.id)
    assert sum(isinstance(block, PageBreak) for block in letters.blocks) == 2, "a page for each dealer"
    table = next(block for block in recall_sheet(database, recall.id).blocks if isinstance(block, Table))
    assert table.rows[-1][4] == 115


def test_a_dealer_who_got_two_products_of_a_lot_is_one_dealer(database: Database) -> None:
    variety = verbs.save(database, Variety, {"name": "例丰101"})
    dealer = verbs.save(database, Dealer, {"name": "甲种业"})
    recall = verbs.save(database, LabelRecall, {"lot": "批1", "reason": "发芽率不足", "measure": "return",
                                                "due_on": date(2099, 1, 1)})
    for weight in (2.5, 5.0):
        product = verbs.save(database, Product, {"variety_id": variety.id, "bag_kg": weight})
        shipment = verbs.save(database, Shipment, {"dealer_id": dealer.id, "moved_on": DAY})
        verbs.save(database, ShipmentLine, {"shipment_id": shipment.id, "product_id": product.id, "bags": 10, "lot": "批1"})
    assert enter_dealers(database, recall.id) == "1 dealer entered"
    with database.reading() as session:
        assert RECALLS.lines(session, Query(), ("dealers", "untold", "sent"))[0][1] == (1, 1, 20)
    with pytest.raises(FieldErrors, match="1 dealer was"):
        verbs.save(database, LabelRecall, {"state": "closed"}, recall.id)
    assert told_today(database, recall.id) == "1 dealer told"
