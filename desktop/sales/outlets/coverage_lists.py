"""The lists of coverage: counties with outlets needed and real, their townships, the shops counted, what is done in blanks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import case, func, or_, select

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, Rows, column
from desktop.core.records import Record, alive, table_of
from desktop.core.reminders import days_ahead
from desktop.dealers.model import Outlet
from desktop.regions.model import Region
from desktop.sales.outlets.coverage_model import CountedShop, CoverageArea, TownshipPlan
from desktop.sales.outlets.rules import rule

_area, _region, _outlet = table_of(CoverageArea), table_of(Region), table_of(Outlet)


def _inside(place: Any, within: Any) -> Any:
    """Whether a region is another one, or lies in it."""
    return or_(place.c.id == within.c.id, place.c.full_name.startswith(within.c.full_name + " "))


def _real(within: Any) -> Any:
    """How many outlets in business a region holds with all that lies in it."""
    outlet, place = _outlet.alias(), _region.alias()
    return (select(func.count()).select_from(outlet.join(place, place.c.id == outlet.c.region_id))
            .where(outlet.c.state == "open", alive(outlet), _inside(place, within)).correlate(within).scalar_subquery())


def _townships(*conditions: Any) -> Any:
    """How many townships lie in the county of the row that fit the conditions on `_town`."""
    return (select(func.count()).select_from(_town).where(
        _town.c.parent_id == _region.c.id, _town.c.level == "township", alive(_town), *conditions)
        .correlate(_region).scalar_subquery())


_town = _region.alias("town")
OUTLETS_HERE = _real(_region)
"""How many outlets in business the region of a row holds."""
TOWNSHIPS_IN = _townships()
BLANKS_IN = _townships(_real(_town) == 0)


def _needed(people: Any, name: str) -> Any:
    """Outlets for people at so many each, rounded up, by the rule in force when the program was started."""
    per = int(rule(name, today()))
    return (people + (per - 1)) // per


_rural = _area.c.people - _area.c.urban
NUMERIC = rollups.figure(CountedShop, "area_id", lambda t: 100.0 * func.sum(case((t.c.ours, 1), else_=0)) / func.count(),
                         decimals=1)
WEIGHTED = rollups.figure(CountedShop, "area_id", lambda t: 100.0 * func.sum(
    case((t.c.ours, func.coalesce(t.c.category_bags, 0)), else_=0)) / func.nullif(func.sum(t.c.category_bags), 0), decimals=1)
COUNTED = rollups.count(CountedShop, "area_id")
WITH_US = rollups.count(CountedShop, "area_id", where=(Condition("ours", "yes"),))


def _townships_behind(area: Record) -> Rows:
    return Rows(Region, (Condition("parent_id", "is", getattr(area, "region_id", 0), area.label()),))


def _whole(name: str, title: str, value: Any, **changes: Any) -> Column:
    return Column(name, title, value, "whole", **changes)


COVERAGE = Listing(
    "coverage", N_("Coverage"), CoverageArea,
    columns=[Column("region", N_("Region"), _region.c.full_name), column(CoverageArea, "counted_on"),
             _whole("real", N_("Outlets in business"), OUTLETS_HERE, total="sum"),
             _whole("whole_low", N_("All as town: from"), _needed(_area.c.people, "urban_per_high")),
             _whole("whole_high", N_("All as town: to"), _needed(_area.c.people, "urban_per_low")),
             _whole("whole_rural", N_("All as country"), _needed(_area.c.people, "rural_per")),
             _whole("split_low", N_("Town and country: from"),
                    _needed(_area.c.urban, "urban_per_high") + _needed(_rural, "rural_per")),
             _whole("split_high", N_("Town and country: to"),
                    _needed(_area.c.urban, "urban_per_low") + _needed(_rural, "rural_per")),
             _whole("townships", N_("Townships"), TOWNSHIPS_IN, total="sum", behind=_townships_behind),
             _whole("blanks", N_("Blank townships"), BLANKS_IN, total="sum"),
             Column("per_township", N_("Outlets a township"), 1.0 * OUTLETS_HERE / func.nullif(TOWNSHIPS_IN, 0), "number",
                    decimals=2),
             Column("mu_per_outlet", N_("Area an outlet"), _area.c.area_mu / func.nullif(OUTLETS_HERE, 0), "number", decimals=0,
                    unit=N_("mu"), shown=False),
             NUMERIC.column(CoverageArea, "numeric", N_("Numeric distribution"), unit="%"),
             WEIGHTED.column(CoverageArea, "weighted", N_("Weighted distribution"), unit="%"),
             COUNTED.column(CoverageArea, "counted", N_("Shops counted"), shown=False),
             WITH_US.column(CoverageArea, "with_us", N_("Shops with us"), shown=False),
             column(CoverageArea, "people", shown=False, total="sum"), column(CoverageArea, "urban", shown=False),
             column(CoverageArea, "area_mu", shown=False, total="sum"), column(CoverageArea, "seed_shops", shown=False),
             column(CoverageArea, "source", shown=False)],
    joins=[(Region, "region_id")], order=("region", False),
    presets=[Preset("blank", N_("With blank townships"), lambda: (Condition("blanks", "least", 1),))])
SHOPS = Listing(
    "counted_shops", N_("Shops counted"), CountedShop,
    columns=[column(CountedShop, "name"), Column("region", N_("Township or town"), _region.c.name), column(CountedShop, "ours"),
             column(CountedShop, "category_bags", total="sum"), column(CountedShop, "own_bags", total="sum"),
             column(CountedShop, "firms"), Column("outlet", N_("Outlet"), _outlet.c.name), column(CountedShop, "remark")],
    joins=[(Region, "region_id"), (Outlet, "outlet_id")], order=("name", False))

OPEN_PLANS = rollups.count(TownshipPlan, "region_id", where=(Condition("state", "in", ("open",)),))
TOWNSHIPS = Listing(
    "county_townships", N_("Townships"), Region,
    columns=[column(Region, "name", editable=False), _whole("outlets", N_("Outlets in business"), OUTLETS_HERE, total="sum"),
             Column("blank", N_("Blank"), OUTLETS_HERE == 0, "flag"),
             OPEN_PLANS.column(Region, "plans", N_("Actions under way"))],
    order=("name", False), always=(Condition("level", "in", ("township",)),), tab="sales")

BLANKS = Listing(
    "blank_townships", N_("Blank townships"), TownshipPlan,
    columns=[Column("region", N_("Township or town"), _region.c.full_name), column(TownshipPlan, "state"),
             _whole("outlets", N_("Outlets in business"), OUTLETS_HERE), column(TownshipPlan, "what"),
             column(TownshipPlan, "candidate"), column(TownshipPlan, "who"), column(TownshipPlan, "due_on"),
             column(TownshipPlan, "done_on"), Column("outlet", N_("Outlet won"), _outlet.c.name),
             column(TownshipPlan, "remarks", shown=False)],
    joins=[(Region, "region_id"), (Outlet, "outlet_id")], order=("region", False),
    presets=[Preset("open", N_("To be opened"), lambda: (Condition("state", "in", ("open",)),)),
             Preset("late", N_("Past the deadline"), lambda: (
                 Condition("state", "in", ("open",)), Condition("due_on", "until", today() - timedelta(days=1)))),
             Preset("due", N_("Due soon"), lambda: (
                 Condition("state", "in", ("open",)), Condition("due_on", "next_days", days_ahead())))])
__all__ = ["BLANKS", "COVERAGE", "OUTLETS_HERE", "SHOPS", "TOWNSHIPS"]
