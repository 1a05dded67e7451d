"""Products from a spreadsheet."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport
from desktop.sales.products.model import Product

IMPORTS = (RecordImport("products", N_("Products"), Product,
                        keys=(("code",), ("name",), ("variety_id", "bag_kg", "bag_seeds"))),)
