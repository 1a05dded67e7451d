"""How several values of a trait become one, over the plots of a trial and over trials: by the trait's rule in the dictionary.

A grade is an order, not a quantity: it is told by its worst plot and its worst trial, or by the most frequent grade where the
dictionary says so, and never by a mean, which would be a grade that nobody gave. Measured and counted traits are means
within a trial; over trials the dictionary's rule holds (the highest incidence of a disease). Words are told by the most
frequent, days by the middle one. Table, sentence, series, dossier, spreadsheet and window all ask here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from math import fsum
from statistics import median_low

from desktop.analysis import wording
from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import Trait
from desktop.core.i18n import N_, _
from desktop.trials.results.by_design import usable
from desktop.trials.trial_data import TrialData, Value

MEAN, WORST, MAX, MODE, MIDDLE, NONE = "mean", "worst", "max", "mode", "middle", "none"
PLOT_TITLES = {MEAN: N_("Mean"), WORST: N_("Worst plot"), MAX: N_("Highest plot"), MODE: N_("Most frequent value")}


def is_grade(trait: Trait) -> bool:
    """Whether the values of a trait are grades of a scale."""
    return trait.is_grade()


def over_trials(trait: Trait) -> str:
    """The rule that brings a trait together over trials; a grade never by its mean, NONE where trials are not joined."""
    if trait.kind == "category":
        return MODE if trait.summary != NONE else NONE
    if trait.kind not in MEASURED:
        return NONE
    return WORST if is_grade(trait) and trait.summary == MEAN else trait.summary


def over_plots(trait: Trait) -> str:
    """The rule that brings a trait together over the plots of one trial; NONE for texts and photographs."""
    if is_grade(trait):
        rule = over_trials(trait)
        return WORST if rule == NONE else rule
    if trait.kind in MEASURED:
        return MEAN
    return {"category": MODE, "date": MIDDLE}.get(trait.kind, NONE)


def together(values: Sequence[float | str], rule: str, trait: Trait) -> float | str:
    """Several values, at least one, as one by the rule. Of equally frequent grades the worse one counts."""
    if rule == MODE:
        counted = Counter(values)
        often = [v for v in counted if counted[v] == max(counted.values())]
        return together(often, WORST, trait) if is_grade(trait) else often[0]
    if rule == MIDDLE:
        return date.fromordinal(median_low(date.fromisoformat(str(v)).toordinal() for v in values)).isoformat()
    numbers = [float(v) for v in values]
    if rule == MEAN:
        return fsum(numbers) / len(numbers)
    low = rule == WORST and trait.direction == "higher"
    return min(numbers) if low else max(numbers)


def of_entries(data: TrialData, trait: Trait) -> dict[int, float | str]:
    """What a trial says of a trait, by entry: numbers, stored words, days as ISO texts; empty where nothing was observed."""
    rule = over_plots(trait)
    found: dict[int, list[float | str]] = {}
    for plot in usable(data) if rule != NONE else ():
        value: Value = data.number(plot, trait) if trait.kind in MEASURED else data.value(plot, trait)
        if value not in (None, ""):
            found.setdefault(plot.entry_id or 0, []).append(value)
    return {entry: together(values, rule, trait) for entry, values in found.items()}


def cell(trait: Trait, value: float | str | None) -> float | str | None:
    """A summed value as a cell of a table: words in the language in force, days as days' texts, numbers as they are."""
    return trait.shown(value) if isinstance(value, str) and trait.kind == "category" else value


def unit(trait: Trait) -> str:
    """The unit that stands at a trait's values: that of the dictionary, else that of grades."""
    return trait.unit_shown() or (_("grade") if is_grade(trait) else "")


def heading(trait: Trait) -> str:
    """The title of a trait with the unit of its values."""
    return _("{trait} ({unit})").format(trait=trait.title(), unit=unit(trait)) if unit(trait) else trait.title()


def clause(trait: Trait, value: float | str) -> str:
    """Trait and value in a sentence: plant height 280 cm, leaf blight grade 5."""
    if isinstance(value, str):
        return wording.said_of(trait.title(), str(cell(trait, value)))
    number = wording.number(value, trait.digits())
    return wording.said_of(trait.title(), trait.figure(number))


RULES = {
    WORST: N_("worst plot: {traits}"), MAX: N_("highest plot: {traits}"), MODE: N_("most frequent: {traits}"),
    MIDDLE: N_("middle day: {traits}"),
}


def note(traits: Sequence[Trait]) -> str:
    """The sentence under a table on how the plots of each trait became one value."""
    by_rule: Mapping[str, list[str]] = {rule: [t.title() for t in traits if over_plots(t) == rule] for rule in (MEAN, *RULES)}
    parts = [_("means over the plots")] if by_rule[MEAN] else []
    parts += [_(text).format(traits=_(", ").join(by_rule[rule])) for rule, text in RULES.items() if by_rule[rule]]
    text = _("; ").join(parts) + _(".")
    return text[:1].upper() + text[1:] if parts else ""
