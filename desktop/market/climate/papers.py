"""种植条件分析: heat, frost, rain of a station over the years, the maturity it allows, varieties that may be grown there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlmodel import Session, col

from desktop.catalogue.model import Crop, Variety, VarietyRegion
from desktop.core import catalogues
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    NUMBER,
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import CHINESE, N_, _, language, ngettext
from desktop.core.records import living
from desktop.core.spoken import said
from desktop.core.verbs import get
from desktop.market.climate import figures as c
from desktop.market.climate.blocks import frost_facts, passing_table, rain_by_month, trend_lines
from desktop.market.climate.model import WeatherStation
from desktop.regions.model import Region
from desktop.regions.tree import ancestors
from desktop.trade.climate import maturity_band, maturity_bands

Of = Callable[[c.ClimateYear], "float | None"]
LINES: tuple[tuple[str, str, Of, str], ...] = (
    (N_("Days steadily at 10 ℃ and above"), N_("d"), lambda one: one.days, c.AT_LEAST),
    (N_("Active heat"), "℃·d", lambda one: one.active, c.AT_LEAST),
    (N_("Effective heat"), "℃·d", lambda one: one.effective, c.AT_LEAST),
    (N_("Frost-free days"), N_("d"), lambda one: one.frost_free, c.AT_LEAST),
    (N_("Rain from April to September"), "mm", lambda one: one.rain, c.AT_LEAST),
    (N_("Sunshine from April to September"), "h", lambda one: one.sun, c.AT_LEAST),
    (N_("Days of 35 ℃ and above at flowering (10 July to 10 August)"), N_("d"), lambda one: one.hot, c.AT_MOST))
WHY = {c.GAP_IN_SEASON: N_("{year}: a day is missing between March and November, so no heat is reckoned."),
       c.OPEN_END: N_("{year}: it stays warm to the end of the data, so no heat is reckoned."),
       c.NOT_WARM: N_("{year}: it never stays at 10 ℃.")}


def conditions_sheet(db: Database, station_id: int) -> Document:
    """The planting conditions that a station stands for."""
    station = get(db, WeatherStation, station_id)
    with db.reading() as session:
        years = c.climate_years(session, station)
        region = session.get(Region, station.region_id) if station.region_id else None
        varieties = _allowed(session, station.region_id)
    title = _("Planting conditions: {place}").format(place=region.full_name if region else station.name)
    blocks: list[Block] = [Heading(title), KeyValues([
        (_("Weather station"), f"{station.name} {station.code}".strip()), (_("Altitude"), _metres(station.altitude)),
        (_("Years reckoned"), f"{years[0].year}–{years[-1].year}" if years else _("none")),
        (_("Frost at a screen minimum of"), f"≤ {station.frost_limit or 0:g} ℃")])]
    if years:
        province = region.full_name.split(" ")[0] if region else ""
        blocks += [passing_table(years), summary_table(years), *frost_facts(years), *rain_by_month(years), *trend_lines(years),
                   *maturity_blocks(years, province), *missing_blocks(years)]
    else:
        blocks.append(Paragraph(_("No weather is taken in yet: import a table with a row a day.")))
    blocks += [Heading(_("Varieties that may be grown here by approval"), 2), *varieties]
    if years:
        blocks += [Heading(_("Year by year"), 2), _table(years)]
    blocks += rule_blocks()
    return Document(title, blocks, language(), footer=today().isoformat(), numbered_headings=False)


def _metres(value: float | None) -> str:
    return "" if value is None else f"{value:g} m"


def summary_table(years: Sequence[c.ClimateYear]) -> Table:
    """The figures over the years with what holds in eight of ten."""
    rows: list[list[Cell]] = []
    for title, unit, of, side in LINES:
        found = c.over_years(years, of, side)
        sure = found.guaranteed if found else None
        rows.append([_(title), _(unit), found.years if found else 0, found.mean if found else None, sure.sd if sure else None,
                     sure.normal if sure else None, sure.empirical if sure else None])
    columns = [Column(_("Condition"), weight=3), Column(_("Unit")), Column(_("Years with a value"), NUMBER, 0),
               Column(_("Mean"), NUMBER, 1), Column(_("Spread"), NUMBER, 1),
               Column(_("80 %, normal"), NUMBER, 1), Column(_("80 %, by rank"), NUMBER, 1)]
    return Table(columns, rows, sheet=_("Planting conditions"), notes=[_(
        "80 %: reached in eight years of ten (for hot days: not exceeded); with fewer than ten years there is none.")])


def maturity_blocks(years: Sequence[c.ClimateYear], province: str) -> list[Block]:
    """The class of maturity of each crop, always by the guaranteed heat."""
    value = c.stricter(c.over_years(years, lambda one: one.active))
    if value is None:
        return [Callout(_("There are fewer than ten years with a heat sum: no class of maturity is given."), kind="note")]
    rows: list[list[Cell]] = []
    for row in catalogues.load("crops").rows:
        bands = maturity_bands(row["code"], province)
        if bands:
            band = maturity_band(bands, value)
            rows.append([catalogues.text(row), catalogues.text(band) if band else _("too cool"), value,
                         None if band is None or band["to"] is None else band["to"] - value])
    if not rows:
        return [Paragraph(_("No bands of maturity are known for this province."))]
    columns = [Column(_("Crop")), Column(_("Class of maturity")), Column(_("Guaranteed heat"), NUMBER, 1, unit="℃·d"),
               Column(_("Missing to the next class"), NUMBER, 1, unit="℃·d")]
    return [Heading(_("Maturity that the heat allows"), 2), Table(columns, rows, notes=[_(
        "By the stricter of both guaranteed values, never by the mean. Limits: {source}; to be verified.").format(
            source=source_said("maturity_bands"))])]


def source_said(name: str) -> str:
    """Where a catalogue is from, in the language in force."""
    known = catalogues.load(name)
    return known.source if language() == CHINESE else str(known.head["source_en"])


def missing_blocks(years: Sequence[c.ClimateYear]) -> list[Block]:
    """Which years say nothing of heat, and why; days without a mean."""
    said = [_(WHY[one.why]).format(year=one.year) for one in years if one.why]
    gaps = sum(one.gaps for one in years)
    if gaps:
        said.append(ngettext("{n} day has no mean.", "{n} days have no mean.", gaps).format(n=gaps))
    return [Heading(_("What is missing"), 2), Bullets(said)] if said else []


def _table(years: Sequence[c.ClimateYear]) -> Table:
    columns = [Column(_("Year"), weight=0), Column(_("Warm from"), DATE), Column(_("Warm until"), DATE),
               Column(_("Warm days"), NUMBER, 0), Column(_("Active heat"), NUMBER, 1), Column(_("Last frost"), DATE),
               Column(_("First frost"), DATE), Column(_("Frost-free days"), NUMBER, 0), Column(_("Rain Apr–Sep"), NUMBER, 0)]
    return Table(columns, [[str(one.year), one.starts, one.ends, one.days, one.active, one.last_frost, one.first_frost,
                            one.frost_free, one.rain] for one in years])


def _allowed(session: Session, region_id: int | None) -> list[Block]:
    """Our varieties whose announced area holds this place; legal area comes before every other condition."""
    near = ancestors(session, region_id) if region_id else []
    areas = session.exec(living(VarietyRegion).where(col(VarietyRegion.region_id).in_(near)))
    basis = {area.variety_id: area.basis for area in areas}
    crops = {crop.id: crop.title() for crop in session.exec(living(Crop))}
    rows: list[list[Cell]] = [[one.title(), crops.get(one.crop_id or 0, ""), said(one, "maturity"), one.approval_number,
                               basis[one.id]]
                              for one in session.exec(living(Variety).where(col(Variety.kind) == "own",
                                                                            col(Variety.id).in_(list(basis))))]
    if not rows:
        return [Paragraph(_("No variety of ours has this place in its announced area: none may be promoted here."))]
    return [Table([Column(_("Variety"), weight=2), Column(_("Crop")), Column(_("Maturity group")),
                   Column(_("Approval number"), weight=2),
                   Column(_("By which approval or filing"), weight=2)], rows)]


def rule_blocks() -> list[Block]:
    """By which rule it was reckoned."""
    return [Paragraph(_("Rule: the steadily warm period is the longest run of five-day means at 10 ℃ and above, unrounded, "
                        "from its first to its last day that itself reaches 10 ℃; active heat is the sum of its daily means "
                        "from "
                        "10 ℃ on, effective heat what they exceed 10 ℃ by; the last thirty years."), "small")]
