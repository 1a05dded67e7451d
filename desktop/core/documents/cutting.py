"""Long names cut short in the middle: how a name begins and, above all, how it ends tells it from its neighbours."""

from __future__ import annotations

from collections.abc import Callable, Sequence

ELLIPSIS = "…"


def cut(text: str, fits: Callable[[str], bool]) -> str:
    """`text` if it `fits`, else as much of its head and its end as fits, the end at least as long, with … between."""
    if fits(text):
        return text
    for kept in range(len(text) - 1, 1, -1):
        head, end = text[: kept // 2].rstrip(), text[len(text) - (kept - kept // 2) :].lstrip()
        if len(end) >= len(head) and fits(head + ELLIPSIS + end):
            return head + ELLIPSIS + end
    return next((tried for tried in (text[-1:], ELLIPSIS) if fits(tried)), "")


def cut_at(text: str, places: float) -> str:
    """`text` cut to a width in ems: an ideograph takes one, a letter or digit about half."""
    return cut(text, lambda tried: ems(tried) <= places)


def ems(text: str) -> float:
    """About how wide a text is, in ems."""
    return sum(1.0 if character > "\u2e7f" else 0.5 for character in text)


def told_apart(names: Sequence[str], places: float) -> list[str] | None:
    """The names cut to `places` ems; None where two that differ would then read the same."""
    made = [cut_at(name, places) for name in names]
    return made if len(set(made)) == len(set(names)) else None
