"""A plan of variety promotion, its lines, the five steps with their days, and the markets that are blank or weak."""

from __future__ import annotations

from datetime import date
from math import ceil
from typing import Any, ClassVar

from sqlmodel import Session, col

from desktop.catalogue.model import Variety, VarietyRegion
from desktop.core import fields as f
from desktop.core.deadlines import Deadline
from desktop.core.errors import FieldErrors
from desktop.core.groups import Group, Groups
from desktop.core.i18n import N_, _
from desktop.core.offered import by_program, by_program_with, from_catalogues
from desktop.core.records import Record, living
from desktop.core.units import exact
from desktop.market.plans import states as s
from desktop.regions.model import Region
from desktop.regions.tree import ancestors
from desktop.sales.products.model import Product

NOTHING_SOLD = N_("nothing of ours was sold in the season {year}")
OUR_SHARE = N_("our share is {share} % of {area} mu")
IN_TRIALS = N_("trials {percent} % of the check")
"""What the program writes of a market and of a line; said in the language in force."""


class PromotionPlan(Record, table=True):
    """What is to be promoted of a crop in a region in a year, until the fields were checked and the plan was evaluated.

    The lines close to `target_mu`; what is not given to lines is shown as the rest.
    """

    NAME: ClassVar[str] = N_("Promotion plan")
    FORM: ClassVar[Groups] = (
        Group("title:2 code region_id:2 crop_id year state target_mu budget made_on made_by agreed_with:2",
              N_("Promotion plan")),
        Group("thoughts measures leadership evaluation", N_("Texts of the plan")),
        Group("agreed_on approved_on started_on checked_on evaluated_on reason:2 remarks:3", N_("Course of the plan")),
    )
    code: str = f.code(N_("Promotion plan no."), "TG", year_of="made_on")
    title: str = f.text(N_("Title"), search=True)
    region_id: int | None = f.link(N_("Region"), "region.id", required=True)
    crop_id: int | None = f.link(N_("Crop"), "crop.id", required=True)
    year: int | None = f.year(N_("Year of sowing"))
    state: str = f.state(N_("State of the plan"), s.PLANS, "draft")
    target_mu: float | None = f.number(N_("Area to be reached"), unit=N_("mu"), decimals=0, low=0)
    budget: int | None = f.money(N_("Money for the plan"))
    made_on: date | None = f.day(N_("Drawn up on"))
    made_by: str = f.text(N_("Drawn up by"))
    agreed_with: str = f.text(N_("Agreed with"))
    thoughts: str = f.text(N_("Aims and ideas"), search=True, long=True)
    measures: str = f.text(N_("Measures"), search=True, long=True)
    leadership: str = f.text(N_("Who leads and who works"), long=True)
    evaluation: str = f.text(N_("Evaluation in words"), search=True, long=True)
    agreed_on: date | None = f.day(N_("Agreed on"))
    approved_on: date | None = f.day(N_("Approved on"))
    started_on: date | None = f.day(N_("Started on"))
    checked_on: date | None = f.day(N_("Fields checked on"))
    evaluated_on: date | None = f.day(N_("Evaluated on"))
    reason: str = f.text(N_("Reason of the last change"))
    remarks: str = f.text(N_("Remarks"), long=True)

    def label(self) -> str:
        """Its title, else its number."""
        return self.title or self.code or _(self.NAME)

    def problems(self) -> dict[str, str]:
        """It is of a year."""
        return {} if self.year else {"year": _("Say for which year the plan is.")}

    def before_save(self, before: Any, session: Session) -> None:
        """What goes to sales closes: the lines add to the area to be reached."""
        if before is not None and before.state != self.state and self.state in ("agreed", "approved"):
            refuse_open(session, self)


class PlanLine(Record, table=True):
    """A variety in a county: its role and stage, area now and to be reached, the bags that takes, dealer, demonstrations, field
    days, training, money, from which month, who; and what was sown in the end."""

    NAME: ClassVar[str] = N_("Plan line")
    FORM: ClassVar[Groups] = (
        Group("region_id variety_id role stage area_now area_mu product_id bags dealer_id:2 demos demo_mu field_days trainings "
              "budget month who why:3", N_("Planned work")),
        Group("sown_mu sown_bags field_checked_on found:2 remark", N_("Found in the field")),
    )
    plan_id: int | None = f.link(N_("Promotion plan"), "promotionplan.id", owned=True, locked=True)
    region_id: int | None = f.link(N_("County"), "region.id", required=True)
    variety_id: int | None = f.link(N_("Variety"), "variety.id", required=True)
    role: str = f.choice(N_("Role in the plan"), s.ROLES, "companion")
    stage: str = f.choice(N_("Stage of the variety"), s.STAGES)
    area_now: float | None = f.number(N_("Area now"), unit=N_("mu"), decimals=0, low=0)
    area_mu: float | None = f.number(N_("Target area"), unit=N_("mu"), decimals=0, low=0)
    product_id: int | None = f.link(N_("Product"), "product.id")
    bags: int | None = f.whole(N_("Bags needed"), low=0)
    dealer_id: int | None = f.link(N_("Dealer"), "dealer.id")
    demos: int | None = f.whole(N_("Demonstrations"), low=0)
    demo_mu: float | None = f.number(N_("Area shown"), unit=N_("mu"), decimals=1, low=0)
    field_days: int | None = f.whole(N_("Field days"), low=0)
    trainings: int | None = f.whole(N_("Trainings"), low=0)
    budget: int | None = f.money(N_("Plan money"))
    month: date | None = f.day(N_("From month"))
    who: str = f.text(N_("In charge"))
    why: str = f.text(N_("Why"), say=by_program_with(IN_TRIALS))
    sown_mu: float | None = f.number(N_("Area found sown"), unit=N_("mu"), decimals=0, low=0)
    sown_bags: int | None = f.whole(N_("Bags sold out"), low=0)
    field_checked_on: date | None = f.day(N_("Checked in the field on"))
    found: str = f.text(N_("Found on the spot"))
    reached: ClassVar[f.Computed] = f.computed(N_("Share reached"), lambda c: 100 * c.sown_mu / c.area_mu, unit="%", decimals=1)
    new_mu: ClassVar[f.Computed] = f.computed(N_("New area"), lambda c: c.area_mu - c.known(c.area_now, 0), unit=N_("mu"))
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """Its role."""
        return s.ROLES.label(self.role)

    def before_save(self, before: Any, session: Session) -> None:
        """A variety stands once a county; bags follow from the area where the product says how much a bag sows."""
        same = living(PlanLine).where(col(PlanLine.plan_id) == self.plan_id, col(PlanLine.region_id) == self.region_id,
                                      col(PlanLine.variety_id) == self.variety_id, col(PlanLine.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"variety_id": _("This variety stands in the plan of that county already.")})
        product = session.get(Product, self.product_id) if self.product_id else None
        if product is not None and product.variety_id != self.variety_id:
            raise FieldErrors({"product_id": _("{product} is another variety.").format(product=product.label())})
        changed = before is None or (before.area_mu, before.product_id) != (self.area_mu, self.product_id)
        typed = before is not None and before.bags != self.bags
        if product is not None and product.bag_mu and self.area_mu is not None and changed and not typed and (
                before is not None or self.bags is None):
            self.bags = ceil(exact(self.area_mu) / exact(product.bag_mu))


class PlanSeed(Record, table=True):
    """The seed of a product that there is for a plan: what is drafted needs no more bags of it."""

    NAME: ClassVar[str] = N_("Seed for the plan")
    FORM: ClassVar[Groups] = (Group("product_id:2 bags source:2 remark:3"),)
    plan_id: int | None = f.link(N_("Promotion plan"), "promotionplan.id", owned=True, locked=True)
    product_id: int | None = f.link(N_("Product"), "product.id", required=True)
    bags: int | None = f.whole(N_("Bags available"), low=0)
    source: str = f.text(N_("Source"))
    remark: str = f.text(N_("Remark"))

    def label(self) -> str:
        """How many bags."""
        return f"{self.bags or 0:,}"

    def before_save(self, _before: Any, session: Session) -> None:
        """A product stands once."""
        if self.bags is None:
            raise FieldErrors({"bags": _("Say how many bags there are.")})
        same = living(PlanSeed).where(col(PlanSeed.plan_id) == self.plan_id, col(PlanSeed.product_id) == self.product_id,
                                      col(PlanSeed.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"product_id": _("This product stands in the plan's seed already.")})


class PlanStep(Record, table=True):
    """One of the five steps: in a county or all, of a variety or all, planned for some days, done on a day."""

    NAME: ClassVar[str] = N_("Step of the plan")
    FORM: ClassVar[Groups] = (Group("step region_id variety_id begins_on ends_on what:2 who done_on result:2"),)
    plan_id: int | None = f.link(N_("Promotion plan"), "promotionplan.id", owned=True)
    step: str = f.choice(N_("Step"), s.STEPS, "trial")
    region_id: int | None = f.link(N_("County"), "region.id")
    variety_id: int | None = f.link(N_("Variety"), "variety.id")
    begins_on: date | None = f.day(N_("Planned from"), required=True, index=True)
    ends_on: date | None = f.day(N_("Planned until"), not_before="begins_on")
    what: str = f.text(N_("Content of the step"), say=from_catalogues("plan_rules"))
    who: str = f.text(N_("In charge"))
    done_on: date | None = f.day(N_("Done on"))
    result: str = f.text(N_("What came of it"))

    def label(self) -> str:
        """The step."""
        return s.STEPS.label(self.step)


class MarketGap(Record, table=True):
    """A market without us or where we are weak: why it is called so, what is done about it, by whom, until when."""

    NAME: ClassVar[str] = N_("Market to be won")
    FORM: ClassVar[Groups] = (Group("region_id:2 kind state why:2 action:2 who due_on done_on result:2"),)
    plan_id: int | None = f.link(N_("Promotion plan"), "promotionplan.id", owned=True)
    region_id: int | None = f.link(N_("Region"), "region.id", required=True)
    kind: str = f.choice(N_("Blank or weak"), s.GAP_KINDS, "blank")
    why: str = f.text(N_("Why it is called so"), say=by_program_with(NOTHING_SOLD, OUR_SHARE))
    action: str = f.text(N_("What is to be done"), search=True, say=by_program)
    who: str = f.text(N_("In charge"))
    due_on: date | None = f.day(N_("Due"), index=True, deadline=Deadline(("open",)))
    state: str = f.choice(N_("State of the action"), s.GAP_STATES, "open")
    done_on: date | None = f.day(N_("Done on"))
    result: str = f.text(N_("What came of it"))

    def label(self) -> str:
        """What is to be done, else what it is."""
        return by_program(self.action) or s.GAP_KINDS.label(self.kind)

    def before_save(self, _before: Any, session: Session) -> None:
        """A market stands once; what is done has a day."""
        same = living(MarketGap).where(col(MarketGap.plan_id) == self.plan_id, col(MarketGap.region_id) == self.region_id,
                                       col(MarketGap.id) != self.id)
        if session.exec(same).first() is not None:
            raise FieldErrors({"region_id": _("This market stands on the list already.")})
        if self.state == "done" and self.done_on is None:
            self.done_on = f.today()


def allowed(session: Session, variety_id: int | None, region_id: int | None) -> bool:
    """Whether an approval or filing of a variety holds for a region."""
    way = ancestors(session, region_id) if region_id else []
    return session.exec(living(VarietyRegion).where(col(VarietyRegion.variety_id) == variety_id,
                                                    col(VarietyRegion.region_id).in_(way))).first() is not None


def refuse_open(session: Session, plan: Any) -> None:
    """Raise `FieldErrors` where a plan has no lines, one lies outside the area of approval of its variety, or they do not add
    to the area to be reached."""
    lines = session.exec(living(PlanLine).where(col(PlanLine.plan_id) == plan.id)).all()
    if not lines:
        raise FieldErrors({"state": _("The plan has no lines yet.")})
    for line in lines:
        if not allowed(session, line.variety_id, line.region_id):
            variety, region = session.get(Variety, line.variety_id), session.get(Region, line.region_id)
            raise FieldErrors({"state": _(
                "{variety} has no approval or filing for {region}: it may not be promoted there.").format(
                variety=variety.title() if variety else "", region=region.full_name if region else "")})
    if plan.target_mu is None:
        return
    rest = exact(plan.target_mu) - sum(exact(line.area_mu or 0) for line in lines)
    if rest:
        raise FieldErrors({"target_mu": _("The lines miss the area to be reached by {rest} mu: give it to lines, or change the "
                                          "target.").format(rest=f"{float(rest):+,.0f}")})
