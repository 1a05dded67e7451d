"""The sections of places and soil tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.market.places import lists
from desktop.market.places.figures import compute
from desktop.market.places.model import COMPUTED, GrowingPlace
from desktop.ui.book.book import Book, Child, Tab, Tool
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab

READ = frozenset({"growingplace", "placedisease", "soiltest", "weatherstation", "weatheryear", "region", "variety",
                  "varietyregion", "varietyneed", "announcedtrait"})


def _sheet(db: Database, place_id: int) -> Document:
    """The sheet of a place; its builder is loaded when one is made."""
    from desktop.market.places.papers import place_sheet

    return place_sheet(db, place_id)


def _varieties(db: Database, place_id: int) -> Document:
    from desktop.market.suitability.papers import place_varieties

    return place_varieties(db, place_id)


class PlacesBook(MovingBook):
    """What a place offers, and which varieties fit it."""

    icon = "region"
    listing = lists.PLACES
    paper = (N_("Conditions of the place…"), _sheet)
    remembers = ("crop_id", "made_by", "wind", "harvest")
    bulk = ("station_id", "crop_id", "wind", "harvest", "density", "irrigated", "irrigation")
    children = (Child(lists.DISEASES, grid=True),)

    def defaults(self) -> Mapping[str, Any]:
        """A place of today."""
        return {"made_on": today(), "state": "data"}

    def record_shown(self, record: Record | None) -> None:
        """What is computed from a station's weather is not typed."""
        super().record_shown(record)
        if isinstance(record, GrowingPlace) and record.computed_on:
            self.fields.show_only((set(self.fields.bindings) - _typed(self)) | set(COMPUTED))

    def tools(self) -> Sequence[Tool]:
        """The climate from the weather."""
        return (Tool(N_("Compute the conditions"), "refresh", self.compute), *super().tools())

    def extra_tabs(self) -> Sequence[Tab]:
        """The sheet and the varieties, as they will be printed."""
        return ((N_("Conditions of the place"), partial(PaperTab, self.context, _sheet, READ)),
                (N_("Varieties here"), partial(PaperTab, self.context, _varieties, READ)), *super().extra_tabs())

    def compute(self) -> None:
        """Write the climate of this place from its station."""
        if self.record is not None:
            context, number = self.context, self.record.id
            self.settle(lambda: context.tasks.run(lambda: compute(context.db, number),
                                                  lambda _made: context.message(_("Conditions computed"), undo=True)))


def _typed(book: PlacesBook) -> set[str]:
    """The fields of the form that may be typed now."""
    from desktop.core.moves import kept
    from desktop.core.standing import why_locked

    if book.record is not None and why_locked(book.record):
        return {"remarks"}
    return set(book.fields.bindings) - set(kept(GrowingPlace)) - {"state"}


class SoilBook(Book):
    """Soil tests, in one unit."""

    icon = "quality"
    listing = lists.SOIL_TESTS
    remembers = ("region_id", "tested_on", "laboratory", "mass_unit", "nutrient_form", "source")
    bulk = ("region_id", "laboratory", "source")

    def defaults(self) -> Mapping[str, Any]:
        """A test of today."""
        return {"tested_on": today()}
