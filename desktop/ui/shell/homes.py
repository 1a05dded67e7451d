"""Which tab a kind of record is opened on and which lists it, as the features declare it: no page is loaded to find out.

Records live on the tab of the feature whose models they are; what is opened or listed elsewhere says its `Feature`.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.feature import Feature


def tab_of(tabs: Sequence[Feature], table: str) -> str:
    """The name of the tab that records of a table are opened on, "" where no page opens them."""
    room = _room(table)
    if not room or any(table in tab.unopened for tab in tabs):
        return ""
    declared = [tab.name for wanted in (table, room) for tab in tabs if wanted in tab.opens]
    return next((name for name in (*declared, room) if any(name == tab.name for tab in tabs)), "")


def lister_of(tabs: Sequence[Feature], table: str) -> str:
    """The name of the only tab that may have a section that is the list of a table, "" where none has."""
    return next((tab.name for tab in tabs if table in tab.lists), "") or tab_of(tabs, table)


def _room(table: str) -> str:
    """The folder of the feature whose model a table is; "" for an unknown table."""
    from desktop.core.kinds import kinds  # a database is open: SQLAlchemy is there by now

    kind = kinds().get(table)
    return kind.room if kind else ""
