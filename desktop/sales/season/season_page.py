"""The sections of the season's end: with whom it is to be settled, and the settlements."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.core.fields import today
from desktop.core.i18n import N_, _, ngettext
from desktop.sales.season import lists
from desktop.sales.season.actions import draw_up
from desktop.sales.season.papers import preview, sheet
from desktop.ui.book.book import Tab
from desktop.ui.book.figures_section import FiguresSection
from desktop.ui.book.moving import MovingBook
from desktop.ui.book.paper_tab import PaperTab
from desktop.ui.context import Context
from desktop.ui.look.icons import icon

READ = frozenset({"seasonsettlement", "shipmentline", "payment", "accountentry", "priceline", "rebateagreement",
                  "rebatesettlement", "salesorder", "orderline"})
SPACING = 6


class UnsettledSection(FiguresSection):
    """The dealers with whom the season that ended last is to be settled, with the sheet as it would be."""

    icon = "season"
    listing = lists.UNSETTLED
    fills = N_("Dealers whose season has ended and is not settled stand here. There is none now.")
    papers = ((N_("Settlement as it would be"), preview),)
    tables = READ | {"dealer", "region"}

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.one, self.all = QToolButton(self), QToolButton(self)
        self.line.setContentsMargins(SPACING, SPACING, SPACING, 0)
        for button, name, picture in ((self.one, "draw_up_one", "add"), (self.all, "draw_up_all", "check")):
            button.setObjectName(name)
            button.setIcon(icon(picture))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self.line.addWidget(button)
        self.line.addStretch(1)
        self.one.clicked.connect(lambda: self._draw(self.list.table.selected_ids()))
        self.all.clicked.connect(lambda: self._draw([]))
        self.retranslate()

    def retranslate(self) -> None:
        """Show words in the language in force."""
        super().retranslate()
        self.one.setText(_("Draw up with those selected"))
        self.all.setText(_("Draw up with all"))

    def _draw(self, dealers: Sequence[int]) -> None:
        """Make the settlements, and say of how many."""
        if not dealers and self.sender() is self.one:
            return
        context = self.context
        context.tasks.run(lambda: draw_up(context.db, today(), dealers), lambda n: context.message(
            ngettext("{n} settlement drawn up", "{n} settlements drawn up", n).format(n=n), undo=bool(n)))


class SeasonsBook(MovingBook):
    """The settlements, until both sides have signed."""

    icon = "licence"
    listing = lists.SEASONS
    paper = (N_("Settlement sheet…"), sheet)
    remembers = ("signed_for",)
    reckoned = ("difference", "closing", "entry_id")

    def extra_tabs(self) -> Sequence[Tab]:
        """The sheet, before the moves."""
        return ((N_("Settlement sheet"), partial(PaperTab, self.context, sheet, READ)), *super().extra_tabs())
