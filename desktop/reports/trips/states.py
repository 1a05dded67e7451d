"""How far a trip is, and kinds of expenses."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

STATES = Choices("trip_state", {
    "draft": N_("Trip being planned"), "applied": N_("Trip applied for"), "approved": N_("Trip approved"),
    "refused": N_("Trip refused"), "returned": N_("Back from the trip"), "reported": N_("Trip reported"),
    "settled": N_("Trip settled"),
}, {"draft": "grey", "applied": "blue", "approved": "green", "refused": "red", "returned": "amber", "reported": "blue",
    "settled": "green"})
TRIPS = Machine(
    STATES,
    {"draft": {"applied": N_("Apply for it")},
     "applied": {"approved": N_("It was approved"), "refused": N_("It was refused"), "draft": N_("Plan it again")},
     "approved": {"returned": N_("Back from it"), "draft": N_("Plan it again")},
     "refused": {"draft": N_("Plan it again")},
     "returned": {"reported": N_("The trip report is handed in")}, "reported": {"settled": N_("Settle the expenses")},
     "settled": {"reported": N_("Settle them anew")}},
    needs_reason=frozenset({("applied", "refused"), ("approved", "draft"), ("settled", "reported")}),
    begins=("draft", "applied"),
    dates={"applied": "applied_on", "approved": "approved_on", "returned": "returned_on", "reported": "reported_on",
           "settled": "settled_on"},
    undone={"draft": ("applied_on", "approved_on"), "reported": ("settled_on",)}, reason="reason",
    locked=frozenset({"settled"}), free=frozenset({"remarks"}))
UNREPORTED = ("approved", "returned")
UNSETTLED = ("approved", "returned", "reported")
PAID_FOR = ("approved", "returned", "reported", "settled")
KINDS = Choices("expense_kind", {
    "ticket": N_("Long-distance travel"), "car": N_("Own car by mileage"), "local": N_("Local travel"),
    "lodging": N_("Hotel"), "meals": N_("Meals"), "allowance": N_("Daily allowance"), "guests": N_("Entertaining customers"),
    "goods": N_("Materials and samples"), "other": N_("Other expense"),
}, also={
    "ticket": ("车票", "火车票", "高铁", "机票", "长途车票", "交通费"), "car": ("自驾", "油费", "加油费", "汽油费"),
    "local": ("打车", "出租车", "公交", "市内交通费"), "lodging": ("住宿", "宾馆", "酒店"),
    "meals": ("餐饮", "餐饮费", "伙食费"), "allowance": ("补助", "补贴", "出差补贴", "伙食补助"),
    "guests": ("招待", "招待费", "业务招待费"), "goods": ("物料", "样品", "物料费"),
    "other": ("其他", "过路费", "过桥费", "通行费", "停车费"),
})
