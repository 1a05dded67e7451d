"""The season is settled with each dealer: goods at their settlement price, one balance, two signatures, orders closed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import col, select

from desktop.core import documents, verbs
from desktop.core.database import Database
from desktop.core.documents.model import Table
from desktop.core.errors import FieldErrors, Refused
from desktop.core.listing import Query
from desktop.core.moves import StateChange
from desktop.core.records import living
from desktop.core.reminders import ahead
from desktop.core.verbs import move_in, store
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.sales.money.accounts import account_of
from desktop.sales.money.model import AccountEntry, Payment
from desktop.sales.money.words import ENTRY_KINDS
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.prices.model import PriceLine
from desktop.sales.products.model import Product
from desktop.sales.season import figures
from desktop.sales.season.actions import draw_up
from desktop.sales.season.lists import UNSETTLED
from desktop.sales.season.model import SeasonSettlement
from desktop.sales.season.open_orders import Staying, said
from desktop.sales.season.papers import preview, sheet
from desktop.sales.season.reminders import REMINDERS
from desktop.sales.season.rules import season_ended
from desktop.ui.book.state_dialog import StateDialog
from desktop.ui.shell.window import Window
from tests.sales.conftest import Trade
from tests.ui.conftest import settle

FIRST, LAST = date(2025, 7, 1), date(2026, 6, 30)
AFTER = date(2026, 11, 30)


def ship(db: Database, trade: Trade, day: date, bags: int, price: int | None = 5400, *, kind: str = "delivery",
         dealer: int = 0) -> None:
    with db.operation("test") as session:
        made = store(session, Shipment, {"dealer_id": dealer or trade.dealer, "moved_on": day, "kind": kind})
        store(session, ShipmentLine, {"shipment_id": made.id, "product_id": trade.product, "bags": bags, "price": price})


def price(db: Database, trade: Trade, settled: int, **values: object) -> None:
    verbs.save(db, PriceLine, {"product_id": trade.product, "valid_from": date(2026, 5, 1), "settled": settled, **values})


def settlement(db: Database, trade: Trade) -> int:
    return verbs.save(db, SeasonSettlement, {"dealer_id": trade.dealer, "starts_on": FIRST, "ends_on": LAST}).id


def go(db: Database, number: int, *states: str, on: date = date(2026, 7, 15)) -> None:
    for state in states:
        verbs.move(db, SeasonSettlement, [number], StateChange(state, on, reason="对账不符"))


@pytest.mark.parametrize(("day", "first", "last"), [
    (date(2026, 6, 29), date(2024, 7, 1), date(2025, 6, 30)), (date(2026, 6, 30), FIRST, LAST),
    (date(2026, 7, 1), FIRST, LAST), (date(2027, 2, 28), FIRST, LAST)])
def test_a_season_of_sale_ends_on_the_day_of_the_rule(day: date, first: date, last: date) -> None:
    assert season_ended(day) == (first, last)


def test_kept_bags_come_to_their_settlement_price_and_free_ones_stay_free(database: Database, trade: Trade) -> None:
    ship(database, trade, date(2025, 12, 1), 100)
    ship(database, trade, date(2025, 12, 1), 8, 0)
    ship(database, trade, date(2026, 6, 30), 20, kind="return")
    ship(database, trade, date(2026, 7, 1), 50)  # the next season's
    price(database, trade, 5000)
    with database.reading() as session:
        found = {line.price: line for line in figures.goods(session, trade.dealer, FIRST, LAST)}
    assert (found[5400].sent, found[5400].back, found[5400].difference) == (100, 20, -80 * 400)
    assert (found[0].bags, found[0].difference) == (8, 0)


def test_the_dealers_own_settlement_price_wins_over_the_regions_and_that_over_all(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        region = store(session, Region, {"name": "甲省", "level": "province"})
        store(session, Dealer, {"region_id": region.id}, trade.dealer)
    told = []
    for settled, where in ((5000, {}), (4900, {"region_id": region.id}), (4700, {"dealer_id": trade.dealer}),
                           (1, {"dealer_id": trade.other})):
        price(database, trade, settled, **where)
        with database.reading() as session:
            told.append(figures.settlement_prices(session, trade.dealer, FIRST, LAST)[trade.product])
    assert told == [5000, 4900, 4700, 4700]


def test_a_price_that_ended_within_the_season_counts_and_one_of_the_next_does_not(database: Database, trade: Trade) -> None:
    price(database, trade, 5100, valid_from=date(2026, 1, 1), valid_until=date(2026, 5, 31))
    price(database, trade, 6000, valid_from=date(2026, 7, 1))
    with database.reading() as session:
        assert figures.settlement_prices(session, trade.dealer, FIRST, LAST) == {trade.product: 5100}


@pytest.mark.parametrize("seed", range(3))
def test_opening_and_all_that_moved_add_to_the_accounts_own_balance(database: Database, trade: Trade, seed: int) -> None:
    random = Random(seed)
    with database.operation("test") as session:
        kinds = ["delivery"] * 20 + ["return"] * 15 + ["payment"] * 12 + ["entry"] * 12
        for number, kind in enumerate(kinds):  # what was sent first can come back
            day = date(2025, 1, 1) + timedelta(random.randrange(300) + (300 if 20 <= number < 35 else 0))
            if kind == "payment":
                store(session, Payment, {"dealer_id": trade.dealer, "received_on": day, "amount": random.randint(1, 90_000)})
            elif kind == "entry":
                store(session, AccountEntry, {
                    "dealer_id": trade.dealer, "entered_on": day, "kind": random.choice(list(ENTRY_KINDS)),
                    "amount": random.choice((-1, 1)) * random.randint(1, 9_000)})
            else:
                made = store(session, Shipment, {"dealer_id": trade.dealer, "moved_on": day, "kind": kind})
                bags = random.randint(1, 40) if kind == "delivery" else 1
                store(session, ShipmentLine, {"shipment_id": made.id, "product_id": trade.product, "bags": bags,
                                              "price": random.choice((0, 4800, 5400))})
    with database.reading() as session:
        found = figures.account(session, trade.dealer, FIRST, LAST)
        assert found.opening == account_of(session, trade.dealer, FIRST - timedelta(1)).balance
        assert found.closing == account_of(session, trade.dealer, LAST).balance
        goods = figures.goods(session, trade.dealer, FIRST, LAST)
    assert found.moved["shipped"] + found.moved["returned"] == sum(line.amount for line in goods)


def test_signing_puts_the_difference_into_the_account_and_settles_the_seasons_orders(database: Database, trade: Trade) -> None:
    ship(database, trade, date(2025, 12, 1), 100)
    price(database, trade, 5000)
    verbs.save(database, Payment, {"dealer_id": trade.dealer, "amount": 300_000, "received_on": date(2026, 3, 1)})
    orders = {}
    with database.operation("test") as session:
        for name, ordered, wanted in (("old", date(2025, 11, 1), None), ("owed", date(2025, 11, 2), None),
                                      ("late", date(2026, 6, 1), date(2026, 11, 1)),
                                      ("new", date(2026, 7, 2), None)):
            made = store(session, SalesOrder, {"dealer_id": trade.dealer, "ordered_on": ordered, "required_on": wanted})
            line = store(session, OrderLine, {"order_id": made.id, "product_id": trade.product, "bags": 2})
            orders[name] = made.id
            sent = {"old": 2, "owed": 1, "late": 2}.get(name)
            if sent:
                store(session, ShipmentLine, {
                    "dealer_id": trade.dealer, "moved_on": date(2026, 2, 1), "product_id": trade.product, "bags": sent,
                    "price": 0, "order_line_id": line.id})
    for number in orders.values():
        verbs.move(database, SalesOrder, [number], StateChange("confirmed", date(2026, 7, 2)))
    number = settlement(database, trade)
    go(database, number, "sent", "agreed")
    kept = verbs.get(database, SeasonSettlement, number)
    assert (kept.difference, kept.closing) == (-40_000, 540_000 - 300_000 - 40_000)
    with database.reading() as session:
        (entry,) = session.exec(living(AccountEntry)).all()
        assert (entry.kind, entry.amount, entry.entered_on) == ("price", -40_000, date(2026, 7, 15))
        assert account_of(session, trade.dealer, AFTER).balance == kept.closing
        states = {name: session.get_one(SalesOrder, key).state for name, key in orders.items()}
        codes = {name: session.get_one(SalesOrder, key).code for name, key in orders.items()}
    assert states == {"old": "closed", "owed": "confirmed", "late": "confirmed", "new": "confirmed"}
    open_ones = [Staying.read(row) for row in kept.signed["open"]]
    assert [(one.code, one.reason()) for one in open_ones] == [
        (codes["owed"], "1 bag is still to be shipped"), (codes["late"], "wanted by 2026-11-01, after the season")]
    assert all(f"{one.reason()}" in told(sheet(database, number)) for one in open_ones)
    assert codes["owed"] in said(open_ones) and "2 orders stay open" in said(open_ones)
    with pytest.raises(Refused):
        verbs.save(database, SeasonSettlement, {"ends_on": date(2026, 7, 31)}, number)


def test_what_both_sign_is_what_the_dealer_got_and_the_sheet_says_what_changed_since(database: Database, trade: Trade) -> None:
    ship(database, trade, date(2025, 12, 1), 100)
    number = settlement(database, trade)
    go(database, number, "sent")
    ship(database, trade, date(2026, 6, 1), 10, kind="return")
    assert all(said in told(sheet(database, number)) for said in ("it said a balance of ¥5,400.00", "comes to ¥4,860.00"))
    go(database, number, "agreed")
    assert verbs.get(database, SeasonSettlement, number).closing == 540_000


def test_a_season_signed_before_its_last_day_counts_its_difference_once(database: Database, trade: Trade) -> None:
    ship(database, trade, date(2025, 12, 1), 100)
    price(database, trade, 5000)
    number = settlement(database, trade)
    go(database, number, "sent", "agreed", on=date(2026, 6, 20))  # its own entry is dated inside the season
    kept, paper = verbs.get(database, SeasonSettlement, number), told(sheet(database, number))
    assert kept.closing == 500_000
    assert "have changed" not in paper and "Since the sheet" not in paper and "¥5,000.00" in paper
    with database.reading() as session:
        now = figures.reckoned(session, trade.dealer, FIRST, LAST, kept.entry_id)
        assert (now.closing, account_of(session, trade.dealer, AFTER).balance) == (500_000, 500_000)
    database.undo()  # entry, state and rows together
    back = verbs.get(database, SeasonSettlement, number)
    assert (back.state, back.entry_id, "open" in back.signed) == ("sent", None, False)
    with database.reading() as session:
        assert not session.exec(living(AccountEntry)).all()


def test_a_signed_sheet_shows_its_own_rows_whatever_changes_later(database: Database, trade: Trade) -> None:
    ship(database, trade, date(2025, 12, 1), 100)
    price(database, trade, 5000)
    number = settlement(database, trade)
    go(database, number, "sent", "agreed")
    before = figures.Reckoned.read(verbs.get(database, SeasonSettlement, number).signed)
    assert before is not None and (before.difference, before.closing) == (-40_000, 500_000)
    price(database, trade, 4500, valid_from=date(2026, 6, 1))
    ship(database, trade, date(2026, 6, 1), 10, kind="return")
    verbs.save(database, Product, {"name": "改名 9kg"}, trade.product)
    document = sheet(database, number)
    tables = {block.sheet: block.rows for block in document.blocks if isinstance(block, Table)}
    (line, total) = tables["Goods"]
    assert (line[0] != "改名 9kg", line[2], line[4], line[6], total[-1]) == (True, 100, 100, 5000, -40_000)
    assert tables["Account"][-1][1] == 500_000
    assert [row[1:] for row in tables["Since the sheet"]] == [
        [0, -54_000], [-40_000, -81_000], [500_000, 405_000]]
    assert "The price difference of what came since, ¥-410.00," in told(document).replace("−", "-")


def test_what_comes_back_of_a_settled_season_comes_back_at_the_price_at_which_it_was_settled(
        database: Database, trade: Trade) -> None:
    ship(database, trade, date(2024, 12, 1), 100)
    price(database, trade, 5000, valid_from=date(2025, 5, 1), valid_until=date(2025, 6, 1))
    first = verbs.save(database, SeasonSettlement, {
        "dealer_id": trade.dealer, "starts_on": date(2024, 7, 1), "ends_on": date(2025, 6, 30)})
    go(database, first.id, "sent", "agreed", on=date(2025, 7, 10))
    price(database, trade, 4400)
    with database.operation("test") as session:
        (sent,) = session.exec(living(ShipmentLine)).all()
        back = store(session, Shipment, {"dealer_id": trade.dealer, "moved_on": date(2025, 9, 1), "kind": "return"})
        store(session, ShipmentLine, {"shipment_id": back.id, "product_id": trade.product, "bags": 6, "returns_id": sent.id})
    ship(database, trade, date(2025, 9, 2), 4, kind="return")  # nobody says of which line
    with database.reading() as session:
        alone = figures.goods(session, trade.dealer, FIRST, LAST)
    assert [(g.back, g.settled, g.of, g.difference) for g in alone] == [(10, 5000, first.code, 4000)]
    ship(database, trade, date(2025, 12, 1), 50)
    with database.reading() as session:
        found = {g.of: g for g in figures.goods(session, trade.dealer, FIRST, LAST)}
    assert (found[""].sent, found[""].back, found[""].settled) == (50, 4, 4400)
    assert (found[first.code].back, found[first.code].settled) == (6, 5000)
    assert f"settled in {first.code}" in told(preview(database, trade.dealer))


def test_seasons_are_drawn_up_of_the_day_that_is_meant_and_not_of_today(
        database: Database, trade: Trade, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.sales.season.lists.today", lambda: date(2031, 1, 1))
    ship(database, trade, date(2026, 1, 5), 10)
    assert draw_up(database, AFTER) == 1
    with database.reading() as session:
        (made,) = session.exec(living(SeasonSettlement)).all()
    assert (made.starts_on, made.ends_on) == (FIRST, LAST)


def test_a_sheet_that_is_drawn_up_again_takes_the_books_anew(database: Database, trade: Trade) -> None:
    ship(database, trade, date(2025, 12, 1), 100)
    number = settlement(database, trade)
    go(database, number, "sent", "draft")
    assert verbs.get(database, SeasonSettlement, number).closing is None
    ship(database, trade, date(2026, 6, 1), 10, kind="return")
    go(database, number, "agreed")
    assert verbs.get(database, SeasonSettlement, number).closing == 486_000


def test_two_settlements_of_a_dealer_do_not_overlap(database: Database, trade: Trade) -> None:
    settlement(database, trade)
    with pytest.raises(FieldErrors, match="SE-2026"):
        verbs.save(database, SeasonSettlement, {"dealer_id": trade.dealer, "starts_on": LAST, "ends_on": date(2027, 6, 30)})
    verbs.save(database, SeasonSettlement, {"dealer_id": trade.other, "starts_on": FIRST, "ends_on": LAST})


def test_today_asks_for_the_settlement_until_it_is_drawn_up_and_then_for_the_signatures(
        database: Database, trade: Trade, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("desktop.sales.season.lists", "desktop.core.fields"):
        monkeypatch.setattr(f"{module}.today", lambda: AFTER)

    def asked() -> list[int]:
        with database.reading() as session:
            return [told.count for one in REMINDERS for told in one(session, ahead(AFTER, 30))]

    assert asked() == [0, 0]
    ship(database, trade, date(2026, 1, 5), 10)
    ship(database, trade, date(2026, 2, 5), 10, dealer=trade.other)
    ship(database, trade, date(2026, 9, 5), 10, dealer=trade.other)
    assert asked() == [2, 0]
    assert draw_up(database, AFTER, [trade.other]) == 1
    assert asked() == [1, 1]
    assert draw_up(database, AFTER) == 1
    with database.reading() as session:
        assert list(UNSETTLED.ids(session, Query())) == []
        made = session.exec(select(SeasonSettlement).where(col(SeasonSettlement.dealer_id) == trade.other)).one()
    assert (made.starts_on, made.ends_on) == (FIRST, LAST)
    go(database, made.id, "agreed")
    assert asked() == [0, 1]


def test_the_season_after_one_that_was_settled_early_begins_the_day_after(database: Database, trade: Trade) -> None:
    verbs.save(database, SeasonSettlement, {"dealer_id": trade.dealer, "starts_on": FIRST, "ends_on": date(2025, 9, 30)})
    ship(database, trade, date(2026, 1, 5), 10)
    assert "2025-10-01 – 2026-06-30" in told(preview(database, trade.dealer))


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_the_sheet_is_written_with_both_signatures_in_two_copies(
        database: Database, trade: Trade, tmp_path: Path, form: str) -> None:
    ship(database, trade, date(2025, 12, 1), 100)
    price(database, trade, 5600)
    document = sheet(database, settlement(database, trade))
    assert told(document).count("For the dealer (seal)") == 2
    assert "¥5,600.00" in told(document)
    documents.save(document, tmp_path / f"sheet.{form}")
    assert (tmp_path / f"sheet.{form}").stat().st_size > 1000


def told(document: object) -> str:
    """Everything a document says, as text."""
    return str(document)


@pytest.mark.slow
def test_the_season_is_drawn_up_and_signed_by_clicks(
        window: Window, database: Database, trade: Trade, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("desktop.sales.season.lists", "desktop.core.fields", "desktop.sales.season.papers",
                   "desktop.sales.season.season_page"):
        monkeypatch.setattr(f"{module}.today", lambda: AFTER)
    ship(database, trade, date(2026, 1, 5), 10)
    ship(database, trade, date(2026, 2, 5), 10, dealer=trade.other)
    context = window.context
    assert window.show_feature("sales") and window.page is not None
    section = window.page.show_section("season_unsettled")
    settle(qtbot, context)
    assert len(section.list.table.rows.ids) == 2
    section.list.table.selectRow(0)
    qtbot.mouseClick(section.one, Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    assert len(section.list.table.rows.ids) == 1
    qtbot.mouseClick(section.all, Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    assert not section.list.table.rows.ids
    book = window.page.show_section("season_settlements")
    settle(qtbot, context)
    assert len(book.list.table.rows.ids) == 2
    with database.operation("test") as session:
        order = store(session, SalesOrder, {"dealer_id": trade.dealer, "ordered_on": date(2026, 6, 1)})
        store(session, OrderLine, {"order_id": order.id, "product_id": trade.product, "bags": 3})
        move_in(session, SalesOrder, order.id, StateChange("confirmed", AFTER))
    with database.reading() as session:
        number = session.exec(select(SeasonSettlement.id).where(col(SeasonSettlement.dealer_id) == trade.dealer)).one()
    settle(qtbot, context)
    book.list.table.selectRow(book.list.table.rows.ids.index(number))
    settle(qtbot, context)
    book.change_state()
    dialog = window.findChild(StateDialog)
    dialog._part("state").setCurrentIndex(dialog._part("state").findData("agreed"))
    qtbot.mouseClick(dialog._part("ok"), Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    assert f"{order.code} (3 bags are still to be shipped)" in window.status.text.text()
    assert not book.fields.widget("difference").isEnabled() or book.fields.widget("difference").isReadOnly()
