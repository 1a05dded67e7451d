"""A promotion with its costs, products and conditions of sale; a field day with its guests; what is placed in a medium."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.core import fields as f
from desktop.core.attachments import attachments_of
from desktop.core.choices import CAME, STAYED_AWAY
from desktop.core.deadlines import Deadline
from desktop.core.errors import FieldErrors, Refused
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.moves import Move
from desktop.core.records import Record, living
from desktop.market.limits import limit
from desktop.market.promotions import states as s
from desktop.market.promotions.newness import is_new, refuse_cut
from desktop.market.promotions.terms import apply_by, bound_to, refuse_change
from desktop.people.finding import find_person, keep_person
from desktop.sales.products.model import Product


class SalesPromotion(Record, table=True):
    """A promotion: what was applied for, when it ran, how it is judged. Costs, products, conditions are rows of their own."""

    NAME: ClassVar[str] = N_("Promotion")
    FORM: ClassVar[Groups] = (
        Group("theme:2 code state kind region_id scope:2 dealer_id starts_on ends_on apply_by in_charge phone goal_bags "
              "goal_amount purpose content selling_points:3 materials gifts controls", N_("Application")),
        Group("notice_id applied_on countersigned_on countersigned_by begun_on closed_on evaluate_by evaluated_on reason:2 "
              "remarks", N_("Course of the promotion")),
        Group("measured base_from twin_region_id twin_change preparation course effect liked disliked wished problems_met "
              "causes proposals summary reward:2", N_("Evaluation of the promotion")),
    )
    code: str = f.code(N_("Promotion no."), "CX", year_of="starts_on")
    theme: str = f.text(N_("Theme"), required=True, search=True)
    state: str = f.state(N_("State"), s.PROMOTIONS, "idea")
    kind: str = f.choice(N_("Kind"), s.KINDS, "shop")
    region_id: int | None = f.link(N_("Region"), "region.id")
    scope: str = f.text(N_("Shops and villages taking part"), search=True)
    dealer_id: int | None = f.link(N_("At one dealer only"), "dealer.id")
    starts_on: date | None = f.day(N_("Promotion begins"), required=True, index=True)
    ends_on: date | None = f.day(N_("Promotion ends"), required=True, not_before="starts_on")
    apply_by: date | None = f.day(N_("To be applied for by"), deadline=Deadline(("idea",)))
    in_charge: str = f.text(N_("Person in charge"), search=True)
    phone: str = f.phone(N_("Phone"))
    goal_bags: int | None = f.whole(N_("Goal in bags"), low=0)
    goal_amount: int | None = f.money(N_("Goal in money"))
    purpose: str = f.text(N_("Purpose of the promotion"), search=True, long=True)
    content: str = f.text(N_("Content of the promotion"), search=True, long=True)
    selling_points: str = f.text(N_("Selling points to be told"))
    materials: str = f.text(N_("Materials needed"), long=True)
    gifts: str = f.text(N_("Gifts in detail"), long=True)
    controls: str = f.text(N_("Key points of control"), long=True)
    notice_id: int | None = f.link(N_("Notice by which dealers were told"), "policynotice.id")
    applied_on: date | None = f.day(N_("Applied for on"))
    countersigned_on: date | None = f.day(N_("Countersigned on"))
    countersigned_by: str = f.text(N_("Countersigned by"))
    begun_on: date | None = f.day(N_("Promotion begun on"))
    closed_on: date | None = f.day(N_("Promotion closed on"))
    evaluate_by: date | None = f.day(N_("To be evaluated by"), deadline=Deadline(("closed",)))
    evaluated_on: date | None = f.day(N_("Evaluated on"))
    reason: str = f.text(N_("Reason of the last change"))
    measured: str = f.choice(N_("How sales are measured"), s.MEASURED, "shipped")
    base_from: date | None = f.day(N_("Baseline begins on"))
    twin_region_id: int | None = f.link(N_("Twin region without the promotion"), "region.id")
    twin_change: float | None = f.number(N_("Change in the twin region"), unit="%", decimals=2, low=-100)
    preparation: str = f.text(N_("Before: preparation"), long=True)
    course: str = f.text(N_("While it ran"), long=True)
    effect: str = f.text(N_("Effect seen"), long=True)
    liked: str = f.text(N_("What customers liked"), long=True)
    disliked: str = f.text(N_("What customers disliked"), long=True)
    wished: str = f.text(N_("What customers advise"), long=True)
    problems_met: str = f.text(N_("Problems met"), long=True)
    causes: str = f.text(N_("Their causes"), long=True)
    proposals: str = f.text(N_("Proposals"), long=True)
    summary: str = f.text(N_("Summing up"), search=True, long=True)
    reward: str = f.text(N_("Rewarded or punished"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """The theme."""
        return self.theme

    def detail(self) -> str:
        """Its number and days."""
        return f"{self.code} {self.starts_on or ''} – {self.ends_on or ''}".strip()

    def problems(self) -> dict[str, str]:
        """A twin region is another one."""
        same = self.twin_region_id is not None and self.twin_region_id == self.region_id
        return {"twin_region_id": _("The twin is a region without this promotion: choose another one.")} if same else {}

    def before_save(self, before: Any, session: Session) -> None:
        """Its clocks follow from its days; what was countersigned stays, but on the days of change."""
        if before is not None and before.state == self.state:
            refuse_change(before, self, SalesPromotion, session)
        self.apply_by = apply_by(self.starts_on) if self.starts_on else None
        moved = before is not None and before.starts_on != self.starts_on and before.base_from == same_weeks(before.starts_on)
        if self.starts_on and (self.base_from is None or moved):
            self.base_from = same_weeks(self.starts_on)
        self.evaluate_by = self.closed_on + timedelta(days=limit("evaluate_days")) if self.closed_on else None

    def before_move(self, move: Move, session: Session) -> None:
        """An application says what for; a new product is not reduced without a reason; an evaluation sums up."""
        if move.after == "applied":
            missing = {name: _("An application needs this.") for name in ("purpose", "content", "in_charge")
                       if not getattr(self, name)}
            if missing:
                raise FieldErrors(missing)
            for line in session.exec(living(PromotedProduct).where(col(PromotedProduct.promotion_id) == self.id)):
                refuse_cut(session, line)
        if move.after == "evaluated":
            if not self.summary:
                raise FieldErrors({"summary": _("Write the summing up before the evaluation is finished.")})
            lines = session.exec(living(PromotedProduct).where(col(PromotedProduct.promotion_id) == self.id)).all()
            if not lines or any(line.during is None or line.baseline is None for line in lines):
                raise Refused(_("Baseline and sales of every promoted product are needed: count them from shipments, or type "
                                "them in below."))


def same_weeks(day: date | None) -> date | None:
    """The same day of the week 52 weeks before: where the baseline begins."""
    return day - timedelta(weeks=52) if day else None


class PromotionExpense(Record, table=True):
    """A line of what a promotion costs: as applied for, and as it was spent."""

    NAME: ClassVar[str] = N_("Cost of a promotion")
    FORM: ClassVar[Groups] = (Group("kind what:2 planned spent"),)
    promotion_id: int | None = f.link(N_("Promotion"), "salespromotion.id", owned=True, locked=True)
    kind: str = f.choice(N_("Kind of cost"), s.COSTS, "material")
    what: str = f.text(N_("What for"))
    planned: int | None = f.money(N_("Applied for"))
    spent: int | None = f.money(N_("Spent"))

    def label(self) -> str:
        """What it is for."""
        return self.what or s.COSTS.label(self.kind)

    def before_save(self, before: Any, session: Session) -> None:
        """What was countersigned is not raised afterwards."""
        bound_to(self, before, "planned", PromotionExpense, session)


class PromotedProduct(Record, table=True):
    """A product of a promotion: whether it is new, its goal, and bags before, during and after."""

    NAME: ClassVar[str] = N_("Promoted product")
    FORM: ClassVar[Groups] = (
        Group("product_id:2 newness reason:3 price margin goal_bags baseline during after_change remark:3"),)
    promotion_id: int | None = f.link(N_("Promotion"), "salespromotion.id", owned=True, locked=True)
    product_id: int | None = f.link(N_("Product"), "product.id", required=True)
    newness: str = f.choice(N_("New or known"), s.NEWNESS)
    reason: str = f.text(N_("Why a new product is reduced"))
    price: int | None = f.money(N_("Price a bag"))
    margin: int | None = f.money(N_("Margin a bag"), low=None)
    goal_bags: int | None = f.whole(N_("Goal in bags"), low=0)
    baseline: int | None = f.whole(N_("Baseline"), unit=N_("bags"), low=0)
    during: int | None = f.whole(N_("Sold while it ran"), unit=N_("bags"))
    after_change: int | None = f.whole(N_("Change afterwards"), unit=N_("bags"))
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """What it is."""
        return _(self.NAME)

    def before_save(self, before: Any, session: Session) -> None:
        """It stands once; its price is the list price unless said; the records tell whether it is new; the cut of a new one
        has a reason."""
        same = living(PromotedProduct).where(
            col(PromotedProduct.promotion_id) == self.promotion_id, col(PromotedProduct.product_id) == self.product_id,
            col(PromotedProduct.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"product_id": _("This product stands in the promotion already.")})
        product = session.get(Product, self.product_id) if self.product_id else None
        if self.price is None and product is not None:
            self.price = product.list_price
        promotion = session.get(SalesPromotion, self.promotion_id) if self.promotion_id else None
        if not self.newness and product is not None and promotion is not None:
            self.newness = "new" if is_new(session, product.variety_id, promotion.starts_on or f.today()) else "known"
        refuse_cut(session, self)
        bound_to(self, before, "goal_bags", PromotedProduct, session)


class PromotionTerm(Record, table=True):
    """A condition of sale (discount, price, free bags) that belongs to a promotion; it stands in the sales tab alone."""

    NAME: ClassVar[str] = N_("Condition of a promotion")
    FORM: ClassVar[Groups] = (Group("condition_id:2 remark:2"),)
    promotion_id: int | None = f.link(N_("Promotion"), "salespromotion.id", owned=True, locked=True)
    condition_id: int | None = f.link(N_("Condition of sale"), "salescondition.id", required=True)
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """What it is."""
        return _(self.NAME)

    def after_save(self, _before: Any, session: Session) -> None:
        """It does not cut the price of a new product without a reason."""
        for line in session.exec(living(PromotedProduct).where(col(PromotedProduct.promotion_id) == self.promotion_id)):
            try:
                refuse_cut(session, line)
            except FieldErrors as refused:
                raise FieldErrors({"condition_id": next(iter(refused.fields.values()))}) from None


class FieldDay(Record, table=True):
    """A field day (观摩): a plot is shown; who was invited, who came, who ordered. Guests not listed are counted besides."""

    NAME: ClassVar[str] = N_("Field day")
    FORM: ClassVar[Groups] = (
        Group("topic:2 code state held_on region_id place:2 host dealer_id variety_id trial_id promotion_id speaker cost "
              "leaflets:1", N_("Field day")),
        Group("more_invited more_came more_ordered more_bags programme result reason:2 remarks", N_("What it brought")),
    )
    code: str = f.code(N_("Field day no."), "GM", year_of="held_on")
    topic: str = f.text(N_("Topic of the field day"), required=True, search=True)
    state: str = f.state(N_("State"), s.FIELD_DAYS, "planned")
    held_on: date | None = f.day(N_("Day"), required=True, index=True)
    region_id: int | None = f.link(N_("Region"), "region.id")
    place: str = f.text(N_("Place"), search=True)
    host: str = f.text(N_("Grower who hosts it"), search=True)
    dealer_id: int | None = f.link(N_("Host dealer"), "dealer.id")
    variety_id: int | None = f.link(N_("Variety shown"), "variety.id")
    trial_id: int | None = f.link(N_("Trial shown"), "trial.id")
    promotion_id: int | None = f.link(N_("Promotion"), "salespromotion.id")
    speaker: str = f.text(N_("Who explains"))
    cost: int | None = f.money(N_("Cost"))
    leaflets: int | None = f.whole(N_("Leaflets given out"), low=0)
    more_invited: int | None = f.whole(N_("Invited besides those listed"), low=0)
    more_came: int | None = f.whole(N_("Came besides those listed"), low=0)
    more_ordered: int | None = f.whole(N_("Ordered besides those listed"), low=0)
    more_bags: int | None = f.whole(N_("Bags ordered by them"), low=0)
    programme: str = f.text(N_("Programme of the day"), long=True)
    result: str = f.text(N_("What guests said"), search=True, long=True)
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """The topic."""
        return self.topic

    def detail(self) -> str:
        """Day and place."""
        return f"{self.held_on or ''} {self.place}".strip()

    def problems(self) -> dict[str, str]:
        """Nobody orders who did not come; what was held is not ahead."""
        found = {}
        if (self.more_ordered or 0) > (self.more_came or 0):
            found["more_ordered"] = _("More ordered than came: check both numbers.")
        if (self.more_bags or 0) and not self.more_ordered:
            found["more_bags"] = _("Say how many ordered these bags.")
        if self.state in ("held", "written") and self.held_on and self.held_on > f.today():
            found["held_on"] = _("This day has not come yet: leave the field day planned.")
        return found


class FieldDayGuest(Record, table=True):
    """Somebody invited to a field day, or who came: what was ordered."""

    NAME: ClassVar[str] = N_("Guest of a field day")
    FORM: ClassVar[Groups] = (Group("name phone organisation invited came bags dealer_id person_id remark:2"),)
    day_id: int | None = f.link(N_("Field day"), "fieldday.id", owned=True, locked=True)
    name: str = f.text(N_("Person's name"), required=True, search=True)
    phone: str = f.phone(N_("Phone"))
    organisation: str = f.text(N_("Firm or village"))
    person_id: int | None = f.link(N_("Person"), "person.id")
    dealer_id: int | None = f.link(N_("Orders through dealer"), "dealer.id")
    invited: bool = f.yes_no(N_("Invited"), default=True)
    came: bool = f.yes_no(N_("Came"), yes=CAME, no=STAYED_AWAY)
    bags: int | None = f.whole(N_("Bags ordered"), low=0)
    remark: str = f.text(N_("Remark"))

    def before_save(self, _before: Any, _session: Session) -> None:
        """Who ordered there was there."""
        if self.bags:
            self.came = True

    def provide(self, before: Any, session: Session) -> None:
        """A guest is a person."""
        keep_person(self, before, session, number="phone", role="farmer", place=self.organisation)


class MediaRun(Record, table=True):
    """What is placed in a medium: where, how often, whom it reaches, what it costs, whether it was proved."""

    NAME: ClassVar[str] = N_("Advertisement")
    FORM: ClassVar[Groups] = (
        Group("title:2 code state medium outlet:2 contact person_id promotion_id region_id starts_on ends_on times reach "
              "growers cost per_thousand true_per_thousand agreed:3 proved_on proved_by refunded reason:2 remarks"),
    )
    code: str = f.code(N_("Advertisement no."), "GG", year_of="starts_on")
    title: str = f.text(N_("What is said"), required=True, search=True)
    state: str = f.state(N_("State"), s.RUNS, "booked")
    medium: str = f.choice(N_("Advertising medium"), s.MEDIA, "wall")
    outlet: str = f.text(N_("Station, paper or place"), search=True)
    contact: str = f.text(N_("Contact there"))
    person_id: int | None = f.link(N_("Person"), "person.id")
    promotion_id: int | None = f.link(N_("Promotion"), "salespromotion.id")
    region_id: int | None = f.link(N_("Region"), "region.id")
    starts_on: date | None = f.day(N_("Out from"), required=True, index=True)
    ends_on: date | None = f.day(N_("Out until"), not_before="starts_on")
    times: int | None = f.whole(N_("Times or copies"), low=0)
    reach: int | None = f.whole(N_("People it reaches"), low=0)
    growers: float | None = f.number(N_("Of them growers of the crop"), unit="%", decimals=1, low=0, high=100)
    cost: int | None = f.money(N_("Cost"))
    per_thousand: ClassVar[f.Computed] = f.computed(N_("Cost per thousand people"), lambda c: c.cost * 1000.0 / c.reach,
                                                    kind="money", unit=N_("yuan"), decimals=2)
    true_per_thousand: ClassVar[f.Computed] = f.computed(
        N_("Cost per thousand growers"), lambda c: c.cost * 100000.0 / (c.reach * c.growers), kind="money", unit=N_("yuan"),
        decimals=2)
    agreed: str = f.text(N_("Place and time as agreed"))
    proved_on: date | None = f.day(N_("Placing proved on"))
    proved_by: str = f.text(N_("Checked by"))
    refunded: int | None = f.money(N_("Refunded for faults"))
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def before_save(self, before: Any, session: Session) -> None:
        """Who is known by the name of the contact is that person."""
        find_person(self, before, session, name="contact")

    def detail(self) -> str:
        """Where and from when."""
        return " · ".join(t for t in (self.outlet, str(self.starts_on or "")) if t)

    def before_move(self, move: Move, session: Session) -> None:
        """A placing is proved by a file: a photograph, a clip, a copy of the page."""
        if move.after == "proved" and not attachments_of(session, "mediarun", self.id):
            raise Refused(_("No proof is attached yet: add a photo, a clip or a copy of the page under “Files” first."))
