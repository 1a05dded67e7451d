"""What a variety needs beyond its announcement, and a grower's question with the sheet that answers it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record, living
from desktop.core.states import Machine
from desktop.trials.site_words import SITE_WORDS

SOURCES = Choices("need_source", {"announced": N_("Announcement of the variety"), "trials": N_("Own trials"),
                                  "breeder": N_("Told by the breeder"), "estimate": N_("Estimated need")},
                  {"announced": "green", "trials": "green", "breeder": "amber", "estimate": "grey"})
SAID_SO = Choices("grower_says", {"yes": N_("Yes"), "no": N_("No")})
ANSWERS = Choices("question_state", {"open": N_("To be answered"), "answered": N_("Answered")},
                  {"open": "amber", "answered": "green"})
QUESTIONS = Machine(ANSWERS, {"open": {"answered": N_("It is answered")}, "answered": {"open": N_("Ask again")}},
                    begins=("open",), dates={"answered": "answered_on"}, undone={"open": ("answered_on",)})


class VarietyNeed(Record, table=True):
    """What a variety needs of a place. What is left empty is taken from its announced traits (growth days, lodging, harvest
    moisture) and its maturity group (heat)."""

    NAME: ClassVar[str] = N_("Needs of a variety")
    FORM: ClassVar[Groups] = (
        Group("variety_id:2 basis heat days water ph_low ph_high salt lodging moisture density_low density_high source:2 "
              "checked_on remarks:3"),)
    variety_id: int | None = f.link(N_("Variety"), "variety.id", required=True)
    heat: float | None = f.number(N_("Heat needed"), unit="℃·d", decimals=0, low=0)
    days: float | None = f.number(N_("Growth days"), unit=N_("d"), decimals=0, low=0)
    water: float | None = f.number(N_("Water needed a season"), unit="mm", decimals=0, low=0)
    ph_low: float | None = f.number(N_("Soil pH from"), decimals=1, low=0, high=14)
    ph_high: float | None = f.number(N_("Soil pH to"), decimals=1, low=0, high=14)
    salt: float | None = f.number(N_("Soil salt borne"), unit="g/kg", decimals=2, low=0)
    lodging: float | None = f.number(N_("Lodged plants"), unit="%", decimals=1, low=0, high=100)
    moisture: float | None = f.number(N_("Moisture at harvest"), unit="%", decimals=1, low=0, high=99)
    density_low: float | None = f.number(N_("Density from"), unit=N_("plants/mu"), decimals=0, low=0)
    density_high: float | None = f.number(N_("Density to"), unit=N_("plants/mu"), decimals=0, low=0)
    basis: str = f.choice(N_("What the needs rest on"), SOURCES, "announced")
    source: str = f.text(N_("Source"))
    checked_on: date | None = f.day(N_("Checked on"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """What it is; the variety stands in its own table."""
        return _(self.NAME)

    def problems(self) -> dict[str, str]:
        """Ranges have both ends and do not fall."""
        found = {}
        for low, high in (("ph_low", "ph_high"), ("density_low", "density_high")):
            first, last = getattr(self, low), getattr(self, high)
            if (first is None) != (last is None):
                found[low if first is None else high] = _("Give both ends of the range.")
            elif first is not None and first > last:
                found[low] = _("The range begins above its end.")
        return found

    def before_save(self, _before: Any, session: Session) -> None:
        """A variety's needs stand once."""
        same = living(VarietyNeed).where(col(VarietyNeed.variety_id) == self.variety_id, col(VarietyNeed.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"variety_id": _("The needs of this variety are written down already: change that record.")})


class GrowerQuestion(Record, table=True):
    """A grower asks which varieties fit his land, when to sow them and how dense. The sheet answers from the place's
    conditions; `answer` is the manager's own word under it."""

    NAME: ClassVar[str] = N_("Grower's question")
    FORM: ClassVar[Groups] = (
        Group("grower:2 code phone region_id:2 spot crop_id area_mu asked_on state", N_("Who asks")),
        Group("irrigated grain sow_on previous_crop varieties question answer advised_by answered_on remarks",
              N_("Land and answer")),
    )
    code: str = f.code(N_("Grower question no."), "WD", year_of="asked_on")
    asked_on: date | None = f.day(N_("Asked on"), required=True, index=True)
    grower: str = f.text(N_("Grower"), required=True, search=True)
    phone: str = f.phone(N_("Telephone"))
    region_id: int | None = f.link(N_("Region"), "region.id", required=True)
    spot: str = f.text(N_("Village, field"), search=True)
    crop_id: int | None = f.link(N_("Crop"), "crop.id", required=True)
    area_mu: float | None = f.number(N_("Area"), unit=N_("mu"), decimals=1, low=0)
    irrigated: str = f.choice(N_("The land can be irrigated"), SAID_SO, "")
    grain: str = f.choice(N_("Kernels are harvested by machine"), SAID_SO, "")
    sow_on: date | None = f.day(N_("Wants to sow on"))
    previous_crop: str = f.text(N_("Previous crop"), say=SITE_WORDS)
    varieties: int | None = f.whole(N_("How many varieties to name"), low=1, high=10, default=3)
    question: str = f.text(N_("Question"), search=True, long=True)
    answer: str = f.text(N_("What the manager adds"), search=True, long=True)
    advised_by: str = f.text(N_("Answered by"))
    answered_on: date | None = f.day(N_("Answered on"))
    state: str = f.state(N_("State of the question"), QUESTIONS, "open")
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Its number and who asks."""
        return f"{self.code} {self.grower}".strip()
