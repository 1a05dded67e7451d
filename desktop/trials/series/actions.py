"""Lists and verbs of series of trials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, select

from desktop.catalogue.actions import crop_column, similar
from desktop.catalogue.model import Crop
from desktop.core import rollups, search, verbs
from desktop.core.database import Database
from desktop.core.i18n import N_
from desktop.core.listing import Listing, column
from desktop.core.records import Record, alive, living, table_of
from desktop.trials.model import Trial, TrialSeries

TRIALS_OF = rollups.count(Trial, "series", to="name")
SITES_OF = rollups.distinct(Trial, "series", "site_id", to="name")

SERIES = Listing(
    "series", N_("Series of trials"), TrialSeries,
    columns=[column(TrialSeries, "name"), crop_column(),
             TRIALS_OF.column(TrialSeries, "trials", N_("Number of trials")),
             SITES_OF.column(TrialSeries, "sites", N_("Number of sites")),
             column(TrialSeries, "organiser", shown=False), column(TrialSeries, "author", shown=False)],
    joins=[(Crop, "crop_id")], order=("name", True))


def follow(session: Session) -> None:
    """Make a record for every series that a trial names, at the end of the action in which it was named.

    A series in the recycle bin stands for its name as well.
    """
    named = select(Trial.series).where(Trial.series != "", alive(Trial)).distinct()
    known = set(session.exec(select(TrialSeries.name)))
    for name in sorted(set(session.exec(named)) - known):
        first = session.exec(living(Trial).where(Trial.series == name).order_by(col(Trial.id))).first()
        assert first is not None
        verbs.store(session, TrialSeries, {"name": name, "crop_id": first.crop_id, "organiser": first.organiser,
                                           "author": first.author})


def similar_series(session: Session, values: Mapping[str, Any], record_id: int | None) -> list[search.Hit]:
    """Series of the same name."""
    wanted = [table_of(TrialSeries).c.name == values["name"]] if values.get("name") else []
    return similar(session, TrialSeries, wanted, record_id)


def record_of(db: Database, name: str) -> Record | None:
    """The record of a series by its name."""
    with db.reading() as session:
        query = living(TrialSeries).where(TrialSeries.name == name)
        return session.exec(query.order_by(col(TrialSeries.id))).first()
