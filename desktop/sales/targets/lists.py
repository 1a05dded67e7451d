"""The list of targets with how far each is, its months and its revisions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, func

from desktop.core import rollups
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.dealers.model import Dealer
from desktop.people.model import Person
from desktop.regions.model import Region
from desktop.sales.products.model import Product
from desktop.sales.targets import figures
from desktop.sales.targets import states as s
from desktop.sales.targets.made_of import reached_with
from desktop.sales.targets.model import SalesTarget, TargetMonth, TargetRevision

_target, _place = table_of(SalesTarget), table_of(Region).c.full_name
NOW = figures.joined()
COUNTED: Any = _target.c.measure != s.SOLD
"""What was sold out stands on counts and is reckoned in papers, not in the list."""
DONE: Any = case((COUNTED, NOW.c.done))
PARTS_BAGS = rollups.total(SalesTarget, "parent_id", "bags")
PARTS_MONEY = rollups.total(SalesTarget, "parent_id", "money")
IN_BAGS: Any = _target.c.measure.in_(s.IN_BAGS)


def _bags(value: Any) -> Any:
    return case((IN_BAGS, value))


def _money(value: Any) -> Any:
    return case((IN_BAGS, None), else_=value)


_whole = func.coalesce(_target.c.bags, _target.c.money)
TARGETS = Listing(
    "targets", N_("Targets"), SalesTarget,
    columns=[column(SalesTarget, "name"), column(SalesTarget, "measure"),
             column(SalesTarget, "state", share="of_year"),
             column(SalesTarget, "bags"), Column("done_bags", N_("Bags reached"), _bags(DONE), "whole", behind=reached_with),
             column(SalesTarget, "money"),
             Column("done_money", N_("Amount reached"), _money(DONE), "money", decimals=2, unit=N_("yuan"),
                    behind=reached_with),
             Column("of_curve", N_("Of the curve"), 100.0 * DONE / func.nullif(NOW.c.expected, 0), "number", decimals=1,
                    unit="%"),
             Column("of_year", N_("Of the year"), 100.0 * DONE / func.nullif(_whole, 0), "number", decimals=1, unit="%"),
             Column("rest_bags", N_("Bags not given to parts"), _bags(_target.c.bags - PARTS_BAGS.sql(_target)), "whole",
                    shown=False),
             Column("rest_money", N_("Amount not given to parts"), _money(_target.c.money - PARTS_MONEY.sql(_target)), "money",
                    decimals=2, unit=N_("yuan"), shown=False),
             column(SalesTarget, "starts_on"), Column("region", N_("Region"), _place, shown=False),
             Column("dealer", N_("Dealer"), table_of(Dealer).c.name, shown=False),
             Column("product", N_("Product"), table_of(Product).c.name, shown=False),
             Column("person", N_("Responsible"), table_of(Person).c.name, shown=False),
             column(SalesTarget, "personal", shown=False), column(SalesTarget, "code",
                                                                                               shown=False)],
    joins=[(Region, "region_id"), (Dealer, "dealer_id"), (Product, "product_id"), (Person, "person_id"), (NOW, "id")],
    order=("name", False),
    presets=[
        Preset("now", N_("This season's"), lambda: (Condition("starts_on", "from", figures.season_first()),)),
        Preset("whole", N_("Not a part of another"), lambda: (Condition("parent_id", "empty"),)),
        Preset("attainment", N_("This season's in force, no parts"), lambda: (
            Condition("starts_on", "from", figures.season_first()), Condition("parent_id", "empty"),
            Condition("state", "in", s.IN_FORCE))),
        Preset("behind", N_("Behind the curve"), lambda: (
            Condition("starts_on", "from", figures.season_first()), Condition("of_curve", "most", 99.99))),
        Preset("rest", N_("Not given to parts whole"), lambda: (Condition("rest_bags", "least", 1),)),
        Preset("unconfirmed", N_("Not confirmed"), lambda: (Condition("state", "in", ("issued",)),)),
    ])
MONTHS = Listing(
    "target_months", N_("Months of the target"), TargetMonth,
    columns=[column(TargetMonth, "month"), column(TargetMonth, "bags", total="sum"), column(TargetMonth, "money", total="sum"),
             column(TargetMonth, "why")], order=("month", False))
REVISIONS = Listing(
    "target_revisions", N_("Revisions of the target"), TargetRevision,
    columns=[column(TargetRevision, name) for name in ("revised_on", "was", "now", "why")], order=("revised_on", True))
PARTS = Listing(
    "target_parts", N_("Parts of the target"), SalesTarget,
    columns=[column(SalesTarget, "name"), column(SalesTarget, "bags", total="sum"), column(SalesTarget, "money", total="sum"),
             column(SalesTarget, "state")], order=("name", False))
