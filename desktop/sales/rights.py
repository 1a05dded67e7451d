"""Whether a dealer may be sold a variety: his state, his licences and filings, the places that are his. A sentence each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col

from desktop.catalogue.model import Variety
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.dealers.choices import LICENCE_KINDS, STATES
from desktop.dealers.model import Dealer, Licence, Territory
from desktop.sales.products.model import Product

STATE, TERRITORY, LICENCE, FILING = "state", "territory", "licence", "filing"
FILINGS = tuple(kind for kind in LICENCE_KINDS if kind.startswith("filing_"))
ALLOWING = ("business", "seed_production")
_BETWEEN = re.compile(r"[、，,;；/\n]")


@dataclass(frozen=True)
class Objection:
    """What speaks against selling: one of STATE, TERRITORY, LICENCE, FILING, and the sentence."""

    kind: str
    said: str


def objections(session: Session, dealer_id: int, products: Iterable[int], day: date) -> list[Objection]:
    """All that speaks against selling these products to a dealer on a day; nothing where nothing does."""
    dealer = session.get_one(Dealer, dealer_id)
    found = []
    if dealer.state != "active":
        found.append(Objection(STATE, _("{dealer} is “{state}”.").format(dealer=dealer.name, state=STATES.label(dealer.state))))
    licences = session.exec(living(Licence).where(col(Licence.dealer_id) == dealer_id, col(Licence.replaced).is_(False))).all()
    found += _licences(licences, day)
    areas = session.exec(living(Territory).where(col(Territory.dealer_id) == dealer_id))
    rights = [area for area in areas if right_in_time(area, day)]
    for variety in _varieties(session, products):
        if not any(names_variety(right.varieties, variety) for right in rights):
            said = _("No sales area for {variety} is recorded on {day}.")
            found.append(Objection(TERRITORY, said.format(variety=variety, day=day)))
        filed = [paper for paper in licences if paper.kind in FILINGS and names_variety(paper.scope, variety)]
        if not any(paper.expires_on is None or paper.expires_on >= day for paper in filed):
            found.append(Objection(FILING, _("No filing for {variety} is in date on {day}.").format(variety=variety, day=day)))
    return found


def _licences(papers: Iterable[Licence], day: date) -> list[Objection]:
    """A word where no licence to trade is in date: which one ran out last, or that none is recorded."""
    allowing = [paper for paper in papers if paper.kind in ALLOWING]
    if any(paper.expires_on is None or paper.expires_on >= day for paper in allowing):
        return []
    if not allowing:
        return [Objection(LICENCE, _("No licence to trade is recorded."))]
    last = max(allowing, key=lambda paper: paper.expires_on or day)
    return [Objection(LICENCE, _("{licence} expired on {day}.").format(licence=last.label(), day=last.expires_on))]


def right_in_time(right: Territory, day: date) -> bool:
    """Whether an area is the dealer's on a day."""
    return (right.starts_on is None or right.starts_on <= day) and (right.ends_on is None or day <= right.ends_on)


def names_variety(text: str, variety: str) -> bool:
    """Whether a text that lists varieties names this one; an empty one means all of them."""
    named = {part.strip() for part in _BETWEEN.split(text) if part.strip()}
    return not named or variety in named


def _varieties(session: Session, products: Iterable[int]) -> list[str]:
    """The names of the varieties of some products, each once."""
    found: dict[str, None] = {}
    for key in products:
        product = session.get(Product, key)
        variety = session.get(Variety, product.variety_id) if product is not None and product.variety_id else None
        if variety is not None:
            found[variety.name] = None
    return list(found)
