"""The making of labels: orders to the printing works, deliveries with their inspection, lots packed, counts, findings."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.errors import Refused
from desktop.core.groups import Group, Groups
from desktop.core.history import manager
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.offered import by_program
from desktop.core.records import Record
from desktop.labels import choices as c
from desktop.labels import printing_states as p
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.works_model import keep_works, offered_works

TO_PRINT = ("approved", "effective")  # the states of a version in which it may be printed


class PrintOrder(Record, table=True):
    """An order for printed labels of one version."""

    NAME: ClassVar[str] = N_("Print order")
    FORM: ClassVar[Groups] = (
        Group("version_id:2 code state printer:2 pieces amount price_each due_on ordered_on proofed_on proof_by delivered_on "
              "closed_on material:2 reason:2 remarks:3"),
    )
    code: str = f.code(N_("Print order no."), "YS")
    state: str = f.state(N_("State"), p.ORDERS, "planned")
    version_id: int | None = f.link(N_("Label version"), "labelversion.id", required=True)
    printer: str = f.text(N_("Printing works"), search=True, suggest=offered_works)
    pieces: int | None = f.whole(N_("Pieces ordered"), low=1)
    amount: int | None = f.money(N_("Amount of the print order"))
    price_each: ClassVar[f.Computed] = f.computed(
        N_("Fen a piece"), lambda c: 1.0 * c.amount / c.pieces, decimals=3)
    material: str = f.text(N_("Material and finish"))
    ordered_on: date | None = f.day(N_("Ordered on"))
    proofed_on: date | None = f.day(N_("Proof signed on"))
    proof_by: str = f.text(N_("Proof signed by"))
    due_on: date | None = f.day(N_("To be delivered by"), index=True, deadline=Deadline(p.AHEAD))
    delivered_on: date | None = f.day(N_("Delivered in full on"))
    closed_on: date | None = f.day(N_("Closed on"))
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def problems(self) -> dict[str, str]:
        """How many are ordered is said."""
        return {} if self.pieces else {"pieces": _("Say how many pieces are ordered.")}

    def before_save(self, before: Any, session: Session) -> None:
        """It goes to the label's usual printing works where nobody says another."""
        version = session.get(LabelVersion, self.version_id) if self.version_id else None
        item = session.get(LabelItem, version.item_id) if version is not None else None
        if before is None and not self.printer and item is not None:
            self.printer = item.printer

    def after_save(self, _before: Any, session: Session) -> None:
        """Who prints is a printing works that is known."""
        keep_works(session, self.printer)

    def before_move(self, move: Move, session: Session) -> None:
        """Only what was approved is printed, and a proof is signed by somebody."""
        version = session.get(LabelVersion, self.version_id) if self.version_id else None
        if move.after in ("ordered", "proofed") and version is not None and version.state not in TO_PRINT:
            raise Refused(_("{version} is “{state}”: only an approved version is printed.").format(
                version=version.label(), state=c.STATES.label(version.state)))
        if move.after == "proofed":
            self.proof_by = move.by or self.proof_by


class PrintDelivery(Record, table=True):
    """Printed labels that came in, and how they passed the inspection."""

    NAME: ClassVar[str] = N_("Delivery of labels")
    FORM: ClassVar[Groups] = (
        Group("order_id:2 delivered_on print_lot pieces", N_("What came")),
        Group("inspected_on inspected_by sampled faulty fault_rate result taken remarks:3", N_("Inspection")),
    )
    order_id: int | None = f.link(N_("Print order"), "printorder.id", required=True)
    version_id: int | None = f.link(N_("Label version"), "labelversion.id", required=False)
    printer: str = f.text(N_("Printing works"), search=True, suggest=offered_works)
    delivered_on: date | None = f.day(N_("Came in on"), required=True, index=True)
    print_lot: str = f.text(N_("Print lot"), search=True, index=True)
    pieces: int | None = f.whole(N_("Pieces delivered"), low=1)
    inspected_on: date | None = f.day(N_("Inspected on"), not_before="delivered_on")
    inspected_by: str = f.text(N_("Inspected by"))
    sampled: int | None = f.whole(N_("Pieces sampled"), low=0)
    faulty: int | None = f.whole(N_("Faulty in the sample"), low=0)
    fault_rate: ClassVar[f.Computed] = f.computed(
        N_("Faulty share"), lambda c: 100.0 * c.faulty / c.sampled, unit="%", decimals=2)
    result: str = f.choice(N_("Result of the inspection"), p.RESULTS, "open")
    taken: int | None = f.whole(N_("Pieces taken over"), low=0)
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Day and print lot."""
        return f"{self.delivered_on or ''} {self.print_lot}".strip()

    def problems(self) -> dict[str, str]:
        """The figures of an inspection fit each other, and no result stands without its day."""
        found = {}
        if not self.pieces:
            found["pieces"] = _("Say how many pieces came.")
        if (self.sampled or 0) > (self.pieces or 0):
            found["sampled"] = _("More were sampled than came.")
        if (self.faulty or 0) > (self.sampled or 0):
            found["faulty"] = _("More are faulty than were sampled.")
        if (self.taken or 0) > (self.pieces or 0):
            found["taken"] = _("More were taken over than came.")
        if self.taken and self.result == "open":
            found["taken"] = _("Nothing is taken over before the result of the inspection is there.")
        if self.result != "open" and self.inspected_on is None:
            found["inspected_on"] = _("Say on which day it was inspected.")
        return found

    def before_save(self, _before: Any, session: Session) -> None:
        """Version and printer are those of the order; what passes is taken over whole, what goes back not at all."""
        order = session.get(PrintOrder, self.order_id) if self.order_id else None
        if order is not None:
            self.version_id, self.printer = order.version_id, order.printer
        if self.result == "returned":
            self.taken = 0
        elif self.result in p.TAKEN and self.taken is None:
            self.taken = self.pieces
        if self.inspected_on and not self.inspected_by:
            self.inspected_by = manager(session)


class PrintReading(Record, table=True):
    """One measured value of an inspection, with what was asked for."""

    NAME: ClassVar[str] = N_("Reading of the inspection")
    delivery_id: int | None = f.link(N_("Delivery of labels"), "printdelivery.id", owned=True)
    measure: str = f.choice(N_("What was measured"), p.MEASURES, "characters")
    place: str = f.text(N_("Where on the label"), say=by_program)
    least: float | None = f.number(N_("At least"), decimals=3, low=0, measured_in="unit")
    most: float | None = f.number(N_("At most"), decimals=3, low=0, measured_in="unit")
    value: float | None = f.number(N_("Measured value"), decimals=3, low=0, measured_in="unit")
    unit: str = f.text(N_("Unit"))
    outside: ClassVar[f.Computed] = f.computed(N_("Outside the limits by"), lambda c: c.when(
        c.value < c.least, c.least - c.value, c.when(c.value > c.most, c.value - c.most, 0)), decimals=3)

    def label(self) -> str:
        """What was measured, and where."""
        return f"{p.MEASURES.label(self.measure)} {by_program(self.place)}".strip()

    def problems(self) -> dict[str, str]:
        """A value is there, and its limits are not upside down."""
        found = {} if self.value is not None else {"value": _("Fill in the value that was measured.")}
        if self.least is not None and self.most is not None and self.least > self.most:
            found["least"] = _("The lower limit lies above the upper one.")
        return found


class LabelUse(Record, table=True):
    """A seed lot that was packed with labels of one version: the lot keeps that version for good."""

    NAME: ClassVar[str] = N_("Lot packed with a label")
    FORM: ClassVar[Groups] = (Group("version_id:2 lot packed_on product_id:2 print_lot pieces spoiled remarks:3"),)
    version_id: int | None = f.link(N_("Label version"), "labelversion.id", required=True)
    item_name: str = f.text(N_("Name of the label"), search=True)  # a copy, so that it is found and traced by it
    number: int | None = f.whole(N_("Version"), plain=True)  # a copy as well
    lot: str = f.text(N_("Seed lot"), required=True, search=True, index=True)
    product_id: int | None = f.link(N_("Product"), "product.id")
    packed_on: date | None = f.day(N_("Packed on"), required=True, index=True)
    print_lot: str = f.text(N_("Print lot"), search=True)
    pieces: int | None = f.whole(N_("Labels used"), low=0)
    spoiled: int | None = f.whole(N_("Labels spoiled"), low=0)
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Lot and day."""
        return f"{self.lot} {self.packed_on or ''}".strip()

    def before_save(self, _before: Any, session: Session) -> None:
        """It bears the name of its label. What should not have been packed was packed all the same: it is kept and shown."""
        version = session.get(LabelVersion, self.version_id) if self.version_id else None
        if version is not None:
            self.item_name, self.number = version.item_name, version.number


def unusable(version: LabelVersion, on: date) -> str:
    """Why labels of a version should not be packed on a day; "" where they may.

    Old stock of a version that was replaced may be used up until the day said on it.
    """
    if version.effective_from is None or on < version.effective_from:
        return _("{version} was not in force on {day}.").format(version=version.label(), day=on)
    if version.withdrawn_on and on >= version.withdrawn_on:
        return _("{version} was withdrawn on {day}.").format(version=version.label(), day=version.withdrawn_on)
    if version.superseded_on and version.run_out_on and on > version.run_out_on:
        return _("Old stock of {version} was to be used up by {day}.").format(version=version.label(), day=version.run_out_on)
    return ""


class LabelCount(Record, table=True):
    """A count of the printed labels of one version."""

    NAME: ClassVar[str] = N_("Count of labels")
    version_id: int | None = f.link(N_("Label version"), "labelversion.id", required=True)
    counted_on: date | None = f.day(N_("Counted on"), required=True, index=True)
    pieces: int | None = f.whole(N_("Labels counted"), low=0)
    counted_by: str = f.text(N_("Counted by"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Day and pieces."""
        return f"{self.counted_on or ''} {'' if self.pieces is None else self.pieces}".strip()

    def problems(self) -> dict[str, str]:
        """The count is said; nothing left is a count as well."""
        return {} if self.pieces is not None else {"pieces": _("Say how many labels were counted; 0 where none is left.")}


class QualityFinding(Record, table=True):
    """A fault found on printed labels or bags, how it is corrected, and what is claimed from the printing works."""

    NAME: ClassVar[str] = N_("Quality finding")
    FORM: ClassVar[Groups] = (
        Group("item_id version_id delivery_id lot found_on kind severity quantity decision decided_by decided_on description",
              N_("Fault on prints")),
        Group("printer told_on cause:3 measure:3 responsible due_on corrected_on verified_by verified_on",
              N_("Corrective action")),
        Group("cost claimed claimed_on granted settled_on", N_("Claim")),
    )
    item_id: int | None = f.link(N_("Label"), "labelitem.id", required=True)
    version_id: int | None = f.link(N_("Label version"), "labelversion.id")
    delivery_id: int | None = f.link(N_("Delivery of labels"), "printdelivery.id")
    lot: str = f.text(N_("Print or seed lot"), search=True)
    found_on: date | None = f.day(N_("Found on"), required=True, index=True)
    kind: str = f.choice(N_("Kind"), c.FINDING_KINDS, default="colour")
    severity: str = f.choice(N_("Severity"), c.SEVERITIES, default="minor")
    quantity: int | None = f.whole(N_("Pieces concerned"), low=0)
    description: str = f.text(N_("Description"), search=True, long=True)
    decision: str = f.choice(N_("Disposition"), c.DECISIONS, default="open")
    decided_on: date | None = f.day(N_("Decided on"))
    decided_by: str = f.text(N_("Decided by"))
    printer: str = f.text(N_("Printing works"), search=True, suggest=offered_works)
    told_on: date | None = f.day(N_("Printer told on"))
    cause: str = f.text(N_("Cause found"), long=True)
    measure: str = f.text(N_("Corrective measure"), long=True)
    responsible: str = f.text(N_("Responsible"))
    due_on: date | None = f.day(N_("To be corrected by"), index=True)
    corrected_on: date | None = f.day(N_("Corrected on"))
    verified_by: str = f.text(N_("Correction verified by"))
    verified_on: date | None = f.day(N_("Correction verified on"), not_before="corrected_on")
    cost: int | None = f.money(N_("What the fault cost us"))
    claimed: int | None = f.money(N_("Claimed from the printer"))
    claimed_on: date | None = f.day(N_("Claimed on"))
    granted: int | None = f.money(N_("Granted by the printer"))
    settled_on: date | None = f.day(N_("Claim settled on"))

    def label(self) -> str:
        """Day, kind and lot."""
        return f"{self.found_on or ''} {c.FINDING_KINDS.label(self.kind)} {self.lot}".strip()

    def problems(self) -> dict[str, str]:
        """A correction is verified after it was made; what is settled was claimed."""
        found = {}
        if self.verified_on and not self.corrected_on:
            found["verified_on"] = _("Say first when it was corrected.")
        if self.settled_on and not self.claimed:
            found["settled_on"] = _("Nothing was claimed.")
        return found

    def before_save(self, before: Any, session: Session) -> None:
        """Printer, version and label are those of the delivery; a disposition bears its day."""
        delivery = session.get(PrintDelivery, self.delivery_id) if self.delivery_id else None
        if delivery is not None:
            self.printer, self.lot = self.printer or delivery.printer, self.lot or delivery.print_lot
            self.version_id = self.version_id or delivery.version_id
        item = session.get(LabelItem, self.item_id) if self.item_id else None
        if before is None and not self.printer and item is not None:
            self.printer = item.printer
        if self.decision != "open" and self.decided_on is None:
            self.decided_on = f.today()

    def after_save(self, _before: Any, session: Session) -> None:
        """Who printed it is a printing works that is known."""
        keep_works(session, self.printer)
