"""The results of a trial as the window shows them: texts, and the intervals that are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.core.database import Database
from desktop.core.documents.model import NUMBER, PERCENT, Column, Table
from desktop.core.i18n import _
from desktop.core.settings import office
from desktop.core.units import MU_OFFICIAL
from desktop.trials import report_tables
from desktop.trials import report_text as words
from desktop.trials.data import TrialData, load
from desktop.trials.results import Line, Result, result_of

SPAN = "span"
ORDER = ("rank", "variety", "mu", "mean", "percent", SPAN, "difference", "interval", "p", "lsd", "letters", "plots", "ha")


@dataclass(frozen=True)
class Span:
    """A difference with its limits, on a scale from `least` to `most` that all rows share."""

    middle: float
    low: float
    high: float
    least: float
    most: float


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
    anova_heads: list[str] = field(default_factory=list)
    anova: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def show(db: Database, trial_id: int, trait_id: int | None = None) -> Shown:
    """The results of a trait (by default the trial's response) as texts. Called on the worker."""
    mu = float(office(db, "mu_area") or MU_OFFICIAL)
    data = load(db, trial_id)
    measured = [t for t in data.traits if t.kind in ("number", "count", "score") and data.occasions(t.id)]
    trait = next((t for t in measured if t.id == trait_id), data.response())
    result = result_of(data, trait, mu) if trait else None
    traits = [(t.id, t.heading()) for t in measured]
    if result is None:
        return Shown(trial_id, traits, trait.id if trait else None, _("There are no measured values yet."))
    shown = Shown(trial_id, traits, result.trait.id, words.sentences([words.overview(result),
                                                                      words.tests_sentence(result)]))
    _means(shown, result)
    _anova(shown, result)
    shown.notes = _notes(data, result)
    return shown


def _means(shown: Shown, result: Result) -> None:
    known = {key: (column, cell) for key, column, cell in report_tables.yield_columns(result)}
    shown.spans = spans(result.lines)
    order = [key for key in ORDER if key in known or (key == SPAN and any(shown.spans))]
    for place, key in enumerate(order):
        if key == SPAN:
            shown.span_column = place
            shown.heads.append(_("Difference with interval") if result.analysis else _("Difference"))
            continue
        shown.heads.append(known[key][0].header)
        if known[key][0].kind in (NUMBER, PERCENT):
            shown.right.append(place)
    shown.rows = [["" if key == SPAN else _text(known[key][0], known[key][1](line)) for key in order]
                  for line in result.lines]
    shown.bold = [i for i, line in enumerate(result.lines) if line is result.check_line]


def spans(lines: Sequence[Line]) -> list[Span | None]:
    """The differences with Dunnett's limits (or alone) on one scale; None for the check."""
    limits = [(line.difference, line.difference if line.lower is None else line.lower,
               line.difference if line.upper is None else line.upper) for line in lines]
    known = [v for triple in limits for v in triple if v is not None]
    if not known:
        return [None for _line in lines]
    least, most = min(0.0, *known), max(0.0, *known)
    return [None if d is None or low is None or high is None else Span(d, low, high, least, most)
            for d, low, high in limits]


def _anova(shown: Shown, result: Result) -> None:
    table = report_tables.anova_table(result)
    if table is not None:
        shown.anova_heads = [c.header for c in table.columns]
        shown.anova = texts(table)


def _notes(data: TrialData, result: Result) -> list[str]:
    return [*words.method_statement(result), *words.data_statement(data, [result])]


def texts(table: Table) -> list[list[str]]:
    """The cells of a document's table as texts."""
    return [[_text(c, cell) for c, cell in zip(table.columns, row, strict=True)] for row in table.rows]


def _text(column: Column, cell: object) -> str:
    if cell is None:
        return "–" if column.kind in (NUMBER, PERCENT) else ""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and column.kind in (NUMBER, PERCENT):
        places = column.decimals or 0
        text = words.signed(float(cell), places) if column.signed else words.number(float(cell), places)
        return f"{text} %" if column.kind == PERCENT else text
    return str(cell)
