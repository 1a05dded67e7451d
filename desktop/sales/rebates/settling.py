"""Settling an agreement: what it came to by a day, less what was settled before, as a record that is checked and credited."""

from __future__ import annotations

from datetime import date

from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.verbs import store
from desktop.sales.rebates.accrual import accrual
from desktop.sales.rebates.model import RebateSettlement
from desktop.sales.rebates.states import AGREEMENT_STATES


def settle(db: Database, agreement_id: int, as_of: date) -> RebateSettlement:
    """Make the settlement of an agreement up to a day.

    Raises `Refused` where the agreement is not in force, or nothing has changed since the last settlement.
    """
    with db.operation(_("Rebate settled")) as session:
        found = accrual(session, agreement_id, as_of)
        if found.agreement.state != "active":
            raise Refused(_("An agreement that is “{state}” is not settled: put it in force first.").format(
                state=AGREEMENT_STATES.label(found.agreement.state)))
        if not found.amount:
            raise Refused(_("Nothing has been earned since the last settlement."))
        base = {"base_bags" if found.agreement.basis == "bags" else "base_amount": found.base}
        return store(session, RebateSettlement, {"agreement_id": agreement_id, "as_of": as_of, "earned": found.earned,
                                                 "before": found.before, **base})
