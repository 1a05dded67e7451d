"""Targets of outlets by month, promoters with what they were trained, sold and earned, standards and who acknowledged them."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.records import Record, living
from desktop.people.finding import keep_person
from desktop.sales.policy.model import WAYS


class OutletTarget(Record, table=True):
    """What an outlet is to sell in a month, and what it sold."""

    NAME: ClassVar[str] = N_("Month of an outlet")
    FORM: ClassVar[Groups] = (Group("outlet_id:2 month target_bags sold_bags reached target_amount sold_amount remark:2"),)
    outlet_id: int | None = f.link(N_("Outlet"), "outlet.id", owned=True)
    month: date | None = f.day(N_("Month"), required=True, index=True)
    target_bags: int | None = f.whole(N_("Target in bags"), low=0)
    sold_bags: int | None = f.whole(N_("Bags sold"), low=0)
    reached: ClassVar[f.Computed] = f.computed(N_("Target reached"), lambda c: 100.0 * c.sold_bags / c.target_bags, unit="%",
                                               decimals=1)
    target_amount: int | None = f.money(N_("Target amount"))
    sold_amount: int | None = f.money(N_("Amount sold"))
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """The month."""
        return f"{self.month:%Y-%m}" if self.month else str(self.id)

    def before_save(self, _before: Any, session: Session) -> None:
        """A month is named by its first day, and an outlet has each once."""
        first_of_month(self)
        refuse_twice(session, self, "outlet_id")


class Promoter(Record, table=True):
    """A promoter at an outlet: who, since when, trained when, how the test went."""

    NAME: ClassVar[str] = N_("Promoter at an outlet")
    FORM: ClassVar[Groups] = (Group("outlet_id:2 name phone since left_on trained_on score training:2 remarks"),)
    outlet_id: int | None = f.link(N_("Outlet"), "outlet.id", owned=True)
    name: str = f.text(N_("Promoter's name"), required=True, search=True)
    phone: str = f.phone(N_("Telephone"))
    person_id: int | None = f.link(N_("Person"), "person.id")
    since: date | None = f.day(N_("Since"))
    left_on: date | None = f.day(N_("Left on"), not_before="since")
    trained_on: date | None = f.day(N_("Last trained on"), index=True)
    training: str = f.text(N_("Training received"), search=True)
    score: float | None = f.number(N_("Test score"), decimals=1, low=0, high=100)
    remarks: str = f.text(N_("Remarks"), long=True)

    def provide(self, before: Any, session: Session) -> None:
        """The promoter is a person in that role."""
        keep_person(self, before, session, name="name", number="phone", role="promoter")


class PromoterMonth(Record, table=True):
    """A promoter's month: target, what was sold, the bonus by it, what the shop says."""

    NAME: ClassVar[str] = N_("Month of a promoter")
    FORM: ClassVar[Groups] = (Group("month target_bags sold_bags reached per_bag bonus feedback:3"),)
    promoter_id: int | None = f.link(N_("Promoter"), "promoter.id", owned=True)
    month: date | None = f.day(N_("Month"), required=True, index=True)
    target_bags: int | None = f.whole(N_("Target in bags"), low=0)
    sold_bags: int | None = f.whole(N_("Bags sold"), low=0)
    reached: ClassVar[f.Computed] = f.computed(N_("Target reached"), lambda c: 100.0 * c.sold_bags / c.target_bags, unit="%",
                                               decimals=1)
    per_bag: int | None = f.money(N_("Bonus a bag"))
    bonus: ClassVar[f.Computed] = f.computed(N_("Bonus, target reached"), lambda c: c.when(
        c.sold_bags >= c.target_bags, c.sold_bags * c.per_bag, 0), kind="money", unit=N_("yuan"), decimals=2)
    feedback: str = f.text(N_("What the shop says"))

    def label(self) -> str:
        """The month."""
        return f"{self.month:%Y-%m}" if self.month else str(self.id)

    def before_save(self, _before: Any, session: Session) -> None:
        """A month is named by its first day, and a promoter has each once."""
        first_of_month(self)
        refuse_twice(session, self, "promoter_id")


def first_of_month(record: Any) -> None:
    """Name a record's month by its first day."""
    if record.month is not None:
        record.month = record.month.replace(day=1)


def refuse_twice(session: Session, record: Any, owner: str) -> None:
    """Raise `FieldErrors` where another record of the same owner is of the same month."""
    model: Any = OutletTarget if owner == "outlet_id" else PromoterMonth
    same = living(model).where(getattr(model, owner) == getattr(record, owner), col(model.month) == record.month,
                               col(model.id) != record.id)
    if record.month is not None and session.exec(same).first() is not None:
        raise FieldErrors({"month": _("{month} is there already: change that row.").format(month=f"{record.month:%Y-%m}")})


class OutletStandard(Record, table=True):
    """An edition of the rules for outlets: its text or its file. A new edition is a record of its own."""

    NAME: ClassVar[str] = N_("Outlet standard")
    FORM: ClassVar[Groups] = (Group("title:2 code edition issued_on valid_from content remarks"),)
    code: str = f.code(N_("Standard no."), "BZ", year_of="issued_on")
    title: str = f.text(N_("Title"), required=True, search=True)
    edition: str = f.text(N_("Version"), required=True)
    issued_on: date | None = f.day(N_("Announced on"), required=True, index=True)
    valid_from: date | None = f.day(N_("Valid from"))
    content: str = f.text(N_("Text of the standard"), search=True, long=True)
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Title and version."""
        return " ".join(t for t in (self.title, self.edition) if t)


class StandardTold(Record, table=True):
    """An outlet to which an edition of a standard was given, and when it acknowledged it."""

    NAME: ClassVar[str] = N_("Standard acknowledged")
    FORM: ClassVar[Groups] = (Group("standard_id:2 outlet_id:2 told_on how acknowledged_on acknowledged_by remark:2"),)
    standard_id: int | None = f.link(N_("Outlet standard"), "outletstandard.id", owned=True)
    outlet_id: int | None = f.link(N_("Outlet"), "outlet.id", required=True)
    told_on: date | None = f.day(N_("Told on"))
    how: str = f.choice(N_("Told how"), WAYS)
    acknowledged_on: date | None = f.day(N_("Acknowledged on"), not_before="told_on")
    acknowledged_by: str = f.text(N_("Acknowledged by"))
    remark: str = f.text(N_("Remark"))
