"""Units convert exactly, and rounding follows GB/T 8170-2008."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.i18n import using
from desktop.core.unit_words import in_english
from desktop.core.units import (
    MU_OFFICIAL,
    MU_ROUND,
    UNITS,
    convert,
    format_number,
    moisture_factor,
    plants_per_mu,
    round_half_even,
    round_significant,
    seed_rate,
    units_of,
    yield_per_mu,
)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (12.1498, 1, "12.1"),
        (10.5002, 0, "11"),
        (1.050, 1, "1.0"),
        (0.35, 1, "0.4"),
        (2.154546, 2, "2.15"),
        (2500, -3, "2E+3"),
        (3500, -3, "4E+3"),
        (0.5, 0, "0"),
        (1.5, 0, "2"),
        (-2.5, 0, "-2"),
        (2.675, 2, "2.68"),
        (15.4546, 0, "15"),
        (Decimal("0.25"), 1, "0.2"),
        (Fraction(1, 3), 3, "0.333"),
        (10**30 + 1, 2, "1000000000000000000000000000001.00"),
    ],
)
def test_the_standards_cases_of_rounding(value: float, decimals: int, expected: str) -> None:
    assert str(round_half_even(value, decimals)) == expected


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        (8.53459, 3, "8.53"),
        (2500, 1, "2E+3"),
        (3500, 1, "4E+3"),
        (2.154546, 3, "2.15"),
        (9.96, 2, "10"),
        (0.000999, 1, "0.001"),
        (-0.045, 1, "-0.04"),
        (0, 3, "0"),
    ],
)
def test_the_standards_cases_of_significant_digits(value: float, digits: int, expected: str) -> None:
    assert str(round_significant(value, digits)) == expected


@given(st.decimals(-(10**6), 10**6, places=6), st.integers(0, 5))
def test_rounding_agrees_with_decimal_arithmetic(value: Decimal, decimals: int) -> None:
    assert round_half_even(value, decimals) == round(value, decimals)
    assert round_half_even(float(value), decimals) == round(value, decimals)


@given(st.decimals(-(10**4), 10**4, places=5), st.integers(0, 4))
def test_rounding_a_rounded_value_changes_nothing(value: Decimal, decimals: int) -> None:
    once = round_half_even(value, decimals)
    assert round_half_even(once, decimals) == once
    assert abs(once - value) <= Decimal(5).scaleb(-decimals - 1)


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_cannot_be_rounded(value: float) -> None:
    with pytest.raises(ValueError, match="rounded"):
        round_half_even(value, 1)


@given(st.sampled_from(sorted(UNITS)), st.data(), st.floats(-1e9, 1e9, allow_nan=False))
def test_there_and_back_is_exactly_the_same(source: str, data: st.DataObject, value: float) -> None:
    target = data.draw(st.sampled_from([unit.code for unit in units_of(UNITS[source].quantity)]))
    assert float(convert(convert(value, source, target), target, source)) == value


@pytest.mark.parametrize(
    ("value", "source", "target", "expected"),
    [
        (1, "ha", "mu", 15),
        (3, "mu", "m2", 2000),
        (1, "shang", "mu", 15),
        (1, "wan_mu", "mu", 10_000),
        (1, "jin", "kg", Fraction(1, 2)),
        (600, "kg_per_mu", "kg_per_ha", 9000),
        (9, "t_per_ha", "kg_per_mu", 600),
        (1000, "jin_per_mu", "kg_per_mu", 500),
        (4500, "plants_per_mu", "plants_per_ha", 67_500),
        (67_500, "plants_per_ha", "wan_per_ha", Fraction(27, 4)),
        (15, "wan_per_ha", "wan_per_mu", 1),
        (20_000, "jin_per_shang", "jin_per_mu", Fraction(4000, 3)),
        (3, "chi", "m", 1),
    ],
)
def test_conversions_are_exact(value: int, source: str, target: str, expected: Fraction) -> None:
    assert convert(value, source, target) == expected


def test_the_size_of_the_mu_and_the_shang_can_be_chosen() -> None:
    assert convert(1, "mu", "m2", mu=MU_OFFICIAL) == Fraction("666.7")
    assert convert(1, "mu", "m2", mu=MU_ROUND) == 667
    assert convert(1, "shang", "mu", mu_per_shang=10) == 10


def test_unlike_quantities_are_refused() -> None:
    with pytest.raises(ValueError, match="mass"):
        convert(1, "kg", "mu")
    with pytest.raises(KeyError):
        convert(1, "kg", "pood")


def test_a_plots_harvest_becomes_a_yield_at_standard_moisture() -> None:
    assert float(yield_per_mu(12, 20)) == pytest.approx(400.02)
    moist = yield_per_mu(12, 20, moisture=20.5, standard_moisture=14)
    assert float(moist) == pytest.approx(400.02 * 0.795 / 0.86)
    assert moisture_factor(14, 14) == 1
    for area, wet in ((0, 10), (20, 100), (20, -1)):
        with pytest.raises(ValueError):
            yield_per_mu(12, area, moisture=wet, standard_moisture=14)


def test_stand_and_seed_rate_give_the_worked_examples() -> None:
    assert round_half_even(plants_per_mu(0.6, 0.25), 0) == 4445
    rate = seed_rate(225, 40, 95, 85)
    assert round_half_even(rate, 1) == Decimal("111.5")
    assert round_half_even(convert(rate, "kg_per_ha", "kg_per_mu"), 1) == Decimal("7.4")
    with pytest.raises(ValueError, match="more than nothing"):
        seed_rate(225, 40, 0, 85)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (1234.5, 0, "1234"),
        (0.35, 1, "0.4"),
        (-0.04, 1, "0.0"),
        (None, 1, ""),
        (float("nan"), 1, ""),
        (1e21, None, "1" + "0" * 21),
        (12.50, None, "12.5"),
        (float("inf"), 2, "∞"),
    ],
)
def test_numbers_are_printed_as_they_are_meant(value: float | None, decimals: int | None, expected: str) -> None:
    assert format_number(value, decimals) == expected


def test_thousands_are_grouped_in_english_or_on_demand() -> None:
    assert format_number(1234567.25, 1, thousands=True) == "1,234,567.2"
    assert format_number(1234567.25, 1, "en") == "1,234,567.2"
    assert format_number(1234567.25, 1, "zh_CN") == "1234567.2"


def test_numbers_of_numpy_are_numbers() -> None:
    numpy = pytest.importorskip("numpy")
    assert str(round_half_even(numpy.float64(0.35), 1)) == "0.4"
    assert str(round_half_even(numpy.int64(25), -1)) == "2E+1"
    assert format_number(numpy.float64("nan"), 1) == ""


def test_signs_follow_the_language() -> None:
    assert UNITS["kg_per_mu"].sign("en") == "kg/mu"
    with using("zh_CN"):
        assert UNITS["kg_per_mu"].sign() == "kg/亩"


@pytest.mark.parametrize(("written", "printed"), [
    ("123 天", "123 d"), ("4000 株/亩", "4000 plants/mu"), ("N1 × 4000株/亩 × 20公斤", "N1 × 4000 plants/mu × 20 kg"),
    ("2.5–3万株/亩", "2.5–3 10⁴ plants/mu"), ("280 cm", "280 cm"), ("", ""),
    ("生育期123天", "生育期123天"), ("平均123天，比对照早2天", "平均123天，比对照早2天"), ("例丰101", "例丰101")])  # fmt: skip
def test_figures_have_their_units_in_english_and_sentences_stay_whole(written: str, printed: str) -> None:
    assert in_english(written) == printed


@pytest.mark.parametrize(("value", "decimals", "expected"), [
    (11.250000000000002, 1, "11.2"), (11.249999999999998, 1, "11.2"), (7.750000000000004, 1, "7.8"), (11.2501, 1, "11.3"),
    (1234567890123.45, 2, "1234567890123.45"), (0.1 + 0.2, 1, "0.3"), (5e-324, 2, "0.00"), (100 * (1.15 - 1), 0, "15")])
def test_what_reckoning_leaves_in_the_last_digits_of_a_float_turns_no_half(value: float, decimals: int, expected: str) -> None:
    """A percentage of the same plots printed 11.3 or 11.2 as other plots of the trial were changed."""
    assert format_number(value, decimals) == expected


SIZES = {"attachments_pane.py", "backups.py", "printer_pdf.py", "proof_pictures.py", "checking_print.py", "imposition.py",
         "grey.py", "selftest.py"}  # of files and of paper, seconds, what a printer reads: no figures of the trade
APART = re.compile("desktop/analysis/|/trials/series/tables|/trials/report/site|/documents/text|labels/reports")


def test_figures_are_rounded_in_one_way() -> None:
    """f"{0.35:.1f}" is 0.3: the formats of Python round what a float is, GB/T 8170 what it says."""
    root = Path(__file__).parents[2]
    found = [f"{path.name}: {text[0]}" for path in sorted((root / "desktop").rglob("*.py")) if path.name not in SIZES
             and not APART.search(path.as_posix()) for text in re.finditer(r"\{[^{}]+:\.\df\}", path.read_text("utf-8"))
             if not text[0].startswith(("{factor", "{bound"))]
    assert not found, f"format_number rounds as the standard has it: {found}"


def test_a_share_is_written_as_the_language_has_it() -> None:
    """Today said 71.3 % above and 285.3% below in Chinese: who writes the sign beside a figure says so by `quantity`."""
    root = Path(__file__).parents[2]
    found = [f"{path.name}: {line.strip()}" for path in sorted((root / "desktop").rglob("*.py"))
             for line in path.read_text("utf-8").splitlines()
             if re.search(r'\bf"[^"]*\} %', line) and "_(" not in line and path.name != "wording.py"]
    assert not found
