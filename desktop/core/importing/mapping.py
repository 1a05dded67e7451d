"""Guess which column of a file goes to which target: by heading, in both languages, by likeness."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.i18n import CHINESE, SOURCE, _, using
from desktop.core.importing.likeness import LIKENESS, likeness, normal
from desktop.core.importing.model import Target, Use


def names(target: Target) -> list[str]:
    """All headings a target is known by: its name, its title in both languages, its aliases."""
    found = [target.name.rsplit(":", 1)[-1], *target.aliases]
    for code in (SOURCE, CHINESE):
        with using(code):
            found.append(_(target.title))
    return list(dict.fromkeys(normal(n) for n in found if n))


def guess(header: Sequence[str], targets: Sequence[Target]) -> dict[str, Use]:
    """Heading → target for all headings that are more than 70 % like; each target once, the best pair first."""
    pairs = []
    for place, target in enumerate(targets):
        known = names(target)
        for column, heading in enumerate(header):
            score = likeness(heading, known)
            if score > LIKENESS:
                pairs.append((-score, column, place))
    return _take_best(header, targets, sorted(pairs))


def _take_best(header: Sequence[str], targets: Sequence[Target], pairs: list[tuple[float, int, int]]) -> dict[str, Use]:
    columns: dict[int, str] = {}
    taken: set[int] = set()
    for _score, column, place in pairs:
        if column not in columns and (place not in taken or targets[place].many):
            columns[column] = targets[place].name
            taken.add(place)
    return {header[c]: Use(columns[c]) for c in sorted(columns)}
