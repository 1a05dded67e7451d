"""What both have signed stays: its sums, its entry in the account, and the price of what comes back of it later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import col, select

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.documents.model import Document, Table
from desktop.core.errors import FieldErrors
from desktop.core.history import Operation
from desktop.core.i18n import using
from desktop.core.moves import StateChange
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.sales.money.model import AccountEntry
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.season import figures
from desktop.sales.season.model import SeasonSettlement
from desktop.sales.season.open_orders import Staying, said
from desktop.sales.season.papers import preview, sheet
from tests.sales.conftest import Trade
from tests.sales.test_season import FIRST, LAST, go, price, settlement, ship, told


def season(db: Database, trade: Trade, year: int, *states: str) -> SeasonSettlement:
    """The settlement of the season that ended in a year, taken through some states."""
    made = verbs.save(db, SeasonSettlement, {
        "dealer_id": trade.dealer, "starts_on": date(year - 1, 7, 1), "ends_on": date(year, 6, 30)})
    go(db, made.id, *states, on=date(year, 7, 10))
    return verbs.get(db, SeasonSettlement, made.id)


def comes_back(db: Database, trade: Trade, day: date, bags: int) -> None:
    """A return that names the first line that was ever sent."""
    with db.operation("test") as session:
        sent = session.exec(living(ShipmentLine).where(col(ShipmentLine.bags) > 0).order_by(col(ShipmentLine.id))).first()
        assert sent is not None
        back = store(session, Shipment, {"dealer_id": trade.dealer, "moved_on": day, "kind": "return"})
        store(session, ShipmentLine, {
            "shipment_id": back.id, "product_id": trade.product, "bags": bags, "returns_id": sent.id})


def now(db: Database, trade: Trade) -> list[figures.Goods]:
    with db.reading() as session:
        return figures.goods(session, trade.dealer, FIRST, LAST)


def tables(document: Document) -> dict[str, list[list[object]]]:
    return {block.sheet: [list(row) for row in block.rows] for block in document.blocks if isinstance(block, Table)}


def signed_by_an_earlier_version(db: Database, trade: Trade) -> SeasonSettlement:
    """A season that was settled at 50.00 a bag and signed when the program kept no rows."""
    ship(db, trade, date(2024, 12, 1), 100)
    price(db, trade, 5000, valid_from=date(2025, 5, 1), valid_until=date(2025, 6, 1))
    made = season(db, trade, 2025, "sent", "agreed")
    with db.operation("test") as session:
        session.connection().exec_driver_sql("UPDATE seasonsettlement SET signed = '{}'")
    return made


def test_a_season_signed_without_rows_is_reckoned_anew_while_that_gives_what_was_signed(
        database: Database, trade: Trade) -> None:
    first = signed_by_an_earlier_version(database, trade)
    comes_back(database, trade, date(2025, 9, 1), 6)
    assert [(g.of, g.settled, g.unkept) for g in now(database, trade)] == [(first.code, 5000, False)]
    assert "were not kept" not in told(sheet(database, first.id)) and len(tables(sheet(database, first.id))["Goods"]) == 2


@pytest.mark.parametrize(("language", "sentence", "unknown"), [
    ("en", "The rows of this sheet were not kept", "was not kept"), ("zh_CN", "没有保存各行", "单价没有保存")])
def test_once_todays_prices_do_not_give_it_any_more_its_sums_alone_are_said_and_no_price(
        database: Database, trade: Trade, language: str, sentence: str, unknown: str) -> None:
    first = signed_by_an_earlier_version(database, trade)
    price(database, trade, 4000, valid_from=date(2025, 5, 15), valid_until=date(2025, 6, 1))
    comes_back(database, trade, date(2025, 9, 1), 6)
    with using("en"):
        account = tables(sheet(database, first.id))
        assert "Goods" not in account and account["Account"] == [
            ["By settlement prices", -40_000], ["Balance after settlement", 500_000]]
    (back,) = now(database, trade)
    assert (back.of, back.settled, back.unkept, back.difference) == (first.code, None, True, 0)
    with using(language):
        paper, next_one = told(sheet(database, first.id)), told(preview(database, trade.dealer))
    assert sentence in paper and "4,000" not in paper and "1,400" not in paper
    assert unknown in next_one and first.code in next_one


@pytest.mark.parametrize("states", [(), ("sent",)])
def test_only_a_season_that_both_have_signed_is_settled(database: Database, trade: Trade, states: tuple[str, ...]) -> None:
    ship(database, trade, date(2024, 12, 1), 100)
    season(database, trade, 2025, *states)
    comes_back(database, trade, date(2025, 9, 1), 6)
    ship(database, trade, date(2025, 9, 2), 4, kind="return")
    assert [(g.back, g.of) for g in now(database, trade)] == [(10, "")]
    assert "settled in" not in told(preview(database, trade.dealer))


def test_what_a_later_signed_season_took_back_comes_back_of_the_earlier_one_only_once(
        database: Database, trade: Trade) -> None:
    ship(database, trade, date(2023, 12, 1), 100)
    price(database, trade, 5000, valid_from=date(2024, 5, 1), valid_until=date(2024, 6, 1))
    first = season(database, trade, 2024, "agreed")
    comes_back(database, trade, date(2024, 9, 1), 80)
    season(database, trade, 2025, "agreed")
    price(database, trade, 4400)
    ship(database, trade, date(2025, 8, 1), 30)
    comes_back(database, trade, date(2025, 8, 5), 5)
    ship(database, trade, date(2025, 9, 2), 45, kind="return")
    found = {(g.of, g.settled): (g.sent, g.back) for g in now(database, trade)}
    assert found == {("", 4400): (30, 30), (first.code, 5000): (0, 20)}


def test_rows_of_one_product_at_two_settlement_prices_are_both_compared(database: Database, trade: Trade) -> None:
    ship(database, trade, date(2025, 12, 1), 100)
    price(database, trade, 5000)
    number = settlement(database, trade)
    go(database, number, "sent", "agreed")
    with database.operation("test") as session:
        made = session.get_one(SeasonSettlement, number)
        row = made.signed["goods"][0]
        made.signed = {**made.signed, "goods": [{**row, "sent": 60}, {**row, "sent": 40, "settled": 5100}]}
    rows = tables(sheet(database, number))["Since the sheet"]
    assert rows[0][1:] == [-60 * 400 - 40 * 300, -40_000]


SIGNED = "This entry is the price difference that both have signed in {code} and stays as it is"
CHANGES = {"amount": -1, "kind": "correction", "entered_on": date(2026, 8, 1), "dealer_id": 0}
DOORS: dict[str, Callable[[Database, int, dict[str, object]], object]] = {
    "form": lambda db, key, values: verbs.save(db, AccountEntry, values, key),
    "many": lambda db, key, values: verbs.change_many(db, AccountEntry, [key], values)}


@pytest.mark.parametrize("door", list(DOORS))
@pytest.mark.parametrize("name", list(CHANGES))
def test_the_entry_of_a_signed_season_stays_as_it_was_signed(database: Database, trade: Trade, door: str, name: str) -> None:
    ship(database, trade, date(2025, 12, 1), 100)
    price(database, trade, 5000)
    number = settlement(database, trade)
    go(database, number, "sent", "agreed")
    kept = verbs.get(database, SeasonSettlement, number)
    assert kept.entry_id is not None
    with pytest.raises(FieldErrors) as refused:
        DOORS[door](database, kept.entry_id, {name: CHANGES[name] or trade.other})
    assert SIGNED.format(code=kept.code) in str(refused.value) and list(refused.value.fields) == [name]
    DOORS[door](database, kept.entry_id, {"remarks": "已对账"})
    assert verbs.get(database, AccountEntry, kept.entry_id).amount == -40_000


def test_merging_keeps_the_entry_that_a_signed_season_names_and_two_dealers_become_one(
        database: Database, trade: Trade) -> None:
    ship(database, trade, date(2025, 12, 1), 100)
    price(database, trade, 5000)
    number = settlement(database, trade)
    go(database, number, "sent", "agreed")
    entry = verbs.get(database, SeasonSettlement, number).entry_id
    assert entry is not None
    other = verbs.save(database, AccountEntry, {"dealer_id": trade.dealer, "entered_on": LAST, "amount": -1}).id
    with pytest.raises(FieldErrors, match="names stays"):
        verbs.merge(database, AccountEntry, other, [entry], {})
    verbs.merge(database, AccountEntry, entry, [other], {})
    verbs.merge(database, Dealer, trade.other, [trade.dealer], {})
    kept = verbs.get(database, SeasonSettlement, number)
    assert (kept.dealer_id, kept.entry_id, kept.closing) == (trade.other, entry, 500_000)
    assert verbs.get(database, AccountEntry, entry).dealer_id == trade.other


def test_nobody_writes_what_the_settlement_keeps_itself(database: Database, trade: Trade) -> None:
    ship(database, trade, date(2025, 12, 1), 100)
    price(database, trade, 5000)
    entry = verbs.save(database, AccountEntry, {"dealer_id": trade.dealer, "amount": 777, "entered_on": date(2026, 1, 1)})
    given = {"entry_id": entry.id, "difference": 5, "closing": 5, "signed": {"goods": [], "moved": {}}}
    number = verbs.save(database, SeasonSettlement, {
        "dealer_id": trade.dealer, "starts_on": FIRST, "ends_on": LAST, **given}).id

    def kept() -> tuple[object, ...]:
        one = verbs.get(database, SeasonSettlement, number)
        return one.entry_id, one.difference, one.closing, len(one.signed.get("goods", ()))

    assert kept() == (None, None, None, 0)
    verbs.save(database, SeasonSettlement, given, number)
    assert kept() == (None, None, None, 0)
    go(database, number, "sent")
    verbs.save(database, SeasonSettlement, given, number)
    assert kept() == (None, -40_000, 500_777, 1)
    assert "have changed" not in told(sheet(database, number))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_many_orders_that_stay_open_are_counted_and_the_first_named(
        database: Database, trade: Trade, language: str) -> None:
    with using(language):
        text = said([Staying(f"SO-2025-{n:03}", None, 3) for n in range(12)])
    assert "SO-2025-002" in text and "SO-2025-003" not in text and "9" in text and len(text) < 200


@pytest.mark.slow
def test_the_action_of_signing_has_a_name_that_can_be_read(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        made = [store(session, SalesOrder, {"dealer_id": trade.dealer, "ordered_on": date(2025, 11, 1)}).id for _n in range(12)]
        for number in made:
            store(session, OrderLine, {"order_id": number, "product_id": trade.product, "bags": 3})
    verbs.move(database, SalesOrder, made, StateChange("confirmed", date(2025, 11, 2)))
    ship(database, trade, date(2025, 12, 1), 5)
    number = settlement(database, trade)
    go(database, number, "sent", "agreed")
    with database.reading() as session:
        label = session.exec(select(Operation.label).order_by(col(Operation.id).desc())).first() or ""
        kept = session.get_one(SeasonSettlement, number)
    assert "and 9 more" in label and len(label) < 300
    assert len(tables(sheet(database, number))["Open orders"]) == 12 == len(kept.signed["open"])
