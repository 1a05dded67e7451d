"""Farmers' cases: a problem in a field, what it was, what was advised, what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_
from desktop.core.records import Record
from desktop.people.finding import keep_person
from desktop.service import choices as c
from desktop.service.field_words import offered, said
from desktop.service.states import CASES, OPEN_CASES


class FarmerCase(Record, table=True):
    """A farmer's problem. At the field edge a photo and a line of `description` are enough; the rest follows.

    `symptom` is a code of the symptom catalogue or free text.
    """

    NAME: ClassVar[str] = N_("Case")
    FORM: ClassVar[Groups] = (
        Group("farmer phone code region_id place reported_on crop_id stage symptom part share first_seen "
              "description", N_("What happened")),
        Group("variety_id lot bag_code dealer_id area_mu sown_on depth method seed_rate density emergence "
              "previous_crop sprays weather neighbours same_lot:2 latitude longitude", N_("Sowing")),
        Group("cause state advised_on diagnosis advice follow_up_on closed_on article_id outcome remarks",
              N_("Diagnosis and advice")),
    )
    code: str = f.code(N_("Case number"), "AL", year_of="reported_on")
    state: str = f.state(N_("State"), CASES, "open")
    reported_on: date | None = f.day(N_("Reported on"), required=True, index=True)
    farmer: str = f.text(N_("Farmer's name"), search=True)
    phone: str = f.phone(N_("Telephone"))
    person_id: int | None = f.link(N_("Person"), "person.id")
    region_id: int | None = f.link(N_("Region"), "region.id")
    place: str = f.text(N_("Village, field"), search=True)
    latitude: float | None = f.number(N_("Latitude"), unit="°", decimals=6, low=-90, high=90)
    longitude: float | None = f.number(N_("Longitude"), unit="°", decimals=6, low=-180, high=180)
    area_mu: float | None = f.number(N_("Area"), unit=N_("mu"), decimals=1, low=0)
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    variety_id: int | None = f.link(N_("Variety"), "variety.id")
    lot: str = f.text(N_("Seed lot"), search=True, index=True)
    bag_code: str = f.text(N_("Code on the bag"), search=True)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id")
    sown_on: date | None = f.day(N_("Sowing date"))
    depth: float | None = f.number(N_("Sowing depth"), unit="cm", decimals=1, low=0, high=50)
    method: str = f.text(N_("Way of sowing"))
    density: float | None = f.number(N_("Density"), unit=N_("plants/mu"), decimals=0, low=0)
    seed_rate: float | None = f.number(N_("Seed rate"), unit=N_("kg/mu"), decimals=2, low=0)
    emergence: float | None = f.number(N_("Field emergence"), unit="%", decimals=0, low=0, high=100)
    previous_crop: str = f.text(N_("Previous crop"))
    sprays: str = f.text(N_("Sprays with dates"), long=True)
    weather: str = f.text(N_("Weather"), long=True)
    stage: str = f.text(N_("Growth stage"), suggest=offered("stage"), say=said)
    symptom: str = f.text(N_("Symptom"), search=True, suggest=offered("symptom"), say=said)
    part: str = f.choice(N_("Part of the plant"), c.PLANT_PART)
    share: float | None = f.number(N_("Plants affected"), unit="%", decimals=0, low=0, high=100)
    first_seen: date | None = f.day(N_("First seen"), not_before="sown_on")
    neighbours: str = f.choice(N_("Neighbouring fields"), c.NEIGHBOURS, "unknown")
    same_lot: str = f.text(N_("Same lot elsewhere"))
    description: str = f.text(N_("Description"), search=True, long=True)
    cause: str = f.choice(N_("Cause"), c.CAUSE, "unclear")
    diagnosis: str = f.text(N_("Diagnosis"), search=True, long=True)
    advice: str = f.text(N_("Advice to the farmer"), search=True, long=True)
    advised_on: date | None = f.day(N_("Advised on"), not_before="reported_on")
    follow_up_on: date | None = f.day(N_("Follow-up on"), index=True, deadline=Deadline(OPEN_CASES))
    outcome: str = f.text(N_("Outcome"), long=True)
    closed_on: date | None = f.day(N_("Closed on"))
    article_id: int | None = f.link(N_("Library article"), "article.id")
    remarks: str = f.text(N_("Remarks"), long=True)

    def provide(self, before: Any, session: Session) -> None:
        """The farmer is a person."""
        keep_person(self, before, session, name="farmer", number="phone", role="farmer", place=self.place)

    def label(self) -> str:
        """Number, farmer and symptom."""
        return " ".join(t for t in (self.code, self.farmer, said(self.symptom)) if t) or str(self.id)

    def detail(self) -> str:
        """State and place."""
        return " · ".join(t for t in (c.CASE_STATE.label(self.state), self.place) if t)
