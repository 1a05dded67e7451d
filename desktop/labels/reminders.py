"""What Today hears from labels: reviews that take long, validity that ends, drafts without artwork, open findings."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.labels.change_lists import CHANGES
from desktop.labels.lists import CHECKS, REVIEW_DAYS, VERSIONS
from desktop.labels.lot_lists import LOTS, TESTS
from desktop.labels.printing_lists import DELIVERIES, FINDINGS, ORDERS, STOCK, USES
from desktop.labels.printing_states import AHEAD
from desktop.labels.works_lists import WORKS

REMINDERS = (
    Tile(VERSIONS, "expired", "late", N_("label in force is no longer valid"), "labels in force are no longer valid", weight=3),
    Tile(VERSIONS, "waiting", "late", N_("label version more than {review} {review:day|days} in review"),
         "label versions more than {review} days in review", {"review": REVIEW_DAYS}),
    Tile(VERSIONS, "expiring", "soon", N_("label whose validity ends within {days} {days:day|days}"),
         "labels whose validity ends within {days} days"),
    Tile(VERSIONS, "bare", "info", N_("label draft without artwork"), "label drafts without artwork"),
    Tile(FINDINGS, "open", "soon", N_("open quality finding"), "open quality findings"),
    Tile(FINDINGS, "late", "late", N_("quality finding not corrected in time"), "quality findings not corrected in time"),
    Tile(ORDERS, "late", "late", N_("print order not delivered in time"), "print orders not delivered in time"),
    Tile(STOCK, "late", "late", N_("old print of a label past its day"), "old prints of labels past their day"),
    Tile(STOCK, "short", "soon", N_("label to be printed"), "labels to be printed"),
    Tile(DELIVERIES, "open", "soon", N_("delivery of labels to be inspected"), "deliveries of labels to be inspected"),
    Tile(CHECKS, "name", "late", N_("label whose variety is called otherwise"), "labels whose variety is called otherwise",
         weight=3),
    Tile(CHECKS, "approval", "late", N_("label with another approval number than on record"),
         "labels with another approval number than on record", weight=3),
    Tile(TESTS, "below", "late", N_("lot tested worse than its label"), "lots tested worse than their labels", weight=3),
    Tile(LOTS, "falling", "soon", N_("lot soon below its label"), "lots soon below their labels", weight=2),
    Tile(CHANGES, "waiting", "late", N_("change of printed text with labels to be redone"),
         "changes of printed text with labels to be redone", weight=2),
    Tile(VERSIONS, "remarks", "soon", N_("label version with remarks not answered"),
         "label versions with remarks not answered"),
    Tile(WORKS, "licence", "soon", N_("printing licence that ends soon"), "printing licences that end soon"),
    Tile(USES, "wrong", "late", N_("lot packed with a label not allowed"), "lots packed with labels not allowed", weight=3),
    Tile(FINDINGS, "claims", "info", N_("claim on a printer not settled"), "claims on printers not settled"),
    Dated(TESTS, "keep_until", N_("Sample kept until: lot {lot}"), ("variety",)),
    Dated(TESTS, "tested_on", N_("Lot tested: {lot}"), ("variety", "laboratory"), done=True),
    Dated(DELIVERIES, "delivered_on", N_("Labels delivered: {order}"), (), done=True),
    Dated(CHANGES, "until", N_("Old prints until: {old_text}"), ("new_text",), (Condition("done_on", "empty"),), past=None),
    Dated(ORDERS, "due_on", N_("Labels due: {code}"), ("item",), (Condition("state", "in", AHEAD),)),
    Dated(FINDINGS, "due_on", N_("To be corrected: {item}"), ("printer",), (Condition("corrected_on", "empty"),), moves=True),
    Dated(VERSIONS, "valid_until", N_("Validity ends: {item}"), N_("Version {number}"),
          (Condition("state", "is", "effective"),), soon=7, most=30))
"""What is late, due and to come of labels."""
