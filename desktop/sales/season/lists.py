"""The lists of season settlements, and of the dealers with whom the season that ended last is still to be settled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import String, and_, bindparam, func, select
from sqlmodel import Session

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, Rows, column
from desktop.core.records import alive, table_of
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.money.lists import ACCOUNT
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.season.model import SeasonSettlement
from desktop.sales.season.rules import season_ended

_dealer, _place = table_of(Dealer), table_of(Region).c.full_name


def _bound(name: str, place: int) -> Any:
    """The first (0) or last (1) day of the season that ended last, asked for when the list is read."""
    ask: Callable[[], str] = partial(_day, place)
    return bindparam(f"season_{name}", callable_=ask, type_=String)


def _day(place: int) -> str:
    return season_ended(today())[place].isoformat()


FIRST, LAST = _bound("first", 0), _bound("last", 1)


def _lines(what: Any, first: Any = FIRST, last: Any = LAST) -> Any:
    """Something of the goods that a dealer got or sent back in the season."""
    line = table_of(ShipmentLine).alias()
    return select(what(line.c)).where(
        line.c.dealer_id == _dealer.c.id, line.c.moved_on >= first, line.c.moved_on <= last, line.c.product_id.is_not(None),
        alive(line)).correlate(_dealer)


def _settled(last: Any = LAST) -> Any:
    """Whether a settlement covers the season's last day."""
    own = table_of(SeasonSettlement).alias()
    return select(own.c.id).where(own.c.dealer_id == _dealer.c.id, own.c.starts_on <= last, own.c.ends_on >= last,
                                  alive(own)).correlate(_dealer).exists()


def due_on(session: Session, day: date) -> list[int]:
    """The dealers with whom the season that ended last on a day is still to be settled."""
    first, last = season_ended(day)
    goods = _lines(lambda c: c.id, first, last)
    return list(session.execute(select(_dealer.c.id).where(
        goods.exists(), ~_settled(last), alive(_dealer)).order_by(_dealer.c.name, _dealer.c.id)).scalars())


def _behind(dealer: Any) -> Rows:
    first, last = season_ended(today())
    return Rows(ShipmentLine, (Condition("dealer_id", "is", dealer.id, dealer.label()),
                               Condition("moved_on", "between", (first, last))))


DUE: Any = and_(_lines(lambda c: c.id).exists(), ~_settled())
SEASONS = Listing(
    "season_settlements", N_("Season settlements"), SeasonSettlement,
    columns=[column(SeasonSettlement, "code"), Column("dealer", N_("Dealer"), _dealer.c.name),
             column(SeasonSettlement, "state"), column(SeasonSettlement, "starts_on"), column(SeasonSettlement, "ends_on"),
             column(SeasonSettlement, "difference", editable=False, total="sum"),
             column(SeasonSettlement, "closing", editable=False, total="sum"), column(SeasonSettlement, "sent_on"),
             column(SeasonSettlement, "agreed_on"), column(SeasonSettlement, "signed_by", shown=False),
             Column("region", N_("Region"), _place, shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id", Dealer)], order=("ends_on", True),
    presets=[Preset("open", N_("Not signed by both yet"), lambda: (Condition("state", "in", ("draft", "sent")),))])
UNSETTLED = Listing(
    "season_unsettled", N_("Seasons to settle"), Dealer,
    columns=[column(Dealer, "name", editable=False), column(Dealer, "code", editable=False),
             Column("due", N_("Season not settled"), DUE, "flag", shown=False),
             Column("kept", N_("Bags kept in the season"),
                    _lines(lambda c: func.coalesce(func.sum(c.bags), 0)).scalar_subquery(), "whole", total="sum",
                    behind=_behind),
             Column("balance", N_("Balance"), func.coalesce(ACCOUNT.c.balance, 0), "money", decimals=2, unit=N_("yuan"),
                    total="sum"),
             Column("region", N_("Region"), _place)],
    joins=[(Region, "region_id"), (ACCOUNT, "id")], order=("kept", True),
    always=(Condition("due", "yes"),), tab="sales",
    presets=[Preset("due", N_("Season not settled"), lambda: (Condition("due", "yes"),))])
