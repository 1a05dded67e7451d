"""The proof in the window: the faces at their true size, the artwork on file, then the check list as it will be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from desktop.labels.reports import proof_sheet
from desktop.ui.book.paper_tab import PaperTab, said

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.context import Context

SHOWN = frozenset({"labelversion", "labelitem", "labelcheck", "labelremark", "attachment"})


class ProofTab(PaperTab):
    """Shows the version given to `show_record`; made anew after every change of it."""

    whole_height = True
    paper: ClassVar = staticmethod(proof_sheet)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, proof_sheet, SHOWN, parent)

    def read(self, record_id: int) -> None:
        """Draw the faces, the artwork and the sheet beside the window; what draws is loaded when a proof is first shown."""
        from desktop.labels.proof_pictures import artwork_html, faces_html

        db, dpi = self.context.db, float(self.logicalDpiX())
        self.context.tasks.read(
            lambda: (record_id, "".join((faces_html(db, record_id, dpi), artwork_html(db, record_id),
                                         said(proof_sheet, db, record_id)))), self._show)
