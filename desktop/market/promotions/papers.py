"""Papers of promotions: the application (促销活动申请表) and the evaluation (促销活动评估总结表)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sqlmodel import Session, col

from desktop.core import money
from desktop.core.database import Database
from desktop.core.documents.model import (
    MONEY,
    NUMBER,
    Block,
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
from desktop.core.i18n import _, language, ngettext
from desktop.core.records import living, title_of
from desktop.core.units import format_number, quantity
from desktop.dealers.model import Dealer
from desktop.market.limits import limit
from desktop.market.promotions.figures import Line, Outcome, outcome, windows
from desktop.market.promotions.model import FieldDay, MediaRun, PromotionExpense, PromotionTerm, SalesPromotion
from desktop.market.promotions.states import COSTS, KINDS, MEASURED, MEDIA, NEWNESS, STATES
from desktop.market.promotions.terms import fee_percent
from desktop.regions.model import Region
from desktop.sales.conditions.model import KINDS as CONDITION_KINDS
from desktop.sales.conditions.model import SalesCondition
from desktop.sales.policy.model import PolicyNotice, PolicyTold
from desktop.sales.products.model import Product

SHOWN = 10


def application(db: Database, promotion_id: int) -> Document:
    """The application, to be countersigned by the market and the sales departments."""
    with db.reading() as session:
        promotion = session.get_one(SalesPromotion, promotion_id)
        found = outcome(session, promotion_id)
        rate = fee_percent(session, promotion_id, promotion.goal_amount)
        blocks: list[Block] = [KeyValues(_facts(session, promotion)), *_texts(promotion, "purpose", "content", "selling_points",
                                                                            "materials", "gifts", "controls"),
                               *_goods(session, found), *_terms(session, promotion_id),
                               *_costs(session, promotion_id, found, spent=False)]
        if found.planned:
            blocks.append(Paragraph(_("The cost of ¥{cost} is {rate} % of the goal.").format(
                cost=money.text(found.planned), rate=_said(rate)) if rate is not None
                else _("The cost is ¥{cost}; without a goal in money its rate is not known.").format(
                    cost=money.text(found.planned))))
        if promotion.applied_on and promotion.apply_by and promotion.applied_on > promotion.apply_by:
            blocks.append(Callout(_("Applied for on {day}; the last day was {last}.").format(
                day=promotion.applied_on, last=promotion.apply_by)))
        blocks += _told(session, promotion.notice_id)
    title = _("Application for a promotion: {theme}").format(theme=promotion.theme)
    signed = Signatures([_("Applicant"), _("Regional manager"), _("Market department"), _("Sales management")])
    return _document(title, [*blocks, signed], promotion.code)


def evaluation(db: Database, promotion_id: int) -> Document:
    """The evaluation and summing up: goal and outcome, cost, what it truly brought, products, customers, lessons."""
    with db.reading() as session:
        found = outcome(session, promotion_id)
        promotion = found.promotion
        blocks: list[Block] = [
            KeyValues(_facts(session, promotion)), Heading(_("Goal and outcome"), 2), KeyValues(_outcome(found)),
            *_brought(session, found), *_products(session, found), *_costs(session, promotion_id, found, spent=True),
            *_media(session, promotion_id), *_days(session, promotion_id),
            *_texts(promotion, "preparation", "course", "effect", "liked", "disliked", "wished", "problems_met", "causes",
                    "proposals", "summary", "reward")]
    title = _("Evaluation of a promotion: {theme}").format(theme=promotion.theme)
    return _document(title, [*blocks, Signatures([_("Evaluated by"), _("Checked by")])], promotion.code)


def _facts(session: Session, promotion: SalesPromotion) -> list[tuple[str, Cell]]:
    region = session.get(Region, promotion.region_id) if promotion.region_id else None
    dealer = session.get(Dealer, promotion.dealer_id) if promotion.dealer_id else None
    facts: list[tuple[str, Cell]] = [
        (_("Promotion no."), promotion.code), (_("Kind"), KINDS.label(promotion.kind)),
        (_("Time"), f"{promotion.starts_on} – {promotion.ends_on}"), (_("State"), STATES.label(promotion.state)),
        (_("Region"), region.full_name if region else ""), (_("Dealer"), dealer.name if dealer else ""),
        (title_of(SalesPromotion, "scope"), promotion.scope), (_("Person in charge"), promotion.in_charge),
        (_("Phone"), promotion.phone), (_("Goal in bags"), promotion.goal_bags),
        (_("Goal in money"), _yuan(promotion.goal_amount)), (_("Applied for on"), promotion.applied_on)]
    return [fact for fact in facts if fact[1] not in ("", None)]


def _texts(promotion: SalesPromotion, *names: str) -> list[Block]:
    """A heading and a text for each field in which something stands."""
    return [block for name in names if (text := getattr(promotion, name)) for block in (
        Heading(title_of(SalesPromotion, name), 2), Paragraph(text))]


def _goods(session: Session, found: Outcome) -> list[Block]:
    """The products, their goal, and why a new one is reduced."""
    if not found.lines:
        return []
    rows: list[list[Cell]] = [[_name(session, line), NEWNESS.label(line.product.newness), line.product.price,
                               line.product.goal_bags,
                               line.product.reason] for line in found.lines]
    columns = [Column(_("Product"), weight=2), Column(_("New or known")), Column(_("Price a bag"), MONEY),
               Column(_("Goal in bags"), NUMBER, 0, thousands=True), Column(_("Why a new product is reduced"), weight=2)]
    return [Heading(_("Promoted products"), 2), Table(columns, rows, sheet=_("Promoted products"))]


def _terms(session: Session, promotion_id: int) -> list[Block]:
    """The conditions of sale that it uses, as they stand in the sales tab."""
    query = living(PromotionTerm).where(col(PromotionTerm.promotion_id) == promotion_id).order_by(col(PromotionTerm.id))
    used = [one for term in session.exec(query) if (one := session.get(SalesCondition, term.condition_id)) is not None]
    if not used:
        return []
    rows: list[list[Cell]] = [[one.code, one.name, CONDITION_KINDS.label(one.kind), _gives(one), one.valid_from,
                               one.valid_until]
                              for one in used]
    columns = [Column(_("Condition no.")), Column(_("Name"), weight=2), Column(_("Kind")), Column(_("What it gives"), weight=2),
               Column(_("Valid from"), "date"), Column(_("Valid until"), "date")]
    return [Heading(_("Conditions of sale used"), 2), Table(columns, rows, sheet=_("Conditions of sale used"))]


def _gives(one: SalesCondition) -> str:
    if one.kind == "free":
        return _("{free} free for every {buy}").format(free=one.free, buy=one.buy)
    if one.kind == "price":
        return f"¥{money.text(one.price)}"
    return quantity(f"{'+' if one.kind == 'surcharge' else '−'}{one.percent:g}", "%")


def _costs(session: Session, promotion_id: int, found: Outcome, *, spent: bool) -> list[Block]:
    """The costs line by line; beside what was applied for what was spent, where that is asked."""
    lines = session.exec(living(PromotionExpense).where(col(PromotionExpense.promotion_id) == promotion_id).order_by(
        col(PromotionExpense.id))).all()
    if not lines:
        return []
    columns = [Column(_("Kind of cost")), Column(_("What for"), weight=3), Column(_("Applied for"), MONEY)]
    rows: list[list[Cell]] = [[COSTS.label(one.kind), one.what, one.planned] for one in lines]
    total: list[Cell] = [_("Total"), "", found.planned]
    if spent:
        columns.append(Column(_("Spent"), MONEY))
        rows = [[*row, one.spent] for row, one in zip(rows, lines, strict=True)]
        total.append(found.spent)
    return [Heading(_("Costs of the promotion"), 2), Table(columns, [*rows, total], total_rows=1,
                                                           sheet=_("Costs of the promotion"))]


def _told(session: Session, notice_id: int | None) -> list[Block]:
    """Whether the dealers know of it."""
    notice = session.get(PolicyNotice, notice_id) if notice_id else None
    if notice is None:
        return []
    told = session.exec(living(PolicyTold).where(col(PolicyTold.notice_id) == notice_id)).all()
    return [Paragraph(_("Told to dealers by notice {code}: {done} of {all}.").format(
        code=notice.code, done=sum(one.told_on is not None for one in told), all=len(told)))]


def _outcome(found: Outcome) -> list[tuple[str, Cell]]:
    promotion = found.promotion
    share = None if not found.planned else Fraction(100 * found.spent, found.planned)
    facts: list[tuple[str, Cell]] = [
        (_("Goal"), _goal(promotion)), (_("Sold while it ran"), _sold(found)),
        (_("Goal reached"), _percent(found.done_percent)), (_("Cost applied for"), _yuan(found.planned)),
        (_("Cost spent"), _yuan(found.spent)), (_("Spent of what was applied for"), _percent(share)),
        (_("Cost in percent of sales"), _percent(found.cost_percent)), (_("Return on the cost"),
                                                                        _percent(found.return_percent)),
        (_("The same without the weeks after"), _percent(found.return_without_dip)),
        (_("How sales are measured"), MEASURED.label(promotion.measured))]
    return facts


def _goal(promotion: SalesPromotion) -> str:
    bags = ngettext("{n} bag",
                    "{n} bags", promotion.goal_bags or 0).format(n=promotion.goal_bags) if promotion.goal_bags else ""
    return " · ".join(t for t in (bags, _yuan(promotion.goal_amount)) if t)


def _sold(found: Outcome) -> str:
    if found.bags is None:
        return ""
    said = ngettext("{n} bag", "{n} bags", found.bags).format(n=found.bags)
    return " · ".join(t for t in (said, _yuan(found.amount)) if t)


def _brought(session: Session, found: Outcome) -> list[Block]:
    """Against what it is held, what that gives, and what is not known yet."""
    promotion, whole = found.promotion, found.whole
    if whole is None:
        return [Callout(_("Baseline and sales are not entered yet: nothing can be judged."), kind="note")]
    said = [_("Expected without it {expected} {expected:bag|bags}, sold {sold}: uplift {uplift} %. Bought ahead {dip}; truly "
              "extra {extra} {extra:bag|bags}.").format(
                  expected=_bags(whole.expected), sold=_bags(whole.during), uplift=_said(whole.uplift_percent),
                  dip=_bags(-whole.after) if whole.after < 0 else 0, extra=_bags(whole.extra))]
    if promotion.twin_region_id and promotion.twin_change is not None:
        twin = session.get(Region, promotion.twin_region_id)
        said.append(_("{region}, without a promotion, changed by {percent} %; the baseline is moved by that.").format(
            region=twin.full_name if twin else "", percent=f"{promotion.twin_change:+.2f}"))
    else:
        said.append(_("No twin region is named: what the whole market did is not taken out."))
    if promotion.measured == "shipped" and promotion.base_from:
        span = windows(promotion)
        days = {name: _span(getattr(span, name)) for name in ("ran", "base", "after", "base_after")}
        said.append(_("Counted from shipments to dealers: {ran} against {base}; afterwards {after} against {base_after}."
                      ).format(**days))
    if any(line.brought and line.product.after_change is None for line in found.lines):
        said.append(_("The {n} {n:day after it is|days after it are} not over: what was only bought ahead is not known yet."
                      ).format(n=limit("dip_days")))
    if found.unpriced:
        said.append(ngettext("{n} product without a margin is left out of the return.",
                             "{n} products without a margin are left out of the return.",
                             found.unpriced).format(n=found.unpriced))
    beside = sum(one.cost or 0 for one in session.exec(living(FieldDay).where(col(FieldDay.promotion_id) == promotion.id)))
    beside += sum(one.cost or 0 for one in session.exec(living(MediaRun).where(col(MediaRun.promotion_id) == promotion.id)))
    if beside > found.spent:
        said.append(_("Its field days and advertising alone cost {beside}, more than the {spent} written down as spent: the "
                      "return is reckoned too high until the costs hold them.").format(
                          beside=_yuan(beside), spent=_yuan(found.spent)))
    return [Paragraph(line) for line in said]


def _products(session: Session, found: Outcome) -> list[Block]:
    """The ten products that sold most, and the rest together."""
    known = sorted((line for line in found.lines if line.brought), key=lambda line: -(line.product.during or 0))
    if not known:
        return []
    rows = [_row(session, line, found) for line in known[:SHOWN]]
    if rest := known[SHOWN:]:
        amounts = [line.amount for line in rest]
        amount = None if None in amounts else sum(one or 0 for one in amounts)
        brought = [line.brought for line in rest if line.brought]
        rows.append([_("All others"), None, sum(line.product.baseline or 0 for line in rest), _whole(brought, "expected"),
                     _whole(brought, "during"), None, _whole(brought, "after"), _whole(brought, "extra"), amount,
                     _share(amount, found.amount)])
    whole = found.whole
    assert whole is not None
    total: list[Cell] = [_("Total"), None, sum(line.product.baseline or 0 for line in known), float(whole.expected),
                         float(whole.during), _float(whole.uplift_percent), float(whole.after), float(whole.extra),
                         found.amount,
                         100.0 if found.amount else None]
    bags = _("bags")
    columns = [Column(_("Product"), weight=2), Column(_("Price a bag"), MONEY), Column(_("Baseline"), NUMBER, 0, unit=bags),
               Column(_("Expected"), NUMBER, 1, unit=bags), Column(_("Sold"), NUMBER, 0, unit=bags),
               Column(_("Uplift"), NUMBER, 2, unit="%"), Column(_("In the weeks after"), NUMBER, 0, unit=bags),
               Column(_("Truly extra"), NUMBER, 1, unit=bags), Column(_("Sales amount"), MONEY),
               Column(_("Share of sales"), NUMBER, 2, unit="%")]
    return [Heading(_("Promoted products"), 2), Table(columns, [*rows, total], total_rows=1, sheet=_("Promoted products"))]


def _row(session: Session, line: Line, found: Outcome) -> list[Cell]:
    brought, product = line.brought, line.product
    assert brought is not None
    return [_name(session, line), product.price, product.baseline, float(brought.expected), product.during,
            _float(brought.uplift_percent), product.after_change, float(brought.extra), line.amount,
            _share(line.amount, found.amount)]


def _whole(brought: Sequence[object], name: str) -> float:
    return float(sum((getattr(one, name) for one in brought), Fraction(0)))


def _media(session: Session, promotion_id: int) -> list[Block]:
    """How it was made known."""
    wanted = living(MediaRun).where(col(MediaRun.promotion_id) == promotion_id).order_by(col(MediaRun.starts_on))
    runs = session.exec(wanted).all()
    rows: list[list[Cell]] = [[MEDIA.label(one.medium), one.title, one.outlet, one.times, one.reach, one.cost, one.per_thousand]
                              for one in runs]
    columns = [Column(_("Advertising medium")), Column(_("What is said"), weight=2),
               Column(_("Station, paper or place"), weight=2),
               Column(_("Times or copies"), NUMBER, 0), Column(_("People it reaches"), NUMBER, 0, thousands=True),
               Column(_("Cost"), MONEY), Column(_("Cost per thousand people"), MONEY)]
    return [Heading(_("Advertising"), 2), Table(columns, rows, sheet=_("Advertising"))] if rows else []


def _days(session: Session, promotion_id: int) -> list[Block]:
    """The field days that belong to it."""
    from desktop.market.promotions.field_papers import days_table

    wanted = living(FieldDay).where(col(FieldDay.promotion_id) == promotion_id).order_by(col(FieldDay.held_on))
    days = session.exec(wanted).all()
    return [Heading(_("Field days"), 2), days_table(session, days)] if days else []


def _name(session: Session, line: Line) -> str:
    product = session.get(Product, line.product.product_id)
    return product.label() if product is not None else ""


def _yuan(amount: int | None) -> str:
    return "" if amount is None else f"¥{money.text(amount)}"


def _share(part: int | None, whole: int | None) -> float | None:
    return None if part is None or not whole else 100 * part / whole


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _percent(value: Fraction | None) -> str:
    return "–" if value is None else quantity(format_number(value, 2), "%")


def _said(value: Fraction | None) -> str:
    return "–" if value is None else format_number(value, 2)


def _bags(value: Fraction) -> str:
    return f"{float(value):,.1f}".removesuffix(".0")


def _span(days: tuple[object, object]) -> str:
    return f"{days[0]} – {days[1]}"


def _document(title: str, blocks: list[Block], code: str) -> Document:
    return Document(title, [Heading(title), *blocks], language(), footer=today().isoformat(), numbered_headings=False,
                    keywords=[code] if code else [])
