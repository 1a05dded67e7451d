"""How far targets are, as SQL: one row a target with what was reached from the first day of its season to a day (`:day`).

Of bags and amounts what was sent less what came back, of payments what was received, of dealers in the target's region and all
below it, or of its one dealer; of all dealers where it names neither. A row belongs to one dealer, so that the parts of a
region add to it. What was sold out is counted in `figures.py`, from counts, and not here.

Of a person's own target (`personal`) goods count by `personal.py`, payments by who looks after the dealer.

What is expected by now stands on the months as they are written, else on the curve of the season of `:day` (`:sell_in`,
`:sell_out`: percent of it on that day).

Speed: lines and payments are summed by dealer, product and day once; what is a region's follows from the tree of regions.
"""

from __future__ import annotations

from desktop.core.records import alive_in_sql as alive
from desktop.sales.targets.personal import CREDITED, WHOLE

MINE = f"""(NOT w.personal OR g.dealer_id IN (
    SELECT d.id FROM dealer d WHERE d.salesperson_id = w.person_id AND {alive("d")}))"""

REACHED = f"""
WITH RECURSIVE
wanted AS MATERIALIZED (
  SELECT t.id, t.measure, t.region_id, t.dealer_id, t.product_id, t.starts_on, t.curve, t.person_id, t.personal,
         COALESCE(t.bags, t.money, 0) AS whole,
         MIN(:day, date(t.starts_on, '+1 year', '-1 day')) AS until
  FROM salestarget t WHERE {alive("t")}),
tree AS (
  SELECT id AS top, id FROM region WHERE id IN (SELECT region_id FROM wanted)
  UNION
  SELECT tree.top, r.id FROM region r JOIN tree ON r.parent_id = tree.id),
scope AS MATERIALIZED (
  SELECT w.id, d.id AS dealer_id FROM wanted w JOIN tree ON tree.top = w.region_id JOIN dealer d ON d.region_id = tree.id
  WHERE w.dealer_id IS NULL AND {alive("d")}
  UNION ALL
  SELECT id, dealer_id FROM wanted WHERE dealer_id IS NOT NULL),
sent AS MATERIALIZED (
  SELECT dealer_id, product_id, moved_on, SUM(bags) AS bags, SUM(bags * price) AS amount FROM shipmentline l
  WHERE {alive("l")} AND moved_on >= (SELECT MIN(starts_on) FROM wanted) AND moved_on <= :day
  GROUP BY dealer_id, product_id, moved_on),
got AS MATERIALIZED (
  SELECT dealer_id, received_on, SUM(amount) AS amount FROM payment p
  WHERE {alive("p")} AND received_on >= (SELECT MIN(starts_on) FROM wanted) AND received_on <= :day
  GROUP BY dealer_id, received_on),
{CREDITED.format(first="(SELECT MIN(starts_on) FROM wanted WHERE personal)", last=":day")},
own AS (
  SELECT w.id, CASE w.measure WHEN 'bags' THEN SUM(c.bags * c.part) ELSE SUM(c.amount * c.part) END AS parts
  FROM credited c JOIN wanted w ON w.person_id = c.person_id AND c.moved_on BETWEEN w.starts_on AND w.until
  WHERE EXISTS (SELECT 1 FROM wanted WHERE personal) AND w.personal AND w.measure IN ('bags', 'amount')
    AND (w.product_id IS NULL OR c.product_id = w.product_id)
    AND (w.region_id IS NULL AND w.dealer_id IS NULL
         OR c.dealer_id IN (SELECT o.dealer_id FROM scope o WHERE o.id = w.id))
  GROUP BY w.id, substr(c.moved_on, 1, 7)),
reached AS (
  SELECT id, SUM(CAST(ROUND(parts / {WHOLE}.0) AS INTEGER)) AS done FROM own GROUP BY id
  UNION ALL
  SELECT w.id, CASE w.measure WHEN 'bags' THEN SUM(s.bags) ELSE SUM(s.amount) END
  FROM wanted w JOIN scope c ON c.id = w.id JOIN sent s ON s.dealer_id = c.dealer_id
  WHERE w.measure IN ('bags', 'amount') AND NOT w.personal AND (w.product_id IS NULL OR s.product_id = w.product_id)
    AND s.moved_on BETWEEN w.starts_on AND w.until GROUP BY w.id
  UNION ALL
  SELECT w.id, CASE w.measure WHEN 'bags' THEN SUM(s.bags) ELSE SUM(s.amount) END
  FROM wanted w JOIN sent s ON s.moved_on BETWEEN w.starts_on AND w.until
  WHERE w.measure IN ('bags', 'amount') AND NOT w.personal AND w.region_id IS NULL AND w.dealer_id IS NULL
    AND (w.product_id IS NULL OR s.product_id = w.product_id) GROUP BY w.id
  UNION ALL
  SELECT w.id, SUM(g.amount) FROM wanted w JOIN scope c ON c.id = w.id JOIN got g ON g.dealer_id = c.dealer_id
  WHERE w.measure = 'collected' AND {MINE} AND g.received_on BETWEEN w.starts_on AND w.until GROUP BY w.id
  UNION ALL
  SELECT w.id, SUM(g.amount) FROM wanted w JOIN got g ON g.received_on BETWEEN w.starts_on AND w.until
  WHERE w.measure = 'collected' AND {MINE} AND w.region_id IS NULL AND w.dealer_id IS NULL GROUP BY w.id),
due AS (
  SELECT m.target_id AS id, SUM(COALESCE(m.bags, m.money, 0) * CASE
      WHEN date(m.month, '+1 month') <= date(:day, '+1 day') THEN 1.0
      WHEN m.month > :day THEN 0.0
      ELSE CAST(substr(:day, 9) AS REAL) / CAST(strftime('%d', date(m.month, '+1 month', '-1 day')) AS REAL) END) AS expected
  FROM targetmonth m WHERE {alive("m")} GROUP BY m.target_id)
SELECT w.id, COALESCE(r.done, 0) AS done,
       COALESCE(d.expected, w.whole * CASE WHEN w.until < :day THEN 100.0 WHEN w.starts_on > :day THEN 0.0
                                           WHEN w.curve = 'sell_out' THEN :sell_out ELSE :sell_in END / 100.0) AS expected
FROM wanted w LEFT JOIN reached r ON r.id = w.id LEFT JOIN due d ON d.id = w.id"""
