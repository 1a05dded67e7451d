"""Derived values are kept true: they are computed again in the very action that changes what they stand on.

`follow` runs at the end of every action, undo and redo included, before the commit. A derived observation has its
formula as its source ("= plot_weight / …"); one without is somebody's own value and is never written over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from desktop.catalogue.actions import dictionary
from desktop.catalogue.formula_check import Dictionary, tree
from desktop.catalogue.formula_values import evaluate
from desktop.catalogue.model import Crop, Trait
from desktop.core import history, verbs
from desktop.core.records import alive, alive_in_sql, living
from desktop.core.units import MU_OFFICIAL
from desktop.trials.model import DERIVED, Entry, Observation, Plot, Trial, TrialTrait
from desktop.trials.observations.derived_scope import FieldOfPlots, PlotScope, Seen, needs
from desktop.trials.trial_data import walk_order

CHUNK = 500
Everything = None  # all plots of a trial
Affected = dict[int, set[int] | None]


def follow(session: Session) -> None:
    """Compute again what stands on what this action touched."""
    touched = {name: set(ids) for name, ids in session.info.get("touched", {}).items()}
    if not _any_formula(session):
        return
    session.flush()
    for trial_id, plots in _affected(session, touched).items():
        recompute(session, trial_id, plots)


def _any_formula(session: Session) -> bool:
    return bool(session.connection().exec_driver_sql(
        "SELECT 1 FROM trialtrait tt JOIN trait t ON t.id = tt.trait_id WHERE t.formula <> '' AND "
        f"{alive_in_sql('t', 'tt')} LIMIT 1").first())


def _affected(session: Session, touched: Mapping[str, set[int]]) -> Affected:
    """Which trials have to be looked at, and which of their plots (None: all)."""
    found: Affected = {}
    for table, query in BY_PLOT.items():
        for trial_id, plot_id in _rows(session, query, touched.get(table, ())):
            known = found.setdefault(trial_id, set())
            if known is not None:
                known.add(plot_id)
    for table, query in BY_TRIAL.items():
        for (trial_id,) in _rows(session, query, touched.get(table, ())):
            found[trial_id] = Everything
    return found


BY_PLOT = {
    "observation": "SELECT DISTINCT p.trial_id, p.id FROM observation o JOIN plot p ON p.id = o.plot_id WHERE o.id IN ({})",
    "plot": "SELECT trial_id, id FROM plot WHERE id IN ({})"}
BY_TRIAL = {
    "entry": "SELECT DISTINCT trial_id FROM entry WHERE id IN ({})",
    "trialtrait": "SELECT DISTINCT trial_id FROM trialtrait WHERE id IN ({})",
    "trial": "SELECT id FROM trial WHERE id IN ({})",
    "crop": "SELECT id FROM trial WHERE crop_id IN ({})",
    "trait": "SELECT DISTINCT tt.trial_id FROM trialtrait tt JOIN trait t ON t.id = tt.trait_id JOIN trait c "
             "ON c.id IN ({}) AND (c.crop_id IS NULL OR c.crop_id = t.crop_id) WHERE t.formula <> ''"}


def _rows(session: Session, query: str, ids: Iterable[int]) -> Iterable[Any]:
    numbers = sorted(ids)
    for start in range(0, len(numbers), CHUNK):
        part = tuple(numbers[start:start + CHUNK])
        yield from session.connection().exec_driver_sql(query.format(",".join("?" * len(part))), part).all()


def recompute(session: Session, trial_id: int, plots: set[int] | None = None) -> int:
    """Bring the derived values of a trial (of some of its plots) up to date; gives how many changed."""
    trial = session.get(Trial, trial_id)
    if trial is None or trial.is_deleted:
        return 0
    chosen = _chosen(session, trial_id)
    derived = [t for t in chosen if tree(t) is not None]
    if not derived:
        return 0
    known = Dictionary(dictionary(session, trial.crop_id))
    wanted = [needs(known, t) for t in derived]
    if any(others for _ids, others in wanted):
        plots = Everything
    inputs = set().union(*(ids for ids, _others in wanted)) | {t.id for t in derived}
    field = _field(session, trial, chosen, known, plots)
    _read(session, field, plots, inputs)
    changes = [change for plot in field.plots if plots is None or plot.id in plots
               for trait in derived for change in _changes(field, plot, trait)]
    _write(session, changes)
    return len(changes)


def _chosen(session: Session, trial_id: int) -> list[Trait]:
    query = (select(Trait).join(TrialTrait, col(TrialTrait.trait_id) == Trait.id)
             .where(TrialTrait.trial_id == trial_id, alive(TrialTrait, Trait)))
    return list(session.exec(query))


def _field(session: Session, trial: Trial, chosen: list[Trait], known: Dictionary[Trait],
           wanted: set[int] | None) -> FieldOfPlots:
    query = living(Plot).where(Plot.trial_id == trial.id)
    if wanted is not None and len(wanted) <= CHUNK:
        query = query.where(col(Plot.id).in_(wanted))
    plots = list(session.exec(query))
    checks = select(Entry.id).where(Entry.trial_id == trial.id, alive(Entry), col(Entry.is_check))
    crop = session.get(Crop, trial.crop_id) if trial.crop_id else None
    return FieldOfPlots(trial, crop, sorted(plots, key=walk_order), frozenset(session.exec(checks)), known,
                        frozenset(t.id for t in chosen), _mu(session))


def _mu(session: Session) -> float:
    stored = session.connection().exec_driver_sql("SELECT value FROM office_setting WHERE name = 'mu_area'").scalar()
    try:
        return float(json.loads(stored or "null") or MU_OFFICIAL)
    except (ValueError, TypeError):
        return float(MU_OFFICIAL)


def _read(session: Session, field: FieldOfPlots, plots: set[int] | None, traits: set[int]) -> None:
    wanted = sorted(p.id for p in field.plots if plots is None or p.id in plots)
    for start in range(0, len(wanted), CHUNK):
        part = tuple(wanted[start:start + CHUNK])
        rows = session.connection().exec_driver_sql(
            "SELECT id, plot_id, trait_id, occasion, value, text, observed_on, source, excluded, note, accepted "
            f"FROM observation o WHERE {alive_in_sql('o')} AND plot_id IN ({','.join('?' * len(part))})", part)
        for key, plot, trait, occasion, value, text, day, source, excluded, note, accepted in rows:
            if trait in traits:
                one = Seen(key, occasion or 1, value, text or "", date.fromisoformat(day) if day else None, source or "",
                           bool(excluded), bool(excluded or note), bool(accepted))
                field.seen.setdefault((plot, trait), {})[one.occasion] = one


Change = tuple[str, Any]


def _changes(field: FieldOfPlots, plot: Plot, trait: Trait) -> Iterable[Change]:
    """What has to be written about a derived trait on a plot: nothing where it is right, or where it was typed."""
    if field.by_hand(plot.id, trait):
        return
    formula, stored = tree(trait), field.seen.get((plot.id, trait.id), {}).get(1)
    assert formula is not None
    found = evaluate(formula, PlotScope(field, plot, frozenset({trait.id})))
    value = found if isinstance(found, float) else None
    text = found.isoformat() if isinstance(found, date) else ""
    source = f"{DERIVED}{trait.formula.strip()}"
    if stored is None:
        if found is not None:
            yield "new", {"plot_id": plot.id, "trait_id": trait.id, "occasion": 1, "value": value, "text": text,
                          "source": source}
    elif found is None and not stored.kept:
        yield "gone", stored.id
    elif (stored.value, stored.text, stored.source) != (value, text, source):
        yield "changed", (stored, {"value": value, "text": text, "source": source, "accepted": 0})


def _write(session: Session, changes: list[Change]) -> None:
    """Write changes in bulk, with their lines in the history."""
    driver: Any = session.connection().connection.driver_connection
    changed = [what for kind, what in changes if kind == "changed"]
    driver.executemany("UPDATE observation SET value = :value, text = :text, source = :source, accepted = :accepted "
                       "WHERE id = :id", [{**values, "id": one.id} for one, values in changed])
    rows = [_line(one.id, {"value": one.value, "text": one.text, "source": one.source,
                                     "accepted": int(one.accepted)}, values) for one, values in changed]
    gone = [what for kind, what in changes if kind == "gone"]
    if rows:
        history.write_changes(session, rows)
    verbs.discard_many(session, Observation, gone)
    _look_again(session, {*gone, *(row["row_id"] for row in rows)})
    verbs.insert_many(session, Observation, [what for kind, what in changes if kind == "new"])


def _look_again(session: Session, ids: set[int]) -> None:
    """Observations the session holds already take the values just written."""
    for record in list(session.identity_map.values()):
        if isinstance(record, Observation) and record.id in ids:
            session.refresh(record)


def _line(number: int, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    images = {"before": before, "after": after}
    return {"table_name": "observation", "row_id": number, "kind": "update",
            **{k: json.dumps(v, ensure_ascii=False, separators=(",", ":")) for k, v in images.items()}}
