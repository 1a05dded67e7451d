"""The accounts of dealers as SQL: what is owed part by part, what is open of it, what each dealer's account stands at.

All of it is as of the evening of a day (`:day`): what moved, was entered or was received later is not there yet. The same
figures for one dealer come from the records through `desktop/trade/receivables.py` (`ledger.py`); a test on random data
holds both equal. Written out as text, since the parts are read more easily so than as expressions.

A shipment falls due in its instalments; what they do not cover falls due with the shipment, and where they are more than the
shipment came to, the last ones shrink. What settles a shipment (allotted payments, goods that came back from it, credits
against it) settles its parts in the order of their due days. Only papers and money of the same dealer settle each other.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.records import alive_in_sql as alive


def items(*, dealer: bool = False) -> str:
    """The parts that are owed, one row each: what (table), ref (key), dealer_id, dated, due_on, amount, open, age.

    `age`: days from the due day, below 1 while it is not due, NULL without one; where `:undated` is "document", a part
    without a due day is as old as its paper. `dealer`: of the dealer `:dealer` alone.
    """
    def of(table: str) -> str:
        return f"AND {table}.dealer_id = :dealer" if dealer else ""

    return f"""
WITH sent AS (
  SELECT l.shipment_id, l.dealer_id, l.moved_on, SUM(l.bags * l.price) AS amount FROM shipmentline l
  WHERE {alive("l")} AND l.bags > 0 AND l.moved_on <= :day {of("l")} GROUP BY l.shipment_id, l.dealer_id, l.moved_on),
credits AS (
  SELECT what, ref, dealer_id, SUM(amount) AS amount FROM (
    SELECT CASE WHEN a.shipment_id IS NULL THEN 'accountentry' ELSE 'shipment' END AS what,
           COALESCE(a.shipment_id, a.entry_id) AS ref, p.dealer_id, a.amount
    FROM paymentallotment a JOIN payment p ON p.id = a.payment_id
    WHERE {alive("a", "p")} AND p.received_on <= :day AND a.order_id IS NULL {of("p")}
    UNION ALL
    SELECT 'shipment', d.shipment_id, b.dealer_id, -b.bags * b.price
    FROM shipmentline b JOIN shipmentline d ON d.id = b.returns_id
    WHERE {alive("b", "d")} AND b.bags < 0 AND b.moved_on <= :day {of("b")}
    UNION ALL
    SELECT 'shipment', e.shipment_id, e.dealer_id, -e.amount FROM accountentry e
    WHERE {alive("e")} AND e.amount < 0 AND e.shipment_id IS NOT NULL AND e.entered_on <= :day {of("e")})
  GROUP BY what, ref, dealer_id),
planned AS (SELECT i.shipment_id, SUM(i.amount) AS amount FROM instalment i WHERE {alive("i")} GROUP BY i.shipment_id),
parts AS (
  SELECT s.shipment_id, s.dealer_id, s.moved_on, s.amount AS total, h.due_on,
         s.amount - COALESCE(p.amount, 0) AS amount, 0 AS id
  FROM sent s JOIN shipment h ON h.id = s.shipment_id LEFT JOIN planned p ON p.shipment_id = s.shipment_id
  WHERE s.amount > COALESCE(p.amount, 0)
  UNION ALL
  SELECT s.shipment_id, s.dealer_id, s.moved_on, s.amount, i.due_on, i.amount, i.id
  FROM instalment i JOIN sent s ON s.shipment_id = i.shipment_id WHERE {alive("i")}),
running AS (
  SELECT *, SUM(amount) OVER (PARTITION BY shipment_id ORDER BY due_on IS NULL, due_on, id) AS upto FROM parts),
owed AS (
  SELECT 'shipment' AS what, r.shipment_id AS ref, r.dealer_id, r.moved_on AS dated, r.due_on,
         MIN(upto, total) - MIN(upto - r.amount, total) AS amount,
         MAX(0, MIN(upto, total) - MAX(MIN(upto - r.amount, total), COALESCE(c.amount, 0))) AS open
  FROM running r LEFT JOIN credits c ON c.what = 'shipment' AND c.ref = r.shipment_id AND c.dealer_id = r.dealer_id
  UNION ALL
  SELECT 'accountentry', e.id, e.dealer_id, e.entered_on, e.due_on, e.amount, MAX(0, e.amount - COALESCE(c.amount, 0))
  FROM accountentry e LEFT JOIN credits c ON c.what = 'accountentry' AND c.ref = e.id AND c.dealer_id = e.dealer_id
  WHERE {alive("e")} AND e.amount > 0 AND e.entered_on <= :day {of("e")})
SELECT owed.*,
  CAST(julianday(:day) - julianday(COALESCE(due_on, CASE :undated WHEN 'document' THEN dated END)) AS INTEGER) AS age
FROM owed
"""


def movements(*, dealer: bool = False) -> str:
    """All that changes accounts, one row each: what, ref, dealer_id, dated, amount (below 0: to the dealer's credit)."""
    mine = "AND {}.dealer_id = :dealer" if dealer else ""
    return f"""
  SELECT 'shipment' AS what, l.shipment_id AS ref, l.dealer_id, l.moved_on AS dated, l.bags * l.price AS amount
  FROM shipmentline l WHERE {alive("l")} AND l.moved_on <= :day {mine.format("l")}
  UNION ALL
  SELECT 'accountentry', e.id, e.dealer_id, e.entered_on, e.amount FROM accountentry e
  WHERE {alive("e")} AND e.entered_on <= :day {mine.format("e")}
  UNION ALL
  SELECT 'payment', p.id, p.dealer_id, p.received_on, -p.amount FROM payment p
  WHERE {alive("p")} AND p.received_on <= :day {mine.format("p")}
"""


def accounts(limits: Sequence[int], *, dealer: bool = False) -> str:
    """One row a dealer with any movement: id, balance, open, advance, overdue, oldest (days late of the oldest), undated (parts
    without a due day), bucket0 … (the buckets of `bucket_names`), last_paid. Open − advance = balance."""
    late = [(1, limits[0]), *zip((limit + 1 for limit in limits), [*limits[1:], None], strict=False)]
    spans = ["age IS NULL OR age < 1", *(f"age >= {first}" if last is None else f"age BETWEEN {first} AND {last}"
                                         for first, last in late)]
    sums = ", ".join(f"SUM(open) FILTER (WHERE {span}) AS bucket{place}" for place, span in enumerate(spans))
    shown = ", ".join(f"COALESCE(o.bucket{place}, 0) AS bucket{place}" for place in range(len(spans)))
    mine = "AND p.dealer_id = :dealer" if dealer else ""
    return f"""
SELECT b.dealer_id AS id, b.balance, COALESCE(o.open, 0) AS open, COALESCE(o.open, 0) - b.balance AS advance,
       COALESCE(o.overdue, 0) AS overdue, o.oldest, COALESCE(o.undated, 0) AS undated, {shown}, paid.last_paid
FROM (SELECT dealer_id, COALESCE(SUM(amount), 0) AS balance FROM ({movements(dealer=dealer)}) GROUP BY dealer_id) b
LEFT JOIN (SELECT dealer_id, SUM(open) AS open, SUM(open) FILTER (WHERE age > 0) AS overdue, MAX(age) AS oldest,
                  COUNT(*) FILTER (WHERE due_on IS NULL) AS undated, {sums}
           FROM ({items(dealer=dealer)}) WHERE open > 0 GROUP BY dealer_id) o ON o.dealer_id = b.dealer_id
LEFT JOIN (SELECT p.dealer_id, MAX(p.received_on) AS last_paid FROM payment p
           WHERE {alive("p")} AND p.amount > 0 AND p.received_on <= :day {mine} GROUP BY p.dealer_id) paid
  ON paid.dealer_id = b.dealer_id
"""


