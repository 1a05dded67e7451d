"""What is done with trips: stops taken from visits, allowances proposed, the advance settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.i18n import _
from desktop.core.records import alive, living, table_of
from desktop.core.verbs import insert_many, store
from desktop.dealers.choices import PURPOSES
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from desktop.reports.trips.model import Trip, TripExpense, TripStop
from desktop.reports.trips.rules import rule


@dataclass(frozen=True)
class Settlement:
    """In fen: claimed, sanctioned (what nobody judged yet counts as claimed), advance, given back, and what is left:
    above nothing to be given back by the traveller, below to be paid to him."""

    claimed: int
    sanctioned: int
    advance: int
    given_back: int

    @property
    def to_return(self) -> int:
        """What the traveller still has to give back; below nothing what he is still owed."""
        return self.advance - self.sanctioned - self.given_back


def settlement(session: Session, trip: Trip) -> Settlement:
    """How a trip stands."""
    expenses = expenses_of(session, trip.id)
    return Settlement(sum(e.claimed or 0 for e in expenses), sum(
        (e.claimed or 0) if e.sanctioned is None else e.sanctioned for e in expenses), trip.advance or 0,
        trip.returned_money or 0)


def expenses_of(session: Session, trip_id: int) -> list[TripExpense]:
    """The expenses of a trip, in order."""
    return list(session.exec(living(TripExpense).where(col(TripExpense.trip_id) == trip_id).order_by(
        col(TripExpense.spent_on), col(TripExpense.id))))


def stops_of(session: Session, trip_id: int) -> list[TripStop]:
    """The stops of a trip, in order."""
    return list(session.exec(living(TripStop).where(col(TripStop.trip_id) == trip_id).order_by(
        col(TripStop.on_day), col(TripStop.id))))


def take_visits(db: Database, trip_id: int) -> int:
    """Bring the visits of the trip's days in as stops, and the results of those that were made; how many stops that touched.

    What was written into a stop stays.
    """
    with db.operation(_("Stops taken from visits")) as session:
        trip = session.get_one(Trip, trip_id)
        stops = {stop.visit_id: stop for stop in stops_of(session, trip_id)}
        visit = table_of(Visit)
        day = select(Visit, col(Dealer.name)).join(Dealer, col(Visit.dealer_id) == col(Dealer.id)).where(
            alive(visit), col(Visit.state).in_(("planned", "done")),
            col(Visit.planned_on).between(trip.starts_on, trip.ends_on)
            | col(Visit.visited_on).between(trip.starts_on, trip.ends_on)).order_by(col(Visit.id))
        fresh, touched = list[dict[str, object]](), 0
        for found, name in session.execute(day).all():
            said = found.result or found.findings
            stop = stops.get(found.id)
            if stop is None:
                fresh.append({"trip_id": trip_id, "on_day": found.visited_on or found.planned_on, "place": name,
                              "dealer_id": found.dealer_id, "visit_id": found.id, "task": PURPOSES.label(found.purpose),
                              "result": said})
            elif said and not stop.result:
                store(session, TripStop, {"result": said}, stop.id)
                touched += 1
        insert_many(session, TripStop, fresh)
        return touched + len(fresh)


def propose_allowances(db: Database, trip_id: int) -> int:
    """Write the allowance of each day of the trip that has none yet, by the rule of that day; how many those were."""
    with db.operation(_("Allowances proposed")) as session:
        trip = session.get_one(Trip, trip_id)
        assert trip.starts_on is not None and trip.ends_on is not None
        known = {e.spent_on for e in expenses_of(session, trip_id) if e.kind == "allowance"}
        last = trip.returned_on or trip.ends_on
        days = [trip.starts_on + timedelta(days=n) for n in range((last - trip.starts_on).days + 1)]
        rows = [{"trip_id": trip_id, "spent_on": day, "kind": "allowance", "claimed": rule(day).day} for day in days
                if day not in known]
        insert_many(session, TripExpense, rows)
        return len(rows)
