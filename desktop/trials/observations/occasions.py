"""The occasions of repeated observations: which there are of a trait, and on which day each of them was."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.records import alive, living
from desktop.trials.model import Observation, Plot, TrialOccasion

Days = dict[int, dict[int, date | None]]  # trait → occasion → day


def days_of(db: Database, trial_id: int) -> Days:
    """The occasions planned or dated in a trial."""
    with db.reading() as session:
        return _days(session, trial_id)


def _days(session: Session, trial_id: int) -> Days:
    found: Days = {}
    for one in session.exec(_query(trial_id)):
        found.setdefault(one.trait_id or 0, {})[one.occasion or 1] = one.observed_on
    return found


def _query(trial_id: int) -> Any:
    return living(TrialOccasion).where(TrialOccasion.trial_id == trial_id)


def next_occasion(db: Database, trial_id: int, trait_id: int) -> int:
    """The number of the occasion that would come next."""
    with db.reading() as session:
        known = _days(session, trial_id).get(trait_id, {})
        query = (select(Observation.occasion).join(Plot, col(Observation.plot_id) == Plot.id)
                 .where(Plot.trial_id == trial_id, Observation.trait_id == trait_id, alive(Observation)))
        seen = {occasion or 1 for occasion in session.exec(query.distinct())}
        return max([1, *known, *seen]) + 1


def set_day(db: Database, trial_id: int, trait_id: int, occasion: int, day: date | None) -> None:
    """Add an occasion, or date one that is there: the values already entered for it take the day too."""
    with db.operation(_("Occasion {n} set").format(n=occasion)) as session:
        if occasion > 1 and day is not None:
            _refuse_disorder(_days(session, trial_id).get(trait_id, {}), occasion, day)
        known = {(o.trait_id, o.occasion): o for o in session.exec(_query(trial_id))}
        mine = known.get((trait_id, occasion))
        values = {"trial_id": trial_id, "trait_id": trait_id, "occasion": occasion, "observed_on": day}
        verbs.store(session, TrialOccasion, values, mine.id if mine else None)
        if day is not None:
            query = (select(Observation).join(Plot, col(Observation.plot_id) == Plot.id)
                     .where(Plot.trial_id == trial_id, Observation.trait_id == trait_id, Observation.occasion == occasion,
                            alive(Observation)))
            for one in session.exec(query):
                one.observed_on = day


def _refuse_disorder(known: dict[int, date | None], occasion: int, day: date) -> None:
    """Occasions are counted in the order of their days."""
    for other, when in known.items():
        if when is not None and ((other < occasion and when > day) or (other > occasion and when < day)):
            raise UserError(_("Occasion {other} was on {when}: occasion {n} cannot be on {day}.").format(
                other=other, when=when.isoformat(), n=occasion, day=day.isoformat()))
