"""How wide the columns of a table are, and whether it fits on the page at all. Pure arithmetic, in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

POWERS = (1.0, 2.0, 4.0, 16.0)
"""How much the longest texts count among those of a column: little, so that many short ones stand on one line each, to
nearly alone, so that one row with a long remark does not become a tower."""
MOST_ROWS = 400
"""So many rows, evenly spaced, tell how high a table becomes."""


@dataclass(frozen=True)
class Need:
    """What a column needs: `least` without breaking a word, `natural` on one line each; `weight` of what is left.

    `lengths`: of the text of every row on one line; `around`: the space beside it that `least` and `natural` hold.
    """

    least: float
    natural: float
    weight: float = 1.0
    lengths: Sequence[float] = ()
    around: float = 0.0


def fits(needs: Sequence[Need], available: float) -> bool:
    """Whether all columns fit side by side without breaking a word."""
    return sum(need.least for need in needs) <= available + 0.01


def column_widths(needs: Sequence[Need], available: float) -> list[float]:
    """Widths that add up to `available` where the columns fit.

    Columns get their natural width and share what is left by weight and size; where that is too much, they share the page
    by the length of their texts, in the one of several ways in which the table becomes lowest.
    """
    natural = sum(need.natural for need in needs)
    if natural <= available:
        return _stretched(needs, available - natural)
    least = sum(need.least for need in needs)
    if least >= available:
        return [need.least * available / least for need in needs]
    return min((_shared(needs, available, power) for power in POWERS), key=lambda widths: lines(needs, widths))


def _shared(needs: Sequence[Need], available: float, power: float) -> list[float]:
    """Widths between least and natural that make the sum of (length / width)^power over all cells least."""
    shares = [sum(length**power for length in (*need.lengths, need.least)) ** (1 / (power + 1)) for need in needs]
    low, high = 0.0, max(need.natural / max(share, 1e-9) for need, share in zip(needs, shares, strict=True))
    for _step in range(50):
        level = (low + high) / 2
        widths = [min(max(share * level, need.least), need.natural) for need, share in zip(needs, shares, strict=True)]
        low, high = (level, high) if sum(widths) < available else (low, level)
    return widths


def lines(needs: Sequence[Need], widths: Sequence[float]) -> float:
    """How many lines the rows of a table take at these widths, all together; an estimate, as words are not looked at."""
    rooms = [max(width - need.around, 1e-9) for need, width in zip(needs, widths, strict=True)]
    rows = list(zip(*(need.lengths for need in needs), strict=True))
    told = rows[:: max(len(rows) // MOST_ROWS, 1)]
    found: int = sum(max([1, *(ceil(length / room - 1e-6) for length, room in zip(row, rooms, strict=True))]) for row in told)
    return found * len(rows) / max(len(told), 1)


def _stretched(needs: Sequence[Need], spare: float) -> list[float]:
    shares = [need.weight * (need.natural + 12) for need in needs]
    total = sum(shares)
    return [need.natural + (spare * share / total if total else 0.0) for need, share in zip(needs, shares, strict=True)]


def split_columns(needs: Sequence[Need], keys: int, available: float) -> list[list[int]]:
    """Column numbers of the tables into which a too wide one is split; each repeats the first `keys` columns.

    As many columns in each where they fit so, else in each as many as it holds.
    """
    keys = min(keys, len(needs) - 1)
    filled = _filled(needs, keys, available)
    each = -(-(len(needs) - keys) // len(filled))
    even = [[*range(keys), *range(i, min(i + each, len(needs)))] for i in range(keys, len(needs), each)]
    return even if all(sum(needs[i].least for i in part) <= available for part in even) else filled


def _filled(needs: Sequence[Need], keys: int, available: float) -> list[list[int]]:
    """As many columns in each part as it holds."""
    head = list(range(keys))
    used_by_keys = sum(needs[i].least for i in head)
    parts: list[list[int]] = []
    used = available + 1
    for i in range(keys, len(needs)):
        if used + needs[i].least > available or not parts:
            parts.append([*head])
            used = used_by_keys
        parts[-1].append(i)
        used += needs[i].least
    return parts
