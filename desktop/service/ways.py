"""Which records of technical service move through states, and what a move keeps."""

from __future__ import annotations

from desktop.service import closing, states, versions
from desktop.service.actions import Way
from desktop.service.case_model import CaseMove, FarmerCase
from desktop.service.complaint_model import Complaint, ComplaintMove
from desktop.service.handout_model import Handout, HandoutMove
from desktop.service.technique_model import TechniqueMove, TechniqueSheet

_DOCUMENT_DATES = {"review": "submitted_on", "approved": "approved_on", "published": "published_on",
                   "withdrawn": "withdrawn_on"}

SHEET = Way(TechniqueSheet, states.DOCUMENTS, TechniqueMove, "sheet_id", _DOCUMENT_DATES, versions.supersede)
HANDOUT = Way(Handout, states.DOCUMENTS, HandoutMove, "handout_id", _DOCUMENT_DATES, versions.supersede)
CASE = Way(FarmerCase, states.CASES, CaseMove, "case_id",
           {"advised": "advised_on", "solved": "closed_on", "not_solved": "closed_on", "no_contact": "closed_on",
            "complaint": "closed_on"},
           first=frozenset({"advised_on"}), undone=dict.fromkeys(states.OPEN_CASES, ("closed_on",)))
COMPLAINT = Way(Complaint, states.COMPLAINTS, ComplaintMove, "complaint_id",
                {"accepted": "responded_on", "refused": "responded_on", "settled": "settled_on", "closed": "closed_on"},
                closing.refuse_unfinished, first=frozenset({"responded_on"}),
                undone={**dict.fromkeys(states.OPEN_COMPLAINTS, ("settled_on", "closed_on")), "settled": ("closed_on",)})
