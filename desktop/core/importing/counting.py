"""The unit, or the word of what is counted, behind the number of a cell, by the target of its column."""

from __future__ import annotations

from desktop.core.i18n import in_every_language
from desktop.core.importing.model import Target
from desktop.core.tables.cells import bare, is_same_unit
from desktop.core.tables.counted import is_own, number_of, things


def without_unit(text: str, target: Target) -> str:
    """`text` without the unit and the marks behind its number: the unit of the target; of one that counts the word of what it
    counts. An amount of money has no other unit than its own; what is made for a column (a new trait) has any, as it has no
    own one yet."""
    unit = target.written or target.unit
    if target.kind not in ("whole", "number") or (target.many and not unit):
        return bare(text, unit)[0]
    return number_of(text, in_every_language(target.title), unit)


def counts(target: Target) -> bool:
    """Whether a target counts something that its title or its unit names."""
    return target.kind in ("whole", "number") and bool(things(in_every_language(target.title), target.unit))


def its_own(word: str, target: Target) -> bool:
    """Whether a word is the unit of a target, or what it counts: 1.5万袋 below a number of bags, and not 1.5万箱."""
    if counts(target) and not target.written:
        return is_own(word, in_every_language(target.title), target.unit)
    return is_same_unit(word, target.written or target.unit)
