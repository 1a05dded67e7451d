"""Areas and yields as farmers tell them, behind the legal units."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.database import Database
from desktop.core.farm_units import NO_UNITS, FarmUnits, farm_units
from desktop.core.i18n import using
from desktop.core.settings import set_office

NORTH_EAST = FarmUnits("shang", "jin_per_shang", 15.0)


@pytest.mark.parametrize(("units", "value", "unit", "zh", "en"), [
    (FarmUnits("shang"), 120.0, "mu", "120亩（8垧）", "120 mu (8 shang)"),
    (FarmUnits("shang", mu_per_shang=10.0), 25.0, "亩", "25亩（2.5垧）", "25 mu (2.5 shang)"),
    (FarmUnits(yields="jin_per_mu"), 742.5, "kg/亩", "742.5kg/亩（1485斤/亩）", "742.5 kg/mu (1485 jin/mu)"),
    (FarmUnits(yields="jin_per_mu"), 2.5, "kg/mu", "2.5kg/亩（5斤/亩）", "2.5 kg/mu (5 jin/mu)"),
    (FarmUnits("shang"), 12.35, "mu", "12.35亩（0.823垧）", "12.35 mu (0.823 shang)"),
    (FarmUnits("shang"), 0.25, "mu", "0.25亩（0.0167垧）", "0.25 mu (0.0167 shang)"),
    (FarmUnits("shang"), 0.05, "mu", "0.05亩（0.00333垧）", "0.05 mu (0.00333 shang)"),
    (FarmUnits("shang"), 0.1 + 0.2, "mu", "0.3亩（0.02垧）", "0.3 mu (0.02 shang)"),
    (FarmUnits("shang"), 1234567.5, "mu", "1234567.5亩（82304.5垧）", "1234567.5 mu (82304.5 shang)"),
    (NORTH_EAST, 742.5, "公斤/亩", "742.5kg/亩（22275斤/垧）", "742.5 kg/mu (22275 jin/shang)"),
    (NO_UNITS, 742.5, "kg/亩", "742.5kg/亩", "742.5 kg/mu"), (NORTH_EAST, None, "mu", "", ""),
    (NORTH_EAST, 272.0, "cm", "272cm", "272 cm"), (NORTH_EAST, 4500.0, "株/亩", "4500株/亩", "4500 plants/mu")])
def test_the_unit_of_the_place_stands_behind_the_legal_one(units: FarmUnits, value: float | None, unit: str, zh: str,
                                                           en: str) -> None:
    with using("zh_CN"):
        assert units.told(value, unit).replace(" ", "") == zh
    with using("en"):
        assert units.told(value, unit) == en


@given(st.integers(1, 10_000), st.sampled_from([10, 12, 15, 15.5, 16]))
def test_an_area_in_shang_is_the_same_land(mu: int, each: float) -> None:
    with using("en"):
        said = FarmUnits("shang", mu_per_shang=each).beside(mu, "mu")
    assert abs(Fraction(said.strip(" ()").split()[0]) * Fraction(str(each)) - mu) <= Fraction(str(each)) / 200


@given(st.decimals(0, 100_000, places=4), st.sampled_from(["zh_CN", "en"]))
def test_the_legal_figure_is_the_one_stored_and_no_land_becomes_nothing(mu: Decimal, language: str) -> None:
    with using(language):
        said = FarmUnits("shang").told(float(mu), "mu")
    legal, shang = re.findall(r"[\d.]+", said)
    assert Decimal(legal) == mu
    assert (Decimal(shang) == 0) == (mu == 0)


@pytest.mark.parametrize(("wording", "value", "unit", "behind"), [
    ("650—700公斤/亩", 650.0, "kg/亩", "（1300—1400斤/亩）"), ("亩产650～700公斤", 675.0, "kg/亩", "（1300～1400斤/亩）"),
    ("650公斤至700公斤", 650.0, "kg/亩", "（1300至1400斤/亩）"), ("1,050.5-1,100", 1100.0, "kg/亩", "（2101-2200斤/亩）"),
    ("１，０５０.5-1,100", 1100.0, "kg/亩", "（2101-2200斤/亩）"),
    ("742.5kg/亩", 742.5, "kg/亩", "（1485斤/亩）"), ("约742.5", 742.5, "kg/亩", "（1485斤/亩）"),
    ("0.95 kg/m²", 633.3, "kg/亩", ""), ("每公顷9750公斤", 650.0, "kg/亩", ""),
    ("平均亩产650公斤，较对照增产5.2%", 650.0, "kg/亩", ""), ("2020年亩产742.5公斤", 742.5, "kg/亩", ""),
    ("2019—2020年高产", 742.5, "kg/亩", ""), ("高产", 742.5, "kg/亩", ""), ("650—700公斤/亩", None, "kg/亩", ""),
    ("250—260", 255.0, "cm", "")])
def test_a_wording_of_a_range_has_both_ends_told_again_and_one_that_says_more_none(
    wording: str, value: float | None, unit: str, behind: str
) -> None:
    with using("zh_CN"):
        assert FarmUnits(yields="jin_per_mu").behind(wording, value, unit).replace(" ", "") == behind
        assert NO_UNITS.behind(wording, value, unit) == ""


def test_the_settings_of_the_data_say_what_farmers_use(database: Database) -> None:
    assert farm_units(database) == NO_UNITS
    for name, value in (("farm_area", "shang"), ("farm_yield", "jin_per_mu"), ("mu_per_shang", 12.0)):
        set_office(database, name, value)
    assert farm_units(database) == FarmUnits("shang", "jin_per_mu", 12.0)
    set_office(database, "mu_per_shang", 0.0)
    assert farm_units(database).mu_per_shang == 15, "a shang of nothing is none"
