"""The lists of outlets: the outlets themselves with what their checks came to, rounds, items, faults, plans, exceptions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, column
from desktop.core.periods import MONTH
from desktop.core.records import table_of
from desktop.core.reminders import days_ahead
from desktop.dealers.model import Dealer, Outlet
from desktop.regions.model import Region
from desktop.sales.outlets import words as w
from desktop.sales.outlets.case_model import OutletCase
from desktop.sales.outlets.check_model import CheckLine, CheckRound, OutletPlan
from desktop.sales.outlets.staff_model import OutletTarget, Promoter, StandardTold

_dealer, _place, _outlet = table_of(Dealer), table_of(Region).c.full_name, table_of(Outlet)
_round = table_of(CheckRound)
_now: Any = func.date("now", "localtime")


def _percent(line: Any) -> Any:
    """Marks given ÷ marks there are, over the items that were marked."""
    full = func.sum(case((line.c.marks.is_not(None), line.c.full_marks)))
    return 100.0 * func.sum(case((line.c.full_marks.is_not(None), line.c.marks))) / func.nullif(full, 0)


DONE = (Condition("state", "in", ("done",)),)
OPEN = (Condition("state", "in", ("open",)),)
SCORE = rollups.figure(CheckLine, "round_id", _percent, decimals=1)
OPEN_FAULTS = rollups.count(CheckLine, "round_id", where=OPEN)
LAST_CHECK = rollups.latest(CheckRound, "outlet_id", "checked_on", where=DONE)
NEXT_CHECK = rollups.Rollup(CheckRound, "outlet_id", lambda t: func.min(t.c.planned_on), "day",
                            (Condition("state", "in", ("planned",)),))
LAST_SCORE = rollups.Rollup(CheckRound, "outlet_id", SCORE.sql, "number", DONE, decimals=1,
                            order=(("checked_on", True), ("id", True)))
FAULTS_HERE = rollups.count(CheckLine, "outlet_id", where=OPEN)
ACCEPTED = rollups.latest(CheckRound, "outlet_id", "checked_on", where=(
    *DONE, Condition("kind", "in", ("acceptance",)), Condition("result", "in", ("passed",))))
CASES_HERE = rollups.count(OutletCase, "outlet_id", where=(Condition("state", "in", w.OPEN_CASES),))
PLANS_HERE = rollups.count(OutletPlan, "outlet_id", where=OPEN)
PROMOTERS_HERE = rollups.count(Promoter, "outlet_id", where=(Condition("left_on", "empty"),))
UNACKNOWLEDGED = rollups.count(StandardTold, "outlet_id", where=(Condition("acknowledged_on", "empty"),))
MONTH_TARGET = rollups.total(OutletTarget, "outlet_id", "target_bags", period=("month", MONTH))
MONTH_SOLD = rollups.total(OutletTarget, "outlet_id", "sold_bags", period=("month", MONTH))
DUE_ON: Any = func.date(func.coalesce(LAST_CHECK.sql(_outlet), _outlet.c.opened_on, "2000-01-01"),
                        func.coalesce(_outlet.c.check_days, 0).concat(" days"))
DUE: Any = and_(_outlet.c.state == "open", _outlet.c.check_days.is_not(None), _now >= DUE_ON)

OUTLETS = Listing(
    "outlet_file", N_("Outlets & counters"), Outlet,
    columns=[column(Outlet, "name"), LAST_CHECK.column(Outlet, "last_check", N_("Last check")),
             LAST_SCORE.column(Outlet, "score", N_("Marks of 100"), unit="%"),
             FAULTS_HERE.column(Outlet, "faults", N_("Open faults"), total="sum"),
             Column("dealer", N_("Dealer"), _dealer.c.name), column(Outlet, "kind"),
             column(Outlet, "state", editable=False), Column("region", N_("Region"), _place),
             column(Outlet, "keeper"), column(Outlet, "phone"), column(Outlet, "carrier", shown=False),
             column(Outlet, "bags", total="sum"),
             CASES_HERE.column(Outlet, "cases", N_("Open exceptions"), total="sum"),
             UNACKNOWLEDGED.column(Outlet, "unacknowledged", N_("Standards not acknowledged"), shown=False),
             MONTH_TARGET.column(Outlet, "month_target", N_("Target of this month"), total="sum"),
             MONTH_SOLD.column(Outlet, "month_sold", N_("Sold this month"), total="sum"),
             PLANS_HERE.column(Outlet, "plans", N_("Plans under way"), shown=False, total="sum"),
             PROMOTERS_HERE.column(Outlet, "promoters", N_("Promoters"), shown=False, total="sum"),
             ACCEPTED.column(Outlet, "accepted", N_("Passed acceptance on"), shown=False),
             NEXT_CHECK.column(Outlet, "next_check", N_("Next check planned"), shown=False),
             column(Outlet, "check_days", shown=False), Column("due", N_("Due for a check"), DUE, "flag", shown=False),
             column(Outlet, "place", shown=False), column(Outlet, "remarks", shown=False)],
    joins=[(Dealer, "dealer_id"), (Region, "region_id")], order=("name", False), tab="sales",
    presets=[
        Preset("open", N_("In business"), lambda: (Condition("state", "in", ("open",)),)),
        Preset("due", N_("Due for a check"), lambda: (Condition("due", "yes"),)),
        Preset("faults", N_("With open faults"), lambda: (Condition("faults", "least", 1),)),
        Preset("weak", N_("Below 80 marks"), lambda: (Condition("score", "most", 79.9),)),
        Preset("counters", N_("Company counters"), lambda: (Condition("kind", "in", ("counter",)),)),
        Preset("waiting", N_("To be accepted"), lambda: (Condition("state", "in", ("built", "failed")),)),
        Preset("unacknowledged", N_("Standards not acknowledged"), lambda: (Condition("unacknowledged", "least", 1),)),
    ])

ROUNDS = Listing(
    "check_rounds", N_("Check rounds"), CheckRound,
    columns=[Column("on", N_("Day"), func.coalesce(_round.c.checked_on, _round.c.planned_on), "day"),
             Column("outlet", N_("Outlet"), _outlet.c.name), column(CheckRound, "kind"), column(CheckRound, "state"),
             SCORE.column(CheckRound, "score", N_("Marks of 100"), unit="%"), column(CheckRound, "result"),
             OPEN_FAULTS.column(CheckRound, "faults", N_("Open faults"), total="sum"), column(CheckRound, "checked_by"),
             Column("dealer", N_("Dealer"), _dealer.c.name), column(CheckRound, "code"),
             Column("region", N_("Region"), _place, shown=False), column(CheckRound, "planned_on", shown=False),
             column(CheckRound, "checked_on", shown=False), column(CheckRound, "summary", shown=False)],
    joins=[(Outlet, "outlet_id"), (Dealer, "dealer_id", Outlet), (Region, "region_id", Outlet)], order=("on", True),
    presets=[
        Preset("planned", N_("Planned checks"), lambda: (Condition("state", "in", ("planned",)),)),
        Preset("overdue", N_("Planned checks that are late"), lambda: (
            Condition("state", "in", ("planned",)), Condition("planned_on", "until", today() - timedelta(days=1)))),
        Preset("unjudged", N_("Acceptances without a result"), lambda: (
            *DONE, Condition("kind", "in", ("acceptance",)), Condition("result", "not_in", ("passed", "failed")))),
        Preset("failed", N_("Not passed"), lambda: (Condition("result", "in", ("failed",)),)),
    ])
ITEMS = Listing(
    "check_items", N_("Items"), CheckLine,
    columns=[column(CheckLine, "part"), column(CheckLine, "item"), column(CheckLine, "full_marks", total="sum"),
             column(CheckLine, "marks", total="sum"), column(CheckLine, "fault"), column(CheckLine, "swap"),
             column(CheckLine, "deadline"), column(CheckLine, "state"), column(CheckLine, "rechecked_on"),
             column(CheckLine, "recheck_note"), column(CheckLine, "must")],
    order=("id", False))


def _late() -> Condition:
    return Condition("deadline", "until", today() - timedelta(days=1))


FAULTS = Listing(
    "faults", N_("Faults"), CheckLine,
    columns=[column(CheckLine, "deadline"), Column("outlet", N_("Outlet"), _outlet.c.name), column(CheckLine, "fault"),
             column(CheckLine, "swap"), column(CheckLine, "state"), column(CheckLine, "item"),
             column(CheckLine, "rechecked_on"), column(CheckLine, "recheck_note"),
             Column("round", N_("Check round"), _round.c.code), Column("found_on", N_("Found on"), _round.c.checked_on, "day"),
             Column("dealer", N_("Dealer"), _dealer.c.name), Column("region", N_("Region"), _place, shown=False)],
    joins=[(CheckRound, "round_id"), (Outlet, "outlet_id"), (Dealer, "dealer_id", Outlet), (Region, "region_id", Outlet)],
    order=("deadline", False), always=(Condition("state", "in", tuple(w.FAULT_STATES)),),
    presets=[
        Preset("open", N_("To be put right"), lambda: OPEN),
        Preset("late", N_("Past the deadline"), lambda: (*OPEN, _late())),
        Preset("goods", N_("Foreign goods to be removed"), lambda: (*OPEN, Condition("swap", "yes"))),
        Preset("goods_late", N_("Foreign goods past their deadline"), lambda: (*OPEN, Condition("swap", "yes"), _late())),
        Preset("stopped", N_("Support stopped"), lambda: (Condition("state", "in", ("stopped",)),)),
    ])

PLANS = Listing(
    "outlet_plans", N_("Improvement plans"), OutletPlan,
    columns=[column(OutletPlan, "kind"), column(OutletPlan, "part"), column(OutletPlan, "what"), column(OutletPlan, "who"),
             column(OutletPlan, "due_on"), column(OutletPlan, "state"), column(OutletPlan, "done_on"),
             column(OutletPlan, "effect"), Column("round", N_("From check round"), _round.c.code),
             Column("outlet", N_("Outlet"), _outlet.c.name, shown=False)],
    joins=[(Outlet, "outlet_id"), (CheckRound, "round_id")], order=("due_on", False))

_case = table_of(OutletCase)
LATE: Any = and_(_case.c.state.in_(w.OPEN_CASES), or_(
    _case.c.solve_due < _now, and_(_case.c.answered_on.is_(None), _case.c.answer_due < _now)))
DAYS: Any = func.julianday(func.coalesce(_case.c.solved_on, _now)) - func.julianday(_case.c.reported_on)
CASES = Listing(
    "outlet_cases", N_("Exceptions"), OutletCase,
    columns=[column(OutletCase, "reported_on"), Column("outlet", N_("Outlet"), _outlet.c.name), column(OutletCase, "kind"),
             column(OutletCase, "state"), column(OutletCase, "severity"), column(OutletCase, "side"),
             column(OutletCase, "what"), column(OutletCase, "answer_due"), column(OutletCase, "solve_due"),
             Column("days", N_("Days it took or takes"), DAYS, "whole", total="mean"), column(OutletCase, "at_fault"),
             column(OutletCase, "satisfied"), column(OutletCase, "owner"), column(OutletCase, "code"),
             Column("late", N_("Late"), LATE, "flag", shown=False), column(OutletCase, "cost", shown=False, total="sum"),
             Column("dealer", N_("Dealer"), _dealer.c.name, shown=False), Column("region", N_("Region"), _place, shown=False)],
    joins=[(Outlet, "outlet_id"), (Dealer, "dealer_id", Outlet), (Region, "region_id", Outlet)], order=("reported_on", True),
    presets=[
        Preset("open", N_("Open exceptions"), lambda: (Condition("state", "in", w.OPEN_CASES),)),
        Preset("late", N_("Past their clock"), lambda: (Condition("late", "yes"),)),
        Preset("due", N_("Solution due soon"), lambda: (
            Condition("state", "in", w.OPEN_CASES), Condition("solve_due", "next_days", days_ahead()))),
        Preset("ask", N_("To be asked back"), lambda: (Condition("state", "in", ("solved",)),)),
    ])
__all__ = ["CASES", "FAULTS", "ITEMS", "OUTLETS", "PLANS", "ROUNDS"]
