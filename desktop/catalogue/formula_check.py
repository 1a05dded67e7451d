"""Which names a formula may use, whether it turns in a circle, and whether its units fit: sentences for the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, Protocol, TypeVar

from desktop.catalogue.formula import Call, FormulaError, Name, Node, Number, Pair, names, parse
from desktop.core.i18n import N_, _

FACTS: dict[str, str] = {  # facts about plot, trial and crop that a formula may name
    "plot_area": N_("Plot area, m²"), "harvest_area": N_("Harvested area, m² (the plot area where none is given)"),
    "counted_area": N_("Counted area (y + h)(k + h), m²: half a row added on every side"),
    "standard_moisture": N_("Standard moisture, %"), "density": N_("Density, plants/mu"), "mu": N_("m² per mu"),
    "rows_per_plot": N_("Rows per plot"), "row_length": N_("Row length, m"), "row_spacing": N_("Row spacing, cm"),
    "plant_spacing": N_("Plant spacing, cm"), "replicates": N_("Replicates"), "sown_on": N_("Sowing date"),
    "harvested_on": N_("Harvest date"), "growth_start": N_("First day of the growth period, by the crop's rule"),
    "theoretical_factor": N_("Factor of theoretical yields of the crop (0.85 for cereals)")}

CALLED: dict[str, str] = {  # functions → what they are called where a formula is read
    "min": N_("least of"), "max": N_("greatest of"), "mean": N_("mean of"), "sum": N_("sum of"),
    "first": N_("first there is of"), "abs": N_("amount of"), "round": N_("rounded"), "if": N_("if"),
    "days": N_("days between"), "and": N_("all of"), "or": N_("one of"), "not": N_("not"),
    "check": N_("that of the check:"), "observed": N_("observed:"), "occasion": N_("on occasion"),
    "over_time": N_("over time:"), "highest": N_("highest of"), "audpc": "AUDPC"}


class Trait(Protocol):
    """What is asked of a trait of the catalogue, which asks here whether its formula may stand."""

    id: int
    code: str
    name_zh: str
    name_en: str
    kind: str
    unit: str
    scale: str
    direction: str
    formula: str

    def title(self) -> str: ...
    def unit_shown(self) -> str: ...


T = TypeVar("T", bound=Trait)


class Dictionary(Generic[T]):
    """The traits a formula can name: by code, by code without the crop, by Chinese or English name."""

    def __init__(self, traits: Sequence[T]) -> None:
        self.by_name: dict[str, T] = {}
        for read in (lambda t: t.code, lambda t: t.code.rpartition(".")[2], lambda t: t.name_zh, lambda t: t.name_en):
            for trait in traits:
                if read(trait):
                    self.by_name.setdefault(read(trait), trait)

    def find(self, name: str) -> T | None:
        """The trait of that name; facts win over traits."""
        return None if name in FACTS else self.by_name.get(name)


NAMED = re.compile(r"\b[^\W\d]\w*\b(?!\s*\()")
CALLS = re.compile(r"\b([a-z_]+)\s*\(")


def in_words(formula: str, known: Dictionary[Any]) -> str:
    """A formula with the titles of traits and facts and the words of functions, to be read by people."""

    def title(found: re.Match[str]) -> str:
        fact, trait = FACTS.get(found[0]), known.find(found[0])
        if fact:
            return re.split(r"[,，(（:：]", _(fact))[0].strip()
        return trait.title() if trait else found[0]

    def called(found: re.Match[str]) -> str:
        return f"{_(CALLED[found[1]])}(" if found[1] in CALLED else found[0]

    signs = formula.strip().replace("*", "×").replace("/", "÷")
    return CALLS.sub(called, NAMED.sub(title, signs))


def tree(trait: Trait) -> Node | None:
    """The formula of a trait; None for a trait without one, or with one that cannot be read."""
    try:
        return parse(trait.formula) if trait.formula.strip() else None
    except FormulaError:
        return None


def problem(formula: str, own: Trait, traits: Sequence[Trait]) -> str:
    """What is wrong with a formula for the trait `own` among `traits`: one sentence, "" for nothing."""
    try:
        node = parse(formula)
    except FormulaError as error:
        return str(error)
    known = Dictionary(traits)
    for name in names(node):
        if name not in FACTS and known.find(name) is None:
            return _("“{name}” is neither a trait of this crop nor a fact about the plot. {near}").format(
                name=name, near=_near(name, known)).strip()
    circle = _circle(own, node, known)
    if circle:
        return _("The formula turns in a circle: {way}.").format(way=" → ".join(circle))
    return _mixed_scales(node, known)


def _mixed_scales(node: Node, known: Dictionary[Any]) -> str:
    """Scores of different scales, or of opposite direction, are never averaged, added or compared with each other."""
    for together in _together(node):
        scores = [t for n in together if (t := known.find(n)) is not None and t.kind == "score"]
        for one in scores[1:]:
            if (one.scale, one.direction) != (scores[0].scale, scores[0].direction):
                return _("{a} and {b} are scored on different scales and cannot be taken together.").format(
                    a=scores[0].title(), b=one.title())
    return ""


def _near(name: str, known: Dictionary[Any]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, [*known.by_name, *FACTS], 3, 0.6)
    return _("Did you mean {names}?").format(names=", ".join(close)) if close else ""


def _circle(own: Trait, node: Node, known: Dictionary[Any]) -> list[str]:
    """The way back to the trait itself, code by code."""

    def walk(at: Node, way: list[str]) -> list[str]:
        for name in names(at):
            found = known.find(name)
            if found is None:
                continue
            if found.id == own.id:
                return [*way, found.code]
            below = tree(found)
            if below is not None and found.code not in way and (back := walk(below, [*way, found.code])):
                return back
        return []

    return walk(node, [own.code])


def unit_hint(formula: str, traits: Sequence[Trait]) -> str:
    """A hint where traits of different units are added or compared; "" for none."""
    try:
        node = parse(formula)
    except FormulaError:
        return ""
    known = Dictionary(traits)
    for together in _together(node):
        found = [t for n in together if (t := known.find(n)) is not None and t.unit]
        units: Mapping[str, Trait] = {t.unit: t for t in reversed(found)}
        if len(units) > 1:
            one, other = list(units.values())[:2]
            return _("{a} is in {unit_a} and {b} in {unit_b}: do they add up?").format(
                a=one.title(), unit_a=one.unit_shown(), b=other.title(), unit_b=other.unit_shown())
    return ""


def _together(node: Node) -> Iterator[list[str]]:
    """The names that are added, subtracted or compared directly with each other."""
    if isinstance(node, Pair):
        if node.sign not in ("*", "/", "^"):
            yield [part.name for part in (node.left, node.right) if isinstance(part, Name)]
        for part in (node.left, node.right):
            yield from _together(part)
    elif isinstance(node, Call):
        if node.function in ("min", "max", "mean", "sum", "first"):
            yield [part.name for part in node.arguments if isinstance(part, Name)]
        for part in node.arguments:
            yield from _together(part)
    elif not isinstance(node, Number | Name):
        yield from _together(node.operand)


def formula_words() -> str:
    """What a formula may hold, for the help beside the form."""
    facts = "\n".join(f"{name}: {_(title)}" for name, title in FACTS.items())
    return _(FORMULA_HELP) + "\n\n" + facts


FORMULA_HELP = N_(
    "A formula is made of numbers, traits by their codes (plot_weight), facts about the plot, + - * / ^, comparisons and "
    "functions:\n"
    "min, max, mean, sum, abs, round(x, digits) with halves to the even digit, if(test, then, else), first(a, b …) the first "
    "that is known, days(from, to), and, or, not;\n"
    "check(trait): its value on the check; observed(trait): 1 where the trial observes it; occasion(trait, n), "
    "over_time(trait), highest(trait), audpc(trait): from repeated observations.\n"
    "A value that is missing makes the result missing.")
