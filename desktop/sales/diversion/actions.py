"""What is done with a case: the suspect and the allowed price proposed, the fine by the rule of the day, the fine charged."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from desktop.core import money
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.verbs import store
from desktop.sales.diversion import states as s
from desktop.sales.diversion.model import DiversionCase
from desktop.sales.diversion.rules import rule
from desktop.sales.diversion.tracing import candidates, confidence
from desktop.sales.money.model import AccountEntry
from desktop.sales.prices.finding import price_line
from desktop.trade.rebates import penalty


def trace(db: Database, case_id: int) -> DiversionCase:
    """Write into a case what the lot says: how sure one is, the only dealer who got it, the lowest price allowed there.

    What was written by hand stays.
    """
    with db.operation(_("Lot traced")) as session:
        case = session.get_one(DiversionCase, case_id)
        found = candidates(session, case)
        values: dict[str, object] = {"confidence": case.confidence if case.confidence == "proved" else confidence(found)}
        if len(found) == 1 and case.suspect_id is None and not found[0].may_sell:
            values["suspect_id"] = found[0].dealer_id
        line = price_line(session, case.product_id or 0, case.region_id, case.found_on or today())
        if case.price_allowed is None and line is not None:
            values["price_allowed"] = line.floor if line.floor is not None else line.retail
        return store(session, DiversionCase, values, case_id)


def propose_fine(db: Database, case_id: int, day: date) -> DiversionCase:
    """Write into a case what the rule of a day makes of it: the fine, what is taken off deposit and plan.

    Raises `Refused` where the outcome is not fined or a figure is missing.
    """
    with db.operation(_("Fine proposed")) as session:
        case = session.get_one(DiversionCase, case_id)
        if case.outcome and case.outcome not in s.FINED:
            raise Refused(_("“{outcome}” is not fined: leave fine and cuts empty.").format(
                outcome=s.OUTCOMES.label(case.outcome)))
        found = rule(case.offence or "diversion", day)
        if found.times and not (case.bags and case.price_here is not None and case.price_allowed):
            raise Refused(_("Fill in bags, the price asked there and the lowest price allowed: the fine is a multiple of "
                            "the gap."))
        if found.deposit_percent and case.deposit is None:
            raise Refused(_("Fill in the deposit held (0 where there is none): a share of it is taken off."))
        cost = penalty(case.bags or 0, _yuan(case.price_here), _yuan(case.price_allowed) or Fraction(1), found.times,
                       _yuan(case.deposit), found.deposit_percent, case.plan_bags or 0, found.plan_percent)
        return store(session, DiversionCase, {"fine": money.half_up(cost.fine * 100), "plan_cut": cost.plan_cut,
                                              "deposit_cut": money.half_up(cost.deposit_cut * 100)}, case_id)


def charge(db: Database, case_id: int, day: date) -> AccountEntry:
    """Enter the fine of a decided case into the dealer's account, once. Raises `Refused` where there is nothing to enter."""
    with db.operation(_("Fine charged")) as session:
        case = session.get_one(DiversionCase, case_id)
        if case.state not in ("decided", "executed") or not case.fine:
            raise Refused(_("Only the fine of a decided case is entered into the account."))
        if case.entry_id is not None:
            raise Refused(_("The fine of this case is in the account already."))
        entry = store(session, AccountEntry, {"dealer_id": case.suspect_id, "entered_on": day, "kind": "fine",
                                              "amount": case.fine,
                                              "what": case.code, "due_on": case.top_up_by if case.top_up_by and
                                              case.top_up_by >= day else None})
        store(session, DiversionCase, {"entry_id": entry.id}, case_id)
        return entry


def _yuan(fen: int | None) -> Fraction:
    return Fraction(fen or 0, 100)
