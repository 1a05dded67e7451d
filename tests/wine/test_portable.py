"""The project's own tests, run by Windows' Python: none of them fails there. Slow: minutes."""

from __future__ import annotations

import shutil

import pytest

from tests.wine.windows import OFFSCREEN, PYTHON, ROOT, Windows

pytestmark = pytest.mark.slow
PATIENCE = 1800  # seconds
SUBJECTS = [("core",), ("trade", "dealers", "people", "regions", "catalogue", "labels", "training", "today"),
            ("test_calculate.py", "test_transfer.py", "test_lists.py", "test_catalogues.py", "test_features.py",
             "test_doors.py"), ("analysis", "designs"), ("service", "sales"), ("trials",)]


@pytest.fixture(scope="module")
def tests(program: Windows) -> Windows:
    """Windows whose Python has this checkout's tests beside its program, for as long as the module takes."""
    site = program.root / "app/py/site"
    shutil.rmtree(site / "tests", ignore_errors=True)
    shutil.copytree(ROOT / "tests", site / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", site)
    return program


@pytest.mark.parametrize("subjects", SUBJECTS, ids=" ".join)
def test_they_pass(tests: Windows, subjects: tuple[str, ...]) -> None:
    ran = tests.run(PYTHON, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *(f"tests/{s}" for s in subjects),
                    folder="/app/py/site", timeout=PATIENCE, **OFFSCREEN)
    told = ran.stdout.splitlines()
    print(f"\n{told[-1] if told else ''}")
    failed = [line for line in told if line.startswith(("FAILED", "ERROR"))]
    assert ran.returncode == 0, "\n".join(failed) or ran.stdout + ran.stderr
