"""A trial as the pattern of others: the same entries and traits at other sites or in another season, randomised anew."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from desktop.catalogue.model import Season
from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.records import alive, content, living
from desktop.designs.chance import LARGEST_SEED
from desktop.trials.actions import choose_traits
from desktop.trials.model import Entry, Plot, Site, Trial, TrialTrait
from desktop.trials.plan.layout import lay_out_bare, options_of

OWN = frozenset({  # what a trial has of itself, and its copy not
    "code", "title", "state", "reason", "season_id", "site_id", "series", "sown_on", "harvested_on", "seed",
    "previous_crop", "soil", "organic_matter", "alkaline_nitrogen", "available_phosphorus", "available_potassium", "soil_ph",
    "weather", "conclusion", "remarks"})


@dataclass(frozen=True)
class Copy:
    """A trial to be made: under which code and title, where."""

    code: str
    title: str
    site_id: int | None


@dataclass(frozen=True)
class Pattern:
    """A trial that is copied, with what the dialog asks: sites, seasons (newest first), the codes that are taken."""

    trial: Trial
    site: Site | None
    season: Season | None
    sites: tuple[Site, ...]
    seasons: tuple[Season, ...]
    codes: frozenset[str]
    laid_out: bool

    def proposed(self, sites: Sequence[Site | None], season: Season | None) -> list[Copy]:
        """Codes and titles for the copies: those of the trial with year and site exchanged, each code once."""
        taken, found, own = set(self.codes), [], self.site or Site()
        for site in sites:
            there = site or Site()
            code = self._exchanged(self.trial.code, own.code, there.code or there.name, season, "-")
            title = self._exchanged(self.trial.title, own.name, there.name, season, " ")
            code = next(c for n in range(1, len(taken) + 2) if (c := code if n == 1 else f"{code}-{n}") not in taken)
            taken.add(code)
            found.append(Copy(code, title, site.id if site else None))
        return found

    def _exchanged(self, text: str, old_site: str, new_site: str, season: Season | None, between: str) -> str:
        if self.season and season and self.season.year and season.year:
            text = text.replace(str(self.season.year), str(season.year))
        if not new_site or new_site in text:
            return text
        return text.replace(old_site, new_site) if old_site and old_site in text else f"{text}{between}{new_site}"


def pattern(db: Database, trial_id: int) -> Pattern:
    """The trial and what can be chosen for its copies. Raises `UserError` where there is no such trial."""
    with db.reading() as session:
        trial = session.get(Trial, trial_id)
        if trial is None:
            raise UserError(_("This trial is no longer in the database."))
        sites = session.exec(living(Site).order_by(col(Site.name), col(Site.id)))
        seasons = session.exec(living(Season)
                               .order_by(col(Season.year).desc(), col(Season.name).desc()))
        codes = session.exec(select(Trial.code).where(alive(Trial)))
        site = session.get(Site, trial.site_id) if trial.site_id else None
        season = session.get(Season, trial.season_id) if trial.season_id else None
        return Pattern(trial, site, season, tuple(sites), tuple(seasons), frozenset(codes), _laid_out(session, trial_id))


def _laid_out(session: Session, trial_id: int) -> bool:
    plots = select(Plot.id).where(Plot.trial_id == trial_id, alive(Plot))
    return session.exec(plots.limit(1)).first() is not None


def copy_trial(db: Database, trial_id: int, copies: Sequence[Copy], *, season_id: int | None, series: str,
               lay_out: bool) -> list[int]:
    """Make the copies, all in one action; gives their keys. `lay_out`: with plots, each under a seed of its own."""
    with db.operation(_("Trial copied")) as session:
        origin = session.get(Trial, trial_id)
        if origin is None:
            raise UserError(_("This trial is no longer in the database."))
        kept = {name: value for name, value in content(origin).items() if name not in OWN}
        entries = list(session.exec(living(Entry).where(Entry.trial_id == trial_id)
                                    .order_by(col(Entry.number), col(Entry.id))))
        traits = list(session.exec(select(TrialTrait.trait_id).where(
            TrialTrait.trial_id == trial_id, alive(TrialTrait)).order_by(col(TrialTrait.position))))
        made = []
        for wish in copies:
            trial = verbs.store(session, Trial, {**kept, "code": wish.code, "title": wish.title, "site_id": wish.site_id,
                                                 "season_id": season_id, "series": series, "state": "planned"})
            _copy_entries(session, trial.id, entries)
            choose_traits(session, trial.id, [t for t in traits if t])
            if lay_out:
                lay_out_bare(session, trial.id, trial.design, options_of(trial, 1 + secrets.randbelow(LARGEST_SEED)))
            made.append(trial.id)
        return made


def _copy_entries(session: Session, trial_id: int, entries: Sequence[Entry]) -> None:
    if entries:
        verbs.insert_many(session, Entry, [{**content(entry), "trial_id": trial_id} for entry in entries])
