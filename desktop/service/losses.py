"""Estimating a loss by a dated rule. Each input keeps its source; the result is an estimate (测算), never a promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from desktop.core import catalogues, money
from desktop.core.errors import UserError
from desktop.core.i18n import SOURCE, _, language
from desktop.core.units import exact


@dataclass(frozen=True)
class LossInput:
    """What a rule asks for."""

    key: str
    title: str
    unit: str


@dataclass(frozen=True)
class LossRule:
    """A rule: `shape` says how its inputs are joined, `region` the beginning of the area codes it holds for ("" everywhere)."""

    code: str
    title: str
    shape: str
    region: str
    begins: date
    ends: date | None
    inputs: tuple[LossInput, ...]
    source: str
    verified: bool
    low: float | None = None
    high: float | None = None

    def holds(self, on: date, area_code: str) -> bool:
        """Whether it is in force on a day at a place."""
        return self.begins <= on and (self.ends is None or on <= self.ends) and area_code.startswith(self.region)


def rules(on: date, area_code: str = "") -> list[LossRule]:
    """The rules in force on a day at a place (its area code), those of the place first."""
    found = [_rule(row) for row in catalogues.load("loss_rules").rows]
    return sorted((r for r in found if r.holds(on, area_code)), key=lambda r: (-len(r.region), r.code))


def rule(code: str) -> LossRule:
    """The rule of that code; KeyError if there is none."""
    return _rule(catalogues.load("loss_rules").by("code")[code])


def _rule(row: catalogues.Row) -> LossRule:
    english = language() == SOURCE
    inputs = tuple(LossInput(key, en if english else zh, unit) for key, zh, en, unit in row["inputs"])
    ends = date.fromisoformat(row["until"]) if row["until"] else None
    return LossRule(row["code"], row["en"] if english else row["zh"], row["shape"], row["region"],
                    date.fromisoformat(row["from"]), ends, inputs, row["source"], row["verified"], row.get("low"),
                    row.get("high"))


def estimate(chosen: LossRule, values: Mapping[str, float | None]) -> int:
    """The loss in fen of inputs in yuan, 亩 and so on, never below nothing.

    UserError naming the input that is missing, negative or outside the rule.
    """
    given: dict[str, Fraction] = {}
    for wanted in chosen.inputs:
        value = values.get(wanted.key)
        if value is None:
            raise UserError(_("Fill in {field}.").format(field=wanted.title))
        if value < 0:
            raise UserError(_("{field} must not be negative.").format(field=wanted.title))
        given[wanted.key] = exact(value)
    return max(0, money.stored(_SHAPES[chosen.shape](chosen, given)))


def _sum(_chosen: LossRule, v: Mapping[str, Fraction]) -> Fraction:
    return sum(v.values(), Fraction(0))


def _mean_output(_chosen: LossRule, v: Mapping[str, Fraction]) -> Fraction:
    """Mean output value per 亩 × area − actual income."""
    return v["mean_value"] * v["area"] - v["income"]


def _multiple(chosen: LossRule, v: Mapping[str, Fraction]) -> Fraction:
    """A multiple of inputs and labour, between the limits of the rule."""
    low, high = chosen.low or 0.0, chosen.high if chosen.high is not None else float("inf")
    if not low <= v["times"] <= high:
        raise UserError(_("The rule allows {low:g} to {high:g} times.").format(low=low, high=high))
    return v["times"] * (v["inputs"] + v["labour"])


_SHAPES = {"sum": _sum, "mean_output": _mean_output, "multiple": _multiple}
