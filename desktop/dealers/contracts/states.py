"""The words and the road of a contract with a dealer, and the kinds of its points."""

from __future__ import annotations

from desktop.core.choices import Choices
from desktop.core.i18n import N_
from desktop.core.states import Machine

CONTRACT_STATES = Choices("contract_state", {
    "draft": N_("Contract being drafted"), "signed": N_("Contract signed"), "ended": N_("Contract ended"),
    "terminated": N_("Contract terminated"), "void": N_("Contract never signed"),
}, {"draft": "blue", "signed": "green", "ended": "grey", "terminated": "red", "void": "grey"})
CONTRACTS = Machine(
    CONTRACT_STATES,
    {"draft": {"signed": N_("Signed by both sides"), "void": N_("Drop the draft")},
     "signed": {"ended": N_("End the contract"), "terminated": N_("Terminate the contract")},
     "ended": {}, "terminated": {}, "void": {}},
    needs_reason=frozenset({("draft", "void"), ("signed", "terminated")}),
    begins=("draft",), dates={"ended": "ended_on", "terminated": "ended_on"}, reason="reason",
    locked=frozenset({"signed", "ended", "terminated", "void"}), free=frozenset({"remarks", "kept_at"}),
    stays=N_("A contract that is “{state}” stays as it was written. Make an amendment for what is agreed anew."))
RUNS = Choices("contract_runs", {
    "unsigned": N_("Not signed yet"), "ahead": N_("Not begun yet"), "soon": N_("Ends soon"), "running": N_("Running"),
    "past": N_("Term is over"), "over": N_("No longer in force"),
}, {"unsigned": "blue", "ahead": "blue", "soon": "amber", "running": "green", "past": "red", "over": "grey"})
POINTS = Choices("contract_point", {
    "area": N_("Sales area"), "channel": N_("Sales channels"), "products": N_("Products and prices"),
    "deposit": N_("Deposit to be paid"), "deposit_back": N_("Deposit to be given back"), "first_order": N_("First order"),
    "task_year": N_("Task of the year"), "task_month": N_("Task of the month"), "payment": N_("Terms of payment"),
    "lowest_price": N_("Lowest outgoing price"), "stock_floor": N_("Stock floor"),
    "inspection": N_("Right to inspect stock, flow and price"), "no_foreign": N_("No goods of other areas taken in"),
    "fees": N_("Fee support"), "returns": N_("Returned goods"), "objection": N_("Objections to quality"),
    "purity": N_("Objections to purity"), "rebate": N_("Rebate"), "trials": N_("Trials and demonstrations"),
    "service": N_("After-sales service"), "renewal": N_("Talk about renewal"), "end": N_("End of the term"),
    "other": N_("Other point"),
})
