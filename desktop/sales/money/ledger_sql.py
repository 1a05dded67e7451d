"""The accounts of dealers as SQL: what is owed part by part, what is open of it, what each dealer's account stands at.

All of it is as of the evening of a day (`:day`): what moved, was entered or was received later is not there yet. The same
figures for one dealer come from the records through `desktop/trade/receivables.py` (`ledger.py`); a test on random data
holds both equal. Written out as text, since the parts are read more easily so than as expressions.

A shipment falls due in its instalments; what they do not cover falls due with the shipment, and where they are more than the
shipment came to, the last ones shrink. What settles a shipment (allotted payments, goods that came back from it, credits
against it) settles its parts in the order of their due days. Only papers and money of the same dealer settle each other.

Accounts of several days come from one reading: what differs by day is a column for each (`DAY`: the names of a single day).

Speed: lines are summed in the order of the index of their shipment, where dealer and day are the shipment's, so that nothing
is sorted; sums by dealer follow from those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop.core.records import alive_in_sql as alive

LAST = 2**63 - 1
"""The place of what no instalment covers among parts that fall due on one day: behind them, as in the records."""


DAY: Mapping[str, str] = {"": ":day"}
"""What a column of a day ends in → the day it is of."""


def _each(days: Mapping[str, str], column: str) -> str:
    """A column for each day, `{n}` standing for what it ends in and `{day}` for its day."""
    return ", ".join(column.format(n=n, day=day) for n, day in days.items())


def _latest(days: Mapping[str, str]) -> str:
    return f"MAX({', '.join(days.values())})" if len(days) > 1 else next(iter(days.values()))


def _open(days: Mapping[str, str], dated: str, amount: str, settled: str) -> str:
    """What of an amount is not settled on each day, nothing before the day of its paper."""
    return _each(days, f"CASE WHEN {dated} <= {{day}} THEN MAX(0, {amount} - {settled}) ELSE 0 END AS open{{n}}")


def _items(*, dealer: bool, days: Mapping[str, str] = DAY) -> str:
    """The tables of a WITH clause: `moved` (an amount a shipment), `items` (see there) and what they stand on."""
    def of(table: str) -> str:
        return f"AND {table}.dealer_id = :dealer" if dealer else ""

    # Of all dealers the allotments are read in the order of their shipments, of one dealer those of that dealer's payments.
    allotted = "payment p CROSS JOIN paymentallotment a" if dealer else "paymentallotment a CROSS JOIN payment p"
    mine = "AND i.shipment_id IN (SELECT shipment_id FROM moved)" if dealer else ""
    latest, settled = _latest(days), _each(days, "SUM(amount) FILTER (WHERE dated <= {day}) AS settled{n}")
    whole = _open(days, "moved_on", "amount", "settled{n}")
    part = _open(days, "s.moved_on", "MIN(r.upto, s.amount)", "MAX(MIN(r.upto - r.amount, s.amount), s.settled{n})")
    entry = _open(days, "e.entered_on", "e.amount", "COALESCE(c.settled{n}, 0)")
    return f"""
moved AS MATERIALIZED (
  SELECT l.shipment_id, l.dealer_id, l.moved_on, SUM(l.bags * l.price) AS amount FROM shipmentline l
  WHERE {alive("l")} AND l.moved_on <= {latest} {of("l")} GROUP BY l.shipment_id, l.dealer_id, l.moved_on),
settling AS (
  SELECT a.shipment_id AS ref, p.received_on AS dated, a.amount
  FROM {allotted} ON p.id = a.payment_id CROSS JOIN shipment h ON h.id = a.shipment_id
  WHERE {alive("a", "p")} AND p.received_on <= {latest} AND h.dealer_id = p.dealer_id {of("p")}
  UNION ALL
  SELECT d.shipment_id, b.moved_on, -b.bags * b.price FROM shipmentline b JOIN shipmentline d ON d.id = b.returns_id
  WHERE {alive("b", "d")} AND b.returns_id > 0 AND b.bags < 0 AND +b.moved_on <= {latest}
    AND d.dealer_id = b.dealer_id {of("b")}
  UNION ALL
  SELECT e.shipment_id, e.entered_on, -e.amount FROM accountentry e JOIN shipment h ON h.id = e.shipment_id
  WHERE {alive("e")} AND e.amount < 0 AND e.entered_on <= {latest} AND h.dealer_id = e.dealer_id {of("e")}),
credits AS MATERIALIZED (SELECT ref, {settled} FROM settling GROUP BY ref),
paid AS (
  SELECT a.entry_id AS ref, p.received_on AS dated, a.amount
  FROM paymentallotment a JOIN payment p ON p.id = a.payment_id JOIN accountentry e ON e.id = a.entry_id
  WHERE {alive("a", "p")} AND p.received_on <= {latest} AND e.dealer_id = p.dealer_id {of("e")}),
claimed AS (SELECT ref, {settled} FROM paid GROUP BY ref),
planned AS MATERIALIZED (
  SELECT i.shipment_id, SUM(i.amount) AS amount FROM instalment i WHERE {alive("i")} {mine} GROUP BY i.shipment_id),
sent AS MATERIALIZED (
  SELECT m.shipment_id, m.dealer_id, m.moved_on, m.amount, h.due_on, p.amount AS planned,
         {_each(days, "COALESCE(c.settled{n}, 0) AS settled{n}")}
  FROM moved m JOIN shipment h ON h.id = m.shipment_id LEFT JOIN planned p ON p.shipment_id = m.shipment_id
  LEFT JOIN credits c ON c.ref = m.shipment_id WHERE m.amount > 0),
parts AS (
  SELECT shipment_id, due_on, amount - planned AS amount, {LAST} AS id FROM sent WHERE amount > planned
  UNION ALL
  SELECT i.shipment_id, i.due_on, i.amount, i.id FROM instalment i WHERE {alive("i")} {mine}),
running AS (
  SELECT *, SUM(amount) OVER (PARTITION BY shipment_id ORDER BY due_on IS NULL, due_on, id) AS upto FROM parts),
owed AS (
  SELECT 'shipment' AS what, shipment_id AS ref, dealer_id, moved_on AS dated, due_on, amount, {whole}
  FROM sent WHERE planned IS NULL
  UNION ALL
  SELECT 'shipment', s.shipment_id, s.dealer_id, s.moved_on, r.due_on,
         MIN(r.upto, s.amount) - MIN(r.upto - r.amount, s.amount), {part}
  FROM running r JOIN sent s ON s.shipment_id = r.shipment_id
  UNION ALL
  SELECT 'accountentry', e.id, e.dealer_id, e.entered_on, e.due_on, e.amount, {entry}
  FROM accountentry e LEFT JOIN claimed c ON c.ref = e.id
  WHERE {alive("e")} AND e.amount > 0 AND e.entered_on <= {latest} {of("e")}),
aged AS (SELECT owed.*, julianday(COALESCE(due_on, CASE :undated WHEN 'document' THEN dated END)) AS due FROM owed),
items AS (SELECT aged.*, {_each(days, "CAST(julianday({day}) - due AS INTEGER) AS age{n}")} FROM aged)"""


def items(*, dealer: bool = False) -> str:
    """The parts that are owed, one row each: what (table), ref (key), dealer_id, dated, due_on, amount, open, age.

    `age`: days from the due day, below 1 while it is not due, NULL without one; where `:undated` is "document", a part
    without a due day is as old as its paper. `dealer`: of the dealer `:dealer` alone.
    """
    return f"WITH {_items(dealer=dealer)} SELECT * FROM items"


def movements() -> str:
    """All that changed the account of the dealer `:dealer`, a row a paper: what (table), ref, dated, amount (below 0: to the
    dealer's credit), in order of days; of one day what is owed comes before what settles it, and money last."""
    return f"""
SELECT 'shipment' AS what, l.shipment_id AS ref, l.moved_on AS dated, SUM(l.bags * l.price) AS amount,
       CASE WHEN SUM(l.bags * l.price) < 0 THEN 2 ELSE 1 END AS place FROM shipmentline l
WHERE {alive("l")} AND l.dealer_id = :dealer AND l.moved_on <= :day GROUP BY l.shipment_id
UNION ALL
SELECT 'accountentry', e.id, e.entered_on, e.amount, CASE WHEN e.amount < 0 THEN 2 ELSE 0 END FROM accountentry e
WHERE {alive("e")} AND e.dealer_id = :dealer AND e.entered_on <= :day
UNION ALL
SELECT 'payment', p.id, p.received_on, -p.amount, 3 FROM payment p
WHERE {alive("p")} AND p.dealer_id = :dealer AND p.received_on <= :day ORDER BY dated, place, what, ref"""


def accounts(limits: Sequence[int], *, dealer: bool = False) -> str:
    """One row a dealer with any movement: id, balance, open, advance, overdue, oldest (days late of the oldest), undated (parts
    without a due day), bucket0 … (the buckets of `bucket_names`), last_paid. Open − advance = balance."""
    late = [(1, limits[0]), *zip((limit + 1 for limit in limits), [*limits[1:], None], strict=False)]
    spans = ["age IS NULL OR age < 1", *(f"age >= {first}" if last is None else f"age BETWEEN {first} AND {last}"
                                         for first, last in late)]
    sums = ", ".join(f"SUM(open) FILTER (WHERE {span}) AS bucket{place}" for place, span in enumerate(spans))
    shown = ", ".join(f"COALESCE(o.bucket{place}, 0) AS bucket{place}" for place in range(len(spans)))
    return f"""
WITH {_items(dealer=dealer)},
{_balances(dealer=dealer)},
opens AS (
  SELECT dealer_id, SUM(open) AS open, SUM(open) FILTER (WHERE age > 0) AS overdue, MAX(age) AS oldest,
         COUNT(*) FILTER (WHERE due_on IS NULL) AS undated, {sums}
  FROM items WHERE open > 0 GROUP BY dealer_id)
SELECT b.dealer_id AS id, b.balance, COALESCE(o.open, 0) AS open, COALESCE(o.open, 0) - b.balance AS advance,
       COALESCE(o.overdue, 0) AS overdue, o.oldest, COALESCE(o.undated, 0) AS undated, {shown}, b.last_paid
FROM balances b LEFT JOIN opens o ON o.dealer_id = b.dealer_id"""


def _balances(*, dealer: bool = False, days: Mapping[str, str] = DAY) -> str:
    """The table `balances` of a WITH clause, after `_items`: a row a dealer with any movement, what it owes less what it paid
    and was credited by each day, and the day on which money came last."""
    def of(table: str) -> str:
        return f"AND {table}.dealer_id = :dealer" if dealer else ""

    def sums(amount: str, dated: str) -> str:
        return _each(days, f"SUM({amount}) FILTER (WHERE {dated} <= {{day}}) AS balance{{n}}")

    latest = _latest(days)
    return f"""
changes AS (
  SELECT dealer_id, {sums("amount", "moved_on")}, NULL AS last_paid FROM moved GROUP BY dealer_id
  UNION ALL
  SELECT e.dealer_id, {sums("e.amount", "e.entered_on")}, NULL FROM accountentry e
  WHERE {alive("e")} AND e.entered_on <= {latest} {of("e")} GROUP BY e.dealer_id
  UNION ALL
  SELECT p.dealer_id, {sums("-p.amount", "p.received_on")}, MAX(p.received_on) FILTER (WHERE p.amount > 0) FROM payment p
  WHERE {alive("p")} AND p.received_on <= {latest} {of("p")} GROUP BY p.dealer_id),
balances AS (
  SELECT dealer_id, {_each(days, "COALESCE(SUM(balance{n}), 0) AS balance{n}")}, MAX(last_paid) AS last_paid
  FROM changes GROUP BY dealer_id)"""


def standing(count: int) -> str:
    """One row a dealer with any movement by the latest of so many days (`:day0`, `:day1` …): id, and for each day what it owes
    in all (balance0 …) and what is overdue beyond its advance (pressing0 …)."""
    days = {str(n): f":day{n}" for n in range(count)}
    pressing = "MAX(0, COALESCE(o.overdue{n}, 0) - MAX(0, COALESCE(o.open{n}, 0) - b.balance{n})) AS pressing{n}"
    return f"""
WITH {_items(dealer=False, days=days)},
{_balances(days=days)},
opens AS (
  SELECT dealer_id, {_each(days, "SUM(open{n}) AS open{n}, SUM(open{n}) FILTER (WHERE age{n} > 0) AS overdue{n}")}
  FROM items GROUP BY dealer_id)
SELECT b.dealer_id AS id, {_each(days, "b.balance{n} AS balance{n}, " + pressing)}
FROM balances b LEFT JOIN opens o ON o.dealer_id = b.dealer_id"""
