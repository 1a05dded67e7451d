"""What counts as selling cost, and the letterhead of a company's reports."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.database import Database
from desktop.core.documents.model import SMALL, Heading, Paragraph
from desktop.core.listing import Rows
from desktop.core.verbs import StateChange, move_in, save, store
from desktop.market.promotions.model import MediaRun, PromotionExpense, SalesPromotion
from desktop.reports.measures.cost_sources import SOURCES
from desktop.reports.measures.measure_list import MEASURES
from desktop.reports.meetings.model import Meeting
from desktop.reports.periodic.layout_model import ReportLayout
from desktop.reports.periodic.model import PeriodReport
from desktop.reports.periodic.paper import report_paper
from desktop.reports.reception.model import Reception
from desktop.reports.trips.model import Trip, TripExpense
from desktop.training.model import TrainingEvent
from tests.reports.conftest import Trade, hand_in, said_by, send

MONDAY = date(2026, 4, 13)
SUNDAY = date(2026, 4, 19)


def test_the_cost_ratio_takes_every_declared_source_once(database: Database, trade: Trade) -> None:
    with database.operation("test") as session:
        send(session, trade, MONDAY, 100)
        store(session, TrainingEvent, {"topic": "密植", "held_on": MONDAY, "state": "held", "cost": 100_00})
        trip = store(session, Trip, {"purpose": "走访", "starts_on": MONDAY, "ends_on": MONDAY})
        store(session, TripExpense, {"trip_id": trip.id, "spent_on": MONDAY, "claimed": 300_00, "sanctioned": 200_00})
        store(session, Meeting, {"title": "经销商会", "held_on": MONDAY, "state": "held", "cost": 400_00})
        store(session, Meeting, {"title": "取消的会", "held_on": MONDAY, "state": "cancelled", "cost": 9_999_00})
        visitors = store(session, Reception, {"visitors": "农场", "arrives_on": MONDAY, "cost": 800_00})
        move_in(session, Reception, visitors.id, StateChange("received", MONDAY))
        promotion = store(session, SalesPromotion, {"theme": "订货周", "starts_on": MONDAY, "ends_on": SUNDAY})
        store(session, PromotionExpense, {"promotion_id": promotion.id, "what": "条幅", "spent": 1_600_00})
        store(session, MediaRun, {"title": "墙体", "starts_on": MONDAY, "cost": 3_500_00, "refunded": 300_00})
        store(session, MediaRun, {"title": "随促销", "starts_on": MONDAY, "cost": 7_777_00, "promotion_id": promotion.id})
        costs = {key: MEASURES[key].of(session, MONDAY, SUNDAY) for key in SOURCES}
        whole, ratio = (MEASURES[key].of(session, MONDAY, SUNDAY) for key in ("selling_cost", "cost_ratio"))
    assert costs == {"training_cost": 100_00, "trip_cost": 200_00, "meeting_cost": 400_00, "reception_cost": 800_00,
                     "promotion_cost": 1_600_00, "field_day_cost": 0, "media_cost": 3_200_00}
    assert whole == sum(costs.values()) == 6_300_00 and ratio == pytest.approx(100 * 6_300_00 / (100 * 54_00))
    assert all(isinstance(source.rows(MONDAY, SUNDAY), Rows) for _title, source in SOURCES.values())


def test_a_letterhead_stands_above_and_stays_with_what_was_handed_in(database: Database, trade: Trade) -> None:
    layout = save(database, ReportLayout, {"name": "公司周报", "kind": "week", "letterhead": "例丰种业有限公司\n绥化市一号路"})
    report = save(database, PeriodReport, {"kind": "week", "starts_on": MONDAY, "layout_id": layout.id})
    first, second, heading = report_paper(database, report.id).blocks[:3]
    assert [first, second] == [Paragraph(line, SMALL) for line in ("例丰种业有限公司", "绥化市一号路")]
    assert isinstance(heading, Heading)
    hand_in(database, report, SUNDAY)
    save(database, ReportLayout, {"letterhead": "新地址"}, layout.id)
    assert "绥化市一号路" in said_by(report_paper(database, report.id))
