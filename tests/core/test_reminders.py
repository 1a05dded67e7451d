"""Reminders declared as data: the number is that of the list it opens, a line is written from the row's own cells."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop import features
from desktop.core import i18n, verbs
from desktop.core.database import Database
from desktop.core.feature import found
from desktop.core.i18n import N_
from desktop.core.listing import Condition, Query
from desktop.core.reminders import Agenda, Dated, Reminder, Tile, due, level
from desktop.training.lists import EVENTS, OPEN
from desktop.training.model import TrainingEvent

TODAY = date(2026, 4, 10)
COMING = (Condition("state", "in", OPEN),)


def held(db: Database, on: date, **values: str) -> TrainingEvent:
    return verbs.save(db, TrainingEvent, {"topic": "密植", "held_on": on, **values})


@pytest.mark.parametrize(("ahead", "soon", "word"), [(-1, 2, "late"), (0, 2, "soon"), (2, 2, "soon"), (3, 2, "info"),
                                                    (3, 7, "soon"), (-1, None, "info")])
def test_a_day_is_as_pressing_as_it_is_near(ahead: int, soon: int | None, word: str) -> None:
    assert level(TODAY + timedelta(days=ahead), TODAY, soon) == word


def test_a_tile_counts_what_its_list_shows_and_not_what_is_deleted(database: Database) -> None:
    held(database, TODAY, state="held")
    gone = held(database, TODAY, state="held")
    tile = Tile(EVENTS, "unevaluated", "soon", N_("training held, not evaluated"), "trainings held, not evaluated")
    with database.reading() as session:
        assert tile(session, TODAY, 30)[0] == Reminder("trainings held, not evaluated", 2, "soon", "training", "trainings",
                                                      "unevaluated")
    verbs.delete(database, TrainingEvent, [gone.id])
    with database.reading() as session:
        [one] = tile(session, TODAY, 30)
        assert (one.title, one.count) == ("training held, not evaluated", 1)
        assert one.count == len(EVENTS.ids(session, Query(conditions=EVENTS.preset("unevaluated").conditions())))


def test_dated_lines_are_written_from_the_row_earliest_first(database: Database) -> None:
    late, next_week = held(database, TODAY - timedelta(days=3)), held(database, TODAY + timedelta(days=7), place="庆安")
    tomorrow = held(database, TODAY + timedelta(days=1), starts_at="09:00", place="望奎")
    held(database, TODAY + timedelta(days=31))
    held(database, TODAY, state="cancelled", cancel_reason="雨")
    source = Dated(EVENTS, "held_on", N_("Training: {topic}"), ("starts_at", "place"), COMING)
    with database.reading() as session:
        assert source(session, TODAY, 30) == [
            Agenda(TODAY + timedelta(days=1), "Training: 密植", "09:00 · 望奎", "soon", "trainingevent", tomorrow.id),
            Agenda(TODAY + timedelta(days=7), "Training: 密植", "庆安", "info", "trainingevent", next_week.id)]
        back = Dated(EVENTS, "held_on", "{topic}", "{audience}, {place}", COMING, past=None, most=1)
        with i18n.using("zh_CN"):
            [line] = back(session, TODAY, 30)
        assert (line.id, line.level, line.detail) == (late.id, "late", "农户, –")


def test_every_source_of_every_feature_speaks_of_an_empty_database_without_fail(database: Database) -> None:
    sources = [source for feature in features.FEATURES for source in found(feature.reminders)]
    assert len(sources) > 20
    with database.reading() as session:
        assert {item.count for item in due(sources, session, TODAY, 30) if isinstance(item, Reminder)} == {0}
