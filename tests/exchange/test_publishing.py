"""The leading file in PostgreSQL: exact, only what changed, repeatable, and read by region. Starts a server of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from desktop.core import purging, verbs
from desktop.core.database import Database
from desktop.core.errors import Refused, UserError
from desktop.dealers.model import Dealer
from desktop.exchange.publishing.publishing import publish
from desktop.people.model import Person
from desktop.regions.model import Region
from tests.core.exchange.star import star
from tests.core.exchange.test_every_kind import one_of_every_kind
from tests.core.store import opened

SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) if os.name == "posix" else []
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not SERVERS, reason="PostgreSQL's server is not installed")]


def as_postgres(*command: str) -> list[str]:
    """A command as the user postgres, since the server refuses to run as root."""
    return ["runuser", "-u", "postgres", "--", *command] if os.getuid() == 0 else list(command)


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A PostgreSQL of its own on the loopback: its address without the database."""
    place = Path(tempfile.mkdtemp(prefix="agridesk-pg-"))
    if os.getuid() == 0:
        shutil.chown(place, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    tools = SERVERS[-1].parent
    command = partial(subprocess.run, check=True, stdout=subprocess.DEVNULL, cwd="/")
    command(as_postgres(str(tools / "initdb"), "-D", str(place / "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8",
                               "--locale=C.UTF-8"))
    command(as_postgres(str(tools / "pg_ctl"), "-D", str(place / "data"), "-w", "-l", str(place / "log"), "-o",
                               f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={place} -c fsync=off",
                               "start"))
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}"
    finally:
        command(as_postgres(str(tools / "pg_ctl"), "-D", str(place / "data"), "-m", "immediate", "stop"))
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def address(server: str, request: pytest.FixtureRequest) -> str:
    """An empty database of this test's own."""
    import psycopg

    name = f"t{abs(hash(request.node.name))}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


def ask(address: str, query: str, user: str = "postgres") -> list[tuple[Any, ...]]:
    import psycopg

    with psycopg.connect(address.replace("postgres@", f"{user}@")) as connection:
        return connection.execute(query).fetchall()


def places(db: Database) -> tuple[Region, Region]:
    """Two provinces."""
    with db.operation("places") as session:
        return tuple(verbs.store(session, Region, {"name": name, "code": code, "level": "province"})  # type: ignore[return-value]
                     for name, code in (("甲省", "910000"), ("乙省", "920000")))


def test_values_arrive_exactly(address: str, tmp_path: Path) -> None:
    """Names, money in fen, days, yes and no, moments, structures, numbers to the last digit."""
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "丰源种业 “大” 𠮷", "capital": 9_999_999_999_99, "since": date(2019, 3, 1),
                                         "latitude": 45.123457, "remarks": "两行\n\t缩进 \\ '"})
        with db.operation("bin") as session:
            verbs.remove(session, Dealer, [verbs.store(session, Dealer, {"name": "旧"}).id])
        publish(db, address)
    [row] = ask(address, "SELECT name, capital, since, latitude, remarks, deleted_at FROM agridesk.dealer WHERE id = "
                         f"{dealer.id}")
    assert row == ("丰源种业 “大” 𠮷", 9_999_999_999_99, date(2019, 3, 1), 45.123457, "两行\n\t缩进 \\ '", None)
    [(moment,)] = ask(address, "SELECT deleted_at FROM agridesk.dealer WHERE name = '旧'")
    assert abs((datetime.now(UTC) - moment).total_seconds()) < 600


def test_every_kind_of_record_is_published(address: str, tmp_path: Path) -> None:
    """What is there is what the file holds, kind by kind."""
    with star(tmp_path, "", filled=True) as made:
        one_of_every_kind(made.leader, "甲")
        done = publish(made.leader, address)
        with made.leader.reading() as session:
            wanted = {table: session.connection().exec_driver_sql(f'SELECT count(*) FROM "{table}"').scalar()
                      for table in done.rows}
    assert len(wanted) > 100
    assert {table: ask(address, f'SELECT count(*) FROM agridesk."{table}"')[0][0] for table in wanted} == wanted
    for view in ("bi_dealers", "bi_trial_results", "bi_sell_out", "bi_receivables", "bi_targets"):
        ask(address, f"SELECT * FROM agridesk.{view}")
    assert ask(address, "SELECT count(*) FROM agridesk.bi_dealers")[0][0] >= 1


def test_only_what_changed_is_written_the_next_time(address: str, tmp_path: Path) -> None:
    """And again nothing; an undo arrives as well, a person removed for good goes."""
    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "一"})
        person = verbs.save(db, Person, {"name": "王大力"})
        assert publish(db, address).anew
        assert not publish(db, address).rows
        verbs.save(db, Dealer, {"name": "二"}, dealer.id)
        assert publish(db, address).rows == {"dealer": 1}
        assert ask(address, "SELECT name FROM agridesk.dealer") == [("二",)]
        db.undo()
        publish(db, address)
        assert ask(address, "SELECT name FROM agridesk.dealer") == [("一",)]
        purging.purge(db, "person", person.id, "王大力", backups=True)
        assert publish(db, address).anew, "other rows may have spoken of him"
        assert ("王大力",) not in ask(address, "SELECT name FROM agridesk.person")


def test_a_file_that_was_set_back_is_published_anew(address: str, tmp_path: Path) -> None:
    """Numbers of actions given again after a restore are not taken for those that are there."""
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "先"})
        older = db.path.with_name("older.agridesk")
        with db.raw() as connection:
            connection.execute(f"VACUUM INTO '{older}'")
        verbs.save(db, Dealer, {"name": "后"})
        publish(db, address)
    with opened(tmp_path, "older.agridesk") as back:
        verbs.save(back, Dealer, {"name": "另"})
        assert publish(back, address).anew
    assert sorted(ask(address, "SELECT name FROM agridesk.dealer")) == sorted([("先",), ("另",)])


@pytest.mark.parametrize("schema", ["public", "agridesk"])
def test_views_of_others_are_never_removed_without_a_word(address: str, tmp_path: Path, schema: str) -> None:
    """Whether they stand in their own schema or in ours: the publication says their names and changes nothing."""
    import psycopg

    with opened(tmp_path) as db:
        dealer = verbs.save(db, Dealer, {"name": "一"})
        person = verbs.save(db, Person, {"name": "王大力"})
        publish(db, address)
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE VIEW {schema}.theirs AS SELECT name FROM agridesk.dealer")
        verbs.save(db, Dealer, {"name": "二"}, dealer.id)
        assert publish(db, address).rows == {"dealer": 1}, "what joins on disturbs nobody"
        purging.purge(db, "person", person.id, "王大力", backups=True)
        with pytest.raises(Refused, match=f"{schema}.theirs"):
            publish(db, address)
    assert ask(address, f"SELECT name FROM {schema}.theirs") == [("二",)]


def test_a_role_reads_the_views_of_its_region_and_nothing_else(address: str, tmp_path: Path) -> None:
    """Neither the other province's dealers, nor a table, nor anything to be written."""
    import psycopg

    with opened(tmp_path) as db:
        one, two = places(db)
        for name, region in (("甲店", one), ("乙店", two)):
            verbs.save(db, Dealer, {"name": name, "region_id": region.id})
        publish(db, address, [("bi_jia", "910000"), ("bi_all", "")])
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("CREATE ROLE zhang LOGIN IN ROLE bi_jia")
            connection.execute("CREATE ROLE boss LOGIN IN ROLE bi_all")
        publish(db, address)  # who may read stays as it is
        with pytest.raises(UserError, match="no region"):
            publish(db, address, [("bi_x", "999999")])
        with pytest.raises(UserError, match="name of a role"):
            publish(db, address, [('x"; DROP', "")])
    assert ask(address, "SELECT name FROM agridesk.bi_dealers", "zhang") == [("甲店",)]
    assert sorted(ask(address, "SELECT name FROM agridesk.bi_dealers", "boss")) == sorted([("甲店",), ("乙店",)])
    for query in ("SELECT * FROM agridesk.dealer", "DELETE FROM agridesk.bi_dealers",
                  "INSERT INTO agridesk.reader VALUES ('zhang', '')"):
        with pytest.raises(psycopg.Error):
            ask(address, query, "zhang")


def test_a_server_that_is_not_there_and_a_file_that_follows_are_refused(tmp_path: Path) -> None:
    """One sentence each."""
    with star(tmp_path, "甲") as made:
        with pytest.raises(Refused, match="leading file"):
            publish(made.laptops["甲"], "postgresql://127.0.0.1:1/x")
        with pytest.raises(UserError, match="cannot be reached"):
            publish(made.leader, "postgresql://postgres@127.0.0.1:1/x")
        with pytest.raises(UserError, match="no address"):
            publish(made.leader, "mysql://x")
