"""How a trial shows an answer: its units and choices, and the figures that an analysis brings along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class View:
    """How a trial shows an answer: the trait's `title`, what turns figures into the unit shown, and what was chosen.

    `scale` turns the response's unit into `unit`, whose figures have so many `places`; `digits` are the decimals of the
    response as it was measured. `label` is the response with its unit, `test` the multiple comparison chosen, `check` the
    name of the check or "".
    """

    title: str
    label: str
    scale: float = 1.0
    unit: str = ""
    places: int = 1
    digits: int = 1
    test: str = "lsd"
    alpha: float = 0.05
    check: str = ""


@dataclass(frozen=True)
class DifferenceFigure:
    """Differences as bars, each under its name, with their mean; in the unit shown."""

    key: str
    title: str
    caption: str
    names: Sequence[str]
    values: Sequence[float]
    axis: str
    mean: float


@dataclass(frozen=True)
class FieldFigure:
    """The field from above: `at` gives the value at a row and a column, NaN where there is none, in the response's unit."""

    key: str
    title: str
    caption: str
    label: str
    at: Callable[[int | None, int | None], float]


AnswerFigure = DifferenceFigure | FieldFigure
