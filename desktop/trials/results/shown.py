"""The results of a trial as the window shows them: texts, and the intervals that are drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from desktop.analysis import wording
from desktop.catalogue.choices import MEASURED
from desktop.catalogue.model import Trait
from desktop.core.database import Database
from desktop.core.documents.model import NUMBER, PERCENT, Cell, Column, Table
from desktop.core.documents.text import shown
from desktop.core.i18n import _, language
from desktop.core.settings import office
from desktop.core.units import MU_OFFICIAL
from desktop.trials.report import annex, means, methods, sentences, tables, variance
from desktop.trials.report.sections import rule_of
from desktop.trials.results import by_design, stored, verdict
from desktop.trials.results.options import Options
from desktop.trials.results.stored import Kept
from desktop.trials.results.trait_result import Result, result_of
from desktop.trials.trial_data import TrialData, load

SPAN = "span"
ORDER = ("rank", "variety", "mu", "mean", "beside", "percent", "verdict", SPAN, "difference", "interval", "farms", "chance",
         "p", "mark", "letters", "capitals", "blup", "plots", "ha")


@dataclass(frozen=True)
class Span:
    """A difference with its limits, on a scale from `least` to `most` that all rows share; `mood` colours the verdict."""

    middle: float
    low: float
    high: float
    least: float
    most: float
    mood: str = ""


class Bounded(Protocol):
    """What has a difference with limits."""

    @property
    def difference(self) -> float | None:
        """The difference."""

    @property
    def lower(self) -> float | None:
        """Its lower limit."""

    @property
    def upper(self) -> float | None:
        """Its upper limit."""

    @property
    def side(self) -> str:
        """The verdict on it."""


L = TypeVar("L", bound=Bounded)


class Comparing(Protocol):
    """What shows a comparison with the check: texts, and intervals on one scale in the column `span_column`."""

    heads: list[str]
    rows: list[list[str]]
    right: list[int]
    bold: list[int]
    span_column: int | None
    spans: list[Span | None]


@dataclass
class Part:
    """A table of texts with its title; `right` columns are set right, `bold` rows are the check or totals."""

    title: str
    heads: list[str]
    rows: list[list[str]]
    right: set[int]
    bold: set[int]
    notes: list[str]


@dataclass
class Offered:
    """What can be chosen for this trial: (value, title) of each."""

    traits: list[tuple[int, str]] = field(default_factory=list)
    occasions: list[tuple[int | None, str]] = field(default_factory=list)
    checks: list[tuple[int, str]] = field(default_factory=list)
    marked: tuple[int, ...] = ()
    models: dict[str, str] = field(default_factory=dict)


@dataclass
class Shown:
    """What the analysis sub-tab shows of one trait. `right` columns are set right, `bold` rows are the check."""

    trial_id: int
    traits: list[tuple[int, str]]
    trait_id: int | None
    summary: str
    heads: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    bold: list[int] = field(default_factory=list)
    span_column: int | None = None
    spans: list[Span | None] = field(default_factory=list)
    means: list[Part] = field(default_factory=list)
    variance: list[Part] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    stale: str = ""
    doubts: list[str] = field(default_factory=list)
    checked: bool = True
    options: Options = field(default_factory=Options)
    choices: Offered = field(default_factory=Offered)


def show(db: Database, trial_id: int, options: Options | None = None) -> Shown:
    """The results of a trait (by default the trial's response) as texts. Called on the worker."""
    options = replace(options or Options(), rule=rule_of(db, "trial"))
    mu = float(office(db, "mu_area") or MU_OFFICIAL)
    stored_data = load(db, trial_id)
    data = stored_data.in_language(language())
    measured = [t for t in data.traits if t.kind in MEASURED and data.occasions(t.id)]
    trait = next((t for t in measured if t.id == options.trait_id), data.response())
    traits = [(t.id, t.heading()) for t in measured]
    options = _possible(data, trait, options)
    result = result_of(data, trait, mu, options) if trait else None
    found = stored.kept(db, stored_data)
    choices = _choices(data, trait, traits)
    if result is None:
        return Shown(trial_id, traits, trait.id if trait else None, _("There are no measured values yet."), kept=found,
                     options=options, choices=choices)
    shown = Shown(trial_id, traits, result.trait.id, summary(result), kept=found, options=options, choices=choices)
    compare(shown, ORDER, tables.yield_columns(result), result.lines, result.check_line, result.trait.direction)
    by_factor = means.means_tables(result)
    against = means.check_table(result)
    beside = means.answer_tables(result)
    shown.means = [part(table) for table in (*beside, against, *by_factor, annex.tests_table(result)) if table is not None]
    shown.variance = [part(table) for table in variance.variance_tables(result)]
    shown.notes = [*methods.method_statement(result), *means.why_test(result),
                   *methods.data_statement(data, [result])]
    shown.doubts = methods.doubts(result)
    shown.checked = result.check is not None
    shown.stale = stored.stale_sentence(found, result.trait.id)
    return shown


def summary(result: Result) -> str:
    """What is said above the tables."""
    return wording.sentences([sentences.overview(result), sentences.tests_sentence(result), result.substitute])


def _possible(data: TrialData, trait: Trait | None, options: Options) -> Options:
    """The options as far as this trial knows them: an occasion or a check may be gone since they were chosen."""
    occasion = options.occasion if trait and options.occasion in data.occasions(trait.id) else None
    checks = tuple(i for i in options.checks if i in data.by_entry)
    return replace(options, trait_id=trait.id if trait else None, occasion=occasion, checks=checks)


def _choices(data: TrialData, trait: Trait | None, traits: list[tuple[int, str]]) -> Offered:
    occasions: list[tuple[int | None, str]] = [(None, _("Last value"))]
    days = data.days.get(trait.id, {}) if trait else {}
    for which in data.occasions(trait.id) if trait else []:
        day = days[which].strftime(" (%m-%d)") if which in days else ""
        occasions.append((which, _("Time {n}").format(n=which) + day))
    checks = [(e.id, e.name) for e in sorted(data.entries, key=lambda e: not e.is_check)]
    return Offered(traits, occasions, checks, tuple(e.id for e in data.checks), by_design.models_of(data))


def compare(shown: Comparing, order: Sequence[str], columns: Sequence[tuple[str, Column, Callable[[L], Cell]]],
            lines: Sequence[L], check: L | None, direction: str) -> None:
    """Fill in the comparison with the check: the columns borne, in `order`, further percentages beside the first.

    `columns` are (key, column, cell of a line); the key `SPAN` is the place of the drawn intervals, coloured by the verdict
    and the `direction` of the trait.
    """
    known = {key: (column, cell) for key, column, cell in columns}
    shown.spans = spans(lines, direction)
    further = [key for key in known if key.startswith("percent") and key != "percent"]
    keys = [k for key in order for k in ([key, *further] if key == "percent" else [key])
            if k in known or (k == SPAN and any(shown.spans))]
    for place, key in enumerate(keys):
        if key == SPAN:
            shown.span_column = place
            bounded = any(line.lower is not None for line in lines)
            shown.heads.append(_("Difference with interval") if bounded else _("Difference"))
            continue
        shown.heads.append(known[key][0].header)
        if known[key][0].kind in (NUMBER, PERCENT):
            shown.right.append(place)
    shown.rows = [["" if key == SPAN else _text(known[key][0], known[key][1](line)) for key in keys] for line in lines]
    shown.bold = [i for i, line in enumerate(lines) if line is check]


def spans(lines: Sequence[Bounded], direction: str) -> list[Span | None]:
    """The differences with their limits (or alone) on one scale; None for the check."""
    limits = [(line.difference, line.difference if line.lower is None else line.lower,
               line.difference if line.upper is None else line.upper) for line in lines]
    known = [v for triple in limits for v in triple if v is not None]
    if not known:
        return [None for _line in lines]
    least, most = min(0.0, *known), max(0.0, *known)
    moods = [verdict.mood(line.side, direction) for line in lines]
    return [None if d is None or low is None or high is None else Span(d, low, high, least, most, mood)
            for (d, low, high), mood in zip(limits, moods, strict=True)]


def part(table: Table) -> Part:
    """A document's table as texts."""
    right = {i for i, c in enumerate(table.columns) if c.kind in (NUMBER, PERCENT)}
    totals = range(len(table.rows) - table.total_rows, len(table.rows))
    heads = [f"{c.group} {c.header}".strip() for c in table.columns]
    return Part(table.caption, heads, texts(table), right, {*table.bold_rows, *totals}, list(table.notes))


def texts(table: Table) -> list[list[str]]:
    """The cells of a document's table as texts."""
    return [[_text(c, cell) for c, cell in zip(table.columns, row, strict=True)] for row in table.rows]


def _text(column: Column, cell: Cell) -> str:
    """A cell as it is printed; a word that is missing leaves its cell empty."""
    return "" if cell is None and column.kind not in (NUMBER, PERCENT) else shown(cell, column)
