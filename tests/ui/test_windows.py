"""What Windows does otherwise, tried with a stand-in of it."""

from __future__ import annotations

import io
import os
import re
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QMenu, QTableView
from reportlab.pdfgen.canvas import Canvas

from desktop import cli
from desktop.__main__ import keep_font_list, main, opened
from desktop.cli import expanded
from desktop.core.attachments import is_program
from desktop.core.paths import PACKAGE
from desktop.core.settings import Settings
from desktop.ui import messages
from desktop.ui.look import appearance, theme
from desktop.ui.preview import printing
from desktop.ui.preview.pdf_pages import PdfPages
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


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("page", "drawn"), [((420, 595), (420, 595)), ((842, 595), (842, 595)), ((842, 1191), (595, 842))])
def test_on_other_paper_a_page_keeps_its_size_and_is_smaller_only_where_it_must(
        page: tuple[int, int], drawn: tuple[int, int], tmp_path: Path) -> None:
    """A page filled to its edges, on a printer that has A4 alone: never enlarged to the sheet."""
    black = io.BytesIO()
    canvas = Canvas(black, pagesize=page)
    canvas.rect(0, 0, *page, fill=1)
    canvas.save()
    printer, source = device(OwnPaperOnly, tmp_path), PdfPages(black.getvalue())
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setResolution(72)
    printer.setFullPage(True)
    try:
        printing._draw_all(printer, source, [0], grey=False, report=lambda _done, _of: None)
    finally:
        source.close()
    sheet = pypdfium2.PdfDocument(tmp_path / "out.pdf")[0].render(scale=1, grayscale=True).to_pil()
    box = sheet.point(lambda tone: 255 * (tone < 128)).getbbox()
    assert box is not None
    found, margins = (box[2] - box[0], box[3] - box[1]), (box[0] - (sheet.width - box[2]), box[1] - (sheet.height - box[3]))
    assert found == pytest.approx(drawn, abs=2) and margins == pytest.approx((0, 0), abs=2)


def test_a_database_named_alone_is_opened_and_a_command_stays_one() -> None:
    assert opened([r"C:\\用户\\a.AgriDesk"]) == [r"--database=C:\\用户\\a.AgriDesk"]
    assert opened(["check", "--database", "a.agridesk"]) == ["check", "--database", "a.agridesk"]
    assert opened([]) == []


@pytest.mark.usefixtures("qapp")
def test_a_command_without_a_console_says_what_it_did_in_a_box(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Any] = []
    monkeypatch.setattr(messages, "inform", lambda _parent, text: shown.append(text))
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: shown.append(f"! {error}"))
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, stream, None)
    assert main(["check", "--database", "nowhere.agridesk", "--lang", "en"]) == 1
    assert main(["no-such-command", "--lang", "en"]) == 2
    assert shown[0].startswith("! There is no database at nowhere.agridesk")
    assert shown[1].startswith("! agridesk:")
    assert main(["calculate", "rebate", "--lang", "en"]) == 1
    assert "no JSON" in shown[2]
    assert (main(["--lang", "de"]), main(["--database"])) == (2, 2)
    assert "zh_CN" in shown[3] and "--database" in shown[4]


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


def test_the_size_of_the_font_is_that_of_lists_and_menus_too(qapp: QApplication, settings: Settings,
                                                             monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows has fonts of its own for them, which come back with every palette and style."""
    def windows(_theme: str, _points: int) -> None:
        font = QApplication.font()
        font.setPointSizeF(8.25)
        for kind in ("QAbstractItemView", "QMenu"):
            QApplication.setFont(font, kind)

    monkeypatch.setattr(theme, "apply", windows)
    settings.set("font_size", 13)
    before = QApplication.font()
    try:
        appearance.dress(qapp, settings, "en")
        for widget in (QTableView(), QMenu(), QComboBox()):
            widget.ensurePolished()
            assert widget.font().pointSize() == 13, type(widget).__name__
    finally:
        QApplication.setFont(before)


def test_a_dialog_begins_among_the_documents_and_then_where_the_last_file_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Path] = []

    def answer(name: Any) -> Any:
        def ask(_parent: Any, _title: str, place: str, *_kinds: str) -> Any:
            begun.append(Path(place))
            return name
        return ask

    (tmp_path / "一").mkdir()
    (tmp_path / "二").mkdir()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer((str(tmp_path / "一/a.xlsx"), "")))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer(([str(tmp_path / "一/a.xlsx")], "")))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer((str(tmp_path / "二/b.pdf"), "")))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", answer(str(tmp_path)))
    for places in ("_saved_in", "_opened_in"):
        monkeypatch.setattr(messages, places, [])
    messages.open_files(None, "", "")
    messages.save_file(None, "", "a/b: c?.pdf", "PDF (*.pdf)")
    messages.open_file(None, "", "")
    messages.choose_folder(None, "")
    assert [place.is_absolute() for place in begun] == [True] * 4
    assert not {Path.cwd(), PACKAGE.parent} & {begun[0], begun[1].parent}, "the working folder is the program's own"
    assert (begun[1].name, begun[2], begun[3]) == ("a_b_ c_.pdf", tmp_path / "一", tmp_path / "二")


class Nul(io.StringIO):
    """Windows' NUL, which calls itself a console of the code page 936 and cannot write what that lacks."""

    encoding = "gbk"  # type: ignore[assignment]
    changed: dict[str, str]

    def isatty(self) -> bool:
        return True

    def reconfigure(self, **how: str) -> None:
        self.changed = how


def test_whatever_is_not_yet_utf_8_is_made_so(monkeypatch: pytest.MonkeyPatch) -> None:
    nul = Nul()
    monkeypatch.setattr(sys, "stdout", nul)
    assert cli.main(["check", "--database", "nowhere.agridesk", "--lang", "en"]) == 1
    assert nul.changed["encoding"] == "utf-8"


def test_the_frozen_program_keeps_the_list_of_fonts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The freezer's own hook names a new folder at each start."""
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "new at each start"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    keep_font_list()
    assert Path(os.environ["MPLCONFIGDIR"]) == tmp_path / "AgriDesk" / "figures"


DOORS = {
    r"\bQFileDialog\.": {"ui/messages.py"},
    r"\bQPrinter\(": {"ui/preview/printing.py"},
    r"\bstartfile\(": set(),
    r"openUrl\(": {"ui/book/attachments_pane.py", "ui/dialogs/help.py", "ui/preview/preview.py", "ui/shell/crash.py"},
    r"Path\.cwd\(|getcwd\(|chdir\(": set(),
    r"\.as_uri\(": set(),
    r"(?<!\w)open\((?!\))[^)]*[\"'][wa]b?[\"']": {"core/files.py"},
    r"\.setFont\([^)]*, [\"']Q": set(),
}
"""What is done otherwise on Windows → the files of the program that know how."""


@pytest.mark.parametrize("pattern", DOORS)
def test_no_page_goes_round_what_knows_windows(pattern: str) -> None:
    doing = {path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py")
             if re.search(pattern, path.read_text(encoding="utf-8"))}
    assert doing <= DOORS[pattern]
