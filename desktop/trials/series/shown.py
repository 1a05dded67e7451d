"""The result of a series as the window shows it: texts, drawn intervals, figures ready to be drawn. Made on the worker."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from desktop.catalogue.choices import MEASURED
from desktop.core import paths
from desktop.core.database import Database
from desktop.core.documents.model import Table
from desktop.core.i18n import _, language
from desktop.core.settings import office
from desktop.trials.figures.drawing import Figures
from desktop.trials.figures.outlines import near
from desktop.trials.report.sections import rule_of
from desktop.trials.results.shown import SPAN, Part, Span, compare, part
from desktop.trials.results.stored import Kept, stale_sentence
from desktop.trials.series import advice, figures, sentences, stored, tables, variance
from desktop.trials.series.joined import SeriesData, load_record
from desktop.trials.series.other_traits import summaries
from desktop.trials.series.series_report import statement_lines
from desktop.trials.series.series_result import SeriesOptions, result_of

ORDER = ("rank", "variety", "mean", "percent", "verdict", SPAN, "difference", "positive", "won", "letters", "capitals",
         "chance", "mark", "interval", "p", "sites")


@dataclass
class ShownSeries:
    """What the results of a series show. `right` columns are set right, `bold` rows are the check."""

    series_id: int
    summary: str
    options: SeriesOptions = field(default_factory=SeriesOptions)
    traits: list[tuple[int, str]] = field(default_factory=list)
    checks: list[tuple[str, str]] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    bold: list[int] = field(default_factory=list)
    span_column: int | None = None
    spans: list[Span | None] = field(default_factory=list)
    sites: list[Part] = field(default_factory=list)
    variance: list[Part] = field(default_factory=list)
    stability: list[Part] = field(default_factory=list)
    axes: list[Part] = field(default_factory=list)
    others: list[Part] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    figures: Figures = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    stale: str = ""
    doubts: list[str] = field(default_factory=list)


def show(db: Database, series_id: int, options: SeriesOptions | None = None) -> ShownSeries:
    """The result of a series as texts. Called on the worker."""
    options = replace(options or SeriesOptions(), rule=rule_of(db, "series"))
    data = load_record(db, series_id, float(office(db, "mu_area")), options.trait_id)
    options, today = _possible(data, options), {data.trait.id: data.fingerprint()} if data.trait else {}
    data = data.in_language(language())
    result = result_of(data, options)
    shown = ShownSeries(series_id, _("There are no measured values yet."), options, _traits(data),
                        [(e.key, e.name) for e in data.entrants], kept=stored.kept(db, series_id, today))
    if result is None or data.trait is None:
        return shown
    shown.summary = sentences.overview(result)
    compare(shown, ORDER, tables.compared_columns(result), result.lines, result.check_line,
            data.trait.direction)
    shown.sites = _parts([tables.percent_table(result), tables.site_table(result)])
    shown.variance = _parts([*variance.variance_tables(result), *variance.annex_tables(result)])
    shown.stability = _parts([tables.stability_table(result)])
    shown.axes = _parts([tables.axes_table(result), tables.winners_table(result)])
    found = summaries(data)
    shown.others = _parts([tables.traits_table(data, found)])
    shown.sentences = [sentences.variety_remark(result, x, found) for x in result.lines]
    shown.notes = [*variance.homogeneity_sentences(result), *advice.lines(result, found), "",
                   *statement_lines(data, result), *bare_map(data)]
    shown.figures = figures.figures_of(result)
    shown.stale = stale_sentence(shown.kept, data.trait.id)
    return shown


def bare_map(data: SeriesData) -> list[str]:
    """That the map of the sites has no outlines, and how to bring them; nothing where it has some or is not drawn."""
    places = [(s.longitude, s.latitude) for e in data.environments
              if (s := e.data.site) is not None and s.longitude is not None and s.latitude is not None]
    if len(set(places)) < 2:
        return []
    across, up = [x for x, _y in places], [y for _x, y in places]
    if near(min(across), max(across), min(up), max(up)):
        return []
    return [_("The map of the sites has no outlines of counties. Put GeoJSON files or shapefiles with boundaries in degrees "
              "into the folder {folder}.").format(folder=paths.maps_folder())]


def _possible(data: SeriesData, options: SeriesOptions) -> SeriesOptions:
    """The options as far as this series knows them."""
    check = options.check if any(e.key == options.check for e in data.entrants) else ""
    return SeriesOptions(data.trait.id if data.trait else None, check, options.test, options.alpha,
                         options.rule)


def _traits(data: SeriesData) -> list[tuple[int, str]]:
    """The measured traits of the trials, each in the unit in which the series tells it."""
    found = {t.id: sentences.heading(t) for e in data.environments for t in e.data.traits
             if t.kind in MEASURED and e.data.occasions(t.id)}
    return list(found.items())


def _parts(found: list[Table | None]) -> list[Part]:
    return [part(table) for table in found if table is not None]


@dataclass(frozen=True)
class TrialRow:
    """A trial in the list of a series: its key and its cells; `out` says that it takes no part."""

    id: int
    cells: list[str]
    out: bool = False


def trials(db: Database, series_id: int) -> tuple[list[str], list[TrialRow]]:
    """The trials of a series with heads, those left out at the end with their reason."""
    from desktop.trials.choices import DESIGN, TRIAL_STATE

    data = load_record(db, series_id, float(office(db, "mu_area")))
    rows = []
    for e in data.environments:
        trial, values = e.data.trial, [v for _k, _p, v in e.values() if v is not None]
        mean = sentences.amount(data, e.mean())
        rows.append(TrialRow(trial.id, [trial.code, e.place, e.year, TRIAL_STATE.label(trial.state),
                                        DESIGN.label(trial.design), str(len(e.data.entries)), str(len(values)), mean, ""]))
    for trial, reason in data.left_out:
        state, design = TRIAL_STATE.label(trial.state), DESIGN.label(trial.design)
        rows.append(TrialRow(trial.id, [trial.code, "", "", state, design, "", "", "",
                                        _("left out: {reason}").format(reason=reason)], out=True))
    heads = [_("Trial"), _("Site"), _("Season"), _("State"), _("Design"), _("Entries"), _("Values"), _("Mean"), _("Remark")]
    return heads, rows
