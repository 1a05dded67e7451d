"""The schema steps of reports over rows."""

from __future__ import annotations

from tests.steps import Before, of_step


@of_step("025_reports")
def test_reports_begin_with_empty_tables_and_visits_stay(at: Before) -> None:
    at.put("dealer", id=1, name="甲")
    at.put("visit", id=2, dealer_id=1, findings="库存偏高")
    at.run()
    assert at.rows("SELECT findings FROM visit") == [("库存偏高",)]
    for name in ("periodreport", "reporttext", "reportplan", "reportlayout", "layoutsection", "layoutfigure"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("025_reports_kpi")
def test_key_figures_begin_with_empty_tables_and_reports_stay(at: Before) -> None:
    at.put("periodreport", id=1, code="BG-1")
    at.run()
    assert at.rows("SELECT code FROM periodreport") == [("BG-1",)]
    for name in ("kpisheet", "kpiline"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("025_reports_trips")
def test_trips_begin_with_empty_tables_and_sheets_stay(at: Before) -> None:
    at.put("kpisheet", id=1, code="KH-1")
    at.run()
    assert at.rows("SELECT code FROM kpisheet") == [("KH-1",)]
    for name in ("trip", "tripstop", "tripexpense"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("025_reports_meetings")
def test_meetings_begin_with_empty_tables_and_trips_stay(at: Before) -> None:
    at.put("trip", id=1, purpose="走访")
    at.run()
    assert at.rows("SELECT purpose FROM trip") == [("走访",)]
    for name in ("meeting", "meetingperson", "meetingaction"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("032_reception")
def test_receptions_begin_with_empty_tables_and_meetings_stay(at: Before) -> None:
    at.put("meeting", id=1, title="周例会")
    at.run()
    assert at.rows("SELECT title FROM meeting") == [("周例会",)]
    for name in ("reception", "receptionitem", "receptionpromise"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("032_team")
def test_the_team_begin_with_empty_tables_and_meetings_stay(at: Before) -> None:
    at.put("meeting", id=1, title="周例会")
    at.run()
    assert at.rows("SELECT title FROM meeting") == [("周例会",)]
    for name in ("teampost", "teammember", "teamcandidate", "coachingstep", "membermonth", "teamtask", "teamexample"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("032_dealer_plans")
def test_dealers_plans_begin_with_empty_tables_and_meetings_stay(at: Before) -> None:
    at.put("meeting", id=1, title="周例会")
    at.run()
    assert at.rows("SELECT title FROM meeting") == [("周例会",)]
    for name in ("dealerplan", "dealerplanline", "dealerreport", "dealerreportline"):
        assert at.rows(f"SELECT count(*) FROM {name}") == [(0,)]


@of_step("added reportlayout.letterhead")
def test_templates_have_no_letterhead_at_first(at: Before) -> None:
    at.put("reportlayout", id=1, name="周报", heading="工作周总结")
    at.run()
    assert at.rows("SELECT heading, letterhead FROM reportlayout") == [("工作周总结", "")]
