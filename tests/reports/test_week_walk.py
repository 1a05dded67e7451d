"""A busy manager's week report, walked with real clicks: begun from the records, read over, one text let go, handed in."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot
from sqlmodel import col

from desktop.core.fields import today
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Promise
from desktop.reports.periodic.model import PeriodReport, ReportText
from desktop.ui.book.state_dialog import StateDialog
from desktop.ui.shell.window import Window
from tests.reports.conftest import visit
from tests.ui.conftest import settle

VISITS = 25
MOST_CLICKS, MOST_SECONDS = 12, 60
"""Five minutes leave some twenty seconds for each of so many clicks; the program itself takes less than a minute of them."""


@pytest.mark.slow
def test_a_busy_weeks_report_is_ready_to_hand_in_after_few_clicks(window: Window, qtbot: QtBot) -> None:
    assert window.context
    with window.context.db.operation("test") as session:
        for number in range(VISITS):
            dealer = store(session, Dealer, {"name": f"农资{number}", "state": "active"})
            visit(session, dealer.id, today(), findings=f"库存{number}袋", result="谈定补货", next_step="催回款",
                  next_on=today() + timedelta(days=7))
            store(session, Promise, {"dealer_id": dealer.id, "what": f"送展架{number}", "made_on": today(), "side": "us",
                                     "due_on": today() + timedelta(days=5)})
        before = store(session, PeriodReport, {"kind": "week", "starts_on": today() - timedelta(days=7)})
    window.resize(1366, 768)
    page: Any = window.show_feature("reports")
    settle(qtbot, window.context)
    book, clicks, began = page.section, 0, time.monotonic()

    def click(words: str) -> None:
        nonlocal clicks
        button = next(b for b in book.findChildren(QAbstractButton) if b.isVisible() and b.text().startswith(words))
        menu = button.menu() if hasattr(button, "menu") else None
        if menu is not None:
            clicks += 2  # the button, then the entry
            next(a for a in menu.actions() if a.text() == "Week report").trigger()
        else:
            clicks += 1
            qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        settle(qtbot, window.context)

    book.open_record("periodreport", before.id)  # a click in the list
    settle(qtbot, window.context)
    clicks += 1
    click("Write one")
    report: Any = book.record
    assert isinstance(report, PeriodReport) and report.kind == "week"
    with window.context.db.reading() as session:
        texts = session.exec(living(ReportText).where(col(ReportText.report_id) == report.id)).all()
    assert len(texts) == 2 * VISITS and all(text.chosen for text in texts), "nothing is to be typed again"
    book.fields.propose({"support": "请安排观摩会物料"})
    clicks += 1
    book.save()
    settle(qtbot, window.context)
    clicks += 1
    click("Change the state")
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, StateDialog) and w.isVisible())
    box: Any = dialog.part("state")
    box.setCurrentIndex(box.findData("handed"))
    clicks += 1
    assert dialog.wish().state == "handed"
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    clicks += 1
    qtbot.waitUntil(lambda: book.record is not None and book.record.state == "handed")
    assert clicks <= MOST_CLICKS and time.monotonic() - began < MOST_SECONDS
