"""Orders: how much is shipped follows from the facts, what is left is shipped at once, too much is refused."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.dated.gathering import told_by
from desktop.core.errors import FieldErrors, Refused
from desktop.core.fields import today
from desktop.core.listing import Query
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.sales.feature import FEATURE
from desktop.sales.money.model import AccountEntry, Payment, PaymentAllotment
from desktop.sales.orders import limits, shipping
from desktop.sales.orders.lists import ORDERS
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.orders.ship_widget import ShipDialog
from desktop.sales.orders.shipping import Load, Papers, ship
from desktop.sales.products.model import Product
from desktop.sales.stock.model import CountLine
from desktop.today.board import gather
from desktop.ui.book import several as book_of_several
from desktop.ui.book.child_grid import ChildGrid
from desktop.ui.book.merge import MergeDialog
from desktop.ui.book.several import merge
from desktop.ui.shell.window import Window
from tests.conftest import Answers
from tests.sales.conftest import Trade
from tests.ui.conftest import settle

DAY = date(2026, 2, 3)


def order(db: Database, trade: Trade, *bags: int, **values: Any) -> tuple[int, list[int]]:
    with db.operation("test") as session:
        made = store(session, SalesOrder, {"dealer_id": trade.dealer, "ordered_on": DAY, "state": "confirmed", **values})
        lines = [store(session, OrderLine, {"order_id": made.id, "product_id": trade.product, "bags": n}).id for n in bags]
        return made.id, lines


def send(db: Database, trade: Trade, line: int, bags: int, **values: Any) -> int:
    with db.operation("test") as session:
        kind = values.pop("kind", "delivery")
        shipment = store(session, Shipment, {"dealer_id": trade.dealer, "moved_on": DAY, "kind": kind})
        return store(session, ShipmentLine, {"shipment_id": shipment.id, "order_line_id": line, "product_id": trade.product,
                                             "bags": bags, **values}).id


def told(db: Database) -> list[tuple[Any, ...]]:
    with db.reading() as session:
        return [(float(cells[0] or 0), cells[1]) for _key, cells in ORDERS.lines(session, Query(), ("share", "progress"))]


def test_a_line_sent_in_full_does_not_hide_one_that_lacks(database: Database, trade: Trade) -> None:
    number, (first, second) = order(database, trade, 100, 300)
    assert told(database) == [(0.0, "none")]
    send(database, trade, first, 100)
    assert told(database) == [(25.0, "part")]
    sent = send(database, trade, second, 300)
    assert told(database) == [(100.0, "all")]
    send(database, trade, second, 60, kind="return", returns_id=sent)
    assert told(database) == [(100.0, "all")], "what came back is not owed again"
    with pytest.raises(Refused, match="Nothing of this order is left"):
        ship(database, number, DAY)


def test_more_than_was_ordered_is_refused_with_how_much_unless_a_share_is_allowed(
    database: Database, trade: Trade, monkeypatch: pytest.MonkeyPatch
) -> None:
    _number, (line,) = order(database, trade, 100)
    send(database, trade, line, 80)
    with pytest.raises(FieldErrors, match="Ordered 100, with this line shipped 110; 105 may be: reduce it by 5"):
        send(database, trade, line, 30)
    monkeypatch.setattr(limits, "over_delivery_percent", lambda: Fraction(10))
    send(database, trade, line, 30)
    with pytest.raises(FieldErrors, match="reduce it by 1"):
        send(database, trade, line, 1)


def test_no_more_comes_back_than_was_sent(database: Database, trade: Trade) -> None:
    _number, (line,) = order(database, trade, 100)
    sent = send(database, trade, line, 50)
    send(database, trade, line, 30, kind="return", returns_id=sent)
    with pytest.raises(FieldErrors, match="reduce it by 5"):
        send(database, trade, line, 25, kind="return", returns_id=sent)


def test_a_line_of_another_dealer_or_product_is_not_the_one_that_is_delivered(database: Database, trade: Trade) -> None:
    _number, (line,) = order(database, trade, 100, dealer_id=trade.other)
    with pytest.raises(FieldErrors, match="another dealer"):
        send(database, trade, line, 1)
    _number, (line,) = order(database, trade, 100)
    with database.operation("test") as session:
        variety = session.get_one(Product, trade.product).variety_id
        product = store(session, Product, {"variety_id": variety, "bag_kg": 9.0}).id
    with pytest.raises(FieldErrors, match="another product"):
        send(database, trade, line, 1, product_id=product)


def test_a_shipment_that_becomes_another_ones_keeps_the_limits_of_its_lines(database: Database, trade: Trade) -> None:
    _number, (line,) = order(database, trade, 100)
    sent = send(database, trade, line, 100)
    back = send(database, trade, line, 30, kind="return", returns_id=sent)
    with database.reading() as session:
        shipments = [session.get_one(ShipmentLine, key).shipment_id for key in (sent, back)]
    with pytest.raises(FieldErrors, match="another dealer"):
        verbs.save(database, Shipment, {"dealer_id": trade.other}, shipments[0])
    with pytest.raises(FieldErrors, match="reduce it by 25"):
        verbs.save(database, Shipment, {"kind": "delivery"}, shipments[1])


def test_what_is_left_is_shipped_once_and_of_what_was_allotted_only(database: Database, trade: Trade) -> None:
    number, (first, second) = order(database, trade, 100, 40)
    verbs.save(database, OrderLine, {"allotted": 30}, second)
    send(database, trade, first, 60)
    shipment = ship(database, number, DAY)
    lines = verbs.owned(database, ShipmentLine, "shipment_id", shipment.id)
    assert [(line.order_line_id, line.bags, line.price) for line in lines] == [(first, 40, 5400), (second, 30, 5400)]
    with pytest.raises(Refused, match="Nothing of this order is left"):
        ship(database, number, DAY)


def test_loads_of_a_line_leave_together_no_more_than_may_and_nothing_of_a_line_that_is_closed(
        database: Database, trade: Trade) -> None:
    number, (short, whole) = order(database, trade, 300, 100)
    verbs.save(database, OrderLine, {"allotted": 50}, short)

    def of_order() -> list[Shipment]:
        return verbs.owned(database, Shipment, "order_id", number)

    def leave(*loads: Load) -> Shipment:
        return ship(database, number, Papers(DAY, loads=loads))

    for bags in ((200, 100), (51,), (30, 21)):
        with pytest.raises(Refused, match=f"{sum(bags)} bags are to leave, but only 50 of this line may"):
            leave(*(Load(short, part, f"L{part}") for part in bags))
    with pytest.raises(Refused, match="with this line shipped 106; 105 may be"):
        leave(Load(whole, 53, "A"), Load(whole, 53, "B"))
    assert not of_order(), "what is refused leaves no paper"
    made = leave(Load(short, 30, "A"), Load(short, 20, "B"), Load(whole, 98))
    assert [line.bags for line in verbs.owned(database, ShipmentLine, "shipment_id", made.id)] == [30, 20, 98]
    with pytest.raises(Refused, match="1 bag is to leave, but only 0 of this line"):
        leave(Load(whole, 2), Load(short, 1))
    leave(Load(whole, 7))  # the share that may be above an order that is not allotted


def test_a_draft_is_not_shipped(database: Database, trade: Trade) -> None:
    number, _lines = order(database, trade, 1, state="draft")
    with pytest.raises(Refused, match="confirm it first"):
        ship(database, number, DAY)


def test_the_button_ships_and_shows_the_shipment(window: Window, database: Database, trade: Trade, qtbot: QtBot) -> None:
    number, _lines = order(database, trade, 12, required_on=today() + timedelta(days=1))
    assert window.context
    window.context.open("salesorder", number)
    settle(qtbot, window.context)
    assert window.page is not None
    book: Any = window.page.section
    dialog = ship_dialog(window, book, qtbot)
    assert dialog.bags(0).value() == 12
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    shown: Any = window.page.section
    assert shown.listing.name == "shipments" and shown.record.order_id == number


def test_an_order_shows_what_was_shipped_of_it_without_being_chosen_again(
        window: Window, database: Database, trade: Trade, qtbot: QtBot) -> None:
    number, _lines = order(database, trade, 12)
    assert window.context and window.page
    window.context.open("salesorder", number)
    settle(qtbot, window.context)
    book: Any = window.page.section
    cells = book.findChild(ChildGrid).grid.cells
    sent = next(n for n, column in enumerate(cells.grid.columns) if column.name == "sent")
    assert cells.index(0, sent).data() == "0"
    qtbot.mouseClick(ship_dialog(window, book, qtbot).part("ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert window.page.section is not book, "the shipment is in view"
    window.page.show_section(book.name)
    settle(qtbot, window.context)
    assert (book.record.id, cells.index(0, sent).data()) == (number, "12")
    window.undo_last()
    settle(qtbot, window.context)
    assert cells.index(0, sent).data() == "0"


def test_figures_pasted_below_what_is_only_shown_are_named(
        window: Window, database: Database, trade: Trade, qtbot: QtBot) -> None:
    number, _lines = order(database, trade, 12)
    assert window.context and window.page
    window.context.open("salesorder", number)
    settle(qtbot, window.context)
    grid = window.page.section.findChild(ChildGrid).grid  # type: ignore[union-attr]
    QGuiApplication.clipboard().setText("袋数\t已发袋数\n15\t9\n")
    grid.view.go_to(grid.cells.index(0, next(n for n, c in enumerate(grid.cells.grid.columns) if c.name == "bags")))
    QTest.keyClick(grid.view, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window.context)
    assert [line.bags for line in verbs.owned(database, OrderLine, "order_id", number)] == [15]
    assert "Nothing can be typed into “Bags delivered”" in grid.status.text()


def ship_dialog(window: Window, book: Any, qtbot: QtBot) -> Any:
    button = next(b for b in book.findChildren(QToolButton) if b.text() == "Ship…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, ShipDialog) and w.isVisible())


def test_part_of_an_order_is_shipped_in_two_lots_on_a_paper_of_its_own_and_undone_at_once(
        window: Window, database: Database, trade: Trade, qtbot: QtBot) -> None:
    number, lines = order(database, trade, 100, 40)
    earlier = send(database, trade, lines[0], 10)
    verbs.save(database, ShipmentLine, {"lot": "L-OLD"}, earlier)
    assert window.context
    window.context.open("salesorder", number)
    settle(qtbot, window.context)
    book: Any = window.page.section  # type: ignore[union-attr]
    dialog = ship_dialog(window, book, qtbot)
    assert dialog.windowTitle() == "Ship what is left"
    assert dialog.part("sum").text() == "Bags to ship: 130; left after that: 0"
    assert [dialog.bags(row).value() for row in (0, 1)] == [90, 40] and dialog.lot(0).itemText(1) == "L-OLD"
    qtbot.mouseClick(dialog.part("none"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert "how many bags are to leave" in dialog.part("problem").text()
    dialog.bags(0).setValue(500)
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    assert "reduce it by" in dialog.part("problem").text()
    dialog.bags(0).setValue(50)
    assert dialog.part("sum").text() == "Bags to ship: 50; left after that: 80"
    dialog.lot(0).setEditText("L1")
    qtbot.mouseClick(dialog.part("another"), Qt.MouseButton.LeftButton)
    assert dialog.bags(1).value() == 40, "the rest of the line is proposed for the other lot"
    dialog.lot(1).setEditText("L2")
    dialog.due.set_value(DAY + timedelta(days=30))
    dialog.part("waybill").setText("W-7")
    qtbot.mouseClick(dialog.part("ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, window.context)
    shown: Any = window.page.section  # type: ignore[union-attr]
    made = verbs.owned(database, ShipmentLine, "shipment_id", shown.record.id)
    assert [(line.order_line_id, line.bags, line.lot) for line in made] == [(lines[0], 50, "L1"), (lines[0], 40, "L2")]
    assert (shown.record.waybill, shown.record.due_on) == ("W-7", DAY + timedelta(days=30))
    database.undo()
    with database.reading() as session:
        assert [bags for _line, bags in shipping.remaining(session, number)] == [90, 40]
    settle(qtbot, window.context)


def test_orders_of_two_dealers_are_never_made_one(
        window: Window, database: Database, trade: Trade, qtbot: QtBot, answers: Answers, monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked, owners = list[threading.Thread](), book_of_several._owners

    def counted(*about: Any) -> list[str]:
        asked.append(threading.current_thread())
        return owners(*about)

    monkeypatch.setattr(book_of_several, "_owners", counted)
    monkeypatch.setattr(book_of_several, "STEP", 1)
    number, _lines = order(database, trade, 12)
    order(database, trade, 5, dealer_id=trade.other)
    assert window.context
    window.context.open("salesorder", number)
    settle(qtbot, window.context)
    book: Any = window.page.section  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: len(book.list.table.rows.ids) == 2)
    book.list.table.selectAll()
    merge(book)
    settle(qtbot, window.context)
    assert asked and threading.main_thread() not in asked, "whose they are is read beside the window"
    assert "They belong to several dealers" in answers.shown[-1]
    assert not any(isinstance(w, MergeDialog) for w in QApplication.topLevelWidgets())
    settle(qtbot, window.context)


def test_what_is_paid_of_an_order_is_its_deposit_and_what_settled_its_shipments(database: Database, trade: Trade) -> None:
    number, (line,) = order(database, trade, 10)
    sent = send(database, trade, line, 10)
    with database.operation("test") as session:
        shipment = session.get_one(ShipmentLine, sent).shipment_id
        store(session, Shipment, {"order_id": number}, shipment)
        for day, values in ((DAY, {"order_id": number, "amount": 100_00}), (DAY, {"shipment_id": shipment, "amount": 170_00})):
            payment = store(session, Payment, {"dealer_id": trade.dealer, "received_on": day, "amount": values["amount"]})
            store(session, PaymentAllotment, {"payment_id": payment.id, **values})
    with database.reading() as session:
        ((_key, cells),) = ORDERS.lines(session, Query(), ("amount", "paid", "paid_share"))
    assert [float(cell) for cell in cells] == [540_00, 270_00, 50.0]


def test_today_names_what_is_promised_and_late_and_what_nobody_signed_for(database: Database, trade: Trade) -> None:
    late = today() - timedelta(days=1)
    _number, (line,) = order(database, trade, 10, required_on=late, ordered_on=late)
    send(database, trade, line, 4)
    board = gather(database, [told_by(FEATURE)], today(), 7)
    assert {(tile.count, tile.title) for tile in board.tiles} >= {
        (1, "order promised and late"), (1, "shipment not signed for")}
    send(database, trade, line, 6)
    assert "order promised and late" not in {tile.title for tile in gather(database, [told_by(FEATURE)], today(), 7).tiles}


def test_an_order_line_keeps_what_has_left_of_it_by_every_door(database: Database, trade: Trade) -> None:
    number, (line, other) = order(database, trade, 100, 50)
    send(database, trade, line, 80)
    for values in ({"bags": 70}, {"product_id": another_product(database, trade)}):
        with pytest.raises(FieldErrors, match="left already"):
            verbs.save(database, OrderLine, values, line)
        with pytest.raises(FieldErrors, match="left already"):
            verbs.change_many(database, OrderLine, [line], values)
    with pytest.raises(Refused):
        verbs.delete(database, OrderLine, [line])
    first = verbs.owned(database, ShipmentLine, "order_line_id", line)[0].shipment_id or 0
    verbs.save(database, Shipment, {"order_id": number}, first)
    with pytest.raises(FieldErrors, match="a shipment names it"):
        verbs.save(database, SalesOrder, {"dealer_id": trade.other}, number)
    verbs.save(database, OrderLine, {"bags": 77}, line)
    assert verbs.get(database, OrderLine, line).bags == 77, "a share above what was ordered may be sent"
    sent = send(database, trade, other, 50)
    verbs.delete(database, ShipmentLine, [sent])
    verbs.save(database, OrderLine, {"bags": 10}, other)
    with pytest.raises(FieldErrors, match="Ordered 10, with this line shipped 50"):
        verbs.restore(database, "shipmentline", sent)


def another_product(db: Database, trade: Trade) -> int:
    with db.reading() as session:
        variety = session.get_one(Product, trade.product).variety_id
    return verbs.save(db, Product, {"variety_id": variety, "bag_kg": 9.0}).id


def test_a_return_that_names_no_line_is_held_against_what_the_dealer_got(database: Database, trade: Trade) -> None:
    def back(bags: int) -> int:
        shipment = verbs.save(database, Shipment, {"dealer_id": trade.dealer, "moved_on": DAY, "kind": "return"})
        return verbs.save(database, ShipmentLine, {"shipment_id": shipment.id, "product_id": trade.product, "bags": bags}).id

    old = back(5)
    _number, (line,) = order(database, trade, 100)
    send(database, trade, line, 40)
    back(30)
    with pytest.raises(FieldErrors, match="has 5 bags that can come back, and 6 are written: reduce it by 1"):
        back(6)
    verbs.save(database, CountLine, {"dealer_id": trade.dealer, "counted_on": DAY, "product_id": trade.product, "bags": 60})
    back(6)
    verbs.delete(database, ShipmentLine, [old])
    rows = [{"shipment_id": None, "dealer_id": trade.other, "moved_on": DAY, "product_id": trade.product, "bags": bags}
            for bags in (10, -6, -6)]
    with pytest.raises(FieldErrors, match="reduce it by 2"), database.operation("test") as session:
        verbs.insert_many(session, ShipmentLine, rows)


def test_money_and_goods_that_name_a_paper_keep_it_with_its_dealer(database: Database, trade: Trade) -> None:
    number, (line,) = order(database, trade, 10)
    shipment = verbs.get(database, ShipmentLine, send(database, trade, line, 10)).shipment_id or 0
    with database.operation("test") as session:
        entry = store(session, AccountEntry, {"dealer_id": trade.dealer, "entered_on": DAY, "amount": 500, "kind": "freight"})
        paid = store(session, Payment, {"dealer_id": trade.dealer, "received_on": DAY, "amount": 3000})
        for name, key in (("shipment_id", shipment), ("entry_id", entry.id), ("order_id", number)):
            store(session, PaymentAllotment, {"payment_id": paid.id, name: key, "amount": 500})
    for model, key in ((Payment, paid.id), (AccountEntry, entry.id), (Shipment, shipment), (SalesOrder, number)):
        with pytest.raises(FieldErrors, match="It stays with its dealer"):
            verbs.save(database, model, {"dealer_id": trade.other}, key)
    keep = verbs.merge(database, Dealer, trade.other, [trade.dealer], {})
    assert verbs.get(database, Payment, paid.id).dealer_id == keep.id, "a merge of dealers takes all of it along"
    assert verbs.get(database, OrderLine, line).dealer_id == keep.id


def test_a_line_of_no_order_joins_the_draft_of_its_dealer_and_day(database: Database, trade: Trade) -> None:
    given = {"dealer_id": trade.dealer, "ordered_on": DAY, "product_id": trade.product, "bags": 5}
    first, second = (verbs.save(database, OrderLine, given) for _n in range(2))
    assert first.order_id == second.order_id
    made = verbs.get(database, SalesOrder, first.order_id or 0)
    assert (made.dealer_id, made.ordered_on, made.state, first.price) == (trade.dealer, DAY, "draft", 5400)
    verbs.save(database, SalesOrder, {"dealer_id": trade.other, "ordered_on": DAY + timedelta(days=1)}, made.id)
    moved = verbs.get(database, OrderLine, first.id)
    assert (moved.dealer_id, moved.ordered_on) == (trade.other, DAY + timedelta(days=1))
    for lacking, field in (("dealer_id", "dealer"), ("ordered_on", "day")):
        with pytest.raises(FieldErrors, match=field):
            verbs.save(database, OrderLine, given | {lacking: None})
