"""Areas and yields as farmers tell them: 垧 beside 亩, 斤/亩 or 斤/垧 beside kg/亩.

The legal unit always comes first; the one of the place stands behind it in brackets, on papers that a farmer reads and
only there. Which it is, and how many 亩 a 垧 has here, are settings that belong to the data.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlmodel import Session

from desktop.core.database import Database
from desktop.core.i18n import _
from desktop.core.settings import office_in
from desktop.core.units import MU_PER_SHANG, UNITS, Number, convert, exact, format_number, quantity, round_significant

LEGAL = {"area": "mu", "yield": "kg_per_mu"}
_BY_SIGN = {sign: unit.code for unit in UNITS.values() for sign in (unit.code, unit.zh, unit.en)} | {"公斤/亩": "kg_per_mu"}
BOTH = 2  # ends of a range
SHOWN = 3  # significant digits of a converted figure, at least
WRITTEN = 12  # digits of a figure that can have been written
THOUSANDS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,])"
"""What a number with thousands marks looks like in a sentence: 1,050 or 1,050.5."""
_WIDE = re.compile(r"[０-９]{1,3}(?:[，,][０-９]{3})+(?![０-９])|[０-９．]+")
_DIGITS = rf"{THOUSANDS}|\d+(?:\.\d+)?"
_NUMBER = re.compile(rf"(?<![A-Za-z\d.])(?:{_DIGITS})")
_RANGE = re.compile(rf"(?:{_DIGITS})[^\d\s\-–—~～至到]*(?P<between>\s*(?:[-–—~～]+|至|到|\bto\b)\s*)(?:{_DIGITS})")


def narrow_numbers(text: str) -> str:
    """A sentence with its full-width figures in ASCII, so that １，０５０.5 is one number; all other marks stay, and a
    Chinese comma between ASCII figures parts a list."""
    return _WIDE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


@dataclass(frozen=True)
class FarmUnits:
    """The units of the place: of areas, of yields and of what goes onto a field; how many 亩 a 垧 has."""

    area: str = LEGAL["area"]
    yields: str = LEGAL["yield"]
    mu_per_shang: float = MU_PER_SHANG

    def beside(self, value: Number | None, unit: str) -> str:
        """What stands behind a figure, brackets and all; "" where the place tells it in this very unit, or it is none of
        area or yield. `unit` is a unit's code or its sign in either language."""
        return "" if value is None else self._beside([value], unit)

    def _beside(self, values: Sequence[Number], unit: str, between: str = "") -> str:
        code = _BY_SIGN.get(unit, "")
        kind = UNITS[code].quantity if code else ""
        own = {"area": self.area, "yield": self.yields}.get(kind, code)
        if not code or own in (code, LEGAL.get(kind)):
            return ""
        told = between.join(self._converted(value, code, own) for value in values)
        return _(" ({which})").format(which=quantity(told, UNITS[own].sign()))

    def _converted(self, value: Number, code: str, own: str) -> str:
        """A value as a number of the place's own unit: rounded, with three significant digits at least."""
        told = convert(value, code, own, mu_per_shang=exact(self.mu_per_shang))
        kind = UNITS[code].quantity
        decimals = 0 if kind == "yield" and abs(told) >= 100 else 2 if kind == "area" else 1
        return _bare(format_number(told, max(decimals, SHOWN - 1 - round_significant(told, SHOWN).adjusted())))

    def behind(self, words: str, value: Number | None, unit: str) -> str:
        """What stands behind an announcement in words, whose figure is `value`: both ends where they give a range. Nothing
        where they say more than that: it would not be seen which figure of theirs is told again."""
        words = narrow_numbers(words)
        numbers = [_number(found[0]) for found in _NUMBER.finditer(words)]
        if value is None or numbers == [exact(value)]:
            return self.beside(value, unit)
        found = _RANGE.search(words)
        if not found or len(numbers) != BOTH or not numbers[0] <= exact(value) <= numbers[1]:
            return ""
        return self._beside(numbers, unit, found["between"])

    def told(self, value: Number | None, unit: str) -> str:
        """A figure as it was stored, in its own unit, with that of the place behind it: 120亩（8垧）; "" for none."""
        if value is None:
            return ""
        sign = UNITS[_BY_SIGN[unit]].sign() if unit in _BY_SIGN else unit
        return quantity(as_written(value), sign) + self.beside(value, unit)


def as_written(value: Number | None, decimals: int = 0) -> str:
    """A figure with all digits that somebody wrote, `decimals` after the point at least: it is never rounded; "" for none."""
    if value is None:
        return ""
    written = round_significant(value, WRITTEN)  # a sum of floats has digits that nobody wrote
    return format_number(written, max(decimals, -int(written.normalize().as_tuple().exponent)))


def _bare(number: str) -> str:
    """A number without noughts at the end of its decimals."""
    return number.rstrip("0").rstrip(".") if "." in number else number


def _number(text: str) -> Fraction:
    return Fraction(text.replace(",", ""))


NO_UNITS = FarmUnits()
"""Where the legal units alone are told."""


def farm_units_in(session: Session) -> FarmUnits:
    """The units that farmers of this database's region use."""
    shang = float(office_in(session, "mu_per_shang"))
    return FarmUnits(str(office_in(session, "farm_area")), str(office_in(session, "farm_yield")),
                     shang if shang > 0 else MU_PER_SHANG)


def farm_units(db: Database) -> FarmUnits:
    """`farm_units_in`, of a database."""
    with db.reading() as session:
        return farm_units_in(session)
