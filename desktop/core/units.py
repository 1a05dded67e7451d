"""Units of the field and the trade, and rounding as GB/T 8170-2008 demands it.

Every unit is a row of one table: its quantity, and how many of the quantity's base unit it is worth, as an exact
fraction. Base units: m², kg, kg/m², plants/m², m, number. A conversion is one multiplication by a fraction.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache

from desktop.core.i18n import _
from desktop.core.i18n import language as language_in_force

MU_EXACT = Fraction(2000, 3)
"""1 亩 in m²: a fifteenth of a hectare."""
MU_OFFICIAL = Fraction(6667, 10)
"""1 亩 in m² as the yield formulas of variety trials print it (666.7)."""
MU_ROUND = Fraction(667)
"""1 亩 in m² as some county sheets print it (667)."""
MU_PER_SHANG = 15
"""1 垧 in 亩 as it is used in most of the north-east; it differs by place, so the settings may change it."""

Number = int | float | Decimal | Fraction


@dataclass(frozen=True)
class Unit:
    """A unit: its code, Chinese and English sign, its quantity, and its worth in the quantity's base unit."""

    code: str
    zh: str
    en: str
    quantity: str
    factor: Fraction

    def sign(self, code: str | None = None) -> str:
        """The sign in language `code`, else in the language in force."""
        return self.zh if (code or language_in_force()) == "zh_CN" else self.en


def _units(mu: Fraction, mu_per_shang: Number) -> dict[str, Unit]:
    """All units for one size of the 亩 and the 垧."""
    ha, jin = Fraction(10_000), Fraction(1, 2)
    rows = (
        ("m2", "m²", "m²", "area", Fraction(1)),
        ("mu", "亩", "mu", "area", mu),
        ("wan_mu", "万亩", "10⁴ mu", "area", mu * 10_000),
        ("ha", "公顷", "ha", "area", ha),
        ("shang", "垧", "shang", "area", mu * exact(mu_per_shang)),
        ("km2", "km²", "km²", "area", Fraction(1_000_000)),
        ("g", "g", "g", "mass", Fraction(1, 1000)),
        ("jin", "斤", "jin", "mass", jin),
        ("kg", "kg", "kg", "mass", Fraction(1)),
        ("t", "t", "t", "mass", Fraction(1000)),
        ("wan_jin", "万斤", "10⁴ jin", "mass", jin * 10_000),
        ("kg_per_mu", "kg/亩", "kg/mu", "yield", 1 / mu),
        ("jin_per_mu", "斤/亩", "jin/mu", "yield", jin / mu),
        ("kg_per_ha", "kg/公顷", "kg/ha", "yield", 1 / ha),
        ("t_per_ha", "t/公顷", "t/ha", "yield", 1000 / ha),
        ("kg_per_m2", "kg/m²", "kg/m²", "yield", Fraction(1)),
        ("jin_per_shang", "斤/垧", "jin/shang", "yield", jin / (mu * exact(mu_per_shang))),
        ("plants_per_m2", "株/m²", "plants/m²", "density", Fraction(1)),
        ("plants_per_mu", "株/亩", "plants/mu", "density", 1 / mu),
        ("wan_per_mu", "万/亩", "10⁴/mu", "density", 10_000 / mu),
        ("plants_per_ha", "株/公顷", "plants/ha", "density", 1 / ha),
        ("wan_per_ha", "万/公顷", "10⁴/ha", "density", 10_000 / ha),
        ("mm", "mm", "mm", "length", Fraction(1, 1000)),
        ("cm", "cm", "cm", "length", Fraction(1, 100)),
        ("m", "m", "m", "length", Fraction(1)),
        ("chi", "尺", "chi", "length", Fraction(1, 3)),
        ("km", "km", "km", "length", Fraction(1000)),
        ("grain", "粒", "kernels", "number", Fraction(1)),
        ("wan_grain", "万粒", "10⁴ kernels", "number", Fraction(10_000)),
    )
    return {row[0]: Unit(*row) for row in rows}


def exact(value: Number) -> Fraction:
    """`value` as a fraction; a float by the digits it prints (0.35 is 35/100, not its binary neighbour)."""
    if type(value) is Fraction:
        return value
    return Fraction(float.__repr__(value)) if isinstance(value, float) else Fraction(value)


UNITS = _units(MU_EXACT, MU_PER_SHANG)
"""Every unit by its code."""


def units_of(quantity: str) -> list[Unit]:
    """The units of "area", "mass", "yield", "density", "length" or "number", from the table's top."""
    return [unit for unit in UNITS.values() if unit.quantity == quantity]


def convert(
    value: Number, source: str, target: str, *, mu: Fraction = MU_EXACT, mu_per_shang: Number = MU_PER_SHANG
) -> Fraction:
    """`value` in unit `source` as an exact number of `target`.

    `mu` is the size of the 亩 in m² (`MU_EXACT`, `MU_OFFICIAL`, `MU_ROUND`), `mu_per_shang` that of the 垧. Raises
    KeyError for an unknown unit and ValueError for units of different quantities.
    """
    units = UNITS if (mu, mu_per_shang) == (MU_EXACT, MU_PER_SHANG) else _units(mu, mu_per_shang)
    one, other = units[source], units[target]
    if one.quantity != other.quantity:
        raise ValueError(f"{source} is {one.quantity}, {target} is {other.quantity}")
    return exact(value) * one.factor / other.factor


def yield_per_mu(
    plot_kg: Number,
    area_m2: Number,
    *,
    moisture: Number | None = None,
    standard_moisture: Number | None = None,
    mu: Fraction = MU_OFFICIAL,
) -> Fraction:
    """Plot harvest as kg/亩 at standard moisture: W / S × 666.7 × (1 − M) / (1 − M0).

    `plot_kg` in kg, `area_m2` the harvested area in m², moistures in %. Without both moistures the harvest counts as
    it was weighed. Raises ValueError for an area of nothing or a moisture of 100 % and more.
    """
    area = exact(area_m2)
    if area <= 0:
        raise ValueError("the harvested area must be more than nothing")
    harvest = exact(plot_kg) / area * mu
    if moisture is None or standard_moisture is None:
        return harvest
    return harvest * moisture_factor(moisture, standard_moisture)


def moisture_factor(moisture: Number, standard_moisture: Number) -> Fraction:
    """(1 − M) / (1 − M0) for moistures in %; ValueError outside 0 ≤ moisture < 100."""
    wet, standard = exact(moisture), exact(standard_moisture)
    if not (0 <= wet < 100 and 0 <= standard < 100):
        raise ValueError("a moisture lies between 0 and 100 %")
    return (100 - wet) / (100 - standard)


def plants_per_mu(row_m: Number, spacing_m: Number, *, mu: Fraction = MU_OFFICIAL) -> Fraction:
    """Plants per 亩 from the distance of the rows and of the plants in the row, both in m."""
    return mu / (exact(row_m) * exact(spacing_m))


def seed_rate(
    plants_wan_per_ha: Number,
    thousand_grain_g: Number,
    germination: Number,
    emergence: Number,
    cleanness: Number = 100,
) -> Fraction:
    """Seed in kg/ha for a wanted stand: plants (10⁴/ha) × TGW (g) ÷ (100 × germination × emergence × cleanness).

    The three shares are given in %. 225 × 10⁴/ha, 40 g, 95 %, 85 % make 111.5 kg/ha. (The divisor is printed as a
    factor in some published texts; the worked example shows which is right.)
    """
    share = exact(germination) * exact(emergence) * exact(cleanness) / 1_000_000
    if share <= 0:
        raise ValueError("germination, emergence and cleanness must be more than nothing")
    return exact(plants_wan_per_ha) * exact(thousand_grain_g) / (100 * share)


MINUS = "\u2212"  # the sign of a number that is read; one that is edited or goes to a spreadsheet has a hyphen
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")


def typed_number(text: str) -> Decimal | None:
    """The number meant by `text`, with all its digits; None for nothing. Raises `ValueError` for what is none.

    The decimal point is a point whatever the system says; full-width digits and thousands marks in their places
    (1,234.5) are taken; 1,5 is refused, since it means fifteen to some and one and a half to others.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace(" ", "").replace("。", ".").replace("−", "-")
    if not plain:
        return None
    if GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite() or "_" in plain:
        raise ValueError(text)
    return value


# Rounding by GB/T 8170-2008: to the nearest, halves to the even digit, in one step from the unrounded value --------


@lru_cache(maxsize=4096)  # a document rounds the same values for their widths, for drawing, for every copy
def round_half_even(value: Number, decimals: int) -> Decimal:
    """`value` with `decimals` digits after the point (negative: tens, hundreds …), halves to the even digit.

    A float counts by its first 15 digits: 0.35 is meant as 0.35, and a mean of 11.25 that was reckoned as
    11.250000000000002 is 11.25, or the same plots would print 11.3 or 11.2 as what else was reckoned beside them. Never
    round twice: pass the unrounded value. Raises ValueError for a value that is no number.
    """
    return _rounded(exact_or_fail(value), decimals)


def exact_or_fail(value: Number) -> Fraction:
    """The value as a fraction, a float by its first 15 digits; ValueError for NaN and the infinite."""
    try:
        return exact(float(f"{value:.15g}") if isinstance(value, float) else value)
    except (OverflowError, ValueError) as error:
        raise ValueError(f"{value} cannot be rounded") from error


def _rounded(value: Fraction, decimals: int) -> Decimal:
    """A fraction rounded half to even at one decimal place."""
    whole = round(value * Fraction(10) ** decimals)  # Python rounds fractions half to even, exactly
    return Decimal(int(whole)).scaleb(-decimals, Context(prec=max(28, len(str(whole)) + 2)))


def round_significant(value: Number, digits: int) -> Decimal:
    """`value` with `digits` significant digits, halves to the even digit (2500 with one digit is 2E+3)."""
    number = exact_or_fail(value)
    if number == 0:
        return Decimal(0)
    rounded = _rounded(number, digits - 1 - _magnitude(number))
    if rounded.adjusted() != _magnitude(number):  # 9.96 with two digits becomes 10, not 10.0
        rounded = _rounded(number, digits - 1 - rounded.adjusted())
    return rounded


def _magnitude(value: Fraction) -> int:
    """The power of ten of the first digit of a value that is not 0."""
    size = abs(value)
    power = len(str(size.numerator)) - len(str(size.denominator))
    return power if size >= Fraction(10) ** power else power - 1


def format_number(
    value: Number | None,
    decimals: int | None = None,
    language: str | None = None,
    *,
    thousands: bool | None = None,
) -> str:
    """`value` as printed text: rounded by GB/T 8170 where `decimals` is given, "" for None and NaN.

    `thousands` groups by commas; where it is not stated, an English document groups and everything else does not.
    Without `decimals` all digits of the value stand. A negative number that rounds to zero loses its sign.
    """
    if thousands is None:
        thousands = language == "en"
    if value is None or _is_nan(value):
        return ""
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return "∞" if value > 0 else "−∞"
    number = _plain(value) if decimals is None else round_half_even(value, decimals)
    if number == 0:
        number = abs(number)
    return f"{number:,f}" if thousands else f"{number:f}"


def _is_nan(value: Number) -> bool:
    """Whether a value is no number."""
    return value != value  # noqa: PLR0124 – NaN alone differs from itself


def _plain(value: Number) -> Decimal:
    """A value with the digits it prints."""
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(float.__repr__(value)) if isinstance(value, float) else Decimal(value)


def quantity(number: str, unit: str) -> str:
    """A figure with its unit, in sentences and tables alike: 280 cm; Chinese sets no blank between them. No figure, no unit."""
    return _("{value} {unit}").format(value=number, unit=unit) if number and unit else number
