"""The lists of rounds of allotting and of what they give."""

from __future__ import annotations

from desktop.core import rollups
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import table_of
from desktop.dealers.model import Dealer
from desktop.sales.allotting.model import AllotLine, AllotRound
from desktop.sales.orders.model import OrderLine, SalesOrder
from desktop.sales.products.model import Product

_product, _dealer, _order = table_of(Product), table_of(Dealer), table_of(SalesOrder)
WANTED = rollups.total(AllotLine, "round_id", "wanted")
GIVEN = rollups.total(AllotLine, "round_id", "given")

ROUNDS = Listing(
    "allot_rounds", N_("Allotting of goods"), AllotRound,
    columns=[column(AllotRound, "code"), column(AllotRound, "made_on"), Column("product", N_("Product"), _product.c.name),
             column(AllotRound, "state"), column(AllotRound, "bags", total="sum"),
             WANTED.column(AllotRound, "wanted", N_("Bags waited for"), total="sum"),
             GIVEN.column(AllotRound, "given", N_("Bags given"), total="sum"), column(AllotRound, "rule"),
             column(AllotRound, "decided_by", shown=False), column(AllotRound, "remarks", shown=False)],
    joins=[(Product, "product_id")], order=("made_on", True),
    presets=[Preset("open", N_("Not in the orders yet"), lambda: (Condition("state", "in", ("draft",)),))])
LINES = Listing(
    "allot_lines", N_("Shares of orders"), AllotLine,
    columns=[Column("order", N_("Sales order"), _order.c.code), Column("dealer", N_("Dealer"), _dealer.c.name),
             column(AllotLine, "wanted", total="sum", editable=False),
             column(AllotLine, "reckoned", total="sum", editable=False),
             column(AllotLine, "given", total="sum"), column(AllotLine, "why")],
    joins=[(OrderLine, "order_line_id"), (SalesOrder, "order_id", OrderLine), (Dealer, "dealer_id", SalesOrder)],
    order=("id", False))
