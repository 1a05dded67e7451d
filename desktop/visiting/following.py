"""When an action touched visits: only those with a sheet, or with a count of their own, ask for the rooms of sales at all."""

from __future__ import annotations

import json

from sqlmodel import Session

WITH_SHEETS = ("WITH touched AS (SELECT value FROM json_each(?)) "  # as one value: an import touches many thousands
               "SELECT 1 FROM visitline WHERE visit_id IN touched "
               "UNION SELECT 1 FROM stockcount WHERE visit_id IN touched LIMIT 1")


def follow(session: Session) -> None:
    """Bring counts into line with the sheets of visits, where there are any."""
    touched = session.info.get("touched", {})
    visits = json.dumps(list(touched.get("visit", ())))
    if touched.get("visitline") or session.connection().exec_driver_sql(WITH_SHEETS, (visits,)).first():
        from desktop.visiting.counting import follow as count

        count(session)
