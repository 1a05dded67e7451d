"""Names beside the points of a drawing that stand on no other name and no point, with a fine line where they moved away."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from matplotlib.axes import Axes

from desktop.core.documents import fonts
from desktop.core.documents.figure_style import MUTED
from desktop.core.documents.text import printable

Rectangle: TypeAlias = tuple[float, float, float, float]
"""Left, foot, right, top in points of the figure."""
_DISTANCES = (2.0, 6.0, 12.0, 21.0, 32.0, 46.0)
_DIRECTIONS = tuple(math.radians(angle) for angle in (20, 160, -20, -160, 50, 130, -50, -130, 90, -90, 0, 180))
_NEAR = 14.0
"""Points: a name farther away has a line to its point."""


@dataclass(frozen=True)
class Name:
    """A name, the point in data that it belongs to, and how it is set."""

    text: str
    at: tuple[float, float]
    look: dict[str, Any] = field(default_factory=dict)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        size = float(self.look.get("fontsize", 7.5))
        return fonts.width(printable(self.text), size, self.look.get("fontweight") == "bold"), size * 1.15


def name_points(axes: Axes, names: Sequence[Name], radius: float = 3.5) -> None:
    """Write every name where it covers neither a name nor a point, drawn with a marker of that radius in points.

    Limits and drawings of the axes must be complete. A name that finds no free place stands where it covers least.
    """
    figure: Any = axes.figure
    figure.draw_without_rendering()
    frame = axes.get_window_extent()
    room = (frame.x0, frame.y0, frame.x1, frame.y1)
    spots = [tuple(map(float, axes.transData.transform(at))) for at in (name.at for name in names)]
    taken: list[Rectangle] = [(x - radius, y - radius, x + radius, y + radius) for x, y in spots]
    for name, spot in sorted(zip(names, spots, strict=False), key=lambda pair: -pair[1][1]):
        place = _best(name, (spot[0], spot[1]), taken, room, radius)
        taken.append(place)
        _write(axes, name, (place[0] - spot[0], place[1] - spot[1]), place, (spot[0], spot[1]))


def _best(name: Name, spot: tuple[float, float], taken: Sequence[Rectangle], room: Rectangle, radius: float) -> Rectangle:
    best, least = (spot[0], spot[1], spot[0], spot[1]), math.inf
    for distance in _DISTANCES:
        for direction in _DIRECTIONS:
            place = _placed(name, spot, radius + distance, direction)
            cost = sum(_shared(place, other) for other in taken) + 4 * _outside(place, room)
            if cost < least:
                best, least = place, cost
            if cost <= 0.0:
                return place
    return best


def _placed(name: Name, spot: tuple[float, float], distance: float, direction: float) -> Rectangle:
    """The rectangle of a name whose nearest edge is so far away in that direction."""
    width, height = name.size
    x, y = spot[0] + distance * math.cos(direction), spot[1] + distance * math.sin(direction)
    left = x - width / 2 * (1 - (1 if math.cos(direction) > 0.1 else -1 if math.cos(direction) < -0.1 else 0))
    foot = y - height / 2 * (1 - (1 if math.sin(direction) > 0.5 else -1 if math.sin(direction) < -0.5 else 0))
    return left, foot, left + width, foot + height


def _shared(one: Rectangle, other: Rectangle) -> float:
    """The area that two rectangles share."""
    across, up = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return across * up if across > 0 and up > 0 else 0.0


def _outside(place: Rectangle, room: Rectangle) -> float:
    """The area of a rectangle that lies outside the drawing."""
    return (place[2] - place[0]) * (place[3] - place[1]) - _shared(place, room)


def _write(axes: Axes, name: Name, offset: tuple[float, float], place: Rectangle, spot: tuple[float, float]) -> None:
    near = min(abs(place[0] - spot[0]), abs(place[2] - spot[0])), min(abs(place[1] - spot[1]), abs(place[3] - spot[1]))
    across = 0.0 if place[0] <= spot[0] <= place[2] else near[0]
    up = 0.0 if place[1] <= spot[1] <= place[3] else near[1]
    away = math.hypot(across, up) > _NEAR
    line = {"arrowstyle": "-", "color": MUTED, "lw": 0.4, "shrinkA": 0, "shrinkB": 3} if away else None
    made = axes.annotate(printable(name.text), name.at, offset, textcoords="offset points", ha="left", va="bottom",
                         annotation_clip=False, arrowprops=line, **name.look)  # fmt: skip
    made.set_in_layout(False)
