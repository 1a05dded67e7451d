"""Accounts as of any day: instalments, credits, advances, ageing; the list's SQL and the pure figures are the same."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from desktop.core.breakdown import Breakdown
from desktop.core.database import Database
from desktop.core.errors import FieldErrors
from desktop.core.listing import Condition, Query
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.sales.money import accounts as room
from desktop.sales.money import as_of, ledger_sql, made_of
from desktop.sales.money.accounts import account_of, accounts, owed, standing
from desktop.sales.money.ledger import ledger, movements
from desktop.sales.money.lists import ACCOUNTS
from desktop.sales.money.model import Payment
from desktop.sales.money.rules import limits
from desktop.sales.orders.model import Shipment
from desktop.trade.receivables import bucket_names, bucket_of
from tests.sales.conftest import Trade
from tests.sales.ledgers import Book

DAY = date(2026, 3, 1)


@pytest.fixture
def book(database: Database, trade: Trade) -> Book:
    return Book(database, trade.dealer, trade.product)


def opens(book: Book, day: date) -> list[int]:
    """What is open of the dealer, part by part in order of due days, in yuan; the SQL and the records say the same."""
    with book.db.reading() as session:
        rows = session.execute(text(ledger_sql.items(dealer=True)), {
            "day": day.isoformat(), "undated": "not_due", "dealer": book.dealer}).all()
        found = ledger(session, book.dealer).ageing(day)
        account = account_of(session, book.dealer, day)
    by_sql = sorted((row.due_on or "9", row.open) for row in rows if row.open)
    by_records = sorted((str(row.instalment.due or "9"), row.open) for row in found.rows)
    assert by_sql == by_records
    assert account.advance == found.advance
    assert account.open == sum(row.open for row in found.rows) == sum(account.buckets)
    assert account.balance == account.open - account.advance
    return [amount / 100 for _due, amount in by_sql]


def thirds(total: tuple[float, float, float]) -> tuple[tuple[date, float], ...]:
    return tuple((DAY + timedelta(days=30 * (i + 1)), part) for i, part in enumerate(total))


def test_a_payment_settles_the_instalments_of_a_shipment_in_order_of_their_due_days(book: Book) -> None:
    """Cases O10 and O11."""
    shipment = book.sent(100, DAY, parts=thirds((30, 50, 20)))
    book.paid(40, DAY, ("shipment_id", shipment, 40))
    assert opens(book, DAY) == [40, 20]
    book.entry(-100, DAY)  # a free credit is a row of its own
    assert opens(book, DAY) == [40, 20]
    with book.db.reading() as session:
        found = account_of(session, book.dealer, DAY)
    assert (found.advance, found.balance) == (10000, -4000)


def test_a_credit_against_a_shipment_settles_its_instalments_after_what_was_paid(book: Book) -> None:
    """Case O12."""
    shipment = book.sent(200, DAY, parts=thirds((60, 100, 40)))
    book.paid(40, DAY, ("shipment_id", shipment, 40))
    book.back(100, DAY, shipment)
    assert opens(book, DAY) == [20, 40]


def test_a_fen_that_is_open_keeps_its_row_and_too_much_never_goes_below_nothing(book: Book) -> None:
    """Cases O13 and O82."""
    shipment = book.sent(100, DAY, DAY)
    book.paid(99.99, DAY, ("shipment_id", shipment, 99.99))
    assert opens(book, DAY) == [0.01]
    book.back(100, DAY, shipment)
    assert opens(book, DAY) == []
    large = book.sent(15000, DAY, parts=((DAY, 7500), (DAY + timedelta(days=30), 7500)))
    book.paid(8500, DAY, ("shipment_id", large, 8500))
    assert opens(book, DAY) == [6500]


def test_an_advance_on_an_order_is_owed_to_the_dealer(book: Book) -> None:
    """Case O17."""
    book.paid(1000, DAY, ("order_id", book.order(DAY), 1000))
    assert opens(book, DAY) == []
    with book.db.reading() as session:
        found = account_of(session, book.dealer, DAY)
    assert (found.balance, found.advance) == (-100000, 100000)


def test_what_was_paid_later_is_not_taken_off_as_of_an_earlier_day(book: Book) -> None:
    """Case O81."""
    shipment = book.sent(100, date(2026, 3, 31), date(2026, 4, 30))
    book.paid(60, date(2026, 7, 10), ("shipment_id", shipment, 60))
    book.back(10, date(2026, 7, 15), shipment)
    book.entry(-5, date(2026, 7, 20), shipment_id=shipment)
    assert opens(book, date(2026, 6, 30)) == [100]
    with book.db.reading() as session:
        found = account_of(session, book.dealer, date(2026, 6, 30))
    names = bucket_names(limits(DAY))
    assert found.oldest == 61
    assert dict(zip(names, found.buckets, strict=True))["61-90"] == 10000
    days = [date(2026, 7, day) for day in (9, 10, 14, 15, 19, 20)]
    assert [opens(book, day) for day in days] == [[100], [40], [40], [30], [30], [25]]


def test_a_sent_order_with_its_freight_and_its_return_come_to_nothing(book: Book) -> None:
    """Case O89."""
    shipment = book.sent(80, DAY)
    book.entry(3, DAY, "freight", shipment_id=shipment)
    with book.db.reading() as session:
        assert account_of(session, book.dealer, DAY).balance == 8300
    book.back(60, DAY, shipment)
    book.entry(-3, DAY, "freight", shipment_id=shipment)
    with book.db.reading() as session:
        assert account_of(session, book.dealer, DAY).balance == 2000


def test_a_closing_balance_is_the_opening_with_all_that_moved(book: Book) -> None:
    book.entry(20000, date(2025, 12, 31), "opening")
    shipment = book.sent(180000, date(2026, 2, 1))
    book.back(15000, date(2026, 4, 1), shipment)
    book.paid(120000, date(2026, 4, 20))
    book.entry(-5400, date(2026, 5, 1), "rebate")
    with book.db.reading() as session:
        opening, moved = movements(session, book.dealer, date(2026, 1, 1), date(2026, 5, 31))
        quiet = movements(session, book.dealer, date(2026, 7, 1), date(2026, 7, 31))
    assert (opening, [m.amount for m in moved]) == (2000000, [18000000, -1500000, -12000000, -540000])
    assert quiet == (5960000, [])  # nothing moved: the balance is not lost


def test_an_allotment_may_not_exceed_what_is_open_nor_settle_another_dealers_paper(
        database: Database, trade: Trade, book: Book) -> None:
    shipment = book.sent(100, DAY)
    with pytest.raises(FieldErrors, match=r"only ¥100\.00 are open"):
        book.paid(200, DAY, ("shipment_id", shipment, 150))
    with pytest.raises(FieldErrors, match=r"only ¥50\.00 are open"):
        book.paid(50, DAY, ("shipment_id", shipment, 60))
    with pytest.raises(FieldErrors, match="another dealer's"):
        Book(database, trade.other, trade.product).paid(50, DAY, ("shipment_id", shipment, 50))


def test_the_list_shows_each_account_as_of_the_day_chosen_with_totals(database: Database, trade: Trade, book: Book) -> None:
    book.sent(100, date(2026, 3, 31), date(2026, 4, 30))
    Book(database, trade.other, trade.product).paid(30, date(2026, 7, 1))
    try:
        for day, open_, advance in ((date(2026, 6, 30), 10000, 0), (date(2026, 7, 2), 10000, 3000)):
            as_of.choose(day)
            with database.reading() as session:
                totals = ACCOUNTS.totals(session, Query())
                late = ACCOUNTS.ids(session, Query(conditions=(Condition("pressing", "least", 1),)))
                focus = ACCOUNTS.count(session, Query(conditions=(Condition("focus", "yes"),)))
            assert (totals["open"], totals["advance"], list(late), focus) == (open_, advance, [trade.dealer], 0)
    finally:
        as_of.choose(None)


def sums_behind(database: Database, dealer: int, day: date) -> tuple[int, ...]:
    """Of each figure that the list of accounts shows as of a day the sum of the rows that a double click on it opens."""
    found = []
    as_of.choose(day)
    try:
        with database.reading() as session:
            for name in ("balance", "open", "overdue", "advance", *(f"bucket{place}" for place in range(len(limits(day)) + 2))):
                column = next(column for column in ACCOUNTS.columns if column.name == name)
                assert column.behind is not None
                behind = column.behind(session.get_one(Dealer, dealer))
                assert isinstance(behind, Breakdown)
                found.append(sum(part.value for part in behind.read(session)))
    finally:
        as_of.choose(None)
    return tuple(found)


def test_a_figure_of_an_account_opens_the_papers_and_the_money_it_is_made_of(
        database: Database, trade: Trade, book: Book) -> None:
    late = book.sent(100, DAY, DAY + timedelta(days=10))
    book.sent(50, DAY, DAY + timedelta(days=90))
    book.paid(70, DAY, ("shipment_id", late, 30))
    with database.reading() as session:
        codes = {number: one.code for number, one in ((late, session.get_one(Shipment, late)),)}
        as_of.choose(DAY + timedelta(days=20))
        try:
            overdue = made_of.overdue(session.get_one(Dealer, trade.dealer)).read(session)
            ready = made_of.advance(session.get_one(Dealer, trade.dealer)).read(session)
        finally:
            as_of.choose(None)
    assert [(part.cells[1], part.cells[4], part.value, part.id) for part in overdue] == [(codes[late], "10", 7000, late)]
    assert [(part.table, part.value) for part in ready] == [("payment", 4000)]


def test_what_all_owe_is_read_once_while_reading_and_anew_while_writing(database: Database, trade: Trade, book: Book) -> None:
    book.sent(100, DAY, DAY)
    with database.reading() as session:
        assert standing(session, DAY)[0] is standing(session, DAY)[0]
        assert owed(session, DAY).balance == 10000
        assert owed(session, DAY, [trade.other]).balance == 0
    with database.operation("test") as session:
        assert owed(session, DAY).balance == 10000
        store(session, Payment, {"dealer_id": trade.dealer, "received_on": DAY, "amount": 4000})
        assert owed(session, DAY).balance == 6000 and accounts(session, DAY)[trade.dealer].balance == 6000


def test_what_all_owe_is_the_sum_of_their_accounts_where_those_were_read(
    database: Database, trade: Trade, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever is asked first: a report that lists the dealers sums what it read of them instead of asking again."""
    book.sent(100, DAY, DAY)
    book.paid(30, DAY)
    late = DAY + timedelta(days=20)
    asked = [None, [trade.dealer], [trade.other], [trade.dealer, trade.other, 1]]
    with database.reading() as session:
        summed = [owed(session, late, dealers) for dealers in asked]
    with database.reading() as session:
        read = accounts(session, late)
        assert accounts(session, late) is read
        monkeypatch.setattr(room.ledger_sql, "standing", lambda _count: pytest.fail("the accounts of that day were read"))
        assert [owed(session, late, dealers) for dealers in asked] == summed
    assert (summed[0].balance, summed[0].pressing) == (7000, 7000)


DAYS = st.integers(0, 120).map(lambda n: DAY + timedelta(days=n))
FACT = st.tuples(st.sampled_from(("sent", "parts", "back", "loose", "paid", "settle", "entry", "credit", "debt", "refund")),
                 DAYS, DAYS, st.integers(1, 30000), st.integers(0, 10))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FACT, max_size=12), DAYS)
def test_sql_and_pure_figures_are_equal_on_random_accounts(
        database: Database, trade: Trade, facts: list[tuple[str, date, date, int, int]], day: date) -> None:
    with database.operation("test") as session:
        dealer = store(session, Dealer, {"name": "丙农资"}).id
    book = Book(database, dealer, trade.product)
    papers: list[int] = []
    for kind, first, second, fen, pick in facts:
        yuan, paper = fen / 100, papers[pick % len(papers)] if papers else None
        try:
            if kind == "sent":
                papers.append(book.sent(yuan, first, second if pick else None))
            elif kind == "parts":
                papers.append(book.sent(yuan, first, second,
                                        parts=((first, yuan * pick / 8 + 0.01), (second, yuan / 3 + 0.01))))
            elif kind in ("back", "loose"):
                book.back(yuan, first, paper if kind == "back" else None)
            elif kind == "entry":
                book.entry(-yuan, first, shipment_id=paper)
            elif kind in ("credit", "debt"):
                book.entry(yuan if kind == "debt" else -yuan, first, due_on=second if pick else None)
            else:
                book.paid(-yuan if kind == "refund" else yuan, first,
                          *([("shipment_id", paper, yuan / 2)] if kind == "settle" and paper else []))
        except FieldErrors:
            continue  # more than was open
    opens(book, day)
    with database.reading() as session:
        one, pure = account_of(session, dealer, day), ledger(session, dealer).ageing(day)
        assert accounts(session, day).get(dealer, one) == one
    assert sums_behind(database, dealer, day) == (one.balance, one.open, one.overdue, one.advance, *one.buckets)
    bounds = limits(day)
    aged = dict.fromkeys(bucket_names(bounds), 0)
    for row in pure.rows:
        aged[bucket_of(row.days, bounds)] += row.open
    assert tuple(aged.values()) == one.buckets


def test_days_read_together_stand_as_each_of_them_and_as_the_accounts_do(
        database: Database, trade: Trade, book: Book) -> None:
    first = book.sent(100, DAY, parts=((DAY + timedelta(days=5), 60), (DAY + timedelta(days=40), 30)))
    book.paid(70, DAY + timedelta(days=10), ("shipment_id", first, 50))
    later = book.sent(80, DAY + timedelta(days=20), DAY + timedelta(days=25))
    book.back(30, DAY + timedelta(days=30), later)
    book.entry(40, DAY + timedelta(days=35), "freight", shipment_id=later)
    book.entry(-5, DAY + timedelta(days=36), shipment_id=first)
    days = [DAY + timedelta(days=n) for n in (60, 0, 7, 12, 22, 31, 36, -1, 45)]
    with database.reading() as session:
        together = standing(session, *days)
    for day, found in zip(days, together, strict=True):
        with database.reading() as session:
            alone, known = owed(session, day), accounts(session, day)
        assert sum(one.balance for one in found.values()) == alone.balance
        assert sum(one.pressing for one in found.values()) == alone.pressing
        assert {key: (one.balance, one.pressing) for key, one in found.items() if key in known} == {
            key: (one.balance, one.pressing) for key, one in known.items()}
        assert all(one == (0, 0) for key, one in found.items() if key not in known)
    assert len({one.balance for found in together for one in found.values()}) > 5
