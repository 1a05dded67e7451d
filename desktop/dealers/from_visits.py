"""The schema step that tells which planned visits were planned by the day of the next one that a visit names."""

from __future__ import annotations

from typing import Any

from desktop.core.records import alive_in_sql
from desktop.core.reshaping import add_column


def planned_visits_know_who_agreed(connection: Any) -> None:
    """A planned visit on the very day that a visit which was made names as that of the next was planned by it."""
    add_column(connection, "visit.agreed", "TEXT DEFAULT '{}' NOT NULL")
    connection.execute(
        "UPDATE visit SET agreed = json_object('visit', v.id, 'on', v.visited_on) FROM (SELECT * FROM visit m "
        f"WHERE m.state = 'done' AND m.visited_on IS NOT NULL AND {alive_in_sql('m')} ORDER BY m.visited_on) v "
        "WHERE visit.state = 'planned' AND v.dealer_id = visit.dealer_id AND v.next_on = visit.planned_on")
