"""The list of what was sent, with the version of the label that each lot was packed with."""

from __future__ import annotations

from desktop.core import rollups
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.dealers.model import Dealer
from desktop.labels.model import LabelVersion
from desktop.labels.printing_model import LabelUse
from desktop.regions.model import Region
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.products.model import Product

_dealer, _product, _place, _version = table_of(Dealer), table_of(Product), table_of(Region).c.full_name, table_of(LabelVersion)
NEWEST_FIRST = (("packed_on", True),)
LABEL = rollups.first(LabelUse, "lot", "item_name", NEWEST_FIRST, to="lot")
NUMBER = rollups.first(LabelUse, "lot", "number", NEWEST_FIRST, to="lot")
PACKED = rollups.first(LabelUse, "lot", "packed_on", NEWEST_FIRST, to="lot")
VERSIONS = rollups.distinct(LabelUse, "lot", "version_id", to="lot")

TRACES = Listing(
    "label_traces", N_("Labels at dealers"), ShipmentLine,
    columns=[Column("dealer", N_("Dealer"), _dealer.c.name), Column("product", N_("Product"), _product.c.name),
             column(ShipmentLine, "lot", editable=False),
             LABEL.column(ShipmentLine, "label", N_("Name of the label")),
             NUMBER.column(ShipmentLine, "version", N_("Version"), plain=True),
             column(ShipmentLine, "moved_on", editable=False), column(ShipmentLine, "bags", editable=False, total="sum"),
             Column("region", N_("Region"), _place),
             PACKED.column(ShipmentLine, "packed_on", N_("Packed on"), shown=False),
             VERSIONS.column(ShipmentLine, "versions", N_("Versions of the lot"), shown=False)],
    joins=[(Product, "product_id"), (Dealer, "dealer_id"), (Region, "region_id", Dealer)], order=("moved_on", True),
    presets=[
        Preset("known", N_("Label known"), lambda: (Condition("label", "filled"),)),
        Preset("unknown", N_("Sent with a lot whose label nobody noted"), lambda: (
            Condition("lot", "filled"), Condition("label", "empty"))),
        Preset("several", N_("Lot packed with several versions"), lambda: (Condition("versions", "least", 2),)),
    ])
