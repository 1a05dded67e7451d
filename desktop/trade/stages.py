"""The stage of a variety in a market, from introduction to exit, by its areas of several years, complaints and trials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

INTRODUCTION, GROWTH, MATURITY, DECLINE, EXIT = "introduction", "growth", "maturity", "decline", "exit"


@dataclass(frozen=True)
class StageRules:
    """Years of introduction; changes from the year before in percent that are growth and decline; percent of the best year at
    which a variety is on its way out; complaints a 10,000 mu that turn it down."""

    introduction_years: float
    growth_percent: float
    decline_percent: float
    exit_share: float
    complaints: float


@dataclass(frozen=True)
class Stage:
    """The stage and why: "new", "grew", "steady", "fell", "gone", "complaints" or "trials", with the change in percent."""

    code: str
    why: str
    change: float | None


def stage(areas: Sequence[float], rules: StageRules, complaints: float = 0.0, trials_percent: float | None = None) -> Stage:
    """The stage by areas in mu a year, the oldest first; complaints a 10,000 mu of the last year; percent of the check in
    trials. What grows or is steady goes down where complaints are many, or trials fall short of the check."""
    known = list(areas)
    while known and not known[0]:
        known.pop(0)
    if not known:
        return Stage(INTRODUCTION, "new", None)
    last, before = known[-1], known[-2] if len(known) > 1 else None
    change = 100 * (last - before) / before if before else None
    grew = change is not None and change >= rules.growth_percent
    asked = (
        (EXIT, "gone", last * 100 <= max(known) * rules.exit_share),
        (DECLINE, "fell", change is not None and change <= -rules.decline_percent),
        (DECLINE, "complaints", complaints >= rules.complaints > 0),
        (INTRODUCTION, "new", len(known) <= rules.introduction_years),
        (DECLINE, "trials", trials_percent is not None and trials_percent < 100 and not grew),
        (GROWTH, "grew", grew))
    code, why = next(((code, why) for code, why, holds in asked if holds), (MATURITY, "steady"))
    return Stage(code, why, change)
