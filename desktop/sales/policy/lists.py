"""The lists of notices and of whom they were told to."""

from __future__ import annotations

from desktop.core import rollups
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.policy.model import PolicyNotice, PolicyTold

CONCERNED = rollups.count(PolicyTold, "notice_id")
UNTOLD = rollups.count(PolicyTold, "notice_id", where=(Condition("told_on", "empty"),))
ACKNOWLEDGED = rollups.count(PolicyTold, "notice_id", where=(Condition("acknowledged_on", "filled"),))

NOTICES = Listing(
    "policy_notices", N_("Policy notices"), PolicyNotice,
    columns=[column(PolicyNotice, "issued_on"), column(PolicyNotice, "title"), column(PolicyNotice, "kind"),
             column(PolicyNotice, "valid_until"), CONCERNED.column(PolicyNotice, "concerned", N_("Dealers concerned")),
             UNTOLD.column(PolicyNotice, "untold", N_("Not told yet")),
             ACKNOWLEDGED.column(PolicyNotice, "acknowledged", N_("Acknowledged")),
             column(PolicyNotice, "code", shown=False)],
    order=("issued_on", True),
    presets=[Preset("untold", N_("Not told to all"), lambda: (Condition("untold", "least", 1),))])
TOLD = Listing(
    "policy_told", N_("Dealers told"), PolicyTold,
    columns=[Column("dealer", N_("Dealer"), table_of(Dealer).c.name), column(PolicyTold, "told_on"), column(PolicyTold, "how"),
             column(PolicyTold, "told_by"), column(PolicyTold, "acknowledged_on"), column(PolicyTold, "acknowledged_by"),
             column(PolicyTold, "remark"), Column("region", N_("Region"), table_of(Region).c.full_name, shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id", Dealer)], order=("id", False))
