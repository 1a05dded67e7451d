"""A sub-tab of a dealer: its account as the statement prints it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.sales.money.accounts_page import READ
from desktop.ui.book.paper_tab import PaperTab
from desktop.ui.context import Context


def account_paper(db: Database, dealer_id: int) -> Document:
    """The statement of a dealer; its builder is loaded when one is made."""
    from desktop.sales.money.statement import statement

    return statement(db, dealer_id)


class DealerTab(PaperTab):
    """The account of the dealer shown."""

    paper: ClassVar = staticmethod(account_paper)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, account_paper, READ, parent)
