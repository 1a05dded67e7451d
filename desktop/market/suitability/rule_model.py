"""The user's own rules of suitability: a limit that replaces the program's from a day on, with where it is from."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.choices import Choices
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record, living

FACTOR, GRADES = "factor", "grades"
WORDS = 6  # words of resistance from highly resistant to highly susceptible
ITEMS = Choices("suitability_item", {
    "factor.heat": N_("Margin of heat"), "factor.days": N_("Margin of frost-free days"), "factor.water": N_("Margin of water"),
    "factor.ph": N_("Margin of soil pH"), "factor.salt": N_("Margin of soil salt"), "factor.disease": N_("Margin of diseases"),
    "factor.lodging": N_("Margin of lodging"), "factor.density": N_("Margin of density"),
    "factor.moisture": N_("Margin of harvest moisture"),
    "disease.light": N_("Grade borne where a disease is light"), "disease.medium": N_("Grade borne where it is medium"),
    "disease.heavy": N_("Grade borne where it is heavy"), "disease.severe": N_("Grade borne where it is severe"),
    "lodging.low": N_("Lodging borne at low wind, %"), "lodging.medium": N_("Lodging borne at medium wind, %"),
    "lodging.high": N_("Lodging borne at strong wind, %"),
    "limit.moisture": N_("Moisture at which kernels may be harvested, %"),
    "limit.emergence": N_("Days from sowing to emergence"), "limit.irrigated": N_("Irrigated land that rain does not limit, %"),
    "limit.disease_years": N_("Years of diseases looked back on"), "limit.water": N_("Water that the crop needs, mm"),
    "weight.1": N_("Weight of “suitable” in the index"), "weight.2": N_("Weight of “fairly suitable” in the index"),
    "weight.3": N_("Weight of “with risk” in the index"), "weight.4": N_("Weight of “not suitable” in the index"),
    "grades.percent": N_("Grades of shares of diseased plants, %"), "grades.words": N_("Grades of words of resistance"),
})
BOUNDS: Mapping[str, tuple[float, float]] = {
    "disease": (1, 9), "lodging": (0, 100), "weight": (0, 1), "limit.moisture": (0, 99), "limit.irrigated": (0, 100),
    "limit.emergence": (0, 60), "limit.disease_years": (1, 50), "limit.water": (0, 5000)}
"""Between what a value may lie, by its item or the kind of it."""


class SuitabilityRule(Record, table=True):
    """A rule of our own, for a crop or for all. From its day on it stands before the program's rule of that item."""

    NAME: ClassVar[str] = N_("Rule of suitability")
    FORM: ClassVar[Groups] = (
        Group("item:2 crop_id valid_from best good least needed value grades:2 source:2 verified_by remarks:3"),)
    item: str = f.choice(N_("What it rules"), ITEMS, "factor.heat")
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    valid_from: date | None = f.day(N_("Holds from"), required=True, index=True)
    best: float | None = f.number(N_("Suitable from"), decimals=2, measured_in="item")
    good: float | None = f.number(N_("Fairly suitable from"), decimals=2, measured_in="item")
    least: float | None = f.number(N_("With risk from"), decimals=2, measured_in="item")
    needed: bool = f.yes_no(N_("Without it no verdict"))
    value: float | None = f.number(N_("Value of the rule"), decimals=2, measured_in="item")
    grades: str = f.text(N_("Table of grades"))
    source: str = f.text(N_("Basis"), required=True, search=True)
    verified_by: str = f.text(N_("Verified by"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """What it rules."""
        return ITEMS.label(self.item)

    def detail(self) -> str:
        """From when it holds."""
        return self.valid_from.isoformat() if self.valid_from else ""

    def problems(self) -> dict[str, str]:
        """A margin has its limits in falling order, anything else one value within what it can be."""
        kind = self.item.partition(".")[0]
        if kind == FACTOR:
            return wrong_limits(self)
        if kind == GRADES:
            return {} if graded(self.item, self.grades) else {"grades": _(
                "Write the grades 1 to 9 from resistant on, for example {example}.").format(example=EXAMPLES[self.item])}
        if self.value is None:
            return {"value": _("Give the value.")}
        low, high = BOUNDS[self.item] if self.item in BOUNDS else BOUNDS[kind]
        if not low <= self.value <= high:
            return {"value": _("{value} is outside {low} to {high}.").format(value=f"{self.value:g}", low=f"{low:g}",
                                                                             high=f"{high:g}")}
        return {}

    def before_save(self, _before: Any, session: Session) -> None:
        """One item of a crop has one rule a day; what does not belong to the item is empty."""
        same = living(SuitabilityRule).where(
            col(SuitabilityRule.item) == self.item, col(SuitabilityRule.crop_id).is_not_distinct_from(self.crop_id),
            col(SuitabilityRule.valid_from) == self.valid_from, col(SuitabilityRule.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"valid_from": _("There is a rule of this for the same crop and day already: change that one.")})
        if self.item.startswith((FACTOR, GRADES)):
            self.value = None
        if not self.item.startswith(GRADES):
            self.grades = ""
        if not self.item.startswith(FACTOR):
            self.best = self.good = self.least = None
            self.needed = False


EXAMPLES = {"grades.percent": "5:1 10:3 30:5 40:7 9", "grades.words": "1 3 5 6 7 9"}
"""How a table of grades is written: shares up to which a grade goes, the last grade for all above; a grade for each word."""


def graded(item: str, text: str) -> tuple[list[float], list[float]] | None:
    """The limits and the grades of a table: limits rise, grades lie between 1 and 9 and never fall; None for anything else."""
    try:
        parts = [[float(number) for number in part.split(":")]
                 for part in unicodedata.normalize("NFKC", text).replace(",", " ").replace(";", " ").split()]
    except ValueError:
        return None
    limits, grades = [part[0] for part in parts if len(part) == 2], [part[-1] for part in parts]
    shaped = [len(part) for part in parts] == (
        [2] * (len(parts) - 1) + [1] if item == "grades.percent" else [1] * WORDS)
    rising = all(one < other for one, other in pairwise(limits)) and all(0 <= limit <= 100 for limit in limits)
    falling = any(other < one for one, other in pairwise(grades))
    known = shaped and len(parts) > 1 and rising and not falling and all(1 <= grade <= 9 for grade in grades)
    return (limits, grades) if known else None


def wrong_limits(rule: Any) -> dict[str, str]:
    """What is wrong with the margins of a factor: field → sentence."""
    found = {name: _("Give this margin.") for name in ("best", "good") if getattr(rule, name) is None}
    if not found and rule.good > rule.best:
        found["good"] = _("It must not be more than “suitable from”.")
    elif not found and rule.least is not None and rule.least > rule.good:
        found["least"] = _("It must not be more than “fairly suitable from”.")
    return found
