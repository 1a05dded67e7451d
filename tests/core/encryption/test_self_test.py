"""The self-test finds an encryption that does not work. Slow: each makes a new database."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from desktop import encryptiontest
from desktop.core.encryption import opening, ring, switching, system_store
from desktop.core.errors import UserError
from desktop.core.i18n import using
from desktop.core.soundness import first_line
from tests.core.encryption.made import quick

__all__ = ["quick"]
pytestmark = pytest.mark.usefixtures("quick")


def failing(folder: Path) -> list[int]:
    """The numbers of the checks that fail."""
    found = []
    for number, (_name, check) in enumerate(encryptiontest.checks(folder)):
        try:
            check()
        except Exception:  # noqa: BLE001 - as `self-test` takes it
            found.append(number)
    return found


@pytest.mark.slow
def test_it_passes_and_knows_no_key_afterwards(tmp_path: Path) -> None:
    assert failing(tmp_path) == []
    assert not ring.knows(ring.mark_of(tmp_path / "encrypted.agridesk"))


@pytest.mark.slow
def test_an_attachment_that_stays_readable_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(switching, "_reseal", lambda _path, _mark: None)
    assert failing(tmp_path)[:2] == [0, 1]


@pytest.mark.slow
def test_a_wrong_passphrase_that_opens_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_typed = opening.by_typed

    def any_serves(path: Path, typed: str) -> Any:
        return by_typed(path, typed.rstrip("?"))

    monkeypatch.setattr(opening, "by_typed", any_serves)
    assert failing(tmp_path) == [3]


@pytest.mark.parametrize("system", ["win32", "darwin", "linux"])
def test_only_a_system_that_always_has_a_store_of_secrets_must_have_one(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_entry: str, _value: bytes) -> None:
        raise UserError("no store")

    monkeypatch.setattr(system_store, "keep", none)
    monkeypatch.setattr("sys.platform", system)
    if system == "linux":
        assert encryptiontest._kept_by_system() == "no store"
    else:
        with pytest.raises(UserError, match="no store"):
            encryptiontest._kept_by_system()


def test_of_a_hundred_faults_the_first_is_told() -> None:
    assert first_line("*** in database main ***\nTree 3 page 3: x\nTree 4 page 4: y") == "Tree 3 page 3: x"
    assert first_line("row 3 missing from index a") == "row 3 missing from index a"
    assert first_line("*** in database main ***") == "*** in database main ***"


@pytest.mark.parametrize("system", ["win32", "linux"])
def test_a_store_of_secrets_that_waits_for_somebody_holds_nothing_up(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked = threading.Event()
    monkeypatch.setattr(system_store, "keep", lambda _entry, _value: unlocked.wait(60))
    monkeypatch.setattr(system_store, "secret", lambda _entry: None)
    monkeypatch.setattr(system_store, "drop", lambda _entry: None)
    monkeypatch.setattr(encryptiontest, "PATIENCE", 0.05)
    monkeypatch.setattr("sys.platform", system)
    try:
        with using("zh_CN"):
            if system == "linux":
                assert "没有回应" in encryptiontest._kept_by_system()
            else:
                with pytest.raises(TimeoutError, match="没有回应"):
                    encryptiontest._kept_by_system()
    finally:
        unlocked.set()
        for thread in threading.enumerate():
            if thread.name == "agridesk-store":
                thread.join(20)
