"""The map of rights (经销区域图): region by region who may sell what until when, where rights meet and where nobody has any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.documents.model import DATE, Block, Callout, Cell, Column, Document, Grid, GridCell, Heading, Paragraph, Table
from desktop.core.fields import today
from desktop.core.i18n import N_, _, language, ngettext
from desktop.core.listing import Condition, Query
from desktop.core.records import alive, living, table_of
from desktop.dealers.lists import TERRITORIES, WORKING
from desktop.dealers.model import Dealer, Territory
from desktop.dealers.places import Counties
from desktop.regions.lying import all_regions
from desktop.regions.maps import Map, filled
from desktop.regions.maps import blocks as map_blocks
from desktop.regions.model import RANK, Region

ACROSS = 4  # squares in a row
FREE, SHARED, EXCLUSIVE, MEETS = 0.0, 0.15, 0.3, 0.6

FACES = {FREE: ("#ffffff", "", N_("free")), SHARED: ("#cfe5d2", "", N_("not exclusive")),
         EXCLUSIVE: ("#7db587", "", N_("exclusive right")), MEETS: ("#dd9a8c", "////", N_("rights that meet"))}
"""Fill, hatching and words of a county on the map."""


@dataclass(frozen=True)
class Right:
    """A right that holds on a day: where, whose, on what, until when, with whom it meets ("" for nobody)."""

    county: str
    region: str
    dealer: str
    varieties: str
    exclusive: bool
    until: date | None
    rival: str


def rights(session: Session, day: date) -> list[Right]:
    """The rights of dealers we work with that hold on a day, in the order of places."""
    names = ("region", "dealer", "varieties", "is_exclusive", "starts_on", "ends_on", "rival", "dealer_state")
    query = Query(conditions=(Condition("dealer_state", "in", WORKING),), order=(("region", False), ("dealer", False)))
    tree, keys = Counties(session), _regions_of(session)
    found = []
    for key, (region, dealer, varieties, exclusive, starts, ends, rival, _state) in TERRITORIES.lines(session, query, names):
        if (starts is None or starts <= day) and (ends is None or ends >= day):
            found.append(Right(tree.of(keys.get(key)), region or "", dealer or "", varieties, bool(exclusive), ends,
                               rival or ""))
    return found


def _regions_of(session: Session) -> dict[int, int | None]:
    t = table_of(Territory)
    return {row.id: row.region_id for row in session.execute(select(t.c.id, t.c.region_id).where(alive(t)))}


def worked(session: Session) -> list[str]:
    """The counties in which we work: those with a dealer or a right, by full name."""
    tree = Counties(session)
    dealers = session.exec(living(Dealer).where(col(Dealer.state).in_(WORKING)))
    places = {tree.of(dealer.region_id) for dealer in dealers} | {tree.of(key) for key in _regions_of(session).values()}
    levels = {r.full_name: r.level for r in session.exec(living(Region).where(col(Region.full_name).in_(places)))}
    return sorted(place for place in places if place and RANK[levels.get(place, "county")] >= RANK["county"])


def townships(session: Session, found: Sequence[Right]) -> dict[str, list[str]]:
    """The townships of each county of which rights are given by township or below, by full names."""
    parts = {right.county for right in found if right.county and right.region != right.county
             and right.region.startswith(right.county)}
    keys = session.exec(living(Region).where(col(Region.full_name).in_(parts))).all()
    below = session.exec(living(Region).where(col(Region.parent_id).in_([county.id for county in keys]))).all()
    names = {county.id: county.full_name for county in keys}
    divided: dict[str, list[str]] = {}
    for place in sorted(below, key=lambda region: region.full_name):
        divided.setdefault(names[place.parent_id or 0], []).append(place.full_name)
    return divided


def reaches(right: Right, place: str) -> bool:
    """Whether a right holds in a place: it is of the place, of a region around it, or of one within it."""
    return f"{place} ".startswith(f"{right.region} ") or right.region.startswith(f"{place} ")


def rights_map(db: Database, day: date | None = None) -> Document:
    """The counties with their outlines where a map of them was brought; a square a county, and of a county that is divided one
    a township, shaded by how it is taken; then every right in a table. What meets and what is free is said first."""
    last = day or today()
    with db.reading() as session:
        found, places = rights(session, last), worked(session)
    title = _("Sales areas as of {day}").format(day=last)
    blocks: list[Block] = [Heading(title)]
    if not found:
        blocks.append(Paragraph(_("No right to an area is written down yet. Add territories to the dealers first.")))
        return Document(title, blocks, language(), numbered_headings=False)
    with db.reading() as session:
        divided = townships(session, found)
        outlined = map_blocks(area_map(session, found, places), _("Map of the sales areas"))
    blocks += [*_said(found, places, divided), *outlined, *_squares(found, places), *_divided(found, divided),
               _table(found)]
    return Document(title, blocks, language(), footer=last.isoformat(), numbered_headings=False)


def area_map(session: Session, found: Sequence[Right], places: Sequence[str]) -> Map:
    """The counties in which we work with their outlines, filled by how they are taken, each with whose rights hold there."""
    counties = {region.full_name: region.id for region in all_regions(session).values()}
    fills, used = {}, set()
    for place in places:
        mine = [right for right in found if right.county == place]
        kind = _taken(mine)
        used.add(kind)
        names = _(", ").join(dict.fromkeys(right.dealer for right in mine)) or _("no right yet")
        if place in counties:
            fills[counties[place]] = (*FACES[kind][:2], names)
    return filled(session, fills, [(*FACES[kind][:2], _(FACES[kind][2])) for kind in sorted(used)])


def area_map_now(session: Session) -> Map:
    """The map of the rights of today."""
    return area_map(session, rights(session, today()), worked(session))


def _taken(mine: Sequence[Right]) -> float:
    """How a place is taken by the rights that hold there."""
    return (MEETS if any(right.rival for right in mine) else EXCLUSIVE if any(right.exclusive for right in mine)
            else SHARED if mine else FREE)


def _said(found: Sequence[Right], places: Sequence[str], divided: Mapping[str, Sequence[str]]) -> list[Block]:
    """How many rights meet, which counties are free, and which townships of divided ones."""
    meeting = sum(bool(right.rival) for right in found)
    free = [_short(place) for place in places if all(right.county != place for right in found)]
    said: list[Block] = []
    if meeting:
        text = ngettext("{n} right meets an exclusive right of somebody else.", "{n} rights meet exclusive rights of others.",
                        meeting)
        said.append(Callout(text.format(n=meeting)))
    if free:
        said.append(Paragraph(_("Nobody has a right in: {places}").format(places=_(", ").join(free))))
    for county, below in divided.items():
        if gaps := [_short(place) for place in below if not any(reaches(right, place) for right in found)]:
            said.append(Paragraph(_("Nobody has a right in these townships of {county}: {places}").format(
                county=_short(county), places=_(", ").join(gaps))))
    return said


def _divided(found: Sequence[Right], divided: Mapping[str, Sequence[str]]) -> list[Block]:
    """The townships of each divided county."""
    made: list[Block] = []
    for county, below in divided.items():
        cells = [_square(place, [right for right in found if reaches(right, place)]) for place in below]
        made.append(_grid(cells, _("Townships of {county} and who has rights there").format(county=_short(county))))
    return made


def _squares(found: Sequence[Right], places: Sequence[str]) -> list[Block]:
    cells = [_square(place, [right for right in found if right.county == place]) for place in places]
    return [_grid(cells, _("Counties and who has rights there"))] if cells else []


def _grid(cells: Sequence[GridCell], caption: str) -> Grid:
    rows: list[list[GridCell | None]] = [list(cells[start:start + ACROSS]) for start in range(0, len(cells), ACROSS)]
    rows[-1] += [None] * (ACROSS - len(rows[-1])) if len(rows) > 1 else []
    notes = [_("White: free. Light: not exclusive. Darker: exclusive. Dark: rights that meet.")]
    return Grid(rows, caption=caption, notes=notes)


def _square(place: str, mine: Sequence[Right]) -> GridCell:
    names = list(dict.fromkeys(right.dealer for right in mine))
    shown = [*names[:3], *([_("and {n} more").format(n=len(names) - 3)] if len(names) > 3 else [])]
    return GridCell("\n".join([_short(place), *(shown or [_("no right yet")])]), _taken(mine))


def _short(place: str) -> str:
    return place.rpartition(" ")[2]


def _table(found: Sequence[Right]) -> Table:
    columns = [Column(_("County"), weight=1), Column(_("Region"), weight=2), Column(_("Dealer"), weight=2),
               Column(_("Varieties"), weight=2), Column(_("Exclusive")), Column(_("Valid until"), DATE),
               Column(_("Overlaps with"), weight=2)]
    rows: list[list[Cell]] = [
        [_short(right.county), right.region.removeprefix(right.county).strip() or _("whole county"), right.dealer,
         right.varieties or _("all varieties"), _("yes") if right.exclusive else _("no"), right.until, right.rival]
        for right in found]
    return Table(columns, rows, marked_rows=[place for place, right in enumerate(found) if right.rival], sheet=_("Sales areas"))
