"""What headquarters' own reports may read: documented views, each row with its region, and roles that see one region alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.records import alive_in_sql
from desktop.exchange.publishing.tables import SCHEMA

ROLE = re.compile(r"[a-z_][a-z0-9_]{0,62}")
ALIVE = {name: alive_in_sql(name) for name in ("d", "t", "e", "l", "o", "region")}
PLACES = f"""
CREATE TABLE {SCHEMA}.region_below AS
WITH RECURSIVE below (region_id, below_id) AS (
  SELECT id, id FROM {SCHEMA}.region
  UNION SELECT b.region_id, r.id FROM below b JOIN {SCHEMA}.region r ON r.parent_id = b.below_id)
SELECT region_id, below_id FROM below"""
READER = f"CREATE TABLE IF NOT EXISTS {SCHEMA}.reader (role text PRIMARY KEY, region_code text NOT NULL)"
MAY_SEE = f"""
CREATE OR REPLACE FUNCTION {SCHEMA}.may_see(place bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = {SCHEMA}, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM {SCHEMA}.reader r WHERE pg_has_role(session_user, r.role, 'member')
    AND (r.region_code = '' OR EXISTS (SELECT 1 FROM {SCHEMA}.region g JOIN {SCHEMA}.region_below b ON b.region_id = g.id
         WHERE g.code = r.region_code AND b.below_id = place)))
    OR pg_has_role(session_user, (SELECT nspowner FROM pg_namespace WHERE nspname = '{SCHEMA}'), 'member') $$"""
VIEWS: Mapping[str, tuple[str, str]] = {
    "bi_dealers": ("Dealers: one row each.", """
SELECT d.id AS dealer_id, d.code, d.name, d.state, d.region_id, g.full_name AS region
FROM {s}.dealer d LEFT JOIN {s}.region g ON g.id = d.region_id WHERE {alive[d]} AND {s}.may_see(d.region_id)"""),
    "bi_trial_results": ("Results of trials: mean of each entry for each trait observed in numbers; no plots left out.", """
SELECT t.id AS trial_id, t.code AS trial, t.title, s.name AS season, p.name AS site, p.region_id, e.number AS entry,
  coalesce(nullif(e.name, ''), v.name) AS variety, e.is_check, x.code AS trait, x.name_zh AS trait_zh, x.unit,
  count(o.value) AS plots, avg(o.value) AS mean
FROM {s}.trial t JOIN {s}.entry e ON e.trial_id = t.id AND {alive[e]}
JOIN {s}.plot l ON l.entry_id = e.id AND {alive[l]} AND l.state NOT IN ('lost', 'excluded')
JOIN {s}.observation o ON o.plot_id = l.id AND {alive[o]} AND NOT o.excluded AND o.value IS NOT NULL
JOIN {s}.trait x ON x.id = o.trait_id LEFT JOIN {s}.variety v ON v.id = e.variety_id
LEFT JOIN {s}.season s ON s.id = t.season_id LEFT JOIN {s}.site p ON p.id = t.site_id
WHERE {alive[t]} AND {s}.may_see(p.region_id)
GROUP BY t.id, t.code, t.title, s.name, p.name, p.region_id, e.number, e.name, v.name, e.is_check, x.code, x.name_zh,
  x.unit"""),
    "bi_sell_out": ("Stock and sell-out of dealers by product, in bags, as of the day published. sold_bags is null where no "
                    "count tells it, and below 0 where a count is wrong.", """
SELECT f.as_of, f.dealer_id, d.name AS dealer, d.region_id, g.full_name AS region, f.product_id, v.name AS variety,
  f.opening_bags, f.received_bags, f.returned_bags, f.moved_in_bags, f.moved_out_bags, f.counted_on, f.counted_bags,
  f.certainty, f.sold_bags, f.on_hand_bags
FROM {s}.figure_stock f JOIN {s}.dealer d ON d.id = f.dealer_id LEFT JOIN {s}.region g ON g.id = d.region_id
LEFT JOIN {s}.product p ON p.id = f.product_id LEFT JOIN {s}.variety v ON v.id = p.variety_id
WHERE {s}.may_see(d.region_id)"""),
    "bi_receivables": ("Accounts of dealers as of the day published, in yuan.", """
SELECT f.as_of, f.dealer_id, d.name AS dealer, d.region_id, g.full_name AS region, f.balance_fen / 100.0 AS balance,
  f.open_fen / 100.0 AS open, f.advance_fen / 100.0 AS advance, f.overdue_fen / 100.0 AS overdue, f.oldest_days, f.last_paid
FROM {s}.figure_account f JOIN {s}.dealer d ON d.id = f.dealer_id LEFT JOIN {s}.region g ON g.id = d.region_id
WHERE {s}.may_see(d.region_id)"""),
    "bi_targets": ("Targets and what is reached of them as of the day published, in bags or yuan.", """
SELECT f.as_of, t.id AS target_id, t.code, t.name, t.starts_on, t.measure, coalesce(t.region_id, d.region_id) AS region_id,
  d.name AS dealer, f.unit,
  CASE f.unit WHEN 'fen' THEN f.target / 100.0 ELSE f.target END AS target,
  CASE f.unit WHEN 'fen' THEN f.done / 100.0 ELSE f.done END AS done,
  CASE f.unit WHEN 'fen' THEN f.expected / 100.0 ELSE f.expected END AS expected
FROM {s}.figure_target f JOIN {s}.salestarget t ON t.id = f.target_id LEFT JOIN {s}.dealer d ON d.id = t.dealer_id
WHERE {s}.may_see(coalesce(t.region_id, d.region_id))"""),
}
"""Name → what its rows are, and its query. They are what headquarters may build on: a column is added, never taken away."""


def readers(cursor: Any) -> list[tuple[str, str]]:
    """The roles that may read, with the code of their region."""
    cursor.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.reader",))
    if cursor.fetchone()[0] is None:
        return []
    cursor.execute(f"SELECT role, region_code FROM {SCHEMA}.reader ORDER BY role")
    return [(str(role), str(code)) for role, code in cursor.fetchall()]


def fill(cursor: Any, wanted: Mapping[str, str]) -> None:
    """Make the views, and let the roles wanted read them and nothing else. Raises `UserError` for a name or a region that
    cannot be one."""
    cursor.execute(f"DROP TABLE IF EXISTS {SCHEMA}.region_below")
    cursor.execute(PLACES)
    cursor.execute(f"CREATE INDEX ON {SCHEMA}.region_below (below_id)")
    cursor.execute(READER)
    cursor.execute(MAY_SEE)
    for name, (says, query) in VIEWS.items():
        asked = query.format(s=SCHEMA, alive=ALIVE)
        cursor.execute(f"CREATE OR REPLACE VIEW {SCHEMA}.{name} WITH (security_barrier) AS {asked}")
        cursor.execute(f"COMMENT ON VIEW {SCHEMA}.{name} IS '{says}'")
    for role, code in wanted.items():
        _admit(cursor, role, code)


def _admit(cursor: Any, role: str, code: str) -> None:
    if not ROLE.fullmatch(role):
        raise UserError(_("“{role}” is no name of a role: small letters, figures and _ only.").format(role=role))
    if code:
        cursor.execute(f"SELECT 1 FROM {SCHEMA}.region region WHERE code = %s AND {ALIVE['region']}", (code,))
        if cursor.fetchone() is None:
            raise UserError(_("There is no region with the area code {code}.").format(code=code))
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (role,))
    if cursor.fetchone() is None:
        cursor.execute(f'CREATE ROLE "{role}" NOLOGIN')
    cursor.execute(f'GRANT USAGE ON SCHEMA {SCHEMA} TO "{role}"')
    for name in VIEWS:
        cursor.execute(f'GRANT SELECT ON {SCHEMA}.{name} TO "{role}"')
    cursor.execute(f"INSERT INTO {SCHEMA}.reader VALUES (%s, %s) ON CONFLICT (role) DO UPDATE "
                   "SET region_code = excluded.region_code", (role, code))
