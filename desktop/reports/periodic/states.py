"""Kinds of periodic report, what they are made of, how far one is."""

from __future__ import annotations

from desktop.core import periods
from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine
from desktop.core.versions import Versions

SEASON = "season"
KINDS = Choices("period_kind", {
    periods.DAY: N_("Day report"), periods.WEEK: N_("Week report"), periods.TENDAY: N_("Ten-day report"),
    periods.MONTH: N_("Month report"), periods.QUARTER: N_("Quarter report"), periods.HALF: N_("Half-year report"),
    periods.YEAR: N_("Year report"), SEASON: N_("Season report"),
})
LOWER = {  # of which smaller reports one takes what was chosen in them, the nearest first
    periods.WEEK: (periods.DAY,), periods.TENDAY: (periods.DAY, periods.WEEK),
    periods.MONTH: (periods.WEEK, periods.TENDAY, periods.DAY), periods.QUARTER: (periods.MONTH,),
    periods.HALF: (periods.QUARTER, periods.MONTH), periods.YEAR: (periods.HALF, periods.QUARTER, periods.MONTH),
    SEASON: (periods.MONTH, periods.QUARTER)}
SHORT = (periods.DAY, periods.WEEK, periods.TENDAY, periods.MONTH)
"""Those whose next plan is filled from visits, trainings and promises with a day."""
SECTIONS = Choices("report_section", {
    "summary": N_("In brief"), "figures": N_("Figures of the period"), "targets": N_("Targets reached"),
    "months": N_("Months compared"),
    "area": N_("Area analysis"), "due_plan": N_("Plan of this period and what came of it"), "work": N_("Work done"),
    "visits": N_("Visits"), "dealers": N_("Dealers: stock and payments"), "varieties": N_("How varieties sold"),
    "cases": N_("Cases and advice"), "complaints": N_("Complaints and proposals"),
    "causes": N_("Complaints by cause"), "diversion": N_("Selling across areas"),
    "trials": N_("Trials and demonstrations"), "training": N_("Trainings and their results"),
    "rivals": N_("Rival products"), "market": N_("Market"), "problems": N_("Problems and causes"),
    "improvement": N_("Improvements"), "next_plan": N_("Plan of the next period"), "support": N_("Support needed"),
})
TYPED = ("summary", "problems", "improvement", "support")
"""The sections that are fields of the report itself."""
PICKED = ("work", "visits", "dealers", "cases", "complaints", "diversion", "trials", "training", "rivals", "market",
          *TYPED)
"""The sections that texts may be picked for."""
PARTS = Choices("plan_part", {"due": N_("For this period"), "next": N_("For the next period")},
                {"due": "amber", "next": "blue"})
PLAN_STATES = Choices("plan_state", {
    "open": N_("Not done yet"), "done": N_("Plan kept"), "partly": N_("Partly done"), "dropped": N_("Plan dropped"),
}, {"open": "red", "done": "green", "partly": "amber", "dropped": "grey"})
UNFINISHED = ("open", "partly")
STATES = Choices("report_state", {
    "draft": N_("Report being written"), "written": N_("Report ready"), "handed": N_("Report handed in"),
    "corrected": N_("Replaced by a correction"),
}, {"draft": "grey", "written": "blue", "handed": "green", "corrected": "amber"})
OPEN = ("draft", "written")
REPORTS = Machine(
    STATES,
    {"draft": {"written": N_("The report is ready"), "handed": N_("Hand in")},
     "written": {"handed": N_("Hand in"), "draft": N_("Go on writing")},
     "handed": {"corrected": N_("Withdraw the report")}, "corrected": {}},
    needs_reason=frozenset({("handed", "corrected")}), begins=OPEN,
    closed=N_("A report that is “{state}” stays so; make a new version instead."),
    dates={"handed": "handed_on", "corrected": "corrected_on"}, reason="reason",
    locked=frozenset({"handed", "corrected"}), free=frozenset({"remarks"}),
    stays=N_("This report is “{state}” and stays as it is. Make a new version for corrections."))
VERSIONS = Versions("code", "handed", "corrected", frozenset({"made_by", "made_on", "frozen", "reason"}))
