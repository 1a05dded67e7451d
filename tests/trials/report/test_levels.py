"""A level is printed with the unit that its factor is called by: 150 kg/hm², not 150."""

from __future__ import annotations

import pytest

from desktop.core import i18n
from desktop.trials.report.levels import factor_name, level_told


@pytest.mark.parametrize(("factor", "level", "zh", "en"), [
    ("施氮量(kg/hm²)", "150", "150kg/hm²", "150 kg/hm²"), ("密度(株/亩)", "4000", "4000株/亩", "4000 plants/mu"),
    ("N(kg/ha):Density", "150:D1", "150kg/ha:D1", "150 kg/ha:D1"), ("施氮量(kg/hm²)", "N1", "N1", "N1"),
    ("品种", "150", "150", "150")])  # fmt: skip
def test_a_figure_has_its_unit_and_a_word_stays(factor: str, level: str, zh: str, en: str) -> None:
    for language, told in (("zh_CN", zh), ("en", en)):
        with i18n.using(language):
            assert level_told(factor, level) == told


def test_the_name_of_a_factor_is_told_without_units() -> None:
    assert factor_name("施氮量(kg/hm²):密度(株/亩)") == "施氮量:密度"
