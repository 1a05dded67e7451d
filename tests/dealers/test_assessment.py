"""Assessments: criteria by the catalogue, the score by weights (O34), the grade and whose it becomes, rounds of a quarter."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from desktop.core import verbs
from desktop.core.errors import Refused
from desktop.core.listing import Query
from desktop.core.moves import StateChange
from desktop.dealers.assessment.lists import ASSESSMENTS
from desktop.dealers.assessment.model import AssessmentLine, DealerAssessment, score_of
from desktop.dealers.assessment.reports import assessment_sheet
from desktop.dealers.assessment.rounds import begin_round
from desktop.dealers.assessment.rules import grade_of
from desktop.dealers.lists import DEALERS
from desktop.dealers.model import Dealer
from tests.dealers.test_dealer_file import texts
from tests.dealers.test_dealers_page import section_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.core.database import Database
    from desktop.ui.shell.window import Window

TODAY = date.today()


def begun(db: Database, day: date = TODAY, name: str = "甲农资") -> DealerAssessment:
    dealer = verbs.save(db, Dealer, {"name": name, "state": "active"})
    return verbs.save(db, DealerAssessment, {"dealer_id": dealer.id, "assessed_on": day})


def lines(db: Database, made: DealerAssessment) -> list[AssessmentLine]:
    return sorted(verbs.owned(db, AssessmentLine, "assessment_id", made.id), key=lambda line: line.id)


def mark(db: Database, made: DealerAssessment, marks: tuple[float, ...]) -> None:
    for line, value in zip(lines(db, made), marks, strict=True):
        verbs.save(db, AssessmentLine, {"mark": value}, line.id)


def give(db: Database, made: DealerAssessment) -> None:
    verbs.move(db, DealerAssessment, [made.id], StateChange("given"))


@pytest.mark.parametrize(("marks", "score", "grade"), [
    ((60, 70, 80, 60, 75), 71, "b"), ((60, 60, 70, 60, 80), 67, "b"), ((90, 90, 90, 80, 70), 84.5, "a"),
    ((9, 9, 9, 9, 9), 9, "c")])
def test_the_score_is_the_mean_by_weights_and_gives_the_dealer_the_grade(
        database: Database, marks: tuple[float, ...], score: float, grade: str) -> None:
    """Case O34."""
    made = begun(database)
    assert [line.weight for line in lines(database, made)] == [15, 20, 30, 15, 20]
    mark(database, made, marks)
    with database.reading() as session:
        assert score_of(session, made.id) == Fraction(str(score))
        [(_key, (shown,))] = ASSESSMENTS.lines(session, Query(), ["score"])
    assert shown == pytest.approx(score)
    give(database, made)
    assert verbs.get(database, Dealer, made.dealer_id or 0).grade == grade
    database.undo()
    assert verbs.get(database, Dealer, made.dealer_id or 0).grade == ""


def test_a_grade_waits_until_every_criterion_with_a_weight_is_marked(database: Database) -> None:
    made = begun(database)
    first, *others = lines(database, made)
    for line in others:
        verbs.save(database, AssessmentLine, {"mark": 80}, line.id)
    with pytest.raises(Refused, match="Willingness to work with us"):
        give(database, made)
    verbs.save(database, AssessmentLine, {"weight": 0}, first.id)
    give(database, made)
    assert verbs.get(database, DealerAssessment, made.id).grade == "a"


def test_own_weights_count_and_a_grade_typed_by_hand_stands(database: Database) -> None:
    made = begun(database)
    mark(database, made, (100, 0, 0, 0, 0))
    verbs.save(database, AssessmentLine, {"weight": 185}, lines(database, made)[0].id)
    with database.reading() as session:
        assert score_of(session, made.id) == Fraction(18500, 270)
    verbs.save(database, DealerAssessment, {"grade": "c"}, made.id)
    give(database, made)
    assert verbs.get(database, Dealer, made.dealer_id or 0).grade == "c"


def test_an_older_assessment_does_not_take_the_newer_grade_away(database: Database) -> None:
    made = begun(database)
    mark(database, made, (90, 90, 90, 90, 90))
    give(database, made)
    old = verbs.save(database, DealerAssessment, {"dealer_id": made.dealer_id, "assessed_on": TODAY - timedelta(days=90)})
    mark(database, old, (10, 10, 10, 10, 10))
    give(database, old)
    assert verbs.get(database, Dealer, made.dealer_id or 0).grade == "a"


def test_a_round_leaves_out_who_was_assessed_this_quarter_and_brings_the_last_marks(database: Database) -> None:
    there = begun(database)
    old = begun(database, TODAY - timedelta(days=100), "乙农资")
    mark(database, old, (50, 60, 70, 80, 90))
    assert begin_round(database, "five", TODAY) == 1
    [made] = [a for a in verbs.owned(database, DealerAssessment, "dealer_id", old.dealer_id or 0) if a.id != old.id]
    assert [line.mark for line in lines(database, made)] == [50, 60, 70, 80, 90]
    assert len(verbs.owned(database, DealerAssessment, "dealer_id", there.dealer_id or 0)) == 1
    database.undo()
    assert len(verbs.owned(database, DealerAssessment, "dealer_id", old.dealer_id or 0)) == 1


def test_dealers_without_a_grade_of_this_quarter_are_listed(database: Database) -> None:
    made = begun(database)
    verbs.save(database, Dealer, {"name": "乙农资", "state": "active"})
    mark(database, made, (90, 90, 90, 90, 90))
    give(database, made)
    with database.reading() as session:
        found = DEALERS.lines(session, Query(conditions=DEALERS.preset("ungraded").conditions()), ["name"])
    assert [cells[0] for _key, cells in found] == ["乙农资"]


def test_the_limits_of_grades_hold_exactly() -> None:
    assert [grade_of(Fraction(n, 100), TODAY) for n in (8000, 7999, 6000, 5999, 0)] == ["a", "b", "b", "c", "c"]


def test_the_sheet_shows_the_parts_that_add_to_the_score(database: Database) -> None:
    made = begun(database)
    mark(database, made, (60, 70, 80, 60, 75))
    said = texts(assessment_sheet(database, made.id))
    assert "71.0" in said and "24.0" in said and "Grade B" in said


def test_the_round_of_the_quarter_begins_from_the_menu(window: Window, database: Database, qtbot: QtBot) -> None:
    verbs.save(database, Dealer, {"name": "甲农资", "state": "active"})
    section = section_of(window, qtbot, "assessments")
    section.begin_round("new")
    qtbot.waitUntil(lambda: len(section.list.table.rows.ids) == 1 and not window.tasks.busy)
    QApplication.processEvents()
    with database.reading() as session:
        [(_key, cells)] = ASSESSMENTS.lines(session, Query(), ["scheme", "unmarked"])
    assert cells == ("new", 8)
