"""The lists of rebate agreements, their parts and their settlements."""

from __future__ import annotations

from desktop.core import rollups
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.core.reminders import days_ahead
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.products.model import Product
from desktop.sales.rebates.model import RebateAgreement, RebateCut, RebateFactor, RebatePeriod, RebateSettlement, RebateTier
from desktop.sales.rebates.states import COUNTED

_dealer, _place, _agreement = table_of(Dealer), table_of(Region).c.full_name, table_of(RebateAgreement)
SETTLED = rollups.total(RebateSettlement, "agreement_id", "amount", where=(Condition("state", "in", COUNTED),))
CUT = rollups.total(RebateCut, "agreement_id", "percent")

AGREEMENTS = Listing(
    "rebate_agreements", N_("Rebate agreements"), RebateAgreement,
    columns=[column(RebateAgreement, "code"), Column("dealer", N_("Dealer"), _dealer.c.name), column(RebateAgreement, "name"),
             column(RebateAgreement, "state"), column(RebateAgreement, "starts_on"), column(RebateAgreement, "ends_on"),
             column(RebateAgreement, "basis"), column(RebateAgreement, "plan_amount", total="sum"),
             column(RebateAgreement, "plan_bags", total="sum", shown=False),
             SETTLED.column(RebateAgreement, "settled", N_("Settled so far"), total="sum"),
             CUT.column(RebateAgreement, "cut", N_("Taken off for conduct"), shown=False),
             Column("region", N_("Region"), _place, shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id", Dealer), (Product, "product_id")], order=("ends_on", True),
    presets=[
        Preset("active", N_("Agreements in force"), lambda: (Condition("state", "in", ("active",)),)),
        Preset("ending", N_("Agreements about to end"), lambda: (
            Condition("state", "in", ("active",)), Condition("ends_on", "next_days", days_ahead()))),
    ])
PERIODS = Listing(
    "rebate_periods", N_("Periods of the agreement"), RebatePeriod,
    columns=[column(RebatePeriod, name) for name in ("name", "starts_on", "ends_on", "plan_amount", "plan_bags")],
    order=("starts_on", False))
TIERS = Listing(
    "rebate_tiers", N_("Rebate tiers"), RebateTier,
    columns=[column(RebateTier, name) for name in ("part", "above_amount", "above_bags", "above_percent", "rate_percent",
                                                   "rate_bag", "method", "plus")], order=("id", False))
FACTORS = Listing(
    "rebate_factors", N_("Factors by days of payment"), RebateFactor,
    columns=[column(RebateFactor, name) for name in ("paid_within", "percent")], order=("paid_within", False))
CUTS = Listing(
    "rebate_cuts", N_("Cuts for conduct"), RebateCut,
    columns=[column(RebateCut, name) for name in ("happened_on", "kind", "percent", "what")], order=("happened_on", False))
SETTLEMENTS = Listing(
    "rebate_settlements", N_("Rebate settlements"), RebateSettlement,
    columns=[column(RebateSettlement, "code"), column(RebateSettlement, "as_of"),
             Column("dealer", N_("Dealer"), _dealer.c.name), Column("agreement", N_("Rebate agreement"), _agreement.c.name),
             column(RebateSettlement, "state"), column(RebateSettlement, "earned", total="sum"),
             column(RebateSettlement, "before", total="sum"), column(RebateSettlement, "amount", total="sum"),
             column(RebateSettlement, "form")],
    joins=[(RebateAgreement, "agreement_id"), (Dealer, "dealer_id", RebateAgreement)], order=("as_of", True),
    presets=[Preset("open", N_("Not credited yet"), lambda: (Condition("state", "in", ("draft", "checked", "approved")),))])
