"""The schema steps of training over rows: what was there before them is there after them."""

from __future__ import annotations

from tests.steps import Before, of_step


@of_step("022_training")
def test_materials_that_are_there_are_handouts_and_trainings_stay(at: Before) -> None:
    at.put("trainingevent", id=1, topic="密植", held_on="2026-04-15")
    at.put("trainingmaterial", id=2, event_id=1, title="明白纸", given=30)
    at.run()
    assert at.rows("SELECT topic FROM trainingevent") == [("密植",)]
    assert at.rows("SELECT kind, title, given FROM trainingmaterial") == [("handout", "明白纸", 30)]


@of_step("sessions_of_trainings")
def test_every_training_gets_one_session_and_every_mark_is_one_for_it(at: Before) -> None:
    at.put("trainingevent", id=1, topic="密植", held_on="2026-04-15", starts_at="9:00", ends_at="11:30")
    at.put("trainingevent", id=2, topic="无时", held_on="2026-05-01", deleted_at="2026-06-01T00:00:00.000+00:00")
    for number, mark in enumerate(("attended", "absent", "registered"), 10):
        at.put("participant", id=number, event_id=1, name=f"{number}", attendance=mark)
    at.run()
    assert at.rows("SELECT event_id, number, held_on, starts_at, ends_at, minutes, deleted_at IS NULL FROM trainingsession "
                   "ORDER BY event_id") == [(1, 1, "2026-04-15", "09:00", "11:30", 150, 1),
                                            (2, 1, "2026-05-01", "", "", None, 0)]
    assert at.rows("SELECT starts_at FROM trainingevent WHERE id = 1") == [("09:00",)]
    assert at.rows("SELECT m.participant_id, m.attendance, s.event_id FROM sessionmark m JOIN trainingsession s "
                   "ON s.id = m.session_id ORDER BY 1") == [(10, "attended", 1), (11, "absent", 1)]


@of_step("added handedout.material_id")
def test_what_was_handed_out_before_belongs_to_no_training(at: Before) -> None:
    at.put("handout", id=1, title="甲", code="MB-1", number=1)
    at.put("handedout", id=2, handout_id=1, given_on="2026-05-01", copies=20, occasion="观摩")
    at.run()
    assert at.rows("SELECT copies, occasion, material_id FROM handedout") == [(20, "观摩", None)]
