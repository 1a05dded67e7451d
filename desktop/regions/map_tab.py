"""A sub-tab with the map of what the record says by region; a double click on a region opens it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlmodel import Session

from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.regions.maps import Map, missing_said, no_outlines
from desktop.ui.book.seen_tab import SeenTab
from desktop.ui.context import Context
from desktop.ui.county_map import CountyMap, MapArea

Maker = Callable[[Session, int], Map]


class MapTab(SeenTab):
    """Shows `maker(session, key of the record)`, made beside the window, anew when one of `tables` has changed."""

    def __init__(self, context: Context, maker: Maker, tables: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.maker, self.watched = maker, tables  # type: ignore[misc]  # each tab watches tables of its own
        self.map = CountyMap(self)
        self.map.setObjectName("county_map")
        self.map.opened.connect(lambda key: context.open("region", key))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.map)
        context.language_changed.connect(self.read_again)

    def read(self, record_id: int) -> None:
        """Make the map beside the window."""
        maker, db = self.maker, self.context.db
        self.context.tasks.read(lambda: (record_id, *_made(maker, db, record_id)), self._show)

    def _show(self, found: tuple[int, Map | None, str]) -> None:
        number, made, text = found
        if number == self.record_id:
            areas = [MapArea(one.region_id, one.rings, one.face, one.hatch, one.name, one.words)
                     for one in (made.shown if made else ())]
            self.map.show_map(areas, made.legend if made and areas else (), text)


def _made(maker: Maker, db: Database, record_id: int) -> tuple[Map | None, str]:
    """The map, and what it lacks; why it cannot be made, in its place."""
    try:
        with db.reading() as session:
            made = maker(session, record_id)
    except UserError as error:
        return None, str(error)
    if not made.shown:
        return made, no_outlines() if made.wanted else _("There is nothing to be shown on a map yet.")
    return made, missing_said(made) if made.missing else ""
