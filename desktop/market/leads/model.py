"""A lead with its value and chance, and the steps of its plan."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import catalogues
from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.records import Record
from desktop.market.leads import words as w
from desktop.people.finding import keep_person
from desktop.sales.products.model import Product

ROLE_OF = {"grower": "grower", "coop": "coop"}


def usual_chance(stage: str) -> int | None:
    """The chance in percent that a lead in a stage becomes an order, until somebody says otherwise."""
    row = catalogues.load("lead_rules").by("stage").get(stage)
    return int(row["chance"]) if row else None


class Lead(Record, table=True):
    """A customer who may order: how it came to us, how far it is, what it is worth and how likely."""

    NAME: ClassVar[str] = N_("Lead")
    FORM: ClassVar[Groups] = (
        Group("name:2 code state sector key_account contact person_id phone region_id dealer_id handled_by source heard_on "
              "crop_id area_mu variety_now:2 product_id bags price value chance expected decides_on "
              "next_step:2 next_on", N_("Lead")),
        Group("needs aim obstacles offer dealer_part share_percent trial_id day_id order_id", N_("Plan of the case")),
        Group("since contacted_on plot_on seen_on ordered_on kept_on lost_on lost_why rival_id reason:2 remarks",
              N_("Course of the lead")),
    )
    code: str = f.code(N_("Lead no."), "KF", year_of="heard_on")
    name: str = f.text(N_("Customer"), required=True, search=True)
    state: str = f.state(N_("Stage of the lead"), w.LEADS, "heard")
    sector: str = f.choice(N_("Sector"), w.SECTORS, "grower")
    key_account: bool = f.yes_no(N_("Key account"))
    contact: str = f.text(N_("Contact person"), search=True)
    phone: str = f.phone(N_("Phone"))
    person_id: int | None = f.link(N_("Person"), "person.id")
    region_id: int | None = f.link(N_("Region"), "region.id")
    dealer_id: int | None = f.link(N_("Through dealer"), "dealer.id")
    handled_by: str = f.text(N_("Contact kept by"))
    source: str = f.choice(N_("Source of the lead"), w.SOURCES, "visit")
    heard_on: date | None = f.day(N_("Lead heard of on"), required=True, index=True)
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    area_mu: float | None = f.number(N_("Area of the crop"), unit=N_("mu"), decimals=1, low=0)
    variety_now: str = f.text(N_("Grows now"), search=True)
    product_id: int | None = f.link(N_("Product wanted"), "product.id")
    bags: int | None = f.whole(N_("Bags it may order"), low=0)
    price: int | None = f.money(N_("Price a bag"))
    value: ClassVar[f.Computed] = f.computed(N_("Worth"), lambda c: c.bags * c.price, kind="money", unit=N_("yuan"), decimals=2)
    chance: int | None = f.whole(N_("Chance"), unit="%", low=0, high=100)
    expected: ClassVar[f.Computed] = f.computed(N_("Worth by chance"), lambda c: c.bags * c.price * c.chance / 100.0,
                                                kind="money",
                                                unit=N_("yuan"), decimals=2)
    decides_on: date | None = f.day(N_("Decides on seed on"), index=True)
    next_step: str = f.text(N_("Next step"))
    next_on: date | None = f.day(N_("Next step on"), index=True, deadline=Deadline(w.OPEN))
    needs: str = f.text(N_("What the customer needs"), search=True, long=True)
    aim: str = f.text(N_("Aim of the case"), long=True)
    obstacles: str = f.text(N_("What stands in the way"), long=True)
    offer: str = f.text(N_("What we offer"), long=True)
    dealer_part: str = f.text(N_("What the dealer does"), long=True)
    share_percent: float | None = f.number(N_("Cost borne by the dealer"), unit="%", decimals=1, low=0, high=100)
    trial_id: int | None = f.link(N_("Trial plot"), "trial.id")
    day_id: int | None = f.link(N_("Field day"), "fieldday.id")
    order_id: int | None = f.link(N_("Sales order"), "salesorder.id")
    since: date | None = f.day(N_("In this stage since"))
    days: ClassVar[f.Computed] = f.computed(N_("Days in this stage"), lambda c: c.days(c.today, c.since), kind="whole",
                                            unit=N_("d"))
    contacted_on: date | None = f.day(N_("Contacted on"))
    plot_on: date | None = f.day(N_("Plot given on"))
    seen_on: date | None = f.day(N_("At a field day on"))
    ordered_on: date | None = f.day(N_("First order on"))
    kept_on: date | None = f.day(N_("Ordered again on"))
    lost_on: date | None = f.day(N_("Lost on"))
    lost_why: str = f.choice(N_("Why it was lost"), w.WHY_LOST)
    rival_id: int | None = f.link(N_("Lost to the rival"), "rivalfirm.id")
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Sector and who it is there."""
        return " · ".join(t for t in (w.SECTORS.label(self.sector), self.contact) if t)

    def before_move(self, move: Move, _session: Session) -> None:
        """The days of a stage begin anew; a chance that nobody changed becomes the usual one of the new stage."""
        self.since = move.moved_on
        if self.chance is None or self.chance == usual_chance(move.before):
            self.chance = usual_chance(move.after)

    def before_save(self, before: Any, session: Session) -> None:
        """What is not said is as usual: the days of the stage from when it was heard of, the list price, the chance."""
        if before is None:
            self.since = self.since or self.heard_on
        if self.chance is None:
            self.chance = usual_chance(self.state)
        product = session.get(Product, self.product_id) if self.product_id else None
        if product is not None and self.price is None:
            self.price = product.list_price

    def provide(self, before: Any, session: Session) -> None:
        """Who speaks for the customer is a person."""
        keep_person(self, before, session, name="contact", number="phone", role=ROLE_OF.get(self.sector, "farmer"),
                    place=self.name)


class LeadStep(Record, table=True):
    """A step of the plan of a lead: what, whose task, until when, what came of it."""

    NAME: ClassVar[str] = N_("Step of the plan")
    FORM: ClassVar[Groups] = (Group("what:2 side who due_on done_on result:2"),)
    lead_id: int | None = f.link(N_("Lead"), "lead.id", owned=True)
    what: str = f.text(N_("Step to take"), required=True, search=True)
    side: str = f.choice(N_("Whose task"), w.SIDES, "us")
    who: str = f.text(N_("Who takes the step"))
    due_on: date | None = f.day(N_("Due"), index=True)
    done_on: date | None = f.day(N_("Done on"))
    result: str = f.text(N_("Result"))

    def label(self) -> str:
        """What is to be done."""
        return self.what

    def problems(self) -> dict[str, str]:
        """Nothing is done ahead of its day."""
        ahead = self.done_on is not None and self.done_on > f.today()
        return {"done_on": _("This day has not come yet.")} if ahead else {}
