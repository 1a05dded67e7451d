"""All observations as one long table that the import takes back unchanged."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from desktop.catalogue.model import Trait
from desktop.core import local_time
from desktop.core.i18n import N_, _
from desktop.core.records import alive, table_of
from desktop.core.tables import Cell, Sheet
from desktop.trials.field.keys import plot_key
from desktop.trials.model import Observation, Plot, Trial

HEADER = ("plot_id", "trial", "plot", "trait", "value", "number", "timestamp", "observed", "person", "location", "note", "file")
TITLE = N_("Observations")


def observations_sheet(session: Session, trial_id: int | None = None) -> Sheet:
    """The observations of all trials, or of one."""
    return Sheet(_(TITLE), HEADER, _rows(session, trial_id))


def _rows(session: Session, trial_id: int | None) -> Iterator[Sequence[Cell]]:
    seen, plot, trial, trait = (table_of(m) for m in (Observation, Plot, Trial, Trait))
    query = (select(trial.c.code, plot.c.number, trait.c.code, seen.c.value, seen.c.text, seen.c.occasion, seen.c.observed_at,
                    seen.c.observed_on, seen.c.person, seen.c.latitude, seen.c.longitude, seen.c.note, seen.c.source)
             .join(plot, seen.c.plot_id == plot.c.id).join(trial, plot.c.trial_id == trial.c.id)
             .join(trait, seen.c.trait_id == trait.c.id)
             .where(*(alive(t) for t in (seen, plot, trial)))
             .order_by(trial.c.code, plot.c.id, trait.c.code, seen.c.occasion))
    for row in session.execute(query if trial_id is None else query.where(trial.c.id == trial_id)):
        code, number, name, value, text, occasion, at, on, person, latitude, longitude, note, source = row
        if value is None and not text:
            continue
        yield (plot_key(code, number), code, number, name, text if value is None else value, occasion or 1, _time(at), on,
               person, _point(latitude, longitude), note, source)


def _time(at: datetime | None) -> str:
    return local_time.universal(at).isoformat(" ", "milliseconds") if at else ""


def _point(latitude: Any, longitude: Any) -> str:
    """GeoJSON, which leaves no doubt about the order."""
    if latitude is None or longitude is None:
        return ""
    return json.dumps({"type": "Point", "coordinates": [longitude, latitude]})
