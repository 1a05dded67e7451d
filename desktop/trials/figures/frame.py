"""What the figures of a trial share: names cut to fit, heights, the scale of the values."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.documents.cutting import cut, cut_at
from desktop.trials.results.trait_result import Result

MOST_HEIGHT = 225.0
WIDEST_NAME, NAME_POINTS = 130.0, 8
BESIDE = 72.0
"""Points: how wide a name beside a point may be."""
SQUARES_WIDTH = 165 / 25.4 * 72 * 0.8
"""Points across the squares of a map as wide as the text."""
LEAST_SQUARE_NAME, LEAST_SQUARE_EMS = 5.5, 3.0
"""The smallest print of a name in a square, and the least of it that still tells something."""
MOST_NAMES = 30
"""So many names are drawn beside points; more are numbers, with the list of entries as their key."""


def short(name: str, widest: float = WIDEST_NAME) -> str:
    """A name as the figures draw it, cut in its middle to leave room for the drawing; the table holds it whole."""
    from desktop.core.documents import fonts
    from desktop.core.documents.text import printable

    return cut(printable(name), lambda tried: fonts.width(tried, NAME_POINTS) <= widest)


def in_squares(names: Sequence[str], numbers: Sequence[str], columns: int) -> tuple[list[str], bool]:
    """What to write into the squares of a field with so many columns, and whether it is the numbers.

    Names, a combination of levels on a line for each, cut in the middle as long as they can be told apart; else numbers.
    """
    from desktop.core.documents.text import printable

    room = SQUARES_WIDTH / max(columns, 1) / LEAST_SQUARE_NAME
    parts = [[cut_at(printable(part), room) for part in name.split(" × ")] for name in names]
    made = ["\n".join(lines) for lines in parts]
    fits = room >= LEAST_SQUARE_EMS and len(set(made)) == len(set(names)) and max(map(len, parts), default=0) <= 3
    return (made, False) if fits else (list(numbers), True)


def height(count: int, least: float = 80.0, each: float = 5.2) -> float:
    """Millimetres for `count` lying bars, at most a page."""
    return min(MOST_HEIGHT, max(least, 22 + each * count))


def scale(result: Result) -> tuple[float, str, int]:
    """Factor, axis label and decimals: kg/mu where that is known."""
    view = result.view
    return view.scale, view.label, view.places


def field_height(rows: list[int]) -> float:
    """Millimetres for the map of a field with these rows."""
    return min(200.0, max(70.0, 14.0 * (max(rows) - min(rows) + 1) + 20))
