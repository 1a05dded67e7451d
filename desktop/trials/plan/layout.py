"""The field layout of a trial: laid out by a design, edited by hand, walked in another order, certified throughout."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.records import alive, living
from desktop.designs import Certificate, DesignOptions, FieldPlan, Item, PlannedPlot, certify, plan
from desktop.designs.field import walk
from desktop.designs.model import GUARD
from desktop.trials.model import Observation, Plot, Trial
from desktop.trials.trial_data import EntryLine, entries_of, walk_order

STANDING = ("number", "entry", "replicate", "row", "column", "block", "kind")  # what a plan decides about a plot


@dataclass(frozen=True)
class Layout:
    """A trial with its plan as it stands in the database, and the certificate of that."""

    trial: Trial
    plan: FieldPlan
    certificate: Certificate


def item(entry: EntryLine) -> Item:
    """An entry as the designs see it."""
    levels: tuple[str, ...] = entry.levels
    while levels and not levels[-1]:
        levels = levels[:-1]
    return Item(entry.id, entry.name, entry.is_check, levels)


def items_of(db: Database, trial_id: int) -> list[Item]:
    """The entries of a trial in order of their numbers."""
    with db.reading() as session:
        return [item(entry) for entry in entries_of(session, trial_id)]


def standing(db: Database, trial_id: int) -> str:
    """Whether a trial is laid out: "" (no plots), "bare" (plots nobody has observed), "observed"."""
    with db.reading() as session:
        return _standing(session, _plots(session, trial_id))


def _standing(session: Session, plots: Sequence[Plot]) -> str:
    if not plots:
        return ""
    seen = select(Observation.id).join(Plot, col(Observation.plot_id) == Plot.id).where(
        Plot.trial_id == plots[0].trial_id, alive(Plot, Observation))
    return "bare" if session.exec(seen.limit(1)).first() is None else "observed"


def options_of(trial: Trial, seed: int | None = None) -> DesignOptions:
    """What the trial says its plan is made by."""
    return DesignOptions.restored(trial.design_options or {}, replicates=trial.replicates or 1, block_size=trial.block_size,
                            seed=trial.seed or 1 if seed is None else seed)


def lay_out(db: Database, trial_id: int, design: str, options: DesignOptions, *, anew: bool = False) -> Certificate:
    """Make the plots of a trial that has none, in one action. Raises `UserError` where the plan cannot be made.

    `anew`: in place of the plots it has, as long as nothing was observed on them.
    """
    with db.operation(_("Plots laid out")) as session:
        stand = _plots(session, trial_id)
        if stand and (not anew or _standing(session, stand) != "bare"):
            raise UserError(_("The trial has plots already: delete them first to lay it out anew."))
        verbs.remove(session, Plot, [plot.id for plot in stand])
        return lay_out_bare(session, trial_id, design, options)


def lay_out_bare(session: Session, trial_id: int, design: str, options: DesignOptions) -> Certificate:
    """`lay_out` of a trial without plots, inside an action that is under way."""
    if session.get(Trial, trial_id) is None:
        raise UserError(_("This trial is no longer in the database."))
    made = plan(design, [item(entry) for entry in entries_of(session, trial_id)], options)
    certificate = certify(made)
    if not certificate.valid:
        raise UserError(certificate.lines()[0])
    verbs.insert_many(session, Plot, [
        {"trial_id": trial_id, "entry_id": p.entry, "number": p.number, "replicate": p.replicate, "block": p.block,
         "row": p.row, "column": p.column, "kind": p.kind, "walk": p.walk} for p in made.plots])
    verbs.store(session, Trial, {
        "seed": options.seed, "design": design, "replicates": options.replicates, "block_size": options.block_size,
        "design_options": options.stored()}, trial_id)
    return certificate


def layout_of(db: Database, trial_id: int) -> Layout:
    """The layout of a trial as it stands, with its certificate. Raises `UserError` where there is no such trial."""
    with db.reading() as session:
        trial = session.get(Trial, trial_id)
        if trial is None:
            raise UserError(_("This trial is no longer in the database."))
        items = [item(entry) for entry in entries_of(session, trial_id)]
        plots = [_planned(plot) for plot in sorted(_plots(session, trial_id), key=walk_order)]
    options = options_of(trial)
    stands = FieldPlan(trial.design, items, options, plots, randomised_here=False)
    stands = replace(stands, randomised_here=trial.seed is not None and made_again(stands))
    return Layout(trial, stands, certify(stands))


def made_again(stands: FieldPlan) -> bool:
    """Whether design, options and seed make this very layout."""
    try:
        made = plan(stands.design, stands.items, stands.options)
    except UserError:
        return False
    return _essence(made.plots) == _essence(stands.plots)


def _essence(plots: Sequence[PlannedPlot]) -> set[tuple[object, ...]]:
    return {tuple(getattr(p, name) for name in STANDING) for p in plots}


def swap(db: Database, one: int, other: int) -> None:
    """Exchange what stands on two plots of a trial, in one action. Raises `UserError` where that makes no sense."""
    with db.operation(_("Two plots swapped")) as session:
        plots = [session.get(Plot, one), session.get(Plot, other)]
        first, second = plots
        if first is None or second is None or first.is_deleted or second.is_deleted or first.trial_id != second.trial_id:
            raise UserError(_("Choose two plots of one trial."))
        if GUARD in (first.kind, second.kind):
            raise UserError(_("A guard plot carries no entry to be swapped."))
        if first.entry_id == second.entry_id:
            raise UserError(_("Both plots carry the same entry: there is nothing to swap."))
        entries, kinds = (first.entry_id, second.entry_id), (first.kind, second.kind)
        verbs.store(session, Plot, {"entry_id": entries[1], "kind": kinds[1]}, first.id)
        verbs.store(session, Plot, {"entry_id": entries[0], "kind": kinds[0]}, second.id)


def set_state(db: Database, plot_ids: Sequence[int], state: str, reason: str) -> None:
    """Mark plots lost or excluded with the reason, or put them back ("ok"), in one action."""
    label = _("Plots put back") if state == "ok" else _("Plots left out")
    with db.operation(label) as session:
        for plot_id in plot_ids:
            verbs.store(session, Plot, {"state": state, "reason": "" if state == "ok" else reason}, plot_id)


def renumber_walk(db: Database, trial_id: int, corner: str, along: str, serpentine: bool) -> int:
    """Give the plots another order of walking, in one action; how many were walked. Guards are not walked."""
    with db.operation(_("Walk order renumbered")) as session:
        plots = {(p.row, p.column): p for p in _plots(session, trial_id) if p.kind != GUARD and p.row and p.column}
        if not plots:
            raise UserError(_("No plot has a row and a column yet."))
        order = walk([(row or 0, column or 0) for row, column in plots], corner, along, serpentine)
        for step, place in enumerate(order, start=1):
            plot = plots[place]
            if plot.walk != step:
                verbs.store(session, Plot, {"walk": step}, plot.id)
        return len(order)


def _plots(session: Session, trial_id: int) -> list[Plot]:
    return list(session.exec(living(Plot).where(Plot.trial_id == trial_id)))


def _planned(plot: Plot) -> PlannedPlot:
    return PlannedPlot(plot.number, plot.entry_id, plot.replicate, plot.row or 0, plot.column or 0, plot.block, plot.kind,
                       plot.walk)
