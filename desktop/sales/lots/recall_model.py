"""Calling back what was sent: a lot, or all that bears a version of a label, with a notice to each dealer who got it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.deadlines import Deadline
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.history import manager
from desktop.core.i18n import N_, _, ngettext
from desktop.core.records import Record, living
from desktop.labels.model import LabelVersion

MEASURES = Choices("recall_measure", {
    "hold": N_("Not to be sold until further notice"), "return": N_("Send back"), "relabel": N_("Put a new label on"),
    "destroy": N_("Destroy on the spot, with proof"),
}, {"hold": "amber", "return": "red", "relabel": "blue", "destroy": "red"})
STATES = Choices("recall_state", {"open": N_("Recall under way"), "closed": N_("Recall closed")},
                 {"open": "red", "closed": "green"})


class LabelRecall(Record, table=True):
    """One calling back: what of, why, by when the dealers answer. Lot or version is given; both mean the lot alone."""

    NAME: ClassVar[str] = N_("Recall")
    FORM: ClassVar[Groups] = (
        Group("code state lot version_id:2 measure decided_on decided_by due_on reason:3 closed_on remarks:2"),)
    code: str = f.code(N_("Recall no."), "ZH")
    state: str = f.choice(N_("State of the recall"), STATES, default="open")
    lot: str = f.text(N_("Seed lot"), search=True, index=True)
    version_id: int | None = f.link(N_("Label version"), "labelversion.id")
    item_name: str = f.text(N_("Name of the label"), search=True)  # a copy, so that it is found by it
    measure: str = f.choice(N_("What dealers are asked to do"), MEASURES, default="hold")
    reason: str = f.text(N_("Reason of the recall"), required=True, search=True, long=True)
    decided_on: date | None = f.day(N_("Decided on"))
    decided_by: str = f.text(N_("Decided by"))
    due_on: date | None = f.day(N_("Answer until"), index=True, not_before="decided_on", deadline=Deadline(("open",)))
    closed_on: date | None = f.day(N_("Closed on"), not_before="decided_on")
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Number, and what is called back."""
        return " ".join(t for t in (self.code, self.lot or self.item_name) if t)

    def problems(self) -> dict[str, str]:
        """It is said what is called back."""
        return {} if self.lot or self.version_id else {"lot": _("Name the seed lot, or choose the version of the label.")}

    def before_save(self, before: Any, session: Session) -> None:
        """It is dated and signed; it is closed when everybody was told."""
        version = session.get(LabelVersion, self.version_id) if self.version_id else None
        self.item_name = version.item_name if version is not None else ""
        if before is None:
            self.decided_on, self.decided_by = self.decided_on or f.today(), self.decided_by or manager(session)
        if self.state == "closed":
            if before is None or before.state != "closed":  # one closed long ago still follows the name of its label
                refuse_untold(session, self.id)
            self.closed_on = self.closed_on or f.today()
        else:
            self.closed_on = None


class RecallNotice(Record, table=True):
    """What one dealer got of what is called back, when he was told, what he answered and gave back."""

    NAME: ClassVar[str] = N_("Recall notice")
    FORM: ClassVar[Groups] = (
        Group("recall_id dealer_id product_id lot bags kg told_on told_by way found returned returned_on rest remark:3"),)
    recall_id: int | None = f.link(N_("Recall"), "labelrecall.id", owned=True)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True)
    product_id: int | None = f.link(N_("Product"), "product.id")
    lot: str = f.text(N_("Seed lot"))
    bags: int | None = f.whole(N_("Bags he got"), low=0)
    kg: float | None = f.number(N_("Kilograms he got"), unit="kg", decimals=1, low=0)
    told_on: date | None = f.day(N_("Told on"))
    told_by: str = f.text(N_("Told by"))
    way: str = f.text(N_("How he was told"))
    found: int | None = f.whole(N_("Bags he still had"), low=0)
    returned: int | None = f.whole(N_("Bags given back"), low=0)
    returned_on: date | None = f.day(N_("Given back on"), not_before="told_on")
    rest: ClassVar[f.Computed] = f.computed(N_("Bags still out"), lambda c: c.found - c.known(c.returned, 0), kind="whole")
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """Lot and bags."""
        return f"{self.lot} × {self.bags or 0}".strip()

    def problems(self) -> dict[str, str]:
        """Nobody gives back more than he had."""
        if self.returned is not None and self.found is not None and self.returned > self.found:
            return {"returned": _("More bags were given back than he still had.")}
        return {}

    def before_save(self, _before: Any, session: Session) -> None:
        """Who answered was told; who told is named."""
        if self.told_on is None and (self.found is not None or self.returned is not None):
            self.told_on = self.returned_on or f.today()
        if self.told_on and not self.told_by:
            self.told_by = manager(session)


def refuse_untold(session: Session, recall_id: int | None) -> None:
    """Raise `FieldErrors` while dealers of a recall were not told."""
    n = len({notice.dealer_id for notice in session.exec(living(RecallNotice).where(
        col(RecallNotice.recall_id) == recall_id, col(RecallNotice.told_on).is_(None)))})
    if n:
        raise FieldErrors({"state": ngettext("{n} dealer was not told yet: write down when, then close the recall.",
                                             "{n} dealers were not told yet: write down when, then close the recall.",
                                             n).format(n=n)})
