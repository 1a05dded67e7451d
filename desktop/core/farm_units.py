"""Areas and yields as farmers tell them: 垧 beside 亩, 斤/亩 or 斤/垧 beside kg/亩.

The legal unit always comes first; the one of the place stands behind it in brackets, on papers that a farmer reads and
only there. Which it is, and how many 亩 a 垧 has here, are settings that belong to the data.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from desktop.core.database import Database
from desktop.core.i18n import _
from desktop.core.settings import office_in
from desktop.core.units import MU_PER_SHANG, UNITS, Number, convert, exact, format_number, quantity

LEGAL = {"area": "mu", "yield": "kg_per_mu"}
_BY_SIGN = {sign: unit.code for unit in UNITS.values() for sign in (unit.code, unit.zh, unit.en)} | {"公斤/亩": "kg_per_mu"}


@dataclass(frozen=True)
class FarmUnits:
    """The units of the place: of areas, of yields and of what goes onto a field; how many 亩 a 垧 has."""

    area: str = LEGAL["area"]
    yields: str = LEGAL["yield"]
    mu_per_shang: float = MU_PER_SHANG

    def beside(self, value: Number | None, unit: str) -> str:
        """What stands behind a figure, brackets and all; "" where the place tells it in this very unit, or it is none of
        area or yield. `unit` is a unit's code or its sign in either language."""
        code = _BY_SIGN.get(unit, "")
        kind = UNITS[code].quantity if code else ""
        own = {"area": self.area, "yield": self.yields}.get(kind, code)
        if value is None or not code or own in (code, LEGAL.get(kind)):
            return ""
        told = convert(value, code, own, mu_per_shang=exact(self.mu_per_shang))
        number = format_number(told, 0 if kind == "yield" and abs(told) >= 100 else 2 if kind == "area" else 1)
        number = number.rstrip("0").rstrip(".") if "." in number else number
        return _(" ({which})").format(which=quantity(number, UNITS[own].sign()))

    def told(self, value: Number | None, unit: str, decimals: int = 1) -> str:
        """A figure in its own unit with that of the place behind it: 120亩（8垧）; "" for none."""
        if value is None:
            return ""
        number = format_number(value, decimals)
        number = number.rstrip("0").rstrip(".") if "." in number else number
        sign = UNITS[_BY_SIGN[unit]].sign() if unit in _BY_SIGN else unit
        return quantity(number, sign) + self.beside(value, unit)


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
