"""Levels of treatment factors as a report prints them: the unit stands with the figure, not with the factor's name.

A factor is often called with its unit, 施氮量(kg/hm²); its level 150 is then printed 150 kg/hm².
"""

from __future__ import annotations

import re

from desktop.core.unit_words import sign
from desktop.core.units import quantity
from desktop.trials.importing.units_written import split_unit

_FIGURE = re.compile(r"[+-]?\d+(?:\.\d+)?")
JOIN = ":"  # between the factors of a combination, and between their levels


def factor_name(factor: str) -> str:
    """A factor, or a combination of several, without the units in their names."""
    return JOIN.join(split_unit(part)[0] for part in factor.split(JOIN))


def level_told(factor: str, level: str) -> str:
    """A level of a factor, or of a combination, with the unit that the factor's name bears; words stay as they are."""
    factors, levels = factor.split(JOIN), level.split(JOIN)
    if len(factors) != len(levels):
        return level
    return JOIN.join(_told(split_unit(name)[1], one) for name, one in zip(factors, levels, strict=True))


def _told(unit: str, level: str) -> str:
    return quantity(level, sign(unit)) if unit and _FIGURE.fullmatch(level.strip()) else level
