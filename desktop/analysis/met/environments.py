"""Environments and blocks from columns: a column of each, or two that make them together."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.analysis.columns import Labels

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


def blocks(roles: Mapping[str, Column]) -> Column | None:
    """Name and labels of the blocks: replicates where they are the only ones, blocks within replicates where there are both."""
    replicate, block = roles.get("replicate"), roles.get("block")
    if replicate is None or block is None:
        return replicate or block
    labels = [None if a is None or b is None else f"{a}:{b}" for a, b in zip(replicate[1], block[1], strict=True)]
    return f"{replicate[0]}:{block[0]}", labels


def _determined(labels: Labels, others: Labels) -> bool:
    """Whether every level has one value of the other column only."""
    seen: dict[str, str] = {}
    pairs = ((a, b) for a, b in zip(labels, others, strict=True) if a is not None and b is not None)
    return all(seen.setdefault(a, b) == b for a, b in pairs)
