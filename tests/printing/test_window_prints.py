"""From the button in the preview to the paper of a print service of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
from PySide6.QtCore import Qt

from desktop.core.documents.imposition import BOOKLET
from desktop.ui.preview.preview import Preview
from tests.core.documents.test_imposition import numbered_pages
from tests.printing.test_virtual_printer import assert_alike, numbers
from tests.printing.virtual import Service

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.context import Context


def test_what_the_preview_shows_is_what_comes_out(printer: Service, context: Context, qtbot: QtBot) -> None:
    six = numbered_pages(6)
    preview = Preview(context, "报告", lambda: six, kind="report")
    preview.show()
    qtbot.waitUntil(lambda: preview.sheets is not None and not context.tasks.busy)
    assert preview.options.printer.currentText() == "Plain"
    preview.options.layout.setCurrentIndex(preview.options.layout.findData(BOOKLET))
    qtbot.waitUntil(lambda: preview.thumbs.count() == 4)
    qtbot.mouseClick(preview.part("print"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: preview.saved_label.text() == "Sent to Plain.")
    out = printer.printed()
    assert preview.pdf and len(pypdfium2.PdfDocument(out)) == 4
    assert [sorted(side) for side in numbers(out)] == [[1], [2], [3, 6], [4, 5]]
    assert_alike(out, preview.pdf.data, 2)
    preview.close()
    qtbot.waitUntil(lambda: not context.tasks.busy)
