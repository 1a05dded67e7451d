"""Accounts for tests: goods, money and entries of a dealer in a few words."""

from __future__ import annotations

from datetime import date
from typing import Any

from desktop.core.database import Database
from desktop.core.verbs import store
from desktop.sales.money.model import AccountEntry, Instalment, Payment, PaymentAllotment
from desktop.sales.orders.model import SalesOrder, Shipment, ShipmentLine


class Book:
    """Writes into one database, in yuan, for one dealer and product."""

    def __init__(self, db: Database, dealer: int, product: int) -> None:
        self.db, self.dealer, self.product = db, dealer, product

    def _store(self, model: type[Any], **values: Any) -> int:
        with self.db.operation("test") as session:
            return int(store(session, model, values).id)

    def order(self, day: date) -> int:
        return self._store(SalesOrder, dealer_id=self.dealer, ordered_on=day)

    def sent(self, yuan: float, day: date, due: date | None = None, parts: tuple[tuple[date, float], ...] = (),
             order: int | None = None) -> int:
        """A shipment of one bag at that price, with instalments; its key."""
        number = self._store(Shipment, dealer_id=self.dealer, moved_on=day, due_on=due, order_id=order)
        self._store(ShipmentLine, shipment_id=number, product_id=self.product, bags=1, price=round(yuan * 100))
        for part_due, amount in parts:
            self._store(Instalment, shipment_id=number, due_on=part_due, amount=round(amount * 100))
        return number

    def back(self, yuan: float, day: date, shipment: int | None = None) -> int:
        """Goods that came back, from a shipment or at large."""
        from sqlmodel import col, select

        line = None
        if shipment:
            with self.db.reading() as session:
                line = session.exec(select(ShipmentLine.id).where(col(ShipmentLine.shipment_id) == shipment)).first()
        number = self._store(Shipment, dealer_id=self.dealer, moved_on=day, kind="return")
        self._store(ShipmentLine, shipment_id=number, product_id=self.product, bags=1, price=round(yuan * 100), returns_id=line)
        return number

    def paid(self, yuan: float, day: date, *against: tuple[str, int, float]) -> int:
        """A payment with what it settles: (field of the allotment, key, yuan)."""
        number = self._store(Payment, dealer_id=self.dealer, received_on=day, amount=round(yuan * 100))
        for field, key, amount in against:
            self._store(PaymentAllotment, payment_id=number, amount=round(amount * 100), **{field: key})
        return number

    def entry(self, yuan: float, day: date, kind: str = "correction", **more: Any) -> int:
        return self._store(AccountEntry, dealer_id=self.dealer, entered_on=day, kind=kind, amount=round(yuan * 100), **more)
