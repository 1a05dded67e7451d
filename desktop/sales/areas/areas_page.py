"""The section of sales areas: every right, and beside it the map of who has which county and township."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.i18n import N_
from desktop.dealers.lists import SALES_AREAS
from desktop.dealers.rights_report import area_map_now, rights_map
from desktop.regions.map_tab import MapTab
from desktop.regions.maps import Map
from desktop.ui.book.figures_section import FiguresSection


def _outlined(session: Session, _territory_id: int) -> Map:
    return area_map_now(session)


def _map(db: Database, _territory_id: int) -> Document:
    return rights_map(db)


class AreasSection(FiguresSection):
    """The rights with whom they meet, the map of them all; a double click opens the dealer's right."""

    icon = "map"
    listing = SALES_AREAS
    fills = N_("One row a right to an area. Rights are given at the dealer.")
    papers = ((N_("Sales area map"), _map),)
    tables = frozenset({"territory", "dealer", "region"})

    def extra_tabs(self) -> Sequence[tuple[str, Any]]:
        """The counties with their outlines, filled by how they are taken."""
        return ((N_("County map"), MapTab(self.context, _outlined, self.tables, self.tabs)),)
