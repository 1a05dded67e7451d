"""The field report of a trial: one document in Chinese or English, for PDF, Word and spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.core import i18n
from desktop.core.database import Database
from desktop.core.documents.model import (
    Block,
    Bullets,
    Contents,
    Cover,
    Document,
    KeepTogether,
    Paragraph,
    Signatures,
)
from desktop.core.i18n import N_, _, ngettext
from desktop.core.logo import branded
from desktop.core.settings import office
from desktop.trials.choices import TRIAL_KIND, TRIAL_STATE
from desktop.trials.figures.figure_list import figures_of
from desktop.trials.report import annex, first_page, means, methods, sentences, tables, variance
from desktop.trials.report.levels import factor_name, level_told
from desktop.trials.report.sections import Chosen, Section, assemble, choice, rule_of
from desktop.trials.report.site import computed_statement, site_blocks, weather_blocks
from desktop.trials.report.trait_tables import not_recorded, trait_tables
from desktop.trials.results import stored
from desktop.trials.results.options import Options
from desktop.trials.results.trait_result import Result, result_of, results
from desktop.trials.trial_data import TrialData, load

SHOWN_TRAITS = 8  # so many other traits are named beside each variety


@dataclass(frozen=True)
class Material:
    """What the sections are built from: the result of the response, and those of the other traits."""

    data: TrialData
    main: Result | None
    others: Sequence[Result]
    with_plots: bool = True

    @property
    def every(self) -> list[Result]:
        """All results, the response first."""
        return [self.main, *self.others] if self.main else list(self.others)


def trial_report(db: Database, trial_id: int, language: str = i18n.CHINESE, *, with_plots: bool = True,
                 options: Options | None = None, keep: bool = False, template: str | None = None) -> Document:
    """The field report of a trial, its verdicts by the rule of the template. Raises `UserError` where there is no such trial.

    It needs no replication: without an error term it ranks and compares in percent, and says that nothing is tested.
    `options` are what was chosen for the response, where it was; with `keep` the result it rests on is kept.
    `template` names the report template; without a name the default one stands, "" is the report's own order.
    """
    company, mu = office(db, "company"), float(office(db, "mu_area"))
    kept_as = load(db, trial_id)
    data = kept_as.in_language(language)
    with i18n.using(language):
        chosen = replace(for_response(data, options), rule=rule_of(db, "trial", template))
        material = material_of(data, mu, chosen, with_plots=with_plots)
        document = build(material, language, company, choice(db, "trial", template))
        if keep and material.main:
            stored.store(db, kept_as, material.main)
    return branded(db, document)


def for_response(data: TrialData, options: Options | None) -> Options:
    """The options as far as they go for the response: what was chosen for another trait is that trait's alone."""
    trait = data.response()
    if options is None or trait is None:
        return Options()
    own = options.trait_id in (None, trait.id)
    return options if own else Options(test=options.test, alpha=options.alpha, checks=options.checks)


def material_of(data: TrialData, mu: float, options: Options, *, with_plots: bool) -> Material:
    """The results that the report rests on, each trait analysed once; the language must be in force."""
    trait = data.response()
    main = result_of(data, trait, mu, options) if trait else None
    return Material(data, main, results(data, mu, besides=trait), with_plots)


def build(material: Material, language: str, company: str, template: Sequence[Chosen]) -> Document:
    """The document of material at hand; the language must be in force."""
    data = material.data
    blocks: list[Block] = [_cover(data, company), Contents(), *assemble(SECTIONS, template, material)]
    return Document(data.trial.title, blocks, language, subject=_("Field trial report"), author=data.trial.author or company,
                    header=_header(data.trial.code, data.trial.title),
                    keywords=[data.trial.code])


def _header(code: str, title: str) -> str:
    return code if title in code else f"{code}  {title}"


def _cover(data: TrialData, company: str) -> Cover:
    """Title and facts, the unit with the place for its seal, the day, and who signs; state and digits stand further back."""
    trial = data.trial
    return Cover(trial.title, _("Field trial report"), [(name, value) for name, value in _facts(data, company) if value],
                 unit=trial.organiser or company, day=date.today(), signers=signers())


def grown(sown: date | None, cut: date | None) -> tuple[str, str]:
    """Title and words of the days from sowing to harvest; where one is not known, the other by its own name."""
    if sown and cut:
        return _("Sowing – harvest"), _("{first} to {last}").format(first=sown.isoformat(), last=cut.isoformat())
    return (_("Harvest date"), cut.isoformat()) if cut else (_("Sowing date"), sown.isoformat() if sown else "")


def signers() -> list[str]:
    """Who signs on the cover of a report."""
    return [_("Compiled by"), _("Checked by"), _("Approved by")]


def _facts(data: TrialData, company: str) -> list[tuple[str, str]]:
    trial, site = data.trial, data.site
    place = " ".join(p for p in (data.region, site.name if site else "") if p)
    check = _(", ").join(e.name for e in data.checks)
    abandoned = f"{TRIAL_STATE.label(trial.state)}{_(': ')}{trial.reason}" if trial.state == "abandoned" else ""
    return [(_("Trial code"), trial.code), (_("Kind of trial"), TRIAL_KIND.label(trial.kind)),
            (_("Crop"), data.crop.title() if data.crop else ""), (_("Season"), data.season.title() if data.season else ""),
            (_("Site"), place), (_("Series"), trial.series), (_("Check"), check), grown(trial.sown_on, trial.harvested_on),
            (_("Organiser"), trial.organiser or company), (_("In charge"), trial.author), (_("State"), abandoned)]


def _purpose(m: Material) -> list[Block]:
    usual = sentences.TREATMENTS_PURPOSE if m.data.factors else sentences.FALLBACK_PURPOSE
    return _paragraphs(m.data.trial.purpose or _(usual))


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line) for line in text.split("\n") if line.strip()]


def _entries(m: Material) -> list[Block]:
    data = m.data
    if data.factors:
        return _treatments(data)
    checks = _(", ").join(e.name for e in data.checks)
    text = (_("{n} {n:entry|entries} took part; check: {check}.") if checks else _("{n} {n:entry|entries} took part; no check "
                                                                                   "was named.")).format(
        n=len(data.entries), check=checks)
    return [KeepTogether([Paragraph(text), tables.entries_table(data)])]


def _treatments(data: TrialData) -> list[Block]:
    """The treatments of a factorial: how many levels of which factors."""
    parts = [ngettext(
        "{factor} ({n} level: {levels})",
        "{factor} ({n} levels: {levels})", len(found)).format(
            factor=factor_name(name), n=len(found), levels=_(", ").join(level_told(name, level) for level in found))
             for name, place in data.factors
             if (found := list(dict.fromkeys(e.levels[place] for e in data.entries if e.levels[place])))]
    text = ngettext("{n} treatment: {factors}.",
        "{n} treatments: {factors}.", len(data.entries)).format(n=len(data.entries), factors=_("; ").join(parts))
    return [KeepTogether([Paragraph(text), tables.entries_table(data)])]


def _design(m: Material) -> list[Block]:
    grid = tables.layout_grid(m.data) if m.data.trial.design != "on-farm" else None
    blocks: list[Block] = [Paragraph(sentences.design_sentence(m.data))]
    if m.data.trial.seed is not None:
        blocks.append(Paragraph(_("Randomised by the program with seed {seed}; the plan can be made again from it.").format(
            seed=m.data.trial.seed)))
    return [KeepTogether([*blocks, grid])] if grid else blocks


def _yield(m: Material) -> list[Block]:
    result = m.main
    if result is None:
        return [Paragraph(_("No measured trait has values yet; there is nothing to conclude."))]
    drawn = [figure for _key, _title, figure in figures_of(m.data, result, report=True)]
    by_replicate = first_page.replicate_table(m.data, result)
    blocks: list[Block] = [KeepTogether([by_replicate])] if by_replicate else []
    blocks.append(KeepTogether([Paragraph(sentences.overview(result)), tables.yield_table(result)]))
    if result.factorial:
        blocks += [KeepTogether([table]) for table in means.means_tables(result)[:-1]]
    compared = means.check_table(result)
    found = [*means.answer_tables(result), *([compared] if compared else [])]
    found += variance.variance_tables(result, predictions=False)
    blocks += [KeepTogether([table]) for table in found]
    return [*blocks, *drawn]


def _traits(m: Material) -> list[Block]:
    seen = [t for t in m.data.traits if m.data.occasions(t.id)]
    return [*(KeepTogether([table]) for table in trait_tables(m.data, m.every)), *not_recorded(seen)]


def _remarks(m: Material) -> list[Block]:
    if m.main is None:
        return []
    named = [r for r in m.others if not r.trait.is_yield][:SHOWN_TRAITS]
    return [Bullets([sentences.variety_remark(m.data, line, named, m.main) for line in m.main.lines], numbered=True)]


def _conclusion(m: Material) -> list[Block]:
    lines = [Paragraph(text) for text in sentences.conclusion(m.data, m.main) if text.strip()]
    if not m.data.trial.conclusion:
        lines.append(Paragraph(sentences.next_season(m.data, m.main), lead=_("For the next season") + _(": ")))
    return [KeepTogether([*lines, Signatures([_("In charge of the trial"), _("Checked by")])])]


def _statement(m: Material) -> list[Block]:
    lines = [*methods.data_statement(m.data, [m.main] if m.main else []),
             *(methods.paper_statement(m.main) if m.main else [])]
    return [Paragraph(text, "small") for text in [*lines, *computed_statement(m.data)]]


def _annex(m: Material) -> list[Block]:
    return [KeepTogether([table]) for table in annex.annex_tables(m.main)] if m.main else []


def _plots(m: Material) -> list[Block]:
    return [tables.plots_table(m.data)] if m.with_plots and m.data.plots else []


SECTIONS: tuple[Section[Material], ...] = (
    Section("summary", N_("In short"), lambda m: first_page.summary_blocks(m.data, m.main)),
    Section("purpose", N_("Purpose"), _purpose),
    Section("entries", N_("Entries"), _entries, lambda m: _("Treatments") if m.data.factors else _("Entries")),
    Section("design", N_("Design and field plan"), _design),
    Section("site", N_("Site and management"), lambda m: site_blocks(m.data)),
    Section("weather", N_("Weather of the season"), lambda m: weather_blocks(m.data)),
    Section("yield", N_("Results"), _yield, lambda m: m.main.trait.title() if m.main else _("Results")),
    Section("traits", N_("Other traits"), _traits),
    Section("remarks", N_("Remarks on the varieties"), _remarks,
            lambda m: _("Remarks on the treatments") if m.data.factors else _("Remarks on the varieties")),
    Section("judgement", N_("Judgement of the trial"), lambda m: first_page.judgement(m.data, m.main)),
    Section("conclusion", N_("Conclusion"), _conclusion), Section("statement", N_("Statement of data and methods"), _statement),
    Section("annex", N_("Annex: other tests"), _annex),
    Section("plots", N_("Plot data"), _plots),
)
