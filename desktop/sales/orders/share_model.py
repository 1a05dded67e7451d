"""Whose order it is: what share of an order counts for whom of one's own people (业绩分摊)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record, living
from desktop.core.units import exact, quantity

WHOLE = 100


class OrderShare(Record, table=True):
    """A person's share of an order in percent. What leaves on the order counts for each person by the share; an order without
    shares counts for whoever looks after its dealer."""

    NAME: ClassVar[str] = N_("Share of the order")
    FORM: ClassVar[Groups] = (Group("person_id:2 percent remark:3"),)
    order_id: int | None = f.link(N_("Sales order"), "salesorder.id", owned=True, locked=True)
    person_id: int | None = f.link(N_("Person"), "person.id", required=True)
    percent: float | None = f.number(N_("Counts for"), unit="%", decimals=2, low=0, high=WHOLE)
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """Its percent."""
        return quantity(f"{self.percent or 0:g}", "%")

    def problems(self) -> dict[str, str]:
        """It says how much."""
        return {} if self.percent else {"percent": _("Say how many percent of the order count for this person.")}

    def before_save(self, _before: Any, session: Session) -> None:
        """All shares are no more than the order."""
        refuse_too_much(session, self)

    def before_restore(self, session: Session) -> None:
        """What comes back from the bin fits to what was typed since."""
        refuse_too_much(session, self)


def refuse_too_much(session: Session, share: Any) -> None:
    """Raise `FieldErrors` where the shares of an order exceed the whole."""
    others = session.exec(living(OrderShare).where(col(OrderShare.order_id) == share.order_id,
                                                   col(OrderShare.id) != share.id)).all()
    left = WHOLE - sum((exact(other.percent or 0) for other in others), Fraction(0))
    if share.percent is not None and exact(share.percent) > left:
        raise FieldErrors({"percent": _("Only {left} % of the order are left.").format(left=f"{float(left):g}")})
