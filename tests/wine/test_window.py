"""A walk through the window on Windows: every section, no warning of Qt's. The pictures stay in a folder that is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.wine.test_commands import MAKE, done
from tests.wine.windows import OFFSCREEN, PYTHON, Windows

pytestmark = pytest.mark.slow


def test_every_section_opens_without_a_warning(program: Windows, tmp_path: Path) -> None:
    shutil.copy(Path(__file__).with_name("walk.py"), program.outside / "walk.py")
    (program.outside / "pictures").mkdir()
    done(program.run(PYTHON, "-c", MAKE, folder=program.folder))
    walked = program.run(PYTHON, "walk.py", "示例.agridesk", "pictures", folder=program.folder, timeout=900, **OFFSCREEN)
    pictures = sorted((program.outside / "pictures").glob("*.png"))
    shutil.copytree(program.outside / "pictures", tmp_path / "pictures")
    print(f"pictures: {tmp_path / 'pictures'}")
    assert walked.returncode == 0, walked.stdout + walked.stderr
    assert len(pictures) > 20
