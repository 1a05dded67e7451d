"""The documents of plans that the command line writes."""

from __future__ import annotations

from desktop.core.reporting import Report, coded, of_document
from desktop.market.plans.model import PromotionPlan
from desktop.market.plans.papers import check_sheet, plan_sheet

PLAN_REPORTS = (
    Report("plan", "code", of_document(lambda db, args: plan_sheet(db, coded(db, PromotionPlan, args.code)))),
    Report("plan-check", "code", of_document(lambda db, args: check_sheet(db, coded(db, PromotionPlan, args.code)))),
)
