"""The climate of a place: stable passing, guaranteed values, frost, maturity bands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.trade.climate import maturity_bands, stable_period
from tests.trade.asking import answer, complaint

SPRING = [0.0, 3.9, 4.1, 4.4, 5.8, 6.2, 6.4, 7.0, 0.3, 1.5, 5.3, 5.6, 5.4, 3.7, 7.2, 8.1, 8.4]
AUTUMN = [6.7, 8.8, 8.4, 5.2, 3.6, 4.2, 5.7, 6.2, 6.0, 4.6, 4.6, 4.1, 6.4, 10.5, 4.9, 5.9, 7.4, -1.8]
SUMS = [2810, 2650, 2745, 2590, 2880, 2705, 2560, 2930, 2680, 2770, 2620, 2850, 2735, 2695, 2660, 2790, 2600, 2720, 2755]


def heat(first: date, means: list[float], **more: Any) -> dict[str, Any]:
    """The warm period of daily means from a day on, above 5 degrees."""
    days = [{"date": first + timedelta(days=n), "mean": mean} for n, mean in enumerate(means)]
    return answer("heat", {"days": days, "threshold": 5, **more})


@pytest.mark.parametrize("after", [[], [12.0] * 40])
def test_a_spring_with_a_cold_spell_begins_after_it(after: list[float]) -> None:
    """Case O62."""
    found = heat(date(2026, 3, 4), SPRING + after)
    assert [round(mean, 2) for mean in found["means"][:13]] == [
        3.64, 4.88, 5.38, 5.96, 5.14, 4.28, 4.1, 3.94, 3.62, 4.3, 5.44, 6.0, 6.56]
    assert found["start"] == "2026-03-14"


def test_an_autumn_ends_by_whether_its_means_are_rounded() -> None:
    """Case O63."""
    warm_before, cold_after = [15.0] * 60, [-2.0] * 10
    first = date(2026, 11, 5) - timedelta(days=60)
    assert heat(first, warm_before + AUTUMN + cold_after, round_means=1)["end"] == "2026-11-21"
    assert heat(first, warm_before + AUTUMN + cold_after)["end"] == "2026-11-11"


def test_the_warm_period_is_where_five_day_means_stay_above_the_base() -> None:
    means = [0.0] * 40 + [12.0] * 5 + [2.0] * 10 + [15.0] * 100 + [0.0] * 40
    assert stable_period(means, 10) == (55, 154), "five warm days before a cold spell are not the season"
    assert stable_period([3.0] * 30, 10) is None


def test_heat_counts_the_warm_days_of_the_period() -> None:
    found = heat(date(2026, 4, 1), [0.0] * 10 + [12.0, 4.0, 13.0] * 10 + [0.0] * 10)
    assert (found["active_sum"], found["effective_sum"]) == (250, 150), "the days of 4 degrees inside it count nothing"
    none = heat(date(2026, 1, 1), [0.0] * 30)
    assert (none["start"], none["end"], none["days"], none["active_sum"]) == (None, None, 0, 0)


@given(st.lists(st.integers(-10, 30), min_size=5, max_size=60))
def test_the_period_begins_and_ends_with_a_warm_day(means: list[int]) -> None:
    found = stable_period(means, 10)
    assert (found is None) == all(sum(means[n:n + 5]) < 50 for n in range(len(means) - 4))
    assert found is None or (means[found[0]] >= 10 and means[found[1]] >= 10)


def test_a_day_that_is_missing_is_named() -> None:
    days = [{"date": day, "mean": 1} for day in ("2026-03-01", "2026-03-02", "2026-03-04")]
    assert complaint("heat", {"days": days, "threshold": 5}) == (
        "“days 3 date”: after 2026-03-02 comes 2026-03-04; give every day once, in order.")


def test_a_sum_of_heat_guaranteed_in_four_of_five_years() -> None:
    """Case O64."""
    found = answer("guarantee", {"values": SUMS, "level_percent": 80, "side": "at least"})
    assert (round(found["mean"], 1), round(found["sd"], 2)) == (2723.4, 100.50)
    assert (round(found["normal"], 1), found["empirical"]) == (2638.8, 2620)
    stricter = answer("guarantee", {"values": SUMS[:-1], "level_percent": 80, "side": "at most"})
    assert stricter["empirical"] == sorted(SUMS[:-1])[15], "the 15.2th year is the 16th: the stricter neighbour"
    assert "needs more years" in complaint("guarantee", {"values": SUMS, "level_percent": 99, "side": "at least"})
    assert "must be 10 or more" in complaint("guarantee", {"values": SUMS[:9], "level_percent": 80, "side": "at least"})


def test_frost_at_a_level_is_the_stricter_pair_of_days() -> None:
    spread = [-8, -6, -4, -2, 0, 0, 2, 4, 6, 8]
    years = [{"last": date(2010 + n, 5, 13) + timedelta(days=away), "first": date(2010 + n, 9, 25) - timedelta(days=away)}
             for n, away in enumerate(spread)]
    found = answer("frost", {"years": years, "level_percent": 80})
    assert (found["last"], found["first"]) == ("05-17", "09-20")  # standard deviation 5.16
    assert found["frost_free"]["mean"] == 134 and found["frost_free"]["level"] == 125
    assert "first" in complaint("frost", {"years": [{"last": "2026-05-13", "first": "2026-05-01"}] * 2, "level_percent": 80})


@pytest.mark.parametrize(("crop", "heat_sum", "band"), [
    ("maize", 2723.4, "late"), ("maize", 2638.8, "mid"), ("maize", 2620, "mid"), ("maize", 2700, "late"), ("maize", 2000, None),
    ("rice", 100, "very early"), ("soybean", 2455, "very late")])
def test_maturity_bands_of_heilongjiang(crop: str, heat_sum: float, band: str | None) -> None:
    """Case O85."""
    assert answer("maturity-band", {"crop": crop, "province": "黑龙江省", "heat_sum": heat_sum})["band"] == band
    assert answer("maturity-band", {"crop": crop, "province": "23", "heat_sum": heat_sum})["band"] == band


def test_a_province_without_bands_is_told_what_there_is() -> None:
    assert "Maize Heilongjiang, Japonica rice Heilongjiang" in complaint(
        "maturity-band", {"crop": "maize", "province": "海南省", "heat_sum": 1})


@pytest.mark.parametrize("province", ["黑龙江", "黑龙江省", "Heilongjiang", "heilongjiang", "230000"])
@pytest.mark.parametrize(("crop", "heat_sum", "band"), [
    ("玉米", 2638.8, "mid"), ("Corn", 2638.8, "mid"), ("大豆", 2000, "early"), ("粳稻", 2750, "mid-late"),
    ("水稻", 2750, "mid-late"), ("rice_japonica", 2750, "mid-late")])
def test_crop_and_province_are_found_by_any_of_their_names(province: str, crop: str, heat_sum: float, band: str) -> None:
    """Records know rice as japonica or indica: the bands are those of japonica, which the common word means here."""
    assert answer("maturity-band", {"crop": crop, "province": province, "heat_sum": heat_sum})["band"] == band
    assert maturity_bands("rice_indica", province) == []


def test_the_index_of_suitability() -> None:
    """Case O65."""
    classes = [{"share_percent": share, "weight": weight} for share, weight in ((50, .9), (30, .7), (20, .5), (0, .3))]
    assert answer("suitability", {"classes": classes}) == {"index": 0.76}
    assert "more than 100" in complaint("suitability", {"classes": [*classes, {"share_percent": 1, "weight": 0}]})
