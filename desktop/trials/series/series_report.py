"""试验总结: the report on a series of trials, in Chinese or English, for PDF, Word and spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desktop.analysis import wording
from desktop.core import i18n
from desktop.core.database import Database
from desktop.core.documents.model import (
    Block,
    Bullets,
    Contents,
    Cover,
    Document,
    Figure,
    KeepTogether,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.i18n import N_, _, ngettext
from desktop.core.logo import branded
from desktop.core.settings import office
from desktop.trials.choices import VERDICT_RULE
from desktop.trials.report.field_report import grown, signers
from desktop.trials.report.sections import REPORTS, Chosen, Section, assemble, choice, rule_of
from desktop.trials.report.trait_tables import not_recorded
from desktop.trials.series import advice as counsel
from desktop.trials.series import figures, first_page, sentences, tables, variance
from desktop.trials.series.joined import SeriesData, load
from desktop.trials.series.other_traits import Summed, summaries
from desktop.trials.series.series_result import SeriesOptions, SeriesResult, result_of


@dataclass(frozen=True)
class Material:
    """What the sections are built from."""

    data: SeriesData
    result: SeriesResult | None
    traits: list[Summed]
    company: str = ""
    drawn: list[tuple[str, str, Figure]] = field(default_factory=list)

    def figures(self, *keys: str) -> list[Block]:
        """The figures of these kinds."""
        return [f for key, _title, f in self.drawn if key.rstrip("0123456789") in keys]

    def said(self, name: str) -> list[Block]:
        """What the series' record says under that name."""
        return paragraphs(getattr(self.data.record, name, "") if self.data.record else "")


def paragraphs(text: str) -> list[Block]:
    """A paragraph for each line."""
    return [Paragraph(line) for line in text.split("\n") if line.strip()]


def series_report(db: Database, name: str, language: str = i18n.CHINESE, *, options: SeriesOptions | None = None,
                  template: str | None = None, keep: bool = False) -> Document:
    """The report on the series of that name. Raises `UserError` where no trial carries it."""
    return report_of(db, name, language, "series", SECTIONS, options, template, keep=keep)


def report_of(db: Database, name: str, language: str, kind: str, sections: Sequence[Section[Material]],
              options: SeriesOptions | None, template: str | None, *, keep: bool = False) -> Document:
    """A report on a series of the kind and sections given, by a template of that kind; with `keep` its result is kept."""
    from desktop.trials.series import stored

    mu, company = float(office(db, "mu_area")), office(db, "company")
    chosen, options = choice(db, kind, template), replace(options or SeriesOptions(), rule=rule_of(db, kind, template))
    data = load(db, name, mu, options.trait_id)
    with i18n.using(language):
        named = data.in_language(language)
        document = build(material(named, result_of(named, options), company), language, _(REPORTS[kind]), sections, chosen)
        # What is kept goes by the names of the database, in whatever language the paper is.
        result = result_of(data, options) if keep else None
        if result is not None:
            stored.store(db, result)
    return branded(db, document)


def material(data: SeriesData, result: SeriesResult | None, company: str = "") -> Material:
    """What the sections need; the language must be in force."""
    return Material(data, result, summaries(data), company, figures.figures_of(result) if result else [])


def build(m: Material, language: str, kind: str, sections: Sequence[Section[Material]], chosen: Sequence[Chosen]) -> Document:
    """The document of material at hand; the language must be in force."""
    record = m.data.record
    author = (record.author if record else "") or m.company
    blocks: list[Block] = [_cover(m, kind), Contents(), *assemble(sections, chosen, m)]
    return Document(m.data.name, blocks, language, subject=kind, author=author, header=m.data.name, keywords=[m.data.name])


def _cover(m: Material, kind: str) -> Cover:
    data, record = m.data, m.data.record
    sown = sorted(e.data.trial.sown_on for e in data.environments if e.data.trial.sown_on)
    cut = sorted(e.data.trial.harvested_on for e in data.environments if e.data.trial.harvested_on)
    period = grown(min(sown, default=None), max(cut, default=None))
    organiser = (record.organiser if record else "") or next(
        (e.data.trial.organiser for e in data.environments if e.data.trial.organiser), "") or m.company
    facts = [(_("Crop"), data.crop.title() if data.crop else ""), (_("Seasons"), _(", ").join(data.years)),
             (_("Trials"), str(len(data.environments))), (_("Sites"), _(", ").join(data.places[:12])),
             (_("Entries"), str(len(data.entrants))), (_("Check"), _(", ").join(e.name for e in data.checks)),
             period, (_("Organiser"), organiser), (_("In charge"), record.author if record else "")]
    return Cover(data.name, kind, [(n, v) for n, v in facts if v], unit=organiser, day=date.today(), signers=signers())


def purpose(m: Material) -> list[Block]:
    """What the series is for."""
    return m.said("purpose") or [Paragraph(_(sentences.PURPOSE))]


def entries(m: Material) -> list[Block]:
    """Who took part."""
    names = _(", ").join(e.name for e in m.data.checks)
    text = (_("{n} {n:entry|entries} took part; check: {check}.") if names else _("{n} {n:entry|entries} took part; no check "
                                                                                  "was named.")).format(
        n=len(m.data.entrants), check=names)
    return [KeepTogether([Paragraph(text), tables.entrants_table(m.data)])]


def execution(m: Material) -> list[Block]:
    """What was carried out where."""
    return [*m.said("execution"), Paragraph(_carried_out(m)), tables.sites_table(m.data),
            tables.trials_table(m.data, m.result), *m.figures("map")]


def _carried_out(m: Material) -> str:
    data = m.data
    every = len(data.environments) + len(data.left_out)
    text = ngettext(
        "{n} trial was laid out, of which {used} are used here, at {sites} {sites:site|sites}.",
        "{n} trials were laid out, of which {used} are used here, at {sites} {sites:site|sites}.", every).format(
        n=every, used=len(data.environments), sites=len(data.places))
    if len(data.years) > 1:
        text = ngettext(
            "{n} trial was laid out, of which {used} are used here, at {sites} {sites:site|sites} in {years} "
            "{years:season|seasons}.",
            "{n} trials were laid out, of which {used} are used here, at {sites} {sites:site|sites} in {years} "
            "{years:season|seasons}.", every).format(
            n=every, used=len(data.environments), sites=len(data.places), years=len(data.years))
    return text


def climate(m: Material) -> list[Block]:
    """The weather as it is told for the series, else as the trials tell it."""
    own = m.said("climate")
    if own:
        return own
    told: dict[str, list[str]] = {}
    for e in m.data.environments:
        if e.data.trial.weather.strip():
            told.setdefault(e.data.trial.weather.strip(), []).append(e.label)
    return [Bullets([f"{_(', ').join(labels)}{_(': ')}{text}" for text, labels in told.items()])] if told else []


def combined(m: Material) -> list[Block]:
    """The joint analysis with its error terms; or the reason why there is none."""
    if m.result is None:
        return [Paragraph(_("No measured trait has values yet; there is nothing to conclude."))]
    found: list[Block] = [Paragraph(sentences.tests(m.result))]
    found += [Paragraph(text) for text in variance.homogeneity_sentences(m.result)]
    return [*found, *(KeepTogether([table]) for table in variance.variance_tables(m.result))]


def yields(m: Material) -> list[Block]:
    """Means, comparison with the check, site by site, with the figures."""
    if m.result is None:
        return []
    found = [first_page.years_table(m.result), tables.site_table(m.result), tables.percent_table(m.result)]
    return [KeepTogether([Paragraph(sentences.overview(m.result)), tables.compared_table(m.result)]),
            *m.figures("difference", "bars"), *(KeepTogether([t]) for t in found if t is not None), *m.figures("sites")]


def stability(m: Material) -> list[Block]:
    """Measures of stability, axes, winners, with the figures."""
    if m.result is None:
        return []
    found: list[Table | None] = [tables.stability_table(m.result), tables.axes_table(m.result), tables.winners_table(m.result)]
    return [*(KeepTogether([t]) for t in found if t is not None), *m.figures("ammi", "gge", "regression")]


def other_traits(m: Material) -> list[Block]:
    """The other traits, each by its own rule."""
    table = tables.traits_table(m.data, m.traits)
    seen = {t.id: t for e in m.data.environments for t in e.data.traits if e.data.occasions(t.id)}
    return [*([KeepTogether([table])] if table else []), *not_recorded(list(seen.values()))]


def remarks(m: Material) -> list[Block]:
    """A paragraph for every variety, drafted from the figures; what the record says comes first."""
    if m.result is None:
        return m.said("comments")
    lines = [sentences.variety_remark(m.result, x, m.traits) for x in m.result.lines]
    return [*m.said("comments"), Bullets(lines, numbered=True)]


def advice(m: Material) -> list[Block]:
    """What is advised: the record's words, else what yield, disease, lodging and maturity say; signed in any case."""
    lines = m.said("advice") or [
        Bullets(counsel.lines(m.result, m.traits), numbered=True),
        Paragraph(wording.sentences(counsel.next_year(m.result, m.traits)), lead=_("For the next season") + _(": "))]
    return [*lines, KeepTogether([Signatures([_("In charge of the trials"), _("Checked by")])])]


def annex(m: Material) -> list[Block]:
    """What other tests say, and the analyses of variance on another basis."""
    return [KeepTogether([table]) for table in variance.annex_tables(m.result)] if m.result else []


def statement(m: Material) -> list[Block]:
    """Data used and left out, error terms, tests, fingerprint: whatever is claimed can be traced."""
    return [Paragraph(text, "small") for text in statement_lines(m.data, m.result)]


def statement_lines(data: SeriesData, result: SeriesResult | None) -> list[str]:
    """The sentences of the statement."""
    lines = [_("Trials: {codes}.").format(codes=_(", ").join(e.data.trial.code for e in data.environments))]
    if data.left_out:
        lines.append(_("Left out: {trials}.").format(trials=_("; ").join(
            _("{number} ({reason})").format(number=t.code, reason=reason) for t, reason in data.left_out)))
    lines += _plots(data)
    other = [e for e in data.environments if data.trait and e.trait.id != data.trait.id]
    if data.per_mu:
        lines.append(_("Yields are in kg/mu, converted from each trial's own unit and harvested area."))
    if other:
        lines.append(_("Judged by a trait of another unit: {trials}.").format(trials=_("; ").join(
            _("{number} ({reason})").format(number=e.data.trial.code, reason=e.trait.heading()) for e in other)))
    if result is not None and result.analysis is not None:
        lines.append(_("Combined analysis with entries fixed and environments as a sample; letters: {test} at {level}; "
                       "verdicts and intervals against the check by the interaction: {rule}.").format(
            test=wording.test_name(result.options.test), level=wording.level_text(result.options.alpha),
            rule=VERDICT_RULE.label(result.options.rule)))
    if result is not None:
        lines += [result.reason, *result.notes] if result.reason else list(result.notes)
    lines.append(_("A tie with the check is not counted as above it."))
    if result is not None and result.analysis is not None:
        lines.append(_("The mean of a variety at a site is that of its plots, the mean of a site that of its varieties' means; "
                       "where plots are lost the trial's own report adjusts for them and may differ in the last digits."))
    lines.append(_("Data fingerprint: {digits} (first 16 digits of SHA-256 over the plots and values of all trials)."
                   ).format(digits=data.fingerprint()))
    return lines


def _plots(data: SeriesData) -> list[str]:
    """Plots lost, excluded and without a value, by trial."""
    lost, excluded, bare = [], [], []
    for e in data.environments:
        for plot in e.data.plots:
            name = f"{e.data.trial.code} {plot.number}"
            reasons = e.data.excluded.get((plot.id, e.trait.id), {})
            if plot.state == "lost":
                lost.append((name, plot.reason))
            elif plot.state == "excluded" or reasons:
                excluded.append((name, plot.reason or next(iter(reasons.values()), "")))
            elif plot.kind == "plot" and plot.entry_id and e.data.number(plot, e.trait) is None:
                bare.append(name)
    found = []
    for named, text in ((lost, _("Lost plots: {plots}.")), (excluded, _("Excluded plots: {plots}."))):
        if named:
            found.append(text.format(plots=_("; ").join(
                _("{number} ({reason})").format(number=n, reason=r) if r else n for n, r in named)))
    if bare:
        found.append(_("No value on plots: {plots}.").format(plots=_(", ").join(bare)))
    return found


SECTIONS: tuple[Section[Material], ...] = (
    Section("summary", N_("In short"), lambda m: first_page.summary_blocks(m.result, m.traits)),
    Section("purpose", N_("Purpose"), purpose), Section("entries", N_("Entries"), entries),
    Section("execution", N_("Execution"), execution), Section("climate", N_("Weather of the season"), climate),
    Section("variance", N_("Combined analysis of variance"), combined), Section("yield", N_("Yield"), yields),
    Section("stability", N_("Stability and adaptation"), stability),
    Section("traits", N_("Other traits"), other_traits), Section("remarks", N_("Remarks on the varieties"), remarks),
    Section("judgement", N_("Judgement of the trials"), lambda m: first_page.judgement(m.data, m.result)),
    Section("advice", N_("Advice"), advice), Section("statement", N_("Statement of data and methods"), statement),
    Section("annex", N_("Annex: other tests"), annex),
)
