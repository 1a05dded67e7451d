"""What a target was reached with: dealer by dealer; of a person's own goods line by line, each with the share that counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col

from desktop.core.breakdown import Breakdown, Part
from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.core.periods import YEAR, period
from desktop.core.records import living
from desktop.core.units import quantity
from desktop.dealers.model import Dealer
from desktop.sales.products.model import product_names
from desktop.sales.targets import states as s
from desktop.sales.targets.figures import Facts, done_by_month
from desktop.sales.targets.model import SalesTarget
from desktop.sales.targets.personal import LINES, WHOLE, rounded

LINE = (N_("Day"), N_("Dealer"), N_("Product"), N_("Bags"), N_("Counts for"))


def reached_with(target: Any) -> Breakdown:
    """What a target was reached with by today; the parts add to what the list says was reached."""
    kind = "whole" if target.measure in s.IN_BAGS else "money"
    if target.personal and target.measure in (s.BAGS, s.AMOUNT):
        return Breakdown(LINE, N_("Reached"), partial(_lines, key=target.id), kind, figures=(3, 4))
    return Breakdown((N_("Dealer"),), N_("Reached"), partial(_dealers, key=target.id), kind)


def _dealers(session: Session, *, key: int) -> Sequence[Part]:
    target, facts = session.get_one(SalesTarget, key), Facts(session)
    within = facts.scope(target)
    found = []
    for dealer in session.exec(living(Dealer).order_by(col(Dealer.name))):
        if within is None or dealer.id in within:
            mine = SalesTarget(measure=target.measure, starts_on=target.starts_on, product_id=target.product_id,
                               dealer_id=dealer.id)
            if done := sum(_done(facts, mine) or ()):
                found.append(Part((dealer.label(),), done, "dealer", dealer.id))
    return found


def _days(target: SalesTarget) -> tuple[date, date]:
    """The season of a target as far as it has come."""
    first = target.starts_on or today()
    return first, min(today(), period(YEAR, first, (first.month, first.day)).last)


def _done(facts: Facts, target: SalesTarget) -> list[int] | None:
    first, last = _days(target)
    return done_by_month(facts, target, first, last) if first <= last else None


def _lines(session: Session, *, key: int) -> Sequence[Part]:
    """Line by line, rounded each by itself; what that leaves of the whole is a part of its own."""
    target, facts = session.get_one(SalesTarget, key), Facts(session)
    (first, last), within, names = _days(target), facts.place(target), product_names(session)
    given = {"first": first.isoformat(), "last": last.isoformat(), "person": target.person_id}
    found = [Part((row.moved_on, row.dealer, names.get(row.product_id, ""), f"{row.bags:,}",
                   quantity(f"{row.part * 100 / WHOLE:g}", "%")),
                  rounded(row.part * (row.bags if target.measure == s.BAGS else row.amount)), "shipment", row.shipment_id)
             for row in session.execute(text(LINES), given)
             if (within is None or row.dealer_id in within) and target.product_id in (None, row.product_id)]
    rest = sum(_done(facts, target) or ()) - sum(part.value for part in found)
    return [*found, *([Part((_("Rounding"), "", "", "", ""), rest)] if rest else [])]
