"""The list of dealers with the facts by which each is judged, the points they give, and the level."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import Integer, and_, bindparam, case, func, or_, select

from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, Rows, column
from desktop.core.records import alive, table_of
from desktop.dealers.lists import DANGERS, WORKING
from desktop.dealers.model import Dealer, Licence
from desktop.dealers.visit_model import Promise
from desktop.regions.model import Region
from desktop.sales.danger import rules
from desktop.sales.money.lists import ACCOUNT
from desktop.sales.orders.model import ShipmentLine

_dealer, _place = table_of(Dealer), table_of(Region).c.full_name


def _bound(name: str, ask: Callable[[], int]) -> Any:
    """A number of the catalogue, asked for when the list is read."""
    return bindparam(f"danger_{name}", callable_=ask, type_=Integer)


def _points(sign: str) -> Any:
    return _bound(f"points_{sign}", partial(rules.points, sign))


def _limit(sign: str) -> Any:
    return _bound(f"limit_{sign}", partial(rules.limit, sign))


def _ago(days: int) -> Any:
    return func.date("now", "localtime", f"-{days} days")


def _bags(first: int, last: int) -> Any:
    """The bags a dealer kept of what left between so many days ago and so many."""
    line = table_of(ShipmentLine).alias()
    return select(func.coalesce(func.sum(line.c.bags), 0)).where(
        line.c.dealer_id == _dealer.c.id, line.c.moved_on > _ago(first), line.c.moved_on <= _ago(last), alive(line)).correlate(
        _dealer).scalar_subquery()


def _broken() -> Any:
    """The promises of the dealer that were broken within a year, or are past their day and still open."""
    p = table_of(Promise).alias()
    late = and_(p.c.state == "open", p.c.due_on < _ago(0))
    broken = and_(p.c.state == "broken", func.coalesce(p.c.settled_on, p.c.due_on) > _ago(rules.DAYS))
    mine = select(func.count()).where(p.c.dealer_id == _dealer.c.id, p.c.side == "dealer", or_(late, broken), alive(p))
    return mine.correlate(_dealer).scalar_subquery()


def _lapses() -> Any:
    """The day on which the first licence in force ends, or has ended."""
    licence = table_of(Licence).alias()
    mine = select(func.min(licence.c.expires_on)).where(
        licence.c.dealer_id == _dealer.c.id, licence.c.replaced.is_not(True), alive(licence))
    return mine.correlate(_dealer).scalar_subquery()


def _pressing() -> Any:
    """What is overdue beyond the advance that lies ready, fen."""
    return func.max(0, func.coalesce(ACCOUNT.c.overdue - func.max(0, ACCOUNT.c.advance), 0))


_kept, _kept_before = _bags(rules.DAYS, 0), _bags(2 * rules.DAYS, rules.DAYS)
_promises, _ends, _noted = _broken(), _lapses(), DANGERS.sql(_dealer)
_fallen: Any = case((_kept_before > 0, 100.0 * (_kept_before - _kept) / _kept_before))
HOLDS: dict[str, Any] = {
    "overdue": and_(_pressing() > 0, ACCOUNT.c.oldest >= _limit("overdue")), "falling": _fallen >= _limit("falling"),
    "broken": and_(_promises > 0, _promises >= _limit("broken")),
    "licence": _ends <= func.date("now", "localtime", func.printf("+%d days", _limit("licence"))), "noted": _noted > 0}
"""Whether a sign holds for a dealer."""


def _counted(sign: str) -> Any:
    """The points of a sign: once, but of those that were noted for each."""
    times = _noted if sign == "noted" else 1
    return case((HOLDS[sign], _points(sign) * times), else_=0)


_sum: Any = sum((_counted(sign) for sign in list(HOLDS)[1:]), start=_counted("overdue"))
_level: Any = case((_sum >= _bound("danger", partial(rules.least, "danger")), "danger"),
                  (_sum >= _bound("watch", partial(rules.least, "watch")), "watch"), else_="calm")


def _behind(model: Any, *conditions: Condition) -> Callable[[Any], Rows]:
    return lambda dealer: Rows(model, (Condition("dealer_id", "is", dealer.id, dealer.label()), *conditions))


DANGER = Listing(
    "danger", N_("Dealers in danger"), Dealer,
    columns=[column(Dealer, "name", editable=False), Column("level", N_("Danger"), _level, "choice", rules.LEVELS),
             Column("points", N_("Danger points"), _sum, "whole"), Column("region", N_("Region"), _place),
             column(Dealer, "state", editable=False),
             Column("pressing", N_("Overdue beyond the advance"), _pressing(), "money", decimals=2, unit=N_("yuan"),
                    total="sum"),
             Column("oldest", N_("Oldest: days late"), ACCOUNT.c.oldest, "whole"),
             Column("fallen", N_("Fewer bags than the year before"), _fallen, "number", decimals=1, unit="%"),
             Column("now", N_("Bags of the last 365 days"), _kept, "whole", shown=False, total="sum",
                    behind=_behind(ShipmentLine)),
             Column("before", N_("Bags of the 365 days before"), _kept_before, "whole", shown=False, total="sum",
                    behind=_behind(ShipmentLine)),
             Column("broken", N_("Promises broken"), _promises, "whole",
                    behind=_behind(Promise, Condition("side", "in", ("dealer",)))),
             Column("lapses", N_("First licence ends"), _ends, "day", behind=_behind(Licence)),
             DANGERS.column(Dealer, "noted", N_("Signs noted"))],
    joins=[(Region, "region_id"), (ACCOUNT, "id")], order=("points", True),
    presets=[
        Preset("danger", N_("In danger"), lambda: (Condition("level", "in", ("danger",)), Condition("state", "in", WORKING))),
        Preset("watch", N_("In danger or to be watched"),
               lambda: (Condition("level", "in", ("danger", "watch")), Condition("state", "in", WORKING)))])
