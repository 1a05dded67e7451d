"""Printed labels in store by version, and the day they run out, as SQL as of today.

In store is what the last count found and what was taken over after it, less what was packed and spoiled after it; a count is of
the evening. The day of running out is drawn from the use of the last days (label_printing.json); without use there is none.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Date, Float, bindparam, column, text
from sqlmodel import Session, select

from desktop.core import catalogues
from desktop.core.fields import today
from desktop.core.records import alive_in_sql as alive

FIGURES = f"""
WITH counted AS (
  SELECT version_id, MAX(counted_on) AS day FROM labelcount c WHERE {alive("c")} AND counted_on <= :day GROUP BY version_id),
last AS (
  SELECT c.version_id, n.day, SUM(c.pieces) AS pieces FROM labelcount c
  JOIN counted n ON n.version_id = c.version_id AND n.day = c.counted_on WHERE {alive("c")} GROUP BY c.version_id),
came AS (
  SELECT d.version_id, SUM(d.taken) AS pieces FROM printdelivery d LEFT JOIN last n ON n.version_id = d.version_id
  WHERE {alive("d")} AND d.delivered_on <= :day AND (n.day IS NULL OR d.delivered_on > n.day) GROUP BY d.version_id),
went AS (
  SELECT u.version_id, SUM(CASE WHEN n.day IS NULL OR u.packed_on > n.day
                           THEN coalesce(u.pieces, 0) + coalesce(u.spoiled, 0) ELSE 0 END) AS pieces,
         SUM(CASE WHEN julianday(:day) - julianday(u.packed_on) < :days
             THEN coalesce(u.pieces, 0) + coalesce(u.spoiled, 0) ELSE 0 END) AS lately
  FROM labeluse u LEFT JOIN last n ON n.version_id = u.version_id
  WHERE {alive("u")} AND u.packed_on <= :day GROUP BY u.version_id),
sums AS (
  SELECT v.id, l.day AS counted_on, l.pieces AS counted, coalesce(c.pieces, 0) AS came, coalesce(w.pieces, 0) AS went,
         coalesce(l.pieces, 0) + coalesce(c.pieces, 0) - coalesce(w.pieces, 0) AS in_store,
         coalesce(w.lately, 0) AS lately
  FROM labelversion v LEFT JOIN last l ON l.version_id = v.id LEFT JOIN came c ON c.version_id = v.id
  LEFT JOIN went w ON w.version_id = v.id
  WHERE {alive("v")} AND (l.day IS NOT NULL OR c.pieces IS NOT NULL OR w.pieces IS NOT NULL))
SELECT id, counted_on, counted, came, went, in_store, 1.0 * lately / :days AS per_day,
       CASE WHEN in_store <= 0 THEN :day WHEN lately > 0
            THEN date(:day, '+' || min(CAST(in_store * :days / lately AS INTEGER), 36500) || ' days') END AS out_on
FROM sums"""


def rule(name: str) -> float:
    """A figure of the catalogue of printing."""
    return float(catalogues.load("label_printing").by("rule")[name]["value"])


def joined() -> Any:
    """The stock as of today as a table that a list of versions joins by its key."""
    query = text(FIGURES).bindparams(bindparam("day", callable_=today, type_=Date),
                                     bindparam("days", callable_=lambda: int(rule("use_days")), type_=BigInteger))
    return query.columns(column("id", BigInteger), column("counted_on", Date), column("out_on", Date), column("per_day", Float),
                         *(column(name, BigInteger) for name in ("counted", "came", "went", "in_store"))).subquery("labelstock")


def stock_of(session: Session, version_id: int) -> tuple[int, date | None] | None:
    """What is in store of a version and when it runs out; None where nothing was ever counted, delivered or packed."""
    table = joined()
    row = session.execute(select(table.c.in_store, table.c.out_on).where(table.c.id == version_id)).first()
    return (int(row[0]), row[1]) if row else None
