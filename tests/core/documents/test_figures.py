"""Figures are drawn in both languages, in our font, and can be read in black and white."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from desktop.core.documents import figures, model
from tests.core.documents.papers import paper, pdf, pdf_words

NAMES = ["先玉335（CK）", "郑单958", "登海605"]
LONG = [f"Pioneer hybrid number {i} (medium maturity)" for i in range(9)]
NAN = math.nan


def bars(figure: Any, names: list[str] = NAMES) -> None:
    values = [812.3, NAN, 845.6, *range(700, 700 + len(names))][: len(names)]
    errors = [10.0] * len(names)
    figures.bars_with_letters(
        figure, names, values, ["a", "b", "ab"], axis_label="产量（kg/亩）", check=0, errors=errors
    )


def differences(figure: Any) -> None:
    figures.difference_from_check(figure, NAMES, [0, -14.1, 33.2], [-9, -40, 3], [9, 12, 60], axis_label="与对照之差",
                                  moods=["", "", "good"])


def boxes(figure: Any) -> None:
    figures.box_plots(figure, NAMES, [[1, 2, 3, 9], [2.0, NAN], []], axis_label="产量", check=0)


def dots(figure: Any) -> None:
    figures.dot_plots(figure, NAMES, [[1, 2, 3], [2, NAN, 3], []], axis_label="产量", series=["Ⅰ", "Ⅱ", "Ⅲ"])


def field(figure: Any) -> None:
    labels = ["101\n先玉335", "102", "201", "202"]
    figures.field_map(figure, [1, 1, 2, 2], [1, 2, 1, 2], [5.0, NAN, 6.0, 7.0], labels, {0}, value_label="产量")


def trend(figure: Any) -> None:
    figures.line_chart(figure, [2023, 2024, 2025], [("甲", [1, 2, 3]), ("乙", [3, 2, NAN])], axis_label="吨")


ALL = [bars, differences, boxes, dots, field, trend]


@pytest.mark.parametrize("draw", ALL)
def test_a_figure_is_drawn_without_a_warning_as_picture_and_in_print(draw: Callable[[Any], None]) -> None:
    block = model.Figure(draw, "图题")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = Image.open(io.BytesIO(figures.png(block, dpi=60)))
        assert len(pdf(paper(block)).pages) == 1
    assert picture.size == pytest.approx((165 / 25.4 * 60, 85 / 25.4 * 60), abs=2)
    assert len(set(picture.convert("L").tobytes())) > 3


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (bars, ["先玉335（CK）", "812.3", "产量（kg/亩）", "ab"]),
        (differences, ["登海605", "与对照之差", "−40"]),
        (field, ["101", "先玉335", "5.0", "产量"]),
        (dots, ["Ⅲ", "郑单958"]),
    ],
)
def test_the_words_of_a_figure_can_be_searched(draw: Callable[[Any], None], words: list[str]) -> None:
    found = pdf_words(paper(model.Figure(draw)))
    assert all(word in found for word in words)


def test_bars_lie_when_names_are_long() -> None:
    with figures.drawn(model.Figure(lambda figure: None)) as figure:
        assert figures.lies(figure, LONG)
        assert not figures.lies(figure, ["a", "b"])


def test_the_check_is_marked_by_a_hatch_and_not_by_colour_alone() -> None:
    with figures.drawn(model.Figure(bars)) as figure:
        hatches = [patch.get_hatch() for patch in figure.axes[0].patches]
    assert [bool(hatch) for hatch in hatches] == [True, False, False]


def test_the_point_of_a_difference_has_the_colour_of_its_verdict() -> None:
    with figures.drawn(model.Figure(differences)) as figure:
        faces = [line.get_markerfacecolor() for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert faces[:2] == ["white", "white"]
    assert faces[2] == figures.MOODS["good"] != figures.MOODS["bad"]


def test_a_lost_plot_is_hatched_on_the_map() -> None:
    with figures.drawn(model.Figure(field)) as figure:
        squares = [patch for patch in figure.axes[0].patches if patch.get_width() > 0.5]
    assert [bool(square.get_hatch()) for square in squares] == [False, True, False, False]


def test_a_dollar_sign_begins_no_formula() -> None:
    block = model.Figure(lambda figure: bars(figure, ["$x^2$", "a_b", "%"]))
    assert "$x^2$" in pdf_words(paper(block))


def test_what_the_font_lacks_is_named_in_a_figure_too() -> None:
    block = model.Figure(lambda figure: bars(figure, ["玉🌽", "P₂O₅", "c"]))
    assert "玉[U+1F33D]" in pdf_words(paper(block))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figures.png(block, dpi=50)
