"""What is asked before an order stands: credit, the dealer's state, sales area, licence and filing, a sentence each.

What follows from an answer is set in the catalogue `sales_limits`: "refuse" (it is not confirmed), "warn", or "ignore".
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session

from desktop.core import catalogues, money
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.records import alive
from desktop.sales.money.credit import Exposure, exposure, limit_of
from desktop.sales.rights import FILING, LICENCE, STATE, TERRITORY, objections

REFUSE, WARN, CREDIT = "refuse", "warn", "credit"
KINDS = (CREDIT, STATE, TERRITORY, LICENCE, FILING)


def setting(kind: str) -> str:
    """What follows where a check of this kind fails: REFUSE, WARN, or "ignore"."""
    return str(catalogues.load("sales_limits").by("limit")[f"check_{kind}"]["value"])


def credit_said(found: Exposure) -> str:
    """The exposure spelled out, and who may lift the refusal; "" within the limit or without one."""
    if not found.beyond:
        return ""
    lifter = catalogues.text(catalogues.load("sales_limits").by("limit")["credit_lifter"])
    said = _("Owed ¥{balance} + other orders not shipped ¥{unshipped} + this order ¥{this} = ¥{whole}; the credit limit is "
             "¥{limit}, passed by ¥{beyond}. Where {lifter} lifts it, write who did under “Credit lifted by”.")
    amounts = {name: money.text(getattr(found, name)) for name in ("balance", "unshipped", "this", "whole", "limit", "beyond")}
    return said.format(lifter=lifter, **amounts)


def against(session: Session, lines: Table, sent: Table, order: Any, follows: Collection[str] = (REFUSE, WARN)) -> list[str]:
    """What speaks against an order, of the checks whose failure leads to one of `follows`; `lines` and `sent` are the tables of
    order lines and shipment lines. A credit that somebody lifted is not brought up again."""
    kinds = {kind for kind in KINDS if setting(kind) in follows}
    day = max(order.ordered_on or today(), today())  # what was shipped since an order of an earlier day is owed now
    rows = session.execute(select(lines.c.id, lines.c.product_id, lines.c.bags, lines.c.price).where(
        lines.c.order_id == order.id, alive(lines))).all()
    said: list[str] = []
    if CREDIT in kinds and not order.lifted_by.strip() and limit_of(session, order.dealer_id, day) is not None:
        this = sum((row.price or 0) * max(0, (row.bags or 0) - _sent(session, sent, row.id)) for row in rows)
        if any(row.price is None and row.bags for row in rows):
            said.append(_("A line has no price yet, so that the credit cannot be checked: fill it in (0 for free bags)."))
        said += [credit_said(exposure(session, order.dealer_id, day, order_id=order.id or 0, this=this))]
    if kinds - {CREDIT}:
        found = objections(session, order.dealer_id, [row.product_id for row in rows], day)
        said += [objection.said for objection in found if objection.kind in kinds]
    return [sentence for sentence in said if sentence]


def _sent(session: Session, sent: Table, line_id: int) -> int:
    bags = session.execute(select(sent.c.bags).where(sent.c.order_line_id == line_id, sent.c.bags > 0, alive(sent))).scalars()
    return sum(bags)
