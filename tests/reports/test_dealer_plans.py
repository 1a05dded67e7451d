"""Plans of dealers followed by what came of them; a dealer's own report from the form that the program writes, beside ours."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlmodel import col

from desktop import transfer
from desktop.core import documents, i18n
from desktop.core.database import Database
from desktop.core.errors import FieldErrors, Refused
from desktop.core.importing import apply, guess_columns, make_plan, read_source
from desktop.core.listing import Query
from desktop.core.records import living
from desktop.core.verbs import StateChange, move, save
from desktop.reports.dealer_plans.figures import compared
from desktop.reports.dealer_plans.lists import DEALER_REPORTS, PLANS
from desktop.reports.dealer_plans.model import DealerPlan, DealerPlanLine
from desktop.reports.dealer_plans.papers import plan_sheet, report_compared, report_form
from desktop.reports.dealer_plans.report_model import DealerReport, DealerReportLine
from desktop.sales.stock.model import CountLine
from tests.reports.conftest import Trade, said_by, send

MONDAY = date(2026, 4, 13)


def test_a_plan_is_followed_by_bags_money_and_people(database: Database, trade: Trade) -> None:
    plan = save(database, DealerPlan, {"dealer_id": trade.dealer, "starts_on": MONDAY, "span": "month", "bags": 200,
                                       "amount": 1_080_000, "our_money": 500_000})
    assert (plan.starts_on, plan.ends_on) == (date(2026, 4, 1), date(2026, 4, 30))
    save(database, DealerPlanLine, {"plan_id": plan.id, "on_day": MONDAY, "what": "农民会", "money": 300_000, "people": 80,
                                    "done_on": MONDAY, "spent": 280_000, "people_came": 72, "bags_done": 45})
    save(database, DealerPlanLine, {"plan_id": plan.id, "on_day": date(2026, 4, 20), "what": "订货会", "money": 200_000})
    with database.operation("test") as session:
        send(session, trade, date(2026, 4, 2), 100)
        send(session, trade, date(2026, 4, 30), -10)
        send(session, trade, date(2026, 5, 1), 500)
    with database.reading() as session:
        ((_id, cells),) = PLANS.lines(session, Query(), ("sent", "planned", "spent", "left"))
    assert cells == (90, 500_000, 280_000, 1), "what came back is taken off, May does not count"
    said = said_by(plan_sheet(database, plan.id))
    assert "200 / 90 (45.0 %)" in said and "10,800.00 / 4,860.00 (45.0 %)" in said and "72" in said
    with pytest.raises(FieldErrors, match="has such a plan"):
        save(database, DealerPlan, {"dealer_id": trade.dealer, "starts_on": date(2026, 4, 29), "span": "month"})
    with pytest.raises(FieldErrors, match="on which day"):
        save(database, DealerPlanLine, {"plan_id": plan.id, "on_day": MONDAY, "spent": 1})
    for state in ("agreed", "closed"):
        move(database, DealerPlan, [plan.id], StateChange(state))
    with pytest.raises(Refused):
        save(database, DealerPlanLine, {"plan_id": plan.id, "on_day": MONDAY, "what": "x"})


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_form_comes_back_filled_and_stands_beside_our_books(database: Database, trade: Trade, tmp_path: Path, language: str
                                                                ) -> None:
    with database.operation("test") as session:
        send(session, trade, date(2026, 4, 14), 100)
    save(database, CountLine, {"dealer_id": trade.dealer, "counted_on": date(2026, 4, 17), "product_id": trade.product,
                               "bags": 80})
    path = tmp_path / "form.xlsx"
    with i18n.using(language):
        with path.open("wb") as stream:
            documents.writer(".xlsx")(report_form(database, trade.dealer, MONDAY), stream)
        book = load_workbook(path)
        (sheet,) = [s for s in book.worksheets if any("丰玉158" in str(c.value) for row in s.rows for c in row)]
        row = next(r for r in sheet.iter_rows() if any("丰玉158" in str(c.value) for c in r))
        for cell, value in zip(row[4:8], (20, 90, 25, 86), strict=True):
            cell.value = value
        book.save(path)
        kind = transfer.kinds()["dealer-reports"]
        source = read_source(path, kind=kind)
        with database.reading() as session:
            plan = make_plan(session, kind, source.table, guess_columns(session, kind, source.table))
        assert plan.states.count("new") == 1, plan.issues
        apply(database, kind, source, plan)
    with database.reading() as session:
        report = session.exec(living(DealerReport)).one()
        assert (report.dealer_id, report.kind, report.starts_on, report.ends_on) == (
            trade.dealer, "week", MONDAY, date(2026, 4, 19))
        (line,) = compared(session, report)
        ((_id, listed),) = DEALER_REPORTS.lines(session, Query(), ("received", "sent", "sold", "closing"))
    assert (line.sent, line.received_off, line.counted, line.closing_off, line.line.gap) == (100, -10, 80, 6, 1)
    assert listed == (90, 100, 25, 86)
    said = said_by(report_compared(database, report.id))
    assert "−10" in said or "-10" in said


def test_a_line_joins_the_report_of_its_dealer_and_period_and_stands_there_once(database: Database, trade: Trade) -> None:
    line = save(database, DealerReportLine, {"dealer_id": trade.dealer, "kind": "month", "starts_on": MONDAY,
                                             "product_id": trade.product, "received": 5})
    assert line.starts_on == date(2026, 4, 1)
    with pytest.raises(FieldErrors, match="already"):
        save(database, DealerReportLine, {"dealer_id": trade.dealer, "kind": "month", "starts_on": date(2026, 4, 30),
                                          "product_id": trade.product})
    report = save(database, DealerReport, {"starts_on": date(2026, 5, 9)}, line.report_id)
    with database.reading() as session:
        moved = session.exec(living(DealerReportLine).where(col(DealerReportLine.report_id) == report.id)).one()
        assert (moved.starts_on, moved.gap) == (date(2026, 5, 1), None), "what was not said does not disagree"
    with pytest.raises(FieldErrors, match="is there already"):
        save(database, DealerReport, {"dealer_id": trade.dealer, "kind": "month", "starts_on": date(2026, 5, 20)})
