"""What was decided about a stock: to stock up or to clear out, how many bags, by whom, until when, to whom; and why it lay."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.sales.stock import states as s


class StockPlan(Record, table=True):
    """The decision on a stock item. What the program advised stays beside what was decided, with the reasons of the day."""

    NAME: ClassVar[str] = N_("Stock plan")
    FORM: ClassVar[Groups] = (
        Group("dealer_id:2 code product_id:2 kind state made_on advised bags overruled:2 way taker_id deadline owner "
              "agreed_on done_on reason:2 reasons remarks"),
    )
    code: str = f.code(N_("Plan no."), "KC", year_of="made_on")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True)
    product_id: int | None = f.link(N_("Product"), "product.id", required=True)
    kind: str = f.choice(N_("Kind"), s.PLAN_KINDS, "order")
    state: str = f.state(N_("State"), s.PLANS, "proposed")
    made_on: date | None = f.day(N_("Planned on"), required=True, index=True)
    advised: int | None = f.whole(N_("Bags advised"), low=0)
    bags: int | None = f.whole(N_("Bags decided"), low=0)
    overruled: str = f.text(N_("Why otherwise than advised, and who decided"))
    way: str = f.choice(N_("Way to clear"), s.WAYS)
    taker_id: int | None = f.link(N_("Taken by"), "dealer.id")
    deadline: date | None = f.day(N_("To be done by"), index=True, not_before="made_on", deadline=Deadline(s.OPEN_PLANS))
    owner: str = f.text(N_("Who sees to it"))
    agreed_on: date | None = f.day(N_("Agreed on"))
    done_on: date | None = f.day(N_("Done on"))
    reason: str = f.text(N_("Reason of the last change"))
    reasons: str = f.text(N_("Reasons of the advice"), long=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def problems(self) -> dict[str, str]:
        """It says how many bags, why otherwise than advised, and not to itself."""
        found = {}
        if self.bags is None:
            found["bags"] = _("Say how many bags.")
        elif self.advised is not None and self.bags != self.advised and not self.overruled.strip():
            found["overruled"] = _("Advised {advised:was|were} {advised} {advised:bag|bags}: say why it is {bags}, and who "
                                   "decided.").format(
                advised=self.advised, bags=self.bags)
        if self.taker_id and self.taker_id == self.dealer_id:
            found["taker_id"] = _("From and to are the same dealer.")
        if self.way == "move" and not self.taker_id:
            found["taker_id"] = _("Say to which dealer.")
        return found

    def before_save(self, before: Any, _session: Session) -> None:
        """A plan that nobody changed takes what was advised."""
        if before is None and self.bags is None and self.advised is not None:
            self.bags = self.advised


class PlanCause(Record, table=True):
    """Why goods lie: one of the usual causes, what is wrong, why, and what is done about it (滞销分析)."""

    NAME: ClassVar[str] = N_("Cause of slow sales")
    FORM: ClassVar[Groups] = (Group("cause problem:2 why:2 measure:2"),)
    plan_id: int | None = f.link(N_("Stock plan"), "stockplan.id", owned=True, locked=True)
    cause: str = f.choice(N_("Usual cause"), s.CAUSES, "demand")
    problem: str = f.text(N_("Problem"), required=True)
    why: str = f.text(N_("Why it is so"))
    measure: str = f.text(N_("What is done"))

    def label(self) -> str:
        """The cause."""
        return s.CAUSES.label(self.cause)
