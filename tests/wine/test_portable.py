"""The project's own tests, run by Windows' Python: none of them fails there. Slow: minutes.

Papers, figures, dialogs and printing always run; the rest, and there the heavy ones as well, where AGRIDESK_WINE_ALL is set,
as before a release: it takes longer than all else under Wine.
"""

from __future__ import annotations

import shutil

import pytest

from tests.wine.windows import OFFSCREEN, PYTHON, ROOT, Windows, at_length

pytestmark = pytest.mark.slow
PATIENCE = 7200  # seconds, a room may take beside others on two cores
WINDOW = ("windows", "new_database", "backups", "crash", "support_menu", "print_list", "preview")
ALWAYS = [("core/documents", "trade", "test_display.py", *(f"ui/test_{name}.py" for name in WINDOW))]
AT_LENGTH = [("core",), ("people", "regions", "catalogue", "test_calculate.py", "test_transfer.py", "test_catalogues.py",
                         "test_features.py"),
             ("dealers", "visiting", "today", "labels", "training"), ("market", "reports", "promotions"), ("service", "sales"),
             ("analysis", "designs"), ("trials",), ("test_lists.py", "test_doors.py"), ("ui",),
             ("faults", "test_child_grids.py", "test_forms.py", "test_released.py", "test_round_trip.py",
              "test_migrations.py", "test_migration_steps.py", "test_counting.py", "test_in_english.py", "test_united.py",
              "test_shares.py", "test_example_names.py")]
SOURCE = "reads the source"
ELSEWHERE = {
    "wine": "starts these", "printing": "CUPS's queues", "exchange": "a server of PostgreSQL",
    "paper": "every document, for minutes, and the same on each system", "test_frozen.py": "see tests/wine/test_frozen.py",
    "test_architecture.py": SOURCE, "test_glossary.py": SOURCE, "test_icons.py": SOURCE, "test_translations.py": SOURCE,
    "test_help_pages.py": "reads the pages of the help", "test_readme.py": "reads the README",
    "test_weighing.py": "reads the list of heavy ones",
    "test_installer.py": "the installer for Linux",
}
"""What is not run on Windows → why."""
CHOSEN = [*ALWAYS, *(pytest.param(subjects, marks=at_length) for subjects in AT_LENGTH)]


@pytest.fixture(scope="module")
def tests(program: Windows) -> Windows:
    """Windows whose Python has this checkout's tests beside its program, for as long as the module takes."""
    site = program.root / "app/py/site"
    shutil.rmtree(site / "tests", ignore_errors=True)
    shutil.copytree(ROOT / "tests", site / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", site)
    return program


@pytest.mark.parametrize("subjects", CHOSEN, ids=" ".join)
def test_they_pass(tests: Windows, subjects: tuple[str, ...]) -> None:
    costs = "not slow" if subjects in ALWAYS else "heavy or not slow"
    ran = tests.run(PYTHON, "-m", "pytest", "-q", "-n", "2", "-m", costs, "-p", "no:cacheprovider",
                    *(f"tests/{s}" for s in subjects), folder="/app/py/site", timeout=PATIENCE, **OFFSCREEN)
    told = ran.stdout.splitlines()
    print(f"\n{told[-1] if told else ''}")
    failed = [line for line in told if line.startswith(("FAILED", "ERROR"))]
    assert ran.returncode == 0, "\n".join(failed) or ran.stdout + ran.stderr
