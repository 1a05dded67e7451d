"""Stock at dealers: what was sold out follows from counts, shipments and moves; SQL, records and the pure formula agree."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from sqlmodel import Session, col

from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.listing import Query
from desktop.core.records import living
from desktop.core.verbs import StateChange, merge, move_in, remove, restore, store
from desktop.dealers.model import Dealer, Licence, Territory
from desktop.regions.model import Region
from desktop.sales.curves import Curve
from desktop.sales.orders.model import OrderLine, SalesOrder, Shipment, ShipmentLine
from desktop.sales.products.model import Product
from desktop.sales.stock import actions, made_of
from desktop.sales.stock.advice import Asked, advise
from desktop.sales.stock.figures import Stock, stock
from desktop.sales.stock.following import follow
from desktop.sales.stock.lists import STOCK
from desktop.sales.stock.model import CountLine, StockCount, StockItem, StockMove
from desktop.sales.stock.plan_model import StockPlan
from desktop.sales.stock.takers import takers
from desktop.trade.stock import sold_out
from tests.sales.conftest import Trade

FIRST, AS_OF = date(2025, 10, 1), date(2026, 4, 10)
FLAT = Curve((Fraction(100, 12),) * 12, 10)


def send(session: Session, trade: Trade, day: date, bags: int, dealer: int = 0, lot: str = "") -> None:
    """Bags that leave for a dealer, or below nothing come back."""
    store(session, ShipmentLine, {"dealer_id": dealer or trade.dealer, "moved_on": day, "product_id": trade.product,
                                  "bags": bags,
                                  "lot": lot})
    _followed(session)


def count(session: Session, trade: Trade, day: date, bags: int | None, dealer: int = 0, lot: str = "") -> CountLine:
    """Bags found at a dealer."""
    line = store(session, CountLine, {"dealer_id": dealer or trade.dealer, "counted_on": day, "product_id": trade.product,
                                      "bags": bags, "lot": lot})
    _followed(session)
    return line


def _followed(session: Session) -> None:
    """What every transaction ends with: the stock items that goods lack are made."""
    session.flush()
    follow(session)


def give(session: Session, trade: Trade, day: date, bags: int) -> None:
    """Bags that the first dealer gives the second."""
    store(session, StockMove, {"from_id": trade.dealer, "to_id": trade.other, "moved_on": day, "product_id": trade.product,
                               "bags": bags})
    _followed(session)


def at(session: Session, dealer: int, day: date = AS_OF) -> Stock:
    """The one stock item of a dealer."""
    [found] = stock(session, day, dealer)
    return found


def test_what_was_sold_out_is_what_was_there_and_came_less_what_left_and_is_there(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        count(session, trade, date(2025, 9, 20), 120)
        send(session, trade, date(2025, 12, 1), 300)
        send(session, trade, date(2026, 2, 1), -20)
        give(session, trade, date(2026, 3, 1), 10)
        count(session, trade, date(2026, 4, 1), 80)
        send(session, trade, date(2026, 4, 5), 30)
        found = at(session, trade.dealer)
        assert (found.opening, found.received, found.returned, found.moved_out, found.closing) == (120, 300, 20, 10, 80)
        assert (found.sold, found.since, found.on_hand) == (310, 30, 110)
        other = at(session, trade.other)
        assert (other.never_counted, other.sold, other.on_hand) == (True, None, 10)


def test_a_dealer_who_never_had_any_before_the_season_began_with_nothing(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        send(session, trade, date(2025, 12, 1), 300)
        count(session, trade, date(2026, 4, 1), 80)
        assert at(session, trade.dealer).sold == 220


def test_of_a_dealer_who_had_goods_before_and_was_not_counted_the_first_count_is_the_opening(database: Database, trade: Trade
                                                                                            ) -> None:
    with database.operation("test") as session:
        send(session, trade, date(2025, 9, 1), 300)
        count(session, trade, date(2026, 1, 5), 200)
        assert at(session, trade.dealer).sold is None
        count(session, trade, date(2026, 4, 1), 50)
        assert (at(session, trade.dealer).opening, at(session, trade.dealer).sold) == (200, 150)


def test_a_sell_out_below_zero_is_shown_as_a_miscount_and_gives_no_advice(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        send(session, trade, date(2025, 12, 1), 50)
        count(session, trade, date(2026, 4, 1), 80)
        found = at(session, trade.dealer)
        assert found.sold == -30
        said = advise(found, Asked(last_season=100), FLAT, FIRST, AS_OF)
        assert said.advice is None and "-30" in said.said[1]


def test_goods_move_before_the_count_of_their_day(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        send(session, trade, date(2026, 4, 1), 100)
        count(session, trade, date(2026, 4, 1), 60)
        found = at(session, trade.dealer)
        assert (found.sold, found.since, found.on_hand) == (40, 0, 60)


def test_what_lies_in_the_bin_and_lines_that_were_not_counted_do_not_count(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        send(session, trade, date(2025, 12, 1), 100)
        count(session, trade, date(2026, 3, 1), 70)
        count(session, trade, date(2026, 3, 5), None)
        wrong = count(session, trade, date(2026, 3, 9), 5)
        assert at(session, trade.dealer).closing == 5
        remove(session, CountLine, [wrong.id])
        assert at(session, trade.dealer).closing == 70


def test_lines_from_a_spreadsheet_make_one_count_and_one_shipment_a_dealer_and_day(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        for lot, bags in (("甲1", 5), ("甲2", 7)):
            count(session, trade, date(2026, 3, 1), bags, lot=lot)
            send(session, trade, date(2026, 2, 1), bags, lot=lot)
        send(session, trade, date(2026, 2, 1), -3)
        [sheet] = session.exec(living(StockCount)).all()
        assert sheet.counted_on == date(2026, 3, 1) and at(session, trade.dealer).closing == 12
        assert sorted(s.kind for s in session.exec(living(Shipment)).all()) == ["delivery", "return"]
        with pytest.raises(FieldErrors, match="another line"):
            count(session, trade, date(2026, 3, 1), 9, lot="甲1")


def test_list_records_formula_and_the_rows_behind_agree_on_random_data(
        database: Database, trade: Trade, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Random(7)
    with database.operation("test") as session:
        for _n in range(160):
            day = date(2025, 7, 1) + timedelta(days=chance.randrange(280))
            dealer = chance.choice((trade.dealer, trade.other))
            kind = chance.choice(("send", "send", "back", "count", "give"))
            if kind == "count":
                if not session.exec(living(CountLine).where(col(CountLine.dealer_id) == dealer,
                                                            col(CountLine.counted_on) == day)).first():
                    count(session, trade, day, chance.randrange(200), dealer)
            elif kind == "give":
                give(session, trade, day, chance.randint(1, 20))
            else:
                with suppress(FieldErrors):  # more came back than the dealer has
                    send(session, trade, day, chance.randint(1, 60) * (-1 if kind == "back" else 1), dealer)
        found = stock(session, AS_OF)
        assert len(found) == 2
        for row in found:
            _agrees(session, row)
        monkeypatch.setattr(made_of, "today", lambda: AS_OF)
        for row in found:
            _opens(session, row)
        listed = STOCK.rows(session, list(STOCK.ids(session, Query())), {"sold", "on_hand"})
        places = [[c.name for c in STOCK.columns].index(name) for name in ("sold", "on_hand")]
        today_rows = {row.item_id: row for row in stock(session, date.today())}
        for key, cells in listed.items():
            assert [cells[p] for p in places] == [today_rows[key].sold, today_rows[key].on_hand]


def _opens(session: Session, row: Stock) -> None:
    """Each figure opens records that add to it."""
    item = session.get_one(StockItem, row.item_id)
    for name in made_of.ENTERING:
        parts = made_of.made_of(name)(item).read(session)
        assert sum(part.value for part in parts) == getattr(row, name) and all(part.id for part in parts), name


def test_what_left_beyond_what_came_is_told_as_such(database: Database, trade: Trade) -> None:
    day = date.today() - timedelta(days=1)
    with database.operation("test") as session:
        store(session, StockMove, {"from_id": trade.dealer, "to_id": trade.other, "moved_on": day, "product_id": trade.product,
                                   "bags": 10})
        send(session, trade, day, 4)
        item = session.exec(living(StockItem).where(col(StockItem.dealer_id) == trade.dealer)).one()
        parts = made_of.made_of("on_hand")(item).read(session)
    assert sorted(part.value for part in parts) == [-10, 4, 6] and sum(part.value for part in parts) == 0


def _agrees(session: Session, row: Stock) -> None:
    """The figures of an item are those that its records give, by the pure formula."""
    lines = [(x.moved_on,
              x.bags) for x in session.exec(living(ShipmentLine).where(col(ShipmentLine.dealer_id) == row.dealer_id))]
    moves = session.exec(living(StockMove)).all()
    assert row.opened is not None and row.closed is not None and row.sold is not None

    def within(day: date) -> bool:
        return row.opened < day <= row.closed  # type: ignore[operator]

    came = sum(bags for day, bags in lines if bags > 0 and within(day))
    back = -sum(bags for day, bags in lines if bags < 0 and within(day))
    moved_in = sum(m.bags for m in moves if m.to_id == row.dealer_id and within(m.moved_on))
    moved_out = sum(m.bags for m in moves if m.from_id == row.dealer_id and within(m.moved_on))
    assert (row.received, row.returned, row.moved_in, row.moved_out) == (came, back, moved_in, moved_out)
    assert row.sold == sold_out(row.opening, came, moved_in, back, moved_out, row.closing or 0)
    later = [bags for day, bags in lines if row.closed < day <= AS_OF]
    later += [m.bags if m.to_id == row.dealer_id else -m.bags for m in moves if row.closed < m.moved_on <= AS_OF]
    assert (row.since, row.on_hand) == (sum(later), (row.closing or 0) + sum(later))


# -- what is done -----------------------------------------------------------------------------------------------------


def too_much_here_too_little_there(session: Session, trade: Trade) -> StockItem:
    """The first dealer has far too much, the second sold out; the item of the first."""
    send(session, trade, date(2025, 10, 5), 500)
    count(session, trade, date(2026, 4, 1), 480)
    send(session, trade, date(2025, 10, 5), 300, trade.other)
    count(session, trade, date(2026, 4, 1), 1, trade.other)
    found = session.exec(living(StockItem).where(col(StockItem.dealer_id) == trade.dealer)).first()
    assert found is not None
    return found


def test_the_plan_to_clear_names_the_taker_and_becomes_a_move(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        item = too_much_here_too_little_there(session, trade)
        [blocked] = takers(session, item, AS_OF)
        assert not blocked.allowed and blocked.dealer_id == trade.other
        place = store(session, Region, {"name": "甲省", "level": "province"})
        store(session, Territory, {"dealer_id": trade.other, "region_id": place.id})
        for kind in ("business", "filing_no_repack"):
            store(session, Licence, {"dealer_id": trade.other, "kind": kind, "expires_on": date(2030, 1, 1)})
        [free] = takers(session, item, AS_OF)
        assert free.allowed and free.needs > 0
    plan = actions.plan(database, item.id, AS_OF)
    assert (plan.kind, plan.way, plan.taker_id) == ("clear", "move", trade.other) and plan.reasons
    with pytest.raises(Refused):
        actions.carry_out(database, plan.id, AS_OF)
    with database.operation("test") as session:
        move_in(session, StockPlan, plan.id, StateChange("agreed", AS_OF))
    made = actions.carry_out(database, plan.id, AS_OF)
    assert isinstance(made, StockMove) and (made.from_id, made.to_id, made.bags) == (trade.dealer, trade.other, plan.bags)
    with database.reading() as session:
        assert session.get_one(StockPlan, plan.id).state == "done"


def test_whoever_decides_otherwise_than_advised_says_why(database: Database, trade: Trade) -> None:
    values = {"dealer_id": trade.dealer, "product_id": trade.product, "made_on": AS_OF, "advised": 40, "bags": 30}
    with database.operation("test") as session:
        with pytest.raises(FieldErrors, match="40"):
            store(session, StockPlan, values)
        assert store(session, StockPlan, {**values, "overruled": "李总：留样"}).bags == 30


def test_a_count_lists_what_should_be_there_lot_by_lot(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        send(session, trade, date(2026, 2, 1), 40, lot="批1")
        send(session, trade, date(2026, 2, 9), 40, lot="批2")
        sheet = store(session, StockCount, {"dealer_id": trade.dealer, "counted_on": AS_OF})
    assert actions.list_expected(database, sheet.id) == 2
    assert actions.list_expected(database, sheet.id) == 0
    with database.reading() as session:
        lines = session.exec(living(CountLine).where(col(CountLine.count_id) == sheet.id)).all()
        assert [(line.lot, line.bags) for line in lines] == [("批1", None), ("批2", None)]
        assert at(session, trade.dealer).never_counted  # what nobody has counted yet is not counted as nothing


def test_usual_levels_are_written_where_there_are_none(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        item = too_much_here_too_little_there(session, trade)
    assert actions.set_usual_levels(database, [item.id], AS_OF) == 1
    assert actions.set_usual_levels(database, [item.id], AS_OF) == 0
    with database.reading() as session:
        kept = session.get_one(StockItem, item.id)
        assert kept.minimum is not None and kept.maximum is not None and kept.minimum <= kept.maximum


def test_an_item_stays_while_there_are_papers_about_its_goods(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        line = count(session, trade, date(2026, 3, 1), 5)
        item = session.exec(living(StockItem)).one()
        with pytest.raises(Refused):
            remove(session, StockItem, [item.id])
        remove(session, CountLine, [line.id])
        remove(session, StockItem, [item.id])


def test_a_deleted_dealer_takes_stock_items_along(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        [item] = [store(session, StockItem, {"dealer_id": trade.other, "product_id": trade.product})]
        remove(session, Dealer, [trade.other])
        session.refresh(item)
        assert item.is_deleted


def test_a_merged_dealer_has_one_stock_item_a_product_with_the_goods_of_both(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        for dealer, day, bags in ((trade.dealer, date(2026, 3, 1), 5), (trade.other, date(2026, 2, 1), 9)):
            send(session, trade, date(2026, 1, 5), 20, dealer)
            count(session, trade, day, bags, dealer)
    merge(database, Dealer, trade.dealer, [trade.other], {})
    with database.reading() as session:
        assert [item.dealer_id for item in session.exec(living(StockItem))] == [trade.dealer]
        found = at(session, trade.dealer)
        assert (found.received, found.closing, found.sold) == (40, 5, 35)


def test_products_that_are_merged_leave_one_stock_item_a_dealer(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        variety = session.get_one(Product, trade.product).variety_id
        twin = store(session, Product, {"variety_id": variety, "bag_kg": 2.5, "name": "写错的"}).id
        for product in (trade.product, twin):
            store(session, ShipmentLine, {"dealer_id": trade.dealer, "moved_on": FIRST, "product_id": product, "bags": 5})
    merge(database, Product, trade.product, [twin], {})
    with database.reading() as session:
        assert at(session, trade.dealer).on_hand == 10


def test_an_open_order_is_on_the_way_until_it_has_left(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        order = store(session, SalesOrder, {"dealer_id": trade.dealer, "ordered_on": AS_OF, "state": "confirmed"})
        line = store(session, OrderLine, {"order_id": order.id, "product_id": trade.product, "bags": 100})
        shipment = store(session, Shipment, {"dealer_id": trade.dealer, "moved_on": AS_OF})
        store(session, ShipmentLine, {"shipment_id": shipment.id, "order_line_id": line.id, "product_id": trade.product,
                                      "bags": 70})
        _followed(session)
        assert at(session, trade.dealer).on_order == 30


# -- what comes by other doors --------------------------------------------------------------------------------------------


def test_goods_stay_seen_whatever_door_they_come_by(database: Database, trade: Trade) -> None:
    with database.operation("first") as session:
        shipment = store(session, Shipment, {"dealer_id": trade.dealer, "moved_on": date(2026, 2, 1)})
        store(session, ShipmentLine, {"shipment_id": shipment.id, "product_id": trade.product, "bags": 5})
    with database.operation("moved") as session:
        store(session, Shipment, {"dealer_id": trade.other}, shipment.id)
    with database.reading() as session:
        assert [s.on_hand for s in stock(session, AS_OF, trade.other)] == [5]
    with database.operation("gone") as session:
        remove(session, Shipment, [shipment.id])
        remove(session, StockItem, [item.id for item in session.exec(living(StockItem)).all()])
    restore(database, "shipment", shipment.id)
    with database.reading() as session:
        assert [s.on_hand for s in stock(session, AS_OF, trade.other)] == [5]


def test_what_was_typed_anew_is_not_doubled_from_the_bin(database: Database, trade: Trade) -> None:
    with database.operation("first") as session:
        old = count(session, trade, date(2026, 3, 1), 100)
    with database.operation("gone") as session:
        remove(session, StockCount, [old.count_id or 0])
    with database.operation("anew") as session:
        count(session, trade, date(2026, 3, 1), 90)
    with pytest.raises(FieldErrors):
        restore(database, "stockcount", old.count_id or 0)
    with database.reading() as session:
        assert at(session, trade.dealer).closing == 90


def test_a_count_of_long_before_the_season_is_not_its_opening(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        count(session, trade, date(2023, 9, 20), 50)
        for year in (2023, 2024, 2025):
            send(session, trade, date(year, 12, 1), 300)
        assert at(session, trade.dealer, date(2025, 12, 31)).sold is None
        count(session, trade, date(2026, 1, 5), 200)
        count(session, trade, date(2026, 4, 1), 80)
        assert at(session, trade.dealer).sold == 120


def test_what_came_back_beyond_a_year_is_no_miscount(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        send(session, trade, date(2024, 12, 10), 100)
        send(session, trade, date(2025, 8, 10), -20)
        assert at(session, trade.dealer, date(2026, 1, 15)).on_hand == 0


def test_dealers_who_were_counted_on_one_day_can_be_merged(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        for dealer, bags in ((trade.dealer, 5), (trade.other, 9)):
            count(session, trade, date(2026, 3, 1), bags, dealer, lot="批1")
        count(session, trade, date(2026, 3, 1), 2, trade.other, lot="批2")
    merge(database, Dealer, trade.dealer, [trade.other], {})
    with database.reading() as session:
        assert at(session, trade.dealer).closing == 16
