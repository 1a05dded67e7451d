"""The lists of promotions, field days and advertisements."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Float, cast, func, select

from desktop.catalogue.model import Variety
from desktop.core import rollups
from desktop.core.attachments import Attachment
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, table_of
from desktop.dealers.model import Dealer
from desktop.market.promotions.model import (
    FieldDay,
    FieldDayGuest,
    MediaRun,
    PromotedProduct,
    PromotionExpense,
    PromotionTerm,
    SalesPromotion,
)
from desktop.market.promotions.states import UNPROVED
from desktop.regions.model import Region
from desktop.sales.conditions.model import SalesCondition
from desktop.sales.products.model import Product

_place, _dealer, _product = table_of(Region).c.full_name, table_of(Dealer), table_of(Product)
_promotion, _condition, _day, _variety = (table_of(m) for m in (SalesPromotion, SalesCondition, FieldDay, Variety))
PLANNED = rollups.total(PromotionExpense, "promotion_id", "planned")
SPENT = rollups.total(PromotionExpense, "promotion_id", "spent")
BASELINE = rollups.total(PromotedProduct, "promotion_id", "baseline")
GOAL = rollups.total(PromotedProduct, "promotion_id", "goal_bags")
DURING = rollups.total(PromotedProduct, "promotion_id", "during")
AFTER = rollups.total(PromotedProduct, "promotion_id", "after_change")
NEW_ONES = rollups.any_of(PromotedProduct, "promotion_id", where=(Condition("newness", "in", ("new",)),))
PROOF = rollups.any_of(Attachment, "owner_id", where=(Condition("owner_table", "is", "mediarun"),))
OPEN = ("applied", "countersigned", "running", "closed")


def _expected() -> Any:
    return BASELINE.sql(_promotion) * (1 + func.coalesce(_promotion.c.twin_change, 0.0) / 100)


def _uplift() -> Any:
    """How much more was sold than expected, in percent."""
    return 100.0 * (DURING.sql(_promotion) - _expected()) / func.nullif(_expected(), 0)


def _reached() -> Any:
    """How much of the goal of its products is sold, in percent."""
    return 100.0 * DURING.sql(_promotion) / func.nullif(GOAL.sql(_promotion), 0)


def _late() -> Any:
    """Applied for after the last day to do so."""
    return _promotion.c.applied_on > _promotion.c.apply_by


SALES_PROMOTIONS = Listing(
    "sales_promotions", N_("Promotions"), SalesPromotion,
    columns=[column(SalesPromotion, "theme"), column(SalesPromotion, "state", share="reached"),
             column(SalesPromotion, "starts_on"),
             column(SalesPromotion, "ends_on"), Column("region", N_("Region"), _place),
             Column("dealer", N_("Dealer"), _dealer.c.name, shown=False), column(SalesPromotion, "kind"),
             column(SalesPromotion, "in_charge"),
             PLANNED.column(SalesPromotion, "planned", N_("Cost applied for"), total="sum"),
             SPENT.column(SalesPromotion, "spent", N_("Cost spent"), total="sum"),
             DURING.column(SalesPromotion, "during", N_("Sold while it ran"), total="sum"),
             Column("uplift", N_("Uplift"), _uplift(), "number", decimals=2, unit="%"),
             Column("reached", N_("Goal reached"), _reached(), "number", decimals=1, unit="%", shown=False),
             column(SalesPromotion, "evaluate_by"), column(SalesPromotion, "apply_by", shown=False),
             AFTER.column(SalesPromotion, "after", N_("Change afterwards"), shown=False),
             NEW_ONES.column(SalesPromotion, "new_products", N_("With new products"), shown=False),
             Column("applied_late", N_("Applied for too late"), _late(), "flag", shown=False),
             column(SalesPromotion, "code", shown=False)],
    joins=[(Region, "region_id"), (Dealer, "dealer_id")], order=("starts_on", True),
    presets=[
        Preset("open", N_("Under way"), lambda: (Condition("state", "in", OPEN),)),
        Preset("unevaluated", N_("Closed and not evaluated in time"), lambda: (
            Condition("state", "in", ("closed",)), Condition("evaluate_by", "until", today() - timedelta(days=1)))),
        Preset("applied_late", N_("Applied for too late"), lambda: (Condition("applied_late", "yes"),)),
        Preset("new_products", N_("With new products"), lambda: (Condition("new_products", "yes"),)),
    ])
EXPENSES = Listing(
    "promotion_expenses", N_("Costs of the promotion"), PromotionExpense,
    columns=[column(PromotionExpense, "kind"), column(PromotionExpense, "what"),
             column(PromotionExpense, "planned", total="sum"),
             column(PromotionExpense, "spent", total="sum")], order=("id", False))
PRODUCTS = Listing(
    "promoted_products", N_("Promoted products"), PromotedProduct,
    columns=[Column("product", N_("Product"), _product.c.name), column(PromotedProduct, "newness"),
             column(PromotedProduct, "reason"), column(PromotedProduct, "price"), column(PromotedProduct, "margin"),
             column(PromotedProduct, "goal_bags", total="sum"), column(PromotedProduct, "baseline", total="sum"),
             column(PromotedProduct, "during", total="sum"), column(PromotedProduct, "after_change", total="sum"),
             column(PromotedProduct, "remark", shown=False)],
    joins=[(Product, "product_id")], order=("id", False))
TERMS = Listing(
    "promotion_terms", N_("Conditions of sale used"), PromotionTerm,
    columns=[Column("condition", N_("Condition of sale"), _condition.c.name), column(SalesCondition, "kind"),
             column(SalesCondition, "valid_from"), column(SalesCondition, "valid_until"), column(SalesCondition, "percent"),
             column(SalesCondition, "buy"), column(SalesCondition, "free"), column(PromotionTerm, "remark")],
    joins=[(SalesCondition, "condition_id")], order=("id", False))


def _guests(what: Any) -> Any:
    """A sum over the guests of a field day."""
    g = table_of(FieldDayGuest).alias()
    found = select(func.sum(what(g))).where(g.c.day_id == _day.c.id, alive(g)).correlate(_day).scalar_subquery()
    return func.coalesce(found, 0)


def _all(extra: str, what: Any) -> Any:
    return func.coalesce(_day.c[extra], 0) + _guests(what)


INVITED, CAME = _all("more_invited", lambda g: g.c.invited), _all("more_came", lambda g: g.c.came)
ORDERED, BAGS = _all("more_ordered", lambda g: g.c.bags > 0), _all("more_bags", lambda g: g.c.bags)
FIELD_DAYS = Listing(
    "field_days", N_("Field days"), FieldDay,
    columns=[column(FieldDay, "held_on"), column(FieldDay, "topic"), column(FieldDay, "state"),
             Column("region", N_("Region"), _place), column(FieldDay, "place"),
             Column("variety", N_("Variety shown"), _variety.c.name),
             Column("invited", N_("Invited"), INVITED, "whole", total="sum"),
             Column("came", N_("Came"), CAME, "whole", total="sum"),
             Column("came_share", N_("Came of those invited"), 100.0 * CAME / func.nullif(INVITED, 0), "number", decimals=1,
                    unit="%", shown=False),
             Column("ordered", N_("Ordered"), ORDERED, "whole", total="sum"),
             Column("bags", N_("Bags ordered"), BAGS, "whole", total="sum"), column(FieldDay, "cost", total="sum"),
             Column("cost_each", N_("Cost of each who came"), cast(_day.c.cost, Float) / func.nullif(CAME, 0), "money",
                    decimals=2, unit=N_("yuan"), shown=False),
             Column("dealer", N_("Host dealer"), _dealer.c.name, shown=False),
             Column("promotion", N_("Promotion"), _promotion.c.theme, shown=False), column(FieldDay, "code", shown=False)],
    joins=[(Region, "region_id"), (Variety, "variety_id"), (Dealer, "dealer_id"), (SalesPromotion, "promotion_id")],
    order=("held_on", True),
    presets=[
        Preset("planned", N_("Field days ahead"), lambda: (Condition("state", "in", ("planned",)),)),
        Preset("unwritten", N_("Not written up"), lambda: (
            Condition("state", "in", ("planned", "held")), Condition("held_on", "until", today() - timedelta(days=1)))),
    ])
GUESTS = Listing(
    "field_day_guests", N_("Guests"), FieldDayGuest,
    columns=[column(FieldDayGuest, "name"), column(FieldDayGuest, "phone"), column(FieldDayGuest, "organisation"),
             column(FieldDayGuest, "invited"), column(FieldDayGuest, "came"), column(FieldDayGuest, "bags", total="sum"),
             Column("dealer", N_("Orders through dealer"), _dealer.c.name), column(FieldDayGuest, "remark")],
    joins=[(Dealer, "dealer_id")], order=("id", False))
MEDIA = Listing(
    "media_runs", N_("Advertising"), MediaRun,
    columns=[column(MediaRun, "starts_on"), column(MediaRun, "ends_on"), column(MediaRun, "title"), column(MediaRun, "medium"),
             column(MediaRun, "outlet"), column(MediaRun, "state"), column(MediaRun, "cost", total="sum"),
             column(MediaRun, "reach", total="sum"), column(MediaRun, "per_thousand"), column(MediaRun, "true_per_thousand"),
             PROOF.column(MediaRun, "proof", N_("Proof attached")), Column("region", N_("Region"), _place, shown=False),
             Column("promotion", N_("Promotion"), _promotion.c.theme, shown=False), column(MediaRun, "code", shown=False)],
    joins=[(Region, "region_id"), (SalesPromotion, "promotion_id")], order=("starts_on", True),
    presets=[
        Preset("unproved", N_("Out and not proved"), lambda: (
            Condition("state", "in", UNPROVED), Condition("starts_on", "until", today()))),
        Preset("faulty", N_("Not placed as agreed"), lambda: (Condition("state", "in", ("faulty",)),)),
    ])
