"""The papers about dealers that need the facts of sales: signs of danger, comparison of agent models."""

from __future__ import annotations

from desktop.core.reporting import Reports
from desktop.sales.agents.reports import AGENT_REPORT
from desktop.sales.danger.reports import DANGER_REPORT

REPORTS = Reports((DANGER_REPORT, AGENT_REPORT))
