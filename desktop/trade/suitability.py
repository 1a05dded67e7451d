"""Whether a variety may be grown at a place, and how well it fits: factor by factor, each with its margin.

The legal area comes first and blocks. Every other factor has a margin, the room that the place leaves beyond what the variety
needs (below 0: short of it), which the limits of a `Rule` turn into a class; the worst class is the verdict. Limits are data.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import inf

BLOCKED, UNKNOWN, BEST, GOOD, POOR, UNFIT = 5, 0, 1, 2, 3, 4
"""Classes: not allowed by law, not to be said, suitable, fairly suitable, suitable with risk, not suitable."""
LAW = "law"
FACTORS = ("heat", "days", "water", "ph", "salt", "disease", "lodging", "density", "moisture")
"""The factors after the legal area, in the order in which they are asked."""
ALWAYS = inf
"""The margin of a factor that does not limit here: irrigated land, ears that are dried in a crib."""


@dataclass(frozen=True, slots=True)
class Rule:
    """The least margins of three classes. `needed`: without this factor there is no verdict."""

    best: float
    good: float
    least: float
    needed: bool = False

    def grade(self, margin: float | None) -> int:
        """The class of a margin; UNKNOWN for none."""
        if margin is None:
            return UNKNOWN
        return BEST if margin >= self.best else GOOD if margin >= self.good else POOR if margin >= self.least else UNFIT

    def missing(self, margin: float, grade: int) -> float:
        """How much margin is short of the class above `grade`."""
        return {UNFIT: self.least, POOR: self.good, GOOD: self.best}[grade] - margin


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of all factors. `disease`: the worst grade of resistance (1 to 9) borne at each level of a disease; `lodging`:
    percent of lodged plants borne at each wind; `moisture`: percent at which grain may be harvested; `emergence`: days from
    sowing to emergence; `irrigated`: percent of the land from which on rain does not limit."""

    factors: Mapping[str, Rule]
    disease: Mapping[str, float]
    lodging: Mapping[str, float]
    moisture: float
    emergence: float
    irrigated: float


@dataclass(frozen=True, slots=True)
class Needs:
    """What a variety needs; None is not known. `areas`: regions of its approvals and filings; `diseases`: disease → grade of
    resistance from 1 (best) to 9."""

    variety: int
    areas: frozenset[int] = frozenset()
    heat: float | None = None
    days: float | None = None
    from_emergence: bool = True
    water: float | None = None
    ph: tuple[float, float] | None = None
    salt: float | None = None
    diseases: Mapping[int, float] = field(default_factory=dict)
    lodging: float | None = None
    density: tuple[float, float] | None = None
    moisture: float | None = None


@dataclass(frozen=True, slots=True)
class Conditions:
    """What a place offers; None is not known. `within`: the region and those it lies in; `heat`, `frost_free`, `rain` at 80 %
    of the years; `diseases`: disease → level; `grain`: whether kernels are harvested by machine (None: not known)."""

    place: int
    within: frozenset[int] = frozenset()
    heat: float | None = None
    frost_free: float | None = None
    rain: float | None = None
    irrigated: float | None = None
    irrigation: float | None = None
    ph: float | None = None
    salt: float | None = None
    diseases: Mapping[int, str] = field(default_factory=dict)
    wind: str = ""
    density: float | None = None
    grain: bool | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a variety at a place; margins and grades stand in the order of FACTORS."""

    grade: int
    allowed: bool
    margins: tuple[float | None, ...]
    grades: tuple[int, ...]

    @property
    def limiting(self) -> list[str]:
        """The factors of the class that is the verdict."""
        return [name for name, grade in zip(FACTORS, self.grades, strict=True) if grade == self.worst and grade > BEST]

    @property
    def worst(self) -> int:
        """The worst class of all factors, whatever the law says."""
        return max(self.grades)

    @property
    def unknown(self) -> list[str]:
        """The factors of which nothing can be said."""
        return [name for name, grade in zip(FACTORS, self.grades, strict=True) if grade == UNKNOWN]


def judge(needs: Needs, place: Conditions, rules: Rules) -> Verdict:
    """The verdict on a variety at a place."""
    allowed = not needs.areas.isdisjoint(place.within)
    margins = (_less(place.heat, needs.heat), _days(needs, place, rules), _water(needs, place, rules), _ph(needs, place),
               _less(needs.salt, place.salt), disease(needs, place, rules)[0], _lodging(needs, place, rules),
               _density(needs, place), _moisture(needs, place, rules))
    factors = rules.factors
    grades = tuple([factors[name].grade(margin) for name, margin in zip(FACTORS, margins, strict=True)])
    if not allowed:
        return Verdict(BLOCKED, False, margins, grades)
    for name, grade in zip(FACTORS, grades, strict=True):
        if grade == UNKNOWN and factors[name].needed:
            return Verdict(UNKNOWN, True, margins, grades)
    return Verdict(max(grades), True, margins, grades)


def changes(verdict: Verdict, rules: Rules) -> list[tuple[str, float]]:
    """What lifts the verdict to the class above: (factor, margin that is missing) of every factor that holds it down."""
    if verdict.worst <= BEST:
        return []
    margins = dict(zip(FACTORS, verdict.margins, strict=True))
    found = []
    for name in verdict.limiting:
        margin = margins[name]
        if margin is not None:
            found.append((name, rules.factors[name].missing(margin, verdict.worst)))
    return found


def spare(verdict: Verdict, rules: Rules) -> tuple[str, float] | None:
    """Of a verdict of the best class the factor that is nearest to its limit, in parts of that limit, and what it has to
    spare; None where nothing limits."""
    near = [(margin - rules.factors[name].best, name) for name, margin in zip(FACTORS, verdict.margins, strict=True)
            if margin is not None and margin != ALWAYS]
    if verdict.grade != BEST or not near:
        return None
    room, name = min(near, key=lambda one: one[0] / (abs(rules.factors[one[1]].best) or 1.0))
    return name, room


def _less(there: float | None, needed: float | None) -> float | None:
    return None if there is None or needed is None else there - needed


def _days(needs: Needs, place: Conditions, rules: Rules) -> float | None:
    if place.frost_free is None or needs.days is None:
        return None
    return place.frost_free - needs.days - (rules.emergence if needs.from_emergence else 0.0)


def _water(needs: Needs, place: Conditions, rules: Rules) -> float | None:
    if place.irrigated is not None and place.irrigated >= rules.irrigated:
        return ALWAYS
    if place.rain is None or needs.water is None:
        return None
    return place.rain + (place.irrigation or 0.0) - needs.water


def _ph(needs: Needs, place: Conditions) -> float | None:
    if place.ph is None or needs.ph is None:
        return None
    low, high = needs.ph
    return min(place.ph - low, high - place.ph)


def disease(needs: Needs, place: Conditions, rules: Rules) -> tuple[float | None, int | None]:
    """The margin in grades of the disease that leaves the least, and which it is. Where one that the place has is not known of
    the variety, the others count as long as they leave less than what is borne."""
    if not place.diseases:
        return None, None
    least, which, unknown = inf, None, False
    for key, level in place.diseases.items():
        grade = needs.diseases.get(key)
        if grade is None:
            unknown = True
            continue
        margin = rules.disease[level] - grade
        if margin < least:
            least, which = margin, key
    if which is None or (unknown and least >= 0):
        return None, None
    return least, which


def _lodging(needs: Needs, place: Conditions, rules: Rules) -> float | None:
    limit = rules.lodging.get(place.wind)
    return None if limit is None or needs.lodging is None else limit - needs.lodging


def _density(needs: Needs, place: Conditions) -> float | None:
    if place.density is None or needs.density is None:
        return None
    low, high = needs.density
    return min(place.density - low, high - place.density)


def _moisture(needs: Needs, place: Conditions, rules: Rules) -> float | None:
    if place.grain is None:
        return None
    if not place.grain:
        return ALWAYS
    return None if needs.moisture is None else rules.moisture - needs.moisture


def share_by_class(verdicts: Sequence[tuple[Verdict, float]]) -> dict[int, float]:
    """Percent of an area (weights of the places) in each class; {} without any area."""
    total = sum(weight for _verdict, weight in verdicts)
    if not total:
        return {}
    found: dict[int, float] = {}
    for verdict, weight in verdicts:
        found[verdict.grade] = found.get(verdict.grade, 0.0) + 100 * weight / total
    return found
