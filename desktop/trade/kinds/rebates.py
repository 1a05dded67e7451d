"""Rebates, order bonus and the fine for diversion as JSON."""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from typing import Any

from desktop.core.i18n import N_, _
from desktop.trade.given import BAG, FEN, UNITS, Given, ascending, counted, kind, plain, price_text
from desktop.trade.rebates import EXCESS, PERCENT, SLICE, TIER, UNIT, WHOLE, Tier, order_bonus, penalty, reached, rebate

_LEAST = {FEN: Fraction(1, 100), BAG: Fraction(1)}
"""The smallest step of a base: one fen in yuan, or one bag."""


def _tier(given: Given, unit: str) -> Tier:
    begins = given.measured("from", unit) * _LEAST[unit]
    return Tier(begins, given.quantity("rate"), given.choice("per", (PERCENT, UNIT), PERCENT),
                given.choice("method", (WHOLE, EXCESS), WHOLE), given.quantity("plus", 0))


def _rebate(given: Given) -> dict[str, Any]:
    """Of a base in bags percents are those of `price` yuan a bag."""
    unit = given.choice("unit", UNITS, FEN)
    least = _LEAST[unit]
    base = given.measured("base", unit) * least
    if unit == FEN and given.filled("price"):
        raise given.wrong("price", _("goes with bags"))
    price = given.quantity("price", 1)
    tiers = [tier.at(price) for tier in given.items("tiers", partial(_tier, unit=unit), ("from", "rate"),
                                                    ("per", "method", "plus"))]
    ascending(given, "tiers", [tier.begins for tier in tiers])
    method, factor = given.choice("method", (SLICE, TIER)), given.quantity("factor_percent", 100)
    place = reached(base, tiers)
    above = tiers[0 if place is None else place + 1:]
    return {"rebate": price_text(rebate(base, tiers, method, factor)), "tier": None if place is None else place + 1,
            "next": {"from": counted(above[0].begins / least, unit), "to_go": counted((above[0].begins - base) / least, unit),
                     "rebate_just_above": price_text(rebate(above[0].begins + least, tiers, method, factor))}
            if above else None}


def _order_bonus(given: Given) -> dict[str, Any]:
    found = order_bonus(
        given.count("last_valid"), given.quantity("target_percent"), given.count("ordered"),
        given.quantity("full_from_percent"), given.quantity("full_per_bag"), given.quantity("part_per_bag"),
        given.quantity("fine_per_missing_bag"), missing_of_limit=given.choice("missing_of", ("target", "limit")) == "limit")
    return {"target": found.target, "bonus": price_text(found.bonus), "fine": price_text(found.fine),
            "net": price_text(found.bonus - found.fine)}


def _fine(given: Given) -> dict[str, Any]:
    found = penalty(given.count("bags"), given.quantity("price_here"), given.positive("price_allowed"), given.quantity("times"),
                    given.quantity("deposit"), given.percent("deposit_percent"), given.count("plan"),
                    given.percent("plan_percent"))
    return {"price_gap_percent": plain(found.price_gap_percent), "fine": price_text(found.fine),
            "deposit_cut": price_text(found.deposit_cut), "plan_cut": found.plan_cut}


KINDS = (
    kind("rebate", N_("Rebate by tiers, and what the next tier needs"), ("base", "tiers", "method"),
         {"base": "500000.00", "method": "tier", "tiers": [
             {"from": 0, "rate": 0}, {"from": 300000, "rate": 4},
             {"from": 500000, "rate": 8, "method": "excess", "plus": 30000}]}, _rebate, ("unit", "price", "factor_percent")),
    kind("order-bonus", N_("Bonus and fine on a dealer's order"),
         ("last_valid", "target_percent", "ordered", "full_from_percent", "full_per_bag", "part_per_bag",
          "fine_per_missing_bag", "missing_of"),
         {"last_valid": 10000, "target_percent": 30, "ordered": 2000, "full_from_percent": 80, "full_per_bag": "3.00",
          "part_per_bag": "2.00", "fine_per_missing_bag": "1.00", "missing_of": "target"}, _order_bonus),
    kind("fine", N_("Fine for diverted goods"),
         ("bags", "price_here", "price_allowed", "times", "deposit", "deposit_percent", "plan", "plan_percent"),
         {"bags": 30, "price_here": "45.00", "price_allowed": "52.00", "times": 5, "deposit": "100000.00",
          "deposit_percent": 20, "plan": 2000, "plan_percent": 15}, _fine))
