"""The field report of a trial: one document in Chinese or English, for PDF, Word and spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core import i18n
from desktop.core.database import Database
from desktop.core.documents.model import (
    Block,
    Bullets,
    Cover,
    Document,
    Heading,
    KeepTogether,
    Paragraph,
    Signatures,
)
from desktop.core.i18n import _
from desktop.core.settings import office
from desktop.trials import kept
from desktop.trials import report_means as means
from desktop.trials import report_methods as methods
from desktop.trials import report_tables as tables
from desktop.trials import report_text as words
from desktop.trials import report_variance as variance
from desktop.trials.choices import TRIAL_KIND, TRIAL_STATE
from desktop.trials.data import TrialData, load
from desktop.trials.figure_list import figures_of
from desktop.trials.options import Options
from desktop.trials.report_site import computed_statement, site_blocks
from desktop.trials.results import Result, result_of, results

SHOWN_TRAITS = 8  # so many other traits are named beside each variety


def trial_report(db: Database, trial_id: int, language: str = i18n.CHINESE, *, with_plots: bool = True,
                 options: Options | None = None, keep: bool = False) -> Document:
    """The field report of a trial. Raises `UserError` where there is no such trial.

    It needs no replication: without an error term it ranks and compares in percent, and says that nothing is tested.
    `options` are what was chosen for the response, where it was; with `keep` the result it rests on is kept.
    """
    company, mu = office(db, "company"), office(db, "mu_area")
    data = load(db, trial_id)
    chosen = for_response(data, options)
    with i18n.using(language):
        document = build(data, language, company=company, mu=float(mu), with_plots=with_plots, options=chosen)
    if keep and (trait := data.response()) and (main := result_of(data, trait, float(mu), chosen)):
        kept.store(db, data, main)
    return document


def for_response(data: TrialData, options: Options | None) -> Options:
    """The options as far as they go for the response: what was chosen for another trait is that trait's alone."""
    trait = data.response()
    if options is None or trait is None:
        return Options()
    own = options.trait_id in (None, trait.id)
    return options if own else Options(test=options.test, alpha=options.alpha, checks=options.checks)


def build(data: TrialData, language: str, *, company: str = "", mu: float = 666.7, with_plots: bool = True,
          options: Options | None = None) -> Document:
    """The document of data at hand; the language must be in force."""
    trait = data.response()
    main = result_of(data, trait, mu, options) if trait else None
    others = [r for r in results(data, mu) if not main or r.trait.id != main.trait.id]
    every = [main, *others] if main else others
    blocks: list[Block] = [_cover(data, company), *_purpose(data), *_entries(data), *_design(data), *_site(data),
                           *_yield(data, main), *_traits(data, every), *_remarks(data, main, others),
                           *_conclusion(data, main), *_statement(data, main), *_plots(data, with_plots)]
    return Document(data.trial.title, blocks, language, subject=_("Field trial report"), author=data.trial.author or company,
                    header=_header(data.trial.code, data.trial.title),
                    keywords=[data.trial.code])


def _header(code: str, title: str) -> str:
    return title if code == title else f"{code}  {title}"


def _cover(data: TrialData, company: str) -> Cover:
    trial = data.trial
    notice = _("Data fingerprint {digits}").format(digits=data.fingerprint())
    return Cover(trial.title, _("Field trial report"), [(name, value) for name, value in _facts(data, company) if value],
                 notice)


def _facts(data: TrialData, company: str) -> list[tuple[str, str]]:
    trial, site = data.trial, data.site
    period = " – ".join(d.isoformat() for d in (trial.sown_on, trial.harvested_on) if d)
    place = " ".join(p for p in (data.region, site.name if site else "") if p)
    check = _(", ").join(e.name for e in data.checks)
    return [(_("Trial code"), trial.code), (_("Kind"), TRIAL_KIND.label(trial.kind)),
            (_("Crop"), data.crop.title() if data.crop else ""), (_("Season"), data.season.name if data.season else ""),
            (_("Site"), place), (_("Series"), trial.series), (_("Check"), check), (_("Sowing – harvest"), period),
            (_("Organiser"), trial.organiser or company), (_("In charge"), trial.author),
            (_("State"), TRIAL_STATE.label(trial.state) + (f": {trial.reason}" if trial.state == "abandoned" else ""))]


def _purpose(data: TrialData) -> list[Block]:
    return [Heading(_("Purpose")), *_paragraphs(data.trial.purpose or _(words.FALLBACK_PURPOSE))]


def _paragraphs(text: str) -> list[Block]:
    return [Paragraph(line) for line in text.split("\n") if line.strip()]


def _entries(data: TrialData) -> list[Block]:
    if data.factors:
        return _treatments(data)
    checks = _(", ").join(e.name for e in data.checks)
    text = (_("{n} entries took part; check: {check}.") if checks else _("{n} entries took part; no check was named.")).format(
        n=len(data.entries), check=checks)
    return [KeepTogether([Heading(_("Entries")), Paragraph(text), tables.entries_table(data)])]


def _treatments(data: TrialData) -> list[Block]:
    """The treatments of a factorial: how many levels of which factors."""
    parts = [_("{factor} ({n} levels: {levels})").format(factor=name, n=len(found), levels=_(", ").join(found))
             for name, place in data.factors
             if (found := list(dict.fromkeys(e.levels[place] for e in data.entries if e.levels[place])))]
    text = _("{n} treatments: {factors}.").format(n=len(data.entries), factors=_("; ").join(parts))
    return [KeepTogether([Heading(_("Treatments")), Paragraph(text), tables.entries_table(data)])]


def _design(data: TrialData) -> list[Block]:
    grid = tables.layout_grid(data)
    blocks: list[Block] = [Heading(_("Design and field plan")), Paragraph(words.design_sentence(data))]
    if data.trial.seed is not None:
        blocks.append(Paragraph(_("Randomised by the program with seed {seed}; the plan can be made again from it.").format(
            seed=data.trial.seed)))
    return [KeepTogether([*blocks, grid])] if grid else blocks


def _site(data: TrialData) -> list[Block]:
    return site_blocks(data)


def _yield(data: TrialData, result: Result | None) -> list[Block]:
    title = result.trait.title() if result else _("Results")
    if result is None:
        return [Heading(title), Paragraph(_("No measured trait has values yet; there is nothing to conclude."))]
    drawn = [figure for _kind, figure in figures_of(data, result, report=True)]
    blocks: list[Block] = [KeepTogether([Heading(title), Paragraph(words.overview(result)), tables.yield_table(result)])]
    if result.factorial:
        blocks += [KeepTogether([table]) for table in means.means_tables(result)[:-1]]
    compared = means.check_table(result)
    farms = means.farm_table(result)
    found = [table for table in (means.rank_table(result), farms, compared) if table]
    found += variance.variance_tables(result, predictions=False)
    blocks += [KeepTogether([table]) for table in found]
    return [*blocks, *drawn]


def _traits(data: TrialData, every: Sequence[Result]) -> list[Block]:
    table = tables.traits_table(data, every)
    return [KeepTogether([Heading(_("Other traits")), table])] if table else []


def _remarks(data: TrialData, result: Result | None, others: Sequence[Result]) -> list[Block]:
    if result is None:
        return []
    named = [r for r in others if not r.trait.is_yield][:SHOWN_TRAITS]
    lines = [words.variety_remark(data, line, named, result) for line in result.lines]
    title = _("Remarks on the treatments") if data.factors else _("Remarks on the varieties")
    return [Heading(title), Bullets(lines, numbered=True)]


def _conclusion(data: TrialData, result: Result | None) -> list[Block]:
    lines = [Paragraph(text) for text in words.conclusion(data, result) if text.strip()]
    return [KeepTogether([Heading(_("Conclusion")), *lines, Signatures([_("In charge of the trial"), _("Checked by")])])]


def _statement(data: TrialData, main: Result | None) -> list[Block]:
    lines = [*methods.data_statement(data, [r for r in (main,) if r]), *(methods.method_statement(main) if main else [])]
    return [Heading(_("Statement of data and methods")),
            *(Paragraph(text, "small") for text in [*lines, *computed_statement(data)])]


def _plots(data: TrialData, wanted: bool) -> list[Block]:
    if not wanted or not data.plots:
        return []
    return [Heading(_("Plot data")), tables.plots_table(data)]
