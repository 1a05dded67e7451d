"""What a region needs of a crop's seed, low, likely and high; and the balance of a season's seed."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.core.units import exact
from desktop.market.figures.values import newest
from desktop.trade.market import bags_by_plants, bags_by_rate

RANGE = ("low", "likely", "high")
BY_PLANTS = ("plants_mu", "emergence", "bag_seeds")
BY_RATE = ("kg_mu", "bag_kg")


class MarketCapacity(Record, table=True):
    """The bags of a crop that a region needs and buys in a year: by the stand (plants, field emergence, seeds a bag) or by the
    seed rate (kg a mu, kg a bag). Without areas the sown area of the market figures is taken; bags are rounded up."""

    NAME: ClassVar[str] = N_("Market capacity")
    FORM: ClassVar[Groups] = (
        Group("region_id:2 code crop_id year made_on made_by area_low area_likely area_high", N_("Market and area")),
        Group("plants_mu emergence bag_seeds kg_mu bag_kg bought_low bought_likely bought_high price own_bags basis:2",
              N_("Need and share")),
        Group("bags_low bags_likely bags_high remarks:3", N_("Result")),
    )
    code: str = f.code(N_("Estimate no."), "RL", year_of="made_on")
    region_id: int | None = f.link(N_("Region"), "region.id", required=True)
    crop_id: int | None = f.link(N_("Crop"), "crop.id", required=True)
    year: int | None = f.year(N_("Year"))
    made_on: date | None = f.day(N_("Estimated on"))
    made_by: str = f.text(N_("Estimated by"))
    area_low: float | None = f.number(N_("Area, low"), unit=N_("mu"), decimals=0, low=0)
    area_likely: float | None = f.number(N_("Area, likely"), unit=N_("mu"), decimals=0, low=0)
    area_high: float | None = f.number(N_("Area, high"), unit=N_("mu"), decimals=0, low=0)
    plants_mu: float | None = f.number(N_("Plants a mu"), decimals=0, low=1)
    emergence: float | None = f.number(N_("Field emergence"), unit="%", decimals=1, low=1, high=100)
    bag_seeds: int | None = f.whole(N_("Seeds a bag"), low=1)
    kg_mu: float | None = f.number(N_("Seed a mu"), unit="kg", decimals=2, low=0)
    bag_kg: float | None = f.number(N_("Kilograms a bag"), unit="kg", decimals=3, low=0.001)
    bought_low: float | None = f.number(N_("Bought, low"), unit="%", decimals=1, low=0, high=100)
    bought_likely: float | None = f.number(N_("Bought, likely"), unit="%", decimals=1, low=0, high=100)
    bought_high: float | None = f.number(N_("Bought, high"), unit="%", decimals=1, low=0, high=100)
    price: int | None = f.money(N_("Farmer price a bag"))
    own_bags: int | None = f.whole(N_("Own bags sold"), low=0)
    basis: str = f.text(N_("What it rests on"))
    bags_low: int | None = f.whole(N_("Bags bought, low"), low=0)
    bags_likely: int | None = f.whole(N_("Bags bought, likely"), low=0)
    bags_high: int | None = f.whole(N_("Bags bought, high"), low=0)
    value_likely: ClassVar[f.Computed] = f.computed(N_("Value of the market"), lambda c: c.bags_likely * c.price, kind="money",
                                                    unit=N_("yuan"), decimals=2)
    own_share: ClassVar[f.Computed] = f.computed(N_("Own share"), lambda c: 100 * c.own_bags / c.bags_likely, unit="%",
                                                 decimals=2)
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Its number and year."""
        return f"{self.code} {self.year or ''}".strip() or _(self.NAME)

    def problems(self) -> dict[str, str]:
        """One way of reckoning, whole; ranges that are no nonsense."""
        found = {}
        if self.year is None:
            found["year"] = _("Say for which year the capacity is estimated.")
        plants = [name for name in BY_PLANTS if getattr(self, name) is not None]
        rate = [name for name in BY_RATE if getattr(self, name) is not None]
        if plants and rate:
            found[rate[0]] = _("Reckon by plants or by weight: leave the fields of one of them empty.")
        elif not plants and not rate:
            found["plants_mu"] = _("Give plants, field emergence and seeds a bag, or the seed a mu and the weight of a bag.")
        else:
            for name in BY_PLANTS if plants else BY_RATE:
                if getattr(self, name) is None:
                    found[name] = _("This is needed to reckon the bags.")
        for name in ("area", "bought"):
            given = [value for end in RANGE if (value := getattr(self, f"{name}_{end}")) is not None]
            if given != sorted(given):
                found[f"{name}_low"] = _("Low, likely and high must not fall.")
        return found

    def before_save(self, _before: Any, session: Session) -> None:
        """The area comes from the market figures where none is given; bags follow."""
        if self.area_likely is None and self.region_id:
            figure = newest(session, "sown", self.region_id, self.crop_id, self.year)
            if figure is None:
                raise FieldErrors({"area_likely": _("There is no sown area among the market figures: give the area.")})
            self.area_likely = figure.value
            self.area_low = self.area_low if self.area_low is not None else figure.low
            self.area_high = self.area_high if self.area_high is not None else figure.high
            self.basis = self.basis or f"{figure.year} {figure.source}".strip()
        for end, bags in zip(RANGE, bags_bought(self), strict=True):
            setattr(self, f"bags_{end}", bags)


def bags_bought(capacity: Any) -> list[int | None]:
    """The bags bought, low, likely and high; an end that is not given is the likely one's, a share not given all of it."""
    found: list[int | None] = []
    for end in RANGE:
        area = _either(getattr(capacity, f"area_{end}"), capacity.area_likely)
        share = _either(getattr(capacity, f"bought_{end}"), _either(capacity.bought_likely, 100))
        whole = area is not None and any(all(getattr(capacity, name) for name in way) for way in (BY_PLANTS, BY_RATE))
        found.append(ceil(_need(capacity, area) * exact(share) / 100) if whole else None)
    return found


def _either(value: Any, other: Any) -> Any:
    return other if value is None else value


def _need(capacity: Any, area: float) -> Any:
    if capacity.kg_mu and capacity.bag_kg:
        return bags_by_rate(exact(area), exact(capacity.kg_mu), exact(capacity.bag_kg))
    return bags_by_plants(exact(area), exact(capacity.plants_mu), exact(capacity.emergence), exact(capacity.bag_seeds))


class SeedBalance(Record, table=True):
    """The balance of a season's seed of a crop, as the official sheet 产供需形势表 has it, in kg; `scope` says of what kind of
    seed where a crop has several (hybrid, conventional)."""

    NAME: ClassVar[str] = N_("Seed balance")
    FORM: ClassVar[Groups] = (
        Group("crop_id year scope region_id:2", N_("What is balanced")),
        Group("area_mu yield_kg stock_kg need_mu rate_kg export_kg grain_kg source:2 made_on remarks:3",
              N_("Supply and demand")),
    )
    crop_id: int | None = f.link(N_("Crop"), "crop.id", required=True)
    year: int | None = f.year(N_("Year"))
    scope: str = f.text(N_("Kind of seed"), search=True)
    region_id: int | None = f.link(N_("Region"), "region.id")
    area_mu: float | None = f.number(N_("Seed area harvested"), unit=N_("mu"), decimals=0, low=0)
    yield_kg: float | None = f.number(N_("Seed yield"), unit=N_("kg/mu"), decimals=2, low=0)
    stock_kg: float | None = f.number(N_("Stock that can be used"), unit="kg", decimals=0, low=0)
    need_mu: float | None = f.number(N_("Area to be sown"), unit=N_("mu"), decimals=0, low=0)
    rate_kg: float | None = f.number(N_("Seed rate"), unit=N_("kg/mu"), decimals=3, low=0)
    export_kg: float | None = f.number(N_("Exported"), unit="kg", decimals=0, low=0)
    grain_kg: float | None = f.number(N_("Sold as grain"), unit="kg", decimals=0, low=0)
    produced_kg: ClassVar[f.Computed] = f.computed(N_("Seed newly produced"), lambda c: c.known(c.area_mu * c.yield_kg, 0),
                                                   unit="kg")
    supply_kg: ClassVar[f.Computed] = f.computed(N_("Seed in all"), lambda c: c.produced_kg + c.known(c.stock_kg, 0), unit="kg")
    need_kg: ClassVar[f.Computed] = f.computed(N_("Seed needed"), lambda c: c.known(c.need_mu * c.rate_kg, 0), unit="kg")
    left_kg: ClassVar[f.Computed] = f.computed(
        N_("Seed left"), lambda c: c.supply_kg - c.need_kg - c.known(c.export_kg, 0) - c.known(c.grain_kg, 0), unit="kg")
    source: str = f.text(N_("Source"))
    made_on: date | None = f.day(N_("Balanced on"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Year and kind of seed."""
        return f"{self.year or ''} {self.scope}".strip() or _(self.NAME)

    def problems(self) -> dict[str, str]:
        """A year; what is needed and what there is."""
        found = {}
        if self.year is None:
            found["year"] = _("Say of which year the balance is.")
        for name, other in (("area_mu", "yield_kg"), ("need_mu", "rate_kg")):
            if (getattr(self, name) is None) != (getattr(self, other) is None):
                empty = name if getattr(self, name) is None else other
                found[empty] = _("Area and quantity a mu belong together: give both.")
        return found
