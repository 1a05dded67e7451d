"""The lists of market capacities and of seed balances."""

from __future__ import annotations

from desktop.catalogue.actions import crop_column
from desktop.catalogue.model import Crop
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.market.capacity.model import MarketCapacity, SeedBalance
from desktop.regions.model import Region

_place = table_of(Region).c.full_name
CAPACITIES = Listing(
    "market_capacities", N_("Market capacity"), MarketCapacity,
    columns=[column(MarketCapacity, "year"), Column("region", N_("Region"), _place),
             crop_column(), column(MarketCapacity, "bags_low", editable=False, shown=False, total="sum"),
             column(MarketCapacity, "bags_likely", editable=False, total="sum"),
             column(MarketCapacity, "bags_high", editable=False, shown=False, total="sum"),
             column(MarketCapacity, "value_likely", total="sum"), column(MarketCapacity, "own_bags", total="sum"),
             column(MarketCapacity, "own_share"), column(MarketCapacity, "code", shown=False)],
    joins=[(Region, "region_id"), (Crop, "crop_id")], order=("year", True),
    presets=[Preset("uncounted", N_("Own share not known"), lambda: (Condition("own_bags", "empty"),))])
BALANCES = Listing(
    "seed_balances", N_("Supply and demand of seed"), SeedBalance,
    columns=[column(SeedBalance, "year"), crop_column(), column(SeedBalance, "scope"),
             *(column(SeedBalance, name) for name in ("produced_kg", "supply_kg", "need_kg", "left_kg")),
             column(SeedBalance, "source"), Column("region", N_("Region"), _place, shown=False)],
    joins=[(Region, "region_id"), (Crop, "crop_id")], order=("year", True),
    presets=[Preset("short", N_("Short of seed"), lambda: (Condition("left_kg", "most", -0.001),))])
