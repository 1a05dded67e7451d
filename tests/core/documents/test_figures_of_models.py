"""The figures of models and of several environments: drawn in both languages, legible in black and white."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from desktop.core.documents import figures, figures_map, figures_model, figures_series, model
from tests.core.documents.papers import paper, pdf, pdf_words

NAN = math.nan
NAMES = ["对照", "郑单958", "登海605", "先玉335"]
POINTS = [(1.0, 0.5), (-0.8, 0.6), (-0.4, -1.0), (0.9, -0.7)]


def biplot(figure: Any) -> None:
    figures_series.biplot(figure, NAMES, POINTS, ["庆安", "望奎"], [(1.2, 0.2), (-0.3, 0.9)], x_label="第1主成分（64.0 %）",
                          y_label="PC2", polygon=True, marks=[0])


def lines(figure: Any) -> None:
    values = [[5.0, 6.0, 7.1], [4.5, 6.1, NAN], [5.5, 5.9, 6.4], [4.0, 6.0, 8.0]]
    figures_series.finlay_wilkinson(figure, NAMES, [-1.0, 0.0, 1.0], values, [1.05, 1.6, 0.45, 2.0], [6, 6.1, 5.9, 6],
                                    x_label="环境指数", y_label="产量", bold=0)


def by_site(figure: Any) -> None:
    figures_series.difference_by_site(figure, ["庆安", "望奎", "海伦"], [12.0, -8.5, NAN], lower=[2, -20, NAN],
                                      upper=[22, 3, NAN], axis_label="与对照之差", mean=1.75, mean_label="平均 +1.8")


def sites(figure: Any) -> None:
    figures_map.site_map(figure, ["庆安", "望奎", "海伦"], [127.5, 126.5, 127.0], [46.9, 46.8, 47.5], [712.0, 680.5, NAN],
                            value_label="产量（kg/亩）", x_label="经度", y_label="纬度")


def residuals(figure: Any) -> None:
    left = [0.3, -1.2, 0.8, 2.9, -0.6, -1.1, 0.1, -0.3]
    figures_model.residual_plots(figure, [5, 6, 7, 8, 5, 6, 7, 8], left, list("12345678"), fitted_label="拟合值",
                                 residual_label="残差", quantile_label="正态分位数")


def left_over(figure: Any) -> None:
    figures_model.residual_map(figure, [1, 1, 2, 2], [1, 2, 1, 2], [1.5, -2.5, NAN, 0.0], ["101", "102", "201", "202"],
                               value_label="残差")


def interaction(figure: Any) -> None:
    figures_model.interaction_plot(figure, ["N0", "N1", "N2"], [("密植", [5, 6, 7.5]), ("稀植", [5.2, 5.9, NAN])],
                                   axis_label="产量", x_label="氮肥", series_title="密度", error=0.8, error_label="LSD 5 %")


def growth(figure: Any) -> None:
    figures_model.curves(figure, [1, 8, 20], [("甲", [10, 40, 90]), ("乙", [12, NAN, 80])], ticks=["06-01", "06-08", "06-20"],
                         axis_label="株高（cm）", bold=0)


ALL = {biplot: ["庆安", "登海605", "64.0"], lines: ["环境指数", "郑单958"], by_site: ["望奎", "平均", "+1.8"],
       sites: ["712.0", "海伦", "纬度"], residuals: ["正态分位数", "拟合值", "4"], left_over: ["+1.5", "−2.5", "202"],
       interaction: ["密植", "N2", "LSD"], growth: ["06-08", "株高（cm）", "乙"]}


@pytest.mark.parametrize("draw", ALL)
def test_a_figure_is_drawn_without_a_warning_and_its_words_can_be_searched(draw: Callable[[Any], None]) -> None:
    block = model.Figure(draw, "图题")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = Image.open(io.BytesIO(figures.png(block, dpi=60)))
        assert len(pdf(paper(block)).pages) == 1
    assert len(set(picture.convert("L").tobytes())) > 3
    found = pdf_words(paper(block))
    assert not [word for word in ALL[draw] if word not in found]


points = st.tuples(st.floats(-5, 5, allow_subnormal=False), st.floats(-5, 5, allow_subnormal=False))


@given(st.lists(points, min_size=3, max_size=30, unique=True))
def test_no_point_lies_outside_the_hull(found: list[tuple[float, float]]) -> None:
    corners = [found[i] for i in figures_series.hull(found)]
    sides = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    assert all(figures_series._turn(a, b, p) >= -1e-9 for a, b in sides for p in found)


def test_normal_scores_are_symmetric_and_rise() -> None:
    scores = figures_model.normal_scores(9)
    assert scores == sorted(scores)
    assert scores[4] == pytest.approx(0)
    assert scores[0] == pytest.approx(-1.4934, abs=1e-3)
