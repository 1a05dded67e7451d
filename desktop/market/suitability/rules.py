"""The rules of suitability from their catalogue, as they hold for a crop on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import inf
from typing import Any

from desktop.core import catalogues
from desktop.core.catalogues import Row
from desktop.core.i18n import _
from desktop.core.units import exact
from desktop.trade.suitability import FACTORS, Rule, Rules

NAME = "suitability_rules"


@dataclass(frozen=True)
class RuleSet:
    """The rules in force for a crop, the rows they were read from, and which edition they are."""

    rules: Rules
    rows: dict[tuple[str, str], Row]
    version: str

    def row(self, factor: str) -> Row:
        """The row of a factor: its words, unit and basis."""
        return self.rows["factor", factor]

    def limit(self, code: str) -> float | None:
        """A limit by its code; None where there is none for this crop."""
        row = self.rows.get(("limit", code))
        return None if row is None else float(row["value"])


@dataclass(frozen=True)
class OwnRule:
    """A rule of the user's: its kind and code as in the catalogue, the crop ("" for all), its day, what it says."""

    kind: str
    code: str
    crop: str
    valid_from: date
    said: Mapping[str, Any]


def rules(crop: str, day: date, own: Sequence[OwnRule] = ()) -> RuleSet:
    """The rules for a crop (its code, "" for none) on a day: a row of its own before that for all, of one scope the user's
    before the program's, the newest of it."""
    catalogue = catalogues.load(NAME)
    rows: dict[tuple[str, str], Row] = {}
    for row in sorted(catalogue.rows, key=lambda one: (one["crop"] != "", one["valid_from"])):
        if row["crop"] in ("", crop) and date.fromisoformat(row["valid_from"]) <= day:
            rows[row["kind"], row["code"]] = row
    mine = sorted((one for one in own if one.crop in ("", crop) and one.valid_from <= day),
                  key=lambda one: (one.crop != "", one.valid_from))
    for one in mine:
        shipped: Row = rows.get((one.kind, one.code), {})
        if one.crop or not shipped.get("crop"):  # a rule for all crops leaves the program's for this crop alone
            rows[one.kind, one.code] = {**shipped, **one.said, "crop": one.crop}
    made = Rules({name: _factor(rows["factor", name]) for name in FACTORS}, _values(rows, "disease"), _values(rows, "lodging"),
                 *(float(rows["limit", name]["value"]) for name in ("moisture", "emergence", "irrigated")))
    newest = max((one.valid_from for one in mine), default=None)
    return RuleSet(made, rows, f"{catalogue.as_of}" if newest is None else _("{day}, own rules of {newest}").format(
        day=catalogue.as_of, newest=newest))


def _factor(row: Row) -> Rule:
    least = -inf if row["least"] is None else float(row["least"])
    return Rule(float(row["best"]), float(row["good"]), least, bool(row["needed"]))


def _values(rows: dict[tuple[str, str], Row], kind: str) -> dict[str, float]:
    return {code: float(row["value"]) for (of, code), row in rows.items() if of == kind}


def weights(found: RuleSet) -> dict[int, Fraction]:
    """The weight of each class in the index of a region."""
    return {int(code): exact(row["value"]) for (kind, code), row in found.rows.items() if kind == "weight"}


def unverified(found: RuleSet, factors: Iterable[str]) -> list[str]:
    """The factors among these whose limits were not checked against a primary source."""
    return [name for name in factors if not found.row(name)["verified"]]


def by_percent(found: RuleSet, share: float) -> float:
    """The grade of resistance that a share of diseased plants stands for."""
    row: Any = found.rows["grades", "percent"]
    return float(next((grade for limit, grade in zip(row["limits"], row["grades"], strict=False) if share <= limit),
                      row["grades"][-1]))


def by_word(found: RuleSet, place: int) -> float:
    """The grade of a word of resistance by its place from resistant to susceptible, from 1."""
    grades = found.rows["grades", "words"]["grades"]
    return float(grades[min(place, len(grades)) - 1])
