"""A target of a season, its months, and what it was before it was revised."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core import money
from desktop.core.errors import FieldErrors, Refused
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.periods import YEAR, period, year_start
from desktop.core.records import Record, living
from desktop.core.settings import office_in
from desktop.core.verbs import store
from desktop.sales.targets import states as s


def whole_of(measure: str, bags: int | None, money: int | None) -> int:
    """What a target of that measure is to reach, in bags or fen, of the two numbers it may have."""
    return (bags if measure in s.IN_BAGS else money) or 0


class SalesTarget(Record, table=True):
    """What is to be reached in a season, the business year that begins on `starts_on`: of one measure, in a region with all
    below it or by one dealer, of one product or all. `bags` counts measures in bags, `money` those in yuan.

    With `personal` only what counts for `person_id` counts: their shares of orders, else the dealers they look after.

    A part of another target (`parent_id`) has its measure, its season and its product or one of its products. What of the whole
    is not given to parts is the unallotted rest, shown with the whole.
    """

    NAME: ClassVar[str] = N_("Sales target")
    FORM: ClassVar[Groups] = (
        Group("name:2 code starts_on measure state region_id:2 dealer_id:2 product_id:2 person_id personal bags money "
              "curve parent_id:2 issued_on confirmed_on closed_on reason:2 remarks:3"),
    )
    code: str = f.code(N_("Target no."), "MB", year_of="starts_on")
    name: str = f.text(N_("Name"), search=True)
    starts_on: date | None = f.day(N_("Season begins"), required=True, index=True)
    measure: str = f.choice(N_("Counts"), s.MEASURES, s.BAGS)
    state: str = f.state(N_("State"), s.TARGETS, "draft")
    region_id: int | None = f.link(N_("Region"), "region.id")
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id")
    product_id: int | None = f.link(N_("Product"), "product.id")
    person_id: int | None = f.link(N_("Person"), "person.id")
    personal: bool = f.yes_no(N_("Counts this person's own alone"))
    bags: int | None = f.whole(N_("Target bags"), low=0)
    money: int | None = f.money(N_("Target amount"))
    curve: str = f.choice(N_("Curve"), s.CURVES)
    parent_id: int | None = f.link(N_("Part of"), "salestarget.id")
    issued_on: date | None = f.day(N_("Handed down on"))
    confirmed_on: date | None = f.day(N_("Confirmed on"))
    closed_on: date | None = f.day(N_("Closed on"))
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    @property
    def whole(self) -> int:
        """What is to be reached, in bags or fen."""
        return whole_of(self.measure, self.bags, self.money)

    def problems(self) -> dict[str, str]:
        """It is in bags or in yuan, as its measure counts, and of a region or a dealer."""
        wanted, other = ("bags", "money") if self.measure in s.IN_BAGS else ("money", "bags")
        found = {}
        if getattr(self, wanted) is None:
            found[wanted] = _("Say how much is to be reached.")
        if getattr(self, other) is not None:
            found[other] = _("“{measure}” is not counted in this.").format(measure=s.MEASURES.label(self.measure))
        if self.measure == s.COLLECTED and self.product_id:
            found["product_id"] = _("Payments are not of one product: leave it empty.")
        if self.dealer_id and self.region_id:
            found["region_id"] = _("A target is of a region or of a dealer: leave one empty.")
        if self.personal and not self.person_id:
            found["person_id"] = _("Say whose own this target counts.")
        if self.parent_id and self.parent_id == self.id:
            found["parent_id"] = _("A target is no part of itself.")
        return found

    def before_move(self, move: Move, session: Session) -> None:
        """It is not issued with months that come to something else."""
        if (move.before, move.after) == ("draft", "issued") and (off := _months_off(session, self)):
            raise Refused(_("The months come to {months}, the target to {whole}: spread it over the months anew.").format(
                months=_counted(self, self.whole + off), whole=_counted(self, self.whole)))

    def before_save(self, before: Any, session: Session) -> None:
        """It begins with its season; a part is of the kind of the whole; without a name it is called after what it is of."""
        start = year_start(str(office_in(session, "business_year_start")))
        if self.starts_on is not None and (before is None or before.starts_on != self.starts_on):
            self.starts_on = period(YEAR, self.starts_on, start).first
        if before is not None and (before.measure, before.starts_on, before.product_id) != (
                self.measure, self.starts_on, self.product_id):
            _refuse_left_behind(session, self)
        self.curve = self.curve or s.CURVE_OF.get(self.measure, "sell_in")
        parent = session.get(SalesTarget, self.parent_id) if self.parent_id else None
        if parent is not None:
            _refuse_misfit(self, parent)
            _refuse_round(session, self, parent)
        if not self.name:
            self.name = named(session, self)

    def after_save(self, before: Any, session: Session) -> None:
        """What it was before it was changed is kept, once it was issued."""
        if before is not None and before.issued_on is not None and before.whole != self.whole:
            store(session, TargetRevision, {"target_id": self.id, "revised_on": f.today(), "was": before.whole,
                                            "now": self.whole,
                                            "why": self.reason})


class TargetMonth(Record, table=True):
    """What of a target is to be reached in a month; `why` says why it is not what the curve gives."""

    NAME: ClassVar[str] = N_("Month of the target")
    FORM: ClassVar[Groups] = (Group("month bags money why:2"),)
    target_id: int | None = f.link(N_("Sales target"), "salestarget.id", owned=True, locked=True)
    month: date | None = f.day(N_("Month begins"), required=True)
    bags: int | None = f.whole(N_("Target bags"), low=0)
    money: int | None = f.money(N_("Target amount"))
    why: str = f.text(N_("Why otherwise than the curve"))

    def label(self) -> str:
        """The month."""
        return f"{self.month:%Y-%m}" if self.month else _(self.NAME)

    def before_save(self, before: Any, session: Session) -> None:
        """One row a month of the season, in what the target counts; all of them are no more than the target."""
        target = session.get(SalesTarget, self.target_id) if self.target_id else None
        if target is None or self.month is None or target.starts_on is None:
            return
        self.month = self.month.replace(day=1)
        season = period(YEAR, target.starts_on, (target.starts_on.month, target.starts_on.day))
        if not season.first.replace(day=1) <= self.month <= season.last:
            raise FieldErrors({"month": _("This month is not of the season.")})
        wrong = "money" if target.measure in s.IN_BAGS else "bags"
        if getattr(self, wrong) is not None:
            said = _("“{measure}” is not counted in this.")
            raise FieldErrors({wrong: said.format(measure=s.MEASURES.label(target.measure))})
        same = living(TargetMonth).where(col(TargetMonth.target_id) == self.target_id, col(TargetMonth.month) == self.month,
                                         col(TargetMonth.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"month": _("This month has a row already.")})
        grown = (self.bags or self.money or 0) - ((before.bags or before.money or 0) if before is not None else 0)
        others = _months_off(session, target, self.id)
        if grown > 0 and others is not None and (over := others + (self.bags or self.money or 0)) > 0:
            field = "bags" if target.measure in s.IN_BAGS else "money"
            raise FieldErrors({field: _("The months come to {over} more than the target: lower another month first.").format(
                over=_counted(target, over))})


class TargetRevision(Record, table=True):
    """What a target was until a day, and why it was changed. Bags or fen, as the target counts."""

    NAME: ClassVar[str] = N_("Revision of the target")
    target_id: int | None = f.link(N_("Sales target"), "salestarget.id", owned=True)
    revised_on: date | None = f.day(N_("Revised on"), required=True)
    was: int | None = f.whole(N_("Was"))
    now: int | None = f.whole(N_("Became"))
    why: str = f.text(N_("Why"))

    def label(self) -> str:
        """The day."""
        return f"{_(self.NAME)} {self.revised_on or ''}".strip()


def _months_off(session: Session, target: SalesTarget, without: int | None = None) -> int | None:
    """By how much the months of a target, without the row `without`, exceed it; negative: they fall short; None: no rows."""
    rows = session.exec(living(TargetMonth).where(col(TargetMonth.target_id) == target.id)).all()
    if not rows and without is None:
        return None
    return sum(row.bags or row.money or 0 for row in rows if row.id != without) - target.whole


def _counted(target: SalesTarget, value: int) -> str:
    return f"{value:,}" if target.measure in s.IN_BAGS else f"¥{money.text(value)}"


def named(session: Session, target: Any) -> str:
    """What a target without a name is called: whose it is, and of what."""
    from desktop.core.kinds import model_of

    parts = [session.get(model_of(table), key) for table, key in (
        ("region", target.region_id), ("dealer", target.dealer_id), ("product", target.product_id), (
            "person", target.person_id if target.personal else None)) if key]
    return " ".join(part.label() for part in parts if part is not None) or s.MEASURES.label(target.measure)


def _refuse_misfit(target: Any, parent: SalesTarget) -> None:
    """Raise `FieldErrors` where a part is of another measure, season or product than the whole."""
    if target.measure != parent.measure:
        raise FieldErrors({"measure": _("The whole counts “{measure}”.").format(measure=s.MEASURES.label(parent.measure))})
    if target.starts_on != parent.starts_on:
        raise FieldErrors({"starts_on": _("The whole is of the season from {day} on.").format(day=parent.starts_on)})
    if parent.product_id and target.product_id != parent.product_id:
        raise FieldErrors({"product_id": _("The whole is of another product.")})


def _refuse_left_behind(session: Session, target: Any) -> None:
    """Raise `FieldErrors` where a target that changes what it counts would leave months or parts of another kind behind."""
    parts = session.exec(living(SalesTarget).where(col(SalesTarget.parent_id) == target.id)).first()
    months = session.exec(living(TargetMonth).where(col(TargetMonth.target_id) == target.id)).first()
    if parts is not None or months is not None:
        raise FieldErrors({"measure": _("Months or parts of this target count as it does now: take them out first.")})


def _refuse_round(session: Session, target: Any, parent: SalesTarget) -> None:
    """Raise `FieldErrors` where the whole is a part of its part."""
    above: SalesTarget | None = parent
    while above is not None:
        if above.id == target.id:
            raise FieldErrors({"parent_id": _("That target is itself a part of this one.")})
        above = session.get(SalesTarget, above.parent_id) if above.parent_id else None
