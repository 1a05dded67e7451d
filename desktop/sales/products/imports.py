"""Products from a spreadsheet."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.importing import RecordImport, packs
from desktop.core.importing.matching import normal
from desktop.core.tables import Table
from desktop.sales.products.model import Product

PACKS = ("规格", "包装规格", "规格(kg)")


class ProductImport(RecordImport):
    """Products, whose packs are told in kilograms or in seeds."""

    def arranged(self, table: Table, layout: str) -> Table:
        """A column of both is a column of each."""
        names = {normal(name) for name in PACKS}
        return super().arranged(packs.parted(table, names, "每袋公斤数", "每袋粒数"), layout)


IMPORTS = (ProductImport("products", N_("Products"), Product, aliases={"bag_kg": PACKS},
                          keys=(("code",), ("name",), ("variety_id", "bag_kg", "bag_seeds"))),)
