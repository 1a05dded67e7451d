"""Papers of reports: periodic ones, key figures, trips, meetings."""

from __future__ import annotations

from tests.paper.register.kinds import built, of, richest

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
    "minutes": built("desktop.reports.meetings.papers:minutes", of("meeting", "meetingperson")),
    "meeting-sheet": built("desktop.reports.meetings.papers:sign_in", of("meeting", "meetingperson")),
}
