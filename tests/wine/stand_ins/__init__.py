"""What Windows has and Wine lacks, supplied beside Windows' Python for the tests: small libraries made by a cross compiler.

None of them comes near the program that users get. They are made for what the packages there ask of them, so a newer
package that asks for more gets it too.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

COMPILER = "x86_64-w64-mingw32-gcc"
OURS = Path(__file__).parent
MATHS, OWN_MATHS = "api-ms-win-crt-math-l1-1-0.dll", "own-ms-win-crt-math-l1-1-0.dll"  # of one length: see `supply_maths`
NOT_FOUND = 4  # ICU's U_FILE_ACCESS_ERROR
SPECIAL = {"ucnv_open": f"void *ucnv_open(const char *name, int *error) {{ if (error) *error = {NOT_FOUND}; return 0; }}"}
IDLE = ("icuuc.dll", "mscms.dll")
"""Text codecs that nobody asks for, and colour profiles whose making ends the thread under Wine: Qt's libraries want to be
loaded with them, and take a no."""


def supply(root: Path, python: Path) -> None:
    """Make all of them in the folder of Windows' Python, with the compiler of the small Debian around it."""
    libraries = [path for path in python.rglob("*") if path.suffix.lower() in {".dll", ".pyd"}]
    asked = _asked(python / "site", libraries)
    for library in IDLE:
        names = {name for asking in asked.values() for name in asking.get(library, ())}
        body = "\n".join(SPECIAL.get(name, f"void *{name}(void) {{ return 0; }}") for name in sorted(names))
        _compile(root, python / library, body, names)
    supply_maths(root, python, {path: asking[MATHS] for path, asking in asked.items() if MATHS in asking})


def supply_maths(root: Path, python: Path, asked: dict[Path, set[str]]) -> None:
    """Have complex numbers answered by ours and the rest of that library by Wine's. Wine answers for the library's real name
    whatever lies beside the program, so those who ask are made to ask for another name."""
    body = (OURS / "complex_numbers.c").read_text(encoding="utf-8")
    ours = {name + ending for name in re.findall(r"(?:NUMBER|REAL)\((c\w+)\)", body) for ending in ("", "f", "l")}
    ours |= {"cpow", "cpowf", "cpowl"}
    wanting = {path: names for path, names in asked.items() if names & ours}
    exports = {name: f"own_{name}" if name in ours else f"ucrtbase.{name}" for names in wanting.values() for name in names}
    _compile(root, python / OWN_MATHS, body, exports)
    for path in wanting:
        path.write_bytes(path.read_bytes().replace(MATHS.encode(), OWN_MATHS.encode()))


def _asked(site: Path, libraries: Iterable[Path]) -> dict[Path, dict[str, set[str]]]:
    """For each of these files: library, in small letters → the names it asks for. Read with a package of PyInstaller's."""
    sys.path.append(str(site))
    try:
        import pefile
    finally:
        sys.path.remove(str(site))
    found = {}
    for path in libraries:
        with pefile.PE(str(path), fast_load=True) as file:
            file.parse_data_directories([pefile.DIRECTORY_ENTRY["IMAGE_DIRECTORY_ENTRY_IMPORT"]])
            entries = getattr(file, "DIRECTORY_ENTRY_IMPORT", ())
            found[path] = {entry.dll.decode().lower(): {one.name.decode() for one in entry.imports if one.name}
                           for entry in entries}
    return found


def _compile(root: Path, library: Path, body: str, exports: Iterable[str] | dict[str, str]) -> None:
    """Make a library of C; `exports` are its names, or name → what it stands for."""
    names = exports if isinstance(exports, dict) else {name: name for name in exports}
    lines = [f"LIBRARY {library.name}", "EXPORTS", *(f"  {name} = {own}" for name, own in sorted(names.items()))]
    source, listed = library.with_suffix(".c"), library.with_suffix(".def")
    source.write_text(body, encoding="utf-8")
    listed.write_text("\n".join(lines), encoding="utf-8")
    files = [f"/{path.relative_to(root)}" for path in (library, source, listed)]
    subprocess.run(["chroot", str(root), COMPILER, "-shared", "-static", "-O1", "-w", "-fno-builtin", "-o", *files], check=True)
    source.unlink()
    listed.unlink()
