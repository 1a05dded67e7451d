"""The day that the title of a table names as the one up to which it reckons, 截止2026年9月30日客户欠款余额, and what it is of.

Such a day is that of the closing balance; the opening balance beside it is of an earlier day, which the title does not say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from desktop.core.importing.keeping import KEEP
from desktop.core.importing.likeness import normal
from desktop.core.importing.mapping import names
from desktop.core.importing.model import Target, Use
from desktop.core.tables import Table
from desktop.core.tables.words import plain

BALANCED = frozenset(("entered_on", "counted_on"))
"""The days of what is reckoned up to a day: a balance, a count."""
OPENING = ("期初", "年初", "月初", "季初", "上期", "上年", "上月", "opening")
CLOSING = ("期末", "年末", "月末", "季末", "余额", "欠款", "结存", "closing", "balance")
_OF_A_TITLE = "截"  # what names of such a day begin with: 截止日期, 截至
_UNTIL = re.compile(r"截[止至](?:到|至|日期|时间)?\s*:?\s*(\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2})")


def until(table: Table) -> str:
    """The day up to which a table reckons by its title, as it is written there; "" for none, or for several."""
    texts = [*table.extra.get("above", ()), *(f"{said.name}:{said.value}" for said in table.extra.get("said", ()))]
    found = {"".join(day.split()) for text in texts for day in _UNTIL.findall(plain(text))}
    return found.pop().replace("年", "-").replace("月", "-") if len(found) == 1 else ""


def is_until(name: str) -> bool:
    """Whether a name is that of the day up to which a table reckons: 截止日期."""
    return plain(name).startswith(_OF_A_TITLE)


def is_opening(table: Table, heading: str) -> bool:
    """Whether a column holds opening balances; one that was joined from two is what they are."""
    return any(normal(part).startswith(OPENING) for part in _behind(table, heading))


def has_opening(table: Table, uses: Mapping[str, Use]) -> bool:
    """Whether opening balances are what is read of a table: no title says their day."""
    return any(use.target != KEEP and is_opening(table, heading) for heading, use in uses.items())


def closing(table: Table, uses: Mapping[str, Use], targets: Sequence[Target]) -> dict[str, Use]:
    """`uses`, with the closing balance in the place of the opening one, where a table has both; and without the day of the
    titles of its sheets where it has the opening one only."""
    known = {target.name: names(target) for target in targets}
    made = dict(uses)
    for heading, use in uses.items():
        better = [h for h in table.header if h not in made and _is_closing(table, h) and normal(h) in known.get(use.target, ())]
        if better and is_opening(table, heading):
            del made[heading]
            made[better[0]] = use
    of_titles = table.extra.get("until_columns", ()) if has_opening(table, made) else ()
    return {h: made[h] for h in table.header if h in made and h not in of_titles}


def _is_closing(table: Table, heading: str) -> bool:
    parts = [normal(part) for part in _behind(table, heading)]
    return not is_opening(table, heading) and any(word in part for part in parts for word in CLOSING)


def _behind(table: Table, heading: str) -> Sequence[str]:
    """The headings of the file that a column was read from."""
    joined: Mapping[str, Sequence[str]] = table.extra.get("joined", {})
    return joined.get(heading, (heading,))
