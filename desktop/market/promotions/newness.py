"""New products in promotions: which are new, and that none is reduced without a written reason."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from desktop.core.errors import FieldErrors
from desktop.core.i18n import _
from desktop.core.records import alive_in_sql
from desktop.market.limits import limit

CUTS = ("percent", "price", "free")
"""Kinds of conditions of sale that make a product cheaper."""


def is_new(session: Session, variety_id: int | None, day: date) -> bool:
    """Whether a variety was first shipped so late before a day, or not at all, that it counts as new then."""
    first = session.connection().exec_driver_sql(
        f"SELECT MIN(l.moved_on) FROM shipmentline l JOIN product p ON p.id = l.product_id "
        f"WHERE p.variety_id = ? AND l.bags > 0 AND {alive_in_sql('l', 'p')}", (variety_id,)).scalar()
    return first is None or date.fromisoformat(first) > day - timedelta(days=limit("new_days"))


def cuts(session: Session, promotion_id: int | None, product_id: int | None) -> list[str]:
    """The names of a promotion's conditions of sale that make a product cheaper."""
    kinds = ", ".join(f"'{kind}'" for kind in CUTS)
    return list(session.connection().exec_driver_sql(
        f"SELECT c.name FROM promotionterm t JOIN salescondition c ON c.id = t.condition_id "
        f"WHERE t.promotion_id = ? AND c.kind IN ({kinds}) AND {alive_in_sql('t', 'c')} AND (NOT EXISTS ("
        f"SELECT 1 FROM conditionproduct p WHERE p.condition_id = c.id AND {alive_in_sql('p')}) OR EXISTS ("
        f"SELECT 1 FROM conditionproduct p WHERE p.condition_id = c.id AND p.product_id = ? AND {alive_in_sql('p')})) "
        f"ORDER BY c.id", (promotion_id, product_id)).scalars())


def refuse_cut(session: Session, line: Any) -> None:
    """Raise `FieldErrors` where a new product of a promotion is made cheaper and nobody has written why (article 4.6)."""
    if line.newness != "new" or line.reason.strip():
        return
    if named := cuts(session, line.promotion_id, line.product_id):
        raise FieldErrors({"reason": _("A new product is never simply reduced: “{condition}” does that. Write on its line why, "
                                       "or take the condition out.").format(condition=named[0])})
