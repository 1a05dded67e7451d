"""What Today hears of stocks: what is short, what is too much, counts that cannot be right, plans not done, lots to retest."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from sqlalchemy import func, select
from sqlmodel import Session

from desktop.core.i18n import N_, _, ngettext
from desktop.core.listing import Condition, Query
from desktop.core.records import alive, table_of
from desktop.core.reminders import Dated, Days, KeyFigure, Reckoned, Tile
from desktop.sales.curves import SELL_OUT, curve
from desktop.sales.money.statement import begin_of
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.stock.advice import YEAR_DAYS, cover_until
from desktop.sales.stock.lists import COUNTS, PLANS, STOCK
from desktop.sales.stock.states import OPEN_PLANS


def _cover(session: Session, asked: Days) -> list[KeyFigure]:
    """How long what lies at dealers lasts, by the curve; a year asks for what left for them in the last 365 days."""
    if not asked.to_do:
        return []
    held = STOCK.lines(session, Query(conditions=STOCK.preset("there").conditions()), ("on_hand",))
    there = sum(cells[0] for _key, cells in held)  # a count that cannot be right takes nothing off what lies elsewhere
    line = table_of(ShipmentLine)
    year = session.execute(select(func.sum(line.c.bags)).where(alive(line), line.c.moved_on.between(
        asked.today - timedelta(days=YEAR_DAYS), asked.today))).scalar() or 0
    if there <= 0 or year <= 0:
        return []
    first = begin_of(session, asked.today)
    until = cover_until(there, Fraction(year), curve(SELL_OUT, asked.today).starting(first.month), first, asked.today)
    days = (until - asked.today).days if until else 0
    lasts = ngettext("{n} day", "{n} days", days).format(n=days) if until else _("beyond the season")
    bags = ngettext("{n} bag there", "{n} bags there", there).format(n=f"{there:,}")
    return [KeyFigure("cover", lasts, bags, "info", "sales", STOCK.name, "there", amount=there, column="on_hand")]


REMINDERS = (
    Reckoned(_cover),
    Tile(STOCK, "wrong", "late", N_("stock that cannot be right"), "stocks that cannot be right"),
    Tile(STOCK, "short", "soon", N_("stock run out or too little"), "stocks run out or too little", weight=2),
    Tile(STOCK, "over", "soon", N_("stock above its maximum"), "stocks above their maximum"),
    Tile(PLANS, "late", "late", N_("stock plan not done in time"), "stock plans not done in time", weight=2),
    Tile(STOCK, "retest", "soon", N_("stock with lots to be retested"), "stocks with lots to be retested"),
    Dated(PLANS, "deadline", N_("Stock plan {code}"), ("dealer", "product"), (Condition("state", "in", OPEN_PLANS),),
          moves=True),
    Dated(COUNTS, "counted_on", N_("Stock counted {code}"), ("dealer",), done=True))
