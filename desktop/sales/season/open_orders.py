"""Which orders the settlement of a season settles, and which stay open, with the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col

from desktop.core.i18n import _, ngettext
from desktop.core.picking import several
from desktop.core.records import living
from desktop.sales.orders.model import SalesOrder
from desktop.sales.orders.shipping import remaining
from desktop.sales.orders.states import OPEN_ORDERS


@dataclass(frozen=True)
class Staying:
    """An order that stays open beyond its season: it is wanted after the season's last day (`wanted`), or bags of it are still
    to be shipped (`bags`)."""

    code: str
    wanted: date | None
    bags: int

    def reason(self) -> str:
        """Why it stays open."""
        said = [_("wanted by {day}, after the season").format(day=self.wanted)] if self.wanted else []
        said += [ngettext("{n} bag is still to be shipped", "{n} bags are still to be shipped", self.bags).format(
            n=self.bags)] if self.bags else []
        return _("; ").join(said)

    def written(self) -> dict[str, Any]:
        """As it is kept with a settlement."""
        return {**asdict(self), "wanted": self.wanted.isoformat() if self.wanted else None}

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Staying:
        """What `written` gave."""
        return cls(row["code"], date.fromisoformat(row["wanted"]) if row["wanted"] else None, row["bags"])


def orders_of(session: Session, dealer_id: int, last: date) -> tuple[list[SalesOrder], list[Staying]]:
    """The open orders of a dealer that were placed by the last day of a season: those to be settled with it, and those that
    stay open."""
    done, staying = list[SalesOrder](), list[Staying]()
    for order in session.exec(living(SalesOrder).where(
            col(SalesOrder.dealer_id) == dealer_id, col(SalesOrder.state).in_(OPEN_ORDERS),
            col(SalesOrder.ordered_on) <= last).order_by(col(SalesOrder.code), col(SalesOrder.id))).all():
        wanted = order.required_on if order.required_on is not None and order.required_on > last else None
        bags = sum(left for _line, left in remaining(session, order.id))
        if wanted or bags:
            staying.append(Staying(order.code, wanted, bags))
        else:
            done.append(order)
    return done, staying


def said(staying: Sequence[Staying]) -> str:
    """Which orders stay open and why, in a sentence; "" where none does. The sheet tells them all, a sentence the first."""
    if not staying:
        return ""
    named = several([_("{code} ({reason})").format(code=one.code, reason=one.reason()) for one in staying])
    return ngettext("{n} order stays open: {named}.", "{n} orders stay open: {named}.", len(staying)).format(
        n=len(staying), named=named)
