"""The frozen program put in place for one user: what it brings, what an update takes away, what it never touches."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.paths import resource

INSTALLER = resource("installer")
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="the installer for Linux")


def frozen(folder: Path, *names: str) -> Path:
    """A stand-in of the frozen program: a shell that runs, and other files."""
    (folder / "_internal").mkdir(parents=True)
    (folder / "agridesk").write_bytes(Path("/bin/sh").resolve().read_bytes())
    (folder / "agridesk").chmod(0o755)
    for name in names:
        (folder / "_internal" / name).write_text(name, encoding="utf-8")
    listed = ["agridesk", *(f"_internal/{name}" for name in names), "_internal/"]
    (folder / "files.txt").write_text("".join(f"{line}\n" for line in listed), encoding="utf-8")
    return folder


def install(home: Path, *arguments: Path | str) -> subprocess.CompletedProcess[str]:
    environment = {**{k: v for k, v in os.environ.items() if not k.startswith("XDG_")}, "HOME": str(home)}
    return subprocess.run(["sh", str(INSTALLER / "linux.sh"), *map(str, arguments)], capture_output=True, text=True,
                          timeout=60, check=False, env=environment)


def below(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = tmp_path / "home of 买买提 & O'Neil"
    made.mkdir()
    return made


@on_linux
def test_a_newer_version_replaces_the_older_and_leaves_what_the_user_put_there(home: Path, tmp_path: Path) -> None:
    program = home / ".local/lib/agridesk"
    assert install(home, frozen(tmp_path / "old", "a.so", "gone.so")).returncode == 0
    for mine in ("_internal/mine.txt", "mine.agridesk"):
        (program / mine).write_text("mine", encoding="utf-8")
    assert install(home, frozen(tmp_path / "new", "a.so", "more.so")).returncode == 0
    assert below(program) == {"agridesk", "files.txt", "_internal/a.so", "_internal/more.so", "_internal/mine.txt",
                              "mine.agridesk"}
    assert f'Exec="{program}/agridesk" %f' in (home / ".local/share/applications/agridesk.desktop").read_text("utf-8")
    assert subprocess.run([home / ".local/bin/agridesk", "-c", "exit 7"], check=False).returncode == 7
    removed = install(home, "--remove")
    assert removed.returncode == 0 and ".local/share/AgriDesk" in removed.stdout
    left = {path for path in below(home) if not path.startswith(".local/share/mime/")}  # the system's own lists
    assert left == {".local/lib/agridesk/_internal/mine.txt", ".local/lib/agridesk/mine.agridesk"}


@on_linux
def test_nothing_is_changed_while_the_program_runs(home: Path, tmp_path: Path) -> None:
    old, new = frozen(tmp_path / "old", "a.so"), frozen(tmp_path / "new", "b.so")
    assert install(home, old).returncode == 0
    with subprocess.Popen([home / ".local/bin/agridesk", "-c", "read line; exit 0"], stdin=subprocess.PIPE) as running:
        before = below(home)
        for argument in (new, "--remove"):
            refused = install(home, argument)
            assert refused.returncode == 3 and "running" in refused.stderr
        assert below(home) == before
        running.communicate(b"\n")
    assert install(home, new).returncode == 0


@on_linux
def test_the_installed_program_is_no_source_of_itself(home: Path, tmp_path: Path) -> None:
    assert install(home, frozen(tmp_path / "old", "a.so")).returncode == 0
    before = below(home)
    assert install(home, home / ".local/lib/agridesk").returncode == 2
    assert below(home) == before


@on_linux
def test_a_folder_without_the_program_is_refused(home: Path, tmp_path: Path) -> None:
    refused = install(home, tmp_path)
    assert (refused.returncode, below(home)) == (2, set())


def test_the_installer_for_windows_says_everything_in_both_languages() -> None:
    script = (INSTALLER / "agridesk.nsi").read_text(encoding="ascii")
    texts = (INSTALLER / "texts.nsh").read_text(encoding="utf-8")
    said = set(re.findall(r"\$\(([A-Z_]+)\)", script))
    for language in ("ENGLISH", "SIMPCHINESE"):
        assert set(re.findall(rf"^LangString (\w+) \$\{{LANG_{language}\}} \".+\"$", texts, re.MULTILINE)) == said
