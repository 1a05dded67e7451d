"""By which columns a list is sorted, the first first, as the user clicks on their headings."""

from __future__ import annotations

Order = tuple[tuple[str, bool], ...]
"""(name of the column, descending), the most important first."""


def with_another(order: Order, name: str) -> Order:
    """The order with one more column behind the others; one that is in it turns around, then goes."""
    down = dict(order).get(name)
    if down is None:
        return (*order, (name, False))
    return tuple((n, not d if n == name else d) for n, d in order if n != name or not down)


def marks(order: Order) -> dict[str, str]:
    """What stands behind the headings of the second and further columns: which way, and the how-manieth they are."""
    return {name: f" {'▼' if down else '▲'}{place}" for place, (name, down) in enumerate(order, 1) if place > 1}
