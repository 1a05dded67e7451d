"""Verbs of outlets: a month's target split over them, a standard given to all, actions planned for blank townships."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from sqlalchemy import select
from sqlmodel import Session, col

from desktop.core import money
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.records import alive, living, table_of
from desktop.core.verbs import insert_many, store
from desktop.dealers.model import Outlet
from desktop.regions.model import Region
from desktop.sales.outlets.coverage_lists import OUTLETS_HERE
from desktop.sales.outlets.coverage_model import CoverageArea, TownshipPlan
from desktop.sales.outlets.staff_model import OutletTarget, StandardTold


def split_target(db: Database, outlet_ids: Sequence[int], month: date, bags: int) -> int:
    """Split a month's bags over outlets by what they sold last season, exactly; how many got a target.

    Raises `Refused` where none of them sold anything.
    """
    first = month.replace(day=1)
    with db.operation(_("Target of {month} split").format(month=f"{first:%Y-%m}")) as session:
        found = session.exec(living(Outlet).where(col(Outlet.id).in_(outlet_ids)).order_by(col(Outlet.id))).all()
        weights = [Fraction(outlet.bags or 0) for outlet in found]
        if not any(weights):
            raise Refused(_("None of these outlets has bags sold last season, by which the target is split: enter them first."))
        for outlet, part in zip(found, money.split(bags, weights), strict=True):
            there = session.exec(living(OutletTarget).where(
                col(OutletTarget.outlet_id) == outlet.id, col(OutletTarget.month) == first)).first()
            store(session, OutletTarget, {"outlet_id": outlet.id, "month": first, "target_bags": part},
                  there.id if there else None)
        return len(found)


def tell_all(db: Database, standard_id: int) -> int:
    """Put every outlet in business on the list of a standard that is not there yet; how many that were."""
    with db.operation(_("Outlets put on the list of a standard")) as session:
        known = {told.outlet_id for told in session.exec(living(StandardTold).where(
            col(StandardTold.standard_id) == standard_id))}
        outlets = session.exec(living(Outlet).where(col(Outlet.state) == "open").order_by(col(Outlet.name)))
        rows = [{"standard_id": standard_id, "outlet_id": outlet.id} for outlet in outlets if outlet.id not in known]
        insert_many(session, StandardTold, rows)
        return len(rows)


def blank_townships(session: Session, county: int) -> list[Region]:
    """The townships of a county in which no outlet is in business."""
    table = table_of(Region)
    query = living(Region).where(table.c.parent_id == county, table.c.level == "township", OUTLETS_HERE == 0)
    return list(session.exec(query.order_by(table.c.full_name)))


def plan_blanks(db: Database, area_id: int) -> int:
    """Put every blank township of a county on the list of those to be opened that is not there; how many that were.

    Raises `Refused` where the county has no townships in the region table.
    """
    with db.operation(_("Blank townships listed")) as session:
        area, plan = session.get_one(CoverageArea, area_id), table_of(TownshipPlan)
        if not session.exec(living(Region).where(col(Region.parent_id) == area.region_id)).first():
            raise Refused(_("This county has no townships yet: enter them under Dealers, Regions, or import them."))
        known = set(session.execute(select(plan.c.region_id).where(
            plan.c.state == "open", alive(plan))).scalars())
        rows = [{"region_id": place.id, "what": _("Find a shop that fits")} for place in
                blank_townships(session, area.region_id or 0) if place.id not in known]
        insert_many(session, TownshipPlan, rows)
        return len(rows)
