"""Diseases in the advice: each weighed by the scale in which it was recorded, against limits that are dated data.

Grades of 1–9, of 0–5 or of a scale whose 9 is best, shares of plants, indices, words such as MR and S. What the catalogue
`disease_limits` has no row for is not weighed, and it is said why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.analysis import wording
from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import Trait
from desktop.core import catalogues
from desktop.core.i18n import CHINESE, _, language
from desktop.core.units import quantity
from desktop.trials.results import summing
from desktop.trials.results.summing import is_grade

NAMED_SO = re.compile(r"病|瘟|锈|疫|线虫|\b(?:blights?|blasts?|rusts?|rots?|smuts?|mildews?|wilts?|spots?|scab|mosaic|virus|"
                      r"dwarf|nematodes?|sclerotinia|diseases?)\b", re.IGNORECASE)
OFFICIAL = "disease_1_9"  # grades that name no other scale and no ends are of this one


@dataclass(frozen=True)
class Weighed:
    """A disease of one variety against its limit: `worse` than it, `near` it; `text` names figure and limit, `why` says
    instead why it could not be weighed."""

    trait: Trait
    text: str
    worse: bool = False
    near: bool = False
    why: str = ""


def is_disease(trait: Trait) -> bool:
    """Whether a trait records a disease: by its name, or a grade of the official scale that is better when lower."""
    if any(NAMED_SO.search(name) for name in (trait.name_zh, trait.name_en)):
        return True
    return is_grade(trait) and trait.direction == "lower" and trait.scale in (OFFICIAL, "")


def weigh(trait: Trait, value: float | str) -> Weighed:
    """A disease as it was recorded against the limit for its scale."""
    row = _row(trait, value)
    if row is None:
        shown = summing.clause(trait, value)
        return Weighed(trait, shown, why=_("there is no limit for a record of this kind"))
    if row["words"]:
        return _by_words(trait, str(value), row)
    if not isinstance(value, float):
        return Weighed(trait, summing.clause(trait, value), why=_("it is no number"))
    if not row["low"] <= value <= row["high"]:
        return Weighed(trait, summing.clause(trait, value), why=_("the value is not on its scale from {low} to {high}").format(
            low=row["low"], high=row["high"]))
    low = row["worst"] == "low"
    worse = value < row["limit"] if low else value > row["limit"]
    near = value <= row["caution"] if low else value >= row["caution"]
    unit = str(row["unit_zh" if language() == CHINESE else "unit_en"])
    wanted = (_("at least {limit}") if low else _("at most {limit}")).format(
        limit=quantity(wording.number(row["limit"], 0), unit))
    figure = quantity(wording.number(value, 0 if is_grade(trait) else 1), unit)
    text = _("{title} {figure} ({wanted})").format(title=trait.title(), figure=figure, wanted=wanted)
    return Weighed(trait, text, worse, near and not worse)


def _by_words(trait: Trait, value: str, row: catalogues.Row) -> Weighed:
    """Words of resistance by their place from resistant to susceptible."""
    shown = trait.shown(value)
    place = _place(row["words"], (value, shown))
    wanted = _("at most {limit}").format(limit=row["words"][row["limit"] - 1].split("|")[0 if language() == CHINESE else -1])
    text = _("{title} {figure} ({wanted})").format(title=trait.title(), figure=shown, wanted=wanted)
    return Weighed(trait, text, place > row["limit"], row["caution"] <= place <= row["limit"])


def _place(words: Sequence[str], texts: Sequence[str]) -> int:
    """The place of a word of resistance, from 1; 0 for none."""
    wanted = {text.strip().casefold() for text in texts}
    return next((n for n, same in enumerate(words, 1) if wanted & {w.casefold() for w in same.split("|")}), 0)


def _row(trait: Trait, value: float | str) -> catalogues.Row | None:
    """The limit for a trait: by its own code, its scale, the ends of its grades, or words; None where there is none."""
    rows = catalogues.load("disease_limits").rows
    code = trait.code.rsplit(".", 1)[-1]
    if own := next((row for row in rows if row["trait"] == code and trait.kind in MEASURED), None):
        return own
    if isinstance(value, str):
        return next((row for row in rows if row["words"] and _place(row["words"], (value, trait.shown(value)))), None)
    if not is_grade(trait):
        return None
    worst = "low" if trait.direction == "higher" else "high"
    scale = trait.scale or (OFFICIAL if (trait.low, trait.high) in ((None, None), (1, 9)) and worst == "high" else "")
    ends = (trait.low, trait.high)
    graded = [row for row in rows if not row["trait"] and not row["words"]]
    return next((row for row in graded if scale and row["scale"] == scale),
                next((row for row in graded if (row["low"], row["high"]) == ends and row["worst"] == worst), None))
