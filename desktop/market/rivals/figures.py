"""The price of a rival's variety as it was last seen, and the shares and places of a ranked market."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sqlmodel import Session, col

from desktop.core.i18n import _
from desktop.core.money import half_up
from desktop.core.records import living
from desktop.core.units import exact
from desktop.market.limits import limit
from desktop.market.rivals.model import SURE, MarketRanking, PriceSighting, RankLine, RivalFirm
from desktop.trade.market import Standing, concentration, shares, standing

STEPS = ("dealer_price", "shop_price", "farmer_price")
OWN, REST = "own", "others"


@dataclass(frozen=True)
class SeenPrice:
    """What a variety in a pack costs in a region: at each step the median of the last sightings that say it."""

    region_id: int
    variety_id: int
    firm_id: int | None
    pack_kg: float | None
    pack_seeds: int | None
    prices: dict[str, int | None]
    seen: int
    last: date
    flagged: int

    def age(self, day: date) -> int:
        """How many days old the newest sighting is."""
        return (day - self.last).days

    def stale(self, day: date) -> bool:
        """Whether it is older than a season."""
        return self.age(day) > limit("price_stale_days")


def median(values: Iterable[int]) -> int:
    """The middle of some amounts in fen; of two middle ones their mean, half up."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else half_up(Fraction(ordered[middle - 1] + ordered[middle], 2))


def prices_seen(session: Session, day: date, region_id: int | None = None, variety_id: int | None = None) -> list[SeenPrice]:
    """The prices as of a day, of a region or a variety or all; what is doubtful counts only where nothing surer was seen."""
    query = living(PriceSighting).where(col(PriceSighting.seen_on) <= day)
    if region_id is not None:
        query = query.where(col(PriceSighting.region_id) == region_id)
    if variety_id is not None:
        query = query.where(col(PriceSighting.variety_id) == variety_id)
    groups: dict[tuple[int, int, float, int], list[PriceSighting]] = {}
    for one in session.exec(query.order_by(col(PriceSighting.seen_on).desc(), col(PriceSighting.id).desc())):
        key = (one.region_id or 0, one.variety_id or 0, one.pack_kg or 0.0, one.pack_seeds or 0)
        groups.setdefault(key, []).append(one)
    return [_seen(group) for _key, group in sorted(groups.items())]


def _seen(group: Sequence[PriceSighting]) -> SeenPrice:
    first, last = group[0], limit("price_last")
    trusted = [one for one in group if one.confidence != tuple(SURE)[-1]] or group
    prices = {}
    for step in STEPS:
        said = [price for one in trusted if (price := getattr(one, step)) is not None][:last]
        prices[step] = median(said) if said else None
    firm = next((one.firm_id for one in group if one.firm_id), None)
    return SeenPrice(first.region_id or 0, first.variety_id or 0, firm, first.pack_kg, first.pack_seeds, prices, len(group),
                     first.seen_on or date.min, sum(one.copied or one.unmarked for one in group))


# -- ranking ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Place:
    """A line of a ranked market: its place (None: all others), its share in percent, the place before and how far it moved."""

    line: RankLine
    name: str
    place: int | None
    share: Fraction
    before: int | None

    @property
    def moved(self) -> int | None:
        """Places won (above 0) or lost; None where it was not ranked before."""
        return None if self.place is None or self.before is None else self.before - self.place


@dataclass(frozen=True)
class Ranked:
    """A ranking: its lines from the first place on, what the largest have together, how we stand."""

    places: list[Place]
    largest: Fraction
    own: Standing | None


def ranked(session: Session, ranking: MarketRanking) -> Ranked | None:
    """The ranking with its shares, which add to 100.00; None where nothing was sold."""
    lines = _lines(session, ranking.id)
    amounts = [exact(line.amount or 0) for line in lines]
    if not any(amounts):
        return None
    names = [name_of(session, line) for line in lines]
    keys = [_key(line) for line in lines]
    order, before = _order(lines), _before(session, ranking)
    places = [Place(line, name, order.get(key), share, before.get(key))
              for line, name, key, share in zip(lines, names, keys, shares(amounts), strict=True)]
    items = list(zip([REST if key == "rest" else key for key in keys], amounts, strict=True))
    return Ranked(sorted(places, key=lambda one: (one.place is None, one.place or 0)), concentration(items, 4),
                  standing(items, OWN) if OWN in keys else None)


def _lines(session: Session, ranking_id: int) -> list[RankLine]:
    query = living(RankLine).where(col(RankLine.ranking_id) == ranking_id).order_by(col(RankLine.id))
    return list(session.exec(query))


def _key(line: RankLine) -> str:
    return str(line.firm_id) if line.whose == "rival" else line.whose


def _order(lines: Sequence[RankLine]) -> dict[str, int]:
    """The place of each but the rest; those that sell the same share a place."""
    firms = [line for line in lines if line.whose != "rest"]
    return {_key(line): 1 + sum((other.amount or 0) > (line.amount or 0) for other in firms) for line in firms}


def _before(session: Session, ranking: MarketRanking) -> dict[str, int]:
    """The places in the last ranking of this market before this one."""
    earlier = [one for one in session.exec(living(MarketRanking).where(
        col(MarketRanking.region_id) == ranking.region_id, col(MarketRanking.crop_id) == ranking.crop_id))
        if (one.year or 0, one.quarter) < (ranking.year or 0, ranking.quarter)]
    last = max(earlier, key=lambda one: (one.year or 0, one.quarter), default=None)
    return _order(_lines(session, last.id)) if last is not None else {}


def name_of(session: Session, line: RankLine) -> str:
    """What a line is called."""
    if line.whose != "rival":
        return _("Ourselves") if line.whose == OWN else _("All others")
    firm = session.get(RivalFirm, line.firm_id)
    return firm.name if firm is not None else ""
