"""The stage of orders, shipments and payments: what a list says of each at a glance follows from what has happened."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.fields import today
from desktop.core.listing import Listing, Query
from desktop.core.moves import StateChange
from desktop.core.verbs import store
from desktop.dealers.contracts.model import ContractPoint, DealerContract
from desktop.labels.lot_model import LotTest
from desktop.labels.model import LabelItem, LabelVersion
from desktop.sales.money.lists import PAYMENTS
from desktop.sales.money.model import Payment, PaymentAllotment
from desktop.sales.orders.lists import ORDERS, SHIPMENTS
from desktop.sales.orders.model import SalesOrder, Shipment, ShipmentLine
from desktop.sales.products.model import Product
from desktop.ui.shell.window import Window
from tests.conftest import Answers
from tests.sales.conftest import Trade
from tests.sales.test_orders import DAY, order, send, ship_dialog
from tests.ui.conftest import settle


def stages(db: Database, listing: Listing) -> dict[int, str]:
    with db.reading() as session:
        return {key: cells[0] for key, cells in listing.lines(session, Query(), ("stage",))}


def shipment_of(db: Database, line: int) -> int:
    with db.reading() as session:
        return session.get_one(ShipmentLine, line).shipment_id or 0


def test_an_order_goes_from_draft_to_settled(database: Database, trade: Trade) -> None:
    number, (line,) = order(database, trade, 10, state="draft")
    seen = [stages(database, ORDERS)[number]]
    verbs.move(database, SalesOrder, [number], StateChange("confirmed", DAY))
    seen.append(stages(database, ORDERS)[number])
    first, second = send(database, trade, line, 4), None
    seen.append(stages(database, ORDERS)[number])
    second = send(database, trade, line, 6)
    seen.append(stages(database, ORDERS)[number])
    verbs.save(database, Shipment, {"signed_on": DAY}, shipment_of(database, first))
    seen.append(stages(database, ORDERS)[number])
    verbs.save(database, Shipment, {"signed_on": DAY}, shipment_of(database, second))
    seen.append(stages(database, ORDERS)[number])
    verbs.move(database, SalesOrder, [number], StateChange("closed", DAY))
    seen.append(stages(database, ORDERS)[number])
    assert seen == ["draft", "agreed", "part", "shipped", "shipped", "signed", "closed"]


def test_a_shipment_is_paid_up_by_money_that_came_and_by_goods_that_came_back(database: Database, trade: Trade) -> None:
    _number, (line,) = order(database, trade, 10)
    sent = send(database, trade, line, 10)  # 540 yuan
    shipment = shipment_of(database, sent)
    seen = [stages(database, SHIPMENTS)[shipment]]
    verbs.save(database, Shipment, {"signed_on": DAY}, shipment)
    seen.append(stages(database, SHIPMENTS)[shipment])
    with database.operation("test") as session:
        payment = store(session, Payment, {"dealer_id": trade.dealer, "expected_on": DAY, "amount": 486_00})
        store(session, PaymentAllotment, {"payment_id": payment.id, "shipment_id": shipment, "amount": 486_00})
    seen.append(stages(database, SHIPMENTS)[shipment])  # promised money is no money
    verbs.save(database, Payment, {"received_on": DAY}, payment.id)
    seen.append(stages(database, SHIPMENTS)[shipment])
    back = send(database, trade, line, -1, kind="return", returns_id=sent)
    assert [*seen, stages(database, SHIPMENTS)[shipment]] == ["sent", "signed", "signed", "signed", "paid"]
    assert stages(database, SHIPMENTS)[shipment_of(database, back)] == "return"


def test_a_payment_is_expected_late_or_allotted(database: Database, trade: Trade) -> None:
    _number, (line,) = order(database, trade, 10)
    shipment = shipment_of(database, send(database, trade, line, 10))

    def pay(day: date | None, due: date | None, allotted: int) -> int:
        with database.operation("test") as session:
            made = store(session, Payment, {"dealer_id": trade.dealer, "received_on": day, "expected_on": due,
                                            "amount": 100_00})
            if allotted:
                store(session, PaymentAllotment, {"payment_id": made.id, "shipment_id": shipment, "amount": allotted})
            return made.id

    made = [pay(None, today() + timedelta(days=3), 0), pay(None, today() - timedelta(days=3), 0), pay(DAY, None, 0),
            pay(DAY, None, 40_00), pay(DAY, None, 100_00)]
    found = stages(database, PAYMENTS)
    assert [found[number] for number in made] == ["expected", "late", "none", "part", "all"]


def test_the_list_of_orders_shows_the_stage_and_the_share_without_scrolling(
        window: Window, database: Database, trade: Trade, qtbot: QtBot) -> None:
    number, (line,) = order(database, trade, 10)
    send(database, trade, line, 4)
    window.resize(1366, 768)
    assert window.context and window.page
    window.context.open("salesorder", number)
    settle(qtbot, window.context)
    section: Any = window.page.section
    table = section.list.table
    model = table.model()
    names = [column.name for column in table.listing.columns]
    cell = model.index(model.row_of(number), names.index("stage"))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(cell).center())
    assert cell.data() == "Shipped in part 40%"
    assert table.visualRect(cell).right() <= table.viewport().width(), "it is seen whole"
    send(database, trade, line, 6)
    settle(qtbot, window.context)
    assert cell.data() == "All shipped"


def test_a_draft_is_agreed_before_it_is_shipped_where_the_user_says_so(
        window: Window, database: Database, trade: Trade, qtbot: QtBot, answers: Answers) -> None:
    number, _lines = order(database, trade, 10, state="draft")
    assert window.context and window.page
    window.context.open("salesorder", number)
    settle(qtbot, window.context)
    book: Any = window.page.section
    answers.next = False
    button = next(b for b in book.findChildren(QToolButton) if b.text() == "Ship…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert "draft" in answers.shown[0] and stages(database, ORDERS)[number] == "draft"
    answers.next = True
    dialog = ship_dialog(window, book, qtbot)
    assert stages(database, ORDERS)[number] == "agreed"
    assert dialog.bags(0).alignment() & Qt.AlignmentFlag.AlignRight
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert stages(database, ORDERS)[number] == "shipped"


def test_lots_are_offered_with_what_is_left_the_test_and_the_germination_and_the_due_day_by_contract(
        window: Window, database: Database, trade: Trade, answers: Answers, qtbot: QtBot) -> None:
    number, (line,) = order(database, trade, 100)
    with database.operation("test") as session:
        product = session.get_one(Product, trade.product)
        item = store(session, LabelItem, {"name": "例丰 标签", "variety_id": product.variety_id})
        version = store(session, LabelVersion, {"item_id": item.id})
        store(session, LotTest, {"lot": "L9", "version_id": version.id, "tested_on": date(2026, 1, 5), "germination": 95.0,
                                 "tonnes": 1.0})  # 400 bags of 2.5 kg
        contract = store(session, DealerContract, {"dealer_id": trade.dealer, "title": "2026", "starts_on": date(2026, 1, 1)})
        store(session, ContractPoint, {"contract_id": contract.id, "kind": "payment", "what": "45 days", "days": 45})
    verbs.save(database, DealerContract, {"company_signer": "A", "dealer_signer": "B", "company_signed_on": date(2026, 1, 1),
                                          "dealer_signed_on": date(2026, 1, 1)}, contract.id)
    verbs.move(database, DealerContract, [contract.id], StateChange("signed", date(2026, 1, 1)))
    send(database, trade, line, 30, lot="L9")
    assert window.context and window.page
    window.context.open("salesorder", number)
    settle(qtbot, window.context)
    dialog = ship_dialog(window, window.page.section, qtbot)
    assert dialog.due.value() == today() + timedelta(days=45)
    assert dialog.table.item(0, 4).text() == "1 lot to choose from"
    dialog.lot(0).setFocus()
    qtbot.keyClicks(dialog.lot(0).lineEdit(), "L9")
    assert dialog.table.item(0, 4).text() == "370 bags left; tested 2026-01-05; germination 95.0 %"
    dialog.day.setFocus()
    dialog.day.set_value(today() + timedelta(days=2))
    assert dialog.due.value() == today() + timedelta(days=47), "the day by the term goes with the day of the shipment"
    dialog.due.selectAll()
    qtbot.keyClicks(dialog.due, "2027-01-01")
    dialog.day.set_value(today())
    assert dialog.due.value() == date(2027, 1, 1), "a day that was typed stays"
    answers.next = True  # a lot and a day were typed: they are discarded
    dialog.reject()


def test_a_product_without_any_lot_says_how_one_comes_here(window: Window, database: Database, trade: Trade,
                                                           qtbot: QtBot) -> None:
    number, _lines = order(database, trade, 10)
    assert window.context and window.page
    window.context.open("salesorder", number)
    settle(qtbot, window.context)
    dialog = ship_dialog(window, window.page.section, qtbot)
    assert "No lot of it is known yet" in dialog.table.item(0, 4).text() and dialog.due.value() is None
    dialog.reject()
