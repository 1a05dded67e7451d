"""A figure of a sheet opens the rows it is made of from the sheet itself, handed in or not."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.reports.kpi import actions
from desktop.reports.kpi.model import KpiLine, KpiSheet
from desktop.sales.money.model import Payment
from desktop.ui.shell.window import Window
from tests.ui.conftest import settle


def test_what_was_reached_opens_its_rows_from_the_sheet(window: Window, qtbot: QtBot) -> None:
    assert window.context
    with window.context.db.operation("test") as session:
        dealer = store(session, Dealer, {"name": "甲农资"})
        for day in (date(2026, 4, 2), date(2026, 4, 20), date(2026, 5, 1)):
            store(session, Payment, {"dealer_id": dealer.id, "received_on": day, "amount": 100_00})
        made = store(session, KpiSheet, {"name": "四月", "kind": "month", "starts_on": date(2026, 4, 1)})
        store(session, KpiLine, {"sheet_id": made.id, "measure": "collected", "target": 1000, "weight": 10})
    actions.take(window.context.db, made.id)
    page: Any = window.show_feature("reports")
    settle(qtbot, window.context)
    window.context.open("kpisheet", made.id)
    settle(qtbot, window.context)
    button = next(b for b in page.section.findChildren(QAbstractButton)
                  if b.isVisible() and b.toolTip() == "Show the rows behind the figure")
    grid: Any = button.parent()
    grid.grid.view.setCurrentIndex(grid.grid.cells.index(0, 0))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    shown: Any = window.page
    shown = shown.section
    assert shown.listing.model is Payment and shown.list.table.rows.rowCount() == 2, "the payments of April, not of May"
