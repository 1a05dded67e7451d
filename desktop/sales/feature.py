"""What sales bring to the program."""

from __future__ import annotations

from desktop.core.feature import Feature, Follower
from desktop.core.i18n import N_

FEATURE = Feature(
    "sales", N_("Sales"), "list",
    models=("desktop.sales.products.model", "desktop.sales.orders.model", "desktop.sales.orders.call_model",
            "desktop.sales.orders.share_model",
            "desktop.sales.allotting.model",
            "desktop.sales.money.model", "desktop.sales.prices.model",
            "desktop.sales.prices.fee_model", "desktop.sales.rebates.model",
            "desktop.sales.conditions.model", "desktop.sales.policy.model",
            "desktop.sales.money.credit_model", "desktop.sales.stock.model", "desktop.sales.stock.plan_model",
            "desktop.sales.diversion.model", "desktop.sales.targets.model",
            "desktop.sales.agents.model", "desktop.sales.outlets.check_model", "desktop.sales.outlets.case_model",
            "desktop.sales.outlets.staff_model", "desktop.sales.outlets.coverage_model", "desktop.sales.lots.recall_model",
            "desktop.sales.season.model"),
    page="desktop.sales.page:SalesPage", opens=("outlet",), lists=("shipmentline", "territory"),
    followers=(Follower("desktop.sales.stock.following:follow", frozenset({"shipmentline", "countline", "stockmove",
                                                                           "stockitem"})),
               Follower("desktop.sales.following:follow", frozenset({"variety", "labelitem", "labelversion"}))),
    imports={
        "desktop.sales.products.imports:IMPORTS": "products",
        "desktop.sales.orders.imports:IMPORTS": "orders order-lines shipment-lines shipments",
        "desktop.sales.money.imports:IMPORTS": "payments account-entries dunning-calls allotments instalments",
        "desktop.sales.prices.imports:IMPORTS": "prices",
        "desktop.sales.stock.imports:IMPORTS": "counts stock-moves stock-levels",
        "desktop.sales.diversion.imports:IMPORTS": "diversions",
        "desktop.sales.targets.imports:IMPORTS": "targets",
        "desktop.sales.lots.imports:IMPORTS": "recalls",
        "desktop.sales.outlets.imports:IMPORTS": "check_rounds outlet_cases outlet_targets promoters township_plans",
    },
    beside=(("dealers", N_("Account statement"), "desktop.sales.money.dealer_tab:DealerTab"),),
    reports={
        "desktop.sales.orders.papers:REPORTS": "order shipment late-orders",
        "desktop.sales.allotting.papers:REPORTS": "allotting",
        "desktop.sales.prices.reports:REPORTS": "price-chain fees",
        "desktop.sales.rebates.reports:REPORTS": "rebate rebates",
        "desktop.sales.money.reports:REPORTS": "statement reconciliation dunning ageing collections",
        "desktop.sales.season.papers:REPORTS": "season-settlement",
        "desktop.sales.stock.reports:REPORTS": "stock stocks count-sheet stock-plan",
        "desktop.sales.diversion.reports:REPORTS": "diversion diversion-notice diversions",
        "desktop.sales.targets.reports:REPORTS": "target targets month-sheet",
        "desktop.sales.lots.reports:REPORTS": "lot-trace recall recall-notices",
        "desktop.sales.reports:REPORTS": "danger agent-models",
        "desktop.sales.outlets.reports:REPORTS": "check-sheet outlet-check removal-notice coverage",
    },
    reminders=("desktop.sales.orders.reminders:REMINDERS", "desktop.sales.money.reminders:REMINDERS",
               "desktop.sales.rebates.reminders:REMINDERS", "desktop.sales.season.reminders:REMINDERS",
               "desktop.sales.policy.reminders:REMINDERS",
               "desktop.sales.stock.reminders:REMINDERS",
               "desktop.sales.diversion.reminders:REMINDERS", "desktop.sales.targets.reminders:REMINDERS",
               "desktop.sales.lots.reminders:REMINDERS", "desktop.sales.danger.reminders:REMINDERS",
               "desktop.sales.outlets.reminders:REMINDERS"))
