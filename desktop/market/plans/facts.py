"""What a plan is drawn from: areas of several seasons by county and variety, complaints, own trials, suitability, dealers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.dealers.model import Dealer
from desktop.market.plans.model import PromotionPlan
from desktop.market.plans.rules import stage_rules
from desktop.market.sellout import Sold, season_of, sold_by_place
from desktop.market.suitability.blocks import sown_areas, tried_at
from desktop.market.suitability.facts import Asked, asked
from desktop.market.suitability.own_trials import Stood, own_trials
from desktop.regions.lying import chain
from desktop.sales.products.model import Product
from desktop.service.complaint_model import Complaint
from desktop.trade.stages import Stage, stage

YEARS = 4
"""Seasons looked back on."""


@dataclass
class PlanFacts:
    """The facts of a plan: `counties` are its places by region, `areas` (region, variety) → mu a season, the oldest first."""

    made: Asked
    counties: dict[int, int]
    seasons: list[int]
    areas: dict[tuple[int, int], list[float]]
    sold: list[dict[tuple[int, int], Sold]]
    complaints: dict[tuple[int, int], int]
    stood: Mapping[int, Sequence[Stood]]
    sown: dict[int, float]
    products: dict[int, Product] = field(default_factory=dict)
    dealers: dict[int, int] = field(default_factory=dict)

    def stage(self, region: int, variety: int) -> Stage:
        """The stage of a variety in a county."""
        areas = self.areas.get((region, variety), [])
        last = areas[-1] if areas else 0.0
        many = self.complaints.get((region, variety), 0)
        trial = tried_at(self.made, self.stood, variety, self.counties[region])
        return stage(areas, stage_rules(), 10_000 * many / last if last else 0.0, trial.percent if trial else None)

    def now(self, region: int, variety: int) -> float:
        """The area of a variety in a county in the newest season."""
        areas = self.areas.get((region, variety), [])
        return areas[-1] if areas else 0.0


def facts(session: Session, plan: PromotionPlan) -> PlanFacts:
    """The facts of a plan; a season that has not begun counts for nothing."""
    made = asked(session, plan.crop_id or 0)
    inside = {place.region_id or 0: key for key, place in made.places.items()
              if plan.region_id in chain(made.regions, place.region_id)}
    seasons = list(range((plan.year or 0) - YEARS, plan.year or 0))
    sold = [sold_by_place(session, year) for year in seasons]
    found = PlanFacts(made, inside, seasons, {}, sold, _complaints(session, made, inside, seasons[-1]),
                      own_trials(session, list(made.varieties)), sown_areas(session, made))
    for place, season in enumerate(sold):
        for (region, variety), one in season.items():
            if variety in made.varieties:
                for county in set(chain(made.regions, region)) & set(inside):
                    found.areas.setdefault((county, variety), [0.0] * len(seasons))[place] += one.mu
    found.products = _products(session, made)
    found.dealers = _dealers(session, made, inside, sold[-1])
    return found


def _complaints(session: Session, made: Asked, inside: Mapping[int, int], year: int) -> dict[tuple[int, int], int]:
    """Complaints about a variety in a county in a business year that were not judged unfounded."""
    days = season_of(session, year)
    query = living(Complaint).where(col(Complaint.received_on).between(days.first, days.last),
                                    col(Complaint.variety_id).in_(list(made.varieties)),
                                    col(Complaint.justified) != "no")
    found: dict[tuple[int, int], int] = defaultdict(int)
    for one in session.exec(query):
        for county in set(chain(made.regions, one.region_id)) & set(inside):
            found[county, one.variety_id or 0] += 1
    return dict(found)


def _products(session: Session, made: Asked) -> dict[int, Product]:
    """Of each variety the product in which it is sold: one that says how much a bag sows before any other, the newest."""
    query = living(Product).where(col(Product.variety_id).in_(list(made.varieties)), col(Product.retired).is_(False))
    found: dict[int, Product] = {}
    for one in sorted(session.exec(query), key=lambda product: (product.bag_mu is not None, product.id)):
        found[one.variety_id or 0] = one
    return found


def _dealers(session: Session, made: Asked, inside: Mapping[int, int], sold: Mapping[tuple[int, int], Sold]) -> dict[int, int]:
    """The dealer of a county: the only active one there, else the one whose town sold most of ours."""
    by_county: dict[int, list[Dealer]] = defaultdict(list)
    for dealer in session.exec(living(Dealer).where(col(Dealer.state) == "active")):
        for county in set(chain(made.regions, dealer.region_id)) & set(inside):
            by_county[county].append(dealer)
    bags: dict[int, int] = defaultdict(int)
    for (region, _variety), one in sold.items():
        bags[region] += one.bags
    return {county: max(found, key=lambda one: (bags[one.region_id or 0], -one.id)).id for county, found in by_county.items()}


def variety_names(made: Asked) -> dict[int, str]:
    """What the varieties are called."""
    return {key: variety.title() for key, variety in made.varieties.items()}
