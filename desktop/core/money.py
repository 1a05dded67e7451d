"""Money: whole fen below the edge, yuan where a person types or reads. All that turns one into the other stands here.

Two kinds of field hold money, both whole numbers, so that sums are exact and any SQL may compute with them: "money" counts
fen (0.01 yuan); "price" counts ten-thousandths of a yuan, for prices per kg or per 亩 that have four decimals by custom.
Rounding is half up, away from nothing, as people expect it of money.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm

from desktop.core.i18n import CHINESE, language
from desktop.core.units import MINUS, Number, exact, typed_number

DECIMALS = {"money": 2, "price": 4}
"""The kinds of field that hold money: kind → the decimals of a yuan that its whole number counts."""
LARGEST = 2**63 - 1
CURRENCY = "¥￥元 "
"""What may stand before or behind an amount."""
TENS = {"万": 10_000, "萬": 10_000, "十万": 100_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000, "千": 1000}
"""What people write behind the number of an amount, and what it multiplies with: 5万, 3千, 1.2亿."""
_IN_TENS = re.compile(rf"(?P<number>.+?)\s*(?P<tens>{'|'.join(sorted(TENS, key=len, reverse=True))})")


def holds(kind: str) -> bool:
    """Whether a field (or a column) of that kind holds money."""
    return kind in DECIMALS


def stored(yuan: Number, kind: str = "money") -> int:
    """An amount in yuan as it is stored, half up to the smallest unit; a float counts by the digits it prints.

    ValueError for what is no number or larger than the database keeps.
    """
    try:
        units = exact(yuan) * 10 ** DECIMALS[kind]
    except OverflowError:
        raise ValueError(f"{yuan} is no amount") from None
    whole = half_up(units)
    if abs(whole) > LARGEST:
        raise ValueError(f"{yuan} is larger than any amount")
    return whole


def typed(text: str, kind: str = "money") -> int | None:
    """What is stored of an amount that was typed in yuan (1,234.5, ¥1234.50, 1234.5元, 5万, 3千元); None for nothing.

    Raises ValueError for what is no number: 1,5 means fifteen to some and one and a half to others.
    """
    plain = unicodedata.normalize("NFKC", text).strip().strip(CURRENCY)
    found = _IN_TENS.fullmatch(plain)
    number = typed_number(found["number"] if found else plain)
    return None if number is None else stored(exact(number) * TENS[found["tens"]] if found else number, kind)


def yuan(amount: Number, kind: str = "money") -> Decimal:
    """A stored amount in yuan, half up to the decimals of its kind; a mean of amounts may have more digits than they have."""
    return Decimal(half_up(exact(amount))).scaleb(-DECIMALS[kind])


def text(amount: Number | None, kind: str = "money", *, thousands: bool = True) -> str:
    """A stored amount as it is read: "−1,234.50"; "" for none. Without `thousands` as it is edited: "-1234.50"."""
    if amount is None:
        return ""
    return f"{yuan(amount, kind):,f}".replace("-", MINUS) if thousands else f"{yuan(amount, kind):f}"


def said(amount: Number | None, kind: str = "money") -> str:
    """A stored amount in a sentence or on a card: "¥1,234.50", "−¥20.00"; "" for none."""
    shown = text(amount, kind)
    return f"{MINUS}¥{shown.removeprefix(MINUS)}" if shown.startswith(MINUS) else f"¥{shown}" if shown else ""


def at_a_glance(fen: Number) -> str:
    """An amount on a tile, without fen: "¥9,870"; in Chinese from ten thousand yuan on in these, "¥21.80万"."""
    whole = exact(fen) / 100
    large = abs(whole) >= 10_000 and language() == CHINESE
    shown = f"{Decimal(half_up(abs(whole) / 100)).scaleb(-2):,f}万" if large else f"{half_up(abs(whole)):,}"
    return f"{MINUS if whole < 0 else ''}¥{shown}"


def half_up(value: Number) -> int:
    """The nearest whole number, halves away from nothing."""
    fraction = exact(value)
    if fraction.denominator == 1:
        return int(fraction)
    up = (abs(fraction) + Fraction(1, 2)).__floor__()
    return up if fraction >= 0 else -up


def product(price: int, quantity: Number, kind: str = "money") -> int:
    """The amount in fen of a quantity at a price stored as `kind`, computed exactly and rounded once."""
    return half_up(exact(price) * exact(quantity) / 10 ** (DECIMALS[kind] - DECIMALS["money"]))


def split(total: int, weights: Sequence[Number]) -> list[int]:
    """A whole amount in parts as the weights are to each other; the parts sum to it exactly.

    Each part is rounded towards nothing; what is left goes, one by one, to the parts with the largest remainders, of equal
    ones to the first (Hamilton's method of largest remainders). ValueError where no weight is above nothing, or one below.
    """
    ratios = [exact(w).as_integer_ratio() for w in weights]  # whole numbers are a tenth of the cost of fractions
    common = lcm(*(below for _above, below in ratios))
    counts = [above * (common // below) for above, below in ratios]
    if not any(counts) or min(counts) < 0:
        raise ValueError("weights are not negative, and one of them is above nothing")
    sign, whole = (1, total) if total >= 0 else (-1, -total)
    weight = sum(counts)
    divided = [divmod(whole * count, weight) for count in counts]
    parts = [part for part, _left in divided]
    order = sorted(range(len(parts)), key=lambda i: (-divided[i][1], i))
    for place in order[:whole - sum(parts)]:
        parts[place] += 1
    return [sign * part for part in parts]


