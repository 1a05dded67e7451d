"""The section of accounts: all dealers as of a day, and beside them the statement of the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QLabel, QMenu, QToolButton, QWidget

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.fields import today
from desktop.core.i18n import N_, _
from desktop.core.records import Record
from desktop.sales.money import as_of, lists
from desktop.ui.book.figures_section import FiguresSection
from desktop.ui.book.owned_list import OwnedList
from desktop.ui.context import Context
from desktop.ui.look.icons import icon
from desktop.ui.look.menus import hang

READ = frozenset({"shipment", "shipmentline", "instalment", "payment", "paymentallotment", "accountentry", "dealer", "region"})
SPACING = 6


def _statement(db: Database, dealer_id: int) -> Document:
    """The statement as of the day chosen; its builder is loaded when one is made."""
    from desktop.sales.money.statement import statement

    return statement(db, dealer_id)


def _reconciliation(db: Database, dealer_id: int) -> Document:
    from desktop.sales.money.letters import reconciliation

    return reconciliation(db, dealer_id)


def _dunning(db: Database, dealer_id: int) -> Document:
    from desktop.sales.money.letters import dunning_letter

    return dunning_letter(db, dealer_id)


def _ageing(db: Database, _dealer_id: int) -> Document:
    from desktop.sales.money.sheets import ageing_sheet

    return ageing_sheet(db)


def _collections(db: Database, _dealer_id: int) -> Document:
    from desktop.sales.money.sheets import collection_sheet

    return collection_sheet(db)


Maker = Callable[[Database, int], Document]
PAPERS: tuple[tuple[str, Maker, bool], ...] = (
    (N_("Statement…"), _statement, True), (N_("Reconciliation…"), _reconciliation, True),
    (N_("Reminder letter…"), _dunning, True), (N_("Ageing sheet…"), _ageing, False), (N_("Collections…"), _collections, False))
"""What the menu above the statement prints, with whether it is of the dealer chosen."""


class AccountsSection(FiguresSection):
    """What each dealer owes on the evening of the day chosen above, and the account behind it."""

    icon = "chart"
    listing = lists.ACCOUNTS
    fills = N_("One row a dealer, from shipments, payments and entries. Add dealers first.")
    papers = ((N_("Statement"), _statement),)
    tables = READ

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.day = QDateEdit(QDate(*as_of.day().timetuple()[:3]), self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setObjectName("as_of")
        self.said = QLabel(self)
        self.today_button = QToolButton(self)
        self.papers_button = QToolButton(self)
        self.papers_button.setIcon(icon("print"))
        self.papers_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        menu = QMenu(self.papers_button)
        hang(self.papers_button, menu)
        self.offered = [menu.addAction("", partial(self.preview, maker)) for _title, maker, _one in PAPERS]
        self.line.setContentsMargins(SPACING, SPACING, SPACING, 0)
        for widget in (self.said, self.day, self.today_button):
            self.line.addWidget(widget)
        self.line.addStretch(1)
        self.line.addWidget(self.papers_button)
        self.day.dateChanged.connect(self._on_day)
        self.today_button.clicked.connect(lambda: self.day.setDate(QDate(*today().timetuple()[:3])))
        self.retranslate()

    def extra_tabs(self) -> Sequence[tuple[str, QWidget]]:
        """What was paid, and what was said about debts."""
        self.paid = OwnedList(self.context, lists.PAYMENTS, "dealer_id", _("Nothing was paid yet."), self.tabs)
        self.calls = OwnedList(self.context, lists.CALLS, "dealer_id", _("Nobody has asked for payment yet."), self.tabs)
        return ((N_("Payments"), self.paid), (N_("Dunning calls"), self.calls))

    def retranslate(self) -> None:
        """Show words in the language in force."""
        super().retranslate()
        self.said.setText(_("On the evening of"))
        self.today_button.setText(_("Back to today"))
        self.papers_button.setText(_("Papers"))
        for action, (title, _maker, _one) in zip(self.offered, PAPERS, strict=True):
            action.setText(_(title))

    def _on_day(self, chosen: QDate) -> None:
        as_of.choose(date(chosen.year(), chosen.month(), chosen.day()))
        self.list.reload()
        for sheet in self.sheets:
            sheet.read_again()

    def show_figures(self, record: Record | None) -> None:
        """Show the account of a dealer."""
        super().show_figures(record)
        for action, (_title, _maker, one) in zip(self.offered, PAPERS, strict=True):
            action.setEnabled(not one or record is not None)
