"""Papers of sales: orders, stock, targets, outlets, lots and what endangers the trade; those of money stand in `money.py`."""

from __future__ import annotations

from tests.paper.register.kinds import built, built_alone, named, of, records, richest

CASES = records("diversioncase")
RECALLS = richest(
    "SELECT r.id FROM labelrecall r ORDER BY (SELECT count(*) FROM recallnotice n WHERE n.recall_id = r.id) DESC, r.id")
KINDS = {
    "danger-sheet": built("desktop.sales.danger.reports:danger_sheet", of("dealer", "dangermark")),
    "danger-list": built_alone("desktop.sales.danger.reports:danger_list"),
    "agent-models": built("desktop.sales.agents.reports:comparison_sheet", records("agentcomparison")),
    "order-sheet": built("desktop.sales.orders.papers:order_sheet", named("order_id", "orderline")),
    "delivery-note": built("desktop.sales.orders.papers:shipment_note", named("shipment_id", "shipmentline")),
    "allotting-sheet": built("desktop.sales.allotting.papers:allotting_sheet", named("round_id", "allotline")),
    "late-orders": built_alone("desktop.sales.orders.papers:late_orders"),
    "stock-sheet": built("desktop.sales.stock.papers:stock_sheet", of("dealer", "stockitem")),
    "stock-of-all": built_alone("desktop.sales.stock.papers:stock_of_all"),
    "stock-advice": built("desktop.sales.stock.papers:advice_of", richest(
        "SELECT i.id FROM stockitem i ORDER BY (SELECT count(*) FROM countline c WHERE c.dealer_id = i.dealer_id) DESC, i.id")),
    "count-sheet": built("desktop.sales.stock.papers:count_sheet", records("stockcount")),
    "stock-plan": built("desktop.sales.stock.papers:plan_sheet", records("stockplan")),
    "diversion-case": built("desktop.sales.diversion.reports:case_report", CASES),
    "diversion-notice": built("desktop.sales.diversion.reports:notice", CASES),
    "diversion-rates": built_alone("desktop.sales.diversion.reports:by_dealer"),
    "target-sheet": built("desktop.sales.targets.papers:target_sheet", richest(
        "SELECT t.id FROM salestarget t ORDER BY (SELECT count(*) FROM salestarget p WHERE p.parent_id = t.id) DESC, t.id")),
    "target-attainment": built_alone("desktop.sales.targets.papers:attainment"),
    "month-sheet": built("desktop.sales.targets.papers:month_sheet", of("dealer", "salestarget")),
    "check-sheet": built("desktop.sales.outlets.check_papers:check_sheet", richest(
        "SELECT id FROM checkround ORDER BY state <> 'planned', length(purpose) DESC, id")),
    "check-report": built("desktop.sales.outlets.check_papers:check_report", richest(
        "SELECT round_id FROM checkline GROUP BY round_id ORDER BY count(*) DESC, round_id")),
    "removal-notice": built("desktop.sales.outlets.check_papers:removal_notice", richest(
        "SELECT round_id FROM checkline WHERE swap AND state = 'open' GROUP BY round_id ORDER BY count(*) DESC")),
    "coverage-sheet": built("desktop.sales.outlets.coverage_papers:coverage_sheet", richest(
        "SELECT a.id FROM coveragearea a LEFT JOIN countedshop s ON s.area_id = a.id GROUP BY a.id ORDER BY count(s.id) DESC")),
    "coverage-of-all": built_alone("desktop.sales.outlets.coverage_papers:coverage_of_all"),
    "lot-trace": built("desktop.sales.lots.reports:of_line", richest(
        "SELECT id FROM shipmentline WHERE lot <> '' ORDER BY lot IN (SELECT lot FROM labeluse) DESC, id")),
    "label-trace": built("desktop.sales.lots.reports:of_version", richest(
        "SELECT v.id FROM labelversion v ORDER BY (SELECT count(*) FROM labeluse u WHERE u.version_id = v.id) DESC, v.id")),
    "recall-sheet": built("desktop.sales.lots.recall_reports:recall_sheet", RECALLS),
    "recall-letters": built("desktop.sales.lots.recall_reports:recall_notices", RECALLS),
}
