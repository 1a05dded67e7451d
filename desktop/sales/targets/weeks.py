"""What was reached week by week from Spring Festival."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import text
from sqlmodel import Session

from desktop.core.records import alive_in_sql as alive
from desktop.core.spring_festival import WEEK, week_of
from desktop.sales.targets import states as s
from desktop.sales.targets.figures import Facts
from desktop.sales.targets.model import SalesTarget
from desktop.sales.targets.personal import rounded

BEFORE = timedelta(weeks=26)
SENT = f"""SELECT dealer_id, product_id, moved_on, SUM(bags), SUM(bags * COALESCE(price, 0)) FROM shipmentline l
WHERE {alive("l")} AND l.bags IS NOT NULL AND moved_on BETWEEN :first AND :last GROUP BY 1, 2, 3"""
GOT = f"""SELECT dealer_id, NULL, received_on, 0, SUM(amount) FROM payment p
WHERE {alive("p")} AND received_on BETWEEN :first AND :last GROUP BY 1, 3"""


def by_week(session: Session, target: SalesTarget, facts: Facts, festival: date, last: date) -> dict[int, int]:
    """Bags or fen of a target by week from a festival, from half a year before it to a day."""
    first = festival - BEFORE - timedelta(days=WEEK)
    if target.personal and target.measure != s.COLLECTED:
        parts: dict[int, int] = {}
        for _dealer, _product, day, bags, amount in facts.credited(target, first, last):
            week = week_of(day, festival)
            parts[week] = parts.get(week, 0) + (bags if target.measure == s.BAGS else amount)
        return {week: rounded(part) for week, part in parts.items()}
    dealers, found = facts.scope(target), dict[int, int]()
    given = {"first": first.isoformat(), "last": last.isoformat()}
    for dealer, product, moved_on, bags, amount in session.execute(text(GOT if target.measure == s.COLLECTED else SENT), given):
        if (dealers is None or dealer in dealers) and target.product_id in (None, product):
            week = week_of(date.fromisoformat(moved_on), festival)
            found[week] = found.get(week, 0) + (bags if target.measure == s.BAGS else amount)
    return found
