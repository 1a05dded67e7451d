"""The records of sales that have a rule, for test_doors.py."""

from __future__ import annotations

from datetime import date

from desktop.catalogue.model import Variety
from desktop.core import verbs
from desktop.core.database import Database
from desktop.dealers.model import Dealer
from desktop.people.model import Person
from desktop.regions.model import Region
from desktop.sales.agents.model import AgentComparison
from desktop.sales.allotting.model import AllotLine, AllotRound
from desktop.sales.conditions.model import SalesCondition
from desktop.sales.diversion.model import DiversionCase
from desktop.sales.lots.recall_model import LabelRecall, RecallNotice
from desktop.sales.money.credit_model import CreditLimit
from desktop.sales.money.model import AccountEntry, DunningCall, Payment, PaymentAllotment
from desktop.sales.orders.call_model import OrderCall
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.orders.share_model import OrderShare
from desktop.sales.policy.model import PolicyNotice, PolicyTold
from desktop.sales.prices.fee_model import FeeArea, FeePlan
from desktop.sales.prices.model import PriceLine
from desktop.sales.products.model import Product
from desktop.sales.rebates.model import RebateAgreement, RebateFactor, RebatePeriod, RebateSettlement, RebateTier
from desktop.sales.season.model import SeasonSettlement
from desktop.sales.stock.model import CountLine, StockCount, StockItem, StockMove
from desktop.sales.stock.plan_model import PlanCause, StockPlan
from desktop.sales.targets.model import SalesTarget, TargetMonth
from tests.door_cases import DAY, YEAR, Case, dealer, moved_through, once

NO_COMMAND = "no command takes it in"


def product(db: Database) -> int:
    return once(db, Product, 131, variety_id=once(db, Variety, 130, name="例丰101"), bag_kg=2.5, list_price=5400, code="P-1")


def order(db: Database) -> int:
    return once(db, SalesOrder, 132, dealer_id=dealer(db), ordered_on=DAY, code="SO-1")


def shipment(db: Database) -> int:
    return once(db, Shipment, 133, dealer_id=dealer(db), moved_on=DAY, kind="return", code="SH-1")


def fee_plan(db: Database) -> int:
    return once(db, FeePlan, 135, name="方案", invoice_price=500, rebate_percent=30.0)


def agreement(db: Database) -> int:
    return once(db, RebateAgreement, 137, dealer_id=dealer(db), name="年返", starts_on=DAY, ends_on=TERM_END, code="RB-1")


def with_tier(db: Database, number: int) -> None:
    once(db, RebateTier, 138, agreement_id=number, rate_percent=1.0)


def end_agreement(db: Database, _number: int) -> None:
    moved_through(RebateAgreement, "ended")(db, 137)


def other_price(db: Database) -> None:
    once(db, PriceLine, 134, product_id=product(db), valid_from=date(2026, 7, 1), invoice=1)


def delivery(db: Database) -> int:
    once(db, ShipmentLine, 142, shipment_id=once(db, Shipment, 141, dealer_id=dealer(db), moved_on=DAY, code="SH-2"),
         product_id=product(db), bags=10, price=5400)
    return 141


def payment(db: Database) -> int:
    return once(db, Payment, 143, dealer_id=dealer(db), received_on=DAY, amount=5000, code="PY-1")


def region(db: Database) -> int:
    return once(db, Region, 147, name="甲省", level="province")


def other_dealer(db: Database) -> int:
    return once(db, Dealer, 144, name="乙种业")


def two_dealers(db: Database) -> int:
    """The first of two, so that a second record may have the other."""
    other_dealer(db)
    return dealer(db)


def counted(db: Database) -> int:
    return once(db, StockCount, 146, dealer_id=dealer(db), counted_on=DAY, code="PD-1")


TERM_END = date(2027, 5, 31)
CASES = (
    Case(Product, lambda db: {"variety_id": once(db, Variety, 130, name="例丰101"), "bag_seeds": 4400, "remarks": "r"},
         ("remarks",), gives={"name": "例丰101 4400粒"}, change={"bag_kg": 1.8}, changed={"name": "例丰101 1.8 kg 4400粒"},
         refused={"bag_seeds": -1}),
    Case(SalesOrder, lambda db: {"dealer_id": dealer(db), "ordered_on": DAY, "contact": "王"}, ("contact",),
         gives={"code": r"SO-2026-[A-Z]001"}, change={"required_on": date(2026, 7, 1)},
         refused={"required_on": date(2026, 5, 1)}, moved="confirmed"),
    Case(OrderLine, lambda db: {"order_id": order(db), "product_id": product(db), "bags": 5, "remark": "r"}, ("remark",),
         gives={"price": 5400}, change={"bags": 6}, refused={"bags": 7}, without={"command": NO_COMMAND},
         prepare=lambda db, _n: moved_through(SalesOrder, "confirmed", "cancelled")(db, 132)),
    Case(Shipment, lambda db: {"dealer_id": dealer(db), "moved_on": DAY, "carrier": "顺风"}, ("carrier",),
         gives={"code": r"SH-2026-[A-Z]001"}, change={"signed_on": date(2026, 6, 3)},
         refused={"signed_on": date(2026, 5, 1)}),
    Case(ShipmentLine, lambda db: {"shipment_id": shipment(db), "product_id": product(db), "bags": 5, "lot": "批1"}, ("lot",),
         gives={"bags": -5, "price": 5400, "dealer_id": "甲种业"}, change={"bags": 6}, changed={"bags": -6},
         refused={"bags": 0}, without=dict.fromkeys(("import", "command"), "its bags are part of its key")),
    Case(PriceLine, lambda db: {"product_id": product(db), "valid_from": DAY, "invoice": 5000, "source": "通知"}, ("source",),
         change={"store": 6000}, refused={"valid_from": date(2026, 7, 1)}, twin={"valid_from": date(2026, 8, 1)},
         prepare=lambda db, _n: other_price(db), without=dict.fromkeys(("import", "command"), "these three are its key")),
    Case(FeePlan, lambda _db: {"name": "四县", "invoice_price": 500, "rebate_percent": 30.0, "made_on": DAY}, ("name",),
         gives={"code": r"FS-2026-[A-Z]001"}, change={"remarks": "r"}, refused={"rebate_percent": 101.0},
         without={"command": NO_COMMAND}),
    Case(FeeArea, lambda db: {"plan_id": fee_plan(db), "name": "甲县", "store_price": 600, "retail_price": 760, "sales": 0},
         ("name",), change={"held_percent": 10.0}, refused={"held_percent": 101.0}, twin={"name": "丙县"},
         without={"command": NO_COMMAND}),
    Case(RebateAgreement, lambda db: {"dealer_id": dealer(db), "name": "甲年返", "starts_on": DAY, "ends_on": TERM_END},
         ("name",), gives={"code": r"RB-2026-[A-Z]001"}, change={"needs_percent": 90.0}, refused={"ends_on": date(2026, 5, 1)},
         moved="active", before_moved=with_tier, without={"command": NO_COMMAND}),
    Case(RebatePeriod, lambda db: {"agreement_id": agreement(db), "name": "一季度", "starts_on": DAY, "ends_on": TERM_END},
         ("name",), change={"plan_bags": 9}, refused={"plan_bags": 10}, prepare=end_agreement, without={"command": NO_COMMAND}),
    Case(RebateTier, lambda db: {"agreement_id": agreement(db), "rate_percent": 2.0, "above_amount": 100}, ("rate_percent",),
         change={"plus": 100}, refused={"above_percent": 60.0}, twin={"rate_percent": 3.0}, without={"command": NO_COMMAND}),
    Case(RebateFactor, lambda db: {"agreement_id": agreement(db), "paid_within": 15, "percent": 100.0}, ("paid_within",),
         change={"percent": 80.0}, refused={"percent": 101.0}, twin={"paid_within": 30}, without={"command": NO_COMMAND}),
    Case(RebateSettlement, lambda db: {"agreement_id": agreement(db), "as_of": DAY, "earned": 100, "before": 4, "remarks": "r"},
         ("remarks",), gives={"code": r"RS-2026-[A-Z]001"}, change={"form": "goods"}, refused={"form": "no word"},
         moved="checked", without={"command": NO_COMMAND}),
    Case(SeasonSettlement, lambda db: {"dealer_id": dealer(db), "starts_on": date(2025, 7, 1), "ends_on": TERM_END,
                                       "remarks": "r"}, ("remarks",), gives={"code": r"SE-2027-[A-Z]001"},
         change={"signed_by": "王"}, refused={"ends_on": date(2025, 6, 30)}, moved="sent",
         twin={"starts_on": date(2024, 1, 1), "ends_on": date(2024, 12, 31)}, without={"command": NO_COMMAND}),
    Case(SalesCondition, lambda _db: {"name": "春订", "valid_from": DAY, "percent": 5.0}, ("name",),
         gives={"code": r"TJ-2026-[A-Z]001"}, change={"least": 10}, refused={"valid_until": date(2026, 5, 1)},
         without={"command": NO_COMMAND}),
    Case(AgentComparison, lambda _db: {"name": "四县", "made_on": DAY, "remarks": "r"}, ("name",),
         gives={"code": r"DM-2026-[A-Z]001"}, change={"chosen": "county"}, refused={"decided_on": DAY},
         without={"command": NO_COMMAND}),
    Case(PolicyNotice, lambda _db: {"title": "春播政策", "issued_on": DAY, "valid_from": DAY}, ("title",),
         gives={"code": r"ZC-2026-[A-Z]001"}, change={"content": "文"}, refused={"valid_until": date(2026, 5, 1)},
         without={"command": NO_COMMAND}),
    Case(PolicyTold, lambda db: {"notice_id": once(db, PolicyNotice, 139, title="通知", issued_on=DAY), "dealer_id": dealer(db),
                                 "told_on": DAY, "told_by": "我"}, ("told_by",), change={"how": "call"},
         refused={"acknowledged_on": date(2026, 5, 1)}, without={"command": NO_COMMAND}),
    Case(Payment, lambda db: {"dealer_id": dealer(db), "received_on": DAY, "amount": 100, "payer": "王"}, ("payer",),
         gives={"code": r"PY-2026-[A-Z]001"}, change={"reference": "1"}, refused={"amount": 0}),
    Case(PaymentAllotment, lambda db: {"payment_id": payment(db), "shipment_id": delivery(db), "amount": 100, "remark": "r"},
         ("payment_id", "shipment_id"), change={"amount": 5000}, refused={"amount": 5001}, twin={"amount": 5},
         without={"command": NO_COMMAND}),
    Case(AccountEntry, lambda db: {"dealer_id": dealer(db), "entered_on": DAY, "amount": -100, "kind": "claim",
                                   "what": "w"}, ("what",),
         gives={"code": r"AE-2026-[A-Z]001"}, change={"due_on": date(2026, 7, 1)}, refused={"amount": 0}),
    Case(DunningCall, lambda db: {"dealer_id": dealer(db), "called_on": DAY, "spoke_to": "王"}, ("spoke_to",),
         gives={"overdue": 0}, change={"next_on": date(2026, 7, 1)}, refused={"next_on": date(2026, 5, 1)}),
    Case(CreditLimit, lambda db: {"dealer_id": dealer(db), "amount": 100, "valid_from": DAY, "granted_by": "总监"},
         ("granted_by",), change={"amount": 0}, refused={"valid_until": date(2026, 5, 1)}, without={"command": NO_COMMAND}),
    Case(StockItem, lambda db: {"dealer_id": two_dealers(db), "product_id": product(db), "minimum": 1, "maximum": 9},
         ("dealer_id", "product_id"), change={"minimum": 2}, refused={"minimum": 10}, twin={"dealer_id": 144},
         without=dict.fromkeys(("import", "command"), "these two are its key")),
    Case(StockCount, lambda db: {"dealer_id": dealer(db), "counted_on": DAY, "counted_by": "我"}, ("counted_by",),
         gives={"code": r"PD-2026-[A-Z]001"}, change={"signed_by": "王"}, refused={"counted_on": date(2099, 1, 1)},
         twin={"counted_on": date(2026, 6, 2)}, without={"command": NO_COMMAND}),
    Case(CountLine, lambda db: {"count_id": counted(db), "product_id": product(db), "lot": "批1", "bags": 3}, ("lot",),
         gives={"dealer_id": "甲种业"}, change={"bags": 4}, refused={"bags": -1}, twin={"lot": "批2"}),
    Case(StockMove, lambda db: {"from_id": dealer(db), "to_id": other_dealer(db), "moved_on": DAY,
                                "product_id": product(db), "bags": 3, "lot": "批1"}, ("lot",),
         gives={"code": r"DB-2026-[A-Z]001"}, change={"bags": 4}, refused={"bags": 0}),
    Case(StockPlan, lambda db: {"dealer_id": dealer(db), "product_id": product(db), "made_on": DAY, "advised": 5,
                                "owner": "我"},
         ("owner",), gives={"code": r"KC-2026-[A-Z]001", "bags": 5}, change={"deadline": date(2026, 7, 1)}, refused={"bags": 6},
         moved="agreed", without={"command": NO_COMMAND}),
    Case(PlanCause, lambda db: {"plan_id": once(db, StockPlan, 145, dealer_id=dealer(db), product_id=product(db), made_on=DAY,
                                                bags=1),
                                "problem": "铺货少"}, ("problem",), change={"measure": "补铺"}, refused={"cause": "no word"},
         without={"command": NO_COMMAND}),
    Case(DiversionCase, lambda db: {"found_on": DAY, "region_id": region(db), "product_id": product(db), "shop": "甲店"},
         ("shop",), gives={"code": r"CH-2026-[A-Z]001", "accept_by": date(2026, 6, 2)}, change={"bags": 4},
         refused={"outcome": "natural"}, moved="accepted"),
    Case(SalesTarget, lambda db: {"starts_on": DAY, "region_id": region(db), "bags": 100, "measure": "bags"}, ("region_id",),
         gives={"code": r"MB-2025-[A-Z]001", "starts_on": date(2025, 10, 1), "name": "甲省"}, change={"bags": 5},
         refused={"money": 5}, moved="issued", without=dict.fromkeys(("import", "command"), "its season is its key")),
    Case(TargetMonth, lambda db: {"target_id": once(db, SalesTarget, 148, starts_on=DAY, bags=9), "month": DAY, "bags": 3,
                                  "why": "w"}, ("why",), gives={"month": date(2026, 6, 1)}, change={"bags": 4},
         refused={"money": 1}, twin={"month": date(2026, 7, 1)}, without={"command": NO_COMMAND}),
    Case(AllotRound, lambda db: {"product_id": product(db), "made_on": DAY, "bags": 9, "decided_by": "总监"}, ("decided_by",),
         gives={"code": r"PH-2026-[A-Z]001"}, change={"bags": 8}, refused={"bags": -1}, moved="applied",
         before_moved=lambda db, number: verbs.save(db, AllotLine, {
             "round_id": number, "wanted": 7, "given": 5, "why": "w", "order_line_id": once(
                 db, OrderLine, 153, order_id=order(db), product_id=product(db), bags=7)}), without={"command": NO_COMMAND}),
    Case(AllotLine, lambda db: {"round_id": once(db, AllotRound, 151, product_id=product(db), made_on=DAY, bags=9),
                                "order_line_id": once(db, OrderLine, 152, order_id=order(db), product_id=product(db), bags=7),
                                "wanted": 7, "given": 5, "why": "w"}, ("why",), change={"given": 6}, refused={"given": 8},
         without={"command": NO_COMMAND}),
    Case(OrderCall, lambda db: {"order_id": order(db), "called_on": DAY, "said": "何时发货", "spoke_to": "库管"}, ("said",),
         change={"answer": "月底"}, refused={"next_on": date(2026, 5, 1)}, without={"command": NO_COMMAND}),
    Case(OrderShare, lambda db: {"order_id": order(db), "person_id": once(db, Person, 154, name="王五"), "percent": 60.0,
                                 "remark": "r"}, ("remark",), change={"percent": 50.0}, refused={"percent": 101.0},
         twin={"percent": 40.0}, without={"command": NO_COMMAND}),
    Case(LabelRecall, lambda _db: {"lot": "批1", "reason": "发芽率不足", "decided_on": DAY}, ("reason",),
         gives={"code": rf"ZH-{YEAR}-[A-Z]001"}, change={"due_on": date(2026, 6, 9)}, refused={"due_on": date(2026, 5, 1)},
         twin={"lot": "批2"}),
    Case(RecallNotice, lambda db: {"recall_id": once(db, LabelRecall, 149, lot="批1", reason="r"), "dealer_id": dealer(db),
                                   "lot": "批1", "bags": 9}, ("lot",), change={"found": 3, "returned": 2},
         changed={"told_on": date.today()}, refused={"bags": -1}, twin={"lot": "批2"},
         without={"command": NO_COMMAND}),
)
