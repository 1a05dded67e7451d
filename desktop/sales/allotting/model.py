"""A round of allotting: of one product so many bags are there, and which order gets how many of them, and why."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.errors import FieldErrors, Refused
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.offered import by_program
from desktop.core.records import Record, living
from desktop.core.verbs import store
from desktop.sales.allotting import states as s
from desktop.sales.orders.lists import SENT
from desktop.sales.orders.model import OrderLine, SalesOrder
from desktop.trade.allotting import SHARE


class AllotRound(Record, table=True):
    """Goods that are there of a product, and the rule by which orders get them. Put into the orders, what an order line may
    have shipped is what has left of it and what it got here."""

    NAME: ClassVar[str] = N_("Round of allotting")
    FORM: ClassVar[Groups] = (
        Group("product_id:2 code state made_on bags rule:2 deposits_first cartons decided_by applied_on reason:2 remarks"),
    )
    code: str = f.code(N_("Allotting no."), "PH", year_of="made_on")
    product_id: int | None = f.link(N_("Product"), "product.id", required=True)
    state: str = f.state(N_("State"), s.ROUNDS, "draft")
    made_on: date | None = f.day(N_("Goods as of"), required=True, index=True)
    bags: int | None = f.whole(N_("Bags to allot"), low=0)
    rule: str = f.choice(N_("Within one priority"), s.RULES, SHARE)
    deposits_first: bool = f.yes_no(N_("Orders with their deposit paid first"))
    cartons: bool = f.yes_no(N_("In whole cartons"))
    decided_by: str = f.text(N_("Decided by"))
    applied_on: date | None = f.day(N_("Put into the orders on"))
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def problems(self) -> dict[str, str]:
        """It says how many bags there are."""
        return {} if self.bags is not None else {"bags": _("Say how many bags.")}

    def before_move(self, move: Move, session: Session) -> None:
        """No more is given than is there, and none more than it still waits for."""
        if move.after != "applied":
            return
        lines = lines_of(session, self.id)
        if not lines:
            raise Refused(_("Nothing is allotted yet: reckon it first."))
        given = sum(line.given or 0 for line in lines)
        if given > (self.bags or 0):
            raise Refused(_("{given} {given:bag is|bags are} given, {bags} {bags:is|are} there: take back {over}.").format(
                given=given, bags=self.bags or 0, over=given - (self.bags or 0)))
        for line in lines:
            ordered = session.get_one(OrderLine, line.order_line_id)
            waits = (ordered.bags or 0) - SENT.of(session, ordered)
            if (line.given or 0) > waits:
                order = session.get_one(SalesOrder, ordered.order_id)
                raise Refused(_("{order} waits for {waits} {waits:bag|bags} only, not for {given}: reckon it anew.").format(
                    order=order.code, waits=max(0, waits), given=line.given or 0))

    def after_move(self, move: Move, session: Session) -> None:
        """What was given stands in the lines of the orders; a round that is opened again is taken back there."""
        if move.after == "applied":
            for line in lines_of(session, self.id):
                ordered = session.get_one(OrderLine, line.order_line_id)
                store(session, OrderLine, {"allotted": SENT.of(session, ordered) + (line.given or 0)}, ordered.id)
        elif move.before == "applied":
            for line in lines_of(session, self.id):
                store(session, OrderLine, {"allotted": None}, line.order_line_id)


class AllotLine(Record, table=True):
    """What one order line gets in a round: what it waited for, its rank then, and why it gets that."""

    NAME: ClassVar[str] = N_("Share of an order")
    FORM: ClassVar[Groups] = (Group("order_line_id:2 wanted reckoned given why:3"),)
    round_id: int | None = f.link(N_("Round of allotting"), "allotround.id", owned=True, locked=True)
    order_line_id: int | None = f.link(N_("Order line"), "orderline.id", required=True)
    wanted: int | None = f.whole(N_("Bags waited for"), low=0)
    reckoned: int | None = f.whole(N_("Bags by the rule"), low=0)
    given: int | None = f.whole(N_("Bags given"), low=0)
    why: str = f.text(N_("Why"), say=by_program)

    def label(self) -> str:
        """How many of how many."""
        return f"{self.given or 0} / {self.wanted or 0}"

    def problems(self) -> dict[str, str]:
        """Nobody gets more than they wait for."""
        if (self.given or 0) > (self.wanted or 0):
            return {"given": _("{wanted} {wanted:bag is|bags are} waited for: no more than that.").format(
                wanted=self.wanted or 0)}
        return {}

    def before_save(self, _before: Any, session: Session) -> None:
        """It is of the product of its round; one order line stands in it once."""
        ordered = session.get(OrderLine, self.order_line_id) if self.order_line_id else None
        mine = session.get(AllotRound, self.round_id) if self.round_id else None
        if ordered is not None and mine is not None and ordered.product_id != mine.product_id:
            raise FieldErrors({"order_line_id": _("That line is of another product.")})


def lines_of(session: Session, round_id: int) -> list[AllotLine]:
    """What a round gives, in the order in which it was reckoned."""
    return list(session.exec(living(AllotLine).where(col(AllotLine.round_id) == round_id).order_by(col(AllotLine.id))))
