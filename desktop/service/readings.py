"""Readings of seed quality against what the label promises and what the standard demands. Pure.

Three columns, never mixed: 规定值 (threshold), 标注值 (promise), 检测值 (result). Seed fails where the label promises less
than the threshold, or the result falls short of either (Seed Law article 48).
"""

from __future__ import annotations

from desktop.core.i18n import _

LOWER_IS_BETTER = frozenset({"moisture", "off_types"})


def faults(parameter: str, result: float | None, promised: float | None, threshold: float | None) -> list[str]:
    """What is wrong, as sentences; nothing where all is well or nothing was measured."""
    sign = -1 if parameter in LOWER_IS_BETTER else 1
    found = []
    if promised is not None and threshold is not None and sign * promised < sign * threshold:
        found.append(_("The label promises {promised:g}, the standard demands {threshold:g}.").format(
            promised=promised, threshold=threshold))
    if result is None:
        return found
    if promised is not None and sign * result < sign * promised:
        found.append(_("Measured {result:g}, the label promises {promised:g}.").format(result=result, promised=promised))
    if threshold is not None and sign * result < sign * threshold:
        found.append(_("Measured {result:g}, the standard demands {threshold:g}.").format(result=result, threshold=threshold))
    return found


def passed(parameter: str, result: float | None, promised: float | None, threshold: float | None) -> bool | None:
    """Whether a reading passes; None where there is nothing to judge."""
    if result is None or (promised is None and threshold is None):
        return None
    return not faults(parameter, result, promised, threshold)
