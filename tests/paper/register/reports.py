"""Papers of reports: periodic ones, key figures, trips, meetings."""

from __future__ import annotations

from tests.paper.register.kinds import built, built_alone, of, richest

KINDS = {
    "period-report": built("desktop.reports.periodic.paper:report_paper", richest(
        "SELECT r.id FROM periodreport r ORDER BY (SELECT count(*) FROM reporttext t WHERE t.report_id = r.id) DESC, r.id")),
    "report-since": built("desktop.reports.periodic.paper:since_paper", richest(
        "SELECT id FROM periodreport WHERE state = 'handed' ORDER BY id")),
    "kpi-sheet": built("desktop.reports.kpi.papers:kpi_sheet", richest(
        "SELECT s.id FROM kpisheet s ORDER BY (SELECT count(*) FROM kpiline l WHERE l.sheet_id = s.id) DESC, s.id")),
    "trip-application": built("desktop.reports.trips.papers:application", of("trip", "tripstop")),
    "trip-report": built("desktop.reports.trips.papers:trip_report", of("trip", "tripstop")),
    "trip-expenses": built("desktop.reports.trips.papers:expense_sheet", of("trip", "tripexpense")),
    "meeting-notice": built("desktop.reports.meetings.notice:notice", of("meeting", "meetingperson")),
    "minutes": built("desktop.reports.meetings.papers:minutes", of("meeting", "meetingperson")),
    "reception": built("desktop.reports.reception.papers:reception_form", of("reception", "receptionitem")),
    "team": built_alone("desktop.reports.team.papers:team_sheet"),
    "coaching-plan": built("desktop.reports.team.papers:coaching_plan", richest(
        "SELECT m.id FROM teammember m ORDER BY (SELECT count(*) FROM coachingstep c WHERE c.member_id = m.id) DESC, m.id")),
    "dealer-plan": built("desktop.reports.dealer_plans.papers:plan_sheet", richest(
        "SELECT p.id FROM dealerplan p ORDER BY (SELECT count(*) FROM dealerplanline l WHERE l.plan_id = p.id) DESC, p.id")),
    "dealer-report": built("desktop.reports.dealer_plans.papers:report_compared", richest(
        "SELECT r.id FROM dealerreport r ORDER BY (SELECT count(*) FROM dealerreportline l WHERE l.report_id = r.id) DESC, "
        "r.id")),
    "dealer-report-form": built("desktop.reports.dealer_plans.papers:report_form", richest(
        "SELECT dealer_id FROM dealerreport ORDER BY id")),
    "meeting-sheet": built("desktop.reports.meetings.papers:sign_in", of("meeting", "meetingperson")),
}
