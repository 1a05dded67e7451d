"""Invented townships, dealers, outlets, contacts, licences, visits and promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from desktop.core.verbs import store
from desktop.dealers.model import Dealer, Licence, Outlet
from desktop.dealers.visit_model import Promise, Visit
from desktop.example import names
from desktop.people.model import Membership
from desktop.regions.model import Region

INVENTED = "虚构示例"


@dataclass(frozen=True)
class Place:
    """A county of the example with its invented townships."""

    county: int
    name: str
    townships: list[int]
    latitude: float
    longitude: float


def make_places(session: Session, facts: dict[str, Any]) -> list[Place]:
    """Townships below the three real counties."""
    places = []
    for county in facts["counties"]:
        parent = session.get(Region, int(county["code"]))
        above = parent.full_name if parent else ""
        made = [store(session, Region, {"name": name, "level": "township", "parent_id": int(county["code"]),
                                        "full_name": f"{above} {name}", "remarks": INVENTED}).id
                for name in county["townships"]]
        places.append(Place(int(county["code"]), county["name"], made, county["latitude"], county["longitude"]))
    return places


def make_dealers(session: Session, facts: dict[str, Any], places: list[Place], chance: Random) -> None:
    """26 dealers over the three counties, each with what a dealer file holds."""
    number = 0
    for place, count in zip(places, (9, 9, 8), strict=True):
        for name in facts["dealer_names"][:count]:
            number += 1
            _dealer(session, facts, place, f"{place.name}{name}", number, chance)


def person(facts: dict[str, Any], chance: Random) -> str:
    """An invented name."""
    return f"{chance.choice(facts['surnames'])}{chance.choice(facts['given_names'])}"


def mobile(chance: Random) -> str:
    """A number of a range that is not given out."""
    return f"100{chance.randrange(10**8):08}"


def _dealer(session: Session, facts: dict[str, Any], place: Place, name: str, number: int, chance: Random) -> None:
    today: date = facts["today"]
    prospect, on_hold = number in (7, 19), number == 14
    values = {
        "code": f"D-{today.year}-{number:03}", "name": name, "kind": names.kind_of(name),
        "level": "county" if number % 3 == 1 else "township",
        "grade": "" if prospect else chance.choice("aabbbc"),
        "state": "prospect" if prospect else "hold" if on_hold else "active",
        "region_id": place.county if number % 3 == 1 else chance.choice(place.townships),
        "address": names.spot(place.name, "例街", chance.randrange(1, 200)), "phone": mobile(chance),
        "latitude": round(place.latitude + chance.uniform(-0.2, 0.2), 5),
        "longitude": round(place.longitude + chance.uniform(-0.25, 0.25), 5),
        "since": None if prospect else today - timedelta(days=chance.randrange(300, 3000)),
        "warehouse": names.spot(place.name, "例库", chance.randrange(1, 30)), "warehouse_t": float(chance.randrange(2, 60)),
        "area_mu": float(chance.randrange(20, 400) * 100), "visit_days": 45 if number % 3 == 1 else 60,
        "competitors": "、".join(chance.sample(["例玉21", "例玉27", "例科7", "例科9"], 2)), "remarks": INVENTED}
    lately = today - timedelta(days=20 if on_hold else 75)
    dealer = store(session, Dealer, {**values, "state_since": lately if prospect or on_hold else values["since"]})
    keeper = person(facts, chance)
    contact = store(session, Membership, {"dealer_id": dealer.id, "name": keeper, "position": "owner", "mobile": mobile(chance),
                                          "is_primary": True})
    store(session, Membership, {"dealer_id": dealer.id, "name": person(facts, chance), "position": "sales",
                                "mobile": mobile(chance)})
    for shop in range(chance.randrange(1, 4)):
        store(session, Outlet, {"dealer_id": dealer.id, "name": names.shop(name, shop + 1),
                                "region_id": chance.choice(place.townships), "keeper": person(facts, chance),
                                "phone": mobile(chance), "bags": chance.randrange(50, 900)})
    if not prospect:
        _papers(session, dealer.id, number, today, chance)
        _visits(session, facts, dealer.id, contact.name, number, chance)


def _papers(session: Session, dealer: int, number: int, today: date, chance: Random) -> None:
    """A business licence, and the filing of this season: some expire soon, two have expired."""
    store(session, Licence, {"dealer_id": dealer, "kind": "business", "number": f"92例{number:06}",
                             "issuer": "示例县市场监督管理局", "issued_on": today - timedelta(days=1500),
                             "verified_on": today - timedelta(days=chance.randrange(20, 300))})
    left = {3: -12, 11: -40, 5: 9, 8: 21, 16: 27}.get(number, chance.randrange(60, 330))
    store(session, Licence, {"dealer_id": dealer, "kind": "filing_no_repack", "number": f"例备{today.year}{number:04}",
                             "issuer": "示例县农业农村局", "scope": "例丰101、例对1号", "quantity_kg": 500.0 * (1 + number % 7),
                             "issued_on": today + timedelta(days=left - 365), "expires_on": today + timedelta(days=left)})


def _visits(session: Session, facts: dict[str, Any], dealer: int, people: str, number: int, chance: Random) -> None:
    """Some visits of the last year, one planned, promises of which a few are overdue."""
    today: date = facts["today"]
    last = None
    for back in sorted((chance.randrange(5, 330) for _n in range(chance.randrange(2, 6))), reverse=True):
        last = store(session, Visit, {
            "dealer_id": dealer, "state": "done", "visited_on": today - timedelta(days=back),
            "planned_on": today - timedelta(days=back + chance.randrange(0, 3)),
            "minutes": chance.randrange(3, 18) * 10, "purpose": chance.choice(["routine", "order", "stock", "trial", "market"]),
            "people": people, "findings": chance.choice(facts["findings"]), "result": chance.choice(facts["results"]),
            "reached": chance.random() < 0.8})
    if number % 4 == 0:
        store(session, Visit, {"dealer_id": dealer, "state": "planned", "planned_on": today + timedelta(days=number % 9 + 1),
                               "purpose": "routine"})
    if last and number % 2 == 0:
        late = number in (2, 10, 18)
        store(session, Promise, {
            "dealer_id": dealer, "visit_id": last.id, "made_on": last.visited_on, "what": chance.choice(facts["promises"]),
            "side": "us" if number % 4 else "dealer", "person": people,
            "due_on": max(today + timedelta(days=-6 if late else number % 20 + 1), last.visited_on or today)})
