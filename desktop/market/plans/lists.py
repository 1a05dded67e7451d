"""The lists of plans, their lines, steps and markets to be won."""

from __future__ import annotations

from datetime import timedelta

from desktop.catalogue.actions import crop_column
from desktop.catalogue.model import Crop, Variety
from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.dealers.model import Dealer
from desktop.market.plans import done
from desktop.market.plans.model import MarketGap, PlanLine, PlanSeed, PlanStep, PromotionPlan
from desktop.regions.model import Region
from desktop.sales.products.model import Product

_place, _variety, _plan = table_of(Region).c.full_name, table_of(Variety).c.name, table_of(PromotionPlan)
LINES = rollups.count(PlanLine, "plan_id")
PLANNED = rollups.total(PlanLine, "plan_id", "area_mu")
SOWN = rollups.total(PlanLine, "plan_id", "sown_mu")
BAGS = rollups.total(PlanLine, "plan_id", "bags")
OPEN_GAPS = rollups.count(MarketGap, "plan_id", where=(Condition("state", "in", ("open",)),))
GOING = ("approved", "running", "checked")
DONE = done.joined()


def _done(what: str, title: str, *, shown: bool = True) -> Column:
    """What was done of a line, counted from the records."""
    return Column(f"{what}_done", title, DONE.c[what], "whole", shown=shown, behind=done.behind(what))


PLANS = Listing(
    "promotion_plans", N_("Promotion plans"), PromotionPlan,
    columns=[column(PromotionPlan, "year"), Column("region", N_("Region"), _place), crop_column(), column(PromotionPlan,
                                                                                                          "state"),
             column(PromotionPlan, "target_mu", total="sum"),
             PLANNED.column(PromotionPlan, "planned", N_("Area given to lines"), total="sum"),
             LINES.column(PromotionPlan, "lines", N_("Lines")),
             BAGS.column(PromotionPlan, "bags", N_("Bags planned"), total="sum"),
             SOWN.column(PromotionPlan, "sown", N_("Area found sown"), total="sum", shown=False),
             OPEN_GAPS.column(PromotionPlan, "gaps", N_("Markets to be won")), column(PromotionPlan, "code", shown=False)],
    joins=[(Region, "region_id"), (Crop, "crop_id")], order=("year", True),
    presets=[Preset("going", N_("Approved or running"), lambda: (Condition("state", "in", GOING),)),
             Preset("draft", N_("Not agreed with sales"), lambda: (Condition("state", "is", "draft"),))])
PLAN_LINES = Listing(
    "plan_lines", N_("Lines of the plan"), PlanLine,
    columns=[Column("region_id", N_("County"), _place), Column("variety_id", N_("Variety"), _variety), column(PlanLine, "role"),
             column(PlanLine, "stage"), column(PlanLine, "area_now", total="sum"), column(PlanLine, "area_mu", total="sum"),
             column(PlanLine, "bags", total="sum"), Column("dealer_id", N_("Dealer"), table_of(Dealer).c.name),
             column(PlanLine, "demos", total="sum"), _done(done.DEMOS, N_("Demonstrations sown")),
             column(PlanLine, "field_days", total="sum"), _done(done.DAYS, N_("Field days held")),
             column(PlanLine, "trainings", total="sum"), _done(done.TRAININGS, N_("Trainings held there"), shown=False),
             column(PlanLine, "budget", total="sum"),
             column(PlanLine, "month"), column(PlanLine, "who"),
             *(column(PlanLine, name, shown=False) for name in ("demo_mu", "why", "sown_mu", "sown_bags", "field_checked_on",
                                                                "found", "reached", "new_mu"))],
    joins=[(Region, "region_id"), (Variety, "variety_id"), (Dealer, "dealer_id"), (DONE, "id")], order=("id", False))
PLAN_STEPS = Listing(
    "plan_steps", N_("Steps of the plan"), PlanStep,
    columns=[column(PlanStep, "step"), Column("region_id", N_("County"), _place), Column("variety_id", N_("Variety"), _variety),
             column(PlanStep, "begins_on"), column(PlanStep, "ends_on"), column(PlanStep, "what"), column(PlanStep, "who"),
             column(PlanStep, "done_on"), column(PlanStep, "result"),
             Column("plan_state", N_("State of the plan"), _plan.c.state, shown=False)],
    joins=[(PromotionPlan, "plan_id"), (Region, "region_id"), (Variety, "variety_id")], order=("begins_on", False),
    presets=[Preset("late", N_("Steps overdue"), lambda: (
        Condition("done_on", "empty"), Condition("begins_on", "until", today() - timedelta(days=1)),
        Condition("plan_state", "in", GOING)))])
PLAN_SEED = Listing(
    "plan_seed", N_("Seed for the plan"), PlanSeed,
    columns=[Column("product_id", N_("Product"), table_of(Product).c.name), column(PlanSeed, "bags", total="sum"),
             column(PlanSeed, "source"), column(PlanSeed, "remark")],
    joins=[(Product, "product_id")], order=("id", False))
MARKET_GAPS = Listing(
    "market_gaps", N_("Blank and weak markets"), MarketGap,
    columns=[Column("region_id", N_("Region"), _place), column(MarketGap, "kind"), column(MarketGap, "why"),
             column(MarketGap, "action"), column(MarketGap, "who"), column(MarketGap, "due_on"), column(MarketGap, "state"),
             column(MarketGap, "done_on"), column(MarketGap, "result")],
    joins=[(Region, "region_id")], order=("id", False),
    presets=[Preset("late", N_("Actions overdue"), lambda: (
        Condition("state", "is", "open"), Condition("due_on", "until", today() - timedelta(days=1))))])
