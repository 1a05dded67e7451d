"""What stands under every statement: the data used and left out, design, error term, tests, levels, fingerprint."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.catalogue.choices import MEASURED
from desktop.core.i18n import _
from desktop.trials.choices import PLOT_KIND
from desktop.trials.report import sentences as words
from desktop.trials.report.means import test_name
from desktop.trials.report.tables import level_text
from desktop.trials.results import by_design as ways
from desktop.trials.results.by_design import listed
from desktop.trials.results.trait_result import Result, usable
from desktop.trials.trial_data import TrialData

MANY_PLOTS = 40


def data_statement(data: TrialData, results: Sequence[Result]) -> list[str]:
    """Lost and excluded plots and values, missing values, repeated occasions, fingerprint."""
    lines = [_("{n} plots, of which {used} were used.").format(n=len(data.plots), used=len(usable(data)))]
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
        lines.append(_("{trait} was observed {n} times; the last value of each plot was used.").format(trait=title, n=times))
    elif times > 1:
        lines.append(_("{trait} was observed {n} times; time {which} was used.").format(
            trait=title, n=times, which=result.options.occasion))
    return lines


def _reasoned(plots: Sequence[tuple[str, str]]) -> str:
    return _("; ").join(_("{number} ({reason})").format(number=number, reason=reason) for number, reason in plots)


def method_statement(result: Result) -> list[str]:
    """Design, error term, tests and level behind the statements; the guard rails that applied."""
    beside = [_("Differences and percentages are against the check plots beside each entry."),
              *map(str, result.neighbours.notes)] if result.neighbours else []
    if result.analysis is None:
        return [f"{result.trait.title()}{_(': ')}{result.reason}", *beside] if result.trait.kind in MEASURED else []
    if result.ranks is not None:
        name = _("Friedman's test") if result.ranks.design == "friedman" else _("Kruskal-Wallis test")
        text = _("{trait}: {test} on ranks; letters: comparisons of ranks at {level}; the analysis of variance beside it is "
                 "for information only.").format(trait=result.trait.title(), test=name, level=level_text(result.options.alpha))
        return [text, *map(str, result.ranks.notes)]
    how = (ways.title(result.way) if result.way == ways.SPATIAL
           else _("analysis by the design “{design}”").format(design=ways.title(result.way)))
    parts = [how, error_term(result)]
    if result.transformed:
        parts.append(_("values transformed before the analysis: {how}").format(
            how=_(ways.TRANSFORMATIONS[result.options.transformation])))
    if result.covariate:
        parts.append(_("adjusted for the covariate {trait}").format(trait=result.covariate))
    if any(t.letters for t in result.tables):
        parts.append(_("letters: {test} at {level}").format(test=test_name(result.letters_test),
                                                            level=level_text(result.options.alpha)))
    if result.on_farm is not None:
        parts.append(_("against the check: differences farm by farm, Student's t adjusted by Holm, exact sign test"))
    elif result.analysis.dunnett:
        parts.append(_("intervals and p against the check: Dunnett, two-sided, {level} % in all").format(
            level=f"{100 * (1 - result.options.alpha):g}"))
    text = f"{result.trait.title()}{_(': ')}{_('; ').join(parts)}{_('.')}"
    farms = [str(note) for note in result.on_farm.notes] if result.on_farm else []
    return [text, *([result.substitute] if result.substitute else []), *result.notes, *farms, *beside]


def error_term(result: Result) -> str:
    """What the tests are judged by."""
    analysis = result.analysis
    assert analysis is not None
    if analysis.strata:
        errors = [f"{words.term(row.stratum)} ({row.df})" for row in analysis.strata if row.source == "Residuals"]
        return _("error terms by stratum (degrees of freedom): {list}").format(list=_(", ").join(errors))
    if hasattr(analysis, "random") or hasattr(analysis, "models"):
        return _("error term: error variance of the mixed model (REML), judged with {df} degrees of freedom").format(
            df=words.number(analysis.error_df, 0))
    return _("error term: residual mean square with {df} degrees of freedom").format(df=analysis.error_df)
