"""Technique sheets: how a crop or variety is grown in a region, with its calendar of measures."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from desktop.catalogue.season_words import season_words
from desktop.core import fields as f
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import said_reason
from desktop.core.records import Record
from desktop.core.solar_terms import SOLAR_TERM
from desktop.core.versions import Versioned, Versions
from desktop.service import choices as c
from desktop.service.field_words import offered, said
from desktop.service.states import DOCUMENT, DOCUMENTS


class TechniqueSheet(Versioned, table=True):
    """One version of a technique sheet. Versions of the same sheet share `code`.

    Without a variety it holds for all varieties of the crop, without a region everywhere. `sown_on` and `emerged_on` are
    the days that calendar lines counted from sowing and emergence start from, in the year they are shown for.
    """

    NAME: ClassVar[str] = N_("Technique sheet")
    FORM: ClassVar[Groups] = (
        Group("title:2 code crop_id variety_id region_id season water target sown_on emerged_on source body", N_("The sheet")),
        Group("number state reason made_by made_on submitted_on reviewed_by approved_by approved_on published_on "
              "withdrawn_on changes remarks", N_("Approval")),
    )
    VERSIONS: ClassVar[Versions] = DOCUMENT
    code: str = f.code(N_("Code"), "JS", year_of="made_on")
    title: str = f.text(N_("Title"), required=True, search=True)
    number: int | None = f.whole(N_("Version"), low=1, default=1, counted_in="code", reused=True)
    state: str = f.state(N_("State"), DOCUMENTS, "draft")
    crop_id: int | None = f.link(N_("Crop"), "crop.id", required=True)
    variety_id: int | None = f.link(N_("Variety"), "variety.id")
    region_id: int | None = f.link(N_("Region"), "region.id")
    season: str = f.text(N_("Sowing season"), say=season_words)
    water: str = f.choice(N_("Water"), c.WATER, "any")
    sown_on: date | None = f.day(N_("Usual sowing date"))
    emerged_on: date | None = f.day(N_("Usual emergence date"))
    target: str = f.text(N_("Target"))
    body: str = f.text(N_("Text"), search=True, long=True)
    source: str = f.text(N_("Source"))
    made_by: str = f.text(N_("Drafted by"))
    made_on: date | None = f.day(N_("Drafted on"))
    submitted_on: date | None = f.day(N_("Given to review on"))
    reviewed_by: str = f.text(N_("Reviewed by"))
    approved_by: str = f.text(N_("Approved by"))
    approved_on: date | None = f.day(N_("Approved on"))
    published_on: date | None = f.day(N_("Published on"))
    withdrawn_on: date | None = f.day(N_("Withdrawn on"))
    reason: str = f.text(N_("Reason"), say=said_reason)
    changes: str = f.text(N_("What is new"), long=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Code, version and state."""
        version = _("Version {number}").format(number=self.number or "–")
        return " · ".join(t for t in (self.code, version, c.DOCUMENT_STATE.label(self.state)) if t)


class TechniqueStep(Record, table=True):
    """One measure of a sheet's cultivation calendar: when, by what it is counted, what is done, how much.

    `begins` and `ends` are days after the day of `basis` (the solar term's, sowing's …); with the basis "date" the day is
    `month` and `day`. `dose` is per 亩 in `dose_unit`; `safety_interval` days must pass between it and harvest.
    """

    NAME: ClassVar[str] = N_("Measure")
    FORM: ClassVar[Groups] = (
        Group("stage kind position basis term month day begins ends remind what product dose dose_high dose_unit "
              "safety_interval source"),
    )
    sheet_id: int | None = f.link(N_("Technique sheet"), "techniquesheet.id", owned=True, locked=True)
    position: int | None = f.whole(N_("Position"), default=0, plain=True)
    stage: str = f.text(N_("Growth stage"), suggest=offered("stage"), say=said)
    kind: str = f.choice(N_("Kind"), c.MEASURE, "other")
    basis: str = f.choice(N_("Time reckoned from"), c.STEP_BASIS, "term")
    term: str = f.choice(N_("Solar term"), SOLAR_TERM)
    month: int | None = f.month(N_("Month"))
    day: int | None = f.whole(N_("Day"), low=1, high=31)
    begins: int | None = f.whole(N_("From day"), low=-366, high=366, default=0)
    ends: int | None = f.whole(N_("To day"), low=-366, high=366)
    what: str = f.text(N_("Measure"), required=True, long=True)
    product: str = f.text(N_("Product"))
    dose: float | None = f.number(N_("Dose"), decimals=3, low=0, measured_in="dose_unit")
    dose_high: float | None = f.number(N_("Dose up to"), decimals=3, low=0, measured_in="dose_unit")
    dose_unit: str = f.text(N_("Unit of the dose"))
    safety_interval: int | None = f.whole(N_("Safety interval"), unit=N_("days"), low=0)
    remind: bool = f.yes_no(N_("Remind on Today"))
    source: str = f.text(N_("Source"))

    def label(self) -> str:
        """Stage and measure."""
        return " · ".join(t for t in (said(self.stage), self.what.split("\n")[0][:60]) if t)

    def problems(self) -> dict[str, str]:
        """A line needs the day it is counted from, and must not end before it begins."""
        found = {}
        if self.basis == "term" and not self.term:
            found["term"] = _("Choose the solar term the days are counted from.")
        if self.basis == "date" and not (self.month and self.day):
            found["month"] = _("Fill in month and day.")
        if self.ends is not None and self.ends < (self.begins or 0):
            found["ends"] = _("The measure ends before it begins.")
        if self.dose is not None and self.dose_high is not None and self.dose_high < self.dose:
            found["dose_high"] = _("The upper dose is below the lower one.")
        return found


class Article(Record, table=True):
    """An answer that proved itself: symptom, cause and cure, found again when a similar case comes."""

    NAME: ClassVar[str] = N_("Library article")
    FORM: ClassVar[Groups] = (Group("title:2 crop_id stage symptom cause body source checked_by checked_on remarks"),)
    title: str = f.text(N_("Title"), required=True, search=True)
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    stage: str = f.text(N_("Growth stage"), search=True, suggest=offered("stage"), say=said)
    symptom: str = f.text(N_("Symptom"), search=True, suggest=offered("symptom"), say=said)
    cause: str = f.choice(N_("Cause"), c.CAUSE, "unclear")
    body: str = f.text(N_("Text"), search=True, long=True)
    source: str = f.text(N_("Source"))
    checked_by: str = f.text(N_("Checked by"))
    checked_on: date | None = f.day(N_("Checked on"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Symptom and cause."""
        return " · ".join(t for t in (said(self.symptom), c.CAUSE.label(self.cause)) if t)
