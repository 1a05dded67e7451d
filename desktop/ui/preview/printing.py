"""Printing the sheets that were made: to CUPS as they are, elsewhere drawn band by band through Qt.

Windows has no way of its own to print a PDF, so the pages are drawn as pictures at the printer's resolution. A page at
600 dpi would take 140 MB; it is drawn in bands of a few megabytes.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QPoint, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from desktop.core import printing
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.printing import LONG_EDGE, ONE_SIDE, SHORT_EDGE, Sheets, Wishes

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop.ui.preview.pdf_pages import PdfPages

FINEST = 600
BAND = 512
Report = Callable[[int, int], None]


def printers() -> list[str]:
    """The printers of this computer, the default one first. Asks the system: call it on the worker."""
    if printing.has_cups():
        return printing.cups_printers()
    from PySide6.QtPrintSupport import QPrinterInfo

    names, default = QPrinterInfo.availablePrinterNames(), QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: (name != default, name.lower()))


def state(printer: str) -> str:
    """What keeps a printer from printing at once, as a sentence; "" if nothing is known to."""
    if printing.has_cups():
        return printing.cups_state(printer)
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    info = QPrinterInfo.printerInfo(printer)
    if info.isNull():
        return printing.refusal(printer, "does not exist")
    if info.state() in (QPrinter.PrinterState.Aborted, QPrinter.PrinterState.Error):
        return _("{printer} does not answer. Check that it is switched on and connected; the document waits for it.").format(
            printer=printer
        )
    return ""


def print_sheets(made: Sheets, wishes: Wishes, title: str, report: Report) -> str:
    """Print; gives what keeps the printer from printing at once ("" if nothing). Raises `UserError` if it refuses."""
    if printing.has_cups():
        printing.hand_over(made, wishes, title)
    else:
        draw(made.pdf, wishes, report, title=title)
    return state(wishes.printer)


def draw(data: bytes, wishes: Wishes, report: Report, *, title: str = "", output: Path | None = None) -> None:
    """Draw every page of a PDF on the printer. `output` prints into a PDF file instead of a printer."""
    from desktop.ui.preview.pdf_pages import PdfPages

    source = PdfPages(data)
    try:
        device = _device(wishes, title, output)
        numbers = list(range(len(source)))
        if device.copyCount() < wishes.copies:  # a printer that makes no copies itself
            numbers = numbers * wishes.copies if wishes.collate else [n for n in numbers for _i in range(wishes.copies)]
        _draw_all(device, source, numbers, wishes.grey, report)
    finally:
        source.close()


def _device(wishes: Wishes, title: str, output: Path | None) -> QPrinter:
    from PySide6.QtPrintSupport import QPrinter

    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    if output:
        device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        device.setOutputFileName(str(output))
        device.setResolution(300)
    else:
        device.setPrinterName(wishes.printer)
        device.setResolution(min(device.resolution(), FINEST))
        if device.supportsMultipleCopies():
            device.setCopyCount(wishes.copies)
            device.setCollateCopies(wishes.collate)
    kinds = {
        ONE_SIDE: QPrinter.DuplexMode.DuplexNone,
        LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
        SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
    }
    device.setDuplex(kinds[printing.duplex_for(wishes.layout, wishes.sides)])
    device.setColorMode(QPrinter.ColorMode.GrayScale if wishes.grey else QPrinter.ColorMode.Color)
    device.setDocName(title)
    device.setCreator("AgriDesk")
    device.setFullPage(True)
    return device


def _draw_all(device: QPrinter, source: PdfPages, numbers: list[int], grey: bool, report: Report) -> None:
    painter = QPainter()
    try:
        for done, number in enumerate(numbers):
            lay(device, *source.sizes[number])
            if done == 0 and not painter.begin(device):
                raise UserError(_("The printer does not answer. Check that it is switched on and connected."))
            if done and not device.newPage():
                raise UserError(_("The printer stopped before page {page}.").format(page=number + 1))
            _draw_page(painter, device, source, number, grey)
            report(done + 1, len(numbers))
    finally:
        if painter.isActive():
            painter.end()


def lay(device: QPrinter, width: float, height: float) -> None:
    """Ask the printer for a sheet of that size in points; where it has none such, for its own, turned as the page is."""
    layout = _layout(width, height)
    if not device.setPageLayout(layout):
        device.setPageOrientation(layout.orientation())


def _layout(width: float, height: float) -> QPageLayout:
    """A whole sheet of that size in points: the document has margins of its own.

    A layout that keeps to the printer's margins is refused by every Windows printer that has some.
    """
    size = QPageSize(
        QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    turn = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, turn, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _draw_page(painter: QPainter, device: QPrinter, source: PdfPages, number: int, grey: bool) -> None:
    """The page at its own size in the middle of its sheet, band by band; smaller where the printer's paper is smaller."""
    width, height = source.sizes[number]
    sheet = device.pageLayout().fullRectPixels(device.resolution())
    scale = min(device.resolution() / 72, sheet.width() / width, sheet.height() / height)
    size = ceil(width * scale), ceil(height * scale)
    left, top = (sheet.width() - size[0]) // 2, (sheet.height() - size[1]) // 2
    for start in range(0, size[1], BAND):
        end = min(start + BAND, size[1])
        painter.drawImage(QPoint(left, top + start), source.render(number, scale, grey, (start, end)))
