"""Handouts for farmers: text, versions, print runs, copies given out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.service import lists, ways
from desktop.service.moving_widget import MovingBook
from desktop.ui.book import Child


class HandoutsBook(MovingBook):
    """Handouts."""

    name = "handouts"
    title = N_("Handouts")
    icon = "pdf"
    listing = lists.HANDOUTS
    form = "handout"
    way = ways.HANDOUT
    prefix = "MB"
    moves_listing = lists.HANDOUT_MOVES
    remembers = ("crop_id", "region_id", "audience", "page")
    bulk = ("crop_id", "region_id", "audience", "page", "expires_on")
    children = (Child(N_("Print runs"), lists.PRINT_RUNS, form="print_run", parent="handout_id"),
                Child(N_("Copies given out"), lists.HANDED_OUT, form="handed_out", parent="handout_id"))

    def defaults(self) -> Mapping[str, Any]:
        """A draft of today."""
        return {"state": "draft", "made_on": today()}
