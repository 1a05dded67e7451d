"""The coverage of a county on paper: outlets by population in both readings beside the real ones, distribution, blanks."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.documents.model import DATE, NUMBER, Block, Cell, Column, Document, Heading, KeyValues, Paragraph, Table
from desktop.core.fields import today
from desktop.core.i18n import _, language, ngettext
from desktop.core.listing import Query
from desktop.core.records import living
from desktop.core.units import format_number
from desktop.regions.model import Region
from desktop.sales.outlets.acting import blank_townships
from desktop.sales.outlets.coverage_lists import COVERAGE
from desktop.sales.outlets.coverage_model import CountedShop, CoverageArea, TownshipPlan
from desktop.sales.outlets.rules import rule
from desktop.sales.outlets.words import TOWNSHIP_STATES
from desktop.trade.market import Distribution, distribution, outlets


def coverage_sheet(db: Database, area_id: int) -> Document:
    """The sheet of one county."""
    with db.reading() as session:
        area = session.get_one(CoverageArea, area_id)
        place = session.get_one(Region, area.region_id)
        blocks = _blocks(session, area, place)
    title = _("Coverage: {region}").format(region=place.full_name)
    return Document(title, [Heading(title), *blocks], language(), numbered_headings=False)


def coverage_of_all(db: Database) -> Document:
    """All counties as they were last counted, one after the other."""
    title = _("Coverage by outlets")
    blocks: list[Block] = [Heading(title)]
    with db.reading() as session:
        newest: dict[int | None, CoverageArea] = {}
        for area in session.exec(living(CoverageArea).order_by(col(CoverageArea.counted_on))):
            newest[area.region_id] = area
        for area in newest.values():
            place = session.get_one(Region, area.region_id)
            blocks += [Heading(place.full_name, 2), *_blocks(session, area, place)]
    if not newest:
        blocks.append(Paragraph(_("No county was counted yet: enter one under Coverage.")))
    return Document(title, blocks, language(), numbered_headings=False)


def _blocks(session: Session, area: CoverageArea, place: Region) -> list[Block]:
    ids = COVERAGE.ids(session, Query(fixed=(("id", area.id),)))
    cells = dict(zip((c.name for c in COVERAGE.columns), COVERAGE.rows(session, list(ids))[area.id], strict=True))
    real, townships = int(cells["real"] or 0), int(cells["townships"] or 0)
    facts: list[tuple[str, Cell]] = [
        (_("Day of the figures"), str(area.counted_on)), (_("Population"), _number(area.people)),
        (_("Urban population"), _number(area.urban)), (_("Sown area (mu)"), _number(area.area_mu)),
        (_("Shops that sell seed"), _number(area.seed_shops)), (_("Source"), area.source)]
    return [KeyValues(facts), *_needed(area, real), *_density(area, real, townships), *_distribution(session, area),
            *_blanks(session, place, townships)]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"


def _needed(area: CoverageArea, real: int) -> list[Block]:
    """Outlets by population in both readings beside the real ones."""
    heading = Heading(_("Outlets by population"), 2)
    if area.people is None:
        return [heading, Paragraph(_("The population is not entered, so the outlets it carries are not known."))]
    day = area.counted_on or today()
    low, high, rural = (int(rule(name, day)) for name in ("urban_per_high", "urban_per_low", "rural_per"))

    def town(people: int) -> str:
        return _range(outlets(people, low), outlets(people, high))

    rows: list[list[Cell]] = [[_("Whole population, as town"), area.people, town(area.people), real],
                              [_("Whole population, as country"), area.people, str(outlets(area.people, rural)), real]]
    if area.urban is not None:
        out = area.people - area.urban
        country = outlets(out, rural)
        both = _range(outlets(area.urban, low) + country, outlets(area.urban, high) + country)
        rows += [[_("Split: town"), area.urban, town(area.urban), None], [_("Split: country"), out, str(country), None],
                 [_("Split: together"), area.people, both, real]]
    columns = [Column(_("Reading of the rule"), weight=3), Column(_("Population"), NUMBER, 0, thousands=True),
               Column(_("Outlets needed"), align="right"), Column(_("Outlets in business"), NUMBER, 0)]
    note = _("Town: {low}–{high} {high:person|people} an outlet, country: {rural}; rounded up. The rule comes from another "
             "trade and leaves "
             "open which reading is meant: it is a guide, to be verified.").format(
                 low=f"{high:,}", high=f"{low:,}", rural=f"{rural:,}")
    return [heading, Table(columns, rows, notes=[note])]


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _density(area: CoverageArea, real: int, townships: int) -> list[Block]:
    """The check by seed: outlets a township and sown area an outlet, ours and of all shops."""
    rows: list[list[Cell]] = [[name, count, count / townships if townships else None,
                               area.area_mu / count if count and area.area_mu is not None else None]
                              for name, count in ((_("Our outlets"), real), (_("All seed shops"), area.seed_shops))
                              if count is not None]
    columns = [Column(_("Shops"), weight=3), Column(_("How many"), NUMBER, 0), Column(_("A township"), NUMBER, 2),
               Column(_("Area a shop"), NUMBER, 0, unit=_("mu"), thousands=True)]
    said = ngettext("{n} township", "{n} townships", townships).format(n=townships)
    return [Heading(_("Density of outlets"), 2), Table(columns, rows, notes=[said])]


def distribution_of(session: Session, area_id: int) -> tuple[int, int, Distribution | None]:
    """How many shops were counted in a county, how many sell ours, and the distribution; None where none were counted."""
    shops = session.exec(living(CountedShop).where(col(CountedShop.area_id) == area_id)).all()
    found = distribution([(shop.ours, Fraction(shop.category_bags or 0)) for shop in shops]) if shops else None
    return len(shops), sum(shop.ours for shop in shops), found


def _distribution(session: Session, area: CoverageArea) -> Sequence[Block]:
    counted, ours, found = distribution_of(session, area.id)
    heading = Heading(_("Distribution"), 2)
    if found is None:
        return [heading, Paragraph(_("No shops were counted."))]
    facts: list[tuple[str, Cell]] = [
        (_("Shops counted"), str(counted)), (_("Shops with us"), str(ours)),
        (_("Numeric distribution"), f"{format_number(found.numeric, 1)} %"),
        (_("Weighted distribution"), "–" if found.weighted is None else f"{format_number(found.weighted, 1)} %")]
    return [heading, KeyValues(facts)]


def _blanks(session: Session, place: Region, townships: int) -> list[Block]:
    heading = Heading(_("Blank townships"), 2)
    blanks = blank_townships(session, place.id)
    if not townships:
        return [heading, Paragraph(_("The townships of this county are not entered."))]
    if not blanks:
        return [heading, Paragraph(_("Every township has an outlet."))]
    rows: list[list[Cell]] = []
    for town in blanks:
        plans = session.exec(living(TownshipPlan).where(col(TownshipPlan.region_id) == town.id).order_by(
            col(TownshipPlan.id))).all()
        rows += [[town.name, plan.what, plan.candidate, plan.who, plan.due_on, TOWNSHIP_STATES.label(plan.state)]
                 for plan in plans] or [[town.name, "", "", "", None, _("no action yet")]]
    columns = [Column(_("Township or town")), Column(_("What is to be done"), weight=2), Column(_("Shop or person in view")),
               Column(_("In charge")), Column(_("Due"), DATE, weight=0), Column(_("State"))]
    return [heading, Table(columns, rows)]
