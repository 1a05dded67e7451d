"""Seed that came back is asked for its germination test until one stands on its line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from desktop.core.fields import today
from desktop.core.listing import Query
from desktop.core.verbs import store
from desktop.sales.orders.lists import ASKED_DAYS, SHIPMENTS
from desktop.sales.orders.model import Shipment, ShipmentLine
from desktop.sales.orders.reminders import REMINDERS

if TYPE_CHECKING:
    from desktop.core.database import Database
    from tests.sales.conftest import Trade


def returned(db: Database, trade: Trade, on: date, **values: object) -> int:
    with db.operation("test") as session:
        sent = store(session, Shipment, {"dealer_id": trade.dealer, "moved_on": on - timedelta(days=20)})
        line = store(session, ShipmentLine, {"shipment_id": sent.id, "product_id": trade.product, "bags": 50})
        back = store(session, Shipment, {"dealer_id": trade.dealer, "moved_on": on, "kind": "return"})
        return store(session, ShipmentLine, {"shipment_id": back.id, "product_id": trade.product, "bags": 20,
                                             "returns_id": line.id, **values}).id


def asked(db: Database) -> int:
    with db.reading() as session:
        return SHIPMENTS.count(session, Query(conditions=SHIPMENTS.preset("untested").conditions()))


def test_what_came_back_is_asked_for_its_test_until_it_is_written(database: Database, trade: Trade) -> None:
    line = returned(database, trade, today())
    assert asked(database) == 1
    with database.operation("test") as session:
        store(session, ShipmentLine, {"germination": 91.5, "tested_on": today()}, line)
    assert asked(database) == 0
    returned(database, trade, today() - timedelta(days=ASKED_DAYS + 1))
    assert asked(database) == 0, "what came back long ago is not asked for any more"
    assert any(getattr(reminder, "preset", "") == "untested" for reminder in REMINDERS)
