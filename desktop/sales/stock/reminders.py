"""What Today hears of stocks: what is short, what is too much, counts that cannot be right, plans not done, lots to retest."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.sales.stock.lists import COUNTS, PLANS, STOCK
from desktop.sales.stock.states import OPEN_PLANS

REMINDERS = (
    Tile(STOCK, "wrong", "late", N_("stock that cannot be right"), "stocks that cannot be right"),
    Tile(STOCK, "short", "soon", N_("stock run out or too little"), "stocks run out or too little"),
    Tile(STOCK, "over", "soon", N_("stock above its maximum"), "stocks above their maximum"),
    Tile(PLANS, "late", "late", N_("stock plan not done in time"), "stock plans not done in time"),
    Tile(STOCK, "retest", "soon", N_("stock with lots to be retested"), "stocks with lots to be retested"),
    Dated(PLANS, "deadline", N_("Stock plan {code}"), ("dealer", "product"), (Condition("state", "in", OPEN_PLANS),)),
    Dated(COUNTS, "counted_on", N_("Stock counted {code}"), ("dealer",), done=True))
