"""`agridesk self-test` says line by line what works, and its exit status counts."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from desktop import selftest


def test_everything_works_here() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "self-test", "--lang", "en"],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
    )
    lines = done.stdout.splitlines()
    assert done.returncode == 0, done.stdout + done.stderr
    assert all(line.startswith("ok  ") for line in lines) and any(line.startswith("ok  page dealers") for line in lines)


def test_a_failed_check_is_named_and_fails_the_whole(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> str:
        raise FileNotFoundError("style.qss")

    assert not selftest._passed("window", broken)
    assert capsys.readouterr().out == "FAILED  window: FileNotFoundError: style.qss\n"


def test_a_page_that_cannot_be_opened_is_not_mistaken_for_the_one_in_view() -> None:
    code = ("import sys, desktop.dealers.page as page; "
            "page.DealersPage.__init__ = lambda self, *args: (_ for _ in ()).throw(ImportError('libQt6')); "
            "from desktop import __main__; sys.exit(__main__.main(['self-test', '--lang', 'en']))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False,
                          env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    assert done.returncode == 1
    assert any(line.startswith("FAILED  page dealers") for line in done.stdout.splitlines()), done.stdout
