"""Own sales in a market, and the blocks of papers that say what it needs of seed and who is short of it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sqlmodel import Session, col

from desktop.catalogue.model import Crop, Variety
from desktop.core.database import Database
from desktop.core.documents.model import MONEY, NUMBER, Block, Cell, Column, Heading, Table
from desktop.core.i18n import N_, _
from desktop.core.records import living
from desktop.core.units import exact
from desktop.core.verbs import store
from desktop.market.capacity.model import RANGE, MarketCapacity, SeedBalance
from desktop.market.limits import limit
from desktop.market.sellout import Sold, sold_by_place, within
from desktop.regions.tree import descendants
from desktop.trade.market import SeedBalance as Balance
from desktop.trade.market import seed_balance

ENDS = {"low": N_("Low"), "likely": N_("Likely"), "high": N_("High")}


def own_sold(session: Session, region_id: int, crop_id: int, year: int) -> Sold:
    """What was sold of our varieties of a crop in a region and all below it in a business year."""
    varieties = {one.id for one in session.exec(living(Variety).where(col(Variety.crop_id) == crop_id))}
    return within(sold_by_place(session, year), set(descendants(session, region_id)), varieties)


def count_own(db: Database, capacity_id: int) -> Sold:
    """Write the own bags of an estimate from what was sold; what that was."""
    with db.operation(_("Own bags counted")) as session:
        made = session.get_one(MarketCapacity, capacity_id)
        sold = own_sold(session, made.region_id or 0, made.crop_id or 0, made.year or 0)
        store(session, MarketCapacity, {"own_bags": sold.bags}, capacity_id)
    return sold


def sold_said(sold: Sold) -> str:
    """Of own bags how many were counted as sold out, and how many are only known as sent."""
    return _("{counted} sold out by counts, {sent} sent and not counted since").format(
        counted=f"{sold.counted:,}", sent=f"{sold.sent:,}")


def capacity_blocks(session: Session, region_id: int, crop_id: int | None = None) -> list[Block]:
    """The estimates of a region, of one crop or all; nothing where there are none."""
    query = living(MarketCapacity).where(col(MarketCapacity.region_id) == region_id)
    if crop_id is not None:
        query = query.where(col(MarketCapacity.crop_id) == crop_id)
    found = session.exec(query.order_by(col(MarketCapacity.year).desc(), col(MarketCapacity.crop_id))).all()
    return [Heading(_("Market capacity"), 2), capacity_table(session, found)] if found else []


def capacity_table(session: Session, found: Sequence[MarketCapacity]) -> Table:
    """Estimates, a row for each end of the range."""
    rows: list[list[Cell]] = []
    for made in found:
        crop = session.get(Crop, made.crop_id)
        for end in RANGE:
            bags = getattr(made, f"bags_{end}")
            area = getattr(made, f"area_{end}")
            likely = end == "likely"
            rows.append([f"{crop.title() if crop else ''} {made.year}" if end == "low" else "", _(ENDS[end]),
                         made.area_likely if area is None else area, bags,
                         bags * made.price if bags is not None and made.price is not None else None,
                         made.own_bags if likely else "",
                         100 * made.own_bags / bags if made.own_bags is not None and bags else None])
    columns = [Column(_("Crop and year"), weight=2), Column(_("Estimate")),
               Column(_("Area"), NUMBER, 0, unit=_("mu"), thousands=True),
               Column(_("Bags bought"), NUMBER, 0, thousands=True), Column(_("Value of the market"), MONEY),
               Column(_("Own bags"), NUMBER, 0, thousands=True), Column(_("Own share"), NUMBER, 2, unit="%")]
    return Table(columns, rows, sheet=_("Market capacity"))


def balance_of(made: SeedBalance) -> Balance:
    """The exact balance; what is not given is nothing."""
    given = (made.area_mu, made.yield_kg, made.stock_kg, made.need_mu, made.rate_kg, made.export_kg, made.grain_kg)
    return seed_balance(*(exact(value) if value is not None else Fraction(0) for value in given))


def verdict(balance: Balance) -> str:
    """What a balance means, by what is left in percent of the need."""
    if balance.left < 0:
        return _("Short of seed")
    percent = balance.left * 100 / balance.need if balance.need else Fraction(limit("plenty"))
    if percent >= limit("plenty"):
        return _("More than is needed")
    return _("Enough and to spare") if percent >= limit("ample") else _("Barely enough")
