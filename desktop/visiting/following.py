"""When an action touched visits: only those with a sheet, or with a count of their own, ask for the rooms of sales at all."""

from __future__ import annotations

from sqlalchemy import bindparam, text
from sqlmodel import Session

WITH_SHEETS = text("SELECT 1 FROM visitline WHERE visit_id IN :ids "
                   "UNION SELECT 1 FROM stockcount WHERE visit_id IN :ids LIMIT 1"
                   ).bindparams(bindparam("ids", expanding=True))


def follow(session: Session) -> None:
    """Bring counts into line with the sheets of visits, where there are any."""
    touched = session.info.get("touched", {})
    visits = list(touched.get("visit", ()))
    if touched.get("visitline") or (visits and session.execute(WITH_SHEETS, {"ids": visits}).first()):
        from desktop.visiting.counting import follow as count

        count(session)
