"""Papers of rivals: the sheet of a firm, prices seen beside our own, the quarterly ranking of a market."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from sqlmodel import Session, col

from desktop.catalogue.model import Crop, Variety
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    MONEY,
    NUMBER,
    Block,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.records import living
from desktop.core.spoken import said
from desktop.core.units import format_number
from desktop.core.verbs import get
from desktop.market.limits import limit
from desktop.market.rivals.beside import chain_table, trials_table
from desktop.market.rivals.figures import STEPS, Place, Ranked, SeenPrice, prices_seen, ranked
from desktop.market.rivals.model import QUARTERS, MarketRanking, PriceSighting, RivalFirm, RivalVariety
from desktop.market.rivals.suspects import suspects_table
from desktop.regions.model import Region
from desktop.regions.tree import descendants
from desktop.sales.prices.finding import price_line
from desktop.sales.products.model import Product, pack

TEXTS = (("policy", N_("Its sales policy")), ("promotion", N_("Its promotions")), ("quality", N_("Its quality")),
         ("strengths", N_("Strengths")), ("weaknesses", N_("Weaknesses")))


def rival_sheet(db: Database, firm_id: int) -> Document:
    """竞争厂商调查表: one firm with its varieties, the prices seen of them, and our counter-measure."""
    firm = get(db, RivalFirm, firm_id)
    with db.reading() as session:
        varieties = session.exec(
            living(RivalVariety).where(col(RivalVariety.firm_id) == firm_id).order_by(col(RivalVariety.id))).all()
        names = _names(session)
        seen = [one for one in prices_seen(session, today()) if one.firm_id == firm_id]
        prices = _prices(session, seen, names)
        chains = chain_table(session, seen, today())
        met = trials_table(session, [(one.variety_id or 0, one.against_id) for one in varieties if one.against_id])
    title = _("Rival: {name}").format(name=firm.name)
    facts: list[tuple[str, Cell]] = [
        (_("Where it is at home"), firm.base), (_("Crops sold"), said(firm, "crops")),
        (_("Its main sellers here"), firm.dealers),
        (_("Share it claims"), "" if firm.share is None else f"{firm.share:g} %")]
    blocks: list[Block] = [Heading(title)]
    if any(value for _name, value in facts):
        blocks.append(KeyValues([(name, value) for name, value in facts if value]))
    if varieties:
        columns = [Column(_("Variety"), weight=2), Column(_("Sold as of maturity")), Column(_("Selling points"), weight=2),
                   Column(_("Where it fails"), weight=2), Column(_("Our variety against it"))]
        blocks += [Heading(_("Rival's varieties"), 2), Table(columns, [
            [names.get(one.variety_id or 0, ""), said(one, "maturity"), one.traits, one.weak,
             names.get(one.against_id or 0, "")]
            for one in varieties])]
    blocks += [Heading(_("Prices seen"), 2), prices] if prices else []
    blocks += [Heading(_("Price chains"), 2), *chains] if chains else []
    blocks += [Heading(_("Head to head"), 2), *met] if met else []
    blocks += [block for name, head in TEXTS if getattr(firm, name) for block in (Heading(_(head), 2),
                                                                                  Paragraph(getattr(firm, name)))]
    blocks += [Heading(_("Our counter-measure"), 2), Paragraph(firm.answer or _("None is written down yet."))]
    if firm.answer_by or firm.answer_due:
        answer: list[tuple[str, Cell]] = [(_("Who does it"), firm.answer_by), (_("To be done by"), firm.answer_due),
                                          (_("Done on"), firm.answer_done)]
        blocks.append(KeyValues([fact for fact in answer if fact[1]]))
    return _document(title, [*blocks, _signed()], firm.code)


def price_sheet(db: Database, day: date | None = None) -> Document:
    """竞争产品市场价格调查表: every price seen, by region, with its age, and our own prices of the same crops beside."""
    on = day or today()
    with db.reading() as session:
        seen, names = prices_seen(session, on), _names(session)
        places = {one.region_id: region.full_name for one in seen if (region := session.get(Region, one.region_id)) is not None}
        blocks: list[Block] = []
        for region_id, place in places.items():
            there = [one for one in seen if one.region_id == region_id]
            table = _prices(session, there, names, on)
            blocks += [Heading(place, 2), *([table] if table else []),
                       *(chain_table(session, there, on) or _own(session, region_id, on))]
    title = _("Prices of rivals as of {day}").format(day=on)
    if not blocks:
        blocks = [Paragraph(_("No price of a rival is written down yet."))]
    return _document(title, [Heading(title), *blocks, _signed()], "")


def price_sheet_of(db: Database, _sighting_id: int) -> Document:
    """The price sheet as a sub-tab of any sighting."""
    return price_sheet(db)


def ranking_sheet(db: Database, ranking_id: int) -> Document:
    """The quarterly table of a market: the first five and the rest, how their places changed, and what we do about it."""
    made = get(db, MarketRanking, ranking_id)
    with db.reading() as session:
        found, quarter = ranked(session, made), _quarter(session, made)
        region, crop = session.get(Region, made.region_id), session.get(Crop, made.crop_id)
    title = _("Rivals in the market: {region}, {crop}, {year} {quarter}").format(
        region=region.full_name if region else "", crop=crop.title() if crop else "", year=made.year,
        quarter=QUARTERS.label(made.quarter)).strip()
    facts: list[tuple[str, Cell]] = [(_("Ranked on"), made.made_on), (_("Ranked by"), made.made_by),
                                     (_("What it rests on"), made.basis)]
    blocks: list[Block] = [Heading(title)]
    if any(value for _name, value in facts):
        blocks.append(KeyValues([(name, value) for name, value in facts if value]))
    if found is None:
        return _document(title, [*blocks, Paragraph(_("Write down how much each sells: then they are ranked."))], made.code)
    return _document(title, [*blocks, _ranks(made, found), *_standing(found), *quarter, _signed()], made.code)


def _quarter(session: Session, made: MarketRanking) -> list[Block]:
    """What was seen in the quarter of the crop in the region and below it: prices beside ours, promotions, suspect goods."""
    if not made.year or made.quarter not in QUARTERS.labels:
        return []
    first = date(made.year, 3 * int(made.quarter) - 2, 1)
    last = (first.replace(day=28) + timedelta(days=70)).replace(day=1) - timedelta(days=1)
    inside, names = descendants(session, made.region_id or 0), _names(session)
    of_crop = {one.id for one in session.exec(living(Variety).where(col(Variety.crop_id) == made.crop_id))}
    seen = [one for one in prices_seen(session, last) if one.region_id in inside and one.variety_id in of_crop
            and not one.stale(last)]
    table = _prices(session, seen, names, last)
    blocks: list[Block] = [Heading(_("Prices at the end of the quarter"), 2), table] if table else []
    chains = chain_table(session, seen, last)
    blocks += [Heading(_("Price chains"), 2), *chains] if chains else []
    query = living(PriceSighting).where(col(PriceSighting.region_id).in_(inside), col(PriceSighting.promotion) != "",
                                        col(PriceSighting.seen_on).between(first, last))
    offers = session.exec(query.order_by(col(PriceSighting.seen_on))).all()
    if offers:
        columns = [Column(_("Price seen on"), DATE), Column(_("Variety")), Column(_("Shop")), Column(_("Promotion seen"),
                                                                                                     weight=3)]
        blocks += [Heading(_("Promotions seen"), 2), Table(columns, [
            [one.seen_on, names.get(one.variety_id or 0, ""), one.shop, one.promotion] for one in offers])]
    return [*blocks, *suspects_table(session, inside, first, last)]


def _ranks(made: MarketRanking, found: Ranked) -> Table:
    """The first few by name; whoever comes after them is put with all others, so that the shares add up."""
    top = limit("top")
    named = [one for one in found.places if one.place is not None and (one.place <= top or one.line.whose == "own")]
    others = [one for one in found.places if one not in named]
    rows: list[list[Cell]] = [[one.place, one.name, one.line.amount, float(one.share), _moved(one), one.line.reason,
                               one.line.answer] for one in named]
    if others:
        rows.append(["", _("All others"), sum(one.line.amount or 0 for one in others),
                     float(sum((one.share for one in others), Fraction(0))), "", "", ""])
    rows.append(["", _("Total"), sum(one.line.amount or 0 for one in found.places),
                 float(sum((one.share for one in found.places), Fraction(0))), "", "", ""])
    columns = [Column(_("Place in the market"), NUMBER, 0), Column(_("Firm"), weight=2),
               Column(_("Quantity sold"), NUMBER, 0, unit=made.unit, thousands=True), Column(_("Market share"), NUMBER, 2,
                                                                                           unit="%"),
               Column(_("Change of place")), Column(_("Why the place changed"), weight=2),
               Column(_("What we do about it"), weight=2)]
    return Table(columns, rows, total_rows=1, marked_rows=[n for n, one in enumerate(named) if one.line.whose == "own"],
                 sheet=_("Rankings"))


def _moved(one: Place) -> str:
    if one.moved is None:
        return _("new")
    return "" if one.moved == 0 else f"{one.moved:+d}"


def _standing(found: Ranked) -> list[Block]:
    said = _("The four largest have {share} % together.").format(share=format_number(found.largest, 2))
    if found.own is not None and found.own.to_largest is not None and found.own.to_top_three is not None:
        said += _(" We are {ratio} times the largest rival, and {percent} % of the three largest together.").format(
            ratio=format_number(found.own.to_largest, 2), percent=format_number(found.own.to_top_three, 2))
    return [Paragraph(said)]


def _names(session: Session) -> dict[int, str]:
    return {one.id: one.title() for one in session.exec(living(Variety))}


def _prices(session: Session, seen: list[SeenPrice], names: dict[int, str], day: date | None = None) -> Table | None:
    """Prices seen, a row a variety and pack."""
    if not seen:
        return None
    on, rows = day or today(), []
    firms = {firm.id: firm.name for firm in session.exec(living(RivalFirm))}
    flagged = sum(one.flagged for one in seen)
    for one in seen:
        dealer, shop, farmer = (one.prices[step] for step in STEPS)
        margin = farmer - shop if shop is not None and farmer is not None else None
        cells: list[Cell] = [names.get(one.variety_id, ""), firms.get(one.firm_id or 0, ""), _pack(one), dealer, shop, farmer,
                             margin, one.seen, one.last, one.age(on), _("old") if one.stale(on) else ""]
        rows.append(cells)
    notes = [ngettext(
        "The median of the last {n} sighting that says the price.",
        "The median of the last {n} sightings that say the price.", limit("price_last")).format(n=limit("price_last"))]
    if flagged:
        notes.append(ngettext(
            "{n} sighting looks wrong: a known variety under a new name, or a white bag; check its label.",
            "{n} sightings look wrong: known varieties under new names, or white bags; check their labels.",
            flagged).format(n=flagged))
    columns = [Column(_("Variety"), weight=2), Column(_("Rival"), weight=2), Column(_("Pack")),
               *(Column(title, MONEY) for title in (_("Price to the dealer"), _("Price to the shop"),
                                                    _("Price to the farmer"))),
               Column(_("Shop's margin"), MONEY), Column(_("Sightings"), NUMBER, 0), Column(_("Last seen"), DATE),
               Column(_("Age"), NUMBER, 0, unit=_("d")), Column("")]
    return Table(columns, rows, notes=notes, sheet=_("Prices seen"))


def _pack(one: SeenPrice | PriceSighting) -> str:
    weight = f"{one.pack_kg:g} kg" if one.pack_kg else ""
    return " · ".join(t for t in (weight, ngettext("{n} seed",
        "{n} seeds", one.pack_seeds).format(n=one.pack_seeds) if one.pack_seeds else "") if t)


def _own(session: Session, region_id: int, day: date) -> list[Block]:
    """Our own price chain in that region, so that both stand side by side."""
    rows: list[list[Cell]] = []
    for product in session.exec(living(Product).where(col(Product.retired).is_(False)).order_by(col(Product.name))):
        line = price_line(session, product.id, region_id, day)
        if line is not None:
            rows.append([product.label(), pack(product), line.landed, line.store, line.retail, line.shop_margin])
    if not rows:
        return [Callout(_("No own price line holds here: enter one to compare."), kind="note")]
    columns = [Column(_("Own product"), weight=2), Column(_("Pack")), *(Column(title, MONEY) for title in (
        _("Dealer's cost"), _("Price to the shop"), _("Price to the farmer"), _("Shop's margin")))]
    return [Table(columns, rows, sheet=_("Own prices"))]


def _signed() -> Signatures:
    return Signatures([_("Surveyed by"), _("Checked by")])


def _document(title: str, blocks: list[Block], code: str) -> Document:
    return Document(title, blocks, language(), footer=today().isoformat(), numbered_headings=False,
                    keywords=[code] if code else [])
