"""How far a sheet of key figures is."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine
from desktop.reports.measures.measure_list import NAMES

STATES = Choices("kpi_state", {
    "draft": N_("Sheet being drawn up"), "agreed": N_("Sheet agreed"), "judged": N_("Sheet judged"),
}, {"draft": "grey", "agreed": "blue", "judged": "green"})
SHEETS = Machine(
    STATES,
    {"draft": {"agreed": N_("It was agreed")}, "agreed": {"judged": N_("Judge it"), "draft": N_("Draw it up again")},
     "judged": {"agreed": N_("Judge it anew")}},
    needs_reason=frozenset({("agreed", "draft"), ("judged", "agreed")}), begins=("draft", "agreed"),
    dates={"agreed": "agreed_on", "judged": "judged_on"}, first=frozenset({"agreed"}),
    undone={"draft": ("agreed_on", "judged_on"), "agreed": ("judged_on",)}, reason="reason",
    locked=frozenset({"judged"}), free=frozenset({"remarks"}))
OPEN = ("draft", "agreed")
TYPED = "typed"
FIGURES = Choices("kpi_figure", {**NAMES.labels, TYPED: N_("Judged by hand")})
