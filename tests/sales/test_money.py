"""Money through windows and papers: allotments, promises, dunning, letters, the sheets."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlmodel import col

from desktop.cli import main
from desktop.core import documents, i18n, verbs
from desktop.core.capitals import capitals
from desktop.core.database import Database
from desktop.core.documents.model import Cell, Document, Paragraph, Table
from desktop.core.errors import Refused
from desktop.core.fields import today
from desktop.core.i18n import using
from desktop.core.money import half_up
from desktop.core.records import living
from desktop.core.reminders import Agenda, Reminder, ahead
from desktop.core.settings import Settings
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Promise
from desktop.regions.model import Region
from desktop.sales.money import as_of
from desktop.sales.money.accounts import account_of
from desktop.sales.money.allotting import allot
from desktop.sales.money.due_calls import due_calls, propose
from desktop.sales.money.dunning import step_of
from desktop.sales.money.letters import dunning_letter, reconciliation
from desktop.sales.money.model import DunningCall, Instalment, Payment, PaymentAllotment
from desktop.sales.money.reminders import REMINDERS
from desktop.sales.money.sheets import Collected, ageing_sheet, collection_sheet
from desktop.sales.money.statement import statement
from desktop.sales.money.terms import apply, parts, terms
from desktop.sales.orders.model import Shipment
from desktop.trade.receivables import due_day, late_interest
from tests.sales.conftest import Trade
from tests.sales.ledgers import Book
from tests.trade.asking import answer

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.context import Context

DAY = date(2026, 3, 1)


@pytest.fixture
def book(database: Database, trade: Trade) -> Book:
    return Book(database, trade.dealer, trade.product)


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def text_of(document: Document) -> str:
    return "\n".join(block.text for block in document.blocks if isinstance(block, Paragraph))


@pytest.mark.parametrize(("yuan", "said"), [
    pytest.param(60000, "陆万元整", id="O90"), (0, "零元整"), (1005.20, "壹仟零伍元贰角整"), (0.05, "伍分"),
    (100000000, "壹亿元整"), (100010000, "壹亿零壹万元整"), (1680.32, "壹仟陆佰捌拾元叁角贰分"), (-12, "负壹拾贰元整"),
    (107000.53, "壹拾万柒仟元伍角叁分"), (16409.02, "壹万陆仟肆佰零玖元零贰分"), (20030000, "贰仟零叁万元整"),
    (10.03, "壹拾元零叁分"), (1000000005, "壹拾亿零伍元整"), (325.04, "叁佰贰拾伍元零肆分"),
])
def test_amounts_stand_in_chinese_capitals(yuan: float, said: str) -> None:
    assert capitals(round(yuan * 100)) == said


def test_a_payment_settles_what_fell_due_first_and_the_deposit_its_own_order(book: Book) -> None:
    order = book.order(DAY)
    payment = book.paid(250, DAY, ("order_id", order, 80))
    late = book.sent(100, DAY, date(2026, 6, 1))
    early = book.sent(60, DAY, date(2026, 4, 1))
    debt = book.entry(40, DAY, "opening", due_on=date(2026, 3, 15))
    ordered = book.sent(50, DAY, date(2026, 9, 1), order=order)
    allot(book.db, payment)
    with book.db.reading() as session:
        lines = session.exec(living(PaymentAllotment).where(col(PaymentAllotment.payment_id) == payment)).all()
        account = account_of(session, book.dealer, today())
    found = {(line.shipment_id or line.entry_id or line.order_id): line.amount for line in lines}
    # 80 of deposit: 50 to its order's shipment, 30 wait for the rest of the order; 170: 40 + 60 + 70 of the latest
    assert found == {ordered: 5000, order: 3000, debt: 4000, early: 6000, late: 7000}
    assert (account.open, account.advance) == (3000, 3000)
    assert allot(book.db, payment) == 0  # nothing is left of it: a second time changes nothing


def test_terms_split_a_shipment_to_the_fen_and_end_of_next_month_knows_leap_years(book: Book) -> None:
    """Case O20."""
    three = terms()[-1]
    assert [part for _due, part in parts(three, DAY, 10001)] == [3000, 5001, 2000]
    assert [due_day(date(year, 1, 22), 30) for year in (2016, 2017)] == [date(2016, 2, 21), date(2017, 2, 21)]
    assert [due_day(date(year, 1, 22), month_ends=1) for year in (2016, 2017)] == [date(2016, 2, 29), date(2017, 2, 28)]
    assert due_day(date(2026, 12, 5), month_ends=1) == date(2027, 1, 31)
    shipment = book.sent(100.01, DAY)
    assert apply(book.db, shipment, three) == 3
    assert apply(book.db, shipment, three) == 3  # what was set before is replaced
    with book.db.reading() as session:
        found = session.exec(living(Instalment).order_by(col(Instalment.due_on))).all()
    assert [(part.due_on, part.amount) for part in found] == [
        (DAY + timedelta(days=30), 3000), (DAY + timedelta(days=60), 5001), (DAY + timedelta(days=90), 2000)]
    assert apply(book.db, shipment, terms()[0]) == 1
    assert verbs.get(book.db, Shipment, shipment).due_on == DAY + timedelta(days=30)


@pytest.mark.parametrize(("paid_on", "yuan", "state"), [(-1, 50, "kept"), (1, 50, "broken"), (-1, 40, "open")])
def test_money_that_comes_keeps_the_promise_or_shows_it_broken(
        book: Book, paid_on: int, yuan: float, state: str) -> None:
    due = date(2026, 5, 1)
    promise = verbs.save(book.db, Promise, {"dealer_id": book.dealer, "what": "回款", "due_on": due, "amount": 5000}).id
    values = {"dealer_id": book.dealer, "amount": round(yuan * 100), "promise_id": promise}
    payment = verbs.save(book.db, Payment, {**values, "expected_on": due}).id
    assert verbs.get(book.db, Promise, promise).state == "open"
    verbs.save(book.db, Payment, {"received_on": due + timedelta(days=paid_on)}, payment)
    assert verbs.get(book.db, Promise, promise).state == state


def test_a_debt_stands_at_the_step_it_reached_and_waits_while_one_is_unsaid_or_held() -> None:
    """Case O83."""
    starts = {"one": 5, "two": 20, "three": 40}
    assert step_of(4, starts) == ""
    assert step_of(5, starts) == "one"
    assert step_of(30, starts, last="one", draft=True) == "one"
    assert step_of(30, starts, last="one", held=True) == "one"
    assert step_of(30, starts, last="one") == "two"
    assert step_of(None, starts, last="two") == ""


def test_a_call_keeps_how_late_the_debt_was_and_what_lies_ready_is_not_dunned(book: Book) -> None:
    book.sent(100, DAY, DAY)
    first = verbs.save(book.db, DunningCall, {"dealer_id": book.dealer, "called_on": DAY + timedelta(days=40)})
    assert (first.step, first.days_late, first.overdue) == ("firm", 40, 10000)
    letter = dunning_letter(book.db, book.dealer, DAY + timedelta(days=100))
    assert "¥100.00" in text_of(letter)
    assert "壹佰元整" not in text_of(letter), "an English reader cannot read it"
    with using("zh_CN"):
        assert "壹佰元整" in text_of(dunning_letter(book.db, book.dealer, DAY + timedelta(days=100)))
    book.paid(100, DAY + timedelta(days=50))  # not allotted, but there
    with pytest.raises(Refused, match="nothing to ask for"):
        dunning_letter(book.db, book.dealer, DAY + timedelta(days=100))
    dunning_letter(book.db, book.dealer, DAY + timedelta(days=45))  # it was not there yet


def test_calls_are_proposed_once_a_step_and_none_while_one_is_unsaid_held_or_covered(database: Database, book: Book) -> None:
    book.sent(100, DAY, DAY)

    def due(days: int) -> list[str]:
        with database.reading() as session:
            return [call.step for call in due_calls(session, DAY + timedelta(days=days))]

    assert [due(days) for days in (-8, -7, 0, 1, 31, 91)] == [[], [], ["due"], ["friendly"], ["firm"], ["letter"]]
    assert propose(database, DAY + timedelta(days=5)) == 1
    assert [due(days) for days in (5, 40)] == [[], []]  # it is still to be said
    with database.reading() as session:
        call = session.exec(living(DunningCall)).one()
    assert (call.state, call.step, call.overdue) == ("draft", "friendly", 10000)
    verbs.save(database, DunningCall, {"state": "done", "held_until": DAY + timedelta(days=50)}, call.id)
    assert [due(days) for days in (20, 40, 51)] == [[], [], ["firm"]]
    with database.reading() as session:
        asked = ahead(DAY + timedelta(days=60), 7)
        said = [item for source in REMINDERS for item in source(session, asked)]
    assert {item.preset: item.count for item in said if isinstance(item, Reminder)} == {
        "overdue": 1, "focus": 0, "late": 0, "rest": 0, "drafts": 0}
    assert [item.title for item in said if isinstance(item, Agenda)] == ["Firm demand, supply stopped: 甲农资"]
    book.paid(100, DAY + timedelta(days=45))
    assert due(51) == []


def test_what_falls_due_is_told_with_what_is_open_of_it(book: Book) -> None:
    shipment = book.sent(100, DAY, parts=((DAY + timedelta(days=10), 60), (DAY + timedelta(days=40), 40)))
    book.paid(20, DAY, ("shipment_id", shipment, 20))
    with book.db.reading() as session:
        asked = ahead(DAY, 30)
        said = [item for source in REMINDERS for item in source(session, asked) if isinstance(item, Agenda)]
    assert [(item.on, item.detail, item.table, item.id) for item in said] == [
        (DAY + timedelta(days=10), "¥40.00", "shipment", shipment)]


def test_a_letter_claims_interest_and_fee_where_the_settings_say_so(book: Book) -> None:
    """Case O19."""
    assert half_up(late_interest(10000, 15, Fraction(10))) == 41
    book.sent(100, DAY, DAY)
    settings = Settings()
    settings.set("late_percent", 10.0)
    settings.set("dunning_fee", 10.0)
    assert "interest of ¥0.41" in text_of(dunning_letter(book.db, book.dealer, DAY + timedelta(days=15)))
    assert "claim ¥110.41" in text_of(dunning_letter(book.db, book.dealer, DAY + timedelta(days=15)))


@pytest.mark.parametrize(("later", "then", "advance"), [pytest.param(90, 1000, None, id="O18"), (110, 0, -1000)])
def test_a_statement_shows_what_is_paid_later_beside_what_is_open(
        book: Book, later: float, then: int, advance: int | None) -> None:
    book.sent(100, DAY, DAY)
    payment = book.paid(later, DAY + timedelta(days=1))
    allot(book.db, payment)
    shown = next(t for t in tables(statement(book.db, book.dealer, DAY)) if t.sheet == "What is open")
    assert [row[4:] for row in shown.rows[:1]] == [[10000, 0, 10000 - then, then]]
    after = statement(book.db, book.dealer, DAY + timedelta(days=1))
    left = [row[4] for t in tables(after) if t.sheet == "What is open" for row in t.rows if row[0] == "Advance"]
    assert left == ([] if advance is None else [advance])


def test_both_copies_of_the_reconciliation_show_opening_movements_closing_and_both_replies(book: Book) -> None:
    book.entry(20000, date(2025, 9, 30), "opening")
    paper = reconciliation(book.db, book.dealer, date(2026, 7, 31))
    moved = [t for t in tables(paper) if t.sheet == "Movements"]
    assert [[row[2], row[5]] for t in moved for row in t.rows] == [
        ["Opening balance", 2000000], ["Closing balance", 2000000]] * 2
    said = text_of(paper)
    with using("zh_CN"):
        assert text_of(reconciliation(book.db, book.dealer, date(2026, 7, 31))).count("贰万元整") == 2
    assert said.count("no demand for payment") == 2
    headings = [block.text for block in paper.blocks if type(block).__name__ == "Heading"]
    assert sum(text.startswith("Reply 1") for text in headings) == sum(text.startswith("Reply 2") for text in headings) == 2


def test_the_ageing_sheet_subtotals_each_county_and_closes(database: Database, trade: Trade, book: Book) -> None:
    """Case O22."""
    with database.operation("test") as session:
        province = store(session, Region, {"name": "甲省", "level": "province"}).id
        county = store(session, Region, {"name": "乙县", "level": "county", "parent_id": province}).id
        town = store(session, Region, {"name": "丙镇", "level": "township", "parent_id": county}).id
        store(session, Dealer, {"region_id": county}, trade.dealer)
        store(session, Dealer, {"region_id": town}, trade.other)
    book.sent(100, DAY, DAY)
    Book(database, trade.other, trade.product).sent(85, DAY, DAY)
    Book(database, trade.other, trade.product).paid(5, DAY)
    rows = tables(ageing_sheet(database, DAY + timedelta(days=31)))[0].rows
    sums: dict[Cell, Any] = {row[0]: list(row[7:10]) for row in rows}
    assert sums == {"甲农资": [10000, 0, 10000], "乙农资": [8500, 500, 8000], "Subtotal 乙县": [18500, 500, 18000],
                    "Total": [18500, 500, 18000]}


def test_collections_do_not_divide_by_nothing_and_count_back_over_months_without_sales(book: Book) -> None:
    assert Collected(shipped=10000, returned=10000).rate is None
    assert Collected(opening=18000000, shipped=62000000, paid=56000000).rate == 70
    for yuan, day in ((600, date(2026, 3, 5)), (200, date(2026, 4, 5))):
        book.sent(yuan, day)
    book.paid(400, date(2026, 6, 30))
    sheet = collection_sheet(book.db, date(2026, 6, 30), date(2026, 3, 1))
    asked = answer("dso", {"balance": "400", "months": [
        {"month": f"2026-0{month}", "sales": sales} for month, sales in ((3, 600), (4, 200), (5, 0), (6, 0))]})
    assert f"{asked['days']:.2f} by counting back" in text_of(sheet)
    assert "101.33 by counting back" in text_of(sheet)
    months = next(t for t in tables(sheet) if t.sheet == "Month")
    assert [row[0] for row in months.rows] == ["2026-03", "2026-04", "2026-05", "2026-06", "Total"]
    assert [row[7] for row in months.rows] == [60000, 80000, 80000, 40000, 40000]


def test_the_lists_the_papers_and_the_calculator_say_the_same(book: Book) -> None:
    shipment = book.sent(200, DAY, parts=((DAY + timedelta(days=30), 60), (DAY + timedelta(days=60), 140)))
    book.sent(55, DAY)
    book.back(20, DAY + timedelta(days=40), shipment)
    book.paid(90, DAY + timedelta(days=45), ("shipment_id", shipment, 50))
    day = DAY + timedelta(days=95)
    given = {"as_of": day, "documents": [
        {"number": "S", "dated": DAY, "due": DAY + timedelta(days=30), "amount": "60", "kind": "invoice"},
        {"number": "S", "dated": DAY, "due": DAY + timedelta(days=60), "amount": "140", "kind": "invoice"},
        {"number": "T", "dated": DAY, "amount": "55", "kind": "invoice"},
        {"number": "R", "dated": DAY + timedelta(days=40), "amount": "20", "kind": "credit", "against": "S"}],
        "payments": [{"dated": DAY + timedelta(days=45), "amount": "50", "against": "S"},
                     {"dated": DAY + timedelta(days=45), "amount": "40"}]}
    asked = answer("ageing", given)
    with book.db.reading() as session:
        found = account_of(session, book.dealer, day)
    aged = tables(statement(book.db, book.dealer, day))[-1].rows[0]
    assert [round(float(v) * 100) for v in asked["buckets"].values()] == list(found.buckets) == list(aged[:-1])
    assert round(float(asked["net"]) * 100) == found.balance
    assert round(float(asked["advance"]) * 100) == found.advance


def test_the_statement_command_writes_each_form(book: Book, tmp_path: Path) -> None:
    book.sent(100, DAY, DAY)
    with i18n.using("zh_CN"):
        for name, build in (("对账函", reconciliation), ("对账单", statement), ("催款函", dunning_letter)):
            for ending in (".xlsx", ".docx"):
                assert documents.save(build(book.db, book.dealer), tmp_path / f"{name}{ending}").stat().st_size > 1000
    code = verbs.get(book.db, Dealer, book.dealer).code
    path = book.db.path
    book.db.close()
    out = tmp_path / "s.xlsx"
    assert main(["--database", str(path), "report", "statement", "--code", code, "--day", "2026-04-01", "--out", str(out)]) == 0
    assert out.is_file()


def test_the_day_chosen_above_the_accounts_changes_list_and_statement(
        qtbot: QtBot, database: Database, book: Book, context: Context) -> None:
    from PySide6.QtCore import QDate

    from desktop.sales.money.accounts_page import AccountsSection
    from tests.ui.conftest import settle

    book.sent(100, DAY, DAY)
    book.paid(30, date(2026, 7, 1))
    try:
        section = AccountsSection(context)
        qtbot.addWidget(section)
        section.show()
        section.load()
        settle(qtbot, context)
        assert "70.00" in section.sheets[0].text.toPlainText()
        section.day.setDate(QDate(2026, 6, 30))
        settle(qtbot, context)
        assert "2026-06-30" in section.sheets[0].text.toPlainText()
        assert "70.00" not in section.sheets[0].text.toPlainText()
        section.today_button.click()
        settle(qtbot, context)
        assert "70.00" in section.sheets[0].text.toPlainText()
        assert as_of.day() == today()
    finally:
        as_of.choose(None)


def test_papers_follow_a_search_that_took_the_dealer_shown_away(
        qtbot: QtBot, database: Database, trade: Trade, book: Book, context: Context) -> None:
    """The only hit is shown, and where there is none neither is anybody, nor printed."""
    from PySide6.QtCore import Qt

    from desktop.sales.money.accounts_page import AccountsSection
    from tests.ui.conftest import settle, typed

    book.sent(100, DAY, DAY)
    other = verbs.save(database, Dealer, {"name": "QX Seeds", "state": "active"})
    section = AccountsSection(context)
    qtbot.addWidget(section)
    section.show()
    section.load()
    settle(qtbot, context)
    section.list.table.select(trade.dealer)
    settle(qtbot, context)
    assert section.record is not None and section.record.id == trade.dealer
    search = section.list.filters.search

    def look_for(text: str) -> None:
        search.selectAll()
        qtbot.keyClicks(search, text)
        typed(qtbot, section.list.filters)
        settle(qtbot, context)

    look_for("qx")
    assert section.record.id == other.id == section.list.table.current_id() == section.sheets[0].record_id
    assert section.list.table.selected_ids() == [other.id]
    assert "QX Seeds" in section.sheets[0].text.toPlainText()
    look_for("zzzz")
    assert section.record is None and not section.can("print_") and section.sheets[0].text.toPlainText() == ""
    assert [action.isEnabled() for action in section.offered] == [False, False, False, True, True]
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    typed(qtbot, section.list.filters)
    settle(qtbot, context)
    assert section.record is not None and section.can("print_") and all(action.isEnabled() for action in section.offered)


def test_a_double_click_on_a_figure_of_an_account_opens_its_papers(
        qtbot: QtBot, database: Database, book: Book, context: Context) -> None:
    from desktop.sales.money.accounts_page import AccountsSection
    from desktop.ui.book.breakdown_dialog import BreakdownDialog
    from tests.ui.conftest import settle

    shipment = book.sent(100, DAY, DAY)
    book.paid(30, DAY, ("shipment_id", shipment, 30))
    section = AccountsSection(context)
    qtbot.addWidget(section)
    section.show()
    section.load()
    settle(qtbot, context)
    column = next(column for column in section.listing.columns if column.name == "overdue")
    section.list.table.behind_wanted.emit(column)
    [dialog] = section.context.window.findChildren(BreakdownDialog)
    settle(qtbot, context)
    assert dialog.rows.rowCount() == 1 and dialog.rows.data_of(0).id == shipment
    assert dialog.said.text() == "1 row, together 70.00"
    dialog.close()


def test_typing_a_payment_offers_its_allotments_and_the_button_fills_them(
        qtbot: QtBot, book: Book, context: Context) -> None:
    from desktop.sales.money.payments_page import PaymentsBook
    from tests.ui.conftest import settle

    shipment = book.sent(100, DAY, DAY)
    payment = book.paid(130, DAY)
    section = PaymentsBook(context)
    qtbot.addWidget(section)
    section.show()
    section.load()
    settle(qtbot, context)
    section.open_record("payment", payment)
    settle(qtbot, context)
    section.allot()
    settle(qtbot, context)
    with book.db.reading() as session:
        found = session.exec(living(PaymentAllotment)).all()
    assert [(line.shipment_id, line.amount) for line in found] == [(shipment, 10000)]
