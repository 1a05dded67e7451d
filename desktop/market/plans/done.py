"""What was done of a plan's demonstrations, field days and trainings: found among the trials, field days and trainings
themselves, so that nobody types it a second time.

A demonstration is a trial of that kind that was sown and not abandoned, of the plan's year, in the county or below it, with
the variety among its entries and not as a check. A field day was held in the plan's year in the county and shows the variety,
or a trial in which it stands. A training belongs to a county, of no variety: held in the plan's year or the winter before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import BigInteger, Date, column, text
from sqlmodel import Session

from desktop.core.breakdown import Breakdown, Part
from desktop.core.i18n import N_
from desktop.core.records import alive_in_sql as alive
from desktop.trials.choices import DEMONSTRATIONS

DEMOS, DAYS, TRAININGS = "trial", "fieldday", "trainingevent"
WINTER = "-10-01"
"""The trainings of a season begin in October of the year before."""
_KINDS = ", ".join(f"'{kind}'" for kind in DEMONSTRATIONS)
_SHOWN = ("EXISTS (SELECT 1 FROM entry e WHERE e.trial_id = {trial} AND e.variety_id = l.variety_id AND NOT e.is_check "
          "AND {alive})")


def _events() -> str:
    """line, what (table), ref, code, said, day: what was done, a row for each line of a plan that it belongs to."""
    return f"""
WITH RECURSIVE reach(line, region) AS (
  SELECT l.id, l.region_id FROM planline l WHERE {alive("l")}
  UNION
  SELECT reach.line, r.id FROM reach JOIN region r ON r.parent_id = reach.region WHERE {alive("r")}),
lines AS (
  SELECT l.id, l.variety_id, p.year, reach.region FROM planline l JOIN promotionplan p ON p.id = l.plan_id
  JOIN reach ON reach.line = l.id WHERE {alive("l", "p")})
SELECT l.id AS line, 'trial' AS what, t.id AS ref, t.code, t.title AS said, t.sown_on AS day
FROM trial t JOIN site s ON s.id = t.site_id JOIN lines l ON l.region = s.region_id LEFT JOIN season n ON n.id = t.season_id
WHERE {alive("t")} AND t.kind IN ({_KINDS}) AND t.state <> 'abandoned' AND (t.state <> 'planned' OR t.sown_on IS NOT NULL)
  AND COALESCE(CAST(strftime('%Y', t.sown_on) AS INTEGER), n.year) = l.year AND {_SHOWN.format(trial="t.id", alive=alive("e"))}
UNION ALL
SELECT l.id, 'fieldday', d.id, d.code, d.topic, d.held_on FROM fieldday d JOIN lines l ON l.region = d.region_id
WHERE {alive("d")} AND d.state IN ('held', 'written') AND CAST(strftime('%Y', d.held_on) AS INTEGER) = l.year
  AND (d.variety_id = l.variety_id OR {_SHOWN.format(trial="d.trial_id", alive=alive("e"))})
UNION ALL
SELECT l.id, 'trainingevent', v.id, v.code, v.topic, v.held_on FROM trainingevent v JOIN lines l ON l.region = v.region_id
WHERE {alive("v")} AND v.state = 'held' AND v.held_on BETWEEN (l.year - 1) || '{WINTER}' AND l.year || '-12-31'"""


@dataclass(frozen=True)
class Event:
    """A demonstration, field day or training: its table and key, number, words, day."""

    what: str
    ref: int
    code: str
    said: str
    day: date | None


def done_of(session: Session, plan_id: int) -> dict[int, list[Event]]:
    """What was done, by the lines of a plan, in order of days."""
    query = text(f"SELECT * FROM ({_events()}) x JOIN planline l ON l.id = x.line WHERE l.plan_id = :plan "
                 "ORDER BY x.day, x.ref").columns(day=Date)
    found: dict[int, list[Event]] = {}
    for row in session.execute(query, {"plan": plan_id}):
        found.setdefault(row.line, []).append(Event(row.what, row.ref, row.code or "", row.said or "", row.day))
    return found


def joined() -> Any:
    """The numbers of what was done as a table that the list of plan lines joins by its key."""
    counts = ", ".join(f"COUNT(DISTINCT ref) FILTER (WHERE what = '{what}') AS {what}" for what in (DEMOS, DAYS, TRAININGS))
    query = text(f"SELECT l.id, {counts} FROM planline l LEFT JOIN ({_events()}) x ON x.line = l.id GROUP BY l.id")
    return query.columns(column("id", BigInteger), *(column(what, BigInteger) for what in (DEMOS, DAYS, TRAININGS))
                         ).subquery("done")


def behind(what: str) -> Any:
    """The records that a number of a plan line is made of."""
    return lambda line: Breakdown((N_("Title"), N_("Code"), N_("Day")), N_("How many"),
                                  partial(_parts, line_id=line.id, plan_id=line.plan_id, what=what), kind="whole")


def _parts(session: Session, *, line_id: int, plan_id: int, what: str) -> list[Part]:
    return [Part((one.said, one.code, one.day.isoformat() if one.day else ""), 1, one.what, one.ref)
            for one in done_of(session, plan_id).get(line_id, []) if one.what == what]
