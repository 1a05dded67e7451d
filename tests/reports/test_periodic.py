"""A report is filled in one step, keeps what was chosen, freezes its figures, and feeds the bigger one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from desktop.core import periods
from desktop.core.database import Database
from desktop.core.documents.model import Signatures
from desktop.core.documents.text import shown
from desktop.core.errors import FieldErrors, Refused
from desktop.core.fields import today
from desktop.core.records import living
from desktop.core.settings import set_office
from desktop.core.verbs import StateChange, move_in, remove, save, store
from desktop.core.versions import new_version
from desktop.dealers.visit_model import Promise, Visit
from desktop.reports.measures.measure_list import MEASURES
from desktop.reports.periodic import actions, columns, layouts, plain
from desktop.reports.periodic.content import changed_since, gather
from desktop.reports.periodic.layout_model import LayoutFigure, LayoutSection, ReportLayout
from desktop.reports.periodic.missing import missing
from desktop.reports.periodic.model import PeriodReport, ReportPlan, ReportText
from desktop.reports.periodic.naming import days_of
from desktop.reports.periodic.paper import document, report_paper, since_paper, unwritten
from desktop.reports.periodic.states import KINDS, SEASON
from desktop.sales.money.model import Payment
from desktop.service.case_model import FarmerCase
from desktop.training.model import Participant, TrainingEvent
from tests.reports.conftest import Trade, hand_in, said_by, send, visit

MONDAY = date(2026, 4, 13)
SUNDAY = date(2026, 4, 19)


def texts(session: Session, report: PeriodReport) -> dict[str, ReportText]:
    rows = session.exec(living(ReportText).where(col(ReportText.report_id) == report.id))
    return {row.text: row for row in rows}


def plan(session: Session, report: PeriodReport, part: str) -> dict[str, ReportPlan]:
    rows = session.exec(living(ReportPlan).where(col(ReportPlan.report_id) == report.id, col(ReportPlan.part) == part))
    return {row.what: row for row in rows}


def week(database: Database, day: date = MONDAY) -> PeriodReport:
    return actions.begin(database, "week", day)


def figures(session: Session, report: PeriodReport) -> dict[str, Any]:
    return {row["key"]: row for row in gather(session, report)["figures"]}


@given(st.sampled_from([kind for kind in KINDS if kind != SEASON]), st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_a_report_covers_the_period_its_day_lies_in(kind: str, day: date) -> None:
    first, last = days_of(kind, day)
    assert first <= day <= last
    assert days_of(kind, last + timedelta(days=1))[0] == last + timedelta(days=1)


def test_a_report_is_made_once_for_its_period_and_is_due_when_its_template_says(database: Database) -> None:
    made = save(database, PeriodReport, {"kind": "week", "starts_on": date(2026, 4, 16)})
    assert (made.starts_on, made.ends_on, made.due_on) == (MONDAY, SUNDAY, date(2026, 4, 20))
    with pytest.raises(FieldErrors, match="BG-2026"):
        save(database, PeriodReport, {"kind": "week", "starts_on": date(2026, 4, 14)})
    month = save(database, PeriodReport, {"kind": "month", "starts_on": date(2026, 4, 14)})
    assert (month.starts_on, month.due_on) == (date(2026, 4, 1), date(2026, 4, 30))
    season = save(database, PeriodReport, {"kind": "season", "starts_on": date(2025, 10, 1), "ends_on": date(2026, 5, 31)})
    assert season.ends_on == date(2026, 5, 31)


def test_beginning_twice_gives_the_same_report(database: Database) -> None:
    assert week(database).id == week(database, SUNDAY).id
    assert week(database, SUNDAY + timedelta(days=1)).id != week(database).id


def test_texts_come_from_what_was_written_in_the_period(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        visit(session, trade.dealer, MONDAY)
        visit(session, trade.dealer, MONDAY - timedelta(days=1), findings="上周的事", result="")
        store(session, FarmerCase, {"reported_on": MONDAY, "advised_on": SUNDAY, "farmer": "李某", "symptom": "倒伏",
                                    "advice": "及时扶正培土"})
        store(session, TrainingEvent, {"topic": "密植技术", "held_on": SUNDAY, "state": "held", "summary": "反映良好"})
    report = week(database)
    with database.reading() as session:
        found = {text: (row.section, row.about) for text, row in texts(session, report).items()}
    assert found == {"库存偏高": ("visits", "甲农资"), "谈定补货": ("work", "甲农资"), "及时扶正培土": ("cases", "李某 倒伏"),
                     "反映良好": ("training", "密植技术")}


def test_filling_again_brings_what_is_new_and_leaves_what_was_chosen(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        visit(session, trade.dealer, MONDAY)
    report = week(database)
    with database.operation("test") as session:
        rows = texts(session, report)
        store(session, ReportText, {"text": "库存偏高，已谈调货"}, rows["库存偏高"].id)
        remove(session, ReportText, [rows["谈定补货"].id])
        visit(session, trade.other, SUNDAY, findings="货已断", result="")
    assert actions.fill(database, report.id) == 1
    assert actions.fill(database, report.id) == 0
    with database.reading() as session:
        assert set(texts(session, report)) == {"库存偏高，已谈调货", "货已断"}


def test_a_week_takes_from_days_and_a_month_from_weeks_what_was_chosen_there(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        visit(session, trade.dealer, MONDAY, findings="甲发现", result="甲结果")
    day = actions.begin(database, "day", MONDAY)
    with database.operation("test") as session:
        rows = texts(session, day)
        store(session, ReportText, {"chosen": False}, rows["甲结果"].id)
        store(session, ReportText, {"text": "甲发现（改写）"}, rows["甲发现"].id)
        store(session, ReportText, {"report_id": day.id, "section": "rivals", "on_day": MONDAY, "text": "竞品降价"})
        store(session, PeriodReport, {"problems_met": "人手不足"}, day.id)
    made = week(database)
    with database.reading() as session:
        found = {text: row.chosen for text, row in texts(session, made).items()}
    assert found == {"甲结果": False, "甲发现（改写）": True, "竞品降价": True, "人手不足": True}
    month = actions.begin(database, "month", MONDAY)
    with database.reading() as session:
        assert {text: row.chosen for text, row in texts(session, month).items()} == found


def test_a_week_that_reaches_into_the_next_month_gives_each_month_its_own_days(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        visit(session, trade.dealer, date(2026, 4, 30), findings="四月", result="")
        visit(session, trade.dealer, date(2026, 5, 1), findings="五月", result="")
    made = week(database, date(2026, 4, 30))
    with database.operation("test") as session:
        store(session, PeriodReport, {"summary": "跨月的一周"}, made.id)
    april, may = (actions.begin(database, "month", date(2026, month, 15)) for month in (4, 5))
    with database.reading() as session:
        assert set(texts(session, april)) == {"四月"}
        assert set(texts(session, may)) == {"五月", "跨月的一周"}


def test_the_next_plan_is_carried_over_and_checked_against_what_was_done(database: Database, trade: Trade) -> None:
    after = SUNDAY + timedelta(days=2)
    with database.operation("test") as session:
        store(session, Visit, {"dealer_id": trade.dealer, "planned_on": after})
        event = store(session, TrainingEvent, {"topic": "密植技术", "held_on": after})
        promise = store(session, Promise, {"dealer_id": trade.other, "what": "送样品", "due_on": after, "side": "us"})
    first = week(database)
    with database.operation("test") as session:
        store(session, ReportPlan, {"report_id": first.id, "what": "定观摩会日期", "part": "next"})
        planned = set(plan(session, first, "next"))
        visit(session, trade.dealer, after, result="补货50袋")
        store(session, TrainingEvent, {"state": "held"}, event.id)
        store(session, Promise, {"state": "kept", "settled_on": after}, promise.id)
    assert len(planned) == 4
    second = week(database, after)
    with database.reading() as session:
        came = plan(session, second, "due")
        assert set(came) == planned
        assert {row.state for what, row in came.items() if what != "定观摩会日期"} == {"done"}
        assert came["定观摩会日期"].state == "open"
        assert any("补货50袋" in row.note for row in came.values())
    with database.operation("test") as session:
        store(session, ReportPlan, {"state": "partly"}, came["定观摩会日期"].id)
    third = week(database, after + timedelta(days=7))
    with database.reading() as session:
        left = plan(session, third, "due")
    assert {what: row.carried for what, row in left.items()} == {"定观摩会日期": 1}


def test_what_was_due_before_the_next_period_is_planned_without_a_day(database: Database, trade: Trade) -> None:
    within, ahead = MONDAY + timedelta(days=3), SUNDAY + timedelta(days=2)
    with database.operation("test") as session:
        for name, due in (("拖欠的样品", within - timedelta(days=20)), ("本周的样品", within), ("下周的样品", ahead)):
            store(session, Promise, {"dealer_id": trade.other, "what": name, "due_on": due, "side": "us"})
        visit(session, trade.dealer, MONDAY, next_step="送合同", next_on=within)
    made = week(database)
    with database.reading() as session:
        came = plan(session, made, "next")
    days = {what.split("：")[-1].split(": ")[-1]: row.due_on for what, row in came.items()}
    assert days == {"拖欠的样品": None, "本周的样品": None, "下周的样品": ahead, "送合同": None}
    assert all(str(within) in row.note for what, row in came.items() if "本周" in what or "合同" in what)


def test_figures_compare_with_the_period_before_and_with_last_year(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        for day, bags in ((MONDAY, 30), (date(2026, 3, 2), 10), (date(2025, 4, 2), 20), (date(2025, 12, 1), 5)):
            send(session, trade, day, bags)
        send(session, trade, SUNDAY, -4)
        store(session, Payment, {"dealer_id": trade.dealer, "received_on": MONDAY, "amount": 1_000_00})
        event = store(session, TrainingEvent, {"topic": "密植", "held_on": MONDAY, "state": "held", "cost": 140_40})
        for name, came in (("甲", "attended"), ("乙", "late"), ("丙", "absent")):
            store(session, Participant, {"event_id": event.id, "name": name, "attendance": came})
        report = store(session, PeriodReport, {"kind": "month", "starts_on": MONDAY})
        found = figures(session, report)
    assert (found["bags"]["value"], found["bags"]["before"], found["bags"]["last_year"], found["bags"]["to_date"]) == (
        26, 10, 20, 41)
    assert columns.change(26, 20) == 30.0 and columns.change(26, 0) is None and columns.change(None, 3) is None
    assert found["sales"]["value"] == 26 * 54_00 and found["collected"]["value"] == 1_000_00
    assert found["trained"]["value"] == 2 and type(found["trained"]["value"]) is int
    assert found["cost_ratio"]["value"] == 10.0
    assert found["cost_ratio"]["before"] == 0.0 and found["cost_ratio"]["last_year"] == 0.0


def test_the_parts_of_a_month_add_up_to_it(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        for number in range(1, 31):
            send(session, trade, date(2026, 4, number), number)
        whole = MEASURES["bags"].of(session, date(2026, 4, 1), date(2026, 4, 30))
        parts = [MEASURES["bags"].of(session, *days_of("tenday", date(2026, 4, day))) or 0 for day in (5, 15, 25)]
        area = gather(session, store(session, PeriodReport, {"kind": "quarter", "starts_on": MONDAY}))["tables"]["area"]
    assert sum(parts) == whole == 465 == sum(row[1] for row in area)


def test_every_measure_gives_a_figure_of_an_empty_database_and_most_open_their_rows(database: Database) -> None:
    with database.reading() as session:
        for measure in MEASURES.values():
            assert measure.of(session, MONDAY, SUNDAY) in (0, None), measure.key
    assert sum(measure.rows(MONDAY, SUNDAY) is not None for measure in MEASURES.values()) > 15


def test_what_was_handed_in_is_frozen_and_later_entries_show(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        visit(session, trade.dealer, MONDAY)
    report = week(database)
    hand_in(database, report, SUNDAY + timedelta(days=1))
    before = said_by(report_paper(database, report.id))
    with database.operation("test") as session:
        visit(session, trade.other, MONDAY, findings="晚录的走访", result="")
        send(session, trade, MONDAY, 30)
    assert said_by(report_paper(database, report.id)) == before
    since = said_by(since_paper(database, report.id))
    assert MEASURES["visits"].title in since and MEASURES["bags"].title in since
    with pytest.raises(Refused):
        actions.fill(database, report.id)
    with pytest.raises(Refused), database.operation("test") as session:
        store(session, ReportText, {"report_id": report.id, "text": "后加的"})
    with database.reading() as session:
        frozen = session.get_one(PeriodReport, report.id).frozen
        same = changed_since(frozen, frozen)
    assert same == ([], [])


def test_a_template_changed_later_does_not_change_what_was_handed_in(database: Database) -> None:
    report = week(database)
    hand_in(database, report, SUNDAY)
    before = said_by(report_paper(database, report.id))
    with database.operation("test") as session:
        layout = store(session, ReportLayout, {"name": "新", "kind": "week", "heading": "新周报"})
        store(session, LayoutSection, {"layout_id": layout.id, "section": "support"})
    assert said_by(report_paper(database, report.id)) == before
    later = week(database, SUNDAY + timedelta(days=1))
    assert said_by(report_paper(database, later.id)).startswith("<h2>新周报")


def test_a_correction_is_a_new_version_with_its_texts_and_ends_the_one_before(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        visit(session, trade.dealer, MONDAY)
    first = week(database)
    hand_in(database, first, SUNDAY)
    with database.operation("test") as session:
        visit(session, trade.other, MONDAY)
    second = new_version(database, PeriodReport, first.id)
    assert (second.code, second.number, second.state, second.frozen) == (first.code, 2, "draft", {})
    hand_in(database, second, SUNDAY + timedelta(days=2))
    with database.reading() as session:
        one, two = (session.get_one(PeriodReport, report.id) for report in (first, second))
        assert (one.state, two.state) == ("corrected", "handed")
        assert set(texts(session, two)) == set(texts(session, one)) == {"库存偏高", "谈定补货"}
        counts = [next(row["value"] for row in report.frozen["figures"] if row["key"] == "visits") for report in (one, two)]
    assert counts == [1, 2]


def test_missing_reports_count_from_the_first_of_their_kind_on(database: Database) -> None:
    on = date(2026, 5, 6)
    with database.operation("test") as session:
        assert missing(session, on) == []
        store(session, PeriodReport, {"kind": "week", "starts_on": MONDAY})
        found = missing(session, on)
    assert [(one.first, one.due_on) for one in found] == [(date(2026, 4, 20), date(2026, 4, 27)),
                                                           (date(2026, 4, 27), date(2026, 5, 4))]
    with database.operation("test") as session:
        store(session, ReportLayout, {"name": "不催", "kind": "week", "owed": False})
        assert missing(session, on) == []


def test_a_companys_template_says_sections_order_words_figures_and_day(database: Database) -> None:
    with database.operation("test") as session:
        layout = store(session, ReportLayout, {"name": "公司周报", "kind": "week", "heading": "工作周报", "due_days": 0,
                                               "signers": "汇报人，区域总监"})
        for section, words, there in (("support", "请公司协助", True), ("figures", "", True), ("work", "", False)):
            store(session, LayoutSection, {"layout_id": layout.id, "section": section, "heading": words, "shown": there})
        store(session, LayoutFigure, {"layout_id": layout.id, "measure": "collected", "heading": "回款"})
        report = store(session, PeriodReport, {"kind": "week", "starts_on": MONDAY, "support": "多派一人"})
        assert report.due_on == SUNDAY
        assert layouts.copy_usual(session, layout) == 0
    paper = report_paper(database, report.id)
    said = said_by(paper)
    assert said.startswith("<h2>工作周报")
    assert said.index("请公司协助") < said.index("多派一人") < said.index("回款")
    assert "Work done" not in said
    [signing] = [block for block in paper.blocks if isinstance(block, Signatures)]
    assert signing.lines == ["汇报人", "区域总监"]


def test_the_usual_template_can_be_written_out_and_changed(database: Database) -> None:
    layout = save(database, ReportLayout, {"name": "月报", "kind": "month"})
    assert actions.write_usual(database, layout.id) > 20
    with database.reading() as session:
        found, basis = layouts.layout_for(session, "month"), layouts.usual("month", MONDAY)
    assert (found.sections, found.figures, found.due_days) == (basis.sections, basis.figures, basis.due_days)


def test_the_text_for_wechat_says_figures_texts_and_plans(database: Database, trade: Trade) -> None:
    set_office(database, "manager", "王经理")
    with database.operation("test") as session:
        visit(session, trade.dealer, MONDAY)
        send(session, trade, MONDAY, 30)
    report = week(database)
    with database.operation("test") as session:
        store(session, ReportPlan, {"report_id": report.id, "part": "next", "what": "去乙县", "due_on": date(2026, 4, 21)})
    said = plain.report_text(database, report.id)
    assert "王经理" in said and "1,620.00" in said and "04-13 甲农资: 谈定补货" in said and "04-21 去乙县" in said
    assert "\t" not in said and "None" not in said


def test_the_messages_of_a_day_say_where_one_goes_and_where_one_was(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        store(session, Visit, {"dealer_id": trade.other, "planned_on": MONDAY})
        store(session, Visit, {"dealer_id": trade.dealer, "planned_on": MONDAY + timedelta(days=1)})
    assert "1. 乙农资" in plain.morning(database, MONDAY)
    with database.operation("test") as session:
        visit(session, trade.other, MONDAY, people="孙老板", result="定货200袋")
    evening = plain.evening(database, MONDAY)
    assert "孙老板; 定货200袋" in evening and "- 甲农资" in evening
    assert plain.morning(database, date(2026, 8, 1)).count("\n") == 1


def test_a_report_nobody_began_can_be_written_out_without_being_stored(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        visit(session, trade.dealer, MONDAY)
    with database.reading() as session:
        made = document(unwritten(session, "week", MONDAY))
        assert session.exec(select(PeriodReport)).all() == []
    assert "谈定补货" in said_by(made)
    assert shown(columns.formed(None, "money"), columns.KIND_OF["money"]) == "–"


def test_the_state_moves_only_forward_and_withdrawing_needs_a_reason(database: Database) -> None:
    report = week(database)
    hand_in(database, report, today())
    with pytest.raises(Refused), database.operation("test") as session:
        move_in(session, PeriodReport, report.id, StateChange("draft"))
    with pytest.raises(Refused), database.operation("test") as session:
        move_in(session, PeriodReport, report.id, StateChange("corrected"))
    assert tuple(kind for kind in KINDS if kind != SEASON) == periods.KINDS
