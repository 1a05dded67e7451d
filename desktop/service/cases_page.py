"""Farmers' cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.service import lists, ways
from desktop.service.moving_widget import MovingBook


class CasesBook(MovingBook):
    """Farmers' problems, what was advised, what came of it."""

    name = "cases"
    title = N_("Cases")
    icon = "phone"
    listing = lists.CASES
    form = "farmer_case"
    way = ways.CASE
    prefix = "AL"
    moves_listing = lists.CASE_MOVES
    remembers = ("region_id", "crop_id", "variety_id", "stage")
    bulk = ("region_id", "crop_id", "variety_id", "lot", "dealer_id", "cause", "follow_up_on")

    def defaults(self) -> Mapping[str, Any]:
        """A case of today."""
        return {"state": "open", "reported_on": today()}
