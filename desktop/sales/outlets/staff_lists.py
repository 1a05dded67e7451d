"""The lists of targets, promoters and standards of outlets."""

from __future__ import annotations

from datetime import timedelta

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.periods import YEAR
from desktop.core.records import table_of
from desktop.dealers.model import Dealer, Outlet
from desktop.regions.model import Region
from desktop.sales.outlets.staff_model import OutletStandard, OutletTarget, Promoter, PromoterMonth, StandardTold

_outlet, _dealer, _place = table_of(Outlet).c.name, table_of(Dealer).c.name, table_of(Region).c.full_name
UNTRAINED_DAYS = 180

TARGETS = Listing(
    "outlet_targets", N_("Targets by month"), OutletTarget,
    columns=[column(OutletTarget, "month"), column(OutletTarget, "target_bags", total="sum"),
             column(OutletTarget, "sold_bags", total="sum"), column(OutletTarget, "reached"),
             column(OutletTarget, "target_amount", total="sum"), column(OutletTarget, "sold_amount", total="sum"),
             column(OutletTarget, "remark"), Column("outlet", N_("Outlet"), _outlet, shown=False)],
    joins=[(Outlet, "outlet_id")], order=("month", True))

SOLD = rollups.total(PromoterMonth, "promoter_id", "sold_bags", period=("month", YEAR))
BONUS = rollups.total(PromoterMonth, "promoter_id", "bonus", period=("month", YEAR))
PROMOTERS = Listing(
    "promoters", N_("Promoters"), Promoter,
    columns=[column(Promoter, "name"), Column("outlet", N_("Outlet"), _outlet), column(Promoter, "phone"),
             column(Promoter, "since"), column(Promoter, "trained_on"), column(Promoter, "score"),
             SOLD.column(Promoter, "sold", N_("Sold this year"), total="sum"),
             BONUS.column(Promoter, "bonus", N_("Bonus this year"), total="sum"), column(Promoter, "left_on"),
             Column("dealer", N_("Dealer"), _dealer), Column("region", N_("Region"), _place, shown=False),
             column(Promoter, "training", shown=False), column(Promoter, "remarks", shown=False)],
    joins=[(Outlet, "outlet_id"), (Dealer, "dealer_id", Outlet), (Region, "region_id", Outlet)], order=("name", False),
    presets=[
        Preset("here", N_("Working now"), lambda: (Condition("left_on", "empty"),)),
        Preset("never", N_("Never trained"), lambda: (Condition("left_on", "empty"), Condition("trained_on", "empty"))),
        Preset("untrained", N_("Not trained for 180 days"), lambda: (
            Condition("left_on", "empty"), Condition("trained_on", "until", today() - timedelta(days=UNTRAINED_DAYS)))),
    ])
PROMOTER_MONTHS = Listing(
    "promoter_months", N_("Months"), PromoterMonth,
    columns=[column(PromoterMonth, "month"), column(PromoterMonth, "target_bags", total="sum"),
             column(PromoterMonth, "sold_bags", total="sum"), column(PromoterMonth, "reached"),
             column(PromoterMonth, "per_bag"), column(PromoterMonth, "bonus", total="sum"), column(PromoterMonth, "feedback")],
    order=("month", True))

_standard = table_of(OutletStandard)
TOLD = rollups.count(StandardTold, "standard_id")
MISSING = rollups.count(StandardTold, "standard_id", where=(Condition("acknowledged_on", "empty"),))
STANDARDS = Listing(
    "outlet_standards", N_("Standards"), OutletStandard,
    columns=[column(OutletStandard, "issued_on"), column(OutletStandard, "title"), column(OutletStandard, "edition"),
             column(OutletStandard, "valid_from"), TOLD.column(OutletStandard, "told", N_("Outlets concerned")),
             MISSING.column(OutletStandard, "missing", N_("Not acknowledged")), column(OutletStandard, "code", shown=False)],
    order=("issued_on", True),
    presets=[Preset("missing", N_("Not acknowledged by all"), lambda: (Condition("missing", "least", 1),))])
ACKNOWLEDGED = Listing(
    "standards_told", N_("Outlets told"), StandardTold,
    columns=[Column("outlet", N_("Outlet"), _outlet), column(StandardTold, "told_on"), column(StandardTold, "how"),
             column(StandardTold, "acknowledged_on"), column(StandardTold, "acknowledged_by"), column(StandardTold, "remark"),
             Column("region", N_("Region"), _place, shown=False)],
    joins=[(Outlet, "outlet_id"), (Region, "region_id", Outlet)], order=("id", False))
OWN_STANDARDS = Listing(
    "outlet_acknowledged", N_("Standards acknowledged"), StandardTold,
    columns=[Column("standard", N_("Outlet standard"), _standard.c.title),
             Column("edition", N_("Version"), _standard.c.edition), column(StandardTold, "told_on"),
             column(StandardTold, "how"), column(StandardTold, "acknowledged_on"), column(StandardTold, "acknowledged_by"),
             column(StandardTold, "remark")],
    joins=[(OutletStandard, "standard_id")], order=("id", True))
