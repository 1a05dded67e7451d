"""Sites, trials, their entries, plots and observations."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from sqlalchemy import Index
from sqlmodel import Session, col, select

from desktop.catalogue.model import Variety
from desktop.core import fields as f
from desktop.core import unit_words
from desktop.core.errors import FieldErrors, Refused
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.records import Record, alive
from desktop.people.finding import keep_person
from desktop.trials.choices import CHECK_KIND, DESIGN, FIELD_EVENT, PLOT_KIND, PLOT_STATE, TRIAL_KIND, VERDICT_RULE
from desktop.trials.site_words import SITE_WORDS, offered_crops, offered_irrigation, offered_soils
from desktop.trials.states import FORWARD, MACHINE, STANDING

DERIVED = "= "  # the source of a derived value is the formula behind this sign


class Site(Record, table=True):
    """A place where trials stand."""

    NAME: ClassVar[str] = N_("Site")
    FORM: ClassVar[Groups] = (
        Group("name code region_id:2 latitude longitude altitude soil previous_crop irrigation farmer contact "
              "remarks"),
    )
    name: str = f.text(N_("Name"), required=True, search=True)
    code: str = f.text(N_("Code"), search=True)
    region_id: int | None = f.link(N_("Region"), "region.id")
    latitude: float | None = f.number(N_("Latitude"), unit="°", decimals=5, low=-90, high=90)
    longitude: float | None = f.number(N_("Longitude"), unit="°", decimals=5, low=-180, high=180)
    altitude: float | None = f.number(N_("Altitude"), unit="m", decimals=0, low=-500, high=9000)
    soil: str = f.text(N_("Soil"), suggest=offered_soils, say=SITE_WORDS)
    previous_crop: str = f.text(N_("Previous crop"), suggest=offered_crops, say=SITE_WORDS)
    irrigation: str = f.text(N_("Irrigation of the site"), suggest=offered_irrigation, say=SITE_WORDS)
    farmer: str = f.text(N_("Farmer"), search=True)
    contact: str = f.text(N_("Telephone"), search=True)
    person_id: int | None = f.link(N_("Person"), "person.id")
    remarks: str = f.text(N_("Remarks"), long=True)

    def provide(self, before: Any, session: Session) -> None:
        """The farmer is a person."""
        keep_person(self, before, session, name="farmer", number="contact", role="farmer")

    def detail(self) -> str:
        """Code and farmer."""
        return " · ".join(part for part in (self.code, self.farmer) if part)


class Trial(Record, table=True):
    """One trial at one site in one season.

    `plot_area` is what was sown, `harvest_area` what was harvested for yield (official maize trials harvest the middle
    rows only). `seed` is the seed of the randomisation and `design_options` hold what else the plan was made by, so that
    it can be made again. `factor_a` to `factor_c` name the treatment factors whose levels stand on the entries.
    `series` is the name of the series the trial belongs to. `conclusion` replaces the drafted text of the report where
    it is filled in.
    """

    NAME: ClassVar[str] = N_("Trial")
    FORM: ClassVar[Groups] = (
        Group("title:2 code crop_id season_id site_id kind state reason series trait_id organiser author purpose", N_("Trial")),
        Group("design replicates seed plot_area harvest_area standard_moisture rows_per_plot row_length row_spacing "
              "plant_spacing sown_on harvested_on remarks", N_("Field")),
        Group("check_kind density previous_crop soil soil_ph organic_matter alkaline_nitrogen available_phosphorus "
              "available_potassium factor_a factor_b factor_c", N_("Soil and factors")),
        Group("management weather", N_("Management and weather")),
        Group("conclusion", N_("Conclusion")),
    )
    code: str = f.text(N_("Code"), required=True, search=True)
    title: str = f.text(N_("Title"), required=True, search=True)
    kind: str = f.choice(N_("Kind of trial"), TRIAL_KIND, "comparison")
    state: str = f.state(N_("State"), MACHINE, "planned")
    reason: str = f.text(N_("Reason of abandoning"))
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    season_id: int | None = f.link(N_("Season"), "season.id", current=True)
    site_id: int | None = f.link(N_("Site"), "site.id")
    series: str = f.text(N_("Series"), search=True)
    design: str = f.choice(N_("Design"), DESIGN, "rcbd")
    replicates: int | None = f.whole(N_("Replicates"), low=1, high=50, default=3)
    block_size: int | None = f.whole(N_("Plots per incomplete block"), low=2)
    design_options: dict[str, Any] = f.data(N_("Options of the plan"), {})
    check_kind: str = f.choice(N_("Compared with"), CHECK_KIND, "variety")
    factor_a: str = f.text(N_("Factor A"))
    factor_b: str = f.text(N_("Factor B"))
    factor_c: str = f.text(N_("Factor C"))
    plot_area: float | None = f.number(N_("Plot area"), unit="m²", decimals=2, low=0)
    harvest_area: float | None = f.number(N_("Harvested area"), unit="m²", decimals=2, low=0)
    rows_per_plot: int | None = f.whole(N_("Rows per plot"), low=1)
    row_length: float | None = f.number(N_("Row length"), unit="m", decimals=2, low=0)
    row_spacing: float | None = f.number(N_("Row spacing"), unit="cm", decimals=1, low=0)
    plant_spacing: float | None = f.number(N_("Plant spacing"), unit="cm", decimals=1, low=0)
    standard_moisture: float | None = f.number(N_("Standard moisture"), unit="%", decimals=1, low=0, high=99)
    sown_on: date | None = f.day(N_("Sowing date"))
    harvested_on: date | None = f.day(N_("Harvest date"), not_before="sown_on")
    seed: int | None = f.whole(N_("Seed of the randomisation"), plain=True)
    trait_id: int | None = f.link(N_("Response trait"), "trait.id")
    density: float | None = f.number(N_("Density"), unit=N_("plants/mu"), decimals=0, low=0)
    previous_crop: str = f.text(N_("Previous crop"), suggest=offered_crops, say=SITE_WORDS)
    soil: str = f.text(N_("Soil"), suggest=offered_soils, say=SITE_WORDS)
    organic_matter: float | None = f.number(N_("Organic matter"), unit="g/kg", decimals=1, low=0)
    alkaline_nitrogen: float | None = f.number(N_("Alkali-hydrolysable nitrogen"), unit="mg/kg", decimals=1, low=0)
    available_phosphorus: float | None = f.number(N_("Available phosphorus"), unit="mg/kg", decimals=1, low=0)
    available_potassium: float | None = f.number(N_("Available potassium"), unit="mg/kg", decimals=1, low=0)
    soil_ph: float | None = f.number(N_("Soil pH"), decimals=1, low=0, high=14)
    organiser: str = f.text(N_("Organiser"))
    author: str = f.text(N_("In charge"))
    purpose: str = f.text(N_("Purpose"), long=True)
    management: str = f.text(N_("Management"), long=True)
    weather: str = f.text(N_("Weather of the season"), long=True)
    conclusion: str = f.text(N_("Conclusion"), long=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Code and series."""
        return " · ".join(part for part in (self.code, self.series) if part)

    def problems(self) -> dict[str, str]:
        """An abandoned trial needs its reason; no more is harvested than was sown."""
        found = {}
        if self.state == "abandoned" and not self.reason:
            found["reason"] = _("Say why the trial was abandoned.")
        if self.plot_area and self.harvest_area and self.harvest_area > self.plot_area:
            found["harvest_area"] = _("The harvested area is larger than the plot.")
        return found

    def before_move(self, move: Move, session: Session) -> None:
        """Sowing needs plots and an analysis observations; sowing and harvest keep their day where there is none yet.

        The reason of abandoning goes once the trial is on its way again.
        """
        refuse_early(session, self, move)
        for state, name in (("sown", "sown_on"), ("harvested", "harvested_on")):
            if move.after == state and getattr(self, name) is None:
                setattr(self, name, move.moved_on)
        self.reason = move.reason.strip()


def refuse_early(session: Session, trial: Trial, move: Move) -> None:
    """Raise `Refused` where a trial goes forward without what it needs."""
    if move.after in STANDING and (move.before, move.after) in FORWARD and not session.exec(
            select(Plot.id).where(Plot.trial_id == trial.id, alive(Plot)).limit(1)).first():
        raise Refused(_("The trial has no plots yet: lay them out or import them first."))
    if move.after == "analysed" and not session.exec(
            select(Observation.id).join(Plot, col(Observation.plot_id) == Plot.id).where(
                Plot.trial_id == trial.id, alive(Observation)).limit(1)).first():
        raise Refused(_("Nothing has been observed in this trial yet, so there is nothing to analyse."))


class TrialTrait(Record, table=True):
    """A trait that is observed in a trial; `position` is its place in the grid and the report."""

    NAME: ClassVar[str] = N_("Trait of the trial")
    ONCE: ClassVar[tuple[str, ...]] = ("trial_id", "trait_id")
    trial_id: int | None = f.link(N_("Trial"), "trial.id", owned=True)
    trait_id: int | None = f.link(N_("Trait"), "trait.id", required=True)
    position: int | None = f.whole(N_("Position"), default=0, plain=True)


class Entry(Record, table=True):
    """What is tried under a number: a variety, a combination of factor levels, or both.

    `name` is what is printed where it differs from the variety's.
    """

    NAME: ClassVar[str] = N_("Entry")
    trial_id: int | None = f.link(N_("Trial"), "trial.id", owned=True)
    number: int | None = f.whole(N_("Entry number"), low=1, counted_in="trial_id", reused=True)
    variety_id: int | None = f.link(N_("Variety"), "variety.id")
    name: str = f.text(N_("Name as printed"), search=True)
    is_check: bool = f.yes_no(N_("Check"))
    level_a: str = f.text(N_("Level of factor A"))
    level_b: str = f.text(N_("Level of factor B"))
    level_c: str = f.text(N_("Level of factor C"))
    remark: str = f.text(N_("Remark"), long=True)

    def label(self) -> str:
        """Number and name."""
        return f"{self.number or ''} {self.name}".strip() or str(self.id)

    def problems(self) -> dict[str, str]:
        """An entry is a variety or at least a name."""
        if self.variety_id is None and not self.name:
            return {"variety_id": _("Choose the variety, or fill in the name as printed.")}
        return {}

    def before_save(self, _before: Any, session: Session) -> None:
        """Without a printed name it is called as its variety."""
        if not self.name and self.variety_id:
            variety = session.get(Variety, self.variety_id)
            self.name = variety.name if variety else ""


class Plot(Record, table=True):
    """A plot of a trial; without an entry it is a filler. `number` is text, so that 0101 stays 0101.

    `row` and `column` are its place in the field, from 1; rows count away from the entrance. `walk` is its place in the
    order in which one walks the field, from 1; without it the plots are walked by number. `given_id` is the id that a
    file from elsewhere gave it (plot_id, unique_id), by which its data come back.
    """

    NAME: ClassVar[str] = N_("Plot")
    FORM: ClassVar[Groups] = (
        Group("number entry_id replicate block row column state reason walk kind given_id latitude longitude", across=2),
    )
    trial_id: int | None = f.link(N_("Trial"), "trial.id", owned=True)
    entry_id: int | None = f.link(N_("Entry"), "entry.id")
    number: str = f.text(N_("Plot number"), required=True)
    replicate: int | None = f.whole(N_("Replicate"), low=1, plain=True)
    block: str = f.text(N_("Block"))
    row: int | None = f.whole(N_("Row"), low=1, plain=True)
    column: int | None = f.whole(N_("Column"), low=1, plain=True)
    walk: int | None = f.whole(N_("Walk order"), low=1, plain=True)
    kind: str = f.choice(N_("Kind"), PLOT_KIND, "plot")
    latitude: float | None = f.number(N_("Latitude"), unit="°", decimals=7, low=-90, high=90)
    longitude: float | None = f.number(N_("Longitude"), unit="°", decimals=7, low=-180, high=180)
    state: str = f.choice(N_("State"), PLOT_STATE, "ok")
    reason: str = f.text(N_("Reason"))
    given_id: str = f.text(N_("Id given elsewhere"))

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
    implausible value was looked at and stands; `excluded`, with its `reason`, that it takes no part in the analysis.
    `source` is the file it came from, `person` who observed it, `observed_at` when to the second, where a device says so.
    """

    __table_args__: ClassVar[Any] = (
        Index("ix_observation_plot_trait_occasion", "plot_id", "trait_id", "occasion"), {"sqlite_strict": True})
    NAME: ClassVar[str] = N_("Observation")
    ONCE: ClassVar[tuple[str, ...]] = ("plot_id", "trait_id", "occasion")
    plot_id: int | None = f.link(N_("Plot"), "plot.id", owned=True, index=False)
    trait_id: int | None = f.link(N_("Trait"), "trait.id", required=True, index=False)
    occasion: int | None = f.whole(N_("Occasion"), low=1, default=1)
    value: float | None = f.number(N_("Value"), decimals=4)
    text: str = f.text(N_("Text"))
    observed_on: date | None = f.day(N_("Observed"))
    source: str = f.text(N_("Source"))
    note: str = f.text(N_("Note"))
    accepted: bool = f.yes_no(N_("Accepted though implausible"))
    excluded: bool = f.yes_no(N_("Excluded from the analysis"))
    reason: str = f.text(N_("Reason of excluding"))
    person: str = f.text(N_("Observed by"))
    observed_at: datetime | None = f.moment(N_("Time of observation"))
    latitude: float | None = f.number(N_("Latitude"), unit="°", decimals=7, low=-90, high=90)
    longitude: float | None = f.number(N_("Longitude"), unit="°", decimals=7, low=-180, high=180)

    def label(self) -> str:
        """The value as it stands."""
        return self.text or ("" if self.value is None else f"{self.value:g}")

    def problems(self) -> dict[str, str]:
        """A value that is left out needs its reason, which the report prints."""
        if self.excluded and not self.reason:
            return {"reason": _("Say why the value is excluded; the report prints it.")}
        return {}


class TrialOccasion(Record, table=True):
    """The day on which a trait of a trial was observed the `occasion`th time; values entered for it take that day."""

    NAME: ClassVar[str] = N_("Occasion of observation")
    trial_id: int | None = f.link(N_("Trial"), "trial.id", owned=True)
    trait_id: int | None = f.link(N_("Trait"), "trait.id", required=True)
    occasion: int | None = f.whole(N_("Occasion"), low=1, default=1)
    observed_on: date | None = f.day(N_("Observed"))

    def label(self) -> str:
        """Number and day."""
        return f"{self.occasion} {self.observed_on or ''}".strip()


class FieldEvent(Record, table=True):
    """What was done to a trial or befell it: sowing, fertiliser, irrigation, sprays, weather, disasters."""

    NAME: ClassVar[str] = N_("Field event")
    FORM: ClassVar[Groups] = (Group("happened_on ended_on kind what amount unit remark"),)
    trial_id: int | None = f.link(N_("Trial"), "trial.id", owned=True)
    kind: str = f.choice(N_("Kind"), FIELD_EVENT, "other")
    happened_on: date | None = f.day(N_("Day"), required=True)
    ended_on: date | None = f.day(N_("Until"), not_before="happened_on")
    what: str = f.text(N_("What"), required=True)
    amount: float | None = f.number(N_("Amount"), decimals=2, low=0, measured_in="unit")
    unit: str = f.text(N_("Unit"), say=unit_words.sign)
    remark: str = f.text(N_("Remark"), long=True)

    def label(self) -> str:
        """Day and what happened."""
        return f"{self.happened_on or ''} {self.what}".strip()


class TrialSeries(Record, table=True):
    """What is said of the trials of one series together; trials belong to it by `Trial.series`, its name."""

    NAME: ClassVar[str] = N_("Series of trials")
    FORM: ClassVar[Groups] = (
        Group("name crop_id organiser author purpose:1 execution:1 climate:1 "
              "comments:1 advice:1 remarks:1"),
    )
    name: str = f.text(N_("Name"), required=True, search=True)
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    purpose: str = f.text(N_("Purpose"), long=True)
    execution: str = f.text(N_("Execution"), long=True)
    climate: str = f.text(N_("Climate"), long=True)
    comments: str = f.text(N_("Remarks on the varieties"), long=True)
    advice: str = f.text(N_("Advice"), long=True)
    organiser: str = f.text(N_("Organiser"))
    author: str = f.text(N_("In charge"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def before_save(self, _before: Any, session: Session) -> None:
        """Two series of one name could not be told apart: their trials belong to them by name."""
        twin = select(TrialSeries.id).where(TrialSeries.name == self.name, alive(TrialSeries),
                                            col(TrialSeries.id) != self.id)
        if self.name and session.exec(twin.limit(1)).first():
            raise FieldErrors({"name": _("There is a series of this name already. To join two series, give their trials one "
                                         "name: in the list of trials, “Change together…”.")})

    def after_save(self, before: Any, session: Session) -> None:
        """Its trials take a new name with it."""
        if before is not None and before.name and self.name != before.name:
            for trial in session.exec(select(Trial).where(Trial.series == before.name)):
                trial.series = self.name
            session.flush()


class StoredResult(Record, table=True):
    """A computed result of a trial or a series, with the fingerprint of the data it was computed from.

    Where the data's fingerprint differs today, the result is stale. `method` names design and model, `options` what was
    chosen, `figures` what came out, as the command line prints it.
    """

    NAME: ClassVar[str] = N_("Stored result")
    trial_id: int | None = f.link(N_("Trial"), "trial.id", owned=True, required=False)
    series_id: int | None = f.link(N_("Series of trials"), "trialseries.id", owned=True, required=False)
    trait_id: int | None = f.link(N_("Trait"), "trait.id", required=True)
    method: str = f.text(N_("Analysis method"), required=True)
    options: dict[str, Any] = f.data(N_("Options"), {})
    fingerprint: str = f.text(N_("Data fingerprint"), required=True)
    computed_at: datetime | None = f.moment(N_("Computed"))
    summary: str = f.text(N_("Result in brief"), long=True)
    figures: dict[str, Any] = f.data(N_("Numbers of the result"), {})

    def label(self) -> str:
        """Method and fingerprint."""
        return f"{self.method} {self.fingerprint}"


class ReportTemplate(Record, table=True):
    """Which sections a kind of report has, in which order, with the text of one's own.

    `sections` are [{"key": …, "shown": true, "title": "", "text": ""}] in order; an empty title or text is the report's own.
    `rule` is the one rule by which the report calls a difference from the check significant.
    """

    NAME: ClassVar[str] = N_("Report template")
    report: str = f.text(N_("Report"), required=True)
    name: str = f.text(N_("Name"), required=True, search=True)
    is_default: bool = f.yes_no(N_("Used without asking"))
    rule: str = f.choice(N_("Rule of verdicts"), VERDICT_RULE, "lsd")
    sections: list[Any] = f.data(N_("Sections"), [])
