"""Today without its window: business years, solar terms, headings, and what is gathered in which order."""

from __future__ import annotations

from datetime import date, timedelta

from desktop.core import i18n, verbs
from desktop.core.database import Database
from desktop.core.feature import found
from desktop.core.reminders import Agenda, Days, Reminder, Tile, ahead, due
from desktop.core.solar_terms import now_and_next
from desktop.dealers.model import Dealer
from desktop.features import FEATURES
from desktop.sales.money.lists import ACCOUNTS
from desktop.sales.money.model import AccountEntry
from desktop.today import board

TODAY = date(2026, 11, 23)


def test_solar_terms_speak_both_languages() -> None:
    # Purple Mountain Observatory: Minor Snow on 22 November 2026, Major Snow on 7 December 2026.
    assert now_and_next(TODAY) == "Minor Snow · Major Snow in 14 days"
    with i18n.using("zh_CN"):
        assert now_and_next(TODAY) == "小雪 · 14天后大雪"
        assert now_and_next(date(2026, 12, 7)).startswith("大雪")


def test_every_solar_term_has_an_english_name() -> None:
    terms = [now_and_next(date(2026, 1, 10) + timedelta(days=15 * n)) for n in range(24)]
    assert not [t for t in terms if any("\u4e00" <= c <= "\u9fff" for c in t)]


def test_days_are_called_by_their_names() -> None:
    assert board.day_title(TODAY, TODAY) == "Today · Monday"
    assert board.day_title(TODAY + timedelta(days=1), TODAY) == "Tomorrow · Tuesday"
    assert board.day_title(date(2026, 12, 3), TODAY) == "3 Dec · Thursday"
    assert board.long_day(TODAY) == "Monday, 23 November 2026"
    with i18n.using("zh_CN"):
        assert board.long_day(TODAY) == "2026年11月23日 星期一"
        assert board.day_title(date(2026, 12, 3), TODAY) == "12月3日 · 星期四"


def test_an_empty_database_is_known_as_empty(database: Database) -> None:
    sources = found(place for feature in FEATURES for place in feature.reminders)
    assert board.gather(database, [lambda _session: sources], date.today(), 30).empty
    verbs.save(database, Dealer, {"name": "甲"})
    filled = board.gather(database, [lambda _session: sources], date.today(), 30)
    assert not filled.empty
    assert filled.tiles == []


def test_what_is_late_comes_first_and_nothing_is_not_shown(database: Database) -> None:
    def source(_session: object, asked: Days) -> list[Reminder | Agenda]:
        today = asked.today
        return [Reminder("c", 1, "info", "f", "l", "c"), Reminder("b", 2, "soon", "f", "l", "b"),
                Reminder("a", 3, "late", "f", "l", "a"), Reminder("none", 0, "late", "f", "l", "n"),
                Agenda(today + timedelta(days=2), "later", "", "info", "visit", 1),
                Agenda(today, "second", "", "info", "visit", 2), Agenda(today, "first", "", "late", "visit", 3)]

    gathered = board.gather(database, [lambda _session: [source]], TODAY, 30)
    assert [t.title for t in gathered.tiles] == ["a", "b", "c"]
    assert [(day, [a.title for a in lines]) for day, lines in gathered.days] == [
        (TODAY, ["first", "second"]), (TODAY + timedelta(days=2), ["later"])]


def test_what_counts_most_stands_first_among_what_is_overdue_and_what_is_equally_late(database: Database) -> None:
    def source(_session: object, asked: Days) -> list[Reminder | Agenda]:
        on = asked.today - timedelta(days=3)
        return [Reminder("own work", 1, "late", "f", "l", "a"), Reminder("money", 1, "late", "f", "l", "b", 3),
                Agenda(on - timedelta(days=9), "old", "", "late", "visit", 1), Agenda(on, "law", "", "late", "visit", 2, 3)]

    gathered = board.gather(database, [lambda _session: [source]], TODAY, 30)
    assert [t.title for t in gathered.tiles] == ["money", "own work"]
    assert [line.title for line in gathered.overdue] == ["law", "old"]


def test_tiles_of_a_list_that_reckons_are_counted_in_one_go_as_one_by_one(database: Database) -> None:
    dealers = [verbs.save(database, Dealer, {"name": name, "state": "active"}) for name in ("甲", "乙", "丙")]
    for number, dealer in enumerate(dealers):
        verbs.save(database, AccountEntry, {"dealer_id": dealer.id, "kind": "opening", "what": "a",
                                            "amount": 100_000 * (number + 1),
                                            "entered_on": TODAY - timedelta(days=900), "due_on": TODAY - timedelta(days=700)})
    names = ("moved", "overdue", "advances")
    tiles = [Tile(ACCOUNTS, name, "late", "one", "many") for name in names]
    asked = ahead(date.today(), 30)
    with database.reading() as session:
        one_by_one = [item for tile in tiles for item in tile(session, asked)]
        assert due(tiles, session, date.today(), 30, True) == one_by_one and due(tiles, session, date.today(), 30, False) == []
        assert ACCOUNTS.counts(session, [tile.conditions() for tile in tiles], ("open",)) == [3, 3, 0, 600_000]
    assert [item.count for item in one_by_one] == [3, 3, 0]
