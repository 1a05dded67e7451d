"""The catalogue of indicators and units: what a heading means, in which unit a figure is kept.

An indicator is kept as it is called in both languages ("播种面积 / Sown area"), so that a form can hold it and a list say it;
one that the catalogue does not know stands as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from desktop.core import catalogues
from desktop.core.i18n import _, in_language
from desktop.core.tables import Cell
from desktop.core.tables.words import bare
from desktop.core.units import exact, typed_number

TEXT = "text"
GROUPS = ("economy", "people", "land", "crop", "channel")


@dataclass(frozen=True)
class Indicator:
    """An indicator of the catalogue. `names`: all that tables call it, bare."""

    code: str
    group: str
    zh: str
    en: str
    kind: str
    unit: str
    sums: bool
    change_percent: float | None
    names: tuple[str, ...]

    @property
    def written(self) -> str:
        """How it is kept."""
        return both(self.zh, self.en)


def both(zh: str, en: str) -> str:
    """A text in both languages as one, which `in_language` takes apart; one of them where the other is missing or the same."""
    return f"{zh} / {en}" if zh and en and zh != en else zh or en


@cache
def indicators() -> tuple[Indicator, ...]:
    """All indicators, in the order of the survey sheet."""
    return tuple(Indicator(row["code"], row["group"], row["zh"], row["en"], row["kind"], both(row["unit"], row["unit_en"]),
                           row["sums"], row["change_percent"],
                           tuple(bare(name) for name in (row["zh"], row["en"], *row["also"], both(row["zh"], row["en"]))))
                 for row in catalogues.load("market_indicators").rows)


@cache
def _by_name() -> Mapping[str, Indicator]:
    return {name: one for one in reversed(indicators()) for name in (one.code, *one.names)}


def find(text: str) -> Indicator | None:
    """The indicator that a text names, however it is written."""
    return _by_name().get(bare(text)) if text else None


def named_in(text: str) -> tuple[Indicator, str] | None:
    """The indicator whose name is the longest part of a bare text, and that name."""
    found = [name for name in _by_name() if not name.isascii() and name in text]
    best = max(found, key=len, default="")
    return (_by_name()[best], best) if best else None


def known(text: str) -> str:
    """An indicator in the one form in which it is kept; any other text as it stands."""
    one = find(text)
    return one.written if one else text


def of_crop(one: Indicator, zh: str, en: str) -> str:
    """How an indicator of a crop is kept: 玉米播种面积 / Maize: Sown area."""
    return both(f"{zh or en}{one.zh}", f"{en or zh}: {one.en}")


@cache
def _of_crops() -> Mapping[str, str]:
    return {half: whole for row in catalogues.load("crops").rows for one in indicators()
            for whole in (of_crop(one, row["zh"], row["en"]),) for half in whole.split(" / ")}


def known_of_crop(text: str) -> str:
    """An indicator with its crop, both of the catalogues, in the one form in which it is kept; else as `known`."""
    return _of_crops().get(text) or known(text)


def doubt(text: str) -> str:
    """That an indicator is not of the catalogue: it is kept, without unit and rules."""
    if not text or find(text):
        return ""
    return _("“{name}” is not in the catalogue of indicators: it is kept as it is, without a rule.").format(name=text)


def suggested(_session: Any, _values: Mapping[str, Any]) -> list[str]:
    """The indicators, as they are kept."""
    return [one.written for one in indicators()]


# -- units ------------------------------------------------------------------------------------------------------------


@cache
def _units() -> Mapping[str, Mapping[str, tuple[str, Fraction]]]:
    """Kind → bare unit → (unit as it is written, its factor to the unit that is kept)."""
    found: dict[str, dict[str, tuple[str, Fraction]]] = {}
    for row in catalogues.load("market_indicators").head["units"]:
        for name in (row["unit"], *row["also"]):
            found.setdefault(row["kind"], {})[bare(name)] = (row["unit"], Fraction(row["factor"]))
    return found


def is_unit(text: str) -> bool:
    """Whether a text is a unit of any kind."""
    return any(bare(text) in of_kind for of_kind in _units().values())


def factor(unit: str, one: Indicator) -> Fraction | None:
    """What a number in a unit is multiplied with to be in the unit of its indicator; None where it is no unit of it."""
    if unit == one.unit or not unit:
        return Fraction(1)
    halves = (unit, *unit.split(" / "))
    return next((_units()[one.kind][bare(half)][1] for half in halves if bare(half) in _units().get(one.kind, {})), None)


@cache
def _whole_units() -> Mapping[str, str]:
    """A unit in one language → as it is kept, in both; without those that mean several."""
    found: dict[str, set[str]] = {}
    for one in indicators():
        for half in one.unit.split(" / "):
            found.setdefault(half, set()).add(one.unit)
    return {half: next(iter(wholes)) for half, wholes in found.items() if len(wholes) == 1}


def known_unit(text: str) -> str:
    """A unit of the catalogue in the one form in which it is kept; any other text as it stands."""
    return _whole_units().get(text, text)


def unit_words(unit: str) -> str:
    """A unit in the language in force."""
    return in_language(unit)


def limit_percent(name: str) -> Fraction:
    """How far sums and products may be off before it is said."""
    return exact(catalogues.load("market_indicators").head[name])


def kept(cell: Cell, unit: str, one: Indicator | None) -> tuple[Cell, str, Cell]:
    """A cell in the unit that its indicator is kept in, that unit, and what was printed where it was another one."""
    if one is None or one.kind == TEXT:
        return cell, unit, None
    times = factor(unit, one) if unit else None
    if cell is None:
        return None, unit if times is None else one.unit, None
    try:
        number = typed_number(str(cell))
    except ValueError:
        return cell, unit, None
    if times is None or number is None:
        return cell, unit, None
    if times == 1:
        return cell, one.unit, None
    return float(Fraction(exact(number)) * times), one.unit, f"{cell} {unit}"
