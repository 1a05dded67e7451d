"""The documents of leads that the command line writes."""

from __future__ import annotations

from desktop.core.reporting import Report, coded, of_document
from desktop.market.leads.model import Lead
from desktop.market.leads.papers import case_plan, leads_report

LEAD_REPORTS = (
    Report("leads", "", of_document(lambda db, args: leads_report(db, args.year))),
    Report("lead-plan", "code", of_document(lambda db, args: case_plan(db, coded(db, Lead, args.code)))),
)
