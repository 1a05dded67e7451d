"""How wide the columns of a table are, and whether it fits on the page at all. Pure arithmetic, in points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """What a column needs: `least` without breaking a word, `natural` on one line each; `weight` of what is left."""

    least: float
    natural: float
    weight: float = 1.0


def fits(needs: Sequence[Need], available: float) -> bool:
    """Whether all columns fit side by side without breaking a word."""
    return sum(need.least for need in needs) <= available + 0.01


def column_widths(needs: Sequence[Need], available: float) -> list[float]:
    """Widths that add up to `available` where the columns fit.

    Columns get their natural width and share what is left by weight and size; where that is too much, each gets its
    least and they share the rest by what they still lack.
    """
    natural = sum(need.natural for need in needs)
    if natural <= available:
        return _stretched(needs, available - natural)
    least = sum(need.least for need in needs)
    if least >= available:
        return [need.least * available / least for need in needs]
    share = (available - least) / (natural - least)
    return [need.least + (need.natural - need.least) * share for need in needs]


def _stretched(needs: Sequence[Need], spare: float) -> list[float]:
    shares = [need.weight * (need.natural + 12) for need in needs]
    total = sum(shares)
    return [need.natural + (spare * share / total if total else 0.0) for need, share in zip(needs, shares, strict=True)]


def split_columns(needs: Sequence[Need], keys: int, available: float) -> list[list[int]]:
    """Column numbers of the tables into which a too wide one is split; each repeats the first `keys` columns."""
    keys = min(keys, len(needs) - 1)
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
