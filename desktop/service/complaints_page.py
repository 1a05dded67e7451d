"""Complaints about seed, and who received which lot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.service import lists, ways
from desktop.service.moving_widget import MovingBook
from desktop.ui.book import Book, Child


class ComplaintsBook(MovingBook):
    """Complaints with evidence, samples, inspections, readings, costs."""

    name = "complaints"
    title = N_("Complaints")
    icon = "warning"
    listing = lists.COMPLAINTS
    form = "complaint"
    way = ways.COMPLAINT
    prefix = "TS"
    moves_listing = lists.COMPLAINT_MOVES
    remembers = ("region_id", "crop_id", "variety_id", "owner")
    bulk = ("region_id", "crop_id", "variety_id", "lot", "dealer_id", "severity", "owner")
    children = (
        Child(N_("Evidence"), lists.EVIDENCE, form="evidence", parent="complaint_id"),
        Child(N_("Sealed samples"), lists.SAMPLES, form="sealed_sample", parent="complaint_id"),
        Child(N_("Joint inspections"), lists.INSPECTIONS, form="inspection", parent="complaint_id"),
        Child(N_("Readings"), lists.READINGS, form="reading", parent="complaint_id"),
        Child(N_("Costs"), lists.COSTS, form="complaint_cost", parent="complaint_id"),
    )

    def defaults(self) -> Mapping[str, Any]:
        """A complaint of today."""
        return {"state": "received", "received_on": today()}


class DeliveriesBook(Book):
    """Which dealer received how much of which lot."""

    name = "lot_deliveries"
    title = N_("Deliveries of lots")
    icon = "folder"
    listing = lists.DELIVERIES
    form = "lot_delivery"
    remembers = ("variety_id", "delivered_on", "source")
    bulk = ("variety_id", "delivered_on", "source", "held_on")
