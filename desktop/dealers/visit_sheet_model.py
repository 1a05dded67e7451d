"""What is written on the sheet of a visit, product by product: on paper at the dealer's, then in the grid of the visit."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from desktop.core import fields as f
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_
from desktop.core.records import Record


class VisitLine(Record, table=True):
    """A product on the sheet of a visit: bags counted, oldest lot, prices seen, bags wanted."""

    NAME: ClassVar[str] = N_("Line of a visit sheet")
    FORM: ClassVar[Groups] = (Group("product_id:2 counted lot tested_on dealer_price farmer_price wanted remark:3"),)
    visit_id: int | None = f.link(N_("Visit"), "visit.id", owned=True)
    product_id: int | None = f.link(N_("Product"), "product.id", required=True)
    counted: int | None = f.whole(N_("Bags counted"), low=0)
    lot: str = f.text(N_("Oldest lot"), search=True)
    tested_on: date | None = f.day(N_("Tested on"))
    dealer_price: int | None = f.money(N_("Price to shops seen"))
    farmer_price: int | None = f.money(N_("Price to farmers seen"))
    wanted: int | None = f.whole(N_("Bags wanted"), low=0)
    remark: str = f.text(N_("Remark"))
