"""Sites, trials, their entries, plots and observations."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import Index

from desktop.core import fields as f
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.trials.choices import DESIGN, PLOT_STATE, TRIAL_KIND, TRIAL_STATE


class Site(Record, table=True):
    """A place where trials stand."""

    NAME: ClassVar[str] = N_("Site")
    name: str = f.text(N_("Name"), required=True, search=True)
    code: str = f.text(N_("Code"), search=True)
    region_id: int | None = f.link(N_("Region"), "region.id")
    latitude: float | None = f.number(N_("Latitude"), unit="°", decimals=5, low=-90, high=90)
    longitude: float | None = f.number(N_("Longitude"), unit="°", decimals=5, low=-180, high=180)
    altitude: float | None = f.number(N_("Altitude"), unit="m", decimals=0, low=-500, high=9000)
    soil: str = f.text(N_("Soil"))
    previous_crop: str = f.text(N_("Previous crop"))
    irrigation: str = f.text(N_("Irrigation"))
    farmer: str = f.text(N_("Farmer"), search=True)
    contact: str = f.text(N_("Telephone"), search=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Code and farmer."""
        return " · ".join(part for part in (self.code, self.farmer) if part)


class Trial(Record, table=True):
    """One trial at one site in one season.

    `plot_area` is what was sown, `harvest_area` what was harvested for yield (official maize trials harvest the middle
    rows only). `seed` is the seed of the randomisation, so that the plan can be made again. `conclusion` replaces the
    drafted text of the report where it is filled in.
    """

    NAME: ClassVar[str] = N_("Trial")
    code: str = f.text(N_("Code"), required=True, search=True)
    title: str = f.text(N_("Title"), required=True, search=True)
    kind: str = f.choice(N_("Kind"), TRIAL_KIND, "comparison")
    state: str = f.choice(N_("State"), TRIAL_STATE, "planned")
    reason: str = f.text(N_("Reason of abandoning"))
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    season_id: int | None = f.link(N_("Season"), "season.id")
    site_id: int | None = f.link(N_("Site"), "site.id")
    series: str = f.text(N_("Series"), search=True)
    design: str = f.choice(N_("Design"), DESIGN, "rcbd")
    replicates: int | None = f.whole(N_("Replicates"), low=1, high=50, default=3)
    plot_area: float | None = f.number(N_("Plot area"), unit="m²", decimals=2, low=0)
    harvest_area: float | None = f.number(N_("Harvested area"), unit="m²", decimals=2, low=0)
    rows_per_plot: int | None = f.whole(N_("Rows per plot"), low=1)
    row_length: float | None = f.number(N_("Row length"), unit="m", decimals=2, low=0)
    row_spacing: float | None = f.number(N_("Row spacing"), unit="cm", decimals=1, low=0)
    plant_spacing: float | None = f.number(N_("Plant spacing"), unit="cm", decimals=1, low=0)
    standard_moisture: float | None = f.number(N_("Standard moisture"), unit="%", decimals=1, low=0, high=99)
    sown_on: date | None = f.day(N_("Sowing date"))
    harvested_on: date | None = f.day(N_("Harvest date"))
    seed: int | None = f.whole(N_("Seed of the randomisation"))
    trait_id: int | None = f.link(N_("Response trait"), "trait.id")
    organiser: str = f.text(N_("Organiser"))
    author: str = f.text(N_("In charge"))
    purpose: str = f.text(N_("Purpose"), long=True)
    management: str = f.text(N_("Management"), long=True)
    weather: str = f.text(N_("Weather"), long=True)
    conclusion: str = f.text(N_("Conclusion"), long=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Code and series."""
        return " · ".join(part for part in (self.code, self.series) if part)

    def problems(self) -> dict[str, str]:
        """An abandoned trial needs its reason; harvest follows sowing; no more is harvested than was sown."""
        found = {}
        if self.state == "abandoned" and not self.reason:
            found["reason"] = _("Say why the trial was abandoned.")
        if self.sown_on and self.harvested_on and self.harvested_on < self.sown_on:
            found["harvested_on"] = _("The trial was harvested before it was sown.")
        if self.plot_area and self.harvest_area and self.harvest_area > self.plot_area:
            found["harvest_area"] = _("The harvested area is larger than the plot.")
        return found


class TrialTrait(Record, table=True):
    """A trait that is observed in a trial; `position` is its place in the grid and the report."""

    NAME: ClassVar[str] = N_("Trait of the trial")
    trial_id: int | None = f.link(N_("Trial"), "trial.id", owned=True)
    trait_id: int | None = f.link(N_("Trait"), "trait.id", required=True)
    position: int | None = f.whole(N_("Position"), default=0)


class Entry(Record, table=True):
    """A variety in a trial under its number; `name` is what is printed where it differs from the variety's."""

    NAME: ClassVar[str] = N_("Entry")
    trial_id: int | None = f.link(N_("Trial"), "trial.id", owned=True)
    number: int | None = f.whole(N_("Entry number"), low=1)
    variety_id: int | None = f.link(N_("Variety"), "variety.id")
    name: str = f.text(N_("Name as printed"), search=True)
    is_check: bool = f.yes_no(N_("Check"))
    remark: str = f.text(N_("Remark"), long=True)

    def label(self) -> str:
        """Number and name."""
        return f"{self.number or ''} {self.name}".strip() or str(self.id)

    def problems(self) -> dict[str, str]:
        """An entry is a variety or at least a name."""
        if self.variety_id is None and not self.name:
            return {"variety_id": _("Choose the variety, or fill in the name as printed.")}
        return {}


class Plot(Record, table=True):
    """A plot of a trial; without an entry it is a filler. `number` is text, so that 0101 stays 0101.

    `row` and `column` are its place in the field, from 1; rows count away from the entrance.
    """

    NAME: ClassVar[str] = N_("Plot")
    trial_id: int | None = f.link(N_("Trial"), "trial.id", owned=True)
    entry_id: int | None = f.link(N_("Entry"), "entry.id")
    number: str = f.text(N_("Plot number"), required=True)
    replicate: int | None = f.whole(N_("Replicate"), low=1)
    block: str = f.text(N_("Block"))
    row: int | None = f.whole(N_("Row"), low=1)
    column: int | None = f.whole(N_("Column"), low=1)
    state: str = f.choice(N_("State"), PLOT_STATE, "ok")
    reason: str = f.text(N_("Reason"))

    def label(self) -> str:
        """Its number."""
        return self.number

    def problems(self) -> dict[str, str]:
        """A plot that is left out needs its reason, which the report prints."""
        if self.state in ("lost", "excluded") and not self.reason:
            return {"reason": _("Say why the plot is lost or excluded; the report prints it.")}
        return {}


class Observation(Record, table=True):
    """What was observed on a plot of a trait, the `occasion`th time. A number, or a text (dates as ISO text).

    Its natural key is (plot, trait, occasion), and the only index: there may be a million. `accepted` says that an
    implausible value was looked at and stands.
    """

    __table_args__: ClassVar[Any] = (
        Index("ix_observation_plot_trait_occasion", "plot_id", "trait_id", "occasion"), {"sqlite_strict": True})
    NAME: ClassVar[str] = N_("Observation")
    plot_id: int | None = f.link(N_("Plot"), "plot.id", owned=True, index=False)
    trait_id: int | None = f.link(N_("Trait"), "trait.id", required=True, index=False)
    occasion: int | None = f.whole(N_("Occasion"), low=1, default=1)
    value: float | None = f.number(N_("Value"), decimals=4)
    text: str = f.text(N_("Text"))
    observed_on: date | None = f.day(N_("Observed"))
    source: str = f.text(N_("Source"))
    note: str = f.text(N_("Note"))
    accepted: bool = f.yes_no(N_("Accepted though implausible"))

    def label(self) -> str:
        """The value as it stands."""
        return self.text or ("" if self.value is None else f"{self.value:g}")
