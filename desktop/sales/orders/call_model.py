"""What was said about an order that is late: to the firm that is to ship it, or to the dealer who waits for it."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record

WHOM = Choices("order_called", {"firm": N_("The firm"), "dealer": N_("The dealer"), "carrier": N_("The carrier")})


class OrderCall(Record, table=True):
    """A call about an order (催单): with whom, what was said, what was promised and until when."""

    NAME: ClassVar[str] = N_("Call about the order")
    FORM: ClassVar[Groups] = (Group("called_on whom spoke_to said:3 answer:3 promised_on next_on"),)
    order_id: int | None = f.link(N_("Sales order"), "salesorder.id", owned=True)
    called_on: date | None = f.day(N_("Called on"), required=True, index=True)
    whom: str = f.choice(N_("With whom"), WHOM, "firm")
    spoke_to: str = f.text(N_("Spoke to"))
    said: str = f.text(N_("What was said"), required=True, search=True)
    answer: str = f.text(N_("Answer"))
    promised_on: date | None = f.day(N_("Promised for"))
    next_on: date | None = f.day(N_("Ask again on"), not_before="called_on")

    def label(self) -> str:
        """The day."""
        return f"{_(self.NAME)} {self.called_on or ''}".strip()
