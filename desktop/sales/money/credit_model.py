"""The credit limit of a dealer."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from desktop.core import fields as f
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record


class CreditLimit(Record, table=True):
    """How far a dealer may be in debt from a day on, and who granted it. 0: nothing is sold on credit."""

    NAME: ClassVar[str] = N_("Credit limit")
    FORM: ClassVar[Groups] = (Group("dealer_id:2 amount valid_from valid_until granted_by basis:2 remarks"),)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", owned=True)
    amount: int | None = f.money(N_("Credit limit"))
    valid_from: date | None = f.day(N_("Valid from"), required=True, index=True)
    valid_until: date | None = f.day(N_("Valid until"), not_before="valid_from")
    granted_by: str = f.text(N_("Granted by"), required=True)
    basis: str = f.text(N_("How it was reckoned"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """From when it holds."""
        return f"{_(self.NAME)} {self.valid_from or ''}".strip()

    def problems(self) -> dict[str, str]:
        """A limit says how much; 0 is one."""
        return {} if self.amount is not None else {"amount": _("Say how much; 0 where nothing is sold on credit.")}
