"""Who can open an encrypted database: passphrases, recovery codes, headquarters, the account; wrong ones and damage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.core import paths
from desktop.core.encryption import key_file, opening, ring, system_store, ways, wraps
from desktop.core.encryption.wraps import HEADQUARTERS, PASSPHRASE, RECOVERY, SYSTEM
from desktop.core.errors import Refused, UserError
from tests.core.encryption.made import WORDS, encrypted, names, quick
from tests.core.store import opened

__all__ = ["quick"]
pytestmark = pytest.mark.usefixtures("quick")
LAST = "last way in"


def shut(path: Path) -> None:
    ring.forget(ring.mark_of(path))


def test_without_its_passphrase_a_database_asks_for_it_and_is_left_as_it_is(tmp_path: Path) -> None:
    path = encrypted(tmp_path)
    before = path.read_bytes()
    with pytest.raises(ring.KeyWanted), opened(tmp_path):
        pass
    with pytest.raises(opening.WrongPassphrase):
        opening.by_typed(path, "correct horse battery stapler")
    assert path.read_bytes() == before
    assert opening.by_typed(path, f" {WORDS}\n").name == "张三"
    with opened(tmp_path) as db:
        assert names(db) == ["标记丙丁戊二店"]


def test_each_of_several_people_opens_it_and_one_who_left_does_not(tmp_path: Path) -> None:
    path = encrypted(tmp_path)
    opening.by_typed(path, WORDS)
    ways.add_passphrase(path, "李四", "另一个人的口令很长")
    shut(path)
    assert opening.by_typed(path, "另一个人的口令很长").name == "李四"
    ways.remove(path, PASSPHRASE, "张三")
    shut(path)
    with pytest.raises(opening.WrongPassphrase):
        opening.by_typed(path, WORDS)


def test_a_changed_passphrase_leaves_the_data_as_they_are(tmp_path: Path) -> None:
    path = encrypted(tmp_path)
    before = path.read_bytes()
    assert ways.change_passphrase(path, WORDS, "quite another sentence") == "张三"
    shut(path)
    assert path.read_bytes() == before
    with pytest.raises(opening.WrongPassphrase):
        opening.by_typed(path, WORDS)
    opening.by_typed(path, "quite another sentence")
    with pytest.raises(UserError, match="nobody's"):
        ways.change_passphrase(path, WORDS, "and yet another one")


@pytest.mark.parametrize("weak", ["", "short", "aaaaaaaaaaaa", "12121212"])
def test_a_passphrase_that_is_found_in_no_time_is_refused(tmp_path: Path, weak: str) -> None:
    path = encrypted(tmp_path)
    opening.by_typed(path, WORDS)
    with pytest.raises(UserError, match="too short or too simple"):
        ways.add_passphrase(path, "李四", weak)


def test_a_recovery_code_is_read_however_it_was_copied(tmp_path: Path) -> None:
    path = encrypted(tmp_path)
    opening.by_typed(path, WORDS)
    first = ways.add_recovery(path, "办公室")
    code = ways.add_recovery(path, "办公室")
    shut(path)
    assert opening.by_typed(path, code.lower().replace("-", "  ")).kind == RECOVERY
    shut(path)
    with pytest.raises(opening.WrongPassphrase):  # the newer sheet took its place
        opening.by_typed(path, first)


def test_headquarters_opens_what_was_made_for_it_and_nothing_else(tmp_path: Path) -> None:
    path = encrypted(tmp_path)
    opening.by_typed(path, WORDS)
    made = opening.make_pair(tmp_path / "hq.key", "总部", "a passphrase of headquarters", "2026-11-29")
    opening.make_pair(tmp_path / "other.key", "别家", "", "2026-11-29")
    ways.add_headquarters(path, opening.public_key(tmp_path / "hq.key.public"))
    assert opening.public_key(tmp_path / "hq.key.public").digits() == made.digits()
    ways.remove(path, PASSPHRASE, "张三")  # headquarters is a way in, so that this one may go
    shut(path)
    with pytest.raises(UserError, match="not made so that this key"):
        opening.by_private(path, opening.private_key(tmp_path / "other.key", str))
    with pytest.raises(UserError, match="not the passphrase of the key file"):
        opening.private_key(tmp_path / "hq.key", lambda: "wrong")
    with pytest.raises(UserError, match="private key file"):
        opening.private_key(tmp_path / "hq.key.public", str)
    assert opening.by_private(path, opening.private_key(
        tmp_path / "hq.key", lambda: "a passphrase of headquarters")).kind == HEADQUARTERS
    ways.add_passphrase(path, "张三", "the new one of Zhang")
    with opened(tmp_path) as db:
        assert len(names(db)) == 1


def test_the_last_way_in_stays_and_that_of_the_account_does_not_count(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, kept = encrypted(tmp_path), {}
    monkeypatch.setattr(system_store, "keep", kept.__setitem__)
    monkeypatch.setattr(system_store, "secret", kept.get)
    monkeypatch.setattr(system_store, "drop", kept.pop)
    opening.by_typed(path, WORDS)
    ways.add_system(path, "本账户")
    shut(path)
    assert opening.by_system(path)
    with pytest.raises(Refused, match=LAST):
        ways.remove(path, PASSPHRASE, "张三")
    ways.remove(path, SYSTEM, "本账户")
    shut(path)
    assert not opening.by_system(path) and not kept


def test_where_the_system_keeps_no_secrets_the_passphrase_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import keyring
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())  # every call of it raises NoKeyringError
    try:
        path = encrypted(tmp_path)
        opening.by_typed(path, WORDS)
        with pytest.raises(UserError, match="no store of secrets"):
            ways.add_system(path, "本账户")
        mark = ring.mark_of(path)
        way = wraps.by_secret("本账户", "2026-11-29", mark, ring.key_of(mark, path), bytes(32), "gone")
        ways._put(path, way)
        shut(path)
        assert not opening.by_system(path)
    finally:
        keyring.set_keyring(before)


def test_a_damaged_file_of_keys_is_not_called_a_wrong_passphrase_and_its_copy_serves(tmp_path: Path) -> None:
    path = encrypted(tmp_path)
    keys = key_file.key_file(path)
    keys.write_bytes(keys.read_bytes().replace(b'"memory": 64', b'"memory": 65'))
    opening.by_typed(path, WORDS)  # by the copy among the backups
    shut(path)
    (paths.backup_folder(path) / keys.name).write_bytes(b"{}")
    with pytest.raises(UserError, match=r"file of keys .* is damaged"):
        opening.by_typed(path, WORDS)
    keys.unlink()
    (paths.backup_folder(path) / keys.name).unlink()
    with pytest.raises(UserError, match="file of its keys is not there"):
        opening.by_typed(path, WORDS)


def test_ways_in_that_somebody_added_or_exchanged_are_found_out(tmp_path: Path) -> None:
    """With the digest made anew, as a stranger would: it has not the key that seals them."""
    path = encrypted(tmp_path)
    opening.by_typed(path, WORDS)
    ways.add_passphrase(path, "李四", "另一个人的口令很长")
    shut(path)
    keys = key_file.load(path)
    lock = next(iter(keys.locks.values()))
    fewer = key_file.Lock(lock.mark, lock.ways[:1], lock.seal)
    key_file.save(path, keys.with_lock(fewer))
    with pytest.raises(UserError, match="changed by another program"):
        opening.by_typed(path, WORDS)


def test_a_file_of_keys_that_asks_for_all_memory_is_refused(tmp_path: Path) -> None:
    path = encrypted(tmp_path)
    text = json.loads(key_file.key_file(path).read_bytes())
    keys = key_file.load(path)
    lock = next(iter(keys.locks.values()))
    greedy = wraps.Way(PASSPHRASE, "张三", "2026-11-29", {**lock.ways[0].box, "memory": 1 << 30})
    key_file.save(path, keys.with_lock(key_file.Lock(lock.mark, (greedy,), lock.seal)))
    assert text["version"] == 1
    with pytest.raises(UserError, match="changed by another program"):
        opening.by_typed(path, WORDS)
