"""Yields in whatever unit a trait has, as kg/亩 and kg/ha.

Area units convert exactly (1 ha = 15 亩). A plot weight is divided by the harvested area, and the 亩 then is the one of
the office's settings (official formulas print 666.7 m²). American bushels weigh what USDA fixes for each crop.
"""

from __future__ import annotations

from fractions import Fraction

from desktop.catalogue.model import Trait
from desktop.core import unit_words
from desktop.core.units import MU_OFFICIAL, UNITS, convert, exact, units_of

ACRE = Fraction("4046.8564224")
POUND = Fraction("0.45359237")
POUNDS_PER_BUSHEL = {"maize": 56, "corn": 56, "sorghum": 56, "wheat": 60, "soybean": 60, "rice": 45, "barley": 48}
"""Pounds in a bushel: USDA Agricultural Handbook 697, Weights, Measures, and Conversion Factors."""
PLOT_WEIGHTS = {"kg": Fraction(1), "kg/plot": Fraction(1), "kg/小区": Fraction(1), "g": Fraction(1, 1000),
                "g/plot": Fraction(1, 1000), "斤": Fraction(1, 2), "公斤": Fraction(1)}
ALIASES = {"公斤/亩": "kg_per_mu", "kg/hm²": "kg_per_ha",
           "kg/hm2": "kg_per_ha", "t/hm²": "t_per_ha", "t/hm2": "t_per_ha", "kgha-1": "kg_per_ha", "tha-1": "t_per_ha",
           "mt/ha": "t_per_ha", "mg/ha": "t_per_ha", "kg/m2": "kg_per_m2"}
BUSHELS = frozenset({"bu/ac", "bu/acre", "bushel/acre", "bushels/acre"})


def unit_code(text: str) -> str | None:
    """The code of a yield unit written in either language; None if it is none."""
    wanted = unit_words.of_known_areas(text).casefold().replace(" ", "").replace("公顷", "ha")
    if wanted in ALIASES:
        return ALIASES[wanted]
    known = {sign.casefold().replace("公顷", "ha"): u.code for u in units_of("yield") for sign in (u.code, u.zh, u.en)}
    return known.get(wanted)


def is_yield_trait(trait: Trait) -> bool:
    """Whether a trait is a yield: marked as one, or measured in weight per area, of which less is not better."""
    return trait.is_yield or (trait.kind == "number" and trait.direction != "lower" and unit_code(trait.unit) is not None)


def per_mu_factor(unit: str, *, harvest_area: float | None = None, crop: str = "",
                  mu: Fraction = MU_OFFICIAL) -> Fraction | None:
    """What one of `unit` is in kg/亩; None where that cannot be said.

    `harvest_area` (m²) is needed for plot weights, `crop` (its code) for bushels.
    """
    code = unit_code(unit)
    if code:
        return convert(1, code, "kg_per_mu")
    wanted = unit.casefold().replace(" ", "")
    if wanted in BUSHELS and crop in POUNDS_PER_BUSHEL:
        return POUNDS_PER_BUSHEL[crop] * POUND / ACRE / UNITS["kg_per_mu"].factor
    if wanted in PLOT_WEIGHTS and harvest_area:
        return PLOT_WEIGHTS[wanted] / exact(harvest_area) * mu
    return None
