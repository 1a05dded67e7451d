"""The laws of import, read from the code itself. Each breach says what to do instead."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "desktop"
SHARED_ROOMS = {"core", "ui"}

MAY_IMPORT = {
    # Which feature (or room of pure figures) may import which other. Everything not listed is forbidden; no circles.
    "analysis": set(),
    "designs": set(),
    "trade": set(),
    "regions": set(),
    "people": set(),
    "catalogue": {"regions"},
    "dealers": {"trade", "people", "regions"},
    "trials": {"analysis", "designs", "catalogue", "people", "regions"},
    "training": {"trade", "dealers", "people", "regions"},
    "labels": {"catalogue", "regions"},
    "sales": {"trade", "dealers", "labels", "catalogue", "people", "regions"},
    "market": {"service", "sales", "trade", "dealers", "trials", "catalogue", "people", "regions"},
    "service": {"sales", "trade", "dealers", "trials", "catalogue", "people", "regions"},
    "visiting": {"sales", "dealers", "training", "service", "regions"},
    "today": {"visiting", "market", "sales", "dealers", "trials", "training", "labels", "service", "catalogue", "regions"},
    "reports": {"trade", "market", "sales", "dealers", "service", "training", "trials", "catalogue", "people", "regions"},
    "exchange": {"sales"},
    "example": {"reports", "designs", "market", "sales", "dealers", "people", "trials", "training", "labels", "service",
                "catalogue", "regions"},
}
SLOW = {"numpy", "scipy", "matplotlib", "openpyxl", "reportlab", "docx", "python_calamine", "pypinyin", "icalendar",
        "vobject", "pypdfium2", "pypdf", "svglib", "PIL"}
FILES = sorted(PACKAGE.rglob("*.py"))


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def text(path: Path) -> str:
    """What stands in a file, read once."""
    return path.read_text(encoding="utf-8")


@dataclass(frozen=True)
class Statement:
    """An import, and where it stands."""

    node: ast.Import | ast.ImportFrom
    in_function: bool
    for_types: bool

    def names(self) -> list[str]:
        """The dotted names of the modules it may load."""
        if isinstance(self.node, ast.Import):
            return [alias.name for alias in self.node.names]
        module = self.node.module
        return [module, *(f"{module}.{alias.name}" for alias in self.node.names)] if module else []


@cache
def statements(path: Path) -> list[Statement]:
    """Every import of a file; it is parsed once for all laws."""
    found: list[Statement] = []

    def visit(node: ast.AST, in_function: bool, for_types: bool) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import | ast.ImportFrom):
                found.append(Statement(child, in_function, for_types))
            elif isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):  # no import stands in an expression
                visit(child, in_function or isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef),
                      for_types or (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)))

    visit(ast.parse(text(path)), False, False)
    return found


@cache
def imports(path: Path, *, inside_functions: bool = True) -> list[str]:
    """Dotted names of all modules that a file imports (types-only imports left out)."""
    return [name for s in statements(path) if not s.for_types and (inside_functions or not s.in_function) for name in s.names()]


def files_imported(path: Path) -> set[str]:
    """The files of ours that a file imports, also inside functions and for types: of a folder and a file in it, the file
    alone."""
    found = [name for s in statements(path) for name in s.names() if name in MODULES]
    folders = {name.rpartition(".")[0] for name in found}
    return set(found) - (folders - _imported_for_itself(path))


def _imported_for_itself(path: Path) -> set[str]:
    """The folders that a file takes names from which are no files."""
    nodes = [s.node for s in statements(path) if isinstance(s.node, ast.ImportFrom) and s.node.module]
    return {str(n.module) for n in nodes if any(f"{n.module}.{alias.name}" not in MODULES for alias in n.names)}


MODULES = frozenset(module_of(path) for path in FILES)


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "desktop" else ""


def breaches(files: list[Path], foreign: Callable[[Path], object]) -> str:
    """One line a file for what it imports against a law."""
    return "\n".join(f"{module_of(path)}: {found}" for path in files if (found := foreign(path)))


def in_rooms(*names: str) -> list[Path]:
    """The files of some rooms."""
    return [p for p in FILES if room(module_of(p)) in names]


def test_core_knows_nothing_but_core() -> None:
    found = breaches(in_rooms("core"), lambda p: [m for m in imports(p) if m.startswith("desktop.") and room(m) != "core"])
    assert not found, f"hand in what core needs as an argument instead\n{found}"


def test_only_ui_app_and_pages_import_qt() -> None:
    def may(path: Path) -> bool:
        return (room(module_of(path)) in ("ui", "app", "selftest") or path.name == "page.py"
                or path.stem.endswith(("_page", "_tab", "_widget")))

    found = breaches([p for p in FILES if not may(p)], lambda p: [m for m in imports(p) if m.split(".")[0] == "PySide6"])
    assert not found, f"move the widget to page.py or ui/\n{found}"


def test_ui_knows_no_feature() -> None:
    found = breaches(in_rooms("ui"), lambda p: [m for m in imports(p) if room(m) in MAY_IMPORT])
    assert not found, f"let the feature hand it in through features.py\n{found}"


def test_features_import_each_other_only_as_listed() -> None:
    def foreign(path: Path) -> set[str]:
        own = room(module_of(path))
        return ({room(m) for m in imports(path)} & set(MAY_IMPORT)) - {own} - MAY_IMPORT[own]

    found = breaches(in_rooms(*MAY_IMPORT), foreign)
    assert not found, f"use a foreign key by table name, or list the two in MAY_IMPORT\n{found}"


def test_pages_never_open_a_session() -> None:
    found = breaches([p for p in FILES if p.name == "page.py"],
                     lambda p: [m for m in imports(p) if m.split(".")[0] in ("sqlalchemy", "sqlmodel", "sqlcipher3")])
    assert not found, f"call an action that reads or writes\n{found}"


def test_heavy_libraries_are_not_loaded_at_the_start() -> None:
    """What every start loads may import them inside functions only."""
    started = ("model", "actions", "lists", "choices", "page", "features", "app", "cli", "listing", "records", "search")
    found = breaches([p for p in FILES if p.stem in started or room(module_of(p)) == "ui"],
                     lambda p: {m.split(".")[0] for m in imports(p, inside_functions=False)} & SLOW)
    assert not found, f"import it inside the function that uses it\n{found}"


def test_no_heavy_library_is_loaded_when_the_window_appears() -> None:
    code = ("import sys; import desktop.app; from desktop.features import TABS, import_models; import_models(); "
            "from desktop.core.feature import load; [load(f.page) for f in TABS]; "
            "print(*sorted({m.split('.')[0] for m in sys.modules}))")
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not set(answer.stdout.split()) & SLOW


def test_modules_are_imported_by_their_whole_names() -> None:
    """`from . import money` names no module that the laws below could see."""
    hidden = [module_of(p) for p in FILES for s in statements(p) if isinstance(s.node, ast.ImportFrom) and s.node.level]
    assert not hidden


def test_the_table_of_features_has_no_circle() -> None:
    remaining = {name: set(others) for name, others in MAY_IMPORT.items()}
    while remaining:
        free = [name for name, others in remaining.items() if not others & set(remaining)]
        assert free, f"circle among {sorted(remaining)}"
        for name in free:
            del remaining[name]


HELD_IN_CIRCLES: set[str] = set()  # files that may still import each other in a circle; only ever made smaller


def test_no_files_import_each_other_in_a_circle() -> None:
    """Imports inside functions and those for types count too: a circle hidden there still makes two files one that cannot be
    read alone."""
    remaining = {module_of(path): files_imported(path) - {module_of(path)} for path in FILES}
    while free := [name for name, others in remaining.items() if not others & set(remaining)]:
        for name in free:
            del remaining[name]
    used = {other for others in remaining.values() for other in others}  # what only leads into a circle is in none
    while leading := [name for name in remaining if name not in used]:
        for name in leading:
            del remaining[name]
        used = {other for others in remaining.values() for other in others}
    found = "\n".join(f"{name}: {sorted(others & set(remaining))}" for name, others in sorted(remaining.items()))
    assert set(remaining) == HELD_IN_CIRCLES, (
        f"move what both need into a file of its own, or say by a Protocol what one needs of the other\n{found}")


def test_every_room_is_known() -> None:
    rooms = {p.name for p in PACKAGE.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert rooms <= SHARED_ROOMS | set(MAY_IMPORT), "list a new feature in MAY_IMPORT"


def test_files_stay_readable() -> None:
    tests = (ROOT / "tests").rglob("*.py")
    long = {module_of(p): n for p in (*FILES, *tests) if (n := len(text(p).splitlines())) > 400}
    assert not long, f"split by what changes together: {long}"


def test_only_core_knows_how_a_record_is_deleted() -> None:
    # steps of the schema: tables as they were then, without models
    raw = {"desktop.people.from_contacts", "desktop.training.first_sessions", "desktop.sales.lots.from_deliveries"}
    found = [m for p in FILES if room(m := module_of(p)) != "core" and m not in raw and "deleted_at" in text(p)]
    assert not found, ("ask with living(Model), alive(Model, …) or a roll-up, look at record.is_deleted, copy content(record), "
                       f"delete with verbs.remove\n{found}")
