"""Calculators against worked examples, and what they refuse."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import UserError
from desktop.core.solar_terms import SOLAR_TERM, solar_terms, term_on_or_before
from desktop.core.units import round_half_even
from desktop.service.calculators import CALCULATORS, calculator
from desktop.service.calendar import dated
from desktop.service.technique_model import TechniqueSheet, TechniqueStep


def test_the_seed_rate_of_the_worked_example() -> None:
    found = calculator("seed_rate").run({"stand": 225, "tgw": 40, "germination": 95, "emergence": 85, "cleanness": 100})
    assert str(round_half_even(found["per_ha"], 1)) == "111.5" and str(round_half_even(found["per_mu"], 1)) == "7.4"


def test_plants_and_spacing_are_each_other_s_reverse() -> None:
    plants = calculator("plants").run({"row": 60, "spacing": 25})["per_mu"]
    assert str(round_half_even(plants, 0)) == "4445"
    assert calculator("spacing").run({"plants": plants, "row": 60})["spacing"] == 25


def test_nutrients_become_products_and_too_much_nitrogen_is_told() -> None:
    values = {"n": 14, "p": 6, "k": 5, "product_n": 46, "product_p": 46, "product_pn": 18, "product_k": 60}
    found = calculator("fertiliser").run(values)
    assert [str(round_half_even(found[k], 2)) for k in ("nitrogen", "phosphate", "potash", "surplus")] == [
        "25.33", "13.04", "8.33", "0.00"]
    assert float(calculator("fertiliser").run({**values, "n": 1})["surplus"]) == pytest.approx(6 / 46 * 18 - 1)


def test_a_spray_is_shared_out_to_tanks() -> None:
    found = calculator("dilution").run({"dose": 30, "water": 30, "tank": 15, "area": 10})
    assert [float(found[k]) for k in ("per_tank", "tanks", "total", "ratio")] == [15, 20, 300, 1000]


@pytest.mark.parametrize("name", [c.name for c in CALCULATORS])
def test_every_calculator_works_on_its_defaults_and_names_what_is_missing(name: str) -> None:
    chosen = calculator(name)
    values = {q.key: q.default for q in chosen.inputs}
    assert set(chosen.run(values)) == {q.key for q in chosen.outputs}
    with pytest.raises(UserError, match="Fill in"):
        chosen.run({**values, chosen.inputs[0].key: None})


@given(data=st.data(), chosen=st.sampled_from(CALCULATORS))
def test_any_number_gives_a_result_or_one_sentence(data: Any, chosen: Any) -> None:
    values = {q.key: data.draw(st.floats(-1000, 1e6, allow_nan=False)) for q in chosen.inputs}
    try:
        assert all(v == v for v in chosen.run(values).values())
    except UserError as error:
        assert str(error)


@pytest.mark.parametrize(("year", "days"), [
    (2024, {"lichun": (2, 4), "qingming": (4, 4), "xiazhi": (6, 21), "dongzhi": (12, 21)}),
    (2026, {"xiaohan": (1, 5), "guyu": (4, 20), "mangzhong": (6, 5), "qiufen": (9, 23), "dongzhi": (12, 22)}),
])
def test_solar_terms_fall_on_their_published_days(year: int, days: dict[str, tuple[int, int]]) -> None:
    terms = solar_terms(year)
    assert {code: (terms[code].month, terms[code].day) for code in days} == days


@given(st.integers(1900, 2100))
def test_a_year_has_its_24_terms_in_order_a_fortnight_apart(year: int) -> None:
    days = list(solar_terms(year).values())
    assert len(days) == len(SOLAR_TERM.labels) == 24
    assert all(14 <= (b - a).days <= 17 for a, b in pairwise(days))


def test_a_day_lies_in_the_term_that_began_last() -> None:
    assert (term_on_or_before(date(2026, 4, 20)), term_on_or_before(date(2026, 4, 19))) == ("guyu", "qingming")
    assert term_on_or_before(date(2026, 1, 1)) == "dongzhi"


def test_measures_stand_in_the_order_of_their_days() -> None:
    sheet = TechniqueSheet(title="x", sown_on=date(2025, 5, 1))
    steps = [TechniqueStep(id=1, position=1, what="top dress", basis="sowing", begins=45, ends=50),
             TechniqueStep(id=2, position=2, what="scout", basis="stage", stage="milk"),
             TechniqueStep(id=3, position=3, what="sow", basis="term", term="guyu", begins=5),
             TechniqueStep(id=4, position=4, what="check", basis="date", month=2, day=31)]
    found = dated(sheet, steps, 2026)
    assert [(d.step.what, d.begins) for d in found] == [
        ("check", date(2026, 2, 28)), ("scout", None), ("sow", date(2026, 4, 25)), ("top dress", date(2026, 6, 15))]
    assert found[3].ends == date(2026, 6, 20)
