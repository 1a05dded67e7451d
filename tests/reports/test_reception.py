"""Receptions of visitors: the class says companions and board, the form comes in two copies, promises are kept in view."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.core.database import Database
from desktop.core.documents.model import PageBreak
from desktop.core.errors import FieldErrors, Refused
from desktop.core.listing import Query
from desktop.core.reminders import due
from desktop.core.verbs import StateChange, move, save
from desktop.reports.reception.lists import RECEPTIONS
from desktop.reports.reception.model import Reception, ReceptionItem, ReceptionPromise
from desktop.reports.reception.papers import reception_form
from desktop.reports.reception.reminders import REMINDERS
from desktop.reports.reception.rules import usual
from tests.reports.conftest import said_by

TODAY = date.today()


def test_companions_and_board_follow_the_class_until_others_are_written(database: Database) -> None:
    made = save(database, Reception, {"visitors": "示例农场", "arrives_on": TODAY, "grade": "A"})
    assert (made.companions, made.board) == usual("A", TODAY) and made.companions
    lower = save(database, Reception, {"grade": "C", "board": "工作餐"}, made.id)
    assert lower.companions == usual("C", TODAY)[0] and lower.board == "工作餐"
    assert made.code.startswith(f"JD-{TODAY.year}-")


def test_the_form_stands_there_twice_with_programme_people_and_what_was_ordered(database: Database) -> None:
    made = save(database, Reception, {
        "visitors": "示例农场", "arrives_on": TODAY, "men": 5, "women": 2, "purpose": "order", "departments": "仓储部",
        "promised": "优先供种", "bags_ordered": 1200, "cost": 268000})
    save(database, ReceptionItem, {"reception_id": made.id, "on_day": TODAY, "at": "9:30", "what": "看加工线"})
    save(database, ReceptionPromise, {"reception_id": made.id, "what": "寄说明书", "due_on": TODAY + timedelta(days=3)})
    document = reception_form(database, made.id)
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 1
    said = said_by(document)
    assert said.count("看加工线") == said.count("寄说明书") == said.count("1,200") == 2
    assert "Copy 1 of 2" in said and "Copy 2 of 2" in said and "5 / 2" in said and "2,680.00" in said and "to be told" in said
    with database.reading() as session:
        ((_id, (people,)),) = RECEPTIONS.lines(session, Query(), ("people",))
    assert people == 7


def test_a_closed_reception_stays_and_what_is_to_come_is_not_received(database: Database) -> None:
    ahead = save(database, Reception, {"visitors": "甲", "arrives_on": TODAY + timedelta(days=2)})
    with pytest.raises(FieldErrors, match="not come yet"):
        move(database, Reception, [ahead.id], StateChange("received"))
    made = save(database, Reception, {"visitors": "乙", "arrives_on": TODAY})
    promise = save(database, ReceptionPromise, {"reception_id": made.id, "what": "寄样", "due_on": TODAY - timedelta(days=1)})
    for state in ("told", "received", "closed"):
        move(database, Reception, [made.id], StateChange(state))
    with pytest.raises(Refused):
        save(database, Reception, {"cost": 1}, made.id)
    with database.reading() as session:
        told = due(REMINDERS, session, TODAY, 30)
    words = [getattr(item, "title", "") for item in told]
    assert "visit to us whose departments are not told" in words and "寄样" in words, "a promise outlives the reception"
    save(database, ReceptionPromise, {"state": "kept", "kept_on": TODAY}, promise.id)
    with pytest.raises(FieldErrors, match="on which day"):
        save(database, ReceptionPromise, {"kept_on": None}, promise.id)
