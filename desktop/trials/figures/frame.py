"""What the figures of a trial share: names cut to fit, heights, the scale of the values."""

from __future__ import annotations

from desktop.trials.results.trait_result import Result

MOST_HEIGHT = 225.0
WIDEST_NAME, NAME_POINTS = 130.0, 8


def short(name: str) -> str:
    """A name as the figures draw it, cut so that it leaves room for the drawing; the table holds it whole."""
    from desktop.core.documents import fonts
    from desktop.core.documents.text import printable

    text = printable(name)
    while len(text) > 1 and fonts.width(text, NAME_POINTS) > WIDEST_NAME:
        text = f"{text.removesuffix('…')[:-1]}…"
    return text


def square_name(name: str) -> str:
    """A name for a plot's square: a combination of levels has a line for each."""
    return "\n".join(short(part) for part in name.split(" × "))


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
