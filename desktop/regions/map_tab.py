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
from desktop.core.outlines import ENDINGS, bring, nameless
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
            self.context.tasks.run(lambda: _brought(chosen), self._tell)

    def _tell(self, found: tuple[int, Sequence[Path]]) -> None:
        number, bare = found
        said = ngettext("{n} map is there now", "{n} maps are there now", number).format(n=number)
        if bare:
            told = _("{files}: no outline says whose it is, so no region is found by it. A shapefile needs its .dbf beside it.")
            messages.inform(self.window(), told.format(files=_(", ").join(path.name for path in bare)))
        self.context.message(said)
        self.read_again()


def _brought(chosen: Sequence[Path]) -> tuple[int, list[Path]]:
    """Bring maps: how many there are now, and which of them say of no outline whose it is."""
    there = bring(chosen)
    return len(there), nameless([path for path in there if path.name in {one.name for one in chosen}])


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
