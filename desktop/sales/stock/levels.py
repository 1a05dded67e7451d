"""The usual levels of stock, from their dated catalogue: what holds where an item has no level of its own."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from desktop.core import catalogues
from desktop.core.units import exact


@cache
def level(rule: str) -> Fraction:
    """A level that is a number, by its rule."""
    return exact(_value(rule))


def rounds_up(own: str) -> bool:
    """Whether whole cartons are rounded up: as an item says (`states.ROUNDINGS`), else as is usual."""
    return (own or str(_value("rounding"))) == "up"


def _value(rule: str) -> Any:
    return catalogues.load("stock_levels").by("rule")[rule]["value"]
