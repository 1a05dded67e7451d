"""A place and what it offers to a crop, the diseases it has had, and its soil tests."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.offered import by_program_with
from desktop.core.records import Record, living
from desktop.core.units import exact
from desktop.market.climate.model import WeatherStation
from desktop.market.places import states as s
from desktop.regions.model import Region
from desktop.trials.site_words import SITE_WORDS, offered_soils

COMPUTED = ("heat", "heat_mean", "warm_days", "frost_free", "last_frost", "first_frost", "rain", "rain_mean", "sun", "hot_days",
            "years", "rule", "computed_on")
"""What follows from the weather, and is written by the program alone."""
MONTH_DAY = re.compile(r"(\d{1,2})\D+(\d{1,2})\D*")
RULE_VERSION = N_("five-day means, unrounded; {level} % by the stricter form; last {n} {n:year|years}; bands of {day}")
"""How the climate of a place was reckoned; said in the language in force."""
P_OF_OXIDE, K_OF_OXIDE = "0.4364", "0.8301"
"""The element in a gram of P₂O₅ and of K₂O: 2 × 30.974 ÷ 141.94 and 2 × 39.098 ÷ 94.196."""


def month_day(text: str) -> str:
    """A day of any year as it is kept, "05-01"; a text that is none as it stands."""
    found = MONTH_DAY.fullmatch(text.strip())
    if found is None:
        return text.strip()
    month, day = int(found[1]), int(found[2])
    return f"{month:02d}-{day:02d}"


def is_month_day(text: str) -> bool:
    """Whether a text is a day of a year as it is kept."""
    try:
        date.fromisoformat(f"2000-{text}")
    except ValueError:
        return False
    return True


class GrowingPlace(Record, table=True):
    """What a place offers to a crop (without a crop: to all): climate at 80 % of the years, soil, irrigation, practice.

    The figures of the climate are computed from the weather station that stands for the place and kept with the version of the
    rule; a place with neither station nor figures has what was typed. Soil figures left empty are the means of its tests.
    """

    NAME: ClassVar[str] = N_("Conditions of a place")
    FORM: ClassVar[Groups] = (
        Group("region_id:2 code crop_id station_id state made_on made_by altitude", N_("Place")),
        Group("heat heat_mean warm_days frost_free last_frost first_frost rain rain_mean sun hot_days years:2 "
              "rule:2 computed_on",
              N_("Climate at 80 % of the years")),
        Group("irrigated irrigation soil_ph soil_salt soil:2 wind harvest density sow_from sow_until rotation:3 reviewed_on "
              "signed_on reason remarks:3", N_("Soil and practice")),
    )
    code: str = f.code(N_("Conditions no."), "TJ", year_of="made_on")
    region_id: int | None = f.link(N_("Region"), "region.id", required=True)
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    station_id: int | None = f.link(N_("Weather station"), "weatherstation.id")
    state: str = f.state(N_("How far they are worked out"), s.PLACES, "data")
    made_on: date | None = f.day(N_("Drawn up on"))
    made_by: str = f.text(N_("Drawn up by"))
    altitude: float | None = f.number(N_("Altitude"), unit="m", decimals=0)
    heat: float | None = f.number(N_("Active heat, 80 %"), unit="℃·d", decimals=0, low=0)
    heat_mean: float | None = f.number(N_("Active heat, mean"), unit="℃·d", decimals=0, low=0)
    warm_days: float | None = f.number(N_("Days steadily at 10 ℃, 80 %"), unit=N_("d"), decimals=0, low=0)
    frost_free: float | None = f.number(N_("Frost-free days, 80 %"), unit=N_("d"), decimals=0, low=0)
    last_frost: str = f.text(N_("Last frost, 80 %"), normal=month_day)
    first_frost: str = f.text(N_("First frost, 80 %"), normal=month_day)
    rain: float | None = f.number(N_("Rain April to September, 80 %"), unit="mm", decimals=0, low=0)
    rain_mean: float | None = f.number(N_("Rain April to September, mean"), unit="mm", decimals=0, low=0)
    sun: float | None = f.number(N_("Sunshine April to September"), unit="h", decimals=0, low=0)
    hot_days: float | None = f.number(N_("Hot days at flowering"), unit=N_("d"), decimals=1, low=0)
    years: str = f.text(N_("Years reckoned"))
    rule: str = f.text(N_("Version of the rule"), say=by_program_with(RULE_VERSION))
    computed_on: date | None = f.day(N_("Computed on"))
    irrigated: float | None = f.number(N_("Land irrigated"), unit="%", decimals=0, low=0, high=100)
    irrigation: float | None = f.number(N_("Water given a season"), unit="mm", decimals=0, low=0)
    soil: str = f.text(N_("Kind of soil"), suggest=offered_soils, say=SITE_WORDS)
    soil_ph: float | None = f.number(N_("Soil pH"), decimals=1, low=0, high=14)
    soil_salt: float | None = f.number(N_("Soil salt"), unit="g/kg", decimals=2, low=0)
    wind: str = f.choice(N_("Wind after heading"), s.WIND)
    harvest: str = f.choice(N_("How it is harvested"), s.HARVEST)
    density: float | None = f.number(N_("Usual density"), unit=N_("plants/mu"), decimals=0, low=0)
    sow_from: str = f.text(N_("Sown from"), normal=month_day)
    sow_until: str = f.text(N_("Sown until"), normal=month_day)
    rotation: str = f.text(N_("Rotation and previous crops"), search=True)
    reviewed_on: date | None = f.day(N_("Conditions reviewed on"))
    signed_on: date | None = f.day(N_("Conditions signed on"))
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Its number."""
        return self.code or _(self.NAME)

    def problems(self) -> dict[str, str]:
        """Days of the year are such; what is computed is there once it is called so."""
        found = {}
        for name in ("last_frost", "first_frost", "sow_from", "sow_until"):
            value = getattr(self, name)
            if value and not is_month_day(value):
                found[name] = _("“{value}” is no day of a year: write month and day, such as 05-01.").format(value=value)
        if self.state in ("computed", "reviewed", "signed") and self.heat is None and self.frost_free is None:
            found["heat"] = _("Nothing is computed yet: compute the conditions, or write down heat and frost-free days.")
        return found

    def before_save(self, _before: Any, session: Session) -> None:
        """One record a region and crop; the station is the one of the region, where it has one."""
        same = living(GrowingPlace).where(col(GrowingPlace.region_id) == self.region_id,
                                          col(GrowingPlace.crop_id) == self.crop_id,
                                          col(GrowingPlace.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"region_id": _("This place has a record for this crop already: change that one.")})
        if self.station_id is None and self.region_id:
            near = session.exec(living(WeatherStation).where(col(WeatherStation.region_id) == self.region_id)).first()
            self.station_id = near.id if near is not None else None


class PlaceDisease(Record, table=True):
    """How badly a disease struck a place in a year."""

    NAME: ClassVar[str] = N_("Disease of a year")
    FORM: ClassVar[Groups] = (Group("year trait_id level share source remark"),)
    place_id: int | None = f.link(N_("Conditions of a place"), "growingplace.id", owned=True)
    year: int | None = f.year(N_("Year"))
    trait_id: int | None = f.link(N_("Disease"), "trait.id", required=True)
    level: str = f.choice(N_("Outbreak"), s.LEVELS, "medium")
    share: float | None = f.number(N_("Land struck"), unit="%", decimals=0, low=0, high=100)
    source: str = f.text(N_("Source"))
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """Year and level."""
        return f"{self.year or ''} {s.LEVELS.label(self.level)}".strip()

    def before_save(self, _before: Any, session: Session) -> None:
        """A disease stands once a year."""
        if self.year is None:
            raise FieldErrors({"year": _("Say in which year it struck.")})
        same = living(PlaceDisease).where(col(PlaceDisease.place_id) == self.place_id, col(PlaceDisease.year) == self.year,
                                          col(PlaceDisease.trait_id) == self.trait_id, col(PlaceDisease.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"trait_id": _("This disease stands in that year already.")})


class SoilTest(Record, table=True):
    """A soil test of a place. Figures are kept as the element, organic matter, nitrogen and salt in g/kg, the rest in mg/kg;
    a laboratory's percent and oxides are converted when it is stored, and what was written stands in `printed`."""

    NAME: ClassVar[str] = N_("Soil test")
    FORM: ClassVar[Groups] = (
        Group("region_id:2 tested_on spot:2 laboratory organic_matter total_nitrogen mass_unit alkaline_nitrogen phosphorus "
              "potassium nutrient_form ph salt printed:3 source:2 remarks:3"),)
    region_id: int | None = f.link(N_("Region"), "region.id", required=True)
    tested_on: date | None = f.day(N_("Soil tested on"), required=True, index=True)
    spot: str = f.text(N_("Village, field"), search=True)
    laboratory: str = f.text(N_("Laboratory"))
    organic_matter: float | None = f.number(N_("Organic matter"), unit="g/kg", decimals=2, low=0)
    total_nitrogen: float | None = f.number(N_("Total nitrogen"), unit="g/kg", decimals=3, low=0)
    mass_unit: str = f.choice(N_("Organic matter, nitrogen and salt given in"), s.MASS, "g/kg")
    alkaline_nitrogen: float | None = f.number(N_("Alkali-hydrolysable nitrogen"), unit="mg/kg", decimals=1, low=0)
    phosphorus: float | None = f.number(N_("Available phosphorus"), unit="mg/kg", decimals=1, low=0)
    potassium: float | None = f.number(N_("Available potassium"), unit="mg/kg", decimals=1, low=0)
    nutrient_form: str = f.choice(N_("Phosphorus and potassium given"), s.FORMS, "element")
    ph: float | None = f.number(N_("Soil pH"), decimals=1, low=0, high=14)
    salt: float | None = f.number(N_("Soil salt"), unit="g/kg", decimals=2, low=0)
    printed: str = f.text(N_("As printed"))
    source: str = f.text(N_("Source"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """The day and the spot."""
        return f"{self.tested_on or ''} {self.spot}".strip() or _(self.NAME)

    def problems(self) -> dict[str, str]:
        """It says something; organic matter of a soil is not mixed up with percent."""
        figures = ("organic_matter", "total_nitrogen", "alkaline_nitrogen", "phosphorus", "potassium", "ph", "salt")
        if all(getattr(self, name) is None for name in figures):
            return {"organic_matter": _("Give at least one figure of the test.")}
        if self.mass_unit == "%" and (self.organic_matter or 0) > 100:
            return {"organic_matter": _("More than 100 %: was it given in g/kg?")}
        return {}

    def before_save(self, _before: Any, _session: Session) -> None:
        """Percent becomes g/kg, oxides become elements; each is done once."""
        said = []
        if self.mass_unit == "%":
            said += _times(self, {"organic_matter": "10", "total_nitrogen": "10", "salt": "10"}, "%")
            self.mass_unit = "g/kg"
        if self.nutrient_form == "oxide":
            said += _times(self, {"phosphorus": P_OF_OXIDE}, "P₂O₅") + _times(self, {"potassium": K_OF_OXIDE}, "K₂O")
            self.nutrient_form = "element"
        if said:
            self.printed = ", ".join(said)


def _times(test: Any, factors: dict[str, str], unit: str) -> list[str]:
    """Convert figures of a test; what was written of each."""
    said = []
    for name, factor in factors.items():
        value = getattr(test, name)
        if value is not None:
            said.append(f"{value:g} {unit}")
            setattr(test, name, float(exact(value) * exact(float(factor))))
    return said


def region_of(session: Session, place: GrowingPlace) -> Region | None:
    """The region of a place."""
    return session.get(Region, place.region_id) if place.region_id else None
