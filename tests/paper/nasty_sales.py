"""The sales of the hard database: products, prices, orders, shipments, rebates with as many rows as a paper may get."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from desktop.catalogue.model import Variety
from desktop.core.fields import today
from desktop.core.moves import StateChange
from desktop.core.verbs import move_in
from desktop.dealers.model import Dealer, Outlet
from desktop.sales.agents.model import AgentComparison
from desktop.sales.allotting.model import AllotLine, AllotRound
from desktop.sales.conditions.model import ConditionProduct, SalesCondition
from desktop.sales.diversion.model import DiversionCase
from desktop.sales.lots.recall_model import LabelRecall, RecallNotice
from desktop.sales.money.credit_model import CreditLimit
from desktop.sales.money.model import AccountEntry, DunningCall, Instalment, Payment
from desktop.sales.orders.call_model import OrderCall
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.outlets.case_model import OutletCase
from desktop.sales.outlets.check_model import CheckLine, CheckRound, OutletPlan
from desktop.sales.outlets.coverage_model import CountedShop, CoverageArea, TownshipPlan
from desktop.sales.outlets.staff_model import OutletStandard, OutletTarget, Promoter, PromoterMonth, StandardTold
from desktop.sales.policy.model import PolicyNotice, PolicyTold
from desktop.sales.prices.fee_model import FeeArea, FeePlan
from desktop.sales.prices.model import PriceLine
from desktop.sales.products.model import Product
from desktop.sales.rebates.model import (
    RebateAgreement,
    RebateCut,
    RebateFactor,
    RebatePeriod,
    RebateSettlement,
    RebateTier,
)
from desktop.sales.season.model import SeasonSettlement
from desktop.sales.stock.model import CountLine, StockCount, StockMove
from desktop.sales.stock.plan_model import PlanCause, StockPlan
from desktop.sales.stock.states import CAUSES
from desktop.sales.targets.model import SalesTarget

if TYPE_CHECKING:
    from tests.paper.nasty import Nasty

DAY = date(2025, 5, 1)
PRICE = 1_234_567_89


def make_sales(nasty: Nasty, dealer: Dealer, variety: Variety, place: int) -> None:
    """One of each with everything, and one of which next to nothing is known."""
    product = nasty.full(Product, name=nasty.line, variety_id=variety.id, bag_kg=2.5)
    bare = nasty.bare(Product, variety_id=variety.id, bag_kg=2.5, name=f"{nasty.line[:20]} 2")
    _prices(nasty, product, bare, place)
    _orders(nasty, dealer, product)
    _money(nasty, dealer)
    _rebates(nasty, dealer)
    _stock(nasty, dealer, product)
    _diversion(nasty, dealer, product, place)
    _targets(nasty, dealer, product, place)
    recall = nasty.full(LabelRecall, version_id=None, reason=nasty.line)
    for _row in range(nasty.size.rows):
        nasty.full(RecallNotice, recall_id=recall.id, dealer_id=dealer.id, product_id=product.id, found=9, returned=5)
    nasty.bare(LabelRecall, lot="A", reason="A")
    nasty.full(AgentComparison, region_id=place, fee_plan_id=None)
    nasty.bare(AgentComparison, name="A", made_on=DAY)
    _outlets(nasty, dealer, place)
    condition = nasty.full(SalesCondition, kind="percent", dealer_id=dealer.id)
    nasty.bare(ConditionProduct, condition_id=condition.id, product_id=product.id)
    notice = nasty.full(PolicyNotice)
    nasty.full(PolicyTold, notice_id=notice.id, dealer_id=dealer.id)


def _prices(nasty: Nasty, product: Product, bare: Product, place: int) -> None:
    nasty.full(PriceLine, product_id=product.id, region_id=place, dealer_id=None)
    nasty.bare(PriceLine, product_id=bare.id, valid_from=DAY, invoice=0)
    plan = nasty.full(FeePlan, name=nasty.line, product_id=product.id, region_id=place, rebate_percent=100.0)
    for number in range(12):
        nasty.full(FeeArea, plan_id=plan.id, name=f"{nasty.line[:12]} {number:02}", store_price=PRICE,
                   retail_price=PRICE + number, subsidy_percent=60.0, promotion_percent=60.0)
    poor = nasty.bare(FeePlan, name="A", invoice_price=1, rebate_percent=0.0)
    nasty.bare(FeeArea, plan_id=poor.id, name="B", store_price=1, retail_price=1, sales=0)


def _orders(nasty: Nasty, dealer: Dealer, product: Product) -> None:
    order = nasty.full(SalesOrder, dealer_id=dealer.id)
    shipment = nasty.full(Shipment, dealer_id=dealer.id, order_id=order.id, kind="delivery")
    for _row in range(nasty.size.rows):
        line = nasty.full(OrderLine, order_id=order.id, product_id=product.id)
        nasty.full(ShipmentLine, shipment_id=shipment.id, order_line_id=line.id, product_id=product.id)
    round_ = nasty.full(AllotRound, product_id=product.id, bags=PRICE)
    for _row in range(nasty.size.rows):
        nasty.full(AllotLine, round_id=round_.id, order_line_id=line.id, wanted=PRICE, given=PRICE, reckoned=PRICE - 1)
    nasty.full(OrderCall, order_id=order.id)
    move_in(nasty.session, SalesOrder, order.id, StateChange("confirmed"))
    back = nasty.full(Shipment, dealer_id=dealer.id, kind="return", order_id=None)
    nasty.full(ShipmentLine, shipment_id=back.id, product_id=product.id, order_line_id=None)
    nasty.bare(SalesOrder, dealer_id=dealer.id, ordered_on=DAY)


def _money(nasty: Nasty, dealer: Dealer) -> None:
    """As many entries, payments and instalments as a page does not hold, most of them overdue."""
    for _row in range(nasty.size.rows):
        nasty.full(AccountEntry, dealer_id=dealer.id, shipment_id=None, amount=PRICE, entered_on=DAY, due_on=DAY)
        nasty.full(Payment, dealer_id=dealer.id, amount=1, received_on=DAY)
    shipment = nasty.full(Shipment, dealer_id=dealer.id, kind="delivery")
    for _row in range(3):
        nasty.full(Instalment, shipment_id=shipment.id, amount=1)
    nasty.full(DunningCall, dealer_id=dealer.id)
    nasty.bare(AccountEntry, dealer_id=dealer.id, entered_on=DAY, amount=1)


def _stock(nasty: Nasty, dealer: Dealer, product: Product) -> None:
    """A count of as many lots as there may be, more than can have been sent; a plan with every cause."""
    other = nasty.full(Dealer, name=f"{nasty.line[:24]} 2", state="active", region_id=dealer.region_id)
    count = nasty.full(StockCount, dealer_id=dealer.id, visit_id=None)
    for number in range(nasty.size.rows):
        nasty.full(CountLine, count_id=count.id, product_id=product.id, lot=f"{nasty.line[:20]} {number:02}", dealer_id=None)
    nasty.full(StockMove, from_id=dealer.id, to_id=other.id, product_id=product.id)
    plan = nasty.full(StockPlan, dealer_id=dealer.id, product_id=product.id, kind="clear", way="move", taker_id=other.id)
    for cause in CAUSES:
        nasty.full(PlanCause, plan_id=plan.id, cause=cause)
    nasty.bare(StockCount, dealer_id=other.id, counted_on=DAY)
    nasty.bare(StockPlan, dealer_id=other.id, product_id=product.id, made_on=DAY, bags=0)
    nasty.full(CreditLimit, dealer_id=dealer.id)


def _diversion(nasty: Nasty, dealer: Dealer, product: Product, place: int) -> None:
    nasty.full(DiversionCase, suspect_id=dealer.id, product_id=product.id, region_id=place, outcome="malicious", harmed_id=None,
               entry_id=None)
    nasty.bare(DiversionCase, product_id=product.id, region_id=place, found_on=DAY)


def _targets(nasty: Nasty, dealer: Dealer, product: Product, place: int) -> None:
    """A target with many parts, and one of a dealer that stands alone."""
    whole = nasty.bare(SalesTarget, name=nasty.line, starts_on=today(), region_id=place, bags=1_234_567)
    for number in range(nasty.size.rows):
        nasty.bare(SalesTarget, name=f"{nasty.line[:24]} {number:02}", starts_on=today(), dealer_id=dealer.id, bags=12_345,
                   parent_id=whole.id, product_id=product.id)
    nasty.bare(SalesTarget, starts_on=today(), measure="collected", money=PRICE, dealer_id=dealer.id)


def _rebates(nasty: Nasty, dealer: Dealer) -> None:
    agreement = nasty.full(RebateAgreement, dealer_id=dealer.id, basis="amount", starts_on=DAY.replace(year=2024))
    for number in range(4):
        nasty.full(RebatePeriod, agreement_id=agreement.id, name=f"{nasty.line[:20]} {number}")
    for part in ("period", "term", "excess"):
        nasty.bare(RebateTier, agreement_id=agreement.id, part=part, rate_percent=1.0)
        nasty.bare(RebateTier, agreement_id=agreement.id, part=part, above_amount=100 * PRICE, rate_percent=2.0)
    nasty.full(RebateCut, agreement_id=agreement.id, percent=0.5)
    nasty.full(RebateFactor, agreement_id=agreement.id, paid_within=15, percent=80.0)
    nasty.full(RebateSettlement, agreement_id=agreement.id, before=2 * PRICE)
    move_in(nasty.session, RebateAgreement, agreement.id, StateChange("active"))
    nasty.bare(RebateAgreement, dealer_id=dealer.id, name="A", starts_on=DAY, ends_on=DAY)
    nasty.bare(SeasonSettlement, dealer_id=dealer.id, starts_on=DAY.replace(year=2024), ends_on=DAY.replace(year=2025))


def _outlets(nasty: Nasty, dealer: Dealer, place: int) -> None:
    """An outlet with all there is, a round that was made with more items than a page holds, one that is planned."""
    outlet = nasty.full(Outlet, dealer_id=dealer.id, region_id=place, state="open")
    made = nasty.full(CheckRound, outlet_id=outlet.id, state="done", checked_on=DAY, result="", arrived_at="09:00",
                      left_at="17:30", kind="routine")
    for row in range(nasty.size.rows):
        nasty.full(CheckLine, round_id=made.id, full_marks=10.0, marks=float(row % 11), swap=True, state="open",
                   part=f"{nasty.line[:8]}{row % 4}")
        nasty.full(OutletPlan, outlet_id=outlet.id, round_id=made.id)
        nasty.full(OutletTarget, outlet_id=outlet.id, month=DAY.replace(year=2000 + row % 25, month=row % 12 + 1))
    nasty.full(CheckRound, outlet_id=outlet.id, state="planned", checked_on=None, result="", arrived_at="", left_at="")
    nasty.bare(CheckRound, outlet_id=outlet.id, checked_on=DAY)
    case = nasty.full(OutletCase, outlet_id=outlet.id, shipment_id=None, state="open")
    nasty.bare(OutletCase, outlet_id=outlet.id, reported_on=DAY, what="A")
    assert case.answer_due
    promoter = nasty.full(Promoter, outlet_id=outlet.id)
    nasty.full(PromoterMonth, promoter_id=promoter.id)
    standard = nasty.full(OutletStandard)
    nasty.full(StandardTold, standard_id=standard.id, outlet_id=outlet.id)
    area = nasty.full(CoverageArea, region_id=place, people=10**9, urban=10**8)
    for _row in range(nasty.size.rows):
        nasty.full(CountedShop, area_id=area.id, region_id=place, outlet_id=outlet.id, ours=True, own_bags=1)
    nasty.bare(CoverageArea, region_id=place, counted_on=DAY)
    nasty.full(TownshipPlan, region_id=place, outlet_id=outlet.id, state="open")
