"""How many bags a shipment line may move: no more than was ordered and a set share above it, no more back than was sent."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import Table, func, select, text
from sqlmodel import Session

from desktop.core import catalogues
from desktop.core.errors import FieldErrors
from desktop.core.i18n import N_, _
from desktop.core.records import alive, alive_in_sql
from desktop.core.units import exact


def over_delivery_percent() -> Fraction:
    """By how many percent of what was ordered the shipments of an order line may exceed it."""
    return exact(catalogues.load("sales_limits").by("limit")["over_delivery_percent"]["value"])


def refuse_minus(line: Any, shipment: Any) -> None:
    """Raise `FieldErrors` where a line of a delivery is below nothing: read as its opposite it would send what came back."""
    if shipment.kind != "return" and (wrong := next((name for name in ("bags", "kg") if (getattr(line, name) or 0) < 0), "")):
        raise FieldErrors({wrong: _("Goods that came back go into a return: write them there, or take the minus away.")})


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
        raise FieldErrors({"bags": _("Of this line {sent} {sent:bag has|bags have} left already: order no less than "
                                     "that.").format(sent=sent)})


GOT = f"""
SELECT SUM(bags) AS bags, COUNT(*) FILTER (WHERE bags > 0) AS times FROM (
  SELECT l.bags FROM shipmentline l
  WHERE {alive_in_sql("l")} AND l.dealer_id = :dealer AND l.product_id = :product AND l.id <> :line
  UNION ALL
  SELECT m.bags FROM stockmove m WHERE {alive_in_sql("m")} AND m.to_id = :dealer AND m.product_id = :product
  UNION ALL
  SELECT -m.bags FROM stockmove m WHERE {alive_in_sql("m")} AND m.from_id = :dealer AND m.product_id = :product)"""
"""Bags of a product that a dealer got, less what went back or on, without one line; how often any came."""
COUNTED = f"""
SELECT SUM(c.bags) + COALESCE((
  SELECT SUM(l.bags) FROM shipmentline l WHERE {alive_in_sql("l")} AND l.dealer_id = :dealer AND l.product_id = :product
  AND l.id <> :line AND l.moved_on > c.counted_on), 0)
FROM countline c WHERE {alive_in_sql("c")} AND c.dealer_id = :dealer AND c.product_id = :product AND c.counted_on = (
  SELECT MAX(o.counted_on) FROM countline o WHERE {alive_in_sql("o")} AND o.dealer_id = :dealer AND o.product_id = :product
  AND o.counted_on <= :day AND o.bags IS NOT NULL)"""
"""Bags of a product that the last count found at a dealer, with what came and went after it."""


def refuse_more_than_got(session: Session, line: Any) -> None:
    """Raise `FieldErrors` where a return that names no line takes back more than the dealer got of the product.

    What the last count found there counts where it is more: goods may be older than the records. Where nothing of the product
    was ever recorded at the dealer nobody can say, and the return stands.
    """
    given = {"dealer": line.dealer_id, "product": line.product_id, "line": line.id or 0,
             "day": line.moved_on.isoformat() if line.moved_on else "9999"}
    got = session.execute(text(GOT), given).one()
    counted = session.execute(text(COUNTED), given).scalar_one()
    if not got.times and counted is None:
        return
    there = max(0, got.bags or 0, counted or 0)
    if -line.bags > there:
        raise FieldErrors({"bags": _("Of this product the dealer has {there} {there:bag|bags} that can come back, and "
                                     "{back} {back:is|are} written: reduce it by {over}.").format(
                                         there=there, back=-line.bags, over=-line.bags - there)})


TIED = {
    "salesorder": (("shipment", "order_id", N_("a shipment")), ("paymentallotment", "order_id", N_("an allotted payment"))),
    "shipment": (("paymentallotment", "shipment_id", N_("an allotted payment")),
                 ("accountentry", "shipment_id", N_("an account entry"))),
    "accountentry": (("paymentallotment", "entry_id", N_("an allotted payment")),),
    "payment": (("paymentallotment", "payment_id", N_("an allotment")),)}
"""Table → what ties one of its rows to its dealer: table, field that names the row, what it is called."""


def refuse_tied(session: Session, record: Any) -> None:
    """Raise `FieldErrors` where a record is to leave the dealer whose goods or money name it: they would count for nobody."""
    for table, field, name in TIED[type(record).__tablename__]:
        found = session.execute(text(f"SELECT 1 FROM {table} t WHERE t.{field} = :key AND {alive_in_sql('t')} LIMIT 1"),
                                {"key": record.id}).first()
        if found:
            raise FieldErrors({"dealer_id": _("It stays with its dealer: {what} names it. Take that away first.").format(
                what=_(name))})


def refuse_signed(session: Session, entry: Any, before: Any, fields: Sequence[str]) -> None:
    """Raise `FieldErrors` where one of some fields changes of an account entry by which a signed settlement of a season stands
    in the account."""
    changed = [name for name in fields if before is not None and getattr(entry, name) != getattr(before, name)]
    if not changed:
        return
    naming = f"SELECT t.code FROM seasonsettlement t WHERE t.entry_id = :key AND {alive_in_sql('t')} LIMIT 1"
    code = session.execute(text(naming), {"key": entry.id}).scalar()
    if code is not None:
        said = _("This entry is the price difference that both have signed in {code} and stays as it is: write what changed "
                 "since into an entry of its own.")
        raise FieldErrors({changed[0]: said.format(code=code)})


def _others(session: Session, t: Table, line: Any, link: str, *, sent: bool = False) -> int:
    """The bags of the other living lines that name the same line as this one; only those `sent`, or all."""
    chosen = [t.c[link] == getattr(line, link), t.c.id != line.id, alive(t), *([t.c.bags > 0] if sent else [])]
    return int(session.execute(select(func.coalesce(func.sum(t.c.bags), 0)).where(*chosen)).scalar_one())
