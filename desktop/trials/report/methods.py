"""What stands under every statement: the data used and left out, design, error term, tests, levels, fingerprint."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.analysis import wording
from desktop.catalogue.choices import MEASURED
from desktop.core.i18n import _, ngettext
from desktop.trials.choices import PLOT_KIND, VERDICT_RULE
from desktop.trials.results import by_design
from desktop.trials.results.by_design import listed
from desktop.trials.results.trait_result import Result, usable
from desktop.trials.trial_data import TrialData

MANY_PLOTS = 40


def data_statement(data: TrialData, results: Sequence[Result]) -> list[str]:
    """Lost and excluded plots and values, missing values, repeated occasions, fingerprint."""
    lines = [ngettext(
        "{n} plot, of which {used} were used.",
        "{n} plots, of which {used} were used.", len(data.plots)).format(n=len(data.plots), used=len(usable(data)))]
    for state, text in (("lost", _("Lost plots: {plots}.")), ("excluded", _("Excluded plots: {plots}."))):
        plots = [(p.number, p.reason) for p in data.plots if p.state == state]
        if plots:
            lines.append(text.format(plots=_reasoned(plots)))
    for kind in ("guard", "filler"):
        found = [p.number for p in data.plots if p.kind == kind]
        if found:
            lines.append(f"{PLOT_KIND.label(kind)}{_(': ')}{listed(found, MANY_PLOTS)}{_('.')}")
    fillers = [p.number for p in data.plots if p.kind == "plot" and data.entry(p) is None]
    if fillers:
        lines.append(_("Filler plots without an entry: {plots}.").format(plots=listed(fillers, MANY_PLOTS)))
    for result in results:
        lines += _values_statement(data, result)
    lines.append(_("Data fingerprint: {digits} (first 16 digits of SHA-256 over plots and values).").format(
        digits=data.fingerprint()))
    return lines


def _values_statement(data: TrialData, result: Result) -> list[str]:
    """What was left out of one trait's values, and which occasion was taken."""
    title, lines = result.trait.title(), []
    if result.missing:
        lines.append(_("{trait}: no value on plot {plots}.").format(trait=title, plots=listed(result.missing, MANY_PLOTS)))
    if result.excluded:
        lines.append(_("{trait}: values excluded on plots {plots}.").format(trait=title, plots=_reasoned(result.excluded)))
    times = len(data.occasions(result.trait.id))
    if times > 1 and result.options.occasion is None:
        lines.append(ngettext(
            "{trait} was observed {n} time; the last value of each plot was used.",
            "{trait} was observed {n} times; the last value of each plot was used.", times).format(trait=title, n=times))
    elif times > 1:
        lines.append(ngettext(
            "{trait} was observed {n} time; time {which} was used.",
            "{trait} was observed {n} times; time {which} was used.", times).format(
            trait=title, n=times, which=result.options.occasion))
    return lines


def _reasoned(plots: Sequence[tuple[str, str]]) -> str:
    return _("; ").join(_("{number} ({reason})").format(number=number, reason=reason) for number, reason in plots)


WORKING = ("exchanged", "suspect_plot")  # notes to whoever checks the data, which no signed paper carries


def paper_statement(result: Result) -> list[str]:
    """`method_statement` without what is only said to whoever checks the data before the report."""
    working = doubts(result)
    return [text for text in method_statement(result) if text not in working]


def doubts(result: Result) -> list[str]:
    """What is to be looked at before anybody draws conclusions: plots far from the rest, plots that seem exchanged."""
    return [str(note) for note in result.analysis.notes if note.kind in WORKING] if result.analysis else []


def method_statement(result: Result) -> list[str]:
    """Design, error term, tests and level behind the statements; the guard rails that applied."""
    beside = [text for answer in result.answers if not answer.tests for text in answer.method(result.view)]
    if result.tested is not None:
        return result.tested.method(result.view)
    if result.analysis is None:
        return [f"{result.trait.title()}{_(': ')}{result.reason}", *beside] if result.trait.kind in MEASURED else []
    how = (by_design.title(result.way) if result.way == by_design.SPATIAL
           else _("analysis by the design “{design}”").format(design=by_design.title(result.way)))
    parts = [how, result.analysis.error_term()]
    if result.transformed:
        parts.append(_("values transformed before the analysis: {how}").format(
            how=_(by_design.TRANSFORMATIONS[result.options.transformation])))
    if result.covariate:
        parts.append(_("adjusted for the covariate {trait}").format(trait=result.covariate))
    if any(t.letters for t in result.tables):
        parts.append(_("letters: {test} at {level}").format(test=wording.test_name(result.letters_test),
                                                            level=wording.level_text(result.options.alpha)))
    if result.leading is not None:
        parts += [result.leading.comparison()] if result.leading.comparison() else []
    elif result.analysis.dunnett:
        parts.append(_("verdicts and intervals against the check: {rule}").format(
            rule=VERDICT_RULE.label(result.options.rule)))
    text = f"{result.trait.title()}{_(': ')}{_('; ').join(parts)}{_('.')}"
    return [text, *([result.substitute] if result.substitute else []), *result.notes, *beside]
