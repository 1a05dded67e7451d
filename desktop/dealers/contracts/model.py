"""A contract with a dealer, and its points: each says what was agreed and by when it is due."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session

from desktop.core import fields as f
from desktop.core.errors import FieldErrors, Refused
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import Move, StateChange
from desktop.core.offered import from_catalogues
from desktop.core.records import Record, title_of
from desktop.core.standing import why_locked
from desktop.core.verbs import move_in
from desktop.dealers.contracts import states as s
from desktop.dealers.contracts.days import months_later

SIGNED = ("company_signer", "company_signed_on", "dealer_signer", "dealer_signed_on")


class DealerContract(Record, table=True):
    """What a firm and a dealer agreed for a term. Once both have signed it stays; an amendment is a contract of its own."""

    NAME: ClassVar[str] = N_("Dealer contract")
    FORM: ClassVar[Groups] = (
        Group("title:2 code dealer_id:2 state starts_on ends_on days_left company_signer company_signed_on dealer_signer "
              "dealer_signed_on ended_on amends_id:2 kept_at reason:3 remarks"),
    )
    code: str = f.code(N_("Contract no."), "HT", year_of="starts_on")
    title: str = f.text(N_("Contract title"), required=True, search=True)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True)
    state: str = f.state(N_("State"), s.CONTRACTS, "draft")
    starts_on: date | None = f.day(N_("Valid from"), required=True)
    ends_on: date | None = f.day(N_("Valid until"), index=True, not_before="starts_on")
    days_left: ClassVar[f.Computed] = f.computed(N_("Days left"), lambda c: c.days(c.ends_on, c.today), kind="whole")
    company_signer: str = f.text(N_("Signed for the company by"))
    company_signed_on: date | None = f.day(N_("Company signed on"))
    dealer_signer: str = f.text(N_("Signed for the dealer by"), search=True)
    dealer_signed_on: date | None = f.day(N_("Dealer signed on"))
    amends_id: int | None = f.link(N_("Amends the contract"), "dealercontract.id")
    ended_on: date | None = f.day(N_("Ended on"))
    reason: str = f.text(N_("Reason of the last change"))
    kept_at: str = f.text(N_("Where the copies are kept"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Number and title."""
        return " ".join(t for t in (self.code, self.title) if t)

    def before_move(self, move: Move, _session: Session) -> None:
        """A contract is signed once both sides have signed it: it says who and when."""
        missing = [title_of(DealerContract, name) for name in SIGNED if not getattr(self, name)]
        if move.after == "signed" and missing:
            raise Refused(_("Fill in first who signed and when: {fields}.").format(fields=_(", ").join(missing)))

    def after_move(self, move: Move, session: Session) -> None:
        """The contract that a signed one amends ends that day."""
        old = session.get(DealerContract, self.amends_id) if self.amends_id else None
        if move.after == "signed" and old is not None and old.state == "signed":
            move_in(session, DealerContract, old.id,
                    StateChange("ended", move.moved_on, reason=_("Amended by {code}").format(code=self.code)))


class ContractPoint(Record, table=True):
    """A point of a contract. `due_on`: when it is due (next); one that comes again every so many months moves on when it is
    done. `days`: a term in days that runs from each delivery, as for objections."""

    NAME: ClassVar[str] = N_("Point of a contract")
    FORM: ClassVar[Groups] = (Group("kind what:2 due_on every_months done_on amount bags percent days remark:3"),)
    contract_id: int | None = f.link(N_("Dealer contract"), "dealercontract.id", owned=True)
    kind: str = f.choice(N_("Point"), s.POINTS, "other")
    what: str = f.text(N_("What was agreed"), required=True, search=True, say=from_catalogues("contract_points"))
    due_on: date | None = f.day(N_("Next due"), index=True)
    every_months: int | None = f.whole(N_("Again every"), unit=N_("months"), low=1, high=60)
    amount: int | None = f.money(N_("Amount agreed"))
    bags: int | None = f.whole(N_("Bags agreed"), low=0)
    percent: float | None = f.number(N_("Percent agreed"), unit="%", decimals=2, low=0, high=1000)
    days: int | None = f.whole(N_("Term after each delivery"), unit=N_("d"), low=1, high=730)
    done_on: date | None = f.day(N_("Last done on"))
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """Its kind and what was agreed."""
        return f"{s.POINTS.label(self.kind)}{_(': ')}{self.what}"

    def before_save(self, before: Any, session: Session) -> None:
        """What was signed stays, its points are only ticked off; one that comes again is due again after it was done."""
        contract = session.get(DealerContract, self.contract_id) if self.contract_id else None
        if contract is not None:
            refuse_change(contract, self, before)
            fresh = self.done_on != (before.done_on if before is not None else None)
            if fresh and self.done_on and self.every_months and self.due_on:
                self.due_on = next_due(self.due_on, self.every_months, self.done_on, contract.ends_on)

    def before_delete(self, session: Session) -> None:
        """What was signed stays."""
        contract = session.get(DealerContract, self.contract_id) if self.contract_id else None
        if contract is not None and (why := why_locked(contract)):
            raise Refused(why)


TICKED = frozenset({"done_on", "remark"})


def refuse_change(contract: DealerContract, point: Any, before: Any) -> None:
    """Raise `FieldErrors` where a point of a contract that stays as it is would be added or say something else."""
    if not (why := why_locked(contract)):
        return
    names = [name for name in ContractPoint.model_fields if name not in TICKED]
    changed = [name for name in names if before is None or getattr(point, name) != getattr(before, name)]
    if changed:
        raise FieldErrors({"what" if before is None else changed[0]: why})


def next_due(due: date, months: int, done: date, ends: date | None) -> date | None:
    """The first due day of a point after it was done; None where the contract has ended by then."""
    steps = 1
    while (following := months_later(due, months * steps)) <= done:
        steps += 1
    return following if ends is None or following <= ends else None
