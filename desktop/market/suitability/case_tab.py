"""A sub-tab of a farmer's case: which of our varieties fit where the farmer is, the sheet that a grower's question gets."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from desktop.core.database import Database
from desktop.core.documents.model import Document
from desktop.market.places.places_page import READ
from desktop.ui.book.paper_tab import PaperTab
from desktop.ui.context import Context


def case_paper(db: Database, case_id: int) -> Document:
    """The sheet about the crop and the place of a case; its builder is loaded when one is made."""
    from desktop.market.suitability.answers import case_sheet

    return case_sheet(db, case_id)


class CaseTab(PaperTab):
    """What fits at the place of the case shown."""

    paper: ClassVar = staticmethod(case_paper)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, case_paper, READ | {"farmercase"}, parent)
