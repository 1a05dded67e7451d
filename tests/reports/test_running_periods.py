"""A report written while its period runs, its lists and its messages read by the one it is for."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import col

from desktop.core.database import Database
from desktop.core.documents.model import Table
from desktop.core.records import living
from desktop.core.verbs import store
from desktop.dealers.model import Dealer
from desktop.regions.model import Region
from desktop.reports.measures.measure_list import MEASURES
from desktop.reports.periodic import actions, plain
from desktop.reports.periodic.model import PeriodReport, ReportPlan, ReportText
from desktop.reports.periodic.paper import document, report_paper, since_paper, unwritten
from desktop.sales.orders.model import ShipmentLine
from desktop.sales.targets.model import SalesTarget
from tests.reports.conftest import Trade, hand_in, said_by, send, visit
from tests.reports.test_periodic import MONDAY, figures


def test_a_report_of_a_running_period_is_compared_with_as_many_days_and_says_so(database: Database, trade: Trade,
                                                                                today_is: Any) -> None:
    today_is(date(2026, 4, 14))
    with database.operation("test") as session:
        for day, bags in ((date(2026, 4, 10), 7), (date(2026, 3, 10), 10), (date(2026, 3, 20), 100), (date(2025, 4, 14), 4),
                          (date(2025, 4, 15), 40)):
            send(session, trade, day, bags)
    report = actions.begin(database, "month", date(2026, 4, 1))
    with database.reading() as session:
        row = figures(session, report)["bags"]
    assert (row["value"], row["before"], row["last_year"]) == (7, 10, 4)
    said = said_by(report_paper(database, report.id))
    assert "2026-04-14" in said
    today_is(date(2026, 5, 2))
    with database.reading() as session:
        row = figures(session, report)["bags"]
    assert (row["before"], row["last_year"]) == (110, 44)
    assert "2026-04-14" not in said_by(report_paper(database, report.id))


def test_how_things_stand_is_never_said_of_a_day_to_come(database: Database, trade: Trade, today_is: Any) -> None:
    """Nothing is overdue because the year will end in September."""
    today_is(date(2026, 4, 14))
    with database.operation("test") as session:
        send(session, trade, date(2026, 4, 10), 10)
    now = {}
    with database.reading() as session:
        for key, measure in MEASURES.items():
            if measure.at_end:
                now[key] = measure.of(session, date(2025, 10, 1), date(2026, 4, 14))
                assert measure.of(session, date(2025, 10, 1), date(2026, 9, 30)) == now[key], key
                assert measure.of(session, date(2026, 5, 1), date(2026, 5, 31)) is None, key
    assert now["owed"] == 540_00
    report = actions.begin(database, "year", date(2026, 4, 1))
    hand_in(database, report, date(2026, 4, 14))
    today_is(date(2026, 8, 1))
    with database.reading() as session:
        stored = session.get(PeriodReport, report.id)
    assert stored is not None and stored.frozen["until"] == "2026-04-14"
    assert "still say" in said_by(since_paper(database, report.id)), "it is asked about the day it was handed in on"


def test_a_year_is_compared_with_the_year_before_once(database: Database, trade: Trade) -> None:
    """The period before a year is last year: one pair of columns says it."""
    with database.reading() as session:
        heads = [column.title for block in document(unwritten(session, "year", MONDAY)).blocks if isinstance(block, Table)
                 for column in block.columns]
    assert heads.count("Last year") == 1 and "Period before" not in heads
    assert "Business year to date" not in heads, "the year is the period"


def test_counties_take_in_their_townships_and_lists_close_with_their_sum(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        province = store(session, Region, {"name": "甲省", "level": "province"})
        county = store(session, Region, {"name": "甲县", "level": "county", "parent_id": province.id})
        town = store(session, Region, {"name": "乙镇", "level": "township", "parent_id": county.id})
        village = store(session, Region, {"name": "丙村", "level": "village", "parent_id": town.id})
        store(session, Dealer, {"region_id": county.id}, trade.dealer)
        store(session, Dealer, {"region_id": village.id}, trade.other)
        send(session, trade, MONDAY, 30)
        store(session, ShipmentLine, {"dealer_id": trade.other, "moved_on": MONDAY, "product_id": trade.product, "bags": 12})
        alone = store(session, Dealer, {"name": "无区域", "state": "active"})
        store(session, ShipmentLine, {"dealer_id": alone.id, "moved_on": MONDAY, "product_id": trade.product, "bags": 5})
    with database.reading() as session:
        found = unwritten(session, "quarter", MONDAY)
        assert [row[:2] for row in found.content["tables"]["area"]] == [["", 5], ["甲省 甲县", 42]]
        made = [block for block in document(found).blocks if isinstance(block, Table)]
    table = next(block for block in made if block.columns[0].title == "Region")
    assert table.total_rows == 1 and list(table.rows[-1])[:2] == ["Total", 47]


def test_a_text_that_stands_in_the_list_is_not_printed_twice(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        visit(session, trade.dealer, MONDAY, findings="门店张贴了明白纸")
    report = actions.begin(database, "month", MONDAY)
    with database.operation("test") as session:
        for row in session.exec(living(ReportText).where(col(ReportText.report_id) == report.id)):
            store(session, ReportText, {"chosen": True}, row.id)
    assert said_by(report_paper(database, report.id)).count("门店张贴了明白纸") == 1
    assert "门店张贴了明白纸" in plain.report_text(database, report.id)


def test_a_message_says_what_each_number_counts(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        place = store(session, Region, {"name": "甲县", "level": "province"})
        for measure, said in (("bags", {"bags": 100}), ("collected", {"money": 1000_00})):
            store(session, SalesTarget, {"name": "甲县", "measure": measure, "starts_on": date(2025, 10, 1), **said,
                                         "region_id": place.id})
        store(session, Dealer, {"region_id": place.id}, trade.dealer)
        send(session, trade, MONDAY, 30)
    with database.reading() as session:
        said = plain.text_of(unwritten(session, "week", MONDAY))
    lines = [line for line in said.splitlines() if line.startswith("- 甲县")]
    assert len(lines) == 2 and any("30 of 100" in line for line in lines) and len(set(lines)) == 2
    assert "Bags sent 30" in said and "1,620.00 yuan" in said


def test_the_plan_says_what_was_due_before_and_the_dealers_listed_are_named(database: Database, trade: Trade) -> None:
    report = actions.begin(database, "week", MONDAY)
    with database.operation("test") as session:
        send(session, trade, MONDAY, 30)
        store(session, ReportPlan, {"report_id": report.id, "part": "next", "what": "补送展板",
                                    "note": "was due on 2026-04-02"})
    said = said_by(report_paper(database, report.id))
    assert "was due on 2026-04-02" in said and "Only dealers something was sent to" in said
    assert "补送展板 (was due on 2026-04-02)" in plain.report_text(database, report.id)
