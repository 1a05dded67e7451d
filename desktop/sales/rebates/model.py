"""Rebate agreements: for whom, on what, in which periods, by which tiers; what conduct takes off; what was settled."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.errors import FieldErrors, Refused
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.records import Record, living
from desktop.core.units import quantity
from desktop.core.verbs import store
from desktop.sales.money.model import AccountEntry
from desktop.sales.rebates import states as s


class RebateAgreement(Record, table=True):
    """An agreement with one dealer for a term. Its parts stand in its tiers, its periods in rows of their own."""

    NAME: ClassVar[str] = N_("Rebate agreement")
    FORM: ClassVar[Groups] = (
        Group("name:2 code dealer_id:2 state starts_on ends_on season_id basis method product_id plan_amount plan_bags "
              "needs_percent capped reason:2 active_on settled_on remarks"),
    )
    code: str = f.code(N_("Agreement no."), "RB", year_of="starts_on")
    name: str = f.text(N_("Name"), required=True, search=True)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True)
    state: str = f.state(N_("State"), s.AGREEMENTS, "draft")
    starts_on: date | None = f.day(N_("Term begins"), required=True)
    ends_on: date | None = f.day(N_("Term ends"), required=True, index=True, not_before="starts_on")
    season_id: int | None = f.link(N_("Season"), "season.id", current=True)
    basis: str = f.choice(N_("Rebate on"), s.BASES, "amount")
    method: str = f.choice(N_("How tiers pay"), s.METHODS, "tier")
    product_id: int | None = f.link(N_("For one product only"), "product.id")
    plan_amount: int | None = f.money(N_("Task amount"))
    plan_bags: int | None = f.whole(N_("Task bags"), low=0)
    needs_percent: float | None = f.number(N_("Needs of the task"), unit="%", decimals=1, low=0, high=200)
    capped: bool = f.yes_no(N_("Whole term paid on the task at most"))
    active_on: date | None = f.day(N_("In force since"))
    settled_on: date | None = f.day(N_("Settled on"))
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def before_move(self, move: Move, session: Session) -> None:
        """An agreement that pays nothing, or on a task that nobody set, cannot come into force."""
        if move.after != "active":
            return
        tiers = session.exec(living(RebateTier).where(col(RebateTier.agreement_id) == self.id)).all()
        if not tiers:
            raise Refused(_("This agreement has no tiers yet: type them in below."))
        if any(t.misfits(self.basis) for t in tiers):
            raise Refused(_("This agreement counts “{basis}”, its tiers do not: correct them below.").format(
                basis=s.BASES.label(self.basis)))
        task = self.plan_bags if self.basis == "bags" else self.plan_amount
        if self.basis == "paid" and self.product_id:
            raise Refused(_("Payments are not of one product: leave it empty."))
        if not task and (self.needs_percent or any(t.above_percent is not None or t.part == "excess" for t in tiers)):
            raise Refused(_("This agreement pays by its task, but no task is filled in."))


class RebatePeriod(Record, table=True):
    """A period of an agreement that is paid for itself: a quarter, a month, the time of orders."""

    NAME: ClassVar[str] = N_("Period of the agreement")
    FORM: ClassVar[Groups] = (Group("name starts_on ends_on plan_amount plan_bags"),)
    agreement_id: int | None = f.link(N_("Rebate agreement"), "rebateagreement.id", owned=True, locked=True)
    name: str = f.text(N_("Name"), required=True)
    starts_on: date | None = f.day(N_("Begins"), required=True)
    ends_on: date | None = f.day(N_("Ends"), required=True, not_before="starts_on")
    plan_amount: int | None = f.money(N_("Task amount"))
    plan_bags: int | None = f.whole(N_("Task bags"), low=0)


class RebateTier(Record, table=True):
    """A tier: it begins just above a limit in yuan, in bags, or in percent of the task, and pays percent or yuan a bag.

    Where bags count, percents are those of the mean price of the bags.
    """

    NAME: ClassVar[str] = N_("Rebate tier")
    FORM: ClassVar[Groups] = (Group("part above_amount above_bags above_percent rate_percent rate_bag method plus"),)
    agreement_id: int | None = f.link(N_("Rebate agreement"), "rebateagreement.id", owned=True, locked=True)
    part: str = f.choice(N_("Paid on"), s.PARTS, "term")
    above_amount: int | None = f.money(N_("Above an amount of"))
    above_bags: int | None = f.whole(N_("Above so many bags"), low=0)
    above_percent: float | None = f.number(N_("Above a share of the task"), unit="%", decimals=2, low=0)
    rate_percent: float | None = f.number(N_("Rate"), unit="%", decimals=3, low=0, high=100)
    rate_bag: int | None = f.price(N_("Rate a bag"), per=N_("yuan/bag"))
    method: str = f.choice(N_("Rate counts"), s.TIER_METHODS, "whole")
    plus: int | None = f.money(N_("And a fixed sum"))

    def label(self) -> str:
        """What it is paid on."""
        return f"{_(self.NAME)} {s.PARTS.label(self.part)}"

    def problems(self) -> dict[str, str]:
        """One limit, and one rate at most: a tier of nothing is written as a rate of 0."""
        found = {}
        if sum(v is not None for v in (self.above_amount, self.above_bags, self.above_percent)) > 1:
            found["above_percent"] = _("Give one limit only: yuan, bags, or percent of the task.")
        elif self.above_percent is not None and self.part != "term":
            found["above_percent"] = _("Percent of the task are counted for the whole term only: give yuan or bags.")
        if (self.rate_percent is None) == (self.rate_bag is None):
            found["rate_percent"] = _("Give one rate: percent or yuan a bag (0 for a tier that pays nothing).")
        return found

    def misfits(self, basis: str) -> list[str]:
        """The fields in which it does not count what its agreement counts."""
        misfit = ("above_amount",) if basis == "bags" else ("above_bags", "rate_bag")
        return [name for name in misfit if getattr(self, name) is not None]

    def before_save(self, _before: Any, session: Session) -> None:
        """What stands in bags belongs to an agreement on bags, a limit in yuan to one on amounts."""
        agreement = session.get(RebateAgreement, self.agreement_id) if self.agreement_id else None
        if agreement is None:
            return
        if wrong := self.misfits(agreement.basis):
            raise FieldErrors(dict.fromkeys(wrong, _("This agreement counts “{basis}”.").format(
                basis=s.BASES.label(agreement.basis))))


class RebateFactor(Record, table=True):
    """What of the rebate is paid for goods that were paid within so many days; later, or not yet, nothing is."""

    NAME: ClassVar[str] = N_("Factor by days of payment")
    FORM: ClassVar[Groups] = (Group("paid_within percent"),)
    agreement_id: int | None = f.link(N_("Rebate agreement"), "rebateagreement.id", owned=True, locked=True)
    paid_within: int | None = f.whole(N_("Paid within"), unit=N_("d"), low=-366, high=730)
    percent: float | None = f.number(N_("Of the rebate"), unit="%", decimals=1, low=0, high=100)

    def problems(self) -> dict[str, str]:
        """It has both."""
        said = {"paid_within": _("Say within how many days (0: on the day of the goods)."),
                "percent": _("Say how many percent.")}
        return {name: sentence for name, sentence in said.items() if getattr(self, name) is None}

    def before_save(self, _before: Any, session: Session) -> None:
        """One factor for so many days."""
        same = living(RebateFactor).where(col(RebateFactor.agreement_id) == self.agreement_id, col(RebateFactor.id) != self.id,
                                          col(RebateFactor.paid_within) == self.paid_within)
        if session.exec(same).first() is not None:
            raise FieldErrors({"paid_within": _("There is a factor for so many days already.")})

    def label(self) -> str:
        """Days and percent."""
        return f"≤ {self.paid_within} {_('d')}: {quantity(f'{self.percent or 0:g}', '%')}"


class RebateCut(Record, table=True):
    """What a dealer's conduct takes off the rebate, in points of the whole of it; 100 takes all."""

    NAME: ClassVar[str] = N_("Cut for conduct")
    FORM: ClassVar[Groups] = (Group("happened_on kind percent what:3"),)
    agreement_id: int | None = f.link(N_("Rebate agreement"), "rebateagreement.id", owned=True)
    happened_on: date | None = f.day(N_("Day"), required=True)
    kind: str = f.choice(N_("Kind"), s.CUTS, "other")
    percent: float | None = f.number(N_("Taken off"), unit="%", decimals=2, low=0, high=100)
    what: str = f.text(N_("What happened"), required=True)

    def problems(self) -> dict[str, str]:
        """A cut says how much."""
        return {} if self.percent is not None else {"percent": _("Say how many percent are taken off.")}


class RebateSettlement(Record, table=True):
    """What an agreement came to on a day, less what was settled before; below nothing it is to be paid back."""

    NAME: ClassVar[str] = N_("Rebate settlement")
    FORM: ClassVar[Groups] = (
        Group("agreement_id:2 code state as_of base_amount base_bags earned before amount form approved_on credited_on "
              "reason:2 remarks"),
    )
    code: str = f.code(N_("Settlement no."), "RS", year_of="as_of")
    agreement_id: int | None = f.link(N_("Rebate agreement"), "rebateagreement.id", required=True)
    state: str = f.state(N_("State"), s.SETTLEMENTS, "draft")
    as_of: date | None = f.day(N_("Reckoned up to"), required=True, index=True)
    base_amount: int | None = f.money(N_("Base amount"), low=None)
    base_bags: int | None = f.whole(N_("Base bags"))
    earned: int | None = f.money(N_("Earned to date"))
    before: int | None = f.money(N_("Settled before"), low=None)
    amount: ClassVar[f.Computed] = f.computed(N_("To be credited"), lambda c: c.earned - c.before, kind="money",
                                              unit=N_("yuan"), decimals=2)
    form: str = f.choice(N_("Credited as"), s.FORMS, "account")
    approved_on: date | None = f.day(N_("Approved on"))
    credited_on: date | None = f.day(N_("Credited on"))
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def after_move(self, move: Move, session: Session) -> None:
        """What is credited into the account stands there from that day on; what is to be paid back is owed from then."""
        agreement = session.get(RebateAgreement, self.agreement_id) if self.agreement_id else None
        if move.after != "credited" or self.form != "account" or agreement is None or not self.amount:
            return
        store(session, AccountEntry, {"dealer_id": agreement.dealer_id, "kind": "rebate", "entered_on": move.moved_on,
                                      "amount": -self.amount, "what": f"{self.code} {agreement.name}"})
