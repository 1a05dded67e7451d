"""Stock, sell-out, turnover and ABC as JSON."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.trade.given import Given, ascending, kind, plain
from desktop.trade.stock import Advice, abc, cheapest_order, reorder, replenish, sold_out, turnover

_CLASSES = [80, 95]
_LEVELS = ("minimum", "maximum")


def _replenish(given: Given) -> dict[str, Any]:
    minimum, maximum = (given.count(key) for key in _LEVELS)
    target = given.count("target") if given.filled("target") else None
    multiple = given.count("multiple", low=1)
    if minimum > maximum:
        raise given.wrong("minimum", _("is above the maximum"))
    if target is not None and target > maximum:
        raise given.wrong("target", _("is above the maximum"))
    on_hand, on_order, demand = (given.count(key) for key in ("on_hand", "on_order", "demand"))
    up = given.choice("rounding", ("up", "down")) == "up"
    found = replenish(on_hand, on_order, demand, minimum, maximum, target, multiple, up=up)
    steps = [_("{on_hand} on hand + {on_order} on order − {demand} needed = {forecast}").format(
        on_hand=on_hand, on_order=on_order, demand=demand, forecast=found.forecast),
        *_reasons(found, minimum, maximum, target, multiple)]
    return {"forecast": found.forecast, "order": found.order, "surplus": found.surplus, "steps": steps}


def _reasons(found: Advice, minimum: int, maximum: int, target: int | None, multiple: int) -> list[str]:
    if found.forecast < minimum:
        lacks = maximum - found.forecast
        said = [_("below the minimum of {minimum}: {lacks} are missing to the maximum of {maximum}").format(
            minimum=minimum, lacks=lacks, maximum=maximum)]
        return said if found.order == lacks else [*said, _("in whole cartons of {multiple}: {order}").format(
            multiple=multiple, order=found.order)]
    if found.forecast > maximum:
        level = maximum if target is None else target
        return [_("above the maximum of {maximum}: {surplus} over {level}").format(
            maximum=maximum, surplus=found.surplus, level=level)]
    return [_("between the minimum of {minimum} and the maximum of {maximum}: nothing to do").format(
        minimum=minimum, maximum=maximum)]


def _sellout(given: Given) -> dict[str, Any]:
    sold = sold_out(*(given.count(key) for key in ("opening", "received", "moved_in", "returned", "moved_out", "closing")))
    if sold < 0:
        raise UserError(_("“{key}”: what is left is {n} more than there was; one of the counts is wrong.").format(
            key="closing", n=-sold))
    return {"sold": sold}


def _turnover(given: Given) -> dict[str, Any]:
    found = turnover(given.quantity("opening"), given.quantity("closing"), given.quantity("out"), given.positive("days"),
                     given.positive("year_days", 365))
    return {key: None if (value := getattr(found, key)) is None else plain(value)
            for key in ("average", "days", "turns", "cover_days")}


def _item(given: Given) -> tuple[str, Fraction]:
    return given.text("name"), given.quantity("value")


def _abc(given: Given) -> dict[str, Any]:
    items, limits = given.items("items", _item, ("name", "value")), given.numbers("limits", low=0, default=_CLASSES)
    ascending(given, "limits", limits)
    if limits[-1] > 100:
        raise given.wrong("limits", _("must not exceed 100"))
    if not any(value for _name, value in items):
        raise given.wrong("items", _("have no sum"))
    return {"items": [{"name": r.name, "value": plain(r.value), "cumulative_percent": plain(r.cumulative_percent),
                       "class": r.grade} for r in abc(items, limits)], "total": plain(sum((v for _n, v in items), Fraction(0)))}


_SPREADS = ("spread_of_day", "spread_of_lead_days", "spread_in_lead_time")
_COSTS = ("demand_per_year", "order_cost", "holding_cost")


def _reorder(given: Given) -> dict[str, Any]:
    """The reorder point, from the spread while goods are on their way or from those of demand and days; and the cheapest order
    where the costs are given. Quantities are bags, costs yuan, `factor` the normal quantile (1.65 for 95 %)."""
    of_day, of_lead, in_lead = _SPREADS
    if given.filled(in_lead) and (given.filled(of_day) or given.filled(of_lead)):
        raise UserError(_("Give either “{key}” or “{other}”.").format(
            key=in_lead, other=of_day if given.filled(of_day) else of_lead))
    demand = given.quantity("demand_per_day")
    found = reorder(demand, given.quantity("lead_days"), given.quantity("factor"),
                    spread_of_day=_or_nothing(given, of_day), spread_of_lead=_or_nothing(given, of_lead),
                    spread_in_lead=given.quantity(in_lead) if given.filled(in_lead) else None)
    answer: dict[str, Any] = {"safety": found.safety, "point": found.point, "point_bags": ceil(round(found.point, 9))}
    costs = [key for key in _COSTS if given.filled(key)]
    if costs and len(costs) < len(_COSTS):
        raise UserError(_("“{key}” is missing.").format(key=next(key for key in _COSTS if key not in costs)))
    if costs:
        answer["order_quantity"] = cheapest_order(given.quantity("demand_per_year"), given.quantity("order_cost"),
                                                  given.positive("holding_cost"))
    return answer


def _or_nothing(given: Given, key: str) -> Fraction:
    return given.quantity(key) if given.filled(key) else Fraction(0)


KINDS = (
    kind("replenish", N_("Bags to order, or surplus to clear"),
         ("on_hand", "on_order", "demand", "minimum", "maximum", "multiple", "rounding"),
         {"on_hand": 0, "on_order": 0, "demand": 12, "minimum": 0, "maximum": 5, "multiple": 1, "rounding": "up"}, _replenish,
         ("target",)),
    kind("reorder", N_("Stock at which to order again, and the cheapest order"), ("demand_per_day", "lead_days", "factor"),
         {"demand_per_day": 100, "lead_days": 7, "factor": 1.65, "spread_of_day": 20, "spread_of_lead_days": 2,
          "demand_per_year": 36500, "order_cost": 50, "holding_cost": "2.50"}, _reorder, (*_SPREADS, *_COSTS)),
    kind("sellout", N_("Sell-out between two counts"),
         ("opening", "received", "moved_in", "returned", "moved_out", "closing"),
         {"opening": 120, "received": 300, "moved_in": 0, "returned": 20, "moved_out": 10, "closing": 80}, _sellout),
    kind("turnover", N_("Days and turns of a stock"), ("opening", "closing", "out", "days"),
         {"opening": 120, "closing": 80, "out": 310, "days": 60}, _turnover, ("year_days",)),
    kind("abc", N_("Goods in classes A, B and C"), ("items",),
         {"items": [{"name": "X5", "value": 600}, {"name": "X2", "value": 250}, {"name": "X9", "value": 100},
                    {"name": "X1", "value": 50}]}, _abc,
         ("limits",)))
