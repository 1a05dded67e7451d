"""Yields in any unit become kg/亩."""

from __future__ import annotations

from fractions import Fraction

import pytest

from desktop.trials.results.yields import per_mu_factor, unit_code


@pytest.mark.parametrize("text", ["kg/亩", "公斤/亩", "kg/mu", " KG / 亩 "])
def test_kilograms_per_mu_are_known_by_all_their_names(text: str) -> None:
    assert unit_code(text) == "kg_per_mu"
    assert per_mu_factor(text) == 1


def test_a_ton_per_hectare_is_a_fifteenth_of_a_thousand_kilograms_per_mu() -> None:
    assert per_mu_factor("t/ha") == per_mu_factor("t/公顷") == Fraction(1000, 15)


def test_a_plot_weight_needs_the_harvested_area() -> None:
    assert per_mu_factor("kg") is None
    assert per_mu_factor("kg", harvest_area=12.0) == Fraction(6667, 120)


def test_a_bushel_weighs_what_its_crop_says() -> None:
    maize = per_mu_factor("bu/ac", crop="maize")
    assert maize is not None
    assert float(maize) == pytest.approx(62.7677 / 15, rel=1e-4)
    assert per_mu_factor("bu/ac") is None


def test_an_unknown_unit_is_not_guessed() -> None:
    assert per_mu_factor("baskets") is None
