"""The lists of dealers' plans and reports, each beside what we sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select

from desktop.core import rollups
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.core.listing import Column, Condition, Listing, Preset, Rows, column
from desktop.core.records import alive, table_of
from desktop.dealers.model import Dealer
from desktop.reports.dealer_plans import states as s
from desktop.reports.dealer_plans.model import DealerPlan, DealerPlanLine
from desktop.reports.dealer_plans.report_model import DealerReport, DealerReportLine
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.products.model import Product

_plan, _report, _line = table_of(DealerPlan), table_of(DealerReport), table_of(DealerReportLine)
_dealer, _product = table_of(Dealer).c.name, table_of(Product).c.name
UNDONE = (Condition("done_on", "empty"),)
MONEY = rollups.total(DealerPlanLine, "plan_id", "money")
SPENT = rollups.total(DealerPlanLine, "plan_id", "spent")
LEFT = rollups.count(DealerPlanLine, "plan_id", where=UNDONE)


def _sent(head: Any, *more: Any) -> Any:
    """Bags sent to the dealer of a row in its days, less what came back."""
    line = table_of(ShipmentLine).alias()
    return select(func.coalesce(func.sum(line.c.bags), 0)).where(
        alive(line), line.c.dealer_id == head.c.dealer_id, line.c.moved_on.between(head.c.starts_on, head.c.ends_on),
        *(line.c[name] == value for name, value in more)).correlate(head, _line).scalar_subquery()


def _lines_sent(record: Any) -> Rows:
    return Rows(ShipmentLine, (Condition("dealer_id", "is", record.dealer_id, record.label()),
                               Condition("moved_on", "between", (record.starts_on, record.ends_on))))


PLANS = Listing(
    "dealer_plans", N_("Plans of dealers"), DealerPlan,
    columns=[Column("dealer", N_("Dealer"), _dealer), column(DealerPlan, "kind"), column(DealerPlan, "span"),
             column(DealerPlan, "starts_on"), column(DealerPlan, "state"), column(DealerPlan, "bags", total="sum"),
             Column("sent", N_("Bags sent in the period"), _sent(_plan), "whole", total="sum", behind=_lines_sent),
             MONEY.column(DealerPlan, "planned", N_("Money planned"), total="sum"),
             SPENT.column(DealerPlan, "spent", N_("Money spent"), total="sum"),
             LEFT.column(DealerPlan, "left", N_("Still to be done in it"), total="sum"),
             column(DealerPlan, "our_money", shown=False, total="sum"), column(DealerPlan, "code", shown=False)],
    joins=[(Dealer, "dealer_id")], order=("starts_on", True),
    presets=[Preset("now", N_("Plans of now"), lambda: (
                 Condition("starts_on", "until", today()), Condition("ends_on", "from", today()))),
             Preset("unjudged", N_("Over, not judged"), lambda: (
                 Condition("state", "in", ("draft", "agreed")), Condition("ends_on", "until", today() - timedelta(days=1))))])
PLAN_LINES = Listing(
    "dealer_plan_lines", N_("Activities of the plan"), DealerPlanLine,
    columns=[column(DealerPlanLine, "on_day"), column(DealerPlanLine, "work"), column(DealerPlanLine, "what"),
             Column("product", N_("Product"), _product), column(DealerPlanLine, "bags", total="sum"),
             column(DealerPlanLine, "money", total="sum"), column(DealerPlanLine, "people", total="sum"),
             column(DealerPlanLine, "done_on"), column(DealerPlanLine, "bags_done", total="sum"),
             column(DealerPlanLine, "spent", total="sum"), column(DealerPlanLine, "people_came", total="sum"),
             column(DealerPlanLine, "result"),
             Column("dealer", N_("Dealer"), _dealer, shown=False),
             Column("state", N_("State"), _plan.c.state, "choice", s.STATES, shown=False)],
    joins=[(Product, "product_id"), (DealerPlan, "plan_id"), (Dealer, "dealer_id", DealerPlan)], order=("on_day", False),
    presets=[Preset("late", N_("Activities overdue"), lambda: (
        *UNDONE, Condition("state", "in", ("agreed",)), Condition("on_day", "until", today() - timedelta(days=1))))])
DEALER_REPORTS = Listing(
    "dealer_reports", N_("Reports of dealers"), DealerReport,
    columns=[Column("dealer", N_("Dealer"), _dealer), column(DealerReport, "kind"), column(DealerReport, "starts_on"),
             column(DealerReport, "came_on"),
             rollups.total(DealerReportLine, "report_id", "received").column(
                 DealerReport, "received", N_("Came in by the dealer"), total="sum"),
             Column("sent", N_("Bags sent in the period"), _sent(_report), "whole", total="sum", behind=_lines_sent),
             rollups.total(DealerReportLine, "report_id", "sold").column(DealerReport, "sold", N_("Sold to growers"),
                                                                          total="sum"),
             rollups.total(DealerReportLine, "report_id", "closing").column(DealerReport, "closing", N_("Left at the end"),
                                                                             total="sum"),
             column(DealerReport, "wishes"), column(DealerReport, "answered_on"), column(DealerReport, "code", shown=False)],
    joins=[(Dealer, "dealer_id")], order=("starts_on", True),
    presets=[Preset("unanswered", N_("Wishes not answered"), lambda: (
        Condition("wishes", "filled"), Condition("answered_on", "empty")))])
REPORT_LINES = Listing(
    "dealer_report_lines", N_("Goods by the dealer"), DealerReportLine,
    columns=[Column("product", N_("Product"), _product), column(DealerReportLine, "opening", total="sum"),
             column(DealerReportLine, "received", total="sum"),
             Column("sent", N_("Bags sent in the period"), _sent(_report, ("product_id", _line.c.product_id)), "whole",
                    total="sum"),
             column(DealerReportLine, "sold", total="sum"), column(DealerReportLine, "closing", total="sum"),
             column(DealerReportLine, "gap"), column(DealerReportLine, "remark")],
    joins=[(Product, "product_id"), (DealerReport, "report_id")], order=("product", False))
