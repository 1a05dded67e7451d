"""The tables that the figures of a list are made of.

A change of any of them makes what is shown stale, whoever made it: the bags delivered of an order are lines of shipments.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import TableClause, TextClause
from sqlalchemy.sql import visitors

READ = re.compile(r"\b(?:FROM|JOIN)\s+\"?(\w+)", re.IGNORECASE)


def tables_in(values: Iterable[Any]) -> frozenset[str]:
    """The names of the tables that tables, columns and expressions read, also in the queries inside of them.

    An alias goes by the name of the table that it stands for.
    """
    return frozenset(name for value in values for part in visitors.iterate(value) for name in _names(part))


def _names(part: Any) -> Iterable[str]:
    """The tables that one part of an expression names itself."""
    if isinstance(part, TextClause):
        return READ.findall(part.text)
    table = getattr(part, "table", part)
    while hasattr(table, "element"):
        table = table.element
    return (table.name,) if isinstance(table, TableClause) else ()
