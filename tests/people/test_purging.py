"""A person removed for good is in no row, no history, no search index, no attachment and no byte of the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop.core import check, history, search, settings, verbs
from desktop.core.attachments import attach
from desktop.core.backup import backup_now
from desktop.core.backup_files import list_backups
from desktop.core.database import Database
from desktop.core.errors import Refused
from desktop.core.purging import look, purge
from desktop.features import import_models
from tests.core.store import MANAGER, opened

import_models()

from desktop.dealers.model import Dealer  # noqa: E402
from desktop.people.model import Membership, Person  # noqa: E402
from desktop.service.case_model import FarmerCase  # noqa: E402

NAME, OLD, MOBILE = "欧阳无忌甲", "欧阳旧名乙", "13987654321"


def filled(db: Database) -> int:
    """A dealer with two contacts, one with a photo, a former name and a case; gives that person."""
    dealer = verbs.save(db, Dealer, {"name": "丰收种业"})
    verbs.save(db, Membership, {"name": "李四", "mobile": "13711112222", "dealer_id": dealer.id})
    contact = verbs.save(db, Membership, {"name": OLD, "mobile": MOBILE, "dealer_id": dealer.id, "remarks": "属虎的那位先生"})
    verbs.save(db, Membership, {"name": NAME}, contact.id)
    person = contact.person_id or 0
    photo = db.path.with_name("photo.jpg")
    photo.write_bytes(b"a face of somebody")
    attach(db, "person", person, [photo])
    photo.unlink()
    verbs.save(db, FarmerCase, {"farmer": NAME, "phone": MOBILE, "reported_on": date(2026, 5, 1), "description": "倒伏"})
    verbs.save(db, Dealer, {"remarks": f"联系{NAME}, 电话{MOBILE}"}, dealer.id)
    verbs.save(db, Dealer, {"remarks": ""}, dealer.id)
    return person


def everything(folder: Path) -> bytes:
    return b"".join(p.read_bytes() for p in folder.rglob("*") if p.is_file())


def test_not_a_byte_of_a_purged_person_stays(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        person = filled(db)
        backup_now(db)
        before = everything(tmp_path)
        assert all(text.encode() in before for text in (NAME, OLD, MOBILE, "属虎的那位先生", "a face of somebody"))
        found = look(db, "person", person)
        assert found.rows["membership"] and found.rows["attachment"] and found.backups == 1 and not found.mentions
        assert [(table, column) for table, column, _number in found.loose] == [("farmercase", "person_id")]
        purge(db, "person", person, NAME, backups=True)
        gone = everything(tmp_path)
        for text in (NAME, OLD, MOBILE, "属虎的那位先生", "a face of somebody"):
            assert text.encode() not in gone, text
        assert "李四".encode() in gone and "倒伏".encode() in gone
        assert [f.level for f in check.check(db)] == ["ok"] and len(list_backups(db.path)) == 1
        with db.reading() as session:
            assert not search.find(session, MOBILE) and search.find(session, "李四")
            assert session.get(Person, person) is None
            assert history.of_record(session, "person", person) == []
        verbs.save(db, Dealer, {"name": "后来"})
        assert db.undo(), "the history goes on"
    with opened(tmp_path) as db:
        assert [f.level for f in check.check(db)] == ["ok"]


def test_what_others_wrote_of_a_person_is_counted_and_stays(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        person = filled(db)
        verbs.save(db, Dealer, {"name": "另一家", "remarks": f"由{NAME}介绍"})
        assert look(db, "person", person).mentions == {"Dealer": 1}
        kept = backup_now(db)
        found = purge(db, "person", person, NAME, backups=False)
        assert found.left == [("Dealer", "另一家")] and not found.in_history
        assert kept.exists() and NAME.encode() in kept.read_bytes(), "the backups stay where that was chosen"


def test_a_short_name_within_a_longer_word_stays_and_is_told(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        contact = verbs.save(db, Membership, {"name": "李四", "mobile": MOBILE})
        dealer = verbs.save(db, Dealer, {"name": "李四光种业", "remarks": "李四光办的"})
        verbs.save(db, Dealer, {"remarks": "问李四，办的"}, dealer.id)
        verbs.save(db, Dealer, {"remarks": ""}, dealer.id)
        found = purge(db, "person", contact.person_id or 0, "李四", backups=True)
        assert found.left == [("Dealer", "李四光种业")] and found.in_history
        with db.reading() as session:
            lines = session.connection().exec_driver_sql(
                """SELECT count(*) FROM change WHERE instr(before, '李四') OR instr("after", '李四')""").scalar()
            assert found.in_history == lines
            alone = session.connection().exec_driver_sql(
                """SELECT count(*) FROM change WHERE instr(before, '问李四') OR instr("after", '问李四')""").scalar()
            assert alone == 0, "the name as a word of its own is gone"
            assert search.find(session, "李四"), "what was left is found"


def test_nothing_is_removed_where_another_name_is_typed_or_it_is_the_manager(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        person = filled(db)
        with pytest.raises(Refused, match=NAME):
            purge(db, "person", person, "欧阳", backups=True)
        with db.reading() as session:
            assert session.get(Person, person) is not None
            manager = session.connection().exec_driver_sql("SELECT id FROM person WHERE name = ?", (MANAGER,)).scalar()
        with pytest.raises(Refused, match="settings"):
            purge(db, "person", manager, MANAGER, backups=True)
        assert settings.office(db, "manager") == MANAGER


def test_days_choices_and_numbers_of_others_stay_in_the_history_where_a_person_has_short_texts(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        contact = verbs.save(db, Membership, {"name": NAME, "phone": "2026", "wechat": "open"})
        case = verbs.save(db, FarmerCase, {"farmer": "别人", "reported_on": date(2026, 5, 1), "description": f"问{NAME}"})
        verbs.save(db, FarmerCase, {"reported_on": date(2025, 4, 1), "description": ""}, case.id)
        purge(db, "person", contact.person_id or 0, NAME, backups=True)
        db.undo()
        with db.reading() as session:
            stored = session.get(FarmerCase, case.id)
            assert stored and (stored.reported_on, stored.state, stored.description) == (date(2026, 5, 1), "open", "问—")
            assert stored.code == case.code
