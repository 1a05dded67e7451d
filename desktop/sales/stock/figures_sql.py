"""What lies at dealers, as SQL: one row a stock item, as of the evening of a day (`:day`) in a season that begins on `:first`.

Where `:first` is NULL the season is the business year of the settings that the day lies in.

The window of an item goes from its opening count to its last count up to the day. The opening count is the last one not long
before the season (`OPENING`). Without one it depends: where nothing had ever come before the season, nothing was there on its
first day; where goods had come, nobody knows what was left of them, and the first count of the season is the opening one. A
count is of the evening: what moved that day lies before it. What was sold out in the window is what was there and came, less
what left and what was still there. What moved after the last count is `since`; of what was never counted, all that moved within
a year, and no less than nothing.
The same identity is `trade.stock.sold_out`; a test on random data holds both equal.

Speed: each item reads its own lines alone, by the index of dealer, product and day; counts are summed by that index once. A
day and the bags of that day are one text while the first and the last are looked for, so that the bags need no second look.
"""

from __future__ import annotations

from desktop.core.records import alive_in_sql as alive
from desktop.sales.stock.levels import level

OPENING = int(level("opening_days"))
"""A count so many days before the season is its opening; of an older one nobody knows what was sold after it."""


def sheet(*, dealer: bool = False, dealers: bool = False) -> str:
    """id, dealer_id, product_id, opened, opening, received, returned, moved_in, moved_out, closed, closing, certainty (of the
    last count), since, sold (NULL without a count in the season), on_hand; of the dealer `:dealer` alone, of those in the JSON
    list `:dealers`, or of all."""
    def of(table: str, name: str = "dealer_id") -> str:
        several = f"AND {table}.{name} IN (SELECT value FROM json_each(:dealers))" if dealers else ""
        return f"AND {table}.{name} = :dealer" if dealer else several

    return f"""
WITH year AS (
  SELECT COALESCE((SELECT json_extract(value, '$') FROM office_setting
                   WHERE name = 'business_year_start' AND json_extract(value, '$') GLOB '[01][0-9]-01'), '10-01') AS start),
season AS MATERIALIZED (
  SELECT COALESCE(:first, (substr(:day, 1, 4) - (substr(:day, 6) < start)) || '-' || start) AS first FROM year),
counted AS MATERIALIZED (
  SELECT c.dealer_id, c.product_id, c.counted_on AS day, SUM(c.bags) AS bags
  FROM countline c WHERE {alive("c")} AND c.bags IS NOT NULL AND c.counted_on <= :day {of("c")}
  GROUP BY c.dealer_id, c.product_id, c.counted_on),
ends AS MATERIALIZED (
  SELECT dealer_id, product_id, MAX(day || bags) AS latest, MIN(day || bags) FILTER (WHERE day >= first) AS began,
         MAX(day || bags) FILTER (WHERE day < first AND day >= date(first, '-{OPENING} days')) AS before
  FROM counted, season GROUP BY dealer_id, product_id),
stocked AS MATERIALIZED (
  SELECT i.id, i.dealer_id, i.product_id, i.minimum, i.maximum, first, n.latest, COALESCE(n.before, CASE WHEN
           n.began IS NOT NULL AND (
           EXISTS (SELECT 1 FROM shipmentline l WHERE l.dealer_id = i.dealer_id AND l.product_id = i.product_id
                   AND l.moved_on < first AND {alive("l")})
           OR EXISTS (SELECT 1 FROM stockmove m WHERE m.to_id = i.dealer_id AND m.product_id = i.product_id
                      AND m.moved_on < first AND {alive("m")})) THEN n.began END) AS began
  FROM season, stockitem i LEFT JOIN ends n ON n.dealer_id = i.dealer_id AND n.product_id = i.product_id
  WHERE {alive("i")} {of("i")}),
known AS (
  SELECT id, dealer_id, product_id, minimum, maximum, first, substr(latest, 1, 10) AS closed,
         CAST(substr(latest, 11) AS INTEGER) AS closing, substr(began, 1, 10) AS opened,
         COALESCE(CAST(substr(began, 11) AS INTEGER), 0) AS opening FROM stocked),
items AS MATERIALIZED (
  SELECT *, COALESCE(opened, date(CASE WHEN closed IS NULL THEN :day ELSE first END, CASE WHEN closed IS NULL THEN '-1 year'
                                  ELSE '-1 day' END)) AS start, COALESCE(closed, '') AS until
  FROM known),
given AS (
  SELECT i.id, m.bags, m.moved_on > i.until AS later, 0 AS to_this
  FROM stockmove m JOIN items i ON i.dealer_id = m.from_id AND i.product_id = m.product_id
  WHERE {alive("m")} AND m.moved_on > i.start AND m.moved_on <= :day {of("m", "from_id")}
  UNION ALL
  SELECT i.id, m.bags, m.moved_on > i.until, 1
  FROM stockmove m JOIN items i ON i.dealer_id = m.to_id AND i.product_id = m.product_id
  WHERE {alive("m")} AND m.moved_on > i.start AND m.moved_on <= :day {of("m", "to_id")}),
shipped AS MATERIALIZED (
  SELECT i.id, SUM(l.bags) FILTER (WHERE l.bags > 0 AND l.moved_on <= i.until) AS received,
         -SUM(l.bags) FILTER (WHERE l.bags < 0 AND l.moved_on <= i.until) AS returned,
         SUM(l.bags) FILTER (WHERE l.moved_on > i.until) AS since
  FROM items i CROSS JOIN shipmentline l
  ON l.dealer_id = i.dealer_id AND l.product_id = i.product_id AND l.moved_on > i.start AND l.moved_on <= :day
  WHERE {alive("l")} GROUP BY i.id),
passed AS MATERIALIZED (
  SELECT id, SUM(bags) FILTER (WHERE to_this AND NOT later) AS moved_in, SUM(bags) FILTER (WHERE NOT to_this AND NOT later)
         AS moved_out, SUM(CASE WHEN to_this THEN bags ELSE -bags END) FILTER (WHERE later) AS since
  FROM given GROUP BY id),
sheet AS (
  SELECT i.id, i.dealer_id, i.product_id, i.minimum, i.maximum, i.first, i.opened, i.opening,
         COALESCE(s.received, 0) AS received, COALESCE(s.returned, 0) AS returned,
         COALESCE(p.moved_in, 0) AS moved_in, COALESCE(p.moved_out, 0) AS moved_out,
         i.closed, i.closing, h.certainty,
         COALESCE(s.since, 0) + COALESCE(p.since, 0) AS since
  FROM items i LEFT JOIN shipped s ON s.id = i.id LEFT JOIN passed p ON p.id = i.id
  LEFT JOIN stockcount h ON h.dealer_id = i.dealer_id AND h.counted_on = i.closed AND {alive("h")})
SELECT *, CASE WHEN closed > COALESCE(opened, '') AND closed >= first
               THEN opening + received - returned + moved_in - moved_out - closing END AS sold,
       CASE WHEN closed IS NULL THEN MAX(0, since) ELSE closing + since END AS on_hand
FROM sheet"""


ON_ORDER = f"""
SELECT o.dealer_id, l.product_id, SUM(MAX(0, l.bags - COALESCE((
  SELECT SUM(s.bags) FROM shipmentline s WHERE s.order_line_id = l.id AND s.bags > 0 AND {alive("s")}), 0))) AS bags
FROM salesorder o JOIN orderline l ON l.order_id = o.id
WHERE {alive("o", "l")} AND o.state IN ('confirmed', 'held') {{of}} GROUP BY o.dealer_id, l.product_id"""
"""What is ordered of each product by each dealer and has not left yet, in bags."""
