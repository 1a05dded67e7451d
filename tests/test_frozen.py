"""The frozen program tests itself, opens its window, encrypts. Slow: it is built first (a minute or two)."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
WORDS = "玉米 地里的 老熟人 甲乙\n"
PATIENCE = 120  # seconds
pytestmark = [pytest.mark.slow,
              pytest.mark.skipif(find_spec("PyInstaller") is None, reason="PyInstaller is not installed: pip install '.[dev]'")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frozen program."""
    made = tmp_path_factory.mktemp("frozen")
    subprocess.run([sys.executable, "-m", "PyInstaller", "build.spec", "--noconfirm", "--log-level", "WARN",
                    "--distpath", str(made / "dist"), "--workpath", str(made / "build")],
                   cwd=ROOT, check=True, timeout=1800)
    return made / "dist" / "agridesk"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """No Python, no display, and a home of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "DISPLAY", "XDG_"))}
    return {**kept, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}


def test_it_passes_its_self_test_without_a_display_and_holds_nothing_unused(
        folder: Path, environment: dict[str, str], tmp_path: Path) -> None:
    size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
    print(f"\nfrozen program: {size / 1e6:.0f} MB")
    answer = subprocess.run([folder / "agridesk", "self-test", "--deep"], cwd=tmp_path, capture_output=True, text=True,
                            timeout=1800, env=environment, check=False)
    print(answer.stdout)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    for part in ("Qt6Quick", "Qt6Qml", "Qt6Pdf", "Qt6Sql"):
        assert not list(folder.rglob(f"*{part}*")), f"{part} is not used and should not be shipped"


def test_its_window_stands_and_its_commands_encrypt_and_decrypt(
        folder: Path, environment: dict[str, str], tmp_path: Path) -> None:
    database, lock = tmp_path / "一.agridesk", tmp_path / "一.agridesk.lock"
    new = "from pathlib import Path; import sys; from desktop.newdata import open_ready; open_ready(Path(sys.argv[1])).close()"
    subprocess.run([sys.executable, "-c", new, str(database)], cwd=ROOT, check=True)
    named = ("--database", str(database), "--lang", "en")
    for program in ([folder / "agridesk"], [sys.executable, "-m", "desktop"]):
        for start in ("first", "second"):
            lock.unlink(missing_ok=True)
            begun = time.monotonic()
            with subprocess.Popen([*program, *named], env=environment, cwd=ROOT) as running:
                while not lock.exists():  # opened once the window stands
                    assert running.poll() is None and time.monotonic() - begun < PATIENCE
                    time.sleep(0.02)
                print(f"\n{Path(program[0]).name}, {start} start: a database is opened after {time.monotonic() - begun:.2f} s")
                running.terminate()

    def done(*words: str, typed: str = "") -> str:
        ran = subprocess.run([folder / "agridesk", *words, *named], input=typed, env=environment, cwd=tmp_path, text=True,
                             encoding="utf-8", capture_output=True, timeout=PATIENCE, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout

    done("encryption", "on", "--stdin", typed=WORDS)
    assert not database.read_bytes().startswith(b"SQLite")
    assert "passphrase" in done("encryption", "status")
    done("encryption", "off", "--stdin", typed=WORDS)
    assert database.read_bytes().startswith(b"SQLite format 3")
    assert "ok" in done("check")
