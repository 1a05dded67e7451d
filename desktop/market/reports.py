"""The documents of the market that the command line writes."""

from __future__ import annotations

from desktop.core.reporting import Reports
from desktop.market.capacity.reports import CAPACITY_REPORT
from desktop.market.figures.reports import SURVEY_REPORT
from desktop.market.influence.reports import INFLUENCE_REPORTS
from desktop.market.leads.reports import LEAD_REPORTS
from desktop.market.plans.reports import PLAN_REPORTS
from desktop.market.promotions.reports import PROMOTION_REPORTS
from desktop.market.rivals.reports import RIVAL_REPORTS
from desktop.market.suitability.reports import SUITABILITY_REPORTS

REPORTS = Reports((SURVEY_REPORT, CAPACITY_REPORT, *RIVAL_REPORTS, *SUITABILITY_REPORTS, *PLAN_REPORTS, *PROMOTION_REPORTS,
                   *INFLUENCE_REPORTS, *LEAD_REPORTS))
