"""When the example's questions of farmers come up: what is seen on maize is dated in the weeks in which maize shows it.

The weeks of growth are those of spring maize around Suihua, Heilongjiang, sown in the first half of May and ripe by late
September; outside the season farmers ask about grain and seed in store.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

GROWTH = {"苗期": ((5, 18), (6, 10)), "拔节期": ((6, 12), (6, 30)), "大喇叭口期": ((7, 1), (7, 15)), "灌浆期": ((8, 1), (9, 5)),
          "成熟期": ((9, 8), (9, 28))}
"""The first and the last day (month, day) on which a field is in a stage."""
STORE = (10, 11, 12, 1, 2, 3, 4)  # months without maize in the field
FRESH = 45  # days after which a question of the field is settled


def dated(line: Mapping[str, Any], today: date) -> tuple[date, dict[str, Any]]:
    """The day on which a question of `line["days"]` ago came up, and what it was about in that season.

    Where the field shows no such thing on that day, a line that has a `winter` is that one in the months without maize; else
    it came up in the newest weeks of its stage, and is settled if they are long past.
    """
    on = today - timedelta(days=line["days"])
    window = GROWTH.get(line.get("stage", ""))
    if window is None or _within(on, window):
        return on, dict(line)
    if "winter" in line and on.month in STORE:
        return on, {**line, **line["winter"]}
    first, last = (date(today.year, *day) for day in window)
    if first > today:
        first, last = (date(today.year - 1, *day) for day in window)
    last = min(last, today)
    on = last - timedelta(days=line["number"] * 3 % ((last - first).days + 1))
    old = (today - on).days > FRESH and line["state"] in ("open", "advised", "follow_up")
    return on, {**line, "state": "solved"} if old else dict(line)


def _within(on: date, window: tuple[tuple[int, int], tuple[int, int]]) -> bool:
    return window[0] <= (on.month, on.day) <= window[1]
