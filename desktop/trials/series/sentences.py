"""The sentences of a series, drafted from its result in the trade's wording. Every claim names its test.

A tie with the check is not a positive site. Strips on farms are never called significant by one strip's figures: the
differences farm by farm are, and only where there are several farms.
"""

from __future__ import annotations

from collections.abc import Sequence

from desktop.analysis import wording
from desktop.catalogue.model import Trait
from desktop.core.i18n import N_, _, ngettext
from desktop.core.units import quantity
from desktop.trials.results import summing, verdict
from desktop.trials.results.yields import is_yield_trait
from desktop.trials.series.joined import SeriesData, told_per_mu
from desktop.trials.series.other_traits import Summed
from desktop.trials.series.series_result import SeriesLine, SeriesResult

PURPOSE = N_("To judge yield, stability and adaptation of the varieties over the sites of the region, as a basis for "
             "decisions on trials, demonstrations and sales.")
DEMONSTRATION_PURPOSE = N_("To show the varieties in farmers' fields beside the check, and to see on how many farms and by how "
                           "much they yield more.")
STABLE = 0.05  # p below which a slope is said to differ from 1


def unit(data: SeriesData) -> str:
    """The unit of the series."""
    return _("kg/mu") if data.per_mu else data.trait.unit_shown() if data.trait else ""


def heading(trait: Trait) -> str:
    """A trait as a series is asked for it: with the unit that its tables have."""
    return f"{trait.title()} ({_('kg/mu')})" if told_per_mu(trait) else trait.heading()


def places(data: SeriesData) -> int:
    """The decimals of its means."""
    return 1 if data.per_mu else data.trait.digits() + 1 if data.trait else 1


def amount(data: SeriesData, value: float | None) -> str:
    """A mean with its unit."""
    return quantity(wording.number(value, places(data)), unit(data))


def environments(result: SeriesResult, count: int | None = None) -> str:
    """“11 sites”, “20 site-years”, “14 farms”."""
    n = result.farms if count is None else count
    if result.on_farm or result.data.demonstration:
        return ngettext("{n} farm", "{n} farms", n).format(n=n)
    if several_years(result.data):
        return ngettext("{n} site-year", "{n} site-years", n).format(n=n)
    return ngettext("{n} site", "{n} sites", n).format(n=n)


def titled(title: str, data: SeriesData) -> str:
    """A title with the unit of the series, where it has one."""
    return _("{trait} ({unit})").format(trait=title, unit=unit(data)) if unit(data) else title


def several_years(data: SeriesData) -> bool:
    """Whether environments are sites in several years."""
    return len(data.years) > 1


def variety_sentence(result: SeriesResult, line: SeriesLine) -> str:
    """The trade's sentence: so many sites, more and less, positive sites, mean, ±% of the check, significance, rank."""
    data = result.data
    parts = [_("{name}: summary of {environments}").format(name=line.entrant.name,
                                                          environments=environments(result, line.environments))]
    if line.compared and line is not result.check_line and is_yield(data):
        parts.append(counts(line))
        parts.append(_("above the check at {percent} % of them").format(percent=wording.number(line.positive, 1)))
    text = _("mean yield {mean}") if data.per_mu else _("mean {mean}")
    parts.append(text.format(mean=amount(data, line.mean)))
    if line is not result.check_line and line.percent is not None and result.check:
        parts.append(change(line.percent, result.check.name, as_yield=is_yield(data)))
        parts.append(significance(result, line))
    parts.append(_("rank {rank}").format(rank=line.rank))
    return wording.clauses(parts)


def counts(line: SeriesLine) -> str:
    """“9 more, 2 less”; ties are named."""
    text = _("{more} more and {less} less").format(more=line.above, less=line.below)
    return text + (_(", {ties} equal").format(ties=line.ties) if line.ties else "")


def is_yield(data: SeriesData) -> bool:
    """Whether the series is judged by a yield, of which more is more."""
    return data.trait is not None and is_yield_trait(data.trait)


def change(percent: float, check: str, *, as_yield: bool = True) -> str:
    """“10.8 % more than the check …”; of a trait that is no yield higher or lower."""
    shown = wording.number(abs(percent), 1)
    if float(shown) == 0:
        return _("equal to the check {check}").format(check=check)
    text = _("{percent} % more than the check {check}") if percent > 0 else _("{percent} % less than the check {check}")
    if not as_yield:
        text = (_("{percent} % higher than the check {check}") if percent > 0
                else _("{percent} % lower than the check {check}"))
    return text.format(percent=shown, check=check)


def significance(result: SeriesResult, line: SeriesLine) -> str:
    """What the verdict on the difference from the check is; "" without a test, and on farms."""
    return "" if result.on_farm is not None else verdict.clause(line.mark)


def stability(result: SeriesResult, line: SeriesLine) -> str:
    """Slope, deviations and CV in words; only where the environments allow it."""
    if result.analysis is None or line.entrant.name not in result.analysis.cells.entries:
        return ""
    entry = result.analysis.entry(line.entrant.name)
    parts = []
    if entry.slope is not None and entry.slope_p is not None:
        figures = {"b": wording.number(entry.slope, 2), "p": wording.p_clause(entry.slope_p)}
        if entry.slope_p > STABLE:
            parts.append(_("Regression slope {b}, not different from 1 ({p})").format(**figures))
        elif entry.slope > 1:
            parts.append(_("Regression slope {b} ({p}): gains most in good environments").format(**figures))
        else:
            parts.append(_("Regression slope {b} ({p}): holds best in poor environments").format(**figures))
    if entry.cv_percent is not None:
        parts.append(_("varies by {cv} % over the environments").format(cv=wording.number(entry.cv_percent, 1)))
    parts.append(_("above the mean of the trial in {percent} % of them").format(
        percent=wording.number(entry.adaptability_percent, 0)))
    return wording.clauses(parts)


def traits(line: SeriesLine, found: Sequence[Summed], most: int = 8) -> str:
    """The other traits of a variety, each with how it was brought together where that is not the mean."""
    parts = []
    for one in found[:most]:
        value = one.by.get(line.entrant.key)
        if value is None:
            continue
        if isinstance(value, str):
            parts.append(summing.clause(one.trait, value))
            continue
        parts.append(summing.clause(one.trait, value) + (_(" (worst site)") if one.rule in ("worst", "max") else ""))
    return _("Other traits: {list}").format(list=wording.clauses(parts)) if parts else ""


def variety_remark(result: SeriesResult, line: SeriesLine, found: Sequence[Summed]) -> str:
    """All that is said of one variety."""
    own = line is result.check_line
    if result.on_farm is not None and not own and line.compared and is_yield(result.data):
        return wording.sentences([farm_sentence(result, line), traits(line, found)])
    lost = ""
    if not own and is_yield(result.data) and line.lost and line.above >= line.below:
        lost = _("Not above the check at: {places}.").format(places=_(", ").join(line.lost))
    return wording.sentences([variety_sentence(result, line), lost, stability(result, line), traits(line, found)])


def overview(result: SeriesResult) -> str:
    """How many entries over how many environments, the mean, the check, and what the F test says."""
    data = result.data
    found = [ngettext(
        "{n} entry over {environments}; mean {mean}.",
        "{n} entries over {environments}; mean {mean}.", len(result.lines)).format(
        n=len(result.lines), environments=environments(result), mean=amount(data, result.mean))]
    if result.check_line:
        found.append(_("The check {check} yielded {mean}.").format(
            check=result.check_line.entrant.name, mean=amount(data, result.check_line.mean)))
    found.append(tests(result))
    return wording.sentences(found)


def tests(result: SeriesResult) -> str:
    """The F test of the entries with its error term; or why nothing is tested."""
    if result.on_farm is not None:
        return _("Strips without replication on each farm: the farms are the replicates; nothing is said of a single farm.")
    if result.analysis is None:
        return _("No joint analysis: {reason} Means and percentages are plain; nothing is tested.").format(
            reason=result.reason)
    row = next((r for r in result.analysis.combined if r.source == result.analysis.treatment), None)
    if row is None or row.random is None:
        return _("No error term is left; nothing is tested.")
    text = (_("The varieties differ significantly over the environments (F = {f}, {p}; error term: {error}).")
            if result.significant else
            _("The varieties do not differ significantly over the environments (F = {f}, {p}; error term: {error})."))
    return text.format(f=wording.number(row.random.f, 2), p=wording.p_clause(row.random.p),
                       error=source(row.random.error, result))


def source(name: str, result: SeriesResult) -> str:
    """A line of variance as it is printed; error terms combined of several lines part by part."""
    for sign in (" + ", " − "):
        if sign in name:
            return sign.join(source(part, result) for part in name.split(sign))
    from desktop.analysis.parts import RESIDUALS

    a = result.analysis
    if name == RESIDUALS:
        return _("error of plots") if a and a.error_ms else _("Residual error")
    if a is not None and a.block and name == f"{a.environment}:{a.block}":
        return _("{block} within {environment}").format(block=a.block, environment=a.environment)
    from desktop.analysis.met.tables import shown_source

    return " × ".join(shown_source(name).split(":"))


def ranked(result: SeriesResult) -> list[SeriesLine]:
    """The varieties above the check, the best first."""
    return [x for x in result.others if (x.difference or 0) > 0] if result.check else result.others


def farm_sentence(result: SeriesResult, line: SeriesLine) -> str:
    """“beat the check on 14 of 18 farms, mean +28 kg/mu, 95 % interval …”, farms lost by name."""
    check = result.check.name if result.check else ""
    shown = {"name": line.entrant.name, "check": check, "won": line.above, "n": line.compared,
             "difference": quantity(wording.signed(line.difference, places(result.data)), unit(result.data)),
             "percent": wording.signed(line.percent, 1)}
    text = ngettext("{name} beat the check {check} on {won} of {n} farm, mean {difference} ({percent} %)",
                    "{name} beat the check {check} on {won} of {n} farms, mean {difference} ({percent} %)",
                    line.compared).format(**shown)
    parts = [text]
    if line.lower is not None and line.upper is not None:
        parts.append(_("{level} % interval {low} to {high} {unit}").format(
            level=f"{100 * (1 - result.options.alpha):g}", low=wording.signed(line.lower, places(result.data)),
            high=wording.signed(line.upper, places(result.data)), unit=unit(result.data)).strip())
    if line.probability is not None:
        parts.append(_("probability of beating it on a new farm of this kind {percent} %").format(
            percent=wording.number(100 * line.probability, 0)))
    lost = _("Farms lost: {places}.").format(places=_(", ").join(line.lost)) if line.lost else ""
    return wording.sentences([wording.clauses(parts), lost])
