"""The section of accounts: all dealers as of a day, and beside them the statement of the one that is chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QMenu, QSplitter, QTabWidget, QToolButton, QVBoxLayout, QWidget

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.core.fields import today
from desktop.core.i18n import N_, _, language, using
from desktop.core.listing import Column
from desktop.core.records import Record
from desktop.dealers.model import Dealer
from desktop.sales.money import as_of, lists
from desktop.ui.book.owned_list import OwnedList
from desktop.ui.book.paper_tab import PaperTab
from desktop.ui.book.rows_behind import show_rows
from desktop.ui.context import Context
from desktop.ui.lists.pane import ListPane
from desktop.ui.lists.section import ListSection
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


class AccountsSection(ListSection):
    """What each dealer owes on the evening of the day chosen above, and the account behind it."""

    name, title, icon = lists.ACCOUNTS.name, lists.ACCOUNTS.title, "chart"
    listing = lists.ACCOUNTS
    tables = READ

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.dealer: Record | None = None
        self.list = ListPane(context, self.listing, self)
        self.day = QDateEdit(QDate(*as_of.day().timetuple()[:3]), self)
        self.day.setCalendarPopup(True)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setObjectName("as_of")
        self.said = QLabel(self)
        self.today_button = QToolButton(self)
        self.papers = QToolButton(self)
        self.papers.setIcon(icon("print"))
        self.papers.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        menu = QMenu(self.papers)
        hang(self.papers, menu)
        self.offered = [menu.addAction("", partial(self.preview, maker)) for _title, maker, _one in PAPERS]
        self.tabs = QTabWidget(self)
        self.paper = PaperTab(context, _statement, READ, self.tabs)
        self.calls = OwnedList(context, lists.CALLS, "dealer_id", _("Nobody has asked for payment yet."), self.tabs)
        self.paid = OwnedList(context, lists.PAYMENTS, "dealer_id", _("Nothing was paid yet."), self.tabs)
        for widget in (self.paper, self.paid, self.calls):
            self.tabs.addTab(widget, "")
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(SPACING, SPACING, SPACING, 0)
        for widget in (self.said, self.day, self.today_button):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.papers)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.list)
        splitter.addWidget(self.tabs)
        splitter.setChildrenCollapsible(False)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.day.dateChanged.connect(self._on_day)
        self.today_button.clicked.connect(lambda: self.day.setDate(QDate(*today().timetuple()[:3])))
        self.list.table.picked.connect(self._on_picked)
        self.list.table.rows.loaded.connect(self._show_first)
        self.list.table.entered.connect(self._open_dealer)
        self.list.table.behind_wanted.connect(self._on_behind)
        self.list.table.opens_rows = True
        self.context.language_changed.connect(self.retranslate)

    def retranslate(self) -> None:
        """Show words in the language in force."""
        self.said.setText(_("On the evening of"))
        self.today_button.setText(_("Back to today"))
        self.papers.setText(_("Papers"))
        for action, (title, _maker, _one) in zip(self.offered, PAPERS, strict=True):
            action.setText(_(title))
        for place, title in enumerate((_("Statement"), _("Payments"), _("Dunning calls"))):
            self.tabs.setTabText(place, title)

    # -- what is shown --------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the accounts again."""
        self.list.reload()

    def _on_day(self, chosen: QDate) -> None:
        as_of.choose(date(chosen.year(), chosen.month(), chosen.day()))
        self.list.reload()
        self.paper.read_again()

    def _on_picked(self, dealer_id: int | None) -> None:
        if dealer_id is not None and (self.dealer is None or self.dealer.id != dealer_id):
            self.show_dealer(verbs.get(self.context.db, Dealer, dealer_id))

    def _show_first(self) -> None:
        if self.dealer is None and self.list.table.rows.ids:
            self.list.table.selectRow(0)

    def show_dealer(self, dealer: Record | None) -> None:
        """Show the account of a dealer."""
        self.dealer = dealer
        for tab in (self.paper, self.paid, self.calls):
            tab.show_record(dealer)
        for action, (_title, _maker, one) in zip(self.offered, PAPERS, strict=True):
            action.setEnabled(not one or dealer is not None)
        self.commands_changed.emit()

    def _on_behind(self, column: Column) -> None:
        """The statement beside the list says what an amount is made of; a double click shows the papers themselves."""
        if self.dealer is not None and column.behind is not None:
            show_rows(self.context, column.behind(self.dealer), f"{self.dealer.label()} · {_(column.title)}")

    def _open_dealer(self) -> None:
        if self.dealer is not None:
            self.context.open("dealer", self.dealer.id)

    # -- commands -------------------------------------------------------------------------------------------------

    @classmethod
    def listings(cls) -> frozenset[str]:
        """Its one list."""
        return frozenset({cls.listing.name})

    def show_preset(self, _listing: str, preset: str) -> None:
        """Show the accounts filtered by a preset."""
        self.list.filters.show_preset(preset)

    def can(self, command: str) -> bool:
        """What a list that only shows can do."""
        if command in ("export", "print_list", "print_"):
            return bool(self.list.table.rows.ids)
        return command in ("find", "refresh")

    def find(self) -> None:  # type: ignore[override]
        """Put the cursor where one searches."""
        self.list.filters.go_to_search()

    def print_(self) -> None:
        """Preview the statement of the dealer chosen."""
        self.preview(_statement)

    def preview(self, maker: Maker, *_checked: Any) -> None:
        """Preview a paper of the dealer chosen, or of all."""
        from desktop.ui.preview.preview import Preview

        number, db, code = (self.dealer.id if self.dealer else 0), self.context.db, language()
        title = self.dealer.label() if self.dealer else _(self.title)

        def make() -> Document:
            with using(code):
                return maker(db, number)

        Preview(self.context, title, make, kind=f"accounts.{maker.__name__}").show()
