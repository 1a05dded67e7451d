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
from desktop.service.complaint_model import Complaint, LotDelivery

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
    """What a dealer received of a lot and still holds, kg; `held_on` says as of when, None: never counted.

    `complaints` of the dealer's customers about it; refused ones do not count.
    """

    dealer_id: int
    dealer: str
    phone: str
    delivered_kg: float
    held_kg: float | None
    held_on: date | None
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
    """Who received a lot: per dealer the sum delivered and the newest count of what is left; most delivered first."""
    t, dealer = table_of(LotDelivery), table_of(Dealer)
    query = (select(t.c.dealer_id, dealer.c.name, dealer.c.phone, t.c.quantity_kg, t.c.held_kg, t.c.held_on)
             .join(dealer, dealer.c.id == t.c.dealer_id).where(t.c.lot == lot, alive(t))
             .order_by(t.c.held_on.asc(), t.c.id))
    found: dict[int, Holder] = {}
    for dealer_id, name, phone, quantity, held, held_on in session.execute(query):
        before = found.get(dealer_id, Holder(dealer_id, name, phone, 0.0, None, None))
        counted = (held, held_on) if held is not None else (before.held_kg, before.held_on)
        found[dealer_id] = Holder(dealer_id, name, phone, before.delivered_kg + (quantity or 0.0), *counted)
    _count_complaints(session, lot, found)
    return sorted(found.values(), key=lambda h: (-h.delivered_kg, h.dealer))


def _count_complaints(session: Session, lot: str, found: dict[int, Holder]) -> None:
    """Note each dealer's complaints; one who received nothing on record but has complaints is added."""
    dealer = table_of(Dealer)
    query = (select(_complaint.c.dealer_id, dealer.c.name, dealer.c.phone, func.count())
             .join(dealer, dealer.c.id == _complaint.c.dealer_id)
             .where(_complaint.c.lot == lot, alive(_complaint), _complaint.c.state.not_in(NOT_COUNTED))
             .group_by(_complaint.c.dealer_id, dealer.c.name, dealer.c.phone))
    for dealer_id, name, phone, number in session.execute(query):
        held = found.get(dealer_id, Holder(dealer_id, name, phone, 0.0, None, None))
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
