"""Which plots and values of an imported trial are in the database already."""

from __future__ import annotations

import math
from typing import Any

from sqlmodel import Session, col

from desktop.core.records import living
from desktop.trials.field.keys import plot_key
from desktop.trials.importing.payload import Payload, PlotPlan, TrialPlan
from desktop.trials.model import Observation, Plot
from desktop.trials.trial_data import TrialData, read

PLACE = ("replicate", "block", "row", "column", "walk", "kind")


def match_stored(session: Session, trial: TrialPlan, payload: Payload, given: frozenset[str]) -> None:
    """Note the stored keys in `trial` and drop the values that are stored just so; `given` names the columns there are."""
    assert trial.id is not None
    data = read(session, trial.id)
    trial.known_entries = _known_entries(data, trial, payload)
    stored = {p.number: p for p in data.plots}
    for plot in trial.plots.values():
        found = stored.get(plot.number)
        if found is None:
            continue
        plot.id = found.id
        if plot.given_id and plot.given_id != found.given_id and plot.given_id != plot_key(trial.code, plot.number):
            plot.moved["given_id"] = plot.given_id
        if payload.layout:
            plot.moved |= _moved(found, plot, trial, given)
        _drop_equal(session, plot, payload)


def _moved(found: Plot, plot: PlotPlan, trial: TrialPlan, given: frozenset[str]) -> dict[str, Any]:
    """What a layout says otherwise of a stored plot; what it leaves blank stays."""
    said = {name: getattr(plot, name) for name in PLACE if name in given and getattr(plot, name) not in (None, "")}
    moved = {name: value for name, value in said.items() if getattr(found, name) != value}
    if plot.entry and trial.known_entries.get(plot.entry) != found.entry_id:
        moved["entry"] = plot.entry
    return moved


def _known_entries(data: TrialData, trial: TrialPlan, payload: Payload) -> dict[str, int]:
    """Entries by the variety's key, else by the name."""
    by_variety = {} if trial.levels else {e.variety.id: e.id for e in data.entries if e.variety}
    by_name = {e.name: e.id for e in data.entries}
    found = {}
    for name in trial.entries:
        variety = payload.varieties.get(trial.variety_of.get(name, ""))
        number = by_variety.get(variety or 0) or by_name.get(name)
        if number:
            found[name] = number
    return found


def _drop_equal(session: Session, plot: PlotPlan, payload: Payload) -> None:
    query = living(Observation).where(Observation.plot_id == plot.id)
    stored = {o.trait_id: o for o in session.exec(query.order_by(col(Observation.occasion)))}
    for key, value in list(plot.values.items()):
        found = stored.get(payload.traits[key].id or 0)
        if found is None:
            continue
        if _same(found, value):
            del plot.values[key]
        else:
            plot.changed[key] = found.id


def _same(found: Observation, value: Any) -> bool:
    if isinstance(value, float):
        return found.value is not None and math.isclose(found.value, value, rel_tol=1e-12)
    return bool(found.text == value)
