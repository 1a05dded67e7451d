"""The sentences of the field report, drafted from the figures in the trade's wording. Every claim names its test."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.analysis import wording
from desktop.core.i18n import N_, _, ngettext
from desktop.core.units import quantity
from desktop.trials.choices import DESIGN, LSD
from desktop.trials.results import summing, verdict
from desktop.trials.results.trait_result import Line, Result
from desktop.trials.trial_data import TrialData

TOP = 3
FALLBACK_PURPOSE = N_("To judge the yield, the stability and the adaptation of the varieties at this site, as a basis for "
                      "their use in the region.")
TREATMENTS_PURPOSE = N_("To compare the treatments at this site in yield and main traits, as a basis for how to grow the crop.")








def shown_yield(result: Result, mean: float) -> str:
    """A mean with its unit: as kg/mu where that is known."""
    if result.per_mu is not None:
        return _("{value} kg/mu").format(value=wording.number(mean * result.per_mu, 1))
    return quantity(wording.number(mean, result.trait.digits()), result.trait.unit_shown())



def design_sentence(data: TrialData) -> str:
    """Design, replicates, plot and harvested area, rows."""
    trial = data.trial
    parts = [_("Design: {design}").format(design=DESIGN.label(trial.design))]
    if trial.replicates and trial.design != "none":
        parts.append(ngettext("{n} replicate", "{n} replicates", trial.replicates).format(n=trial.replicates))
    n = len(data.entries)
    parts.append((ngettext("{n} treatment", "{n} treatments", n) if data.factors else
                  ngettext("{n} entry", "{n} entries", n)).format(n=n))
    facts = (
        (trial.plot_area, _("plot area {value} m²"), 2), (trial.harvest_area, _("harvested area {value} m²"), 2),
        (trial.rows_per_plot, _("{value} {value:row|rows} per plot"), 0), (trial.row_length, _("row length {value} m"), 2),
        (trial.row_spacing, _("row spacing {value} cm"), 1), (trial.plant_spacing, _("plant spacing {value} cm"), 1))
    parts += [text.format(value=wording.number(value, places).rstrip("0").rstrip(".") if places else wording.number(value, 0))
              for value, text, places in facts if value]
    return wording.clauses(parts)


def overview(result: Result) -> str:
    """How many entries, the trial mean, the check's mean."""
    line = result.check_line
    if result.factorial:
        text = _("{n} {n:treatment was|treatments were} compared; the mean of the trial was {mean}.")
    else:
        text = (_("{n} {n:entry|entries}, the check among them, {n:was|were} compared; the mean of the trial was "
                  "{mean}.") if line
                else _("{n} {n:entry was|entries were} compared; the mean of the trial was {mean}."))
    text = text.format(n=len(result.lines), mean=shown_yield(result, result.mean))
    if line:
        return wording.sentences([text, _("The check {check} yielded {mean}.").format(
            check=line.entry.name, mean=shown_yield(result, line.mean))])
    return text



def tests_sentence(result: Result) -> str:
    """Which test said what, with the error term; or why there is none."""
    if result.farmed and result.judged:
        return verdict.farmed(result.options.alpha)
    if result.analysis is None:
        return wording.sentences([result.reason, *(answer.verdict(result.view) for answer in result.answers)])
    if not result.analysis.error_ms:
        return _("The error variance is zero; no test was made.")
    if result.leading is not None:
        return result.leading.verdict(result.view)
    return wording.sentences([_f_sentence(result), _lsd_sentence(result)])


def _f_sentence(result: Result) -> str:
    """The F test of the entries, or of every factor and interaction."""
    found = [(table.factor, p) for table in result.tables if (p := result.p_of(table.factor)) is not None]
    if not found:
        return ""
    if result.factorial:
        return _("F tests: {list}.").format(list=_("; ").join(
            f"{wording.term(name)} {wording.p_clause(p)} {verdict.star(p, result.options.alpha)}" for name, p in found))
    p = found[0][1]
    return (_("The varieties differ significantly (F test, {p}).") if p <= result.options.alpha
            else _("The varieties do not differ significantly (F test, {p}).")).format(p=wording.p_clause(p))


def _lsd_sentence(result: Result) -> str:
    """LSD at both levels, degrees of freedom, CV; without the LSD where the verdicts rest on another test."""
    analysis, five, one = result.analysis, result.lsd(0.05), result.lsd(0.01)
    assert analysis is not None
    cv = wording.number(analysis.cv_percent, 2)
    if not five or not one or (result.judged and result.options.rule != LSD):
        return _("CV {cv} %.").format(cv=cv)
    scale, places = (1.0, result.trait.digits() + 1) if result.per_mu is None else (result.per_mu, 2)
    return _("LSD at 5 %: {five}; at 1 %: {one}; error with {df} {df:degree|degrees} of freedom; CV {cv} %.").format(
        five=wording.number(five * scale, places), one=wording.number(one * scale, places),
        df=wording.number(analysis.error_df, 0), cv=cv)


def against(result: Result, line: Line) -> str:
    """An entry against the check (or the trial mean): “yielded …, 5.3 % more than the check, …, rank 1”."""
    parts = [_("{name} yielded {mean}").format(name=line.entry.name, mean=shown_yield(result, line.mean))]
    if line.percent is not None:
        base = result.check.name if result.check else None
        parts.append(_change(line.percent, base, beside=line.beside is not None))
        if base:
            parts.append(significance(line))
    parts.append(_("rank {rank}").format(rank=line.rank))
    return wording.clauses(parts)


def _change(percent: float, check: str | None, *, beside: bool = False) -> str:
    amount = wording.number(abs(percent), 1)
    if beside:
        text = (_("{percent} % more than the check {check} beside it") if percent > 0
                else _("{percent} % less than the check {check} beside it"))
        return text.format(percent=amount, check=check)
    if float(amount) == 0:
        return _("equal to the check {check}").format(check=check) if check else _("equal to the trial mean")
    if check:
        text = _("{percent} % more than the check {check}") if percent > 0 else _("{percent} % less than the check {check}")
        return text.format(percent=amount, check=check)
    text = _("{percent} % above the trial mean") if percent > 0 else _("{percent} % below the trial mean")
    return text.format(percent=amount)


def significance(line: Line) -> str:
    """What the verdict on the difference from the check is; "" where nothing is tested."""
    if line.farms:
        return _on_farms(line)
    return verdict.clause(line.mark)


def _on_farms(line: Line) -> str:
    """How many farms were won, and how likely the next one is."""
    won, count = line.farms.split("/")
    if line.probability is None:
        return ngettext("ahead on {won} of {n} farm", "ahead on {won} of {n} farms", int(count)).format(won=won, n=count)
    return ngettext(
        "ahead on {won} of {n} farm, probability of beating the check on a new farm {p} %",
        "ahead on {won} of {n} farms, probability of beating the check on a new farm {p} %", int(count)).format(
        won=won, n=count, p=wording.number(100 * line.probability, 0))


def conclusion(data: TrialData, result: Result | None) -> list[str]:
    """The drafted conclusion: the counts against the check, the best entries, what may not be concluded."""
    if data.trial.conclusion:
        return data.trial.conclusion.split("\n")
    if result is None:
        return [_("No measured trait has values yet; there is nothing to conclude.")]
    return [overview(result), *counts(result), tests_sentence(result),
            *(against(result, line) for line in leaders(result)), *_caution(result)]


def leaders(result: Result) -> list[Line]:
    """The best entries besides the check."""
    others = [line for line in result.lines if line is not result.check_line]
    return others[:TOP]


def counts(result: Result) -> list[str]:
    """How many entries yielded more and less than the check, and how many of them significantly."""
    if result.check is None:
        return []
    lines = [line for line in result.lines if line.difference is not None]
    more = [line for line in lines if (line.difference or 0) > 0]
    text = _more_of(len(lines), treatments=bool(result.factorial)).format(
        more=len(more), n=len(lines), check=result.check.name, less=sum((line.difference or 0) < 0 for line in lines))
    sure = [line.entry.name for line in more if line.side == verdict.ABOVE]
    if claim := next((said for answer in result.answers if (said := answer.verdict_on(sure))), ""):
        return [wording.sentences([text, claim])]
    if result.judged:
        claim = (_("Significantly more: {names}.").format(names=_(", ").join(sure)) if sure
                 else _("None of them yielded significantly more."))
        return [wording.sentences([text, claim])]
    return [text]


def _more_of(n: int, *, treatments: bool) -> str:
    """How many of `n` entries, or of treatments, are above the check: a sentence to be filled in."""
    if treatments:
        return ngettext("{more} of {n} treatment yielded more than the check {check}, {less} less.",
                        "{more} of {n} treatments yielded more than the check {check}, {less} less.", n)
    return ngettext("{more} of {n} entry yielded more than the check {check}, {less} less.",
                    "{more} of {n} entries yielded more than the check {check}, {less} less.", n)


def _caution(result: Result) -> list[str]:
    if caution := next((said for answer in result.answers if (said := answer.caution())), ""):
        return [caution]
    if result.analysis is not None:
        return [_("These are the results of one site and one season; whether a variety is tried again, goes into production "
                  "trials, is recommended or left out is decided on the series of trials.")]
    return [_("Without replication these figures are an orientation only.")]


def variety_remark(data: TrialData, line: Line, others: Sequence[Result], response: Result) -> str:
    """What is said of one variety: yield, other traits, its own remark."""
    text = against(response, line)
    told = [r.trait for r in others] + [t for t in data.traits if t.kind == "category"]
    parts = [summing.clause(t, value) for t in told
             if (value := summing.of_entries(data, t).get(line.entry.id)) is not None]
    return wording.sentences([text, wording.clauses(parts) if parts else "", line.entry.remark])


def next_season(data: TrialData, result: Result | None) -> str:
    """对下年的建议: what to try again, and what the trial lacked."""
    if result is None:
        return _("Bring the trial to harvest and enter what was observed.")
    found = []
    names = _(", ").join(line.entry.name for line in result.lines if line.side == verdict.ABOVE and line.entry.own)
    if names and not data.factors:
        found.append(_("Try again beside the check, of our own: {names}.").format(names=names))
    if result.check is None and not data.factors:
        found.append(_("Name a check."))
    if result.analysis is None and not summing.is_grade(result.trait) and not result.farmed:
        found.append(_("Give the trial replicates, so that differences can be tested."))
    return wording.sentences(found or [_("Repeat the trial at further sites.")])
