"""Papers of trials, series and varieties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.i18n import language
from tests.paper.register.kinds import Kind, built, of, richest, sample, spoken


def series_of(kinds: str) -> Callable[[Database], list[Any]]:
    """The names of series with trials of these kinds, the longest first."""
    return richest(f"SELECT series FROM trial WHERE series <> '' AND kind {kinds} AND deleted_at IS NULL "
                   "GROUP BY series ORDER BY count(*) DESC")


def field_book(db: Database, trial: int) -> Document:
    from desktop.trials.field.sheets import SheetOptions, field_sheets
    from desktop.trials.trial_data import load as load_trial

    data = load_trial(db, trial).in_language(language())
    return field_sheets(data, language(), SheetOptions(data.traits, occasions=2))


def planting_plan(db: Database, trial: int) -> Document:
    from desktop.trials.field.planting import PlantingOptions
    from desktop.trials.field.planting import planting_plan as build
    from desktop.trials.trial_data import load as load_trial

    return build(load_trial(db, trial).in_language(language()), language(), PlantingOptions(germination=95, thousand=320))


def drawn_plan(_db: Database) -> Document:
    from desktop.designs import DesignOptions, Item, certify, plan
    from desktop.trials.plan.plan_files import document

    made = plan("rcbd", [Item(n, f"LF-{n}") for n in range(1, 13)], DesignOptions(replicates=3, seed=7))
    return document(made, certify(made), "LS2026-QA1", ["N"])


LAID_OUT = richest("SELECT trial_id FROM plot WHERE deleted_at IS NULL GROUP BY trial_id ORDER BY count(*) DESC")
KINDS = {
    "field-report": spoken("desktop.trials.report.field_report:trial_report", of("trial", "plot")),
    "series-summary": spoken("desktop.trials.series.series_report:series_report", series_of("<> 'demonstration'")),
    "demonstration-summary": spoken("desktop.trials.series.demonstration:demonstration_report", series_of("= 'demonstration'")),
    "variety-dossier": spoken("desktop.trials.dossier.dossier_report:variety_dossier", of("variety", "entry")),
    "variety-sheet": spoken("desktop.trials.dossier.sheet:variety_sheet", of("variety", "entry")),
    "drawn-plan": sample(drawn_plan),
    "field-plan": built("desktop.trials.plan.plan_files:stored_plan", LAID_OUT),
    "field-book": Kind(field_book, LAID_OUT),
    "planting-plan": Kind(planting_plan, LAID_OUT),
}
