"""A figure of the market with its range and source, and the survey sheet of a region."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.catalogue.model import Crop
from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _, in_language
from desktop.core.records import Record, living
from desktop.core.units import exact
from desktop.core.verbs import store
from desktop.market.figures import indicators

CONFIDENCE = Choices("figure_confidence", {
    "official": N_("Official statistics"), "two_sources": N_("Two sources agree"), "one_source": N_("One source"),
    "estimate": N_("Own estimate")}, {"official": "green", "two_sources": "green", "one_source": "amber", "estimate": "grey"})
SUREST_FIRST = tuple(CONFIDENCE)
SURE_ENOUGH = ("official", "two_sources")
STANDING = Choices("figure_standing", {
    "draft": N_("Figure not checked"), "checked": N_("Figure checked"), "used": N_("Figure in use"),
    "superseded": N_("Figure superseded")}, {"draft": "grey", "checked": "blue", "used": "green", "superseded": "grey"})
GAPS = Choices("figure_gap", {
    "small": N_("Less than the smallest unit of the table"), "unasked": N_("Not asked"), "unknown": N_("Not known"),
    "incomparable": N_("Not comparable")})


class MarketFigure(Record, table=True):
    """What an indicator is in a region and a year, of a crop or of all: its value with the range it may lie in, or words.

    Values are kept in the unit of the catalogue; what was printed otherwise stands in `printed`. `gap` says why there is no
    value; `is_part` that the figure is contained in another one of its table (其中), so that it is in no sum.
    """

    NAME: ClassVar[str] = N_("Market figure")
    FORM: ClassVar[Groups] = (
        Group("indicator:2 region_id crop_id year value unit low high words:2 gap is_part called:2",
              N_("Market figure")),
        Group("confidence standing source:2 taken_on taken_by printed reason:2 remarks", N_("Where it is from")),
    )
    called: str = f.text(N_("Figure"), search=True, index=True, normal=indicators.known_of_crop, say=in_language)
    indicator: str = f.text(N_("Indicator"), required=True, search=True, suggest=indicators.suggested,
                            normal=indicators.known, doubt=indicators.doubt, say=in_language)
    region_id: int | None = f.link(N_("Region"), "region.id", required=True)
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    year: int | None = f.year(N_("Year"))
    value: float | None = f.number(N_("Figure's value"), decimals=2, measured_in="unit")
    low: float | None = f.number(N_("At least"), decimals=2, measured_in="unit")
    high: float | None = f.number(N_("At most"), decimals=2, measured_in="unit")
    unit: str = f.text(N_("Unit"), normal=indicators.known_unit, say=in_language)
    words: str = f.text(N_("In words"), search=True)
    gap: str = f.choice(N_("Why there is no value"), GAPS)
    is_part: bool = f.yes_no(N_("Contained in another figure"))
    confidence: str = f.choice(N_("How sure"), CONFIDENCE, "one_source")
    standing: str = f.choice(N_("Standing of the figure"), STANDING, "draft")
    source: str = f.text(N_("Source"), search=True)
    taken_on: date | None = f.day(N_("Learnt on"))
    taken_by: str = f.text(N_("Learnt by"))
    printed: str = f.text(N_("As printed"))
    reason: str = f.text(N_("Why it differs"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """What it is, and of which year."""
        return f"{in_language(self.called or self.indicator)} {self.year or ''}".strip()

    def problems(self) -> dict[str, str]:
        """It says something, of a year, and its range holds its value."""
        found = {}
        if self.year is None:
            found["year"] = _("Say of which year the figure is.")
        if self.value is None and not self.words and not self.gap:
            found["value"] = _("Give the value, words, or why there is no value.")
        if self.value is not None and self.gap:
            found["gap"] = _("There is a value: leave this empty.")
        if self.standing in ("checked", "used") and self.confidence not in SURE_ENOUGH:
            found["standing"] = _("A figure is checked by two sources or an official one: say so under “How sure”.")
        if self.low is not None and self.high is not None and self.low > self.high:
            found["low"] = _("The range begins above its end.")
        elif self.value is not None and ((self.low is not None and self.value < self.low)
                                         or (self.high is not None and self.value > self.high)):
            found["value"] = _("The value lies outside its range.")
        return found

    def before_save(self, _before: Any, session: Session) -> None:
        """It is called after indicator and crop, and kept in the unit of its indicator."""
        one = indicators.find(self.indicator)
        crop = session.get(Crop, self.crop_id) if self.crop_id else None
        self.called = called(self.indicator, crop)
        if one is not None:
            keep_in_unit(self, one)

    def after_save(self, before: Any, session: Session) -> None:
        """A figure that comes into use supersedes those of earlier years."""
        if self.standing == "used" and (before is None or before.standing != "used"):
            for older in session.exec(earlier(self, "used")).all():
                store(session, MarketFigure, {"standing": "superseded"}, older.id)


def earlier(figure: Any, standing: str) -> Any:
    """The figures of the same indicator, crop and region from years before, of one standing."""
    return living(MarketFigure).where(
        col(MarketFigure.indicator) == figure.indicator, col(MarketFigure.region_id) == figure.region_id,
        col(MarketFigure.crop_id) == figure.crop_id, col(MarketFigure.year) < figure.year,
        col(MarketFigure.standing) == standing, col(MarketFigure.id) != figure.id)


def called(indicator: str, crop: Crop | None) -> str:
    """Indicator and crop as one name in both languages: 玉米播种面积 / Maize: Sown area."""
    one = indicators.find(indicator)
    if crop is None:
        return indicator
    if one is None and " / " in indicator:  # both languages already: 预计播种面积 / Expected: Sown area
        zh, _slash, en = indicator.partition(" / ")
        return indicators.both(f"{crop.name_zh or crop.name_en}{zh}", f"{crop.name_en or crop.name_zh}: {en}")
    if one is None:
        return f"{crop.name_zh or crop.name_en} {indicator}"
    return indicators.of_crop(one, crop.name_zh, crop.name_en)


def keep_in_unit(figure: Any, one: indicators.Indicator) -> None:
    """Convert a figure into the unit of its indicator; what was written is kept. Raises `FieldErrors` for another unit."""
    times = indicators.factor(figure.unit, one)
    if times is None:
        raise FieldErrors({"unit": _("“{unit}” is no unit of “{indicator}”: give it in {right}.").format(
            unit=figure.unit, indicator=in_language(one.written), right=in_language(one.unit) or _("words"))})
    if times != 1:
        if figure.value is not None and not figure.printed:
            figure.printed = f"{figure.value:.15g} {figure.unit}"
        for name in ("value", "low", "high"):
            if (number := getattr(figure, name)) is not None:
                setattr(figure, name, float(exact(number) * times))
    figure.unit = one.unit


class MarketSurvey(Record, table=True):
    """The survey of a region's market: the figures stand by themselves, this is what was seen and what follows from it."""

    NAME: ClassVar[str] = N_("Market survey")
    FORM: ClassVar[Groups] = (
        Group("region_id:2 code crop_id year surveyed_on surveyed_by", N_("Market survey")),
        Group("analysis structure channels rivals customers remarks", N_("Survey findings")),
    )
    code: str = f.code(N_("Survey no."), "DY", year_of="surveyed_on")
    region_id: int | None = f.link(N_("Region"), "region.id", required=True)
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    year: int | None = f.year(N_("Figures up to the year"))
    surveyed_on: date | None = f.day(N_("Surveyed on"), required=True, index=True)
    surveyed_by: str = f.text(N_("Surveyed by"))
    analysis: str = f.text(N_("Analysis"), search=True, long=True)
    structure: str = f.text(N_("Market structure and price bands"), search=True, long=True)
    channels: str = f.text(N_("Channels"), search=True, long=True)
    rivals: str = f.text(N_("Rivals"), search=True, long=True)
    customers: str = f.text(N_("Customers"), search=True, long=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Its number."""
        return self.code or _(self.NAME)
