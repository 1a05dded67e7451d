"""What is advised to be ordered or cleared: the season drawn out by its curve, cover, goods on the way."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from desktop.sales.curves import Curve
from desktop.sales.stock.advice import Asked, advise, cover_until
from desktop.sales.stock.figures import Stock

FIRST, AS_OF = date(2025, 10, 1), date(2026, 4, 10)
FLAT = Curve((Fraction(100, 12),) * 12, 10)


def lying(sold: int | None, closing: int, *, on_order: int = 0, minimum: int | None = None,
          maximum: int | None = None) -> Stock:
    """A stock item counted at the end of March, half a flat season gone."""
    closed = date(2026, 3, 31)
    return Stock(1, 1, 1, minimum, maximum, date(2025, 9, 30), 0, 0, 0, 0, 0, closed, closing, "counted", 0, sold, closing,
                 on_order)


def test_advice_draws_the_season_out_by_its_curve_and_says_each_reason() -> None:
    found = advise(lying(600, 20), Asked(carton=8, lead_days=0, rounding="down"), FLAT, FIRST, date(2026, 3, 31))
    assert (found.year, found.rest, found.minimum, found.maximum) == (1200, 600, 50, 600)
    assert found.order == 576 and found.surplus == 0  # 580 missing, in whole cartons of 8 downwards
    up = advise(lying(600, 20), Asked(carton=8, lead_days=0, rounding="up"), FLAT, FIRST, date(2026, 3, 31))
    assert up.order == 584
    assert any("1200" in line for line in found.said) and any("576" in line for line in found.said)


def test_goods_on_the_way_are_not_ordered_again() -> None:
    assert advise(lying(600, 20, on_order=580), Asked(), FLAT, FIRST, date(2026, 3, 31)).order == 0


def test_what_will_not_be_sold_this_season_is_to_be_cleared() -> None:
    late = advise(lying(10, 500), Asked(lead_days=0), FLAT, FIRST, date(2026, 3, 31))
    assert late.surplus == 490


def test_early_in_the_season_last_season_says_what_is_needed() -> None:
    early = Stock(1, 1, 1, None, None, None, 0, 0, 0, 0, 0, date(2025, 10, 10), 5, "counted", 0, 2, 5)
    assert advise(early, Asked(last_season=240), FLAT, FIRST, date(2025, 10, 10)).year == 240
    unknown = advise(early, Asked(), FLAT, FIRST, date(2025, 10, 10))
    assert unknown.advice is None and unknown.order == unknown.surplus == 0


def test_cover_ends_on_the_day_the_curve_has_eaten_the_stock_or_lasts_beyond_the_season() -> None:
    assert cover_until(100, Fraction(1200), FLAT, FIRST, date(2026, 3, 31)) == date(2026, 4, 30)
    assert cover_until(601, Fraction(1200), FLAT, FIRST, date(2026, 3, 31)) is None


def test_the_season_is_drawn_out_from_the_part_of_the_curve_between_the_counts() -> None:
    half = Stock(1, 1, 1, None, None, date(2025, 12, 31), 200, 0, 0, 0, 0, date(2026, 3, 31), 160, "counted", 0, 40, 160)
    assert advise(half, Asked(), FLAT, FIRST, date(2026, 3, 31)).year == 160  # 40 over a quarter of the year
