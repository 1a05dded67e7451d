"""品种推广计划 as a document: aims, closing, lines by county, seed, steps, maps, markets to be won, money; its evaluation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col

from desktop.core import catalogues
from desktop.core.database import Database
from desktop.core.documents.model import (
    DATE,
    MONEY,
    NUMBER,
    Block,
    Bullets,
    Callout,
    Cell,
    Column,
    Document,
    Heading,
    KeyValues,
    Paragraph,
    Signatures,
    Table,
)
from desktop.core.fields import today
from desktop.core.i18n import N_, _, language
from desktop.core.money import text as amount_text
from desktop.core.records import living
from desktop.core.spoken import said
from desktop.core.units import exact, format_number, quantity
from desktop.core.verbs import get
from desktop.dealers.model import Dealer
from desktop.market.plans.done import Event, done_of
from desktop.market.plans.done_paper import done_blocks
from desktop.market.plans.facts import PlanFacts, facts, variety_names
from desktop.market.plans.model import MarketGap, PlanLine, PlanSeed, PlanStep, PromotionPlan
from desktop.market.plans.states import GAP_KINDS, GAP_STATES, ROLES, STAGES, STATES, STEPS
from desktop.market.suitability.words import grade_label, held_down_by
from desktop.regions.maps import Map
from desktop.regions.maps import blocks as map_blocks
from desktop.regions.maps import steps as step_map
from desktop.sales.products.model import product_names
from desktop.trade.suitability import POOR, UNFIT, UNKNOWN

TEXTS = (("thoughts", N_("Aims and ideas")), ("measures", N_("Measures")), ("leadership", N_("Who leads and who works")))
COURSE = (("agreed_on", N_("Agreed on")), ("approved_on", N_("Approved on")), ("started_on", N_("Started on")),
          ("checked_on", N_("Fields checked on")), ("evaluated_on", N_("Evaluated on")))


@dataclass
class _Read:
    """What the document is made of."""

    plan: PromotionPlan
    facts: PlanFacts
    lines: Sequence[PlanLine]
    steps: Sequence[PlanStep]
    gaps: Sequence[MarketGap]
    seed: Sequence[PlanSeed]
    products: dict[int, str]
    dealers: dict[int, str]
    done: dict[int, list[Event]]

    def place(self, region_id: int | None) -> str:
        """A region by its name."""
        region = self.facts.made.regions.get(region_id or 0)
        return region.name if region else ""

    def variety(self, variety_id: int | None) -> str:
        """A variety by its name."""
        return variety_names(self.facts.made).get(variety_id or 0, "")


def plan_sheet(db: Database, plan_id: int) -> Document:
    """The whole plan."""
    plan = get(db, PromotionPlan, plan_id)
    with db.reading() as session:
        read = _read(session, plan)
        region = read.facts.made.regions.get(plan.region_id or 0)
        title = plan.title or _("Promotion plan {year}: {region}, {crop}").format(
            year=plan.year, region=region.name if region else "", crop=read.facts.made.crop.title())
        maps = _maps(session, read)
    blocks: list[Block] = [Heading(title), _facts(read), *_warnings(read)]
    for name, head in TEXTS:
        if getattr(plan, name):
            blocks += [Heading(_(head), 2), Paragraph(getattr(plan, name))]
    blocks += [*_closing(read), *_lines(read), *_roles(read), *maps, *_seed(read), *_steps(read), *_gaps(read),
               *done_blocks(read.lines, read.done, read), *_evaluation(read),
               Paragraph(_("Rules of plans of {day}; shares, costs and days are to be verified.").format(
                   day=catalogues.load("plan_rules").as_of), "small"),
               Signatures([_("Drawn up by"), _("For sales"), _("Approved by")], columns=3)]
    return Document(title, blocks, language(), footer=today().isoformat(), numbered_headings=False, landscape=True,
                    keywords=[plan.code])


def _read(session: Session, plan: PromotionPlan) -> _Read:
    def of(model: Any, *order: Any) -> list[Any]:
        return list(session.exec(living(model).where(col(model.plan_id) == plan.id).order_by(*order)))

    return _Read(plan, facts(session, plan), of(PlanLine, col(PlanLine.region_id), col(PlanLine.id)),
                 of(PlanStep, col(PlanStep.begins_on)), of(MarketGap, col(MarketGap.id)), of(PlanSeed, col(PlanSeed.id)),
                 product_names(session), {one.id: one.name for one in session.exec(living(Dealer))},
                 done_of(session, plan.id))


def _facts(read: _Read) -> KeyValues:
    plan = read.plan
    region = read.facts.made.regions.get(plan.region_id or 0)
    known: list[tuple[str, Cell]] = [
        (_("Region"), region.full_name if region else ""), (_("Crop"), read.facts.made.crop.title()), (_("Year"),
                                                                                                       str(plan.year)),
        (_("State of the plan"), STATES.label(plan.state)), (_("Drawn up by"), plan.made_by), (_("Agreed with"),
                                                                                               plan.agreed_with),
        *((_(title), getattr(plan, name)) for name, title in COURSE)]
    return KeyValues([fact for fact in known if fact[1]])


def _warnings(read: _Read) -> list[Block]:
    """Lines that may not be promoted, do not fit, or decline and yet grow."""
    said = []
    for line in read.lines:
        name, place = read.variety(line.variety_id), read.place(line.region_id)
        key = read.facts.counties.get(line.region_id or 0)
        if key is None or line.variety_id not in read.facts.made.needs:
            said.append(_("{variety} in {place}: not judged, the place has no conditions or the variety is not ours.").format(
                variety=name, place=place))
            continue
        verdict = read.facts.made.verdict(line.variety_id, key)
        if not verdict.allowed or verdict.grade in (UNFIT, POOR, UNKNOWN):
            said.append(_("{variety} in {place}: {grade} ({why}).").format(
                variety=name, place=place, grade=grade_label(verdict.grade), why=held_down_by(read.facts.made,
                                                                                              line.variety_id, key)))
        stage = read.facts.stage(line.region_id or 0, line.variety_id)
        if stage.code in ("decline", "exit") and (line.area_mu or 0) > (line.area_now or 0):
            said.append(_("{variety} in {place}: {stage}, and yet it is to grow.").format(
                variety=name, place=place, stage=STAGES.label(stage.code)))
    return [Callout(_("These lines are to be looked at."), kind="warning"), Bullets(said)] if said else []


def _closing(read: _Read) -> list[Block]:
    """Target, what the lines give, the rest; the same of money; cost a mu."""
    plan = read.plan
    planned = sum(exact(line.area_mu or 0) for line in read.lines)
    new = sum(exact(line.area_mu or 0) - exact(line.area_now or 0) for line in read.lines)
    spent = sum(line.budget or 0 for line in read.lines)
    rows: list[list[Cell]] = [[_("Area, mu"), plan.target_mu, float(planned),
                               None if plan.target_mu is None else float(exact(plan.target_mu) - planned)]]
    money: list[list[Cell]] = [[_("Money, yuan"), _yuan(plan.budget), _yuan(spent), _yuan(None if plan.budget is None else
                                                                                           plan.budget - spent)]]
    columns = [Column(_("What closes")), Column(_("Target of the plan"), NUMBER, 2, thousands=True),
               Column(_("Given to lines"), NUMBER, 2, thousands=True), Column(_("Rest"), NUMBER, 2, thousands=True)]
    said = []
    if planned:
        said.append(_("{cost} yuan a mu").format(cost=amount_text(spent / planned)))
    if new > 0:
        said.append(_("{cost} yuan a new mu").format(cost=amount_text(spent / new)))
    return [Heading(_("How it closes"), 2), Table(columns, rows + money, notes=said, sheet=_("How it closes"))]


def _yuan(fen: int | None) -> float | None:
    return None if fen is None else fen / 100


def _lines(read: _Read) -> list[Block]:
    """The lines, a group a county with its sum and its share of the crop's area."""
    if not read.lines:
        return [Paragraph(_("The plan has no lines yet."))]
    rows: list[list[Cell]] = []
    ruled = []
    for region in dict.fromkeys(line.region_id for line in read.lines):
        mine = [line for line in read.lines if line.region_id == region]
        ruled.append(len(rows))
        for place, line in enumerate(mine):
            rows.append([read.place(region) if not place else "", read.variety(line.variety_id), ROLES.label(line.role),
                         STAGES.label(line.stage), line.area_now, line.area_mu, line.bags,
                         read.dealers.get(line.dealer_id or 0, ""),
                         line.demos, line.field_days, line.trainings, line.budget, f"{line.month:%Y-%m}" if line.month else "",
                         line.who, _grade(read, line)])
        area = read.facts.sown.get(region or 0)
        whole = sum(line.area_mu or 0 for line in mine)
        share = _("{share} % of {area} mu").format(
            share=format_number(100 * whole / area, 1), area=f"{area:,.0f}") if area else ""
        rows.append(["", _("Sum of the county"), share, "", *_sums(mine), "", "", ""])
    rows.append([_("Total"), "", "", "", *_sums(read.lines), "", "", ""])
    columns = [Column(_("County")), Column(_("Variety"), weight=2), Column(_("Role in the plan")),
               Column(_("Stage of the variety")),
               Column(_("Area now"), NUMBER, 0, unit=_("mu"), thousands=True),
               Column(_("Target area"), NUMBER, 0, unit=_("mu"), thousands=True), Column(_("Bags needed"), NUMBER, 0,
                                                                                         thousands=True),
               Column(_("Dealer"), weight=2), Column(_("Demonstrations"), NUMBER, 0), Column(_("Field days"), NUMBER, 0),
               Column(_("Trainings"), NUMBER, 0), Column(_("Plan money"), MONEY), Column(_("From month")),
               Column(_("In charge")),
               Column(_("Suitability class"))]
    bold = [n for n, row in enumerate(rows[:-1]) if row[1] == _("Sum of the county")]
    return [Heading(_("Lines by county"), 2), Table(columns, rows, total_rows=1, bold_rows=bold, ruled_rows=ruled,
                                                    sheet=_("Lines by county"))]


def _sums(lines: Sequence[PlanLine]) -> list[Cell]:
    def total(name: str) -> float:
        return sum(getattr(line, name) or 0 for line in lines)

    return [total("area_now"), total("area_mu"), total("bags"), "", total("demos"), total("field_days"), total("trainings"),
            total("budget")]


def _grade(read: _Read, line: PlanLine) -> str:
    key = read.facts.counties.get(line.region_id or 0)
    if key is None or line.variety_id not in read.facts.made.needs:
        return ""
    return grade_label(read.facts.made.verdict(line.variety_id, key).grade)


def _roles(read: _Read) -> list[Block]:
    """Each variety over all counties: its areas of the last seasons, its part in the plan, its stages and why."""
    rows: list[list[Cell]] = []
    for variety in dict.fromkeys(line.variety_id or 0 for line in read.lines):
        mine = [line for line in read.lines if line.variety_id == variety]
        past = [sum(areas[place] for (_region, of), areas in read.facts.areas.items() if of == variety)
                for place in range(len(read.facts.seasons))]
        stages: dict[str, list[str]] = defaultdict(list)
        for line in mine:
            found = read.facts.stage(line.region_id or 0, variety) if line.region_id in read.facts.counties else None
            if found is not None:
                change = "" if found.change is None else " " + quantity(f"{found.change:+.1f}", "%")
                stages[STAGES.label(found.code)].append(f"{read.place(line.region_id)}{change}")
        rows.append([read.variety(variety), *past, sum(line.area_mu or 0 for line in mine),
                     _("; ").join(f"{stage}{_(': ')}{_(', ').join(places)}" for stage, places in stages.items())])
    columns = [Column(_("Variety"), weight=2), *(Column(str(year), NUMBER, 0, unit=_("mu"), thousands=True,
                                                        group=_("Area by season"))
                                                 for year in read.facts.seasons),
               Column(_("Target area"), NUMBER, 0, unit=_("mu"), thousands=True), Column(_("Stage by county"), weight=4)]
    return [Heading(_("Varieties and their stages"), 2), Table(columns, rows, sheet=_("Varieties and their stages"), notes=[_(
        "Area: bags sold out up to a dealer’s last count and bags sent after it, times the area a bag sows.")])] if rows else []


def _maps(session: Session, read: _Read) -> list[Block]:
    """The target by county."""
    areas: dict[int, float] = defaultdict(float)
    for line in read.lines:
        areas[line.region_id or 0] += line.area_mu or 0
    return map_blocks(step_map(session, areas, _("mu")), _("Target area by county")) if areas else []


def plan_map(session: Session, plan_id: int) -> Map:
    """The map of a plan's target by county, for the window."""
    areas: dict[int, float] = defaultdict(float)
    for line in session.exec(living(PlanLine).where(col(PlanLine.plan_id) == plan_id)):
        areas[line.region_id or 0] += line.area_mu or 0
    return step_map(session, areas, _("mu"))


def _seed(read: _Read) -> list[Block]:
    """The bags that the lines need of each product against those that there are."""
    needed: dict[int, int] = defaultdict(int)
    unsized = 0
    for line in read.lines:
        if line.product_id:
            needed[line.product_id] += line.bags or 0
        unsized += line.bags is None
    there = {one.product_id or 0: one for one in read.seed}
    rows: list[list[Cell]] = []
    for product in dict.fromkeys([*needed, *there]):
        one = there.get(product)
        bags = one.bags if one else None
        rows.append([read.products.get(product, ""), needed.get(product, 0), bags,
                     None if bags is None else bags - needed.get(product, 0), one.source if one else _("not written down")])
    if not rows:
        return []
    notes = [_("Lines without bags: {n}; give their product the area a bag sows.").format(n=unsized)] if unsized else []
    columns = [Column(_("Product"), weight=2), Column(_("Bags needed"), NUMBER, 0, thousands=True),
               Column(_("Bags available"), NUMBER, 0, thousands=True), Column(_("Bags left"), NUMBER, 0, thousands=True,
                                                                              signed=True),
               Column(_("Source"), weight=2)]
    return [Heading(_("Seed"), 2), Table(columns, rows, sheet=_("Seed"), notes=notes)]


def _steps(read: _Read) -> list[Block]:
    if not read.steps:
        return []
    rows: list[list[Cell]] = [[STEPS.label(one.step), read.place(one.region_id) or _("all counties"),
                               read.variety(one.variety_id) or _("all varieties"), one.begins_on, one.ends_on,
                               said(one, "what"), one.who, one.done_on, one.result] for one in read.steps]
    columns = [Column(_("Step")), Column(_("County")), Column(_("Variety")), Column(_("Planned from"), DATE),
               Column(_("Planned until"), DATE), Column(_("Content of the step"), weight=3), Column(_("In charge")),
               Column(_("Done on"), DATE), Column(_("What came of it"), weight=2)]
    return [Heading(_("Steps of the plan"), 2), Table(columns, rows, sheet=_("Steps of the plan"))]


def _gaps(read: _Read) -> list[Block]:
    if not read.gaps:
        return []
    rows: list[list[Cell]] = [[read.place(one.region_id), GAP_KINDS.label(one.kind), said(one, "why"), said(one, "action"),
                               one.who, one.due_on,
                               GAP_STATES.label(one.state), one.result] for one in read.gaps]
    columns = [Column(_("Region"), weight=2), Column(_("Blank or weak")), Column(_("Why it is called so"), weight=2),
               Column(_("What is to be done"), weight=3), Column(_("In charge")), Column(_("Due"), DATE),
               Column(_("State of the action")), Column(_("What came of it"), weight=2)]
    return [Heading(_("Blank and weak markets"), 2), Table(columns, rows, sheet=_("Blank and weak markets"))]


def _evaluation(read: _Read) -> list[Block]:
    """What was reached of each line, once the fields were checked or bags counted."""
    known = [line for line in read.lines if line.sown_mu is not None or line.field_checked_on]
    if not known and not read.plan.evaluation:
        return []
    rows: list[list[Cell]] = [[read.place(line.region_id), read.variety(line.variety_id), ROLES.label(line.role), line.area_mu,
                               line.sown_mu, line.reached, line.sown_bags, line.field_checked_on, line.found] for line in known]
    target, sown = sum(line.area_mu or 0 for line in known), sum(line.sown_mu or 0 for line in known)
    spent = sum(line.budget or 0 for line in known)
    rows.append([_("Total"), "", "", target, sown, 100 * sown / target if target else None,
                 sum(line.sown_bags or 0 for line in known), None, ""])
    notes = [_("{cost} yuan for each mu sown").format(cost=amount_text(spent / exact(sown)))] if sown else []
    columns = [Column(_("County")), Column(_("Variety"), weight=2), Column(_("Role in the plan")),
               Column(_("Target area"), NUMBER, 0, unit=_("mu"), thousands=True),
               Column(_("Area found sown"), NUMBER, 0, unit=_("mu"), thousands=True), Column(_("Share reached"), NUMBER, 1,
                                                                                             unit="%"),
               Column(_("Bags sold out"), NUMBER, 0, thousands=True), Column(_("Checked in the field on"), DATE),
               Column(_("Found on the spot"), weight=2)]
    table = [Table(columns, rows, total_rows=1, notes=notes, sheet=_("Evaluation of the plan"))] if known else []
    words = [Paragraph(read.plan.evaluation)] if read.plan.evaluation else []
    return [Heading(_("Evaluation of the plan"), 2), *table, *words]


def check_sheet(db: Database, plan_id: int) -> Document:
    """The sheet on which a plan is checked in the field: a row a line, with room for what is found."""
    plan = get(db, PromotionPlan, plan_id)
    with db.reading() as session:
        read = _read(session, plan)
    title = _("Field check of {plan}").format(plan=plan.label())
    rows: list[list[Cell]] = [[read.place(line.region_id), read.variety(line.variety_id), ROLES.label(line.role), line.area_mu,
                               line.demos, line.who, "", "", "", ""] for line in read.lines]
    columns = [Column(_("County")), Column(_("Variety"), weight=2), Column(_("Role in the plan")),
               Column(_("Target area"), NUMBER, 0, unit=_("mu")), Column(_("Demonstrations"), NUMBER, 0),
               Column(_("In charge")),
               Column(_("Area found sown"), width_mm=22, unit=_("mu")), Column(_("Demonstrations found"), width_mm=20),
               Column(_("Checked in the field on"), width_mm=22), Column(_("Found on the spot"), width_mm=50)]
    return Document(title, [Heading(title), Table(columns, rows, boxed=True, row_mm=9, sheet=_("Field check")),
                            Signatures([_("Checked in the field by"), _("In charge")])], language(), footer=today().isoformat(),
                    numbered_headings=False, landscape=True, keywords=[plan.code])

