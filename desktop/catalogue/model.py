"""Crops, the trait dictionary, varieties with what was announced of them, seasons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.catalogue.choices import DIRECTION, GROWTH_START, SUMMARY, TRAIT_KIND, TRAIT_PART, VARIETY_KIND, VARIETY_STATE
from desktop.catalogue.season_words import season_words
from desktop.core import catalogues
from desktop.core import fields as f
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, SOURCE, UNSAID, _, in_language, language
from desktop.core.offered import from_catalogues
from desktop.core.periods import YEAR, period, year_start
from desktop.core.records import Record, living
from desktop.core.settings import office_in
from desktop.core.unit_words import printed
from desktop.core.units import quantity
from desktop.core.verbs import names_it

_BARE = re.compile(r"[−+-]?[\d.,]+")


class Bilingual(Record):
    """A record with a Chinese and an English name; either may be missing."""

    code: str = f.text(N_("Code"), required=True, search=True)
    name_zh: str = f.text(N_("Chinese name"), search=True)
    name_en: str = f.text(N_("English name"), search=True)

    def label(self) -> str:
        """The name in the language in force; in none, as the search keeps it, both."""
        names = dict.fromkeys(n for n in (self.name_zh, self.name_en) if n)
        return (" ".join(names) if language() == UNSAID else self.title()) or self.code

    def title(self) -> str:
        """The name in the language in force, else the other one, else the code."""
        names = (self.name_en, self.name_zh) if language() == SOURCE else (self.name_zh, self.name_en)
        return next((name for name in names if name), self.code)

    def problems(self) -> dict[str, str]:
        """One of the two names must be there."""
        if self.name_zh or self.name_en:
            return {}
        return {"name_zh": _("Fill in the Chinese or the English name.")}


class Crop(Bilingual, table=True):
    """A crop. `standard_moisture` is the grain moisture to which yields are converted; a trial may have its own."""

    NAME: ClassVar[str] = N_("Crop")
    standard_moisture: float | None = f.number(N_("Standard moisture"), unit="%", decimals=1, low=0, high=99)
    growth_start: str = f.choice(N_("Growth days counted from"), GROWTH_START, "emergence")
    remarks: str = f.text(N_("Remarks"), long=True)

    @classmethod
    def called_also(cls) -> Mapping[str, Sequence[str]]:
        """苞米 for maize; 水稻 for each kind of rice, so that it is asked which."""
        return {row["code"]: (*row["also"], *row["kind_of"]) for row in catalogues.load("crops").rows}


def _crops_of(code: str) -> str:
    """The crops, in the language in force, whose traits have codes like this one; "" where the user made the code up."""
    if language() == UNSAID:
        return ""
    name = "en" if language() == SOURCE else "zh"
    return _(", ").join(row[name] for row in catalogues.load("crops").where(traits=code.partition(".")[0]))


class Trait(Bilingual, table=True):
    """A trait that is observed: what it measures, how, when, and what is plausible.

    `aliases` are further names that files call it by, split by commas. `low` and `high` only raise a warning.
    `categories` has one category a line: the word, or "stored = shown", or "stored = Chinese | English".
    `part` and `position` say where it stands in the order in which a trial is recorded.
    `scale` names a scoring scale; values of different scales are never averaged together. `formula` derives the trait
    from others, named by their codes; it is recomputed whenever one of them changes. `source` says where the definition
    comes from, `valid_from` since when it holds, `verified` whether it was checked against that source.
    """

    NAME: ClassVar[str] = N_("Trait")
    FORM: ClassVar[Groups] = (
        Group("code name_zh name_en crop_id kind part position is_yield unit unit_en decimals low high stage scale direction "
              "summary aliases:3 method categories formula source valid_from remarks"),
    )
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    code: str = f.text(N_("Trait code"), required=True, search=True)
    kind: str = f.choice(N_("Data type"), TRAIT_KIND, "number")
    part: str = f.choice(N_("Part of the record"), TRAIT_PART)
    position: int | None = f.whole(N_("Place in the order of recording"), low=0, plain=True)
    unit: str = f.text(N_("Unit"))
    unit_en: str = f.text(N_("Unit in English"))
    aliases: str = f.text(N_("Also called"), search=True)
    decimals: int | None = f.whole(N_("Decimals"), low=0, high=6, default=1)
    stage: str = f.text(N_("Stage"), say=in_language)
    method: str = f.text(N_("Method"), long=True, say=in_language)
    low: float | None = f.number(N_("Plausible from"), decimals=2)
    high: float | None = f.number(N_("Plausible to"), decimals=2)
    categories: str = f.text(N_("Categories"), long=True)
    scale: str = f.text(N_("Scale"))
    direction: str = f.choice(N_("Direction"), DIRECTION, "none")
    summary: str = f.choice(N_("Summary over places"), SUMMARY, "mean")
    is_yield: bool = f.yes_no(N_("Is yield"))
    formula: str = f.text(N_("Formula"), long=True)
    source: str = f.text(N_("Source"))
    valid_from: date | None = f.day(N_("Valid from"))
    verified: bool = f.yes_no(N_("Verified"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def detail(self) -> str:
        """Crop and unit: the crop is what the code of a trait of the dictionary begins with."""
        return " · ".join(part for part in (_crops_of(self.code), self.unit_shown()) if part)

    def heading(self) -> str:
        """The title with its unit, as it stands over a column."""
        unit = self.unit_shown()
        return f"{self.title()} ({unit})" if unit else self.title()

    def recording_order(self) -> tuple[int, int, str]:
        """Where it stands among the traits of its crop: by part, by place, by name; those without a part last."""
        parts = list(TRAIT_PART.labels)
        place = parts.index(self.part) if self.part in parts else len(parts)
        return place, self.position if self.position is not None else 9999, self.title()

    def how(self) -> str:
        """How it is observed, in the language in force."""
        return in_language(self.method)

    def digits(self) -> int:
        """The decimals of its means."""
        return self.decimals if self.decimals is not None else 1

    def unit_shown(self) -> str:
        """The unit in the language in force."""
        return self.unit_en or self.unit if language() == SOURCE else self.unit

    def is_grade(self) -> bool:
        """Whether its values are grades of a scale."""
        return self.kind == "score"

    def figure(self, text: str) -> str:
        """A figure of the trait as one reads it: 280 cm, grade 5; words that are more than a number stay as they are."""
        if not _BARE.fullmatch(text):
            return text
        if self.is_grade() and not self.unit_shown():
            return _("grade {n}").format(n=text)
        return quantity(text, self.unit_shown())

    def announced(self, stated: AnnouncedTrait) -> str:
        """What was announced of the trait as a document prints it: its words; where they are but a number, with unit."""
        return self.figure(stated.stated() or stated.label())

    def category_list(self) -> dict[str, str]:
        """The categories in their order: stored word → word shown in the language in force."""
        pairs = (line.split("=", 1) for line in self.categories.splitlines() if line.strip())
        place = -1 if language() == SOURCE else 0
        return {pair[0].strip(): pair[-1].split("|")[place].strip() for pair in pairs}

    def shown(self, word: str) -> str:
        """A stored category as it is shown; any other word as it stands."""
        return self.category_list().get(word, word) if self.kind == "category" else word

    def problems(self) -> dict[str, str]:
        """The plausible range must not be upside down."""
        found = Bilingual.problems(self)
        if self.low is not None and self.high is not None and self.low > self.high:
            found["low"] = _("The plausible range begins above its end.")
        if self.formula.strip():
            from desktop.catalogue.formula import FormulaError, parse

            try:
                parse(self.formula)
            except FormulaError as error:
                found["formula"] = str(error)
        return found

    def before_save(self, before: Any, session: Session) -> None:
        """A formula names what is there and turns in no circle; a score that was observed keeps its scale."""
        from desktop.catalogue.formula_check import problem

        refuse_other_scale(session, self, before)
        if self.formula.strip():
            known = [trait for trait in dictionary(session, self.crop_id) if trait.id != self.id]
            if wrong := problem(self.formula, self, [self, *known]):
                raise FieldErrors({"formula": wrong})


def dictionary(session: Session, crop_id: int | None) -> list[Trait]:
    """The traits a formula of that crop can name: its own before those of every crop."""
    suits = col(Trait.crop_id).is_(None) | (col(Trait.crop_id) == crop_id)
    query = living(Trait).where(suits).order_by(col(Trait.crop_id).is_(None), col(Trait.code))
    return list(session.exec(query))


def refuse_other_scale(session: Session, trait: Any, before: Any) -> None:
    """Raise `FieldErrors` where a score that has been observed would change its scale: two scales would mix under one name."""
    if before is None or before.kind != "score" or not (before.scale or before.direction != "none"):
        return
    changed = [name for name in ("scale", "direction") if getattr(trait, name) != getattr(before, name)]
    if changed and names_it(session, "observation", "trait_id", trait.id):
        raise FieldErrors(dict.fromkeys(changed, _("Values have been scored on this scale already. Make a new trait for "
                                                   "another scale, so that the two are never averaged together.")))


class Variety(Record, table=True):
    """A variety: ours, a competitor's, or one that serves as a check."""

    NAME: ClassVar[str] = N_("Variety")
    FORM: ClassVar[Groups] = (
        Group("name name_en code crop_id kind state breeder owner parentage approval_number approved_year maturity "
              "registration_number pvp_number suitable_area remarks"),
    )
    name: str = f.text(N_("Name"), required=True, search=True)
    name_en: str = f.text(N_("English name"), search=True)
    code: str = f.text(N_("Code"), search=True)
    crop_id: int | None = f.link(N_("Crop"), "crop.id")
    kind: str = f.choice(N_("Kind"), VARIETY_KIND, "own")
    state: str = f.choice(N_("State"), VARIETY_STATE, "testing")
    breeder: str = f.text(N_("Breeder"), search=True)
    owner: str = f.text(N_("Variety right holder"), search=True)
    parentage: str = f.text(N_("Parentage"))
    approval_number: str = f.text(N_("Approval number"), search=True)
    registration_number: str = f.text(N_("Registration number"), search=True)
    pvp_number: str = f.text(N_("Variety right number"), search=True)
    approved_year: int | None = f.year(N_("Year of approval"))
    maturity: str = f.text(N_("Maturity group"), say=from_catalogues("maturity_bands"))
    suitable_area: str = f.text(N_("Suitable area as announced"), long=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def title(self) -> str:
        """The name in the language in force, where there is one."""
        return (self.name_en if language() == SOURCE else "") or self.name

    def detail(self) -> str:
        """The approval or registration number, else the code."""
        return self.approval_number or self.registration_number or self.code


class VarietyRegion(Record, table=True):
    """A region where a variety may be grown, and by which approval or filing."""

    NAME: ClassVar[str] = N_("Suitable region")
    variety_id: int | None = f.link(N_("Variety"), "variety.id", owned=True)
    region_id: int | None = f.link(N_("Region"), "region.id", required=True)
    basis: str = f.text(N_("By which approval or filing"))

    def label(self) -> str:
        """The basis; the region's name stands in its own table."""
        return self.basis or _(self.NAME)


class AnnouncedTrait(Record, table=True):
    """A trait of a variety as its announcement states it: the number if it is one, the wording always."""

    NAME: ClassVar[str] = N_("Announced trait")
    variety_id: int | None = f.link(N_("Variety"), "variety.id", owned=True)
    trait_id: int | None = f.link(N_("Trait"), "trait.id", required=True)
    value: float | None = f.number(N_("Value"), decimals=2, measured_in="trait")
    wording: str = f.text(N_("Wording"), long=True)
    source: str = f.text(N_("Source"))

    def label(self) -> str:
        """The wording, else the value."""
        return self.wording or ("" if self.value is None else f"{self.value:g}")

    def stated(self) -> str:
        """The wording as a document prints it: where it is but a figure, with its unit in the language in force."""
        return printed(self.wording)

    def problems(self) -> dict[str, str]:
        """A value or a wording must be there."""
        if self.value is None and not self.wording:
            return {"wording": _("Fill in the value or the wording of the announcement.")}
        return {}


class VarietyDecision(Record, table=True):
    """A decision on a variety's way: taken into trials, demonstrated, promoted, phased out; dated, with its reason."""

    NAME: ClassVar[str] = N_("Decision")
    FORM: ClassVar[Groups] = (Group("decided_on state decided_by:2 reason"),)
    variety_id: int | None = f.link(N_("Variety"), "variety.id", owned=True)
    state: str = f.choice(N_("State"), VARIETY_STATE, "testing")
    decided_on: date | None = f.day(N_("Decided"), required=True)
    reason: str = f.text(N_("Reason"), long=True)
    decided_by: str = f.text(N_("Decided by"))

    def label(self) -> str:
        """Day and state."""
        return f"{self.decided_on or ''} {VARIETY_STATE.label(self.state)}".strip()


class Season(Record, table=True):
    """A business season (业务年度) such as spring 2026."""

    NAME: ClassVar[str] = N_("Season")
    ONCE: ClassVar[tuple[str, ...]] = ("name",)
    name: str = f.text(N_("Name"), required=True, search=True, say=season_words)
    year: int | None = f.year(N_("Year"))
    starts_on: date | None = f.day(N_("Begins"))
    ends_on: date | None = f.day(N_("Ends"), not_before="starts_on")
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """The name in the language in force."""
        return self.title()

    def title(self) -> str:
        """The name as a document prints it: a year with its part (2026春播) in the language in force."""
        return season_words(self.name)

    @classmethod
    def current(cls, session: Session) -> int | None:
        """The season that holds today, of several the one that began last; else that of the year in which the business year
        ends: in November one orders for the spring to come."""
        today = f.today()
        holding = living(cls).where(col(cls.starts_on) <= today, col(cls.ends_on) >= today).order_by(col(cls.starts_on).desc())
        year = period(YEAR, today, year_start(str(office_in(session, "business_year_start")))).last.year
        coming = living(cls).where(col(cls.year) == year).order_by(col(cls.starts_on), col(cls.id))
        found = session.exec(holding).first() or session.exec(coming).first()
        return found.id if found is not None else None

    @classmethod
    def proposed(cls, _session: Session) -> dict[str, Any]:
        """This day's business year, where no season holds this day."""
        today = f.today()
        known = living(cls).where(col(cls.starts_on) <= today, col(cls.ends_on) >= today)
        if _session.exec(known).first():
            return {}
        year = period(YEAR, today, year_start(str(office_in(_session, "business_year_start"))))
        return {"name": year.title(), "year": year.last.year, "starts_on": year.first, "ends_on": year.last}
