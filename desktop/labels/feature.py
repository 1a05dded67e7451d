"""What labels and manuals bring to the program."""

from __future__ import annotations

from desktop.core.feature import Feature, Follower
from desktop.core.i18n import N_

FEATURE = Feature(
    "labels", N_("Labels & manuals"), "labels",
    models=("desktop.labels.model", "desktop.labels.printing_model", "desktop.labels.lot_model",
            "desktop.labels.works_model", "desktop.labels.change_model"),
    page="desktop.labels.page:LabelsPage", unopened=("labelcount", "labelremark"),
    followers=(Follower("desktop.labels.following:follow", frozenset({"labelitem"})),),
    imports={
        "desktop.labels.imports:IMPORTS": "labels label-versions manuals print-orders print-deliveries label-uses "
            "label-counts lot-tests label-findings label-changes printing-works",
    },
    reports={
        "desktop.labels.reports:REPORTS": "label-proof label-versions label-register label-check print-order "
            "label-stock lot-quality batch-certificate lot-season label-change printer-scores",
    },
    reminders=("desktop.labels.reminders:REMINDERS",))
