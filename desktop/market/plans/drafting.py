"""A plan drawn from what is known: of each county the varieties that may and can be grown there, their roles, and areas that
add to the target as far as there is seed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import floor
from typing import Any

from sqlmodel import Session, col

from desktop.core import money
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.i18n import _
from desktop.core.records import living
from desktop.core.units import format_number
from desktop.core.verbs import insert_many, store
from desktop.market.plans import rules
from desktop.market.plans.facts import PlanFacts, facts
from desktop.market.plans.model import (
    IN_TRIALS,
    NOTHING_SOLD,
    OUR_SHARE,
    MarketGap,
    PlanLine,
    PlanSeed,
    PlanStep,
    PromotionPlan,
)
from desktop.market.plans.states import STAGES, STEP_ORDER
from desktop.market.suitability.blocks import tried_at
from desktop.market.suitability.words import grade_label
from desktop.regions.model import Region
from desktop.sales.outlets.acting import blank_townships
from desktop.trade import stages as st
from desktop.trade import suitability as s

FIT = (s.BEST, s.GOOD, s.POOR)


@dataclass
class Proposed:
    """A line to be: a variety in a county, its role and stage, the verdict, its trials in percent of the check, its weight."""

    region: int
    variety: int
    role: str
    stage: str
    grade: int
    percent: float | None
    now: float
    weight: float = 0.0
    mu: int = 0


def draft(db: Database, plan_id: int) -> int:
    """Lines for every county of a plan that has none yet; how many. `Refused` where nothing can be drawn from."""
    with db.operation(_("Promotion plan drafted")) as session:
        plan = session.get_one(PromotionPlan, plan_id)
        found = facts(session, plan)
        if not found.counties:
            raise Refused(_("No county of this region has conditions yet: make them under Planting conditions, Places."))
        taken = session.exec(living(PlanLine).where(col(PlanLine.plan_id) == plan_id)).all()
        done = {line.region_id for line in taken}
        lines = [line for region in found.counties if region not in done for line in proposed(found, region, plan.year or 0)]
        if not lines:
            raise Refused(_("There is nothing to add: every county has lines, or no variety of ours may be grown there."))
        left = int((plan.target_mu or 0) - sum(line.area_mu or 0 for line in taken))
        give_areas(found, lines, left, _seed(session, plan_id))
        rows = [_row(plan, found, line) for line in lines]
        for row in rows:
            store(session, PlanLine, row)
        return len(rows)


def proposed(found: PlanFacts, region: int, year: int) -> list[Proposed]:
    """The varieties of a county with their roles: new ones are shown, of the others the one with the largest area leads."""
    place, young = found.counties[region], year - rules.limit("demo_years")
    known = []
    for key, variety in found.made.varieties.items():
        verdict = found.made.verdict(key, place)
        stage = found.stage(region, key)
        if not verdict.allowed or verdict.grade not in FIT or stage.code == st.EXIT:
            continue
        trial = tried_at(found.made, found.stood, key, place)
        shown = (variety.approved_year is not None and variety.approved_year >= young) or variety.state == "demonstration"
        known.append(Proposed(region, key, "demo" if shown and not found.now(region, key) else "companion", stage.code,
                              verdict.grade, trial.percent if trial else None, found.now(region, key)))
    known.sort(key=lambda one: (one.stage == st.DECLINE, -one.now, one.grade, -(one.percent or 0), one.variety))
    leader = next((one for one in known if one.role == "companion" and one.stage != st.DECLINE), None)
    if leader is not None:
        leader.role = "main"
    chosen: list[Proposed] = []
    counts: dict[str, int] = defaultdict(int)
    for one in known:
        if counts[one.role] < rules.role(one.role)["most"]:
            counts[one.role] += 1
            chosen.append(one)
    return chosen


def give_areas(found: PlanFacts, lines: Sequence[Proposed], target: int, seed: Mapping[int, int]) -> None:
    """Share the target out: to counties by the crop's area, within each by roles, declining ones with half their weight; what
    the seed of a variety does not suffice for goes to the others, and what nobody can take stays the rest."""
    shares = {region: found.sown.get(region, 1.0) for region in {line.region for line in lines}}
    for line in lines:
        of_role = sum(other.role == line.role for other in lines if other.region == line.region)
        weight = float(rules.role(line.role)["weight"]) / (of_role if line.role != "main" else 1)
        line.weight = shares[line.region] * weight * (0.5 if line.stage == st.DECLINE else 1.0)
    room = {variety: floor(bags * (found.products[variety].bag_mu or 0)) for variety, bags in seed.items()
            if variety in found.products and found.products[variety].bag_mu}
    waiting, left = list(lines), max(target, 0)
    while waiting and left > 0:
        parts = dict(zip([id(line) for line in waiting], money.split(left, [line.weight for line in waiting]), strict=True))
        short = {variety for variety, most in room.items()
                 if sum(parts[id(line)] for line in waiting if line.variety == variety) > most}
        if not short:
            for line in waiting:
                line.mu = parts[id(line)]
            return
        for variety in short:
            mine = [line for line in waiting if line.variety == variety]
            for line, mu in zip(mine, money.split(room[variety], [one.weight for one in mine]), strict=True):
                line.mu = mu
            left -= room[variety]
            waiting = [line for line in waiting if line.variety != variety]


def _seed(session: Session, plan_id: int) -> dict[int, int]:
    """Variety → bags there are for the plan, of those that are written down."""
    from desktop.sales.products.model import Product

    found: dict[int, int] = defaultdict(int)
    for one in session.exec(living(PlanSeed).where(col(PlanSeed.plan_id) == plan_id)):
        product = session.get(Product, one.product_id)
        if product is not None:
            found[product.variety_id or 0] += one.bags or 0
    return dict(found)


def _row(plan: PromotionPlan, found: PlanFacts, line: Proposed) -> dict[str, Any]:
    role, product = rules.role(line.role), found.products.get(line.variety)
    times = {name: int(role[name]) for name in rules.COUNTED}
    why = [grade_label(line.grade), STAGES.label(line.stage)]
    if line.percent is not None:
        why.append(_(IN_TRIALS).format(percent=format_number(line.percent, 1)))
    begins, _ends, _what = rules.step_days("demonstration", plan.year or 0)
    return {"plan_id": plan.id, "region_id": line.region, "variety_id": line.variety, "role": line.role, "stage": line.stage,
            "area_now": round(line.now), "area_mu": float(line.mu), "product_id": product.id if product else None,
            "dealer_id": found.dealers.get(line.region), **times, "demo_mu": times["demos"] * rules.limit("demo_mu"),
            "budget": sum(times[name] * rules.cost(name) for name in rules.COUNTED), "month": begins.replace(day=1),
            "who": plan.made_by, "why": _("; ").join(why)}


def draft_steps(db: Database, plan_id: int) -> int:
    """The five steps with their usual days, those that a plan has not; how many."""
    with db.operation(_("Steps of the plan set")) as session:
        plan = session.get_one(PromotionPlan, plan_id)
        there = {one.step for one in session.exec(living(PlanStep).where(col(PlanStep.plan_id) == plan_id))}
        rows = []
        for step in STEP_ORDER:
            if step not in there:
                begins, ends, what = rules.step_days(step, plan.year or 0)
                rows.append({"plan_id": plan_id, "step": step, "begins_on": begins, "ends_on": ends, "what": what,
                             "who": plan.made_by})
        insert_many(session, PlanStep, rows)
        return len(rows)


def find_gaps(db: Database, plan_id: int) -> int:
    """Put the blank and weak markets of a plan on its list: counties by our share of the crop's area, townships without an
    outlet of ours; how many are new."""
    with db.operation(_("Blank and weak markets listed")) as session:
        plan = session.get_one(PromotionPlan, plan_id)
        found = facts(session, plan)
        known = {one.region_id for one in session.exec(living(MarketGap).where(col(MarketGap.plan_id) == plan_id))}
        rows = [row for region in found.counties for row in _gaps(session, found, region) if row["region_id"] not in known]
        due = today() + timedelta(days=int(rules.limit("due_days")))
        insert_many(session, MarketGap, [{"plan_id": plan_id, "who": plan.made_by, "due_on": due, **row} for row in rows])
        return len(rows)


def _gaps(session: Session, found: PlanFacts, region: int) -> list[dict[str, Any]]:
    """A county as a blank or weak market, and its townships without an outlet."""
    rows: list[dict[str, Any]] = []
    ours = sum(found.now(region, variety) for variety in found.made.varieties)
    whole = found.sown.get(region)
    if not ours:
        rows.append({"region_id": region, "kind": "blank", "why": _(NOTHING_SOLD).format(
            year=found.seasons[-1]), "action": _("Find a dealer; a trial and two demonstrations this season")})
    elif whole and 100 * ours / whole < rules.limit("weak_percent"):
        rows.append({"region_id": region, "kind": "weak", "why": _(OUR_SHARE).format(
            share=format_number(100 * ours / whole, 1), area=f"{whole:,.0f}"),
            "action": _("See what holds us back: variety, price, dealer, or service")})
    if session.exec(living(Region).where(col(Region.parent_id) == region, col(Region.level) == "township")).first():
        rows += [{"region_id": place.id, "kind": "blank", "why": _("no outlet of ours in this township"),
                  "action": _("Find a shop that fits")} for place in blank_townships(session, region)]
    return rows


def fill_sold(db: Database, plan_id: int) -> int:
    """Write what was sold of each line's variety in its county in the plan's season, and the area that sows where none was
    checked in the field; how many lines."""
    from desktop.market.sellout import sold_by_place, within
    from desktop.regions.tree import descendants

    with db.operation(_("Sell-out taken into the plan")) as session:
        plan = session.get_one(PromotionPlan, plan_id)
        sold = sold_by_place(session, plan.year or 0)
        lines = session.exec(living(PlanLine).where(col(PlanLine.plan_id) == plan_id)).all()
        for line in lines:
            one = within(sold, set(descendants(session, line.region_id or 0)), {line.variety_id or 0})
            values: dict[str, Any] = {"sown_bags": one.bags}
            if line.field_checked_on is None:
                values["sown_mu"] = float(round(one.mu))
            store(session, PlanLine, values, line.id)
        return len(lines)
