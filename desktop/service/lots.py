"""Early warning by lot: lots that draw complaints from different dealers, and who holds how much of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session

from desktop.core import catalogues, rollups
from desktop.core.database import Database
from desktop.core.listing import Condition
from desktop.core.records import alive, table_of
from desktop.dealers.model import Dealer
from desktop.sales.lots import tracing
from desktop.service.complaint_model import Complaint

NOT_COUNTED = ("refused",)
_complaint = table_of(Complaint)
DEALERS_OF_LOT = rollups.distinct(Complaint, "lot", "dealer_id", to="lot", where=(
    Condition("lot", "filled"), Condition("state", "not_in", NOT_COUNTED)))


@dataclass(frozen=True)
class LotWarning:
    """A lot with complaints from several dealers."""

    lot: str
    complaints: int
    dealers: int
    last: date | None


@dataclass(frozen=True)
class Holder:
    """What a dealer received of a lot and still holds; `held_on` says as of when, None: never counted, nobody asked.

    Kilograms are those of bags whose weight is known, and of what was written down by weight alone. `complaints` of the
    dealer's customers about it; refused ones do not count.
    """

    dealer_id: int
    dealer: str
    phone: str
    delivered_bags: int = 0
    delivered_kg: float = 0.0
    held_bags: int | None = None
    held_kg: float | None = None
    held_on: date | None = None
    complaints: int = 0


@dataclass(frozen=True)
class LotFile:
    """All that is known of where a lot went and who complained; `complaints` and `dealers` as in `LotWarning`."""

    lot: str
    complaints: int
    dealers: int
    lines: Sequence[Holder]


def least_dealers() -> int:
    """Complaints through so many dealers about one lot are a warning."""
    return int(catalogues.load("complaint_limits").head["lot_warning_dealers"])


def warnings(session: Session, least: int | None = None) -> list[LotWarning]:
    """The lots about which at least `least` dealers' customers complained, the worst first; refused ones do not count."""
    t = table_of(Complaint)
    dealers = func.count(func.distinct(t.c.dealer_id))
    query = (select(t.c.lot, func.count(), dealers, func.max(t.c.received_on))
             .where(alive(t), t.c.lot != "", t.c.state.not_in(NOT_COUNTED)).group_by(t.c.lot)
             .having(dealers >= (least or least_dealers())).order_by(dealers.desc(), func.count().desc(), t.c.lot))
    return [LotWarning(lot, number, several, last) for lot, number, several, last in session.execute(query)]


def holders(session: Session, lot: str) -> Sequence[Holder]:
    """Who received a lot: per dealer what came, less what went back or on, and what was last found of it; most first."""
    left = tracing.left_of(session, lot) if lot else {}
    found: dict[int, Holder] = {}
    for got in tracing.holders(session, [lot] if lot else []):
        before = found.get(got.dealer_id, Holder(got.dealer_id, got.name, got.phone))
        here = left.get(got.dealer_id, tracing.Left(None, None, None))
        found[got.dealer_id] = replace(
            before, delivered_bags=before.delivered_bags + got.bags, delivered_kg=before.delivered_kg + (got.kg or 0.0),
            held_bags=here.bags, held_kg=here.kg, held_on=here.day)
    _count_complaints(session, lot, found)
    return sorted(found.values(), key=lambda h: (-h.delivered_kg, -h.delivered_bags, h.dealer))


def _count_complaints(session: Session, lot: str, found: dict[int, Holder]) -> None:
    """Note each dealer's complaints; one who received nothing on record but has complaints is added."""
    dealer = table_of(Dealer)
    query = (select(_complaint.c.dealer_id, dealer.c.name, dealer.c.phone, func.count())
             .join(dealer, dealer.c.id == _complaint.c.dealer_id)
             .where(_complaint.c.lot == lot, alive(_complaint), _complaint.c.state.not_in(NOT_COUNTED))
             .group_by(_complaint.c.dealer_id, dealer.c.name, dealer.c.phone))
    for dealer_id, name, phone, number in session.execute(query):
        held = found.get(dealer_id, Holder(dealer_id, name, phone))
        found[dealer_id] = replace(held, complaints=number)


def read(db: Database, lot: str) -> LotFile:
    """The file of a lot; empty without one."""
    if not lot:
        return LotFile("", 0, 0, ())
    with db.reading() as session:
        counts = select(func.count(), func.count(func.distinct(_complaint.c.dealer_id))).where(
            _complaint.c.lot == lot, alive(_complaint), _complaint.c.state.not_in(NOT_COUNTED))
        number, dealers = session.execute(counts).one()
        return LotFile(lot, number, dealers, holders(session, lot))
