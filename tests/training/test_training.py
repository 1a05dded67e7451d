"""Training: codes, attendance and its figures, the calendar file, the papers, what falls due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from desktop.core import i18n, verbs
from desktop.core.database import Database
from desktop.core.documents import save
from desktop.core.errors import FieldErrors, UserError
from desktop.core.grid import GridChange
from desktop.core.listing import Query
from desktop.core.reminders import Agenda, Reminder, due
from desktop.dealers.model import Dealer
from desktop.people.model import Membership
from desktop.training import actions, lists
from desktop.training.attendance import AttendanceGrid
from desktop.training.calendar_file import calendar_bytes, export_calendar, span
from desktop.training.choices import ATTENDANCE
from desktop.training.model import Participant, TrainingEvent, TrainingSession
from desktop.training.plan_model import TrainingMaterial
from desktop.training.reminders import REMINDERS
from desktop.training.report import training_report
from desktop.training.sheets import WALK_INS, sign_in_sheet

TODAY = date.today()


def days(n: int) -> date:
    return TODAY + timedelta(days=n)


@pytest.fixture
def event(database: Database) -> TrainingEvent:
    return verbs.save(database, TrainingEvent, {
        "topic": "玉米密植滴灌栽培技术", "held_on": date(2026, 4, 15), "starts_at": "09:00", "ends_at": "11:30",
        "place": "庆安县农技推广中心", "trainer": "孙立新", "cost": 1200_50, "programme": "09:00 签到\n09:20 密植要点"})


def people(db: Database, event: TrainingEvent, *marks: str, **values: object) -> list[int]:
    return [verbs.save(db, Participant, {"event_id": event.id, "name": f"学员{n}", "attendance": mark, **values}).id
            for n, mark in enumerate(marks)]


# -- events -----------------------------------------------------------------------------------------------------------


def test_the_code_follows_the_year_in_which_it_is_held(database: Database, event: TrainingEvent) -> None:
    assert event.code == "T-2026-A001"
    assert verbs.save(database, TrainingEvent, {"topic": "x", "held_on": date(2027, 1, 5)}).code == "T-2027-A001"


@pytest.mark.parametrize(("values", "field"), [
    ({"starts_at": "9 o'clock"}, "starts_at"), ({"starts_at": "25:00"}, "starts_at"),
    ({"starts_at": "09:00", "ends_at": "9:00"}, "ends_at"), ({"state": "cancelled"}, "cancel_reason"), ({"topic": ""}, "topic"),
])
def test_what_cannot_be_is_named_by_field(database: Database, values: dict[str, str], field: str) -> None:
    with pytest.raises(FieldErrors) as refused:
        verbs.save(database, TrainingEvent, {"topic": "x", "held_on": TODAY, **values})
    assert list(refused.value.fields) == [field]


def test_nine_and_half_past_ten_are_in_order(database: Database) -> None:
    assert verbs.save(database, TrainingEvent, {"topic": "x", "held_on": TODAY, "starts_at": "9:00", "ends_at": "10:30"})


def test_two_trainings_of_one_trainer_on_one_day_are_noticed(database: Database, event: TrainingEvent) -> None:
    with database.reading() as session:
        clash = {"held_on": event.held_on, "trainer": "孙立新"}
        assert [h.id for h in actions.similar_events(session, clash, None)] == [event.id]
        assert not actions.similar_events(session, {**clash, "held_on": days(900)}, None)
        assert not actions.similar_events(session, {"held_on": event.held_on, "trainer": ""}, None)


# -- attendance -------------------------------------------------------------------------------------------------------


def test_tick_the_absent_then_all_others_were_there(database: Database, event: TrainingEvent) -> None:
    ids = people(database, event, *["registered"] * 5)
    actions.mark(database, ids[:1], "absent")
    assert actions.mark_rest(database, event.id, "attended") == "4 participants: Attended"
    marks = [p.attendance for p in verbs.owned(database, Participant, "event_id", event.id)]
    assert marks == ["absent"] + ["attended"] * 4
    database.undo()
    assert verbs.get(database, Participant, ids[3]).attendance == "registered"


def test_the_grid_shows_everybody_and_stores_a_batch_as_one_action(database: Database, event: TrainingEvent) -> None:
    ids = people(database, event, "registered", "registered")
    grid = AttendanceGrid(database, event.id)
    grid.save([GridChange(ids[0], "attendance", "registered", "late"), GridChange(ids[1], "post_score", None, 85.0),
               GridChange(ids[1], "remark", None, "with wife")])
    data = grid.load()
    assert list(data.keys) == ids
    assert data.values == [["late", None, None, None], ["registered", None, 85.0, "with wife"]]
    grid.save([GridChange(ids[0], "attendance", "late", None), GridChange(ids[1], "remark", "with wife", None)])
    assert grid.load().values[0][0] == "registered"
    database.undo()
    assert grid.load().values[0][0] == "late"


def test_the_figures_leave_the_excused_out_of_the_share(database: Database, event: TrainingEvent) -> None:
    people(database, event, "attended", "late", "absent", "excused")
    verbs.save(database, Participant, {"event_id": event.id, "name": "甲", "attendance": "attended", "pre_score": 60,
                                       "post_score": 90})
    with database.reading() as session:
        found = actions.figures(session, event)
    assert (found.registered, found.attended, found.excused, found.share, found.gain) == (5, 3, 1, 75.0, 30.0)
    assert found.cost_per_head == 400_17
    line = actions.figures_line(database, event.id)
    assert line == "Registered 5 · attended 3 · attendance 75.0 % · gain in score +30.0 · cost a head 400.17 yuan"


@pytest.mark.parametrize("marks", [
    [], ["registered"] * 3, ["excused"] * 2, ["registered", "excused"], ["absent"], ["attended", "late", "registered"],
    [*ATTENDANCE, *ATTENDANCE, "attended"]])
def test_shares_stay_between_nothing_and_all(database: Database, event: TrainingEvent, marks: list[str]) -> None:
    people(database, event, *marks)
    with database.reading() as session:
        found = actions.figures(session, event)
    assert found.share is None or 0 <= found.share <= 100
    counted = [m for m in marks if m != "excused"]
    assert (found.share is None) == (not counted or set(marks) == {"registered"})
    assert (found.cost_per_head is None) == (found.attended == 0)


def test_the_list_and_the_sheet_count_alike(database: Database, event: TrainingEvent) -> None:
    people(database, event, "attended", "late", "absent", "registered", "excused")
    with database.reading() as session:
        row = lists.EVENTS.rows(session, [event.id])[event.id]
        totals = lists.EVENTS.totals(session, Query())
    cells = dict(zip((c.name for c in lists.EVENTS.columns), row, strict=True))
    assert (cells["registered"], cells["attended"], cells["share"], cells["cost"]) == (5, 2, 50.0, 1200_50)
    assert (totals["registered"], totals["attended"]) == (5, 2)


def test_contacts_of_the_host_are_registered_once(database: Database, event: TrainingEvent) -> None:
    with pytest.raises(UserError, match="no host dealer"):
        actions.invite_host_contacts(database, event.id)
    host: Dealer = verbs.save(database, Dealer, {"name": "丰收种业"})
    for name in ("王建国", "李秀英"):
        verbs.save(database, Membership, {"dealer_id": host.id, "name": name, "mobile": "13804551000"})
    verbs.save(database, Membership, {"dealer_id": host.id, "name": "left", "left_on": days(-9)})
    verbs.save(database, TrainingEvent, {"dealer_id": host.id}, event.id)
    assert actions.invite_host_contacts(database, event.id) == "2 contacts registered"
    assert actions.invite_host_contacts(database, event.id) == "0 contacts registered"
    first = verbs.owned(database, Participant, "event_id", event.id)[0]
    assert (first.kind, first.organisation, first.phone) == ("dealer", "丰收种业", "13804551000")


def test_a_person_who_is_on_the_list_already_is_noticed(database: Database, event: TrainingEvent) -> None:
    people(database, event, "registered", phone="13900000001")
    with database.reading() as session:
        assert actions.similar_people(session, {"event_id": event.id, "name": "学员0"}, None)
        assert actions.similar_people(session, {"event_id": event.id, "name": "other", "phone": "139 0000 0001"}, None)
        assert not actions.similar_people(session, {"event_id": 1, "name": "学员0"}, None)


# -- calendar file ----------------------------------------------------------------------------------------------------


def test_the_calendar_file_is_read_back_whole(database: Database, event: TrainingEvent, tmp_path: Path) -> None:
    verbs.save(database, TrainingEvent, {"topic": "观摩, 大豆; \\ 田间", "held_on": days(3), "state": "announced"})
    verbs.save(database, TrainingEvent, {"topic": "x", "held_on": days(4), "state": "cancelled", "cancel_reason": "rain"})
    path = tmp_path / "trainings.ics"
    assert export_calendar(database, path) == 3
    entries = {str(e["summary"]): e for e in Calendar.from_ical(path.read_bytes()).walk("VEVENT")}
    first = entries["玉米密植滴灌栽培技术"]
    assert first.decoded("dtstart") == datetime(2026, 4, 15, 9)
    assert first.decoded("dtend") == datetime(2026, 4, 15, 11, 30)
    assert str(first["location"]) == "庆安县农技推广中心"
    assert "密植要点" in str(first["description"])
    whole_day = entries["观摩, 大豆; \\ 田间"]
    assert (whole_day.decoded("dtstart"), whole_day.decoded("dtend")) == (days(3), days(4))
    assert [str(e["status"]) for e in (first, whole_day, entries["x"])] == ["TENTATIVE", "CONFIRMED", "CANCELLED"]


def test_only_the_selected_trainings_are_written(database: Database, event: TrainingEvent, tmp_path: Path) -> None:
    verbs.save(database, TrainingEvent, {"topic": "x", "held_on": TODAY})
    assert export_calendar(database, tmp_path / "a.ics", [event.id]) == 1


def test_the_file_keeps_the_rules_of_its_format(event: TrainingEvent) -> None:
    event.programme = "很长的日程" * 60
    sitting = TrainingSession(held_on=TODAY)
    lines = calendar_bytes([(event, sitting)]).split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert max(len(line) for line in lines) <= 75
    uids = [line for line in lines if line.startswith(b"UID:")]
    assert uids == [line for line in calendar_bytes([(event, sitting)]).split(b"\r\n") if line.startswith(b"UID:")]


def test_a_training_without_an_end_lasts_two_hours() -> None:
    start, end = span(TrainingSession(held_on=TODAY, starts_at="09:30"))
    assert end - start == timedelta(hours=2)


# -- papers -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_sign_in_sheet_has_room_for_walk_ins_and_fits_one_page(database: Database, event: TrainingEvent, tmp_path: Path,
                                                                   language: str) -> None:
    from pypdf import PdfReader

    people(database, event, *["registered"] * 15)
    with i18n.using(language):
        document = sign_in_sheet(database, event.id)
    table = next(b for b in document.blocks if hasattr(b, "rows"))
    assert len(table.rows) >= 15 + WALK_INS
    save(document, tmp_path / "sheet.pdf")
    pages = PdfReader(tmp_path / "sheet.pdf").pages
    assert len(pages) == 1
    text = pages[0].extract_text()
    assert "玉米密植滴灌栽培技术" in text
    assert ("签名" if language == "zh_CN" else "Signature") in text


@pytest.mark.parametrize("number", [1, 17, 60])
def test_every_session_has_sheets_of_its_own_that_are_filled_to_the_foot(database: Database, event: TrainingEvent, number: int,
                                                                         tmp_path: Path) -> None:
    from pypdf import PdfReader

    people(database, event, *["registered"] * number)
    verbs.save(database, TrainingSession, {"event_id": event.id, "held_on": event.held_on, "topic": "田间实操"})
    document = sign_in_sheet(database, event.id)
    tables = [block for block in document.blocks if hasattr(block, "rows")]
    save(document, tmp_path / "sheet.pdf")
    texts = [page.extract_text() for page in PdfReader(tmp_path / "sheet.pdf").pages]
    begins = [at for at, text in enumerate(texts) if "Sign-in sheet:" in text]
    assert len(begins) == len(tables) == 2 and begins[0] == 0 and begins[1] * 2 == len(texts), "no session begins below another"
    assert all("Registered by" in text for text in (texts[begins[1] - 1], texts[-1])), "signed at its foot"
    first = replace(tables[0], rows=[*tables[0].rows, [""] * 5])
    longer = replace(document, blocks=[first if block is tables[0] else block for block in document.blocks])
    save(longer, tmp_path / "longer.pdf")
    assert len(PdfReader(tmp_path / "longer.pdf").pages) > len(texts), "one line more would not have had room"


def test_the_account_of_a_training_names_people_and_copies(database: Database, event: TrainingEvent, tmp_path: Path) -> None:
    people(database, event, "attended", "absent")
    verbs.save(database, TrainingMaterial, {"event_id": event.id, "title": "密植要点", "planned": 50, "given": 42})
    for ending in ("pdf", "docx", "xlsx"):
        path = tmp_path / f"report.{ending}"
        save(training_report(database, event.id), path)
        assert path.stat().st_size > 2000


# -- what falls due ---------------------------------------------------------------------------------------------------


def test_today_hears_what_comes_and_what_was_forgotten(database: Database) -> None:
    for day, state in ((-2, "planned"), (-2, "held"), (0, "announced"), (30, "planned"), (31, "planned")):
        verbs.save(database, TrainingEvent, {"topic": f"{day}", "held_on": days(day), "state": state})
    with database.reading() as session:
        found = due(REMINDERS, session, TODAY, 30)
    counted = {(r.listing, r.preset): r.count for r in found if isinstance(r, Reminder) and r.count}
    assert counted == {("trainings", "late"): 1, ("trainings", "soon"): 2, ("trainings", "unevaluated"): 1}
    assert [a.on for a in found if isinstance(a, Agenda)] == [TODAY, days(30)]


def test_the_calendar_is_given_the_trainings_of_its_days(database: Database, event: TrainingEvent) -> None:
    [dated] = actions.between(database, date(2026, 4, 1), date(2026, 4, 30))
    assert (dated.on, dated.title) == (date(2026, 4, 15), "09:00 玉米密植滴灌栽培技术")
    assert not actions.between(database, date(2026, 5, 1), date(2026, 5, 30))


def test_money_is_whole_fen_in_the_file_and_undone_to_the_fen(database: Database) -> None:
    for cost in (10, 20, 1234_56):
        verbs.save(database, TrainingEvent, {"topic": "x", "held_on": TODAY, "cost": cost})
    with database.reading() as session:
        stored = session.connection().exec_driver_sql("SELECT cost, typeof(cost) FROM trainingevent ORDER BY id").all()
        assert [tuple(row) for row in stored] == [(10, "integer"), (20, "integer"), (123456, "integer")]
        total = lists.EVENTS.totals(session, Query())["cost"]
        assert lists.EVENTS.display(lists.EVENTS.column("cost"), total) == "1,234.86"
        shown = lists.EVENTS.ids(session, Query(order=(("cost", True),)))
    event = verbs.get(database, TrainingEvent, shown[0])
    verbs.save(database, TrainingEvent, {"cost": 99_99}, event.id)
    database.undo()
    assert verbs.get(database, TrainingEvent, event.id).cost == 1234_56


def test_an_amount_below_nothing_is_refused_in_yuan(database: Database) -> None:
    with pytest.raises(FieldErrors, match=r"Cost: −1\.00 is outside 0\.00 to"):
        verbs.save(database, TrainingEvent, {"topic": "x", "held_on": TODAY, "cost": -100})
