"""Goods at dealers: how many bags of what were counted there, what one dealer gave another, and how much should be there."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index, or_
from sqlmodel import Session, col, select

from desktop.core import fields as f
from desktop.core.errors import FieldErrors, Refused
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record, alive_in_sql, answering, living
from desktop.core.verbs import remove, store
from desktop.sales.stock import states as s


class StockItem(Record, table=True):
    """A product at a dealer. It comes by itself with the first shipment, count or move; what is there follows from those.

    `minimum`, `maximum`, `target` in bags; without them the usual levels hold (`levels.py`).
    """

    NAME: ClassVar[str] = N_("Stock item")
    ONCE: ClassVar[tuple[str, ...]] = ("dealer_id", "product_id")
    FORM: ClassVar[Groups] = (Group("dealer_id:2 product_id minimum maximum target lead_days rounding remarks"),)
    __table_args__: ClassVar[Any] = (
        Index("ix_stockitem_dealer_product", "dealer_id", "product_id"), {"sqlite_strict": True})
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", owned=True, index=False)
    product_id: int | None = f.link(N_("Product"), "product.id", required=True)
    minimum: int | None = f.whole(N_("Minimum bags"), low=0)
    maximum: int | None = f.whole(N_("Maximum bags"), low=0)
    target: int | None = f.whole(N_("Clear down to"), unit=N_("bags"), low=0)
    lead_days: int | None = f.whole(N_("Days until goods arrive"), low=0, high=365)
    rounding: str = f.choice(N_("Cartons"), s.ROUNDINGS)
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """What it is; which it is, dealer and product say."""
        return _(self.NAME)

    def problems(self) -> dict[str, str]:
        """The levels ascend."""
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            return {"minimum": _("The minimum is above the maximum.")}
        if self.target is not None and self.maximum is not None and self.target > self.maximum:
            return {"target": _("What it is cleared down to is above the maximum.")}
        return {}

    def gives_way(self, session: Session, name: str, keep: int) -> bool:
        """Of two items that a merge makes one, that of the record that stays is kept, with its levels."""
        wanted = {"dealer_id": self.dealer_id, "product_id": self.product_id, name: keep}
        twin = _item_of(session, wanted["dealer_id"], wanted["product_id"], self.id)
        if twin is None:
            return False
        for level in ("minimum", "maximum", "target", "lead_days", "rounding", "remarks"):
            if getattr(twin, level) in (None, ""):
                setattr(twin, level, getattr(self, level))
        return True

    def before_restore(self, session: Session) -> None:
        """An item that came anew meanwhile is the one."""
        if _item_of(session, self.dealer_id, self.product_id, self.id) is not None:
            raise Refused(_("This product of this dealer has its levels already: change those."))

    def before_delete(self, session: Session) -> None:
        """It comes by itself with goods and stays while there are papers about them."""
        lines = living(CountLine).where(col(CountLine.dealer_id) == self.dealer_id,
                                        col(CountLine.product_id) == self.product_id)
        given = living(StockMove).where(col(StockMove.product_id) == self.product_id,
                                        or_(col(StockMove.from_id) == self.dealer_id, col(StockMove.to_id) == self.dealer_id))
        sent = session.connection().exec_driver_sql(
            f"SELECT 1 FROM shipmentline l WHERE {alive_in_sql('l')} AND dealer_id = ? AND product_id = ? LIMIT 1",
            (self.dealer_id, self.product_id)).first()
        if sent or session.exec(lines).first() is not None or session.exec(given).first() is not None:
            raise Refused(_("There are shipments, counts or moves of this product at this dealer: it stays with them."))

    def before_save(self, _before: Any, session: Session) -> None:
        """One item a dealer and product."""
        if _item_of(session, self.dealer_id, self.product_id, self.id) is not None:
            raise FieldErrors({"product_id": _("This product of this dealer has its levels already: change those.")})


class StockCount(Record, table=True):
    """What was found at a dealer on the evening of a day: counted, told by telephone, or estimated."""

    NAME: ClassVar[str] = N_("Stock count")
    FORM: ClassVar[Groups] = (Group("dealer_id:2 code counted_on certainty counted_by visit_id signed_by remarks"),)
    code: str = f.code(N_("Count no."), "PD", year_of="counted_on")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True)
    counted_on: date | None = f.day(N_("Counted on"), required=True, index=True)
    certainty: str = f.choice(N_("How it is known"), s.CERTAINTY, "counted")
    counted_by: str = f.text(N_("Counted by"))
    visit_id: int | None = f.link(N_("Visit"), "visit.id")
    signed_by: str = f.text(N_("Signed by the dealer"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def problems(self) -> dict[str, str]:
        """Nobody has counted tomorrow's stock."""
        late = self.counted_on is not None and self.counted_on > f.today()
        return {"counted_on": _("That day is still to come.")} if late else {}

    def before_save(self, _before: Any, session: Session) -> None:
        """One count a dealer and day, so that no bag is counted twice."""
        same = living(StockCount).where(col(StockCount.dealer_id) == self.dealer_id, col(StockCount.id) != self.id,
                                        col(StockCount.counted_on) == self.counted_on)
        found = session.exec(same).first()
        if found is not None:
            said = _("This dealer's stock of {day} is counted in {code} already: write it there.")
            raise FieldErrors({"counted_on": said.format(day=self.counted_on, code=found.code)})

    def before_restore(self, session: Session) -> None:
        """A count that was typed anew meanwhile is the one."""
        self.before_save(None, session)

    def gives_way(self, session: Session, name: str, keep: int) -> bool:
        """Of two counts of one day that a merge makes one, the lines stand in that of the dealer who stays."""
        if name != "dealer_id":
            return False
        twin = session.exec(living(StockCount).where(col(StockCount.dealer_id) == keep,
                                                     col(StockCount.counted_on) == self.counted_on)).first()
        if twin is None:
            return False
        for line in session.exec(living(CountLine).where(col(CountLine.count_id) == self.id)).all():
            if not _added_to_twin(session, line, twin.id, line.product_id):
                line.count_id, line.dealer_id = twin.id, keep
        session.flush()
        return True

    def after_save(self, before: Any, session: Session) -> None:
        """Its lines follow its dealer and day."""
        if before is None or (before.dealer_id, before.counted_on) == (self.dealer_id, self.counted_on):
            return
        for line in session.exec(select(CountLine).where(col(CountLine.count_id) == self.id)):
            line.dealer_id, line.counted_on = self.dealer_id, self.counted_on
        session.flush()


class CountLine(Record, table=True):
    """So many bags of a product and lot in a count. Without bags it was not counted; 0 says that there were none.

    `dealer_id` and `counted_on` are those of the count, kept here so that sums by dealer and day need no other table. A line
    that comes without its count, from a spreadsheet, joins the count of its dealer and day, which is made where there is none.
    """

    NAME: ClassVar[str] = N_("Counted line")
    FORM: ClassVar[Groups] = (Group("dealer_id:2 counted_on product_id:2 lot bags germination tested_on remark:3"),)
    __table_args__: ClassVar[Any] = (
        answering("ix_countline_dealer_product_day", "dealer_id", "product_id", "counted_on", "bags"), {"sqlite_strict": True})
    count_id: int | None = f.link(N_("Stock count"), "stockcount.id", owned=True, required=False)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=False, index=False)
    counted_on: date | None = f.day(N_("Counted on"))
    product_id: int | None = f.link(N_("Product"), "product.id", required=True)
    lot: str = f.text(N_("Seed lot"), search=True, index=True)
    bags: int | None = f.whole(N_("Bags there"), low=0)
    germination: float | None = f.number(N_("Germination"), unit="%", decimals=1, low=0, high=100)
    tested_on: date | None = f.day(N_("Tested on"))
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """Lot and bags."""
        return " ".join(t for t in (self.lot, str(self.bags if self.bags is not None else "")) if t) or _(self.NAME)

    def problems(self) -> dict[str, str]:
        """A line of no count says whose stock it is, of which day."""
        if self.count_id:
            return {}
        if self.counted_on is not None and self.counted_on > f.today():
            return {"counted_on": _("That day is still to come.")}
        return {name: said for name, said in (("dealer_id", _("Say at which dealer.")), ("counted_on", _("Say on which day.")))
                if not getattr(self, name)}

    def before_save(self, _before: Any, session: Session) -> None:
        """Dealer and day are the count's; one line a product and lot, so that no bag is counted twice."""
        count = session.get(StockCount, self.count_id) if self.count_id else None
        if count is not None:
            self.dealer_id, self.counted_on = count.dealer_id, count.counted_on
        same = living(CountLine).where(
            col(CountLine.dealer_id) == self.dealer_id, col(CountLine.counted_on) == self.counted_on,
            col(CountLine.product_id) == self.product_id, col(CountLine.lot) == self.lot, col(CountLine.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"lot": _("This product and lot is counted in another line already: write all its bags there.")})

    def before_restore(self, session: Session) -> None:
        """A line that was typed anew meanwhile is the one."""
        self.before_save(None, session)

    def gives_way(self, session: Session, name: str, keep: int) -> bool:
        """Of two lines of one lot that a merge of products makes one, the bags are added up."""
        return name == "product_id" and _added_to_twin(session, self, self.count_id, keep)

    def provide(self, _before: Any, session: Session) -> None:
        """A line that comes without its count, from a spreadsheet, joins that of its dealer and day."""
        if not self.count_id:
            self.count_id = count_of(session, self.dealer_id, self.counted_on).id


class StockMove(Record, table=True):
    """Bags that one dealer gave another, with our consent."""

    NAME: ClassVar[str] = N_("Stock move")
    FORM: ClassVar[Groups] = (
        Group("from_id:2 code to_id:2 moved_on product_id:2 lot bags cost agreed_by reason:2 remarks"),)
    code: str = f.code(N_("Move no."), "DB", year_of="moved_on")
    from_id: int | None = f.link(N_("From dealer"), "dealer.id", required=True)
    to_id: int | None = f.link(N_("To dealer"), "dealer.id", required=True)
    moved_on: date | None = f.day(N_("Moved on"), required=True, index=True)
    product_id: int | None = f.link(N_("Product"), "product.id", required=True)
    lot: str = f.text(N_("Seed lot"), search=True, index=True)
    bags: int | None = f.whole(N_("Bags"), low=1)
    cost: int | None = f.money(N_("Cost of the move"))
    agreed_by: str = f.text(N_("Agreed by"))
    reason: str = f.text(N_("Why"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def problems(self) -> dict[str, str]:
        """It moves bags, and to somebody else."""
        found = {} if self.bags else {"bags": _("Say how many bags.")}
        if self.from_id and self.from_id == self.to_id:
            found["to_id"] = _("From and to are the same dealer.")
        return found


def _added_to_twin(session: Session, line: CountLine, count_id: int | None, product_id: int | None) -> bool:
    """Whether the bags of a line were added to another of a count with this product and the same lot."""
    twin = session.exec(living(CountLine).where(
        col(CountLine.count_id) == count_id, col(CountLine.product_id) == product_id, col(CountLine.lot) == line.lot,
        col(CountLine.id) != line.id)).first()
    if twin is None:
        return False
    if line.bags is not None:
        twin.bags = (twin.bags or 0) + line.bags
    remove(session, CountLine, [line.id])
    return True


def count_of(session: Session, dealer_id: int | None, day: date | None) -> StockCount:
    """The count of a dealer's stock of a day; a new one where there is none."""
    wanted = living(StockCount).where(col(StockCount.dealer_id) == dealer_id, col(StockCount.counted_on) == day)
    return session.exec(wanted).first() or store(session, StockCount, {"dealer_id": dealer_id, "counted_on": day})


def _item_of(session: Session, dealer_id: int | None, product_id: int | None, other_than: int) -> StockItem | None:
    """Another stock item of this dealer and product."""
    same = living(StockItem).where(col(StockItem.dealer_id) == dealer_id, col(StockItem.product_id) == product_id,
                                   col(StockItem.id) != other_than)
    return session.exec(same).first()
