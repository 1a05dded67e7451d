"""What the world does to a database: foreign files, damage, stale forms, listeners that fail, rare characters."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlmodel import select

from desktop.core import check, history, search, settings, verbs
from desktop.core.database import COMPILED, Database
from desktop.core.errors import FieldErrors, Refused, UserError
from desktop.core.file_names import safe_file_name
from desktop.core.lock import FileLock
from desktop.core.records import clean_text
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS
from tests.core.store import dealer_names, opened, visible
from tests.wine.windows import UNDER_WINE

import_models()

from desktop.dealers.model import Dealer  # noqa: E402
from desktop.people.model import Membership  # noqa: E402
from desktop.regions.model import Region  # noqa: E402
from desktop.trials.model import Trial  # noqa: E402


def last_action(db: Database) -> int:
    with db.reading() as session:
        found = history.next_undo(session)
    assert found and found.id
    return found.id


# -- what is written --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("character", ["\U00031350", "\U000323b0", "\U0001fae8", "\u845b\U000e0100", "\u200d", "\ue000"])
def test_a_character_newer_than_this_python_stays_in_a_name(character: str) -> None:
    assert clean_text(f" 王{character}明 ") == f"王{character}明"


def test_noncharacters_are_dropped() -> None:
    assert clean_text("a\ufffe\ufdd0\U0010ffffb") == "ab"


def test_rare_han_stay_in_a_file_name() -> None:
    assert safe_file_name("王\U000323b0.pdf") == "王\U000323b0.pdf"


@pytest.mark.parametrize("field, value", [("plot_area", float("nan")), ("plot_area", float("inf")), ("seed", 2**63),
                                          ("seed", -2**64)])
def test_a_number_no_database_can_keep_is_a_wrong_field(tmp_path: Path, field: str, value: float) -> None:
    with opened(tmp_path) as db, pytest.raises(FieldErrors) as caught:
        verbs.save(db, Trial, {"name": "试验", field: value})
    assert field in caught.value.fields


# -- stale forms ------------------------------------------------------------------------------------------------------


def test_a_record_in_the_bin_is_not_changed_by_a_form_still_open(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "甲"})
        verbs.delete(db, Dealer, [dealer.id])
        with pytest.raises(Refused, match="甲"):
            verbs.save(db, Dealer, {"name": "乙"}, dealer.id)
        assert verbs.get(db, Dealer, dealer.id).name == "甲"


@pytest.mark.parametrize("deleted", [True, False])
def test_a_field_cannot_name_a_record_that_is_gone(tmp_path: Path, deleted: bool) -> None:
    with opened(tmp_path) as db:
        number = 12345
        if deleted:
            number = verbs.save(db, Dealer, {"name": "甲"}).id
            verbs.delete(db, Dealer, [number])
        with pytest.raises(FieldErrors) as caught:
            verbs.save(db, Membership, {"name": "王", "dealer_id": number})
        assert set(caught.value.fields) == {"dealer_id"} and visible(db) == {}


def test_saving_without_a_change_keeps_what_can_be_done_again(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "甲"})
        verbs.save(db, Dealer, {"name": "乙"}, dealer.id)
        db.undo()
        verbs.save(db, Dealer, {"name": "甲"}, dealer.id)
        db.redo()
        assert dealer_names(db) == ["乙"]


# -- recycle bin and merge --------------------------------------------------------------------------------------------


def test_a_record_brought_back_brings_what_it_belongs_to(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "甲"})
        contact = verbs.save(db, Membership, {"name": "王", "dealer_id": dealer.id})
        before = visible(db)
        verbs.delete(db, Membership, [contact.id])
        verbs.delete(db, Dealer, [dealer.id])
        assert verbs.restore(db, "membership", contact.id) == 4  # the person, the dealer with the state it began with
        assert visible(db) == before and check.check(db)[0].level == "ok"


def test_one_of_many_deleted_together_comes_back_alone(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealers = [verbs.save(db, Dealer, {"name": name}).id for name in "甲乙丙"]
        verbs.delete(db, Dealer, dealers)
        assert verbs.restore(db, "dealer", dealers[1]) == 2  # with the state it began with
        assert dealer_names(db) == ["乙"]


def test_an_undo_does_not_bring_back_a_child_of_a_deleted_record(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "甲"})
        contact = verbs.save(db, Membership, {"name": "王", "dealer_id": dealer.id})
        verbs.delete(db, Membership, [contact.id])
        deletion = last_action(db)
        verbs.delete(db, Dealer, [dealer.id])
        with pytest.raises(Refused):
            db.undo(deletion)
        assert visible(db) == {}


def test_deleting_again_keeps_the_day_of_the_first_time(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "甲"})
        verbs.delete(db, Dealer, [dealer.id])
        first = verbs.get(db, Dealer, dealer.id).deleted_at
        verbs.delete(db, Dealer, [dealer.id])
        assert verbs.get(db, Dealer, dealer.id).deleted_at == first


def test_the_record_that_stays_is_never_among_the_lost(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        one, two = (verbs.save(db, Dealer, {"name": name}).id for name in "甲乙")
        verbs.merge(db, Dealer, one, [one, two], {})
        assert dealer_names(db) == ["甲"]


def test_a_tree_is_not_merged_into_its_own_branch(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        top = verbs.save(db, Region, {"name": "上", "level": "province"})
        middle = verbs.save(db, Region, {"name": "中", "level": "county", "parent_id": top.id})
        low = verbs.save(db, Region, {"name": "下", "parent_id": middle.id})
        with pytest.raises(Refused, match="下"):
            verbs.merge(db, Region, low.id, [top.id], {})


# -- the database file ------------------------------------------------------------------------------------------------


def test_another_programs_database_stays_as_it_is_to_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (x)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="another program"):
        open_database(path, STEPS)
    assert path.read_bytes() == before


def test_a_database_damaged_at_its_first_page_is_one_sentence(tmp_path: Path) -> None:
    with opened(tmp_path):
        pass
    path = tmp_path / "test.agridesk"
    data = bytearray(path.read_bytes())
    data[100:4000] = b"\xff" * 3900
    path.write_bytes(data)
    with pytest.raises(UserError, match="damaged"):
        open_database(path, STEPS)


def test_two_names_of_one_file_share_one_lock(tmp_path: Path) -> None:
    with opened(tmp_path):
        try:
            (tmp_path / "other.agridesk").symlink_to(tmp_path / "test.agridesk")
        except OSError as error:  # Windows lets an administrator alone
            pytest.skip(f"no second name can be made here: {error}")
        if UNDER_WINE and not (tmp_path / "other.agridesk").is_symlink():
            pytest.skip("Wine says that it made the link, and makes none")
        with pytest.raises(UserError, match=str(os.getpid())):
            open_database(tmp_path / "other.agridesk", STEPS)


def test_a_relative_path_stays_the_same_file_when_the_folder_changes(tmp_path: Path, monkeypatch: Any) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    db = open_database(Path("here.agridesk"), STEPS)
    monkeypatch.chdir(tmp_path / "elsewhere")
    verbs.save(db, Dealer, {"name": "甲"})
    db.close()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def _hold(path: str, held: Any, done: Any) -> None:
    connection = sqlite.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    held.set()
    done.wait()


def test_a_database_held_by_another_program_is_one_sentence(tmp_path: Path, monkeypatch: Any) -> None:
    real = sqlite.connect
    monkeypatch.setattr(sqlite, "connect", lambda *a, **k: real(*a, **{**k, "timeout": 0.1}))
    spawn = multiprocessing.get_context("spawn")
    with opened(tmp_path) as db:
        held, done = spawn.Event(), spawn.Event()
        other = spawn.Process(target=_hold, args=(str(db.path), held, done))
        other.start()
        try:
            while not held.wait(1):  # however long a process takes to start
                assert other.is_alive()
            with pytest.raises(UserError, match="Another program"):
                verbs.save(db, Dealer, {"name": "甲"})
        finally:
            done.set()
            other.join()
        verbs.save(db, Dealer, {"name": "甲"})


def test_a_listener_that_fails_does_not_make_a_commit_look_failed(tmp_path: Path, log_lines: list[str]) -> None:
    with opened(tmp_path) as db:
        told: list[frozenset[str]] = []
        db.listeners += [lambda tables: 1 // 0, told.append]
        verbs.save(db, Dealer, {"name": "甲"})
        assert told == [frozenset({"dealer", "move"})] and dealer_names(db) == ["甲"]
    assert log_lines == ["a listener failed"]
    log_lines.clear()


def test_a_lock_holds_on_a_full_disk(tmp_path: Path, monkeypatch: Any) -> None:
    def full(*_args: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    lock = FileLock(tmp_path / "x")
    lock.acquire()
    with pytest.raises(UserError, match="unknown"):
        FileLock(tmp_path / "x").acquire()
    lock.release()


# -- search and settings ----------------------------------------------------------------------------------------------


def test_what_is_named_so_is_found_before_all_that_mentions_it(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "海伦种业"})
        with db.operation("many") as session:
            verbs.insert_many(session, Dealer, [{"name": f"分店{n}", "address": "海伦种业对面"} for n in range(400)])
        with db.reading() as session:
            assert search.find(session, "海伦种业")[0].title == "海伦种业"


def test_settings_of_a_wrong_type_give_the_default(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"settings": {"font_size": true, "theme": "neon", "reminder_days": "7"}, "remembered": {}}')
    found = settings.Settings(path)
    assert [found.get(n) for n in ("font_size", "theme", "reminder_days")] == [10, "system", 30]


@pytest.mark.parametrize("stored, value", [('"abc"', 666.7), ("NaN", 666.7), ("{", 666.7), ("667", 667.0)])
def test_an_office_setting_always_has_its_type(tmp_path: Path, stored: str, value: float) -> None:
    with opened(tmp_path) as db:
        with db.transaction() as session:
            session.connection().exec_driver_sql("INSERT INTO office_setting VALUES ('mu_area', ?)", (stored,))
        assert settings.office(db, "mu_area") == value


def test_the_history_names_the_manager_of_the_settings(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        settings.set_office(db, "manager", "李农艺")
        dealer = verbs.save(db, Dealer, {"name": "甲"})
        with db.reading() as session:
            assert history.of_record(session, "dealer", dealer.id)[0].who == "李农艺"


def test_a_statement_is_compiled_once_for_all_databases(database: Database, tmp_path: Path) -> None:
    """For the writing connection, the reading ones, and the database opened after this one."""
    def ask(db: Database) -> None:
        for session_of in (db.reading, db.transaction):
            with session_of() as session:
                session.exec(select(Dealer).where(Dealer.name == "甲", Dealer.code != "乙")).all()

    before = set(COMPILED)
    ask(database)
    known = set(COMPILED)
    assert len(known - before) == 1
    with opened(tmp_path, "other.agridesk") as other:
        ask(other)
    assert set(COMPILED) == known
