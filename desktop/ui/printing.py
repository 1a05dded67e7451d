"""Printing a PDF: handed to CUPS as it is where there is `lp`, else drawn page by page at 300 dpi."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRect, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.pages import as_range

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from desktop.ui.pdf_view import PdfPages

DPI = 300
Report = Callable[[int, int], None]


def printers() -> list[str]:
    """The printers of this computer, the default one first."""
    from PySide6.QtPrintSupport import QPrinterInfo

    names, default = QPrinterInfo.availablePrinterNames(), QPrinterInfo.defaultPrinterName()
    return sorted(names, key=lambda name: (name != default, name))


def print_pages(data: bytes, pages: Sequence[int], printer: str, copies: int, report: Report) -> None:
    """Print pages (from 1) of a PDF. Raises `UserError` when the printer does not take them."""
    if sys.platform != "win32" and shutil.which("lp"):
        _hand_over(data, pages, printer, copies)
    else:
        draw(data, pages, report, printer=printer, copies=copies)


def _hand_over(data: bytes, pages: Sequence[int], printer: str, copies: int) -> None:
    """Give the PDF itself to the print system: vector, real fonts, kilobytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "agridesk.pdf")
        path.write_bytes(data)
        command = ["lp", "-d", printer, "-n", str(copies), "-o", "fit-to-page", "-P", as_range(list(pages)), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode:
        raise UserError(
            _("The printer {printer} did not take the document: {reason}").format(
                printer=printer, reason=done.stderr.strip() or done.returncode
            )
        )


def draw(
    data: bytes, pages: Sequence[int], report: Report, *, printer: str = "", copies: int = 1, output: Path | None = None
) -> None:
    """Draw pages (from 1) one by one, since Qt prints every page it is given whatever range is set.

    `output` prints into a PDF file instead of a printer.
    """
    from desktop.ui.pdf_view import PdfPages

    source = PdfPages(data)
    try:
        device = _device(printer, output)
        rounds = 1 if device.supportsMultipleCopies() and output is None else copies
        if rounds == 1:
            device.setCopyCount(copies)
        _draw_all(device, source, [n - 1 for n in pages] * rounds, report)
    finally:
        source.close()


def _device(printer: str, output: Path | None) -> QPrinter:
    from PySide6.QtPrintSupport import QPrinter

    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    if output:
        device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        device.setOutputFileName(str(output))
    else:
        device.setPrinterName(printer)
    device.setResolution(DPI)
    device.setFullPage(True)
    return device


def _draw_all(device: QPrinter, source: PdfPages, numbers: Sequence[int], report: Report) -> None:
    painter = QPainter()
    for done, number in enumerate(numbers):
        device.setPageLayout(_layout(*source.sizes[number]))
        if done == 0 and not painter.begin(device):
            raise UserError(_("The printer does not answer. Check that it is switched on and connected."))
        if done and not device.newPage():
            painter.end()
            raise UserError(_("The printer stopped before page {page}.").format(page=number + 1))
        _draw_page(painter, device, source, number)
        report(done + 1, len(numbers))
    painter.end()


def _layout(width: float, height: float) -> QPageLayout:
    """A sheet of that size in points, without margins: the document has its own."""
    landscape = width > height
    size = QPageSize(
        QSizeF(min(width, height), max(width, height)), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    turn = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    return QPageLayout(size, turn, QMarginsF(0, 0, 0, 0))


def _draw_page(painter: QPainter, device: QPrinter, source: PdfPages, number: int) -> None:
    sheet = device.pageLayout().fullRectPixels(DPI)
    image = source.render(number, DPI / 72)
    size = image.size().scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRect(sheet.topLeft(), size), image)
