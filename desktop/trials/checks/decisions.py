"""What is done about a finding: let it stand, leave a value or a plot out, take it in again, exchange two plots' data."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from desktop.core import verbs
from desktop.core.attachments import Attachment
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.records import alive, living
from desktop.trials.checks.finding import Finding, Material
from desktop.trials.checks.findings import findings
from desktop.trials.model import Observation, Plot
from desktop.trials.trial_data import read


def check(db: Database, trial_id: int) -> tuple[Material, list[Finding]]:
    """A trial with all findings about it. Raises `UserError` where there is no such trial."""
    with db.reading() as session:
        data = read(session, trial_id)
        query = (select(Observation.plot_id, Observation.trait_id, Observation.occasion)
                 .join(Plot, col(Observation.plot_id) == Plot.id)
                 .where(Plot.trial_id == trial_id, col(Observation.accepted), alive(Observation)))
        accepted = {(plot or 0, trait or 0, occasion or 1) for plot, trait, occasion in session.exec(query)}
    material = Material(data, accepted)
    return material, findings(material)


def _observations(session: Session, finding: Finding) -> list[Observation]:
    """The observations a finding is about; of a trait without an occasion the newest."""
    found = []
    for plot, trait, occasion in finding.cells:
        query = living(Observation).where(Observation.plot_id == plot, Observation.trait_id == trait)
        seen = sorted(session.exec(query), key=lambda o: o.occasion or 1)
        found += [o for o in seen if o.occasion == occasion] if occasion else seen[-1:]
    if not found:
        raise UserError(_("This finding is not about a single value: leave the plot out instead, or correct it."))
    return found


def accept(db: Database, finding: Finding, note: str = "") -> None:
    """Let a finding stand: it is not shown again until the value changes. The note is added to the value's."""
    with db.operation(_("Value accepted")) as session:
        for one in _observations(session, finding):
            text = "; ".join(t for t in (one.note, note.strip()) if t)
            verbs.store(session, Observation, {"accepted": True, "note": text}, one.id)


def exclude_value(db: Database, finding: Finding, reason: str) -> None:
    """Leave the values of a finding out of the analysis. Raises `UserError` without a reason."""
    with db.operation(_("Value left out of the analysis")) as session:
        for one in _observations(session, finding)[:1]:
            verbs.store(session, Observation, {"excluded": True, "reason": reason.strip()}, one.id)


def exclude_plot(db: Database, plot_id: int, reason: str) -> None:
    """Leave a plot out of the analysis. Raises `UserError` without a reason."""
    verbs.save(db, Plot, {"state": "excluded", "reason": reason.strip()}, plot_id, _("Plot left out of the analysis"))


def include(db: Database, finding: Finding) -> None:
    """Take a value, or a plot, into the analysis again; the history keeps that it was left out, and why."""
    with db.operation(_("Taken into the analysis again")) as session:
        if finding.trait is None and finding.plot is not None:
            verbs.store(session, Plot, {"state": "ok", "reason": ""}, finding.plot)
            return
        for one in _observations(session, finding):
            verbs.store(session, Observation, {"excluded": False, "reason": ""}, one.id)


def swap(db: Database, first: int, second: int) -> int:
    """Exchange all observations of two plots of one trial, with their photos, as one action; gives how many moved."""
    with db.operation(_("Data of two plots exchanged")) as session:
        plots = [session.get(Plot, number) for number in (first, second)]
        if None in plots or plots[0].trial_id != plots[1].trial_id:  # type: ignore[union-attr]
            raise UserError(_("Data can be exchanged only between two plots of one trial."))
        moved = _of_plot(session, first), _of_plot(session, second)
        for ones, target in zip(moved, (second, first), strict=True):
            for one in ones:
                one.plot_id = target
        for pictures, target in zip((_pictures(session, first), _pictures(session, second)), (second, first), strict=True):
            for picture in pictures:
                picture.owner_id = target
        session.flush()
        return sum(map(len, moved))


def _of_plot(session: Session, plot_id: int) -> list[Observation]:
    query = living(Observation).where(Observation.plot_id == plot_id)
    return list(session.exec(query))


def _pictures(session: Session, plot_id: int) -> list[Attachment]:
    query = living(Attachment).where(Attachment.owner_table == "plot", Attachment.owner_id == plot_id)
    return list(session.exec(query))


def photos(db: Database, plot_ids: Sequence[int]) -> list[Attachment]:
    """The photos of plots and of their observations, oldest first."""
    with db.reading() as session:
        own = select(Attachment).where(Attachment.owner_table == "plot", col(Attachment.owner_id).in_(plot_ids))
        seen = (select(Attachment).join(Observation, col(Attachment.owner_id) == Observation.id)
                .where(Attachment.owner_table == "observation", col(Observation.plot_id).in_(plot_ids),
                       alive(Observation)))
        found = [a for query in (own, seen) for a in session.exec(query.where(alive(Attachment)))]
        return sorted(found, key=lambda a: a.id)
