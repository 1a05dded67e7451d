"""The list of products, each with its label in force."""

from __future__ import annotations

from desktop.catalogue.model import Crop, Season, Variety
from desktop.core import rollups
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.labels.lists import NEWEST_FIRST
from desktop.labels.model import LabelItem, LabelVersion
from desktop.sales.products.model import Product

_variety, _label = table_of(Variety), table_of(LabelItem)
_IN_FORCE = (Condition("state", "in", ("effective",)),)
LABEL_IN_FORCE = rollups.first(LabelVersion, "item_id", "number", NEWEST_FIRST, where=_IN_FORCE, to="label_id")
LABEL_SINCE = rollups.first(LabelVersion, "item_id", "effective_from", NEWEST_FIRST, where=_IN_FORCE, to="label_id")

PRODUCTS = Listing(
    "products", N_("Products"), Product,
    columns=[column(Product, "name"), column(Product, "code"), Column("variety", N_("Variety"), _variety.c.name),
             column(Product, "bag_kg"), column(Product, "bag_seeds"), column(Product, "bags_carton"),
             column(Product, "list_price"), Column("label", N_("Label"), _label.c.name),
             LABEL_IN_FORCE.column(Product, "label_version", N_("Label in force"), plain=True),
             LABEL_SINCE.column(Product, "label_since", N_("Label in force since"), shown=False),
             column(Product, "bag_mu", shown=False), column(Product, "retired", shown=False),
             column(Product, "remarks", shown=False)],
    joins=[(Variety, "variety_id"), (Crop, "crop_id", Variety), (Season, "season_id"), (LabelItem, "label_id")],
    order=("name", False),
    presets=[Preset("sold", N_("On sale"), lambda: (Condition("retired", "no"),)),
             Preset("unlabelled", N_("On sale without a label in force"), lambda: (
                 Condition("retired", "no"), Condition("label_version", "empty")))])
