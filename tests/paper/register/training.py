"""Papers of training."""

from __future__ import annotations

from tests.paper.register.kinds import built, built_alone, named, richest

TRAINED = richest("SELECT e.id FROM trainingevent e LEFT JOIN participant p ON p.event_id = e.id "
                  "GROUP BY e.id ORDER BY count(p.id) DESC")
ASKED = named("test_id", "trainingtestitem")
PLANNED = richest("SELECT DISTINCT year FROM trainingplan ORDER BY year DESC")
KINDS = {
    "sign-in-sheet": built("desktop.training.sheets:sign_in_sheet", TRAINED),
    "training-report": built("desktop.training.report:training_report", TRAINED),
    "name-cards": built("desktop.training.sheets:name_cards", TRAINED),
    "feedback-form": built("desktop.training.sheets:feedback_form", TRAINED),
    "invitation": built("desktop.training.invitation:invitation", TRAINED),
    "certificates": built("desktop.training.certificates:certificates", richest(
        "SELECT event_id FROM participant WHERE certificate <> '' GROUP BY event_id ORDER BY count(*) DESC")),
    "question-sheet": built("desktop.training.sheets:question_sheet", ASKED),
    "answer-key": built("desktop.training.sheets:answer_key", ASKED),
    "training-plan": built("desktop.training.papers:plan_sheet", PLANNED),
    "training-year": built("desktop.training.papers:year_summary", PLANNED),
    "training-month": built_alone("desktop.training.papers:month_sheet"),
    "training-week": built_alone("desktop.training.papers:week_sheet"),
    "training-calendar": built("desktop.training.year_calendar:year_sheet", PLANNED),
    "training-record": built("desktop.training.people_reports:training_record", richest(
        "SELECT person_id FROM participant WHERE person_id IS NOT NULL GROUP BY person_id ORDER BY count(*) DESC, person_id")),
    "skill-matrix": built_alone("desktop.training.papers:skill_matrix"),
}
