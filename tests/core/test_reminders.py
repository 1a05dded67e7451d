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
from desktop.core.reminders import Agenda, Dated, Days, Reminder, Tile, ahead, dated, due, level
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
        assert tile(session, ahead(TODAY, 30)) == [
            Reminder("trainings held, not evaluated", 2, "soon", "training", "trainings", "unevaluated")]
        assert tile(session, Days(TODAY, TODAY, TODAY)) == [], "a calendar has no numbers"
    verbs.delete(database, TrainingEvent, [gone.id])
    with database.reading() as session:
        [one] = tile(session, ahead(TODAY, 30))
        assert (one.title, one.count) == ("training held, not evaluated", 1)
        assert one.count == len(EVENTS.ids(session, Query(conditions=EVENTS.preset("unevaluated").conditions())))


def test_dated_lines_are_written_from_the_row_earliest_first(database: Database) -> None:
    late, next_week = held(database, TODAY - timedelta(days=3)), held(database, TODAY + timedelta(days=7), place="庆安")
    tomorrow = held(database, TODAY + timedelta(days=1), starts_at="09:00", place="望奎")
    held(database, TODAY + timedelta(days=31))
    held(database, TODAY, state="cancelled", cancel_reason="雨")
    source = Dated(EVENTS, "held_on", N_("Training: {topic}"), ("starts_at", "place"), COMING)
    with database.reading() as session:
        assert source(session, ahead(TODAY, 30)) == [
            Agenda(TODAY + timedelta(days=1), "Training: 密植", "09:00 · 望奎", "soon", "trainingevent", tomorrow.id,
                   field="held_on"),
            Agenda(TODAY + timedelta(days=7), "Training: 密植", "庆安", "info", "trainingevent", next_week.id, field="held_on")]
        back = Dated(EVENTS, "held_on", "{topic}", "{audience}, {place}", COMING, past=None, most=1)
        with i18n.using("zh_CN"):
            [line] = back(session, ahead(TODAY, 30))
        assert (line.id, line.level, line.detail) == (late.id, "late", "农户, –")


def test_every_source_of_every_feature_speaks_of_an_empty_database_without_fail(database: Database) -> None:
    sources = [source for feature in features.FEATURES for source in found(feature.reminders)]
    assert len(sources) > 20
    with database.reading() as session:
        assert {item.count for item in due(sources, session, TODAY, 30) if isinstance(item, Reminder)} == {0}


@pytest.mark.parametrize("today", [TODAY, TODAY + timedelta(days=40)])
def test_a_calendar_shows_all_its_days_whatever_today_asks_for(database: Database, today: date) -> None:
    open_, done = held(database, TODAY), held(database, TODAY + timedelta(days=2), state="held")
    held(database, TODAY + timedelta(days=9))
    sources = (Dated(EVENTS, "held_on", "{topic}", (), COMING, past=0, most=1),
               Dated(EVENTS, "held_on", "{topic}", (), (Condition("state", "is", "held"),), done=True))
    with database.reading() as session:
        days = Days(today, TODAY, TODAY + timedelta(days=8))
        assert [(line.id, line.level) for line in dated(sources, session, days)] == [
            (open_.id, "soon" if today == TODAY else "late"), (done.id, "done")]
        assert done.id not in [getattr(line, "id", 0) for line in due(sources, session, TODAY, 30)]


def test_what_today_says_is_to_be_done_stands_in_the_calendar_as_well(database: Database) -> None:
    """Of every feature: nobody declares a day twice, and no day is known to Today alone."""
    sources = [source for feature in features.FEATURES for source in found(feature.reminders)]
    held(database, TODAY + timedelta(days=3))
    with database.reading() as session:
        ahead_ = {(line.table, line.id, line.on) for line in due(sources, session, TODAY, 30) if isinstance(line, Agenda)}
        shown = {(line.table, line.id, line.on)
                 for line in dated(sources, session, Days(TODAY, TODAY, TODAY + timedelta(days=30)))}
    assert ahead_ and ahead_ <= shown
