"""Packages locked with a passphrase: what no secret of the partners protects is read by nobody who only finds the stick."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop import cli
from desktop.core import settings, verbs
from desktop.core.attachments import attach, attachments_of, file_of
from desktop.core.encryption.beside import Old
from desktop.core.encryption.switching import switch_on
from desktop.core.errors import Refused, UserError
from desktop.core.exchange import locked
from desktop.core.exchange.handing import NOTHING, Allowed, take
from desktop.core.exchange.locked import PassphraseWanted
from desktop.core.exchange.making import make, make_records
from desktop.core.exchange.standing import partners
from desktop.dealers.model import Dealer
from tests.core.encryption.made import by_words, quick
from tests.core.exchange.star import ALL
from tests.core.store import dealer_names, opened

__all__ = ["quick"]
pytestmark = pytest.mark.usefixtures("quick")
WORDS = "杨柳 春风 拖拉机 七月"


def first_package(folder: Path, passphrase: str = WORDS) -> Path:
    """The first package of a leading file with a dealer and its photo."""
    with opened(folder, "leader.agridesk") as leader:
        settings.set_office(leader, "manager", "总部")
        dealer = verbs.save(leader, Dealer, {"name": "丰源种业", "phone": "13800001234"})
        (folder / "photo.txt").write_text("门头照片" * 40_000, encoding="utf-8")  # several pieces of the cipher
        attach(leader, "dealer", dealer.id, [folder / "photo.txt"])
        return make(leader, folder / "first.agridesk-exchange", "分机", passphrase=passphrase).path


def test_nothing_of_a_locked_package_can_be_read_and_the_passphrase_opens_it_whole(tmp_path: Path) -> None:
    path = first_package(tmp_path)
    data = path.read_bytes()
    assert all(word not in data for word in ("总部".encode(), "分机".encode(), b'"secret"', b"SQLite format", "门头".encode()))
    with opened(tmp_path, "laptop.agridesk") as laptop:
        with pytest.raises(PassphraseWanted, match="is locked"):
            take(laptop, path, ALL)
        with pytest.raises(PassphraseWanted, match="not the passphrase"):
            take(laptop, path, ALL, passphrase=WORDS + " 八月")
        take(laptop, path, Allowed(joining=True), passphrase=WORDS)
        with laptop.reading() as session:
            dealer = session.connection().exec_driver_sql("SELECT id FROM dealer").scalar()
            [photo] = attachments_of(session, "dealer", dealer)
        assert dealer_names(laptop) == ["丰源种业"]
        assert file_of(laptop, photo).read_text(encoding="utf-8") == "门头照片" * 40_000
        assert not [left for left in laptop.opened.rglob("*") if left.is_file() and left.name.endswith(".agridesk-exchange")]
        answer = make(laptop, tmp_path / "answer.agridesk-exchange").path  # the secret came over: no passphrase any more
    with opened(tmp_path, "leader.agridesk") as leader:
        take(leader, answer, NOTHING)


PLACES = {"mark": b'"mark": "', "salt": b'"salt": "', "nonce": b'"nonce": "', "digest": b'"sha256": "', "seal": b"AGRDfile"}


@pytest.mark.parametrize("place", [*PLACES, "body", "cut", "cut short"])
def test_a_locked_package_that_was_damaged_on_the_way_is_told_from_a_wrong_passphrase(tmp_path: Path, place: str) -> None:
    path = first_package(tmp_path)
    data = bytearray(path.read_bytes())
    cut = {"cut": len(data) - 1, "cut short": data.index(b"AGRDfile") + 4}.get(place, len(data))
    if place in PLACES:
        at = data.index(PLACES[place]) + (len(PLACES[place]) + 2 if place != "seal" else 3)
        data[at] = ord("1" if data[at] != ord("1") else "2")
    elif place == "body":
        data[len(data) // 2] ^= 1
    path.write_bytes(data[:cut])
    with opened(tmp_path, "laptop.agridesk") as laptop:
        with pytest.raises(UserError, match="damaged on the way"):
            take(laptop, path, ALL, passphrase=WORDS)
        assert dealer_names(laptop) == []


def test_a_package_of_a_stranger_behind_the_head_of_a_locked_one_is_refused(tmp_path: Path) -> None:
    """The passphrase proves who made what is in it."""
    (tmp_path / "stranger").mkdir()
    made, plain = first_package(tmp_path), first_package(tmp_path / "stranger", "")
    head = b"".join(made.read_bytes().splitlines(keepends=True)[:2])
    made.write_bytes(head + plain.read_bytes())
    with opened(tmp_path, "laptop.agridesk") as laptop, pytest.raises(UserError, match="damaged on the way"):
        take(laptop, made, ALL, passphrase=WORDS)


@pytest.mark.parametrize("box", [
    {"salt": "AA=="}, {"memory": float("inf")}, {"memory": 1 << 20}, {"passes": 20}, {"lanes": True}, {"salt": 7}])
def test_the_head_of_a_locked_package_asks_for_nothing_impossible(tmp_path: Path, box: dict[str, object]) -> None:
    path = first_package(tmp_path)
    first, line, body = path.read_bytes().split(b"\n", 2)
    said = json.loads(line)
    said["way"]["box"] |= box
    said["sha256"] = locked._digest(said)
    path.write_bytes(b"\n".join((first, json.dumps(said).encode(), body)))
    with opened(tmp_path, "laptop.agridesk") as laptop, pytest.raises(UserError, match="damaged on the way"):
        take(laptop, path, ALL, passphrase=WORDS)


def test_every_package_can_be_locked_and_one_that_nobody_answered_is_a_first_one_still(tmp_path: Path) -> None:
    first_package(tmp_path)
    with opened(tmp_path, "leader.agridesk") as leader:
        assert [partner.first_next for partner in partners(leader)] == [True]
        again = make(leader, tmp_path / "again.agridesk-exchange", "分机", passphrase=WORDS)
        assert again.locked and again.path.read_bytes().startswith(locked.FIRST_LINE)
        with opened(tmp_path, "laptop.agridesk") as laptop:
            take(laptop, again.path, Allowed(joining=True), passphrase=WORDS)
            take(leader, make(laptop, tmp_path / "answer.agridesk-exchange").path, NOTHING)
        assert [partner.first_next for partner in partners(leader)] == [False]
        assert make(leader, tmp_path / "later.agridesk-exchange", "分机", passphrase=WORDS).locked


def test_a_weak_passphrase_is_refused_and_no_package_is_left(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="too short"):
        first_package(tmp_path, "aaaaaaaaaa")
    assert not list(tmp_path.glob("*.agridesk-exchange*"))


def test_an_encrypted_database_gives_no_package_away_that_anybody_could_read(tmp_path: Path) -> None:
    with opened(tmp_path, "own.agridesk") as db:
        dealer = verbs.save(db, Dealer, {"name": "丰源种业"})
    switch_on(tmp_path / "own.agridesk", by_words, Old.ENCRYPT)
    with opened(tmp_path, "own.agridesk") as db:
        for work in (lambda: make(db, tmp_path, "分机"), lambda: make_records(db, tmp_path, [("dealer", dealer.id)], "丰源")):
            with pytest.raises(Refused, match="whoever finds"):
                work()
        assert not list(tmp_path.glob("*.agridesk-exchange"))
        make_records(db, tmp_path / "one.agridesk-exchange", [("dealer", dealer.id)], "丰源", WORDS)
    with opened(tmp_path, "other.agridesk") as other:
        take(other, tmp_path / "one.agridesk-exchange", Allowed(unsigned=True), passphrase=WORDS)
        assert dealer_names(other) == ["丰源种业"]


def test_the_command_asks_for_the_passphrase(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    import io
    import sys

    with opened(tmp_path, "own.agridesk") as db:
        dealer = verbs.save(db, Dealer, {"name": "丰源种业"})

    def run(*words: str) -> int:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{WORDS}\n".encode()), "utf-8"))
        return cli.main(["exchange", *words, "--lang", "en"])

    out = tmp_path / "one.agridesk-exchange"
    assert run("make", "--out", str(out), "--only", f"dealer:{dealer.code}", "--passphrase", "--stdin",
               "--database", str(tmp_path / "own.agridesk")) == 0
    assert "by telephone" in capsys.readouterr().out
    assert run("take", str(out), "--unsigned", "--database", str(tmp_path / "new.agridesk")) == 1
    assert "no terminal" in capsys.readouterr().err
    assert run("take", str(out), "--unsigned", "--stdin", "--database", str(tmp_path / "new.agridesk")) == 0
    with opened(tmp_path, "new.agridesk") as db:
        assert dealer_names(db) == ["丰源种业"]
