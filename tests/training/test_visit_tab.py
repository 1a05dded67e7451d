"""A visit's own form asks whether those who were trained there use what they were taught."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from desktop.core import verbs
from desktop.core.database import Database
from desktop.dealers.model import Dealer
from desktop.dealers.visit_model import Visit
from desktop.people.model import Membership
from desktop.training.at_visit import seen_at, taught
from desktop.training.effect import plan_follow_ups
from desktop.training.effect_model import TrainingFollowUp
from desktop.training.model import Participant, TrainingEvent
from tests.ui.conftest import settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.shell.window import Window

HELD = date.today() - timedelta(days=40)
SEEN = date.today() - timedelta(days=2)


@pytest.fixture
def visit(database: Database) -> int:
    """A visit to a dealer of whom one was trained, beside one of another dealer's."""
    firms = []
    for name, phone in (("甲种业", "13800000000"), ("乙种业", "13800000001")):
        dealer = verbs.save(database, Dealer, {"name": name})
        firms.append(dealer.id)
        member = verbs.save(database, Membership, {"name": f"{name[0]}某", "mobile": phone, "role": "contact",
                                                   "dealer_id": dealer.id})
        event = verbs.save(database, TrainingEvent, {"topic": "包衣", "practice": "二次包衣", "held_on": HELD, "state": "held",
                                                     "dealer_id": dealer.id})
        verbs.save(database, Participant, {"event_id": event.id, "name": f"{name[0]}某", "person_id": member.person_id,
                                           "attendance": "attended"})
        plan_follow_ups(database, event.id)
    return verbs.save(database, Visit, {"dealer_id": firms[0], "visited_on": SEEN, "state": "done", "people": "甲某"}).id


def told(database: Database, visit: int) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [(one.name, one.state) for one in taught(session, visit)]


def test_what_is_seen_at_a_visit_stands_on_its_day_and_can_be_taken_off_again(database: Database, visit: int) -> None:
    assert told(database, visit) == [("甲某", "open")]
    with database.reading() as session:
        [one] = taught(session, visit)
    seen_at(database, visit, one.id, "partly", " 只包了一半 ")
    made = verbs.get(database, TrainingFollowUp, one.id)
    assert (made.state, made.visit_id, made.seen_on, made.seen) == ("partly", visit, SEEN, "只包了一半")
    assert told(database, visit) == [("甲某", "partly")], "an answered line stays with its visit"
    seen_at(database, visit, one.id, "open", "")
    made = verbs.get(database, TrainingFollowUp, one.id)
    assert (made.state, made.visit_id, made.seen_on) == ("open", None, None)


def test_a_visit_before_the_training_asks_nothing(database: Database, visit: int) -> None:
    dealer = verbs.get(database, Visit, visit).dealer_id
    early = verbs.save(database, Visit, {"dealer_id": dealer, "visited_on": HELD - timedelta(days=1), "state": "done",
                                         "people": "甲某"})
    assert told(database, early.id) == []


def test_the_form_of_a_visit_shows_the_line_and_stores_the_answer(window: Window, qtbot: QtBot, database: Database,
                                                                  visit: int) -> None:
    context: Any = window.context
    context.open("visit", visit)
    settle(qtbot, context)
    section: Any = window.page.section  # type: ignore[union-attr]
    tab = section.room.pane.tabs.open_tab("Trained here")
    settle(qtbot, context)
    assert tab.table.rowCount() == 1 and tab.table.item(0, 0).text() == "甲某"
    box = tab.table.cellWidget(0, 4)
    box.setCurrentIndex(box.findData("yes"))
    box.activated.emit(box.currentIndex())
    settle(qtbot, context)
    with database.reading() as session:
        [one] = taught(session, visit)
    assert (one.state, verbs.get(database, TrainingFollowUp, one.id).visit_id) == ("yes", visit)
    assert tab.table.cellWidget(0, 4).currentData() == "yes"
