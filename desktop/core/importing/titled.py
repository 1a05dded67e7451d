"""The day that the title of a table names as the one up to which it reckons: 截止2026年9月30日客户欠款余额."""

from __future__ import annotations

import re

from desktop.core.tables import Table
from desktop.core.tables.words import plain

BALANCED = frozenset(("entered_on", "counted_on"))
"""The days of what is reckoned up to a day: a balance, a count."""
_UNTIL = re.compile(r"截[止至](?:到|至|日期|时间)?\s*:?\s*(\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2})")


def until(table: Table) -> str:
    """The day up to which a table reckons by its title, as it is written there; "" for none, or for several."""
    texts = [*table.extra.get("above", ()), *(f"{said.name}:{said.value}" for said in table.extra.get("said", ()))]
    found = {"".join(day.split()) for text in texts for day in _UNTIL.findall(plain(text))}
    return found.pop().replace("年", "-").replace("月", "-") if len(found) == 1 else ""
