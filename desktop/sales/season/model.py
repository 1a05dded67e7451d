"""The settlement of a season with one dealer: from when to when, what settlement prices changed, who has signed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.history import relabel
from desktop.core.i18n import N_, _
from desktop.core.moves import Move, StateChange
from desktop.core.records import Record, living
from desktop.core.verbs import move_in, store
from desktop.sales.money.model import AccountEntry
from desktop.sales.orders.model import SalesOrder
from desktop.sales.season import figures
from desktop.sales.season.open_orders import orders_of, said
from desktop.sales.season.rules import season_ended
from desktop.sales.season.states import SEASONS


class SeasonSettlement(Record, table=True):
    """The settlement of a season. Its sums are taken from the books when it goes to the dealer, are kept with all their rows
    (`signed`), and are what both sign; with that the price difference enters the account by `entry_id`, and the orders of the
    season are settled, but for those that are to stay open (`signed["open"]`)."""

    NAME: ClassVar[str] = N_("Season settlement")
    FORM: ClassVar[Groups] = (
        Group("dealer_id:2 code state starts_on ends_on difference closing sent_on agreed_on signed_by signed_for "
              "reason:2 entry_id:2 remarks"),
    )
    code: str = f.code(N_("Settlement sheet no."), "SE", year_of="ends_on")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True)
    state: str = f.state(N_("State"), SEASONS, "draft")
    starts_on: date | None = f.day(N_("Season begins"), required=True)
    ends_on: date | None = f.day(N_("Season ends"), required=True, index=True, not_before="starts_on")
    difference: int | None = f.money(N_("By settlement prices"), low=None)
    closing: int | None = f.money(N_("Balance after settlement"), low=None)
    sent_on: date | None = f.day(N_("Given to the dealer on"))
    agreed_on: date | None = f.day(N_("Signed by both on"))
    signed_by: str = f.text(N_("Signed for the dealer by"), search=True)
    signed_for: str = f.text(N_("Signed for the company by"))
    reason: str = f.text(N_("Reason of the last change"))
    entry_id: int | None = f.link(N_("Its account entry"), "accountentry.id")
    signed: dict[str, Any] = f.data(N_("Rows of the sheet as it was signed"), {})
    remarks: str = f.text(N_("Remarks"), long=True)

    @classmethod
    def proposed(cls, _session: Session) -> dict[str, Any]:
        """The season that ended last."""
        first, last = season_ended(f.today())
        return {"starts_on": first, "ends_on": last}

    def before_save(self, before: Any, session: Session) -> None:
        """One settlement a dealer and day; the sums are those of the books when it leaves the desk."""
        overlap = living(SeasonSettlement).where(
            col(SeasonSettlement.dealer_id) == self.dealer_id, col(SeasonSettlement.id) != self.id,
            col(SeasonSettlement.starts_on) <= self.ends_on, col(SeasonSettlement.ends_on) >= self.starts_on)
        other = session.exec(overlap).first()
        if other is not None:
            said = _("{code} settles {first} to {last} with this dealer already: begin after it.")
            raise FieldErrors({"starts_on": said.format(code=other.code, first=other.starts_on, last=other.ends_on)})
        stood = before.state if before is not None else "draft"
        if self.state == "draft":
            self.difference, self.closing, self.signed, self.entry_id = None, None, {}, None
        elif stood == "draft":
            self.entry_id = None  # `after_move` makes it
            self.reckon(session)
        else:
            self._stay_as_given(before)

    def _stay_as_given(self, before: Any) -> None:
        """What the dealer has got stays: nobody but this record writes its sums, its rows and its account entry."""
        if (self.starts_on, self.ends_on) != (before.starts_on, before.ends_on):
            raise FieldErrors({"ends_on": _("The dealer has this sheet already: draw it up again first.")})
        if before.entry_id and self.entry_id not in (None, before.entry_id):  # entries are merged
            raise FieldErrors({"entry_id": _("The account entry that {code} names stays: merge the other one into it.").format(
                code=self.code)})
        self.difference, self.closing, self.signed = before.difference, before.closing, before.signed
        self.entry_id = before.entry_id

    def provide(self, before: Any, _session: Session) -> None:
        """The dealer who has got the sheet stays; where two dealers become one it follows."""
        if before is not None and before.state != "draft" and self.state != "draft" and self.dealer_id != before.dealer_id:
            raise FieldErrors({"dealer_id": _("The dealer has this sheet already: draw it up again first.")})

    def reckon(self, session: Session) -> None:
        """Take the sums from the books, and keep the rows that they are of."""
        if self.dealer_id is None or self.starts_on is None or self.ends_on is None:
            return
        found = figures.reckoned(session, self.dealer_id, self.starts_on, self.ends_on, self.entry_id)
        self.difference, self.closing, self.signed = found.difference, found.closing, found.written()

    def after_move(self, move: Move, session: Session) -> None:
        """Once both have signed, the difference stands in the account from that day on, and the season's orders are settled;
        those of which something is to come stay open, and are kept with the reason."""
        if move.after != "agreed" or self.dealer_id is None or self.ends_on is None:
            return
        if self.difference:
            self.entry_id = store(session, AccountEntry, {
                "dealer_id": self.dealer_id, "kind": "price", "entered_on": move.moved_on, "amount": self.difference,
                "what": f"{self.code} {self.starts_on} – {self.ends_on}"}).id
        done, staying = orders_of(session, self.dealer_id, self.ends_on)
        for order in done:
            if order.state == "held":
                move_in(session, SalesOrder, order.id, StateChange("confirmed", move.moved_on))
            move_in(session, SalesOrder, order.id, StateChange("closed", move.moved_on))
        self.signed = {**self.signed, "open": [one.written() for one in staying]}
        if staying:
            relabel(session, said(staying), also=True)
        session.flush()


def season_of(session: Session, dealer_id: int, day: date) -> tuple[date, date]:
    """The season of a dealer that ended last: it begins the day after the one that was settled before."""
    first, last = season_ended(day)
    before = session.exec(living(SeasonSettlement).where(
        col(SeasonSettlement.dealer_id) == dealer_id, col(SeasonSettlement.ends_on) < last,
        col(SeasonSettlement.ends_on) >= first).order_by(col(SeasonSettlement.ends_on).desc())).first()
    return (first if before is None or before.ends_on is None else before.ends_on + timedelta(days=1)), last
