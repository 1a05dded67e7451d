"""What Today hears from labels: reviews that take long, validity that ends, drafts without artwork, open findings."""

from __future__ import annotations

from desktop.core.i18n import N_
from desktop.core.listing import Condition
from desktop.core.reminders import Dated, Tile
from desktop.labels.lists import FINDINGS, REVIEW_DAYS, VERSIONS

REMINDERS = (
    Tile(VERSIONS, "expired", "late", N_("label in force is no longer valid"), "labels in force are no longer valid"),
    Tile(VERSIONS, "waiting", "late", N_("label version more than {review} days in review"),
         "label versions more than {review} days in review", {"review": REVIEW_DAYS}),
    Tile(VERSIONS, "expiring", "soon", N_("label whose validity ends within {days} days"),
         "labels whose validity ends within {days} days"),
    Tile(VERSIONS, "bare", "info", N_("label draft without artwork"), "label drafts without artwork"),
    Tile(FINDINGS, "open", "soon", N_("open quality finding"), "open quality findings"),
    Dated(VERSIONS, "valid_until", N_("Validity ends: {item}"), N_("Version {number}"),
          (Condition("state", "is", "effective"),), soon=7, most=30))
"""What is late, due and to come of labels."""
