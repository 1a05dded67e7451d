"""Papers of dealers and of visits to them."""

from __future__ import annotations

from tests.paper.register.kinds import Kind, built, built_alone, of, records, richest

AHEAD = richest("SELECT id FROM visit WHERE planned_on > date() ORDER BY id LIMIT 3")
PACK = built("desktop.visiting.pack:pack", AHEAD)
KINDS = {
    "dealer-file": built("desktop.dealers.file_report:dealer_file", of("dealer", "promise")),
    "dealer-register": built_alone("desktop.dealers.register_report:dealer_register"),
    "rights-map": built_alone("desktop.dealers.rights_report:rights_map"),
    "contract-sheet": built("desktop.dealers.contracts.reports:contract_sheet", records("dealercontract")),
    "assessment-sheet": built("desktop.dealers.assessment.reports:assessment_sheet", records("dealerassessment")),
    "visit-pack": Kind(PACK.build, lambda db: [(visit,) for visit in AHEAD(db)]),
}
