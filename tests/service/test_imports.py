"""What technical service takes in from tables: complaints and cases, whose states move in the window alone."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from desktop.core import verbs
from desktop.core.database import Database
from desktop.core.errors import UserError
from desktop.core.importing import Source, apply, guess_columns, make_plan
from desktop.core.moves import moves_of
from desktop.core.tables import Table
from desktop.service.complaint_model import Complaint
from desktop.service.imports import COMPLAINTS
from desktop.service.reports import REPORTS


def take(database: Database, *rows: tuple[Any, ...]) -> list[str]:
    """Import complaints; the sentences about rows that were refused."""
    made = Table(("投诉编号", "投诉人", "接收日期", "投诉内容", "State"), list(rows), list(range(2, len(rows) + 2)), "file.csv")
    with database.reading() as session:
        plan = make_plan(session, COMPLAINTS, made, guess_columns(session, COMPLAINTS, made))
    apply(database, COMPLAINTS, Source(Path("file.csv"), "", made), plan)
    return [issue.text for issue in plan.issues if not issue.warning]


def test_old_complaints_come_with_their_state_and_a_stored_one_moves_only_as_it_may(database: Database) -> None:
    given = {"complainant": "王〇", "description": "y", "received_on": date(2026, 6, 1)}
    stored = verbs.save(database, Complaint, given)
    told = take(database, ("TS-2024-007", "李〇", "2024-06-01", "出苗差", "Closed"),
                (stored.code, "王〇", "2026-06-01", "y", "Closed"))
    with database.reading() as session:
        found = {c.code: c.state for c in session.exec(select(Complaint)).all()}
    assert found == {"TS-2024-007": "closed", stored.code: "received"}
    assert len(told) == 1 and "cannot become “Closed”" in told[0]
    assert not take(database, (stored.code, "王〇", "2026-06-01", "y", "Accepted"))
    with database.reading() as session:
        assert [(m.before, m.after) for m in moves_of(session, stored)] == [("received", "accepted")]


def test_a_report_of_a_year_without_a_calendar_is_refused_in_a_sentence(database: Database) -> None:
    summary = next(r for r in REPORTS.kinds if r.name == "technique-summary")
    with pytest.raises(UserError, match="1800 lies outside 1900 to 2100"):
        summary.write(database, argparse.Namespace(year=1800, out=Path("x.pdf")))
