"""The tab of reports, with real clicks: begin, copy, hand in."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot
from sqlmodel import select

from desktop.core.fields import today
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.reports.periodic.model import PeriodReport
from desktop.reports.periodic.periodic_page import LayoutsBook, ReportsBook
from desktop.ui.book.state_dialog import StateDialog
from desktop.ui.shell.window import Window
from tests.reports.conftest import visit
from tests.ui.conftest import settle


def test_a_report_of_this_week_is_begun_filled_and_copied(window: Window, qtbot: QtBot) -> None:
    assert window.context
    with window.context.db.operation("test") as session:
        dealer = store(session, Dealer, {"name": "甲农资", "state": "active"})
        visit(session, dealer.id, today())
    page = window.show_feature("reports")
    settle(qtbot, window.context)
    book = page.section
    assert isinstance(book, ReportsBook)
    book.begin("week")
    settle(qtbot, window.context)
    assert isinstance(book.record, PeriodReport) and book.record.starts_on <= today()
    window.resize(1366, 730)
    QApplication.processEvents()
    assert book.pane.title.elided() == book.pane.name(), "the buttons give way to the title"
    QApplication.clipboard().clear()
    book.copy_report()
    qtbot.waitUntil(lambda: "谈定补货" in QApplication.clipboard().text())
    book.copy_message(lambda db, day: f"{db.path.name} {day}")
    qtbot.waitUntil(lambda: str(date.today()) in QApplication.clipboard().text())
    book.fill()
    settle(qtbot, window.context)
    with window.context.db.reading() as session:
        assert len(session.exec(select(PeriodReport)).all()) == 1


def test_a_report_that_was_handed_in_takes_no_typing_from_then_on(window: Window, qtbot: QtBot) -> None:
    page = window.show_feature("reports")
    settle(qtbot, window.context)
    book = page.section
    assert window.context and isinstance(book, ReportsBook)
    book.begin("week")
    settle(qtbot, window.context)
    assert isinstance(book.record, PeriodReport)
    summary, base = book.fields.widget("summary"), lambda widget: widget.grab().toImage().pixelColor(
        widget.width() - 6, widget.height() - 6)
    qtbot.keyClicks(summary, "calm")
    book.save()
    settle(qtbot, window.context)
    white = base(summary)
    book.change_state()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, StateDialog) and w.isVisible())
    states = dialog.findChild(QComboBox, "state")
    states.setCurrentIndex(states.findData("handed"))
    qtbot.mouseClick(dialog.findChild(QPushButton, "ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert book.record.state == "handed"
    qtbot.keyClicks(summary, "x")
    assert summary.toPlainText() == "calm" and not book.fields.dirty
    assert not book.fields.widget("kind").isEnabled() and base(summary) != white
    assert not book.fields.widget("remarks").isReadOnly(), "remarks stay free"


def test_a_template_gets_the_usual_sections(window: Window, qtbot: QtBot) -> None:
    page = window.show_feature("reports")
    page.show_section("report_layouts")
    assert window.context and isinstance(page.section, LayoutsBook)
    book = page.section
    settle(qtbot, window.context)
    book.new_record()
    book.fields.propose({"name": "周报模板", "kind": "week"})
    book.save()
    settle(qtbot, window.context)
    book.write_usual()
    settle(qtbot, window.context)
    assert window.context
    with window.context.db.reading() as session:
        assert session.connection().exec_driver_sql("SELECT count(*) FROM layoutsection").scalar() == 16
