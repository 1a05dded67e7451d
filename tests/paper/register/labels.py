"""Papers of labels, seed lots and their printing."""

from __future__ import annotations

from tests.paper.register.kinds import built, built_alone, records, richest

VERSIONS = richest("SELECT id FROM labelversion ORDER BY length(traits_text) DESC, id")
KINDS = {
    "label-proof": built("desktop.labels.reports:proof_sheet", VERSIONS),
    "label-history": built("desktop.labels.reports:history", richest(
        "SELECT i.id FROM labelitem i ORDER BY (SELECT count(*) FROM labelversion v WHERE v.item_id = i.id) DESC, i.id")),
    "label-check": built("desktop.labels.reports:check_of", VERSIONS),
    "label-checks": built_alone("desktop.labels.reports:check_of_all"),
    "lot-quality": built("desktop.labels.lot_reports:lot_quality",
                         richest("SELECT id FROM lottest ORDER BY length(weights) DESC")),
    "label-register": built_alone("desktop.labels.reports:register"),
    "print-order": built("desktop.labels.printing_reports:order_sheet", records("printorder")),
    "print-inspection": built("desktop.labels.printing_reports:inspection", records("printdelivery")),
    "label-notice": built("desktop.labels.printing_reports:notice", records("qualityfinding")),
    "label-stock": built_alone("desktop.labels.printing_reports:stock_sheet"),
    "label-change": built("desktop.labels.change_reports:concerned", richest(
        "SELECT id FROM labelchange ORDER BY length(remarks) DESC, id")),
    "printer-score": built("desktop.labels.works_reports:score_card", richest(
        "SELECT w.id FROM printingworks w ORDER BY (SELECT count(*) FROM qualityfinding f WHERE f.printer = w.name) DESC")),
    "printer-scores": built_alone("desktop.labels.works_reports:scores"),
    "batch-certificate": built("desktop.labels.lot_papers:batch_certificate",
                               richest("SELECT id FROM lottest ORDER BY germination DESC, id")),
    "lot-season": built_alone("desktop.labels.lot_papers:lot_season"),
}
