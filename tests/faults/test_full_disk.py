"""Full disk and read-only folder: one sentence, and what was there stays as it was."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from itertools import takewhile
from pathlib import Path
from tempfile import gettempdir

import pytest

from desktop.core import backup, backup_files, verbs
from desktop.core.check import check
from desktop.core.errors import UserError
from desktop.core.files import durable_save
from desktop.core.schema import open_database
from desktop.features import import_models
from desktop.migrations import STEPS
from tests.core.store import opened

import_models()

from desktop.dealers.model import Dealer  # noqa: E402

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and users are POSIX")


def in_child(work: Callable[[], str]) -> str:
    """Do `work` in a process of its own (with its own limits and user); its answer, or what went wrong."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            answer = work()
        except UserError as error:
            answer = f"UserError: {error}"
        except BaseException as error:  # noqa: BLE001 - the parent judges
            answer = f"{type(error).__name__}: {error}"
        os.write(writer, answer.encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return answer


def limit_files(size: int) -> None:
    """No file of this process may grow beyond `size` bytes: to a program, a full disk."""
    import resource

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def become_nobody() -> None:
    """Give up root, which may write everywhere."""
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


def test_a_full_disk_stops_an_action_whole_and_the_database_stays_sound(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲"})
    path = tmp_path / "test.agridesk"

    def write_on_a_full_disk() -> str:
        db = open_database(path, STEPS)
        limit_files(200_000)
        for n in range(2000):
            verbs.save(db, Dealer, {"name": f"乙{n}", "remarks": "长" * 500})
        return "written"

    answer = in_child(write_on_a_full_disk)
    assert answer.startswith("UserError") and ("full" in answer or "disk" in answer or "磁盘" in answer)
    with opened(tmp_path) as db:
        assert check(db)[0].level == "ok"
        assert verbs.save(db, Dealer, {"name": "丙"}).name == "丙"


def test_a_failed_backup_leaves_no_half_file(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        verbs.save(db, Dealer, {"name": "甲" * 1000})
        good = backup.backup_now(db)
    path = tmp_path / "test.agridesk"

    def backup_on_a_full_disk() -> str:
        db = open_database(path, STEPS)
        limit_files(40_000)
        backup.backup_now(db)
        return "made"

    assert in_child(backup_on_a_full_disk).startswith("UserError")
    assert [b.path for b in backup_files.list_backups(path)] == [good]
    assert not list(good.parent.glob("*.partial*"))


def test_a_report_on_a_full_disk_leaves_the_old_one_whole(tmp_path: Path) -> None:
    report = tmp_path / "report.pdf"
    report.write_bytes(b"old")

    def save() -> str:
        limit_files(1000)
        durable_save(report, lambda file: file.write(b"x" * 5000) and None)
        return "saved"

    assert in_child(save).startswith("UserError")
    assert report.read_bytes() == b"old" and list(tmp_path.iterdir()) == [report]


def test_a_read_only_folder_is_named_and_nothing_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    folder.chmod(0o555)
    for parent in takewhile(lambda p: p != Path(gettempdir()), [tmp_path, *tmp_path.parents]):
        parent.chmod(0o755)  # so that nobody may at least look

    def open_there() -> str:
        become_nobody()
        open_database(folder / "new.agridesk", STEPS)
        return "opened"

    answer = in_child(open_there)
    folder.chmod(0o755)
    assert answer.startswith("UserError") and "locked" in answer
    assert list(folder.iterdir()) == []
