"""The list of what was sent, with the version of the label that each lot was packed with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, func, or_, select

from desktop.catalogue.model import Variety
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, table_of
from desktop.core.spoken import spoken
from desktop.dealers.model import Dealer
from desktop.labels.model import LabelItem, LabelVersion
from desktop.labels.printing_model import LabelUse
from desktop.regions.model import Region
from desktop.sales.orders.lists import WEIGHT
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.products.model import Product

_line, _dealer, _product, _place = table_of(ShipmentLine), table_of(Dealer), table_of(Product), table_of(Region).c.full_name
_variety = table_of(Variety)
_use, _version, _item = table_of(LabelUse).alias(), table_of(LabelVersion).alias(), table_of(LabelItem).alias()
NEWEST_FIRST = (_use.c.packed_on.desc(), _use.c.id.desc())


def _of_line(*wanted: Any) -> Any:
    """What is asked of the packing of a line's lot: of its product where that is noted, else of its variety."""
    variety = func.coalesce(_product.c.variety_id, _line.c.variety_id)
    mine = or_(_use.c.product_id == _line.c.product_id, and_(
        or_(_use.c.product_id.is_(None), _line.c.product_id.is_(None)),
        or_(_item.c.variety_id.is_(None), variety.is_(None), _item.c.variety_id == variety)))
    joined = _use.join(_version, _version.c.id == _use.c.version_id).join(_item, _item.c.id == _version.c.item_id)
    return select(*wanted).select_from(joined).where(_use.c.lot == _line.c.lot, alive(_use), mine).correlate(_line, _product)


def _newest(name: str) -> Any:
    return _of_line(_use.c[name]).order_by(*NEWEST_FIRST).limit(1).scalar_subquery()


SHOWN = func.coalesce(spoken(_product), spoken(_variety))

TRACES = Listing(
    "label_traces", N_("Labels at dealers"), ShipmentLine,
    columns=[Column("dealer", N_("Dealer"), _dealer.c.name), Column("product", N_("Product"), SHOWN),
             column(ShipmentLine, "lot", editable=False),
             Column("label", N_("Name of the label"), _newest("item_name")),
             Column("version", N_("Version"), _newest("number"), "whole", plain=True),
             column(ShipmentLine, "moved_on", editable=False), column(ShipmentLine, "bags", editable=False, total="sum"),
             Column("weight", N_("Weight"), WEIGHT, "number", decimals=1, unit="kg", total="sum"),
             Column("region", N_("Region"), _place),
             Column("packed_on", N_("Packed on"), _newest("packed_on"), "day", shown=False),
             Column("versions", N_("Versions of the lot"), _of_line(
                 func.count(func.distinct(_use.c.version_id))).scalar_subquery(), "whole", shown=False)],
    joins=[(Product, "product_id"), (Variety, "variety_id"), (Dealer, "dealer_id"), (Region, "region_id", Dealer)],
    order=("moved_on", True),
    presets=[
        Preset("known", N_("Label known"), lambda: (Condition("label", "filled"),)),
        Preset("unknown", N_("Sent with a lot whose label nobody noted"), lambda: (
            Condition("lot", "filled"), Condition("label", "empty"))),
        Preset("several", N_("Lot packed with several versions"), lambda: (Condition("versions", "least", 2),)),
    ])
