"""Days in a foreign list: the column decides the order, what stands behind a day is kept, a year alone is asked about."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from desktop.core.database import Database
from desktop.core.importing import Target, Use, convert, open_questions
from desktop.core.importing.questions import evidence, of_column
from desktop.core.tables.dates import beside, day_of
from desktop.dealers.imports import DEALERS, VISITS
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from tests.core.taking import planned, table, take

DAY = Target("d", "Day", "day")
MOMENT = Target("m", "Moment", "moment")


@pytest.mark.parametrize(("texts", "days"), [
    (["9/12", "9/13"], [(9, 12), (9, 13)]), (["12/9", "13/9"], [(9, 12), (9, 13)]),
    (["9.12", "10.31", "1.2"], [(9, 12), (10, 31), (1, 2)]), (["3/4/2025", "25/4/2025"], [(4, 3), (4, 25)])])
def test_one_day_of_a_column_decides_the_order_of_all(texts: list[str], days: list[tuple[int, int]]) -> None:
    known = evidence(texts, DAY)
    asked = open_questions(of_column("日期", texts, DAY, Use("d", known)))
    assert [q.name for q in asked if q.name == "order"] == []
    read = convert(texts, DAY, {**known, "year": "2025"})
    assert [(day.month, day.day) for day in read.values] == days and not read.wrong


@pytest.mark.parametrize("texts", [["9/12", "9/11"], ["9/12", "13/9", "9/13"], ["5/6/2026"]])
def test_days_that_decide_nothing_or_contradict_each_other_are_asked_about(texts: list[str]) -> None:
    assert evidence(texts, DAY) == {}
    assert "order" in [q.name for q in open_questions(of_column("日期", texts, DAY, Use("d")))]


def test_a_day_with_the_month_in_english_and_no_year_is_asked_for_its_year() -> None:
    texts = ["28-Apr", "5 May", "9. June"]
    assert [q.name for q in open_questions(of_column("Sown", texts, DAY, Use("d")))] == ["year"]
    assert convert(texts, DAY, {"year": "2026"}).values == [date(2026, 4, 28), date(2026, 5, 5), date(2026, 6, 9)]
    assert convert(["31-Apr", "May-10"], DAY, {"year": "2026"}).wrong.keys() == {0, 1}, "May 2010, or 10 May?"


@pytest.mark.parametrize(("text", "behind"), [
    ("2026-08-07 下午", "下午"), ("2026年8月7日上午", "上午"), ("2026.8.7（周五）", "周五"),
    ("2026-8-7 星期五 下午", "星期五 下午"), ("20260807晚上", "晚上"), ("2026/8/7 PM", "PM"),
    ("2026-08-07 下午3点半", "下午3点半")])
def test_what_stands_behind_a_day_is_said_and_the_day_is_read(text: str, behind: str) -> None:
    assert beside(text) == behind
    read = convert([text], DAY, {})
    assert read.values == [date(2026, 8, 7)]
    assert behind in read.warnings[0]


@pytest.mark.parametrize("text", ["2026-08-07", "2026-08-07 15:30", "下午", "2026年8月7日", "明天下午"])
def test_nothing_is_said_of_a_day_alone_and_a_part_of_a_day_is_no_day(text: str) -> None:
    assert not convert([text], DAY, {}).warnings or text == "明天下午"
    assert (convert([text], DAY, {}).wrong != {}) == ("下午" in text)


def test_an_hour_of_the_afternoon_is_one(database: Database) -> None:
    del database
    early, late = convert(["2026-08-07 3:20", "2026-08-07 下午 3:20"], MOMENT, {}).values
    assert (late - early).total_seconds() == 12 * 3600


def test_the_part_of_the_day_is_kept_with_the_visit(database: Database) -> None:
    take(database, DEALERS, table(["名称"], ["甲"]))
    take(database, VISITS, table(["经销商", "走访日期", "走访内容"], ["甲", "2026-05-07 下午", "看库存"],
                                 ["甲", "2026-05-08", "对账"]))
    with database.reading() as session:
        kept = {v.visited_on: v.findings for v in session.exec(select(Visit))}
    assert "看库存" in kept[date(2026, 5, 7)] and "2026-05-07 下午" in kept[date(2026, 5, 7)]
    assert kept[date(2026, 5, 8)] == "对账"


@pytest.mark.parametrize(("cell", "first"), [("2018年", date(2018, 1, 1)), (2018, date(2018, 1, 1)),
                                             ("2018.3", date(2018, 3, 1)), ("2018年10月", date(2018, 10, 1)),
                                             ("2018-10", date(2018, 10, 1))])
def test_a_year_or_a_month_is_no_day_until_the_user_says_which(database: Database, cell: str | int, first: date) -> None:
    made = table(["名称", "合作时间"], ["甲", cell])
    assert [q.name for q in of_column("合作时间", [cell], DAY, Use("d"))] == ["partial"]
    assert planned(database, DEALERS, made).rows("error") == [0]
    plan = planned(database, DEALERS, made, {"合作时间": {"partial": "first"}})
    assert plan.count("new") == 1 and plan.payload.values["since"] == [first]
    assert planned(database, DEALERS, made, {"合作时间": {"partial": "empty"}}).payload.values["since"] == [None]


def test_a_number_that_may_be_october_or_january_is_refused() -> None:
    assert "2018.1" in convert([2018.1], DAY, {"partial": "first"}).wrong[0]
    assert day_of("2018.10", partial="first") == date(2018, 10, 1)


def test_dealers_of_a_list_keep_their_day(database: Database) -> None:
    take(database, DEALERS, table(["名称", "合作时间"], ["甲", "2018年3月5日"]))
    with database.reading() as session:
        assert session.exec(select(Dealer.since)).one() == date(2018, 3, 5)
