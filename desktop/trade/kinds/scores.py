"""Scores and key figures as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from desktop.core.i18n import N_, _
from desktop.trade.given import Given, kind, once, plain
from desktop.trade.scores import Step, against_best, key_figure, weighted


def _score(given: Given) -> dict[str, Any]:
    criteria = given.items("criteria", lambda c: (c.text("name"), c.quantity("weight"), c.number("mark")),
                           ("name", "weight", "mark"))
    if not any(weight for _name, weight, _mark in criteria):
        raise given.wrong("criteria", _("have no weights"))
    return {"score": plain(weighted([(weight, mark) for _name, weight, mark in criteria]))}


def _relative_score(given: Given) -> dict[str, Any]:
    weights = given.table("weights")
    rows = given.items("rows", lambda row: (row.text("name"), row.table("values")), ("name", "values"))
    if not any(weights.values()):
        raise given.wrong("weights", _("have no sum"))
    for place, (_name, values) in enumerate(rows, 1):
        inside = Given(values, f"rows {place} values")
        for name in weights:
            inside.raw(name)
        for name in values:
            if name not in weights:
                raise inside.wrong(name, _("has no weight"))
    for name, weight in weights.items():
        if weight and not any(values[name] for _name, values in rows):
            raise given.wrong("rows", _("have nothing of {name}").format(name=name))
    scores = against_best([values for _name, values in rows], weights)
    return {"rows": [{"name": name, "score": plain(score)} for (name, _values), score in zip(rows, scores, strict=True)]}


@dataclass(frozen=True)
class _Line:
    """A line of the sheet as it was given."""

    name: str
    target: Fraction
    actual: Fraction
    marks: Fraction
    less: bool
    steps: tuple[Step, ...]


def _line(given: Given) -> _Line:
    marks, less = given.quantity("marks"), given.choice("better", ("more", "less")) == "less"
    steps = given.items("steps", lambda step: (step.quantity("below_percent"), step.quantity("marks")),
                        ("below_percent", "marks")) if given.filled("steps") else []
    if less and steps:
        raise given.wrong("steps", _("go with figures of which more is better"))
    once(given, "steps", [plain(below) for below, _marks in steps], "below_percent")
    if any(given_marks > marks for _below, given_marks in steps):
        raise given.wrong("steps", _("give more than the marks of the line"))
    return _Line(given.text("name"), given.positive("target"), given.number("actual"), marks, less, tuple(steps))


def _kpi(given: Given) -> dict[str, Any]:
    lines = given.items("lines", _line, ("name", "target", "actual", "marks", "better"), ("steps",))
    found = [key_figure(line.target, line.actual, line.marks, less=line.less, steps=line.steps) for line in lines]
    return {"lines": [{"name": line.name, "attainment_percent": plain(line.actual * 100 / line.target), "marks": plain(marks)}
                      for line, marks in zip(lines, found, strict=True)], "total": plain(sum(found, Fraction(0)))}


KINDS = (
    kind("score", N_("Score by weighted criteria"), ("criteria",),
         {"criteria": [{"name": "willing", "weight": 15, "mark": 60}, {"name": "selling", "weight": 20, "mark": 70},
                       {"name": "credit", "weight": 30, "mark": 80}, {"name": "leading", "weight": 15, "mark": 60},
                       {"name": "goods", "weight": 20, "mark": 75}]}, _score),
    kind("relative-score", N_("Scores against the best"), ("rows", "weights"),
         {"rows": [{"name": "A", "values": {"sales": 110, "standing": 72}},
                   {"name": "B", "values": {"sales": 88, "standing": 90}}],
          "weights": {"sales": 70, "standing": 30}}, _relative_score),
    kind("kpi", N_("Sheet of key figures"), ("lines",),
         {"lines": [{"name": "sales", "target": 100, "actual": 76, "marks": 40, "better": "more", "steps": [
             {"below_percent": 80, "marks": 35}, {"below_percent": 70, "marks": 30}, {"below_percent": 60, "marks": 0}]},
             {"name": "collections", "target": 100, "actual": 86, "marks": 20, "better": "more"}]}, _kpi))
