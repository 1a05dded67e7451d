"""Germination of each lot in time, as SQL: the newest test, how many there are, the day a straight line falls below a promise.

The same line as `weighing.falls_below` draws, for all lots at once.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Date, Float, column, text

from desktop.core.records import alive_in_sql as alive
from desktop.labels.weighing import FAR

BASE = 2460000  # Julian days are counted from here, so that squares of them stay exact enough
TREND = f"""
WITH tests AS (
  SELECT t.id, t.lot, t.version_id, julianday(t.tested_on) - {BASE} AS x, t.germination AS y,
         ROW_NUMBER() OVER (PARTITION BY t.lot ORDER BY t.tested_on DESC, t.id DESC) AS place
  FROM lottest t WHERE {alive("t")} AND t.lot <> ''),
line AS (
  SELECT lot, COUNT(*) AS tests, COUNT(DISTINCT CASE WHEN y IS NOT NULL THEN x END) AS days,
         MIN(CASE WHEN y IS NOT NULL THEN x END) AS first, AVG(CASE WHEN y IS NOT NULL THEN x END) AS mx, AVG(y) AS my,
         (AVG(x * y) - AVG(CASE WHEN y IS NOT NULL THEN x END) * AVG(y))
           / NULLIF(AVG(CASE WHEN y IS NOT NULL THEN x * x END)
                    - AVG(CASE WHEN y IS NOT NULL THEN x END) * AVG(CASE WHEN y IS NOT NULL THEN x END), 0) AS slope
  FROM tests GROUP BY lot),
ahead AS (
  SELECT n.id, l.tests, l.days, l.first, l.slope,
         MAX(0, CAST(l.mx + (v.germination - l.my) / l.slope - l.first AS INTEGER) + 1) AS wait
  FROM tests n JOIN line l ON l.lot = n.lot LEFT JOIN labelversion v ON v.id = n.version_id
  WHERE n.place = 1)
SELECT id, tests, CASE WHEN days > 1 THEN 30.0 * slope END AS month,
       CASE WHEN days > 1 AND slope < -1e-9 AND wait <= {FAR} THEN date({BASE} + first + wait) END AS falls_on
FROM ahead"""


def joined() -> Any:
    """The newest test of each lot as a table: its key, the number of tests, points a month, the day of falling below."""
    return text(TREND).columns(column("id", BigInteger), column("tests", BigInteger), column("month", Float),
                               column("falls_on", Date)).subquery("lottrend")
