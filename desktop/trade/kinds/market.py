"""Outlets, shares, capacity, the seed balance and promotions as JSON."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

from desktop.core.i18n import N_, _
from desktop.trade.given import Given, kind, once, plain, price_text, ratio
from desktop.trade.market import (
    bags_by_plants,
    bags_by_rate,
    concentration,
    distribution,
    outlets,
    seed_balance,
    shares,
    standing,
)
from desktop.trade.promotions import percent, promoted, return_percent

_URBAN, _RURAL = [40_000, 50_000], 30_000
_RANKS = (1, 3, 4)


def _outlets(given: Given) -> dict[str, Any]:
    if given.filled("population"):
        if given.filled("urban") or given.filled("rural"):
            raise given.wrong("population", _("stands beside “urban” and “rural”: give one of them"))
        urban = rural = given.count("population")
    else:
        urban, rural = given.count("urban"), given.count("rural")
    per = given.numbers("urban_per", low=1, default=_URBAN)
    if len(per) != 2 or any(value.denominator != 1 for value in per):
        raise given.wrong("urban_per", _("must be two whole numbers"))
    return {"urban": sorted(outlets(urban, int(value)) for value in per),
            "rural": outlets(rural, given.count("rural_per", low=1, default=_RURAL))}


def _distribution(given: Given) -> dict[str, Any]:
    shops = given.items("shops", lambda shop: (shop.flag("ours"), shop.quantity("sales")), ("ours", "sales"), ("name",))
    found = distribution(shops)
    return {"shops": len(shops), "with_us": sum(ours for ours, _sales in shops), "numeric_percent": plain(found.numeric),
            "weighted_percent": None if found.weighted is None else plain(found.weighted)}


def _shares(given: Given) -> dict[str, Any]:
    items = given.items("items", lambda item: (item.text("name"), item.quantity("value")), ("name", "value"))
    once(given, "items", [name for name, _value in items], "name")
    own = given.text("own")
    if own not in (name for name, _value in items):
        raise given.wrong("own", _("is none of the items"))
    if not any(value for _name, value in items):
        raise given.wrong("items", _("have no sum"))
    place = standing(items, own)
    return {"shares": [plain(share) for share in shares([value for _name, value in items])],
            "concentration": {str(rank): plain(concentration(items, rank)) for rank in _RANKS},
            "relative_to_largest": None if place.to_largest is None else plain(place.to_largest),
            "relative_to_top_three": None if place.to_top_three is None else plain(place.to_top_three)}


_BY_PLANTS, _BY_RATE = ("plants_per_mu", "emergence_percent", "seeds_per_bag"), ("seed_kg_per_mu", "bag_kg")


def _capacity(given: Given) -> dict[str, Any]:
    need = _need(given)
    bags, bought = ceil(need), ceil(need * given.percent("share_bought_percent") / 100)
    own = given.count("own_bags") if given.filled("own_bags") else None
    return {"bags": bags, "bought_bags": bought, "value": price_text(bought * given.quantity("price")),
            "own_share_percent": None if own is None else ratio(own, bought)}


def _need(given: Given) -> Fraction:
    area = given.quantity("area_mu")
    if any(given.filled(key) for key in _BY_RATE):
        for key in _BY_PLANTS:
            if given.filled(key):
                raise given.wrong(key, _("stands beside “{other}”: give one of them").format(other=_BY_RATE[0]))
        return bags_by_rate(area, given.quantity("seed_kg_per_mu"), given.positive("bag_kg"))
    given.positive("emergence_percent")
    return bags_by_plants(area, given.quantity("plants_per_mu"), given.percent("emergence_percent"),
                          given.positive("seeds_per_bag"))


def _seed_balance(given: Given) -> dict[str, Any]:
    found = seed_balance(*(given.quantity(key) for key in _BALANCE))
    return {"produced_kg": plain(found.produced), "supply_kg": plain(found.supply), "need_kg": plain(found.need),
            "left_kg": plain(found.left), "left_percent": ratio(found.left, found.need)}


_BALANCE = ("area_mu", "yield_kg_per_mu", "stock_kg", "need_area_mu", "rate_kg_per_mu", "export_kg", "to_grain_kg")


def _promotion(given: Given) -> dict[str, Any]:
    during, margin, cost = given.quantity("during"), given.number("margin"), given.quantity("cost")
    found = promoted(given.quantity("baseline"), during, given.number("after_change"),
                     given.number("twin_change_percent", low=-100))
    return {"expected": plain(found.expected), "extra": plain(found.extra), "uplift_percent": _plain(found.uplift_percent),
            "return_percent": _plain(return_percent(found.extra, margin, cost)),
            "return_percent_without_dip": _plain(return_percent(found.extra_without_dip, margin, cost)),
            "cost_ratio_percent": _plain(percent(cost, during * given.quantity("price")))}


def _plain(value: Fraction | None) -> Any:
    return None if value is None else plain(value)


def _prepayment(given: Given) -> dict[str, Any]:
    """The area that is as good as sold where dealers pay in advance: whole bags of the money, times what a bag sows."""
    bags = given.amount("paid") * Fraction(1, 100) // given.positive("price")
    sown = bags * given.positive("mu_per_bag", 1)
    area = given.positive("area_mu")
    return {"bags": int(bags), "sown_mu": plain(sown), "share_percent": plain(sown * 100 / area),
            "rest": price_text(given.amount("paid") * Fraction(1, 100) - bags * given.positive("price"))}


KINDS = (
    kind("prepayment", N_("Area that payments in advance stand for"), ("paid", "price", "area_mu"),
         {"paid": "8000000.00", "price": "50.00", "area_mu": 250000, "mu_per_bag": 1}, _prepayment, ("mu_per_bag",)),
    kind("outlets", N_("Outlets that a population carries"), (), {"urban": 180000, "rural": 420000}, _outlets,
         ("urban", "rural", "population", "urban_per", "rural_per")),
    kind("distribution", N_("Distribution over shops, numeric and weighted"), ("shops",),
         {"shops": [{"name": name, "ours": name == "A", "sales": sales}
                    for name, sales in (("A", 750), ("B", 100), ("C", 100), ("D", 50))]}, _distribution),
    kind("shares", N_("Market shares and concentration"), ("items", "own"),
         {"items": [{"name": name, "value": value}
                    for name, value in (("A", 150), ("B", 100), ("C", 85), ("D", 70), ("其他", 45))],
          "own": "C"}, _shares),
    kind("capacity", N_("Bags that a market needs"), ("area_mu", "share_bought_percent", "price"),
         {"area_mu": 427000, "plants_per_mu": 4500, "emergence_percent": 93, "seeds_per_bag": 4400, "share_bought_percent": 100,
          "price": "54.00", "own_bags": 56349}, _capacity, (*_BY_PLANTS, *_BY_RATE, "own_bags")),
    kind("seed-balance", N_("Supply and demand of seed"), _BALANCE,
         {"area_mu": 1670000, "yield_kg_per_mu": 167, "stock_kg": 100000000, "need_area_mu": 209000000,
          "rate_kg_per_mu": "1.10", "export_kg": 30000000, "to_grain_kg": 0}, _seed_balance),
    kind("promotion", N_("What a promotion brought"),
         ("baseline", "during", "after_change", "twin_change_percent", "margin", "price", "cost"),
         {"baseline": 400, "during": 620, "after_change": -60, "twin_change_percent": 0, "margin": "12.50", "price": "58.00",
          "cost": "1600.00"}, _promotion))
