"""The ways of technique sheets and handouts, of farmers' cases and of complaints."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.states import Machine
from desktop.core.versions import Versions
from desktop.service.choices import CASE_STATE, COMPLAINT_STATE, DOCUMENT_STATE

DOCUMENTS = Machine(DOCUMENT_STATE, {
    "draft": {"review": N_("Give to review")},
    "review": {"approved": N_("Approve"), "draft": N_("Send back to draft")},
    "approved": {"published": N_("Publish"), "draft": N_("Send back to draft"), "withdrawn": N_("Withdraw")},
    "published": {"withdrawn": N_("Withdraw")},
    "withdrawn": {},
}, frozenset({("review", "draft"), ("approved", "draft"), ("approved", "withdrawn"), ("published", "withdrawn")}),
    N_("A version that is “{state}” stays so; make a new version instead."),
    begins=("draft",),
    dates={"review": "submitted_on", "approved": "approved_on", "published": "published_on", "withdrawn": "withdrawn_on"},
    undone={"draft": ("submitted_on", "approved_on")}, locked=frozenset({"approved", "published", "withdrawn"}),
    free=frozenset({"remarks", "expires_on"}),
    stays=N_("This version is “{state}” and stays as it is. Make a new version for changes."))

DOCUMENT = Versions("code", "published", "withdrawn",
                    frozenset({"made_by", "made_on", "reviewed_by", "approved_by", "reason", "changes"}))

OPEN_CASES = ("open", "advised", "follow_up")
CASES = Machine(CASE_STATE, {
    "open": {"advised": N_("Advice is given"), "no_contact": N_("No contact"), "complaint": N_("Make it a complaint")},
    "advised": {"follow_up": N_("Follow up"), "solved": N_("Solved"), "not_solved": N_("Not solved"),
                "complaint": N_("Make it a complaint"), "no_contact": N_("No contact")},
    "follow_up": {"advised": N_("Advice is given"), "solved": N_("Solved"), "not_solved": N_("Not solved"),
                  "complaint": N_("Make it a complaint"), "no_contact": N_("No contact")},
    "solved": {"open": N_("Open again")},
    "not_solved": {"open": N_("Open again"), "complaint": N_("Make it a complaint")},
    "no_contact": {"open": N_("Open again")},
    "complaint": {},
}, frozenset({("solved", "open"), ("not_solved", "open"), ("no_contact", "open")}),
    N_("The case has become a complaint; go on there."),
    dates={"advised": "advised_on", "solved": "closed_on", "not_solved": "closed_on", "no_contact": "closed_on",
           "complaint": "closed_on"}, first=frozenset({"advised_on"}), undone=dict.fromkeys(OPEN_CASES, ("closed_on",)))

_ASIDE = {"waiting": N_("Wait for the customer"), "legal": N_("Hand over to law")}
OPEN_COMPLAINTS = tuple(state for state in COMPLAINT_STATE.labels if state not in ("refused", "settled", "closed"))
COMPLAINTS = Machine(COMPLAINT_STATE, {
    "received": {"accepted": N_("Accept"), "refused": N_("Refuse"), "waiting": N_("Wait for the customer")},
    "accepted": {"sampling": N_("Draw samples"), "finding": N_("State the findings"), **_ASIDE},
    "sampling": {"testing": N_("Have them tested"), **_ASIDE},
    "testing": {"finding": N_("State the findings"), **_ASIDE},
    "finding": {"proposal": N_("Propose"), "sampling": N_("Draw samples"), **_ASIDE},
    "proposal": {"approved": N_("Approve"), "rejected": N_("Reject"), **_ASIDE},
    "rejected": {"proposal": N_("Propose"), **_ASIDE},
    "approved": {"settled": N_("Settle"), **_ASIDE},
    "settled": {"closed": N_("Close the complaint")},
    "waiting": {"received": N_("Back to received"), "accepted": N_("Back to accepted"), "finding": N_("Back to findings"),
                "proposal": N_("Back to proposal"), "approved": N_("Back to approved"), "closed": N_("Close the complaint")},
    "legal": {"settled": N_("Settle"), "closed": N_("Close the complaint")},
    "refused": {"received": N_("Take up again")},
    "closed": {"received": N_("Open again")},
}, frozenset({("received", "refused"), ("proposal", "rejected"), ("refused", "received"), ("closed", "received"),
              ("waiting", "closed"), ("legal", "closed"), ("finding", "sampling"),
              *((state, "legal") for state in ("accepted", "sampling", "testing", "finding", "proposal", "rejected",
                                               "approved"))}),
    dates={"accepted": "responded_on", "refused": "responded_on", "settled": "settled_on", "closed": "closed_on"},
    first=frozenset({"responded_on"}),
    undone={**dict.fromkeys(OPEN_COMPLAINTS, ("settled_on", "closed_on")), "settled": ("closed_on",)})
