"""Papers of capacity and of the balance of seed."""

from __future__ import annotations

from fractions import Fraction

from sqlmodel import col

from desktop.catalogue.model import Crop
from desktop.core.database import Database
from desktop.core.documents.model import NUMBER, Block, Cell, Column, Document, Heading, KeyValues, Paragraph, Signatures, Table
from desktop.core.fields import today
from desktop.core.i18n import _, language
from desktop.core.records import living
from desktop.core.units import quantity
from desktop.core.verbs import get
from desktop.market.capacity.figures import balance_of, capacity_table, own_sold, sold_said, verdict
from desktop.market.capacity.model import MarketCapacity, SeedBalance
from desktop.regions.model import Region


def capacity_sheet(db: Database, capacity_id: int) -> Document:
    """One estimate: what it was reckoned from, its range, the own share."""
    made = get(db, MarketCapacity, capacity_id)
    with db.reading() as session:
        region, table = session.get(Region, made.region_id), capacity_table(session, [made])
        crop = session.get(Crop, made.crop_id)
        sold = own_sold(session, made.region_id or 0, made.crop_id or 0, made.year or 0)
    title = _("Capacity of the market: {region}, {crop}, {year}").format(
        region=region.full_name if region else "", crop=crop.title() if crop else "", year=made.year)
    facts: list[tuple[str, Cell]] = [
        (_("Plants a mu"), made.plants_mu), (_("Field emergence"), _percent(made.emergence)), (_("Seeds a bag"),
                                                                                               made.bag_seeds),
        (_("Seed a mu"), made.kg_mu), (_("Kilograms a bag"), made.bag_kg), (_("Seed bought, likely"),
                                                                            _percent(made.bought_likely)),
        (_("Estimated on"), made.made_on), (_("Estimated by"), made.made_by), (_("What it rests on"), made.basis),
        (_("Own bags by now"), sold_said(sold) if sold.bags else "")]
    return Document(title, [Heading(title), KeyValues([(name, value) for name, value in facts if value]), table,
                            Paragraph(_("Bags are rounded up. The value is reckoned with the farmer price."), "small")],
                    language(), footer=today().isoformat(), numbered_headings=False, keywords=[made.code])


def _percent(value: float | None) -> str:
    return "" if value is None else quantity(f"{value:g}", "%")


def balance_sheet(db: Database, balance_id: int) -> Document:
    """产供需形势表: all balances of the year of one of them, a row each."""
    year = get(db, SeedBalance, balance_id).year
    with db.reading() as session:
        found = session.exec(living(SeedBalance).where(col(SeedBalance.year) == year).order_by(
            col(SeedBalance.crop_id), col(SeedBalance.scope))).all()
        crops = {crop.id: crop.title() for crop in session.exec(living(Crop))}
        places = {one.region_id: region.full_name for one in found if one.region_id
                  and (region := session.get(Region, one.region_id)) is not None}
    title = _("Production, supply and demand of seed, {year}").format(year=year)
    rows: list[list[Cell]] = []
    for one in found:
        made = balance_of(one)
        name = " ".join(part for part in (crops.get(one.crop_id or 0, ""), one.scope, places.get(one.region_id or 0,
                                                                                                 "")) if part)
        rows.append([name, _wan(one.area_mu), one.yield_kg, _wan(made.produced), _wan(one.stock_kg), _wan(made.supply),
                     _wan(one.need_mu), one.rate_kg, _wan(made.need), _wan(one.export_kg), _wan(one.grain_kg), _wan(made.left),
                     verdict(made)])
    supply, demand = _("Supply"), _("Seed demand")

    def kg(name: str, group: str = "") -> Column:
        return Column(name, NUMBER, 0, unit=_("10,000 kg"), thousands=True, group=group)

    mu, kg_mu = _("10,000 mu"), _("kg/mu")
    columns = [Column(_("Crop and kind of seed")), Column(_("Seed area"), NUMBER, 1, unit=mu, group=supply),
               Column(_("Seed yield"), NUMBER, 1, unit=kg_mu, group=supply), kg(_("Seed newly produced"), supply),
               kg(_("Usable stock"), supply), kg(_("Seed in all"), supply),
               Column(_("Area sown"), NUMBER, 0, unit=mu, group=demand),
               Column(_("Seed rate"), NUMBER, 2, unit=kg_mu, group=demand), kg(_("Seed needed"), demand),
               kg(_("Exported"), demand), kg(_("Sold as grain"), demand), kg(_("Seed left")), Column(_("Verdict"))]
    sources = sorted({one.source for one in found if one.source})
    blocks: list[Block] = [Heading(title), Table(columns, rows, sheet=_("Seed balance"), notes=[
        _("Source: {sources}").format(sources=_(", ").join(sources))] if sources else [])]
    return Document(title, [*blocks, Signatures([_("Drawn up by"), _("Checked by")])], language(), footer=today().isoformat(),
                    numbered_headings=False, landscape=True)


def _wan(value: float | Fraction | None) -> float | None:
    """Kilograms or mu in ten thousands."""
    return None if value is None else float(Fraction(value) / 10_000)
