"""The lists of leads and of the steps of their plans."""

from __future__ import annotations

from datetime import timedelta

from desktop.catalogue.actions import crop_column
from desktop.catalogue.model import Crop
from desktop.core import catalogues, rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.core.reminders import days_ahead
from desktop.dealers.model import Dealer
from desktop.market.leads.model import Lead, LeadStep
from desktop.market.leads.words import OPEN, STAGES, WON
from desktop.regions.model import Region
from desktop.sales.products.model import Product

_place, _dealer, _product, _lead = table_of(Region).c.full_name, table_of(Dealer), table_of(Product), table_of(Lead)
STEPS_OPEN = rollups.count(LeadStep, "lead_id", where=(Condition("done_on", "empty"),))
NEXT_DUE = (Condition("done_on", "empty"), Condition("due_on", "filled"))


def stale_days() -> int:
    """After how many days in one stage a lead that is open counts as forgotten."""
    return int(catalogues.load("lead_rules").head["stale_days"])


def _in(*stages: str) -> tuple[Condition, ...]:
    return (Condition("state", "in", stages),)


LEADS = Listing(
    "leads", N_("Leads"), Lead,
    columns=[column(Lead, "name"), column(Lead, "state"), column(Lead, "sector"), Column("region", N_("Region"), _place),
             column(Lead, "contact"), column(Lead, "phone", shown=False), column(Lead, "area_mu", total="sum"),
             Column("product", N_("Product wanted"), _product.c.name), column(Lead, "bags", total="sum"),
             column(Lead, "value", total="sum"), column(Lead, "chance"), column(Lead, "expected", total="sum"),
             column(Lead, "days"), column(Lead, "decides_on"), column(Lead, "next_step"), column(Lead, "next_on"),
             Column("dealer", N_("Through dealer"), _dealer.c.name, shown=False), column(Lead, "source", shown=False),
             crop_column(), STEPS_OPEN.column(Lead, "steps", N_("Steps open"), shown=False),
             column(Lead, "code", shown=False)],
    joins=[(Region, "region_id"), (Dealer, "dealer_id"), (Product, "product_id"), (Crop, "crop_id")], order=("heard_on", True),
    presets=[
        Preset("open", N_("Open leads"), lambda: _in(*OPEN)),
        *(Preset(stage, STAGES.labels[stage], lambda stage=stage: _in(stage)) for stage in STAGES),  # type: ignore[misc]
        Preset("won", N_("Leads that ordered"), lambda: _in(*WON)),
        Preset("key", N_("Key accounts"), lambda: (Condition("key_account", "yes"),)),
        Preset("late", N_("Next step overdue"), lambda: (
            *_in(*OPEN), Condition("next_on", "until", today() - timedelta(days=1)))),
        Preset("stale", N_("Long in one stage"), lambda: (*_in(*OPEN), Condition("days", "least", stale_days()))),
        Preset("deciding", N_("About to decide"), lambda: (*_in(*OPEN), Condition("decides_on", "next_days", days_ahead()))),
    ])
LEAD_STEPS = Listing(
    "lead_steps", N_("Steps of the single plan"), LeadStep,
    columns=[column(LeadStep, "due_on"), column(LeadStep, "what"), column(LeadStep, "side"), column(LeadStep, "who"),
             column(LeadStep, "done_on"), column(LeadStep, "result"), Column("lead", N_("Lead"), _lead.c.name, shown=False)],
    joins=[(Lead, "lead_id")], order=("due_on", False))
