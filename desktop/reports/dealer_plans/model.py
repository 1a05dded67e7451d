"""A plan agreed with a dealer for a year or a month, and its lines with money, people and what came of them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.periods import period
from desktop.core.records import Record, living
from desktop.reports.dealer_plans import states as s
from desktop.reports.periodic.layouts import start_of


class DealerPlan(Record, table=True):
    """What a dealer will do for promotion, or sell, in a business year or a month; with money, people, goal and result."""

    NAME: ClassVar[str] = N_("Plan of a dealer")
    FORM: ClassVar[Groups] = (
        Group("dealer_id:2 code kind span starts_on ends_on state person_id bags amount goals:3", N_("Plan")),
        Group("our_money dealer_money people agreed_with agreed_on", N_("Money and people")),
        Group("result:3 lessons:3 closed_on reason:2 remarks:3", N_("What came of the plan")),
    )
    code: str = f.code(N_("Dealer's plan no."), "JX", year_of="starts_on")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id", required=True)
    kind: str = f.choice(N_("Kind of plan"), s.KINDS, s.PROMOTION)
    span: str = f.choice(N_("Period of the plan"), s.SPANS, "year")
    starts_on: date | None = f.day(N_("First day of the plan"), required=True, index=True)
    ends_on: date | None = f.day(N_("Last day of the plan"), not_before="starts_on")
    state: str = f.state(N_("State"), s.PLANS, "draft")
    person_id: int | None = f.link(N_("Followed by"), "person.id")
    bags: int | None = f.whole(N_("Bags to be sold"), low=0)
    amount: int | None = f.money(N_("Amount to be bought"))
    goals: str = f.text(N_("Goals of the plan"), search=True, long=True)
    our_money: int | None = f.money(N_("Money from us"))
    dealer_money: int | None = f.money(N_("Money from the dealer"))
    people: int | None = f.whole(N_("People needed"), low=0)
    agreed_with: str = f.text(N_("Agreed with"))
    agreed_on: date | None = f.day(N_("Agreed on"))
    result: str = f.text(N_("What the plan brought"), search=True, long=True)
    lessons: str = f.text(N_("What is learnt from it"), search=True, long=True)
    closed_on: date | None = f.day(N_("Plan closed on"))
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Number and kind."""
        return " ".join(t for t in (self.code, s.KINDS.label(self.kind)) if t)

    def before_save(self, _before: Any, session: Session) -> None:
        """It covers the business year or month its first day lies in; one plan a dealer, kind and period."""
        if self.starts_on is None:
            return
        found = period(self.span, self.starts_on, start_of(session))
        self.starts_on, self.ends_on = found.first, found.last
        same = living(DealerPlan).where(
            col(DealerPlan.dealer_id) == self.dealer_id, col(DealerPlan.kind) == self.kind, col(DealerPlan.span) == self.span,
            col(DealerPlan.starts_on) == self.starts_on, col(DealerPlan.id) != self.id)
        with session.no_autoflush:
            other = session.exec(same).first()
        if other is not None:
            raise FieldErrors({"starts_on": _("This dealer has such a plan from {day} already: {code}.").format(
                day=self.starts_on, code=other.code)})

    def before_restore(self, session: Session) -> None:
        """A plan that was drawn up anew meanwhile is the one."""
        self.before_save(None, session)


class DealerPlanLine(Record, table=True):
    """An activity of a plan, or goods to be sold: when, with how much money and how many people; what came of it."""

    NAME: ClassVar[str] = N_("Line of a dealer's plan")
    FORM: ClassVar[Groups] = (
        Group("on_day work what:2 product_id place bags money people", N_("As planned")),
        Group("done_on bags_done spent people_came result:3", N_("What came of the plan")))
    plan_id: int | None = f.link(N_("Plan of a dealer"), "dealerplan.id", owned=True, locked=True)
    on_day: date | None = f.day(N_("Day"), required=True, index=True)
    work: str = f.choice(N_("Kind of activity"), s.WORK, "meeting")
    what: str = f.text(N_("What the activity is"), search=True)
    product_id: int | None = f.link(N_("Product"), "product.id")
    place: str = f.text(N_("Place"), search=True)
    bags: int | None = f.whole(N_("Bags planned"), low=0)
    money: int | None = f.money(N_("Money planned"))
    people: int | None = f.whole(N_("People expected"), low=0)
    done_on: date | None = f.day(N_("Done on"))
    bags_done: int | None = f.whole(N_("Bags sold by it"), low=0)
    spent: int | None = f.money(N_("Money spent"))
    people_came: int | None = f.whole(N_("People who came"), low=0)
    result: str = f.text(N_("How it went"), search=True, long=True)

    def label(self) -> str:
        """What it is."""
        return self.what or s.WORK.label(self.work)

    def problems(self) -> dict[str, str]:
        """What was spent or sold says when it was done; what is to come is not done."""
        if self.done_on and self.done_on > f.today():
            return {"done_on": _("That day is still to come.")}
        if not self.done_on and (self.spent or self.bags_done or self.people_came):
            return {"done_on": _("Say on which day it was done.")}
        return {}
