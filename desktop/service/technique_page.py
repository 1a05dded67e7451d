"""The technique library: sheets with their calendar of measures, and the answers that proved themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.service import lists, ways
from desktop.service.moving_widget import MovingBook
from desktop.ui.book import Book, Child


class SheetsBook(MovingBook):
    """Technique sheets."""

    name = "technique_sheets"
    title = N_("Technique")
    icon = "document"
    listing = lists.SHEETS
    form = "technique_sheet"
    way = ways.SHEET
    prefix = "JS"
    moves_listing = lists.SHEET_MOVES
    remembers = ("crop_id", "region_id", "season", "water")
    bulk = ("crop_id", "region_id", "season", "water", "source")
    children = (Child(N_("Calendar of measures"), lists.STEPS, form="technique_step", parent="sheet_id"),)

    def defaults(self) -> Mapping[str, Any]:
        """A draft of today."""
        return {"state": "draft", "made_on": today()}


class ArticlesBook(Book):
    """The library of answers."""

    name = "articles"
    title = N_("Library")
    icon = "list"
    listing = lists.ARTICLES
    form = "article"
    remembers = ("crop_id",)
