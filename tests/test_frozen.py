"""The frozen program tests itself. Slow: it is built first (a minute or two)."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.slow
@pytest.mark.skipif(find_spec("PyInstaller") is None, reason="PyInstaller is not installed: pip install '.[dev]'")
def test_the_frozen_program_passes_its_self_test_without_a_display(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "PyInstaller", "build.spec", "--noconfirm", "--log-level", "WARN",
                    "--distpath", str(tmp_path / "dist"), "--workpath", str(tmp_path / "build")],
                   cwd=ROOT, check=True, timeout=900)
    folder = tmp_path / "dist" / "agridesk"
    size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
    print(f"\nfrozen program: {size / 1e6:.0f} MB")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "DISPLAY"))}
    answer = subprocess.run([folder / "agridesk", "self-test", "--deep"], cwd=tmp_path, capture_output=True, text=True,
                            timeout=900, env={**environment, "QT_QPA_PLATFORM": "offscreen"}, check=False)
    print(answer.stdout)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    for part in ("Qt6Quick", "Qt6Qml", "Qt6Pdf", "Qt6Sql"):
        assert not list(folder.rglob(f"*{part}*")), f"{part} is not used and should not be shipped"
