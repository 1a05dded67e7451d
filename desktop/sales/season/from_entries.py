"""The schema step that tells which account entry each settlement that was signed before made."""

from __future__ import annotations

from typing import Any

from desktop.core.records import alive_in_sql
from desktop.core.reshaping import add_column


def settlements_know_their_entries(connection: Any) -> None:
    """A settlement keeps the rows that were signed, and names the account entry by which its difference stands in the account:
    that of its dealer, kind and sum which bears its number."""
    add_column(connection, "seasonsettlement.entry_id", "INTEGER REFERENCES accountentry (id) ON DELETE RESTRICT", index=True)
    add_column(connection, "seasonsettlement.signed", "TEXT DEFAULT '{}' NOT NULL")
    connection.execute(
        "UPDATE seasonsettlement SET entry_id = (SELECT e.id FROM accountentry e "
        "WHERE e.dealer_id = seasonsettlement.dealer_id AND e.kind = 'price' "
        "AND e.amount = seasonsettlement.difference AND e.what LIKE seasonsettlement.code || ' %' "
        f"AND {alive_in_sql('e')} ORDER BY e.id LIMIT 1) WHERE state = 'agreed' AND code <> ''")
