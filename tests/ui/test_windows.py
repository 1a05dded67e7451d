"""What Windows does otherwise, tried with a stand-in of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QComboBox

from desktop.__main__ import main, opened
from desktop.cli import expanded
from desktop.core.attachments import is_program
from desktop.ui import messages
from desktop.ui.look import theme
from desktop.ui.preview import printing
from desktop.ui.shell import no_console


class OnlyWholeSheets(QPrinter):
    """A printer with margins: it refuses every layout that keeps to them with less, as Windows' do."""

    def setPageLayout(self, layout: QPageLayout) -> bool:
        if layout.mode() != QPageLayout.Mode.FullPageMode:
            return False
        return bool(super().setPageLayout(layout))


class OwnPaperOnly(QPrinter):
    """A printer that knows A4 alone."""

    def setPageLayout(self, _layout: QPageLayout) -> bool:
        return False


def device(kind: type[QPrinter], path: Path) -> QPrinter:
    made = kind(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path / "out.pdf"))
    return made


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("width", "height"), [(595, 842), (842, 595), (420, 595)])
def test_a_printer_with_margins_takes_the_paper_and_the_turn_of_the_page(width: float, height: float, tmp_path: Path) -> None:
    printer = device(OnlyWholeSheets, tmp_path)
    printing.lay(printer, width, height)
    sheet = printer.pageLayout()
    assert (sheet.fullRectPoints().width(), sheet.fullRectPoints().height()) == (width, height)
    assert sheet.margins() == QMarginsF(0, 0, 0, 0)


@pytest.mark.usefixtures("qapp")
def test_a_printer_without_that_paper_turns_its_own(tmp_path: Path) -> None:
    printer = device(OwnPaperOnly, tmp_path)
    printing.lay(printer, 595, 420)
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape


def test_a_database_named_alone_is_opened_and_a_command_stays_one() -> None:
    assert opened([r"C:\\用户\\a.AgriDesk"]) == [r"--database=C:\\用户\\a.AgriDesk"]
    assert opened(["check", "--database", "a.agridesk"]) == ["check", "--database", "a.agridesk"]
    assert opened([]) == []


@pytest.mark.usefixtures("qapp")
def test_a_command_without_a_console_says_what_it_did_in_a_box(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(messages, "inform", lambda _parent, text: shown.append(text))
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: shown.append(f"! {error}"))
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["check", "--database", "nowhere.agridesk", "--lang", "en"]) == 1
    assert main(["no-such-command", "--lang", "en"]) == 2
    assert shown[0].startswith("! There is no database at nowhere.agridesk")
    assert shown[1].startswith("! agridesk:")


def test_of_a_long_answer_the_end_is_shown() -> None:
    status, said = no_console.captured(["analyse", "--help"])
    assert (status, len(said.splitlines()) <= no_console.LINES) == (0, True)


def test_patterns_that_windows_leaves_alone_are_the_files_they_fit(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv", "c.txt"):
        (tmp_path / name).touch()
    assert expanded(["import", str(tmp_path / "*.csv"), "--map=*", str(tmp_path / "*.nil")]) == [
        "import", str(tmp_path / "a.csv"), str(tmp_path / "b.csv"), "--map=*", str(tmp_path / "*.nil")]


@pytest.mark.parametrize("name", ["setup.exe", "a.BAT", "report.pdf.lnk", "x.js", "x.ps1", "trick.exe. ", "m.jse"])
def test_what_would_be_run_is_told_from_what_is_shown(name: str) -> None:
    assert is_program(name)
    assert not is_program(name + ".pdf")


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("folder", ["买买提·艾力", "R&D", "100% #1", "O'Neil (é)"])
def test_the_look_stands_in_folders_of_any_name(folder: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A style sheet that Qt cannot read is told as a warning, which fails the test."""
    text = theme.resource("style.qss").read_text(encoding="utf-8")
    (tmp_path / folder / "icons").mkdir(parents=True)
    (tmp_path / folder / "style.qss").write_text(text, encoding="utf-8")
    monkeypatch.setattr(theme, "resource", lambda *parts: tmp_path.joinpath(folder, *parts))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.styleSheet()
    try:
        app.setStyleSheet(theme.style_sheet(10))
        QComboBox().ensurePolished()  # only now is it read
    finally:
        app.setStyleSheet(before)
