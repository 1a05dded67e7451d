"""The sections of suitability: by crop with its map, needs of varieties, growers' questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from sqlmodel import Session

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.fields import today
from desktop.core.i18n import N_
from desktop.market.places.places_page import READ
from desktop.market.suitability import lists
from desktop.regions.map_tab import MapTab
from desktop.regions.maps import Map
from desktop.ui.book.book import Book, Tab
from desktop.ui.book.figures_section import FiguresSection
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab


def _matrix(db: Database, crop_id: int) -> Document:
    from desktop.market.suitability.papers import crop_matrix

    return crop_matrix(db, crop_id)


def _places(db: Database, need_id: int) -> Document:
    from desktop.market.suitability.papers import variety_places

    return variety_places(db, need_id)


def _answer(db: Database, question_id: int) -> Document:
    from desktop.market.suitability.answers import answer_sheet

    return answer_sheet(db, question_id)


def _rules(db: Database, crop_id: int) -> Document:
    from desktop.market.suitability.own_rules import rules_paper

    return rules_paper(db, crop_id)


def _crop_map(session: Session, crop_id: int) -> Map:
    from desktop.market.suitability.maps import of_crop

    return of_crop(session, crop_id)


def _need_map(session: Session, need_id: int) -> Map:
    from desktop.market.suitability.maps import of_need

    return of_need(session, need_id)


class SuitabilitySection(FiguresSection):
    """A crop's varieties at all places, as a table of classes and as a map."""

    icon = "map"
    listing = lists.CROPS
    fills = N_("One row a crop. Add crops first.")
    papers = ((N_("Varieties by place"), _matrix), (N_("Rules in force"), _rules))
    tables = READ

    def extra_tabs(self) -> Sequence[tuple[str, Any]]:
        """The map of the fittest variety at each place."""
        return ((N_("County map"), MapTab(self.context, _crop_map, READ, self.tabs)),)


class NeedsBook(Book):
    """What each variety needs, and where it finds that."""

    icon = "variety"
    listing = lists.NEEDS
    paper = (N_("Where it fits…"), _places)
    remembers = ("basis", "source")
    bulk = ("water", "ph_low", "ph_high", "basis", "source", "checked_on")

    def extra_tabs(self) -> Sequence[Tab]:
        """The places as they will be printed, and their map."""
        return ((N_("Where it fits"), partial(PaperTab, self.context, _places, READ)),
                (N_("County map"), partial(MapTab, self.context, _need_map, READ)), *super().extra_tabs())


class RulesBook(Book):
    """Rules of our own, which stand before the program's from their day on."""

    icon = "check"
    listing = lists.RULES
    remembers = ("crop_id", "source", "verified_by")
    bulk = ("valid_from", "source", "verified_by")

    def defaults(self) -> Mapping[str, Any]:
        """A rule from today on."""
        return {"valid_from": today()}


class QuestionsBook(MovingBook):
    """What growers ask, and the sheet that answers."""

    icon = "phone"
    listing = lists.QUESTIONS
    paper = (N_("Answer to the grower…"), _answer)
    remembers = ("region_id", "crop_id", "advised_by", "varieties")

    def defaults(self) -> Mapping[str, Any]:
        """A question of today."""
        return {"asked_on": today(), "state": "open"}

    def extra_tabs(self) -> Sequence[Tab]:
        """The answer as it will be printed."""
        return ((N_("Answer to the grower"), partial(PaperTab, self.context, _answer, READ)), *super().extra_tabs())
