"""The documents of people of influence that the command line writes."""

from __future__ import annotations

from desktop.core.reporting import Report, coded, of_document
from desktop.market.influence.crisis_model import Crisis
from desktop.market.influence.crisis_papers import crisis_file
from desktop.market.influence.model import KeyPerson
from desktop.market.influence.papers import director_report, expert_list, person_sheet

INFLUENCE_REPORTS = (
    Report("influence", "", of_document(lambda db, args: director_report(db, args.day))),
    Report("key-person", "code", of_document(lambda db, args: person_sheet(db, coded(db, KeyPerson, args.code)))),
    Report("experts", "", of_document(lambda db, _args: expert_list(db))),
    Report("crisis", "code", of_document(lambda db, args: crisis_file(db, coded(db, Crisis, args.code)))),
)
