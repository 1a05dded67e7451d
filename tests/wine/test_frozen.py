"""The frozen program and its installer on Windows: built, installed, started, updated, refused while it runs, removed. Slow."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.wine.screen import Screen, screen, wait
from tests.wine.windows import OFFSCREEN, PYTHON, ROOT, Windows, at_length

pytestmark = [pytest.mark.slow, at_length]
PROGRAM = "AppData/Local/Programs/AgriDesk"
CLASS = r"HKCU\Software\Classes\AgriDesk.Database\shell\open\command"
RELEASED = ROOT / "tests/released"
NOT_DONE, RUNNING = 2, 3  # the installer's exit status
WINE = r"HKCU\Software\Wine"  # where the version stands that Wine plays
WORDS = "玉米 地里的 老熟人 甲乙"
TYPED = "maize barley river 77"  # a keyboard of X has no Chinese


@pytest.fixture(scope="module")
def installer(windows: Windows) -> Path:
    """The installer, made by the documented commands (but packed quickly, and of 64 bit as this Wine is)."""
    source = windows.outside / "source"
    windows.bring(source)
    shutil.copytree(ROOT / "tests/released", source / "tests/released")
    for name in ("build.spec", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    begun = time.monotonic()
    built = windows.run(PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "build.spec",
                        folder=f"{windows.folder}/source", timeout=3600)
    folder = source / "dist" / "agridesk"
    assert (folder / "files.txt").is_file(), built.stdout + built.stderr
    size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    subprocess.run(["chroot", str(windows.root), "sh", "-c", 'cd "$0" && exec "$@"', f"{windows.folder}/source", "makensis",
                    "-V1", "-DTARGET=amd64-unicode", "-XSetCompressor /FINAL zlib", "resources/installer/agridesk.nsi"],
                   check=True, timeout=900)
    made = next((source / "dist").glob("agridesk-*-setup.exe"))
    print(f"\nfrozen: {size / 1e6:.0f} MB; installer: {made.stat().st_size / 1e6:.0f} MB by zlib, less by lzma as released; "
          f"built and packed in {time.monotonic() - begun:.0f} s")
    return made


def newest() -> Path:
    """The released database of the newest version."""
    return max(RELEASED.glob("*.agridesk"), key=lambda path: [int(part) for part in path.stem.split(".")])


def users(windows: Windows) -> dict[Path, str]:
    """What is the user's: the settings and the database with what lies beside it, each file with what it holds."""
    places = [windows.home / "AppData/Local/AgriDesk", *windows.outside.glob("open.agridesk*")]
    files = [path for place in places for path in (place, *place.rglob("*")) if path.is_file()]
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def install(windows: Windows, installer: Path) -> int:
    return windows.run(f"./{installer.name}", "/S", folder=f"{windows.folder}/source/dist").returncode


def test_a_windows_that_is_too_old_is_refused_and_left_as_it_is(windows: Windows, installer: Path) -> None:
    assert windows.run("reg", "add", WINE, "/v", "Version", "/d", "win81", "/f").returncode == 0
    try:
        assert install(windows, installer) == NOT_DONE
    finally:
        assert windows.run("reg", "delete", WINE, "/v", "Version", "/f").returncode == 0
    assert not (windows.home / PROGRAM).exists()


def encrypt(windows: Windows, inside: str, *named: str) -> None:
    """Encrypt a database by the installed program, and let this account open it without its passphrase."""
    for words in (("on",), ("add", "--kind", "system")):
        ran = windows.run("./agridesk-console.exe", "encryption", *words, "--stdin", *named, folder=inside, typed=f"{WORDS}\n")
        assert ran.returncode == 0, ran.stdout + ran.stderr


def test_it_is_installed_run_updated_and_removed_and_the_users_files_stay(windows: Windows, installer: Path) -> None:
    program = windows.home / PROGRAM
    inside = f"/{program.relative_to(windows.root)}"
    for library in ("libscipy_openblas64_", "libscipy_openblas-"):
        assert len(list(installer.parent.rglob(f"{library}*"))) == 1, f"{library} lies twice in the frozen program"
    begun = time.monotonic()
    assert install(windows, installer) == 0
    print(f"installed in {time.monotonic() - begun:.0f} s")
    begun = time.monotonic()
    tested = windows.run("./agridesk-console.exe", "self-test", "--deep", folder=inside, timeout=1800, **OFFSCREEN)
    assert tested.returncode == 0, tested.stdout + tested.stderr
    print(f"{len(tested.stdout.splitlines())} checks in {time.monotonic() - begun:.0f} s")
    assert r'agridesk.exe" --database "%1"' in windows.run("reg", "query", CLASS).stdout

    (program / "mine.agridesk").write_text("mine", encoding="utf-8")
    (program / "_internal/stale.pyd").write_text("of an older version", encoding="utf-8")
    with (program / "files.txt").open("a", encoding="ascii", newline="\r\n") as listed:
        listed.write("_internal\\stale.pyd\n")
    database, named = windows.outside / "open.agridesk", ("--database", str(windows.work / "open.agridesk"))
    shutil.copy(newest(), database)
    encrypt(windows, inside, *named)  # and the window asks for no passphrase on this account
    lock = database.with_name("open.agridesk.lock")
    lock.unlink(missing_ok=True)  # the commands leave theirs
    begun = time.monotonic()
    with windows.running("./agridesk.exe", *named, folder=inside, **OFFSCREEN):
        wait(lock.exists)  # opened once the window stands
        print(f"the window stands after {time.monotonic() - begun:.1f} s")
        assert install(windows, installer) == RUNNING
        assert (program / "_internal/stale.pyd").exists(), "nothing is changed while the program runs"
    kept = users(windows)
    assert any(path.name == "settings.json" for path in kept) and database in kept
    begun = time.monotonic()
    wait(lambda: install(windows, installer) == 0)
    print(f"updated in {time.monotonic() - begun:.0f} s")
    assert not (program / "_internal/stale.pyd").exists()
    assert users(windows) == kept
    assert windows.run("./agridesk-console.exe", "check", *named, folder=inside).returncode == 0
    assert windows.run("./agridesk-console.exe", "encryption", "off", *named, folder=inside).returncode == 0
    assert database.read_bytes().startswith(b"SQLite format 3")
    kept = users(windows)

    windows.run("./uninstall.exe", "/S", folder=inside)
    wait(lambda: not (program / "uninstall.exe").exists())
    wait(lambda: windows.run("reg", "query", CLASS).returncode != 0)
    assert [path.name for path in program.iterdir()] == ["mine.agridesk"]
    assert users(windows) == kept


@contextmanager
def opened(windows: Windows, inside: str, shown: Screen, where: dict[str, str]) -> Iterator[None]:
    """The window of the frozen program on its database "by keys", closed by its own key at the end."""
    named = ("--database", str(windows.work / "by keys.agridesk"), "--lang", "en")
    with windows.running("./agridesk.exe", *named, folder=inside, **where) as started:
        yield
        shown.press("ctrl+q")
        wait(lambda: started.poll() is not None, "the program did not end")


def by_keys(windows: Windows, inside: str) -> None:
    """Encrypt a database in the frozen program's window and open it again, by keys alone."""
    database, title = windows.outside / "by keys.agridesk", "by keys – AgriDesk"
    shutil.copy(newest(), database)
    with screen(windows.root) as shown, windows.shown(shown.name) as where:
        with opened(windows, inside, shown, where):
            shown.wait_for(title)
            shown.press("alt+f", *["Up"] * 4, "Return")
            shown.wait_for("Encryption")
            shown.press("space")
            shown.wait_for("Switch encryption on")
            shown.press("Tab")
            shown.type(TYPED)
            shown.press("Tab")
            shown.type(TYPED)
            shown.press("Return")
            wait(lambda: not database.read_bytes().startswith(b"SQLite"), "it was not encrypted")
            shown.wait_for(title)
            shown.wait_for("AgriDesk")  # the sentence about the recovery sheet
            shown.press("Return")
            wait(lambda: "AgriDesk" not in shown.heights(), "the box did not close")
        with opened(windows, inside, shown, where):
            shown.wait_for("Passphrase")
            before = shown.heights()["Passphrase"]
            shown.type("something else")
            shown.press("Return")
            wait(lambda: shown.heights().get("Passphrase", 0) > before, "nothing was said of a wrong passphrase")
            assert title not in shown.heights()
            shown.type(TYPED)  # what was wrong is selected
            shown.press("Return")
            shown.wait_for(title)


def test_in_its_window_a_database_is_encrypted_and_opened_by_its_passphrase_alone(windows: Windows, installer: Path) -> None:
    assert installer.is_file()
    by_keys(windows, f"{windows.folder}/source/dist/agridesk")
