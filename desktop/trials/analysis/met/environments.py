"""Environments from columns: a column of environments, or places and years that make them together."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.trials.analysis.request import Labels

Column = tuple[str, Labels]


def environments(roles: Mapping[str, Column]) -> Column:
    """Name and labels of the environments.

    Where one level of the environment column stands in several places or years, these make environments of it:
    "Kunming" in 2002 and 2003 is two, "Kunming:2002" and "Kunming:2003".
    """
    name, labels = roles["environment"]
    for role in ("location", "year"):
        if role in roles and not _determined(labels, roles[role][1]):
            other, others = roles[role]
            name = f"{name}:{other}"
            labels = [None if a is None or b is None else f"{a}:{b}" for a, b in zip(labels, others, strict=True)]
    return name, labels


def _determined(labels: Labels, others: Labels) -> bool:
    """Whether every level has one value of the other column only."""
    seen: dict[str, str] = {}
    pairs = ((a, b) for a, b in zip(labels, others, strict=True) if a is not None and b is not None)
    return all(seen.setdefault(a, b) == b for a, b in pairs)
