"""A sub-tab with the map of what the record says by region; a double click on a region opens it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from sqlmodel import Session

from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.i18n import _, ngettext
from desktop.core.outlines import ENDINGS, bring
from desktop.regions.maps import Map, missing_said, no_outlines
from desktop.ui import messages
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
        self.bring = QPushButton(self)
        self.bring.setObjectName("bring_outlines")
        self.bring.clicked.connect(self._bring)
        self.bring.hide()
        column.addWidget(self.bring, 0, Qt.AlignmentFlag.AlignHCenter)
        context.language_changed.connect(self.read_again)

    def read(self, record_id: int) -> None:
        """Make the map beside the window."""
        maker, db = self.maker, self.context.db
        self.context.tasks.read(lambda: (record_id, *_made(maker, db, record_id)), self._show)

    def _show(self, found: tuple[int, Map | None, str]) -> None:
        number, made, text = found
        if number == self.record_id:
            self.bring.setText(_("Bring map files…"))
            self.bring.setVisible(made is not None and bool(made.missing or (made.wanted and not made.shown)))
            areas = [MapArea(one.region_id, one.rings, one.face, one.hatch, one.name, one.words)
                     for one in (made.shown if made else ())]
            self.map.show_map(areas, made.legend if made and areas else (), text)


    def _bring(self) -> None:
        """Ask for maps with outlines, and put them where they are looked for."""
        chosen = messages.open_files(self.window(), _("Maps with outlines of regions"), _("Maps") + f" (*{' *'.join(ENDINGS)})")
        if chosen:
            self.context.tasks.run(lambda: bring(chosen), self._brought)

    def _brought(self, files: Sequence[Path]) -> None:
        self.context.message(ngettext("{n} map is there now", "{n} maps are there now", len(files)).format(n=len(files)))
        self.read_again()


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
