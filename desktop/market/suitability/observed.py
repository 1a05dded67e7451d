"""What was seen of diseases in a region: farmers' cases by year and symptom, the worst scores of trials by year."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlmodel import Session

from desktop.catalogue.model import Trait
from desktop.core.i18n import SOURCE, language
from desktop.core.records import alive, table_of
from desktop.regions.tree import below
from desktop.service import field_words
from desktop.service.case_model import FarmerCase
from desktop.trials.model import Entry, Observation, Plot, Site, Trial


def cases_by_year(session: Session, region_id: int, crop_id: int | None) -> dict[tuple[int, str], int]:
    """How many cases of each symptom that are put down to a disease or pest a year had in a region and below it."""
    case = table_of(FarmerCase)
    year = func.substr(case.c.reported_on, 1, 4)
    query = select(year, case.c.symptom, func.count()).where(
        alive(case), case.c.region_id.in_(below(region_id)), case.c.symptom != "",
        case.c.cause == "pest").group_by(year, case.c.symptom)
    if crop_id is not None:
        query = query.where(case.c.crop_id == crop_id)
    return {(int(when), field_words.said(symptom)): int(count) for when, symptom, count in session.execute(query)}


def worst_in_trials(session: Session, region_id: int, crop_id: int | None) -> dict[tuple[int, str], float]:
    """The worst score of each disease trait in the trials of a region by year and name of the trait."""
    observation, plot, entry, trial, trait, site = (table_of(model) for model in (Observation, Plot, Entry, Trial, Trait, Site))
    year = func.substr(trial.c.sown_on, 1, 4)
    query = (select(year, trait.c.name_zh, trait.c.name_en, trait.c.direction, func.max(observation.c.value),
                    func.min(observation.c.value))
             .select_from(observation.join(plot, plot.c.id == observation.c.plot_id).join(entry, entry.c.id == plot.c.entry_id)
                          .join(trial, trial.c.id == entry.c.trial_id).join(trait, trait.c.id == observation.c.trait_id)
                          .join(site, site.c.id == trial.c.site_id))
             .where(alive(observation), alive(plot), alive(entry), alive(trial), observation.c.value.is_not(None),
                    trait.c.part == "resistance", trait.c.kind == "score", trial.c.sown_on.is_not(None),
                    site.c.region_id.in_(below(region_id)))
             .group_by(year, trait.c.id))
    if crop_id is not None:
        query = query.where(trial.c.crop_id == crop_id)
    return {(int(when), (english if language() == SOURCE else chinese) or chinese or english):
            float(least if direction == "higher" else most)
            for when, chinese, english, direction, most, least in session.execute(query)}
