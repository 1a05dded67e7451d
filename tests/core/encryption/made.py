"""A database with marker words everywhere, encrypted, for the tests of encryption."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop.core import backup, verbs
from desktop.core.attachments import attach
from desktop.core.database import Database
from desktop.core.encryption import ring, ways, wraps
from desktop.core.encryption.beside import Old
from desktop.core.encryption.switching import switch_on
from desktop.core.encryption.wraps import PASSPHRASE, Way
from desktop.dealers.model import Dealer
from tests.core.store import opened

WORDS = "correct horse battery staple"
MARKERS = ("标记丙丁戊", "MARKERWORD")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passphrases stretched less: what is tested is not how long a guess takes."""
    monkeypatch.setattr(wraps, "MEMORY_KIB", 64)
    monkeypatch.setattr(wraps, "PASSES", 1)


def filled(folder: Path) -> Path:
    """A plain database with a marked record, changed once and thrown away once, a marked attachment and a backup."""
    scan = folder / "scan.txt"
    scan.write_text("; ".join(MARKERS) * 9000, encoding="utf-8")
    with opened(folder) as db:
        dealer = verbs.save(db, Dealer, {"name": MARKERS[0] + "店", "note": MARKERS[1]})
        verbs.save(db, Dealer, {"name": MARKERS[0] + "二店"}, dealer.id)
        attach(db, "dealer", dealer.id, [scan])
        backup.backup_now(db)
        path = db.path
    scan.unlink()
    return path


def by_words(mark: bytes, key: bytes) -> Sequence[Way]:
    """One way in: the passphrase of 张三."""
    return [ways.typed_way(PASSPHRASE, "张三", mark, key, WORDS)]


def encrypted(folder: Path, old: Old = Old.ENCRYPT) -> Path:
    """As `filled`, encrypted, its key forgotten again."""
    path = filled(folder)
    switch_on(path, by_words, old)
    ring.forget(ring.mark_of(path))
    return path


def names(db: Database) -> list[str]:
    """The names of the dealers."""
    with db.reading() as session:
        return list(session.connection().exec_driver_sql("SELECT name FROM dealer ORDER BY id").scalars())


def readable(*folders: Path) -> list[str]:
    """The files in which a marker stands in UTF-8, UTF-16 or GB 18030."""
    looked_for = [word.encode(code) for word in MARKERS for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
    return [f"{path}" for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()
            for data in (path.read_bytes(),) if any(word in data for word in looked_for)]
