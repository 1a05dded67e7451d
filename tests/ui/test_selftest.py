"""`agridesk self-test` says line by line what works, and its exit status counts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import deeptest, reporting, selftest
from desktop.core.errors import UserError
from desktop.core.paths import released_folder


@pytest.mark.slow
def test_everything_works_here() -> None:
    done = run()
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(line.startswith("ok  ") for line in lines) and any(line.startswith("ok  page dealers") for line in lines)
    assert len([line for line in lines if "encrypted" in line or "passphrase" in line]) >= 5, lines


@pytest.mark.slow
def test_the_deep_check_opens_every_release_and_writes_every_document() -> None:
    done = run("--deep")
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(line.startswith("ok  ") for line in lines)
    names = {line.removeprefix("ok  ").partition(":")[0] for line in lines}
    released = {path.stem for path in released_folder().glob("*.agridesk")}
    assert len(released) >= 4 and names >= {f"database of {version}" for version in released}
    assert names >= {f"document {kind}" for kind in reporting.kinds()} | {"table out and in again"}


def test_the_deep_check_fails_for_a_release_that_does_not_open_or_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there, copies = tmp_path / "there", tmp_path / "copies"
    there.mkdir()
    copies.mkdir()
    with pytest.raises(UserError, match="No released databases"):
        next(deeptest.checks(copies, str(there)))
    content = bytearray((released_folder() / "0.1.0.agridesk").read_bytes())
    content[8192:200_000] = bytes(200_000 - 8192)
    (there / "0.10.0.agridesk").write_bytes(content)
    shutil.copy(released_folder() / "0.1.0.agridesk", there / "0.9.0.agridesk")
    checks = deeptest.checks(copies, str(there))
    assert selftest._passed(*next(checks))
    assert not selftest._passed(*next(checks))
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("ok  database of 0.9.0") and said[1].startswith("FAILED  database of 0.10.0: ")


def run(*options: str) -> subprocess.CompletedProcess[str]:
    """The self-test in a process of its own."""
    return subprocess.run([sys.executable, "-m", "desktop", "self-test", "--lang", "en", *options], capture_output=True,
                          encoding="utf-8", timeout=600, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, check=False)


def test_a_failed_check_is_named_and_fails_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> str:
        raise FileNotFoundError("style.qss")

    assert not selftest._passed("window", broken)
    assert capsys.readouterr().out == "FAILED  window: FileNotFoundError: style.qss\n"


@pytest.mark.slow
def test_a_page_that_cannot_be_opened_is_not_mistaken_for_the_one_in_view() -> None:
    code = ("import sys, desktop.dealers.page as page; "
            "page.DealersPage.__init__ = lambda self, *args: (_ for _ in ()).throw(ImportError('libQt6')); "
            "from desktop import __main__; sys.exit(__main__.main(['self-test', '--lang', 'en']))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=600, check=False,
                          env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == 1
    assert any(line.startswith("FAILED  page dealers") for line in done.stdout.splitlines()), done.stdout


@pytest.mark.slow
def test_a_window_that_does_not_close_is_named_and_not_what_it_holds() -> None:
    code = ("import sys\n"
            "from desktop import __main__, selftest\n"
            "from desktop.ui.shell.window import Window\n"
            "def stay(self, event):\n"
            "    selftest.PATIENCE = 1\n"
            "    event.ignore()\n"
            "Window.closeEvent = stay\n"
            "sys.exit(__main__.main(['self-test', '--lang', 'en']))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=600, check=False,
                          env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    failed = [line for line in done.stdout.splitlines() if not line.startswith("ok  ")]
    assert done.returncode == 1
    assert failed == ["FAILED  closing: TimeoutError: not done within 1 s"], done.stdout
