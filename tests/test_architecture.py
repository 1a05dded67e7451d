"""The laws of import, read from the code itself. Each breach says what to do instead."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "desktop"
SHARED_ROOMS = {"core", "ui"}
TOP = {"__init__", "__main__", "app", "cli", "features", "migrations", "selftest"}

MAY_IMPORT = {
    # Which feature may import which other feature. Everything not listed is forbidden; no circles.
    "regions": set(),
    "catalogue": {"regions"},
    "dealers": {"regions"},
    "trials": {"catalogue", "regions"},
    "training": {"dealers", "regions"},
    "labels": {"catalogue"},
    "today": {"dealers", "trials", "training", "labels", "catalogue", "regions"},
    "example": {"dealers", "trials", "training", "labels", "catalogue", "regions"},
}
SLOW = {"numpy", "scipy", "matplotlib", "openpyxl", "reportlab", "docx", "python_calamine", "pypinyin", "icalendar",
        "vobject", "lunar_python", "pypdfium2", "pypdf", "svglib"}
FILES = sorted(PACKAGE.rglob("*.py"))


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, *, inside_functions: bool = True) -> list[str]:
    """Dotted names of all modules that a file imports (types-only imports left out)."""
    found: list[str] = []

    def visit(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                continue
            if isinstance(child, ast.Import):
                found.extend(alias.name for alias in child.names)
            elif isinstance(child, ast.ImportFrom) and child.module:
                found.append(child.module)
                found.extend(f"{child.module}.{alias.name}" for alias in child.names)
            elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and not inside_functions:
                continue
            visit(child)

    visit(ast.parse(path.read_text(encoding="utf-8")))
    return found


def room(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[0] == "desktop" else ""


@pytest.mark.parametrize("path", [p for p in FILES if room(module_of(p)) == "core"], ids=module_of)
def test_core_knows_nothing_but_core(path: Path) -> None:
    foreign = [m for m in imports(path) if m.startswith("desktop.") and room(m) != "core"]
    assert not foreign, f"{module_of(path)} imports {foreign}: hand in what core needs as an argument instead"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_only_ui_app_and_pages_import_qt(path: Path) -> None:
    module = module_of(path)
    allowed = (room(module) in ("ui", "app", "selftest") or path.name in ("page.py", "pages.py")
               or path.stem.endswith(("_page", "_tab", "_widget")))
    assert allowed or not any(m.split(".")[0] == "PySide6" for m in imports(path)), (
        f"{module} imports PySide6: move the widget to page.py or ui/, and keep the rule here")


@pytest.mark.parametrize("path", [p for p in FILES if room(module_of(p)) == "ui"], ids=module_of)
def test_ui_knows_no_feature(path: Path) -> None:
    features = [m for m in imports(path) if room(m) in MAY_IMPORT]
    assert not features, f"{module_of(path)} imports {features}: let the feature hand it in through features.py"


@pytest.mark.parametrize("path", [p for p in FILES if room(module_of(p)) in MAY_IMPORT], ids=module_of)
def test_features_import_each_other_only_as_listed(path: Path) -> None:
    own = room(module_of(path))
    others = {room(m) for m in imports(path)} & set(MAY_IMPORT) - {own}
    assert others <= MAY_IMPORT[own], (
        f"{module_of(path)} imports {others - MAY_IMPORT[own]}: use a foreign key by table name, or list the two here")


@pytest.mark.parametrize("path", [p for p in FILES if p.name == "page.py"], ids=module_of)
def test_pages_never_open_a_session(path: Path) -> None:
    breaches = [m for m in imports(path) if m.split(".")[0] in ("sqlalchemy", "sqlmodel", "sqlcipher3")]
    assert not breaches, f"{module_of(path)} imports {breaches}: call an action that reads or writes"


@pytest.mark.parametrize("path", [p for p in FILES if room(module_of(p)) in {*MAY_IMPORT, "core"} | TOP], ids=module_of)
def test_heavy_libraries_are_not_loaded_with_the_models(path: Path) -> None:
    """A module that every start loads may import them inside functions only."""
    if path.stem not in ("model", "actions", "page", "features", "app", "cli", "listing", "records", "search"):
        return
    heavy = {m.split(".")[0] for m in imports(path, inside_functions=False)} & SLOW
    assert not heavy, f"{module_of(path)} imports {heavy} at its top: import it inside the function that uses it"


def test_the_table_of_features_has_no_circle() -> None:
    remaining = {name: set(others) for name, others in MAY_IMPORT.items()}
    while remaining:
        free = [name for name, others in remaining.items() if not others & set(remaining)]
        assert free, f"circle among {sorted(remaining)}"
        for name in free:
            del remaining[name]


def test_every_room_is_known() -> None:
    rooms = {p.name for p in PACKAGE.iterdir() if p.is_dir() and p.name != "__pycache__"}
    assert rooms <= SHARED_ROOMS | set(MAY_IMPORT), "list a new feature in MAY_IMPORT"


@pytest.mark.parametrize("path", FILES, ids=module_of)
def test_files_stay_readable(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= 400, f"{module_of(path)} has {lines} lines: split it by what changes together"
