"""Areas and yields as farmers tell them, behind the legal units."""

from __future__ import annotations

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


def test_the_settings_of_the_data_say_what_farmers_use(database: Database) -> None:
    assert farm_units(database) == NO_UNITS
    for name, value in (("farm_area", "shang"), ("farm_yield", "jin_per_mu"), ("mu_per_shang", 12.0)):
        set_office(database, name, value)
    assert farm_units(database) == FarmUnits("shang", "jin_per_mu", 12.0)
    set_office(database, "mu_per_shang", 0.0)
    assert farm_units(database).mu_per_shang == 15, "a shang of nothing is none"
