"""How many bags a shipment line may move: no more than was ordered and a set share above it, no more back than was sent."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from sqlalchemy import Table, func, select
from sqlmodel import Session

from desktop.core import catalogues
from desktop.core.errors import FieldErrors
from desktop.core.i18n import _
from desktop.core.records import alive
from desktop.core.units import exact


def over_delivery_percent() -> Fraction:
    """By how many percent of what was ordered the shipments of an order line may exceed it."""
    return exact(catalogues.load("sales_limits").by("limit")["over_delivery_percent"]["value"])


def refuse_over_delivery(session: Session, lines: Table, line: Any, ordered: int) -> None:
    """Raise `FieldErrors` where a line, one of the table `lines`, delivers more of an order line than may be, by how much."""
    sent = _others(session, lines, line, "order_line_id", sent=True) + line.bags
    most = ordered + int(ordered * over_delivery_percent() / 100)
    if line.bags > 0 and sent > most:
        said = _("Ordered {ordered}, with this line shipped {sent}; {most} may be: reduce it by {over}.")
        raise FieldErrors({"bags": said.format(ordered=ordered, sent=sent, most=most, over=sent - most)})


def refuse_over_return(session: Session, lines: Table, line: Any, sent: int) -> None:
    """Raise `FieldErrors` where more bags of a shipment line come back than were sent, saying by how much."""
    back = -(_others(session, lines, line, "returns_id") + line.bags)
    if back > sent:
        raise FieldErrors({"bags": _("Shipped {sent}, with this line returned {back}: reduce it by {over}.").format(
            sent=sent, back=back, over=back - sent)})


def refuse_below_sent(session: Session, lines: Table, line: Any) -> None:
    """Raise `FieldErrors` where an order line is lowered so far that more of it has left than may have."""
    sent = int(session.execute(select(func.coalesce(func.sum(lines.c.bags), 0)).where(
        lines.c.order_line_id == line.id, lines.c.bags > 0, alive(lines))).scalar_one())
    ordered = line.bags or 0
    if sent > ordered + int(ordered * over_delivery_percent() / 100):
        raise FieldErrors({"bags": _("Of this line {sent} bags have left already: order no less than that.").format(sent=sent)})


def _others(session: Session, t: Table, line: Any, link: str, *, sent: bool = False) -> int:
    """The bags of the other living lines that name the same line as this one; only those `sent`, or all."""
    chosen = [t.c[link] == getattr(line, link), t.c.id != line.id, alive(t), *([t.c.bags > 0] if sent else [])]
    return int(session.execute(select(func.coalesce(func.sum(t.c.bags), 0)).where(*chosen)).scalar_one())
