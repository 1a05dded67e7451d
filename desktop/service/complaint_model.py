"""Complaints about seed: evidence, sealed samples, inspections, readings against promise and threshold, loss, costs."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.records import Record
from desktop.people.finding import keep_person
from desktop.service import choices as c
from desktop.service.clocks import clocks
from desktop.service.closing import refuse_unfinished
from desktop.service.field_words import offered, said
from desktop.service.states import COMPLAINTS, OPEN_COMPLAINTS


class Complaint(Record, table=True):
    """A complaint. Its clocks follow crop, kind, severity and days unless they are set by hand."""

    NAME: ClassVar[str] = N_("Complaint")
    FORM: ClassVar[Groups] = (
        Group("complainant phone code region_id place received_on kind severity symptom area_mu households owner "
              "description claim", N_("What happened")),
        Group("crop_id variety_id lot dealer_id bag_code case_id bought_on bought_kg price sown_on", N_("The seed")),
        Group("state response_due responded_on resolution_due appraisal_last appraisal_wanted_on reason:3", N_("Clocks")),
        Group("cause justified settled_amount finding proposal settlement settled_on closed_on signed_by signed_on "
              "remarks", N_("Finding and settlement")),
    )
    code: str = f.code(N_("Complaint number"), "TS", year_of="received_on")
    state: str = f.state(N_("State"), COMPLAINTS, "received")
    received_on: date | None = f.day(N_("Received on"), required=True, index=True)
    case_id: int | None = f.link(N_("Case"), "farmercase.id")
    kind: str = f.choice(N_("Kind"), c.COMPLAINT_KIND, "germination")
    severity: str = f.choice(N_("Severity"), c.SEVERITY, "medium")
    complainant: str = f.text(N_("Complainant"), required=True, search=True)
    phone: str = f.phone(N_("Telephone"))
    person_id: int | None = f.link(N_("Person"), "person.id")
    region_id: int | None = f.link(N_("Region"), "region.id")
    place: str = f.text(N_("Village, field"), search=True)
    area_mu: float | None = f.number(N_("Area"), unit=N_("mu"), decimals=1, low=0)
    households: int | None = f.whole(N_("Households"), low=0)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id")
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    variety_id: int | None = f.link(N_("Variety"), "variety.id")
    lot: str = f.text(N_("Seed lot"), search=True, index=True)
    bag_code: str = f.text(N_("Code on the bag"), search=True)
    bought_on: date | None = f.day(N_("Bought on"))
    bought_kg: float | None = f.number(N_("Quantity bought"), unit="kg", decimals=2, low=0)
    price: int | None = f.money(N_("Price paid"))
    sown_on: date | None = f.day(N_("Sowing date"))
    symptom: str = f.text(N_("Symptom"), search=True, suggest=offered("symptom"), say=said)
    description: str = f.text(N_("What is complained of"), required=True, search=True, long=True)
    claim: str = f.text(N_("What is claimed"), long=True)
    response_due: date | None = f.day(N_("First answer due"), index=True,
                                         deadline=Deadline(OPEN_COMPLAINTS, done="responded_on"))
    responded_on: date | None = f.day(N_("First answer on"))
    resolution_due: date | None = f.day(N_("Resolution due"), index=True, deadline=Deadline(OPEN_COMPLAINTS))
    appraisal_last: date | None = f.day(N_("Last useful day of an appraisal"), index=True)
    appraisal_wanted_on: date | None = f.day(N_("Appraisal asked for on"))
    finding: str = f.text(N_("Findings"), search=True, long=True)
    cause: str = f.choice(N_("Cause"), c.CAUSE, "unclear")
    justified: str = f.choice(N_("Judgement"), c.JUSTIFIED)
    proposal: str = f.text(N_("Proposal"), long=True)
    settlement: str = f.text(N_("Settlement"), long=True)
    settled_amount: int | None = f.money(N_("Amount settled"))
    settled_on: date | None = f.day(N_("Settled on"))
    closed_on: date | None = f.day(N_("Closed on"))
    signed_by: str = f.text(N_("Signed by the complainant"))
    signed_on: date | None = f.day(N_("Signed on"))
    reason: str = f.text(N_("Reason of the last change"))
    owner: str = f.text(N_("Handled by"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def problems(self) -> dict[str, str]:
        """Seed is not bought after the complaint about it came; a signature has its day."""
        found = {}
        if self.bought_on and self.received_on and self.bought_on > self.received_on:
            found["bought_on"] = _("The seed was bought after the complaint was received ({day}).").format(day=self.received_on)
        if self.signed_by and not self.signed_on:
            found["signed_on"] = _("Fill in the day of the signature.")
        return found

    def before_save(self, before: Any, session: Session) -> None:
        """A clock that is empty, or stood where it was computed, moves with what it is computed from."""
        self.received_on = self.received_on or f.today()
        stood = clocks(session, before) if before is not None else {}
        for name, day in clocks(session, self).items():
            if getattr(self, name) in (None, stood.get(name)):
                setattr(self, name, day)

    def before_move(self, move: Move, _session: Session) -> None:
        """What is settled or closed says how, or why not."""
        if move.after in ("settled", "closed") and not move.reason.strip():
            refuse_unfinished(self, move.after)

    def provide(self, before: Any, session: Session) -> None:
        """Who complains is a person."""
        keep_person(self, before, session, name="complainant", number="phone")

    def files_from(self) -> tuple[tuple[str, int], ...]:
        """The photos of the case that became this complaint."""
        return (("farmercase", self.case_id),) if self.case_id else ()

    def label(self) -> str:
        """Number and complainant."""
        return " ".join(t for t in (self.code, self.complainant) if t) or str(self.id)

    def detail(self) -> str:
        """State, kind and lot."""
        return " · ".join(t for t in (c.COMPLAINT_STATE.label(self.state), c.COMPLAINT_KIND.label(self.kind), self.lot) if t)


class Evidence(Record, table=True):
    """A piece of evidence; its files hang on it."""

    NAME: ClassVar[str] = N_("Evidence")
    FORM: ClassVar[Groups] = (Group("kind what:2 taken_on place by kept_at remark", across=3),)
    complaint_id: int | None = f.link(N_("Complaint"), "complaint.id", owned=True)
    kind: str = f.choice(N_("Kind"), c.EVIDENCE, "photo")
    what: str = f.text(N_("What"), required=True)
    taken_on: date | None = f.day(N_("Taken on"))
    place: str = f.text(N_("Place"))
    by: str = f.text(N_("Given by"))
    kept_at: str = f.text(N_("Kept at"))
    remark: str = f.text(N_("Remark"), long=True)

    def label(self) -> str:
        """Kind and what it is."""
        return f"{c.EVIDENCE.label(self.kind)} {self.what}".strip()


class SealedSample(Record, table=True):
    """A sample both sides sealed: how it was drawn, its seal, who keeps it, until when it must be rechecked."""

    NAME: ClassVar[str] = N_("Sealed sample")
    complaint_id: int | None = f.link(N_("Complaint"), "complaint.id", owned=True)
    number: str = f.text(N_("Sample number"), required=True, search=True)
    seal: str = f.text(N_("Seal number"))
    drawn_on: date | None = f.day(N_("Drawn on"), required=True)
    drawn_how: str = f.text(N_("How it was drawn"), long=True)
    quantity_g: float | None = f.number(N_("Quantity"), unit="g", decimals=1, low=0)
    parties: str = f.text(N_("Signed by"))
    kept_by: str = f.text(N_("Kept by"))
    recheck_until: date | None = f.day(N_("Objection until"))
    remark: str = f.text(N_("Remark"), long=True)

    def label(self) -> str:
        """Its number."""
        return self.number


class Inspection(Record, table=True):
    """A joint look at the field: who was there, which fields and how they were chosen, what was found."""

    NAME: ClassVar[str] = N_("Joint inspection")
    FORM: ClassVar[Groups] = (Group("held_on place signed participants fields_drawn findings"),)
    complaint_id: int | None = f.link(N_("Complaint"), "complaint.id", owned=True)
    held_on: date | None = f.day(N_("Day"), required=True)
    place: str = f.text(N_("Place"))
    participants: str = f.text(N_("People present"), long=True)
    fields_drawn: str = f.text(N_("How fields were drawn"), long=True)
    findings: str = f.text(N_("What was seen"), long=True)
    signed: bool = f.yes_no(N_("Signed by all"))

    def label(self) -> str:
        """Day and place."""
        return f"{self.held_on or ''} {self.place}".strip()


class Reading(Record, table=True):
    """A measured value beside the promise on the label and the threshold in force; what fails is computed."""

    NAME: ClassVar[str] = N_("Reading")
    FORM: ClassVar[Groups] = (
        Group("parameter result unit promised threshold standard sample_id tested_on laboratory report_number "
              "remark"),
    )
    complaint_id: int | None = f.link(N_("Complaint"), "complaint.id", owned=True)
    sample_id: int | None = f.link(N_("Sealed sample"), "sealedsample.id")
    parameter: str = f.choice(N_("Parameter"), c.PARAMETER, "germination")
    result: float | None = f.number(N_("Result"), decimals=2, measured_in="unit")
    promised: float | None = f.number(N_("Label value"), decimals=2, measured_in="unit")
    threshold: float | None = f.number(N_("Threshold"), decimals=2, measured_in="unit")
    unit: str = f.text(N_("Unit"))
    standard: str = f.text(N_("Seed standard"))
    tested_on: date | None = f.day(N_("Tested on"))
    laboratory: str = f.text(N_("Laboratory"))
    report_number: str = f.text(N_("Report number"))
    remark: str = f.text(N_("Remark"), long=True)

    def label(self) -> str:
        """Parameter and result."""
        return f"{c.PARAMETER.label(self.parameter)} {'' if self.result is None else f'{self.result:g}'}".strip()


class LossEstimate(Record, table=True):
    """An estimate (测算) of a loss by a dated rule; every input keeps its value and its source."""

    NAME: ClassVar[str] = N_("Loss estimate")
    complaint_id: int | None = f.link(N_("Complaint"), "complaint.id", owned=True)
    rule: str = f.text(N_("Rule applied"), required=True)
    made_on: date | None = f.day(N_("Day"), required=True)
    inputs: list[Any] = f.data(N_("Inputs"), [])
    amount: int | None = f.money(N_("Estimated loss"))
    remark: str = f.text(N_("Remark"), long=True)

    def label(self) -> str:
        """The rule and the day."""
        return f"{self.rule} {self.made_on or ''}".strip()


class ComplaintCost(Record, table=True):
    """What a complaint cost."""

    NAME: ClassVar[str] = N_("Cost of the complaint")
    FORM: ClassVar[Groups] = (Group("kind spent_on amount borne_by what:3"),)
    complaint_id: int | None = f.link(N_("Complaint"), "complaint.id", owned=True)
    kind: str = f.choice(N_("Kind"), c.COST_KIND, "money")
    spent_on: date | None = f.day(N_("Day"))
    amount: int | None = f.money(N_("Sum"))
    borne_by: str = f.choice(N_("Borne by"), c.BEARERS, "firm")
    what: str = f.text(N_("What"))

    def label(self) -> str:
        """Kind and what."""
        return f"{c.COST_KIND.label(self.kind)} {self.what}".strip()
