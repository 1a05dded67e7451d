"""The lists of the dealer file: dealers, their people and papers, visits, promises."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, and_, bindparam, case, exists, func, literal, or_, select

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.periods import QUARTER, WEEK, period
from desktop.core.records import alive, table_of
from desktop.core.reminders import days_ahead
from desktop.dealers import choices as c
from desktop.dealers.assessment.model import DangerMark, DealerAssessment
from desktop.dealers.contracts.model import DealerContract
from desktop.dealers.model import Dealer, Licence, Outlet, Territory
from desktop.dealers.visit_model import Promise, Visit
from desktop.dealers.visit_sheet_model import VisitLine
from desktop.people.model import Membership, Person
from desktop.regions.model import Region

QUIET_DAYS = 60
SOON_DAYS = 30
_dealer, _visit, _promise, _licence, _right, _region = (
    table_of(m) for m in (Dealer, Visit, Promise, Licence, Territory, Region))
_place, _person = table_of(Region).c.full_name, table_of(Person)


MAIN_FIRST = (("is_primary", True), ("id", False))
CONTACT = rollups.first(Membership, "dealer_id", "name", MAIN_FIRST)
MOBILE = rollups.first(Membership, "dealer_id", "mobile", MAIN_FIRST)
LAST_VISIT = rollups.latest(Visit, "dealer_id", "visited_on", where=(Condition("state", "in", ("done",)),))
OPEN_PROMISES = rollups.count(Promise, "dealer_id", where=(Condition("state", "in", ("open",)),))
QUIET: Any = func.date("now", "localtime", f"-{QUIET_DAYS} days") >= func.coalesce(LAST_VISIT.sql(_dealer), date.min)
LAST_GRADED = rollups.latest(DealerAssessment, "dealer_id", "assessed_on", where=(Condition("state", "in", ("given",)),))
CONTRACT_ENDS = rollups.latest(DealerContract, "dealer_id", "ends_on", where=(Condition("state", "in", ("signed",)),))
DANGERS = rollups.count(DangerMark, "dealer_id", where=(Condition("cleared_on", "empty"),))
_quarter = bindparam("first_of_quarter", callable_=lambda: period(QUARTER, today()).first, type_=Date)
UNGRADED: Any = func.coalesce(LAST_GRADED.sql(_dealer), date.min) < _quarter
WORKING = ("prospect", "review", "active", "hold")

DEALERS = Listing(
    "dealers", N_("Dealers"), Dealer,
    columns=[
        column(Dealer, "name"), column(Dealer, "code"), column(Dealer, "state"),
        column(Dealer, "grade"), column(Dealer, "kind"), column(Dealer, "level"),
        Column("region", N_("Region"), _place),
        CONTACT.column(Dealer, "contact", N_("Main contact")),
        MOBILE.column(Dealer, "mobile", N_("Mobile")),
        LAST_VISIT.column(Dealer, "last_visit", N_("Last visit")),
        OPEN_PROMISES.column(Dealer, "open_promises", N_("Open promises"), total="sum"),
        column(Dealer, "phone", shown=False), column(Dealer, "address", shown=False),
        column(Dealer, "credit_code", shown=False, editable=False),
        column(Dealer, "since", shown=False),
        column(Dealer, "warehouse_t", shown=False, total="sum"),
        column(Dealer, "area_mu", shown=False, total="sum"),
        column(Dealer, "state_since", shown=False, editable=False),
        column(Dealer, "visit_days", shown=False), Column("salesperson", N_("Looked after by"), _person.c.name, shown=False),
        column(Dealer, "business_area", shown=False), column(Dealer, "competitors", shown=False),
        column(Dealer, "remarks", shown=False),
        LAST_GRADED.column(Dealer, "last_graded", N_("Last assessed"), shown=False),
        CONTRACT_ENDS.column(Dealer, "contract_ends", N_("Contract ends"), shown=False),
        DANGERS.column(Dealer, "dangers", N_("Signs of danger noted"), shown=False, total="sum"),
        Column("ungraded", N_("Not assessed this quarter"), UNGRADED, "flag", shown=False),
        Column("quiet", N_("Not visited for 60 days"), QUIET, "flag", shown=False),
    ],
    joins=[(Region, "region_id"), (Person, "salesperson_id")], order=("name", False),
    presets=[
        Preset("active", N_("Active dealers"), lambda: (Condition("state", "in", ("active",)),)),
        Preset("prospects", N_("Prospects"), lambda: (Condition("state", "in", ("prospect", "review")),)),
        Preset("hold", N_("On hold or ended"), lambda: (Condition("state", "in", ("hold", "ended")),)),
        Preset("quiet", N_("Not visited for 60 days"),
               lambda: (Condition("state", "in", ("active",)), Condition("quiet", "yes"))),
        Preset("ungraded", N_("Not assessed this quarter"),
               lambda: (Condition("state", "in", ("active",)), Condition("ungraded", "yes"))),
        Preset("promises", N_("With open promises"), lambda: (Condition("open_promises", "least", 1),)),
    ])

CONTACTS = Listing(
    "contacts", N_("Contacts"), Membership,
    columns=[column(Membership, "name"), column(Membership, "position"), column(Membership, "mobile"),
             column(Membership, "phone"), column(Membership, "wechat"),
             column(Membership, "is_primary"), column(Membership, "birthday"),
             Column("dealer", N_("Dealer"), _dealer.c.name, shown=False),
             column(Membership, "left_on", shown=False), column(Membership, "remarks")],
    joins=[(Dealer, "dealer_id")], order=("name", False))

OUTLETS = Listing(
    "outlets", N_("Outlets"), Outlet,
    columns=[column(Outlet, "name"), Column("region", N_("Region"), _place),
             column(Outlet, "place"), column(Outlet, "keeper"), column(Outlet, "phone"),
             column(Outlet, "bags", total="sum"), column(Outlet, "remarks")],
    joins=[(Region, "region_id")], order=("name", False))

_FIRST, _LAST = date.min, date.max


def _names_in(text: Any) -> Any:
    """The names of a text that lists them (甲、乙, 丙), a row each: 龙单8 is none of 龙单86."""
    plain = func.replace(func.replace(text, '"', ""), "\\", "")
    for mark in ("、", "，", ";", "；"):
        plain = func.replace(plain, mark, ",")
    return func.json_each(literal('["') + func.replace(plain, ",", '","') + literal('"]')).table_valued("value").alias()


def _rival() -> Any:
    """The name of another dealer whose exclusive right meets this one: the same place or one above or below it, a day
    in common, the same varieties or all."""
    other, place, owner = _right.alias(), _region.alias(), _dealer.alias()
    inside = or_(place.c.full_name == _place, place.c.full_name.startswith(_place + " "),
                 _place.startswith(place.c.full_name + " "))
    in_time = and_(func.coalesce(other.c.starts_on, _FIRST) <= func.coalesce(_right.c.ends_on, _LAST),
                   func.coalesce(_right.c.starts_on, _FIRST) <= func.coalesce(other.c.ends_on, _LAST))
    theirs, mine = _names_in(other.c.varieties), _names_in(_right.c.varieties)
    common = exists(select(literal(1)).select_from(theirs.join(mine, func.trim(theirs.c.value) == func.trim(mine.c.value))))
    varieties = or_(other.c.varieties == "", _right.c.varieties == "", common.correlate(other, _right))
    return (select(owner.c.name).join(other, other.c.dealer_id == owner.c.id).join(place, place.c.id == other.c.region_id)
            .where(other.c.dealer_id != _right.c.dealer_id, alive(other, owner), owner.c.state.in_(WORKING),
                   or_(other.c.is_exclusive, _right.c.is_exclusive), inside, in_time, varieties)
            .limit(1).correlate(_right, _region).scalar_subquery())


TERRITORIES = Listing(
    "territories", N_("Territories"), Territory,
    columns=[Column("region", N_("Region"), _place), column(Territory, "varieties"),
             column(Territory, "is_exclusive"), column(Territory, "starts_on"),
             column(Territory, "ends_on"), Column("rival", N_("Overlaps with"), _rival()),
             Column("dealer", N_("Dealer"), _dealer.c.name, shown=False),
             Column("dealer_state", N_("State of the dealer"), _dealer.c.state, "choice",
                    _dealer.c.state.info["choices"], shown=False),
             column(Territory, "remarks")],
    joins=[(Region, "region_id"), (Dealer, "dealer_id")], order=("region", False))

SALES_AREAS = Listing(
    "sales_areas", N_("Sales areas"), Territory,
    columns=[Column("region", N_("Region"), _place), Column("dealer", N_("Dealer"), _dealer.c.name),
             column(Territory, "varieties"), column(Territory, "is_exclusive"), Column("rival", N_("Overlaps with"), _rival()),
             column(Territory, "starts_on"), column(Territory, "ends_on"),
             Column("dealer_state", N_("State of the dealer"), _dealer.c.state, "choice", _dealer.c.state.info["choices"],
                    shown=False), column(Territory, "remarks", shown=False)],
    joins=[(Region, "region_id"), (Dealer, "dealer_id")], order=("region", False),
    presets=[Preset("working", N_("Of dealers we work with"), lambda: (Condition("dealer_state", "in", WORKING),)),
             Preset("meeting", N_("Rights that meet"), lambda: (Condition("rival", "filled"),))])

IN_FORCE = (Condition("replaced", "no"), Condition("dealer_state", "in", WORKING))
_day = func.date("now", "localtime")
VALID: Any = case((_licence.c.replaced.is_(True), "replaced"), (_licence.c.expires_on.is_(None), "open"),
                  (_licence.c.expires_on < _day, "expired"),
                  (_licence.c.expires_on <= func.date("now", "localtime", f"+{SOON_DAYS} days"), "soon"), else_="valid")
LICENCES = Listing(
    "licences", N_("Licences"), Licence,
    columns=[column(Licence, "expires_on"),
             Column("validity", N_("Validity"), VALID, "choice", c.VALIDITY),
             Column("dealer", N_("Dealer"), _dealer.c.name), column(Licence, "kind"),
             column(Licence, "number"), column(Licence, "scope"),
             column(Licence, "issued_on"),
             column(Licence, "verified_on"), column(Licence, "issuer", shown=False),
             column(Licence, "quantity_kg", shown=False, total="sum"),
             column(Licence, "replaced", shown=False), Column("region", N_("Region"), _place, shown=False),
             Column("dealer_state", N_("State of the dealer"), _dealer.c.state, "choice",
                    _dealer.c.state.info["choices"], shown=False),
             column(Licence, "remarks", shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id", Dealer)], order=("expires_on", False),
    presets=[
        Preset("expiring", N_("Licences expiring"),
               lambda: (*IN_FORCE, Condition("expires_on", "next_days", days_ahead()))),
        Preset("expired", N_("Expired licences"),
               lambda: (*IN_FORCE, Condition("expires_on", "until", today() - timedelta(days=1)))),
        Preset("unseen", N_("Original never seen"), lambda: (*IN_FORCE, Condition("verified_on", "empty"))),
    ])


def _week() -> tuple[Any, Any]:
    """Monday and Sunday of this week."""
    week = period(WEEK, today())
    return week.first, week.last


VISITS = Listing(
    "visits", N_("Visits"), Visit,
    columns=[Column("on", N_("Day"), func.coalesce(_visit.c.visited_on, _visit.c.planned_on), "day"),
             Column("dealer", N_("Dealer"), _dealer.c.name), column(Visit, "state"),
             column(Visit, "purpose"), column(Visit, "people"), column(Visit, "findings"),
             column(Visit, "result"), column(Visit, "next_step"), column(Visit, "next_on"),
             Column("region", N_("Region"), _place, shown=False),
             Column("address", N_("Address"), _dealer.c.address, shown=False),
             column(Visit, "reasons", shown=False),
             column(Visit, "reached", shown=False), column(Visit, "minutes", shown=False, total="sum"),
             column(Visit, "planned_on", shown=False), column(Visit, "visited_on", shown=False),
             column(Visit, "cancel_reason", shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id", Dealer)], order=("on", True),
    presets=[
        Preset("week", N_("Visits planned this week"),
               lambda: (Condition("state", "in", ("planned",)), Condition("planned_on", "between", _week()))),
        Preset("overdue", N_("Planned visits that are late"),
               lambda: (Condition("state", "in", ("planned",)),
                        Condition("planned_on", "until", today() - timedelta(days=1)))),
        Preset("planned", N_("Planned visits"), lambda: (Condition("state", "in", ("planned",)),)),
        Preset("done", N_("Visits of the last 30 days"),
               lambda: (Condition("state", "in", ("done",)), Condition("visited_on", "last_days", 30))),
    ])

TIMING: Any = case((_promise.c.state != "open", "settled"), (_promise.c.due_on.is_(None), "undated"),
                   (_promise.c.due_on < _day, "overdue"), (_promise.c.due_on == _day, "today"), else_="ahead")
PROMISES = Listing(
    "promises", N_("Promises"), Promise,
    columns=[column(Promise, "due_on"), Column("timing", N_("Term"), TIMING, "choice", c.TIMING),
             column(Promise, "what"), column(Promise, "side"),
             Column("dealer", N_("Dealer"), _dealer.c.name), column(Promise, "person"),
             column(Promise, "state"), column(Promise, "made_on"),
             column(Promise, "settled_on"),
             Column("region", N_("Region"), _place, shown=False),
             column(Promise, "remarks", shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id", Dealer)], order=("due_on", False),
    presets=[
        Preset("overdue", N_("Overdue promises"),
               lambda: (Condition("state", "in", ("open",)), Condition("due_on", "until", today() - timedelta(days=1)))),
        Preset("due", N_("Promises falling due"),
               lambda: (Condition("state", "in", ("open",)), Condition("due_on", "next_days", days_ahead()))),
        Preset("ours", N_("Our open promises"),
               lambda: (Condition("state", "in", ("open",)), Condition("side", "in", ("us",)))),
        Preset("open", N_("Open promises"), lambda: (Condition("state", "in", ("open",)),)),
    ])
VISIT_LINES = Listing(
    "visit_lines", N_("Visit sheet"), VisitLine,
    columns=[column(VisitLine, name) for name in ("product_id", "counted", "lot", "tested_on", "dealer_price", "farmer_price",
                                                  "wanted", "remark")],
    order=("id", False))
