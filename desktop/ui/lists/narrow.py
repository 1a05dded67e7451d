"""In a narrow list the names give way, so that the state behind them is not cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.core.listing import Column
from desktop.core.widths import TEXT, letters
from desktop.ui.lists.model import heading
from desktop.ui.look.pills import widest

CELL_ROOM = 22  # logical pixels around a text or in a pill
WORDS_ROOM = 14  # logical pixels around the words of a heading that stands close
HEADING_ROOM = 34  # logical pixels around a heading: the sheet's padding and the arrow of the order
Measure = Callable[[str], int]


def natural_width(column: Column, measure: Measure) -> int:
    """The width of a column nobody has changed: what its kind takes, or its heading in the language in force."""
    cells = letters(column) * measure("0")
    if column.kind == "choice" and column.choices:  # a pill that is cut no longer tells one state from the next
        cells = widest(column.choices, measure) + (measure(" 99%") if column.share else 0)
    return max(cells + CELL_ROOM, measure(heading(column)) + HEADING_ROOM)


def least_width(column: Column, measure: Measure) -> int:
    """What a column that gives way keeps: some letters, and its heading."""
    return max(TEXT * measure("0") + CELL_ROOM, measure(heading(column)) + WORDS_ROOM)


@dataclass(frozen=True)
class Place:
    """A column as it stands in the list: its number, its width, the least it may be narrowed to, whether it holds a state."""

    number: int
    width: int
    least: int
    state: bool


def narrowed(places: Sequence[Place], room: int) -> dict[int, int]:
    """Widths by column's number that let the first state end within `room` pixels, the widest column giving first; where there
    is no state, as many columns as can be seen whole so.

    Nothing is narrowed where these are seen whole as they are, or where all that may give is too little.
    """
    end = next((i for i, place in enumerate(places) if place.state), None)
    stated = end is not None
    if end is None:  # what a row is called gives way last
        end = _last_whole(places, room)
    before = places[:end]
    missing = sum(place.width for place in places[:end + 1]) - room
    if missing <= 0 or missing > sum(place.width - place.least for place in before):
        return {}
    found: dict[int, int] = {}
    for place in sorted(before, key=lambda p: (not stated and p is places[0], p.least - p.width)):
        given = min(missing, place.width - place.least)
        if given > 0:
            found[place.number] = place.width - given
            missing -= given
    return found


def _last_whole(places: Sequence[Place], room: int) -> int:
    """The last column that can be seen whole where those before it give what they may; 0 for none but the first."""
    width = least = end = 0
    for i, place in enumerate(places):
        width = least + place.width
        if width <= room:
            end = i
        least += place.least
    return end
