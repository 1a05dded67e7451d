"""The lists of stock items with what lies there, of counts, of moves between dealers, and of plans."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, case, exists, func, or_, select

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.records import alive, table_of
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.products.model import Product
from desktop.sales.stock import figures
from desktop.sales.stock import states as s
from desktop.sales.stock.levels import level
from desktop.sales.stock.made_of import made_of
from desktop.sales.stock.model import CountLine, StockCount, StockItem, StockMove
from desktop.sales.stock.plan_model import PlanCause, StockPlan

_dealer, _product, _place, _item = table_of(Dealer), table_of(Product), table_of(Region).c.full_name, table_of(StockItem)
NOW = figures.joined()
_taker = table_of(Dealer).alias("taker")
_giver = table_of(Dealer).alias("giver")


def _bags(name: str, title: str, *, shown: bool = True) -> Column:
    """A figure of the stock; its rows are the counts, deliveries and moves of its window."""
    return Column(name, title, NOW.c[name], "whole", shown=shown, total="sum", behind=made_of(name))


WORD: Any = case(
    (or_(NOW.c.sold < 0, NOW.c.on_hand < 0), "miscount"),
    (func.coalesce(_item.c.minimum, 0) + func.coalesce(_item.c.maximum, 0) + NOW.c.on_hand == 0, "none"),
    (NOW.c.on_hand <= 0, "out"), (NOW.c.on_hand <= _item.c.minimum, "low"), (NOW.c.on_hand > _item.c.maximum, "over"),
    else_="in")


def _fresh() -> Any:
    """Whether the last count is not stale; the level is asked for when the list is read."""
    days: Any = bindparam("stale_days", callable_=lambda: int(level("stale_days")))
    return case((func.julianday("now", "localtime") - func.julianday(NOW.c.closed) <= days + 1, 1), else_=0)


def _untested() -> Any:
    """Whether the last count found bags of a lot whose germination test is too old."""
    days: Any = bindparam("retest_days", callable_=lambda: int(level("retest_days")))
    line = table_of(CountLine).alias()
    old = func.julianday("now", "localtime") - func.julianday(line.c.tested_on) > days + 1
    found = select(line.c.id).where(line.c.dealer_id == _item.c.dealer_id, line.c.product_id == _item.c.product_id, alive(line),
                                    line.c.counted_on == NOW.c.closed, line.c.bags > 0, old)
    return case((exists(found.correlate(_item, NOW)), 1), else_=0)


STOCK = Listing(
    "stock", N_("Dealers' stock"), StockItem,
    columns=[Column("dealer", N_("Dealer"), _dealer.c.name), Column("product", N_("Product"), _product.c.name),
             Column("word", N_("Stock"), WORD, "choice", s.WORDS),
             _bags("on_hand", N_("There by the books")),
             Column("closed", N_("Last counted"), NOW.c.closed, "day"),
             Column("certainty", N_("How it is known"), NOW.c.certainty, "choice", s.CERTAINTY),
             _bags("sold", N_("Sold out this season")), _bags("opening", N_("Opening stock"), shown=False),
             _bags("received", N_("Goods received")), _bags("returned", N_("Sent back"), shown=False),
             _bags("moved_in", N_("Moved in"), shown=False), _bags("moved_out", N_("Moved out"), shown=False),
             _bags("closing", N_("Counted last"), shown=False), _bags("since", N_("Net since the count"), shown=False),
             column(StockItem, "minimum"), column(StockItem, "maximum"), column(StockItem, "target", shown=False),
             column(StockItem, "lead_days", shown=False), column(StockItem, "rounding", shown=False),
             Column("fresh", N_("Counted lately"), _fresh(), "flag", shown=False),
             Column("retest", N_("Lots to be retested"), _untested(), "flag", shown=False),
             Column("region", N_("Region"), _place, shown=False)],
    joins=[(Dealer, "dealer_id"), (Product, "product_id"), (Region, "region_id", Dealer), (NOW, "id")], order=("dealer", False),
    presets=[
        Preset("there", N_("With goods there"), lambda: (Condition("on_hand", "least", 1),)),
        Preset("short", N_("Out of stock or too little"), lambda: (Condition("word", "in", ("out", "low")),)),
        Preset("over", N_("Too much there"), lambda: (Condition("word", "in", ("over",)),)),
        Preset("wrong", N_("Miscounted"), lambda: (Condition("word", "in", ("miscount",)),)),
        Preset("retest", N_("To be retested"), lambda: (Condition("retest", "yes"),)),
        Preset("stale", N_("Count is old, or missing"), lambda: (
            Condition("on_hand", "least", 1), Condition("fresh", "no"))),
    ])


def _latest(line: Any) -> Any:
    """Whether a line belongs to the last count of its product at its dealer."""
    other = table_of(CountLine).alias()
    newest = select(func.max(other.c.counted_on)).where(
        other.c.dealer_id == line.c.dealer_id, other.c.product_id == line.c.product_id, alive(other),
        other.c.bags.is_not(None)).correlate(line).scalar_subquery()
    return case((line.c.counted_on == newest, 1), else_=0)


LINES = rollups.count(CountLine, "count_id")
BAGS = rollups.total(CountLine, "count_id", "bags")
COUNTS = Listing(
    "stock_counts", N_("Stock counts"), StockCount,
    columns=[column(StockCount, "counted_on"), Column("dealer", N_("Dealer"), _dealer.c.name), column(StockCount, "certainty"),
             LINES.column(StockCount, "lines", N_("Lines")), BAGS.column(StockCount, "bags", N_("Bags there"), total="sum"),
             column(StockCount, "counted_by"), column(StockCount, "signed_by", shown=False),
             column(StockCount, "code", shown=False),
             Column("region", N_("Region"), _place, shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id", Dealer)], order=("counted_on", True))
COUNT_LINES = Listing(
    "count_lines", N_("Counted lines"), CountLine,
    columns=[column(CountLine, "counted_on", editable=False, shown=False), Column("dealer", N_("Dealer"), _dealer.c.name,
                                                                                  shown=False),
             Column("product", N_("Product"), _product.c.name), column(CountLine, "lot"), column(CountLine, "bags",
                                                                                                 total="sum"),
             column(CountLine, "germination"), column(CountLine, "tested_on"), column(CountLine, "remark"),
             Column("latest", N_("Of the last count"), _latest(table_of(CountLine)), "flag", shown=False)],
    joins=[(Product, "product_id"), (Dealer, "dealer_id")], order=("id", False))
MOVES = Listing(
    "stock_moves", N_("Moves between dealers"), StockMove,
    columns=[column(StockMove, "moved_on"), Column("giver", N_("From dealer"), _giver.c.name),
             Column("taker", N_("To dealer"), _taker.c.name), Column("product", N_("Product"), _product.c.name),
             column(StockMove, "lot"), column(StockMove, "bags", total="sum"), column(StockMove, "cost", total="sum"),
             column(StockMove, "reason"), column(StockMove, "code", shown=False)],
    joins=[(_giver, "from_id"), (_taker, "to_id"), (Product, "product_id")], order=("moved_on", True))
CAUSES = Listing(
    "plan_causes", N_("Causes of slow sales"), PlanCause,
    columns=[column(PlanCause, name) for name in ("cause", "problem", "why", "measure")], order=("id", False))
PLANS = Listing(
    "stock_plans", N_("Stock plans"), StockPlan,
    columns=[column(StockPlan, "made_on"), column(StockPlan, "kind"), column(StockPlan, "state"),
             Column("dealer", N_("Dealer"), _dealer.c.name), Column("product", N_("Product"), _product.c.name),
             column(StockPlan, "advised", total="sum"), column(StockPlan, "bags", total="sum"), column(StockPlan, "way"),
             Column("taker", N_("Taken by"), _taker.c.name), column(StockPlan, "deadline"),
             column(StockPlan, "owner", shown=False),
             column(StockPlan, "code", shown=False)],
    joins=[(Dealer, "dealer_id"), (Product, "product_id"), (_taker, "taker_id")], order=("made_on", True),
    presets=[
        Preset("open", N_("Open plans"), lambda: (Condition("state", "in", s.OPEN_PLANS),)),
        Preset("late", N_("Plans not done in time"), lambda: (
            Condition("state", "in", s.OPEN_PLANS), Condition("deadline", "until", today() - timedelta(days=1)))),
    ])
