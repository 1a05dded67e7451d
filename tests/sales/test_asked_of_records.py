"""What a record asks for once it is stored, with the button that answers it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from sqlmodel import Session

from desktop.core import verbs
from desktop.core.records import living
from desktop.reports.periodic.paper import document, unwritten
from desktop.sales.money.model import PaymentAllotment
from desktop.training.model import TrainingEvent
from tests.sales.ledgers import Book as Ledger
from tests.sales.test_said_plainly import book
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.context import Context

__all__ = ["book"]
DAY = date(2026, 3, 1)


def test_a_payment_of_a_dealer_who_owes_asks_to_be_allotted_until_it_is(
        qtbot: QtBot, book: Ledger, context: Context) -> None:
    from desktop.sales.money.payments_page import PaymentsBook

    shipment = book.sent(900, DAY, DAY)
    payment = book.paid(500, DAY)
    section = PaymentsBook(context)
    qtbot.addWidget(section)
    section.show()
    section.load()
    settle(qtbot, context)
    section.open_record("payment", payment)
    settle(qtbot, context)
    hints = section.pane.hints
    assert hints.isVisible() and "500.00" in " ".join(label.text() for label in hints.findChildren(QLabel))
    [button] = [b for b in hints.findChildren(QPushButton) if b.text() == "Allot, oldest due first"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    with book.db.reading() as session:
        assert [(line.shipment_id, line.amount) for line in session.exec(living(PaymentAllotment))] == [(shipment, 50000)]
    qtbot.waitUntil(hints.isHidden)


def test_a_training_whose_day_has_come_asks_whether_it_was_held_and_the_report_names_it(
        qtbot: QtBot, database: Database, context: Context) -> None:
    from desktop.training.trainings_page import TrainingsBook

    yesterday = date.today() - timedelta(days=1)
    event = verbs.save(database, TrainingEvent, {"topic": "密植栽培", "held_on": yesterday, "state": "planned"}).id

    def said(session: Session) -> str:
        return repr(document(unwritten(session, "week", yesterday)).blocks)

    with database.reading() as session:
        assert f"not marked as held yet: {yesterday} 密植栽培" in said(session)
    section = TrainingsBook(context)
    qtbot.addWidget(section)
    section.show()
    section.load()
    settle(qtbot, context)
    section.open_record("trainingevent", event)
    settle(qtbot, context)
    [button] = [b for b in section.pane.hints.findChildren(QPushButton) if b.text() == "It was held"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    assert verbs.get(database, TrainingEvent, event).state == "held"
    with database.reading() as session:
        assert "not marked as held" not in said(session)
    qtbot.waitUntil(section.pane.hints.isHidden)
