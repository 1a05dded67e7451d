"""The usual points of a contract, from their dated catalogue; and an amendment that begins with the points of the old one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlmodel import col

from desktop.core import catalogues
from desktop.core.database import Database
from desktop.core.i18n import _
from desktop.core.records import content, living
from desktop.core.verbs import store
from desktop.dealers.contracts.model import SIGNED, ContractPoint, DealerContract

FIGURES = ("every_months", "percent", "days")
NOT_COPIED = frozenset({"code", "state", "ended_on", "reason", "amends_id", "kept_at", *SIGNED})


def usual_points(day: date) -> list[catalogues.Row]:
    """The rows of the catalogue that hold on a day, in its order."""
    return [row for row in catalogues.load("contract_points").rows if date.fromisoformat(row["from"]) <= day]


def lay_points(db: Database, contract_id: int) -> int:
    """Add the usual points whose kind a contract has none of, with the days on which they fall due; how many."""
    with db.operation(_("Usual points of a contract")) as session:
        contract = session.get_one(DealerContract, contract_id)
        there = {p.kind for p in session.exec(living(ContractPoint).where(col(ContractPoint.contract_id) == contract_id))}
        rows = [row for row in usual_points(contract.starts_on or date.max) if row["kind"] not in there]
        for row in rows:
            store(session, ContractPoint, {"contract_id": contract_id, **point_of(contract, row)})
        return len(rows)


def point_of(contract: DealerContract, row: catalogues.Row) -> dict[str, Any]:
    """The values of a point of the catalogue in a contract: its days are counted from the signature, the first or last day."""
    signed = max((d for d in (contract.company_signed_on, contract.dealer_signed_on) if d), default=contract.starts_on)
    from_day = {"signed": signed, "start": contract.starts_on, "end": contract.ends_on}.get(row.get("basis", ""))
    due = None if from_day is None else from_day + timedelta(days=row["after_days"])
    return {"kind": row["kind"], "what": catalogues.text(row), "due_on": due,
            **{name: row.get(name) for name in FIGURES}}


def amend(db: Database, contract_id: int) -> DealerContract:
    """A draft that amends a contract and begins with what it says and with its points."""
    with db.operation(_("Contract amended")) as session:
        old = session.get_one(DealerContract, contract_id)
        values = {name: value for name, value in content(old).items() if name not in NOT_COPIED}
        made = store(session, DealerContract, {**values, "amends_id": old.id})
        for point in session.exec(living(ContractPoint).where(col(ContractPoint.contract_id) == old.id)
                                  .order_by(col(ContractPoint.id))).all():
            store(session, ContractPoint, {**content(point), "contract_id": made.id})
        return made
