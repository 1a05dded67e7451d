"""What stands in a record gets into no log and no error dialog, and nobody else may read the files."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy.exc import DatabaseError

from desktop.core import faults, files, verbs
from desktop.core.attachments import attach, attachments_of, readable_copy
from desktop.core.backup import backup_now
from desktop.core.database import Database
from desktop.core.paths import PACKAGE
from desktop.core.settings import Settings
from desktop.features import import_models
from desktop.newdata import open_ready
from tests.core.store import opened

import_models()

from desktop.dealers.model import Dealer  # noqa: E402
from desktop.people.model import Membership  # noqa: E402

SECRETS = ("李四光甲", "13812345678", "Li Si")


def contact(session: object, dealer: int) -> object:
    values = {"name": SECRETS[0], "mobile": SECRETS[1], "remarks": SECRETS[2], "dealer_id": dealer}
    return verbs.store(session, Membership, values)  # type: ignore[arg-type]


def stored(db: Database, dealer: int) -> None:
    with db.operation("x") as session:
        contact(session, dealer)


def many(db: Database, dealer: int) -> None:
    with db.operation("x") as session:
        verbs.insert_many(session, Membership, [{"name": SECRETS[0], "mobile": SECRETS[1], "remarks": SECRETS[2],
                                                 "dealer_id": dealer}])


def raw(db: Database, _dealer: int) -> None:
    with db.transaction() as session:
        session.connection().exec_driver_sql("INSERT INTO person (id, name, mobile, nothing) VALUES (?, ?, ?, ?)",
                                             (1, *SECRETS))


def converted(_db: Database, _dealer: int) -> None:
    try:
        float(SECRETS[2])
    except ValueError as error:
        raise KeyError(SECRETS[0]) from error


@pytest.mark.parametrize("write", [stored, many, raw, converted])
def test_a_fault_on_a_write_path_tells_nothing_of_the_record(
        tmp_path: Path, write: Callable[[Database, int], None], monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "甲"}).id or 0
        with db.raw() as connection:  # a fault in the middle of the statement that holds the values
            connection.execute("CREATE TEMP TRIGGER fault BEFORE INSERT ON main.person "
                               "BEGIN SELECT no_such_function(new.name); END")
        path = tmp_path / "agridesk.log"
        handler = logging.FileHandler(path, encoding="utf-8")
        handler.setFormatter(faults.Formatter())
        log = logging.getLogger("tests.privacy")
        log.propagate = False
        log.addHandler(handler)
        try:
            write(db, dealer)
            pytest.fail("there was to be a fault")
        except (DatabaseError, sqlite.DatabaseError, KeyError) as error:
            log.exception("a fault")
            shown = faults.told(error)
        finally:
            log.removeHandler(handler)
            handler.close()
    text = path.read_text(encoding="utf-8") + shown
    assert write.__name__ in text and "test_privacy.py" in text and ("Error" in text)
    for secret in SECRETS:
        assert secret not in text.replace('"Li Si")', ""), text


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights by folder")
def test_nobody_else_may_read_the_files(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        with closing(open_ready(tmp_path / "test.agridesk")) as db:  # as the program makes it
            dealer = verbs.save(db, Dealer, {"name": "甲"})
            photo = tmp_path / "photo.jpg"
            photo.write_bytes(b"photo")
            attach(db, "dealer", dealer.id or 0, [photo])
            backup_now(db)
            with db.reading() as session:
                [kept] = attachments_of(session, "dealer", dealer.id or 0)
            copy = readable_copy(db, kept)
            assert copy.read_bytes() == b"photo"
            Settings(tmp_path / "settings.json").set("laptop", "B")
            own = [p for p in tmp_path.rglob("*") if p != photo]
            assert len(own) > 10
            assert [p for p in own if p.stat().st_mode & 0o077] == []
            exported = files.durable_save(tmp_path / "list.csv", lambda stream: stream.write(b"x") and None)
            assert exported.stat().st_mode & 0o777 == 0o644, "what is exported is the user's to give away"
        assert not db.opened.exists(), "the copies opened in other programs go when the database is closed"
        db.opened.mkdir()
        with opened(tmp_path):
            assert not db.opened.exists(), "and when it is opened, after a crash"
    finally:
        os.umask(old)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="another home there")
@pytest.mark.parametrize("home", ["a file", "missing"])
def test_without_a_writable_home_a_command_works_or_says_why_in_a_sentence(tmp_path: Path, home: str) -> None:
    place = tmp_path / "home"
    if home == "a file":
        place.write_bytes(b"")
    else:
        (tmp_path / "file").write_bytes(b"")
        place = tmp_path / "file" / "below"
    environment = {**os.environ, "HOME": str(place)}
    for name in list(environment):
        if name.startswith("XDG_"):
            del environment[name]
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, "-m", "desktop", "--lang", "en", *arguments], env=environment, check=False,
                              capture_output=True, encoding="utf-8", cwd=PACKAGE.parent)

    works = run("--database", str(tmp_path / "test.agridesk"), "check")
    assert works.returncode == 0 and "Everything is sound" in works.stdout and works.stderr == ""
    for command in (("import", "dealers", str(tmp_path / "none.csv")), ("check",)):
        refused = run(*command)
        assert refused.returncode == 1 and refused.stderr.count("\n") == 1 and "Traceback" not in refused.stderr


def test_settings_that_cannot_be_kept_hold_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    settings = Settings(tmp_path / "file" / "settings.json")
    assert settings.letter() in "ABCDEFGHJKLMNPQRSTUVWXYZ" and settings.letter() == settings.letter()
    assert "settings.json" in settings.problem
